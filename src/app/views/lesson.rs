//! A lesson: text, tokens to try, questions, sources, and the way on.

use super::super::state::State;
use super::Views;
use super::parts::{Lead, Link, Sources, Title};
use super::prose::Prose;
use super::question::QuestionBox;
use super::tried::OpenedTry;
use jwt_debugger::content::Content;
use jwt_debugger::content::course::{Block, Lesson, Try};
use leptos::prelude::*;
use std::sync::Arc;

/// The lesson with that id.
#[component]
pub fn LessonView(state: State, views: Views, content: Arc<Content>, id: String) -> impl IntoView {
    let Some((at, lesson)) = content.lesson(&id) else {
        return view! {
            <Title text="There is no such lesson"/>
            <Lead text="The list names all that there are."/>
        }
        .into_any();
    };
    let number = format!("Lesson {} of {} · {} minutes", at + 1, content.lessons.len(), lesson.minutes);
    let (mut tries, mut questions) = (0.., 0..);
    let block = |block: &Block| match block {
        Block::Text(nodes) => view! { <Prose nodes/> }.into_any(),
        Block::Try(one) => {
            let number = tries.next().unwrap_or_default();
            view! { <TryBox state views lesson one number/> }.into_any()
        }
        Block::Question(question) => {
            let index = questions.next().unwrap_or_default();
            view! { <QuestionBox answers=views.answers page=&id index question/> }.into_any()
        }
    };
    view! {
        <p class="eyebrow">{number}</p>
        <Title text=lesson.title.to_string()/>
        <Lead text=lesson.summary.to_string()/>
        {lesson.blocks.iter().map(block).collect_view()}
        <h2>"Sources"</h2>
        <Sources links=&lesson.sources/>
        <Turn content=&content at/>
    }
    .into_any()
}

/// A token, and the button that opens it in the debugger.
#[component]
fn TryBox<'a>(state: State, views: Views, lesson: &'a Lesson, one: &'a Try, number: usize) -> impl IntoView + use<> {
    let back = format!("#/learn/{}/{number}", lesson.id);
    let tried = OpenedTry { one: one.clone(), lesson: lesson.title.clone(), back };
    view! {
        <aside class="try" data-testid="try" aria-label=format!("Try it: {}", one.name)>
            <div>
                <b>{one.name.to_string()}</b>
                <p><Prose nodes=&one.note/></p>
            </div>
            <button
                class="button primary"
                type="button"
                id=format!("try-{number}")
                aria-label=format!("Open in the debugger: {}", one.name)
                on:click=move |_| views.open(state, tried.clone())
            >
                "Open in the debugger"
            </button>
        </aside>
    }
    .into_any()
}

/// The lessons before and after; after the last comes the quiz.
#[component]
fn Turn<'a>(content: &'a Content, at: usize) -> impl IntoView + use<> {
    let address = |lesson: &Lesson| format!("#/learn/{}", lesson.id);
    let before = match at.checked_sub(1).and_then(|before| content.lessons.get(before)) {
        Some(lesson) => view! { <Link href=address(lesson) text=format!("‹ {}", lesson.title)/> }.into_any(),
        None => view! { <span/> }.into_any(),
    };
    let (href, text) = match content.lessons.get(at + 1) {
        Some(lesson) => (address(lesson), format!("{} ›", lesson.title)),
        None => ("#/learn/quiz".to_owned(), "Final quiz ›".to_owned()),
    };
    view! { <p class="turn">{before}<Link href text/></p> }.into_any()
}
