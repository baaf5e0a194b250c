//! The views of the page and their addresses, which are fragments. `link` tells them from links that bring a token.
//!
//! ```text
//! #/learn  #/learn/ID  #/learn/ID/N (the token to try)  #/learn/quiz  #/glossary  #/glossary/TERM  #/faq  #/libraries
//! #/compare  #/timeline
//! #/tools  #/errors  #/code  #/checklist  #/reference  #/reference/KIND/NAME
//! ```

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Route {
    /// The debugger: every other fragment, and none.
    #[default]
    Debugger,
    /// The contents of the course.
    Course,
    /// A lesson, and a place in it: the token to try with that number, counted from 0.
    Lesson(String, Option<usize>),
    /// The last quiz.
    Quiz,
    /// The glossary, at a term.
    Glossary(Option<String>),
    /// Questions and answers.
    Faq,
    /// The directory of libraries.
    Libraries,
    /// Other tools.
    Tools,
    /// Messages of libraries.
    Errors,
    /// Two tokens side by side.
    Compare,
    /// The times of all tokens that are open.
    Timeline,
    /// Code that verifies the token at hand.
    Code,
    /// Practices that it is held against.
    Checklist,
    /// The reference, at an entry: its kind and name, as they stand in the address.
    Reference(Option<(String, String)>),
}

impl Route {
    /// The view that a fragment names, with or without its `#`.
    pub fn of(fragment: &str) -> Route {
        let path = fragment.trim_start_matches('#').split('?').next().unwrap_or_default();
        let Some(path) = path.strip_prefix('/') else { return Route::Debugger };
        let path = path.to_ascii_lowercase();
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let (first, second, third) = (parts.next(), parts.next(), parts.next());
        match (first.unwrap_or_default(), second) {
            ("learn", None) => Route::Course,
            ("learn", Some("quiz")) => Route::Quiz,
            ("learn", Some(id)) => Route::Lesson(id.to_owned(), third.and_then(|number| number.parse().ok())),
            ("glossary", term) => Route::Glossary(term.map(str::to_owned)),
            ("faq", _) => Route::Faq,
            ("libraries", _) => Route::Libraries,
            ("tools", _) => Route::Tools,
            ("errors", _) => Route::Errors,
            ("code", _) => Route::Code,
            ("compare", _) => Route::Compare,
            ("timeline", _) => Route::Timeline,
            ("checklist", _) => Route::Checklist,
            ("reference", kind) => {
                Route::Reference(kind.zip(third).map(|(kind, name)| (kind.to_owned(), name.to_owned())))
            }
            _ => Route::Debugger,
        }
    }

    /// Which entry of the navigation it belongs to: `debugger`, `learn` or `libraries`.
    pub fn section(&self) -> &'static str {
        match self {
            Route::Debugger | Route::Compare | Route::Timeline => "debugger",
            Route::Libraries | Route::Tools | Route::Code => "libraries",
            _ => "learn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::link;

    #[test]
    fn each_address_leads_to_its_view_and_none_is_taken_for_a_link() {
        let lesson = |number| Route::Lesson("forged".into(), number);
        for (address, route, section) in [
            ("", Route::Debugger, "debugger"),
            ("#", Route::Debugger, "debugger"),
            ("#/", Route::Debugger, "debugger"),
            ("#/learn", Route::Course, "learn"),
            ("#/learn/", Route::Course, "learn"),
            ("#/Learn?x=1", Route::Course, "learn"),
            ("#/learn/forged", lesson(None), "learn"),
            ("#/learn/forged/2", lesson(Some(2)), "learn"),
            ("#/learn/forged/x", lesson(None), "learn"),
            ("#/learn/quiz", Route::Quiz, "learn"),
            ("#/glossary", Route::Glossary(None), "learn"),
            ("#/glossary/jws", Route::Glossary(Some("jws".into())), "learn"),
            ("#/faq", Route::Faq, "learn"),
            ("#/errors", Route::Errors, "learn"),
            ("#/libraries", Route::Libraries, "libraries"),
            ("#/tools", Route::Tools, "libraries"),
            ("#/code", Route::Code, "libraries"),
            ("#/compare", Route::Compare, "debugger"),
            ("#/timeline", Route::Timeline, "debugger"),
            ("#/checklist", Route::Checklist, "learn"),
            ("#/reference", Route::Reference(None), "learn"),
            ("#/reference/claims", Route::Reference(None), "learn"),
            ("#/reference/Claims/iss", Route::Reference(Some(("claims".into(), "iss".into()))), "learn"),
            ("#/elsewhere", Route::Debugger, "debugger"),
        ] {
            assert_eq!(Route::of(address), route, "{address}");
            assert_eq!(route.section(), section, "{address}");
            if route != Route::Debugger {
                assert_eq!(link::read(address), None, "{address}");
            }
        }
    }
}
