//! The path of layers of a token that is encrypted or holds another one, and what was computed to open an encrypted layer.

use super::controls::CopyButton;
use super::json::TokenText;
use super::presenting::Presenting;
use super::state::{LayerState, State};
use jwt_debugger::engine::jwe::Intermediate;
use jwt_debugger::format::hex;
use jwt_debugger::jose::envelope::Kind;
use jwt_debugger::session::Grade;
use jwt_debugger::session::draft::DraftSignature;
use jwt_debugger::session::layers::{Decryption, Tally};
use jwt_debugger::words::{counted, tabs};
use leptos::prelude::*;

/// From the outermost layer to the innermost, then what stands inside of them; a press shows one. Hidden where there is one layer and nothing encrypted.
#[component]
pub fn LayerPath(state: State, path: Memo<Vec<LayerState>>) -> impl IntoView {
    let draw = move |layer: LayerState| {
        let LayerState { index, kind, state: lit, label, claim, is_shown, tally } = layer;
        let name = match kind {
            Kind::Jws => "Signed (JWS)",
            Kind::Jwe => "Encrypted (JWE)",
            Kind::SdJwt => "Selectively disclosed (SD-JWT)",
            Kind::KeyBinding => "Key binding (KB-JWT)",
        };
        let worst = tally.worst.map(|worst| {
            view! {
                " "
                <span class="tally" role="img" data-tone=worst.tone() aria-label=described(tally, worst)>
                    {format!("{} {}", worst.mark(), tally.count)}
                </span>
            }
        });
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
                    {claim.map(|claim| view! { "in " <code><TokenText text=claim/></code> " " })}
                    <small>{label}</small>
                    {worst}
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
                <Show when=move || state.judging.layer_key.with(Option::is_some)>
                    <p class="quiet">
                        "Verified with the holder’s key, which the issuer put into " <code>"cnf"</code> ", not with the key field."
                    </p>
                </Show>
            </nav>
        </Show>
    }
}

/// A tally in words, for those who do not see its sign.
fn described(tally: Tally, worst: Grade) -> String {
    let before = if tally.count == 1 { ": " } else { ", worst: " };
    [&counted(tally.count, "finding"), before, worst.name()].concat()
}

/// The layers beside the one that is shown and what there is to report on them; a press shows one.
#[component]
pub fn OtherFindings(state: State, path: Memo<Vec<LayerState>>) -> impl IntoView {
    let others = Memo::new(move |_| {
        let path = path.get();
        let shown = path.iter().find(|layer| layer.is_shown).map_or(0, |layer| layer.index);
        let outer = shown;
        let inner = path.len().saturating_sub(shown + 1);
        let line = |layer: LayerState| {
            let (side, among) = if layer.index < shown { ("outer", outer) } else { ("inner", inner) };
            let ordinal = if among > 1 { format!(" {}", layer.index + 1) } else { String::new() };
            let findings = counted(layer.tally.count, "finding");
            let kind = tabs::kind(layer.kind);
            let words = format!("{findings} in the {side} layer{ordinal} ({kind})");
            layer.tally.worst.map(|worst| (layer.index, worst, words))
        };
        path.into_iter().filter(|layer| !layer.is_shown).filter_map(line).collect::<Vec<_>>()
    });
    let draw = move |(index, worst, words): (usize, Grade, String)| {
        view! {
            <li data-tone=worst.tone()>
                <span class="mark" role="img" aria-label=worst.name()>{worst.mark()}</span>
                <button class="place" type="button" on:click=move |_| state.select(|part| part.layer = Some(index))>
                    {words}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || !others.with(Vec::is_empty)>
            <ul class="entries" aria-label="Findings in other layers" data-testid="other-layers">
                <For each=move || others.get() key=Clone::clone children=draw/>
            </ul>
        </Show>
    }
}

/// While PBKDF2 runs elsewhere: that it does, and how to end that; or how to begin it again.
#[component]
pub fn Deriving(state: State) -> impl IntoView {
    let waits = Memo::new(move |_| {
        let drafts = state
            .making
            .with(|making| making.as_ref().is_some_and(|making| matches!(making.made, DraftSignature::Deriving(_))));
        drafts || matches!(state.decryption.get().as_deref(), Some(Decryption::Derives(_)))
    });
    let go_on = move || if state.draft.with(Option::is_some) { "Encrypt" } else { "Decrypt" };
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
                    <button class="button" type="button" on:click=move |_| state.derive_again()>{go_on}</button>
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
    let presenting = expect_context::<Presenting>();
    let asked = RwSignal::new(!is_secret);
    let is_hidden = move || is_secret && presenting.is_on();
    let shown = Memo::new(move |_| asked.get() && !is_hidden());
    let size = counted(bytes.0.len(), "byte");
    let bytes = StoredValue::new(bytes);
    let text = move || bytes.with_value(|bytes| hex::encode(&bytes.0));
    let toggle = view! {
        <button
            class="button"
            type="button"
            aria-expanded=move || if shown.get() { "true" } else { "false" }
            aria-label=move || format!("{} {name}", if shown.get() { "Hide" } else { "Show" })
            on:click=move |_| asked.update(|asked| *asked = !*asked)
        >
            {move || if shown.get() { "Hide" } else { "Show" }}
        </button>
    };
    view! {
        <dt data-testid="intermediate">{name}</dt>
        <dd>
            <small>{about}", "{size}</small>
            <span class="tools" hidden=is_hidden>
                {is_secret.then_some(toggle)}
                <CopyButton what=name text/>
            </span>
            <Show when=move || shown.get()>
                <code>{text}</code>
            </Show>
        </dd>
    }
}
