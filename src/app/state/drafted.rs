//! What a draft comes to, and the one layer that it is.

use super::{KeyInput, uncompared};
use crate::app::browser;
use jwt_debugger::engine::jwe::Derived;
use jwt_debugger::extract::Found;
use jwt_debugger::session::KeyReading;
use jwt_debugger::session::draft::{Draft, DraftOutcome};
use jwt_debugger::session::layers::{Layers, Opener, Selected};
use leptos::prelude::*;
use std::sync::Arc;

/// What the draft comes to with the key and the keys that were made of passwords.
pub(super) fn making(
    draft: RwSignal<Option<Draft>>,
    key: Memo<KeyReading>,
    derived: RwSignal<Vec<Derived>>,
) -> Memo<Option<Arc<DraftOutcome>>> {
    uncompared(move || {
        let make =
            |draft: &Draft, derived: &[Derived]| draft.make(key.get().as_deref(), derived, &mut browser::random());
        draft.with(|draft| {
            let draft = draft.as_ref()?;
            Some(Arc::new(match draft.is_encrypted() {
                true => derived.with(|derived| make(draft, derived)),
                false => make(draft, &[]),
            }))
        })
    })
}

/// The token that was made. An encrypted one is opened again, where the key at hand does that.
pub(super) fn layers(
    making: &DraftOutcome,
    found: &[Found],
    draft: RwSignal<Option<Draft>>,
    key_input: RwSignal<KeyInput>,
    derived: RwSignal<Vec<Derived>>,
) -> Layers {
    let selected = Selected { signature: making.index, ..Selected::default() };
    let opens = making.plaintext.is_none() && draft.with(|draft| draft.as_ref().is_some_and(Draft::is_encrypted));
    if !opens {
        return Layers::sealed(found.first(), selected);
    }
    key_input.with(|key| {
        derived.with(|derived| {
            let mut opener = Opener { key, derived, rng: &mut browser::random() };
            Layers::outermost(found.first(), selected, &mut opener)
        })
    })
}
