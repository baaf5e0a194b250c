//! What is wrong, or worth knowing: a code, how bad it is, where it is, and the facts. It holds no prose: `words` makes the
//! sentences of it, so that nothing can depend on how one is written.
//!
//! The facts of each family are an enum, a variant for each sentence. To add one, add its variant to the family, its code to
//! [`Code`] if it is a new one, and its sentence to `words`; the compiler asks for the last.

pub mod bound;
pub mod case;
pub mod chain;
pub mod claim;
mod code;
pub mod finding;
mod format;
mod json;
pub mod jwe;
mod jws;
pub mod key;
mod link;
mod paste;
pub mod policy;
pub mod reason;
mod remedy;
pub mod sd_jwt;
pub mod settings;

use super::span::Span;
pub use bound::{Bound, StatusList};
pub use case::Case;
pub use claim::{Claim, Is, Kind};
pub use code::Code;
use core::fmt;
pub use finding::Finding;
pub use format::{
    Again, Base64url, Compression, Duplicate, Format, Header, HealthCard, Octet, OtherToken, Payload, Role,
};
pub use json::{Json, NotNumber, Printer, Trailing, Value};
pub use jwe::Jwe;
pub use jws::Jws;
pub use key::Key;
pub use link::Link;
pub use paste::{Dot, Gone, Letters, Numbers, Paste};
pub use policy::Policy;
pub use reason::Reason;
pub use remedy::Remedy;
pub use sd_jwt::SdJwt;
pub use settings::Settings;

/// One thing wrong, or worth knowing.
#[derive(Debug, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is, and then the places that belong to it, such as the first of two equal names. Empty where it has no place.
    pub at: Vec<Span>,
    /// What was seen.
    pub facts: Facts,
    /// What one press can do about it.
    pub remedy: Option<Remedy>,
}

// Derived, these two would be written once more into each crate that uses them, with those of all facts: 26 KB of the page.
impl Clone for Diagnostic {
    fn clone(&self) -> Self {
        let Self { severity, at, facts, remedy } = self;
        Self { severity: *severity, at: at.clone(), facts: facts.clone(), remedy: remedy.clone() }
    }
}

impl PartialEq for Diagnostic {
    fn eq(&self, other: &Self) -> bool {
        let Self { severity, at, facts, remedy } = self;
        (severity, at, remedy) == (&other.severity, &other.at, &other.remedy) && *facts == other.facts
    }
}

/// How bad a thing is. The least comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// The text was damaged in transport, and undoing it gives a whole token.
    Repaired,
    /// Some verifiers refuse it, and nothing asks them to.
    Warning,
    /// A strict reader refuses it.
    Error,
}

/// What was seen, by family: numbers, names of the standards, and short excerpts. Never key material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facts {
    /// The encoding of a segment.
    Segment(Role, Base64url),
    /// The JSON of the part that the diagnostic points into.
    Json {
        /// The fault.
        fault: Json,
        /// There are more behind it, and it is the last that is told.
        more_follow: bool,
    },
    /// The token as a whole.
    Format(Format),
    /// Its header.
    Header(Header),
    /// Its payload.
    Payload(Payload),
    /// A name that stands twice in one of them.
    Duplicate(Duplicate),
    /// What was undone to find a token in a text.
    Paste(Paste),
    /// The text of a key.
    Key(Key),
    /// What there is to know of a key that can be used.
    Note(key::Note),
    /// A registered claim.
    Claim(Claim),
    /// What the kind of the token asks for.
    Kind(Kind),
    /// What a person expects.
    Policy(Policy),
    /// What a link carries.
    Link(Link),
    /// A signature, or why there is none. In a box, because many functions may return one, and the program pays for its size
    /// each time.
    Reason(Box<Reason>),
    /// An encrypted token.
    Jwe(Jwe),
    /// A signed token in JSON.
    Jws(Jws),
    /// What a check of the audit found.
    Finding(Finding),
    /// A selectively disclosed token.
    SdJwt(SdJwt),
    /// A value that is made of something else.
    Bound(Bound),
    /// A status list.
    StatusList(StatusList),
    /// A case.
    Case(Case),
    /// The settings of a team.
    Settings(Settings),
}

impl Facts {
    /// The stable name of what they show.
    pub fn code(&self) -> Code {
        match self {
            Facts::Segment(_, fault) => fault.code(),
            Facts::Json { fault, .. } => fault.code(),
            Facts::Format(fault) => fault.code(),
            Facts::Header(fault) => fault.code(),
            Facts::Payload(fault) => fault.code(),
            Facts::Duplicate(_) => Code::DuplicateName,
            Facts::Paste(repair) => repair.code(),
            Facts::Key(fault) => fault.code(),
            Facts::Note(note) => note.code(),
            Facts::Claim(fault) => fault.code(),
            Facts::Kind(fault) => fault.code(),
            Facts::Policy(failure) => failure.code(),
            Facts::Link(refusal) => refusal.code(),
            Facts::Reason(reason) => reason.code(),
            Facts::Jwe(fault) => fault.code(),
            Facts::Jws(fault) => fault.code(),
            Facts::Finding(finding) => finding.code(),
            Facts::SdJwt(fault) => fault.code(),
            Facts::Bound(fault) => fault.code(),
            Facts::StatusList(fault) => fault.code(),
            Facts::Case(fault) => fault.code(),
            Facts::Settings(fault) => fault.code(),
        }
    }
}

/// Its code, for programs; `words` has the sentence for people.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().name())
    }
}

impl core::error::Error for Diagnostic {}

impl Diagnostic {
    /// An error without a place.
    pub fn error(facts: impl Into<Facts>) -> Self {
        Self { severity: Severity::Error, at: vec![], facts: facts.into(), remedy: None }
    }

    /// A note without a place.
    pub fn note(facts: impl Into<Facts>) -> Self {
        Self { severity: Severity::Note, ..Self::error(facts) }
    }

    /// With what one press can do about it.
    pub fn with_remedy(self, remedy: Remedy) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    /// What there is to know about a signature, if it is about one.
    pub fn reason(&self) -> Option<&Reason> {
        match &self.facts {
            Facts::Reason(reason) => Some(reason),
            _ => None,
        }
    }

    /// The stable name, as scripts and exports know it.
    pub fn code(&self) -> Code {
        self.facts.code()
    }

    /// Where it is, if it has a place.
    pub fn place(&self) -> Option<&Span> {
        self.at.first()
    }
}

macro_rules! from {
    ($($family:ident)*) => {$(
        impl From<$family> for Facts {
            fn from(facts: $family) -> Self {
                Facts::$family(facts)
            }
        }
    )*};
}

from!(Format Header Payload Duplicate Paste Key Claim Kind Policy Link Jws Finding Bound StatusList Case Settings);

impl From<Reason> for Facts {
    fn from(reason: Reason) -> Self {
        Facts::Reason(Box::new(reason))
    }
}
