//! What one press can do about it: a change of the inputs, as data.

use crate::base::Size;
use crate::base::secret::{Encoding, Secret};
use core::fmt;

/// A change of what was typed after which the signature is valid, or a key is one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Choose this encoding for the secret, and leave its text.
    Encoding(Encoding),
    /// Take this secret instead.
    Secret(Secret),
    /// Take this token instead.
    Token(String),
    /// Take this text as the key instead: the same key, written as it should be. It may be a private one.
    Key(Secret),
}

impl fmt::Debug for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remedy::Encoding(encoding) => f.debug_tuple("Encoding").field(encoding).finish(),
            Remedy::Secret(secret) => f.debug_tuple("Secret").field(secret).finish(),
            Remedy::Key(text) => f.debug_tuple("Key").field(text).finish(),
            Remedy::Token(token) => f.debug_tuple("Token").field(&Size(token.len())).finish(),
        }
    }
}
