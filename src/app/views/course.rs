//! The contents of the course: as a page, and beside each page that belongs to it.

use super::super::browser::prose::{lead, link, link_to, tag, title};
use super::Views;
use jwt_debugger::content::Content;
use jwt_debugger::content::route::Route;
use leptos::prelude::*;

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
pub fn course(content: &Content) -> Vec<AnyView> {
    let items = content.lessons.iter().map(|lesson| {
        let time = tag("small").class("quiet").text(format!(" {} min", lesson.minutes)).view();
        let heading = tag("h2").add(link(&format!("#/learn/{}", lesson.id), &lesson.title)).add(time).view();
        tag("li").add(heading).add(tag("p").text(&lesson.summary).view()).view()
    });
    let about = format!(
        "{} short lessons, from what a token is to keys and encryption. Each has tokens that open in the debugger, and \
         questions. Nothing is stored: your answers are forgotten when you close the page.",
        content.lessons.len()
    );
    vec![title("Learn how tokens work"), lead(about), tag("ol").class("summaries").all(items).view()]
}

/// The list beside a page.
pub fn contents(views: Views, content: &Content, current: &Route) -> AnyView {
    let entry = |address: &str, name: &str, here: bool| {
        let entry = link_to(address).text(name);
        tag("li").add(if here { entry.attr("aria-current", "page") } else { entry }.view())
    };
    let lessons = content.lessons.iter().map(|lesson| {
        let (id, questions) = (lesson.id.to_string(), lesson.questions().count());
        let here = matches!(current, Route::Lesson(shown, _) if *shown == id);
        let address = format!("#/learn/{id}");
        let done = move || (views.answers.right(&id) == questions).then(|| "ok".to_owned());
        entry(&address, &lesson.title, here).live("data-state", done).view()
    });
    let more = MORE.map(|(address, name)| {
        let here = match current {
            Route::Glossary(_) => address == "#/glossary",
            Route::Reference(_) => address == "#/reference",
            other => Route::of(address) == *other,
        };
        entry(address, name, here).view()
    });
    let heading = tag("h2").add(link("#/learn", "Course")).view();
    let nav = tag("nav").attr("aria-label", "Course").add(heading);
    nav.add(tag("ol").all(lessons).view()).add(tag("ul").all(more).view()).view()
}
