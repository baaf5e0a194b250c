//! Controls that several panels share.

use super::browser;
use leptos::ev::Event;
use leptos::prelude::*;
use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

/// An image beside words that say the same.
#[component]
pub fn Icon(width: &'static str, height: &'static str, children: Children) -> impl IntoView {
    view! {
        <svg width=width height=height viewBox=format!("0 0 {width} {height}") aria-hidden="true">
            {children()}
        </svg>
    }
}

/// A text field for what must stay in the page: browsers and their extensions are told not to send it away for spelling,
/// grammar, translation or completion.
#[component]
pub fn PrivateField() -> impl IntoView {
    view! {
        <textarea
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            translate="no"
            data-gramm="false"
            data-gramm_editor="false"
            data-enable-grammarly="false"
            data-lt-active="false"
        />
    }
}

/// The options of a select: value and words.
#[component]
pub fn Choices(choices: Vec<(&'static str, &'static str)>) -> impl IntoView {
    choices.into_iter().map(|(value, words)| view! { <option value=value>{words}</option> }).collect_view()
}

/// A select that acts on each choice, and then shows its title again.
#[component]
pub fn Menu(
    title: &'static str,
    label: &'static str,
    choices: Vec<(&'static str, &'static str)>,
    choose: impl Fn(String) + 'static,
) -> impl IntoView {
    let change = move |event: Event| {
        choose(event_target_value(&event));
        browser::reset_select(&event);
    };
    view! {
        <select class="button" aria-label=label on:change=change>
            <option value="" disabled selected>{title}</option>
            <Choices choices/>
        </select>
    }
}

/// A button that copies a text, and says that it did. `what` is copied, for its accessible name; `text` gives it when the
/// button is pressed.
#[component]
pub fn CopyButton(what: &'static str, text: impl Fn() -> String + 'static) -> impl IntoView {
    let label = RwSignal::new("Copy");
    let copy = move |_| {
        browser::copy(untrack(&text), move |copied| {
            label.set(if copied { "Copied" } else { "Not copied" });
            set_timeout(move || label.set("Copy"), Duration::from_millis(1600));
        });
    };
    view! {
        <button
            class="button copy"
            type="button"
            aria-label=move || format!("{} {what}", label.get())
            on:click=copy
        >
            {move || label.get()}
        </button>
    }
}

/// Each item with the number of equal items before it. Together they are a key for `<For>`: an item that stays keeps its
/// element, and with it the focus and the selection, and an item that changed in any way gets a new one.
pub fn numbered<T: Clone + Eq + Hash>(items: impl IntoIterator<Item = T>) -> Vec<(T, usize)> {
    let mut seen: HashMap<T, usize> = HashMap::new();
    let number = |item: T| {
        let count = seen.entry(item.clone()).or_default();
        *count += 1;
        (item, *count - 1)
    };
    items.into_iter().map(number).collect()
}
