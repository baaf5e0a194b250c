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
mod tests {
    use super::*;

    /// The codes and places of the faults, and the text that is left of the value when pretty-printed without white space.
    #[track_caller]
    fn check(text: &str, kept: &str, faults: &[(&str, usize)]) {
        let reading = read(text);
        let found: Vec<_> = reading.faults.iter().map(|fault| (fault.facts.code().name(), fault.at.start)).collect();
        let lines = reading.node.as_ref().map(|node| pretty_lines(text, node)).unwrap_or_default();
        let pieces: String = lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.text.trim()).collect();
        assert_eq!((pieces.as_str(), found.as_slice()), (kept, faults), "{text:?}");
        for fault in &reading.faults {
            assert!(text.get(fault.at.clone()).is_some(), "{fault:?} points into {text:?}");
        }
    }

    #[test]
    fn well_formed_text_is_kept_lexeme_by_lexeme() {
        let text = r#"{"id":12345678901234567890,"f":1.0,"e":1e400,"n":-0,"a":1,"a":2,"10":1,"2":2}"#;
        check(text, text, &[]);
        check(" [ ] ", "[]", &[]);
        check(r#"["\u00e9\/",true,false,null,{}]"#, r#"["\u00e9\/",true,false,null,{}]"#, &[]);
        check("-1.5E+3", "-1.5E+3", &[]);
    }

    #[test]
    fn a_text_that_ends_early_gives_what_was_there_and_says_what_is_missing() {
        check(r#"{"a":[1,{"b":"c"#, r#"{"a":[1,{"b":"c"#, &[("json-unterminated-string", 13), ("json-truncated", 15)]);
        check(r#"{"a":1"#, r#"{"a":1"#, &[("json-truncated", 6)]);
        check(r#"{"a":1,"#, r#"{"a":1"#, &[("json-truncated", 7)]);
        check(r#"{"a":"#, r#"{"a":"#, &[("json-truncated", 5)]);
        check(r#"{"a""#, r#"{"a":"#, &[("json-truncated", 4)]);
        check("{", "{", &[("json-truncated", 1)]);
        check("[[1],", "[[1]", &[("json-truncated", 5)]);
        let missing = |text: &str| read(text).faults[0].facts.clone();
        assert_eq!(missing(r#"{"a":[1"#), Json::Truncated { closers: "]}".into(), more: 0 });
        assert_eq!(missing("[[[[[{\"a\":[["), Json::Truncated { closers: "]]}]]]".into(), more: 2 });
    }

    #[test]
    fn habits_of_other_notations_are_named_and_read() {
        check("[1,2,]", "[1,2]", &[("json-trailing-comma", 4)]);
        check(r#"{"a":1,}"#, r#"{"a":1}"#, &[("json-trailing-comma", 6)]);
        check("{'a':'b'}", "{'a':'b'}", &[("json-single-quotes", 1), ("json-single-quotes", 5)]);
        check("{“a”:‘b’}", "{“a”:‘b’}", &[("json-typographic-quotes", 1), ("json-typographic-quotes", 9)]);
        check("{a:1}", "{a:1}", &[("json-unquoted-name", 1)]);
        check("[1 /* one */, // two\n2]", "[1,2]", &[("json-comment", 3), ("json-comment", 14)]);
        check(
            "[NaN,-Infinity,undefined,True]",
            "[NaN,-Infinity,undefined,True]",
            &[("json-not-a-value", 1), ("json-number", 5), ("json-not-a-value", 15), ("json-not-a-value", 25)],
        );
        check(
            "[007,+1,.5,1.,0x1F,1_000,1e]",
            "[007,+1,.5,1.,0x1F,1_000,1e]",
            &[
                ("json-number", 1),
                ("json-number", 5),
                ("json-number", 8),
                ("json-number", 11),
                ("json-number", 14),
                ("json-number", 19),
                ("json-number", 25),
            ],
        );
        check("\u{feff}{}", "{}", &[("json-bom", 0)]);
        check("[1\u{a0}]", "[1]", &[("json-white-space", 2)]);
    }

    #[test]
    fn missing_and_stray_signs_are_named_and_bridged() {
        check(r#"{"a" 1 "b":2}"#, r#"{"a":1,"b":2}"#, &[("json-missing-colon", 5), ("json-missing-comma", 7)]);
        check("[1 2]", "[1,2]", &[("json-missing-comma", 3)]);
        check(r#"{"a":,"b":}"#, r#"{"a":,"b":}"#, &[("json-missing-value", 5), ("json-missing-value", 10)]);
        check("[1,,2]", "[1,2]", &[("json-missing-value", 3)]);
        check("[1}]", "[1]", &[("json-unexpected-closer", 2)]);
        check(r#"[{"a":1]"#, r#"[{"a":1]"#, &[("json-missing-closer", 7)]);
        check("[1]]", "[1]", &[("json-trailing-text", 3)]);
        check("{} {}", "{}", &[("json-trailing-text", 3)]);
        check("[1;2]", "[1,2]", &[("json-missing-comma", 2)]);
        check("[1)2]", "[1,2]", &[("json-unexpected-character", 2), ("json-missing-comma", 3)]);
        check("{,}", "{,}", &[("json-missing-member", 1)]);
        check(r#""a":1}"#, "\"a\"", &[("json-trailing-text", 3)]);
        check("[abc]", "[abc]", &[("json-not-a-value", 1)]);
        check(r#"{"a"="b"}"#, r#"{"a":"b"}"#, &[("json-missing-colon", 4)]);
    }

    #[test]
    fn faults_inside_strings_are_located_and_the_string_is_kept() {
        check("[\"a\tb\"]", "[\"a\tb\"]", &[("json-control-character", 3)]);
        check(r#"["\x41\u12"]"#, r#"["\x41\u12"]"#, &[("json-bad-escape", 2), ("json-bad-escape", 6)]);
        check(r#"["\ud83d\ude00"]"#, r#"["\ud83d\ude00"]"#, &[]);
        check(r#"["\ud83d"]"#, r#"["\ud83d"]"#, &[("json-lone-surrogate", 2)]);
        assert!(read(r#"["\ud83d"]"#).well_formed(), "it is in the grammar of RFC 8259");
        let node = read(r#""\ud83d\ude00\u00e9\n\/""#).node;
        assert_eq!(node.as_ref().and_then(Node::as_str), Some("😀é\n/"));
    }

    #[test]
    fn what_is_not_json_at_all_is_not_read() {
        check("It’s a dangerous business", "", &[("json-not-json", 0)]);
        check("hello", "", &[("json-not-json", 0)]);
        check("", "", &[("json-empty", 0)]);
        check(" \n", "", &[("json-empty", 2)]);
    }

    #[test]
    fn duplicates_are_found_in_every_object_whatever_their_spelling() {
        let text = r#"{"a":{"b":1,"b":2},"\u0061":3,"a":4}"#;
        let places: Vec<_> = read(text).duplicates.into_iter().map(|d| (d.name, d.again, d.first)).collect();
        assert_eq!(places, [("b".into(), 12..15, 6..9), ("a".into(), 19..27, 1..4), ("a".into(), 30..33, 1..4)]);
        let surrogates = r#"{"\ud800":1,"\ud801":2,"\ud801":3}"#;
        assert_eq!(read(surrogates).duplicates.len(), 1, "two different lone surrogates are two names");
    }

    #[test]
    fn nesting_of_any_depth_is_read_to_its_end() {
        for depth in [MAX_DEPTH, MAX_DEPTH + 1, 200_000] {
            let text = "[".repeat(depth) + &"]".repeat(depth);
            let reading = read(&text);
            assert!(reading.well_formed());
            assert_eq!(reading.faults.is_empty(), depth <= MAX_DEPTH);
            let again = pretty(&text, &reading.node.unwrap()).split_whitespace().collect::<String>();
            assert_eq!(again, text);
        }
        assert!(!read("[{\"a\":".repeat(100_000)).well_formed());
        assert_eq!(
            read(&("[".repeat(300) + "1,]" + &"]".repeat(299))).faults.last().unwrap().facts,
            Json::TrailingComma { in_array: true }
        );
    }

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let check = |text: &str, byte, expected| assert_eq!(line_column(text, byte), expected, "{text:?} {byte}");
        check("", 0, (1, 1));
        check("ab", 1, (1, 2));
        check("é\n\r\nx\ry", 2, (1, 2));
        check("é\n\r\nx\ry", 3, (2, 1));
        check("é\n\r\nx\ry", 5, (3, 1));
        check("é\n\r\nx\ry", 7, (4, 1));
        check("é", 1, (1, 1));
        check("a", 99, (1, 2));
    }
}
