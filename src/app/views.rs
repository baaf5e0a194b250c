//! The views beside the debugger: two tokens compared, the times of all; lessons, quiz, glossary, questions, libraries, tools,
//! messages, code, tests, checklist, reference. Each has an address; the debugger stays where it is meanwhile, out of sight, with all that is
//! in it.
//!
//! What those on lessons and lists show is one file that comes beside the program (`jwt_debugger::content`), and is read when the
//! first of them is looked at.

mod checklist;
mod code;
mod compare;
mod course;
mod errors;
mod lesson;
mod libraries;
mod library;
mod nav;
mod parts;
mod prose;
mod question;
mod quiz;
mod reference;
mod terms;
mod timeline;
mod tools;
mod tried;
mod twins;

pub use nav::Nav;
pub use parts::Link;
pub use tried::TriedNotice;

use super::browser;
use super::state::State;
use checklist::ChecklistView;
use code::CodeView;
use compare::CompareView;
use course::{Contents, CourseView};
use errors::ErrorsView;
use jwt_debugger::base::text::Text;
use jwt_debugger::content::Content;
use jwt_debugger::content::route::Route;
use leptos::prelude::*;
use lesson::LessonView;
use libraries::LibrariesView;
use parts::Title;
use question::Answers;
use quiz::QuizView;
use reference::{ReferenceView, section_id};
use std::cell::RefCell;
use std::sync::Arc;
use terms::TermsView;
use timeline::TimelineView;
use tools::ToolsView;
use tried::OpenedTry;
use twins::{Twins, TwinsView};
use wasm_bindgen::prelude::*;

/// The name of the page, and the end of each title.
const NAME: &str = "JWT Debugger";

/// Which view is shown, and what is kept while the page is open. `Copy`, like [`State`].
#[derive(Clone, Copy)]
pub struct Views {
    /// The view.
    pub route: RwSignal<Route>,
    /// The file of the lessons and lists.
    file: RwSignal<ContentFile>,
    /// What is in it; `None` without it.
    content: Memo<Option<Arc<Content>>>,
    /// How questions were answered.
    answers: Answers,
    /// The token of a lesson that was opened in the debugger.
    tried: RwSignal<Option<OpenedTry>>,
    /// The library that code is shown for, by its place in the list.
    library: RwSignal<usize>,
    /// The tests that were made.
    twins: Twins,
}

/// The file of the lessons and lists, which loads beside the program.
enum ContentFile {
    /// It is not known yet whether it comes.
    Awaited,
    /// It did not come.
    Missing,
    /// Its text.
    Arrived(Text),
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
        let file = RwSignal::new(ContentFile::Awaited);
        // A memo is worked out when it is first asked for: nobody who looks at no lesson waits until the file is read.
        let content = Memo::new_with_compare(
            move |_| {
                file.with(|file| match file {
                    ContentFile::Arrived(text) => Content::read(text.clone()).map(Arc::new),
                    ContentFile::Awaited | ContentFile::Missing => None,
                })
            },
            |_, _| true,
        );
        let (tried, library) = (RwSignal::new(None), RwSignal::new(0));
        let views = Self { route, file, content, answers: Answers::new(), tried, library, twins: Twins::new() };
        TAKE.set(Some(Box::new(move |text: Option<String>| {
            file.set(text.map_or(ContentFile::Missing, |text| ContentFile::Arrived(text.into())));
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
    fn open(self, state: State, tried: OpenedTry) {
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

    /// Sets the title, and brings what the address names into sight once it is drawn.
    fn arrive(self) {
        let route = self.route.get_untracked();
        let title = match route {
            Route::Debugger => NAME.to_owned(),
            ref route => format!("{} · {NAME}", self.title(route)),
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
                let content = self.content.get_untracked();
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
            Route::Compare => "Compare",
            Route::Timeline => "Timeline",
            Route::Twins => "Tests for a verifier",
            Route::Checklist => "Checklist",
            Route::Reference(_) => "Reference",
        };
        fixed.to_owned()
    }
}

/// The id of what holds the debugger.
pub const DEBUGGER: &str = "debugger";

/// The view that the address names, unless that is the debugger. Each address has elements of its own: nothing that a person typed
/// or chose in one view goes over to another.
#[component]
pub fn ViewPanel(state: State, views: Views) -> impl IntoView {
    let shown = move || Some(views.route.get()).filter(|route| *route != Route::Debugger);
    let page = move |route: Route| {
        // These are of what is in the debugger alone.
        let page = match route {
            Route::Compare => view! { <CompareView/> }.into_any(),
            Route::Timeline => view! { <TimelineView views/> }.into_any(),
            route => view! { <ContentPage state views route/> }.into_any(),
        };
        view! { <main class="view">{page}</main> }.into_any()
    };
    view! {
        <div class="debugger">
            <For each=shown key=Clone::clone children=page/>
        </div>
    }
    .into_any()
}

/// A view of what is in the file, once that is there.
#[component]
fn ContentPage(state: State, views: Views, route: Route) -> impl IntoView {
    move || match views.content.get() {
        Some(content) => view! { <Page state views content route=route.clone()/> }.into_any(),
        None => view! { <Missing views/> }.into_any(),
    }
}

#[component]
fn Page(state: State, views: Views, content: Arc<Content>, route: Route) -> impl IntoView {
    let contents = view! { <Contents views content=content.clone() route=route.clone()/> };
    let article = match route {
        Route::Libraries => return view! { <LibrariesView content/> }.into_any(),
        Route::Tools => return view! { <ToolsView content/> }.into_any(),
        Route::Code => return view! { <CodeView state views content/> }.into_any(),
        Route::Twins => return view! { <TwinsView state views content/> }.into_any(),
        Route::Lesson(id, _) => view! { <LessonView state views content id/> }.into_any(),
        Route::Quiz => view! { <QuizView views content/> }.into_any(),
        Route::Glossary(_) => view! { <TermsView content glossary=true/> }.into_any(),
        Route::Faq => view! { <TermsView content glossary=false/> }.into_any(),
        Route::Errors => view! { <ErrorsView state content/> }.into_any(),
        Route::Checklist => view! { <ChecklistView state content/> }.into_any(),
        Route::Reference(at) => view! { <ReferenceView at/> }.into_any(),
        Route::Course | Route::Debugger | Route::Compare | Route::Timeline => {
            view! { <CourseView content/> }.into_any()
        }
    };
    view! { <div class="learn">{contents}<article>{article}</article></div> }.into_any()
}

/// What stands where there is nothing to show.
#[component]
fn Missing(views: Views) -> impl IntoView {
    let said = move || {
        views.file.with(|file| match file {
            ContentFile::Awaited => "Loading the lessons and lists…",
            ContentFile::Missing | ContentFile::Arrived(_) => {
                "The file with the lessons and lists did not arrive when the page started. The sealed page loads nothing later, so \
                 reload it to try again. The debugger works without this file."
            }
        })
    };
    view! {
        <Title text="Learn"/>
        <p role="status" data-testid="content-missing">{said}</p>
    }
}
