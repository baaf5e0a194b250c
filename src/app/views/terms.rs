//! The glossary, and the questions of newcomers.

use super::parts::{Lead, SearchField, Sources, Title};
use super::prose::Prose;
use jwt_debugger::content::{Content, Term, matches};
use leptos::prelude::*;
use std::sync::Arc;

/// All terms, or those that fit what is searched for.
#[component]
pub fn TermsView(content: Arc<Content>, glossary: bool) -> impl IntoView {
    let (title, lead, label) = match glossary {
        true => ("Glossary", "The words of this field, in one to three sentences each.", "Search the glossary"),
        false => ("Questions", "What people ask when they meet their first tokens.", "Search the questions"),
    };
    let query = RwSignal::new(String::new());
    let searched: Vec<String> = terms(&content, glossary).iter().map(plain).collect();
    let fitting = move || {
        let fits = |(at, text): (usize, &String)| query.with(|query| matches(query, text)).then_some(at);
        searched.iter().enumerate().filter_map(fits).collect::<Vec<usize>>()
    };
    let term = move |at: usize| terms(&content, glossary).get(at).map(|term| view! { <TermSection term/> });
    view! {
        <Title text=title/>
        <Lead text=lead/>
        <SearchField label testid="term-search" query/>
        <div class="terms">
            <For each=fitting key=|at| *at children=term/>
        </div>
    }
}

fn terms(content: &Content, glossary: bool) -> &[Term] {
    if glossary { &content.glossary } else { &content.faq }
}

#[component]
fn TermSection<'a>(term: &'a Term) -> impl IntoView + use<> {
    view! {
        <section data-testid="term">
            <h2 id=format!("term-{}", term.slug) tabindex="-1">{term.name.to_string()}</h2>
            <Prose nodes=&term.text/>
            {(!term.source.is_empty()).then(|| view! { <Sources links=&term.source/> })}
        </section>
    }
    .into_any()
}

/// What is searched of a term, in small letters.
fn plain(term: &Term) -> String {
    let mut out = format!("{} ", term.name);
    term.text.iter().for_each(|node| node.write_text(&mut out));
    out.make_ascii_lowercase();
    out
}
