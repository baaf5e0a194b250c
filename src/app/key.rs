//! The key field, what it was understood as, and the algorithm that the person expects.

mod about;
mod issuer;
mod set;
mod unlock;

use super::browser;
use super::controls::{Choices, Menu, PrivateField};
use super::findings::entry::{Entry, EntryItem};
use super::message::Message;
use super::panes::{PaneTitle, Panes, WholePage};
use super::presenting::{Masked, Presenting};
use super::settings::TeamKey;
use super::state::State;
use about::About;
use issuer::{ConfigurationPlaces, OtherPlaces, Places};
use jwt_debugger::base::diagnostic::key::Note;
use jwt_debugger::engine::jwa::ALGORITHMS;
use jwt_debugger::engine::jwa::generate::KINDS;
use jwt_debugger::engine::verify::embedded;
use jwt_debugger::key::{Encoding, KeyFault, Material, ParsedKey, file_text};
use jwt_debugger::session::layout::Pane;
use jwt_debugger::session::secret_name;
use jwt_debugger::words::{self, capital};
use leptos::ev::{ClipboardEvent, Event};
use leptos::prelude::*;
use set::KeySet;
use std::iter;
use unlock::Unlock;
use wasm_bindgen::JsValue;

/// The encodings as the select names them: value, words.
const ENCODINGS: [(&str, &str, Encoding); 4] = [
    ("utf8", "UTF-8", Encoding::Utf8),
    ("base64url", "base64url", Encoding::Base64url),
    ("base64", "base64", Encoding::Base64),
    ("hex", "hex", Encoding::Hex),
];

/// The pane with the key field.
#[component]
pub fn KeyPanel(state: State) -> impl IntoView {
    let (panes, presenting) = (expect_context::<Panes>(), expect_context::<Presenting>());
    let is_empty = move || state.key_input.with(|input| input.text.is_empty());
    let clear = move |_| state.replace_key(String::new());
    let is_huge = move || state.key_input.with(|input| input.text.len() > browser::DRAWN_UP_TO);
    let paste = move |event: ClipboardEvent| browser::paste(&event, false, |text| state.replace_key(text));
    let open = move |event: Event| browser::read_chosen_file(&event, move |bytes| state.replace_key(file_text(bytes)));
    view! {
        <section
            class="pane key"
            data-part="signature"
            aria-labelledby="key-title"
            data-whole=move || panes.is_whole(Pane::Key).then_some("true")
            data-folded=move || panes.is_folded(Pane::Key).then_some("true")
        >
            <header>
                <PaneTitle pane=Pane::Key id="key-title" name="Key"/>
                <div class="tools">
                    <SecretEncoding state/>
                    <Generate state/>
                    <label class="button">
                        "Open"
                        <input type="file" class="offscreen" aria-label="Open a key file" on:change=open/>
                    </label>
                    <button class="button" type="button" aria-label="Clear key" disabled=is_empty on:click=clear>"Clear"</button>
                    <WholePage pane=Pane::Key name="Key"/>
                </div>
            </header>
            // Password managers offer to keep what looks like a secret.
            <Show when=move || !presenting.is_on() fallback=|| view! { <Masked what="The key"/> }>
                <PrivateField
                    attr:id="key"
                    attr:data-testid="key-input"
                    attr:aria-label="Key"
                    attr:aria-describedby="key-summary"
                    attr:placeholder="Paste a secret, PEM, certificate, JWK or JWK Set"
                    attr:rows="3"
                    attr:data-1p-ignore=""
                    attr:data-lpignore="true"
                    attr:data-huge=is_huge
                    prop:value=move || state.key_input.with(|input| JsValue::from_str(&input.text))
                    on:paste=paste
                    on:input=move |event| state.type_key(event_target_value(&event))
                />
            </Show>
            <Understood state/>
            <TeamKey state/>
            <KeyProgress state/>
            <Unlock state/>
            <More state/>
            <Expected state/>
        </section>
    }
    .into_any()
}

/// What else there is to see of the key, or where one may be found.
#[component]
fn More(state: State) -> impl IntoView {
    move || match state.key.get().as_deref() {
        None if state.team.key.with(Option::is_some) => view! { <KeySet state/> }.into_any(),
        None => view! { <OwnKey state/><Places state open=true/> }.into_any(),
        Some(Ok(ParsedKey::One(key))) => view! { <About key=key.clone() title="Details and other forms"/> }.into_any(),
        Some(Ok(ParsedKey::Set(_))) => view! { <KeySet state/><OtherPlaces state/> }.into_any(),
        Some(Err(_)) => view! { <ConfigurationPlaces state/> }.into_any(),
    }
}

/// A choice of new keys.
#[component]
fn Generate(state: State) -> impl IntoView {
    let choose = move |chosen: String| {
        if let Some((_, kind)) = KINDS.iter().find(|row| row.0 == chosen) {
            state.make_key(*kind);
        }
    };
    let choices = KINDS.iter().map(|row| (row.0, row.0)).collect();
    view! { <Menu title="Generate" label="Generate a key" choices choose attr:data-testid="generate"/> }
}

