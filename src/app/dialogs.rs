//! The two dialogs: what the seal is, and the keyboard.

use super::browser;
use super::state::State;
use leptos::prelude::*;

/// Does what a key pressed outside every field stands for; says whether it did.
pub fn shortcut(state: State, key: &str) -> bool {
    match key {
        "?" => browser::open_dialog("shortcuts"),
        "e" => browser::focus("token"),
        "k" => browser::focus("key"),
        "x" => state.clear(),
        _ => return false,
    }
    true
}

/// What the seal is, with a way to see it hold.
#[component]
pub fn Seal() -> impl IntoView {
    let outcome = RwSignal::new(None::<bool>);
    view! {
        <dialog id="seal" class="dialog" aria-labelledby="seal-title">
            <h2 id="seal-title">"What “sealed” means"</h2>
            <p>
                "When this program had started, the page gave itself a second security policy that allows no request at all.
                Policies only add up, so no script can take it back: from then on your browser itself refuses to fetch, to
                send, or to load anything. Tokens and keys stay in the memory of this tab and are gone when you close it."
            </p>
            <p class="quiet">
                "A policy does not stop browser extensions, which see every page, nor a link that you follow."
            </p>
            <div class="dialog-actions">
                <button
                    class="button"
                    type="button"
                    data-testid="try-to-send"
                    on:click=move |_| browser::try_to_send(move |refused| outcome.set(Some(refused)))
                >
                    "Try to send a request"
                </button>
                <span role="status" data-testid="seal-outcome">
                    {move || match outcome.get() {
                        None => "",
                        Some(true) => "Refused by the browser.",
                        Some(false) => "It went through: this page is not sealed.",
                    }}
                </span>
                <Close />
            </div>
        </dialog>
    }
}

/// The keyboard shortcuts.
#[component]
pub fn Shortcuts() -> impl IntoView {
    view! {
        <dialog id="shortcuts" class="dialog" aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">"Keyboard"</h2>
            <dl class="shortcuts">
                <dt><kbd>"Ctrl"</kbd>" "<kbd>"V"</kbd></dt>
                <dd>"Paste anywhere: the text takes the place of the token"</dd>
                <dt><kbd>"e"</kbd></dt>
                <dd>"Go to the encoded token"</dd>
                <dt><kbd>"k"</kbd></dt>
                <dd>"Go to the key"</dd>
                <dt><kbd>"x"</kbd></dt>
                <dd>"Clear the token"</dd>
                <dt><kbd>"?"</kbd></dt>
                <dd>"This list"</dd>
            </dl>
            <p class="quiet">"Single letters work outside the text fields; Tab leaves a field."</p>
            <div class="dialog-actions"><Close /></div>
        </dialog>
    }
}

/// Closes the open dialog; Escape does, too.
#[component]
fn Close() -> impl IntoView {
    view! { <button class="button" type="button" on:click=|_| browser::close_dialog()>"Close"</button> }
}
