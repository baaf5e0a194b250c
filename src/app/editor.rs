//! Editing on the spot: header and payload as texts, the token that follows them, and what happens to its signature.

mod banner;
mod encryption;
mod tools;

use super::browser;
use super::controls::PrivateField;
use super::message::Message;
use super::state::State;
pub use banner::EditBanner;
use jwt_debugger::claims::Evaluation;
use jwt_debugger::claims::time::NumericDate;
use jwt_debugger::jose::Part;
use jwt_debugger::session::draft::{Draft, DraftSignature};
use jwt_debugger::words::{self, capital};
use leptos::ev::Event;
use leptos::prelude::*;
pub use tools::EditorTools;
use tools::{Lifetime, set_member};
use wasm_bindgen::JsValue;

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
        let typing = browser::Typing { take: Box::new(take), preview: Box::new(|_| ()), previewed_up_to: 0 };
        browser::take_typed(&event, SIGNED_AT_ONCE, typing);
    };
    let fault = move || match state.making.get().as_deref().map(|making| &making.made) {
        Some(DraftSignature::Broken(at, why)) if *at == part => Some(capital(&words::title(why))),
        _ => None,
    };
    let fault_id = if part == Part::Header { "header-fault" } else { "payload-fault" };
    let field = view! {
        <PrivateField
            attr:class="editor"
            attr:id=id
            attr:data-testid=id
            attr:aria-label=label
            attr:aria-describedby=fault_id
            attr:aria-invalid=move || if fault().is_some() { "true" } else { "false" }
            // For browsers that do not size a field by its text.
            attr:rows=if part == Part::Header { "5" } else { "16" }
            prop:value=text
            on:keydown=|event| browser::pair(&event)
            on:input=input
        />
    };
    let is_payload = part == Part::Payload;
    view! {
        <div>
            {is_payload.then(|| view! { <DateAndTime state/> })}
            {field}
            // The banner announces it; here it stands where it is.
            <p class="foot fault" id=fault_id>{move || fault().map(|text| view! { <Message text/> })}</p>
            {is_payload.then(|| view! { <Lifetime state/><TimesInWords state/> })}
            {(part == Part::Header).then(|| view! { <UnprotectedEditor state/> })}
        </div>
    }
}

/// The unprotected header of a signature in JSON.
#[component]
fn UnprotectedEditor(state: State) -> impl IntoView {
    let is_there =
        Memo::new(move |_| state.draft.with(|draft| draft.as_ref().is_some_and(|it| it.unprotected.is_some())));
    let text = move || {
        let text = |draft: &Option<Draft>| Some(JsValue::from_str(draft.as_ref()?.unprotected.as_deref()?));
        state.draft.with(text).unwrap_or_else(|| JsValue::from_str(""))
    };
    let input = move |event: Event| state.change(|draft| draft.unprotected = Some(event_target_value(&event)));
    view! {
        <Show when=move || is_there.get()>
            <p class="foot">
                <label for="unprotected-editor">"Unprotected header: the signature does not cover it"</label>
            </p>
            <PrivateField
                attr:class="editor"
                attr:id="unprotected-editor"
                attr:data-testid="unprotected-editor"
                attr:rows="3"
                prop:value=text
                on:keydown=|event| browser::pair(&event)
                on:input=input
            />
        </Show>
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
    let in_words = move |time: NumericDate| {
        let local = time.local(browser::offset_minutes(time.seconds));
        move || format!(" {local}, {}", time.relative(state.instant.get()))
    };
    view! {
        <ul class="foot times-said" data-testid="times-said">
            <For each=move || state.claims.with(times) key=Clone::clone let((name, time))>
                <li><code>{name}</code>{in_words(time)}</li>
            </For>
        </ul>
    }
}

fn of(draft: &Draft, part: Part) -> &str {
    if part == Part::Header { &draft.header } else { &draft.payload }
}

fn text_of(draft: &mut Draft, part: Part) -> &mut String {
    if part == Part::Header { &mut draft.header } else { &mut draft.payload }
}

fn editor_id(part: Part) -> &'static str {
    if part == Part::Header { "header-editor" } else { "payload-editor" }
}
