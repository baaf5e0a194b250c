//! A lesson: text, tokens to try, questions, sources, and the way on.

use super::super::state::State;
use super::Views;
use super::prose::{element, link, prose, sources, text};
use super::question::QuestionBox;
use super::tried::Tried;
use jwt_debugger::content::Content;
use jwt_debugger::content::course::{Block, Lesson, Try};
use leptos::prelude::*;
use std::sync::Arc;

/// The lesson with that id.
#[component]
pub fn LessonView(state: State, views: Views, content: Arc<Content>, id: String) -> impl IntoView {
    let Some((at, lesson)) = content.lesson(&id) else {
        return view! {
            <h1 id="view-title" tabindex="-1">"There is no such lesson"</h1>
            <p>"The list names all that there are."</p>
        }
        .into_any();
    };
    let (mut tries, mut questions) = (0.., 0..);
    let blocks = lesson.blocks.iter().flat_map(|block| match block {
        Block::Text(nodes) => prose(nodes),
        Block::Try(one) => vec![try_box(state, views, lesson, one, tries.next().unwrap_or_default())],
        Block::Question(question) => {
            let (page, index) = (id.clone(), questions.next().unwrap_or_default());
            vec![view! { <QuestionBox answers=views.answers page index question=question.clone()/> }.into_any()]
        }
    });
    let blocks: Vec<AnyView> = blocks.collect();
    let number = format!("Lesson {} of {} · {} minutes", at + 1, content.lessons.len(), lesson.minutes);
    view! {
        <p class="eyebrow">{number}</p>
        <h1 id="view-title" tabindex="-1">{lesson.title.to_string()}</h1>
        <p class="lead">{lesson.summary.to_string()}</p>
        {blocks}
        <h2>"Sources"</h2>
        {element("ul", "sources", sources(&lesson.sources))}
        {turn(&content, at)}
    }
    .into_any()
}

/// A token, and the button that opens it in the debugger.
fn try_box(state: State, views: Views, lesson: &Lesson, one: &Try, number: usize) -> AnyView {
    let tried = Tried {
        name: one.name.to_string(),
        note: one.note.clone(),
        lesson: lesson.title.to_string(),
        back: format!("#/learn/{}/{number}", lesson.id),
    };
    let (label, opened) = (format!("Open in the debugger: {}", one.name), one.clone());
    view! {
        <aside class="try" data-testid="try" aria-label=format!("Try it: {}", one.name)>
            <div><b>{one.name.to_string()}</b>{element("p", "", prose(&one.note))}</div>
            <button
                class="button primary"
                type="button"
                id=format!("try-{number}")
                aria-label=label
                on:click=move |_| views.open(state, tried.clone(), &opened)
            >
                "Open in the debugger"
            </button>
        </aside>
    }
    .into_any()
}

/// The lessons before and after; after the last comes the quiz.
fn turn(content: &Content, at: usize) -> AnyView {
    let to = |lesson: &Lesson, words: String| link(&format!("#/learn/{}", lesson.id), vec![text(words)]);
    let before = at.checked_sub(1).and_then(|before| content.lessons.get(before));
    let before = before.map(|lesson| to(lesson, format!("‹ {}", lesson.title)));
    let after = match content.lessons.get(at + 1) {
        Some(lesson) => to(lesson, format!("{} ›", lesson.title)),
        None => link("#/learn/quiz", vec![text("Final quiz ›")]),
    };
    element("p", "turn", vec![before.unwrap_or_else(|| text("")), after])
}
