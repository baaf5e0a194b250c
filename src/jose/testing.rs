//! What the tests of reading share.

use crate::format::base64url;
use crate::format::json::line_column;
use crate::jose::{Part, Severity, Span, Token, parse};
use crate::words;

pub(super) const HS256: &str = r#"{"alg":"HS256"}"#;
pub(super) const JWT: &str = r#"{"typ":"JWT","alg":"HS256"}"#;

/// A token of these texts and 32 bytes of signature.
pub(super) fn token(header: &str, payload: &[u8]) -> String {
    format!("{}.{}.{}", base64url::encode(header.as_bytes()), base64url::encode(payload), base64url::encode(&[7; 32]))
}

#[track_caller]
pub(super) fn check(text: &str, expected: &[(&str, Severity, &str)]) -> Token {
    let parsed = parse(text);
    let token = parsed.token.expect("there is text");
    let text_of = |span: &Span| match span.part {
        Part::Encoded => &token.text,
        Part::Header => &token.header.text,
        Part::Payload => &token.payload.as_ref().expect("a problem in it").text,
    };
    let place = |span: &Span| {
        let inner = span.part != Part::Encoded;
        words::place(span, inner.then(|| line_column(text_of(span), span.range.start)))
    };
    let found: Vec<_> = parsed
        .problems
        .iter()
        .map(|p| (p.code().name(), p.severity, p.place().map(place).unwrap_or_default()))
        .collect();
    let found: Vec<_> = found.iter().map(|(code, severity, place)| (*code, *severity, place.as_str())).collect();
    assert_eq!(found, expected, "{text}");
    assert_eq!(token.text, text);
    for problem in &parsed.problems {
        assert!(problem.at.iter().all(|span| text_of(span).get(span.range.clone()).is_some()), "{problem:?}");
    }
    token
}
