//! What the parts of a text say about it as a whole: too few or too many segments, an encrypted token, no token at all.

use super::{Diagnostic, Document, Form, Part, Segment, Severity, Span};
use crate::base::diagnostic::{Facts, Format};
use crate::base::unseen::is_invisible;
use crate::format::json::Node;
use core::ops::Range;

/// Whether the header is that of a JWE: it has `enc`, or an `alg` of HPKE, which has none (draft-ietf-jose-hpke-encrypt).
pub(super) fn is_encrypted(header: &Document) -> bool {
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name));
    parameter("enc").is_some() || parameter("alg").and_then(Node::as_str).is_some_and(|alg| alg.starts_with("HPKE-"))
}

/// What the number of segments says, unless it is three.
pub(super) fn count_problem(text: &str, ranges: &[Range<usize>], header: &Document, form: Form) -> Option<Diagnostic> {
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name));
    let all = 0..text.len();
    let last = || text.char_indices().next_back().map_or(0, |(start, _)| start)..text.len();
    let extra = || ranges.get(3).map_or(0, |range| range.start.saturating_sub(1))..text.len();
    let encrypted = is_encrypted(header);
    let broken = |at, fault| Some(problem(Severity::Error, at, fault));
    match ranges {
        [_, _, _] if !encrypted => None,
        [_, _, _, _, _] if form == Form::Jwe => Some(problem(Severity::Note, all, Format::Jwe)),
        [_] | [_, _] | [_, _, _] | [_, _, _, _] if encrypted => broken(last(), Format::JweCutOff(ranges.len())),
        [_] => {
            let claims = ["sub", "iss", "exp", "iat", "aud"].iter().any(|name| parameter(name).is_some());
            let alone = claims && parameter("alg").is_none();
            broken(all, if alone { Format::PayloadAlone } else { Format::OneSegment })
        }
        [_, _] => {
            let unsecured = parameter("alg").and_then(Node::as_str) == Some("none");
            broken(last(), Format::TwoSegments { unsecured })
        }
        [_, _, _, last] if last.is_empty() => broken(extra(), Format::DotAtEnd),
        [_, _, _, _] => broken(extra(), Format::FourSegments),
        [_, _, _, _, _] => broken(extra(), Format::FiveSegments),
        _ => broken(extra(), Format::ManySegments(text.bytes().filter(|b| *b == b'.').count() + 1)),
    }
}

/// What a strict reader of RFC 7797 objects to in the split of an unencoded payload.
pub(super) fn unencoded_payload(text: &str, ranges: &[Range<usize>]) -> Option<Diagnostic> {
    let range = ranges.get(1)?.clone();
    let dot = range.start + text.get(range.clone())?.find('.')?;
    Some(problem(Severity::Error, dot..range.end, Format::DotInPayload))
}

/// A signature that is empty although the header does not say `none`.
pub(super) fn empty_signature(segments: &[Segment], header: &Document) -> Option<Diagnostic> {
    let [_, _, signature] = segments else { return None };
    let alg = header.json.as_ref().and_then(|node| node.get("alg")).and_then(Node::as_str);
    let missing = signature.encoded.is_empty() && alg != Some("none");
    missing.then(|| problem(Severity::Note, signature.encoded.clone(), Format::SignatureEmpty))
}

/// What a text is whose first part is no header and that holds what no token holds.
pub(super) fn not_a_token(text: &str) -> Option<Diagnostic> {
    let trimmed = text.trim_start();
    let say = |what| Some(problem(Severity::Error, 0..text.len(), what));
    if trimmed.starts_with("-----BEGIN ") {
        return say(Format::Pem);
    }
    if trimmed.starts_with(['{', '[']) {
        let has = |name: &str| text.contains(&format!("\"{name}\""));
        return say(if has("kty") {
            Format::Jwk
        } else if has("ciphertext") {
            Format::JweJson
        } else {
            Format::PlainJson
        });
    }
    let alien = |c: char| !c.is_ascii_alphanumeric() && !"-_.+/=%~…*".contains(c) && !is_invisible(c);
    // JSON in base64url has capitals, names of hosts and files mostly have none.
    let is_name = || text.len() < 100 && text.contains('.') && !text.contains(|c: char| c.is_ascii_uppercase());
    if !text.contains(".ey") && (trimmed.trim_end().contains(alien) || is_name()) {
        return say(Format::NotAToken);
    }
    if !text.contains('.') {
        return say(Format::Opaque);
    }
    None
}

