//! The encoded token: a text field whose letters are transparent, over the same text in colour.

use super::browser;
use super::dom::{El, button, el, menu, private_field};
use super::reactive::{Memo, RwSignal};
use super::share;
use super::state::{Source, State};
use jwt_debugger::crypto::{self, ALGORITHMS};
use jwt_debugger::token::{Form, Parsed, Role};
use jwt_debugger::view::{self, Visible};
use leptos::ev::Event;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// Up to so many bytes are shown in colours. To lay out a longer text twice takes longer than a frame, so it is shown by
/// the field alone.
const COLOURED_UP_TO: usize = 64 * 1024;

/// The pane with the token field.
pub fn encoded(state: State) -> El {
    let form = move || {
        state.parsed.with(|parsed| match &parsed.token {
            None => "",
            Some(token) if token.form == Form::Jwe => "compact JWE",
            Some(_) => "compact JWS",
        })
    };
    let clear = move |_| {
        state.clear();
        browser::focus("token");
    };
    // Drawn anew when the names change, and not when the choice does: it keeps the focus.
    let names =
        Memo::new(move || state.found.with(|found| found.iter().map(|found| found.name.clone()).collect::<Vec<_>>()));
    let tools = el("div")
        .class("tools")
        .child(sample_picker(state))
        .child(copy_button("token", move || token_text(state)))
        .child(share::copy_as(state))
        .child(button("Clear").on("click", clear));
    el("section")
        .class("pane encoded")
        .attr("aria-labelledby", "encoded-title")
        .child(
            el("header")
                .child(el("h2").attr("id", "encoded-title").text("Encoded"))
                .child(el("small").text_with(form))
                .child(tools),
        )
        .children_with(move || match names.get() {
            names if names.len() > 1 => vec![choice(state, &names)],
            _ => vec![],
        })
        .child(field(state))
        .child(foot(state))
}

fn token_text(state: State) -> String {
    state.parsed.with(|parsed| parsed.token.as_ref().map(|token| token.text.to_string()).unwrap_or_default())
}

fn field(state: State) -> El {
    // A last line break would otherwise take no height.
    let colours = el("pre").class("token-colours").attr("aria-hidden", "true").children_with(move || {
        let parsed = state.parsed.get();
        state.shown.with(|source| coloured(state, source, &parsed))
    });
    let huge = move || state.shown.with(|source| source.pasted.len() > browser::DRAWN_UP_TO);
    // A whole token takes the place of the old one; a piece of text goes where the caret is.
    let paste = move |event: Event| browser::paste(&event, true, |text| state.replace_token(text.into()));
    let input = move |event: Event| {
        // The colours are what shows a short text. And the end of editing brings another text into the field.
        let at_once = if state.draft.with_untracked(Option::is_some) { usize::MAX } else { COLOURED_UP_TO };
        let take = if browser::is_typing(&event) { State::type_token } else { State::enter_token };
        browser::take_typed(&event, at_once, Box::new(move |text| take(state, text.into())));
    };
    let text = private_field("token")
        .attr("data-testid", "token-input")
        .attr("aria-label", "Encoded token")
        .attr("aria-describedby", "token-foot")
        .attr("placeholder", "Paste a token: bare, or with whatever stands around it")
        .attr_with("data-huge", move || huge().then_some(""))
        .value_with(move || state.shown.with(|source| JsValue::from_str(&source.pasted)))
        .on("paste", paste)
        .on("input", input);
    let is_plain = move || state.shown.with(|source| source.pasted.len() > COLOURED_UP_TO).then_some("");
    el("div")
        .class("token")
        .attr("tabindex", "-1")
        .attr_with("data-plain", is_plain)
        .child(colours.text("\u{200b}"))
        .child(text)
}

