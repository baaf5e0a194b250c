//! What a person does with keys: enter one, have one made, try those of a large set.

use super::super::browser;
use super::{Act, KeyInput, Source, State};
use jwt_debugger::jwa;
use jwt_debugger::jwa::generate::rsa::Search;
use jwt_debugger::jwa::generate::{self, Kind};
use jwt_debugger::key::{self, Encoding, Key, ParsedKey};
use jwt_debugger::verify;
use leptos::prelude::*;
use std::time::Duration;

/// A key that is being made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyJob {
    /// How far it is, in words; empty if none is being made.
    pub said: String,
    /// How many numbers were tested on the way.
    pub tested: u32,
    /// Tells it from those before and after it.
    number: u32,
}

impl State {
    /// Takes what was typed into the key field, or pasted there: the browser's undo knows the text before.
    pub fn type_key(self, text: String) {
        self.stop_making_key();
        self.key_input.update(|input| *input = input.with_text(text));
    }

    /// Puts another text into the key field.
    pub fn replace_key(self, text: String) {
        self.act(Act::Replaced, || self.type_key(text));
    }

    /// Puts a new key of that kind into the key field. An RSA key takes a while; a key that is entered meanwhile stays.
    pub fn make_key(self, kind: Kind) {
        let Kind::Rsa(bits) = kind else {
            return self.replace_key(generate::generate(kind, &mut browser::random()).unwrap_or_default());
        };
        let number = self.key_job.with_untracked(|job| job.number) + 1;
        let said = format!("Making an RSA key of {bits} bits…");
        self.key_job.set(KeyJob { said, tested: 0, number });
        browser::make_rsa_key(bits, move |der| {
            match key::detect(&key::file_text(der.unwrap_or_default()), Encoding::Utf8) {
                Some(Ok(key)) if self.goes_on(number) => self.take_made(key),
                // It does so only for pages from https or this machine.
                _ => self.look_for_primes(number, Search::new(bits)),
            }
        });
    }

    /// Gives up the key that is being made.
    pub fn stop_making_key(self) {
        let job = self.key_job.get_untracked();
        if !job.said.is_empty() {
            self.key_job.set(KeyJob { number: job.number + 1, ..KeyJob::default() });
        }
    }

    fn goes_on(self, number: u32) -> bool {
        self.key_job.with_untracked(|job| job.number == number)
    }

    /// One step at a time, between which the page lives on.
    fn look_for_primes(self, number: u32, mut search: Search) {
        if !self.goes_on(number) {
            return;
        }
        if let Some(key) = search.advance(&mut browser::random()) {
            return self.take_made(key);
        }
        let (prime, tested) = search.progress();
        let said = format!("Making an RSA key: looking for prime {prime} of 2…");
        self.key_job.set(KeyJob { said, tested, number });
        set_timeout(move || self.look_for_primes(number, search), Duration::ZERO);
    }

    fn take_made(self, key: Key) {
        self.replace_key(generate::written(key).unwrap_or_default());
    }

    /// Tries the keys of a large set that are left, a few at a time, until all are tried or another token or key is there.
    pub fn try_the_rest(self) {
        self.trying.set(true);
        self.try_some(self.source.get_untracked(), self.key_input.get_untracked());
    }

    fn try_some(self, source: Source, key_input: KeyInput) {
        /// Microseconds at a time: between two frames.
        const BUDGET: u32 = 12_000;
        let unchanged =
            self.source.with_untracked(|now| *now == source) && self.key_input.with_untracked(|now| *now == key_input);
        let (parsed, key, choice) =
            (self.parsed.get_untracked(), self.key.get_untracked(), self.choice.get_untracked());
        let (Some(token), Some(Ok(ParsedKey::Set(set))), Some(choice), true) =
            (parsed.token.as_ref(), key.as_deref(), choice, unchanged)
        else {
            return self.trying.set(false);
        };
        let expected = self.expected.get_untracked().and_then(jwa::find);
        let mut trials = choice.trials();
        let done = verify::advance(token, set, expected, &mut trials, BUDGET);
        self.trials.set(Some((source.clone(), key_input.clone(), trials)));
        match done {
            true => self.trying.set(false),
            false => set_timeout(move || self.try_some(source, key_input), Duration::ZERO),
        }
    }
}
