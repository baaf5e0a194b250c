//! JSON text with two spaces a level, in the form of `JSON.stringify(value, null, 2)`, by serde_json.
//!
//! Beyond what RFC 8259 §7 asks for, every character that an editor would not show is escaped, too: some of what is written comes
//! from a hostile token.

use crate::base::unseen::is_invisible;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::io::{Result, Write};

/// `value` as JSON text, with a line break at its end.
///
/// # Panics
/// Never: the types written here have texts as their keys, and memory takes every byte.
pub fn write<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, Visible(PrettyFormatter::new())));
    debug_assert!(written.is_ok(), "{written:?}");
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

/// The pretty form, with characters that do not show as escapes.
struct Visible(PrettyFormatter<'static>);

/// Hands these over as they are.
macro_rules! delegate {
    ($($name:ident($($argument:ident: $type:ty),*)),* $(,)?) => {
        $(fn $name<W: ?Sized + Write>(&mut self, writer: &mut W $(, $argument: $type)*) -> Result<()> {
            self.0.$name(writer $(, $argument)*)
        })*
    };
}

impl Formatter for Visible {
    delegate!(
        begin_array(),
        end_array(),
        begin_array_value(first: bool),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first: bool),
        begin_object_value(),
        end_object_value(),
    );

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> Result<()> {
        let hidden = |c: char| c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}');
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| hidden(*c)) {
            let (before, after) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = after.split_at(c.len_utf8()).1;
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_where_they_could_not_be_read() {
        let check = |raw: &str, expected: &str| assert_eq!(write(&raw), format!("\"{expected}\"\n"));
        check("plain / text", "plain / text");
        check("\"\\", r#"\"\\"#);
        check("\0\n\u{1f}\u{7f}\u{85}", r"\u0000\n\u001f\u007f\u0085");
        check("\u{202e}\u{200b}\u{2028}\u{feff}", r"\u202e\u200b\u2028\ufeff");
        check("a\u{e0041}b", r"a\udb40\udc41b");
        check("\u{e9}\u{1f511}", "\u{e9}\u{1f511}");
    }

    #[test]
    fn each_level_is_two_spaces_deeper() {
        let value = serde_json::json!({ "a": [1, { "b": [] }] });
        assert_eq!(write(&value), "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ]\n}\n");
    }
}
