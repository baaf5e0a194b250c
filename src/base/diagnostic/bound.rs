//! What can be wrong between a token and what it is bound to: another token, a key, a request; and with a status list.

use super::{Base64url, Code};
use crate::base::time::NumericDate;

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
    /// `nonce` of an ID token is not that of the authentication request.
    LoginNonce {
        /// What it says.
        stated: String,
        /// What the request had.
        expected: String,
        /// What it is instead, if that was found out.
        near: Option<Near>,
    },
    /// No hash belongs to this algorithm.
    Algorithm(String),
    /// The key has no certificate, of which this is the thumbprint.
    NoCertificate(&'static str),
    /// The certificates of `x5c` cannot be read.
    Certificates,
    /// What was given to compare with cannot be used.
    Input(Input),
}

/// What cannot be used of what a person gave to compare a token with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// It is no public key, no certificate and no DPoP proof.
    Key,
    /// It is no certificate.
    Certificate,
    /// The access token is no JWT, so it does not show which key it is bound to.
    Opaque,
    /// The access token names no thumbprint of a key.
    Unbound,
    /// The index is no whole number.
    Index,
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
    /// It is compressed in the format of gzip.
    Gzip,
    /// It would have more bytes than this.
    TooLong(usize),
    /// The reference to it lacks a usable `idx` or `uri`.
    Reference,
    /// The text is no signed token with a status list.
    NotAToken,
    /// `typ` of the token is not `statuslist+jwt`; it is this.
    Type(String),
    /// The token has expired.
    Expired(NumericDate),
    /// The token is about another list than the reference.
    Subject {
        /// `sub` of the status list token.
        stated: String,
        /// `uri` of the reference.
        expected: String,
    },
    /// The index lies behind the end.
    OutOfRange {
        /// The index.
        index: u64,
        /// How many statuses there are.
        statuses: usize,
    },
    /// The list says that the token is not valid.
    NotValid {
        /// The index.
        index: u64,
        /// The status.
        status: u8,
    },
}

impl Bound {
    pub(super) fn code(&self) -> Code {
        match self {
            Bound::Missing(_) => Code::BindingMissing,
            Bound::Kind(..) => Code::BindingType,
            Bound::Differs { .. } | Bound::LoginNonce { .. } => Code::BindingDiffers,
            Bound::Algorithm(_) => Code::BindingAlgorithm,
            Bound::NoCertificate(_) | Bound::Certificates => Code::BindingCertificate,
            Bound::Input(_) => Code::BindingInput,
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
            StatusList::Compression | StatusList::Gzip => Code::StatusListCompression,
            StatusList::TooLong(_) => Code::StatusListTooLong,
            StatusList::Reference => Code::StatusListReference,
            StatusList::NotAToken => Code::StatusListToken,
            StatusList::Type(_) => Code::StatusListType,
            StatusList::Expired(_) => Code::StatusListExpired,
            StatusList::Subject { .. } => Code::StatusListSubject,
            StatusList::OutOfRange { .. } => Code::StatusListIndex,
            StatusList::NotValid { .. } => Code::StatusInvalid,
        }
    }
}
