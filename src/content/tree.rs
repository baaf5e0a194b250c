//! Formatted text: strings in elements, and no HTML anywhere.
//!
//! ```text
//! node = text / [name, node…] / ["a", address, node…]
//! link = [words, address]
//! ```

use super::value::{items, text};
use crate::base::text::Text;
use crate::format::json;

/// The elements that there are. `scripts/content-file.mjs` makes no others.
const NAMES: [&str; 16] =
    ["p", "h2", "h3", "ul", "ol", "li", "pre", "code", "em", "strong", "table", "thead", "tbody", "tr", "th", "td"];

/// A piece of formatted text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Plain text.
    Text(Text),
    /// An element with what is in it.
    Element(&'static str, Vec<Node>),
    /// A link, to a place in this page or to an address that the person may open.
    Link(Text, Vec<Node>),
}

/// A source: words and address.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What it is called.
    pub words: Text,
    /// Where it is.
    pub address: Text,
}

impl Node {
    /// Reads one; `None` for an element or an address that may not be there.
    pub(super) fn of(node: &json::Node) -> Option<Node> {
        if let Some(text) = text(node) {
            return Some(Node::Text(text));
        }
        let (first, rest) = items(node)?.split_first()?;
        let name = text(first)?;
        let nodes = |nodes: &[json::Node]| nodes.iter().map(Node::of).collect::<Option<Vec<Node>>>();
        if name == *"a" {
            let (address, rest) = rest.split_first()?;
            return Some(Node::Link(address_of(address)?, nodes(rest)?));
        }
        let name = NAMES.into_iter().find(|known| name == **known)?;
        Some(Node::Element(name, nodes(rest)?))
    }

    /// Its plain text, added to `out`.
    pub fn write_text(&self, out: &mut String) {
        match self {
            Node::Text(text) => out.push_str(text),
            Node::Element(_, nodes) | Node::Link(_, nodes) => nodes.iter().for_each(|node| node.write_text(out)),
        }
    }
}

impl Link {
    /// Reads one.
    pub(super) fn of(node: &json::Node) -> Option<Link> {
        match items(node)? {
            [words, address] => Some(Link { words: text(words)?, address: address_of(address)? }),
            _ => None,
        }
    }
}

/// An address: of a view of this page, or of a page elsewhere. Nothing else gets into a link.
fn address_of(node: &json::Node) -> Option<Text> {
    text(node).filter(|text| text.starts_with("#/") || text.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Node> {
        Node::of(&json::read(text).node?)
    }

    #[test]
    fn a_tree_is_read_and_its_text_is_what_a_person_reads() {
        let node = read(r##"["p","An ",["em","open"]," ",["a","#/glossary/jwt","token",["code","x<y"]]]"##);
        let node = node.expect("it is a tree");
        let mut text = String::new();
        node.write_text(&mut text);
        assert_eq!(text, "An open tokenx<y");
        assert!(matches!(&node, Node::Element("p", nodes) if matches!(nodes.last(), Some(Node::Link(..)))));
    }

    #[test]
    fn no_other_element_and_no_other_address_gets_in() {
        let check = |text: &str| assert_eq!(read(text), None, "{text}");
        check(r#"["script","alert(1)"]"#);
        check(r#"["img"]"#);
        check(r#"["p",["iframe"]]"#);
        check(r#"["a","javascript:alert(1)","x"]"#);
        check(r#"["a","http://example.org","x"]"#);
        check(r#"["a"]"#);
        check("[]");
        check("1");
        check(r#"{"p":"x"}"#);
        let link = json::read(r#"["x","data:text/html,x"]"#).node.expect("JSON");
        assert_eq!(Link::of(&link), None);
    }
}
