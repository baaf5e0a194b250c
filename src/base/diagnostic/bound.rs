//! What can be wrong between a token and what it is bound to: another token, a key, a request; and with a status list.

use super::{Base64url, Code};

/// A claim or a parameter that does not fit what it is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// A value that must be there is not.
    Missing(&'static str),
    /// It is of this kind, not a string.
    Kind(&'static str, &'static str),
    /// It has another value.
    Differs {
        /// The claim or parameter.
        name: &'static str,
        /// What it says.
        stated: String,
        /// What it must be.
        computed: String,
        /// What it is instead, if that was found out.
        near: Option<Near>,
    },
    /// No hash belongs to this algorithm.
    Algorithm(String),
    /// The key has no certificate, of which this is the thumbprint.
    NoCertificate(&'static str),
    /// The certificates of `x5c` cannot be read.
    Certificates,
}

/// What a value is instead of what it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// All of the hash instead of its left half.
    Whole,
    /// The left half of the hash instead of all of it.
    Half,
    /// Made with this hash.
    Hash(&'static str),
    /// The hash in hexadecimal.
    Hex,
    /// The same but for upper and lower case.
    Case,
    /// The same but for a slash at its end.
    Slash,
    /// The same with query or fragment.
    Query,
}

/// What is wrong with a status list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusList {
    /// It is of this kind, not an object.
    NotAnObject(&'static str),
    /// `bits` is not 1, 2, 4 or 8.
    Bits,
    /// `lst` is missing, or is not a string.
    NoList,
    /// `lst` is not base64url.
    Encoding(Base64url),
    /// `lst` is not compressed as it must be.
    Compression,
    /// It would have more bytes than this.
    TooLong(usize),
}

impl Bound {
    pub(super) fn code(&self) -> Code {
        match self {
            Bound::Missing(_) => Code::BindingMissing,
            Bound::Kind(..) => Code::BindingType,
            Bound::Differs { .. } => Code::BindingDiffers,
            Bound::Algorithm(_) => Code::BindingAlgorithm,
            Bound::NoCertificate(_) | Bound::Certificates => Code::BindingCertificate,
        }
    }
}

impl StatusList {
    pub(super) fn code(&self) -> Code {
        match self {
            StatusList::NotAnObject(_) => Code::StatusListObject,
            StatusList::Bits => Code::StatusListBits,
            StatusList::NoList => Code::StatusListMissing,
            StatusList::Encoding(_) => Code::StatusListEncoding,
            StatusList::Compression => Code::StatusListCompression,
            StatusList::TooLong(_) => Code::StatusListTooLong,
        }
    }
}
