//! Undo for acts that replace what a person typed, and redo for an undo.
//!
//! An act is kept as the inputs before and after it. Undoing it puts back what *it* replaced and leaves what was changed
//! elsewhere since then: whoever pastes a token, types a key and undoes the paste keeps the key. What undo takes away is kept in
//! its turn, so nothing is lost either way.

mod change;

use super::Inputs;
use change::Change;

/// So many acts can be undone.
const MOST: usize = 20;
/// Older acts are forgotten when the texts kept come to more bytes than this; the last one is always kept.
const MOST_BYTES: usize = 16 << 20;

/// How inputs were replaced, as far as the inputs themselves do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Something else was put in their place.
    Replaced,
    /// Editing was ended, and what it came to was kept.
    Edited,
    /// Editing was ended without keeping anything.
    Discarded,
    /// A link was opened.
    Linked,
    /// Each token of a text got a tab of its own.
    Split,
}

/// A text field that undo of the page and of the browser share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The token field.
    Token,
    /// The key field.
    Key,
}

/// What can be taken back at the moment, as the page says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What happened, in a sentence.
    pub said: String,
    /// Whether it was an undo that happened, so that redo is what is offered.
    pub redo: bool,
    /// Whether it changed the text of the token field, and of the key field.
    changed: [bool; 2],
}

/// What was replaced and can come back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// Whether the last step was an undo.
    undid: bool,
}

impl Offer {
    /// Whether it changed what stands in this field.
    pub fn touches(&self, field: Field) -> bool {
        let [token, key] = self.changed;
        match field {
            Field::Token => token,
            Field::Key => key,
        }
    }
}

impl History {
    /// Keeps what an act replaced. Says whether there was anything to keep.
    pub fn record(&mut self, act: Act, before: Inputs, after: Inputs) -> bool {
        let change = Change { act, before, after };
        let loses = change.loses();
        if loses {
            self.undone.clear();
            self.undid = false;
            self.done.push(change);
            self.forget_old();
        }
        loses
    }

    /// Takes the last act back. Gives the inputs as they are to be then.
    pub fn undo(&mut self, now: &Inputs) -> Option<Inputs> {
        let change = self.done.pop()?;
        let back = change.taken_back(now);
        self.undone.push(Change { act: change.act, before: now.clone(), after: back.clone() });
        self.undid = true;
        Some(back)
    }

    /// Takes the last undo back.
    pub fn redo(&mut self, now: &Inputs) -> Option<Inputs> {
        let change = self.undone.pop()?;
        let again = change.taken_back(now);
        self.done.push(Change { act: change.act, before: now.clone(), after: again.clone() });
        self.undid = false;
        Some(again)
    }

    /// Whether there is something to undo, or with true something to redo.
    pub fn can(&self, redo: bool) -> bool {
        !if redo { &self.undone } else { &self.done }.is_empty()
    }

    /// What to offer beside these inputs: nothing, if what the last step put in place is no longer what stands there.
    pub fn offer(&self, now: &Inputs) -> Option<Offer> {
        let change = if self.undid { self.undone.last() } else { self.done.last() }?;
        if !change.stands(now) {
            return None;
        }
        let said = if self.undid { change.undo_message() } else { change.message() };
        let changed = [change.token(), change.before.key.text != change.after.key.text];
        Some(Offer { said, redo: self.undid, changed })
    }

