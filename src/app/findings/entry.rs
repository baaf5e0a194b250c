//! An entry of a list of findings: what it says, whatever it comes from, and how it is drawn. The list of a token has them, and
//! the panel of the key, for a key that cannot be read.

use super::super::browser;
use super::super::document::shown_text;
use super::super::message::Message;
use super::super::state::{self, State};
use super::super::verdict::RemedyButton;
use super::Citation;
use jwt_debugger::audit::{self, Check, Finding, listing};
use jwt_debugger::base::diagnostic::{self, Diagnostic, Remedy};
use jwt_debugger::base::sort_by_place;
use jwt_debugger::format::json::{self, line_column};
use jwt_debugger::jose::{Parsed, Part, Span};
use jwt_debugger::session::Grade;
use jwt_debugger::spec::Spec;
use jwt_debugger::words::{self, capital, sentence};
use leptos::either::Either;
use leptos::prelude::*;
use std::sync::Arc;

/// So many of what is broken are open from the start.
const OPEN: usize = 3;

/// An item of the list.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What scripts know its kind by.
    testid: &'static str,
    /// And which it is.
    code: &'static str,
    pub grade: Grade,
    message: String,
    /// Where it is, in words, to be lit up.
    place: Option<(String, Span)>,
    /// What to do about it: a sentence.
    fix: Option<String>,
    /// The check that it is of, which explains it.
    check: Option<&'static Check>,
    /// Its rule, where no check cites one.
    spec: Option<Spec>,
    remedy: Option<Remedy>,
    /// Whether it is open from the start.
    open: bool,
}

impl Entry {
    /// Why a signature is not valid, or what to know of one that does; `loud` where the verdict says how grave that is.
    pub fn of_reason(loud: Option<Grade>, reason: &Diagnostic) -> Self {
        let (code, words) = (reason.code().name(), words::of(reason));
        let check = audit::about(code);
        Self {
            testid: "reason",
            code,
            grade: Grade::of_reason(loud, reason),
            message: capital(&words.title),
            place: None,
            fix: fix(check, words.fix.as_deref()),
            check,
            spec: words.spec,
            remedy: reason.remedy.clone(),
            open: false,
        }
    }

    /// The same where the verdict offers its remedy already.
    pub fn without_remedy(self) -> Self {
        Self { remedy: None, ..self }
    }

    /// A problem of the format or the claims, or an expectation that is not met.
    pub fn of_diagnostic(parsed: &Parsed, diagnostic: &Diagnostic) -> Self {
        // What was set aside around a token has no place in it.
        let placed = diagnostic.severity != diagnostic::Severity::Repaired;
        let check = audit::about(diagnostic.code().name());
        Self {
            place: somewhere(parsed, diagnostic.place().filter(|_| placed)),
            remedy: diagnostic.remedy.clone(),
            ..Self::new("problem", check, diagnostic)
        }
    }

    /// Why a key cannot be read: there is nothing else to read about it, so it is open.
    pub fn of_key(fault: &Diagnostic) -> Self {
        Self { open: true, remedy: fault.remedy.clone(), ..Self::new("key-fault", None, fault) }
    }

    fn new(testid: &'static str, check: Option<&'static Check>, diagnostic: &Diagnostic) -> Self {
        let words = words::of(diagnostic);
        Self {
            testid,
            code: diagnostic.code().name(),
            grade: diagnostic.severity.into(),
            message: capital(&words.title),
            place: None,
            fix: fix(check, words.fix.as_deref()),
            check,
            spec: words.spec,
            remedy: None,
            open: false,
        }
    }

    /// What the audit found.
    pub fn of_finding(parsed: &Parsed, finding: &Finding) -> Self {
        let check = finding.check;
        let words = words::of(&finding.what);
        Self {
            testid: "finding",
            code: check.id,
            grade: check.severity.into(),
            message: capital(&words.title),
            place: somewhere(parsed, finding.what.place()),
            fix: fix(Some(check), words.fix.as_deref()),
            check: Some(check),
            spec: None,
            remedy: None,
            open: false,
        }
    }
}

/// Sorts the gravest to the top, and opens the first few that say what is broken: those are read at once, and the rest on
/// request.
pub fn in_order(list: &mut Vec<Entry>) {
    sort_by_place(list, |entry| (entry.grade as usize, 0));
    list.iter_mut().take_while(|entry| entry.grade == Grade::Error).take(OPEN).for_each(|entry| entry.open = true);
}

/// What to do: what was said of this token in particular, or else what the check says.
fn fix(check: Option<&Check>, hint: Option<&str>) -> Option<String> {
    hint.or(check.map(|check| check.fix)).map(sentence)
}

/// A place whose words are not known yet.
fn somewhere(parsed: &Parsed, at: Option<&Span>) -> Option<(String, Span)> {
    let at = at?;
    let line_column = state::document(parsed, at.part).map(|document| line_column(&document.text, at.range.start));
    Some((words::place(at, line_column), at.clone()))
}

