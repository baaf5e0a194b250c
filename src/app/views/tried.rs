//! The way back from the debugger to the lesson that a token was opened from.

use super::super::browser::prose::{button, link, prose, tag, text};
use super::Views;
use jwt_debugger::base::text::Text;
use jwt_debugger::content::course::Try;
use leptos::prelude::*;

/// The token of a lesson that was opened.
#[derive(Clone)]
pub struct Tried {
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
    let said = move || {
        let Some(tried) = views.tried.get() else { return text("") };
        let words = tag("p").add(tag("b").text(&tried.one.name).view()).text(" ").all(prose(&tried.one.note)).view();
        let back = link(&tried.back, format!("Back to “{}”", tried.lesson));
        let away = button("✕", move |_| views.tried.set(None)).class("icon");
        let away = away.attr("aria-label", "Dismiss the note of the lesson").view();
        let notice = tag("aside").class("tried").attr("data-testid", "tried").attr("aria-label", "From the lesson");
        notice.add(words).add(back).add(away).view()
    };
    tag("div").class("debugger").changing(said).view()
}
