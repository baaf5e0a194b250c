//! Controls that several panels share.

use super::browser;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
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

/// A button that opens a list of commands: a popover of the browser's, which closes at Escape and at a press beside it, and
/// gives the focus back.
#[component]
pub fn Menu(
    title: &'static str,
    label: &'static str,
    choices: Vec<(&'static str, &'static str)>,
    choose: impl Fn(String) + 'static,
) -> impl IntoView {
    let id = format!("menu-{}", label.to_ascii_lowercase().replace(' ', "-"));
    let press = move |event: MouseEvent| {
        if let Some(chosen) = browser::pressed_item(&event) {
            choose(chosen);
        }
    };
    let item = |(index, (value, words)): (usize, (&'static str, &'static str))| {
        view! {
            <button
                type="button"
                role="menuitem"
                tabindex="-1"
                // When the menu opens, the browser puts the focus here.
                autofocus=index == 0
                value=value
                popovertarget=id.clone()
                popovertargetaction="hide"
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="menu">
            <button class="button" type="button" aria-label=label aria-haspopup="menu" popovertarget=id.clone()>
                {title}
            </button>
            <div
                role="menu"
                id=id.clone()
                aria-label=label
                popover="auto"
                on:keydown=|event| browser::menu_key(&event)
                on:click=press
            >
                {choices.into_iter().enumerate().map(item).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

/// A button that copies a text, and says that it did. `what` is copied, for its accessible name; `text` gives it when the
/// button is pressed.
#[component]
pub fn CopyButton(
    what: &'static str,
    #[prop(default = "Copy")] title: &'static str,
    #[prop(optional)] disabled: Option<Signal<bool>>,
    text: impl Fn() -> String + 'static,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let said = move || copied.get().map(|copied| if copied { "Copied" } else { "Not copied" });
    let copy = move |_| {
        browser::copy(untrack(&text), move |is_copied| {
            copied.set(Some(is_copied));
            set_timeout(move || copied.set(None), SAID_FOR);
        });
    };
    view! {
        <button
            class="button copy"
            type="button"
            aria-label=move || format!("{} {what}", said().unwrap_or("Copy"))
            disabled=move || disabled.is_some_and(|disabled| disabled.get())
            on:click=copy
        >
            {move || said().unwrap_or(title)}
        </button>
    }
}

/// The same for one value among many, as a sign that is drawn by the style sheet: what stands around it can be selected and
/// copied without it.
#[component]
pub fn CopyValue(name: String, tabindex: &'static str, text: impl Fn() -> String + 'static) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        browser::copy(untrack(&text), move |done| {
            copied.set(done);
            set_timeout(move || copied.set(false), SAID_FOR);
        });
    };
    view! {
        <button
            class="copy-value"
            type="button"
            tabindex=tabindex
            title="Copy the value"
            aria-label=move || format!("{} the value of {name}", if copied.get() { "Copied" } else { "Copy" })
            data-copied=move || copied.get().then_some("true")
            on:click=copy
        />
    }
}

/// So long a button says that it did what it does.
const SAID_FOR: Duration = Duration::from_millis(1600);
