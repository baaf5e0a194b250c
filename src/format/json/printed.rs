//! Text that a program printed of a value where it meant to write JSON: what `str`, `toString` and their like make of it. None of
//! these forms is JSON, and each is told by how it begins and ends, or by the faults that are in it and no others.

use super::JsonFault;
use crate::base::diagnostic::{Json, Printer, Value};

/// What printed `text`, in which these faults were found.
pub(super) fn printer(text: &str, faults: &[JsonFault]) -> Option<Printer> {
    let text = text.trim();
    by_form(text).or_else(|| by_faults(text, faults))
}

/// By its beginning and its end.
fn by_form(text: &str) -> Option<Printer> {
    let within = |open: &str, close: &str| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if text == "[object Object]" {
        return Some(Printer::JavaScriptString);
    }
    if text.starts_with("System.Collections.") && !text.contains([' ', '"']) {
        return Some(Printer::DotNet);
    }
    if within("map[", "]")
        .is_some_and(|inside| inside.is_empty() || name(inside).is_some_and(|rest| rest.starts_with(':')))
    {
        return Some(Printer::Go);
    }
    if within("Object {", "}").is_some_and(|inside| inside.trim_start().starts_with('"')) {
        return Some(Printer::Rust);
    }
    if within("a:", "}").is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(":{")) {
        return Some(Printer::PhpSerialize);
    }
    if within("Array", ")").is_some_and(|rest| rest.trim_start().starts_with('(') && rest.contains("] => ")) {
        return Some(Printer::PhpPrint);
    }
    let inside = within("{", "}")?;
    if hash_member(inside) {
        return Some(Printer::Ruby);
    }
    // With quotes around the value, somebody wrote it for another language.
    name(inside).filter(|rest| rest.starts_with('=') && !rest.starts_with("=\"")).map(|_| Printer::Java)
}

/// What is left behind a name of letters, digits and the signs that names of claims have.
fn name(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '#' | '$');
    let rest = text.trim_start_matches(is_part);
    // The name of a claim may be an address.
    let rest = if rest.starts_with("://") { rest.trim_start_matches(|c| is_part(c) || c == ':') } else { rest };
    (rest.len() < text.len()).then_some(rest)
}

/// Whether a member of a Hash stands here: `"name"=>`, with or without spaces, or `:name=>`.
fn hash_member(text: &str) -> bool {
    let rest = match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map(|(_, rest)| rest),
        None => text.strip_prefix(':').and_then(name),
    };
    rest.is_some_and(|rest| rest.trim_start().starts_with("=>"))
}

/// By the faults, where there is nothing else that is not JSON.
fn by_faults(text: &str, faults: &[JsonFault]) -> Option<Printer> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let all = |allowed: fn(&Json) -> bool| faults.iter().all(|fault| allowed(&fault.facts));
    let quotes = faults.iter().any(|fault| fault.facts == Json::SingleQuotes);
    let names = faults.iter().any(|fault| matches!(fault.facts, Json::UnquotedName(_)));
    let python = |fault: &Json| match fault {
        Json::NotAValue(word, Value::True | Value::False | Value::Null) => {
            matches!(word.as_str(), "True" | "False" | "None")
        }
        other => *other == Json::SingleQuotes,
    };
    // Python has a space behind each colon, and no member without quotes.
    if quotes
        && all(python)
        && text.contains("': ")
        && !["true", "false", "null"].iter().any(|word| has_word(text, word))
    {
        return Some(Printer::Python);
    }
    let javascript =
        |fault: &Json| matches!(fault, Json::SingleQuotes | Json::UnquotedName(_) | Json::NotAValue(_, Value::Null));
    (quotes && names && all(javascript)).then_some(Printer::JavaScriptInspect)
}

/// Whether that word stands there as a value.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| text.get(..at).is_some_and(|before| before.ends_with([':', ' ', '[', ','])))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    /// Python and JavaScript printed theirs here; the others are as their documentation shows them.
    #[test]
    fn what_languages_print_is_told_by_its_form() {
        let check = |text: &str, expected: Option<Printer>| {
            let reading = read(text);
            let told = reading.faults.iter().find_map(|fault| match fault.facts {
                Json::Printed(printer) => Some(printer),
                _ => None,
            });
            assert_eq!(told, expected, "{text}");
            // The most telling one comes first, and nothing says that once more.
            let before = reading.faults.iter().take_while(|fault| !matches!(fault.facts, Json::Printed(_))).count();
            assert_eq!((before, reading.faults.iter().any(|fault| fault.facts == Json::NotJson)), (0, false), "{text}");
        };
        check("{'sub': 'alice', 'admin': True, 'exp': 1300819380}", Some(Printer::Python));
        check("{'sub': \"o'hara\", 'roles': ['a', 'b'], 'org': None}", Some(Printer::Python));
        check(r#"{"sub"=>"alice", "exp"=>1300819380}"#, Some(Printer::Ruby));
        check(r#"{"sub" => "alice", "admin" => true}"#, Some(Printer::Ruby));
        check(r#"{:sub=>"alice", :exp=>1}"#, Some(Printer::Ruby));
        check("{sub=alice, exp=1300819380, admin=true}", Some(Printer::Java));
        check("{https://example.org/role=admin, sub=alice}", Some(Printer::Java));
        check("map[admin:true exp:1300819380 sub:alice]", Some(Printer::Go));
        check("[object Object]", Some(Printer::JavaScriptString));
        check("{ sub: 'alice', exp: 1300819380, org: undefined }", Some(Printer::JavaScriptInspect));
        check(r#"Object {"exp": Number(1300819380), "sub": String("alice")}"#, Some(Printer::Rust));
        check(r#"a:2:{s:3:"sub";s:5:"alice";s:3:"exp";i:1300819380;}"#, Some(Printer::PhpSerialize));
        check("Array\n(\n    [sub] => alice\n)\n", Some(Printer::PhpPrint));
        check("System.Collections.Generic.Dictionary`2[System.String,System.Object]", Some(Printer::DotNet));
    }

    #[test]
    fn what_is_broken_otherwise_is_not_said_to_be_printed() {
        let silent = |text: &str| {
            let faults = read(text).faults;
            assert!(!faults.iter().any(|fault| matches!(fault.facts, Json::Printed(_))), "{text}: {faults:?}");
        };
        silent(r#"{"sub":"alice"}"#);
        silent(r#""{'a': 'b'}""#);
        // A mixture that Python does not print, and single quotes of whoever wrote them by hand.
        silent("{'sub': 'alice', 'admin': true}");
        silent("{'sub':'alice'}");
        silent("{'sub': 'alice',}");
        silent("{'sub': 'alice'");
        silent("{'sub': 'alice'} x");
        silent(r#"{sub: "alice"}"#);
        silent(r#"{"sub"="alice"}"#);
        silent(r#"{sub="alice"}"#);
        silent("Array (of claims)");
        silent("{=}");
        silent("map of the world");
        silent("maps[1]");
        silent("Array of claims (all)x");
        silent("System.Collections in a sentence");
        silent("a:b}");
        silent("");
    }
}
