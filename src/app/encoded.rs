//! The encoded token: a text field whose letters are transparent, over the same text in colour.

use super::browser;
use super::state::State;
use jwt_debugger::crypto::{self, ALGORITHMS};
use jwt_debugger::token::{Form, Parsed, Role};
use jwt_debugger::view::{self, Visible};
use leptos::prelude::*;

/// The pane with the token field.
#[component]
pub fn Encoded(state: State) -> impl IntoView {
    let form = move || {
        state.parsed.with(|parsed| match &parsed.token {
            None => "",
            Some(token) if token.form == Form::Jwe => "compact JWE",
            Some(_) => "compact JWS",
        })
    };
    view! {
        <section class="pane encoded" aria-labelledby="encoded-title">
            <header>
                <h2 id="encoded-title">"Encoded"</h2>
                <small>{form}</small>
                <div class="tools">
                    <SamplePicker state />
                    <CopyButton what="token" text=move || token_text(state) />
                    <button
                        class="button"
                        type="button"
                        on:click=move |_| {
                            state.clear();
                            browser::focus("token");
                        }
                    >
                        "Clear"
                    </button>
                </div>
            </header>
            <Choice state />
            <Field state />
            <Foot state />
        </section>
    }
}

fn token_text(state: State) -> String {
    state.parsed.with(|parsed| parsed.token.as_ref().map(|token| token.text.clone()).unwrap_or_default())
}

#[component]
fn Field(state: State) -> impl IntoView {
    view! {
        <div class="token" tabindex="-1">
            <pre class="token-colours" aria-hidden="true">
                {move || {
                    let parsed = state.parsed.get();
                    state.source.with(|source| coloured(state, source.chosen, &source.pasted, &parsed))
                }}
                // A last line break would otherwise take no height.
                "\u{200b}"
            </pre>
            <textarea
                id="token"
                data-testid="token-input"
                aria-label="Encoded token"
                aria-describedby="token-foot"
                placeholder="Paste a token: bare, or with whatever stands around it"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                translate="no"
                data-gramm="false"
                data-gramm_editor="false"
                data-enable-grammarly="false"
                data-lt-active="false"
                prop:value=move || state.source.with(|source| source.pasted.clone())
                on:paste=move |event| {
                    // A whole token takes the place of the old one; a piece of text goes where the caret is.
                    if browser::pasted_text(&event).is_some_and(|text| text.matches('.').count() >= 2) {
                        browser::select_all(&event);
                    }
                }
                on:input:target=move |event| {
                    let text = event.target().value();
                    if browser::is_typing(&event) { state.type_token(text) } else { state.replace_token(text) }
                }
            ></textarea>
        </div>
    }
}

/// The pasted text in its colours: a handful of nodes, however long it is.
fn coloured(state: State, chosen: usize, pasted: &str, parsed: &Parsed) -> AnyView {
    let found = state.found.get();
    match (found.get(chosen.min(found.len().saturating_sub(1))), &parsed.token) {
        (Some(found), Some(token)) => view::encoded_runs(pasted, found, token)
            .into_iter()
            .map(|(role, range)| view! { <span data-part=role.map(part_name)>{pasted[range].to_owned()}</span> })
            .collect_view()
            .into_any(),
        _ => pasted.to_owned().into_any(),
    }
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

#[component]
fn Foot(state: State) -> impl IntoView {
    let sizes = move || {
        state.parsed.with(|parsed| {
            parsed.token.as_ref().map(|token| {
                let count = token.segments.len();
                let segments = token.segments.iter().map(|segment| {
                    let part = part_name(segment.role);
                    view! {
                        <span class="size" data-part=part>
                            {format!("{} {}", role_name(segment.role), segment.encoded.len())}
                        </span>
                    }
                });
                view! {
                    <span>{format!("{count} {}", if count == 1 { "part" } else { "parts" })}</span>
                    <span>{format!("{} bytes", token.text.len())}</span>
                    // A hostile text can have any number of parts.
                    {segments.take(8).collect_view()}
                }
            })
        })
    };
    view! {
        <div class="foot" id="token-foot">
            {move || sizes().map_or_else(|| view! { <span>"Stays in this page."</span> }.into_any(), IntoAny::into_any)}
        </div>
    }
}

/// Offers each token of a text that holds several.
#[component]
fn Choice(state: State) -> impl IntoView {
    let names =
        Memo::new(move |_| state.found.with(|found| found.iter().map(|found| found.name.clone()).collect::<Vec<_>>()));
    let several = move || names.with(Vec::len) > 1;
    view! {
        <Show when=several>
            <fieldset class="choice" data-testid="found">
                <legend>{move || format!("{} tokens found", names.with(Vec::len))}</legend>
                {move || {
                    // More than anyone chooses among; all of them are in the text.
                    names.get().into_iter().take(20).enumerate().map(|(index, name)| view! {
                        <label>
                            <input
                                type="radio"
                                name="found"
                                prop:checked=move || state.source.with(|source| source.chosen == index)
                                on:change=move |_| state.source.update(|source| source.chosen = index)
                            />
                            <span>{shown(&name)}</span>
                        </label>
                    }).collect_view()
                }}
            </fieldset>
        </Show>
    }
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

#[component]
fn SamplePicker(state: State) -> impl IntoView {
    view! {
        <select
            class="button"
            data-testid="sample"
            aria-label="Sample token"
            prop:value=""
            on:change:target=move |event| {
                if let Some(algorithm) = crypto::find(&event.target().value()) {
                    state.show_sample(algorithm);
                }
                event.target().set_value("");
            }
        >
            <option value="" disabled selected>"Sample"</option>
            {ALGORITHMS.iter().map(|row| view! { <option value=row.name>{row.name}</option> }).collect_view()}
        </select>
    }
}

/// A button that copies a text, and says that it did.
#[component]
pub fn CopyButton(
    /// What is copied, for its accessible name.
    what: &'static str,
    /// Gives the text when pressed.
    text: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    let said = RwSignal::new(None::<bool>);
    let label = move || match said.get() {
        None => "Copy",
        Some(true) => "Copied",
        Some(false) => "Not copied",
    };
    view! {
        <button
            class="button copy"
            type="button"
            aria-label=move || format!("{} {what}", label())
            on:click=move |_| {
                browser::copy(text(), move |copied| {
                    said.set(Some(copied));
                    set_timeout(move || said.set(None), std::time::Duration::from_millis(1600));
                });
            }
        >
            {label}
        </button>
    }
}
