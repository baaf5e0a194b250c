//! The passphrase of an encrypted private key. It is asked for beside the key, and kept nowhere: what it opens is.

use super::super::browser;
use super::super::dom::{El, el};
use super::super::reactive::{Memo, RwSignal};
use super::super::state::State;
use jwt_debugger::key::locked;
use leptos::ev::Event;
use leptos::prelude::*;
use std::time::Duration;

/// Time to draw what is said of the wait: two frames.
const DRAWN: Duration = Duration::from_millis(34);

/// The form, hidden unless the key field holds an encrypted key.
pub fn unlock(state: State) -> El {
    let working = RwSignal::new(false);
    // Beside a certificate, an encrypted key is asked for as well; that the certificate could be read is no reason not to.
    let is_locked = Memo::new(move || {
        let refused = state.key.with(|key| {
            matches!(key.as_deref(), Some(Err(fault)) if matches!(fault.code, "pem-encrypted" | "passphrase-wrong"))
        });
        refused || state.key_input.with(|input| input.unlocked.is_none() && matches!(locked(&input.text), Some(Ok(_))))
    });
    let submit = move |event: Event| {
        event.prevent_default();
        let passphrase = browser::input_of(&event);
        let text = state.key_input.with_untracked(|input| input.text.clone());
        if let (Some(passphrase), Some(Ok(locked))) = (passphrase, locked(&text)) {
            working.set(true);
            // The page stands still meanwhile, a second or so, and says so first.
            let unlock = move || {
                working.set(false);
                if state.key_input.with_untracked(|input| input.text == text) {
                    let unlocked = locked.unlock(&passphrase);
                    state.key_input.update(|input| input.unlocked = Some(unlocked));
                }
            };
            set_timeout(unlock, DRAWN);
        }
    };
    let words = move || if working.get() { "Unlocking…".to_owned() } else { String::new() };
    let field = el("input").attr("type", "password").attr("autocomplete", "off").attr("data-testid", "passphrase");
    // Nothing stays in it once the key is open, or gone.
    let nothing = move || is_locked.with(|_| String::new());
    let field = field.attr("data-1p-ignore", "").attr("data-lpignore", "true").value_with(nothing);
    el("form")
        .class("unlock")
        .attr_with("hidden", move || (!is_locked.get()).then_some(""))
        .child(el("label").class("field").text("Passphrase").child(field))
        .child(el("button").class("button").attr("data-testid", "unlock").text("Unlock"))
        .child(el("span").class("quiet").attr("role", "status").text_with(words))
        .on("submit", submit)
}
