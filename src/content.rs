//! What the page teaches and lists: lessons, quiz, glossary, questions, libraries, tools, and what messages of libraries mean.
//!
//! It is data that comes as one file beside the program; `scripts/content-file.mjs` makes it of `content/`. The reader of token
//! JSON reads it: serde's reader of JSON, which nothing else here uses, is twenty kilobytes to load.
//!
//! ```text
//! file = { lessons: [lesson], quiz: { title, summary, sources, text: [node], questions: [question] }, glossary: [term],
//!          faq: [term], asOf, libraries: [library], languages: [text], algorithms: [text], tools: [tool], errors: [message],
//!          snippets: [snippet], checklist: [group] }
//! ```
//! The other names stand with the types. A member that is not there is empty, or not known; what is not as it should be makes
//! the whole file unreadable, so that nobody learns from half a text.

pub mod checklist;
pub mod course;
pub mod errors;
pub mod fill;
pub mod library;
pub mod reference;
pub mod route;
pub mod snippet;
pub mod suite;
pub mod tree;

mod value;

use crate::base::text::Text;
use crate::format::json;
use checklist::Group;
use course::{Lesson, Quiz};
use errors::Message;
use library::Library;
use snippet::Snippet;
use tree::{Link, Node};
use value::{Object, object};

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The course, in order.
    pub lessons: Vec<Lesson>,
    /// The last quiz.
    pub quiz: Quiz,
    /// The words of the field, by name.
    pub glossary: Vec<Term>,
    /// Questions that newcomers ask.
    pub faq: Vec<Term>,
    /// The day on which the list of libraries was made, such as `2026-11-27`.
    pub as_of: Text,
    /// Libraries, by language and name.
    pub libraries: Vec<Library>,
    /// Their languages, in order.
    pub languages: Vec<Text>,
    /// Their algorithms, in order.
    pub algorithms: Vec<Text>,
    /// Other tools of this trade.
    pub tools: Vec<Tool>,
    /// Messages of libraries and servers.
    pub errors: Vec<Message>,
    /// Code that verifies a token, by language and library.
    pub snippets: Vec<Snippet>,
    /// Practices that a token is held against.
    pub checklist: Vec<Group>,
}

/// A term and what it means, or a question and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The term, or the question.
    pub name: Text,
    /// The same as it is written in an address.
    pub slug: Text,
    /// What is to be said.
    pub text: Vec<Node>,
    /// Where that is defined.
    pub source: Vec<Link>,
}

/// Another tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// Its name.
    pub name: Text,
    /// What it is, such as `fuzzer`.
    pub kind: Text,
    /// Where it is.
    pub url: Text,
    /// Its licence.
    pub licence: Text,
    /// What it is better at than this page.
    pub better: Vec<Node>,
    /// Where that is said.
    pub source: Vec<Link>,
}

impl Content {
    /// Reads the file; `None` if it is not what the build makes.
    pub fn read(text: impl Into<Text>) -> Option<Content> {
        let reading = json::read(text);
        let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
        let file = object(node)?;
        Some(Content {
            lessons: file.list("lessons", Lesson::of)?,
            quiz: Quiz::of(file.get("quiz")?)?,
            glossary: file.list("glossary", Term::of)?,
            faq: file.list("faq", Term::of)?,
            as_of: file.text("asOf")?,
            libraries: file.list("libraries", Library::of)?,
            languages: file.texts("languages"),
            algorithms: file.texts("algorithms"),
            tools: file.list("tools", Tool::of)?,
            errors: file.list("errors", Message::of)?,
            snippets: file.list("snippets", Snippet::of)?,
            checklist: file.list("checklist", Group::of)?,
        })
    }

    /// The lesson with that id, and its place in the course.
    pub fn lesson(&self, id: &str) -> Option<(usize, &Lesson)> {
        self.lessons.iter().enumerate().find(|(_, lesson)| lesson.id == *id)
    }
}

impl Term {
    fn of(node: &json::Node) -> Option<Term> {
        let term = object(node)?;
        Some(Term {
            name: term.text("name")?,
            slug: term.text("slug")?,
            text: term.list("text", Node::of)?,
            source: term.list("source", Link::of)?,
        })
    }
}

impl Tool {
    fn of(node: &json::Node) -> Option<Tool> {
        let tool: Object = object(node)?;
        Some(Tool {
            name: tool.text("name")?,
            kind: tool.text("kind")?,
            url: tool.text("url")?,
            licence: tool.text("licence")?,
            better: tool.list("better", Node::of)?,
            source: tool.list("source", Link::of)?,
        })
    }
}

/// Whether all words of `query`, in whatever case, are in a text of small letters. An empty query is in every text.
pub fn matches(query: &str, text: &str) -> bool {
    query.to_ascii_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) const EMPTY: &str = r#"{"lessons":[],"quiz":{"title":"","summary":"","sources":[],"text":[],"questions":[]},
        "glossary":[],"faq":[],"asOf":"2026-11-27","libraries":[],"tools":[],"errors":[],
        "snippets":[],"checklist":[]}"#;

    #[test]
    fn a_file_without_any_of_its_lists_is_not_read() {
        assert!(Content::read(EMPTY.to_owned()).is_some());
        for name in
            ["lessons", "quiz", "glossary", "faq", "asOf", "libraries", "tools", "errors", "snippets", "checklist"]
        {
            let without = EMPTY.replace(&format!("\"{name}\""), "\"other\"");
            assert_eq!(Content::read(without), None, "{name}");
        }
        for text in ["", "null", "[]", "<html>", "{"] {
            assert_eq!(Content::read(text.to_owned()), None, "{text}");
        }
    }

    #[test]
    fn one_bad_item_spoils_the_file() {
        let with = |term: &str| EMPTY.replace("\"faq\":[]", &format!("\"faq\":[{term}]"));
        let good = r#"{"name":"A","slug":"a","text":["b"],"source":[["RFC 7519","https://example.org"]]}"#;
        let read = Content::read(with(good)).expect("it is whole");
        let term = read.faq.first().expect("it has one");
        assert_eq!((term.name.as_str(), term.slug.as_str(), term.source.len()), ("A", "a", 1));
        for bad in ["1", "{}", &good.replace("\"A\"", "1"), &good.replace("[\"b\"]", "[[\"script\"]]")] {
            assert_eq!(Content::read(with(bad)), None, "{bad}");
        }
    }

    #[test]
    fn a_query_is_found_word_by_word_in_any_case() {
        let check = |query: &str, found: bool| assert_eq!(matches(query, "pyjwt python"), found, "{query}");
        check("", true);
        check("pyjwt", true);
        check("python JWT", true);
        check("python rust", false);
    }
}
