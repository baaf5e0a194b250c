//! Changes to a JSON text that leave every other byte of it as it is.

use super::{Node, read};

/// `json` without the white space between its lexemes (RFC 8259 §2); numbers, escapes, order and duplicates stay.
pub fn compact(json: &[u8]) -> Vec<u8> {
    let (mut quoted, mut escaped) = (false, false);
    let keep = |byte: &u8| {
        let kept = quoted || !matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        quoted ^= *byte == b'"' && !escaped;
        escaped = quoted && *byte == b'\\' && !escaped;
        kept
    };
    json.iter().copied().filter(keep).collect()
}

/// `text`, an object, in which the member `name` has `value` (JSON text): in the place of its last value, or as a new last
/// member, laid out like the others. `None` if the text is no object.
pub fn with_member(text: &str, name: &str, value: &str) -> Option<String> {
    let reading = read(text);
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    if !node.is_object() {
        return None;
    }
    let splice =
        |at: core::ops::Range<usize>, new: &str| Some(format!("{}{new}{}", text.get(..at.start)?, text.get(at.end..)?));
    if let Some(member) = node.get(name) {
        return splice(member.span.clone(), value);
    }
    let member = format!("{}: {value}", quoted(name));
    let Some(last) = node.members().last() else { return splice(node.span.clone(), &format!("{{\n  {member}\n}}")) };
    let before = indentation(text, node, last.name_span.start);
    let member = if before.is_empty() { member.replacen(": ", ":", 1) } else { member };
    splice(last.node.span.end..last.node.span.end, &format!(",{before}{member}"))
}

/// `text`, an object, without the members of that name, and without the comma beside each; `None` if the text is no object.
pub fn without_member(text: &str, name: &str) -> Option<String> {
    let reading = read(text);
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    if !node.is_object() {
        return None;
    }
    let members = node.members();
    let Some(first) = members.first().map(|member| member.name_span.start) else { return Some(text.to_owned()) };
    if members.iter().all(|member| member.name == name) {
        return Some(format!("{}{{}}{}", text.get(..node.span.start)?, text.get(node.span.end..)?));
    }
    let mut out = text.get(..first)?.to_owned();
    let (mut end, mut is_first) = (first, true);
    for member in members {
        if member.name != name {
            // The comma and the space before a member go with it; the first that stays needs none.
            let start = if is_first { member.name_span.start } else { end };
            out.push_str(text.get(start..member.node.span.end)?);
            is_first = false;
        }
        end = member.node.span.end;
    }
    out.push_str(text.get(end..)?);
    Some(out)
}

/// The white space in front of a member: a line break and its indentation, or a space, or nothing.
fn indentation<'a>(text: &'a str, node: &Node, name: usize) -> &'a str {
    let before = text.get(node.span.start..name).unwrap_or_default();
    let start = before.trim_end().len();
    before.get(start..).unwrap_or_default()
}

/// Where the characters of a string stand in `text`, which `node` was read from, without the quotes.
pub fn between_quotes(text: &str, node: &Node) -> core::ops::Range<usize> {
    let lexeme = text.get(node.span.clone()).unwrap_or_default();
    let start = node.span.start + usize::from(lexeme.starts_with('"'));
    // One that is never closed ends with the text.
    let end = node.span.end - usize::from(lexeme.len() > 1 && lexeme.ends_with('"'));
    start..end.max(start)
}

/// `text` as a JSON string.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_goes_with_its_comma_and_all_else_stays() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(without_member(text, "x").as_deref(), expected, "{text}");
        };
        check(r#"{"a":1, "x":[2,3], "b":1.0}"#, Some(r#"{"a":1, "b":1.0}"#));
        check(r#"{"x":1,"a":2}"#, Some(r#"{"a":2}"#));
        check("{\n  \"x\": 1,\n  \"a\": 2\n}", Some("{\n  \"a\": 2\n}"));
        check("{\n  \"a\": 2,\n  \"x\": 1\n}", Some("{\n  \"a\": 2\n}"));
        check(r#" {"x":1,"x":2,"a":3,"x":4} "#, Some(r#" {"a":3} "#));
        check(r#" {"x":1} "#, Some(" {} "));
        check(r#"{"a":{"x":1}}"#, Some(r#"{"a":{"x":1}}"#));
        check("{}", Some("{}"));
        check("[]", None);
        check("{", None);
    }

    #[test]
    fn white_space_goes_between_lexemes_and_stays_in_strings() {
        let check = |json: &str, expected: &str| assert_eq!(compact(json.as_bytes()), expected.as_bytes());
        check("{ \"a\" :\t[ 1 ,\r\n2 ] }", "{\"a\":[1,2]}");
        check("{\"a b\": \" c \\\" d \"}", "{\"a b\":\" c \\\" d \"}");
        check("[\"\\\\\", \" \"]", "[\"\\\\\",\" \"]");
        check(
            "{ \"id\": 12345678901234567890, \"n\": 1.0, \"n\": 1e400 }",
            "{\"id\":12345678901234567890,\"n\":1.0,\"n\":1e400}",
        );
        check("", "");
    }

    #[test]
    fn a_member_is_replaced_where_it_stands_and_the_rest_is_left() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(with_member(text, "exp", "7").as_deref(), expected, "{text}")
        };
        check(r#"{"id":1.0, "exp" : "old","z":1}"#, Some(r#"{"id":1.0, "exp" : 7,"z":1}"#));
        check(r#"{"exp":1,"exp":2}"#, Some(r#"{"exp":1,"exp":7}"#));
        check("[1]", None);
        check("{", None);
        check("{\"exp\":}", None);
    }

    #[test]
    fn a_new_member_comes_last_and_looks_like_the_others() {
        let check = |text: &str, expected: &str| assert_eq!(with_member(text, "exp", "7").as_deref(), Some(expected));
        check("{}", "{\n  \"exp\": 7\n}");
        check(r#"{"a":1}"#, r#"{"a":1,"exp":7}"#);
        check("{\n  \"a\": 1\n}", "{\n  \"a\": 1,\n  \"exp\": 7\n}");
        check("{ \"a\": 1, \"b\": 2 }", "{ \"a\": 1, \"b\": 2, \"exp\": 7 }");
        assert_eq!(with_member("{}", "a\"\n", "1").as_deref(), Some("{\n  \"a\\\"\\u000a\": 1\n}"));
    }
}
