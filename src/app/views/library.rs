//! A library: a row that opens in place.

use super::super::browser;
use super::super::controls::CopyButton;
use super::parts::Link;
use jwt_debugger::base::text::Text;
use jwt_debugger::content::library::{FAMILIES, Library};
use leptos::prelude::*;

/// The row. What it opens to is drawn when it is opened.
#[component]
pub fn LibraryRow<'a>(library: &'a Library) -> impl IntoView + use<> {
    let open = RwSignal::new(false);
    // Struck through for the eye alone: whoever listens hears those that are there.
    let family = |(name, start): (&'static str, &str)| {
        let is_missing = !library.has_family(start);
        view! { <i data-state=is_missing.then_some("none") aria-hidden=is_missing.then_some("true")>{name}</i> }
    };
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
    let facts = {
        let library = library.clone();
        move || open.get().then(|| view! { <Facts library=&library/> })
    };
    view! {
        <li class="library" data-testid="library">
            <details on:toggle=move |event| open.set(browser::is_open(&event))>
                <summary>
                    <b>{library.name.to_string()}</b>
                    <span>{library.language.to_string()}</span>
                    <span class="matrix">{FAMILIES.into_iter().map(family).collect_view()}</span>
                    <span>{also}</span>
                    <span class=class>{care}</span>
                </summary>
                {facts}
            </details>
        </li>
    }
    .into_any()
}

/// Everything that is known of a library.
#[component]
fn Facts<'a>(library: &'a Library) -> impl IntoView + use<> {
    let install = (!library.install.is_empty()).then(|| {
        let command = library.install.to_string();
        let place = if library.file.is_empty() { String::new() } else { format!(" in {} ", library.file) };
        view! {
            <Fact name="Install">
                <code>{command.clone()}</code>
                {place}
                <CopyButton what="the install command" text=move || command.clone()/>
            </Fact>
        }
    });
    let safe = (!library.safe.is_empty()).then(|| {
        let advisories = joined(&library.advisories);
        let why = if advisories.is_empty() { library.reason.to_string() } else { advisories };
        let branches = joined(&library.branches);
        let lines = if branches.is_empty() { branches } else { format!(" Older lines: {branches}.") };
        let version = library.safe.to_string();
        view! { <Fact name="Use at least"><b>{version}</b>{format!(" ({why}).{lines}")}</Fact> }
    });
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
    let plain = plain.into_iter().filter(|(_, value)| !value.is_empty());
    let repository = (!library.repository.is_empty()).then(|| {
        let address = library.repository.to_string();
        view! { <Fact name="Source code"><Link href=address.clone() text=address/></Fact> }
    });
    let sources = library.sources.iter().map(|source| view! { <li>{source.to_string()}</li> }).collect_view();
    view! {
        <dl class="facts">
            {install}
            {safe}
            {plain.map(|(name, value)| view! { <Fact name>{value}</Fact> }).collect_view()}
            {repository}
            <Fact name="Sources"><ul>{sources}</ul></Fact>
        </dl>
    }
    .into_any()
}

#[component]
fn Fact(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{children()}</dd>
    }
    .into_any()
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
