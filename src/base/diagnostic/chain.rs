//! A chain: the steps that lead from what is on the page to a signature that holds. Each step names a row of a dimension, with
//! the facts that its sentence needs and nothing of a key.

use super::Code;

/// What a step is about. A chain has its steps in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// The text of the token as a whole.
    Token,
    /// The name in `alg`.
    Header,
    /// Which key, or how its numbers are written.
    Key,
    /// How the text of the key field became a secret.
    Secret,
    /// What was signed.
    Input,
    /// How it was signed.
    Primitive,
    /// How the signature became the text in the token.
    Signature,
}

/// What a sentence needs to know beside the name of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Nothing.
    None,
    /// A number of bytes or characters, or a place among them, counted from one.
    Count(usize),
    /// A name from a standard or from a table: an algorithm, a hash, a document.
    Name(&'static str),
    /// A name from the token: a member.
    Member(String),
    /// The algorithm that it is, and the one that the header names.
    Instead {
        /// What it is.
        right: &'static str,
        /// What the header says.
        header: &'static str,
    },
    /// So many of so many bytes.
    Part {
        /// How many there are.
        got: usize,
        /// How many there should be.
        whole: usize,
    },
    /// A place in the payload or header.
    Place {
        /// The document.
        part: &'static str,
        /// The place, counted from one.
        at: usize,
    },
    /// A place in the payload or header, with the character that stands there and the one that was signed.
    Change {
        /// The document.
        part: &'static str,
        /// The place, counted from one.
        at: usize,
        /// What stands there, if anything.
        is: Option<char>,
        /// What was signed there, if anything.
        was: Option<char>,
    },
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is about.
    pub dimension: Dimension,
    /// The row, in kebab case.
    pub name: &'static str,
    /// The code of the reason that this is, if it is the first step.
    pub code: Code,
    /// What its sentence needs to know.
    pub fact: Fact,
}

impl Step {
    /// A step without facts.
    pub const fn new(dimension: Dimension, name: &'static str, code: Code) -> Self {
        Self { dimension, name, code, fact: Fact::None }
    }

    /// With what its sentence needs to know.
    pub fn with(self, fact: Fact) -> Self {
        Self { fact, ..self }
    }
}
