//! Several tokens at once. The shelf (`session::shelf`) meets the signals of the one that is on the page: only that one is
//! evaluated, and what is on the page is nowhere else.

use super::super::browser;
use super::{Act, Source, State, put};
use jwt_debugger::claims::Evaluation;
use jwt_debugger::extract::Found;
use jwt_debugger::session::Inputs;
use jwt_debugger::session::shelf::{Content, Shelf, Summary, Tab, Turn};
use jwt_debugger::words::tabs as words;
use leptos::prelude::*;

/// Gives what is on the page, once it is sure that it leaves.
type Leaving<'a> = &'a mut dyn FnMut() -> Content;

/// The tokens that are open. `Copy`, like [`State`].
#[derive(Clone, Copy)]
pub struct ShelfState {
    state: State,
    /// All of them. What was typed for the one on the page stands in [`State`].
    pub shelf: RwSignal<Shelf>,
    /// The number of the one on the page.
    shown: Memo<u64>,
    /// Whether there is more than one.
    pub several: Memo<bool>,
    /// What the strip shows of each.
    pub tabs: Memo<Vec<Tab>>,
    /// What the one on the page comes to.
    summary: Memo<Summary>,
    /// Whose name is being typed.
    pub renaming: RwSignal<Option<u64>>,
    /// Which is being dragged.
    pub dragged: RwSignal<Option<u64>>,
    /// The number of the offer to bring back the tab that was closed last. A later act makes a later offer.
    closed_at: RwSignal<u32>,
    /// What is said of that tab while it is on offer.
    pub closed: Memo<Option<String>>,
}

impl ShelfState {
    /// One token: the one on the page.
    pub fn new(state: State) -> ShelfState {
        let shelf = RwSignal::new(Shelf::default());
        let summary = Memo::new(move |_| {
            // At an instant that was chosen, no time passes.
            let clock = state.team.policy.with(|policy| policy.at.is_none().then_some(policy.skew));
            let (layers, parsed) = (state.layers.get(), state.parsed.get());
            let too_old = state.outcome.with(|outcome| outcome.too_old);
            state.report.with(|report| {
                let times = |claims: &Evaluation| clock.and_then(|skew| Turn::of(report, claims, skew, too_old));
                Summary::new(layers.outer(), &parsed, report, state.claims.with(times))
            })
        });
        let tabs = Memo::new(move |_| shelf.with(|shelf| summary.with(|summary| shelf.tabs(summary, state.now.get()))));
        let closed_at = RwSignal::new(0);
        let closed = Memo::new(move |_| {
            let is_offered = state.offering.get() == (true, closed_at.get());
            let name = || shelf.with(|shelf| shelf.last_closed().map(|kept| words::closed(&kept.own_name())));
            is_offered.then(name).flatten()
        });
        ShelfState {
            state,
            shelf,
            shown: Memo::new(move |_| shelf.with(Shelf::shown_id)),
            several: Memo::new(move |_| shelf.with(Shelf::len) > 1),
            tabs,
            summary,
            renaming: RwSignal::new(None),
            dragged: RwSignal::new(None),
            closed_at,
            closed,
        }
    }

    /// The number of the token on the page.
    pub fn shown(self) -> u64 {
        self.shown.get()
    }

    /// Shows another one.
    pub fn select(self, id: u64) {
        if untrack(|| self.shown()) != id {
            self.turn(&mut |shelf, leaving| shelf.select(id, leaving));
        }
    }

    /// Opens an empty one behind the one on the page.
    pub fn open_empty(self) {
        self.turn(&mut |shelf, leaving| Some(shelf.open_empty(leaving())));
    }

    /// Opens each token of the text in the token field. The one that is looked at takes the place of the text, the others stand
    /// around it in the order of the text, each with the key and the expectations that are there.
    pub fn open_found(self) {
        browser::settle();
        let found = self.state.found.get_untracked();
        let shared = self.state.inputs();
        let here = shared.source.selected.min(found.len().saturating_sub(1));
        // The text may be megabytes long: each gets a text of its own.
        let alone = |one: &Found| Source::new(one.text.to_string());
        let Some(shown) = found.get(here) else { return };
        let source = Source { selected: 0, pasted: alone(shown).pasted, ..shared.source.clone() };
        let open = |(index, one): (usize, &Found)| {
            let content = match index == here {
                true => Content::default(),
                false => Content::of(Inputs { source: alone(one), draft: None, ..shared.clone() }),
            };
            (name_of(one), content)
        };
        let tokens = found.iter().enumerate().map(open).collect();
        self.state.act(Act::Split, || {
            self.state.draft.set(None);
            self.state.source.set(source);
        });
        self.shelf.update(|shelf| shelf.open_around(tokens, here));
    }

    /// Closes one, if it is not the only one.
    pub fn close(self, id: u64) {
        let was = self.last_closed();
        self.turn(&mut |shelf, leaving| shelf.close(id, leaving));
        if self.last_closed() != was {
            self.state.show_offer();
            self.closed_at.set(self.state.offering.get_untracked().1);
        }
    }

    /// Brings back the one that was closed last.
    pub fn reopen(self) {
        self.turn(&mut |shelf, leaving| shelf.reopen(leaving));
        self.state.dismiss_offer();
    }

    /// Hears Ctrl+Z like [`State::undo_pressed`]: a tab comes back if nothing was done since it was closed.
    pub fn undo_pressed(self, field: Option<&str>, redo: bool) -> bool {
        let is_last = self.state.offering.get_untracked().1 == self.closed_at.get_untracked();
        let reopens = field.is_none() && !redo && is_last && self.last_closed().is_some();
        if reopens {
            self.reopen();
        }
        reopens || self.state.undo_pressed(field, redo)
    }

    /// Ends renaming; with the name that was typed, if it is to count.
    pub fn end_renaming(self, name: Option<&str>) {
        let id = self.renaming.get_untracked();
        self.renaming.set(None);
        if let (Some(id), Some(name)) = (id, name) {
            self.shelf.update(|shelf| shelf.rename(id, name));
        }
    }

    fn last_closed(self) -> Option<u64> {
        self.shelf.with_untracked(|shelf| shelf.last_closed().map(|kept| kept.id))
    }

    /// Has the shelf put another token on the page, if it does.
    fn turn(self, turn: &mut dyn FnMut(&mut Shelf, Leaving) -> Option<Content>) {
        browser::settle();
        put(self.renaming, None);
        let mut arriving = None;
        self.shelf.update(|shelf| arriving = turn(shelf, &mut || self.leaving()));
        if let Some(Content { inputs, history, refused, disclosing, .. }) = arriving {
            let state = self.state;
            state.put_inputs(inputs);
            state.history.set(history);
            put(state.refused, refused);
            put(state.disclosing, disclosing);
            put(state.choosing_time, None);
            // It was for what is gone from the page.
            state.dismiss_offer();
        }
    }

    /// What is on the page, which is about to be left.
    fn leaving(self) -> Content {
        let state = self.state;
        Content {
            inputs: state.inputs(),
            history: state.history.get_untracked(),
            refused: state.refused.get_untracked(),
            disclosing: state.disclosing.get_untracked(),
            summary: self.summary.get_untracked(),
        }
    }
}

/// What the text calls a token, unless it only counts it.
fn name_of(found: &Found) -> Option<String> {
    let counted = found.name.strip_prefix("token").map(str::trim_start);
    let is_counted = counted.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    (!is_counted).then(|| found.name.clone())
}
