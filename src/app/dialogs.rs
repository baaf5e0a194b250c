//! The two dialogs: what the seal is, and the keyboard.

use super::browser;
use super::dom::{El, button, el};
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

/// What the seal is, with a way to see it hold. `public/seal.js` tries, and fills in what came of it.
pub fn seal() -> El {
    let list = |id: &str, label: &str| {
        el("ul").class("outcomes").attrs(&[("id", id), ("data-testid", id), ("aria-label", label)])
    };
    el("dialog")
        .attr("id", "seal")
        .class("dialog")
        .attr("aria-labelledby", "seal-title")
        .child(el("h2").attr("id", "seal-title").text("What “sealed” means"))
        .child(el("p").text(
            "After start-up the page gave itself a second security policy that allows no request. Policies only add up, so no \
             script can take it back: your browser itself refuses every request that a policy governs. No policy governs \
             where a tab goes, so the page cancels each navigation that a script begins. Tokens and keys stay in the memory \
             of this tab and are gone when you close it.",
        ))
        .child(
            el("div")
                .class("dialog-actions")
                .child(button("Try everything").attrs(&[("id", "try"), ("data-testid", "try-to-send")]))
                .child(el("span").attrs(&[("id", "outcome"), ("role", "status"), ("data-testid", "seal-outcome")])),
        )
        .child(list("attempts", "Attempts"))
        .child(el("h3").text("Loaded so far, by your browser’s own list"))
        .child(list("loads", "Loaded so far").attr("tabindex", "0"))
        .child(el("p").class("quiet").text(
            "The attempts ask this page’s own server; from a file, this machine. Not stopped: a link that you follow, or a window \
             that a script opens when you press something; a cookie that a script sets, which the browser sends to this page’s \
             server when it looks for a newer copy of the page; name look-ups and connections; WebRTC; browser extensions, \
             which see every page; and what you copy.",
        ))
        .child(el("div").class("dialog-actions").child(close()))
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
