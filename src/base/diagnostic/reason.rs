//! Why a signature is not valid, was not checked, or is worth less than it seems: what was seen, by subject.
//!
//! Whatever comes from a token or a key here is a name or an excerpt that is fit to be shown; no fact holds key material.

mod draft;
mod key;
mod set;
mod signature;
mod unchecked;
mod unsigned;
mod unusable;

use super::chain::Step;
use super::{Code, Facts};
use crate::base::spec::Spec;
pub use draft::{NotEditable, Weak};
pub use key::{KeyFit, KeyKind, Naming, Note, OwnKey, Trusted};
pub use set::{SetChoice, SetKey};
pub use signature::{Canonical, Padding, Private, Proof, Signature, Zero};
pub use unchecked::{AlgClass, Crit, Unchecked, UnknownAlg};
pub use unsigned::Unsigned;
pub use unusable::Unusable;

/// Something to know about a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It cannot be checked.
    Unchecked(Unchecked),
    /// Key, `alg` and the expected algorithm do not go together.
    Key(KeyFit),
    /// How a key of a set was looked for.
    Set(SetChoice),
    /// What to know of a key under which it is valid.
    Note(Note),
    /// It is not valid, for a reason that lies in the signature itself or in what was signed with what.
    Signature(Signature),
    /// It has to do with this key of a set, although it is not valid with any.
    InSet(SetKey, Box<Reason>),
    /// It is valid once this is undone; there is at least one step.
    Chain(Vec<Step>),
    /// A draft has no signature.
    Unsigned(Unsigned),
    /// A token cannot be made a draft of.
    NotEditable(NotEditable),
    /// A draft has a weak signature.
    Weak(Weak),
}

/// An algorithm of the table, by its name in `alg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlgName {
    /// The name.
    pub name: &'static str,
    /// Where it is defined.
    pub spec: Spec,
}

impl Reason {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Reason::Unchecked(why) => why.code(),
            Reason::Key(why) => why.code(),
            Reason::Set(choice) => choice.code(),
            Reason::Note(note) => note.code(),
            Reason::Signature(why) => why.code(),
            Reason::InSet(_, inner) => inner.code(),
            Reason::Chain(steps) => steps.first().map_or(Code::SignatureMismatch, |step| step.code),
            Reason::Unsigned(why) => why.code(),
            Reason::NotEditable(why) => why.code(),
            Reason::Weak(why) => why.code(),
        }
    }

    /// Whether it leaves open what is wrong: with more trials, or under another key, more may be found.
    pub fn is_open(&self) -> bool {
        use Signature::{Mismatch, Open, OtherKey};
        let none_of_several = matches!(self, Reason::Set(SetChoice::NoneOfSeveral { .. }));
        none_of_several || matches!(self, Reason::Signature(Mismatch | Open { .. } | OtherKey { .. }))
    }

    /// Says that not everything was tried, where that makes a difference.
    pub fn leave_out(&mut self) {
        if let Reason::Signature(Signature::Open { left_out, .. } | Signature::OtherKey { left_out, .. })
        | Reason::Set(SetChoice::NoneOfSeveral { left_out, .. }) = self
        {
            *left_out = true;
        }
    }
}

macro_rules! from {
    ($($variant:ident($subject:ident))*) => {$(
        impl From<$subject> for Reason {
            fn from(fact: $subject) -> Self {
                Reason::$variant(fact)
            }
        }

        impl From<$subject> for Facts {
            fn from(fact: $subject) -> Self {
                Reason::from(fact).into()
            }
        }
    )*};
}

from!(Unchecked(Unchecked) Key(KeyFit) Set(SetChoice) Note(Note) Signature(Signature) Unsigned(Unsigned) NotEditable(NotEditable) Weak(Weak));
