//! The views beside the debugger: lessons, quiz, glossary, questions, libraries, tools, messages, code, checklist, reference. Each
//! has an address; the debugger stays where it is meanwhile, out of sight, with all that is in it.
//!
//! What they show is one file that comes beside the program (`jwt_debugger::content`), and is read when the first of them is
//! looked at.

mod checklist;
mod code;
mod course;
mod errors;
mod lesson;
mod libraries;
mod library;
mod nav;
mod question;
mod quiz;
mod reference;
mod terms;
mod tools;
mod tried;

pub use nav::Nav;
pub use tried::TriedNotice;

use super::browser;
use super::browser::prose::{tag, text, title};
use super::state::State;
use checklist::checklist_view;
use code::code_view;
use course::{contents, course};
use errors::errors_view;
use jwt_debugger::content::Content;
use jwt_debugger::content::route::Route;
use leptos::prelude::*;
use lesson::lesson_view;
use libraries::libraries_view;
use question::Answers;
use quiz::quiz_view;
use reference::{reference_view, section_id};
use std::cell::RefCell;
use std::sync::Arc;
use terms::terms_view;
use tools::tools_view;
use tried::Tried;
use wasm_bindgen::prelude::*;

/// The name of the page, and the end of each title.
const NAME: &str = "JWT Debugger";

/// Which view is shown, and what is kept while the page is open. `Copy`, like [`State`].
#[derive(Clone, Copy)]
pub struct Views {
    /// The view.
    pub route: RwSignal<Route>,
    /// Whether the file came; `None` while that is open.
    arrived: RwSignal<Option<bool>>,
    /// The file, once it came.
    file: StoredValue<ContentFile>,
    /// How questions were answered.
    answers: Answers,
    /// The token of a lesson that was opened in the debugger.
    tried: RwSignal<Option<Tried>>,
    /// The library that code is shown for, by its place in the list.
    library: RwSignal<usize>,
}

/// The file: its text is read when something of it is shown for the first time.
enum ContentFile {
    Missing,
    Unread(String),
    Read(Arc<Content>),
}

/// Takes the text of the file, or nothing.
type Take = Box<dyn FnOnce(Option<String>)>;

thread_local! {
    /// Who hears that the file came, or did not.
    static TAKE: RefCell<Option<Take>> = const { RefCell::new(None) };
}

/// Takes the file's text when it has come, or nothing when it has not: `public/start.js` calls this once.
#[wasm_bindgen]
pub fn take_content(text: Option<String>) {
    if let Some(take) = TAKE.take() {
        take(text);
    }
}

impl Views {
    /// At start-up, after [`State::new`]: what a link brings, it takes out of the address first.
    pub fn new() -> Self {
        let route = RwSignal::new(Route::of(&browser::fragment()));
        let arrived = RwSignal::new(None);
        let file = StoredValue::new(ContentFile::Missing);
        let (tried, library) = (RwSignal::new(None), RwSignal::new(0));
        let views = Self { route, arrived, file, answers: Answers::new(), tried, library };
        TAKE.set(Some(Box::new(move |text: Option<String>| {
            let is_there = text.is_some();
            file.set_value(text.map_or(ContentFile::Missing, ContentFile::Unread));
            arrived.set(Some(is_there));
            views.arrive();
        })));
        browser::on_fragment(move || views.go(Route::of(&browser::fragment())));
        views
    }

    /// Whether the debugger is what is shown.
    pub fn is_debugger(self) -> bool {
        self.route.with(|route| *route == Route::Debugger)
    }

    /// Shows the debugger.
    pub fn show_debugger(self) {
        if !untrack(|| self.is_debugger()) {
            browser::set_fragment("/");
            self.go(Route::Debugger);
        }
    }

    /// Opens a token of a lesson in the debugger.
    fn open(self, state: State, tried: Tried) {
        state.open_try(&tried.one);
        self.tried.set(Some(tried));
        self.show_debugger();
    }

