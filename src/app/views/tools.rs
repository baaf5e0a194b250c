//! Other tools of this trade, and what each is better at.

use super::super::browser::prose::{lead, link, prose, sources, tag, title};
use jwt_debugger::content::{Content, Tool};
use leptos::prelude::*;

/// The page.
pub fn tools_view(content: &Content) -> Vec<AnyView> {
    let item = |tool: &Tool| {
        let about = tag("small").class("quiet").text(format!(" {} · {}", tool.kind, tool.licence)).view();
        let heading = tag("h2").add(link(&tool.url, &tool.name)).add(about).view();
        tag("li").add(heading).add(tag("p").all(prose(&tool.better)).view()).add(sources(&tool.source)).view()
    };
    let about = lead("What other tools are better at than this page. Libraries have a directory of their own.");
    vec![title("Other tools"), about, tag("ul").class("summaries").all(content.tools.iter().map(item)).view()]
}
