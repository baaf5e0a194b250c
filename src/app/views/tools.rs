//! Other tools of this trade, and what each is better at.

use super::prose::{element, link, prose, sources, text};
use jwt_debugger::content::{Content, Tool};
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
#[component]
pub fn Tools(content: Arc<Content>) -> impl IntoView {
    let item = |tool: &Tool| {
        let about = element("small", "quiet", vec![text(format!(" {} · {}", tool.kind, tool.licence))]);
        let title = element("h2", "", vec![link(&tool.url, vec![text(&tool.name)]), about]);
        let better = element("p", "", prose(&tool.better));
        element("li", "", vec![title, better, element("ul", "sources", sources(&tool.source))])
    };
    view! {
        <h1 id="view-title" tabindex="-1">"Other tools"</h1>
        <p class="lead">
            "What other tools are better at than this page. For libraries, see "
            {link("#/libraries", vec![text("the directory")])}"."
        </p>
        {element("ul", "summaries", content.tools.iter().map(item).collect())}
    }
    .into_any()
}
