//! The directory of libraries: what is asked for, and what fits.

use super::library::LibraryRow;
use super::parts::{Fitting, Link, SearchField, ShowAll, Title, drawn};
use jwt_debugger::base::text::Text;
use jwt_debugger::content::Content;
use jwt_debugger::content::library::Filter;
use leptos::prelude::*;
use std::sync::Arc;

/// So many are drawn before somebody asks for all: a list that long is read by searching it.
const FIRST: usize = 12;

/// The page.
#[component]
pub fn LibrariesView(content: Arc<Content>) -> impl IntoView {
    let [query, language, algorithm] = [(); 3].map(|()| RwSignal::new(String::new()));
    let [jwe, jwks, maintained, all] = [false; 4].map(RwSignal::new);
    let listed = content.clone();
    let fitting = Memo::new(move |_| {
        let filter = Filter {
            query: query.get(),
            language: language.get(),
            algorithm: algorithm.get(),
            jwe: jwe.get(),
            jwks: jwks.get(),
            maintained: maintained.get(),
        };
        let libraries = listed.libraries.iter().enumerate();
        libraries.filter_map(|(at, one)| filter.fits(one).then_some(at)).collect::<Vec<usize>>()
    });
    let count = content.libraries.len();
    let about = format!(
        "{count} libraries in {} languages. Facts as of {}, each with its source. What no source says is left out: it is not \
         known, and does not mean no. There is a page of ",
        content.languages.len(),
        content.as_of
    );
    view! {
        <Title text="Libraries"/>
        <p class="lead">{about}<Link href="#/tools" text="other tools"/>", too."</p>
        <div class="filters" role="search">
            <SearchField label="Search libraries" testid="library-search" query/>
            <Select label="Language" any="Every language" names=&content.languages chosen=language/>
            <Select label="Algorithm" any="Every algorithm" names=&content.algorithms chosen=algorithm/>
            <Check name="JWE" checked=jwe/>
            <Check name="JWK Sets" checked=jwks/>
            <Check name="maintained" checked=maintained/>
        </div>
        <Fitting fitting count testid="library-count"/>
        <ul class="rows">
            <For
                each=move || drawn(fitting, FIRST, all)
                key=|at| *at
                children=move |at| content.libraries.get(at).map(|library| view! { <LibraryRow library/> })
            />
        </ul>
        <ShowAll fitting first=FIRST all/>
    }
}

/// One of `names`, or any.
#[component]
fn Select<'a>(
    label: &'static str,
    any: &'static str,
    names: &'a [Text],
    chosen: RwSignal<String>,
) -> impl IntoView + use<> {
    // An option without a value has its text as value.
    let options = names.iter().map(|name| view! { <option>{name.to_string()}</option> }).collect_view();
    view! {
        <select class="button" aria-label=label on:change=move |event| chosen.set(event_target_value(&event))>
            <option value="">{any}</option>
            {options}
        </select>
    }
    .into_any()
}

#[component]
fn Check(name: &'static str, checked: RwSignal<bool>) -> impl IntoView {
    view! { <label><input type="checkbox" bind:checked=checked/>{name}</label> }.into_any()
}
