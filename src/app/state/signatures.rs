//! What of a token is looked at beside its text: which signature, and the content that was sent apart; and the list of all
//! signatures.

use super::super::browser;
use super::{Source, Team};
use jwt_debugger::base::text::Bytes;
use jwt_debugger::engine::jwa;
use jwt_debugger::engine::jwe::Derived;
use jwt_debugger::jose::Parsed;
use jwt_debugger::jose::detached::with_content;
use jwt_debugger::key::ParsedKey;
use jwt_debugger::session::draft::DraftOutcome;
use jwt_debugger::session::layers::{Layers, Opener};
use jwt_debugger::session::signatures::{Judge, SignatureRow, recipients, rows};
use leptos::prelude::*;
use std::sync::Arc;

/// The index of a signature, and content.
pub type LookedAt = (usize, Option<Bytes>);

/// A draft is of one signature, and has content of its own where it keeps that apart.
pub fn looked_at(source: RwSignal<Source>, making: Memo<Option<Arc<DraftOutcome>>>) -> Memo<LookedAt> {
    Memo::new(move |_| {
        let making = making.get();
        let made = making.as_ref().and_then(|making| making.content.clone());
        source.with(|source| {
            let index = making.as_ref().map_or(source.part.signature, |making| making.index);
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
        let view = match making.get() {
            Some(making) => match &making.plaintext {
                Some(plaintext) => Arc::new(outer.get().opened(plaintext)),
                None => outer.get(),
            },
            None => shown_there.get(),
        };
        looked_at.with(|(_, content)| with_content(view, content.as_ref()))
    })
}

/// The signatures or recipients of the layer that is shown.
pub fn judged(
    source: RwSignal<Source>,
    read: Memo<Arc<Layers>>,
    looked_at: Memo<LookedAt>,
    team: Team,
    derived: RwSignal<Vec<Derived>>,
    linked: Memo<Option<Arc<ParsedKey>>>,
    expected: RwSignal<Option<&'static str>>,
) -> Memo<Arc<Vec<SignatureRow>>> {
    Memo::new(move |_| {
        let (read, linked, part) = (read.get(), linked.get(), source.with(|source| source.part));
        let layer = read.shown(part);
        if layer.decryption.is_some() {
            let tried = team.with_key(|key| {
                derived.with(|derived| layer.recipients(&mut Opener { key, derived, rng: &mut browser::random() }))
            });
            return Arc::new(recipients(&layer.envelope, &tried));
        }
        let expected = expected.get().and_then(jwa::find);
        team.with_key(|key| {
            looked_at.with(|(_, content)| {
                let judge = Judge { key, linked: linked.as_deref(), expected, content: content.as_ref() };
                Arc::new(rows(&layer.envelope, &judge))
            })
        })
    })
}