/// How far a key is that is being made, and the way to give it up.
#[component]
fn KeyProgress(state: State) -> impl IntoView {
    let said = Memo::new(move |_| state.key_job.with(|job| job.said.clone()));
    let tested =
        move || state.key_job.with(|job| (job.tested > 0).then(|| format!(" {} numbers tested. ", job.tested)));
    view! {
        <div class="key-making">
            <span role="status">{move || said.get()}</span>
            <Show when=move || !said.with(String::is_empty)>
                // Nobody wants to hear each number.
                <span aria-hidden="true">{tested}</span>
                <button
                    class="button"
                    type="button"
                    data-testid="cancel-key"
                    on:click=move |_| state.stop_making_key()
                >
                    "Cancel"
                </button>
            </Show>
        </div>
    }
}

/// The key that the token brings itself, as long as there is no other.
#[component]
fn OwnKey(state: State) -> impl IntoView {
    move || {
        let parsed = state.parsed.get();
        let (name, key) = embedded::key_or_identifier(parsed.token.as_ref()?)?;
        Some(match key {
            Ok(key) => {
                let title = format!("The token's own key, in `{name}`: {}", key.summary());
                view! { <About key title/> }.into_any()
            }
            Err(fault) => view! { <Unreadable state fault=&fault/> }.into_any(),
        })
    }
}

#[component]
fn SecretEncoding(state: State) -> impl IntoView {
    let value = move || {
        let encoding = state.key_input.with(|input| input.encoding);
        let row = ENCODINGS.iter().find(|row| row.2 == encoding);
        row.map_or("utf8", |row| row.0)
    };
    let choose = move |event: Event| {
        let chosen = event_target_value(&event);
        if let Some(row) = ENCODINGS.iter().find(|row| row.0 == chosen) {
            state.key_input.update(|input| input.encoding = row.2);
        }
    };
    // Only a secret can be written in several ways.
    let is_other = move || match state.key.get().as_deref() {
        Some(Ok(ParsedKey::One(key))) => !matches!(key.material, Material::Secret(_)),
        Some(Ok(ParsedKey::Set(_))) => true,
        _ => false,
    };
    view! {
        <select
            class="button"
            hidden=is_other
            data-testid="secret-encoding"
            aria-label="Secret is written as"
            prop:value=value
            on:change=choose
        >
            <Choices choices=ENCODINGS.iter().map(|row| (row.0, row.1)).collect()/>
        </select>
    }
}

/// What the key text was understood as, or why it was not.
#[component]
fn Understood(state: State) -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let understood = move || match state.key.get().as_deref() {
        None => view! {
            <p class="quiet">
                "Secret, PEM, certificate, JWK or JWK Set, typed, pasted or dropped. Stays in this page."
            </p>
        }
        .into_any(),
        Some(Ok(ParsedKey::Set(set))) => {
            let summary = match set.members.len() {
                1 => "JWK Set, 1 key".to_owned(),
                many => format!("JWK Set, {many} keys"),
            };
            view! { <Summary summary notes=set.notes.clone()/> }.into_any()
        }
        Some(Ok(ParsedKey::One(key))) => {
            let name = state.parsed.with(|parsed| parsed.token.as_ref().map_or("Secret", secret_name));
            view! { <Summary summary=key.summary_of(name) notes=key.notes.clone()/> }.into_any()
        }
        // A fault can show a piece of the text.
        Some(Err(_)) if presenting.is_on() => view! { <Masked what="Why this key cannot be read"/> }.into_any(),
        Some(Err(fault)) => view! { <Unreadable state fault/> }.into_any(),
    };
    view! {
        <div class="key-summary" id="key-summary" data-testid="key-summary">
            <Show when=move || state.key_is_linked()>
                <p class="key-note">
                    "This key came with the link: whoever made the link chose it. "
                    <button class="button" type="button" data-testid="use-key" on:click=move |_| state.own_key()>
                        "Use this key as mine"
                    </button>
                </p>
            </Show>
            {understood}
        </div>
    }
}

#[component]
fn Summary(summary: String, notes: Vec<Note>) -> impl IntoView {
    let note = |note: Note| view! { <p class="key-note"><Message text=capital(&words::note(&note))/></p> };
    view! {
        <p>{summary}</p>
        {notes.into_iter().map(note).collect_view()}
    }
}

/// Why a key cannot be read, as the list of findings would tell it.
#[component]
fn Unreadable<'a>(state: State, fault: &'a KeyFault) -> impl IntoView + use<> {
    view! { <ul class="entries"><EntryItem state entry=Entry::of_key(fault)/></ul> }
}

/// What the person expects: an algorithm, without which the token's word is taken, and how far two clocks may differ.
#[component]
fn Expected(state: State) -> impl IntoView {
    const SKEWS: [(&str, &str); 4] =
        [("30", "30 seconds"), ("60", "1 minute"), ("300", "5 minutes"), ("3600", "1 hour")];
    let unchosen = move || match state.team.of_environment(|one| one.skew).unwrap_or_default() {
        0 => "none".to_owned(),
        seconds => words::duration(seconds),
    };
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
    let algorithms = iter::once(("", "as token says")).chain(names).collect();
    view! {
        <div class="foot">
            <label class="field">
                "Expected algorithm"
                <select
                    class="button"
                    data-testid="expected-algorithm"
                    prop:value=move || state.expected.get().unwrap_or_default()
                    on:change=choose_algorithm
                >
                    <Choices choices=algorithms/>
                </select>
            </label>
            <label class="field">
                "Clock skew"
                <select
                    class="button"
                    data-testid="clock-skew"
                    prop:value=move || state.policy.with(|policy| policy.skew).to_string()
                    on:change=choose_skew
                >
                    <option value="0">{unchosen}</option>
                    <Choices choices=SKEWS.to_vec()/>
                </select>
            </label>
        </div>
    }
}
