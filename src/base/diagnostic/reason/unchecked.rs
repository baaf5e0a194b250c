//! Why a signature cannot be checked at all: the form of the token, `alg`, `crit`.

use super::super::Code;
use crate::base::spec::Spec;

/// Why a signature cannot be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// The token is encrypted, not signed.
    Jwe,
    /// It has so many segments, and not three.
    Segments(usize),
    /// By its header it is encrypted, but it has so many segments, and not five.
    JweSegments(usize),
    /// Its payload is not encoded, and was sent apart.
    Detached,
    /// The header is no JSON.
    HeaderMalformed,
    /// The header has no `alg`.
    AlgMissing,
    /// `alg` is no string; what it is, such as `an array`.
    AlgNotText(&'static str),
    /// `alg` stands more than once, with these values.
    AlgAmbiguous(Vec<String>),
    /// `alg` is no algorithm of the table.
    AlgUnknown(UnknownAlg),
    /// `crit` is not as it has to be.
    Crit(Crit),
    /// `crit` names these extensions, which are not understood.
    CritUnknown(Vec<String>),
    /// `b64` is false and not in `crit`.
    B64NotCritical,
    /// `b64` is neither true nor false.
    B64NotBoolean,
    /// It was destroyed when the token was put into a case.
    Destroyed,
}

/// What is known of a value of `alg` that is not in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownAlg {
    /// It is registered for something else.
    Registered {
        /// The name.
        name: &'static str,
        /// What it is, such as `RSAES-OAEP`.
        about: &'static str,
        /// What it is for.
        class: AlgClass,
        /// Where it is defined.
        spec: Spec,
    },
    /// It is another name but for its case or the white space around it.
    Misspelled {
        /// What the header says.
        name: String,
        /// The name.
        meant: &'static str,
        /// It is the white space alone.
        space: bool,
    },
    /// It is an empty string.
    Empty,
    /// Nobody registered it.
    Unregistered(String),
}

/// Why a registered name is not in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlgClass {
    /// `none`: no signature at all.
    Unsecured,
    /// A signature algorithm that the registry prohibits.
    Prohibited,
    /// It protects the key of a JWE, and signs nothing.
    KeyManagement,
    /// It encrypts the content of a JWE, and belongs in `enc`.
    ContentEncryption,
}

/// What is wrong with `crit`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Crit {
    /// This parameter, `crit` or `b64`, stands more than once.
    Repeated(&'static str),
    /// It is empty.
    Empty,
    /// It is no array.
    NotAnArray,
    /// It holds something that is no string.
    NotAString,
    /// It holds this name twice.
    NamedTwice(String),
    /// It holds this name of the base specifications.
    Base(String),
    /// It holds this name, which the header does not have.
    Absent(String),
}

impl Unchecked {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Unchecked::Jwe => Code::Jwe,
            Unchecked::Segments(_) | Unchecked::JweSegments(_) => Code::Segments,
            Unchecked::Detached => Code::Detached,
            Unchecked::HeaderMalformed => Code::HeaderMalformed,
            Unchecked::AlgMissing => Code::AlgMissing,
            Unchecked::AlgNotText(_) => Code::AlgNotText,
            Unchecked::AlgAmbiguous(_) => Code::AlgAmbiguous,
            Unchecked::AlgUnknown(_) => Code::AlgUnknown,
            Unchecked::Crit(_) => Code::Crit,
            Unchecked::CritUnknown(_) => Code::CritUnknown,
            Unchecked::B64NotCritical => Code::B64NotCritical,
            Unchecked::B64NotBoolean => Code::B64NotBoolean,
            Unchecked::Destroyed => Code::SignatureDestroyed,
        }
    }
}
