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
    /// An algorithm, and the member of the header that names it.
    Under {
        /// The algorithm.
        right: &'static str,
        /// The member.
        member: String,
    },
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
    /// A value of the payload, and how it was when it was signed.
    Value {
        /// The name of the member; empty if it is about all times.
        member: String,
        /// How it was.
        was: Was,
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

/// How a value of the payload was when it was signed. Nothing of the token itself is in it: what somebody masks stays masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Was {
    /// A time, earlier by so many seconds.
    Earlier(i64),
    /// A time, later by so many seconds.
    Later(i64),
    /// A time in milliseconds.
    Milliseconds,
    /// A time in seconds.
    Seconds,
    /// A number with `.0` behind it.
    Fraction,
    /// A number with so many zeros more behind its fraction.
    Zeros(usize),
    /// A number that is this one after JavaScript rounded it.
    Rounded,
    /// That small number.
    Number(u64),
    /// A number in quotes.
    Text,
    /// A number without quotes.
    Bare,
    /// That of the two.
    Bool(bool),
    /// That word, or one that begins so.
    Word(&'static str),
    /// In small letters.
    LowerCase,
    /// In capital letters.
    UpperCase,
    /// With a capital letter first.
    Capital,
    /// With one at the start of each word.
    Capitals,
    /// With a space behind it.
    SpaceAfter,
    /// With a slash at the end.
    Slash,
    /// Without one.
    NoSlash,
    /// Without its last word.
    WithoutLastWord,
    /// Without its last item.
    WithoutLastItem,
    /// There.
    There,
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
