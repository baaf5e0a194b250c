//! What a person does with keys: enter one, have one made, try those of a large set.

use super::super::browser;
use super::{KeyInput, Source, State};
use jwt_debugger::crypto;
use jwt_debugger::crypto::generate::{self, Kind};
use jwt_debugger::key::{self, Encoding, Held};
use jwt_debugger::verify;
use leptos::prelude::set_timeout;
use std::time::Duration;

impl State {
    /// Takes what was typed, pasted or dropped into the key field.
    pub fn enter_key(self, text: String) {
        self.key_input.update(|input| *input = KeyInput { text, encoding: input.encoding, ..KeyInput::default() });
    }

    /// Puts a new key of that kind into the key field. An RSA key takes the browser a while; a key that is entered meanwhile
    /// stays.
    pub fn make_key(self, kind: Kind) {
        let Kind::Rsa(bits) = kind else {
            return self.enter_key(generate::generate(kind, &mut browser::random()).unwrap_or_default());
        };
        let before = self.key_input.get_untracked();
        self.making_key.set(Some("The browser is making an RSA key…"));
        browser::make_rsa_key(bits, move |der| {
            if self.key_input.with_untracked(|now| *now != before) {
                return self.making_key.set(None);
            }
            match key::detect(&key::file_text(der.unwrap_or_default()), Encoding::Utf8) {
                Some(Ok(key)) => {
                    self.enter_key(generate::written(key).unwrap_or_default());
                    self.making_key.set(None);
                }
                _ => self.making_key.set(Some("The browser makes RSA keys only for pages from https or this machine.")),
            }
        });
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
        let (Some(token), Some(Ok(Held::Set(set))), Some(choice), true) =
            (parsed.token.as_ref(), key.as_deref(), choice, unchanged)
        else {
            return self.trying.set(false);
        };
        let expected = self.expected.get_untracked().and_then(crypto::find);
        let mut trials = choice.trials();
        let done = verify::advance(token, set, expected, &mut trials, BUDGET);
        self.trials.set(Some((source.clone(), key_input.clone(), trials)));
        match done {
            true => self.trying.set(false),
            false => set_timeout(move || self.try_some(source, key_input), Duration::ZERO),
        }
    }
}
