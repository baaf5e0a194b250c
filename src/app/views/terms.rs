//! The glossary, and the questions of newcomers.

use super::super::browser::prose::{items, lead, prose, search, sources, tag, text, title};
use jwt_debugger::content::{Content, Term, matches};
use leptos::prelude::*;
use std::sync::Arc;

/// All terms, or those that fit what is searched for.
pub fn terms_view(content: Arc<Content>, glossary: bool) -> Vec<AnyView> {
    let query = RwSignal::new(String::new());
    let (name, about, label, terms) = match glossary {
        true => (
            "Glossary",
            "The words of this field, in one to three sentences each.",
            "Search the glossary",
            &content.glossary,
        ),
        false => {
            ("Questions", "What people ask when they meet their first tokens.", "Search the questions", &content.faq)
        }
    };
    let words: Vec<String> = terms.iter().map(plain).collect();
    let shown = move || {
        let fits = |(at, words): (usize, &String)| query.with(|query| matches(query, words)).then_some(at);
        words.iter().enumerate().filter_map(fits).collect::<Vec<usize>>()
    };
    let content = content.clone();
    let draw = move |at: usize| {
        let terms = if glossary { &content.glossary } else { &content.faq };
        terms.get(at).map_or_else(|| text(""), section)
    };
    let field = search(label, "term-search", move |typed| query.set(typed));
    vec![title(name), lead(about), field, items("div", "terms", shown, draw)]
}

fn section(term: &Term) -> AnyView {
    let heading = tag("h2").attr("id", format!("term-{}", term.slug)).attr("tabindex", "-1").text(&term.name).view();
    let section = tag("section").attr("data-testid", "term").add(heading).all(prose(&term.text));
    if term.source.is_empty() { section } else { section.add(sources(&term.source)) }.view()
}

/// What is searched of a term, in small letters.
fn plain(term: &Term) -> String {
    let mut out = format!("{} ", term.name);
    term.text.iter().for_each(|node| node.write_text(&mut out));
    out.make_ascii_lowercase();
    out
}
