//! The text of a token: the bytes may be right and the text not the one that stands for them (RFC 7515 §2).

use super::Ready;
use crate::base::diagnostic::reason::{Canonical, Reason, Signature};
use crate::base::diagnostic::{Base64url, Diagnostic, Remedy, Role};
use crate::format::base64url::{self, Base64urlFault};
use crate::jose::{Segment, Token};
use crate::key::Key;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A segment that a strict reader refuses, whatever the bytes say. `holds` is whether the text as it is matches the signature.
/// The fault carries the token that would verify once it is written properly.
pub(super) fn not_canonical(ready: &Ready, key: &Key, holds: bool) -> Option<Diagnostic> {
    let [header, payload, signature] = ready.token.segments.as_slice() else { return None };
    if holds && ready.encoded_payload && padding_signed(ready.token) {
        return None;
    }
    let parts = [
        (Role::Header, header, true),
        (Role::Payload, payload, ready.encoded_payload),
        (Role::Signature, signature, true),
    ];
    let odd: Vec<Role> =
        parts.iter().filter(|(_, segment, counts)| *counts && !segment.canonical).map(|part| part.0).collect();
    if odd.is_empty() {
        return None;
    }
    let rewritten = [header, payload].map(|segment| URL_SAFE_NO_PAD.encode(&*segment.bytes)).join(".");
    let holds_rewritten =
        || ready.encoded_payload && (ready.algorithm.verify)(key, rewritten.as_bytes(), &ready.signature.bytes).is_ok();
    let (matches, sent) = match holds {
        true => (Canonical::AsSent, core::str::from_utf8(ready.message()).unwrap_or_default()),
        false if holds_rewritten() => (Canonical::Rewritten, rewritten.as_str()),
        false => (Canonical::Neither, ""),
    };
    // What was signed with its faults keeps them.
    let cures = matches == Canonical::Rewritten || matches == Canonical::AsSent && odd == [Role::Signature];
    let fault = Diagnostic::error(Signature::NotCanonical { segments: odd, matches });
    Some(match cures {
        true => fault.with_remedy(Remedy::Token(format!("{sent}.{}", URL_SAFE_NO_PAD.encode(&*ready.signature.bytes)))),
        false => fault,
    })
}

/// Whether the signature is too short, as `mismatch` says, and nothing is odd about the text but how that ends: it was cut off
/// within a character or two, which is no fault of whoever wrote it.
pub(super) fn is_cut(ready: &Ready, mismatch: &Diagnostic) -> bool {
    let Some(Reason::Signature(Signature::Length { expected, got, .. })) = mismatch.reason() else { return false };
    let [header, payload, signature] = ready.token.segments.as_slice() else { return false };
    let encoded = ready.token.text.get(signature.encoded.clone()).unwrap_or_default();
    let ends = |fault: &Base64urlFault| matches!(fault.facts, Base64url::Length(_) | Base64url::TrailingBits(_));
    got < expected
        && header.canonical
        && (payload.canonical || !ready.encoded_payload)
        && base64url::decode(encoded).faults.iter().all(ends)
}

/// Whether the text has nothing odd but the padding of header or payload, which belongs to what was signed if the signature
/// matches: AWS's load balancers make such tokens.
pub(super) fn padding_signed(token: &Token) -> bool {
    let padded = |segment: &Segment| {
        let encoded = token.text.get(segment.encoded.clone()).unwrap_or_default();
        let bare = encoded.trim_end_matches('=');
        bare.len() < encoded.len() && encoded.len().is_multiple_of(4) && base64url::decode(bare).faults.is_empty()
    };
    let [header, payload, _] = token.segments.as_slice() else { return false };
    let only = token.segments.iter().all(|segment| segment.canonical || padded(segment));
    only && (padded(header) || padded(payload))
}

