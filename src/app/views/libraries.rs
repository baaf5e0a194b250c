//! The directory of libraries: what is asked for, and what fits.

use super::library::Row;
use super::prose::{element, link, text};
use jwt_debugger::content::Content;
use jwt_debugger::content::library::{Filter, Library};
use jwt_debugger::token::Text;
use leptos::prelude::*;
use std::sync::Arc;

/// So many are drawn before somebody asks for all: a list that long is read by searching it.
const FIRST: usize = 20;

/// The page.
#[component]
pub fn Libraries(content: Arc<Content>) -> impl IntoView {
    let filter = RwSignal::new(Filter::default());
    let all = RwSignal::new(false);
    let fitting = Memo::new({
        let content = content.clone();
        move |_| {
            let fits = |(at, library): (usize, &Library)| filter.with(|filter| filter.fits(library)).then_some(at);
            content.libraries.iter().enumerate().filter_map(fits).collect::<Vec<usize>>()
        }
    });
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        fitting.with(|fitting| fitting.iter().take(most).copied().collect::<Vec<usize>>())
    };
    let languages = sorted(content.libraries.iter().map(|library| &library.language));
    let algorithms = sorted(content.libraries.iter().flat_map(|library| &library.algorithms));
    let (count, spoken) = (content.libraries.len(), languages.len());
    let lead = format!(
        "{count} libraries in {spoken} languages. Facts as of {}, each with its source. What no source says is left out: it \
         is not known, and does not mean no. The ",
        content.as_of
    );
    let draw = move |at: usize| content.libraries.get(at).map(|one| view! { <Row library=one.clone()/> });
    view! {
        <h1 id="view-title" tabindex="-1">"Libraries"</h1>
        <p class="lead">{lead}{link("#/tools", vec![text("other tools")])}" have a page of their own."</p>
        <div class="filters" role="search">
            <input
                class="search"
                type="search"
                aria-label="Search libraries"
                placeholder="Name, language, package or algorithm"
                data-testid="library-search"
                on:input=move |event| filter.update(|filter| filter.query = event_target_value(&event))
            />
            {select(filter, "Language", "Every language", languages, |filter| &mut filter.language)}
            {select(filter, "Algorithm", "Every algorithm", algorithms, |filter| &mut filter.algorithm)}
            {check(filter, "JWE", |filter| &mut filter.jwe)}
            {check(filter, "JWK Sets", |filter| &mut filter.jwks)}
            {check(filter, "maintained", |filter| &mut filter.maintained)}
        </div>
        <p role="status" class="quiet" data-testid="library-count">
            {move || format!("{} of {count}", fitting.with(Vec::len))}
        </p>
        <ul class="rows"><For each=shown key=|at| *at children=draw/></ul>
        <Show when=move || !all.get() && fitting.with(|fitting| fitting.len() > FIRST)>
            <button class="button" type="button" on:click=move |_| all.set(true)>
                {move || format!("Show all {}", fitting.with(Vec::len))}
            </button>
        </Show>
    }
    .into_any()
}

/// Each once, by the alphabet.
fn sorted<'a>(names: impl Iterator<Item = &'a Text>) -> Vec<String> {
    let mut names: Vec<String> = names.map(Text::to_string).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// One of `names`, or any.
fn select(
    filter: RwSignal<Filter>,
    label: &'static str,
    any: &'static str,
    names: Vec<String>,
    of: fn(&mut Filter) -> &mut String,
) -> AnyView {
    let options = names.iter().map(|name| element("option", "", vec![text(name)])).collect::<Vec<AnyView>>();
    // An option without a value has its text as value.
    view! {
        <select
            class="button"
            aria-label=label
            on:change=move |event| filter.update(|filter| *of(filter) = event_target_value(&event))
        >
            <option value="">{any}</option>
            {options}
        </select>
    }
    .into_any()
}

fn check(filter: RwSignal<Filter>, name: &'static str, of: fn(&mut Filter) -> &mut bool) -> AnyView {
    view! {
        <label>
            <input type="checkbox" on:change=move |event| filter.update(|filter| *of(filter) = event_target_checked(&event))/>
            {name}
        </label>
    }
    .into_any()
}
