//! Samples of the faults of JSON.

use super::Family;
use jwt_debugger::base::diagnostic::{Facts, Json, NotNumber, Printer, Trailing, Value};
use jwt_debugger::base::span::Part;

pub fn samples() -> Vec<Family> {
    let json = |fault| Facts::Json { fault, more_follow: false };
    let trailing = |kind, bytes| Json::TrailingText { kind, bytes };
    let all = [
        Json::Empty,
        Json::NotJson,
        Json::Bom,
        Json::MissingMember,
        Json::MissingName,
        Json::MissingValue,
        Json::UnquotedName("alg".into()),
        Json::MissingColon,
        Json::Semicolon,
        Json::MissingComma { in_array: true, after_quote: false },
        Json::MissingComma { in_array: false, after_quote: true },
        Json::TrailingComma { in_array: true },
        Json::TrailingComma { in_array: false },
        Json::TooDeep(256),
        Json::UnexpectedCloser { found: ']', expected: '}' },
        Json::MissingCloser { found: ']', expected: '}' },
        Json::UnexpectedCharacter('&'),
        trailing(Trailing::Closer, 1),
        trailing(Trailing::Value, 2),
        trailing(Trailing::Colon, 7),
        trailing(Trailing::Other, 3),
        Json::Truncated { closers: "}".into(), more: 0 },
        Json::Truncated { closers: "]}}".into(), more: 0 },
        Json::Truncated { closers: "]]]]]]".into(), more: 3 },
        Json::Printed(Printer::Python),
        Json::Printed(Printer::Ruby),
        Json::Printed(Printer::Java),
        Json::Printed(Printer::Go),
        Json::Printed(Printer::Rust),
        Json::Printed(Printer::JavaScriptString),
        Json::Printed(Printer::JavaScriptInspect),
        Json::Printed(Printer::PhpSerialize),
        Json::Printed(Printer::PhpPrint),
        Json::Printed(Printer::DotNet),
        Json::SingleQuotes,
        Json::TypographicQuotes('“'),
        Json::UnterminatedString,
        Json::ControlCharacter('\n'),
        Json::ControlCharacter('\u{1}'),
        Json::BadEscape(Some('x')),
        Json::BadEscape(Some('u')),
        Json::BadEscape(None),
        Json::LoneSurrogate(0xd83d),
        Json::Comment,
        Json::WhiteSpace('\u{a0}'),
        Json::Number("+1".into(), NotNumber::Plus),
        Json::Number(".5".into(), NotNumber::NoWhole),
        Json::Number("-".into(), NotNumber::NoDigits),
        Json::Number("007".into(), NotNumber::LeadingZeros),
        Json::Number("1.".into(), NotNumber::NoFraction),
        Json::Number("1e".into(), NotNumber::NoExponent),
        Json::Number("0x1F".into(), NotNumber::NotDecimal),
        Json::Number("1_000".into(), NotNumber::Grouped),
        Json::Number("1a".into(), NotNumber::Other),
        Json::CutOffWord("true"),
        Json::NotAValue("True".into(), Value::True),
        Json::NotAValue("False".into(), Value::False),
        Json::NotAValue("undefined".into(), Value::Null),
        Json::NotAValue("NaN".into(), Value::NoNumber),
        Json::NotAValue("alice".into(), Value::Text),
    ];
    let more = Facts::Json { fault: Json::Comment, more_follow: true };
    vec![
        ("JSON", Some(Part::Payload), all.into_iter().map(json).chain([more]).collect()),
        ("JSON outside of a token", None, vec![json(Json::NotJson)]),
    ]
}
