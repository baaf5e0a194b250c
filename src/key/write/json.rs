//! JSON text with two spaces a level, in the form of `JSON.stringify(value, null, 2)`.
//!
//! Strings are escaped as RFC 8259 §7 asks for, and so is every character that an editor would not show.

use crate::base::unseen::is_invisible;
use crate::key::base64::Alphabet;

/// JSON text that grows. Who writes sees to it that brackets and names come where they belong.
#[derive(Default)]
pub struct Text {
    text: String,
    depth: usize,
    /// Whether something stands in the array or object that is open.
    filled: bool,
}

impl Text {
    /// The whole text, with a line break at its end.
    pub fn finish(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    /// Starts a line for the next member or element.
    pub fn next(&mut self) {
        if self.filled {
            self.text.push(',');
        }
        self.filled = true;
        self.line();
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    /// Starts an array or object.
    pub fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.filled = false;
    }

    /// Ends it.
    pub fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if self.filled {
            self.line();
        }
        self.text.push(bracket);
        self.filled = true;
    }

    /// A text in an array.
    pub fn item(&mut self, value: &str) {
        self.next();
        self.string(value);
    }

    /// The name of a member, whose value comes next.
    pub fn name(&mut self, name: &str) {
        self.item(name);
        self.text.push_str(": ");
    }

    /// A member that is a text; none without a value.
    pub fn member(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.name(name);
            self.string(value);
        }
    }

    /// A member that is a number.
    pub fn number(&mut self, name: &str, value: usize) {
        self.name(name);
        self.text.push_str(&value.to_string());
    }

    /// A member in base64url (RFC 7518 §2).
    pub fn bytes(&mut self, name: &str, bytes: &[u8]) {
        self.member(name, Some(&Alphabet::UrlSafe.encode(bytes)));
    }

    fn string(&mut self, value: &str) {
        self.text.push('"');
        for c in value.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                c if c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}') => {
                    // Beyond U+FFFF one character is two escapes (RFC 8259 §7).
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        self.text.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_where_they_could_not_be_read() {
        let check = |raw: &str, expected: &str| {
            let mut text = Text::default();
            text.string(raw);
            assert_eq!(text.text, format!("\"{expected}\""));
        };
        check("plain / text", "plain / text");
        check("\"\\", r#"\"\\"#);
        check("\0\n\u{1f}\u{7f}\u{85}", r"\u0000\u000a\u001f\u007f\u0085");
        check("\u{202e}\u{200b}\u{2028}\u{feff}", r"\u202e\u200b\u2028\ufeff");
        check("\u{fe0f}\u{e0100}", r"\ufe0f\udb40\udd00");
        check("\u{e9}\u{1f511}", "\u{e9}\u{1f511}");
    }
}
