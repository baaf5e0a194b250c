//! What the parts of a text say about it as a whole: too few or too many segments, an encrypted token, no token at all.

use super::json::Node;
use super::{Document, Form, Grade, Part, Problem, Segment, Span};
use crate::base::unseen::is_invisible;
use crate::spec::Spec;
use core::ops::Range;

const ONE_SEGMENT: &str =
    "this is one segment alone; a token has three, with dots between them: header, payload, signature";

/// Whether the header is that of a JWE: it has `enc`, or an `alg` of HPKE, which has none (draft-ietf-jose-hpke-encrypt).
pub(super) fn is_encrypted(header: &Document) -> bool {
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name));
    parameter("enc").is_some() || parameter("alg").and_then(Node::as_str).is_some_and(|alg| alg.starts_with("HPKE-"))
}

/// What the number of segments says, unless it is three.
pub(super) fn count_problem(text: &str, ranges: &[Range<usize>], header: &Document, form: Form) -> Option<Problem> {
    let parameter = |name: &str| header.json.as_ref().and_then(|node| node.get(name));
    let jws = Some(Spec::Rfc(7515, "7.1"));
    let all = 0..text.len();
    let last = || text.char_indices().next_back().map_or(0, |(start, _)| start)..text.len();
    let extra = || ranges.get(3).map_or(0, |range| range.start.saturating_sub(1))..text.len();
    let encrypted = is_encrypted(header);
    let broken = |code, at, message: &str, hint: &str| Some(problem(code, Grade::Broken, at, message, hint, jws));
    match ranges {
        [_, _, _] if !encrypted => None,
        [_, _, _, _, _] if form == Form::Jwe => {
            let hint = "its protected header can be read; the content needs the decryption key";
            let message = "this is an encrypted token (JWE): it has five segments";
            Some(problem("jwe", Grade::Note, all, message, hint, Some(Spec::Rfc(7516, "7.1"))))
        }
        [_] | [_, _] | [_, _, _] | [_, _, _, _] if encrypted => {
            let message = format!(
                "the header is that of an encrypted token (JWE), which has five segments; {} {} here",
                ranges.len(),
                if ranges.len() == 1 { "is" } else { "are" },
            );
            let hint = "the token was cut off; get the whole of it";
            Some(problem("jwe-cut-off", Grade::Broken, last(), &message, hint, Some(Spec::Rfc(7516, "7.1"))))
        }
        [_] => {
            let claims = ["sub", "iss", "exp", "iat", "aud"].iter().any(|name| parameter(name).is_some());
            let hint = if claims && parameter("alg").is_none() {
                "this reads like a payload alone: the header before it and the signature after it are missing"
            } else {
                "the token was cut off, or only a part of it was copied; get the whole of it"
            };
            broken("one-segment", all, ONE_SEGMENT, hint)
        }
        [_, _] => {
            let unsecured = parameter("alg").and_then(Node::as_str) == Some("none");
            let hint = if unsecured {
                "an unsecured token ends with a dot: `header.payload.`"
            } else {
                "the token was cut off: get the whole of it, up to the end of the signature"
            };
            broken("two-segments", last(), "the signature is missing: a token has three segments, this has two", hint)
        }
        [_, _, _, ..] if header.json.is_some() && text.contains("...") => {
            let at = text.find("...").unwrap_or_default();
            let code = if ranges.len() == 4 { "four-segments" } else { "too-many-segments" };
            broken(code, at..at + 3, "`...` stands where a part of the token was left out", "get the whole token")
        }
        [_, _, _, last] if last.is_empty() => broken(
            "four-segments",
            extra(),
            "a dot too many stands at the end: it makes a fourth segment, which is empty",
            "remove the dot; it may be the full stop of a sentence",
        ),
        [_, _, _, _] => broken(
            "four-segments",
            extra(),
            "this has four segments; a signed token has three, an encrypted one five",
            "something was appended to the token, or a dot got into it, or two tokens ran together",
        ),
        [_, _, _, _, _] => broken(
            "too-many-segments",
            extra(),
            "five segments make an encrypted token (JWE), but the header has no `enc`",
            "several tokens ran together, or the header is not the one this token was made with",
        ),
        _ => {
            let count = text.bytes().filter(|b| *b == b'.').count() + 1;
            let message = format!("this has {count} segments; a signed token has three, an encrypted one five");
            broken("too-many-segments", extra(), &message, "several tokens ran together, or this is not a token")
        }
    }
}

/// What a strict reader of RFC 7797 objects to in the split of an unencoded payload.
pub(super) fn unencoded_payload(text: &str, ranges: &[Range<usize>]) -> Option<Problem> {
    let range = ranges.get(1)?.clone();
    let dot = range.start + text.get(range.clone())?.find('.')?;
    let message = "the unencoded payload (`\"b64\":false`) holds a dot, where a reader looks for the signature";
    let hint = "send such a payload apart from the token, or encode it";
    Some(problem("b64-dot-in-payload", Grade::Broken, dot..range.end, message, hint, Some(Spec::Rfc(7797, "5.2"))))
}

/// A signature that is empty although the header does not say `none`.
pub(super) fn empty_signature(segments: &[Segment], header: &Document) -> Option<Problem> {
    let [_, _, signature] = segments else { return None };
    let alg = header.json.as_ref().and_then(|node| node.get("alg")).and_then(Node::as_str);
    if !signature.encoded.is_empty() || alg == Some("none") {
        return None;
    }
    let hint = "the token was cut off, or its signature was removed";
    Some(problem(
        "signature-empty",
        Grade::Note,
        signature.encoded.clone(),
        "the signature is empty",
        hint,
        Some(Spec::Rfc(7515, "7.1")),
    ))
}

