//! The passphrase of an encrypted private key. It is asked for beside the key, turned into the key of the cipher in small
//! steps so that the page stays alive, and kept nowhere.

use super::super::browser;
use super::super::state::State;
use jwt_debugger::key::locked::{Derivation, locked};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::time::Duration;

/// Rounds between two looks at the clock: some ten milliseconds.
const ROUNDS: u32 = 4_000;

/// The form, hidden unless the key field holds an encrypted key.
#[component]
pub fn Unlock(state: State) -> impl IntoView {
    let progress = RwSignal::new(None::<(u32, u32)>);
    // Beside a certificate, an encrypted key is asked for as well; that the certificate could be read is no reason not to.
    let is_locked = Memo::new(move |_| {
        let refused = state.key.with(|key| {
            matches!(key.as_deref(), Some(Err(fault)) if matches!(fault.code, "pem-encrypted" | "passphrase-wrong"))
        });
        refused
            || state.key_input.with(|input| input.unlocked().is_none() && matches!(locked(&input.text), Some(Ok(_))))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let passphrase = browser::input_of(&event);
        let text = state.key_input.with_untracked(|input| input.text.to_string());
        if let (Some(passphrase), Some(Ok(locked))) = (passphrase, locked(&text)) {
            step(state, progress, text, locked.derive(&passphrase));
        }
    };
    let words = move || match progress.get() {
        Some((done, all)) => format!("Unlocking: {}%", u64::from(done) * 100 / u64::from(all.max(1))),
        None => String::new(),
    };
    view! {
        <form class="unlock" hidden=move || !is_locked.get() on:submit=submit>
            <label class="field">
                "Passphrase"
                // Nothing stays in it once the key is open, or gone.
                <input
                    type="password"
                    autocomplete="off"
                    data-testid="passphrase"
                    data-1p-ignore=""
                    data-lpignore="true"
                    prop:value=move || is_locked.with(|_| "")
                />
            </label>
            <button class="button" data-testid="unlock">"Unlock"</button>
            <span class="quiet" role="status">{words}</span>
        </form>
    }
}

/// Goes on deriving, and opens the key when it is done; a key text that has changed meanwhile ends it.
fn step(state: State, progress: RwSignal<Option<(u32, u32)>>, text: String, mut derivation: Derivation) {
    if state.key_input.with_untracked(|input| *input.text != text) {
        return progress.set(None);
    }
    match derivation.step(ROUNDS) {
        Some(key) => {
            progress.set(None);
            state.key_input.update(|input| input.unlock(key));
        }
        None => {
            progress.set(Some(derivation.done()));
            set_timeout(move || step(state, progress, text, derivation), Duration::ZERO);
        }
    }
}
