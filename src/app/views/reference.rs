//! The reference: every name that the page knows, to be searched.

use super::super::browser::prose::{button, items, lead, link, search, tag, text, title};
use super::super::message::Message;
use jwt_debugger::content::matches;
use jwt_debugger::content::reference::{Entry, KINDS, entries, slug};
use leptos::prelude::*;

/// So many are drawn before somebody asks for all.
const FIRST: usize = 40;

/// The page, at the entry that the address names.
pub fn reference_view(at: Option<(String, String)>) -> Vec<AnyView> {
    let all_entries = entries();
    let count = all_entries.len();
    let query = RwSignal::new(String::new());
    let kind = RwSignal::new(String::new());
    let all = RwSignal::new(at.is_some());
    let words: Vec<(String, String, &'static str)> = all_entries
        .iter()
        .map(|entry| {
            let name = entry.name.to_ascii_lowercase();
            let searched = format!("{name} {} {}", entry.title, entry.about).to_ascii_lowercase();
            (name, searched, entry.kind)
        })
        .collect();
    let fitting = Memo::new(move |_| {
        let (query, kind) = (query.get().to_ascii_lowercase(), kind.get());
        let fits = |(_, searched, of): &&(String, String, &str)| {
            (kind.is_empty() || kind == **of) && matches(&query, searched)
        };
        let mut found: Vec<(bool, usize)> = vec![];
        for (at, one) in words.iter().enumerate().filter(|(_, one)| fits(one)) {
            // What is called so comes before what only mentions it.
            found.push((query.is_empty() || !one.0.starts_with(query.trim()), at));
        }
        let (mentioned, called): (Vec<_>, Vec<_>) = found.into_iter().partition(|(mentioned, _)| *mentioned);
        called.into_iter().chain(mentioned).map(|(_, at)| at).collect::<Vec<usize>>()
    });
    let options = KINDS.map(|(kind, name)| tag("option").attr("value", kind).text(name).view());
    let choose = move |event| kind.set(event_target_value(&event));
    let select = tag("select").class("button").attr("aria-label", "Kind").on("change", choose);
    let select = select.add(tag("option").attr("value", "").text("Everything").view()).all(options).view();
    let filters = tag("div").class("filters").attr("role", "search");
    let field = search("Search the reference", "reference-search", move |typed| query.set(typed));
    let status = tag("p").class("quiet").attr("role", "status").attr("data-testid", "reference-count");
    let status = status.changing(move || text(format!("{} of {count}", fitting.with(Vec::len)))).view();
    let shown = move || {
        let mut shown = fitting.get();
        shown.truncate(if all.get() { usize::MAX } else { FIRST });
        shown
    };
    let draw = move |at: usize| all_entries.get(at).map_or_else(|| text(""), section);
    let hidden = move || (all.get() || fitting.with(Vec::len) <= FIRST).then(String::new);
    let show_all = button("Show all that fit", move |_| all.set(true)).class("button").live("hidden", hidden).view();
    vec![
        title("Reference"),
        lead(
            "Every claim, header parameter, algorithm and type that this page knows, from the tables that it works with.",
        ),
        filters.add(field).add(select).view(),
        status,
        items("div", "terms", shown, draw),
        tag("p").add(show_all).view(),
    ]
}

/// The id of the heading of an entry, as an address names it.
pub fn section_id(kind: &str, name: &str) -> String {
    format!("ref-{kind}-{name}")
}

fn section(entry: &Entry) -> AnyView {
    let name = tag("code").text(entry.name).view();
    let heading = tag("h2").attr("id", section_id(entry.kind, &slug(entry.name))).attr("tabindex", "-1").add(name);
    let kind = KINDS.iter().find(|(kind, _)| *kind == entry.kind).map_or("", |(_, name)| name);
    let kind = tag("small").class("quiet").text(format!(" {kind}")).view();
    let about = tag("p").add(message(entry.title, "b")).text(" ").add(message(&entry.about, "span"));
    let about = match &entry.spec {
        Some(spec) => about.text(" ").add(link(&spec.url(), spec)),
        None => about,
    };
    tag("section").attr("data-testid", "reference").add(heading.add(kind).view()).add(about.view()).view()
}

fn message(words: &str, name: &'static str) -> AnyView {
    tag(name).add(view! { <Message text=words/> }.into_any()).view()
}
