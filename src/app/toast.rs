//! What was replaced a moment ago, and the way back.

use super::browser;
use super::dom::{El, button, el};
use super::state::State;

/// The toast. It is announced, and never takes the focus.
pub fn toast(state: State) -> El {
    let said = move || state.offer.with(|offer| offer.as_ref().map(|offer| offer.said.clone()).unwrap_or_default());
    let redo = move || state.offer.with(|offer| offer.as_ref().is_some_and(|offer| offer.redo));
    let back = move |_| {
        let redo = state.offer.with_untracked(|offer| offer.as_ref().is_some_and(|offer| offer.redo));
        if redo {
            state.redo()
        } else {
            state.undo()
        };
    };
    let dismiss = move |_| {
        state.dismiss_offer();
        browser::return_focus();
    };
    // One button for both ways: whoever pressed it keeps the focus.
    let way = el("button")
        .class("button")
        .attr("type", "button")
        .attr_with("data-testid", move || if redo() { "redo" } else { "undo" })
        .attr_with("title", move || if redo() { "Redo (Ctrl+Shift+Z)" } else { "Undo (Ctrl+Z)" })
        .text_with(move || if redo() { "Redo" } else { "Undo" })
        .on("click", back);
    let close = button("✕").class("icon").attr("aria-label", "Dismiss").on("click", dismiss);
    let toast = el("div")
        .class("toast")
        .attr_with("hidden", move || state.offer.with(Option::is_none).then_some(""))
        .child(el("span").text_with(said))
        .child(way)
        .child(close);
    el("div")
        .attr("id", "undo")
        .class("toasts")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .on("focusin", |event| browser::remember_focus(&event))
        .child(toast)
}
