//! The path of layers: a token may hold another one, and each of them is opened and judged by itself.

use crate::extract::Found;
use crate::jose::Parsed;
use crate::jose::envelope::Envelope;
use std::sync::Arc;

/// Which part of what was found is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selected {
    /// The layer, counted from the outermost; `None` is the innermost that can be read.
    pub layer: Option<usize>,
    /// Which of several signatures.
    pub signature: usize,
    /// Which of several recipients.
    pub recipient: usize,
    /// Whether the payload of an SD-JWT is shown as it was signed, with its digests, instead of with its disclosed claims.
    pub signed: bool,
}

/// One token of the path.
#[derive(Clone, Debug)]
pub struct Layer {
    /// As it was sent.
    pub envelope: Envelope,
    /// What is looked at of it.
    pub view: Arc<Parsed>,
}

/// All layers, the outermost first; never empty.
#[derive(Clone, Debug)]
pub struct Layers {
    outer: Layer,
    inner: Vec<Layer>,
}

impl Layers {
    /// The layers of a token that was found.
    pub fn read(found: Option<&Found>, selected: Selected) -> Layers {
        let envelope = found.map_or_else(Envelope::none, |found| Envelope::read(&found.text, &found.problems));
        let view = envelope.view(selected.signature);
        Layers { outer: Layer { envelope, view }, inner: vec![] }
    }

    /// From the outermost to the innermost.
    pub fn iter(&self) -> impl Iterator<Item = &Layer> {
        core::iter::once(&self.outer).chain(&self.inner)
    }

    /// The outermost: what stands in the token field.
    pub fn outer(&self) -> &Layer {
        &self.outer
    }

    /// The index of the layer that is shown.
    pub fn shown_index(&self, selected: Selected) -> usize {
        selected.layer.unwrap_or(usize::MAX).min(self.inner.len())
    }

    /// The layer that is shown.
    pub fn shown(&self, selected: Selected) -> &Layer {
        let inner = self.shown_index(selected).checked_sub(1).and_then(|index| self.inner.get(index));
        inner.unwrap_or(&self.outer)
    }
}
