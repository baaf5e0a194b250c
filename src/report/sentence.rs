//! What follows the verdict on the signature in the sentence: times, and expectations.

use super::{Phrase, Tone};
use crate::claims::policy::Outcome;
use crate::claims::{Evaluation, State};
use crate::words;

/// Phrases so far.
pub(super) struct Sentence(pub(super) Vec<Phrase>);

impl Sentence {
    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.0.push(Phrase { tone, text: text.into(), ticking: false });
    }

    pub(super) fn tick(&mut self, tone: Tone, text: String) {
        self.0.push(Phrase { tone, text, ticking: true });
    }

    /// Goes on with a sentence that began with a valid signature.
    pub(super) fn with_times(mut self, claims: &Evaluation, now: i64) -> Self {
        match (claims.state, claims.expires, claims.not_before) {
            (State::Expired, Some(expires), _) => {
                self.say(Tone::Plain, ", but ");
                self.say(Tone::Bad, "expired ");
                self.tick(Tone::Bad, expires.relative(now));
            }
            (State::NotYetValid, _, Some(begins)) => {
                self.say(Tone::Plain, ", but ");
                self.say(Tone::Bad, "not valid yet");
                self.say(Tone::Plain, ": it begins ");
                self.tick(Tone::Bad, begins.relative(now));
            }
            (State::Invalid, ..) => {
                self.say(Tone::Plain, ", but ");
                match (&claims.malformed, claims.faults.first()) {
                    (Some(why), _) => {
                        self.say(Tone::Bad, "its payload is malformed");
                        self.say(Tone::Plain, format!(": {}", words::title(why)));
                    }
                    (None, fault) => {
                        self.say(Tone::Bad, "its claims are not as they must be");
                        if let Some(fault) = fault {
                            self.say(Tone::Plain, format!(": {}", words::title(fault)));
                        }
                    }
                }
            }
            (State::Ok, Some(expires), _) if expires.seconds < now => {
                self.say(Tone::Plain, ", and in time only by the allowed clock skew: it expired ");
                self.tick(Tone::Warn, expires.relative(now));
            }
            (State::Ok, Some(expires), _) if claims.counts_milliseconds() => {
                self.say(Tone::Plain, ", but its times look like ");
                self.say(Tone::Warn, "milliseconds");
                self.say(Tone::Plain, ": as seconds, it expires ");
                self.tick(Tone::Warn, expires.relative(now));
            }
            (State::Ok, Some(expires), _) => {
                self.say(Tone::Plain, ", and in time: it expires ");
                self.tick(Tone::Warn, expires.relative(now));
            }
            (State::Ok, None, _) => self.say(Tone::Plain, ", and it never expires"),
            _ => self.say(Tone::Plain, ". It carries no times to check"),
        }
        self.say(Tone::Plain, ". ");
        self
    }

    /// Adds what became of the expectations: a signature alone does not make a token the right one.
    pub(super) fn with_expectations(mut self, outcome: &Outcome) -> Vec<Phrase> {
        let met = words::met(&outcome.met);
        match outcome.failures.first() {
            Some(first) => {
                self.say(Tone::Bad, "It is not what you expect");
                self.say(Tone::Plain, format!(": {}.", words::title(first)));
            }
            None if met.is_empty() => self.say(Tone::Plain, "Nobody said which issuer and audience to expect."),
            None if outcome.lamp().0 == "info" => {
                self.say(Tone::Plain, format!("As expected: {met}. Nobody said all of issuer and audience."));
            }
            None => self.say(Tone::Plain, format!("As expected: {met}.")),
        }
        self.0
    }

    /// Adds what the times say where the signature proves nothing about them.
    pub(super) fn with_state_of_times(mut self, claims: &Evaluation, now: i64) -> Vec<Phrase> {
        match (claims.state, claims.expires, claims.not_before) {
            (State::Expired, Some(expires), _) => {
                self.say(Tone::Plain, "By its own words it expired ");
                self.tick(Tone::Warn, expires.relative(now));
                self.say(Tone::Plain, ".");
            }
            (State::NotYetValid, _, Some(begins)) => {
                self.say(Tone::Plain, "By its own words it begins ");
                self.tick(Tone::Warn, begins.relative(now));
                self.say(Tone::Plain, ".");
            }
            _ => {}
        }
        if let (State::Invalid, Some(why)) = (claims.state, &claims.malformed) {
            self.say(Tone::Bad, "Its payload is malformed");
            self.say(Tone::Plain, format!(": {}.", words::title(why)));
        }
        self.0
    }
}
