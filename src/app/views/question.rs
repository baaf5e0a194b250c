//! Questions with explained answers. How they were answered is kept as long as the page is open, and nowhere else.

use super::super::browser::prose::{prose, tag, text};
use jwt_debugger::content::course::Question;
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
        self.0.with_untracked(|all| all.iter().find(is_it).map(|answered| answered.choice))
    }
}

/// A question; the answer that is chosen is explained at once.
pub fn question_box(answers: Answers, page: &str, index: usize, question: &Question) -> AnyView {
    let before = answers.choice(page, index);
    let chosen = RwSignal::new(before);
    let choices = question.answers.iter().enumerate().map(|(at, answer)| {
        let (page, is_right) = (page.to_owned(), answer.right);
        let mark = if is_right { "ok" } else { "bad" };
        let choice =
            tag("input").attr("type", "radio").attr("name", format!("{page}-{index}")).on("change", move |_| {
                chosen.set(Some(at));
                answers.give(&page, index, at, is_right);
            });
        let choice = if before == Some(at) { choice.attr("checked", "") } else { choice };
        let words = tag("span").all(prose(&answer.text)).view();
        let state = move || (chosen.get() == Some(at)).then(|| mark.to_owned());
        tag("label").live("data-state", state).add(choice.view()).add(words).view()
    });
    let asked = tag("legend").all(prose(&question.text)).view();
    let frame = tag("fieldset").class("question").attr("data-testid", "question").add(asked).all(choices);
    let explained = question.answers.clone();
    let why = move || match chosen.get().and_then(|at| explained.get(at)) {
        Some(answer) => {
            let verdict = tag("b").text(if answer.right { "Right. " } else { "Not quite. " }).view();
            tag("p").class("answer").add(verdict).all(prose(&answer.why)).view()
        }
        None => text(""),
    };
    frame.add(tag("div").attr("role", "status").changing(why).view()).view()
}
