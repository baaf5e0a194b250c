//! The reader proper: a state machine with its own stack, so that no depth of nesting can exhaust the program's.

use super::tree::{Tree, closer_of, missing_closers};
use super::{JsonFault, MAX_DEPTH, Node, Reading, Value};
use super::{printed, scalar};
use crate::base::diagnostic::{Json, Trailing};
use crate::base::sort_by_place;
use crate::base::text::Text;
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
            self.fault(0..3, Json::Bom);
        }
        self.white_space();
        if self.peek().is_none() {
            self.fault(self.at..self.at, Json::Empty);
        } else if !scalar::looks_like_json(self.rest()) {
            self.fault(self.at..self.at + self.char_len(), Json::NotJson);
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
                self.trailing_comma(comma, true);
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
                self.trailing_comma(comma, false);
                return Next::Separator;
            }
            b',' => {
                self.fault(start..start + 1, Json::MissingMember);
                self.at += 1;
                return Next::Name { comma: None };
            }
            b':' => {
                self.fault(start..start + 1, Json::MissingName);
                self.source.slice(start..start)
            }
            _ if byte.is_ascii_digit() || scalar::starts_word(self.rest()) => {
                let word = self.take(scalar::word_len(self.rest()));
                self.fault(start..start + word.len(), Json::UnquotedName(scalar::excerpt(word)));
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
                self.fault(start..self.at, Json::MissingColon);
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
                self.fault(start..start + 1, Json::Semicolon);
                self.at += 1;
                return if in_array { Next::Value { comma: None } } else { Next::Name { comma: None } };
            }
            b']' | b'}' => self.closer(byte),
            _ if matches!(byte, b'"' | b'\'' | b'{' | b'[' | b'-')
                || byte.is_ascii_digit()
                || scalar::typographic(self.rest()).is_some()
                || scalar::starts_word(self.rest()) =>
            {
                let before = start.checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
                self.fault(start..start, Json::MissingComma { in_array, after_quote: before == Some(&b'"') });
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
            self.fault(start..start + 1, Json::TooDeep(MAX_DEPTH));
        }
        if bracket == b'[' { Next::Value { comma: None } } else { Next::Name { comma: None } }
    }

    /// A closing bracket: of the innermost container, of one further out, or of none.
    fn closer(&mut self, byte: u8) {
        let start = self.at;
        let opener = if byte == b']' { b'[' } else { b'{' };
        let expected = closer_of(self.tree.open.last().copied().unwrap_or_default());
        if !self.tree.has_open(opener) {
            self.fault(start..start + 1, Json::UnexpectedCloser { found: char::from(byte), expected });
            self.at += 1;
            return;
        }
        if self.tree.open.last() != Some(&opener) {
            self.fault(start..start + 1, Json::MissingCloser { found: char::from(byte), expected });
            while self.tree.open.last().is_some_and(|last| *last != opener) {
                self.tree.abandon(self.at);
            }
        }
        self.at += 1;
        self.tree.close(self.at);
    }

    fn trailing_comma(&mut self, comma: Option<usize>, in_array: bool) {
        if let Some(comma) = comma {
            self.fault(comma..comma + 1, Json::TrailingComma { in_array });
        }
    }

    fn missing_value(&mut self, at: usize) {
        self.fault(at..at + 1, Json::MissingValue);
    }

    fn unexpected_character(&mut self) {
        let (start, length) = (self.at, self.char_len());
        let c = self.take(length).chars().next().unwrap_or_default();
        self.fault(start..start + length, Json::UnexpectedCharacter(c));
    }

    fn trailing_text(&mut self) {
        let rest = self.rest().trim_end();
        let (at, bytes) = (self.at..self.at + rest.len(), rest.len());
        let kind = match rest.bytes().next() {
            Some(b']' | b'}') => Trailing::Closer,
            Some(b'{' | b'[') => Trailing::Value,
            Some(b':') => Trailing::Colon,
            _ => Trailing::Other,
        };
        self.fault(at, Json::TrailingText { kind, bytes });
    }

    /// Notes a fault, if there is still room for it.
    pub(super) fn fault(&mut self, at: Range<usize>, facts: Json) {
        let syntax = facts.is_syntax();
        let counted = if syntax { self.syntax_faults } else { self.faults.len() - self.syntax_faults };
        if counted < MAX_FAULTS {
            self.syntax_faults += usize::from(syntax);
            self.faults.push(JsonFault { facts, at });
        }
    }

    fn finish(mut self) -> Reading {
        if !self.tree.open.is_empty() {
            let (closers, more) = missing_closers(&self.tree.open);
            let end = self.text.len();
            self.fault(end..end, Json::Truncated { closers, more });
            while !self.tree.open.is_empty() {
                self.tree.abandon(self.at);
            }
        }
        sort_by_place(&mut self.faults, |fault| (fault.at.start, 0));
        if let Some(first) = self.faults.first().filter(|_| self.syntax_faults > 0)
            && let Some(printer) = printed::printer(self.text, &self.faults)
        {
            let at = first.at.clone();
            // Which says the same in fewer words.
            self.faults.retain(|fault| fault.facts != Json::NotJson);
            self.faults.insert(0, JsonFault { facts: Json::Printed(printer), at });
        }
        let Tree { root, mut duplicates, .. } = self.tree;
        sort_by_place(&mut duplicates, |duplicate| (duplicate.again.start, 0));
        Reading { node: root, faults: self.faults, duplicates }
    }
}
