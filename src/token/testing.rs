//! What the tests of reading share.

use super::{Grade, Part, Token, base64url, parse};

pub(super) const HS256: &str = r#"{"alg":"HS256"}"#;
pub(super) const JWT: &str = r#"{"typ":"JWT","alg":"HS256"}"#;

/// A token of these texts and 32 bytes of signature.
pub(super) fn token(header: &str, payload: &[u8]) -> String {
    format!("{}.{}.{}", base64url::encode(header.as_bytes()), base64url::encode(payload), base64url::encode(&[7; 32]))
}

#[track_caller]
pub(super) fn check(text: &str, expected: &[(&str, Grade, &str)]) -> Token {
    let parsed = parse(text);
    let found: Vec<_> = parsed.problems.iter().map(|p| (p.code, p.grade, p.place())).collect();
    let found: Vec<_> = found.iter().map(|(code, grade, place)| (*code, *grade, place.as_str())).collect();
    assert_eq!(found, expected, "{text}");
    let token = parsed.token.expect("there is text");
    assert_eq!(token.text, text);
    for problem in &parsed.problems {
        let text = match problem.at.part {
            Part::Encoded => &token.text,
            Part::Header => &token.header.text,
            Part::Payload => &token.payload.as_ref().expect("a problem in it").text,
        };
        assert!(text.get(problem.at.range.clone()).is_some(), "{problem:?}");
        assert!(!problem.message.ends_with('.') && problem.hint.is_some(), "{problem:?}");
    }
    token
}
