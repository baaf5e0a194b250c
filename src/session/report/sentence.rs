//! The sentence in parts: signature, times and expectations, each a sentence of its own with one tone.

use super::{Phrase, Tone};
use crate::base::sort_by_place;
use crate::claims::policy::{Outcome, Standing};
use crate::claims::time::NumericDate;
use crate::claims::{Evaluation, State};
use crate::words;

/// Parts so far.
#[derive(Default)]
pub(super) struct Sentence(Vec<Vec<Phrase>>);

impl Sentence {
    /// A part of one phrase.
    pub(super) fn of(tone: Tone, text: impl Into<String>) -> Self {
        Self(vec![vec![phrase(tone, text)]])
    }

    /// A part that ends with how far away a time is.
    fn until(tone: Tone, before: &str, time: NumericDate, after: &str, now: i64) -> Self {
        let distance = Phrase { ticking: true, ..phrase(tone, time.relative(now)) };
        Self(vec![vec![phrase(tone, before), distance, phrase(tone, after)]])
    }

    /// With these parts behind it.
    pub(super) fn and(mut self, more: Sentence) -> Self {
        self.0.extend(more.0);
        self
    }

    /// The worst part first; those of one tone stay in their order.
    fn worst_first(mut self) -> Self {
        sort_by_place(&mut self.0, |part| (usize::MAX - tone(part) as usize, 0));
        self
    }

    /// All of it, with a space between two parts.
    pub(super) fn phrases(self) -> Vec<Phrase> {
        let mut out: Vec<Phrase> = vec![];
        for part in self.0 {
            if let Some(last) = out.last_mut() {
                last.text.push(' ');
            }
            out.extend(part);
        }
        out
    }
}

fn phrase(tone: Tone, text: impl Into<String>) -> Phrase {
    Phrase { tone, text: text.into(), ticking: false }
}

fn tone(part: &[Phrase]) -> Tone {
    part.iter().map(|phrase| phrase.tone).max().unwrap_or(Tone::Plain)
}

/// What there is to say where the signature is valid: with `algorithm`, under the person's key.
pub(super) fn of_valid(algorithm: &str, claims: &Evaluation, outcome: &Outcome, now: i64) -> Sentence {
    let (alone, beside) = (format!("Valid signature ({algorithm})."), format!("The signature is valid ({algorithm})."));
    of_good(&alone, &beside, Sentence::default(), claims, outcome, now)
}

/// Good news, times and expectations, and what there is to know beside: `alone` if nothing is bad, else `beside` what is.
pub(super) fn of_good(
    alone: &str,
    beside: &str,
    more: Sentence,
    claims: &Evaluation,
    outcome: &Outcome,
    now: i64,
) -> Sentence {
    let rest = times(claims, now).and(expectations(outcome));
    match rest.0.iter().map(|part| tone(part)).max() {
        Some(Tone::Bad | Tone::Warn) => Sentence::of(Tone::Plain, beside).and(rest).worst_first().and(more),
        _ => Sentence::of(Tone::Good, alone).and(rest).and(more),
    }
}

fn times(claims: &Evaluation, now: i64) -> Sentence {
    match (claims.state, claims.expires, claims.not_before) {
        (State::Expired, Some(expires), _) => Sentence::until(Tone::Bad, "Expired ", expires, ".", now),
        (State::NotYetValid, _, Some(begins)) => {
            Sentence::until(Tone::Bad, "Not valid yet: becomes valid ", begins, ".", now)
        }
        (State::Invalid, ..) => malformed(claims),
        (State::Ok, Some(expires), _) if claims.is_past(now) => {
            Sentence::until(Tone::Warn, "Expired ", expires, ", within the allowed clock skew.", now)
        }
        (State::Ok, Some(expires), _) if claims.counts_milliseconds() => {
            Sentence::until(Tone::Warn, "Times look like milliseconds: as seconds, it expires ", expires, ".", now)
        }
        (State::Ok, Some(expires), _) => Sentence::until(Tone::Plain, "Expires ", expires, ".", now),
        (State::Ok, None, _) => Sentence::of(Tone::Plain, "Never expires."),
        _ => Sentence::of(Tone::Plain, "No times to check."),
    }
}

fn malformed(claims: &Evaluation) -> Sentence {
    match (&claims.malformed, claims.faults.first()) {
        (Some(why), _) => Sentence::of(Tone::Bad, format!("The payload is malformed: {}.", words::title(why))),
        (None, Some(fault)) => Sentence::of(Tone::Bad, format!("A claim is malformed: {}.", words::title(fault))),
        (None, None) => Sentence::of(Tone::Bad, "A claim is malformed."),
    }
}

/// What became of the expectations: a signature alone does not make a token the right one.
fn expectations(outcome: &Outcome) -> Sentence {
    let met = words::met(&outcome.met);
    let told = match outcome.failures.first() {
        Some(first) => Sentence::of(Tone::Bad, format!("Not as expected: {}.", words::title(first))),
        None if met.is_empty() => Sentence::of(Tone::Plain, "Issuer and audience not checked."),
        None if outcome.standing() == Standing::Info => {
            Sentence::of(Tone::Plain, format!("As expected: {met}. Issuer or audience not checked."))
        }
        None => Sentence::of(Tone::Plain, format!("As expected: {met}.")),
    };
    match outcome.bindings.first() {
        Some(first) => Sentence::of(Tone::Bad, words::sentence(&words::headline(first))).and(told),
        None => told,
    }
}

/// What the token says of its times, where no signature vouches for them.
pub(super) fn of_unverified(claims: &Evaluation, now: i64) -> Sentence {
    match (claims.state, claims.expires, claims.not_before) {
        (State::Expired, Some(expires), _) => {
            Sentence::until(Tone::Warn, "The token says that it expired ", expires, ".", now)
        }
        (State::NotYetValid, _, Some(begins)) => {
            Sentence::until(Tone::Warn, "The token says that it becomes valid ", begins, ".", now)
        }
        (State::Invalid, ..) if claims.malformed.is_some() => malformed(claims),
        _ => Sentence::default(),
    }
}
