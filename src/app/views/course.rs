//! The contents of the course: as a page, and beside each page that belongs to it.

use super::Views;
use super::parts::{Lead, Link, Title};
use jwt_debugger::content::Content;
use jwt_debugger::content::course::Lesson;
use jwt_debugger::content::route::Route;
use leptos::prelude::*;
use std::sync::Arc;

/// Pages beside the lessons: address, and name.
const MORE: [(&str, &str); 8] = [
    ("#/learn/quiz", "Final quiz"),
    ("#/checklist", "Checklist"),
    ("#/code", "Code"),
    ("#/reference", "Reference"),
    ("#/glossary", "Glossary"),
    ("#/faq", "Questions"),
    ("#/errors", "Error messages"),
    ("#/tools", "Other tools"),
];

/// The first page: each lesson with what it is about.
#[component]
pub fn CourseView(content: Arc<Content>) -> impl IntoView {
    let item = |lesson: &Lesson| {
        view! {
            <li>
                <h2>
                    <Link href=format!("#/learn/{}", lesson.id) text=lesson.title.to_string()/>
                    <small class="quiet">{format!(" {} min", lesson.minutes)}</small>
                </h2>
                <p>{lesson.summary.to_string()}</p>
            </li>
        }
    };
    let about = format!(
        "{} short lessons, from what a token is to keys and encryption. Each has tokens that open in the debugger, and \
         questions. Nothing is stored: your answers are forgotten when you close the page.",
        content.lessons.len()
    );
    view! {
        <Title text="Learn how tokens work"/>
        <Lead text=about/>
        <ol class="summaries">{content.lessons.iter().map(item).collect_view()}</ol>
    }
}

/// The list beside a page.
#[component]
pub fn Contents(views: Views, content: Arc<Content>, route: Route) -> impl IntoView {
    let lesson = |lesson: &Lesson| {
        let (id, questions) = (lesson.id.to_string(), lesson.questions().count());
        let is_here = matches!(&route, Route::Lesson(shown, _) if *shown == id);
        let href = format!("#/learn/{id}");
        let done = move || (views.answers.right(&id) == questions).then_some("ok");
        view! {
            <li data-state=done><a href=href aria-current=is_here.then_some("page")>{lesson.title.to_string()}</a></li>
        }
    };
    let more = |(address, name): (&'static str, &'static str)| {
        let is_here = match &route {
            Route::Glossary(_) => address == "#/glossary",
            Route::Reference(_) => address == "#/reference",
            other => Route::of(address) == *other,
        };
        view! { <li><a href=address aria-current=is_here.then_some("page")>{name}</a></li> }
    };
    view! {
        <nav aria-label="Course">
            <h2><a href="#/learn">"Course"</a></h2>
            <ol>{content.lessons.iter().map(lesson).collect_view()}</ol>
            <ul>{MORE.into_iter().map(more).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
