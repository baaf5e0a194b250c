//! What the token is bound to, and what a person does with that.

use super::{Act, State, uncompared};
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::jose::Parsed;
use jwt_debugger::session::KeyReading;
use jwt_debugger::session::bindings::{Binding, Counterparts};
use jwt_debugger::session::judge;
use leptos::prelude::*;
use std::sync::Arc;

/// What the token is bound to. It follows the clock only where a status list may expire.
pub(super) fn compared(
    given: RwSignal<Counterparts>,
    parsed: Memo<Arc<Parsed>>,
    policy: Memo<Policy>,
    key: Memo<KeyReading>,
    instant: Memo<i64>,
) -> Memo<Arc<Vec<Binding>>> {
    let chosen = Memo::new(move |_| policy.with(|policy| policy.profile));
    uncompared(move || {
        let (policy, key) = (Policy { profile: chosen.get(), ..Policy::default() }, key.get());
        let rows = parsed.with(|parsed| {
            given.with(|given| judge::bindings(parsed, &policy, given, key.as_deref(), &|| instant.get()))
        });
        Arc::new(rows)
    })
}

impl State {
    /// Empties the fields for what the token is compared with.
    pub fn clear_given(self) {
        self.act(Act::Replaced, || self.given.set(Counterparts::default()));
    }
}
