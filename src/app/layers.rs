//! The path of layers of a token that is encrypted or holds another one, and what was computed to open an encrypted layer.

use super::controls::CopyButton;
use super::state::{LayerState, State};
use jwt_debugger::engine::jwe::Intermediate;
use jwt_debugger::format::hex;
use jwt_debugger::jose::envelope::Kind;
use jwt_debugger::session::layers::Decryption;
use leptos::prelude::*;

/// From the outermost layer to the innermost; a press shows one. Hidden where there is one layer and nothing encrypted.
#[component]
pub fn LayerPath(state: State) -> impl IntoView {
    let proof = Memo::new(move |_| {
        state.report.with(|report| {
            let lamp = report.decryption.as_ref().unwrap_or(&report.signature);
            (lamp.state, lamp.label.clone())
        })
    });
    let path = Memo::new(move |_| state.layer_states(proof));
    let draw = move |layer: LayerState| {
        let LayerState { index, kind, state: lit, label, is_shown } = layer;
        let name = match kind {
            Kind::Jws => "Signed (JWS)",
            Kind::Jwe => "Encrypted (JWE)",
            Kind::SdJwt => "Selectively disclosed (SD-JWT)",
        };
        view! {
            <li>
                <button
                    class="button"
                    type="button"
                    data-testid="layer"
                    data-kind=kind.name()
                    data-state=lit
                    aria-current=is_shown.then_some("true")
                    on:click=move |_| state.select(|part| part.layer = Some(index))
                >
                    {name}
                    " "
                    <small>{label}</small>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !path.with(Vec::is_empty)>
            <nav class="layers" aria-label="Layers of the token">
                <ol>
                    <For each=move || path.get() key=Clone::clone children=draw/>
                </ol>
            </nav>
        </Show>
    }
}

/// While PBKDF2 runs elsewhere: that it does, and how to end that; or how to begin it again.
#[component]
pub fn Deriving(state: State) -> impl IntoView {
    let waits = Memo::new(move |_| matches!(state.decryption.get().as_deref(), Some(Decryption::Derives(_))));
    let stopped = move || state.is_deriving_stopped();
    view! {
        <Show when=move || waits.get()>
            <div class="remedies" data-testid="deriving">
                <span role="status" aria-busy=move || (!stopped()).then_some("true")>
                    {move || if stopped() { "Stopped." } else { "Making the key from the password…" }}
                </span>
                <Show
                    when=stopped
                    fallback=move || view! {
                        <button class="button" type="button" on:click=move |_| state.stop_deriving()>"Stop"</button>
                    }
                >
                    <button class="button" type="button" on:click=move |_| state.derive_again()>"Decrypt"</button>
                </Show>
            </div>
        </Show>
    }
}

/// The values between the key and the content, as the appendices of the RFCs show them.
#[component]
pub fn GlassBox(state: State) -> impl IntoView {
    move || {
        let decryption = state.decryption.get()?;
        let rows = decryption.opened()?.intermediates.rows();
        let draw = |row: Intermediate| view! { <Value row/> };
        Some(view! {
            <details class="glass-box" data-testid="intermediates">
                <summary>"How it was decrypted, step by step"</summary>
                <dl class="facts">{rows.into_iter().map(draw).collect_view()}</dl>
            </details>
        })
    }
}

/// One value in hexadecimal; a secret stays out of the page until it is asked for.
#[component]
fn Value(row: Intermediate) -> impl IntoView {
    let Intermediate { name, about, bytes, is_secret } = row;
    let shown = RwSignal::new(!is_secret);
    let size = jwt_debugger::words::counted(bytes.0.len(), "byte");
    let bytes = StoredValue::new(bytes);
    let text = move || bytes.with_value(|bytes| hex::encode(&bytes.0));
    let toggle = view! {
        <button
            class="button"
            type="button"
            aria-expanded=move || if shown.get() { "true" } else { "false" }
            aria-label=move || format!("{} {name}", if shown.get() { "Hide" } else { "Show" })
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            {move || if shown.get() { "Hide" } else { "Show" }}
        </button>
    };
    view! {
        <dt data-testid="intermediate">{name}</dt>
        <dd>
            <small>{about}", "{size}</small>
            <span class="tools">
                {is_secret.then_some(toggle)}
                <CopyButton what=name text/>
            </span>
            <Show when=move || shown.get()>
                <code>{text}</code>
            </Show>
        </dd>
    }
}
