//! The contents of the course: as a page, and beside each page that belongs to it.

use super::Views;
use super::prose::{element, link, text};
use jwt_debugger::content::Content;
use jwt_debugger::content::route::Route;
use leptos::prelude::*;
use std::sync::Arc;

/// Pages beside the lessons: address, and name.
const MORE: [(&str, &str); 5] = [
    ("#/learn/quiz", "Final quiz"),
    ("#/glossary", "Glossary"),
    ("#/faq", "Questions"),
    ("#/errors", "Error messages"),
    ("#/tools", "Other tools"),
];

/// The first page: each lesson with what it is about.
#[component]
pub fn Course(content: Arc<Content>) -> impl IntoView {
    let minutes: u32 = content.lessons.iter().filter_map(|lesson| lesson.minutes.parse::<u32>().ok()).sum();
    let items = content.lessons.iter().map(|lesson| {
        let title = link(&format!("#/learn/{}", lesson.id), vec![text(&lesson.title)]);
        let time = element("small", "quiet", vec![text(format!(" {} min", lesson.minutes))]);
        let summary = element("p", "", vec![text(&lesson.summary)]);
        element("li", "", vec![element("h2", "", vec![title, time]), summary])
    });
    let lead = format!(
        "{} short lessons, {minutes} minutes in all, from what a token is to keys and encryption. Each has tokens that open in \
         the debugger, and questions. Nothing is stored: your answers are forgotten when you close the page.",
        content.lessons.len()
    );
    view! {
        <h1 id="view-title" tabindex="-1">"Learn how tokens work"</h1>
        <p class="lead">{lead}</p>
        {element("ol", "summaries", items.collect())}
    }
    .into_any()
}

/// The list beside a page.
#[component]
pub fn Contents(views: Views, content: Arc<Content>, current: Route) -> impl IntoView {
    let lessons = content.lessons.iter().map(|lesson| {
        let (id, questions) = (lesson.id.to_string(), lesson.questions().count());
        let address = format!("#/learn/{id}");
        let here = matches!(&current, Route::Lesson(shown, _) if *shown == id).then_some("page");
        let done = move || if views.answers.right(&id) == questions { "ok" } else { "none" };
        view! { <li data-state=done><a href=address aria-current=here>{lesson.title.to_string()}</a></li> }.into_any()
    });
    let more = MORE.map(|(address, name)| {
        let here = (Route::of(address) == without_place(&current)).then_some("page");
        view! { <li><a href=address aria-current=here>{name}</a></li> }.into_any()
    });
    view! {
        <nav aria-label="Course">
            <h2><a href="#/learn">"Course"</a></h2>
            {element("ol", "", lessons.collect())}
            {element("ul", "", more.into())}
        </nav>
    }
    .into_any()
}

fn without_place(route: &Route) -> Route {
    match route {
        Route::Glossary(_) => Route::Glossary(None),
        other => other.clone(),
    }
}
