//! What several views share: title, links, sources, and the search of a list.

use jwt_debugger::content::tree;
use leptos::prelude::*;

/// The title of a view, where the focus goes when it is opened.
#[component]
pub fn Title(#[prop(into)] text: String) -> impl IntoView {
    view! { <h1 id="view-title" tabindex="-1">{text}</h1> }.into_any()
}

/// What a view is about.
#[component]
pub fn Lead(#[prop(into)] text: String) -> impl IntoView {
    view! { <p class="lead">{text}</p> }.into_any()
}

/// A link of words: inside of the page, or to an address elsewhere, which then learns nothing of this page.
#[component]
pub fn Link(#[prop(into)] href: String, #[prop(into)] text: String) -> impl IntoView {
    let away = leads_away(&href);
    view! {
        <a href=href target=away.then_some("_blank") rel=away.then_some("noopener noreferrer")>{text}</a>
    }
    .into_any()
}

/// Whether an address is outside of this page.
pub fn leads_away(address: &str) -> bool {
    !address.starts_with('#')
}

/// Where something is said, each a link that the person may follow.
#[component]
pub fn Sources<'a>(links: &'a [tree::Link]) -> impl IntoView + use<> {
    let item = |source: &tree::Link| {
        view! { <li><Link href=source.address.to_string() text=source.words.to_string()/></li> }
    };
    view! { <ul class="sources">{links.iter().map(item).collect_view()}</ul> }.into_any()
}

/// A field to search with.
#[component]
pub fn SearchField(label: &'static str, testid: &'static str, query: RwSignal<String>) -> impl IntoView {
    view! {
        <input class="search" type="search" aria-label=label placeholder=label data-testid=testid bind:value=query/>
    }
    .into_any()
}

/// How many of `count` fit what is searched for.
#[component]
pub fn Fitting(fitting: Memo<Vec<usize>>, count: usize, testid: &'static str) -> impl IntoView {
    view! {
        <p class="quiet" role="status" data-testid=testid>{move || format!("{} of {count}", fitting.with(Vec::len))}</p>
    }
    .into_any()
}

/// Shows what fits and is not among the `first` that are drawn unasked.
#[component]
pub fn ShowAll(fitting: Memo<Vec<usize>>, first: usize, all: RwSignal<bool>) -> impl IntoView {
    view! {
        <p>
            <button
                class="button"
                type="button"
                hidden=move || all.get() || fitting.with(Vec::len) <= first
                on:click=move |_| all.set(true)
            >
                "Show all that fit"
            </button>
        </p>
    }
    .into_any()
}

/// What is drawn of what fits.
pub fn drawn(fitting: Memo<Vec<usize>>, first: usize, all: RwSignal<bool>) -> Vec<usize> {
    let up_to = if all.get() { usize::MAX } else { first };
    fitting.with(|fitting| fitting.iter().take(up_to).copied().collect())
}