/// Whether such a fault says that the signature matches.
pub(super) fn matches(fault: &Diagnostic) -> bool {
    !matches!(fault.reason(), Some(Reason::Signature(Signature::NotCanonical { matches: Canonical::Neither, .. })))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, said, secret, signed};
    use super::super::{Verdict, verify};
    use super::*;
    use crate::base::diagnostic::Facts;

    /// The faults of a token that is signed as it should be and was then rewritten; and whether it can be mended.
    fn check(rewrite: impl Fn(&str) -> String, segments: &[Role], matches: Canonical) {
        let text = rewrite(&signed(r#"{"alg":"HS256","a":1}"#));
        let verdict = verify(&read(&text), Some(&secret()), None);
        let Verdict::Invalid(got) = &verdict else { panic!("{text}: {verdict:?}") };
        let first = Signature::NotCanonical { segments: segments.into(), matches };
        let more = (matches == Canonical::Neither).then_some(Signature::Mismatch);
        let expected: Vec<Facts> = [first].into_iter().chain(more).map(Facts::from).collect();
        assert_eq!(got.iter().map(|reason| reason.facts.clone()).collect::<Vec<_>>(), expected, "{text}");
        let mended = got.first().and_then(|first| first.remedy.clone());
        assert_eq!(mended.is_some(), matches != Canonical::Neither, "{text}");
        if let Some(Remedy::Token(mended)) = mended {
            assert!(verify(&read(&mended), Some(&secret()), None).is_valid(), "{text}");
        }
    }

    #[test]
    fn a_signature_that_was_cut_off_is_not_called_badly_written() {
        let whole = signed(r#"{"alg":"HS256","a":1}"#);
        for cut in 1..30 {
            let text = whole.get(..whole.len() - cut).expect("longer");
            let Verdict::Invalid(got) = verify(&read(text), Some(&secret()), None) else { panic!("{text}") };
            assert_eq!(
                got.iter().map(|reason| reason.code().name()).collect::<Vec<_>>(),
                ["signature-length"],
                "{cut}"
            );
        }
        // Here it is more than the end.
        let text = whole.get(..whole.len() - 5).expect("longer").replacen('.', "=.", 1);
        assert_eq!(said(&verify(&read(&text), Some(&secret()), None)), "invalid not-canonical");
    }

    #[test]
    fn the_same_bytes_in_another_text_are_invalid_and_said_to_match() {
        check(|text| format!("{text}="), &[Role::Signature], Canonical::AsSent);
        // 43 characters hold 258 bits, so the last one has two that belong to no byte.
        let stray = |text: &str| {
            let (body, last) = text.split_at(text.len() - 1);
            let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            let next = all.chars().nth(all.find(last).expect("base64url") + 1).expect("not the last");
            format!("{body}{next}")
        };
        check(stray, &[Role::Signature], Canonical::AsSent);
    }

    #[test]
    fn a_text_that_was_rewritten_after_signing_says_so() {
        check(|text| text.replacen('.', "=.", 1), &[Role::Header], Canonical::Rewritten);
        check(|text| text.replacen(".e30.", ".e30=.", 1), &[Role::Payload], Canonical::Rewritten);
    }

    #[test]
    fn a_rewritten_text_whose_signature_does_not_match_either_has_both_reasons() {
        check(|text| text.replacen(".e30.", ".e2B9=.", 1), &[Role::Payload], Canonical::Neither);
    }

    /// A token that is signed with the padding in its text.
    fn padded(header: &str, payload: &str, end: &str) -> String {
        use base64::Engine as _;
        let encode = |text: &str| base64::engine::general_purpose::URL_SAFE.encode(text);
        let input = format!("{}.{}", encode(header), encode(payload));
        let row = &crate::engine::jwa::hmac::HS256;
        let raw =
            (row.sign)(&secret(), input.as_bytes(), &mut crate::engine::jwa::tests::Counter(0)).expect("a signature");
        format!("{input}.{}{end}", URL_SAFE_NO_PAD.encode(raw))
    }

    #[test]
    fn padding_that_was_signed_is_noted_and_kept() {
        let first = |text: &str| {
            let verdict = verify(&read(text), Some(&secret()), None);
            (said(&verdict), verdict.reasons().first().map_or("", |reason| reason.code().name()))
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
