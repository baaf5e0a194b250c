//! Why a draft has no signature, or is no token.

use super::super::{Code, Facts, Json};
use super::{AlgName, KeyKind, UnknownAlg, Unusable};
use crate::base::span::Part;

/// Why a draft has no signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsigned {
    /// A part is no JSON.
    Json {
        /// Header or payload.
        part: Part,
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// The fault.
        fault: Json,
    },
    /// The header names more than one algorithm.
    AlgAmbiguous,
    /// The header names no algorithm.
    AlgMissing,
    /// The header says `none`.
    AlgNone,
    /// The algorithm is unknown.
    AlgUnknown(UnknownAlg),
    /// The header asks for an extension.
    Crit,
    /// There is no key.
    NoKey {
        /// What the header says.
        algorithm: &'static str,
        /// What that needs.
        needs: KeyKind,
    },
    /// The key cannot be read; why.
    KeyUnreadable(Box<Facts>),
    /// There is a set of keys.
    KeySet,
    /// There is only the public key.
    PublicKey,
    /// The key is for other algorithms. Whoever signs has made no token yet: either the algorithm or the key is to be changed.
    OtherKey {
        /// What the header says.
        algorithm: AlgName,
        /// What that needs.
        needs: KeyKind,
        /// What the key is.
        is: KeyKind,
    },
    /// The key has so many bits that signing takes too long.
    KeyLarge(usize),
    /// The key cannot sign; why.
    KeyUnusable(Unusable),
}

impl Unsigned {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Unsigned::Json { .. } => Code::DraftJson,
            Unsigned::AlgAmbiguous => Code::AlgAmbiguous,
            Unsigned::AlgMissing => Code::AlgMissing,
            Unsigned::AlgNone => Code::AlgNone,
            Unsigned::AlgUnknown(_) => Code::AlgUnknown,
            Unsigned::Crit => Code::Crit,
            Unsigned::NoKey { .. } | Unsigned::KeyUnreadable(_) => Code::NoKey,
            Unsigned::KeySet => Code::KeySet,
            Unsigned::OtherKey { needs: KeyKind::Ec(_), is: KeyKind::Ec(_), .. } => Code::KeyCurve,
            Unsigned::OtherKey { .. } => Code::KeyKind,
            Unsigned::PublicKey => Code::PublicKey,
            Unsigned::KeyLarge(_) => Code::KeyLarge,
            Unsigned::KeyUnusable(_) => Code::KeyUnusable,
        }
    }
}
