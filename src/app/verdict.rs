//! The four lamps and the sentence.

use super::controls::Icon;
use super::layers::{Deriving, GlassBox, LayerPath};
use super::message::Message;
use super::state::{LayerState, State};
use jwt_debugger::base::diagnostic::Remedy;
use jwt_debugger::engine::verify::Verdict;
use jwt_debugger::session::report::{Lamp, Phrase, Report, Tone};
use leptos::either::Either;
use leptos::prelude::*;

/// What the page says at a glance. The sentence is a status: screen readers hear it when the verdict changes, but not
/// each time the clock does.
#[component]
pub fn VerdictPanel(state: State, path: Memo<Vec<LayerState>>) -> impl IntoView {
    let encrypted = Memo::new(move |_| state.report.with(|report| report.decryption.is_some()));
    view! {
        <section class="verdict" aria-label="Verdict">
            <LayerPath state path/>
            <Sentence state/>
            <ul class="lamps">
                <LampItem state name="Format" id="lamp-format" pick=|report| &report.format/>
                <Show
                    when=move || encrypted.get()
                    fallback=move || view! {
                        <LampItem state name="Signature" id="lamp-signature" pick=|report| &report.signature/>
                    }
                >
                    <LampItem
                        state
                        name="Decryption"
                        id="lamp-decryption"
                        pick=|report| report.decryption.as_ref().unwrap_or(&report.signature)
                    />
                </Show>
                <LampItem state name="Claims" id="lamp-claims" pick=|report| &report.claims/>
                <LampItem state name="Policy" id="lamp-policy" pick=|report| &report.policy/>
            </ul>
            <Remedies state/>
            <Deriving state/>
            <GlassBox state/>
        </section>
    }
    .into_any()
}

/// What helps with the verdict, if one press does.
#[component]
fn Remedies(state: State) -> impl IntoView {
    let is_linked = move || matches!(state.verdict.get().as_deref(), Some(Verdict::Linked(_)));
    let remedy = Memo::new(move |_| state.reasons().first().and_then(|reason| reason.remedy.clone()));
    let button = move || remedy.get().map(|remedy| view! { <div class="remedies"><RemedyButton state remedy/></div> });
    view! {
        <Show when=is_linked>
            <div class="remedies">
                <span>"Did you get the same key from the issuer? "</span>
                <button class="button" type="button" data-testid="own-key" on:click=move |_| state.own_key()>
                    "Take over the key"
                </button>
            </div>
        </Show>
        {button}
    }
}

/// Does what helps.
#[component]
pub fn RemedyButton(state: State, remedy: Remedy) -> impl IntoView {
    let words = match &remedy {
        Remedy::Encoding(encoding) => format!("Read the secret as {}", encoding.name()),
        Remedy::Secret(_) => "Use that secret".to_owned(),
        Remedy::Token(_) => "Show the token as it should be".to_owned(),
        Remedy::Key(_) => "Write the key as it should be".to_owned(),
    };
    view! {
        <button class="button remedy" type="button" data-testid="remedy" on:click=move |_| state.apply(&remedy)>
            {words}
        </button>
    }
}

#[component]
fn Sentence(state: State) -> impl IntoView {
    // What the clock changes is left empty: it is filled in, without drawing the rest anew.
    let standing = Memo::new(move |_| {
        let mut phrases = state.report.with(|report| report.sentence.clone());
        phrases.iter_mut().filter(|phrase| phrase.ticking).for_each(|phrase| phrase.text.clear());
        phrases
    });
    let ticking = move |index: usize| {
        state.report.with(|report| report.sentence.get(index).map(|phrase| phrase.text.clone()).unwrap_or_default())
    };
    let draw = move |(index, phrase): (usize, Phrase)| match phrase.ticking {
        true => Either::Left(view! {
            <span data-tone=tone(phrase.tone) aria-live="off">{move || ticking(index)}</span>
        }),
        false => Either::Right(view! { <span data-tone=tone(phrase.tone)><Message text=phrase.text/></span> }),
    };
    view! {
        <p role="status" data-testid="verdict-sentence">
            <For
                each=move || standing.get().into_iter().enumerate()
                key=|(index, phrase)| (*index, tone(phrase.tone), phrase.ticking, phrase.text.clone())
                children=draw
            />
        </p>
    }
}

pub(super) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
    }
}

#[component]
fn LampItem(state: State, name: &'static str, id: &'static str, pick: fn(&Report) -> &Lamp) -> impl IntoView {
    let lit = move || state.report.with(|report| pick(report).state);
    let doubtful = move || state.report.with(|report| pick(report).doubtful);
    view! {
        <li data-testid=id data-state=lit data-doubtful=move || doubtful().then_some("")>
            <Icon width="18" height="18">
                <circle cx="9" cy="9" r="9" fill="currentColor" opacity=".16"/>
                <path fill="none" stroke="currentColor" stroke-width="1.8" d=move || sign(lit(), doubtful())/>
            </Icon>
            <span>{name}</span>
            <strong>{move || state.report.with(|report| pick(report).label.clone())}</strong>
        </li>
    }
}

const EXCLAMATION: &str = "M9 4.500v5.500m0 1.700v1.800";

/// The shape inside a lamp, so that colour is never the only signal: a tick, a cross, a dash, an exclamation mark.
pub(super) fn sign(state: &str, doubtful: bool) -> &'static str {
    match state {
        _ if doubtful => EXCLAMATION,
        "ok" | "valid" | "opened" => "m5 9.300 2.700 2.700L13 6.500",
        "broken" | "invalid" | "failed" | "expired" | "key-mismatch" | "danger" => "m6 6 6 6m0-6-6 6",
        "repaired" | "self-attested" | "unsecured" | "not-yet-valid" | "unsupported" | "warning" => EXCLAMATION,
        _ => "M5.500 9h7",
    }
}
