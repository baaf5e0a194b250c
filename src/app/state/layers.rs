//! The layers of the token on screen: what each is and what became of it, and the keys that are made of passwords for them.

use super::super::browser;
use super::super::worker::Job;
use super::{Question, Source, State, Team};
use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::base::text::Text;
use jwt_debugger::engine::jwe::Derived;
use jwt_debugger::engine::verify::Verdict;
use jwt_debugger::extract::Found;
use jwt_debugger::jose::Token;
use jwt_debugger::jose::envelope::Kind;
use jwt_debugger::session::draft::DraftSignature;
use jwt_debugger::session::layers::{
    Decryption, Layer, LayerVerdict, Layers, Opener, Origin, Selected, Tally, read_own_key,
};
use jwt_debugger::session::work::{Answer, Request};
use jwt_debugger::session::{KeyInput, KeyReading};
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
    /// The claim that holds it, if one does.
    pub claim: Option<String>,
    /// Whether the page shows it.
    pub is_shown: bool,
    /// What there is to report on it.
    pub tally: Tally,
}

/// The layers of the token that is looked at, opened as far as the key goes. Where none is encrypted the key changes nothing, and a
/// long token is not read anew for it.
pub(super) fn opened(
    source: RwSignal<Source>,
    found: Memo<Arc<Vec<Found>>>,
    key_input: RwSignal<KeyInput>,
    derived: RwSignal<Vec<Derived>>,
) -> Memo<Arc<Layers>> {
    super::shared(move || {
        let found = found.get();
        let read = |key: &KeyInput, derived: &[Derived]| {
            let mut opener = Opener { key, derived, rng: &mut browser::random() };
            source.with(|source| Layers::read(source.selected_of(&found), source.part, &mut opener))
        };
        let layers = key_input.with_untracked(|key| derived.with_untracked(|derived| read(key, derived)));
        if layers.depend_on_key() {
            key_input.track();
            derived.track();
        }
        layers
    })
}

/// The verdict on each layer but the one that is shown, which has its own. They do not depend on the time, so that no layer is
/// judged each time the clock ticks.
pub(super) fn judged(
    source: RwSignal<Source>,
    layers: Memo<Arc<Layers>>,
    key_input: RwSignal<KeyInput>,
    team: Team,
) -> Memo<Arc<Vec<Option<LayerVerdict>>>> {
    super::shared(move || {
        let layers = layers.get();
        let shown = source.with(|source| layers.shown_index(source.part));
        key_input.with(|key| {
            let judge = |(index, layer): (usize, &Layer)| {
                let held = || team.of_layer(&layer.view, key);
                (index != shown).then(|| LayerVerdict::new(layer, held().as_ref().unwrap_or(key)))
            };
            layers.iter().enumerate().map(judge).collect()
        })
    })
}

/// What the layer that is shown is verified with.
#[derive(Clone, Copy)]
pub struct Judging {
    /// The key that the layer around it says it is verified with.
    pub layer_key: Memo<Option<Text>>,
    /// The text of that key, or of the team's; `None` where it is the one of the key field.
    pub(super) text: Memo<Option<Text>>,
    /// The key.
    pub key: Memo<KeyReading>,
}

impl Judging {
    pub(super) fn new(
        source: RwSignal<Source>,
        layers: Memo<Arc<Layers>>,
        field: Memo<KeyReading>,
        team: Team,
    ) -> Judging {
        let layer_key =
            Memo::new(move |_| source.with(|source| layers.with(|layers| layers.shown(source.part).own_key())));
        let text = Memo::new(move |_| layer_key.get().or_else(|| team.key.get()));
        let key = super::uncompared(move || match text.get() {
            Some(text) => read_own_key(&text),
            None => field.get(),
        });
        Judging { layer_key, text, key }
    }
}

impl State {
    /// Looks at another layer, signature or recipient of the same token.
    pub fn select(self, change: impl FnOnce(&mut Selected)) {
        self.source.update(|source| change(&mut source.part));
    }

    /// The path of layers; empty where there is one layer and nothing encrypted.
    pub fn layer_states(self) -> Vec<LayerState> {
        let layers = self.layers.get();
        if layers.iter().count() == 1 && layers.outer().decryption.is_none() {
            return vec![];
        }
        let (found, instant, skew) =
            (self.found.get(), self.instant.get(), self.team.policy.with(|policy| policy.skew));
        let unmet = self.outcome.with(|outcome| outcome.failures.len());
        let own = self.report.with(|report| report.decryption.as_ref().unwrap_or(&report.signature).clone());
        let shown = LayerVerdict { key: self.judging.key.get(), verdict: self.verdict.get() };
        let state = |((index, layer), judged): ((usize, &Layer), &Option<LayerVerdict>)| {
            let is_shown = judged.is_none();
            let judged = judged.as_ref().unwrap_or(&shown);
            let lamp = if is_shown { own.clone() } else { judged.lamp(layer) };
            let tally = judged.tally(layer, &found, instant, skew).with_errors(if is_shown { unmet } else { 0 });
            let claim = match &layer.origin {
                Origin::Claim { path, .. } => Some(path.clone()),
                Origin::Content | Origin::KeyBinding(_) => None,
            };
            LayerState { index, kind: layer.kind(), state: lamp.state, label: lamp.label, claim, is_shown, tally }
        };
        self.judged_layers.with(|judged| layers.iter().enumerate().zip(judged.iter()).map(state).collect())
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
