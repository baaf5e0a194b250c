//! The views beside the debugger: lessons, quiz, glossary, questions, libraries, tools, messages. Each has an address; the debugger
//! stays where it is meanwhile, out of sight, with all that is in it.
//!
//! What they show is one file that comes beside the program (`jwt_debugger::content`), and is read when the first of them is
//! looked at.

mod course;
mod errors;
mod lesson;
mod libraries;
mod library;
mod nav;
mod prose;
mod question;
mod quiz;
mod terms;
mod tools;
mod tried;

pub use nav::Nav;
pub use tried::TriedNotice;

use super::browser;
use super::state::State;
use course::{Contents, Course};
use errors::Errors;
use jwt_debugger::content::Content;
use jwt_debugger::content::course::Try;
use jwt_debugger::content::route::Route;
use leptos::prelude::*;
use lesson::LessonView;
use libraries::Libraries;
use question::Answers;
use quiz::QuizView;
use std::cell::RefCell;
use std::sync::Arc;
use terms::Terms;
use tools::Tools;
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
    /// What is in it; `None` without it.
    content: Memo<Option<Arc<Content>>>,
    /// How questions were answered.
    answers: Answers,
    /// The token of a lesson that was opened in the debugger.
    tried: RwSignal<Option<Tried>>,
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
        let text = StoredValue::new(None::<String>);
        TAKE.set(Some(Box::new(move |come: Option<String>| {
            let is_there = come.is_some();
            text.set_value(come);
            arrived.set(Some(is_there));
        })));
        // Read once: the text does not come a second time.
        let content = Memo::new_with_compare(
            move |_| {
                arrived.get();
                let text = text.try_update_value(Option::take).flatten()?;
                Content::read(text).map(Arc::new)
            },
            |_, _| true,
        );
        let views = Self { route, arrived, content, answers: Answers::new(), tried: RwSignal::new(None) };
        browser::on_fragment(move || views.go(Route::of(&browser::fragment())));
        Effect::new(move || views.arrive());
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
    fn open(self, state: State, tried: Tried, one: &Try) {
        state.open_try(one);
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
    }

    /// Sets the title, and brings what the address names into sight once it is drawn.
    fn arrive(self) {
        let route = self.route.get();
        let title = match route {
            Route::Debugger => NAME.to_owned(),
            ref route => format!("{} · {NAME}", self.title(route)),
        };
        browser::set_title(&title);
        request_animation_frame(move || match route {
            Route::Debugger => browser::come_back(),
            Route::Lesson(_, Some(number)) => browser::show(&format!("try-{number}")),
            Route::Glossary(Some(term)) => browser::show(&format!("term-{term}")),
            _ => browser::show("view-title"),
        });
    }

    fn title(self, route: &Route) -> String {
        let fixed = match route {
            Route::Lesson(id, _) => {
                let content = self.content.get();
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
        Route::Debugger => ().into_any(),
        route => match views.content.get() {
            Some(content) => view! { <main class="view">{page(state, views, content, route)}</main> }.into_any(),
            None => view! { <main class="view"><Missing views/></main> }.into_any(),
        },
    };
    draw.into_any()
}

fn page(state: State, views: Views, content: Arc<Content>, route: Route) -> AnyView {
    let current = route.clone();
    let article = match route {
        Route::Libraries => return view! { <Libraries content/> }.into_any(),
        Route::Tools => return view! { <Tools content/> }.into_any(),
        Route::Lesson(id, _) => view! { <LessonView state views content=content.clone() id/> }.into_any(),
        Route::Quiz => view! { <QuizView views content=content.clone()/> }.into_any(),
        Route::Glossary(_) => view! { <Terms content=content.clone() glossary=true/> }.into_any(),
        Route::Faq => view! { <Terms content=content.clone() glossary=false/> }.into_any(),
        Route::Errors => view! { <Errors state content=content.clone()/> }.into_any(),
        Route::Course | Route::Debugger => view! { <Course content=content.clone()/> }.into_any(),
    };
    view! { <div class="learn"><Contents views content current/><article>{article}</article></div> }.into_any()
}

/// What stands where there is nothing to show.
#[component]
fn Missing(views: Views) -> impl IntoView {
    let said = move || match views.arrived.get() {
        None => "Loading the lessons and lists…",
        _ => {
            "The file with the lessons and lists did not arrive when the page started. The sealed page loads nothing \
             later, so reload it to try again. The debugger works without this file."
        }
    };
    view! {
        <h1 id="view-title" tabindex="-1">"Learn"</h1>
        <p role="status" data-testid="content-missing">{said}</p>
    }
}
