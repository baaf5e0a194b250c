//! The last quiz, with a score.

use super::super::browser::prose::{button, lead, prose, tag, text, title};
use super::Views;
use super::question::question_box;
use jwt_debugger::content::Content;
use leptos::prelude::*;
use std::sync::Arc;

/// What the quiz is called among the pages with questions.
const PAGE: &str = "quiz";

/// The quiz. The first answer to a question counts.
pub fn quiz_view(views: Views, content: Arc<Content>) -> Vec<AnyView> {
    let answers = views.answers;
    let all = content.quiz.questions.len();
    let score = move || {
        text(match answers.score(PAGE) {
            (_, 0) => format!("{all} questions. The first answer to each counts."),
            (right, given) if given < all => format!("{right} right of {given} answered, {} to go.", all - given),
            (right, _) => format!("Your score: {right} of {all} right at once."),
        })
    };
    let again = RwSignal::new(false);
    let start_over = button("Start over", move |_| {
        answers.forget(PAGE);
        again.update(|again| *again = !*again);
    });
    let quiz = &content.quiz;
    let mut parts = vec![title(&quiz.title), lead(&quiz.summary)];
    parts.extend(prose(&quiz.text));
    let score = tag("b").attr("role", "status").attr("data-testid", "score").changing(score).view();
    let questions = move || {
        again.get();
        let drawn = content.quiz.questions.iter().enumerate();
        let drawn = drawn.map(|(index, question)| question_box(answers, PAGE, index, question));
        tag("div").class("questions").all(drawn).view()
    };
    parts.push(tag("div").changing(questions).view());
    parts.push(tag("p").class("score").add(score).add(start_over.class("button").view()).view());
    parts
}
