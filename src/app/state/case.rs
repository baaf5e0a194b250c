//! Cases: the one that is opened, and what goes into one that is saved.

use super::super::browser;
use super::{KeyInput, Source, State};
use jwt_debugger::base::diagnostic::{Diagnostic, Facts};
use jwt_debugger::base::text::Text;
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::key::{Key, Material, ParsedKey};
use jwt_debugger::session::bindings::Counterparts;
use jwt_debugger::session::case::{self, CaseOptions, Claim, Contents, File, InForce, Page, Picked};
use jwt_debugger::session::link::Expectations;
use jwt_debugger::words;
use leptos::prelude::*;
use std::sync::Arc;

/// What the person chose for a case.
pub struct CaseChoices<'a> {
    /// Whether a claim is masked.
    pub masked: &'a dyn Fn(&Claim) -> bool,
    /// Whether the disclosures go along.
    pub disclosures: bool,
    /// Whether what was decrypted goes along.
    pub plaintext: bool,
    /// Whether the public key goes along.
    pub key: bool,
}

impl State {
    /// Opens `pasted` if it is a case, and says whether it did. What is wrong with a case is said beside the token.
    pub(super) fn open_case(self, pasted: &Text) -> bool {
        // What was wrong with another one is past.
        self.refused.update(|refused| refused.retain(|one| !matches!(one.facts, Facts::Case(_))));
        let Contents { opened, token, key, policy, expected, refused } = match case::read(pasted) {
            None => return false,
            Some(Err(why)) => {
                self.refused.set(vec![*why]);
                return false;
            }
            Some(Ok(contents)) => contents,
        };
        browser::forget();
        self.stop_key_jobs();
        self.refused.set(refused);
        self.key_input.set(KeyInput::of_link(key.unwrap_or_default()));
        self.from_link.set(Expectations::default());
        self.given.set(Counterparts::default());
        self.policy.set(policy);
        self.expected.set(expected);
        self.draft.set(None);
        self.source.set(Source { case: Some(Arc::new(opened)), ..Source::new(token) });
        true
    }

    /// Does something with the token that a case would be about.
    pub fn with_picked<T>(self, plaintext: bool, read: impl FnOnce(&Picked) -> T) -> Option<T> {
        let selected = self.source.with(|source| source.part);
        self.layers.with(|layers| Picked::new(layers, selected, plaintext).map(|picked| read(&picked)))
    }

    /// The case of the token on screen; `None` without one.
    pub fn case(self, choices: &CaseChoices) -> Option<Result<File, Box<Diagnostic>>> {
        let (report, reasons, parsed, outcome) =
            (self.report.get(), self.reasons(), self.parsed.get(), self.outcome.get());
        let (audit, faults, policy) =
            (self.audit.get(), self.claims.with(|claims| claims.faults.clone()), self.policy.get());
        let page = Page {
            report: &report,
            reasons: &reasons,
            problems: &parsed.problems,
            faults: &faults,
            outcome: &outcome,
            findings: &audit.findings,
            instant: self.instant.get(),
        };
        let read = self.key.get();
        let held = match read.as_deref() {
            Some(Ok(ParsedKey::One(key))) => Some(key),
            _ => None,
        };
        let is_public = match read.as_deref() {
            Some(Ok(ParsedKey::Set(set))) => set.members.iter().all(|one| one.key.as_ref().is_ok_and(is_public)),
            _ => held.is_some_and(is_public),
        };
        let text = self.key_input.with(|input| input.text.clone());
        let instance = || self.team.settings.with(|settings| settings.name.clone());
        let settings = self.team.of_environment(|environment| InForce {
            instance: instance(),
            environment: environment.name.clone(),
            expects: words::expectation_phrases(&environment.expects(&Policy::default(), None)),
        });
        let chosen = CaseOptions {
            masked: choices.masked,
            disclosures: choices.disclosures,
            key: held.filter(|_| choices.key),
            secret: if is_public { "" } else { &text },
            settings: settings.as_ref(),
            policy: &policy,
            expected: self.expected.get(),
            saved_at: self.now.get_untracked(),
        };
        self.with_picked(choices.plaintext, |picked| case::write(picked, &page, &chosen))
    }

    /// Whether there is a key whose public half can go along.
    pub fn has_public_key(self) -> bool {
        self.key.with(|key| matches!(key.as_deref(), Some(Ok(ParsedKey::One(key))) if !is_secret(key)))
    }

    /// Compares times with the instant at which the page did when the case was saved.
    pub fn judge_as_then(self) {
        let then = self.source.with_untracked(|source| source.case.as_ref().and_then(|case| case.judged_at));
        self.policy.update(|policy| policy.at = then.or(policy.at));
    }
}

fn is_secret(key: &Key) -> bool {
    matches!(key.material, Material::Secret(_))
}

fn is_public(key: &Key) -> bool {
    !is_secret(key) && !key.can_sign()
}
