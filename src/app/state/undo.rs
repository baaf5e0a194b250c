//! Acts that replace inputs, and taking them back. `session::undo` says what comes back; here it meets the signals.

use super::super::browser;
use super::{Act, Field, KeyInput, Source, State, put};
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::session::Inputs;
use jwt_debugger::session::bindings::Counterparts;
use jwt_debugger::session::draft::Draft;
use jwt_debugger::session::link::Expectations;
use leptos::prelude::*;
use std::time::Duration;

/// So long an act is offered to be taken back, while nobody points at the offer.
const OFFERED: Duration = Duration::from_secs(20);

/// All inputs as they are.
pub(super) fn inputs(
    source: RwSignal<Source>,
    draft: RwSignal<Option<Draft>>,
    key: RwSignal<KeyInput>,
    expected: RwSignal<Option<&'static str>>,
    policy: RwSignal<Policy>,
    from_link: RwSignal<Expectations>,
    given: RwSignal<Counterparts>,
) -> Inputs {
    Inputs {
        source: source.get(),
        draft: draft.get(),
        key: key.get(),
        expected: expected.get(),
        policy: policy.get(),
        from_link: from_link.get(),
        given: given.get(),
    }
}

impl State {
    /// Does something that replaces inputs, and keeps what they were.
    pub fn act(self, act: Act, change: impl FnOnce()) {
        browser::settle();
        self.keep(act, change, |_, _| true);
    }

    /// The same for a change in the token field that the browser can take back itself, unless more than the field changed.
    pub(super) fn act_beside_field(self, change: impl FnOnce()) {
        self.keep(Act::Replaced, change, |before, after| {
            let opened = after.source.case.is_some() && before.source.case != after.source.case;
            before.draft.is_some() || after.draft.is_some() || before.key != after.key || opened
        });
    }

    fn keep(self, act: Act, change: impl FnOnce(), counts: impl FnOnce(&Inputs, &Inputs) -> bool) {
        let before = self.inputs();
        change();
        let after = self.inputs();
        let mut kept = false;
        if counts(&before, &after) {
            self.history.update(|history| kept = history.record(act, before, after));
        }
        if kept {
            self.show_offer();
        }
    }

    /// Takes the last act back, if there is one.
    pub fn undo(self) -> bool {
        browser::settle();
        let now = self.inputs();
        let mut back = None;
        self.history.update(|history| back = history.undo(&now));
        self.restore(back)
    }

    /// Takes the last undo back, if there is one.
    pub fn redo(self) -> bool {
        browser::settle();
        let now = self.inputs();
        let mut again = None;
        self.history.update(|history| again = history.redo(&now));
        self.restore(again)
    }

    /// Hears Ctrl+Z (`redo`: Ctrl+Shift+Z) outside of text fields or in one of them; says whether it did something. In a field
    /// that still holds what was put into it, the browser has nothing to undo.
    pub fn undo_pressed(self, field: Option<&str>, redo: bool) -> bool {
        let field = match field {
            None => return if redo { self.redo() } else { self.undo() },
            Some("token") => Field::Token,
            Some("key") => Field::Key,
            Some(_) => return false,
        };
        let offer = self.history.with_untracked(|history| history.offer(&self.inputs()));
        match offer.filter(|offer| offer.redo == redo && offer.touches(field)) {
            Some(_) if redo => self.redo(),
            Some(_) => self.undo(),
            None => false,
        }
    }

    /// Whether there is an act to take back.
    pub fn can_undo(self) -> bool {
        self.history.with(|history| history.can(false))
    }

    /// Whether there is an undo to take back.
    pub fn can_redo(self) -> bool {
        self.history.with(|history| history.can(true))
    }

    /// Takes the offer off the page; Ctrl+Z still works.
    pub fn dismiss_offer(self) {
        self.offering.maybe_update(|offering| std::mem::take(&mut offering.0));
    }

    /// All inputs as they are.
    pub(super) fn inputs(self) -> Inputs {
        untrack(|| self.followed_inputs())
    }

    /// The same for who follows them.
    pub(super) fn followed_inputs(self) -> Inputs {
        let Self { source, draft, key_input, expected, policy, from_link, given, .. } = self;
        inputs(source, draft, key_input, expected, policy, from_link, given)
    }

    fn restore(self, inputs: Option<Inputs>) -> bool {
        let Some(inputs) = inputs else { return false };
        self.put_inputs(inputs);
        self.show_offer();
        true
    }

    /// Puts these inputs in the place of all that are there.
    pub(super) fn put_inputs(self, inputs: Inputs) {
        self.stop_key_jobs();
        put(self.draft, inputs.draft);
        put(self.source, inputs.source);
        put(self.key_input, inputs.key);
        put(self.expected, inputs.expected);
        put(self.policy, inputs.policy);
        put(self.from_link, inputs.from_link);
        put(self.given, inputs.given);
    }

    pub(super) fn show_offer(self) {
        let number = self.offering.with_untracked(|offering| offering.1) + 1;
        self.offering.set((true, number));
        set_timeout(move || self.end_offer(number), OFFERED);
    }

    fn end_offer(self, number: u32) {
        /// So long after somebody still pointed at it, it is looked at again.
        const AGAIN: Duration = Duration::from_secs(3);
        if self.offering.with_untracked(|offering| *offering != (true, number)) {
            return;
        }
        match browser::is_pointed_at("#undo") {
            true => set_timeout(move || self.end_offer(number), AGAIN),
            false => self.dismiss_offer(),
        }
    }
}
