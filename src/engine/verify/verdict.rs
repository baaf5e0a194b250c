//! What can be said of a signature, and what it is judged by.

use super::Choice;
use crate::base::diagnostic::Diagnostic;
use crate::engine::jwa::Algorithm;
use crate::key::{KeyFault, ParsedKey};

/// What can be said of a token's signature.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There is nothing to verify with.
    NoKey {
        /// The row of the token's `alg`: what key would be needed.
        algorithm: &'static Algorithm,
    },
    /// The header says `alg: none`: nobody vouches for this token.
    Unsecured,
    /// The signature is valid under the person's key.
    Valid(Evidence),
    /// The signature is valid under a key that the token brought itself, which proves nothing about who made it.
    SelfAttested(Evidence),
    /// The signature is valid under a key that came with a link: whoever made the link chose it ([`crate::session::link::attest`]).
    Linked(Evidence),
    /// The signature is not valid; what failed or, once it is explained, why, the most telling first; never empty.
    Invalid(Vec<Diagnostic>),
    /// Key, `alg` and the expected algorithm do not go together.
    KeyMismatch(Diagnostic),
    /// The signature cannot be checked: no `alg` in the table, a JWE, `crit`, a segment missing.
    Unsupported(Diagnostic),
}

impl Verdict {
    /// What it says beside its name: why a signature is not valid or was not tried, or what to know of one that is.
    pub fn reasons(&self) -> &[Diagnostic] {
        match self {
            Verdict::Invalid(reasons) => reasons,
            Verdict::KeyMismatch(reason) | Verdict::Unsupported(reason) => core::slice::from_ref(reason),
            Verdict::Valid(evidence) | Verdict::SelfAttested(evidence) | Verdict::Linked(evidence) => &evidence.notes,
            Verdict::NoKey { .. } | Verdict::Unsecured => &[],
        }
    }

    /// Whether the signature is valid under a key of the person's own.
    pub fn is_valid(&self) -> bool {
        matches!(self, Verdict::Valid(_))
    }
}

/// What a valid signature was checked with.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The row that verified it.
    pub algorithm: &'static Algorithm,
    /// The key in words, as [`Key::summary`](crate::key::Key::summary) says it.
    pub key: String,
    /// What to know about it even so, such as a weak key.
    pub notes: Vec<Diagnostic>,
}

/// A verdict, and how its key was chosen where there was a choice.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// How a key of a set was looked for; `None` without a set, or where the token itself ends the matter first.
    pub choice: Option<Choice>,
}

/// What the person gave to verify with.
#[derive(Clone, Copy, Debug)]
pub enum VerificationKey<'a> {
    /// Nothing.
    Missing,
    /// Something that is no usable key; a key that the token brings does not take its place.
    Unreadable,
    /// A key or a set.
    Parsed(&'a ParsedKey),
}

impl<'a> VerificationKey<'a> {
    /// What was read from the key field.
    pub fn of(read: Option<&'a Result<ParsedKey, KeyFault>>) -> Self {
        match read {
            None => VerificationKey::Missing,
            Some(Err(_)) => VerificationKey::Unreadable,
            Some(Ok(held)) => VerificationKey::Parsed(held),
        }
    }
}
