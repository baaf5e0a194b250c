//! The verdict in words: four lamps and a sentence, composed from what the other modules proved.
//!
//! The sentence leads with what decides whether to accept the token, worst first. There is never a lone green tick: a valid
//! signature is followed by what the times say, and by what nobody checked.

mod decryption;
mod lamps;
mod pending;
mod sentence;

use crate::claims::Evaluation;
use crate::claims::policy::Outcome;
use crate::engine::verify::Verdict;
use crate::jose::Parsed;
use crate::key::KeyFault;
use crate::words;
pub use decryption::{encrypted, lamp_of};
pub use lamps::signature;
use sentence::Sentence;

/// What the page says at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Is it a token at all?
    pub format: Lamp,
    /// Does the signature hold?
    pub signature: Lamp,
    /// Does it decrypt? It stands in the place of the signature, if the layer is encrypted.
    pub decryption: Option<Lamp>,
    /// Do the claims hold now?
    pub claims: Lamp,
    /// Does it meet what was asked of it?
    pub policy: Lamp,
    /// The sentence, in phrases of one tone each; their texts joined read as prose.
    pub sentence: Vec<Phrase>,
}

/// One lamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lamp {
    /// The state that scripts and the style sheet know it by, such as `key-mismatch`.
    pub state: &'static str,
    /// The state in a word or two.
    pub label: String,
    /// Whether the state is good and holds only in the letter: the sentence says why.
    pub doubtful: bool,
}

/// A stretch of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// How it is coloured.
    pub tone: Tone,
    /// Its text, with the spaces it needs.
    pub text: String,
    /// Whether it changes with the clock alone, which is no news to be announced.
    pub ticking: bool,
}

/// The tone of a phrase. The least comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Proved good.
    Good,
    /// To be noticed.
    Warn,
    /// Wrong.
    Bad,
}

/// What everything at hand comes to at `now`, in seconds since the epoch.
pub fn report(
    parsed: &Parsed,
    key_fault: Option<&KeyFault>,
    verdict: Option<&Verdict>,
    claims: &Evaluation,
    outcome: &Outcome,
    now: i64,
) -> Report {
    Report {
        format: lamps::format(parsed),
        signature: signature(key_fault, verdict),
        decryption: None,
        claims: lamps::claims(claims, now),
        policy: lamps::policy(parsed, outcome),
        sentence: sentence(parsed, key_fault, verdict, claims, outcome, now),
    }
}

/// People who do not look at lamps read the sentence alone, so it names signature, times and expectations.
fn sentence(
    parsed: &Parsed,
    key_fault: Option<&KeyFault>,
    verdict: Option<&Verdict>,
    claims: &Evaluation,
    outcome: &Outcome,
    now: i64,
) -> Vec<Phrase> {
    if parsed.token.is_none() {
        return Sentence::of(Tone::Plain, "Paste a token to read it. Nothing leaves this page.").phrases();
    }
    let first = || verdict.and_then(|verdict| verdict.reasons().first()).map(words::headline).unwrap_or_default();
    let signature = match verdict {
        Some(Verdict::Valid(evidence)) => {
            return sentence::of_valid(evidence.algorithm.name, claims, outcome, now).phrases();
        }
        Some(Verdict::NoKey { algorithm }) => match key_fault {
            Some(fault) => Sentence::of(Tone::Warn, format!("The key cannot be read: {}.", words::title(fault))),
            None => Sentence::of(
                Tone::Plain,
                format!("Signature not checked ({}): enter {}.", algorithm.name, algorithm.key),
            ),
        },
        Some(Verdict::Unsecured) => {
            Sentence::of(Tone::Warn, "Not signed: `alg` is `none`, so anyone could have written this token.")
        }
        Some(Verdict::SelfAttested(evidence) | Verdict::Linked(evidence)) => {
            Sentence::of(Tone::Warn, words::sentence(&format!("{} ({})", first(), evidence.algorithm.name)))
        }
        Some(Verdict::Invalid(_) | Verdict::KeyMismatch(_)) => Sentence::of(Tone::Bad, words::sentence(&first())),
        Some(Verdict::Unsupported(_)) => Sentence::of(Tone::Warn, words::sentence(&first())),
        None => Sentence::default(),
    };
    signature.and(sentence::of_unverified(claims, now)).phrases()
}

#[cfg(test)]
mod tests;
