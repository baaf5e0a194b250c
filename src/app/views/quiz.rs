//! The last quiz, with a score.

use super::Views;
use super::parts::{Lead, Title};
use super::prose::Prose;
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
    let questions = quiz.questions.iter().enumerate();
    let questions = questions.map(|(index, question)| view! { <QuestionBox answers page=PAGE index question/> });
    view! {
        <Title text=quiz.title.to_string()/>
        <Lead text=quiz.summary.to_string()/>
        <Prose nodes=&quiz.text/>
        <div>
            <div class="questions">{questions.collect_view()}</div>
        </div>
        <p class="score">
            <b role="status" data-testid="score">{score}</b>
            <button class="button" type="button" on:click=move |_| answers.forget(PAGE)>"Start over"</button>
        </p>
    }
}
