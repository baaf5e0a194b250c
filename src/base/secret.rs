//! Bytes that must not print, and the encodings in which people write them.

use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How the text of a secret stands for its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The text itself, as UTF-8.
    #[default]
    Utf8,
    /// base64url (RFC 4648 §5).
    Base64url,
    /// base64 (RFC 4648 §4).
    Base64,
    /// Two hexadecimal digits a byte.
    Hex,
}

impl Encoding {
    /// The name in words: `UTF-8`, `base64url`, `base64`, `hexadecimal`.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Base64url => "base64url",
            Encoding::Base64 => "base64",
            Encoding::Hex => "hexadecimal",
        }
    }
}

/// Bytes that must not print, and are overwritten when they are dropped.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(pub Vec<u8>);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}
