//! The key field, what it was understood as, and the algorithm that the person expects.

mod about;
mod pointers;
mod set;
mod unlock;

use super::browser;
use super::dom::{El, button, el, menu, options, private_field};
use super::findings::citation;
use super::reactive::Memo;
use super::state::State;
use super::words;
use jwt_debugger::crypto::ALGORITHMS;
use jwt_debugger::crypto::generate::KINDS;
use jwt_debugger::key::{Encoding, Held, KeyFault, file_text};
use jwt_debugger::verify::own;
use leptos::ev::Event;
use leptos::prelude::*;
use std::iter;
use wasm_bindgen::JsValue;

/// The encodings as the select names them: value, words.
const ENCODINGS: [(&str, &str, Encoding); 4] = [
    ("utf8", "UTF-8", Encoding::Utf8),
    ("base64url", "base64url", Encoding::Base64url),
    ("base64", "base64", Encoding::Base64),
    ("hex", "hex", Encoding::Hex),
];

/// The pane with the key field.
pub fn key(state: State) -> El {
    let clear = move |_| state.replace_key(String::new());
    let huge = move || state.key_input.with(|input| input.text.len() > browser::DRAWN_UP_TO);
    let text = private_field("key")
        .attr("data-testid", "key-input")
        .attr("aria-label", "Key")
        .attr("aria-describedby", "key-summary")
        .attr("placeholder", "Secret, PEM, certificate, JWK or JWK Set")
        .attr("rows", "3")
        // Password managers offer to keep what looks like a secret.
        .attr("data-1p-ignore", "")
        .attr("data-lpignore", "true")
        .attr_with("data-huge", move || huge().then_some(""))
        .on("paste", move |event| {
            browser::paste(&event, false, |text| state.replace_key(text));
        })
        .value_with(move || state.key_input.with(|input| JsValue::from_str(&input.text)))
        .on("input", move |event| state.type_key(event_target_value(&event)));
    let file = el("input").attr("type", "file").attr("class", "offscreen").attr("aria-label", "Open a key file");
    let file = file
        .on("change", move |event| browser::read_chosen_file(&event, move |bytes| state.replace_key(file_text(bytes))));
    let tools = el("div")
        .class("tools")
        .child(secret_encoding(state))
        .child(generate(state))
        .child(el("label").class("button").text("Open").child(file))
        .child(button("Clear").attr("aria-label", "Clear key").on("click", clear));
    el("section")
        .class("pane key")
        .attr("data-part", "signature")
        .attr("aria-labelledby", "key-title")
        .child(el("header").child(el("h2").attr("id", "key-title").text("Key")).child(tools))
        .child(text)
        .child(understood(state))
        .child(making(state))
        .child(unlock::unlock(state))
        .children_with(move || more(state))
        .child(expected(state))
}

/// What else there is to see of the key, or where one may be found.
fn more(state: State) -> Vec<El> {
    match state.key.get().as_deref() {
        None => own_key(state).into_iter().chain(pointers::addresses(state)).collect(),
        Some(Ok(Held::One(key))) => vec![about::about(key, "Details and other forms")],
        Some(Ok(Held::Set(set))) => set::table(state, set),
        Some(Err(_)) => vec![],
    }
}

/// A choice of new keys.
fn generate(state: State) -> El {
    let choose = move |chosen: String| {
        if let Some((_, kind)) = KINDS.iter().find(|row| row.0 == chosen) {
            state.make_key(*kind);
        }
    };
    menu("Generate", "Generate a key", KINDS.iter().map(|row| (row.0, row.0)), choose).attr("data-testid", "generate")
}

/// How far a key is that is being made, and the way to give it up.
fn making(state: State) -> El {
    let said = Memo::new(move || state.key_job.with(|job| job.said.clone()));
    let tested =
        move || state.key_job.with(|job| (job.tested > 0).then(|| format!(" {} numbers tested. ", job.tested)));
    let cancel = move || match said.with(String::is_empty) {
        true => vec![],
        false => vec![
            // Nobody wants to hear each number.
            el("span").attr("aria-hidden", "true").text_with(tested),
            button("Cancel").attr("data-testid", "cancel-key").on("click", move |_| state.stop_making_key()),
        ],
    };
    el("div")
        .class("key-making")
        .child(el("span").attr("role", "status").text_with(move || said.get()))
        .children_with(cancel)
}

