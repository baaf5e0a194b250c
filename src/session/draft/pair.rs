//! A token that is pasted as JSON: header and payload as two objects one after the other, with nothing, a dot or a comma between
//! them, or as the members `header` and `payload` of one object. Nobody can tell such a token from its bytes, so it is a draft.

use super::{Draft, formatted};
use crate::format::json::{self, Node};
use core::ops::Range;

/// Longer texts are no JSON that somebody wrote down to have it signed.
const LONGEST: usize = 1 << 20;

impl Draft {
    /// A draft of a header and a payload that were written as JSON; `None` for every other text.
    pub fn of_pair(text: &str) -> Option<Draft> {
        let text = text.trim();
        if text.len() > LONGEST || !text.starts_with('{') || !text.ends_with('}') {
            return None;
        }
        let (header, payload) = in_one_object(text).or_else(|| two_objects(text))?;
        json::read(header).node?.get("alg")?.as_str()?;
        let text = |text: &str| formatted(text).unwrap_or_else(|| text.to_owned());
        Some(Draft { header: text(header), payload: text(payload), compact: true, ..Draft::default() })
    }
}

/// The objects in the members `header` and `payload`.
fn in_one_object(text: &str) -> Option<(&str, &str)> {
    let reading = json::read(text);
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    let member = |name| node.get(name).filter(|node| node.is_object()).and_then(|node| text.get(node.span.clone()));
    member("header").zip(member("payload"))
}

/// Two objects, one after the other.
fn two_objects(text: &str) -> Option<(&str, &str)> {
    let first = object(text)?;
    let (header, rest) = text.split_at_checked(first.end)?;
    let rest = rest.trim_start();
    let payload = rest.strip_prefix(['.', ',']).unwrap_or(rest).trim_start();
    (object(payload)?.end == payload.len()).then_some((header, payload))
}

/// The place of the object that `text` begins with.
fn object(text: &str) -> Option<Range<usize>> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let closes = |byte: u8| {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
        depth == 0
    };
    let end = text.bytes().position(closes)? + 1;
    let reading = json::read(text.get(..end)?);
    (reading.well_formed() && reading.node.as_ref().is_some_and(Node::is_object)).then_some(0..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "{\n  \"alg\": \"HS256\"\n}";
    const PAYLOAD: &str = "{\n  \"sub\": \"}{ \\\" .\",\n  \"a\": {}\n}";

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let draft = Draft::of_pair(text);
        assert_eq!(draft.as_ref().map(|draft| (draft.header.as_str(), draft.payload.as_str())), expected, "{text}");
    }

    #[test]
    fn header_and_payload_one_after_the_other_are_a_draft() {
        for between in ["", " ", "\n", ".", "\n.\n", ",\r\n"] {
            check(&format!(" {HEADER}{between}{PAYLOAD}\n"), Some((HEADER, PAYLOAD)));
        }
        check(r#"{"alg":"HS256"}.{"a":1.0}"#, Some((HEADER, "{\n  \"a\": 1.0\n}")));
    }

    #[test]
    fn header_and_payload_as_members_are_a_draft() {
        check(&format!("{{\"header\":{HEADER},\"payload\":{PAYLOAD},\"signature\":\"AA\"}}"), Some((HEADER, PAYLOAD)));
    }

    #[test]
    fn any_other_text_is_none() {
        for text in [
            "",
            "{}",
            "{}{}",
            r#"{"alg":"HS256"}"#,
            r#"{"alg":7}{}"#,
            r#"{"alg":"HS256"}{}{}"#,
            r#"{"alg":"HS256"}{"a":1,}"#,
            r#"{"alg":"HS256"}[1]"#,
            r#"{"payload":"e30","protected":"e30","signature":""}"#,
            r#"{"header":{"kid":"a"},"payload":"e30","signature":""}"#,
            r#"{"access_token":"eyJhbGciOiJIUzI1NiJ9.e30.AAAA"}"#,
        ] {
            check(text, None);
        }
    }
}
