//! One act as a change of the inputs: what it took away, whether it still stands, and how to say it.

use super::super::Inputs;
use super::Act;
use crate::claims::policy::Policy;

/// A change from one set of inputs to another.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) act: Act,
    pub(super) before: Inputs,
    pub(super) after: Inputs,
}

impl Change {
    /// Whether the token changed, or the draft that stands for it.
    pub(super) fn token(&self) -> bool {
        self.before.source != self.after.source || self.before.draft != self.after.draft
    }

    fn key(&self) -> bool {
        self.before.key != self.after.key
    }

    fn expected(&self) -> bool {
        self.before.expected != self.after.expected
    }

    fn policy(&self) -> bool {
        self.before.policy != self.after.policy || self.before.from_link != self.after.from_link
    }

    /// Whether what the token is compared with changed.
    fn given(&self) -> bool {
        self.before.given != self.after.given
    }

    /// The bytes of the texts that it keeps.
    pub(super) fn size(&self) -> usize {
        size(&self.before) + size(&self.after)
    }

    /// Whether it took anything away that a person could miss.
    pub(super) fn loses(&self) -> bool {
        let Change { before, .. } = self;
        self.token() && (!before.source.pasted.is_empty() || before.draft.is_some())
            || self.key() && !before.key.text.is_empty()
            || self.expected() && before.expected.is_some()
            || self.policy() && before.policy != Policy::default()
            || self.given() && !before.given.is_empty()
    }

    /// `now` with everything that this changed as it was before.
    pub(super) fn taken_back(&self, now: &Inputs) -> Inputs {
        let (before, mut back) = (&self.before, now.clone());
        if self.token() {
            (back.source, back.draft) = (before.source.clone(), before.draft.clone());
        }
        if self.key() {
            back.key = before.key.clone();
        }
        if self.expected() {
            back.expected = before.expected;
        }
        if self.policy() {
            (back.policy, back.from_link) = (before.policy.clone(), before.from_link.clone());
        }
        if self.given() {
            back.given = before.given.clone();
        }
        back
    }

    /// Whether everything that this changed is still what it was changed to.
    pub(super) fn stands(&self, now: &Inputs) -> bool {
        let after = &self.after;
        !(self.token() && (now.source != after.source || now.draft != after.draft)
            || self.key() && now.key != after.key
            || self.expected() && now.expected != after.expected
            || self.policy() && now.policy != after.policy
            || self.given() && now.given != after.given)
    }

    /// What happened, in a sentence.
    pub(super) fn message(&self) -> String {
        let emptied = |changed: bool, empty: bool| changed.then_some(if empty { "cleared" } else { "replaced" });
        let token = emptied(self.token(), self.after.source.pasted.is_empty());
        let key = emptied(self.before.key.text != self.after.key.text, self.after.key.text.is_empty());
        let expectations = self.expected() || self.policy();
        match (self.act, token, key) {
            (Act::Edited, ..) => "Editing finished.".into(),
            (Act::Discarded, ..) => "Edits discarded.".into(),
            (Act::Split, ..) => "Each token has a tab of its own.".into(),
            (Act::Linked, Some(_), Some("replaced")) => "A link replaced the token and the key.".into(),
            (Act::Linked, Some(_), Some(_)) => "A link replaced the token and cleared the key.".into(),
            (Act::Linked, ..) => "A link replaced the token.".into(),
            (_, Some(token), Some(key)) if token == key => format!("Token and key {token}."),
            (_, Some(token), Some(key)) => format!("Token {token}, key {key}."),
            (_, Some(token), None) => format!("Token {token}."),
            (_, None, Some(key)) => format!("Key {key}."),
            (_, None, None) if self.given() => match self.after.given.is_empty() {
                true => "Bindings cleared.".into(),
                false => "Bindings replaced.".into(),
            },
            (_, None, None) if expectations => "Expectations changed.".into(),
            (_, None, None) => "Reading of the key changed.".into(),
        }
    }

    /// What came back, in a sentence.
    pub(super) fn undo_message(&self) -> String {
        match (self.act, self.token(), self.key()) {
            (Act::Edited | Act::Discarded, ..) => "Back to editing.".into(),
            (Act::Split, ..) => "The whole text is back in this tab.".into(),
            (_, true, true) => "Token and key restored.".into(),
            (_, true, false) => "Token restored.".into(),
            (_, false, true) => "Key restored.".into(),
            (_, false, false) if self.given() => "Bindings restored.".into(),
            (_, false, false) => "Expectations restored.".into(),
        }
    }
}

/// The bytes of the texts that these inputs keep.
fn size(inputs: &Inputs) -> usize {
    let draft = inputs.draft.as_ref().map_or(0, |draft| draft.header.len() + draft.payload.len());
    inputs.source.pasted.len() + inputs.key.text.len() + draft + inputs.given.size()
}
