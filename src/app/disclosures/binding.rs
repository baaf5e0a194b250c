//! The key binding JWT of a presentation: whether it holds, and a new one.

use super::super::browser;
use super::super::controls::PrivateField;
use super::super::findings::{Entry, EntryItem};
use super::super::message::Message;
use super::super::state::State;
use super::plain;
use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::base::diagnostic::sd_jwt::Binding;
use jwt_debugger::engine::key_binding::{self, Checked, Claims, Expected};
use jwt_debugger::jose::sd_jwt;
use jwt_debugger::key::{self, Encoding};
use jwt_debugger::session::draft::algorithm_for;
use jwt_debugger::session::view::numbered;
use jwt_debugger::session::{Disclosing, Grade};
use jwt_debugger::words;
use leptos::prelude::*;
use std::sync::Arc;

/// What the key binding JWT says, what speaks against it, and a form that makes a new one for `made`.
#[component]
pub fn KeyBinding(state: State, made: Signal<String>) -> impl IntoView {
    let expected =
        Memo::new(move |_| state.disclosing.with(|disclosing| [disclosing.audience.clone(), disclosing.nonce.clone()]));
    // The signature is checked once, and not again each second.
    let read = Memo::new_with_compare(
        move |_| {
            let (sd_jwt, [audience, nonce]) = (state.presentation()?, expected.get());
            let expected = Expected { audience: &audience, nonce: &nonce, ..Expected::default() };
            key_binding::check_but_times(&sd_jwt, &expected).map(Arc::new)
        },
        |_, _| true,
    );
    let checked = move || {
        let skew = state.team.policy.with(|policy| policy.skew);
        Some(read.get()?.at(state.instant.get(), skew))
    };
    let lamp = move || match checked() {
        None => "none",
        Some(checked) if checked.is_valid() => "valid",
        Some(_) => "invalid",
    };
    let sentence = move || {
        match checked() {
        None => match state.presentation().is_some_and(|sd_jwt| key_binding::holder(&sd_jwt).is_ok()) {
            true => "No key binding JWT: whoever has this text can present it. A verifier that asks for key binding rejects it.".into(),
            false => "No key binding JWT, and no key of a holder in `cnf`: whoever has this text can present it.".into(),
        },
        Some(checked) => said(&checked, state.instant.get()),
    }
    };
    let faults = move || {
        let faults = checked().map(|checked| checked.faults).unwrap_or_default();
        numbered(faults.iter().map(|fault| Entry::of_reason(Some(Grade::Error), fault)))
    };
    view! {
        <div class="key-binding" data-testid="key-binding" data-state=lamp>
            <h3>"Key binding"</h3>
            <p>{move || view! { <Message text=sentence()/> }}</p>
            <ul class="entries">
                <For each=faults key=Clone::clone let((entry, _))>
                    <EntryItem state entry/>
                </For>
            </ul>
            <details>
                <summary>"Expect or make a key binding"</summary>
                <Form state made/>
            </details>
        </div>
    }
}

/// What a key binding JWT says.
fn said(checked: &Checked, now: i64) -> String {
    let quoted = |text: &Option<String>| text.as_ref().map_or("nobody".into(), |text| format!("`{}`", plain(text)));
    let state = match &checked.evidence {
        Some(evidence) if checked.is_valid() => format!("Valid ({})", evidence.algorithm.name),
        _ => "Not valid".into(),
    };
    let made = checked.issued.map_or(String::new(), |issued| format!(", made {}", issued.relative(now)));
    let nonce = checked.nonce.as_ref().map_or(String::new(), |nonce| format!(", with the nonce `{}`", plain(nonce)));
    format!("{state}: for {}{nonce}{made}.", quoted(&checked.audience))
}

/// What is expected of a key binding JWT, or goes into a new one.
#[component]
fn Form(state: State, made: Signal<String>) -> impl IntoView {
    let secret = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let bind = move |_| match untrack(|| bound(state, made, &secret.get())) {
        Ok(text) => {
            secret.set(String::new());
            refused.set(None);
            state.show_presentation(text);
        }
        Err(why) => refused.set(Some(words::sentences(&why))),
    };
    let field = |name: &'static str, label: &'static str, of: fn(&mut Disclosing) -> &mut String| {
        view! {
            <label class="field">
                {label}
                <input
                    type="text"
                    name=name
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || of(&mut state.disclosing.get()).clone()
                    on:input=move |event| state.disclosing.update(|all| *of(all) = event_target_value(&event))
                />
            </label>
        }
    };
    view! {
        <div class="form">
            {field("kb-audience", "Audience (aud)", |all| &mut all.audience)}
            {field("kb-nonce", "Nonce", |all| &mut all.nonce)}
            <label class="field">
                "Private key of the holder"
                <PrivateField
                    prop:value=secret
                    on:input=move |event| secret.set(event_target_value(&event))
                />
            </label>
            <button class="button" type="button" on:click=bind>"Bind the presentation"</button>
            <p role="status">{move || refused.get().map(|why| view! { <Message text=why/> })}</p>
        </div>
    }
}

/// The chosen presentation with a new key binding JWT.
fn bound(state: State, made: Signal<String>, secret: &str) -> Result<String, Box<Diagnostic>> {
    let refuse = |why| Box::new(Diagnostic::error(why));
    let sd_jwt = sd_jwt::read(made.get()).ok_or_else(|| refuse(Binding::Form))?;
    let key = key::detect(secret, Encoding::Utf8).ok_or_else(|| refuse(Binding::OtherKey))??;
    let algorithm = algorithm_for(&key).ok_or_else(|| refuse(Binding::OtherKey))?;
    let Disclosing { audience, nonce, .. } = &state.disclosing.get();
    let claims = Claims { audience, nonce, issued: state.now.get() };
    key_binding::bind(&sd_jwt, &claims, algorithm, &key, &mut browser::random())
}
