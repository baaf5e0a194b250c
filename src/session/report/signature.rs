//! What is said of a signature. People who do not look at lamps read the sentence alone, so it names the algorithm.

use super::sentence::{Headline, Sentence};
use super::{Subject, Tone};
use crate::engine::verify::Verdict;
use crate::words;

/// What there is to say of the verdict itself.
pub(super) fn headline(subject: &Subject, verdict: Option<&Verdict>) -> Headline {
    let first = || verdict.and_then(|verdict| verdict.reasons().first()).map(words::headline).unwrap_or_default();
    let of = |tone, text: String| Headline::Part(Sentence::of(tone, text));
    match verdict {
        Some(Verdict::Valid(evidence)) => {
            let name = evidence.algorithm.name;
            let (alone, beside) = (format!("Valid signature ({name})."), format!("The signature is valid ({name})."));
            Headline::Good { alone, beside, last: Sentence::default() }
        }
        Some(Verdict::NoKey { algorithm }) => match subject.key_fault {
            Some(fault) => of(Tone::Warn, format!("The key cannot be read: {}.", words::title(fault))),
            None => of(Tone::Plain, format!("Signature not checked ({}): enter {}.", algorithm.name, algorithm.key)),
        },
        Some(Verdict::Unsecured) => {
            of(Tone::Warn, "Not signed: `alg` is `none`, so anyone could have written this token.".to_owned())
        }
        Some(Verdict::SelfAttested(evidence) | Verdict::Linked(evidence)) => {
            of(Tone::Warn, words::sentence(&format!("{} ({})", first(), evidence.algorithm.name)))
        }
        Some(Verdict::Invalid(_) | Verdict::KeyMismatch(_)) => of(Tone::Bad, words::sentence(&first())),
        Some(Verdict::Unsupported(_)) => of(subject.tone_of_unsupported(), words::sentence(&first())),
        None => Headline::Part(Sentence::default()),
    }
}
