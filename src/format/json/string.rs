//! Strings: a stretch of the text that is read, unless escapes make another text of it.

use super::reader::Reader;
use super::scalar::is_typographic;
use crate::base::diagnostic::Json;
use crate::base::text::Text;

/// A string as read.
pub(super) struct Quoted {
    /// Unescaped.
    pub(super) text: Text,
    /// Whether U+FFFD stands in it for a lone surrogate.
    pub(super) lone_surrogate: bool,
}

/// What a string with escapes comes to, as far as its last escape.
#[derive(Default)]
struct Unescaped {
    text: String,
    lone_surrogate: bool,
}

impl Reader<'_> {
    /// A string in the quotes that stand here.
    pub(super) fn string(&mut self) -> Quoted {
        let start = self.at;
        let quote = self.peek().unwrap_or(b'"');
        self.at += 1;
        if quote == b'\'' {
            self.fault(start..start + 1, Json::SingleQuotes);
        }
        let mut string = Unescaped::default();
        let mut plain = self.at; // Everything before this is in `string`.
        loop {
            let rest = self.rest();
            self.at += rest.bytes().position(|b| b == quote || b == b'\\' || b < 0x20).unwrap_or(rest.len());
            match self.peek() {
                None => {
                    self.fault(start..self.at, Json::UnterminatedString);
                    return self.quoted(start + 1, plain, string);
                }
                Some(b'\\') => {
                    string.text.push_str(self.text.get(plain..self.at).unwrap_or_default());
                    self.escape(&mut string);
                    plain = self.at;
                }
                Some(byte) if byte == quote => {
                    let quoted = self.quoted(start + 1, plain, string);
                    self.at += 1;
                    return quoted;
                }
                Some(byte) => {
                    self.fault(self.at..self.at + 1, Json::ControlCharacter(char::from(byte)));
                    self.at += 1;
                }
            }
        }
    }

    /// The string that began at `start` and ends here: a stretch of the text, unless there are escapes before `plain`.
    fn quoted(&self, start: usize, plain: usize, mut before: Unescaped) -> Quoted {
        let lone_surrogate = before.lone_surrogate;
        if plain == start {
            return Quoted { text: self.source.slice(start..self.at), lone_surrogate };
        }
        before.text.push_str(self.text.get(plain..self.at).unwrap_or_default());
        before.text.shrink_to_fit();
        Quoted { text: before.text.into(), lone_surrogate }
    }

    /// A string in the quotes of a word processor, as far as the next of them.
    pub(super) fn typographic_string(&mut self) -> Text {
        let start = self.at;
        let opening = self.take(self.char_len()).chars().next().unwrap_or_default();
        let rest = self.rest();
        let ends = |c: char| is_typographic(c) || matches!(c, '"' | '\n' | '\r');
        let length = rest.find(ends).unwrap_or(rest.len());
        let text = self.source.slice(self.at..self.at + length);
        self.at += length;
        if self.rest().starts_with(|c: char| is_typographic(c) || c == '"') {
            self.at += self.char_len();
        }
        self.fault(start..start + opening.len_utf8(), Json::TypographicQuotes(opening));
        text
    }

    /// One escape (RFC 8259 §7), or two that make up one character.
    fn escape(&mut self, string: &mut Unescaped) {
        let start = self.at;
        let rest = self.rest();
        let plain = match rest.as_bytes().get(1) {
            Some(b'"') => Some('"'),
            Some(b'\\') => Some('\\'),
            Some(b'/') => Some('/'),
            Some(b'b') => Some('\u{8}'),
            Some(b'f') => Some('\u{c}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            _ => None,
        };
        if let Some(c) = plain {
            self.at += 2;
            return string.text.push(c);
        }
        let Some(unit) = code_unit(rest) else {
            // The backslash stays in the text, and what follows it is read as if it stood alone.
            self.at += 1;
            string.text.push('\\');
            let escaped = rest.chars().nth(1).filter(|c| !c.is_control());
            let length = 1 + escaped.map_or(0, char::len_utf8);
            return self.fault(start..start + length, Json::BadEscape(escaped));
        };
        let low = rest.get(6..).and_then(code_unit).filter(|_| (0xd800..0xdc00).contains(&unit));
        match low.and_then(|low| char::decode_utf16([unit, low]).next()?.ok()) {
            Some(c) => {
                self.at += 12;
                string.text.push(c);
            }
            None => {
                self.at += 6;
                let c = char::from_u32(u32::from(unit));
                string.text.push(c.unwrap_or('\u{fffd}'));
                if c.is_none() {
                    string.lone_surrogate = true;
                    self.fault(start..self.at, Json::LoneSurrogate(unit));
                }
            }
        }
    }
}

/// The UTF-16 code unit of the `\uXXXX` that `text` begins with.
fn code_unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Value, read};
    use super::*;

    #[test]
    fn names_strings_and_numbers_without_escapes_are_shared_with_the_text() {
        let json = r#"{"é":"ü\tx","a\u0062c":["","x","y\\",1.50],'s':“t”,w:word}"#;
        // As it stands inside of a longer text.
        let text = Text::from(format!("ä{json}\"")).slice(2..2 + json.len());
        let node = read(&text).node.expect("there is JSON");
        let mut all: Vec<Text> = vec![];
        for member in node.members() {
            all.push(member.name.clone());
            match &member.node.value {
                Value::String(string) => all.push(string.clone()),
                Value::Array(parts) => all.extend(parts.iter().map(|part| match &part.value {
                    Value::String(text) | Value::Number(text) => text.clone(),
                    _ => Text::default(),
                })),
                _ => {}
            }
        }
        let expected = ["é", "ü\tx", "abc", "", "x", "y\\", "1.50", "s", "t", "w", "word"];
        assert_eq!(all, expected);
        for part in all.iter().filter(|part| !part.is_empty()) {
            let shared = text.as_bytes().as_ptr_range().contains(&part.as_ptr());
            assert_eq!(shared, !["ü\tx", "abc", "y\\"].contains(&part.as_str()), "{part}");
        }
    }
}
