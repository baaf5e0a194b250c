//! What is said of what is not done yet: nothing of the text before it while a long text is being typed, and of a draft that it is one.

use super::lamps::lamp;
use super::sentence::Sentence;
use super::{Phrase, Report, Tone};
use crate::base::diagnostic::Diagnostic;
use crate::session::draft::{DraftOutcome, DraftSignature};
use crate::words;

impl Report {
    /// The report on a draft: while its text is broken there is no token, and one that nobody signed yet is no forgery.
    pub fn of_draft(self, draft: &DraftOutcome) -> Report {
        match &draft.made {
            DraftSignature::Broken(_, why) => {
                let sentence = drafted(Tone::Bad, "No token while the text is broken", why);
                Report { format: lamp("broken", "No JSON"), sentence, ..self }
            }
            DraftSignature::NotEncrypted(why) => {
                let sentence = drafted(Tone::Warn, "A draft that is not encrypted yet", why);
                Report { decryption: Some(lamp("none", "Not encrypted yet")), sentence, ..self }
            }
            DraftSignature::Deriving(_) => {
                let sentence = Sentence::of(Tone::Plain, "A draft: the key is being made from the password.").phrases();
                Report { decryption: Some(lamp("none", "Waiting")), sentence, ..self }
            }
            DraftSignature::Encrypted(algorithm, encryption) if draft.plaintext.is_some() => {
                let text = format!(
                    "Encrypted ({}, {}). Only the holder of the private key can open it.",
                    algorithm.name, encryption.name
                );
                let sentence = Sentence::of(Tone::Plain, text).phrases();
                Report { decryption: Some(lamp("none", "Encrypted")), sentence, ..self }
            }
            _ => match draft.unsigned() {
                Some(why) => {
                    let sentence = drafted(Tone::Warn, "A draft that is not signed yet", why);
                    Report { signature: lamp("none", "Not signed yet"), sentence, ..self }
                }
                None => self,
            },
        }
    }

    /// The report while the text is still being typed and what follows from it is not known yet: nothing is evaluated.
    pub fn not_evaluated() -> Report {
        let sentence = Sentence::of(Tone::Plain, "Not checked yet: the result follows when you pause typing.");
        let none = || lamp("none", "Not checked");
        Report {
            format: lamp("empty", "Not read yet"),
            signature: none(),
            decryption: None,
            claims: none(),
            policy: none(),
            sentence: sentence.phrases(),
        }
    }
}

fn drafted(tone: Tone, what: &str, why: &Diagnostic) -> Vec<Phrase> {
    let phrase = |tone, text: String| Phrase { tone, text, ticking: false };
    vec![phrase(tone, what.to_owned()), phrase(Tone::Plain, format!(": {}.", words::title(why)))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn while_the_text_is_not_read_nothing_is_evaluated() {
        let report = Report::not_evaluated();
        let states = [report.format.state, report.signature.state, report.claims.state, report.policy.state];
        assert_eq!(states, ["empty", "none", "none", "none"]);
    }
}
