//! White space and the values without parts: numbers, words.

use super::Value;
use super::reader::Reader;
use crate::base::diagnostic::{Json, NotNumber, Value as Meant};

/// Words that other notations have as values.
const FOREIGN: [&str; 9] = ["NaN", "Infinity", "undefined", "None", "True", "False", "nil", "NULL", "TRUE"];

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
                    self.fault(start..self.at, Json::Comment);
                }
                0x0b | 0x0c | 0x80.. => {
                    let c = self.rest().chars().next().unwrap_or_default();
                    if !c.is_whitespace() && c != '\u{feff}' {
                        return;
                    }
                    self.at += c.len_utf8();
                    self.fault(start..self.at, Json::WhiteSpace(c));
                }
                _ => return,
            }
        }
    }

    /// Everything that could be meant as one number, and whether it is one (RFC 8259 §6).
    pub(super) fn number(&mut self) -> Value {
        let start = self.at;
        let belongs = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'_');
        let rest = self.rest();
        let lexeme = self.take(rest.bytes().position(|b| !belongs(b)).unwrap_or(rest.len()));
        if let Some(why) = number_fault(lexeme) {
            self.fault(start..self.at, Json::Number(excerpt(lexeme), why));
        }
        Value::Number(self.source.slice(start..self.at))
    }

    /// A word: one of the three of JSON, or one that stands there by mistake.
    pub(super) fn word(&mut self) -> Value {
        let start = self.at;
        let word = self.take(word_len(self.rest()));
        let text = || Value::String(self.source.slice(start..self.at));
        let (value, meant) = match word {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            "null" => return Value::Null,
            "True" | "TRUE" => (Value::Bool(true), Meant::True),
            "False" | "FALSE" => (Value::Bool(false), Meant::False),
            "NaN" | "Infinity" => (Value::Null, Meant::NoNumber),
            "undefined" | "None" | "nil" | "NULL" | "Null" => (Value::Null, Meant::Null),
            _ => (text(), Meant::Text),
        };
        let cut_off =
            ["true", "false", "null"].into_iter().find(|whole| self.rest().is_empty() && whole.starts_with(word));
        if let Some(whole) = cut_off {
            self.fault(start..self.at, Json::CutOffWord(whole));
            return Value::Null;
        }
        self.fault(start..self.at, Json::NotAValue(excerpt(word), meant));
        value
    }
}

/// Why `lexeme` is not a number.
fn number_fault(lexeme: &str) -> Option<NotNumber> {
    let unsigned = lexeme.strip_prefix('-').unwrap_or(lexeme);
    let digits = |text: &str| text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let whole = digits(unsigned);
    let mut rest = unsigned.get(whole..).unwrap_or_default();
    if unsigned.starts_with('+') {
        return Some(NotNumber::Plus);
    }
    if unsigned.starts_with('.') {
        return Some(NotNumber::NoWhole);
    }
    if whole == 0 {
        return Some(NotNumber::NoDigits);
    }
    if whole > 1 && unsigned.starts_with('0') {
        return Some(NotNumber::LeadingZeros);
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return Some(NotNumber::NoFraction);
        }
        rest = fraction.get(length..).unwrap_or_default();
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        if length == 0 {
            return Some(NotNumber::NoExponent);
        }
        rest = exponent.get(length..).unwrap_or_default();
    }
    match rest {
        "" => None,
        _ if rest.starts_with(['x', 'X', 'b', 'o']) => Some(NotNumber::NotDecimal),
        _ if rest.starts_with('_') => Some(NotNumber::Grouped),
        _ => Some(NotNumber::Other),
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

pub(super) fn is_typographic(c: char) -> bool {
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
