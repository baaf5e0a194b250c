//! What can be wrong with a signed token in JSON.

use super::Code;

/// What is wrong with a JWS in the JSON serialization (RFC 7515 §7.2), or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Jws {
    /// A member is another value, such as `a number`, than it must be, such as `a string`.
    Type {
        /// Which.
        name: &'static str,
        /// What it is.
        kind: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
    /// There is no `signature`.
    SignatureMissing,
    /// `signatures` is empty.
    NoSignatures,
    /// There are so many signatures; those behind this number are not read.
    ManySignatures {
        /// All of them.
        count: usize,
        /// Those that are read.
        read: usize,
    },
    /// `signatures`, and this member of the flattened form beside it.
    Mixed(&'static str),
    /// There is neither a protected nor an unprotected header.
    NoHeader,
    /// A name stands in both headers.
    Repeated(String),
    /// This parameter must be protected, and is not.
    Unprotected(&'static str),
    /// `alg` is not protected.
    AlgUnprotected,
    /// Signatures say different things of the encoding of the payload.
    B64Differs,
}

impl Jws {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Jws::Type { .. } => Code::JwsMemberType,
            Jws::SignatureMissing => Code::JwsSignatureMissing,
            Jws::NoSignatures => Code::JwsSignaturesEmpty,
            Jws::ManySignatures { .. } => Code::JwsSignaturesMany,
            Jws::Mixed(_) => Code::JwsFormsMixed,
            Jws::NoHeader => Code::JwsHeaderMissing,
            Jws::Repeated(_) => Code::JwsNameRepeated,
            Jws::Unprotected(_) => Code::JwsUnprotected,
            Jws::AlgUnprotected => Code::JwsAlgUnprotected,
            Jws::B64Differs => Code::JwsB64Differs,
        }
    }
}
