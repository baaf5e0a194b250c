//! The two dialogs: what the seal is, and the keyboard.

use super::browser;
use super::palette::Keys;
use super::presenting::Presenting;
use jwt_debugger::session::commands::{COMMANDS, Command};
use leptos::prelude::*;

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

/// The keyboard shortcuts: of the commands, those that have keys. And the way to present, where no key may be seen.
#[component]
pub fn ShortcutsDialog() -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let row = |command: &'static Command| view! { <dt><Keys keys=command.keys/></dt><dd>{command.title}</dd> };
    let rows = COMMANDS.iter().filter(|command| !command.keys.is_empty()).map(row).collect_view();
    let present = move |_| {
        browser::close_dialog();
        presenting.set(!presenting.is_on_now());
    };
    view! {
        <dialog id="shortcuts" class="dialog" aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">"Keyboard"</h2>
            <dl class="shortcuts">{rows}</dl>
            <p class="quiet">"Single letters work outside the text fields; Tab leaves a field."</p>
            <div class="dialog-actions">
                <button class="button" type="button" data-testid="start-presenting" on:click=present>
                    {move || if presenting.is_on() { "End presenting" } else { "Present: large type, keys hidden" }}
                </button>
                <CloseButton/>
            </div>
        </dialog>
    }
    .into_any()
}

/// Closes the open dialog; Escape does, too.
#[component]
pub fn CloseButton() -> impl IntoView {
    view! { <button class="button" type="button" on:click=|_| browser::close_dialog()>"Close"</button> }
}
