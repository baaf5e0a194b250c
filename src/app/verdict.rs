//! The four lamps and the sentence.

use super::state::State;
use super::words;
use jwt_debugger::report::{Lamp, Phrase, Report, Tone};
use leptos::prelude::*;

/// What the page says at a glance. The sentence is a status: screen readers hear it when the verdict changes, but not
/// each time the clock does.
#[component]
pub fn Verdict(state: State) -> impl IntoView {
    let sentence = Memo::new(move |_| state.report.with(|report| report.sentence.clone()));
    view! {
        <section class="verdict" aria-label="Verdict">
            <p role="status" data-testid="verdict-sentence">
                {move || sentence.get().into_iter().map(phrase).collect_view()}
            </p>
            <ul class="lamps">
                <LampView state name="Format" id="lamp-format" pick=|report| &report.format />
                <LampView state name="Signature" id="lamp-signature" pick=|report| &report.signature />
                <LampView state name="Claims" id="lamp-claims" pick=|report| &report.claims />
                <LampView state name="Policy" id="lamp-policy" pick=|report| &report.policy />
            </ul>
        </section>
    }
}

fn phrase(phrase: Phrase) -> impl IntoView {
    let tone = match phrase.tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
    };
    view! { <span data-tone=tone aria-live=phrase.ticking.then_some("off")>{words::draw(&phrase.text)}</span> }
}

#[component]
fn LampView(state: State, name: &'static str, id: &'static str, pick: fn(&Report) -> &Lamp) -> impl IntoView {
    let lamp = Memo::new(move |_| state.report.with(|report| pick(report).clone()));
    view! {
        <li data-testid=id data-state=move || lamp.with(|lamp| lamp.state)>
            <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
                <circle cx="9" cy="9" r="9" fill="currentColor" opacity=".16" />
                <path
                    fill="none"
                    stroke="currentColor"
                    stroke-width="1.8"
                    d=move || lamp.with(|lamp| sign(lamp.state))
                />
            </svg>
            <span>{name}</span>
            <strong>{move || lamp.with(|lamp| lamp.label.clone())}</strong>
        </li>
    }
}

/// The shape inside a lamp, so that colour is never the only signal: a tick, a cross, a dash, an exclamation mark.
fn sign(state: &str) -> &'static str {
    match state {
        "ok" | "valid" => "m5 9.300 2.700 2.700L13 6.500",
        "broken" | "invalid" | "expired" | "key-mismatch" => "m6 6 6 6m0-6-6 6",
        "repaired" | "self-attested" | "unsecured" | "not-yet-valid" | "unsupported" => "M9 4.500v5.500m0 1.700v1.800",
        _ => "M5.500 9h7",
    }
}
