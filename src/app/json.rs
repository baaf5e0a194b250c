//! The JSON view: clean text that can be selected and copied, with notes beside it that cannot.

use super::browser;
use super::dom::{El, el};
use super::state::{self, State};
use jwt_debugger::token::json::{self, Line, Member, Piece, PieceKind};
use jwt_debugger::token::{Document, Form, Parsed, Part, Text};
use jwt_debugger::view::{self, Note, Visible};
use std::borrow::Cow;
use std::rc::Rc;

/// Up to so many lines have colours and notes. A longer text is drawn as text alone, which costs the same few elements
/// whatever is in it.
const COLOURED_LINES_UP_TO: usize = 200;
/// A block has so many lines at most, and the browser lays out only the blocks that are in view (`content-visibility`).
const LINES_IN_A_BLOCK: usize = 64;
/// And so many bytes: what is not JSON is often one line.
const BYTES_IN_A_BLOCK: usize = 2_048;
/// Up to so many invisible characters of a text get an element of their own; if there are more, all are shown by name.
const UNSEEN_UP_TO: usize = 200;

/// The JSON of the header or payload, or its text where it is not JSON.
pub fn json(state: State, part: Part) -> El {
    let (id, label) = match part {
        Part::Header => ("header-json", "Decoded header"),
        _ => ("payload-json", "Decoded payload"),
    };
    let content = move || {
        let parsed = state.parsed.get();
        match state::document(&parsed, part) {
            Some(document) if !is_encrypted(&parsed, part) => rows(document),
            _ => vec![],
        }
    };
    let empty = move || {
        state.parsed.with(|parsed| match &parsed.token {
            Some(_) if is_encrypted(parsed, part) => "Encrypted: only the holder of the decryption key can read it.",
            Some(token) if part == Part::Payload && token.payload.is_none() => {
                "There is no payload: the token ends before it."
            }
            Some(_) => "There is nothing in this part.",
            None => "",
        })
    };
    el("pre")
        .class("json")
        .attr("data-testid", id)
        .attr("id", if part == Part::Header { "header-text" } else { "payload-text" })
        .attr_with("data-empty", empty)
        .attr("aria-label", label)
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("translate", "no")
        .list_with(content, move |row| draw(state, part, row))
}

fn is_encrypted(parsed: &Parsed, part: Part) -> bool {
    part == Part::Payload && parsed.token.as_ref().is_some_and(|token| token.form == Form::Jwe)
}

/// What is drawn as one element.
enum Row {
    /// A line in colours, and the member of the outermost object that begins in it.
    Line(Line, Option<Rc<Member>>),
    /// Many lines as text alone.
    Block(Text),
}

/// Whether they look the same, wherever they stand: a note depends on what its line shows.
impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Line(one, member), Self::Line(other, another)) => {
                one.pieces == other.pieces && member.is_some() == another.is_some()
            }
            (Self::Block(one), Self::Block(other)) => one == other,
            _ => false,
        }
    }
}

fn rows(document: &Document) -> Vec<Row> {
    let Some(node) = document.json.as_ref().filter(|_| document.well_formed) else {
        return blocks(document.text.clone());
    };
    let pretty = json::pretty(&document.text, node);
    if pretty.bytes().filter(|byte| *byte == b'\n').nth(COLOURED_LINES_UP_TO).is_some() {
        return blocks(pretty.into());
    }
    let row = |line: Line| {
        let member = line.member.and_then(|index| node.members().get(index));
        let member = member.map(|member| Rc::new(member.clone()));
        Row::Line(line, member)
    };
    json::pretty_lines(&document.text, node).into_iter().map(row).collect()
}

/// A text of any length in blocks.
fn blocks(text: Text) -> Vec<Row> {
    let text = match view::legible(&text, UNSEEN_UP_TO) {
        Cow::Owned(legible) => legible.into(),
        Cow::Borrowed(_) => text,
    };
    let mut start = 0;
    let mut blocks = vec![];
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let end = start + view::block_end(rest, LINES_IN_A_BLOCK, BYTES_IN_A_BLOCK);
        blocks.push(Row::Block(text.slice(start..end)));
        start = end;
    }
    blocks
}

fn draw(state: State, part: Part, row: &Row) -> El {
    match row {
        Row::Block(text) => draw_pieces(el("span").class("block"), text),
        Row::Line(line, member) => {
            let code = line.pieces.iter().fold(el("span").class("code"), draw_piece);
            let element = el("span").class("line").child(code.text("\n"));
            match member {
                Some(member) => annotate(element, state, part, member),
                None => element,
            }
        }
    }
}

/// The note beside a line.
fn annotate(line: El, state: State, part: Part, member: &Rc<Member>) -> El {
    let (member, same) = (member.clone(), member.clone());
    line.attr_with("data-note", move || note(state, part, &member).map(|note| note.text))
        .attr_with("data-warns", move || note(state, part, &same).filter(|note| note.warns).map(|_| "true"))
}

fn note(state: State, part: Part, member: &Member) -> Option<Note> {
    match part {
        Part::Header => view::header_note(member),
        _ => view::claim_note(member, state.instant.get(), browser::offset_minutes, browser::double_text),
    }
}

fn draw_piece(code: El, piece: &Piece) -> El {
    let class = match piece.kind {
        PieceKind::Punctuation => return code.text(&piece.text),
        PieceKind::Name => "name",
        PieceKind::String => "string",
        PieceKind::Number => "number",
        PieceKind::Literal => "literal",
    };
    code.child(draw_text(el("span").class(class), &piece.text))
}

/// `element` with text in it that a token chose: as text nodes, with what an eye would miss marked.
pub fn draw_text(element: El, text: &str) -> El {
    draw_pieces(element, &view::legible(text, UNSEEN_UP_TO))
}

fn draw_pieces(element: El, text: &str) -> El {
    view::visible(text).into_iter().fold(element, |element, piece| match piece {
        Visible::Plain(text) => element.text(text),
        Visible::Unseen(text, name) => element.child(el("span").class("unseen").attr("data-code", &name).text(text)),
    })
}
