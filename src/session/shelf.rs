//! Several tokens at once. One is on the page and is evaluated; the others are kept as what was typed for them, with a summary of
//! what they came to when they were last shown. All of it is in memory: nothing here is written anywhere.
//!
//! A shelf is a value. Whoever shows another token hands over what is on the page, and gets what is to stand there instead.

mod summary;
mod tab;

use super::{Disclosing, History, Inputs};
use crate::base::Size;
use crate::base::diagnostic::Diagnostic;
use core::fmt;
pub use summary::{Summary, Turn};
pub use tab::Tab;

/// So many closed tokens can be had back.
const MOST_CLOSED: usize = 20;
/// What was replaced in a token that is not shown comes to no more bytes than this; the last act is always kept.
const MOST_HISTORY: usize = 1 << 20;
/// A longer name is cut.
const LONGEST_NAME: usize = 60;

/// What leaves the page with a token, and comes back with it.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Everything that was typed and chosen.
    pub inputs: Inputs,
    /// What was replaced there and can come back.
    pub history: History,
    /// What of the last link was not used.
    pub refused: Vec<Diagnostic>,
    /// What was chosen for a new presentation.
    pub disclosing: Disclosing,
    /// What the token came to.
    pub summary: Summary,
}

/// One of several tokens.
#[derive(Clone)]
pub struct Kept {
    /// Tells it from all others, before and after it.
    pub id: u64,
    /// The name that a person, or the text it was found in, gave it.
    pub name: Option<String>,
    /// Empty while it is on the page: there is no second truth.
    pub content: Content,
}

/// A token that was closed, and where it stood.
#[derive(Clone, Debug)]
struct Closed {
    at: usize,
    kept: Kept,
}

/// The tokens in their order; there is at least one.
#[derive(Clone, Debug)]
pub struct Shelf {
    kept: Vec<Kept>,
    /// The place of the one on the page.
    at: usize,
    /// The last number that was given to one.
    last_id: u64,
    /// Those that were closed, the last one at the end.
    closed: Vec<Closed>,
}

impl Default for Shelf {
    fn default() -> Self {
        let only = Kept { id: 1, name: None, content: Content::default() };
        Shelf { kept: vec![only], at: 0, last_id: 1, closed: vec![] }
    }
}

impl Content {
    /// One that was never shown.
    pub fn of(inputs: Inputs) -> Content {
        Content { summary: Summary::unread(&inputs.source), inputs, ..Content::default() }
    }

    /// Whether there is nothing in it that a person could miss.
    pub fn is_empty(&self) -> bool {
        self.inputs == Inputs::default() && self.history.is_empty() && self.disclosing == Disclosing::default()
    }
}

impl Kept {
    /// What it is called beside others, while it is not on the page.
    pub fn own_name(&self) -> String {
        self.name_beside(&self.content.summary)
    }

    /// The same with a summary of its own.
    fn name_beside(&self, summary: &Summary) -> String {
        let own = self.name.as_ref().or(summary.name.as_ref());
        own.cloned().unwrap_or_else(|| format!("Token {}", self.id))
    }

    /// What was typed and chosen for it, while it is not on the page.
    pub fn inputs(&self) -> &Inputs {
        &self.content.inputs
    }
}

