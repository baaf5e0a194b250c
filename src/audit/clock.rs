//! The time of an audit, and how long its answer holds.

use core::cell::Cell;
use core::ops::Range;

/// The instant of an audit. A check cannot read it, only ask questions about it; the clock remembers between which instants all the
/// answers are the same, so that whoever shows them knows when to audit again. Instants are seconds since the epoch.
#[derive(Clone, Debug)]
pub struct Clock {
    now: i64,
    from: Cell<i64>,
    until: Cell<i64>,
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn at(now: i64) -> Self {
        Self { now, from: Cell::new(i64::MIN), until: Cell::new(i64::MAX) }
    }

    /// Whether it is `instant` or later.
    pub fn reached(&self, instant: i64) -> bool {
        if self.now >= instant {
            self.narrow(instant, i64::MAX);
        } else {
            self.narrow(i64::MIN, instant);
        }
        self.now >= instant
    }

    /// How many whole units of so many seconds have passed since `instant`; negative before it.
    pub fn whole_since(&self, instant: i64, unit: i64) -> i64 {
        let units = self.now.saturating_sub(instant).div_euclid(unit);
        let begin = instant.saturating_add(units.saturating_mul(unit));
        self.narrow(begin, begin.saturating_add(unit));
        units
    }

    /// How many whole units of so many seconds are left until `instant`; negative after it.
    pub fn whole_until(&self, instant: i64, unit: i64) -> i64 {
        let units = instant.saturating_sub(self.now).div_euclid(unit);
        let last = instant.saturating_sub(units.saturating_mul(unit));
        self.narrow(last.saturating_sub(unit).saturating_add(1), last.saturating_add(1));
        units
    }

    /// The instants at which every question that was asked so far has the same answer.
    pub fn holds(&self) -> Range<i64> {
        self.from.get()..self.until.get()
    }

    fn narrow(&self, from: i64, until: i64) {
        self.from.set(self.from.get().max(from));
        self.until.set(self.until.get().min(until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks at each instant of a stretch, and that every instant for which an answer is said to hold has the same one.
    fn check<T: PartialEq + core::fmt::Debug>(ask: impl Fn(&Clock) -> T) {
        for now in -40..40 {
            let clock = Clock::at(now);
            let answer = ask(&clock);
            let holds = clock.holds();
            assert!(holds.contains(&now), "{now}: {holds:?}");
            for other in -40..40 {
                assert_eq!(ask(&Clock::at(other)) == answer, holds.contains(&other), "{now} {other} {holds:?}");
            }
        }
    }

    #[test]
    fn an_answer_holds_exactly_until_it_changes() {
        check(|clock| clock.reached(7));
        check(|clock| clock.whole_since(3, 10));
        check(|clock| clock.whole_until(3, 10));
    }

    #[test]
    fn several_answers_hold_as_long_as_each_of_them() {
        check(|clock| (clock.reached(-5), clock.reached(11), clock.whole_since(0, 25)));
    }

    #[test]
    fn without_a_question_the_answer_holds_for_ever() {
        assert_eq!(Clock::at(0).holds(), i64::MIN..i64::MAX);
    }

    #[test]
    fn no_time_is_too_far_off() {
        for now in [i64::MIN, 0, i64::MAX] {
            for instant in [i64::MIN, i64::MAX] {
                let clock = Clock::at(now);
                let _ = (clock.reached(instant), clock.whole_since(instant, 60), clock.whole_until(instant, 60));
            }
        }
    }
}
