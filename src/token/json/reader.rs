//! The reader proper: a state machine with its own stack, so that no depth of nesting can exhaust the program's.

use super::scalar;
use super::tree::{Tree, closer_of, missing_closers};
use super::{JsonFault, MAX_DEPTH, Node, Reading, Value};
use crate::token::{Text, sort_by_place};
use core::fmt::Arguments;
use core::ops::Range;

/// How many syntax faults are kept, and how many of those that are none: enough for people, bounded for hostile texts.
const MAX_FAULTS: usize = 32;

/// What is left of the text to read, and what was read so far.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// The same, to share.
    pub(super) source: &'a Text,
    /// The byte that is read next.
    pub(super) at: usize,
    faults: Vec<JsonFault>,
    /// How many of the faults are syntax faults.
    syntax_faults: usize,
    tree: Tree<'a>,
}

/// What may stand next. The comma just read is kept to be told apart from a trailing one.
enum Next {
    Value { comma: Option<usize> },
    Name { comma: Option<usize> },
    Separator,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Text) -> Self {
        Reader { text: source, source, at: 0, faults: vec![], syntax_faults: 0, tree: Tree::new(source) }
    }

    pub(super) fn run(mut self) -> Reading {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
            let hint = "save the text as UTF-8 without a byte order mark";
            self.fault("json-bom", 0..3, format_args!("the text begins with a byte order mark (U+FEFF)"), hint);
        }
        self.white_space();
        if self.peek().is_none() {
            let hint = "even an empty object needs its braces: `{}`";
            self.fault("json-empty", self.at..self.at, format_args!("there is no JSON: the text is empty"), hint);
        } else if !scalar::looks_like_json(self.rest()) {
            let at = self.at..self.at + self.char_len();
            self.fault(
                "json-not-json",
                at,
                format_args!("this is not JSON"),
                "JSON starts with `{`, or with a single value",
            );
        } else {
            self.values();
        }
        self.finish()
    }

    fn values(&mut self) {
        let mut next = Next::Value { comma: None };
        loop {
            self.white_space();
            let Some(byte) = self.peek() else { return };
            next = match next {
                Next::Separator if self.tree.open.is_empty() => return self.trailing_text(),
                Next::Separator => self.separator(byte),
                Next::Value { comma } => self.value(byte, comma),
                Next::Name { comma } => self.name(byte, comma),
            };
        }
    }

    fn value(&mut self, byte: u8, comma: Option<usize>) -> Next {
        let start = self.at;
        let value = match byte {
            b'{' | b'[' => return self.open(byte),
            b'"' | b'\'' => Value::String(self.string().text),
            b'0'..=b'9' | b'-' | b'+' | b'.' => self.number(),
            0x80.. if scalar::typographic(self.rest()).is_some() => Value::String(self.typographic_string()),
            b']' if self.tree.in_array() => {
                self.trailing_comma(comma, "array");
                return Next::Separator;
            }
            b',' | b']' | b'}' if !self.tree.in_array() => {
                self.missing_value(start);
                Value::Null
            }
            b',' => {
                self.missing_value(start);
                self.at += 1;
                return Next::Value { comma: Some(start) };
            }
            b'}' => return Next::Separator,
            _ if scalar::starts_word(self.rest()) => self.word(),
            _ => {
                self.unexpected_character();
                return Next::Value { comma };
            }
        };
        self.tree.attach(Node { span: start..self.at, value });
        Next::Separator
    }

    fn name(&mut self, byte: u8, comma: Option<usize>) -> Next {
        let start = self.at;
        let mut lone_surrogate = false;
        let name = match byte {
            b'"' | b'\'' => {
                let string = self.string();
                lone_surrogate = string.lone_surrogate;
                string.text
            }
            _ if scalar::typographic(self.rest()).is_some() => self.typographic_string(),
            b'}' | b']' => {
                self.trailing_comma(comma, "object");
                return Next::Separator;
            }
            b',' => {
                self.fault(
                    "json-missing-member",
                    start..start + 1,
                    format_args!("there is no member before this comma"),
                    "remove it",
                );
                self.at += 1;
                return Next::Name { comma: None };
            }
            b':' => {
                let hint = "write a name in double quotes before the colon";
                self.fault(
                    "json-missing-name",
                    start..start + 1,
                    format_args!("the name before the colon is missing"),
                    hint,
                );
                self.source.slice(start..start)
            }
            _ if byte.is_ascii_digit() || scalar::starts_word(self.rest()) => {
                let word = self.take(scalar::word_len(self.rest()));
                let hint = "write it in double quotes";
                let message = format_args!("the name `{}` stands without quotes", scalar::excerpt(word));
                self.fault("json-unquoted-name", start..start + word.len(), message, hint);
                self.source.slice(start..self.at)
            }
            _ => {
                self.unexpected_character();
                return Next::Name { comma };
            }
        };
        let span = start..self.at;
        self.tree.name(name, span, lone_surrogate);
        self.colon()
    }

    fn colon(&mut self) -> Next {
        self.white_space();
        let start = self.at;
        match self.peek() {
            Some(b':') => self.at += 1,
            None => {}
            Some(byte) => {
                if byte == b'=' {
                    self.at += if self.rest().starts_with("=>") { 2 } else { 1 };
                }
                let hint = "write `:` between a name and its value";
                self.fault(
                    "json-missing-colon",
                    start..self.at,
                    format_args!("the colon after the name is missing"),
                    hint,
                );
            }
        }
        Next::Value { comma: None }
    }

    fn separator(&mut self, byte: u8) -> Next {
        let (start, in_array) = (self.at, self.tree.in_array());
        match byte {
            b',' => {
                self.at += 1;
                return if in_array { Next::Value { comma: Some(start) } } else { Next::Name { comma: Some(start) } };
            }
            b';' => {
                let message = format_args!("`;` stands where a comma belongs");
                self.fault("json-missing-comma", start..start + 1, message, "write `,` instead");
                self.at += 1;
                return if in_array { Next::Value { comma: None } } else { Next::Name { comma: None } };
            }
            b']' | b'}' => self.closer(byte),
            _ if matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'-')
                || byte.is_ascii_digit()
                || scalar::typographic(self.rest()).is_some()
                || scalar::starts_word(self.rest()) =>
            {
                let what = if in_array { "elements" } else { "members" };
                let within = start.checked_sub(1).and_then(|before| self.text.as_bytes().get(before)) == Some(&b'"');
                let hint = if within {
                    "write `,` between them; if the quote before it belongs to the text, write it as `\\\"`"
                } else {
                    "write `,` between them"
                };
                self.fault(
                    "json-missing-comma",
                    start..start,
                    format_args!("the comma between two {what} is missing"),
                    hint,
                );
                return if in_array { Next::Value { comma: None } } else { Next::Name { comma: None } };
            }
            _ => self.unexpected_character(),
        }
        Next::Separator
    }

    fn open(&mut self, bracket: u8) -> Next {
        let start = self.at;
        self.at += 1;
        if self.tree.open(bracket, start) {
            let message = format_args!(
                "the nesting is more than {MAX_DEPTH} deep here; what is further in is shown as it stands"
            );
            self.fault("json-too-deep", start..start + 1, message, "many readers refuse a text that is nested so deep");
        }
        if bracket == b'[' { Next::Value { comma: None } } else { Next::Name { comma: None } }
    }

    /// A closing bracket: of the innermost container, of one further out, or of none.
    fn closer(&mut self, byte: u8) {
        let start = self.at;
        let opener = if byte == b']' { b'[' } else { b'{' };
        let expected = closer_of(self.tree.open.last().copied().unwrap_or_default());
        if !self.tree.has_open(opener) {
            let message = format_args!("`{}` closes nothing; `{expected}` is expected here", char::from(byte));
            self.fault("json-unexpected-closer", start..start + 1, message, "remove it, or open what it closes");
            self.at += 1;
            return;
        }
        if self.tree.open.last() != Some(&opener) {
            let message = format_args!("`{expected}` is missing before `{}`", char::from(byte));
            self.fault(
                "json-missing-closer",
                start..start + 1,
                message,
                "close brackets in the reverse order of opening them",
            );
            while self.tree.open.last().is_some_and(|last| *last != opener) {
                self.tree.abandon(self.at);
            }
        }
        self.at += 1;
        self.tree.close(self.at);
    }

    fn trailing_comma(&mut self, comma: Option<usize>, container: &str) {
        if let Some(comma) = comma {
            let message = format_args!("the comma after the last part of this {container} is one too many");
            self.fault("json-trailing-comma", comma..comma + 1, message, "remove the comma");
        }
    }

    fn missing_value(&mut self, at: usize) {
        let hint = "write the value, or `null` if there is none";
        self.fault("json-missing-value", at..at + 1, format_args!("a value is missing here"), hint);
    }

    fn unexpected_character(&mut self) {
        let (start, length) = (self.at, self.char_len());
        let c = self.take(length).chars().next().unwrap_or_default();
        let message = format_args!("{} is out of place here", scalar::describe(c));
        self.fault(
            "json-unexpected-character",
            start..start + length,
            message,
            "remove it, or put what holds it into double quotes",
        );
    }

    fn trailing_text(&mut self) {
        let rest = self.rest().trim_end();
        let (at, bytes) = (self.at..self.at + rest.len(), rest.len());
        let (message, hint) = match rest.bytes().next() {
            Some(b']' | b'}') => {
                ("a bracket too many closes after the end of the value", "remove it, or open what it closes")
            }
            Some(b'{' | b'[') => ("a second value follows the first", "keep one value, or put both into an array"),
            Some(b':') => ("a name and a colon stand outside of any object", "the opening `{` is missing"),
            _ => ("there is more text after the end of the value", "remove what follows the value"),
        };
        let plural = if bytes == 1 { "" } else { "s" };
        self.fault("json-trailing-text", at, format_args!("{message} ({bytes} byte{plural})"), hint);
    }

    /// Notes a fault; the message is put together only if there is still room for it.
    pub(super) fn fault(&mut self, code: &'static str, at: Range<usize>, message: Arguments<'_>, hint: &str) {
        let syntax = JsonFault { code, at, message: String::new(), hint: None };
        let counted = if syntax.is_syntax() { self.syntax_faults } else { self.faults.len() - self.syntax_faults };
        if counted < MAX_FAULTS {
            self.syntax_faults += usize::from(syntax.is_syntax());
            self.faults.push(JsonFault { message: message.to_string(), hint: Some(hint.to_string()), ..syntax });
        }
    }

    fn finish(mut self) -> Reading {
        if !self.tree.open.is_empty() {
            let missing = missing_closers(&self.tree.open);
            let is = if self.tree.open.len() == 1 { "is" } else { "are" };
            let end = self.text.len();
            let hint = "the text was cut off; get the whole of it";
            self.fault(
                "json-truncated",
                end..end,
                format_args!("the text ends too early: {missing} {is} missing"),
                hint,
            );
            while !self.tree.open.is_empty() {
                self.tree.abandon(self.at);
            }
        }
        sort_by_place(&mut self.faults, |fault| (fault.at.start, 0));
        let Tree { root, mut duplicates, .. } = self.tree;
        sort_by_place(&mut duplicates, |duplicate| (duplicate.again.start, 0));
        Reading { node: root, faults: self.faults, duplicates }
    }
}
