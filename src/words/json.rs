//! Faults of JSON, in a token, in a key, or in a draft.

use super::{Wording, character, counted, say};
use crate::base::diagnostic::{Json, NotNumber, Printer, Trailing, Value};
use crate::base::span::Part;
use crate::base::spec::Spec;

const CUT_OFF: &str = "the text was cut off; get the whole of it";
const CLOSES_NOTHING: &str = "remove it, or add the bracket that opens it";

/// What there is to say of a fault in `part` of a token; `None` for other JSON.
pub(super) fn wording(fault: &Json, part: Option<Part>) -> Wording {
    sentence(fault, part).by(rule(fault))
}

fn sentence(fault: &Json, part: Option<Part>) -> Wording {
    match fault {
        Json::Empty => say("there is no JSON: the text is empty", "an empty object is written `{}`"),
        Json::NotJson => {
            let what = match part {
                Some(Part::Header) => "the header",
                Some(Part::Payload) => "the payload",
                _ => "this",
            };
            say(format!("{what} is not JSON"), "JSON starts with `{`, or is a single value")
        }
        Json::Printed(printer) => printed(*printer),
        Json::Bom => {
            say("the text starts with a byte order mark (U+FEFF)", "save the text as UTF-8 without a byte order mark")
        }
        Json::MissingMember => say("there is no member before this comma", "remove the comma"),
        Json::MissingName => say("there is no name before this colon", "write a name in double quotes before it"),
        Json::MissingValue => say("a value is missing here", "write the value, or `null` if there is none"),
        Json::UnquotedName(name) => say(format!("the name `{name}` has no quotes"), "write it in double quotes"),
        Json::MissingColon => say("there is no colon after this name", "write `:` between a name and its value"),
        Json::Semicolon => say("`;` in place of a comma", "write `,`"),
        Json::MissingComma { in_array, after_quote } => {
            let what = if *in_array { "elements" } else { "members" };
            let fix = match after_quote {
                true => "write `,` between them; if the quote before it belongs to the text, write it as `\\\"`",
                false => "write `,` between them",
            };
            say(format!("there is no comma between two {what}"), fix)
        }
        Json::TrailingComma { in_array } => {
            let what = if *in_array { "element of this array" } else { "member of this object" };
            say(format!("trailing comma after the last {what}"), "remove the comma")
        }
        Json::TooDeep(most) => say(
            format!("the nesting is more than {} deep; deeper parts are shown as they are", counted(*most, "level")),
            "nest less: many readers refuse JSON this deep",
        ),
        Json::UnexpectedCloser { found, expected } => {
            say(format!("`{found}` closes nothing; expected `{expected}`"), CLOSES_NOTHING)
        }
        Json::MissingCloser { found, expected } => {
            say(format!("`{expected}` is missing before `{found}`"), "close the inner bracket first")
        }
        Json::UnexpectedCharacter(c) => {
            say(format!("unexpected character: {}", character(*c)), "remove it, or put the text in double quotes")
        }
        Json::TrailingText { kind, bytes } => {
            let (what, fix) = match kind {
                Trailing::Closer => ("there is an extra closing bracket after the value", CLOSES_NOTHING),
                Trailing::Value => ("there is a second value after the first", "keep one, or put both into an array"),
                Trailing::Colon => ("a name and a colon stand outside of an object", "add the opening `{`"),
                Trailing::Other => ("there is more text after the value", "remove it"),
            };
            say(format!("{what} ({})", counted(*bytes, "byte")), fix)
        }
        Json::Truncated { closers, more } => {
            let one = closers.chars().count() == 1;
            let verb = if one { "is" } else { "are" };
            say(format!("the text ends too early: {} {verb} missing", list(closers, *more)), CUT_OFF)
        }
        Json::SingleQuotes => say("this string has single quotes", "use double quotes"),
        Json::TypographicQuotes(quote) => say(
            format!("this string has typographic quotes, such as `{quote}`"),
            "use straight double quotes; a word processor or a phone changed them",
        ),
        Json::UnterminatedString => say("the text ends inside a string: there is no closing quote", CUT_OFF),
        Json::ControlCharacter(c) => {
            say(format!("{} inside a string is not escaped", character(*c)), format!("write it as `{}`", escape(*c)))
        }
        Json::BadEscape(Some('u')) => {
            say("`\\u` is not a valid escape", "write exactly four hexadecimal digits after `\\u`")
        }
        Json::BadEscape(Some(c)) => say(format!("`\\{c}` is not a valid escape"), "write `\\\\` for a backslash"),
        Json::BadEscape(None) => say("a single `\\` is not a valid escape", "write `\\\\` for a backslash"),
        Json::LoneSurrogate(unit) => say(
            format!("`\\u{unit:04x}` is a lone surrogate: half of a character"),
            "add the other half; this is valid JSON but not valid Unicode, and readers refuse or replace it",
        ),
        Json::Comment => say("JSON has no comments", "remove the comment"),
        Json::WhiteSpace(c) => {
            say(format!("{} is not JSON white space", character(*c)), "use spaces, tabs and line breaks only")
        }
        Json::Number(text, why) => {
            let (why, fix) = not_a_number(*why);
            say(format!("`{text}` is not a JSON number: {why}"), fix)
        }
        Json::CutOffWord(word) => say(format!("the text ends inside the word `{word}`"), CUT_OFF),
        Json::NotAValue(word, meant) => {
            let fix = match meant {
                Value::True => "write `true`, in lower case",
                Value::False => "write `false`, in lower case",
                Value::Null => "write `null`, in lower case",
                Value::NoNumber => "JSON has no such number; write `null` or leave the member out",
                Value::Text => "if it is a string, write it in double quotes",
            };
            say(format!("`{word}` is not a JSON value"), fix)
        }
    }
}

