//! What cannot be made a draft of, and what to know of a signature that was made.

use super::super::Code;

/// Why header and payload of a token cannot be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotEditable {
    /// The content is encrypted.
    Encrypted,
    /// The token is in JSON, which a draft is not.
    InJson,
    /// The token ends before its payload.
    NoPayload,
    /// Header or payload are not UTF-8.
    NotText,
    /// It is an SD-JWT, whose payload holds digests.
    SdJwt,
}

/// Why a signature that was made is weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// The secret is shorter than the hash of the algorithm.
    Secret {
        /// How many bytes it has.
        bytes: usize,
        /// How many it needs.
        needs: usize,
        /// The algorithm.
        algorithm: &'static str,
    },
    /// The RSA key has so many bits.
    Rsa(usize),
}

impl NotEditable {
    /// The stable name.
    pub fn code(self) -> Code {
        match self {
            NotEditable::Encrypted => Code::EditEncrypted,
            NotEditable::InJson => Code::EditInJson,
            NotEditable::NoPayload => Code::EditNoPayload,
            NotEditable::NotText => Code::EditNotText,
            NotEditable::SdJwt => Code::EditSdJwt,
        }
    }
}

impl Weak {
    /// The stable name.
    pub fn code(self) -> Code {
        match self {
            Weak::Secret { .. } => Code::SignedWithShortSecret,
            Weak::Rsa(_) => Code::SignedWithShortKey,
        }
    }
}
