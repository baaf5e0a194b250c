//! The text of a token: the bytes may be right and the text not the one that stands for them (RFC 7515 §2).

use crate::explain::{Case, Explanation, Remedy};
use crate::spec::Spec;
use crate::token::{Segment, Token, base64url};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A segment that a strict reader refuses, whatever the bytes say. `holds` is whether the bytes match the signature.
/// The fault carries a fix only if the token would verify once its text is written properly.
pub(super) fn not_canonical(case: &Case, holds: bool, encoded_payload: bool) -> Option<Explanation> {
    let [header, payload, signature] = case.token.segments.as_slice() else { return None };
    if holds && encoded_payload && padding_signed(case.token).is_some() {
        return None;
    }
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

/// What to know of a token that holds over its text with the padding in it: header or payload are padded, nothing else is odd about
/// the text, and the padding was signed along. AWS's load balancers make such tokens.
pub(super) fn padding_signed(token: &Token) -> Option<Explanation> {
    let padded = |segment: &Segment| {
        let encoded = token.text.get(segment.encoded.clone()).unwrap_or_default();
        let bare = encoded.trim_end_matches('=');
        bare.len() < encoded.len() && encoded.len().is_multiple_of(4) && base64url::decode(bare).faults.is_empty()
    };
    let [header, payload, _] = token.segments.as_slice() else { return None };
    let only = token.segments.iter().all(|segment| segment.canonical || padded(segment));
    let message = "the signature holds over the text as it stands, with the padding `=` in it: RFC 7515 forbids the padding, and the issuer signed it";
    (only && (padded(header) || padded(payload))).then(|| {
        Explanation::new("padding-signed", message)
            .fix("keep the text as it is: without the `=` the signature no longer holds; a strict verifier refuses the token, so verify it as its issuer says (AWS's load balancers make such tokens)")
            .spec(Spec::Rfc(7515, "2"))
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

    /// A token that is signed with the padding in its text.
    fn padded(header: &str, payload: &str, end: &str) -> String {
        use base64::Engine as _;
        let encode = |text: &str| base64::engine::general_purpose::URL_SAFE.encode(text);
        let input = format!("{}.{}", encode(header), encode(payload));
        let row = &crate::jwa::hmac::HS256;
        let raw = (row.sign)(&secret(), input.as_bytes(), &mut crate::jwa::tests::Counter(0)).expect("a signature");
        format!("{input}.{}{end}", super::URL_SAFE_NO_PAD.encode(raw))
    }

    #[test]
    fn padding_that_was_signed_is_noted_and_kept() {
        let first = |text: &str| {
            let verdict = verify(&read(text), Some(&secret()), None);
            (said(&verdict), verdict.reasons().first().map_or("", |reason| reason.reason))
        };
        let header = r#"{"alg":"HS256","a":1}"#;
        for text in
            [padded(header, "{}", "="), padded(header, "{}", ""), padded(r#"{"alg":"HS256"}"#, r#"{"a":12}"#, "=")]
        {
            assert_eq!(first(&text), ("valid HS256".into(), "padding-signed"), "{text}");
            // Without it, the signature holds no longer, and nothing here advises to take it away.
            let bare = text.replace('=', "");
            assert!(first(&bare).0.starts_with("invalid"), "{bare}");
        }
        assert_eq!(first(&padded(header, "{}", "==")).0, "invalid not-canonical");
        // Nothing is padded here.
        assert_eq!(first(&padded(r#"{"alg":"HS256","b":1234}"#, r#"{"a":123}"#, "")).1, "");
    }

    #[test]
    fn a_payload_that_is_not_encoded_is_no_fault_of_the_text() {
        let text = signed(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
        assert_eq!(said(&verify(&read(&text), Some(&secret()), None)), "valid HS256");
    }
}
