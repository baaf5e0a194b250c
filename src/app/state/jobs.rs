//! The longer jobs that are at work: at most one of each kind, and each for one question.

use super::super::worker::Job;
use super::Question;
use leptos::prelude::*;

/// One place for each kind of job.
#[derive(Clone, Copy, Default)]
pub struct Jobs {
    /// Looks for the reason why a signature does not hold.
    pub searching: Place,
    /// Tries the keys of a set.
    pub trying: Place,
    /// Opens an encrypted key.
    pub unlocking: Place,
    /// Makes a key.
    pub making: Place,
    /// Makes the keys of passwords that open an encrypted token.
    pub deriving: Place,
}

/// Where a job is kept while it is at work. Another one in its place ends it.
#[derive(Clone, Copy)]
pub struct Place(StoredValue<Option<(Option<Question>, Job)>, LocalStorage>);

impl Default for Place {
    fn default() -> Self {
        Self(StoredValue::new_local(None))
    }
}

impl Place {
    /// Begins a job.
    pub fn begin(self, begin: impl FnOnce() -> Job) {
        self.stop();
        let job = begin();
        self.0.set_value(Some((None, job)));
    }

    /// Begins a job that answers this question, unless one is at it already.
    pub fn begin_unless(self, question: Question, begin: impl FnOnce() -> Job) {
        if !self.0.with_value(|at_work| at_work.as_ref().is_some_and(|(asked, _)| asked.as_ref() == Some(&question))) {
            self.stop();
            let job = begin();
            self.0.set_value(Some((Some(question), job)));
        }
    }

    /// Ends the job that is at work, and all that it was given.
    pub fn stop(self) {
        self.0.set_value(None);
    }
}