/// Each names the call that was probably made, and the one that writes JSON.
fn printed(printer: Printer) -> Wording {
    let (what, fix) = match printer {
        Printer::Python => ("a dict as Python prints it", "write it with `json.dumps(…)`, not with `str(…)`"),
        Printer::Ruby => ("a Hash as Ruby prints it", "write it with `to_json`, not with `to_s` or `inspect`"),
        Printer::Java => (
            "a Map as Java prints it",
            "write it with a JSON library, such as Jackson's `ObjectMapper`, not with `toString()`",
        ),
        Printer::Go => ("a map as Go prints it", "write it with `json.Marshal`, not with `fmt`"),
        Printer::Rust => {
            ("a value as Rust's `Debug` prints it", "write it with `serde_json::to_string`, not with `{:?}`")
        }
        Printer::JavaScriptString => (
            "what JavaScript makes of an object in a text; its members are lost",
            "write the object with `JSON.stringify(…)`",
        ),
        Printer::JavaScriptInspect => ("an object as JavaScript prints it", "write it with `JSON.stringify(…)`"),
        Printer::PhpSerialize => {
            ("an array as `serialize` of PHP writes it", "write it with `json_encode(…)`, not with `serialize(…)`")
        }
        Printer::PhpPrint => ("an array as PHP prints it", "write it with `json_encode(…)`, not with `print_r(…)`"),
        Printer::DotNet => {
            ("the name of a .NET class; the members are lost", "write the object with `JsonSerializer.Serialize(…)`")
        }
    };
    say(format!("this is not JSON, but {what}"), fix)
}

fn not_a_number(why: NotNumber) -> (&'static str, &'static str) {
    match why {
        NotNumber::Plus => ("it has a plus sign", "remove the plus sign"),
        NotNumber::NoWhole => ("there is no digit before the point", "write `0` before the point"),
        NotNumber::NoDigits => ("it has no digits", "write digits, or a string in double quotes"),
        NotNumber::LeadingZeros => {
            ("it has leading zeros", "remove the leading zeros, or write a string in double quotes")
        }
        NotNumber::NoFraction => {
            ("there is no digit after the point", "write a digit after the point, or remove the point")
        }
        NotNumber::NoExponent => ("its exponent has no digits", "write digits after the `e`"),
        NotNumber::NotDecimal => ("it is not decimal", "write it in decimal"),
        NotNumber::Grouped => ("its digits are grouped", "remove the underscores"),
        NotNumber::Other => ("there is text after its digits", "write digits only, or a string in double quotes"),
    }
}

/// Brackets as `]`, `}` and 3 more.
fn list(closers: &str, more: usize) -> String {
    let quoted: Vec<String> = closers.chars().map(|c| format!("`{c}`")).collect();
    match quoted.split_last() {
        _ if more > 0 => format!("{} and {more} more", quoted.join(", ")),
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

fn escape(control: char) -> String {
    match control {
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        '\t' => "\\t".into(),
        c => format!("\\u{:04x}", u32::from(c)),
    }
}

/// The section of RFC 8259 that a fault breaks.
fn rule(fault: &Json) -> Spec {
    let section = match fault {
        Json::Number(..) => "6",
        Json::ControlCharacter(_) | Json::BadEscape(_) | Json::UnterminatedString | Json::SingleQuotes => "7",
        Json::Bom => "8.1",
        Json::LoneSurrogate(_) => "8.2",
        Json::TooDeep(_) => "9",
        Json::NotAValue(..) => "3",
        Json::UnquotedName(_) | Json::MissingColon | Json::MissingName | Json::MissingMember => "4",
        _ => "2",
    };
    Spec::Rfc(8259, section)
}
