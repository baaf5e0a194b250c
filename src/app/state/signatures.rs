//! What of a token is looked at beside its text: which signature, and the content that was sent apart; and the list of all
//! signatures.

use super::{KeyInput, Source};
use jwt_debugger::base::text::Bytes;
use jwt_debugger::engine::jwa;
use jwt_debugger::jose::Parsed;
use jwt_debugger::jose::detached::with_content;
use jwt_debugger::key::ParsedKey;
use jwt_debugger::session::draft::DraftOutcome;
use jwt_debugger::session::layers::Layers;
use jwt_debugger::session::signatures::{Judge, Row, recipients, rows};
use leptos::prelude::*;
use std::sync::Arc;

/// The index of a signature, and content.
pub type LookedAt = (usize, Option<Bytes>);

/// A draft has one signature, and content of its own where it keeps that apart.
pub fn looked_at(source: RwSignal<Source>, making: Memo<Option<Arc<DraftOutcome>>>) -> Memo<LookedAt> {
    Memo::new(move |_| {
        let making = making.get();
        let made = making.as_ref().and_then(|making| making.content.clone());
        source.with(|source| {
            let index = if making.is_some() { 0 } else { source.part.signature };
            (index, made.or_else(|| source.content.clone()))
        })
    })
}

/// The token that is looked at, with the content that was sent apart: a draft, or what is in the field.
pub fn viewed(
    making: Memo<Option<Arc<DraftOutcome>>>,
    outer: Memo<Arc<Parsed>>,
    shown_there: Memo<Arc<Parsed>>,
    looked_at: Memo<LookedAt>,
) -> Memo<Arc<Parsed>> {
    super::uncompared(move || {
        let view = if making.get().is_some() { outer.get() } else { shown_there.get() };
        looked_at.with(|(_, content)| with_content(view, content.as_ref()))
    })
}

/// The signatures or recipients of the layer that is shown.
pub fn judged(
    source: RwSignal<Source>,
    read: Memo<Arc<Layers>>,
    looked_at: Memo<LookedAt>,
    key_input: RwSignal<KeyInput>,
    linked: Memo<Option<Arc<ParsedKey>>>,
    expected: RwSignal<Option<&'static str>>,
) -> Memo<Arc<Vec<Row>>> {
    Memo::new(move |_| {
        let (read, linked, part) = (read.get(), linked.get(), source.with(|source| source.part));
        let layer = read.shown(part);
        if let Some(decryption) = &layer.decryption {
            return Arc::new(recipients(&layer.envelope, decryption));
        }
        let expected = expected.get().and_then(jwa::find);
        key_input.with(|key| {
            looked_at.with(|(_, content)| {
                let judge = Judge { key, linked: linked.as_deref(), expected, content: content.as_ref() };
                Arc::new(rows(&layer.envelope, &judge))
            })
        })
    })
}
