//! The way from one view to another.

use super::super::browser;
use super::{DEBUGGER, Views};
use leptos::prelude::*;

/// The navigation in the bar.
#[component]
pub fn Nav(views: Views) -> impl IntoView {
    let entries =
        [("debugger", "#/", "Debugger"), ("learn", "#/learn", "Learn"), ("libraries", "#/libraries", "Libraries")];
    let links = entries.map(|(section, address, name)| {
        let current = move || views.route.with(|route| (route.section() == section).then_some("page"));
        view! { <a href=address data-testid=format!("nav-{section}") aria-current=current>{name}</a> }.into_any()
    });
    // Whoever comes from a field of the debugger finds it focused again.
    view! {
        <nav class="views" aria-label="Views" on:focusin=move |event| browser::remember_place(&event, DEBUGGER)>
            {Vec::from(links)}
        </nav>
    }
    .into_any()
}
