//! The passphrase of an encrypted private key. It is asked for beside the key, and kept nowhere: what it opens is.

use super::super::browser;
use super::super::state::shelf::ShelfState;
use super::super::state::{State, Unlocking};
use jwt_debugger::base::diagnostic::Code;
use jwt_debugger::key::encrypted;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The form, hidden unless the key field holds an encrypted key.
#[component]
pub fn Unlock(state: State) -> impl IntoView {
    let shelf = expect_context::<ShelfState>();
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
        if let Some(passphrase) = browser::input_of(&event) {
            state.unlock(passphrase);
        }
    };
    let working = move || state.unlocking.get() == Unlocking::Works;
    let words = move || match state.unlocking.get() {
        Unlocking::No => "",
        Unlocking::Works => "Unlocking…",
        Unlocking::Stopped => "The browser stopped before the key was open. Close other tabs, then try again.",
    };
    view! {
        <form class="unlock" hidden=move || !is_locked.get() on:submit=submit>
            <label class="field">
                "Passphrase"
                // Nothing stays in it once the key is open, or gone, or another token is shown.
                <input
                    type="password"
                    autocomplete="off"
                    data-testid="passphrase"
                    data-1p-ignore=""
                    data-lpignore="true"
                    prop:value=move || {
                        is_locked.track();
                        shelf.shown();
                        ""
                    }
                />
            </label>
            <button class="button" data-testid="unlock" disabled=working>"Unlock"</button>
            <span class="quiet" role="status" aria-busy=move || working().then_some("true")>{words}</span>
            <Show when=working>
                <button class="button" type="button" data-testid="stop-unlocking" on:click=move |_| state.stop_unlocking()>
                    "Stop"
                </button>
            </Show>
        </form>
    }
}
