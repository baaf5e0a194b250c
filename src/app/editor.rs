//! Editing on the spot: header and payload as texts, the token that follows them, and what happens to its signature.

use super::browser;
use super::controls::{Menu, PrivateField};
use super::findings::Citation;
use super::message::Message;
use super::state::State;
use jwt_debugger::base::diagnostic::Code;
use jwt_debugger::claims::time::NumericDate;
use jwt_debugger::claims::{self, Evaluation, Kind};
use jwt_debugger::draft::{Draft, DraftOutcome, DraftSignature, warning};
use jwt_debugger::jwa::generate::kind_for;
use jwt_debugger::key::ParsedKey;
use jwt_debugger::token::Part;
use jwt_debugger::token::json;
use jwt_debugger::words::{self, capital};
use leptos::either::Either;
use leptos::ev::Event;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// Above the panes while editing: what happens to the signature, and the ways out.
#[component]
pub fn EditBanner(state: State) -> impl IntoView {
    let sizes = move || {
        state.draft.with(|draft| {
            let (typed, compact) = draft.as_ref().map_or((0, 0), Draft::sizes);
            format!("Leave out white space (payload: {compact} of {typed} bytes)")
        })
    };
    let is_compact = move || state.draft.with(|draft| draft.as_ref().is_some_and(|draft| draft.compact));
    view! {
        <div class="editing">
            <Show when=move || state.draft.with(Option::is_some)>
                <p role="status" data-testid="edit-banner">
                    {move || state.making.get().map(|making| said(state, &making))}
                </p>
                <label class="field">
                    <input
                        type="checkbox"
                        data-testid="sign-compact"
                        prop:checked=is_compact
                        on:change=move |event| state.change(|draft| draft.compact = event_target_checked(&event))
                    />
                    <span>{sizes}</span>
                </label>
                <div class="tools">
                    <button
                        class="button"
                        type="button"
                        data-testid="edit-discard"
                        on:click=move |_| state.end_editing(false)
                    >
                        "Discard"
                    </button>
                    <button
                        class="button"
                        type="button"
                        data-testid="edit-done"
                        on:click=move |_| state.end_editing(true)
                    >
                        "Done"
                    </button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// What happens to the signature, in a sentence.
fn said(state: State, making: &DraftOutcome) -> impl IntoView + use<> {
    let key = state.key.get();
    let (tone, text, more) = match &making.made {
        DraftSignature::Untouched => {
            ("plain", "Nothing is changed yet: this is the token as it was, with its signature.".to_owned(), None)
        }
        DraftSignature::Signed(algorithm) => {
            let held = match key.as_deref() {
                Some(Ok(ParsedKey::One(key))) => Some(key),
                _ => None,
            };
            let with = held.map_or_else(String::new, |key| key.kind());
            let weak = held.and_then(|key| warning(algorithm, key)).map(|weak| format!(" Weak: {weak}."));
            let text =
                format!("Signed with {with} ({}) as you type.{}", algorithm.name, weak.as_deref().unwrap_or_default());
            (if weak.is_some() { "warn" } else { "good" }, text, None)
        }
        DraftSignature::Unsigned(why) => ("warn", format!("This token is unsigned: {}.", words::title(why)), Some(why)),
        DraftSignature::Broken(_, why) => ("bad", format!("No token: {}.", words::title(why)), Some(why)),
    };
    // The key that is missing can be made on the spot.
    let wanted = more.filter(|why| {
        matches!(why.code(), Code::NoKey | Code::KeyKind | Code::KeyCurve | Code::PublicKey | Code::KeySet)
    });
    let offer = wanted.and_then(|_| state.algorithm()).map(kind_for);
    let told = more.map(words::of);
    let fix = told.as_ref().and_then(|told| told.fix.as_deref()).map(capital);
    let rule = told.as_ref().and_then(|told| told.spec);
    view! {
        <strong data-tone=tone><Message text/></strong>
        {fix.map(|text| view! { <span>" "<Message text/></span> })}
        {rule.map(|spec| view! { <span>" "<Citation spec/></span> })}
        {offer.map(|(name, kind)| view! {
            <span>
                " "
                <button
                    class="button"
                    type="button"
                    data-testid="make-key"
                    on:click=move |_| state.make_key(kind)
                >
                    {format!("Make a key: {name}")}
                </button>
            </span>
        })}
    }
}

/// Up to so many characters are signed in the very frame of the key stroke.
const SIGNED_AT_ONCE: usize = 16 * 1024;

/// The text of the header or payload, to be edited.
#[component]
pub fn Editor(state: State, part: Part) -> impl IntoView {
    let id = editor_id(part);
    let label = if part == Part::Header { "Edit header" } else { "Edit payload" };
    let text = move || state.draft.with(|draft| JsValue::from_str(draft.as_ref().map_or("", |draft| of(draft, part))));
    let input = move |event: Event| {
        let take = move |text| state.change(|draft| *text_of(draft, part) = text);
        browser::take_typed(&event, SIGNED_AT_ONCE, Box::new(take));
    };
    let broken = move || {
        let making = state.making.get();
        let broken =
            matches!(making.as_deref().map(|making| &making.made), Some(DraftSignature::Broken(at, _)) if *at == part);
        if broken { "true" } else { "false" }
    };
    let field = view! {
        <PrivateField
            attr:class="editor"
            attr:id=id
            attr:data-testid=id
            attr:aria-label=label
            attr:aria-describedby="edit-banner"
            attr:aria-invalid=broken
            // For browsers that do not size a field by its text.
            attr:rows=if part == Part::Header { "5" } else { "16" }
            prop:value=text
            on:keydown=|event| browser::pair(&event)
            on:input=input
        />
    };
    match part {
        Part::Payload => Either::Left(view! {
            <div>
                <DateAndTime state/>
                {field}
                <TimesInWords state/>
            </div>
        }),
        _ => Either::Right(field),
    }
}

/// A field for the date and time of the claim that was chosen.
#[component]
fn DateAndTime(state: State) -> impl IntoView {
    let field = move |name: &'static str| {
        let choose = move |event: Event| {
            if let Some(seconds) = browser::local_instant(&event_target_value(&event)) {
                set_member(state, name, &seconds.to_string());
            }
        };
        let known = state.claims.with_untracked(times).into_iter().find(|time| time.0 == name);
        let shown = known.map_or_else(browser::now, |time| time.1.seconds);
        view! {
            <div class="foot">
                <label class="field">
                    {format!("{name}, in your time zone")}
                    <input
                        type="datetime-local"
                        step="1"
                        id="date-and-time"
                        data-testid="date-and-time"
                        prop:value=browser::local_text(shown)
                        on:input=choose
                    />
                </label>
                <button class="button" type="button" on:click=move |_| state.choosing_time.set(None)>"Close"</button>
            </div>
        }
    };
    move || state.choosing_time.get().map(field)
}

/// The times that the payload holds.
fn times(claims: &Evaluation) -> Vec<(&'static str, NumericDate)> {
    let all = [("exp", claims.expires), ("nbf", claims.not_before), ("iat", claims.issued)];
    all.into_iter().filter_map(|(name, time)| Some((name, time?))).collect()
}

/// Each of them in words, since nobody reads seconds.
#[component]
fn TimesInWords(state: State) -> impl IntoView {
    let said = move |(name, time): (&'static str, NumericDate)| {
        let local = time.local(browser::offset_minutes(time.seconds));
        view! { <li><code>{name}</code>{move || format!(" {local}, {}", time.relative(state.instant.get()))}</li> }
    };
    view! {
        <ul class="foot times-said" data-testid="times-said">
            <For
                each=move || state.claims.with(times)
                key=|(name, time)| (*name, time.seconds, time.nanos)
                children=said
            />
        </ul>
    }
}

fn of(draft: &Draft, part: Part) -> &str {
    if part == Part::Header { &draft.header } else { &draft.payload }
}

fn text_of(draft: &mut Draft, part: Part) -> &mut String {
    if part == Part::Header { &mut draft.header } else { &mut draft.payload }
}

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
    view! { <Menu title="Set a time" label="Set a time" choices choose/> }
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
    view! { <Menu title="Add a claim" label="Add a claim" choices choose/> }
}

fn set_member(state: State, name: &str, value: &str) {
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

fn editor_id(part: Part) -> &'static str {
    if part == Part::Header { "header-editor" } else { "payload-editor" }
}
