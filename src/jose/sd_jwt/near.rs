//! Why a disclosure has no digest in the token: what comes near to being one.

use super::disclosure::name_shown;
use super::rewritten::{Writing, hash_of, writings};
use super::{Diagnostic, SdJwt, Severity, State, problem};
use crate::base::diagnostic::Remedy;
use crate::base::diagnostic::sd_jwt::{Disclosure as Fault, Near, Written};
use crate::crypto::Hash;
use crate::format::base64url::{decode, encode};
use crate::format::json::{Node, Value};
use core::ops::Range;
use std::collections::BTreeMap;

/// So many disclosures, each of so many bytes, are looked at in other writings: a hostile token can have any number of them.
const REWRITTEN: (usize, usize) = (100, 16 * 1024);

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
    let length = sd_jwt.hash.unwrap_or(Hash::Sha256).bytes();
    let written = found.keys().filter_map(|digest| hash_of(digest, length)).map(|(written, hash)| (hash, written));
    let written: BTreeMap<Vec<u8>, Written> = written.collect();
    let mut restored: Vec<(Range<usize>, String)> = vec![];
    let mut looked_at = 0;
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
            _ if let Some(written) = written.get(named.digest(encoded.as_bytes()).as_slice()) => {
                Near::Written(*written)
            }
            _ => {
                let writings = if looked_at < REWRITTEN.0 { Some(disclosure.writings()) } else { None };
                looked_at += 1;
                let mut others = writings.into_iter().flatten().map(|(layout, characters, text)| {
                    (Near::Rewritten { layout, characters }, encode(text.as_bytes()))
                });
                let found = others.find(|(_, text)| is_known(named, text.as_bytes()));
                found.map_or(Near::Nothing, |(near, text)| {
                    restored.push((disclosure.at.clone(), text));
                    near
                })
            }
        };
        problems.push(problem(Severity::Error, disclosure.at.clone(), Fault::Unreferenced(near)));
    }
    // One press brings back all of them.
    if let Some(remedy) = restored_token(sd_jwt, &restored) {
        let is_rewritten = |problem: &&mut Diagnostic| {
            problem.place().is_some_and(|place| restored.iter().any(|(at, _)| *at == place.range))
        };
        problems.iter_mut().filter(is_rewritten).for_each(|problem| problem.remedy = Some(remedy.clone()));
    }
    problems
}

