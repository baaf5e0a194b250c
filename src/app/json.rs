//! The JSON view: clean text that can be selected and copied, with notes beside it that cannot.

use super::browser;
use super::controls::CopyValue;
use super::disclosures::Pointed;
use super::state::{self, State};
use jwt_debugger::base::text::Text;
use jwt_debugger::content::reference;
use jwt_debugger::format::json::{self, Line, Member, Node, Piece, PieceKind};
use jwt_debugger::jose::{Document, Parsed, Part, Token};
use jwt_debugger::session::view::{self, Note, Visible, numbered};
use leptos::either::Either;
use leptos::ev::MouseEvent;
use leptos::html::span;
use leptos::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// Up to so many lines have colours and notes from the start. Those of a longer text get them when they come into view: until
/// then it costs the same few elements whatever is in it.
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
        let parsed = state.drawn();
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
    let pointed = use_context::<Pointed>().filter(|_| part == Part::Payload);
    let point = move |event: MouseEvent| {
        if let Some(pointed) = pointed {
            pointed.hear(state, &event);
        }
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
            on:mouseover=point
        >
            <For each=content key=Clone::clone let((row, _))>
                <RowView state part row/>
            </For>
        </pre>
    }
}

fn is_encrypted(parsed: &Parsed, part: Part) -> bool {
    part == Part::Payload && parsed.token.as_ref().is_some_and(Token::is_sealed)
}

/// What is drawn as one element: its key, too, so that what looks the same stays. A note depends on what its line shows, and
/// what is copied on the place among the members.
#[derive(Clone, PartialEq, Eq, Hash)]
enum JsonRow {
    /// A line in colours, and which member of the outermost object begins in it.
    Line(Arc<Vec<Piece>>, Option<usize>),
    /// Many lines of JSON, which get their colours when they come into view; the first member that begins in them; and whether
    /// the text begins with them.
    Lines(Text, Option<usize>, bool),
    /// Text that stays as it is.
    Text(Text),
}

fn rows(document: &Document) -> Vec<JsonRow> {
    let Some(node) = document.json.as_ref().filter(|_| document.well_formed) else {
        return blocks(document.text.clone(), None);
    };
    let pretty = json::pretty(&document.text, node);
    if pretty.bytes().filter(|byte| *byte == b'\n').nth(COLOURED_LINES_UP_TO).is_some() {
        return blocks(pretty.into(), Some(node));
    }
    let row = |line: Line| JsonRow::Line(Arc::new(line.pieces), line.member);
    json::pretty_lines(&document.text, node).into_iter().map(row).collect()
}

/// A text of any length in blocks; `node` is what it says if it is pretty-printed JSON.
fn blocks(text: Text, node: Option<&Node>) -> Vec<JsonRow> {
    let text = match view::legible(&text, UNSEEN_UP_TO) {
        Cow::Owned(legible) => legible.into(),
        Cow::Borrowed(_) => text,
    };
    let mut next = node.filter(|node| !node.members().is_empty()).map(|_| 0);
    let (mut start, mut in_line) = (0, false);
    let mut blocks = vec![];
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let end = start + view::block_end(rest, LINES_IN_A_BLOCK, BYTES_IN_A_BLOCK);
        let block = text.slice(start..end);
        // A line that is cut is so long that its colours are worth little.
        let is_whole = !in_line && (block.ends_with('\n') || end == text.len());
        let begun = if in_line { 0 } else { view::members_begun(&block) };
        in_line = !block.ends_with('\n');
        blocks.push(match node {
            Some(_) if is_whole => JsonRow::Lines(block, next, start == 0),
            _ => JsonRow::Text(block),
        });
        next = next.map(|next| next + begun);
        start = end;
    }
    blocks
}

#[component]
fn RowView(state: State, part: Part, row: JsonRow) -> impl IntoView {
    match row {
        JsonRow::Line(pieces, member) => view! { <LineView state part pieces member ends="\n"/> }.into_any(),
        JsonRow::Lines(text, first, leads) => view! { <LazyLines state part text first leads/> }.into_any(),
        JsonRow::Text(text) => view! { <span class="block">{legible(&text)}</span> }.into_any(),
    }
}

