//! The way from one view to another.

use super::super::browser;
use super::{DEBUGGER, Views};
use leptos::prelude::*;

/// Each section: its name for scripts, its address, its name.
const SECTIONS: [(&str, &str, &str); 3] =
    [("debugger", "#/", "Debugger"), ("learn", "#/learn", "Learn"), ("libraries", "#/libraries", "Libraries")];

/// The navigation in the bar.
#[component]
pub fn Nav(views: Views) -> impl IntoView {
    let link = |(section, address, name): (&'static str, &'static str, &'static str)| {
        let current = move || views.route.with(|route| (route.section() == section).then_some("page"));
        view! { <a href=address data-testid=format!("nav-{section}") aria-current=current>{name}</a> }
    };
    view! {
        <nav
            class="views"
            aria-label="Views"
            // Whoever comes from a field of the debugger finds it focused again.
            on:focusin=|event| browser::remember_place(&event, DEBUGGER)
        >
            {SECTIONS.map(link).into_iter().collect_view()}
        </nav>
    }
    .into_any()
}
