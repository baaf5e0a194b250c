//! What a draft comes to: a token, what happened to its signature or its content, and why there is none.

use super::Others;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::text::{Bytes, Text};
use crate::engine::jwa::Algorithm;
use crate::engine::jwe;
use crate::jose::Part;

/// What a draft comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftOutcome {
    /// The token; empty if there is none.
    pub token: Text,
    /// The payload, where it is not in the token.
    pub content: Option<Bytes>,
    /// What was encrypted, where the key at hand cannot open it again.
    pub plaintext: Option<Bytes>,
    /// Which of its signatures was made.
    pub index: usize,
    /// What happens to the other signatures of a token in JSON.
    pub others: Option<Others>,
    /// What happened to the signature, or to the content.
    pub made: DraftSignature,
}

/// What happens to the signature of a draft, or to its content.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftSignature {
    /// Nothing was changed: it is the token that the draft was begun from, with its signature.
    Untouched,
    /// It was signed with the key at hand.
    Signed(&'static Algorithm),
    /// It has the signature of the token that the draft was begun from.
    Kept,
    /// It has no signature, as the person wants.
    Omitted,
    /// It has no signature; why.
    Unsigned(Diagnostic),
    /// It was encrypted to the key at hand.
    Encrypted(&'static jwe::Algorithm, &'static jwe::Encryption),
    /// It is not encrypted, so there is no token; why.
    NotEncrypted(Diagnostic),
    /// PBKDF2 has to make a key of the password first: the one that this token, which has no content, asks for.
    Deriving(Text),
    /// There is no token; why.
    Broken(Part, Diagnostic),
}

impl DraftOutcome {
    /// Why nobody signed it yet, though somebody is to: there is no signature to judge. What says `none` is complete without.
    pub fn unsigned(&self) -> Option<&Diagnostic> {
        match &self.made {
            DraftSignature::Unsigned(why) => Some(why).filter(|why| why.code() != Code::AlgNone),
            _ => None,
        }
    }

    pub(super) fn new(token: impl Into<Text>, made: DraftSignature) -> DraftOutcome {
        DraftOutcome { token: token.into(), content: None, plaintext: None, index: 0, others: None, made }
    }
}
