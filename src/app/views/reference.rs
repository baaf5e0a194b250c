//! The reference: every name that the page knows, to be searched.

use super::super::message::Message;
use super::parts::{Fitting, Lead, Link, SearchField, ShowAll, Title, drawn};
use jwt_debugger::content::matches;
use jwt_debugger::content::reference::{Entry, KINDS, entries, slug};
use leptos::prelude::*;

/// So many are drawn before somebody asks for all.
const FIRST: usize = 40;

/// What is searched of an entry, in small letters.
struct Searched {
    kind: &'static str,
    name: String,
    text: String,
}

impl Searched {
    fn of(entry: &Entry) -> Searched {
        let name = entry.name.to_ascii_lowercase();
        let text = format!("{name} {} {}", entry.title, entry.about).to_ascii_lowercase();
        Searched { kind: entry.kind, name, text }
    }
}

/// The page, at the entry that the address names.
#[component]
pub fn ReferenceView(at: Option<(String, String)>) -> impl IntoView {
    let entries = entries();
    let count = entries.len();
    let [query, kind] = [(); 2].map(|()| RwSignal::new(String::new()));
    let all = RwSignal::new(at.is_some());
    let searched: Vec<Searched> = entries.iter().map(Searched::of).collect();
    let fitting = Memo::new(move |_| {
        let (query, kind) = (query.get().to_ascii_lowercase(), kind.get());
        let fits = |one: &Searched| (kind.is_empty() || kind == one.kind) && matches(&query, &one.text);
        // What is called so comes before what only mentions it.
        let is_called = |one: &Searched| !query.is_empty() && one.name.starts_with(query.trim());
        let found = searched.iter().enumerate().filter(|(_, one)| fits(one));
        let (called, mentioned): (Vec<_>, Vec<_>) = found.partition(|(_, one)| is_called(one));
        called.into_iter().chain(mentioned).map(|(at, _)| at).collect::<Vec<usize>>()
    });
    let kinds = KINDS.into_iter().map(|(kind, name)| view! { <option value=kind>{name}</option> }).collect_view();
    view! {
        <Title text="Reference"/>
        <Lead text="Every claim, header parameter, algorithm and type that this page knows, from the tables that it works with."/>
        <div class="filters" role="search">
            <SearchField label="Search the reference" testid="reference-search" query/>
            <select class="button" aria-label="Kind" on:change=move |event| kind.set(event_target_value(&event))>
                <option value="">"Everything"</option>
                {kinds}
            </select>
        </div>
        <Fitting fitting count testid="reference-count"/>
        <div class="terms">
            <For
                each=move || drawn(fitting, FIRST, all)
                key=|at| *at
                children=move |at| entries.get(at).map(|entry| view! { <EntrySection entry/> })
            />
        </div>
        <ShowAll fitting first=FIRST all/>
    }
}

/// The id of the heading of an entry, as an address names it.
pub fn section_id(kind: &str, name: &str) -> String {
    format!("ref-{kind}-{name}")
}

#[component]
fn EntrySection<'a>(entry: &'a Entry) -> impl IntoView + use<> {
    let kind = KINDS.iter().find(|(kind, _)| *kind == entry.kind).map_or("", |(_, name)| name);
    let source = entry.spec.as_ref().map(|spec| view! { " "<Link href=spec.url() text=spec.to_string()/> });
    view! {
        <section data-testid="reference">
            <h2 id=section_id(entry.kind, &slug(entry.name)) tabindex="-1">
                <code>{entry.name}</code>
                <small class="quiet">{format!(" {kind}")}</small>
            </h2>
            <p>
                <b><Message text=entry.title/></b>
                " "
                <span><Message text=entry.about.clone()/></span>
                {source}
            </p>
        </section>
    }
    .into_any()
}
