//! What helps with writing JSON: layout, times by words, claims by name.

use super::super::browser;
use super::super::controls::Menu;
use super::super::state::State;
use super::{editor_id, of, text_of};
use jwt_debugger::claims::{self, Kind};
use jwt_debugger::format::json;
use jwt_debugger::jose::Part;
use jwt_debugger::session::draft::Draft;
use leptos::prelude::*;
use std::time::Duration;

/// What helps with writing JSON, and in a payload with times and claims.
#[component]
pub fn EditorTools(state: State, part: Part) -> impl IntoView {
    let rewrite = move |change: fn(&str) -> Option<String>| {
        let text = state.draft.with_untracked(|draft| draft.as_ref().and_then(|draft| change(of(draft, part))));
        replace(state, part, text);
    };
    view! {
        {(part == Part::Payload).then(|| view! { <SetTime state/><AddClaim state/> })}
        <button class="button" type="button" on:click=move |_| rewrite(formatted)>"Format"</button>
        <button class="button" type="button" on:click=move |_| rewrite(compacted)>"Compact"</button>
    }
}

fn formatted(text: &str) -> Option<String> {
    let reading = json::read(text);
    reading.node.as_ref().filter(|_| reading.well_formed()).map(|node| json::pretty(text, node))
}

fn compacted(text: &str) -> Option<String> {
    json::read(text).well_formed().then(|| String::from_utf8_lossy(&json::compact(text.as_bytes())).into_owned())
}

/// Times by words: which claim, and how many seconds from now.
const TIMES: [(&str, &str, i64); 7] = [
    ("exp in 15 minutes", "exp", 900),
    ("exp in 1 hour", "exp", 3600),
    ("exp in 1 day", "exp", 86_400),
    ("exp a minute ago", "exp", -60),
    ("iat now", "iat", 0),
    ("nbf now", "nbf", 0),
    ("nbf in 1 hour", "nbf", 3600),
];

/// A claim whose date and time is to be chosen.
const DATES: [(&str, &str); 3] =
    [("exp at a date and time…", "exp"), ("nbf at a date and time…", "nbf"), ("iat at a date and time…", "iat")];

#[component]
fn SetTime(state: State) -> impl IntoView {
    let choose = move |chosen: String| {
        if let Some((_, claim)) = DATES.iter().find(|row| row.0 == chosen) {
            state.choosing_time.set(Some(claim));
            set_timeout(|| browser::focus("date-and-time"), Duration::ZERO);
        } else if let Some((_, claim, seconds)) = TIMES.iter().find(|row| row.0 == chosen) {
            let time = browser::now().saturating_add(*seconds).to_string();
            set_member(state, claim, &time);
        }
    };
    let names = TIMES.iter().map(|row| row.0).chain(DATES.iter().map(|row| row.0));
    let choices = names.map(|name| (name, name)).collect();
    view! { <Menu title="Set time" label="Set time" choices choose/> }
}

#[component]
fn AddClaim(state: State) -> impl IntoView {
    let choose = move |name: String| {
        let value = match claims::lookup(&name).map(|row| row.kind) {
            Some(Kind::NumericDate) => browser::now().to_string(),
            Some(Kind::Flag) => "true".to_owned(),
            Some(Kind::Number) => "0".to_owned(),
            Some(Kind::Object) => "{}".to_owned(),
            Some(Kind::List) => "[]".to_owned(),
            _ => "\"\"".to_owned(),
        };
        set_member(state, &name, &value);
    };
    let choices = claims::CLAIMS.iter().map(|row| (row.name, row.title)).collect();
    view! { <Menu title="Add claim" label="Add claim" choices choose/> }
}

pub(super) fn set_member(state: State, name: &str, value: &str) {
    let with = |draft: &Option<Draft>| json::with_member(&draft.as_ref()?.payload, name, value);
    replace(state, Part::Payload, state.draft.with_untracked(with));
}

/// Puts `text` in the place of a part, so that the browser's undo takes it back like anything typed.
fn replace(state: State, part: Part, text: Option<String>) {
    let Some(text) = text else { return };
    if !browser::rewrite(editor_id(part), &text) {
        state.change(|draft| *text_of(draft, part) = text);
    }
}

/// How long the token is to be good for: words, and seconds.
const LIFETIMES: [(&str, i64); 3] = [("5 minutes", 300), ("1 hour", 3600), ("1 day", 86_400)];

/// Sets `exp` with one press.
#[component]
pub fn Lifetime(state: State) -> impl IntoView {
    let choice = |(words, seconds): (&'static str, i64)| {
        let set = move |_| set_member(state, "exp", &browser::now().saturating_add(seconds).to_string());
        view! {
            <button class="button" type="button" aria-label=format!("Expires in {words}") on:click=set>{words}</button>
        }
    };
    view! {
        <div class="foot lifetime" role="group" aria-label="Expires in">
            <span aria-hidden="true">"Expires in"</span>
            {LIFETIMES.map(choice).into_iter().collect_view()}
        </div>
    }
}
