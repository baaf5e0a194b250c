//! One of the tokens that are compared, read with a key.

use crate::engine::jwe::Derived;
use crate::extract::{self, Found};
use crate::jose::detached::with_content;
use crate::jose::{Parsed, Token};
use crate::session::draft::DraftOutcome;
use crate::session::layers::{Layer, Layers, Opener};
use crate::session::{Inputs, KeyInput, Source};
use rand_core::CryptoRng;
use std::sync::Arc;

/// A token, and what can be read of it.
#[derive(Clone, Debug)]
pub struct Side {
    /// The text that it stands in, and what is looked at of it.
    source: Source,
    /// What it was read with.
    key: KeyInput,
    /// What it comes to as a draft, if it is one.
    pub(super) draft: Option<Arc<DraftOutcome>>,
    /// All tokens of that text.
    pub(super) found: Vec<Found>,
    layers: Layers,
    /// The layer that is shown.
    pub view: Arc<Parsed>,
}

impl Side {
    /// Reads the token of these inputs with their key, and the keys that PBKDF2 made before. One that is being edited is what its
    /// draft comes to.
    pub fn read(inputs: &Inputs, derived: &[Derived], rng: &mut dyn CryptoRng) -> Side {
        let mut opener = Opener { key: &inputs.key, derived, rng };
        let Some(draft) = &inputs.draft else { return Side::of(inputs.source.clone(), None, &mut opener) };
        let key = inputs.key.read(draft.needed());
        let outcome = draft.make(key.as_deref(), derived, opener.rng);
        let mut source = inputs.source.with_text(&outcome.token);
        source.part.signature = outcome.index;
        source.content = outcome.content.clone().or(source.content);
        Side::of(source, Some(Arc::new(outcome)), &mut opener)
    }

    /// The same token, read with another key; what PBKDF2 made is the same.
    pub(super) fn opened_by(&self, opener: &mut Opener) -> Side {
        if *opener.key == self.key || !self.layers.depend_on_key() {
            return self.clone();
        }
        Side::of(self.source.clone(), self.draft.clone(), opener)
    }

    fn of(source: Source, draft: Option<Arc<DraftOutcome>>, opener: &mut Opener) -> Side {
        let found = extract::find(&source.pasted);
        let layers = Layers::read(source.selected_of(&found), source.part, opener);
        let view = with_content(layers.shown(source.part).view.clone(), source.content.as_ref());
        Side { source, key: opener.key.clone(), draft, found, layers, view }
    }

    /// Whether it is encrypted, and nobody opened it.
    pub fn is_sealed(&self) -> bool {
        self.view.token.as_ref().is_some_and(Token::is_sealed)
    }

    /// The outermost layer.
    pub(super) fn outer(&self) -> &Layer {
        self.layers.outer()
    }

    /// The layer that is shown.
    pub(super) fn layer(&self) -> &Layer {
        self.layers.shown(self.source.part)
    }

    /// The outermost layer, or what is shown if that is the same: it may have content that was sent apart.
    pub(super) fn outer_view(&self) -> &Parsed {
        if self.is_inner() { &self.outer().view } else { &self.view }
    }

    /// Whether the layer that is shown stands inside another one.
    pub(super) fn is_inner(&self) -> bool {
        self.layers.shown_index(self.source.part) > 0
    }
}
