//! The way back from the debugger to the lesson that a token was opened from.

use super::Views;
use super::parts::Link;
use super::prose::Prose;
use jwt_debugger::base::text::Text;
use jwt_debugger::content::course::Try;
use leptos::prelude::*;

/// The token of a lesson that was opened.
#[derive(Clone)]
pub struct OpenedTry {
    /// The token, and what to look at.
    pub one: Try,
    /// The title of the lesson.
    pub lesson: Text,
    /// The address of its place in the lesson.
    pub back: String,
}

/// Says what was opened and what to look at, until the person dismisses it.
#[component]
pub fn TriedNotice(views: Views) -> impl IntoView {
    let notice = move || {
        let OpenedTry { one, lesson, back } = views.tried.get()?;
        let notice = view! {
            <aside class="tried" data-testid="tried" aria-label="From the lesson">
                <p><b>{one.name.to_string()}</b>" "<Prose nodes=&one.note/></p>
                <Link href=back text=format!("Back to “{lesson}”")/>
                <button
                    class="icon"
                    type="button"
                    aria-label="Dismiss the note of the lesson"
                    on:click=move |_| views.tried.set(None)
                >
                    "✕"
                </button>
            </aside>
        };
        Some(notice.into_any())
    };
    view! { <div class="debugger">{notice}</div> }.into_any()
}
