//! What the page says about the token on screen, by code; and tokens of lessons.

use super::State;
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::content::course::Try;
use jwt_debugger::engine::jwa;
use jwt_debugger::session::bindings::Counterparts;
use jwt_debugger::session::carried::carried;
use jwt_debugger::session::link::Expectations;
use jwt_debugger::session::{Act, KeyInput};
use jwt_debugger::words;
use jwt_debugger::words::carried::{Carried, cause};
use leptos::prelude::*;

impl State {
    /// Code and sentence of each problem, reason, fault, unmet expectation and finding; with the lamps that are not as wished, for
    /// what has no other code.
    pub fn told(self) -> Vec<(&'static str, String)> {
        let mut told = vec![];
        self.report.with(|report| {
            let proof = report.decryption.as_ref().unwrap_or(&report.signature);
            let lamps = [&report.format, proof, &report.claims];
            told.extend(lamps.map(|lamp| (lamp.state, lamp.label.clone())));
        });
        self.parsed.with(|parsed| {
            told.extend(parsed.problems.iter().map(|one| (one.code().name(), words::of(one).title)));
        });
        told.extend(self.reasons().iter().map(|one| (one.code().name(), words::title(one))));
        self.outcome.with(|outcome| {
            let unmet = outcome.bindings.iter().chain(&outcome.failures);
            told.extend(unmet.map(|one| (one.code().name(), words::title(one))));
        });
        self.claims.with(|claims| told.extend(claims.faults.iter().map(|one| (one.code().name(), words::title(one)))));
        told.extend(self.carried().into_iter().filter_map(cause).map(|(code, said)| (code, said.to_string())));
        let audit = self.audit.get();
        told.extend(audit.findings.iter().map(|one| (one.check.id, words::title(&one.what))));
        let mut once: Vec<(&'static str, String)> = vec![];
        for (code, said) in told {
            if once.iter().all(|(other, _)| *other != code) {
                once.push((code, words::capital(&said)));
            }
        }
        once
    }

    /// Subscribes to what [`State::audit`] is made from, without working it out.
    pub fn audit_inputs(self) {
        self.parsed.with(|_| ());
        self.verdict.with(|_| ());
        self.claims.with(|_| ());
        self.bindings.with(|_| ());
        self.kind.with(|_| ());
    }

    /// How the token that is shown differs from a plain signed one.
    pub fn carried(self) -> Vec<Carried> {
        let selected = self.source.with(|source| source.part);
        self.layers.with(|layers| self.parsed.with(|parsed| carried(layers, selected, parsed)))
    }

    /// Puts a token of a lesson in, with its key and what to expect.
    pub fn open_try(self, one: &Try) {
        self.act(Act::Replaced, || {
            self.stop_key_jobs();
            self.refused.set(vec![]);
            self.from_link.set(Expectations::default());
            self.given.set(Counterparts::default());
            self.key_input.set(KeyInput::default().with_text(one.key.to_string()));
            self.expected.set(jwa::find(&one.algorithm).map(|row| row.name));
            let texts = [&one.issuer, &one.audience, &one.token_type].map(ToString::to_string);
            let [issuer, audience, token_type] = texts;
            self.policy.set(Policy { issuer, audience, token_type, ..Policy::default() });
            self.set_token(one.token.clone());
        });
    }
}