impl Shelf {
    /// The tokens in their order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Kept> {
        self.kept.iter()
    }

    /// How many there are.
    #[expect(clippy::len_without_is_empty, reason = "there is at least one")]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// The number of the one on the page.
    pub fn shown_id(&self) -> u64 {
        self.kept.get(self.at).map_or(0, |kept| kept.id)
    }

    /// The number of the one so many places after the one on the page; behind the last comes the first.
    pub fn id_after(&self, places: isize) -> u64 {
        let count = isize::try_from(self.kept.len()).unwrap_or(isize::MAX);
        let at = isize::try_from(self.at).unwrap_or_default().saturating_add(places).rem_euclid(count.max(1));
        usize::try_from(at).ok().and_then(|at| self.kept.get(at)).map_or(0, |kept| kept.id)
    }

    /// Shows another one. `leaving` is what is on the page; gives what is to stand there, unless that one is there or gone.
    pub fn select(&mut self, id: u64, leaving: impl FnOnce() -> Content) -> Option<Content> {
        let to = self.place(id).filter(|to| *to != self.at)?;
        self.put_away(leaving());
        self.at = to;
        self.take_shown()
    }

    /// Adds an empty one behind the one on the page, and shows it.
    pub fn open_empty(&mut self, leaving: Content) -> Content {
        self.put_away(leaving);
        self.insert(self.at + 1, None, Content::default());
        self.at += 1;
        Content::default()
    }

    /// Adds tokens around the one on the page, which is the one with the index `here` among them, and gets its name.
    pub fn open_around(&mut self, tokens: Vec<(Option<String>, Content)>, here: usize) {
        let first = self.at;
        self.at += here.min(tokens.len());
        for (index, (name, content)) in tokens.into_iter().enumerate() {
            let name = name.as_deref().and_then(named);
            if index != here {
                self.insert(first + index, name, content);
            } else if let Some(shown) = self.kept.get_mut(first + index) {
                shown.name = name;
            }
        }
    }

    /// Closes one, unless it is the only one, and keeps it to be had back. If it is the one on the page, `leaving` is what stands
    /// there; gives what is to stand there instead.
    pub fn close(&mut self, id: u64, leaving: impl FnOnce() -> Content) -> Option<Content> {
        let from = self.place(id).filter(|_| self.kept.len() > 1)?;
        let shown = from == self.at;
        if shown {
            self.put_away(leaving());
        }
        let kept = self.kept.remove(from);
        if !kept.content.is_empty() {
            self.closed.push(Closed { at: from, kept });
            let too_many = self.closed.len().saturating_sub(MOST_CLOSED);
            self.closed.drain(..too_many);
        }
        if from < self.at {
            self.at -= 1;
        }
        self.at = self.at.min(self.kept.len() - 1);
        if shown { self.take_shown() } else { None }
    }

    /// Brings back the one that was closed last, where it was, and shows it.
    pub fn reopen(&mut self, leaving: impl FnOnce() -> Content) -> Option<Content> {
        let Closed { at, kept } = self.closed.pop()?;
        self.put_away(leaving());
        self.at = at.min(self.kept.len());
        self.kept.insert(self.at, kept);
        self.take_shown()
    }

    /// The one that comes back next.
    pub fn last_closed(&self) -> Option<&Kept> {
        self.closed.last().map(|closed| &closed.kept)
    }

    /// Gives one another name; without one, it is called by what it says of itself.
    pub fn rename(&mut self, id: u64, name: &str) {
        if let Some(at) = self.place(id)
            && let Some(kept) = self.kept.get_mut(at)
        {
            kept.name = named(name);
        }
    }

    /// Moves one by so many places, as far as there are any.
    pub fn shift(&mut self, id: u64, places: isize) {
        if let Some(from) = self.place(id) {
            self.move_to(id, from.saturating_add_signed(places));
        }
    }

    /// Moves one to a place, or to the end.
    pub fn move_to(&mut self, id: u64, to: usize) {
        let Some(from) = self.place(id) else { return };
        let shown = self.shown_id();
        let kept = self.kept.remove(from);
        self.kept.insert(to.min(self.kept.len()), kept);
        self.at = self.place(shown).unwrap_or_default();
    }

    /// The place of one.
    pub fn place(&self, id: u64) -> Option<usize> {
        self.kept.iter().position(|kept| kept.id == id)
    }

    fn insert(&mut self, at: usize, name: Option<String>, content: Content) {
        self.last_id += 1;
        let kept = Kept { id: self.last_id, name, content };
        self.kept.insert(at.min(self.kept.len()), kept);
    }

    fn put_away(&mut self, mut leaving: Content) {
        leaving.history.forget_beyond(MOST_HISTORY);
        if let Some(shown) = self.kept.get_mut(self.at) {
            shown.content = leaving;
        }
    }

    fn take_shown(&mut self) -> Option<Content> {
        self.kept.get_mut(self.at).map(|shown| core::mem::take(&mut shown.content))
    }
}

/// A text as a name: in one line, without what an eye would miss, and not too long.
fn named(text: &str) -> Option<String> {
    // A token may be megabytes long, and what is cut is not looked at.
    let start: String = text.trim_start().chars().take(4 * LONGEST_NAME).collect();
    let line = start.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = super::view::legible(&line, 0);
    let cut = name.char_indices().nth(LONGEST_NAME).and_then(|(at, _)| name.get(..at));
    let name = cut.map_or_else(|| name.to_string(), |cut| format!("{cut}…"));
    (!name.is_empty()).then_some(name)
}

/// A name may be what was pasted into its field by mistake.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.as_ref().map(|name| Size(name.len()));
        f.debug_struct("Kept").field("id", &self.id).field("name", &name).field("content", &self.content).finish()
    }
}

#[cfg(test)]
mod tests;
