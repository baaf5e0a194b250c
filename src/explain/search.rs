//! How far a search for a reason may go: each trial is paid for by an estimate before it is made, so that the bound holds without
//! a clock; and a search that was stopped, or was made elsewhere, goes on where it was.
//!
//! Work is counted, not timed: a unit is about a microsecond in a browser. Whoever looks further says how many trials to make at a
//! time, and whether there is anything to be done between them.

use crate::base::diagnostic::chain::Dimension;
use crate::engine::jwa::ecdsa::HashTester;
use core::hash::{Hash, Hasher};
use std::collections::HashSet;
use std::hash::DefaultHasher;
use std::sync::Arc;

/// So much work goes into the answer that comes with the verdict.
const AT_ONCE: u32 = 2_500;
/// So much goes into the whole search with one key, and so much more for each further key of a set: within the second and a half
/// that a search may take, with the trial that begins before the end.
const ONE_KEY: u32 = 1_350_000;
/// What one more key of a set may take: a check or two more than `ONE_OF_MANY`, as the last one may begin late.
pub const EACH_KEY: u32 = 2_500;
/// So much goes into the trials with one of the other keys of a set.
const ONE_OF_MANY: u32 = 1_500;
/// The most for a set.
const MOST: u32 = 1_400_000;

/// How far a search came, with one token and one key or set. The trials always come in the same order, so their number is all
/// that is kept of them.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Trials made so far, in this part of the search and in those before.
    made: u32,
    /// The work that went into them.
    spent: u32,
    /// Trials passed in this part, made or skipped.
    at: u32,
    /// How many trials may be made in this part.
    trials: u32,
    /// How much work may go into this part.
    left: u32,
    /// What is left of all.
    rest: u32,
    /// Whether a trial was refused in this part.
    stopped: bool,
    /// Whether the search that is repeated here could not try everything.
    was_cut_short: bool,
    kind: Kind,
    /// What compares each reading of the signature with one hash after another.
    tester: Option<Arc<HashTester>>,
    /// What was asked that takes long, so that nothing is asked twice.
    asked: HashSet<u64>,
}

/// Where a search ended, as plain data: with it, the last trial is made again and no other
/// ([`Asked::conclude`](super::Asked::conclude)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// How many trials were made.
    pub made: u32,
    /// Whether not everything could be tried.
    pub cut_short: bool,
}

/// How far a search is to go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    /// In parts, until all is tried.
    #[default]
    InParts,
    /// Only while nobody could notice: no trial begins that takes longer.
    AtOnce,
    /// A trial or two.
    OneOfMany,
}

impl Search {
    /// What is looked for at once.
    pub fn at_once() -> Self {
        Self { kind: Kind::AtOnce, left: AT_ONCE, trials: u32::MAX, ..Self::default() }.start(1)
    }

    /// What is looked for with each of the other keys of a set.
    pub fn one_of_many() -> Self {
        Self { kind: Kind::OneOfMany, left: ONE_OF_MANY, trials: u32::MAX, ..Self::default() }.start(1)
    }

    /// The next part, of so many trials; `keys` is how many keys there are to explain with.
    pub fn part(self, trials: u32, keys: usize) -> Self {
        Self { kind: Kind::InParts, left: u32::MAX, trials, ..self }.start(keys)
    }

    /// The search that ended like this, before its last trial.
    pub fn before(end: End) -> Self {
        let End { made, cut_short } = end;
        let made = made.saturating_sub(1);
        Self { made, trials: 1, left: u32::MAX, rest: u32::MAX, was_cut_short: cut_short, ..Self::default() }
    }

    /// Where this search ended.
    pub fn end(&self) -> End {
        End { made: self.made, cut_short: self.cut_short() }
    }

    fn start(self, keys: usize) -> Self {
        let more = u32::try_from(keys.saturating_sub(1)).unwrap_or(u32::MAX).saturating_mul(EACH_KEY);
        let rest = ONE_KEY.saturating_add(more).min(MOST).saturating_sub(self.spent);
        Self { at: 0, left: self.left.min(rest), rest, stopped: false, ..self }
    }

    /// What compares each reading of the signature with one hash after another. `None` if there is no time to make it, or
    /// if it would be for one trial.
    pub(super) fn hash_tester(
        &mut self,
        cost: u32,
        make: impl FnOnce() -> Option<HashTester>,
    ) -> Option<Arc<HashTester>> {
        if self.tester.is_none() && self.kind == Kind::InParts && !self.is_over() && self.trials > 1 {
            self.spend(cost);
            self.tester = make().map(Arc::new);
        }
        self.tester.clone()
    }

    /// Whether this was not asked before.
    pub(super) fn is_new(&mut self, question: impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        question.hash(&mut hasher);
        self.asked.insert(hasher.finish())
    }

