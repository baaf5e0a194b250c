//! The signatures or recipients of a token in JSON: a list to choose from, with the verdict on each, what they say of themselves, and what
//! none of them covers.

use super::message::Message;
use super::panes::{PaneTitle, Panes};
use super::state::State;
use jwt_debugger::jose::{Form, Serialization};
use jwt_debugger::session::layers::Selected;
use jwt_debugger::session::layout::Pane;
use jwt_debugger::session::signatures::{Parameter, SignatureRow, unprotected};
use jwt_debugger::words::counted;
use leptos::prelude::*;

/// The panel; hidden for a compact token.
#[component]
pub fn SignaturesPanel(state: State) -> impl IntoView {
    let panes = expect_context::<Panes>();
    let name = Signal::derive(move || if is_encrypted(state) { "Recipients" } else { "Signatures" });
    let is_shown = Memo::new(move |_| state.signatures.with(|rows| !rows.is_empty()));
    let rows = move || {
        let rows = state.signatures.get();
        rows.iter().cloned().enumerate().map(|(index, row)| view! { <One state index row/> }).collect_view()
    };
    view! {
        <Show when=move || is_shown.get()>
            <section
                class="pane signatures"
                aria-labelledby="signatures-title"
                data-folded=move || panes.is_folded(Pane::Signatures).then_some("true")
            >
                <header>
                    <PaneTitle pane=Pane::Signatures id="signatures-title" name/>
                    <small>{move || form(state)}</small>
                </header>
                <ol>{rows}</ol>
                <Unprotected state/>
            </section>
        </Show>
    }
    .into_any()
}

/// What the token is, such as `general JSON, 2 signatures`.
pub fn form(state: State) -> String {
    let count = state.signatures.with(|rows| rows.len());
    state.parsed.with(|parsed| {
        let Some(token) = &parsed.token else { return String::new() };
        let form = match token.beside.serialization {
            Serialization::Compact => return String::new(),
            Serialization::Flattened => "flattened JSON",
            Serialization::General => "general JSON",
        };
        match token.form {
            Form::Jws => format!("{form}, {}", counted(count, "signature")),
            Form::Jwe => format!("{form}, {}", counted(count, "recipient")),
        }
    })
}

fn is_encrypted(state: State) -> bool {
    state.decryption.with(Option::is_some)
}

#[component]
fn One(state: State, index: usize, row: SignatureRow) -> impl IntoView {
    let encrypted = untrack(|| is_encrypted(state));
    let chosen = move |part: &Selected| if encrypted { part.recipient } else { part.signature };
    let is_current = move || state.source.with(|source| chosen(&source.part) == index).then_some("true");
    let choose = move |_| {
        state.select(|part| *(if encrypted { &mut part.recipient } else { &mut part.signature }) = index);
    };
    let parameter = |Parameter { name, value, protected }: Parameter| {
        let note = (!protected).then(|| view! { <em>" not protected"</em> });
        view! { <span><b>{name}</b>" "<Message text=format!("`{}`", value.replace('`', "\u{2019}"))/>{note}</span> }
    };
    view! {
        <li>
            <button
                type="button"
                data-testid=if encrypted { "recipient" } else { "signature" }
                data-state=row.lamp.state
                aria-current=is_current
                // A draft is of the one that was chosen before.
                disabled=move || state.draft.with(Option::is_some)
                on:click=choose
            >
                <strong>{format!("{}. {}", index + 1, row.lamp.label)}</strong>
                {row.parameters.into_iter().map(parameter).collect_view()}
            </button>
        </li>
    }
}

/// Which parameters of the chosen signature anyone can change.
#[component]
fn Unprotected(state: State) -> impl IntoView {
    let names = move || state.parsed.with(|parsed| parsed.token.as_ref().map(unprotected).unwrap_or_default());
    let said = move || {
        let names = names().into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let what = if is_encrypted(state) { "authentication tag" } else { "signature" };
        format!("Not protected: {names}. The {what} does not cover the unprotected header, so anyone can change it.")
    };
    view! {
        <Show when=move || !names().is_empty()>
            <p data-testid="unprotected-header">{move || view! { <Message text=said()/> }}</p>
        </Show>
    }
}
