//! Above the panes while editing: what becomes of the signature or the encryption, and the ways out.

use super::super::controls::Choices;
use super::super::findings::Citation;
use super::super::message::Message;
use super::super::state::State;
use super::encryption::{Encrypted, EncryptionOptions, NotEncrypted};
use jwt_debugger::base::diagnostic::{Code, Diagnostic};
use jwt_debugger::engine::jwa::generate::{Kind, kind_for};
use jwt_debugger::engine::jwa::{ALGORITHMS, Algorithm};
use jwt_debugger::key::{Key, ParsedKey};
use jwt_debugger::session::draft::{self, Draft, DraftOutcome, DraftSignature, SignatureMode, warning};
use jwt_debugger::words::{self, capital};
use leptos::ev::Event;
use leptos::prelude::*;

/// The modes as the select names them: value, words.
const MODES: [(&str, &str, SignatureMode); 3] = [
    ("sign", "re-sign", SignatureMode::Sign),
    ("keep", "keep the old one", SignatureMode::Keep),
    ("none", "none", SignatureMode::Omit),
];

/// The banner; nothing as long as nobody edits.
#[component]
pub fn EditBanner(state: State) -> impl IntoView {
    let sizes = move || {
        state.draft.with(|draft| {
            let (typed, compact) = draft.as_ref().map_or((0, 0), Draft::sizes);
            format!("Leave out white space (payload: {compact} of {typed} bytes)")
        })
    };
    let is_compact = move || state.draft.with(|draft| draft.as_ref().is_some_and(|draft| draft.compact));
    let is_encrypted = Memo::new(move |_| state.draft.with(|draft| draft.as_ref().is_some_and(Draft::is_encrypted)));
    let is_broken = move || state.making.with(|making| making.as_ref().is_some_and(|making| making.token.is_empty()));
    view! {
        <Show when=move || state.draft.with(Option::is_some)>
            <section class="editing" aria-label="Editing">
                <p role="status" data-testid="edit-banner">
                    {move || state.making.get().map(|making| signature_message(state, &making))}
                </p>
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
                        class="button primary"
                        type="button"
                        data-testid="edit-done"
                        disabled=is_broken
                        title=move || is_broken().then_some("There is no token yet: the text above says why")
                        on:click=move |_| state.end_editing(true)
                    >
                        "Done"
                    </button>
                </div>
                <div class="options">
                    <Kind state is_encrypted/>
                    <Show
                        when=move || is_encrypted.get()
                        fallback=move || view! { <Mode state/><AlgorithmPicker state/> }
                    >
                        <EncryptionOptions state/>
                    </Show>
                    <label class="field">
                        <input
                            type="checkbox"
                            data-testid="sign-compact"
                            prop:checked=is_compact
                            on:change=move |event| state.change(|draft| draft.compact = event_target_checked(&event))
                        />
                        <span>{sizes}</span>
                    </label>
                </div>
            </section>
        </Show>
    }
    .into_any()
}

/// Whether a new token is to be signed or encrypted.
#[component]
fn Kind(state: State, is_encrypted: Memo<bool>) -> impl IntoView {
    let is_new = move || state.draft.with(|draft| draft.as_ref().is_some_and(Draft::is_new));
    let choice = move |words: &'static str, encrypted: bool| {
        let pressed = move || if is_encrypted.get() == encrypted { "true" } else { "false" };
        let choose = move |_| {
            if is_encrypted.get_untracked() != encrypted {
                state.encrypt_draft(encrypted);
            }
        };
        view! { <button type="button" aria-pressed=pressed on:click=choose>{words}</button> }
    };
    view! {
        <Show when=is_new>
            <div class="segmented" role="group" aria-label="Kind of token" data-testid="token-kind">
                {choice("Signed", false)}
                {choice("Encrypted", true)}
            </div>
        </Show>
    }
}

#[component]
fn Mode(state: State) -> impl IntoView {
    let mode = move || state.draft.with(|draft| draft.as_ref().map(|draft| draft.mode).unwrap_or_default());
    let value = move || MODES.iter().find(|row| row.2 == mode()).map_or("sign", |row| row.0);
    let choose = move |event: Event| {
        let chosen = event_target_value(&event);
        if let Some(row) = MODES.iter().find(|row| row.0 == chosen) {
            state.change(|draft| draft.mode = row.2);
        }
    };
    let choices: Vec<_> = MODES
        .iter()
        .map(|(value, words, mode)| {
            let is_off = move || {
                let has = || state.draft.with(|draft| draft.as_ref().is_some_and(Draft::has_signature));
                *mode == SignatureMode::Keep && !has()
            };
            view! { <option value=*value disabled=is_off>{*words}</option> }
        })
        .collect();
    view! {
        <label class="field">
            "Signature"
            <select class="button" data-testid="signature-mode" prop:value=value on:change=choose>{choices}</select>
        </label>
    }
}

