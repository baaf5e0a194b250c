//! The field for another name. It lies over its tab, and stands beside the list of tabs, in which nothing but tabs may be.

use super::super::browser;
use super::super::state::shelf::ShelfState;
use super::tab_id;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

const FIELD: &str = "tab-name";

/// Lets the person type the name of a tab.
pub fn begin(shelf: ShelfState, id: u64) {
    shelf.renaming.set(Some(id));
    browser::once_changed(|| browser::select_field(FIELD));
}

/// The field, while a name is being typed. Enter and leaving it take the name, Escape leaves the old one.
#[component]
pub fn RenameField(shelf: ShelfState) -> impl IntoView {
    let field = move |id: u64| {
        let label =
            untrack(|| shelf.tabs.with(|tabs| tabs.iter().find(|tab| tab.id == id).map(|tab| tab.label.clone())));
        let key = move |event: KeyboardEvent| {
            let name = event_target_value(&event);
            match browser::plain_key(&event).as_deref() {
                Some("Enter") => shelf.end_renaming(Some(&name)),
                Some("Escape") => shelf.end_renaming(None),
                _ => return,
            }
            event.prevent_default();
            browser::focus(&tab_id(id));
        };
        view! {
            <input
                class="rename"
                id=FIELD
                aria-label="Name of the tab"
                maxlength="60"
                spellcheck="false"
                autocomplete="off"
                data-lt-active="false"
                data-gramm="false"
                prop:value=label.unwrap_or_default()
                on:keydown=key
                on:blur=move |event| shelf.end_renaming(Some(&event_target_value(&event)))
            />
        }
    };
    move || shelf.renaming.get().map(field)
}
