//! White space and the values without parts: strings, numbers, words.

use super::Value;
use super::reader::Reader;

/// Words that other notations have as values.
const FOREIGN: [&str; 9] = ["NaN", "Infinity", "undefined", "None", "True", "False", "nil", "NULL", "TRUE"];

/// A string as read.
pub(super) struct Text {
    /// Unescaped.
    pub(super) text: String,
    /// Whether U+FFFD stands in it for a lone surrogate.
    pub(super) lone_surrogate: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The length in bytes of the character that is read next.
    pub(super) fn char_len(&self) -> usize {
        self.rest().chars().next().map_or(0, char::len_utf8)
    }

    /// The next `length` bytes.
    pub(super) fn take(&mut self, length: usize) -> &'a str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Passes over white space (RFC 8259 §2), and over what others take for it, with a fault.
    pub(super) fn white_space(&mut self) {
        while let Some(byte) = self.peek() {
            let start = self.at;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'/' => {
                    let rest = self.rest();
                    let length = if rest.starts_with("//") {
                        rest.find(['\n', '\r']).unwrap_or(rest.len())
                    } else if rest.starts_with("/*") {
                        rest.get(2..).and_then(|body| body.find("*/")).map_or(rest.len(), |end| end + 4)
                    } else {
                        return;
                    };
                    self.at += length;
                    self.fault(
                        "json-comment",
                        start..self.at,
                        format_args!("JSON has no comments"),
                        "remove the comment",
                    );
                }
                0x0b | 0x0c | 0x80.. => {
                    let c = self.rest().chars().next().unwrap_or_default();
                    if !c.is_whitespace() && c != '\u{feff}' {
                        return;
                    }
                    self.at += c.len_utf8();
                    let message = format_args!("{} is not white space in JSON", describe(c));
                    self.fault("json-white-space", start..self.at, message, "use spaces, tabs and line ends only");
                }
                _ => return,
            }
        }
    }

    /// A string in the quotes that stand here.
    pub(super) fn string(&mut self) -> Text {
        let start = self.at;
        let quote = self.peek().unwrap_or(b'"');
        self.at += 1;
        if quote == b'\'' {
            let message = format_args!("this string stands in single quotes");
            self.fault("json-single-quotes", start..start + 1, message, "write double quotes around names and strings");
        }
        let mut string = Text { text: String::new(), lone_surrogate: false };
        loop {
            let rest = self.rest();
            let plain = rest.bytes().position(|b| b == quote || b == b'\\' || b < 0x20).unwrap_or(rest.len());
            string.text.push_str(self.take(plain));
            match self.peek() {
                None => {
                    let message = format_args!("the text ends inside a string: its closing quote is missing");
                    self.fault(
                        "json-unterminated-string",
                        start..self.at,
                        message,
                        "the text was cut off; get the whole of it",
                    );
                    return string;
                }
                Some(b'\\') => self.escape(&mut string),
                Some(byte) if byte == quote => {
                    self.at += 1;
                    return string;
                }
                Some(byte) => {
                    let message = format_args!("{} stands in a string as it is", describe(char::from(byte)));
                    let hint = format!("write it as `{}`", escape_of(byte));
                    self.fault("json-control-character", self.at..self.at + 1, message, &hint);
                    string.text.push_str(self.take(1));
                }
            }
        }
    }

    /// A string in the quotes of a word processor, as far as the next of them.
    pub(super) fn typographic_string(&mut self) -> String {
        let start = self.at;
        let opening = self.take(self.char_len());
        let rest = self.rest();
        let ends = |c: char| is_typographic(c) || matches!(c, '"' | '\n' | '\r');
        let text = self.take(rest.find(ends).unwrap_or(rest.len())).to_string();
        if self.rest().starts_with(|c: char| is_typographic(c) || c == '"') {
            self.at += self.char_len();
        }
        let message = format_args!("this string stands in typographic quotes, which begin with `{opening}`");
        let hint = "write straight double quotes; a word processor or a telephone put the others there";
        self.fault("json-typographic-quotes", start..start + opening.len(), message, hint);
        text
    }

    /// One escape (RFC 8259 §7), or two that make up one character.
    fn escape(&mut self, string: &mut Text) {
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
            let (length, hint) = match rest.chars().nth(1) {
                Some('u') => (2, "write exactly four hexadecimal digits after `\\u`"),
                Some(c) if !c.is_control() => (1 + c.len_utf8(), "write `\\\\` for a backslash"),
                _ => (1, "write `\\\\` for a backslash"),
            };
            let escape = rest.get(..length).unwrap_or_default();
            return self.fault(
                "json-bad-escape",
                start..start + length,
                format_args!("`{escape}` is not an escape"),
                hint,
            );
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
                    let message = format_args!("`\\u{unit:04x}` is half of a character: the other half is missing");
                    let hint =
                        "this is JSON, but no Unicode text; readers refuse it or replace it, each in its own way";
                    self.fault("json-lone-surrogate", start..self.at, message, hint);
                }
            }
        }
    }

    /// Everything that could be meant as one number, and whether it is one (RFC 8259 §6).
    pub(super) fn number(&mut self) -> Value {
        let start = self.at;
        let belongs = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'_');
        let rest = self.rest();
        let lexeme = self.take(rest.bytes().position(|b| !belongs(b)).unwrap_or(rest.len()));
        if let Some((message, hint)) = number_fault(lexeme) {
            let message = format_args!("`{}` is not a JSON number: {message}", excerpt(lexeme));
            self.fault("json-number", start..self.at, message, hint);
        }
        Value::Number(lexeme.to_string())
    }

    /// A word: one of the three of JSON, or one that stands there by mistake.
    pub(super) fn word(&mut self) -> Value {
        let start = self.at;
        let word = self.take(word_len(self.rest()));
        let (value, hint) = match word {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "null" => return Value::Null,
            "True" | "TRUE" => (Value::Bool(true), "write `true`, in lower case"),
            "False" | "FALSE" => (Value::Bool(false), "write `false`, in lower case"),
            "NaN" | "Infinity" => (Value::Null, "JSON has no such number; write `null` or leave the member out"),
            "undefined" | "None" | "nil" | "NULL" | "Null" => (Value::Null, "write `null`, in lower case"),
            _ => (Value::String(word.to_string()), "write it in double quotes if it is a string"),
        };
        let cut_off =
            ["true", "false", "null"].into_iter().find(|whole| self.rest().is_empty() && whole.starts_with(word));
        if let Some(whole) = cut_off {
            let message = format_args!("the text ends inside the word `{whole}`");
            self.fault("json-cut-off-word", start..self.at, message, "the text was cut off; get the whole of it");
            return Value::Null;
        }
        self.fault("json-not-a-value", start..self.at, format_args!("`{}` is not a JSON value", excerpt(word)), hint);
        value
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

fn escape_of(control: u8) -> String {
    match control {
        b'\n' => "\\n".into(),
        b'\r' => "\\r".into(),
        b'\t' => "\\t".into(),
        _ => format!("\\u{control:04x}"),
    }
}

/// Why `lexeme` is not a number, and what to write instead.
fn number_fault(lexeme: &str) -> Option<(&'static str, &'static str)> {
    let unsigned = lexeme.strip_prefix('-').unwrap_or(lexeme);
    let digits = |text: &str| text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(unsigned);
    let mut rest = unsigned.get(whole..).unwrap_or_default();
    if unsigned.starts_with('+') {
        return Some(("it has a plus sign", "leave out the plus sign"));
    }
    if unsigned.starts_with('.') {
        return Some(("there is no digit before the point", "write `0` before the point"));
    }
    if whole == 0 {
        return Some(("there are no digits", "write digits, or a string in double quotes"));
    }
    if whole > 1 && unsigned.starts_with('0') {
        return Some(("it has leading zeros", "leave out the leading zeros, or write a string in double quotes"));
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return Some((
                "there is no digit after the point",
                "write a digit after the point, or leave out the point",
            ));
        }
        rest = fraction.get(length..).unwrap_or_default();
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        if length == 0 {
            return Some(("its exponent has no digits", "write digits after the `e`"));
        }
        rest = exponent.get(length..).unwrap_or_default();
    }
    match rest {
        "" => None,
        _ if rest.starts_with(['x', 'X', 'b', 'o']) => Some(("it is not decimal", "write it in decimal")),
        _ if rest.starts_with('_') => Some(("digits cannot be grouped", "leave out the underscores")),
        _ => Some(("something follows its digits", "write digits alone, or a string in double quotes")),
    }
}

