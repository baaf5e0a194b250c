//! What a person does with keys: enter one, have one made, try those of a large set.

use super::super::browser;
use super::super::worker::Job;
use super::{Act, State};
use jwt_debugger::engine::jwa::generate::{self, Kind};
use jwt_debugger::key::{self, Encoding};
use jwt_debugger::session::work::{Answer, Request};
use leptos::prelude::*;

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

/// Whether an encrypted key is being opened.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Unlocking {
    /// It is not.
    #[default]
    No,
    /// It is.
    Works,
    /// It came to no end.
    Stopped,
}

impl State {
    /// Takes what was typed into the key field, or pasted there: the browser's undo knows the text before.
    pub fn type_key(self, text: String) {
        self.stop_key_jobs();
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
                _ if !self.goes_on(number) => {}
                Some(Ok(key)) => self.replace_key(generate::written(key).unwrap_or_default()),
                // It does so only for pages from https or this machine.
                _ => self.look_for_primes(number, bits),
            }
        });
    }

    /// Another key takes the place of the one in the field: nothing that was begun for that goes on.
    pub(super) fn stop_key_jobs(self) {
        self.stop_making_key();
        self.stop_unlocking();
        self.stop_trying();
    }

    /// Gives up the key that is being made.
    pub fn stop_making_key(self) {
        self.jobs.making.stop();
        let job = self.key_job.get_untracked();
        if !job.said.is_empty() {
            self.key_job.set(KeyJob { number: job.number + 1, ..KeyJob::default() });
        }
    }

    fn goes_on(self, number: u32) -> bool {
        self.key_job.with_untracked(|job| job.number == number)
    }

    fn look_for_primes(self, number: u32, bits: u32) {
        self.jobs.making.begin(move || {
            Job::begin(Request::MakeRsa(bits), move |answer| match answer {
                _ if !self.goes_on(number) => {}
                Some(Answer::Looking(prime, tested)) => {
                    let said = format!("Making an RSA key: looking for prime {prime} of 2…");
                    self.key_job.set(KeyJob { said, tested, number });
                }
                Some(Answer::Made(key)) => self.replace_key(key.to_string()),
                _ => self.stop_making_key(),
            })
        });
    }

    /// Tries a passphrase on the encrypted key in the key field.
    pub fn unlock(self, passphrase: String) {
        let text = self.key_input.with_untracked(|input| input.text.clone());
        let request = Request::Unlock { key: text.clone(), passphrase: passphrase.into() };
        self.unlocking.set(Unlocking::Works);
        self.jobs.unlocking.begin(move || {
            Job::begin(request, move |answer| {
                self.unlocking.set(if answer.is_some() { Unlocking::No } else { Unlocking::Stopped });
                if let Some(Answer::Unlocked(unlocked)) = answer
                    && self.key_input.with_untracked(|input| input.text == text)
                {
                    self.key_input.update(|input| input.unlock(unlocked));
                }
            })
        });
    }

    /// Gives up the key that is being opened.
    pub fn stop_unlocking(self) {
        self.jobs.unlocking.stop();
        self.unlocking.set(Unlocking::No);
    }

    /// Tries the keys of a large set that are left, until all are tried, or another token or key is there.
    pub fn try_the_rest(self) {
        let (Some(asked), Some(choice)) = (self.question(), self.choice.get_untracked()) else { return };
        self.trying.set(true);
        let request = Request::TryKeys(asked.clone().tried(Some(choice.trials())));
        self.jobs.trying.begin(move || {
            Job::begin(request, move |answer| {
                let is_last = answer.as_ref().is_none_or(Answer::is_last);
                if is_last || self.question().as_ref() != Some(&asked) {
                    self.stop_trying();
                }
                if let Some(Answer::Trying(trials) | Answer::Tried(trials)) = answer {
                    self.trials.set(Some((asked.clone(), trials)));
                }
            })
        });
    }

    /// Leaves it at the keys that were tried.
    pub fn stop_trying(self) {
        self.jobs.trying.stop();
        self.trying.set(false);
    }
}