/// What a text is whose first part is no header and that holds what no token holds.
pub(super) fn not_a_token(text: &str) -> Option<Problem> {
    let trimmed = text.trim_start();
    let say = |message: &str, hint: &str, spec| {
        Some(problem("not-a-token", Grade::Broken, 0..text.len(), message, hint, spec))
    };
    if trimmed.starts_with("-----BEGIN ") {
        return say("this is a key or a certificate in PEM, not a token", "put it into the key field", None);
    }
    if trimmed.starts_with(['{', '[']) {
        let has = |name: &str| text.contains(&format!("\"{name}\""));
        let compact = Some(Spec::Rfc(7515, "7.1"));
        return if has("kty") {
            say("this is a key (JWK), not a token", "put it into the key field", Some(Spec::Rfc(7517, "4")))
        } else if has("payload") && (has("signature") || has("signatures")) {
            let hint = "only the compact form is read: join `protected`, `payload` and `signature` with dots";
            say("this is a JWS in the JSON serialization", hint, Some(Spec::Rfc(7515, "7.2")))
        } else if has("ciphertext") {
            let hint = "only the compact form is read, which has five parts with dots between them";
            say("this is a JWE in the JSON serialization", hint, Some(Spec::Rfc(7516, "7.2")))
        } else {
            let hint = "a token is made of such texts in base64url, with dots between them";
            say("this is JSON, not an encoded token", hint, compact)
        };
    }
    let alien = |c: char| !c.is_ascii_alphanumeric() && !"-_.+/=%~…*".contains(c) && !is_invisible(c);
    // JSON in base64url has capitals, names of hosts and files mostly have none.
    let is_name = || text.len() < 100 && text.contains('.') && !text.contains(|c: char| c.is_ascii_uppercase());
    if !text.contains(".ey") && (trimmed.trim_end().contains(alien) || is_name()) {
        let hint = "a token consists of letters, digits, `-` and `_`, in three parts with dots between them";
        return say("this is not a token: no part of it could be a header", hint, Some(Spec::Rfc(7515, "7.1")));
    }
    if !text.contains('.') {
        let hint = "an opaque access or refresh token cannot be read by anyone but its issuer";
        return Some(problem(
            "one-segment",
            Grade::Broken,
            0..text.len(),
            ONE_SEGMENT,
            hint,
            Some(Spec::Rfc(7515, "7.1")),
        ));
    }
    None
}

/// A problem of the encoded text.
pub(super) fn problem(
    code: &'static str,
    grade: Grade,
    at: Range<usize>,
    message: &str,
    hint: &str,
    spec: Option<Spec>,
) -> Problem {
    Problem {
        code,
        grade,
        at: Span { part: Part::Encoded, range: at },
        line_column: None,
        related: vec![],
        message: message.to_string(),
        hint: Some(hint.to_string()),
        spec,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{HS256, check, token};
    use super::super::{Role, base64url, parse};
    use super::*;
    use Grade::{Broken, Note};

    #[test]
    fn the_number_of_segments_is_explained() {
        assert_eq!(parse(" \n").token, None);
        assert_eq!(parse("").problems[0].code, "empty");
        let whole = token(HS256, b"{}");
        let parts: Vec<&str> = whole.split('.').collect();
        check(parts[0], &[("one-segment", Broken, "byte 1 of the token")]);
        check(&parts[..2].join("."), &[("two-segments", Broken, "byte 24 of the token")]);
        check(&format!("{whole}."), &[("four-segments", Broken, "byte 69 of the token")]);
        check(&format!("{whole}.e30"), &[("four-segments", Broken, "byte 69 of the token")]);
        check(&format!("{whole}.e30.e30.e30"), &[("too-many-segments", Broken, "byte 69 of the token")]);
        check("hello", &[("one-segment", Broken, "byte 1 of the token")]);
        let shortened =
            check(&format!("{}.{}...", parts[0], parts[1]), &[("too-many-segments", Broken, "byte 25 of the token")]);
        assert_eq!((shortened.form, shortened.segments[1].role), (Form::Jws, Role::Payload));
        assert!(parse(format!("{}.e30...", parts[0])).problems[0].message.starts_with("`...` stands"));
        check(
            &format!("{}...{}", parts[0], parts[2]),
            &[("four-segments", Broken, "byte 21 of the token"), ("payload-empty", Note, "payload, line 1, column 1")],
        );
    }

    #[test]
    fn a_text_that_is_no_token_gets_one_plain_answer() {
        for (text, words) in [
            ("Hello. This is. A test", "this is not a token"),
            ("-----BEGIN PUBLIC KEY-----\nMFkw", "this is a key or a certificate in PEM"),
            (r#"{"kty":"oct","k":"c2VjcmV0"}"#, "this is a key (JWK)"),
            (r#"{"payload":"e30","signatures":[]}"#, "this is a JWS in the JSON serialization"),
            (r#"{"sub":"a.b"}"#, "this is JSON"),
        ] {
            let parsed = parse(text);
            assert_eq!(parsed.problems.len(), 1, "{text}");
            assert!(parsed.problems[0].message.starts_with(words), "{:?}", parsed.problems[0].message);
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
        let jwe = check(cut, &[("jwe-cut-off", Broken, "byte 54 of the token")]);
        assert_eq!((jwe.form, jwe.payload), (Form::Jws, None));
    }
}
