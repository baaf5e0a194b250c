//! Which two tokens are compared, and all tokens with their times: what the views of several tokens show. Nothing of it is worked
//! out while nobody looks at them.

use super::super::browser;
use super::shelf::ShelfState;
use super::{Source, State};
use jwt_debugger::base::text::Text;
use jwt_debugger::claims;
use jwt_debugger::session::Inputs;
use jwt_debugger::session::compare::{Comparison, Judged, Noted, Side};
use jwt_debugger::session::timeline::{Timed, Timeline, timeline};
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// One of two tokens that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// That of a tab.
    Tab(u64),
    /// The one in the field of the view.
    Pasted,
}

/// What is compared. `Copy`, like [`State`].
#[derive(Clone, Copy)]
pub struct CompareState {
    state: State,
    shelf: ShelfState,
    /// What the person chose.
    chosen: RwSignal<[Option<Pick>; 2]>,
    /// The second token, where it is in no tab.
    pub pasted: RwSignal<Text>,
    /// What is compared.
    pub picks: Memo<[Pick; 2]>,
    /// The tokens that can be chosen, by number and name.
    pub tokens: Memo<Vec<(u64, String)>>,
}

/// Two tokens with what each is judged by.
pub struct Both {
    /// What was typed for each, and what its environment adds.
    inputs: [Inputs; 2],
    /// The tokens.
    sides: [Side; 2],
}

/// Both tokens under the key and the expectations of one of them.
pub struct Under {
    /// Whose those are: 0 is the first.
    pub by: usize,
    /// The tokens.
    pub judged: [Judged; 2],
}

/// All that there is to report on the tokens.
pub struct AllNoted {
    under: Arc<Vec<Under>>,
    states: Vec<claims::State>,
    holds: Vec<Range<i64>>,
    /// For each of [`Under`], what there is to report on each token.
    pub noted: Vec<[Vec<Noted>; 2]>,
}

impl CompareState {
    /// The token on the page and the next one.
    pub fn new(state: State, shelf: ShelfState) -> CompareState {
        let chosen = RwSignal::new([None; 2]);
        let pasted = RwSignal::new(Text::default());
        let tokens = Memo::new(move |_| {
            shelf.tabs.with(|tabs| tabs.iter().map(|tab| (tab.id, tab.label.clone())).collect::<Vec<_>>())
        });
        let picks = Memo::new(move |_| {
            let (here, next) = shelf.shelf.with(|shelf| (shelf.shown_id(), shelf.id_after(1)));
            let [first, second] = chosen.get();
            // A tab may be closed meanwhile.
            let is_there = |pick: &Pick| match pick {
                Pick::Tab(id) => tokens.with(|tokens| tokens.iter().any(|(other, _)| other == id)),
                Pick::Pasted => true,
            };
            let first = first.filter(is_there).unwrap_or(Pick::Tab(here));
            let other = if Pick::Tab(next) == first { Pick::Tab(here) } else { Pick::Tab(next) };
            let other = if other == first { Pick::Pasted } else { other };
            [first, second.filter(is_there).unwrap_or(other)]
        });
        CompareState { state, shelf, chosen, pasted, picks, tokens }
    }

    /// Chooses one of the two: 0 is the first.
    pub fn choose(self, side: usize, pick: Pick) {
        self.chosen.update(|chosen| {
            if let Some(chosen) = chosen.get_mut(side) {
                *chosen = Some(pick);
            }
        });
    }

    /// What was typed for the token of a tab; of the one on the page, as it is now.
    fn inputs_of(self, id: u64) -> Inputs {
        let kept = self.shelf.shelf.with(|shelf| {
            let kept = shelf.iter().find(|kept| kept.id == id && id != shelf.shown_id());
            kept.map(|kept| kept.inputs().clone())
        });
        kept.unwrap_or_else(|| self.state.followed_inputs())
    }

    fn read(self, inputs: &Inputs) -> Side {
        self.state.derived.with(|derived| Side::read(inputs, derived, &mut browser::random()))
    }