/// Many lines, as text until the browser draws them. Those that the text begins with are in view from the start, where the
/// browser tells of no change: they are drawn as text first, too.
#[component]
fn LazyLines(state: State, part: Part, text: Text, first: Option<usize>, leads: bool) -> impl IntoView {
    let drawn = RwSignal::new(false);
    if leads {
        // It may be gone by then.
        browser::after_frame(move || {
            let _ = drawn.try_set(true);
        });
    }
    let content = move || match drawn.get() {
        false => legible(&text).into_any(),
        true => {
            let lines = view::json_lines(&text, first);
            let last = if text.ends_with('\n') { lines.len() } else { lines.len().saturating_sub(1) };
            let line = |(index, Line { pieces, member }): (usize, Line)| {
                let ends = if index < last { "\n" } else { "" };
                view! { <LineView state part pieces=Arc::new(pieces) member ends/> }
            };
            lines.into_iter().enumerate().map(line).collect_view().into_any()
        }
    };
    // Once drawn they stay, so that a selection in them does.
    let hear = move |event| {
        if browser::is_drawn(&event) && !drawn.get_untracked() {
            drawn.set(true);
        }
    };
    span().class("block").on(browser::drawing_changes(), hear).child(content)
}

/// A line in colours; the note beside it is no text of it, nor is the sign that copies its value.
#[component]
fn LineView(
    state: State,
    part: Part,
    pieces: Arc<Vec<Piece>>,
    member: Option<usize>,
    ends: &'static str,
) -> impl IntoView {
    let known = member.and_then(|index| member_at(&state.drawn_untracked(), part, index).cloned());
    let name = known.as_ref().map(|member| member.name.to_string());
    let about = name.as_ref().and_then(|name| reference::of_member(part, name));
    let known = known.map(Arc::new);
    let note = move || known.as_ref().and_then(|member| note(state, part, member));
    let (text, more) = (note.clone(), note.clone());
    let text = move || text().map(|note| note.text);
    let more = move || more().and_then(|note| note.more);
    let warns = move || note().filter(|note| note.warns).map(|_| "true");
    let copy = name.zip(member).map(|(name, index)| {
        let value = move || value_at(&state.drawn(), part, index);
        // By keyboard, the table offers the same: a long payload would be a long way to go.
        view! { <CopyValue name tabindex="-1" text=value/> }
    });
    view! {
        <span class="line" data-note=text data-more=more data-warns=warns>
            // The sign stands before the line break, within the code: a block after it would copy as a break of its own.
            <span class="code">{pieces.iter().map(|one| piece(one, about.as_deref())).collect_view()}{copy}{ends}</span>
        </span>
    }
}

fn member_at(parsed: &Parsed, part: Part, index: usize) -> Option<&Member> {
    state::document(parsed, part)?.json.as_ref()?.members().get(index)
}

/// The value of a member, as it is copied: a string without its quotes and escapes.
pub fn value_at(parsed: &Parsed, part: Part, index: usize) -> String {
    let document = state::document(parsed, part);
    document
        .zip(member_at(parsed, part, index))
        .map_or_else(String::new, |(document, member)| view::cell(&document.text, &member.node))
}

fn note(state: State, part: Part, member: &Member) -> Option<Note> {
    match part {
        Part::Header => state.parsed.with(|parsed| view::header_note(member, parsed.token.as_ref())),
        _ => view::claim_note(member, state.instant.get(), browser::offset_minutes, browser::double_text),
    }
}

/// A piece of a line; `about` is where the name of its member is explained.
fn piece(piece: &Piece, about: Option<&str>) -> impl IntoView + use<> {
    let class = match piece.kind {
        PieceKind::Punctuation => return Either::Left(piece.text.clone()),
        PieceKind::Name => "name",
        PieceKind::String => "string",
        PieceKind::Number => "number",
        PieceKind::Literal => "literal",
    };
    let text = view! { <TokenText text=piece.text.clone()/> };
    Either::Right(match about.filter(|_| piece.kind == PieceKind::Name) {
        // By keyboard, the table offers the same.
        Some(href) => {
            Either::Left(view! { <a class=class href=href.to_owned() tabindex="-1" draggable="false">{text}</a> })
        }
        None => Either::Right(view! { <span class=class>{text}</span> }),
    })
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
    let pieces = view::visible(text);
    match pieces.as_slice() {
        // Most texts, without the marker that a list has.
        [Visible::Plain(text)] => Either::Left((*text).to_owned()),
        _ => Either::Right(pieces.into_iter().map(draw).collect_view()),
    }
}
