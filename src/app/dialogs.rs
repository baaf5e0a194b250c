//! The two dialogs: what the seal is, and the keyboard.

use super::browser;
use leptos::prelude::*;

/// Does what a key pressed outside every field stands for; says whether it did.
pub fn shortcut(key: &str) -> bool {
    match key {
        "?" => browser::open_dialog("shortcuts"),
        "e" => browser::focus("token"),
        "k" => browser::focus("key"),
        _ => return false,
    }
    true
}

/// What the seal is, with a way to see it hold. `public/seal.js` tries, and fills in what came of it.
#[component]
pub fn SealDialog() -> impl IntoView {
    view! {
        <dialog id="seal" class="dialog" aria-labelledby="seal-title">
            <h2 id="seal-title">"What “sealed” means"</h2>
            <p>
                "After start-up the page gave itself a second security policy that allows no request. Policies only add up, so \
                no script can take it back: your browser itself refuses every request that a policy governs. No policy \
                governs where a tab goes, so the page cancels each navigation that a script begins. Tokens and keys stay in \
                the memory of this tab and are gone when you close it."
            </p>
            <div class="dialog-actions">
                <button class="button" type="button" id="try" data-testid="try-to-send">"Try everything"</button>
                <span id="outcome" role="status" data-testid="seal-outcome"></span>
            </div>
            <ul class="outcomes" id="attempts" data-testid="attempts" aria-label="Attempts"></ul>
            <h3>"Loaded so far, by your browser’s own list"</h3>
            <ul class="outcomes" id="loads" data-testid="loads" aria-label="Loaded so far" tabindex="0"></ul>
            <p class="quiet">
                "The attempts ask this page’s own server; from a file, this machine. Not stopped: a link that you follow, or a \
                window that a script opens when you press something; a cookie that a script sets, which the browser sends to \
                this page’s server when it looks for a newer copy of the page; name look-ups and connections; WebRTC; browser \
                extensions, which see every page; and what you copy."
            </p>
            <div class="dialog-actions"><CloseButton/></div>
        </dialog>
    }
    .into_any()
}

/// The keyboard shortcuts.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
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
                <dt><kbd>"Ctrl"</kbd>" "<kbd>"Z"</kbd></dt>
                <dd>"Undo: bring back what was replaced or cleared"</dd>
                <dt><kbd>"Ctrl"</kbd>" "<kbd>"Shift"</kbd>" "<kbd>"Z"</kbd></dt>
                <dd>"Redo"</dd>
                <dt><kbd>"F2"</kbd>" "<kbd>"Delete"</kbd></dt>
                <dd>"On the tab of a token: rename it, close it"</dd>
                <dt><kbd>"Ctrl"</kbd>" "<kbd>"Shift"</kbd>" "<kbd>"←"</kbd>" "<kbd>"→"</kbd></dt>
                <dd>"On the tab of a token: move it"</dd>
                <dt><kbd>"?"</kbd></dt>
                <dd>"This list"</dd>
            </dl>
            <p class="quiet">"Single letters work outside the text fields; Tab leaves a field."</p>
            <div class="dialog-actions"><CloseButton/></div>
        </dialog>
    }
    .into_any()
}

/// Closes the open dialog; Escape does, too.
#[component]
pub fn CloseButton() -> impl IntoView {
    view! { <button class="button" type="button" on:click=|_| browser::close_dialog()>"Close"</button> }
}
