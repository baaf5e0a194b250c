//! What is wrong with a case that is opened, and what keeps one from being saved.

use super::{Code, Json};
use crate::base::span::Part;

/// A place in a file, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// Something about a case. None of these holds a secret or a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Case {
    /// The file is larger than this many bytes.
    TooLarge(usize),
    /// It is a page, and its data are not in it, or not whole.
    NoData,
    /// Its JSON is broken.
    Json(Json, Place),
    /// A member is missing.
    Missing(&'static str),
    /// A member is not what it must be, such as `a string`.
    Member {
        /// Which.
        name: &'static str,
        /// What it must be.
        wanted: &'static str,
        /// Where its value is.
        at: Place,
    },
    /// It has this version, as an excerpt, which is not known here.
    Version(String, Place),
    /// It names an algorithm or a kind of token that is not known here.
    Unknown {
        /// The member.
        name: &'static str,
        /// What it says, as an excerpt.
        value: String,
        /// Where that is.
        at: Place,
    },
    /// Its key is not a public key.
    Key(Place),
    /// A part of the token to be saved would still hold a private key or a secret.
    HoldsPrivate(Part),
}

impl Case {
    pub(super) fn code(&self) -> Code {
        match self {
            Case::TooLarge(_) => Code::CaseTooLarge,
            Case::NoData => Code::CaseNoData,
            Case::Json(..) => Code::CaseJson,
            Case::Missing(_) => Code::CaseMissing,
            Case::Member { .. } => Code::CaseMember,
            Case::Version(..) => Code::CaseVersion,
            Case::Unknown { .. } => Code::CaseUnknown,
            Case::Key(_) => Code::CaseKey,
            Case::HoldsPrivate(_) => Code::CaseHoldsPrivate,
        }
    }
}
