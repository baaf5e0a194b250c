//! One of the tokens that are compared, read with a key.

use crate::extract::{self, Found};
use crate::jose::Parsed;
use crate::jose::detached::with_content;
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
    /// What it comes to as a draft, if it is one.
    pub(super) draft: Option<Arc<DraftOutcome>>,
    /// All tokens of that text.
    pub(super) found: Vec<Found>,
    layers: Layers,
    /// The layer that is shown.
    pub view: Arc<Parsed>,
}

impl Side {
    /// Reads the token of these inputs with their key. One that is being edited is what its draft comes to.
    pub fn read(inputs: &Inputs, rng: &mut dyn CryptoRng) -> Side {
        let Some(draft) = &inputs.draft else { return Side::of(inputs.source.clone(), None, &inputs.key, rng) };
        let key = inputs.key.read(draft.needed());
        let outcome = draft.make(key.as_deref(), &[], rng);
        let mut source = inputs.source.with_text(&outcome.token);
        source.part.signature = outcome.index;
        source.content = outcome.content.clone().or(source.content);
        Side::of(source, Some(Arc::new(outcome)), &inputs.key, rng)
    }

    /// The same token, read with another key.
    pub(super) fn with_key(&self, key: &KeyInput, rng: &mut dyn CryptoRng) -> Side {
        Side::of(self.source.clone(), self.draft.clone(), key, rng)
    }

    fn of(source: Source, draft: Option<Arc<DraftOutcome>>, key: &KeyInput, rng: &mut dyn CryptoRng) -> Side {
        let found = extract::find(&source.pasted);
        let layers = Layers::read(source.selected_of(&found), source.part, &mut Opener { key, derived: &[], rng });
        let view = with_content(layers.shown(source.part).view.clone(), source.content.as_ref());
        Side { source, draft, found, layers, view }
    }

    /// The outermost layer.
    pub(super) fn outer(&self) -> &Layer {
        self.layers.outer()
    }

    /// The layer that is shown.
    pub(super) fn layer(&self) -> &Layer {
        self.layers.shown(self.source.part)
    }

    /// How many layers there are around the one that is shown.
    pub(super) fn layer_index(&self) -> usize {
        self.layers.shown_index(self.source.part)
    }
}
