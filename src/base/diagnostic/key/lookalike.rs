//! Texts that are given for a key and are none: what names a key, says where keys are, or was sent instead of one.

use super::super::Code;

/// What a text is that is no key. None of these holds what could be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookalike {
    /// A fingerprint, made with this hash, if that is known.
    Fingerprint(Option<&'static str>),
    /// So many hexadecimal digits, as many as the fingerprint of this hash has.
    Digest(&'static str),
    /// 43 characters of base64url, as many as a SHA-256 has, such as the thumbprint of a JWK (RFC 7638).
    Hash,
    /// The name of a file.
    File,
    /// The name of a key in a service that keeps keys.
    KeyService,
    /// An address.
    Address {
        /// The address itself; without what it may have after a question mark.
        address: String,
        /// It is that of a server's configuration.
        configuration: bool,
    },
    /// The identifier of a client or a project.
    ClientId,
    /// The name of a host.
    Host(String),
    /// What an application proves itself with, or its identifier; whose, such as `a Google API key`.
    Credential(&'static str),
    /// A token.
    Token,
    /// A word that a program writes where it has nothing, such as `undefined`.
    Nothing(&'static str),
    /// A page in HTML.
    Html,
    /// An answer that says that something failed, with its code.
    ErrorAnswer(Option<String>),
    /// What a program says that failed to read it.
    ErrorText,
    /// What stands in the place of a value.
    StandIn(StandIn),
}

/// What stands in the place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// An object, as this language prints it.
    Object(&'static str),
    /// A reference to a value in a store of secrets.
    Stored,
    /// The name of a variable that was to be filled in.
    Placeholder,
    /// A mask.
    Mask,
    /// The value, encrypted by this program.
    Encrypted(&'static str),
    /// What this method makes of a password, so that it can be compared and not read.
    Hashed(&'static str),
}

/// Why a text is no `did:key` or multibase key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multibase {
    /// A character, at this position, that base58btc does not have.
    Base58 {
        /// Counted from 1.
        position: usize,
        /// Which.
        found: char,
    },
    /// It does not decode to a key at all.
    Cut,
    /// A multicodec that no algorithm here uses, by its name or its number.
    Codec(u32, Option<&'static str>),
}

impl Lookalike {
    /// The stable name.
    pub fn code(&self) -> Code {
        match self {
            Lookalike::Fingerprint(_) | Lookalike::Digest(_) | Lookalike::Hash => Code::KeyFingerprint,
            Lookalike::Address { .. } | Lookalike::Host(_) | Lookalike::File | Lookalike::KeyService => {
                Code::KeyAddress
            }
            Lookalike::ClientId | Lookalike::Credential(_) => Code::KeyClientId,
            Lookalike::Token => Code::KeyToken,
            Lookalike::Nothing(_) => Code::KeyNull,
            Lookalike::Html => Code::KeyHtml,
            Lookalike::ErrorAnswer(_) | Lookalike::ErrorText => Code::KeyErrorAnswer,
            Lookalike::StandIn(StandIn::Object(_) | StandIn::Mask) => Code::KeyNull,
            Lookalike::StandIn(StandIn::Stored | StandIn::Placeholder) => Code::KeyAddress,
            Lookalike::StandIn(StandIn::Encrypted(_) | StandIn::Hashed(_)) => Code::KeyFormat,
        }
    }
}
