//! Why a disclosure has no digest in the token: what comes near to being one.

use super::disclosure::name_shown;
use super::{Diagnostic, SdJwt, Severity, State, problem};
use crate::base::diagnostic::sd_jwt::{Disclosure as Fault, Near};
use crate::crypto::Hash;
use crate::format::base64url::{decode, encode};
use crate::format::json::{Node, Value};
use std::collections::BTreeMap;

/// One problem for each disclosure that answers no digest. `found` are the digests of the token.
pub(super) fn unreferenced(
    sd_jwt: &SdJwt,
    fates: &[(State, Option<usize>)],
    found: &BTreeMap<&str, usize>,
) -> Vec<Diagnostic> {
    // The digests in disclosures that belong to nothing: who sends a claim must send the one that it is in.
    let mut apart = BTreeMap::new();
    for (index, disclosure) in sd_jwt.disclosures.iter().enumerate() {
        let alone = fates.get(index).is_some_and(|(_, answers)| answers.is_none());
        if let Some(value) = disclosure.value().filter(|_| alone) {
            digests(value, &mut |digest| _ = apart.entry(digest).or_insert(index));
        }
    }
    let mut problems = vec![];
    for (disclosure, (state, answers)) in sd_jwt.disclosures.iter().zip(fates) {
        if answers.is_some() || *state == State::Duplicate || disclosure.at.is_empty() {
            continue;
        }
        let encoded = sd_jwt.text.get(disclosure.at.clone()).unwrap_or_default();
        let bytes = decode(encoded).bytes;
        let is_known = |hash: Hash, text: &[u8]| found.contains_key(encode(&hash.digest(text)).as_str());
        let named = sd_jwt.hash.unwrap_or(Hash::Sha256);
        let other = Hash::ALL.into_iter().find(|hash| *hash != named && is_known(*hash, encoded.as_bytes()));
        let near = match (apart.get(disclosure.digest.as_str()), other) {
            (Some(parent), _) => Near::Parent(parent + 1),
            (_, Some(fits)) => Near::Hash { fits: fits.name(), named: named.name() },
            _ if is_known(named, &bytes) => Near::Decoded,
            _ if is_known(named, encode(&bytes).as_bytes()) => Near::Strict,
            _ => Near::Nothing,
        };
        problems.push(problem(Severity::Error, disclosure.at.clone(), Fault::Unreferenced(near)));
    }
    problems
}

/// Every text in `node` that stands where a digest stands.
fn digests<'a>(node: &'a Node, note: &mut impl FnMut(&'a str)) {
    match &node.value {
        Value::Array(elements) => elements.iter().for_each(|element| digests(element, note)),
        Value::Object(members) => {
            for member in members {
                match (member.name.as_str(), &member.node.value) {
                    ("_sd", Value::Array(entries)) => entries.iter().filter_map(Node::as_str).for_each(&mut *note),
                    ("...", Value::String(digest)) => note(digest),
                    _ => digests(&member.node, note),
                }
            }
        }
        _ => {}
    }
}

impl super::Disclosure {
    /// What to call it: its claim, or the element that it is.
    pub fn label(&self) -> String {
        self.name().map_or_else(|| "array element".into(), name_shown)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, digest, disclosure};
    use super::*;
    use crate::base::diagnostic::Facts;
    use crate::base::diagnostic::sd_jwt;

    const ONE: &str = r#"["0123456789012345678901","a",1]"#;

    #[track_caller]
    fn near(payload: &str, disclosures: &[&str], expected: Near) {
        let sd_jwt = check(payload, disclosures, &["disclosure-unreferenced"], "{}");
        let facts = Facts::SdJwt(sd_jwt::SdJwt::Disclosure(Fault::Unreferenced(expected)));
        assert_eq!(sd_jwt.problems.first().map(|problem| &problem.facts), Some(&facts), "{payload}");
        assert_eq!(sd_jwt.disclosures.last().map(|one| one.state), Some(State::Unreferenced));
    }

    #[test]
    fn a_disclosure_without_a_digest_says_what_comes_near() {
        let one = disclosure(ONE);
        near("{}", &[&one], Near::Nothing);
        let decoded = encode(&Hash::Sha256.digest(ONE.as_bytes()));
        near(&format!(r#"{{"_sd":["{decoded}"]}}"#), &[&one], Near::Decoded);
        let wide = encode(&Hash::Sha512.digest(one.as_bytes()));
        let payload = format!(r#"{{"_sd":["{wide}"]}}"#);
        let sd_jwt = check(&payload, &[&one], &["disclosure-unreferenced", "digest-form"], "{}");
        let hash = Near::Hash { fits: "SHA-512", named: "SHA-256" };
        let facts = Facts::SdJwt(sd_jwt::SdJwt::Disclosure(Fault::Unreferenced(hash)));
        assert!(sd_jwt.problems.iter().any(|problem| problem.facts == facts));
    }

    #[test]
    fn a_padded_disclosure_whose_digest_is_that_of_the_text_without_padding_says_so() {
        let one = disclosure(ONE);
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&one));
        let codes = ["disclosure-unreferenced", "disclosure-encoding"];
        let sd_jwt = check(&payload, &[&format!("{one}==")], &codes, "{}");
        let facts = Facts::SdJwt(sd_jwt::SdJwt::Disclosure(Fault::Unreferenced(Near::Strict)));
        assert!(sd_jwt.problems.iter().any(|problem| problem.facts == facts));
    }

    #[test]
    fn a_disclosure_inside_another_needs_that_one() {
        let inner = disclosure(ONE);
        let outer = disclosure(&format!(r#"["1123456789012345678901","b",{{"_sd":["{}"]}}]"#, digest(&inner)));
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&outer));
        near(&payload, &[&inner], Near::Nothing);
        check(&payload, &[&inner, &outer], &[], r#"{"b":{"a":1}}"#);
        let sd_jwt = check("{}", &[&outer, &inner], &["disclosure-unreferenced"; 2], "{}");
        let facts = Facts::SdJwt(sd_jwt::SdJwt::Disclosure(Fault::Unreferenced(Near::Parent(1))));
        assert_eq!(sd_jwt.problems.last().map(|problem| &problem.facts), Some(&facts));
    }
}