/// The key that the token brings itself, as long as there is no other.
fn own_key(state: State) -> Option<El> {
    let parsed = state.parsed.get();
    let (name, key) = own::key(parsed.token.as_ref()?)?;
    Some(match key {
        Ok(key) => about::about(&key, &format!("The token's own key, in `{name}`: {}", key.summary())),
        Err(fault) => draw_fault(&fault),
    })
}

fn secret_encoding(state: State) -> El {
    let value = move || {
        let encoding = state.key_input.with(|input| input.encoding);
        let row = ENCODINGS.iter().find(|row| row.2 == encoding);
        row.map_or("utf8", |row| row.0).to_owned()
    };
    let choose = move |event: Event| {
        let chosen = event_target_value(&event);
        if let Some(row) = ENCODINGS.iter().find(|row| row.0 == chosen) {
            state.key_input.update(|input| input.encoding = row.2);
        }
    };
    el("select")
        .class("button")
        .attr("data-testid", "secret-encoding")
        .attr("aria-label", "Secret is written as")
        .children(options(ENCODINGS.iter().map(|row| (row.0, row.1))))
        .value_with(value)
        .on("change", choose)
}

/// What the key text was understood as, or why it was not.
fn understood(state: State) -> El {
    let linked = move || {
        let own =
            || button("Use this key as mine").attr("data-testid", "use-key").on("click", move |_| state.own_key());
        let said = "This key came with the link: whoever made the link chose it. ";
        state.key_is_linked().then(|| el("p").class("key-note").text(said).child(own()))
    };
    let draw = move || match state.key.get().as_deref() {
        None => vec![
            el("p")
                .class("quiet")
                .text("Secret, PEM, certificate, JWK or JWK Set, typed, pasted or dropped. Stays in this page."),
        ],
        Some(Ok(Held::Set(set))) => match set.members.len() {
            1 => with_notes("JWK Set, 1 key", &set.notes),
            many => with_notes(&format!("JWK Set, {many} keys"), &set.notes),
        },
        Some(Ok(Held::One(key))) => with_notes(&key.summary(), &key.notes),
        Some(Err(fault)) => vec![draw_fault(fault)],
    };
    el("div")
        .class("key-summary")
        .attr("id", "key-summary")
        .attr("data-testid", "key-summary")
        .children_with(move || linked().into_iter().chain(draw()).collect())
}

fn with_notes(summary: &str, notes: &[String]) -> Vec<El> {
    let note = |note: &String| words::draw(el("p").class("key-note"), &words::capital(note));
    iter::once(el("p").text(summary)).chain(notes.iter().map(note)).collect()
}

fn draw_fault(fault: &KeyFault) -> El {
    let hint = fault.hint.as_deref().map(|hint| words::draw(el("p").class("quiet"), &words::capital(hint)));
    el("div")
        .class("key-fault")
        .attr("data-code", fault.code)
        .child(words::draw(el("p"), &words::capital(&fault.message)))
        .children(hint)
        .children(fault.spec.map(citation))
}

/// What the person expects: an algorithm, without which the token's word is taken, and how far two clocks may differ.
fn expected(state: State) -> El {
    const SKEWS: [(&str, &str); 5] =
        [("0", "none"), ("30", "30 seconds"), ("60", "1 minute"), ("300", "5 minutes"), ("3600", "1 hour")];
    let choose_algorithm = move |event: Event| {
        let chosen = event_target_value(&event);
        state.expected.set(ALGORITHMS.iter().map(|row| row.name).find(|name| *name == chosen));
    };
    let choose_skew = move |event: Event| {
        if let Ok(seconds) = event_target_value(&event).parse() {
            state.policy.update(|policy| policy.skew = seconds);
        }
    };
    let names = ALGORITHMS.iter().map(|row| (row.name, row.name));
    let algorithm = el("select")
        .class("button")
        .attr("data-testid", "expected-algorithm")
        .children(options(iter::once(("", "as token says")).chain(names)))
        .value_with(move || state.expected.get().unwrap_or_default().to_owned())
        .on("change", choose_algorithm);
    let skew = el("select")
        .class("button")
        .attr("data-testid", "clock-skew")
        .children(options(SKEWS.into_iter()))
        .value_with(move || state.policy.with(|policy| policy.skew).to_string())
        .on("change", choose_skew);
    el("div")
        .class("foot")
        .child(el("label").class("field").text("Expected algorithm").child(algorithm))
        .child(el("label").class("field").text("Clock skew").child(skew))
}
