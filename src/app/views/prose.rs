//! Formatted text as elements. What is in them is text, and never HTML.
//!
//! It comes from Markdown: which element stands where is known when the file of the lessons and lists is read, and not when this
//! program is compiled. So these elements have their names as values, and `view!` writes none of them. The names themselves are
//! those that `content::tree` lets through.

use super::parts::leads_away;
use jwt_debugger::content::tree::Node;
use leptos::html::custom;
use leptos::prelude::*;

/// Pieces of formatted text.
#[component]
pub fn Prose<'a>(nodes: &'a [Node]) -> impl IntoView + use<> {
    nodes.iter().map(draw).collect_view()
}

fn draw(node: &Node) -> AnyView {
    match node {
        Node::Text(text) => text.to_string().into_any(),
        Node::Link(address, nodes) => {
            let away = leads_away(address);
            view! {
                <a
                    href=address.to_string()
                    target=away.then_some("_blank")
                    rel=away.then_some("noopener noreferrer")
                >
                    <Prose nodes/>
                </a>
            }
            .into_any()
        }
        // What may be wider than the column is scrolled then, by keyboard, too.
        Node::Element(name @ ("pre" | "table"), nodes) => {
            view! { <div class="wide" tabindex="0">{element(name, nodes)}</div> }.into_any()
        }
        Node::Element(name, nodes) => element(name, nodes),
    }
}

fn element(name: &'static str, nodes: &[Node]) -> AnyView {
    custom(name).child(nodes.iter().map(draw).collect_view()).into_any()
}
