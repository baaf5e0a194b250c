//! The lines of pretty-printed JSON, read from the text: a long text is drawn as text alone, and a stretch of it gets its
//! colours and notes when it comes into view.
//!
//! No lexeme of pretty-printed JSON spans two lines, so that each line can be read without those before it. What is no lexeme
//! is left as it is.

use crate::format::json::{Line, Piece, PieceKind};

/// What a line begins with that holds a member of the outermost object.
const OF_MEMBER: &str = "  \"";

/// How many members of the outermost object begin in `block`, which begins with a line.
pub fn members_begun(block: &str) -> usize {
    block.split('\n').filter(|line| line.starts_with(OF_MEMBER)).count()
}

/// The lines of `block`, which begins and ends with a line. `first` is the index of the first member of the outermost object
/// that begins in it; `None` if that is no object.
pub fn json_lines(block: &str, first: Option<usize>) -> Vec<Line> {
    let mut next = first;
    let mut line = |text: &str| {
        let member = if text.starts_with(OF_MEMBER) { next } else { None };
        if member.is_some() {
            next = next.map(|index| index + 1);
        }
        Line { pieces: pieces(text), member }
    };
    block.strip_suffix('\n').unwrap_or(block).split('\n').map(&mut line).collect()
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_end(rest),
            '-' | '0'..='9' | 'a'..='z' => rest.find([',', ']', '}', ' ']).unwrap_or(rest.len()),
            _ => {
                // Whatever it begins with, it is not empty.
                let begins = |c: char| matches!(c, '"' | '-' | '0'..='9' | 'a'..='z');
                let behind = first.len_utf8();
                rest.get(behind..).and_then(|rest| rest.find(begins)).map_or(rest.len(), |at| behind + at)
            }
        };
        let (text, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let kind = match first {
            '"' if after.starts_with(':') => PieceKind::Name,
            '"' => PieceKind::String,
            '-' | '0'..='9' => PieceKind::Number,
            'a'..='z' => PieceKind::Literal,
            _ => PieceKind::Punctuation,
        };
        pieces.push(Piece { kind, text: text.to_owned() });
        rest = after;
    }
    pieces
}

/// Where the string ends that `text` begins with, in bytes.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    let closes = |byte: u8| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    };
    text.bytes().skip(1).position(closes).map_or(text.len(), |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json::{pretty, pretty_lines, read};

    type Texts = Vec<(PieceKind, String)>;

    /// Neighbours of one kind in one: where punctuation is cut is nobody's business.
    fn joined(lines: &[Line]) -> Vec<(Option<usize>, Texts)> {
        let join = |line: &Line| {
            let mut out: Texts = vec![];
            for piece in &line.pieces {
                match out.last_mut().filter(|last| last.0 == piece.kind && piece.kind == PieceKind::Punctuation) {
                    Some(last) => last.1.push_str(&piece.text),
                    None => out.push((piece.kind, piece.text.clone())),
                }
            }
            (line.member, out)
        };
        lines.iter().map(join).collect()
    }

    #[test]
    fn lines_read_from_the_text_are_those_that_the_tree_gives() {
        for json in [
            r#"{"a":1.0,"b":[true,false,null,-1e9,"x"],"c":{"a":"\\\"}","e":{}},"d":[],"é":"🦀, \u0000","a":[[1],{"k":""}]}"#,
            r#"[{"a":1},2,"  \"b\": 3"]"#,
            "{}",
            "7",
        ] {
            let node = read(json).node.expect("JSON");
            let first = (!node.members().is_empty()).then_some(0);
            let text = pretty(json, &node);
            assert_eq!(joined(&json_lines(&text, first)), joined(&pretty_lines(json, &node)), "{json}");
            assert_eq!(if first.is_some() { members_begun(&text) } else { 0 }, node.members().len());
        }
    }

    #[test]
    fn no_text_is_lost_whatever_it_is() {
        for text in ["", "\"", "\"a", "  \"a\\", "⟨U+202E⟩ x\"", "- - 1x\n\n é"] {
            let lines = json_lines(text, Some(0));
            let text_of = |line: &Line| line.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
            assert_eq!(lines.iter().map(text_of).collect::<Vec<_>>().join("\n"), text);
        }
    }
}
