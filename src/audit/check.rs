//! A check as it documents itself: what it looks for, why that matters, a token on which it fires, and what to do.
//!
//! The page, the exports and `docs/checks.md` show these fields and nothing else. The texts are sentences with their full stop;
//! a backquote marks code.

use super::{Findings, Subject};
use crate::spec::Spec;
use core::fmt::Write;
use core::hash::{Hash, Hasher};

/// One check.
#[derive(Debug)]
pub struct Check {
    /// Stable name, in kebab case, such as `none-algorithm`.
    pub id: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What a finding means.
    pub severity: Severity,
    /// What it looks for: one sentence.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A token and what is known of it, on which it fires. A text too long to print ends in `…`.
    pub example: &'static [Line],
    /// The same as it should be, on which it is silent; empty where that says nothing new.
    pub instead: &'static [Line],
    /// What to do.
    pub fix: &'static str,
    /// The rules behind it, the one that it enforces first.
    pub sources: &'static [Spec],
    /// How it is found.
    pub find: Find,
}

impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Check {}

impl Hash for Check {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// How a check finds what it looks for.
#[derive(Debug)]
pub enum Find {
    /// It takes over what other modules have found, by these codes; a defect is nothing that they only make a note of.
    Codes(&'static [&'static str]),
    /// The same, and where they found nothing it looks for itself: much is found only with a key at hand.
    CodesOr(&'static [&'static str], fn(&Subject, &mut Findings)),
    /// It looks for itself.
    Look(fn(&Subject, &mut Findings)),
}

/// What a finding means. The gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// This token, or this key, is wrong.
    Defect,
    /// Nothing is wrong here and a verifier must look out, or something is weaker than its rule asks for.
    Verifier,
    /// Good to know.
    Information,
}

impl Severity {
    /// The name in one word: `defect`, `verifier`, `information`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Defect => "defect",
            Severity::Verifier => "verifier",
            Severity::Information => "information",
        }
    }
}

/// A line of an example. Where it has no header, or no payload, any other will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// What was pasted.
    Token(&'static str),
    /// The header, decoded.
    Header(&'static str),
    /// The payload, decoded.
    Payload(&'static str),
    /// The signature, encoded. Without this line, the token is signed with the key of the example or one that fits.
    Signature(&'static str),
    /// The text in the key field.
    Key(&'static str),
    /// The algorithm that was chosen as expected.
    Expected(&'static str),
    /// The id of the kind of token that was chosen.
    Kind(&'static str),
}

impl Line {
    /// What it shows, and the text of it.
    pub fn parts(self) -> (&'static str, &'static str) {
        match self {
            Line::Token(text) => ("token", text),
            Line::Header(text) => ("header", text),
            Line::Payload(text) => ("payload", text),
            Line::Signature(text) => ("signature", text),
            Line::Key(text) => ("key", text),
            Line::Expected(text) => ("expected", text),
            Line::Kind(text) => ("kind", text),
        }
    }
}

/// The lines of an example as a text: `header: {"alg":"none"}`.
pub fn listing(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let (name, value) = line.parts();
        let start = if text.is_empty() { "" } else { "\n" };
        let value = if value.is_empty() { "(empty)" } else { value };
        let _ = write!(text, "{start}{name}: {value}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_listed_line_by_line() {
        let check = |lines: &[Line], text: &str| assert_eq!(listing(lines), text);
        check(&[Line::Header("{}"), Line::Signature("")], "header: {}\nsignature: (empty)");
        check(&[], "");
    }
}
