//! The key field: its text and what decides how that is read.

use super::{Encoding, Secret};
use crate::base::Size;
use core::fmt;

/// The text in the key field.
#[derive(Clone, Default, PartialEq)]
pub struct KeyInput {
    /// Exactly what is in the field.
    pub text: String,
    /// How a secret is written.
    pub encoding: Encoding,
    /// Whether it came with the sample, and leaves with it.
    pub sample: bool,
    /// Whether it came with the link that opened the page.
    pub linked: bool,
    /// What a passphrase opened an encrypted private key with.
    pub unlocked: Option<Secret>,
}

impl fmt::Debug for KeyInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, encoding, sample, linked, unlocked } = self;
        f.debug_struct("KeyInput")
            .field("text", &Size(text.len()))
            .field("encoding", encoding)
            .field("sample", sample)
            .field("linked", linked)
            .field("unlocked", unlocked)
            .finish()
    }
}
