//! The layers of the token on screen: what each is and what became of it, and the keys that are made of passwords for them.

use super::super::worker::Job;
use super::{Question, State};
use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::engine::verify::{self, Verdict, VerificationKey};
use jwt_debugger::jose::Token;
use jwt_debugger::jose::envelope::Kind;
use jwt_debugger::key::{self, Needed, Options};
use jwt_debugger::session::draft::DraftSignature;
use jwt_debugger::session::layers::{Decryption, Held, Layer, Selected};
use jwt_debugger::session::report;
use jwt_debugger::session::work::{Answer, Request};
use jwt_debugger::session::{KeyInput, needed};
use leptos::prelude::*;
use std::sync::Arc;

/// So many keys that were made of passwords are kept: one for each layer is enough, and a few for going back.
const KEPT: usize = 16;

/// One layer of the path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LayerState {
    /// Its place, counted from the outermost.
    pub index: usize,
    /// What it is.
    pub kind: Kind,
    /// The state of its lamp.
    pub state: &'static str,
    /// The same in words.
    pub label: String,
    /// Whether the page shows it.
    pub is_shown: bool,
}

/// The key field, read for a token that needs such a key.
pub(super) fn held(input: &KeyInput, needed: Needed) -> Held {
    let options = Options { encoding: input.encoding, needed, unlocked: input.unlocked() };
    key::read(&input.text, &options).map(Arc::new)
}

impl State {
    /// Looks at another layer, signature or recipient of the same token.
    pub fn select(self, change: impl FnOnce(&mut Selected)) {
        self.source.update(|source| change(&mut source.part));
    }

    /// The path of layers; empty where there is one layer and nothing encrypted. `proof` is the lamp of the layer that is shown: it
    /// is handed over, so that the other layers are not judged each time the clock ticks.
    pub fn layer_states(self, proof: Memo<(&'static str, String)>) -> Vec<LayerState> {
        let layers = self.layers.get();
        let shown = self.source.with(|source| layers.shown_index(source.part));
        let is_plain = layers.iter().all(|layer| layer.decryption.is_none()) && layers.iter().count() == 1;
        let layers = layers.iter().enumerate().filter(|_| !is_plain);
        let state = |(index, layer): (usize, &Layer)| {
            let (state, label) = if index == shown { proof.get() } else { self.state_of(layer) };
            LayerState { index, kind: layer.envelope.kind(), state, label, is_shown: index == shown }
        };
        layers.map(state).collect()
    }

    /// What became of a layer that is not shown.
    fn state_of(self, layer: &Layer) -> (&'static str, String) {
        let lamp = match (&layer.decryption, &layer.view.token) {
            (Some(decryption), _) => report::lamp_of(decryption, None),
            (None, Some(token)) => {
                let held = self.key_input.with(|input| held(input, needed(token)));
                let judgement = verify::check(token, VerificationKey::of(held.as_deref()), None, None);
                report::signature(None, Some(&judgement.verdict))
            }
            (None, None) => report::signature(None, None),
        };
        (lamp.state, lamp.label)
    }

    /// Why the layer that is shown does not open, or its signature does not hold.
    pub fn reasons(self) -> Vec<Diagnostic> {
        match self.decryption.get() {
            Some(decryption) => decryption.reasons().to_vec(),
            None => self.verdict.get().as_deref().map(Verdict::reasons).unwrap_or_default().to_vec(),
        }
    }

    /// Has the keys made that PBKDF2 needs long for, unless the person stopped that.
    pub fn derive_further(self) {
        let Some(asked) = self.underived() else { return self.jobs.deriving.stop() };
        if self.is_deriving_stopped() {
            return;
        }
        self.jobs.deriving.begin_unless(asked.clone(), move || {
            Job::begin_after_typing(Request::Derive(asked.clone()), move |answer| match answer {
                Some(Answer::Derived(made)) if !made.is_empty() => self.derived.update(|all| {
                    all.extend(made);
                    all.drain(..all.len().saturating_sub(KEPT));
                }),
                _ => self.deriving_stopped.set(Some(asked.clone())),
            })
        });
    }

    /// Leaves the token closed.
    pub fn stop_deriving(self) {
        self.jobs.deriving.stop();
        self.deriving_stopped.set(untrack(|| self.underived()));
    }

    /// Begins again.
    pub fn derive_again(self) {
        self.deriving_stopped.set(None);
        self.derive_further();
    }

    /// Whether the person stopped what would open the token on screen, or it came to no end.
    pub fn is_deriving_stopped(self) -> bool {
        self.deriving_stopped.with(|stopped| stopped.is_some() && *stopped == self.underived())
    }

    /// The layer, or the draft, for which keys are to be made, with the key field.
    fn underived(self) -> Option<Question> {
        if let Some(making) = self.making.get() {
            let DraftSignature::Deriving(asked) = &making.made else { return None };
            return self.key_input.with(|key| Some(Question::new(asked, key, true, None)));
        }
        let layers = self.layers.get();
        let waits = |layer: &&Layer| matches!(layer.decryption.as_deref(), Some(Decryption::Derives(_)));
        let token: &Token = layers.iter().find(waits)?.view.token.as_ref()?;
        self.key_input.with(|key| Some(Question::new(&token.text, key, true, None)))
    }
}
