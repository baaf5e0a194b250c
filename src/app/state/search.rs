//! Looking further for the reason why a signature is not valid, and what one click does about it.

use super::super::worker::Job;
use super::{Act, Question, State};
use jwt_debugger::base::diagnostic::Remedy;
use jwt_debugger::engine::verify::Choice;
use jwt_debugger::explain::key_field;
use jwt_debugger::jose::{detached, json};
use jwt_debugger::session::work::{Answer, Request};
use leptos::prelude::*;

impl State {
    /// Has the reason looked for, if there is more to try. A search for anything else ends.
    pub fn search_further(self) {
        let Some(asked) = self.unsearched() else { return self.jobs.searching.stop() };
        self.jobs.searching.begin_unless(asked.clone(), move || {
            Job::begin_after_typing(Request::Explain(asked.clone()), move |answer| {
                if let Some(Answer::Explained(end)) = answer {
                    self.searched.set(Some((asked.clone(), end)));
                }
            })
        });
    }

    /// What there is a reason to be looked for, and no search has ended on.
    fn unsearched(self) -> Option<Question> {
        if !self.unexplained.get_untracked() || self.trying.get_untracked() {
            return None;
        }
        let tried = self.choice.get_untracked().as_deref().map(Choice::trials);
        let asked = self.question()?.tried(tried);
        let is_known = self.searched.with_untracked(|ended| ended.as_ref().is_some_and(|(known, _)| *known == asked));
        (!is_known).then_some(asked)
    }

    /// Puts the parts of a mended token in the place of those that are looked at: a token in JSON stays one, and content that is
    /// apart stays apart.
    fn mend_token(self, compact: &str) {
        let Some(token) = self.parsed.with_untracked(|parsed| parsed.token.clone()) else { return };
        let index = self.source.with_untracked(|source| source.part.signature);
        let in_json = json::with_parts(&token.text, index, compact);
        let apart = || detached::without_content(&compact.into()).filter(|_| token.is_detached());
        self.set_token(in_json.or_else(apart).unwrap_or_else(|| compact.to_owned()).into());
    }

    /// Does what was found to help.
    pub fn apply(self, remedy: &Remedy) {
        self.act(Act::Replaced, || match remedy {
            Remedy::Encoding(encoding) => self.key_input.update(|input| input.encoding = *encoding),
            Remedy::Token(text) => self.mend_token(text),
            Remedy::Key(text) => self.type_key(String::from_utf8_lossy(&text.0).into_owned()),
            Remedy::Secret(secret) => {
                let (text, encoding) = key_field(secret);
                self.type_key(text);
                self.key_input.update(|input| input.encoding = encoding);
            }
        });
    }
}
