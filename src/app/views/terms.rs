//! The glossary, and the questions of newcomers.

use super::prose::{element, prose, sources, text};
use jwt_debugger::content::{Content, Term, matches};
use leptos::prelude::*;
use std::sync::Arc;

/// All terms, or those that fit what is searched for.
#[component]
pub fn Terms(content: Arc<Content>, glossary: bool) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let (title, lead) = match glossary {
        true => ("Glossary", "The words of this field, in one to three sentences each."),
        false => ("Questions", "What people ask when they meet their first tokens."),
    };
    let of = move |content: &Content| if glossary { content.glossary.clone() } else { content.faq.clone() };
    let terms: Vec<(Term, String)> = of(&content).into_iter().map(|term| (term.clone(), plain(&term))).collect();
    let terms = Arc::new(terms);
    let shown = {
        let terms = terms.clone();
        move || {
            let fits = |(at, (_, text)): (usize, &(Term, String))| {
                query.with(|query| matches(query, [text.as_str()])).then_some(at)
            };
            terms.iter().enumerate().filter_map(fits).collect::<Vec<usize>>()
        }
    };
    let draw = move |at: usize| terms.get(at).map(|(term, _)| section(term));
    view! {
        <h1 id="view-title" tabindex="-1">{title}</h1>
        <p class="lead">{lead}</p>
        <input
            class="search"
            type="search"
            aria-label=format!("Search: {title}")
            placeholder="Search"
            data-testid="term-search"
            on:input=move |event| query.set(event_target_value(&event))
        />
        <div class="terms"><For each=shown key=|at| *at children=draw/></div>
    }
    .into_any()
}

fn section(term: &Term) -> AnyView {
    let defined = match term.source.is_empty() {
        true => text(""),
        false => element("ul", "sources", sources(&term.source)),
    };
    view! {
        <section data-testid="term">
            <h2 id=format!("term-{}", term.slug) tabindex="-1">{term.name.to_string()}</h2>
            {prose(&term.text)}
            {defined}
        </section>
    }
    .into_any()
}

fn plain(term: &Term) -> String {
    let mut out = format!("{} ", term.name);
    term.text.iter().for_each(|node| node.write_text(&mut out));
    out
}
