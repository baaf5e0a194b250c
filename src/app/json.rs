//! The JSON view: clean text that can be selected and copied, with notes beside it that cannot.

use super::browser;
use super::document::decoded;
use super::state::State;
use jwt_debugger::token::json::{self, Line, Piece, PieceKind};
use jwt_debugger::token::{Document, Form, Part};
use jwt_debugger::view::{self, Note, Visible};
use leptos::prelude::*;
use std::sync::Arc;

/// Up to so many lines have colours and notes. A longer text is drawn as text alone, which costs the same few elements
/// whatever is in it.
const COLOURED_LINES_UP_TO: usize = 200;
/// Lines stand in blocks of so many, and the browser lays out only the blocks that are in view (`content-visibility`).
const LINES_IN_A_BLOCK: usize = 64;
/// At most so many invisible characters get an element of their own; the rest of such a text is shown with escapes.
const UNSEEN_UP_TO: usize = 1_000;

/// The JSON of the header or payload, or its text where it is not JSON.
#[component]
pub fn Json(state: State, part: Part) -> impl IntoView {
    let (id, label) = match part {
        Part::Header => ("header-json", "Decoded header"),
        _ => ("payload-json", "Decoded payload"),
    };
    let content = move || {
        let parsed = state.parsed.get();
        if part == Part::Payload && parsed.token.as_ref().is_some_and(|token| token.form == Form::Jwe) {
            return ().into_any();
        }
        decoded(&parsed, part).map_or_else(|| ().into_any(), |document| draw(state, part, document))
    };
    let empty = move || {
        state.parsed.with(|parsed| match &parsed.token {
            Some(token) if part == Part::Payload && token.form == Form::Jwe => {
                "Encrypted: only the holder of the decryption key can read it."
            }
            Some(token) if part == Part::Payload && token.payload.is_none() => {
                "There is no payload: the token ends before it."
            }
            Some(_) => "There is nothing in this part.",
            None => "",
        })
    };
    view! {
        <pre class="json" data-testid=id data-empty=empty aria-label=label role="region" tabindex="0" translate="no">
            {content}
        </pre>
    }
}

fn draw(state: State, part: Part, document: &Document) -> AnyView {
    let Some(node) = document.json.as_ref().filter(|_| document.well_formed) else {
        return draw_long_text(&document.text);
    };
    let pretty = json::pretty(&document.text, node);
    if pretty.bytes().filter(|byte| *byte == b'\n').count() > COLOURED_LINES_UP_TO {
        return draw_long_text(&pretty);
    }
    let members = Arc::new(node.members().to_vec());
    let lines = json::pretty_lines(&document.text, node).into_iter().map(|line| {
        let members = members.clone();
        draw_line(line, move |index: usize| {
            let member = members.get(index)?;
            match part {
                Part::Header => view::header_note(member),
                _ => view::claim_note(member, state.now.get(), browser::offset_minutes, browser::double_text),
            }
        })
    });
    lines.collect_view().into_any()
}

/// A text of any length in blocks of lines.
fn draw_long_text(text: &str) -> AnyView {
    let mut rest = text;
    let mut blocks = vec![];
    while !rest.is_empty() {
        let end = rest.match_indices('\n').nth(LINES_IN_A_BLOCK - 1).map_or(rest.len(), |(at, _)| at + 1);
        let (block, after) = rest.split_at(end);
        blocks.push(view! { <span class="block">{draw_text(block)}</span> });
        rest = after;
    }
    blocks.collect_view().into_any()
}

fn draw_line(line: Line, note: impl Fn(usize) -> Option<Note> + Send + Sync + 'static) -> AnyView {
    let code = line.pieces.iter().map(draw_piece).collect_view();
    match line.member {
        Some(index) => {
            let note = Memo::new(move |_| note(index));
            view! {
                <span
                    class="line"
                    data-note=move || note.with(|note| note.as_ref().map(|note| note.text.clone()))
                    data-warns=move || note.with(|note| note.as_ref().is_some_and(|note| note.warns).then_some("true"))
                >
                    <span class="code">{code}"\n"</span>
                </span>
            }
            .into_any()
        }
        None => view! { <span class="line"><span class="code">{code}"\n"</span></span> }.into_any(),
    }
}

fn draw_piece(piece: &Piece) -> AnyView {
    let class = match piece.kind {
        PieceKind::Punctuation => return piece.text.clone().into_any(),
        PieceKind::Name => "name",
        PieceKind::String => "string",
        PieceKind::Number => "number",
        PieceKind::Literal => "literal",
    };
    view! { <span class=class>{draw_text(&piece.text)}</span> }.into_any()
}

/// Text that a token chose, as text nodes, with what an eye would miss marked.
pub fn draw_text(text: &str) -> AnyView {
    let pieces = view::visible(text);
    if pieces.len() > 2 * UNSEEN_UP_TO {
        let escaped: String = pieces
            .into_iter()
            .map(|piece| match piece {
                Visible::Plain(text) => text.to_owned(),
                Visible::Unseen(_, name) => format!("\u{27e8}{name}\u{27e9}"),
            })
            .collect();
        return escaped.into_any();
    }
    if let [Visible::Plain(text)] = pieces.as_slice() {
        return (*text).to_owned().into_any();
    }
    pieces
        .into_iter()
        .map(|piece| match piece {
            Visible::Plain(text) => text.to_owned().into_any(),
            Visible::Unseen(text, name) => {
                view! { <span class="unseen" data-code=name>{text.to_owned()}</span> }.into_any()
            }
        })
        .collect_view()
        .into_any()
}
