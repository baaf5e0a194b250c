//! Questions with explained answers. How they were answered is kept as long as the page is open, and nowhere else.

use super::prose::Prose;
use jwt_debugger::content::course::{Answer, Question};
use leptos::prelude::*;

/// How the questions of all pages were answered.
#[derive(Clone, Copy)]
pub struct Answers(RwSignal<Vec<Answered>>);

/// How a question was answered.
#[derive(Clone)]
struct Answered {
    page: String,
    index: usize,
    /// The answer that is chosen now.
    choice: usize,
    is_right: bool,
    first_was_right: bool,
}

impl Answers {
    /// None.
    pub fn new() -> Self {
        Self(RwSignal::new(vec![]))
    }

    /// How many questions of a page have the right answer now.
    pub fn right(self, page: &str) -> usize {
        self.count(page, |answered| answered.is_right)
    }

    /// How many were answered right at once, and how many were answered.
    pub fn score(self, page: &str) -> (usize, usize) {
        (self.count(page, |answered| answered.first_was_right), self.count(page, |_| true))
    }

    /// Forgets the answers of a page.
    pub fn forget(self, page: &str) {
        self.0.update(|all| all.retain(|answered| answered.page != page));
    }

    fn count(self, page: &str, counts: fn(&Answered) -> bool) -> usize {
        self.0.with(|all| all.iter().filter(|answered| answered.page == page && counts(answered)).count())
    }

    fn give(self, page: &str, index: usize, choice: usize, is_right: bool) {
        self.0.update(|all| match all.iter_mut().find(|answered| answered.page == page && answered.index == index) {
            Some(answered) => (answered.choice, answered.is_right) = (choice, is_right),
            None => all.push(Answered { page: page.to_owned(), index, choice, is_right, first_was_right: is_right }),
        });
    }

    fn choice(self, page: &str, index: usize) -> Option<usize> {
        let is_it = |answered: &&Answered| answered.page == page && answered.index == index;
        self.0.with(|all| all.iter().find(is_it).map(|answered| answered.choice))
    }
}

/// A question; the answer that is chosen is explained at once.
#[component]
pub fn QuestionBox<'a>(answers: Answers, page: &'a str, index: usize, question: &'a Question) -> impl IntoView + use<> {
    let name = format!("{page}-{index}");
    let page = page.to_owned();
    let chosen = Memo::new({
        let page = page.clone();
        move |_| answers.choice(&page, index)
    });
    let choice = |(at, answer): (usize, &Answer)| {
        let (page, is_right) = (page.clone(), answer.right);
        let is_chosen = move || chosen.get() == Some(at);
        view! {
            <label data-state=move || is_chosen().then_some(if is_right { "ok" } else { "bad" })>
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=is_chosen
                    on:change=move |_| answers.give(&page, index, at, is_right)
                />
                <span><Prose nodes=&answer.text/></span>
            </label>
        }
    };
    let explained = question.answers.clone();
    let explanation = move || {
        let answer = explained.get(chosen.get()?)?;
        let verdict = if answer.right { "Right. " } else { "Not quite. " };
        Some(view! { <p class="answer"><b>{verdict}</b><Prose nodes=&answer.why/></p> })
    };
    view! {
        <fieldset class="question" data-testid="question">
            <legend><Prose nodes=&question.text/></legend>
            {question.answers.iter().enumerate().map(choice).collect_view()}
            <div role="status">{explanation}</div>
        </fieldset>
    }
    .into_any()
}
