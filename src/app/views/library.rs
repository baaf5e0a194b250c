//! A library: a row that opens in place.

use super::super::browser;
use super::super::browser::prose::{link, tag, text};
use super::super::controls::CopyButton;
use jwt_debugger::base::text::Text;
use jwt_debugger::content::library::{FAMILIES, Library};
use leptos::prelude::*;

/// The row. What it opens to is drawn when it is opened.
pub fn row(library: &Library) -> AnyView {
    let open = RwSignal::new(false);
    // Struck through for the eye alone: whoever listens hears those that are there.
    let families = FAMILIES.map(|(name, start)| match library.has_family(start) {
        true => tag("i").text(name).view(),
        false => tag("i").attr("data-state", "none").attr("aria-hidden", "true").text(name).view(),
    });
    let also = match (library.jwe, library.jwks) {
        (Some(true), Some(true)) => "JWE · JWKS",
        (Some(true), _) => "JWE",
        (_, Some(true)) => "JWKS",
        _ => "",
    };
    let (class, care) = match library.maintained {
        Some(true) => ("care", "maintained"),
        Some(false) => ("care warn", "not maintained"),
        None => ("care", ""),
    };
    let summary = tag("summary").all([
        tag("b").text(&library.name).view(),
        tag("span").text(&library.language).view(),
        tag("span").class("matrix").all(families).view(),
        tag("span").text(also).view(),
        tag("span").class(class).text(care).view(),
    ]);
    let library = library.clone();
    let detail = move || if open.get() { detail(&library) } else { text("") };
    let toggle = move |event| open.set(browser::is_open(&event));
    let details = tag("details").on("toggle", toggle).add(summary.view()).changing(detail).view();
    tag("li").class("library").attr("data-testid", "library").add(details).view()
}

fn detail(library: &Library) -> AnyView {
    let mut facts = vec![];
    let mut fact = |name: &'static str, value: Vec<AnyView>| {
        facts.push(tag("dt").text(name).view());
        facts.push(tag("dd").all(value).view());
    };
    if !library.install.is_empty() {
        let (command, file) = (library.install.to_string(), library.file.as_str());
        let place = if file.is_empty() { String::new() } else { format!(" in {file} ") };
        let copy = view! { <CopyButton what="the install command" text=move || command.clone()/> }.into_any();
        fact("Install", vec![tag("code").text(&library.install).view(), text(place), copy]);
    }
    if !library.safe.is_empty() {
        let advisories = joined(&library.advisories);
        let why = if advisories.is_empty() { library.reason.to_string() } else { advisories };
        let branches = joined(&library.branches);
        let lines = if branches.is_empty() { branches } else { format!(" Older lines: {branches}.") };
        fact("Use at least", vec![tag("b").text(&library.safe).view(), text(format!(" ({why}).{lines}"))]);
    }
    let uses = match (library.signs, library.verifies) {
        (Some(true), Some(true)) => "signs and verifies",
        (Some(true), _) => "signs only",
        (_, Some(true)) => "verifies only",
        _ => "",
    };
    let plain = [
        ("Use", uses.to_owned()),
        ("Algorithms", joined(&library.algorithms)),
        ("Checks", joined(&library.claims)),
        ("Encrypted tokens", yes_or_no(library.jwe).to_owned()),
        ("JWK Sets", yes_or_no(library.jwks).to_owned()),
        ("Newest seen", library.latest.to_string()),
        ("Licence", library.licence.to_string()),
        ("Note", library.note.to_string()),
    ];
    for (name, value) in plain {
        if !value.is_empty() {
            fact(name, vec![text(value)]);
        }
    }
    if !library.repository.is_empty() {
        fact("Source code", vec![link(&library.repository, &library.repository)]);
    }
    let sources = library.sources.iter().map(|source| tag("li").text(source).view());
    fact("Sources", vec![tag("ul").all(sources).view()]);
    tag("dl").class("facts").all(facts).view()
}

fn joined(texts: &[Text]) -> String {
    let mut out = String::new();
    for text in texts {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(text);
    }
    out
}

fn yes_or_no(known: Option<bool>) -> &'static str {
    match known {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}
