//! A library: a row that opens in place.

use super::super::browser;
use super::super::controls::CopyButton;
use super::prose::{element, link, text};
use jwt_debugger::content::library::{FAMILIES, Library};
use jwt_debugger::token::Text;
use leptos::prelude::*;

/// The row. What it opens to is drawn when it is opened.
#[component]
pub fn Row(library: Library) -> impl IntoView {
    let open = RwSignal::new(false);
    let families = FAMILIES.map(|(name, start)| match library.has_family(start) {
        true => element("i", "", vec![text(name)]),
        // Struck through for the eye alone: whoever listens hears those that are there.
        false => view! { <i data-state="none" aria-hidden="true">{name}</i> }.into_any(),
    });
    let also = [(library.jwe, "JWE"), (library.jwks, "JWKS")];
    let also: Vec<&str> = also.iter().filter(|(has, _)| *has == Some(true)).map(|(_, name)| *name).collect();
    let care = match library.maintained {
        Some(true) => element("span", "care", vec![text("maintained")]),
        Some(false) => element("span", "care warn", vec![text("not maintained")]),
        None => element("span", "care", vec![]),
    };
    let summary = vec![
        element("b", "", vec![text(&library.name)]),
        element("span", "", vec![text(&library.language)]),
        element("span", "matrix", families.into()),
        element("span", "", vec![text(also.join(" · "))]),
        care,
    ];
    view! {
        <li class="library" data-testid="library">
            <details on:toggle=move |event| open.set(browser::is_open(&event))>
                <summary>{summary}</summary>
                {move || open.get().then(|| detail(&library))}
            </details>
        </li>
    }
    .into_any()
}

fn detail(library: &Library) -> AnyView {
    let mut facts = vec![];
    let mut fact = |name: &'static str, value: Vec<AnyView>| {
        facts.push(element("dt", "", vec![text(name)]));
        facts.push(element("dd", "", value));
    };
    if !library.install.is_empty() {
        let (command, into) = (library.install.to_string(), library.file.as_str());
        let name = if into.is_empty() { text("") } else { text(format!(" in {into} ")) };
        let copy = view! { <CopyButton what="the install command" text=move || command.clone()/> }.into_any();
        fact("Install", vec![element("code", "", vec![text(&library.install)]), name, copy]);
    }
    if !library.safe.is_empty() {
        let named = match library.advisories.is_empty() {
            true => library.reason.to_string(),
            false => joined(&library.advisories),
        };
        let branches = match library.branches.is_empty() {
            true => String::new(),
            false => format!(" Older lines: {}.", joined(&library.branches)),
        };
        let version = element("b", "", vec![text(&library.safe)]);
        fact("Use at least", vec![version, text(format!(" ({named}).{branches}"))]);
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
        ("Encrypted tokens", yes_or_no(library.jwe)),
        ("JWK Sets", yes_or_no(library.jwks)),
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
        fact("Source", vec![link(&library.repository, vec![text(&library.repository)])]);
    }
    let sources = library.sources.iter().map(|source| element("li", "", vec![text(source)])).collect();
    fact("Says who", vec![element("ul", "", sources)]);
    element("dl", "facts", facts)
}

fn joined(texts: &[Text]) -> String {
    texts.iter().map(Text::as_str).collect::<Vec<&str>>().join(", ")
}

fn yes_or_no(known: Option<bool>) -> String {
    known.map_or("", |known| if known { "yes" } else { "no" }).to_owned()
}