    /// Whether there is nothing that could be taken back, either way.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.undone.is_empty()
    }

    /// Forgets older acts until the texts kept come to no more than so many bytes.
    pub fn forget_beyond(&mut self, most_bytes: usize) {
        while self.done.len() > 1 && self.done.iter().map(Change::size).sum::<usize>() > most_bytes {
            self.done.remove(0);
        }
    }

    fn forget_old(&mut self) {
        let too_many = self.done.len().saturating_sub(MOST);
        self.done.drain(..too_many);
        self.forget_beyond(MOST_BYTES);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Encoding;
    use crate::session::bindings::{Counterparts, Input};
    use crate::session::draft::Draft;
    use crate::session::link::Expectations;
    use crate::session::{KeyInput, Source};

    fn inputs(token: &str, key: &str) -> Inputs {
        Inputs { source: Source::new(token), key: KeyInput::default().with_text(key.into()), ..Inputs::default() }
    }

    /// A history with one act in it.
    fn after(act: Act, before: &Inputs, after: &Inputs) -> History {
        let mut history = History::default();
        assert!(history.record(act, before.clone(), after.clone()));
        history
    }

    #[test]
    fn undo_brings_back_every_input_and_redo_takes_it_back() {
        let mut before = inputs("a", "k");
        before.source.selected = 1;
        before.draft = Some(Draft::begin(None, 0));
        before.expected = Some("ES256");
        before.policy.issuer = "me".into();
        before.from_link = Expectations { issuer: Some("me".into()), ..Expectations::default() };
        before.given.set(Input::Code, "c".into());
        before.key.encoding = Encoding::Hex;
        before.key.unlock(crate::session::inputs::tests::opened());
        let now = inputs("", "");
        let mut history = after(Act::Replaced, &before, &now);
        assert_eq!(history.undo(&now), Some(before.clone()));
        assert_eq!(history.redo(&before), Some(now.clone()));
        assert_eq!(history.undo(&now), Some(before.clone()));
        assert_eq!(history.undo(&before), None);
    }

    #[test]
    fn undo_leaves_what_the_act_did_not_touch() {
        let (before, mut now) = (inputs("a", "k"), inputs("b", "k"));
        let mut history = after(Act::Replaced, &before, &now);
        now.key = now.key.with_text("typed later".into());
        now.policy.issuer = "typed later".into();
        let back = history.undo(&now).expect("an act");
        assert_eq!(
            (back.source, back.key.clone(), back.policy.clone()),
            (before.source, now.key.clone(), now.policy.clone())
        );
    }

    #[test]
    fn what_undo_takes_away_comes_back_by_redo() {
        let mut history = after(Act::Replaced, &inputs("a", ""), &inputs("b", ""));
        let typed = inputs("b and more", "");
        assert_eq!(history.undo(&typed), Some(inputs("a", "")));
        assert_eq!(history.redo(&inputs("a", "")), Some(typed));
    }

    #[test]
    fn acts_are_taken_back_one_by_one_and_a_new_one_ends_redo() {
        let mut history = after(Act::Replaced, &inputs("a", ""), &inputs("b", ""));
        assert!(history.record(Act::Replaced, inputs("b", ""), inputs("c", "")));
        assert_eq!(history.undo(&inputs("c", "")), Some(inputs("b", "")));
        assert_eq!(history.undo(&inputs("b", "")), Some(inputs("a", "")));
        assert!(history.record(Act::Replaced, inputs("a", ""), inputs("d", "")));
        assert_eq!(history.redo(&inputs("d", "")), None);
    }

    #[test]
    fn an_act_that_takes_nothing_away_is_not_kept() {
        let check = |before: &Inputs, after: &Inputs| {
            assert!(!History::default().record(Act::Replaced, before.clone(), after.clone()), "{before:?}");
        };
        check(&inputs("", ""), &inputs("b", "k"));
        check(&inputs("a", "k"), &inputs("a", "k"));
        check(&inputs("", "k"), &inputs("b", "k"));
    }

    #[test]
    fn an_offer_says_what_happened_as_long_as_it_is_true() {
        let check = |act, before: &Inputs, after_it: &Inputs, words: &str| {
            let history = after(act, before, after_it);
            let offer = history.offer(after_it).expect("an offer");
            assert_eq!((offer.said.as_str(), offer.redo), (words, false));
            let mut changed = after_it.clone();
            changed.source = Source::new("typed over");
            changed.key = changed.key.with_text("typed over".into());
            changed.expected = Some("RS256");
            changed.policy.subject = "typed over".into();
            changed.given.set(Input::Code, "typed over".into());
            assert_eq!(history.offer(&changed), None);
        };
        let all = inputs("a", "k");
        check(Act::Replaced, &all, &inputs("b", "k"), "Token replaced.");
        check(Act::Replaced, &all, &inputs("", "k"), "Token cleared.");
        check(Act::Replaced, &all, &inputs("b", "l"), "Token and key replaced.");
        check(Act::Replaced, &all, &inputs("b", ""), "Token replaced, key cleared.");
        check(Act::Replaced, &all, &inputs("a", "l"), "Key replaced.");
        check(Act::Replaced, &all, &inputs("", ""), "Token and key cleared.");
        check(Act::Linked, &all, &inputs("b", "l"), "A link replaced the token and the key.");
        check(Act::Linked, &all, &inputs("b", "k"), "A link replaced the token.");
        let editing = Inputs { draft: Some(Draft::begin(None, 0)), ..all.clone() };
        check(Act::Discarded, &editing, &all, "Edits discarded.");
        check(Act::Edited, &editing, &inputs("b", "k"), "Editing finished.");
        let expecting = Inputs { expected: Some("ES256"), ..all.clone() };
        check(Act::Replaced, &expecting, &all, "Expectations changed.");
        let bound = |text: &str| {
            let given = Counterparts::default().with(Input::Code, text);
            Inputs { given, ..all.clone() }
        };
        check(Act::Replaced, &bound("c"), &all, "Bindings cleared.");
        check(Act::Replaced, &bound("c"), &bound("d"), "Bindings replaced.");
        let mut hex = all.clone();
        hex.key.encoding = Encoding::Hex;
        check(Act::Replaced, &all, &hex, "Reading of the key changed.");
    }

    #[test]
    fn after_an_undo_redo_is_offered() {
        let (before, now) = (inputs("a", "k"), inputs("b", "k"));
        let mut history = after(Act::Replaced, &before, &now);
        assert!(history.offer(&now).is_some_and(|offer| offer.touches(Field::Token) && !offer.touches(Field::Key)));
        history.undo(&now);
        let offer = history.offer(&before).expect("an offer");
        assert_eq!((offer.said.as_str(), offer.redo), ("Token restored.", true));
        assert_eq!(history.offer(&now), None);
    }

    #[test]
    fn the_history_is_bounded_and_the_last_act_is_always_kept() {
        let mut history = History::default();
        for number in 0..100 {
            history.record(Act::Replaced, inputs(&format!("a{number}"), ""), inputs(&format!("a{}", number + 1), ""));
        }
        assert_eq!(history.done.len(), MOST);
        let large = "x".repeat(MOST_BYTES);
        history.record(Act::Replaced, inputs("a100", ""), inputs(&large, ""));
        assert_eq!(history.done.len(), 1);
        assert_eq!(history.undo(&inputs(&large, "")), Some(inputs("a100", "")));
    }

    #[test]
    fn a_history_prints_no_text() {
        let history = after(Act::Replaced, &inputs("kangaroo", "wallaby"), &inputs("", ""));
        let printed = format!("{history:?}");
        assert!(!printed.contains("kangaroo") && !printed.contains("wallaby"), "{printed}");
    }
}
