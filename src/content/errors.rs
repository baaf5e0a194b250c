//! Messages of libraries and servers, and what they mean.
//!
//! ```text
//! message = { library, match: [text], means: [node], look: [node], codes: [text] }
//! ```

use super::tree::Node;
use super::value::object;
use crate::base::text::Text;
use crate::format::json;

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who writes it.
    pub library: Text,
    /// Texts that it contains, all of them.
    pub parts: Vec<Text>,
    /// What is wrong.
    pub means: Vec<Node>,
    /// Where to look first.
    pub look: Vec<Node>,
    /// Codes of this page that the token at hand has if it is the cause.
    pub codes: Vec<Text>,
}

impl Message {
    pub(super) fn of(node: &json::Node) -> Option<Message> {
        let message = object(node)?;
        Some(Message {
            library: message.text("library")?,
            parts: message.texts("match"),
            means: message.list("means", Node::of)?,
            look: message.list("look", Node::of)?,
            codes: message.texts("codes"),
        })
    }

    /// How many bytes of its own texts are in `pasted`; `None` if one of them is not there.
    fn found_in(&self, pasted: &str, ignore_case: bool) -> Option<usize> {
        let is_there = |part: &Text| match ignore_case {
            true => pasted.contains(&part.to_ascii_lowercase()),
            false => pasted.contains(part.as_str()),
        };
        let all = !self.parts.is_empty() && self.parts.iter().all(is_there);
        all.then(|| self.parts.iter().map(|part| part.len()).sum())
    }
}

/// The messages that `pasted` contains, the one that says most of it first. Capitals count, unless nothing fits with them.
pub fn find<'a>(messages: &'a [Message], pasted: &str) -> Vec<&'a Message> {
    let all = |pasted: &str, ignore_case| {
        let mut found: Vec<(usize, &Message)> = vec![];
        for message in messages {
            if let Some(length) = message.found_in(pasted, ignore_case) {
                // Before those that say less; equals stay in the order of the list.
                let at = found.iter().position(|(other, _)| *other < length).unwrap_or(found.len());
                found.insert(at, (length, message));
            }
        }
        found.into_iter().map(|(_, message)| message).collect::<Vec<_>>()
    };
    let exact = all(pasted, false);
    if exact.is_empty() { all(&pasted.to_ascii_lowercase(), true) } else { exact }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_match_comes_first_and_capitals_count_if_they_can() {
        let message = |library: &str, parts: &[&str]| Message {
            library: library.into(),
            parts: parts.iter().map(|part| (*part).into()).collect(),
            means: vec![],
            look: vec![],
            codes: vec![],
        };
        let list = [
            message("short", &["invalid token"]),
            message("long", &["invalid token", "IDX1"]),
            message("capital", &["Invalid token"]),
            message("nothing", &[]),
        ];
        let check = |pasted: &str, found: &[&str]| {
            let names: Vec<&str> = find(&list, pasted).iter().map(|one| one.library.as_str()).collect();
            assert_eq!(names, found, "{pasted}");
        };
        check("Error: invalid token", &["short"]);
        check("IDX1: invalid token", &["long", "short"]);
        check("Invalid token", &["capital"]);
        check("INVALID TOKEN", &["short", "capital"]);
        check("something else", &[]);
        check("", &[]);
    }
}
