//! The JSON view: clean text that can be selected and copied, with notes beside it that cannot.

use super::browser;
use super::controls::numbered;
use super::state::{self, State};
use jwt_debugger::token::json::{self, Line, Member, Piece, PieceKind};
use jwt_debugger::token::{Document, Form, Parsed, Part, Text};
use jwt_debugger::view::{self, Note, Visible};
use leptos::either::Either;
use leptos::prelude::*;
use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

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
#[component]
pub fn Json(state: State, part: Part) -> impl IntoView {
    let (id, testid, label) = match part {
        Part::Header => ("header-text", "header-json", "Decoded header"),
        _ => ("payload-text", "payload-json", "Decoded payload"),
    };
    let content = move || {
        let parsed = state.parsed.get();
        match state::document(&parsed, part) {
            Some(document) if !is_encrypted(&parsed, part) => numbered(rows(document)),
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
    view! {
        <pre
            class="json"
            id=id
            data-testid=testid
            data-empty=empty
            aria-label=label
            role="region"
            tabindex="0"
            translate="no"
        >
            <For each=content key=Clone::clone let((row, _))>
                <RowView state part row/>
            </For>
        </pre>
    }
}

fn is_encrypted(parsed: &Parsed, part: Part) -> bool {
    part == Part::Payload && parsed.token.as_ref().is_some_and(|token| token.form == Form::Jwe)
}

/// What is drawn as one element.
#[derive(Clone)]
struct JsonRow {
    look: Arc<Look>,
    /// The member of the outermost object that begins in this line.
    member: Option<Arc<Member>>,
}

/// How a row looks.
#[derive(PartialEq, Eq, Hash)]
enum Look {
    /// A line in colours, and whether a note may stand beside it.
    Line(Vec<Piece>, bool),
    /// Many lines as text alone.
    Block(Text),
}

/// Whether they look the same, wherever they stand: a note depends on what its line shows.
impl PartialEq for JsonRow {
    fn eq(&self, other: &Self) -> bool {
        self.look == other.look
    }
}

impl Eq for JsonRow {}

impl Hash for JsonRow {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.look.hash(state);
    }
}

fn rows(document: &Document) -> Vec<JsonRow> {
    let Some(node) = document.json.as_ref().filter(|_| document.well_formed) else {
        return blocks(document.text.clone());
    };
    let pretty = json::pretty(&document.text, node);
    if pretty.bytes().filter(|byte| *byte == b'\n').nth(COLOURED_LINES_UP_TO).is_some() {
        return blocks(pretty.into());
    }
    let row = |line: Line| {
        let member = line.member.and_then(|index| node.members().get(index)).cloned().map(Arc::new);
        JsonRow { look: Arc::new(Look::Line(line.pieces, member.is_some())), member }
    };
    json::pretty_lines(&document.text, node).into_iter().map(row).collect()
}

/// A text of any length in blocks.
fn blocks(text: Text) -> Vec<JsonRow> {
    let text = match view::legible(&text, UNSEEN_UP_TO) {
        Cow::Owned(legible) => legible.into(),
        Cow::Borrowed(_) => text,
    };
    let mut start = 0;
    let mut blocks = vec![];
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let end = start + view::block_end(rest, LINES_IN_A_BLOCK, BYTES_IN_A_BLOCK);
        blocks.push(JsonRow { look: Arc::new(Look::Block(text.slice(start..end))), member: None });
        start = end;
    }
    blocks
}

#[component]
fn RowView(state: State, part: Part, row: JsonRow) -> impl IntoView {
    let code = match &*row.look {
        Look::Block(text) => return Either::Left(view! { <span class="block">{legible(text)}</span> }),
        Look::Line(pieces, _) => pieces.iter().map(piece).collect_view(),
    };
    let note = move || row.member.as_ref().and_then(|member| note(state, part, member));
    let text = {
        let note = note.clone();
        move || note().map(|note| note.text)
    };
    let warns = move || note().filter(|note| note.warns).map(|_| "true");
    Either::Right(view! {
        <span class="line" data-note=text data-warns=warns><span class="code">{code}"\n"</span></span>
    })
}

fn note(state: State, part: Part, member: &Member) -> Option<Note> {
    match part {
        Part::Header => view::header_note(member),
        _ => view::claim_note(member, state.instant.get(), browser::offset_minutes, browser::double_text),
    }
}

fn piece(piece: &Piece) -> impl IntoView + use<> {
    let class = match piece.kind {
        PieceKind::Punctuation => return Either::Left(piece.text.clone()),
        PieceKind::Name => "name",
        PieceKind::String => "string",
        PieceKind::Number => "number",
        PieceKind::Literal => "literal",
    };
    Either::Right(view! { <span class=class><TokenText text=piece.text.clone()/></span> })
}

/// Text that a token chose: as text nodes, with what an eye would miss marked.
#[component]
pub fn TokenText(#[prop(into)] text: String) -> impl IntoView {
    legible(&view::legible(&text, UNSEEN_UP_TO))
}

fn legible(text: &str) -> impl IntoView + use<> {
    let draw = |piece: Visible| match piece {
        Visible::Plain(text) => Either::Left(text.to_owned()),
        Visible::Unseen(text, name) => {
            Either::Right(view! { <span class="unseen" data-code=name>{text.to_owned()}</span> })
        }
    };
    match view::visible(text).as_slice() {
        // Most texts, without the marker that a list has.
        [Visible::Plain(text)] => Either::Left((*text).to_owned()),
        _ => Either::Right(view::visible(text).into_iter().map(draw).collect_view()),
    }
}
