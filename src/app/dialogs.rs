//! The two dialogs: what the seal is, and the keyboard.

use super::browser;
use super::dom::{El, button, el};

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
            "When this program had started, the page gave itself a second security policy that allows no request at all. \
             Policies only add up, so no script can take it back: from then on your browser itself refuses to fetch, to \
             send, or to load anything. Tokens and keys stay in the memory of this tab and are gone when you close it.",
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
            "The attempts ask this page’s own server; from a file, this machine. No policy stops a link that is followed, by \
             you or by a script; look-ups of names; WebRTC; browser extensions, which see every page; or what you copy. The \
             browser itself may ask this page’s server for a newer copy of it.",
        ))
        .child(el("div").class("dialog-actions").child(close()))
}

/// The keyboard shortcuts.
pub fn shortcuts() -> El {
    const KEYS: [(&[&str], &str); 6] = [
        (&["Ctrl", "V"], "Paste anywhere: the text takes the place of the token"),
        (&["e"], "Go to the encoded token"),
        (&["k"], "Go to the key"),
        (&["Ctrl", "Z"], "Undo: bring back what was replaced or cleared"),
        (&["Ctrl", "Shift", "Z"], "Redo"),
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
