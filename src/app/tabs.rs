//! The strip of tabs, where several tokens are open; and the way to open another one, where it is the only one.

mod rename;
mod strip;

use super::browser;
use super::state::shelf::ShelfState;
use jwt_debugger::words::tabs as words;
use leptos::prelude::*;
pub use strip::TabStrip;

/// The id of the token field, where one goes who opens an empty tab.
const FIELD: &str = "token";
/// The id of the button that is left when the strip goes.
const ANOTHER: &str = "another-token";

/// The id of the tab of a token.
fn tab_id(id: u64) -> String {
    format!("tab-{id}")
}

/// Opens an empty tab, and puts the caret into its field.
pub fn open_another(shelf: ShelfState) {
    shelf.open_empty();
    browser::focus(FIELD);
    reveal(shelf, false);
}

/// Brings back the tab that was closed last, and the focus with it.
pub fn reopen(shelf: ShelfState) {
    shelf.reopen();
    reveal(shelf, true);
}

/// Brings the tab of the token on the page into sight once it is there, with the focus if that was on a tab before.
fn reveal(shelf: ShelfState, focus: bool) {
    let id = untrack(|| if shelf.several.get() { tab_id(shelf.shown()) } else { ANOTHER.to_owned() });
    browser::once_changed(move || {
        if focus {
            browser::focus(&id);
        }
        browser::reveal(&id);
    });
}

/// Opens another token beside the only one.
#[component]
pub fn AnotherToken() -> impl IntoView {
    let shelf = expect_context::<ShelfState>();
    view! {
        <button
            class="button sign"
            type="button"
            id=ANOTHER
            aria-label="Another token"
            title="Another token, in a tab of its own"
            hidden=move || shelf.several.get()
            on:click=move |_| open_another(shelf)
        >
            "+"
        </button>
    }
}

/// Opens each of several tokens of a text.
#[component]
pub fn OpenAll(#[prop(into)] count: Signal<usize>) -> impl IntoView {
    let shelf = expect_context::<ShelfState>();
    let open = move |_| {
        shelf.open_found();
        reveal(shelf, true);
    };
    view! {
        <button class="button" type="button" on:click=open>{move || words::open_all(count.get())}</button>
    }
}
