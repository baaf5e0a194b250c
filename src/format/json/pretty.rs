//! Pretty-printing that copies: only the white space between lexemes is new.

use super::{Line, Member, Node, Piece, PieceKind, Value};
use core::ops::Range;

/// Deeper levels are indented like this one, so that a hostile text cannot grow out of all proportion.
const MAX_INDENT: usize = 32;

/// `node`, pretty-printed with two spaces: only white space between lexemes changes, every lexeme is copied from `text`.
/// What is missing in a broken text is not made up. Comments are not lexemes and are left out.
pub fn pretty_lines(text: &str, node: &Node) -> Vec<Line> {
    let mut lines = Lines(vec![Line { pieces: vec![], member: None }]);
    write(&mut lines, text, node, 0);
    lines.0
}

/// The same as one text, lines joined by `\n`, for values too large to colour.
pub fn pretty(text: &str, node: &Node) -> String {
    // Grown piece by piece it would take twice its room for a moment.
    let mut size = Places { text, range: &(0..0), passed: 0, found: None };
    write(&mut size, text, node, 0);
    let mut out = String::with_capacity(size.passed);
    write(&mut out, text, node, 0);
    out
}

/// What the walk writes to.
trait Sink {
    fn piece(&mut self, kind: PieceKind, text: &str);
    /// Begins a line, with the index of the top-level member that starts on it.
    fn line(&mut self, depth: usize, member: Option<usize>);
}

struct Lines(Vec<Line>);

impl Sink for Lines {
    fn piece(&mut self, kind: PieceKind, text: &str) {
        if let Some(line) = self.0.last_mut() {
            line.pieces.push(Piece { kind, text: text.to_string() });
        }
    }

    fn line(&mut self, depth: usize, member: Option<usize>) {
        let mut pieces = vec![];
        if depth > 0 {
            pieces.push(Piece { kind: PieceKind::Punctuation, text: "  ".repeat(depth.min(MAX_INDENT)) });
        }
        self.0.push(Line { pieces, member });
    }
}

impl Sink for String {
    fn piece(&mut self, _: PieceKind, text: &str) {
        self.push_str(text);
    }

    fn line(&mut self, depth: usize, _: Option<usize>) {
        self.push('\n');
        self.extend(core::iter::repeat_n("  ", depth.min(MAX_INDENT)));
    }
}

/// Where the bytes `range` of `text` stand in what [`pretty`] gives; `None` if there is nothing of them in it.
pub fn pretty_place(text: &str, node: &Node, range: &Range<usize>) -> Option<Range<usize>> {
    let mut places = Places { text, range, passed: 0, found: None };
    write(&mut places, text, node, 0);
    places.found
}

/// Measures instead of writing.
struct Places<'a> {
    text: &'a str,
    range: &'a Range<usize>,
    passed: usize,
    found: Option<Range<usize>>,
}

impl Sink for Places<'_> {
    fn piece(&mut self, _: PieceKind, piece: &str) {
        // What is copied is a stretch of the text itself, and what is new is not.
        let at = (piece.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if at < self.text.len() {
            let (start, end) = (self.range.start.max(at), self.range.end.min(at + piece.len()));
            if start < end {
                let first = self.found.take().map_or(self.passed + start - at, |found| found.start);
                self.found = Some(first..self.passed + end - at);
            }
        }
        self.passed += piece.len();
    }

    fn line(&mut self, depth: usize, _: Option<usize>) {
        self.passed += 1 + 2 * depth.min(MAX_INDENT);
    }
}

/// Recurses as deep as the tree, which the reader keeps within bounds.
fn write(out: &mut dyn Sink, text: &str, node: &Node, depth: usize) {
    let lexeme = text.get(node.span.clone()).unwrap_or_default();
    match &node.value {
        Value::Null | Value::Bool(_) => out.piece(PieceKind::Literal, lexeme),
        Value::Number(_) => out.piece(PieceKind::Number, lexeme),
        Value::String(_) => out.piece(PieceKind::String, lexeme),
        Value::Array(elements) => {
            let parts = elements.iter().map(|element| (None, element));
            container(out, text, (node, lexeme, ["[", "]"]), parts, depth);
        }
        Value::Object(members) => {
            let parts = members.iter().map(|member| (Some(member), &member.node));
            container(out, text, (node, lexeme, ["{", "}"]), parts, depth);
        }
    }
}