/// The pasted text in its colours: a handful of nodes.
fn coloured(state: State, source: &Source, parsed: &Parsed) -> Vec<El> {
    let pasted = source.pasted.as_str();
    if pasted.len() > COLOURED_UP_TO {
        return vec![];
    }
    let found = state.found.get();
    let (Some(found), Some(token)) = (source.chosen_of(&found), &parsed.token) else {
        return vec![el("span").text(pasted)];
    };
    let run = |(role, range): view::Run| {
        let run = el("span").text(pasted.get(range).unwrap_or_default());
        match role {
            Some(role) => run.attr("data-part", part_name(role)),
            None => run,
        }
    };
    view::encoded_runs(pasted, found, token).into_iter().map(run).collect()
}

/// The name that the style sheet knows a segment's colour by.
fn part_name(role: Role) -> &'static str {
    match role {
        Role::Header => "header",
        Role::Payload | Role::Ciphertext => "payload",
        Role::Signature | Role::AuthenticationTag => "signature",
        Role::EncryptedKey => "key",
        Role::InitializationVector | Role::Extra => "extra",
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Header => "header",
        Role::Payload => "payload",
        Role::Signature => "signature",
        Role::EncryptedKey => "encrypted key",
        Role::InitializationVector => "initialization vector",
        Role::Ciphertext => "ciphertext",
        Role::AuthenticationTag => "authentication tag",
        Role::Extra => "extra part",
    }
}

fn foot(state: State) -> El {
    let sizes = move || {
        state.parsed.with(|parsed| {
            let Some(token) = &parsed.token else { return vec![el("span").text("Stays in this page.")] };
            let count = token.segments.len();
            let parts = if count == 1 { "part" } else { "parts" };
            let mut sizes = vec![
                el("span").text(&format!("{count} {parts}")),
                el("span").text(&format!("{} bytes", token.text.len())),
            ];
            // A hostile text can have any number of parts.
            sizes.extend(token.segments.iter().take(8).map(|segment| {
                let size = format!("{} {}", role_name(segment.role), segment.encoded.len());
                el("span").class("size").attr("data-part", part_name(segment.role)).text(&size)
            }));
            sizes
        })
    };
    el("div").class("foot").attr("id", "token-foot").children_with(sizes)
}

/// Offers each token of a text that holds several.
fn choice(state: State, names: &[String]) -> El {
    let option = |(index, name): (usize, &String)| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", "found")
            .checked_with(move || state.source.with(|source| source.chosen == index))
            .on("change", move |_| state.source.update(|source| source.chosen = index));
        el("label").child(radio).child(el("span").text(&shown(name)))
    };
    el("fieldset")
        .class("choice")
        .attr("data-testid", "found")
        .child(el("legend").text(&format!("{} tokens found", names.len())))
        // More than anyone chooses among; all of them are in the text.
        .children(names.iter().take(20).enumerate().map(option))
}

/// Text that a token or its surroundings chose, with nothing hidden in it.
fn shown(text: &str) -> String {
    view::visible(text)
        .into_iter()
        .map(|piece| match piece {
            Visible::Plain(text) => text.to_owned(),
            Visible::Unseen(_, name) => name,
        })
        .collect()
}

fn sample_picker(state: State) -> El {
    let choose = move |chosen: String| {
        if let Some(algorithm) = crypto::find(&chosen) {
            state.show_sample(algorithm);
        }
    };
    let names = ALGORITHMS.iter().map(|row| (row.name, row.name));
    menu("Sample", "Sample token", names, choose).attr("data-testid", "sample")
}

/// A button that copies a text, and says that it did. `what` is copied, for its accessible name; `text` gives it when the
/// button is pressed.
pub fn copy_button(what: &'static str, text: impl Fn() -> String + 'static) -> El {
    copy_button_erased(what, Box::new(text))
}

fn copy_button_erased(what: &'static str, text: Box<dyn Fn() -> String>) -> El {
    let label = RwSignal::new("Copy");
    let copy = move |_| {
        browser::copy(text(), move |copied| {
            label.set(if copied { "Copied" } else { "Not copied" });
            set_timeout(move || label.set("Copy"), Duration::from_millis(1600));
        });
    };
    el("button")
        .class("button copy")
        .attr("type", "button")
        .attr_with("aria-label", move || format!("{} {what}", label.get()))
        .on("click", copy)
        .text_with(move || label.get())
}
