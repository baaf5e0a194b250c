//! Typed access to the members of an object.

use crate::base::text::Text;
use crate::format::json::{Member, Node, Value};

/// An object.
#[derive(Clone, Copy)]
pub(super) struct Object<'a>(&'a [Member]);

/// The node as an object.
pub(super) fn object(node: &Node) -> Option<Object<'_>> {
    match &node.value {
        Value::Object(members) => Some(Object(members)),
        _ => None,
    }
}

/// The node as a text.
pub(super) fn text(node: &Node) -> Option<Text> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// The items of an array.
pub(super) fn items(node: &Node) -> Option<&[Node]> {
    match &node.value {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

impl<'a> Object<'a> {
    /// The member of that name.
    pub(super) fn get(self, name: &str) -> Option<&'a Node> {
        self.0.iter().find(|member| member.name == *name).map(|member| &member.node)
    }

    /// A text that has to be there.
    pub(super) fn text(self, name: &str) -> Option<Text> {
        text(self.get(name)?)
    }

    /// A text that may be missing, and is empty then.
    pub(super) fn any(self, name: &str) -> Text {
        self.text(name).unwrap_or_default()
    }

    /// Yes, no, or not known.
    pub(super) fn flag(self, name: &str) -> Option<bool> {
        match self.get(name)?.value {
            Value::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// A list that has to be there, of which each item can be read.
    pub(super) fn list<T>(self, name: &str, read: fn(&Node) -> Option<T>) -> Option<Vec<T>> {
        items(self.get(name)?)?.iter().map(read).collect()
    }

    /// Texts; none if there is no such member.
    pub(super) fn texts(self, name: &str) -> Vec<Text> {
        self.list(name, text).unwrap_or_default()
    }
}
