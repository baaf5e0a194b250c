//! Looking further for the reason why a signature does not hold, and what one click does about it.

use super::super::worker::Job;
use super::{Act, Question, State};
use jwt_debugger::explain::{Remedy, key_field};
use jwt_debugger::session::work::{Answer, Request};
use jwt_debugger::verify::Choice;
use leptos::prelude::*;

impl State {
    /// Has the reason looked for, if there is more to try. A search for anything else ends.
    pub fn search_further(self) {
        let asked =
            Some(()).filter(|()| self.unexplained.get_untracked() && !self.trying.get_untracked()).and_then(|()| {
                let tried = self.choice.get_untracked().as_deref().map(Choice::trials);
                Some(self.question()?.tried(tried))
            });
        let known = |asked: &Question| {
            self.searched.with_untracked(|ended| ended.as_ref().is_some_and(|(known, _)| known == asked))
        };
        let Some(asked) = asked.filter(|asked| !known(asked)) else { return self.jobs.searching.stop() };
        self.jobs.searching.begin_unless(asked.clone(), move || {
            Job::begin(Request::Explain(asked.clone()), move |answer| {
                if let Some(Answer::Explained(end)) = answer {
                    self.searched.set(Some((asked.clone(), end)));
                }
            })
        });
    }

    /// Does what was found to help.
    pub fn apply(self, remedy: &Remedy) {
        self.act(Act::Replaced, || match remedy {
            Remedy::Encoding(encoding) => self.key_input.update(|input| input.encoding = *encoding),
            Remedy::Token(text) => self.set_token(text.into()),
            Remedy::Secret(secret) => {
                let (text, encoding) = key_field(secret);
                self.type_key(text);
                self.key_input.update(|input| input.encoding = encoding);
            }
        });
    }
}
