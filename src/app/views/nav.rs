//! The way from one view to another.

use super::super::browser;
use super::super::browser::prose::{link_to, tag};
use super::{DEBUGGER, Views};
use leptos::prelude::*;

/// Each section: its name for scripts, its address, its name.
const SECTIONS: [(&str, &str, &str); 3] =
    [("debugger", "#/", "Debugger"), ("learn", "#/learn", "Learn"), ("libraries", "#/libraries", "Libraries")];

/// The navigation in the bar.
#[component]
pub fn Nav(views: Views) -> impl IntoView {
    let links = SECTIONS.map(|(section, address, name)| {
        let current = move || views.route.with(|route| (route.section() == section).then(|| "page".to_owned()));
        link_to(address).attr("data-testid", format!("nav-{section}")).live("aria-current", current).text(name).view()
    });
    // Whoever comes from a field of the debugger finds it focused again.
    let remember = |event| browser::remember_place(&event, DEBUGGER);
    tag("nav").class("views").attr("aria-label", "Views").on("focusin", remember).all(links).view()
}
