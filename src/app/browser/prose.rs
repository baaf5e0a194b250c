//! Elements, and formatted text as elements. What is in them is text, and never HTML.
//!
//! Each `view!` is a type of its own, and each type is a kilobyte to load. These views are many and plain, so all of their elements
//! are one type: a name, attributes and children that are known when the program runs.

use super::super::list::List;
use jwt_debugger::content::tree::{Link, Node};
use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::event;
use std::sync::Arc;
use web_sys::Event;

/// A text that changes, or is not there.
type Live = Box<dyn FnMut() -> Option<String> + Send>;
/// A part that changes.
type Part = Box<dyn FnMut() -> AnyView + Send>;

/// An element that is being made.
pub struct Tag {
    name: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element with that name.
pub fn tag(name: &'static str) -> Tag {
    Tag { name, attributes: vec![], children: vec![] }
}

impl Tag {
    /// With an attribute.
    pub fn attr(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push(custom_attribute(name, value.to_string()).into_any_attr());
        self
    }

    /// With a class.
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// With an attribute that changes.
    pub fn live(self, name: &'static str, value: impl FnMut() -> Option<String> + Send + 'static) -> Self {
        self.live_boxed(name, Box::new(value))
    }

    fn live_boxed(mut self, name: &'static str, value: Live) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// With a listener.
    pub fn on(self, name: &'static str, hear: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(name, Box::new(hear))
    }

    fn on_boxed(mut self, name: &'static str, hear: Box<dyn FnMut(Event)>) -> Self {
        self.attributes.push(event::on(ev::Custom::<Event>::new(name), hear).into_any_attr());
        self
    }

    /// With text in it.
    pub fn text(self, plain: impl ToString) -> Self {
        self.add(text(plain))
    }

    /// With another part in it.
    pub fn add(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// With others in it.
    pub fn all(mut self, children: impl IntoIterator<Item = AnyView>) -> Self {
        self.children.extend(children);
        self
    }

    /// With a part in it that changes.
    pub fn changing(self, part: impl FnMut() -> AnyView + Send + 'static) -> Self {
        let part: Part = Box::new(part);
        self.add(part.into_any())
    }

    /// The element.
    pub fn view(self) -> AnyView {
        custom(self.name).add_any_attr(self.attributes).child(self.children).into_any()
    }
}

/// Plain text.
pub fn text(text: impl ToString) -> AnyView {
    text.to_string().into_any()
}

/// The title of a view, where the focus goes when it is opened.
pub fn title(words: impl ToString) -> AnyView {
    tag("h1").attr("id", "view-title").attr("tabindex", "-1").text(words).view()
}

/// What a view is about.
pub fn lead(words: impl ToString) -> AnyView {
    tag("p").class("lead").text(words).view()
}

/// A button.
pub fn button(words: &'static str, press: impl FnMut(Event) + 'static) -> Tag {
    tag("button").attr("type", "button").text(words).on("click", press)
}

/// A field to search with.
pub fn search(label: &'static str, id: &'static str, mut hear: impl FnMut(String) + 'static) -> AnyView {
    let field =
        tag("input").class("search").attr("type", "search").attr("aria-label", label).attr("placeholder", label);
    field.attr("data-testid", id).on("input", move |event| hear(event_target_value(&event))).view()
}

/// The items of those numbers; one that stays keeps its element.
pub fn items(
    name: &'static str,
    class: &'static str,
    each: impl Fn() -> Vec<usize> + Send + Sync + 'static,
    draw: impl Fn(usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    tag(name).class(class).add(list(Box::new(each), Arc::new(draw))).view()
}

/// Once in the program, whatever is listed.
fn list(each: Box<dyn Fn() -> Vec<usize> + Send + Sync>, draw: Arc<dyn Fn(usize) -> AnyView + Send + Sync>) -> AnyView {
    view! { <List each draw=move |at| draw(at)/> }.into_any()
}

/// Pieces of formatted text.
pub fn prose(nodes: &[Node]) -> Vec<AnyView> {
    nodes.iter().map(draw).collect()
}

/// Where something is said, each a link that the person may follow.
pub fn sources(links: &[Link]) -> AnyView {
    let one = |source: &Link| tag("li").add(link(&source.address, &source.words)).view();
    tag("ul").class("sources").all(links.iter().map(one)).view()
}

/// A link of words.
pub fn link(address: &str, words: impl ToString) -> AnyView {
    link_to(address).text(words).view()
}

/// A link: inside of the page, or to an address elsewhere, which then learns nothing of this page.
pub fn link_to(address: &str) -> Tag {
    let link = tag("a").attr("href", address);
    match address.starts_with('#') {
        true => link,
        false => link.attr("target", "_blank").attr("rel", "noopener noreferrer"),
    }
}

fn draw(node: &Node) -> AnyView {
    match node {
        Node::Text(plain) => text(plain),
        Node::Link(address, nodes) => link_to(address).all(prose(nodes)).view(),
        // What may be wider than the column is scrolled then, by keyboard, too.
        Node::Element(name @ ("pre" | "table"), nodes) => {
            tag("div").class("wide").attr("tabindex", "0").add(tag(name).all(prose(nodes)).view()).view()
        }
        Node::Element(name, nodes) => tag(name).all(prose(nodes)).view(),
    }
}