/// Draws it.
#[component]
pub fn EntryItem(state: State, entry: Entry) -> impl IntoView {
    let Entry { testid, code, grade, message, place, fix, check, spec, remedy, open } = entry;
    let code_of = |kind| (testid == kind).then_some(code);
    let place = place.map(|(words, at)| {
        view! { <button class="place" type="button" on:click=move |_| light(state, &at)>{words}</button> }
    });
    let message = view! { <strong><Message text=message/></strong> };
    let body = match fix.is_some() || check.is_some() || spec.is_some() {
        true => Either::Left(view! { <Body message open fix check spec/> }),
        false => Either::Right(message),
    };
    let remedy = remedy.map(|remedy| view! { <RemedyButton state remedy/> });
    view! {
        <li
            data-testid=testid
            data-code=code_of("problem").or(code_of("key-fault"))
            data-reason=code_of("reason")
            data-check=code_of("finding")
            data-tone=grade.tone()
        >
            <span class="mark" aria-hidden="true">{grade.mark()}</span>
            {body}
            {place}
            {remedy}
        </li>
    }
}

/// The message, and below it what is shown when it is pressed.
#[component]
fn Body(
    message: impl IntoView,
    open: bool,
    fix: Option<String>,
    check: Option<&'static Check>,
    spec: Option<Spec>,
) -> impl IntoView {
    // Most entries stay closed, so what their checks say is drawn for those that are opened.
    let opened = RwSignal::new(false);
    let mut sources: Vec<Spec> = spec.into_iter().collect();
    sources.extend(check.iter().flat_map(|check| check.sources).filter(|source| Some(**source) != spec));
    let links = sources.iter().map(|spec| view! { <dd><Citation spec=*spec/></dd> }).collect_view();
    view! {
        <details open=open on:toggle=move |_| opened.set(true)>
            <summary>{message}</summary>
            <dl>
                {fix.map(|text| view! { <dt>"What to do"</dt><dd><Message text/></dd> })}
                {check.map(|check| view! { <Show when=move || opened.get()><Lesson check/></Show> })}
                {(!sources.is_empty()).then(|| view! { <dt>{if sources.len() == 1 { "Source" } else { "Sources" }}</dt> })}
                {links}
            </dl>
        </details>
    }
}

/// What a check says of itself: why it matters, and an example.
#[component]
fn Lesson(check: &'static Check) -> impl IntoView {
    let Check { why, instead, .. } = *check;
    let example = |name, lines| view! { <dt>{name}</dt><dd><pre>{listing(lines)}</pre></dd> };
    view! {
        <dt>"Why it matters"</dt>
        <dd><Message text=why/></dd>
        {example("Example", check.example)}
        {(!instead.is_empty()).then(|| example("Use instead", instead))}
    }
}

/// Lights a place up in the encoded text, and in the decoded part that it is of.
fn light(state: State, at: &Span) {
    lights(state, &state.parsed.get_untracked(), core::slice::from_ref(at), true);
}

/// Lights up places of `parsed`, those of its payload only if it is what is drawn; brings them into view if it `reveals`.
pub fn lights(state: State, parsed: &Arc<Parsed>, places: &[Span], reveals: bool) {
    let (source, found) = (state.shown.get_untracked(), state.found.get_untracked());
    let Some(token) = &parsed.token else { return };
    // The browser counts units of UTF-16.
    let units = |text: &str, end: usize| text.get(..end).unwrap_or_default().encode_utf16().count();
    let mut stretches = vec![];
    // The text in the field is that of the outermost layer.
    let is_outer = state.outer.with_untracked(|outer| Arc::ptr_eq(outer, &state.parsed.get_untracked()));
    let found = source.selected_of(&found).filter(|_| is_outer);
    let is_drawn = Arc::ptr_eq(parsed, &state.drawn_untracked());
    for at in places {
        if let Some(letters) = found.zip(token.encoded(at)).and_then(|(found, letters)| found.in_pasted(&letters)) {
            let at = |end| units(&source.pasted, end);
            stretches.push((".token-colours", at(letters.start), at(letters.end)));
        }
        let Some(document) = token.document(at.part).filter(|_| is_drawn || at.part == Part::Header) else { continue };
        let id = if at.part == Part::Header { "#header-text" } else { "#payload-text" };
        let shown = shown_text(parsed, at.part);
        let node = document.json.as_ref().filter(|_| document.well_formed);
        let place = match node {
            Some(node) => json::pretty_place(&document.text, node, &at.range),
            None => Some(at.range.start..at.range.end.max(at.range.start + 1)),
        };
        stretches.extend(place.map(|place| (id, units(&shown, place.start), units(&shown, place.end))));
    }
    browser::light(&stretches, reveals);
}
