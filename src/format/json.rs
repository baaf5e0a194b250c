//! A JSON reader (RFC 8259) that keeps what other readers throw away: spans, order, duplicate names, number text, escapes.
//!
//! It accepts the grammar of RFC 8259 at any depth, and keeps reading where a text departs from it: each departure is a
//! [`JsonFault`] with its place, and the tree holds what could be read. Containers nested deeper than [`MAX_DEPTH`] are checked
//! but not taken apart, so that no walk over a tree can exhaust the stack; their text is kept like any lexeme.

mod edit;
mod pretty;
mod printed;
mod reader;
mod scalar;
mod string;
mod tree;

pub use edit::{between_quotes, compact, quoted, with_member, without_member};
pub use pretty::{pretty, pretty_lines, pretty_place};

use crate::base::Size;
use crate::base::diagnostic::Json;
use crate::base::text::Text;
use core::fmt;
use core::ops::Range;

/// How deep containers may nest before they are kept as one piece of text (RFC 8259 §9 lets a reader set this).
pub const MAX_DEPTH: usize = 256;

/// A value and where it stands in the text, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The bytes of the text it was read from. Empty where a value is missing (that reads as null); a container that is
    /// never closed ends with its last member.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

/// A JSON value. Numbers are kept by their span alone: `text[span]` is their exact text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// null
    Null,
    /// true or false
    Bool(bool),
    /// A number, as written.
    Number(Text),
    /// A string, unescaped. A lone surrogate escape stands as U+FFFD.
    String(Text),
    /// An array. Empty, too, where it is nested deeper than [`MAX_DEPTH`]; its span still covers its text.
    Array(Vec<Node>),
    /// An object, in order, with every duplicate. Empty, too, where it is nested deeper than [`MAX_DEPTH`].
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name, unescaped.
    pub name: Text,
    /// Where the name stands, with its quotes.
    pub name_span: Range<usize>,
    /// The value.
    pub node: Node,
}

/// What the reader made of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// As much as could be read; `None` if nothing of it looks like JSON.
    pub node: Option<Node>,
    /// Syntax faults in the order of their places, the first few dozen of them; duplicate names are in `duplicates`.
    pub faults: Vec<JsonFault>,
    /// Names that an object has more than once: the later place first, then the first place of that name.
    pub duplicates: Vec<Duplicate>,
}

/// A syntax fault, or something that is JSON and yet not safe to exchange: [`Json::is_syntax`] tells them apart.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonFault {
    /// What.
    pub facts: Json,
    /// Where, in bytes.
    pub at: Range<usize>,
}

/// A member name that stood before in the same object.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// The name, unescaped.
    pub name: Text,
    /// Where it stands again.
    pub again: Range<usize>,
    /// Where it stood first.
    pub first: Range<usize>,
}

/// Reads `text` as one JSON value, and recovers where it is broken. Takes time in proportion to the length of `text`,
/// times the logarithm of the size of its largest object. What is in `text` as it is meant, which is all but escapes, the tree
/// shares with it.
pub fn read(text: impl Into<Text>) -> Reading {
    read_shared(&text.into())
}

// Once in the program instead of once for each type of text.
fn read_shared(text: &Text) -> Reading {
    reader::Reader::new(text).run()
}

/// The line and the column in characters of a byte of `text`, both counted from 1. A line ends with LF, CR or CR LF.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let bytes = before.as_bytes();
    let count = |wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
    let pairs = bytes.windows(2).filter(|pair| *pair == b"\r\n").count();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    (1 + count(b'\n') + count(b'\r') - pairs, 1 + line.chars().count())
}

/// One line of pretty-printed JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The pieces in order; their texts joined are the line, indentation included.
    pub pieces: Vec<Piece>,
    /// The index of the top-level member that starts on this line.
    pub member: Option<usize>,
}

/// A lexeme of a line.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Piece {
    /// What it is, for colouring.
    pub kind: PieceKind,
    /// Its text: lexemes exactly as they stand in the source.
    pub text: String,
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Piece").field("kind", &self.kind).field("text", &Size(self.text.len())).finish()
    }
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// Braces, brackets, commas, colons and white space.
    Punctuation,
    /// A member name.
    Name,
    /// A string value.
    String,
    /// A number.
    Number,
    /// true, false or null.
    Literal,
}

impl Reading {
    /// Whether the text is JSON: one value, without any syntax fault.
    pub fn well_formed(&self) -> bool {
        self.node.is_some() && !self.faults.iter().any(JsonFault::is_syntax)
    }

    /// Whether it is what some language prints of a value.
    pub fn is_printed(&self) -> bool {
        self.faults.first().is_some_and(|fault| matches!(fault.facts, Json::Printed(_)))
    }
}

impl JsonFault {
    /// Whether the text is not JSON because of it.
    pub fn is_syntax(&self) -> bool {
        self.facts.is_syntax()
    }
}

impl Node {
    /// Whether this is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// The members, if this is an object.
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The last member of that name: what most readers see (RFC 8259 §4).
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.members().iter().rev().find(|member| member.name == name).map(|member| &member.node)
    }

    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
