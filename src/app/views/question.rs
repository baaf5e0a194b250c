//! Questions with explained answers. How they were answered is kept as long as the page is open, and nowhere else.

use super::prose::{element, prose, text};
use jwt_debugger::content::course::Question;
use leptos::prelude::*;
use std::collections::HashMap;

/// How the questions of each page were answered: which answer was the first, and which is chosen now, and whether each is right.
#[derive(Clone, Copy)]
pub struct Answers(RwSignal<HashMap<(String, usize), Given>>);

#[derive(Clone, Copy)]
struct Given {
    chosen: usize,
    is_right: bool,
    first_was_right: bool,
}

impl Answers {
    /// None.
    pub fn new() -> Self {
        Self(RwSignal::new(HashMap::new()))
    }

    /// How many questions of a page have the right answer now.
    pub fn right(self, page: &str) -> usize {
        self.count(page, |given| given.is_right)
    }

    /// How many were answered right at once, and how many were answered.
    pub fn score(self, page: &str) -> (usize, usize) {
        (self.count(page, |given| given.first_was_right), self.count(page, |_| true))
    }

    /// Forgets the answers of a page.
    pub fn forget(self, page: &str) {
        self.0.update(|all| all.retain(|(of, _), _| of != page));
    }

    fn count(self, page: &str, counts: fn(&Given) -> bool) -> usize {
        self.0.with(|all| all.iter().filter(|((of, _), given)| of == page && counts(given)).count())
    }

    fn give(self, page: &str, index: usize, chosen: usize, is_right: bool) {
        self.0.update(|all| {
            let given = Given { chosen, is_right, first_was_right: is_right };
            let kept = all.entry((page.to_owned(), index)).or_insert(given);
            *kept = Given { first_was_right: kept.first_was_right, ..given };
        });
    }

    fn chosen(self, page: &str, index: usize) -> Option<usize> {
        self.0.with(|all| all.get(&(page.to_owned(), index)).map(|given| given.chosen))
    }
}

/// A question; the answer that is chosen is explained at once.
#[component]
pub fn QuestionBox(answers: Answers, page: String, index: usize, question: Question) -> impl IntoView {
    let name = format!("{page}-{index}");
    let chosen = Memo::new({
        let page = page.clone();
        move |_| answers.chosen(&page, index)
    });
    let choices = question.answers.iter().enumerate().map(|(at, answer)| {
        let (page, is_right) = (page.clone(), answer.right);
        let state = move || (chosen.get() == Some(at)).then_some(if is_right { "ok" } else { "bad" });
        view! {
            <label data-state=state>
                <input
                    type="radio"
                    name=name.clone()
                    prop:checked=move || chosen.get() == Some(at)
                    on:change=move |_| answers.give(&page, index, at, is_right)
                />
                {element("span", "", prose(&answer.text))}
            </label>
        }
        .into_any()
    });
    let choices: Vec<AnyView> = choices.collect();
    let legend = prose(&question.text);
    let why = move || {
        let answer = question.answers.get(chosen.get()?)?;
        let told = element("b", "", vec![text(if answer.right { "Right. " } else { "Not quite. " })]);
        Some(element("p", "answer", [vec![told], prose(&answer.why)].into_iter().flatten().collect()))
    };
    view! {
        <fieldset class="question" data-testid="question">
            <legend>{legend}</legend>
            {choices}
            <div role="status">{why}</div>
        </fieldset>
    }
    .into_any()
}
