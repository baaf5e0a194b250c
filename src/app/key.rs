//! The key field, what it was understood as, and the algorithm that the person expects.

use super::state::State;
use super::words;
use jwt_debugger::crypto::ALGORITHMS;
use jwt_debugger::key::Encoding;
use leptos::prelude::*;

/// The encodings as the select names them: value, words.
const ENCODINGS: [(&str, &str, Encoding); 4] = [
    ("utf8", "UTF-8", Encoding::Utf8),
    ("base64url", "base64url", Encoding::Base64url),
    ("base64", "base64", Encoding::Base64),
    ("hex", "hex", Encoding::Hex),
];

/// The pane with the key field.
#[component]
pub fn Key(state: State) -> impl IntoView {
    view! {
        <section class="pane key" data-part="signature" aria-labelledby="key-title">
            <header>
                <h2 id="key-title">"Key"</h2>
                <div class="tools">
                    <SecretEncoding state />
                    <button
                        class="button"
                        type="button"
                        aria-label="Clear key"
                        on:click=move |_| state.key_input.update(|input| {
                            input.text.clear();
                            input.sample = false;
                        })
                    >
                        "Clear"
                    </button>
                </div>
            </header>
            <textarea
                id="key"
                data-testid="key-input"
                aria-label="Key"
                aria-describedby="key-summary"
                placeholder="Secret, PEM, certificate or JWK"
                rows="3"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                translate="no"
                data-gramm="false"
                data-gramm_editor="false"
                data-enable-grammarly="false"
                data-lt-active="false"
                data-1p-ignore
                data-lpignore="true"
                prop:value=move || state.key_input.with(|input| input.text.clone())
                on:input:target=move |event| {
                    let text = event.target().value();
                    state.key_input.update(|input| {
                        input.text = text;
                        input.sample = false;
                    });
                }
            ></textarea>
            <Understood state />
            <Expected state />
        </section>
    }
}

#[component]
fn SecretEncoding(state: State) -> impl IntoView {
    let value = move || {
        state.key_input.with(|input| {
            ENCODINGS.iter().find(|(_, _, encoding)| *encoding == input.encoding).map_or("utf8", |(value, ..)| value)
        })
    };
    view! {
        <select
            class="button"
            data-testid="secret-encoding"
            aria-label="Secret is written as"
            prop:value=value
            on:change:target=move |event| {
                let chosen = event.target().value();
                if let Some((.., encoding)) = ENCODINGS.iter().find(|(value, ..)| *value == chosen) {
                    state.key_input.update(|input| input.encoding = *encoding);
                }
            }
        >
            {ENCODINGS.map(|(value, words, _)| view! { <option value=value>{words}</option> }).collect_view()}
        </select>
    }
}

/// What the key text was understood as, or why it was not.
#[component]
fn Understood(state: State) -> impl IntoView {
    let view = move || {
        match state.key.get().as_deref() {
        None => view! { <p class="quiet">"Secret, PEM, certificate or JWK. Stays in this page."</p> }.into_any(),
        Some(Ok(key)) => view! {
            <p>{key.summary()}</p>
            {key.notes.iter().map(|note| view! { <p class="key-note">{words::draw(&words::capital(note))}</p> }).collect_view()}
        }
        .into_any(),
        Some(Err(fault)) => view! {
            <div class="key-fault" data-code=fault.code>
                <p>{words::draw(&words::capital(&fault.message))}</p>
                {fault.hint.as_deref().map(|hint| view! { <p class="quiet">{words::draw(&words::capital(hint))}</p> })}
                {fault.spec.map(super::findings::citation)}
            </div>
        }
        .into_any(),
    }
    };
    view! { <div class="key-summary" id="key-summary" data-testid="key-summary">{view}</div> }
}

/// What the person expects: an algorithm, without which the token's word is taken, and how far two clocks may differ.
#[component]
fn Expected(state: State) -> impl IntoView {
    const SKEWS: [(i64, &str); 5] =
        [(0, "none"), (30, "30 seconds"), (60, "1 minute"), (300, "5 minutes"), (3600, "1 hour")];
    view! {
        <div class="foot">
            <label class="field">
                "Expected algorithm"
                <select
                    class="button"
                    data-testid="expected-algorithm"
                    prop:value=move || state.expected.get().unwrap_or_default()
                    on:change:target=move |event| {
                        let chosen = event.target().value();
                        state.expected.set(ALGORITHMS.iter().map(|row| row.name).find(|name| *name == chosen));
                    }
                >
                    <option value="">"as token says"</option>
                    {ALGORITHMS.iter().map(|row| view! { <option value=row.name>{row.name}</option> }).collect_view()}
                </select>
            </label>
            <label class="field">
                "Clock skew"
                <select
                    class="button"
                    data-testid="clock-skew"
                    prop:value=move || state.skew.get().to_string()
                    on:change:target=move |event| {
                        if let Ok(seconds) = event.target().value().parse() {
                            state.skew.set(seconds);
                        }
                    }
                >
                    {SKEWS.map(|(seconds, words)| view! { <option value=seconds.to_string()>{words}</option> }).collect_view()}
                </select>
            </label>
        </div>
    }
}