fn container<'a>(
    out: &mut dyn Sink,
    text: &str,
    (node, lexeme, [open, close]): (&Node, &str, [&str; 2]),
    parts: impl ExactSizeIterator<Item = (Option<&'a Member>, &'a Node)>,
    depth: usize,
) {
    let count = parts.len();
    if count == 0 {
        return out.piece(PieceKind::Punctuation, empty(lexeme, open, close));
    }
    out.piece(PieceKind::Punctuation, open);
    let mut end = 0;
    for (index, (member, value)) in parts.enumerate() {
        out.line(depth + 1, member.map(|_| index).filter(|_| depth == 0));
        if let Some(member) = member {
            out.piece(PieceKind::Name, text.get(member.name_span.clone()).unwrap_or_default());
            out.piece(PieceKind::Punctuation, ": ");
        }
        write(out, text, value, depth + 1);
        if index + 1 < count {
            out.piece(PieceKind::Punctuation, ",");
        }
        end = value.span.end;
    }
    // A container that is never closed ends with its last part.
    if node.span.end > end {
        out.line(depth, None);
        out.piece(PieceKind::Punctuation, close);
    }
}

/// A container without parts: its brackets, or its text where that holds more than white space (nested too deep).
fn empty<'a>(lexeme: &'a str, open: &'a str, close: &str) -> &'a str {
    let inner = lexeme.strip_prefix(open).map(|rest| rest.strip_suffix(close).unwrap_or(rest));
    match (inner.is_some_and(|inner| inner.trim().is_empty()), open) {
        (false, _) => lexeme,
        (true, _) if !lexeme.ends_with(close) => open,
        (true, "[") => "[]",
        (true, _) => "{}",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json::read;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let node = read(text).node.expect("there is JSON");
        assert_eq!(pretty(text, &node), expected);
        let lines = pretty_lines(text, &node);
        let joined: Vec<String> =
            lines.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(joined.join("\n"), expected, "both ways to print agree");
    }

    #[test]
    fn only_white_space_changes() {
        check(
            r#"{"id":12345678901234567890,"f":1.0,"e":1e400,"n":-0,"a":1,"a":2,"10":1,"2":2}"#,
            "{\n  \"id\": 12345678901234567890,\n  \"f\": 1.0,\n  \"e\": 1e400,\n  \"n\": -0,\n  \"a\": 1,\n  \"a\": 2,\n  \
             \"10\": 1,\n  \"2\": 2\n}",
        );
        check("[ [ ] ,{ }, [ 1.50 ,\"\\u0041\\/\" ] ]", "[\n  [],\n  {},\n  [\n    1.50,\n    \"\\u0041\\/\"\n  ]\n]");
        check(" \"x\" ", "\"x\"");
    }

    #[test]
    fn a_place_of_the_text_is_found_again() {
        let text = r#"{"a":{"x":1.0},"é":[2,"y"],"empty":{}}"#;
        let node = read(text).node.expect("there is JSON");
        let check = |part: &str, shown: &str| {
            let at = text.find(part).expect("it is there");
            let place = pretty_place(text, &node, &(at..at + part.len())).expect("a place");
            assert_eq!(&pretty(text, &node)[place], shown);
        };
        check("1.0", "1.0");
        check("\"é\"", "\"é\"");
        check("y", "y");
        check("{\"x\":1.0}", "\"x\": 1.0");
        check("2,\"y\"", "2,\n    \"y\"");
        assert_eq!(pretty_place(text, &node, &(0..0)), None);
    }

    #[test]
    fn what_is_missing_is_not_made_up() {
        check(r#"{"a":{"b":[1,"c"#, "{\n  \"a\": {\n    \"b\": [\n      1,\n      \"c");
        check("{\"a\":[]", "{\n  \"a\": []");
        check("[{", "[\n  {");
    }

    #[test]
    fn the_top_level_member_that_starts_on_a_line_is_marked() {
        let text = r#"{"a":{"x":1},"b":[2]}"#;
        let lines = pretty_lines(text, &read(text).node.expect("there is JSON"));
        let members: Vec<_> = lines.iter().map(|line| line.member).collect();
        assert_eq!(members, [None, Some(0), None, None, Some(1), None, None, None]);
        let kinds: Vec<_> = lines[2].pieces.iter().map(|piece| piece.kind).collect();
        assert_eq!(kinds, [PieceKind::Punctuation, PieceKind::Name, PieceKind::Punctuation, PieceKind::Number]);
    }

    #[test]
    fn deep_nesting_does_not_grow_the_text_out_of_proportion() {
        let text = "[".repeat(256) + &"0,".repeat(50_000) + "0" + &"]".repeat(256);
        assert!(pretty(&text, &read(&text).node.expect("there is JSON")).len() < 50 * text.len());
    }
}
