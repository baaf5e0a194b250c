//! Looking further for the reason why a signature does not hold, and what one click does about it.

use super::{Act, State};
use jwt_debugger::explain::{Remedy, Search, key_field};
use jwt_debugger::jwa;
use jwt_debugger::verify::{self, Choice, Verdict, VerificationKey};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

impl State {
    /// Goes on looking for the reason, a few milliseconds at a time, until it is found, or all is tried, or something else is
    /// on the page.
    pub fn search_further(self) {
        let Some(verdict) = self.verdict.get_untracked() else { return };
        let begun = self.begun.get_untracked();
        let known = self
            .searched
            .with_untracked(|found| found.as_ref().is_some_and(|(_, better)| Arc::ptr_eq(better, &verdict)));
        if !known && begun.goes_on() && matches!(*verdict, Verdict::Invalid(_) | Verdict::KeyMismatch(_)) {
            self.search_part(verdict, begun);
        }
    }

    fn search_part(self, verdict: Arc<Verdict>, mut search: Search) {
        /// Microseconds at a time, as estimated: between two frames.
        const BUDGET: u32 = 10_000;
        let same = self.verdict.with_untracked(|now| now.as_ref().is_some_and(|now| Arc::ptr_eq(now, &verdict)));
        let (parsed, key) = (self.parsed.get_untracked(), self.key.get_untracked());
        let Some(token) = parsed.token.as_ref().filter(|_| same) else { return };
        let expected = self.expected.get_untracked().and_then(jwa::find);
        let trials = self.choice.get_untracked().as_deref().map(Choice::trials);
        match verify::further(
            token,
            VerificationKey::of(key.as_deref()),
            expected,
            trials.as_ref(),
            &mut search,
            BUDGET,
        ) {
            Some(better) => self.searched.set(Some((verdict, Arc::new(better)))),
            None => set_timeout(move || self.search_part(verdict, search), Duration::ZERO),
        }
    }

    /// Does what was found to help.
    pub fn apply(self, remedy: &Remedy) {
        self.act(Act::Replaced, || match remedy {
            Remedy::Encoding(encoding) => self.key_input.update(|input| input.encoding = *encoding),
            Remedy::Token(text) => self.set_token(text.into()),
            Remedy::Secret(secret) => {
                let (text, encoding) = key_field(secret);
                self.type_key(text);
                self.key_input.update(|input| input.encoding = encoding);
            }
        });
    }
}
