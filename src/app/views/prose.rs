//! Formatted text as elements. One function draws all of it, whatever it is from; what is in it is text, and never HTML.

use jwt_debugger::content::tree::{Link, Node};
use leptos::html::custom;
use leptos::prelude::*;

/// An element with that name: one type for all, because each further type costs what a page of text does.
pub fn element(name: &'static str, class: &'static str, children: Vec<AnyView>) -> AnyView {
    custom(name).class(class).child(children).into_any()
}

/// Plain text.
pub fn text(text: impl ToString) -> AnyView {
    text.to_string().into_any()
}

/// Pieces of formatted text.
pub fn prose(nodes: &[Node]) -> Vec<AnyView> {
    nodes.iter().map(draw).collect()
}

/// Where something is said, each a link that the person may follow.
pub fn sources(links: &[Link]) -> Vec<AnyView> {
    let one = |source: &Link| element("li", "", vec![link(&source.address, vec![text(&source.words)])]);
    links.iter().map(one).collect()
}

/// A link: inside of the page, or to an address elsewhere, which then learns nothing of this page.
pub fn link(address: &str, children: Vec<AnyView>) -> AnyView {
    let outside = !address.starts_with('#');
    let (target, rel) = (outside.then_some("_blank"), outside.then_some("noopener noreferrer"));
    view! { <a href=address.to_owned() target=target rel=rel>{children}</a> }.into_any()
}

fn draw(node: &Node) -> AnyView {
    match node {
        Node::Text(plain) => text(plain),
        Node::Link(address, nodes) => link(address, prose(nodes)),
        Node::Element(name @ ("pre" | "table"), nodes) => wide(name, prose(nodes)),
        Node::Element(name, nodes) => element(name, "", prose(nodes)),
    }
}

/// What may be wider than the column, and is scrolled then, by keyboard, too.
fn wide(name: &'static str, children: Vec<AnyView>) -> AnyView {
    view! { <div class="wide" tabindex="0">{element(name, "", children)}</div> }.into_any()
}