/// The token with disclosures as they were before they were written anew; `None` if there are none, or it was not sent in the
/// compact form.
fn restored_token(sd_jwt: &SdJwt, restored: &[(Range<usize>, String)]) -> Option<Remedy> {
    if restored.is_empty() || sd_jwt.sent.is_some() {
        return None;
    }
    let (mut text, mut end) = (String::new(), 0);
    for (at, disclosure) in restored {
        text.push_str(sd_jwt.text.get(end..at.start)?);
        text.push_str(disclosure);
        end = at.end;
    }
    text.push_str(sd_jwt.text.get(end..)?);
    Some(Remedy::Token(text))
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

    /// How it may have been written before it was written anew.
    fn writings(&self) -> impl Iterator<Item = Writing> + '_ {
        let is_looked_at = self.is_whole() && self.document.text.len() <= REWRITTEN.1;
        let json = if is_looked_at { self.document.text.as_str() } else { "" };
        writings(json)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, digest, disclosure};
    use super::*;
    use crate::base::diagnostic::Facts;
    use crate::base::diagnostic::sd_jwt::{self, Characters, Layout};

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

    #[track_caller]
    fn nears(payload: &str, disclosures: &[&str]) -> (Vec<Near>, Option<Remedy>) {
        let sd_jwt = super::super::read(super::super::testing::token(payload, disclosures)).expect("an SD-JWT");
        let near = sd_jwt.problems.iter().filter_map(|problem| match &problem.facts {
            Facts::SdJwt(sd_jwt::SdJwt::Disclosure(Fault::Unreferenced(near))) => Some(near.clone()),
            _ => None,
        });
        (near.collect(), sd_jwt.problems.iter().find_map(|problem| problem.remedy.clone()))
    }

    #[test]
    fn a_digest_that_the_issuer_wrote_otherwise_is_told_from_one_of_another_disclosure() {
        let one = disclosure(ONE);
        let hash = Hash::Sha256.digest(one.as_bytes());
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let check = |digest: &str, written: Option<Written>| {
            let expected = written.map_or(Near::Nothing, Near::Written);
            let payload = format!(r#"{{"_sd":["{digest}"]}}"#);
            assert_eq!(nears(&payload, &[&one]), (vec![expected], None), "{digest}");
            let element = format!(r#"{{"a":[{{"...":"{digest}"}}]}}"#);
            assert_eq!(nears(&element, &[&one]).0.len(), 1, "{digest}");
        };
        check(&encode(hex.as_bytes()), Some(Written::HexEncoded));
        check(&encode(hex.to_uppercase().as_bytes()), Some(Written::HexEncoded));
        check(&hex, Some(Written::Hex));
        check(&format!("{}=", encode(&hash)), Some(Written::Base64));
        check(&hex.replace(['0', '1', '2'], "3"), None);
        check(&encode(&[7; 32]), None);
    }

    #[test]
    fn a_token_of_many_disclosures_is_looked_through_so_far_and_no_further() {
        let spaced = |index: usize| disclosure(&format!(r#"["{index:022}", "a{index}", 1]"#));
        let tight = |index: usize| disclosure(&format!(r#"["{index:022}","a{index}",1]"#));
        let digests: Vec<String> = (0..150).map(|index| format!("\"{}\"", digest(&spaced(index)))).collect();
        let sent: Vec<String> = (0..150).map(tight).collect();
        let sent: Vec<&str> = sent.iter().map(String::as_str).collect();
        let (found, _) = nears(&format!(r#"{{"_sd":[{}]}}"#, digests.join(",")), &sent);
        let rewritten = found.iter().filter(|near| matches!(near, Near::Rewritten { .. })).count();
        assert_eq!((found.len(), rewritten), (150, REWRITTEN.0));
    }

    #[test]
    fn disclosures_that_were_written_anew_come_back_as_they_were() {
        let rewritten = |layout, characters| Near::Rewritten { layout, characters };
        let check = |issued: &str, sent: &str, near: Near| {
            let (issued, sent) = (disclosure(issued), disclosure(sent));
            let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&issued));
            let (found, remedy) = nears(&payload, &[&sent]);
            assert_eq!(found, std::slice::from_ref(&near));
            match remedy {
                Some(Remedy::Token(token)) => {
                    let read = super::super::read(token.as_str()).expect("an SD-JWT");
                    assert_eq!(read.problems, []);
                }
                other => assert_eq!((other, near), (None, Near::Nothing)),
            }
        };
        let tight = ONE;
        let spaced = r#"["0123456789012345678901", "a", 1]"#;
        check(spaced, tight, rewritten(Some(Layout::Spaced), None));
        check(tight, spaced, rewritten(Some(Layout::Tight), None));
        let object = r#"["0123456789012345678901","a",{"b":1,"c":"x, y"}]"#;
        check(
            r#"["0123456789012345678901", "a", {"b": 1, "c": "x, y"}]"#,
            object,
            rewritten(Some(Layout::Spaced), None),
        );
        check(
            r#"["0123456789012345678901", "a", {"b":1, "c":"x, y"}]"#,
            object,
            rewritten(Some(Layout::CommaSpaced), None),
        );
        let umlaut = r#"["0123456789012345678901","a","Köln"]"#;
        let escaped = r#"["0123456789012345678901", "a", "K\u00f6ln"]"#;
        check(escaped, umlaut, rewritten(Some(Layout::Spaced), Some(Characters::Escaped)));
        check(umlaut, escaped, rewritten(Some(Layout::Tight), Some(Characters::Plain)));
        // Another value is another disclosure, however it is written.
        check(spaced, r#"["0123456789012345678901","a",2]"#, Near::Nothing);
        // Two at once, and one press for both.
        let other = r#"["1123456789012345678901", "b", 2]"#;
        let payload = format!(r#"{{"_sd":["{}","{}"]}}"#, digest(&disclosure(spaced)), digest(&disclosure(other)));
        let (found, remedy) = nears(&payload, &[&disclosure(tight), &disclosure(&other.replace(' ', ""))]);
        assert_eq!(found.len(), 2);
        let Some(Remedy::Token(token)) = remedy else { panic!("no remedy") };
        assert_eq!(super::super::read(token).expect("an SD-JWT").problems, []);
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
