//! The header bar: name, seal badge, theme, help.

use super::browser;
use super::dom::{El, el, icon, svg};
use super::reactive::RwSignal;

const LOCK: &str = "M2 6V4a4 4 0 0 1 8 0v2h.5c.8 0 1.5.7 1.5 1.5v5c0 .8-.7 1.5-1.5 1.500h-9C.7 14 0 13.300 0 12.500v-5C0 6.700.7 6 1.500 6H2Zm1.600 0h4.800V4a2.400 2.400 0 0 0-4.800 0v2Z";

/// The bar at the top.
pub fn bar() -> El {
    let help = el("button")
        .class("icon")
        .attr("type", "button")
        .attr("aria-label", "Keyboard shortcuts")
        .attr("title", "Keyboard shortcuts (?)")
        .on("click", |_| browser::open_dialog("shortcuts"))
        .text("?");
    el("header")
        .class("bar")
        .child(el("h1").class("brand").child(mark()).text("JWT Debugger"))
        .child(el("div").class("end").child(seal_badge()).child(theme()).child(help))
}

/// Three bars, as long as the segments of a token.
fn mark() -> El {
    let segment = |class: &str, y: &str, width: &str| {
        svg("rect").class(class).attrs(&[("x", "1"), ("y", y), ("width", width), ("height", "4"), ("rx", "2")])
    };
    icon("22", "22").child(segment("mark-header", "3", "12")).child(segment("mark-payload", "9", "20")).child(segment(
        "mark-signature",
        "15",
        "15",
    ))
}

/// Says whether the page is sealed: true only once the policy that forbids every request stands in the page, and only as
/// long as no request got past it.
fn seal_badge() -> El {
    let past = RwSignal::new(browser::past_seal());
    browser::on_seal(move || past.set(browser::past_seal()));
    let holds = move || past.get() == Some(0);
    el("button")
        .class("seal")
        .attr("type", "button")
        .attr("data-testid", "seal")
        .attr_with("data-state", move || if holds() { "sealed" } else { "open" })
        .on("click", |_| browser::open_dialog("seal"))
        .child(icon("12", "14").child(svg("path").attr("d", LOCK)))
        .child(el("b").text_with(move || if holds() { "Sealed" } else { "Not sealed" }))
        .child(el("span").class("seal-detail").text_with(move || {
            past.get();
            browser::seal_detail().map(|detail| format!(" · {detail}")).unwrap_or_default()
        }))
}

/// Switches between the system's theme, light and dark.
fn theme() -> El {
    let theme = RwSignal::new(browser::stored_theme());
    browser::set_theme(theme.get_untracked().as_deref());
    let next = move || match theme.get().as_deref() {
        None => Some("light"),
        Some("light") => Some("dark"),
        _ => None,
    };
    let name = |theme: Option<&str>| match theme {
        None => "system",
        Some("light") => "light",
        _ => "dark",
    };
    let label = move || format!("Theme: {}. Switch to {}", name(theme.get().as_deref()), name(next()));
    let disc = move || match theme.get().as_deref() {
        None => "M8 1.800a6.200 6.200 0 0 1 0 12.400Z",
        Some("light") => "M8 5.500a2.500 2.500 0 1 1 0 5a2.500 2.500 0 0 1 0-5Z",
        _ => "M8 1.800a6.200 6.200 0 1 1 0 12.400a6.200 6.200 0 0 1 0-12.400Z",
    };
    let ring = svg("circle").attrs(&[
        ("cx", "8"),
        ("cy", "8"),
        ("r", "6.2"),
        ("fill", "none"),
        ("stroke", "currentColor"),
        ("stroke-width", "1.5"),
    ]);
    el("button")
        .class("icon")
        .attr("type", "button")
        .attr("data-testid", "theme")
        .attr_with("aria-label", label)
        .attr_with("title", label)
        .on("click", move |_| {
            let chosen = next();
            browser::set_theme(chosen);
            theme.set(chosen.map(str::to_owned));
        })
        .child(icon("16", "16").child(ring).child(svg("path").attr("fill", "currentColor").attr_with("d", disc)))
}