/// A problem of the encoded text.
pub(super) fn problem(severity: Severity, range: Range<usize>, facts: impl Into<Facts>) -> Diagnostic {
    Diagnostic { severity, at: vec![Span { part: Part::Encoded, range }], facts: facts.into(), remedy: None }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HS256, check, token};
    use super::*;
    use crate::format::base64url;
    use crate::jose::{Role, parse};
    use Severity::{Error, Note};

    #[test]
    fn the_number_of_segments_is_explained() {
        assert_eq!(parse(" \n").token, None);
        assert_eq!(parse("").problems[0].facts, Facts::Format(Format::Empty));
        let whole = token(HS256, b"{}");
        let parts: Vec<&str> = whole.split('.').collect();
        check(parts[0], &[("one-segment", Error, "byte 1 of the token")]);
        check(&parts[..2].join("."), &[("two-segments", Error, "byte 24 of the token")]);
        check(&format!("{whole}."), &[("four-segments", Error, "byte 69 of the token")]);
        check(&format!("{whole}.e30"), &[("four-segments", Error, "byte 69 of the token")]);
        check(&format!("{whole}.e30.e30.e30"), &[("too-many-segments", Error, "byte 69 of the token")]);
        check("hello", &[("one-segment", Error, "byte 1 of the token")]);
        let shortened =
            check(&format!("{}.{}...", parts[0], parts[1]), &[("token-shortened", Error, "byte 25 of the token")]);
        assert_eq!((shortened.form, shortened.segments[1].role), (Form::Jws, Role::Payload));
        let shortened = parse(format!("{}.e30...", parts[0]));
        assert_eq!(shortened.problems[0].facts, Facts::Format(Format::Shortened("...")));
        check(&format!("{}...{}", parts[0], parts[2]), &[("token-shortened", Error, "byte 21 of the token")]);
    }

    #[test]
    fn a_text_that_is_no_token_gets_one_plain_answer() {
        for (text, what) in [
            ("Hello. This is. A test", Format::NotAToken),
            ("-----BEGIN PUBLIC KEY-----\nMFkw", Format::Pem),
            (r#"{"kty":"oct","k":"c2VjcmV0"}"#, Format::Jwk),
            (r#"{"protected":"e30","ciphertext":"#, Format::JweJson),
            (r#"{"sub":"a.b"}"#, Format::PlainJson),
        ] {
            let parsed = parse(text);
            assert_eq!(parsed.problems.len(), 1, "{text}");
            assert_eq!(parsed.problems[0].facts, Facts::Format(what), "{text}");
            assert_eq!(parsed.token.expect("there is text").segments.len(), 1);
        }
    }

    #[test]
    fn an_encrypted_token_shows_its_header_and_says_so() {
        // The header of RFC 7516 A.1.
        let header = r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#;
        let text = format!("{}.e30.e30.e30.e30", base64url::encode(header.as_bytes()));
        let jwe = check(&text, &[("jwe", Note, "byte 1 of the token")]);
        assert_eq!((jwe.form, jwe.header.text.as_str(), jwe.payload), (Form::Jwe, header, None));
        let cut = text.strip_suffix(".e30.e30").expect("it ends so");
        let jwe = check(cut, &[("jwe-cut-off", Error, "byte 54 of the token")]);
        assert_eq!((jwe.form, jwe.payload), (Form::Jws, None));
    }
}
