//! The verdict in words: four lamps and a sentence, composed from what the other modules proved.
//!
//! The sentence leads with what decides whether to accept the token, worst first. There is never a lone green tick: a valid
//! signature is followed by what the times say, and by what nobody checked.

mod decryption;
mod lamps;
mod pending;
mod sentence;
mod several;
mod signature;

use crate::base::diagnostic::Diagnostic;
use crate::claims::Evaluation;
use crate::claims::policy::Outcome;
use crate::engine::verify::Verdict;
use crate::jose::Parsed;
use crate::key::KeyFault;
use crate::session::Grade;
use crate::session::layers::Decryption;

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

/// What a report is on: a layer, and all that is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The layer that is shown.
    pub parsed: &'a Parsed,
    /// Why the text in the key field is no key.
    pub key_fault: Option<&'a KeyFault>,
    /// What its cryptography came to.
    pub proof: Proof<'a>,
    /// What its claims say.
    pub claims: &'a Evaluation,
    /// What became of the expectations.
    pub outcome: &'a Outcome,
    /// The time, in seconds since the epoch.
    pub now: i64,
}

/// What the cryptography of a layer came to.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'a> {
    /// The verdict on a signature; `None` where there is none to judge.
    Signature(Option<&'a Verdict>),
    /// What became of an encrypted layer.
    Decryption(&'a Decryption),
}

impl Report {
    /// The lamp that says most against the token. A signature that nobody checked is worse than times that hold.
    pub fn worst(&self) -> &Lamp {
        let proof = self.decryption.as_ref().unwrap_or(&self.signature);
        let mut worst = (proof.tone(), proof);
        for lamp in [&self.format, &self.claims, &self.policy] {
            let tone = lamp.tone();
            if tone >= Tone::Warn && tone > worst.0 {
                worst = (tone, lamp);
            }
        }
        // Of no token, the format is all there is to say.
        if self.format.state == "empty" { &self.format } else { worst.1 }
    }
}

impl Lamp {
    /// How it is coloured.
    pub fn tone(&self) -> Tone {
        match self.state {
            _ if self.doubtful => Tone::Warn,
            "ok" | "valid" | "opened" => Tone::Good,
            "repaired" | "self-attested" | "unsecured" | "unsupported" | "warning" => Tone::Warn,
            "broken" | "invalid" | "failed" | "key-mismatch" | "expired" | "not-yet-valid" | "danger" => Tone::Bad,
            _ => Tone::Plain,
        }
    }
}

impl<'a> Proof<'a> {
    /// The lamp of it; `key_fault` is why the text in the key field is no key.
    pub fn lamp(self, key_fault: Option<&KeyFault>) -> Lamp {
        match self {
            Proof::Signature(verdict) => lamps::signature(key_fault, verdict),
            Proof::Decryption(decryption) => lamps::decryption(key_fault, decryption),
        }
    }

    /// Why it is as it is.
    pub fn reasons(self) -> &'a [Diagnostic] {
        match self {
            Proof::Signature(verdict) => verdict.map(Verdict::reasons).unwrap_or_default(),
            Proof::Decryption(decryption) => decryption.reasons(),
        }
    }

    /// The reasons that `problems`, those of the format, do not tell; and how grave they are, where the verdict says so.
    pub fn untold(self, problems: &[Diagnostic]) -> (Option<Grade>, &'a [Diagnostic]) {
        let grade = match self {
            Proof::Signature(Some(Verdict::Invalid(_) | Verdict::KeyMismatch(_)))
            | Proof::Decryption(Decryption::Failed(_) | Decryption::KeyMismatch(_)) => Some(Grade::Error),
            Proof::Signature(Some(Verdict::Unsupported(_))) | Proof::Decryption(Decryption::Unsupported(_)) => {
                Some(Grade::Warning)
            }
            _ => None,
        };
        let is_told = matches!(self, Proof::Signature(_)) && sentence::is_told(self.reasons(), problems);
        (grade, if is_told { &[] } else { self.reasons() })
    }
}

impl Subject<'_> {
    /// Lamps and sentence.
    pub fn report(&self) -> Report {
        let proof = self.proof.lamp(self.key_fault);
        let (signature, decryption) = match self.proof {
            Proof::Signature(_) => (proof, None),
            Proof::Decryption(_) => (lamps::lamp("none", "Not signed"), Some(proof)),
        };
        let (claims, policy) = match self.is_readable() {
            true => (lamps::claims(self.claims, self.now), lamps::policy(self.parsed, self.outcome)),
            // Of what nobody can read nothing is evaluated.
            false => (lamps::lamp("none", "Not checked"), lamps::lamp("none", "Not checked")),
        };
        let format = lamps::format(self.parsed);
        Report { format, signature, decryption, claims, policy, sentence: self.sentence().phrases() }
    }

    /// Whether there is content to evaluate.
    fn is_readable(&self) -> bool {
        !matches!(self.proof, Proof::Decryption(decryption) if decryption.opened().is_none())
    }
}

#[cfg(test)]
mod tests;
