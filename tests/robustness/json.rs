//! Reading JSON: places are inside and in order, every lexeme survives printing, and serde_json accepts the same texts.

use core::ops::Range;
use jwt_debugger::base::diagnostic::Code;
use jwt_debugger::format::json::{self, Node, Value};

/// How serde_json tells itself of a number that it keeps as text; an object with such a member is no object to it.
const SERDE_NUMBER: &str = "$serde_json::private::Number";

/// Reads a text as JSON, and checks what must hold for any text.
pub fn check(text: &str) {
    let reading = json::read(text);
    assert!(reading.node.is_some() || !reading.faults.is_empty());
    for fault in &reading.faults {
        assert!(text.get(fault.at.clone()).is_some(), "{fault:?}");
    }
    assert!(reading.faults.is_sorted_by_key(|fault| fault.at.start), "faults are in the order of their places");
    for duplicate in &reading.duplicates {
        assert!(text.get(duplicate.first.clone()).is_some() && text.get(duplicate.again.clone()).is_some());
        assert!(duplicate.first.end <= duplicate.again.start, "{duplicate:?}");
    }
    let Some(node) = &reading.node else { return };
    inside(text, node, 0..text.len());
    let pretty = json::pretty(text, node);
    let lines: Vec<String> = json::pretty_lines(text, node)
        .iter()
        .map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect())
        .collect();
    assert_eq!(lines.join("\n"), pretty, "{text:?}");
    if reading.well_formed() {
        let compact = String::from_utf8(json::compact(text.as_bytes())).expect("it was UTF-8");
        for printed in [pretty, compact] {
            let again = json::read(&printed);
            assert_eq!(again.faults.len(), reading.faults.len(), "{text:?} became {printed:?}");
            assert_eq!(again.duplicates.len(), reading.duplicates.len(), "{text:?} became {printed:?}");
            assert_eq!(lexemes(&printed, again.node.as_ref().expect("it is JSON")), lexemes(text, node));
        }
    }
    if matches!(node.value, Value::Object(_)) && reading.well_formed() {
        let changed = json::with_member(text, "a\"\\\n", "[null]").expect("an object takes a member");
        let again = json::read(&changed);
        assert!(again.well_formed(), "{text:?} became {changed:?}");
        let member = again.node.as_ref().and_then(|node| node.get("a\"\\\n")).expect("the member is there");
        assert_eq!(&changed[member.span.clone()], "[null]");
    }
}

/// Each value lies within the one that holds it, behind the one before it.
fn inside(text: &str, node: &Node, within: Range<usize>) {
    let span = node.span.clone();
    assert!(within.start <= span.start && span.start <= span.end && span.end <= within.end, "{span:?} in {within:?}");
    assert!(text.get(span.clone()).is_some(), "{span:?} cuts a character");
    let mut from = span.start;
    let mut next = |part: &Range<usize>| {
        assert!(from <= part.start, "{part:?} begins before {from}");
        from = part.end;
    };
    match &node.value {
        Value::Array(elements) => {
            for element in elements {
                next(&element.span);
                inside(text, element, span.clone());
            }
        }
        Value::Object(members) => {
            for member in members {
                assert!(text.get(member.name_span.clone()).is_some());
                next(&member.name_span);
                next(&member.node.span);
                inside(text, &member.node, span.clone());
            }
        }
        _ => {}
    }
}

/// Every lexeme but commas and colons, in order, as it stands in the text. What is nested too deep to be taken apart
/// counts as one, without its white space.
fn lexemes(text: &str, node: &Node) -> Vec<String> {
    let mut all = vec![];
    collect(text, node, &mut all);
    all
}

fn collect(text: &str, node: &Node, all: &mut Vec<String>) {
    match &node.value {
        Value::Array(elements) if !elements.is_empty() => {
            all.push("[".into());
            elements.iter().for_each(|element| collect(text, element, all));
        }
        Value::Object(members) if !members.is_empty() => {
            all.push("{".into());
            for member in members {
                all.push(text[member.name_span.clone()].into());
                collect(text, &member.node, all);
            }
        }
        Value::Array(_) | Value::Object(_) => {
            all.push(String::from_utf8(json::compact(text[node.span.clone()].as_bytes())).expect("it was UTF-8"));
        }
        _ => all.push(text[node.span.clone()].into()),
    }
}

/// Reads a text with serde_json, too: both accept it and hold the same, or both refuse it.
pub fn agrees_with_serde(text: &str) {
    let reading = json::read(text);
    if reading.node.as_ref().is_some_and(holds_serde_number) {
        return;
    }
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => {
            assert!(reading.well_formed(), "serde_json accepts {text:?}, we do not: {:?}", reading.faults);
            assert!(same(reading.node.as_ref().expect("it is JSON"), &value), "{text:?}");
        }
        Err(error) => {
            // Both are in the grammar of RFC 8259; serde_json refuses them, we say so in a note.
            let surrogate = reading.faults.iter().any(|fault| fault.facts.code() == Code::JsonLoneSurrogate);
            let deep = error.to_string().contains("recursion limit");
            assert!(!reading.well_formed() || surrogate || deep, "serde_json refuses {text:?} ({error}), we do not");
        }
    }
}

fn holds_serde_number(node: &Node) -> bool {
    match &node.value {
        Value::Array(elements) => elements.iter().any(holds_serde_number),
        Value::Object(members) => {
            members.iter().any(|member| member.name == SERDE_NUMBER || holds_serde_number(&member.node))
        }
        _ => false,
    }
}

/// Whether our tree and that of serde_json hold the same; of equal names it keeps the last.
fn same(ours: &Node, theirs: &serde_json::Value) -> bool {
    match (&ours.value, theirs) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(a), serde_json::Value::Bool(b)) => a == b,
        (Value::Number(a), serde_json::Value::Number(b)) => normal(a) == normal(&b.to_string()),
        (Value::String(a), serde_json::Value::String(b)) => a == b,
        (Value::Array(a), serde_json::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), serde_json::Value::Object(b)) => {
            a.iter().all(|member| b.contains_key(member.name.as_str()))
                && b.iter().all(|(name, value)| ours.get(name).is_some_and(|node| same(node, value)))
        }
        _ => false,
    }
}

/// A number with its exponent written in one way.
fn normal(number: &str) -> String {
    let lower = number.to_ascii_lowercase();
    match lower.split_once('e') {
        Some((digits, exponent)) if exponent.starts_with(['+', '-']) => format!("{digits}e{exponent}"),
        Some((digits, exponent)) => format!("{digits}e+{exponent}"),
        None => lower,
    }
}