/// Whether a text can be meant as JSON: it begins with a bracket, a quote or a digit, or is one single word.
pub(super) fn looks_like_json(text: &str) -> bool {
    let text = text.trim_end();
    let mut bytes = text.bytes();
    match (bytes.next(), bytes.next()) {
        (Some(b'{' | b'[' | b'"' | b'0'..=b'9'), _) => true,
        (Some(b'-' | b'+' | b'.'), Some(b'0'..=b'9')) => true,
        (Some(b'\''), Some(_)) => text.ends_with('\''),
        _ => matches!(text, "true" | "false" | "null" | "-Infinity") || FOREIGN.contains(&text),
    }
}

/// The typographic quote that `text` begins with.
pub(super) fn typographic(text: &str) -> Option<char> {
    text.chars().next().filter(|c| is_typographic(*c))
}

fn is_typographic(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '‘' | '’' | '«' | '»')
}

/// Whether `text` begins with something that could be a word.
pub(super) fn starts_word(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_' || c == '$')
}

/// The length in bytes of the word that `text` begins with; at least one character if there is any.
pub(super) fn word_len(text: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, ',' | ':' | ';' | '=' | '[' | ']' | '{' | '}' | '"' | '\'' | '/')
    };
    text.char_indices().skip(1).find(|(_, c)| ends(*c)).map_or(text.len(), |(end, _)| end)
}

/// The start of a lexeme, where it is long.
pub(super) fn excerpt(lexeme: &str) -> String {
    match lexeme.char_indices().nth(32) {
        Some((end, _)) => format!("{}…", lexeme.get(..end).unwrap_or_default()),
        None => lexeme.to_string(),
    }
}

/// What to call a character.
pub(super) fn describe(c: char) -> String {
    match c {
        '\n' | '\r' => "a line break".into(),
        '\t' => "a tab".into(),
        c if is_typographic(c) => format!("the typographic quote `{c}`"),
        c if c.is_control() || c.is_whitespace() || c == '\u{feff}' => format!("the character U+{:04X}", c as u32),
        c => format!("`{c}`"),
    }
}
