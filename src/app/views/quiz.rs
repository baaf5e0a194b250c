//! The last quiz, with a score.

use super::Views;
use super::prose::prose;
use super::question::QuestionBox;
use jwt_debugger::content::Content;
use leptos::prelude::*;
use std::sync::Arc;

/// What the quiz is called among the pages with questions.
const PAGE: &str = "quiz";

/// The quiz. The first answer to a question counts.
#[component]
pub fn QuizView(views: Views, content: Arc<Content>) -> impl IntoView {
    let answers = views.answers;
    let quiz = &content.quiz;
    let all = quiz.questions.len();
    let score = move || match answers.score(PAGE) {
        (_, 0) => format!("{all} questions. The first answer to each counts."),
        (right, given) if given < all => format!("{right} right of {given} answered, {} to go.", all - given),
        (right, _) => format!("Your score: {right} of {all} right at once."),
    };
    let questions = quiz.questions.iter().enumerate().map(|(index, question)| {
        view! { <QuestionBox answers page=PAGE.to_owned() index question=question.clone()/> }.into_any()
    });
    let questions: Vec<AnyView> = questions.collect();
    view! {
        <h1 id="view-title" tabindex="-1">{quiz.title.to_string()}</h1>
        <p class="lead">{quiz.summary.to_string()}</p>
        {prose(&quiz.text)}
        {questions}
        <p class="score">
            <b role="status" data-testid="score">{score}</b>
            <button class="button" type="button" on:click=move |_| answers.forget(PAGE)>"Start over"</button>
        </p>
    }
    .into_any()
}
