//! The text of a token: the bytes may be right and the text not the one that stands for them (RFC 7515 §2).

use crate::explain::{Case, Explanation, Remedy};
use crate::spec::Spec;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A segment that a strict reader refuses, whatever the bytes say. `holds` is whether the bytes match the signature.
/// The fault carries a fix only if the token would verify once its text is written properly.
pub(super) fn not_canonical(case: &Case, holds: bool, encoded_payload: bool) -> Option<Explanation> {
    let [header, payload, signature] = case.token.segments.as_slice() else { return None };
    let parts = [("header", header, true), ("payload", payload, encoded_payload), ("signature", signature, true)];
    let odd: Vec<&str> =
        parts.iter().filter(|(_, segment, counts)| *counts && !segment.canonical).map(|part| part.0).collect();
    if odd.is_empty() {
        return None;
    }
    let rewritten = [header, payload].map(|segment| URL_SAFE_NO_PAD.encode(&*segment.bytes)).join(".");
    let holds_rewritten =
        || encoded_payload && (case.algorithm.verify)(case.key, rewritten.as_bytes(), case.signature).is_ok();
    let what = odd.join(" and ");
    let sent = if holds { case.token.signing_input().unwrap_or_default() } else { &rewritten };
    let remedy = Remedy::Token(format!("{sent}.{}", URL_SAFE_NO_PAD.encode(case.signature)));
    let (does, fix) = match holds {
        true => (
            "the signature matches the bytes",
            Some("have the issuer write base64url without padding and stray characters"),
        ),
        false if holds_rewritten() => (
            "the signature matches the token as base64url would be written properly",
            Some("find out what rewrote the token between the issuer and here"),
        ),
        false => ("the signature does not match either", None),
    };
    let be = if odd.len() == 1 { "is" } else { "are" };
    let message = format!("the {what} {be} not proper base64url, and a strict verifier refuses the text; {does}");
    let fault = Explanation::new("not-canonical", message).spec(Spec::Rfc(7515, "2"));
    Some(match fix {
        Some(fix) => fault.fix(fix).remedy(remedy),
        None => fault,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, said, secret, signed};
    use super::super::{Verdict, verify};

    /// The reasons for a token that is signed as it should be and was then rewritten.
    fn check(rewrite: impl Fn(&str) -> String, reasons: &[&str], words: &str) {
        let text = rewrite(&signed(r#"{"alg":"HS256","a":1}"#));
        let verdict = verify(&read(&text), Some(&secret()), None);
        let Verdict::Invalid(got) = &verdict else { panic!("{text}: {verdict:?}") };
        assert_eq!(got.iter().map(|reason| reason.reason).collect::<Vec<_>>(), reasons, "{text}");
        assert!(got.first().is_some_and(|first| first.message.contains(words)), "{text}: {got:?}");
    }

    #[test]
    fn the_same_bytes_in_another_text_are_invalid_and_said_to_match() {
        check(|text| format!("{text}="), &["not-canonical"], "the signature is not proper base64url");
        check(|text| format!("{text}="), &["not-canonical"], "the signature matches the bytes");
        // 43 characters hold 258 bits, so the last one has two that belong to no byte.
        let stray = |text: &str| {
            let (body, last) = text.split_at(text.len() - 1);
            let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            let next = all.chars().nth(all.find(last).expect("base64url") + 1).expect("not the last");
            format!("{body}{next}")
        };
        check(stray, &["not-canonical"], "the signature matches the bytes");
    }

    #[test]
    fn a_text_that_was_rewritten_after_signing_says_so() {
        check(
            |text| text.replacen('.', "=.", 1),
            &["not-canonical"],
            "matches the token as base64url would be written properly",
        );
        check(|text| text.replacen(".e30.", ".e30=.", 1), &["not-canonical"], "the payload is not proper base64url");
    }

    #[test]
    fn a_rewritten_text_whose_signature_does_not_match_either_has_both_reasons() {
        check(
            |text| text.replacen(".e30.", ".e2B9=.", 1),
            &["not-canonical", "key-or-content"],
            "does not match either",
        );
    }

    #[test]
    fn a_payload_that_is_not_encoded_is_no_fault_of_the_text() {
        let text = signed(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
        assert_eq!(said(&verify(&read(&text), Some(&secret()), None)), "valid HS256");
    }
}
