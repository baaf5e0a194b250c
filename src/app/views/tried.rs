//! The way back from the debugger to the lesson that a token was opened from.

use super::Views;
use super::prose::{element, link, prose, text};
use jwt_debugger::content::tree::Node;
use leptos::prelude::*;

/// The token of a lesson that was opened.
#[derive(Clone)]
pub struct Tried {
    /// What it is.
    pub name: String,
    /// What to look at.
    pub note: Vec<Node>,
    /// The title of the lesson.
    pub lesson: String,
    /// The address of its place in the lesson.
    pub back: String,
}

/// Says what was opened and what to look at, until the person dismisses it.
#[component]
pub fn TriedNotice(views: Views) -> impl IntoView {
    let said = move || {
        let tried = views.tried.get()?;
        let words = [vec![element("b", "", vec![text(&tried.name)]), text(" ")], prose(&tried.note)];
        let back = link(&tried.back, vec![text(format!("Back to “{}”", tried.lesson))]);
        Some(view! {
            <aside class="tried" data-testid="tried" aria-label="From the lesson">
                {element("p", "", words.into_iter().flatten().collect())}
                {back}
                <button
                    class="icon"
                    type="button"
                    aria-label="Dismiss the note of the lesson"
                    on:click=move |_| views.tried.set(None)
                >
                    "✕"
                </button>
            </aside>
        })
    };
    view! { {said} }.into_any()
}