    pub(super) fn spend(&mut self, cost: u32) {
        self.spent = self.spent.saturating_add(cost);
        self.rest = self.rest.saturating_sub(cost);
        self.left = self.left.saturating_sub(cost).min(self.rest);
    }

    fn is_over(&self) -> bool {
        self.left == 0 || self.trials == 0
    }

    /// Whether a trial was refused.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Whether there is more to try, and time for it.
    pub fn goes_on(&self) -> bool {
        self.stopped && self.rest > 0
    }

    /// Whether the time was not enough to try everything.
    pub fn cut_short(&self) -> bool {
        self.stopped && (self.rest == 0 || self.was_cut_short)
    }

    /// The work of all trials so far.
    pub fn spent(&self) -> u32 {
        self.spent
    }

    /// How many trials were made so far.
    pub fn made(&self) -> u32 {
        self.made
    }

    /// Whether the next `trials` are none of this part: made before, or there is no time.
    pub(super) fn skips(&mut self, trials: u32) -> bool {
        if self.at + trials <= self.made {
            self.at += trials;
            return true;
        }
        let is_over = self.is_over();
        self.stopped |= is_over;
        is_over
    }

    /// Whether to make the next trial, which takes so much work if there is anything to try in it: then it is
    /// [charged](Self::charge).
    pub(super) fn begin(&mut self, cost: u32) -> bool {
        self.may(if self.kind == Kind::InParts { 1 } else { cost })
    }

    /// Counts the work of a trial that was begun, if it was not counted before.
    pub(super) fn charge(&mut self, cost: u32) {
        if self.kind == Kind::InParts {
            self.spend(cost);
        }
    }

    /// Whether to make the next trial, which takes so much work.
    pub fn may(&mut self, cost: u32) -> bool {
        if self.skips(1) {
            return false;
        }
        let too_long = match self.kind {
            Kind::InParts => false,
            Kind::AtOnce => cost > self.left,
            Kind::OneOfMany => cost > EACH_KEY,
        };
        if too_long {
            (self.left, self.stopped) = (0, true);
            return false;
        }
        self.at += 1;
        self.made = self.at;
        self.trials -= 1;
        self.spend(cost);
        true
    }
}

/// A search at work.
pub(super) struct Run<'a> {
    pub(super) search: &'a mut Search,
    /// What was tried in vain, as far as every single thing that may have been done is concerned.
    pub(super) tried: Vec<Dimension>,
}

impl<'a> Run<'a> {
    pub(super) fn of(search: &'a mut Search) -> Self {
        Self { search, tried: vec![] }
    }

    pub(super) fn may(&mut self, cost: u32) -> bool {
        self.search.may(cost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_in_parts_makes_the_same_trials_once_each_and_keeps_its_bound() {
        let all = |search: &mut Search| (0..100).filter(|_| search.may(30_000)).count();
        let (mut search, mut trials, mut parts) = (Search::default(), vec![], 0);
        while parts == 0 || search.goes_on() {
            search = search.part(10, 1);
            trials.push(all(&mut search));
            parts += 1;
        }
        assert_eq!(trials, [10, 10, 10, 10, 5]);
        assert!(search.cut_short() && search.spent() == 1_350_000 && search.made() == 45);
        let mut short = Search::default().part(10, 1);
        assert!((0..3).all(|_| short.may(30_000)) && !short.goes_on() && !short.cut_short());
    }

    #[test]
    fn a_search_that_ended_repeats_its_last_trial_alone_and_says_what_it_said() {
        let check = |costs: u32, count: u32| {
            let all = |search: &mut Search| (0..count).filter(|_| search.may(costs)).collect::<Vec<u32>>();
            let mut whole = Search::default().part(u32::MAX, 1);
            let last = all(&mut whole).pop();
            let mut again = Search::before(whole.end());
            assert_eq!(all(&mut again).as_slice(), last.as_slice());
            assert_eq!(again.cut_short(), whole.cut_short());
        };
        check(30_000, 100);
        check(30_000, 45);
        check(30_000, 46);
        check(30_000, 7);
        check(2_000_000, 3);
    }

    #[test]
    fn a_group_is_skipped_only_where_all_of_it_was_tried() {
        let mut search = Search::default().part(2, 1);
        assert!(!search.skips(3) && search.may(1) && search.may(1) && !search.may(1));
        search = search.part(2, 1);
        assert!(!search.skips(3) && !search.may(1) && !search.may(1) && search.may(1));
        search = search.part(2, 1);
        assert!(search.skips(3) && search.may(1));
    }

    #[test]
    fn more_keys_may_take_longer_up_to_a_limit() {
        let check = |keys: usize, rest: u32| assert_eq!(Search::default().part(0, keys).rest, rest);
        check(0, 1_350_000);
        check(1, 1_350_000);
        check(11, 1_375_000);
        check(20_000, 1_400_000);
    }
}
