//! How a key of a set was looked for.

use super::super::{Code, Facts};

/// A key of a set: by its `kid` where no other has the same, or by its place, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetKey {
    /// Its `kid`.
    Kid(String),
    /// Its place.
    Number(usize),
}

/// What came of looking for a key in a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetChoice {
    /// The header names no key, and one fits.
    OnlyFit {
        /// How many keys there are.
        all: usize,
        /// The one.
        key: SetKey,
        /// The header does name one, but the keys have no names.
        nameless: bool,
    },
    /// The header names no key, several fit, and the signature is valid with this one.
    OneOfSeveral {
        /// How many keys there are.
        all: usize,
        /// The one.
        key: SetKey,
        /// The header does name one, but the keys have no names.
        nameless: bool,
    },
    /// The header names no key, several fit, and the signature is valid with none of them.
    NoneOfSeveral {
        /// How many are not tried yet.
        left: usize,
        /// The search for another reason came to its limit.
        left_out: bool,
        /// The header does name one, but the keys have no names.
        nameless: bool,
    },
    /// No key is one for the algorithm.
    NoneFits {
        /// How many keys there are.
        all: usize,
        /// What the header says.
        algorithm: &'static str,
        /// Why a key of the set cannot be used, if there is one.
        unusable: Option<Box<Facts>>,
    },
    /// No key has the name that the header gives.
    NoSuchKey {
        /// The parameter with the name: `kid`, `x5t#S256`, `x5t`.
        member: &'static str,
        /// The name.
        name: String,
        /// Another one, with which the signature is valid.
        other: Option<SetKey>,
        /// How many are not tried yet.
        left: usize,
        /// Why a key of the set cannot be used, if there is one.
        unusable: Option<Box<Facts>>,
    },
    /// The signature is valid with the key that the header names.
    Holds(SetKey),
    /// It is not valid with the key that the header names.
    Fails {
        /// The key.
        key: SetKey,
        /// How many of the others are not tried yet.
        left: usize,
    },
    /// The key that the header names is none that can be used.
    Unusable {
        /// The key.
        key: SetKey,
        /// Why.
        fault: Box<Facts>,
    },
    /// The signature is not valid with the key that the header names, and is with another one.
    OtherHolds {
        /// The key that the header names.
        named: SetKey,
        /// The other one.
        other: SetKey,
    },
}

impl SetChoice {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            SetChoice::OnlyFit { .. } => Code::SetOnlyFit,
            SetChoice::OneOfSeveral { .. } => Code::SetOneOfSeveral,
            SetChoice::NoneOfSeveral { .. } => Code::SetNoneOfSeveral,
            SetChoice::NoneFits { .. } => Code::SetNoneFits,
            SetChoice::NoSuchKey { .. } => Code::SetNoSuchKey,
            SetChoice::Holds(_) => Code::SetKeyHolds,
            SetChoice::Fails { .. } | SetChoice::Unusable { .. } => Code::SetKeyFails,
            SetChoice::OtherHolds { .. } => Code::SetOtherHolds,
        }
    }
}