/// The algorithm that the header names, and those to choose instead: first what the key is for.
#[component]
fn AlgorithmPicker(state: State) -> impl IntoView {
    let choices = move || {
        let fitting = match state.key.get().as_deref() {
            Some(Ok(ParsedKey::One(key))) => names(&|row| draft::fits(row, key)),
            _ => names(&|_| true),
        };
        let others = names(&|row| !fitting.contains(&row.name));
        let list = |names: Vec<&'static str>| {
            view! { <Choices choices=names.into_iter().map(|name| (name, name)).collect()/> }
        };
        // Drawn anew with another choice, so that the select shows it.
        let chosen = state.algorithm().map_or("", |row| row.name);
        view! {
            <select
                class="button"
                data-testid="sign-algorithm"
                prop:value=chosen
                on:change=move |event| state.set_algorithm(&event_target_value(&event))
            >
                <option value="" disabled hidden selected=chosen.is_empty()>"another"</option>
                {list(fitting)}
                {(!others.is_empty()).then(|| view! { <optgroup label="For other keys">{list(others)}</optgroup> })}
            </select>
        }
    };
    view! { <label class="field">"Algorithm" {choices}</label> }
}

fn names(wanted: &dyn Fn(&Algorithm) -> bool) -> Vec<&'static str> {
    ALGORITHMS.iter().copied().filter(|row| wanted(row)).map(|row| row.name).collect()
}

/// What happens to the signature, in a sentence.
fn signature_message(state: State, making: &DraftOutcome) -> AnyView {
    match &making.made {
        DraftSignature::Encrypted(algorithm, encryption) => {
            let (algorithm, encryption, sealed) = (*algorithm, *encryption, making.plaintext.is_some());
            return view! { <Encrypted state algorithm encryption sealed/> }.into_any();
        }
        DraftSignature::NotEncrypted(why) => return view! { <NotEncrypted state why=why.clone()/> }.into_any(),
        DraftSignature::Deriving(_) => {
            return view! { <strong data-tone="plain">"The key is being made from the password."</strong> }.into_any();
        }
        _ => {}
    }
    let key = state.key.get();
    let key = key.as_deref().and_then(|key| key.as_ref().ok()?.one());
    let (tone, text, why) = match &making.made {
        DraftSignature::Untouched => ("plain", "Nothing is changed yet: this is the token as it was.".to_owned(), None),
        DraftSignature::Signed(algorithm) => signed(algorithm, key),
        DraftSignature::Kept => (
            "warn",
            "The content is changed and the signature is the old one: a verifier must refuse this.".to_owned(),
            None,
        ),
        DraftSignature::Omitted => ("warn", "This token has no signature: a verifier must refuse it.".to_owned(), None),
        DraftSignature::Unsigned(why) => ("warn", format!("This token is unsigned: {}.", words::title(why)), Some(why)),
        DraftSignature::Broken(_, why) => ("bad", format!("No token: {}.", words::title(why)), Some(why)),
        // They have words of their own.
        DraftSignature::Encrypted(..) | DraftSignature::NotEncrypted(_) | DraftSignature::Deriving(_) => {
            return ().into_any();
        }
    };
    let misfit = why.filter(|why| matches!(why.code(), Code::KeyKind | Code::KeyCurve | Code::KeyAlg));
    let instead = misfit.and(key).filter(|key| key.can_sign()).and_then(draft::algorithm_for);
    // The key that is missing can be made on the spot.
    let wanted =
        why.filter(|why| misfit.is_some() || matches!(why.code(), Code::NoKey | Code::PublicKey | Code::KeySet));
    let offer = wanted.and_then(|_| state.algorithm()).map(kind_for);
    let told = why.map(words::of);
    let fix = told.as_ref().and_then(|told| told.fix.as_deref()).map(capital);
    let rule = told.as_ref().and_then(|told| told.spec);
    view! {
        <strong data-tone=tone><Message text/></strong>
        {making.others.map(|others| view! { <span>" "{words::other_signatures(others.count, others.hold)}</span> })}
        {fix.map(|text| view! { <span>" "<Message text/></span> })}
        {rule.map(|spec| view! { <span>" "<Citation spec/></span> })}
        {instead.map(|row| view! {
            <span>
                " "
                <button
                    class="button"
                    type="button"
                    data-testid="use-algorithm"
                    on:click=move |_| state.set_algorithm(row.name)
                >
                    {format!("Sign with {}, which this key is for", row.name)}
                </button>
            </span>
        })}
        {offer.map(|(name, kind)| view! { <MakeKey state name kind/> })}
    }
    .into_any()
}

/// Offers to make the key that is missing.
#[component]
pub fn MakeKey(state: State, name: &'static str, kind: Kind) -> impl IntoView {
    view! {
        <span>
            " "
            <button class="button" type="button" data-testid="make-key" on:click=move |_| state.make_key(kind)>
                {format!("Make a key: {name}")}
            </button>
        </span>
    }
}

fn signed<'a>(algorithm: &Algorithm, key: Option<&Key>) -> (&'static str, String, Option<&'a Diagnostic>) {
    let with = key.map_or_else(String::new, |key| key.kind());
    let weak = key.and_then(|key| warning(algorithm, key)).map(|weak| format!(" Weak: {}.", words::title(&weak)));
    let text = format!("Signed with {with} ({}) as you type.{}", algorithm.name, weak.as_deref().unwrap_or_default());
    (if weak.is_some() { "warn" } else { "good" }, text, None)
}
