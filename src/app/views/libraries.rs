//! The directory of libraries: what is asked for, and what fits.

use super::super::browser::prose::{button, items, link, search, tag, text, title};
use super::library::row;
use jwt_debugger::base::text::Text;
use jwt_debugger::content::Content;
use jwt_debugger::content::library::Filter;
use leptos::prelude::*;
use std::sync::Arc;

/// So many are drawn before somebody asks for all: a list that long is read by searching it.
const FIRST: usize = 12;

/// The page.
pub fn libraries_view(content: Arc<Content>) -> Vec<AnyView> {
    let filter = RwSignal::new(Filter::default());
    let all = RwSignal::new(false);
    let listed = content.clone();
    let fitting = move || {
        let libraries = listed.libraries.iter().enumerate();
        filter.with(|filter| libraries.filter_map(|(at, one)| filter.fits(one).then_some(at)).collect::<Vec<usize>>())
    };
    let count = content.libraries.len();
    let about = format!(
        "{count} libraries in {} languages. Facts as of {}, each with its source. What no source says is left out: it is not \
         known, and does not mean no. There is a page of ",
        content.languages.len(),
        content.as_of
    );
    let about = tag("p").class("lead").text(about).add(link("#/tools", "other tools")).text(", too.").view();
    let typed = move |typed| filter.update(|filter| filter.query = typed);
    let filters = tag("div").class("filters").attr("role", "search").all([
        search("Search libraries", "library-search", typed),
        select(filter, "Language", "Every language", &content.languages, |filter| &mut filter.language),
        select(filter, "Algorithm", "Every algorithm", &content.algorithms, |filter| &mut filter.algorithm),
        check(filter, "JWE", |filter| &mut filter.jwe),
        check(filter, "JWK Sets", |filter| &mut filter.jwks),
        check(filter, "maintained", |filter| &mut filter.maintained),
    ]);
    let (counted, listed, more) = (fitting.clone(), fitting.clone(), fitting);
    let status = tag("p").class("quiet").attr("role", "status").attr("data-testid", "library-count");
    let status = status.changing(move || text(format!("{} of {count}", counted().len()))).view();
    let shown = move || {
        let mut shown = listed();
        shown.truncate(if all.get() { usize::MAX } else { FIRST });
        shown
    };
    let draw = move |at: usize| content.libraries.get(at).map_or_else(|| text(""), row);
    let hidden = move || (all.get() || more().len() <= FIRST).then(String::new);
    let show_all = button("Show all that fit", move |_| all.set(true)).class("button").live("hidden", hidden).view();
    let show_all = tag("p").add(show_all).view();
    vec![title("Libraries"), about, filters.view(), status, items("ul", "rows", shown, draw), show_all]
}

/// One of `names`, or any.
fn select(
    filter: RwSignal<Filter>,
    label: &'static str,
    any: &'static str,
    names: &[Text],
    of: fn(&mut Filter) -> &mut String,
) -> AnyView {
    // An option without a value has its text as value.
    let options = names.iter().map(|name| tag("option").text(name).view());
    let select = tag("select").class("button").attr("aria-label", label);
    let choose = move |event| filter.update(|filter| *of(filter) = event_target_value(&event));
    select.on("change", choose).add(tag("option").attr("value", "").text(any).view()).all(options).view()
}

fn check(filter: RwSignal<Filter>, name: &'static str, of: fn(&mut Filter) -> &mut bool) -> AnyView {
    let choose = move |event| filter.update(|filter| *of(filter) = event_target_checked(&event));
    tag("label").add(tag("input").attr("type", "checkbox").on("change", choose).view()).text(name).view()
}
