//! What cannot be made a draft of, and what to know of a signature that was made.

use super::super::Code;

/// Why header and payload of a token cannot be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotEditable {
    /// The JSON around header and payload is broken.
    BrokenJson,
    /// The content is encrypted, and was not decrypted.
    Encrypted,
    /// It is a key binding JWT, which belongs to its presentation.
    KeyBinding,
    /// The token ends before its payload.
    NoPayload,
    /// Header or payload are not UTF-8.
    NotText,
    /// It is encrypted to several recipients.
    Recipients,
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
            NotEditable::BrokenJson => Code::EditBrokenJson,
            NotEditable::Encrypted => Code::EditEncrypted,
            NotEditable::KeyBinding => Code::EditKeyBinding,
            NotEditable::NoPayload => Code::EditNoPayload,
            NotEditable::NotText => Code::EditNotText,
            NotEditable::Recipients => Code::EditRecipients,
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