    /// The two tokens. One that was pasted is read and judged with what stands in the tab of the other.
    pub fn both(self) -> Memo<Arc<Both>> {
        super::shared(move || {
            let inputs_of = |pick| match pick {
                Pick::Tab(id) => Some(self.inputs_of(id)),
                Pick::Pasted => None,
            };
            let [first, second] = self.picks.get().map(inputs_of);
            let first = first.unwrap_or_default();
            let pasted = || Inputs { source: Source::new(self.pasted.get()), draft: None, ..first.clone() };
            let second = second.unwrap_or_else(pasted);
            let read = |typed: Inputs| {
                let side = self.read(&typed);
                (self.state.team.in_force(&typed, &side.view), side)
            };
            let [(a, first), (b, second)] = [first, second].map(read);
            Both { inputs: [a, b], sides: [first, second] }
        })
    }

    /// Both tokens under each key and expectations that there are.
    pub fn judged(self, both: Memo<Arc<Both>>) -> Memo<Arc<Vec<Under>>> {
        super::shared(move || {
            let both = both.get();
            let under = |(by, inputs): (usize, &Inputs)| {
                let judge = |side| {
                    self.state.derived.with(|derived| Judged::new(side, inputs, derived, &mut browser::random()))
                };
                Under { by, judged: both.sides.each_ref().map(judge) }
            };
            let [first, second] = &both.inputs;
            let is_other = !judges_alike(first, second) && !judges_alike(second, &Inputs::default());
            both.inputs.iter().enumerate().take(if is_other { 2 } else { 1 }).map(under).collect()
        })
    }

    /// What there is to report on them, worked out anew when something would change.
    pub fn noted(self, under: Memo<Arc<Vec<Under>>>) -> Memo<Arc<AllNoted>> {
        let make = move |old: Option<&Arc<AllNoted>>| {
            let (under, now) = (under.get(), self.state.now.get());
            let all = || under.iter().flat_map(|under| &under.judged);
            let states: Vec<_> = all().map(|judged| judged.state(now)).collect();
            let still = |old: &&Arc<AllNoted>| {
                let holds = old.holds.iter().all(|holds| holds.contains(&now));
                Arc::ptr_eq(&old.under, &under) && holds && old.states == states
            };
            if let Some(old) = old.filter(still) {
                return old.clone();
            }
            let mut holds = vec![];
            let mut noted = |judged: &Judged| {
                let (noted, range) = judged.noted(now);
                holds.push(range);
                noted
            };
            let noted = under.iter().map(|under| under.judged.each_ref().map(&mut noted)).collect();
            Arc::new(AllNoted { under, states, holds, noted })
        };
        Memo::new_with_compare(make, |old, new| !old.zip(new).is_some_and(|(old, new)| Arc::ptr_eq(old, new)))
    }

    /// Now.
    pub fn now(self) -> i64 {
        self.state.now.get()
    }

    /// All tokens, by number, on one axis.
    pub fn timeline(self) -> Memo<Timeline> {
        let sides = super::shared(move || {
            let ids = self.shelf.shelf.with(|shelf| shelf.iter().map(|kept| kept.id).collect::<Vec<_>>());
            let side = |id| {
                let typed = self.inputs_of(id);
                let side = self.read(&typed);
                let skew = self.state.team.in_force(&typed, &side.view).policy.skew;
                (side, skew)
            };
            ids.into_iter().map(side).collect::<Vec<_>>()
        });
        Memo::new(move |_| {
            let now = self.state.now.get();
            let timed = |(side, skew): &(Side, i64)| Timed {
                claims: claims::evaluate_token(&side.view, now, *skew),
                sealed: side.is_sealed(),
                skew: *skew,
            };
            sides.with(|sides| timeline(&sides.iter().map(timed).collect::<Vec<_>>(), now))
        })
    }
}

impl Both {
    /// How the tokens differ; `None` where there is nothing to compare.
    pub fn compared(&self) -> Option<Comparison> {
        let [first, second] = &self.sides;
        Comparison::of(first, second)
    }
}

/// Whether a token comes to the same under what was typed for either.
fn judges_alike(a: &Inputs, b: &Inputs) -> bool {
    a.key == b.key && a.expected == b.expected && a.policy == b.policy && a.given == b.given
}
