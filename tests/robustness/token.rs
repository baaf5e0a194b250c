//! Reading a token: its text is kept, each place lies inside of it, and what is canonical encodes to itself.

use jwt_debugger::claims::evaluate_token;
use jwt_debugger::format::base64url;
use jwt_debugger::jose::{Form, Part, Role, Serialization, Span, header, parse};
use jwt_debugger::words;

/// Reads a text as a token, and checks what must hold for any text.
pub fn check(text: &str) {
    let parsed = parse(text);
    let Some(token) = &parsed.token else {
        assert!(text.trim().is_empty());
        return assert_eq!(parsed.problems.len(), 1);
    };
    assert_eq!(token.text, text);
    assert_eq!(token.segments.first().map(|segment| segment.role), Some(Role::Header));
    let encoded: Vec<&str> = token
        .segments
        .iter()
        .map(|segment| text.get(segment.encoded.clone()).expect("a stretch of the text"))
        .collect();
    let is_compact = token.beside.serialization == Serialization::Compact;
    assert!(!is_compact || encoded.join(".") == text, "segments and the dots between them are the text");
    // A string of JSON may have escapes.
    for (segment, encoded) in
        token.segments.iter().zip(&encoded).filter(|(_, encoded)| is_compact || !encoded.contains('\\'))
    {
        let unencoded = segment.role == Role::Payload && *encoded.as_bytes() == *segment.bytes;
        if segment.canonical {
            assert!(unencoded || base64url::encode(&segment.bytes) == *encoded, "{segment:?}");
        }
        // What is no token at all is not decoded, and neither is the rest of one with too many segments.
        let left = segment.bytes.is_empty() && !segment.canonical;
        let decoded = base64url::decode(encoded);
        let equal = (&*decoded.bytes, decoded.faults.is_empty()) == (&*segment.bytes, segment.canonical);
        assert!(unencoded || left || equal, "{segment:?}");
    }
    assert_eq!(token.form == Form::Jwe, token.segments.iter().any(|segment| segment.role == Role::AuthenticationTag));
    if let [_, _, signature] = token.segments.as_slice() {
        let input = token.signing_input().expect("three segments");
        let whole = [input, b".", text[signature.encoded.clone()].as_bytes()].concat();
        assert!(!is_compact || whole == text.as_bytes());
    } else {
        assert_eq!(token.signing_input(), None);
    }
    for problem in &parsed.problems {
        let within = |span: &Span| match span.part {
            Part::Encoded => text.get(span.range.clone()).is_some(),
            Part::Header => token.header.text.get(span.range.clone()).is_some(),
            Part::Payload => {
                token.payload.as_ref().is_some_and(|payload| payload.text.get(span.range.clone()).is_some())
            }
        };
        assert!(!problem.at.is_empty() && problem.at.iter().all(within), "{problem:?}");
        let title = words::title(problem);
        assert!(!title.is_empty() && title.len() < 400, "{title}");
    }
    let order: Vec<_> = parsed.problems.iter().map(|problem| (problem.at[0].part, problem.at[0].range.start)).collect();
    assert!(order.is_sorted(), "problems are in the order of their places");
    let _ = header::alg(token);
    let _ = evaluate_token(&parsed, 1_795_305_300, 60);
}
