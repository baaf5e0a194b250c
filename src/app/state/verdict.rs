//! The verdict: on what is in the fields, with the keys of a set that were tried and the search that was made for just that.

use super::signatures::LookedAt;
use super::{Judging, KeyInput, Question, State};
use jwt_debugger::engine::jwa;
use jwt_debugger::engine::verify::{Choice, Trials, Verdict};
use jwt_debugger::explain::End;
use jwt_debugger::jose::Parsed;
use jwt_debugger::key::ParsedKey;
use jwt_debugger::session::draft::{Draft, DraftOutcome};
use jwt_debugger::session::judge;
use leptos::prelude::*;
use std::sync::Arc;

/// What a verdict follows from.
#[derive(Clone, Copy)]
pub(super) struct VerdictInputs {
    pub(super) parsed: Memo<Arc<Parsed>>,
    pub(super) part: Memo<LookedAt>,
    pub(super) judging: Judging,
    pub(super) linked: Memo<Option<Arc<ParsedKey>>>,
    pub(super) draft: RwSignal<Option<Draft>>,
    pub(super) making: Memo<Option<Arc<DraftOutcome>>>,
    pub(super) key_input: RwSignal<KeyInput>,
    pub(super) expected: RwSignal<Option<&'static str>>,
    pub(super) trials: RwSignal<Option<(Question, Trials)>>,
    pub(super) searched: RwSignal<Option<(Question, End)>>,
}

/// A verdict, and what belongs to it.
pub(super) struct VerdictMemos {
    pub(super) verdict: Memo<Option<Arc<Verdict>>>,
    pub(super) choice: Memo<Option<Arc<Choice>>>,
    pub(super) unexplained: Memo<bool>,
}

impl VerdictInputs {
    /// What is on the page, as a question for a longer job; `None` without a token.
    fn question(self) -> Option<Question> {
        let (parsed, drafting) = (self.parsed.get_untracked(), self.draft.with_untracked(Option::is_some));
        let (token, expected) = (parsed.token.as_ref()?, self.expected.get_untracked());
        let question = match self.judging.text.get_untracked() {
            Some(text) => Question::new(&token.text, &KeyInput::of_team(&text), true, expected),
            None => self.key_input.with_untracked(|key| Question::new(&token.text, key, !drafting, expected)),
        };
        Some(self.part.with_untracked(|(index, content)| question.looking_at(*index, content.as_ref())))
    }

    /// The keys of a set that were tried for what is on the page.
    fn tried(self) -> Option<Trials> {
        self.trials.with(|trials| {
            let (asked, trials) = trials.as_ref()?;
            (self.question().as_ref() == Some(asked)).then(|| trials.clone())
        })
    }

    /// Where the search ended that was made for what is on the page.
    fn end(self, tried: Option<&Trials>) -> Option<End> {
        self.searched.with(|ended| {
            let (asked, end) = ended.as_ref()?;
            (self.question()?.tried(tried.cloned()) == *asked).then_some(*end)
        })
    }
}

impl VerdictMemos {
    pub(super) fn derive(from: VerdictInputs) -> VerdictMemos {
        let judged = super::uncompared(move || {
            let (parsed, key, linked) = (from.parsed.get(), from.judging.key.get(), from.linked.get());
            // A draft that nobody signed yet has no signature to judge, and an encrypted one never has.
            let encrypts = from.draft.with(|draft| draft.as_ref().is_some_and(Draft::is_encrypted));
            if encrypts || from.making.get().is_some_and(|making| making.unsigned().is_some()) {
                return None;
            }
            let expected = from.expected.get().and_then(jwa::find);
            let with = judge::With { key: key.as_deref(), linked: linked.as_deref(), expected };
            Some(Arc::new(judge::Assessment::new(parsed.token.as_ref()?, with, from.tried().as_ref())))
        });
        let choice = super::uncompared(move || Some(Arc::new(judged.get()?.choice()?.clone())));
        let unexplained = Memo::new(move |_| judged.get().is_some_and(|judged| judged.is_unexplained()));
        let verdict = super::uncompared(move || {
            let judged = judged.get()?;
            let first = Some(judged.verdict.clone());
            if !unexplained.get() {
                return first;
            }
            let tried = judged.choice().map(Choice::trials);
            let Some(end) = from.end(tried.as_ref()) else { return first };
            let (parsed, key) = (from.parsed.get_untracked(), from.judging.key.get_untracked());
            let expected = from.expected.get_untracked().and_then(jwa::find);
            let with = judge::With { key: key.as_deref(), linked: None, expected };
            Some(Arc::new(judged.concluded(parsed.token.as_ref()?, with, end)))
        });
        VerdictMemos { verdict, choice, unexplained }
    }
}

impl State {
    /// What is on the page, as a question for a longer job; `None` without a token.
    pub fn question(self) -> Option<Question> {
        let Self { parsed, part, judging, linked, draft, making, key_input, expected, trials, searched, .. } = self;
        VerdictInputs { parsed, part, judging, linked, draft, making, key_input, expected, trials, searched }.question()
    }
}
