//! The passphrase of an encrypted private key. It is asked for beside the key, and kept nowhere: what it opens is.

use super::super::browser;
use super::super::state::State;
use jwt_debugger::base::diagnostic::Code;
use jwt_debugger::key::encrypted;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use std::time::Duration;

/// Time to draw what is said of the wait: two frames.
const DRAWN: Duration = Duration::from_millis(34);

/// The form, hidden unless the key field holds an encrypted key.
#[component]
pub fn Unlock(state: State) -> impl IntoView {
    let working = RwSignal::new(false);
    // Beside a certificate, an encrypted key is asked for as well; that the certificate could be read is no reason not to.
    let is_locked = Memo::new(move |_| {
        let refused = state.key.with(|key| {
            matches!(key.as_deref(), Some(Err(fault)) if matches!(fault.code(), Code::PemEncrypted | Code::PassphraseWrong))
        });
        refused
            || state.key_input.with(|input| input.unlocked().is_none() && matches!(encrypted(&input.text), Some(Ok(_))))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let passphrase = browser::input_of(&event);
        let text = state.key_input.with_untracked(|input| input.text.to_string());
        if let (Some(passphrase), Some(Ok(encrypted))) = (passphrase, encrypted(&text)) {
            working.set(true);
            // The page stands still meanwhile, a second or so, and says so first.
            let unlock = move || {
                working.set(false);
                if state.key_input.with_untracked(|input| *input.text == text) {
                    let unlocked = encrypted.unlock(&passphrase);
                    state.key_input.update(|input| input.unlock(unlocked));
                }
            };
            set_timeout(unlock, DRAWN);
        }
    };
    let words = move || if working.get() { "Unlocking…" } else { "" };
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