    fn go(self, route: Route) {
        let before = self.route.get_untracked();
        if before == route {
            return;
        }
        if before == Route::Debugger {
            browser::leave(DEBUGGER);
        }
        self.route.set(route);
        self.arrive();
    }

    /// What is in the file; `None` without it. Subscribes to its arrival.
    fn content(self) -> Option<Arc<Content>> {
        self.arrived.get();
        let read = |file: &mut ContentFile| {
            if let ContentFile::Unread(text) = file {
                let content = Content::read(core::mem::take(text)).map(Arc::new);
                *file = content.map_or(ContentFile::Missing, ContentFile::Read);
            }
            match file {
                ContentFile::Read(content) => Some(content.clone()),
                _ => None,
            }
        };
        self.file.try_update_value(read).flatten()
    }

    /// Sets the title, and brings what the address names into sight once it is drawn.
    fn arrive(self) {
        let route = self.route.get_untracked();
        let title = match route {
            Route::Debugger => NAME.to_owned(),
            ref route => format!("{} · {NAME}", untrack(|| self.title(route))),
        };
        browser::set_title(&title);
        request_animation_frame(move || match route {
            Route::Debugger => browser::come_back(),
            Route::Lesson(_, Some(number)) => browser::show(&format!("try-{number}")),
            Route::Glossary(Some(term)) => browser::show(&format!("term-{term}")),
            Route::Reference(Some((kind, name))) => browser::show(&section_id(&kind, &name)),
            _ => browser::show("view-title"),
        });
    }

    fn title(self, route: &Route) -> String {
        let fixed = match route {
            Route::Lesson(id, _) => {
                let content = self.content();
                let lesson = content.as_ref().and_then(|content| content.lesson(id));
                return lesson.map_or("Learn".to_owned(), |(_, lesson)| lesson.title.to_string());
            }
            Route::Debugger => NAME,
            Route::Course => "Learn",
            Route::Quiz => "Quiz",
            Route::Glossary(_) => "Glossary",
            Route::Faq => "Questions",
            Route::Libraries => "Libraries",
            Route::Tools => "Other tools",
            Route::Errors => "Error messages",
            Route::Code => "Code",
            Route::Checklist => "Checklist",
            Route::Reference(_) => "Reference",
        };
        fixed.to_owned()
    }
}

/// The id of what holds the debugger.
pub const DEBUGGER: &str = "debugger";

/// The view that the address names, unless that is the debugger.
#[component]
pub fn ViewPanel(state: State, views: Views) -> impl IntoView {
    let draw = move || match views.route.get() {
        Route::Debugger => text(""),
        route => {
            let parts = match views.content() {
                Some(content) => page(state, views, content, route),
                None => vec![title("Learn"), missing(views)],
            };
            tag("main").class("view").all(parts).view()
        }
    };
    tag("div").class("debugger").changing(draw).view()
}

fn page(state: State, views: Views, content: Arc<Content>, route: Route) -> Vec<AnyView> {
    let beside = contents(views, &content, &route);
    let article = match route {
        Route::Libraries => return libraries_view(content),
        Route::Tools => return tools_view(&content),
        Route::Code => return code_view(state, views, content),
        Route::Lesson(id, _) => lesson_view(state, views, &content, &id),
        Route::Quiz => quiz_view(views, content),
        Route::Glossary(_) => terms_view(content, true),
        Route::Faq => terms_view(content, false),
        Route::Errors => errors_view(state, content),
        Route::Checklist => checklist_view(state, content),
        Route::Reference(at) => reference_view(at),
        Route::Course | Route::Debugger => course(&content),
    };
    vec![tag("div").class("learn").add(beside).add(tag("article").all(article).view()).view()]
}

/// What stands where there is nothing to show.
fn missing(views: Views) -> AnyView {
    let said = match views.arrived.get() {
        None => "Loading the lessons and lists…",
        Some(_) => {
            "The file with the lessons and lists did not arrive when the page started. The sealed page loads nothing later, so \
             reload it to try again. The debugger works without this file."
        }
    };
    tag("p").attr("role", "status").attr("data-testid", "content-missing").text(said).view()
}
