//! The sentence in parts: signature or decryption, times, format and expectations, each a sentence of its own with one tone.

use super::{Phrase, Proof, Subject, Tone};
use crate::base::diagnostic::policy::Expected;
use crate::base::diagnostic::{Code, Diagnostic, Severity};
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

    /// The tone of the worst part.
    fn tone(&self) -> Tone {
        self.0.iter().map(|part| tone(part)).max().unwrap_or(Tone::Plain)
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

/// What is said of signature or decryption.
pub(super) enum Headline {
    /// Good news.
    Good {
        /// The words, if nothing else is bad.
        alone: String,
        /// The words, beside what is bad.
        beside: String,
        /// What there is to know at the end.
        last: Sentence,
    },
    /// A part like every other.
    Part(Sentence),
}

/// Reasons for which a token cannot be checked that are faults of its format, which names them with their place.
const OF_THE_FORMAT: [Code; 6] =
    [Code::Segments, Code::Jwe, Code::HeaderMalformed, Code::AlgMissing, Code::AlgNotText, Code::AlgAmbiguous];

/// Whether one of `problems` tells `reasons`, why something cannot be checked, and better: with its place.
pub(super) fn is_told(reasons: &[Diagnostic], problems: &[Diagnostic]) -> bool {
    let of_the_format = reasons.first().is_some_and(|reason| OF_THE_FORMAT.contains(&reason.code()));
    of_the_format && problems.iter().any(|problem| problem.severity != Severity::Repaired)
}

impl Subject<'_> {
    /// Signature or decryption, times, format and expectations, the worst first.
    pub(super) fn sentence(&self) -> Sentence {
        if self.parsed.token.is_none() {
            return Sentence::of(Tone::Plain, "Paste a token to read it. Nothing leaves this page.");
        }
        let headline = match self.proof {
            Proof::Signature(verdict) => super::signature::headline(self, verdict),
            Proof::Decryption(decryption) => super::decryption::headline(self, decryption),
        };
        let is_good = matches!(headline, Headline::Good { .. });
        let rest = match self.is_readable() {
            true => times(self.claims, self.now, is_good).and(self.format()).and(expectations(self.outcome, is_good)),
            false => self.format(),
        };
        match headline {
            Headline::Good { alone, last, .. } if rest.tone() < Tone::Warn => {
                Sentence::of(Tone::Good, alone).and(rest).and(last)
            }
            Headline::Good { beside, last, .. } => Sentence::of(Tone::Plain, beside).and(rest).worst_first().and(last),
            Headline::Part(part) => part.and(rest).worst_first(),
        }
    }

    /// The first problem of the format for which a strict reader refuses the token, unless another part tells it.
    fn format(&self) -> Sentence {
        let Some(first) = self.first_error() else { return Sentence::default() };
        let reasons = self.proof.reasons();
        let by_headline = is_told(reasons, &self.parsed.problems)
            || reasons.first().is_some_and(|reason| reason.code() == first.code());
        let by_claims = self.claims.state == State::Invalid && self.claims.malformed.is_some() && self.is_readable();
        match by_headline || by_claims {
            true => Sentence::default(),
            false => {
                let what = if self.claims.malformed.as_ref() == Some(first) { "payload" } else { "token" };
                Sentence::of(Tone::Bad, format!("The {what} is malformed: {}.", words::title(first)))
            }
        }
    }

    fn first_error(&self) -> Option<&Diagnostic> {
        self.parsed.problems.iter().find(|problem| problem.severity == Severity::Error)
    }

    /// What is not known here can be sound; a token that is broken cannot.
    pub(super) fn tone_of_unsupported(&self) -> Tone {
        if self.first_error().is_some() { Tone::Bad } else { Tone::Warn }
    }
}

/// What the times come to. Where no signature vouches for them, it is the token that says so, and only what is bad is said.
fn times(claims: &Evaluation, now: i64, vouched: bool) -> Sentence {
    let expired = if vouched { "Expired " } else { "The token says that it expired " };
    let begins_words = if vouched { "Not valid yet: becomes valid " } else { "The token says that it becomes valid " };
    match (claims.state, claims.expires, claims.not_before) {
        (State::Expired, Some(expires), _) => {
            let end = if claims.exp_is_duration() { ": `exp` looks like a duration." } else { "." };
            Sentence::until(Tone::Bad, expired, expires, end, now)
        }
        (State::NotYetValid, _, Some(begins)) => Sentence::until(Tone::Bad, begins_words, begins, ".", now),
        (State::Invalid, ..) => malformed(claims),
        (State::Ok, Some(expires), _) if claims.is_past(now) => {
            Sentence::until(Tone::Warn, expired, expires, ", within the allowed clock skew.", now)
        }
        (State::Ok, Some(expires), _) if claims.counts_milliseconds() => {
            Sentence::until(Tone::Warn, "Times look like milliseconds: as seconds, it expires ", expires, ".", now)
        }
        (State::Ok, None, _) if claims.counts_milliseconds() => {
            Sentence::of(Tone::Warn, "Times look like milliseconds.")
        }
        _ if !vouched => Sentence::default(),
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

/// What became of the expectations: a signature alone does not make a token the right one. Where there is none, only what is bad is
/// said.
fn expectations(outcome: &Outcome, vouched: bool) -> Sentence {
    let met = words::met(&outcome.met);
    let standing = outcome.standing();
    let bound = match outcome.bindings.first() {
        Some(first) => Sentence::of(Tone::Bad, words::sentence(&words::headline(first))),
        None => Sentence::default(),
    };
    let expected = match &outcome.team {
        Some(name) => format!("as {name} expects"),
        None => "as expected".to_owned(),
    };
    if let Some(first) = outcome.failures.first() {
        return bound.and(Sentence::of(Tone::Bad, format!("Not {expected}: {}.", words::title(first))));
    }
    let expected = words::capital(&expected);
    let rules = match standing {
        Standing::Warning => {
            let rules = words::counted(outcome.broken, "rule");
            Sentence::of(Tone::Warn, format!("Breaks {rules} for {}.", outcome.profile.title))
        }
        _ => Sentence::default(),
    };
    if !vouched {
        return bound.and(rules);
    }
    let checked = |what| outcome.met.contains(&what);
    let text = if met.is_empty() {
        "Issuer and audience not checked.".to_owned()
    } else if checked(Expected::Issuer) && checked(Expected::Audience) {
        format!("{expected}: {met}.")
    } else {
        format!("{expected}: {met}. Issuer or audience not checked.")
    };
    bound.and(rules).and(Sentence::of(Tone::Plain, text))
}
