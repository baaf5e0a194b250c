//! Lessons and the quiz.
//!
//! ```text
//! lesson   = { id, title, summary, minutes, sources: [link], blocks: [block] }
//! block    = { text: [node] } / { try: { name, note: [node], token, key, expect: { iss, aud, alg, typ } } } / { question }
//! question = { text: [node], answers: [{ right, text: [node], why: [node] }] }
//! ```

use super::tree::{Link, Node};
use super::value::object;
use crate::base::text::Text;
use crate::format::json;

/// A lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Its name in addresses.
    pub id: Text,
    /// Its title.
    pub title: Text,
    /// What it is about, in a sentence.
    pub summary: Text,
    /// How many minutes it takes to read.
    pub minutes: Text,
    /// Where one can read on.
    pub sources: Vec<Link>,
    /// What it consists of, in order.
    pub blocks: Vec<Block>,
}

/// A part of a lesson.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Text.
    Text(Vec<Node>),
    /// A token to try.
    Try(Try),
    /// A question.
    Question(Question),
}

/// A token to be opened in the debugger. It is published, and protects nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    /// What it is.
    pub name: Text,
    /// What to look at.
    pub note: Vec<Node>,
    /// The token.
    pub token: Text,
    /// What goes into the key field.
    pub key: Text,
    /// The issuer to expect; empty expects none.
    pub issuer: Text,
    /// The audience to expect.
    pub audience: Text,
    /// The algorithm to expect.
    pub algorithm: Text,
    /// The `typ` to expect.
    pub token_type: Text,
}

/// A question of which one answer is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What is asked.
    pub text: Vec<Node>,
    /// The answers to choose from.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Whether it is right.
    pub right: bool,
    /// What it says.
    pub text: Vec<Node>,
    /// Why it is right or wrong.
    pub why: Vec<Node>,
}

/// The last quiz.
#[derive(Clone, Debug, PartialEq)]
pub struct Quiz {
    /// Its title.
    pub title: Text,
    /// What it is about, in a sentence.
    pub summary: Text,
    /// What comes before the questions.
    pub text: Vec<Node>,
    /// The questions.
    pub questions: Vec<Question>,
}

impl Lesson {
    pub(super) fn of(node: &json::Node) -> Option<Lesson> {
        let lesson = object(node)?;
        Some(Lesson {
            id: lesson.text("id")?,
            title: lesson.text("title")?,
            summary: lesson.text("summary")?,
            minutes: lesson.text("minutes")?,
            sources: lesson.list("sources", Link::of)?,
            blocks: lesson.list("blocks", Block::of)?,
        })
    }

    /// The tokens to try, in order.
    pub fn tries(&self) -> impl Iterator<Item = &Try> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Try(one) => Some(one),
            _ => None,
        })
    }

    /// The questions, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Question(one) => Some(one),
            _ => None,
        })
    }
}

impl Block {
    fn of(node: &json::Node) -> Option<Block> {
        let block = object(node)?;
        if let Some(node) = block.get("try") {
            return Try::of(node).map(Block::Try);
        }
        match block.get("question") {
            Some(node) => Question::of(node).map(Block::Question),
            None => block.list("text", Node::of).map(Block::Text),
        }
    }
}

impl Try {
    fn of(node: &json::Node) -> Option<Try> {
        let one = object(node)?;
        let expect = object(one.get("expect")?)?;
        Some(Try {
            name: one.text("name")?,
            note: one.list("note", Node::of)?,
            token: one.text("token")?,
            key: one.text("key")?,
            issuer: expect.any("iss"),
            audience: expect.any("aud"),
            algorithm: expect.any("alg"),
            token_type: expect.any("typ"),
        })
    }
}

impl Question {
    fn of(node: &json::Node) -> Option<Question> {
        let question = object(node)?;
        Some(Question { text: question.list("text", Node::of)?, answers: question.list("answers", Answer::of)? })
    }
}

impl Answer {
    fn of(node: &json::Node) -> Option<Answer> {
        let answer = object(node)?;
        Some(Answer {
            right: answer.flag("right")?,
            text: answer.list("text", Node::of)?,
            why: answer.list("why", Node::of)?,
        })
    }
}

impl Quiz {
    pub(super) fn of(node: &json::Node) -> Option<Quiz> {
        let quiz = object(node)?;
        Some(Quiz {
            title: quiz.text("title")?,
            summary: quiz.text("summary")?,
            text: quiz.list("text", Node::of)?,
            questions: quiz.list("questions", Question::of)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_has_its_blocks_in_order() {
        let text = r#"{"id":"a","title":"A","summary":"S","minutes":"3","sources":[],"blocks":[
            {"text":[["p","x"]]},
            {"try":{"name":"t","note":[],"token":"e30.e30.","key":"","expect":{"iss":"joe"}}},
            {"question":{"text":["q"],"answers":[{"right":true,"text":["a"],"why":["w"]}]}}]}"#;
        let read = |text: &str| Lesson::of(&json::read(text).node.expect("JSON"));
        let lesson = read(text).expect("it is a lesson");
        assert!(matches!(lesson.blocks.as_slice(), [Block::Text(_), Block::Try(_), Block::Question(_)]));
        let one = lesson.tries().next().expect("it has a token");
        assert_eq!((one.issuer.as_str(), one.audience.as_str()), ("joe", ""));
        assert!(lesson.questions().all(|question| question.answers.iter().all(|answer| answer.right)));
        assert_eq!(read(&text.replace("true", "1")), None, "it is not clear which answer is right");
    }
}
