//! The two dialogs: what the seal is, and the keyboard.

use super::browser;
use super::dom::{El, button, el};
use super::reactive::RwSignal;
use super::state::State;

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
pub fn seal() -> El {
    let outcome = RwSignal::new("");
    let attempt = move |_| {
        browser::try_to_send(move |refused| {
            outcome.set(if refused { "Refused by the browser." } else { "It went through: this page is not sealed." });
        });
    };
    el("dialog")
        .attr("id", "seal")
        .class("dialog")
        .attr("aria-labelledby", "seal-title")
        .child(el("h2").attr("id", "seal-title").text("What “sealed” means"))
        .child(el("p").text(
            "When this program had started, the page gave itself a second security policy that allows no request at all. \
             Policies only add up, so no script can take it back: from then on your browser itself refuses to fetch, to \
             send, or to load anything. Tokens and keys stay in the memory of this tab and are gone when you close it.",
        ))
        .child(
            el("p")
                .class("quiet")
                .text("A policy does not stop browser extensions, which see every page, nor a link that you follow."),
        )
        .child(
            el("div")
                .class("dialog-actions")
                .child(
                    button("Try to send a request").attr("data-testid", "try-to-send").on("click", attempt),
                )
                .child(
                    el("span")
                        .attr("role", "status")
                        .attr("data-testid", "seal-outcome")
                        .text_with(move || outcome.get()),
                )
                .child(close()),
        )
}

/// The keyboard shortcuts.
pub fn shortcuts() -> El {
    const KEYS: [(&[&str], &str); 5] = [
        (&["Ctrl", "V"], "Paste anywhere: the text takes the place of the token"),
        (&["e"], "Go to the encoded token"),
        (&["k"], "Go to the key"),
        (&["x"], "Clear the token"),
        (&["?"], "This list"),
    ];
    let list = KEYS.iter().fold(el("dl").class("shortcuts"), |list, (keys, does)| {
        let pressed = keys.iter().enumerate().fold(el("dt"), |term, (index, key)| {
            let apart = if index == 0 { "" } else { " " };
            term.text(apart).child(el("kbd").text(key))
        });
        list.child(pressed).child(el("dd").text(does))
    });
    el("dialog")
        .attr("id", "shortcuts")
        .class("dialog")
        .attr("aria-labelledby", "shortcuts-title")
        .child(el("h2").attr("id", "shortcuts-title").text("Keyboard"))
        .child(list)
        .child(el("p").class("quiet").text("Single letters work outside the text fields; Tab leaves a field."))
        .child(el("div").class("dialog-actions").child(close()))
}

/// Closes the open dialog; Escape does, too.
pub fn close() -> El {
    button("Close").on("click", |_| browser::close_dialog())
}
