//! A lesson: text, tokens to try, questions, sources, and the way on.

use super::super::browser::prose::{button, lead, link, prose, sources, tag, title};
use super::super::state::State;
use super::Views;
use super::question::question_box;
use super::tried::Tried;
use jwt_debugger::content::Content;
use jwt_debugger::content::course::{Block, Lesson, Try};
use leptos::prelude::*;

/// The lesson with that id.
pub fn lesson_view(state: State, views: Views, content: &Content, id: &str) -> Vec<AnyView> {
    let Some((at, lesson)) = content.lesson(id) else {
        return vec![title("There is no such lesson"), lead("The list names all that there are.")];
    };
    let number = format!("Lesson {} of {} · {} minutes", at + 1, content.lessons.len(), lesson.minutes);
    let mut parts = vec![tag("p").class("eyebrow").text(number).view(), title(&lesson.title), lead(&lesson.summary)];
    let (mut tries, mut questions) = (0, 0);
    for block in &lesson.blocks {
        match block {
            Block::Text(nodes) => parts.extend(prose(nodes)),
            Block::Try(one) => {
                parts.push(try_box(state, views, lesson, one, tries));
                tries += 1;
            }
            Block::Question(question) => {
                parts.push(question_box(views.answers, id, questions, question));
                questions += 1;
            }
        }
    }
    parts.extend([tag("h2").text("Sources").view(), sources(&lesson.sources), turn(content, at)]);
    parts
}

/// A token, and the button that opens it in the debugger.
fn try_box(state: State, views: Views, lesson: &Lesson, one: &Try, number: usize) -> AnyView {
    let back = format!("#/learn/{}/{number}", lesson.id);
    let tried = Tried { one: one.clone(), lesson: lesson.title.clone(), back };
    let words = tag("div").add(tag("b").text(&one.name).view()).add(tag("p").all(prose(&one.note)).view()).view();
    let open = button("Open in the debugger", move |_| views.open(state, tried.clone())).class("button primary");
    let open =
        open.attr("id", format!("try-{number}")).attr("aria-label", format!("Open in the debugger: {}", one.name));
    let label = format!("Try it: {}", one.name);
    tag("aside").class("try").attr("data-testid", "try").attr("aria-label", label).add(words).add(open.view()).view()
}

/// The lessons before and after; after the last comes the quiz.
fn turn(content: &Content, at: usize) -> AnyView {
    let to = |lesson: &Lesson, words: String| link(&format!("#/learn/{}", lesson.id), words);
    let before = at.checked_sub(1).and_then(|before| content.lessons.get(before));
    let before = before.map_or_else(|| tag("span").view(), |lesson| to(lesson, format!("‹ {}", lesson.title)));
    let after = match content.lessons.get(at + 1) {
        Some(lesson) => to(lesson, format!("{} ›", lesson.title)),
        None => link("#/learn/quiz", "Final quiz ›"),
    };
    tag("p").class("turn").add(before).add(after).view()
}
