//! What was replaced a moment ago, and the way back.

use super::browser;
use super::state::State;
use super::state::shelf::ShelfState;
use super::tabs::reopen;
use leptos::prelude::*;

/// The toast. It is announced, and never takes the focus.
#[component]
pub fn UndoToast(state: State) -> impl IntoView {
    let shelf = expect_context::<ShelfState>();
    // A tab that was closed comes first: what else can be undone, was done before.
    let said =
        move || shelf.closed.get().or_else(|| state.offer.with(|offer| offer.as_ref().map(|offer| offer.said.clone())));
    let closed = move || shelf.closed.with(Option::is_some);
    let redo = move || !closed() && state.offer.with(|offer| offer.as_ref().is_some_and(|offer| offer.redo));
    let back = move |_| match (untrack(closed), untrack(redo)) {
        (true, _) => reopen(shelf),
        (_, true) => drop(state.redo()),
        _ => drop(state.undo()),
    };
    let dismiss = move |_| {
        state.dismiss_offer();
        browser::return_focus();
    };
    view! {
        <div
            id="undo"
            class="toasts"
            role="status"
            aria-live="polite"
            on:focusin=|event| browser::remember_focus(&event)
        >
            <div class="toast" hidden=move || said().is_none()>
                <span>{said}</span>
                // One button for both ways: whoever pressed it keeps the focus.
                <button
                    class="button"
                    type="button"
                    data-testid=move || if redo() { "redo" } else { "undo" }
                    title=move || if redo() { "Redo (Ctrl+Shift+Z)" } else { "Undo (Ctrl+Z)" }
                    on:click=back
                >
                    {move || if redo() { "Redo" } else { "Undo" }}
                </button>
                <button class="icon" type="button" aria-label="Dismiss" on:click=dismiss>"✕"</button>
            </div>
        </div>
    }
    .into_any()
}
