//! What a link carried and is not used, and what keeps a link from being made.

use super::{Code, Diagnostic};
use crate::base::span::Part;

/// Something in a link, or in what a link would carry. None of these holds a secret or a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A private key.
    PrivateKey,
    /// A secret, or a text that is no key in any format and so could only be one.
    Secret,
    /// A public key that cannot be read; why.
    Unreadable(Box<Diagnostic>),
    /// A key, and no token that it could verify.
    KeyAlone,
    /// A parameter for a token without a token in it.
    NoToken,
    /// The query of the address had a token or a key in it, so that the server was sent it, too.
    InQuery,
    /// An algorithm to expect that is unknown here; its name, as an excerpt.
    Algorithm(String),
    /// The token to be shared holds something private.
    Holds {
        /// A secret, and not a private key.
        secret: bool,
        /// In which part.
        part: Part,
        /// The path to its member, as an excerpt; empty for all of the part.
        path: String,
    },
    /// The text in the token field holds a private key beside the token.
    HoldsBeside,
}

impl Link {
    pub(super) fn code(&self) -> Code {
        match self {
            Link::PrivateKey => Code::LinkPrivateKey,
            Link::Secret => Code::LinkSecret,
            Link::Unreadable(_) => Code::LinkKeyUnreadable,
            Link::KeyAlone => Code::LinkKeyAlone,
            Link::NoToken => Code::LinkNoToken,
            Link::InQuery => Code::LinkQuery,
            Link::Algorithm(_) => Code::LinkAlgorithm,
            Link::Holds { .. } | Link::HoldsBeside => Code::LinkHoldsPrivate,
        }
    }
}
