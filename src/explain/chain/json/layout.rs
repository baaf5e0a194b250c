//! How libraries lay JSON out: with or without white space, sorted, escaped. Lexemes are copied, so numbers and duplicate names
//! stay as they are.

use crate::format::json::{Node, Value, compact, pretty};

pub(super) fn tight(text: &str) -> String {
    String::from_utf8(compact(text.as_bytes())).unwrap_or_default()
}

/// With that indentation for each level, or in one line with spaces, as Python writes it.
pub(super) fn laid_out(text: &str, node: &Node, indent: Option<&str>) -> String {
    let mut out = String::new();
    // A string of JSON has no line break in it, so each line begins with its indentation, two spaces a level.
    for line in pretty(text, node).lines() {
        let bare = line.trim_start_matches(' ');
        match indent {
            Some(indent) => {
                out.push_str(if out.is_empty() { "" } else { "\n" });
                out.push_str(&indent.repeat((line.len() - bare.len()) / 2));
            }
            None if out.ends_with(',') => out.push(' '),
            None => {}
        }
        out.push_str(bare);
    }
    out
}

/// Recurses as deep as the tree, which the reader keeps within bounds.
pub(super) fn sorted(text: &str, node: &Node) -> String {
    let lexeme = |span: &core::ops::Range<usize>| text.get(span.clone()).unwrap_or_default().to_string();
    match &node.value {
        Value::Object(members) if !members.is_empty() => {
            let parts = members.iter().map(|member| lexeme(&member.name_span) + ":" + &sorted(text, &member.node));
            let parts: Vec<String> = parts.collect();
            let mut parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            parts.sort_unstable();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) if !items.is_empty() => {
            format!("[{}]", items.iter().map(|item| sorted(text, item)).collect::<Vec<_>>().join(","))
        }
        _ => lexeme(&node.span),
    }
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c.is_ascii() {
            true => out.push(c),
            false => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out
}

pub(super) fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_string();
    let mut units: Vec<u16> = vec![];
    for part in parts {
        let unit = part.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let (Some(unit), Some(rest)) = (unit, part.get(4..)) else { return text.into() };
        units.push(unit);
        // One escape right after another: perhaps the two halves of a pair.
        if !rest.is_empty() {
            out.push_str(&String::from_utf16_lossy(&units));
            out.push_str(rest);
            units.clear();
        }
    }
    out + &String::from_utf16_lossy(&units)
}

/// More members have too many orders: six have 720.
const MEMBERS: usize = 5;

/// The object with its members in the order of that number; `None` if they have fewer orders, or too many.
pub(super) fn order(text: &str, node: &Node, number: usize) -> Option<String> {
    if node.members().len() > MEMBERS {
        return None;
    }
    let member = |member: &crate::format::json::Member| text.get(member.name_span.start..member.node.span.end);
    let mut left: Vec<&str> = node.members().iter().filter_map(member).collect();
    let (mut number, mut parts) = (number, vec![]);
    while !left.is_empty() {
        parts.push(left.remove(number % left.len()));
        number /= left.len() + 1;
    }
    (number == 0).then(|| tight(&format!("{{{}}}", parts.join(","))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json::read;

    fn node(text: &str) -> Node {
        read(text).node.expect("JSON")
    }

    #[test]
    fn each_form_is_as_its_libraries_write_it() {
        let text = r#"{ "b":[1.0,{}, "a, b: {"],"a":{"d":"é/😀","c":1e400} }"#;
        let node = node(text);
        assert_eq!(tight(text), r#"{"b":[1.0,{},"a, b: {"],"a":{"d":"é/😀","c":1e400}}"#);
        // python3 -c 'import json; print(json.dumps({"b": [1.0, {}], "a": 1}, ensure_ascii=False))' has such spaces.
        let spaced = r#"{"b": [1.0, {}, "a, b: {"], "a": {"d": "é/😀", "c": 1e400}}"#;
        assert_eq!(laid_out(text, &node, None), spaced);
        let lines = [
            "{",
            ">\"b\": [",
            ">>1.0,",
            ">>{},",
            ">>\"a, b: {\"",
            ">],",
            ">\"a\": {",
            ">>\"d\": \"é/😀\",",
            ">>\"c\": 1e400",
            ">}",
            "}",
        ];
        for indent in ["  ", "    ", "\t"] {
            let joined = lines.map(|line| line.replace('>', indent)).join("\n");
            assert_eq!(laid_out(text, &node, Some(indent)), joined);
        }
        assert_eq!(tight(&sorted(text, &node)), r#"{"a":{"c":1e400,"d":"é/😀"},"b":[1.0,{},"a, b: {"]}"#);
        assert_eq!(escaped(text), text.replace('é', "\\u00e9").replace('😀', "\\ud83d\\ude00"));
    }

    #[test]
    fn escapes_are_undone() {
        let check = |text: &str, expected: &str| assert_eq!(unescaped(text), expected);
        check(r#"{"a":"\u00e9\ud83d\ude00x\u00E9"}"#, r#"{"a":"é😀xé"}"#);
        check(r#"{"a":"\u00"}"#, r#"{"a":"\u00"}"#);
        check("", "");
    }

    #[test]
    fn every_order_of_the_members_comes_once() {
        let text = r#"{"a":1,"b": 2,"c":"x"}"#;
        let orders: Vec<String> = (0..).map_while(|number| order(text, &node(text), number)).collect();
        let expected = ["a b c", "b a c", "c a b", "a c b", "b c a", "c b a"];
        let names =
            |order: &String| node(order).members().iter().map(|m| m.name.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(orders.iter().map(names).collect::<Vec<_>>(), expected);
        assert_eq!(orders[0], r#"{"a":1,"b":2,"c":"x"}"#);
        assert_eq!(order("{}", &node("{}"), 1), None);
        let six = r#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}"#;
        assert_eq!(order(six, &node(six), 1), None);
    }
}
