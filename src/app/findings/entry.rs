//! An item of the list of findings: what it says, whatever it comes from, and how it is drawn.

use super::super::browser;
use super::super::document::shown_text;
use super::super::message::{Message, capital};
use super::super::state::{self, State};
use super::Citation;
use jwt_debugger::audit::{self, Check, Finding, Severity};
use jwt_debugger::base::diagnostic::{self, Diagnostic};
use jwt_debugger::claims::ClaimFault;
use jwt_debugger::claims::policy::Failure;
use jwt_debugger::explain::{Explanation, Remedy};
use jwt_debugger::spec::Spec;
use jwt_debugger::token::json::{self, line_column};
use jwt_debugger::token::{Parsed, Part, Span};
use jwt_debugger::words;
use leptos::prelude::*;

/// An item of the list.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What scripts know its kind by.
    testid: &'static str,
    /// And which it is.
    code: &'static str,
    tone: &'static str,
    message: String,
    /// Where it is, in words, to be lit up.
    place: Option<(String, Span)>,
    /// Why it matters, and what to do about it: sentences without their full stop.
    advice: Vec<String>,
    spec: Option<Spec>,
    remedy: Option<Remedy>,
}

impl Entry {
    /// Why a signature does not hold, or what to know of one that does; `loud` where the verdict says how grave that is.
    pub fn of_reason(loud: Option<&'static str>, reason: &Explanation) -> Self {
        let check = audit::about(reason.reason);
        Self {
            testid: "reason",
            code: reason.reason,
            // What there is to know of a signature that holds is as grave as the audit says.
            tone: loud.unwrap_or(check.map_or("note", |check| tone(check.severity))),
            message: capital(&reason.message),
            place: None,
            advice: advice(check, reason.fix.as_deref()),
            spec: reason.spec,
            remedy: reason.remedy.clone(),
        }
    }

    /// A problem of the format.
    pub fn of_diagnostic(parsed: &Parsed, diagnostic: &Diagnostic) -> Self {
        let (code, words) = (diagnostic.code().name(), words::of(diagnostic));
        let (tone, placed) = match diagnostic.severity {
            diagnostic::Severity::Note => ("note", true),
            // What was set aside around a token has no place in it.
            diagnostic::Severity::Repaired => ("warning", false),
            diagnostic::Severity::Error => ("bad", true),
        };
        Self {
            testid: "problem",
            code,
            tone,
            message: capital(&words.title),
            place: somewhere(parsed, diagnostic.place().filter(|_| placed)),
            advice: advice(audit::about(code), words.fix.as_deref()),
            spec: words.spec,
            remedy: None,
        }
    }

    /// A claim that is not as defined.
    pub fn of_fault(fault: &ClaimFault) -> Self {
        let at = Span { part: Part::Payload, range: fault.at.clone() };
        Self {
            testid: "problem",
            code: fault.code,
            tone: "warning",
            // It begins with the name of a claim, which has a case of its own.
            message: fault.message.clone(),
            place: Some((format!("claim {}", fault.claim), at)),
            advice: advice(audit::about(fault.code), fault.hint.as_deref()),
            spec: Some(fault.spec),
            remedy: None,
        }
    }

    /// An expectation that is not met.
    pub fn of_failure(parsed: &Parsed, failure: &Failure) -> Self {
        Self {
            testid: "problem",
            code: failure.code,
            tone: "bad",
            message: capital(&failure.message),
            place: somewhere(parsed, failure.at.as_ref()),
            advice: advice(None, Some(&failure.hint)),
            spec: Some(failure.spec),
            remedy: None,
        }
    }

    /// What the audit found.
    pub fn of_finding(parsed: &Parsed, finding: &Finding) -> Self {
        let check = finding.check;
        Self {
            testid: "finding",
            code: check.id(),
            tone: tone(check.severity),
            message: capital(&finding.message),
            place: somewhere(parsed, finding.at.as_ref()),
            advice: advice(Some(check), finding.fix.as_deref()),
            spec: Some(check.spec),
            remedy: None,
        }
    }
}

fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Defect => "bad",
        Severity::Verifier => "warning",
        Severity::Information => "note",
    }
}

/// Why it matters, and what to do about it.
fn advice(check: Option<&Check>, hint: Option<&str>) -> Vec<String> {
    let why = check.map(Check::why);
    [why, hint.or(check.map(Check::fix))].into_iter().flatten().map(capital).collect()
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
    let Entry { testid, code, tone, message, place, advice, spec, remedy } = entry;
    let code_of = |kind| (testid == kind).then_some(code);
    let place = place.map(|(words, at)| {
        view! { <button class="place" type="button" on:click=move |_| light(state, &at)>{words}</button> }
    });
    let advice = advice.into_iter().map(|text| view! { <Message text=format!("{text}. ")/> }).collect_view();
    let remedy = remedy.map(|remedy| {
        let words = match &remedy {
            Remedy::Encoding(encoding) => format!("Read the secret as {}", encoding.name()),
            Remedy::Secret(_) => "Use that secret".to_owned(),
            Remedy::Token(_) => "Show the token as it should be".to_owned(),
        };
        view! {
            <button
                class="button remedy"
                type="button"
                data-testid="remedy"
                on:click=move |_| state.apply(&remedy)
            >
                {words}
            </button>
        }
    });
    view! {
        <li
            data-testid=testid
            data-code=code_of("problem")
            data-reason=code_of("reason")
            data-check=code_of("finding")
            data-tone=tone
        >
            <span class="mark" aria-hidden="true">{mark(tone)}</span>
            <strong><Message text=message/></strong>
            {place}
            <p>{advice}{spec.map(|spec| view! { <Citation spec/> })}</p>
            {remedy}
        </li>
    }
}

/// Lights a place up in the encoded text, and in the decoded part that it is of.
fn light(state: State, at: &Span) {
    let (parsed, source, found) =
        (state.parsed.get_untracked(), state.shown.get_untracked(), state.found.get_untracked());
    let Some(token) = &parsed.token else { return };
    // The browser counts units of UTF-16.
    let units = |text: &str, end: usize| text.get(..end).unwrap_or_default().encode_utf16().count();
    let mut stretches = vec![];
    let found = source.selected_of(&found);
    if let Some(letters) = found.zip(token.encoded(at)).and_then(|(found, letters)| found.in_pasted(&letters)) {
        let at = |end| units(&source.pasted, end);
        stretches.push((".token-colours", at(letters.start), at(letters.end)));
    }
    if let Some(document) = token.document(at.part) {
        let id = if at.part == Part::Header { "#header-text" } else { "#payload-text" };
        let shown = shown_text(&parsed, at.part);
        let node = document.json.as_ref().filter(|_| document.well_formed);
        let place = match node {
            Some(node) => json::pretty_place(&document.text, node, &at.range),
            None => Some(at.range.start..at.range.end.max(at.range.start + 1)),
        };
        stretches.extend(place.map(|place| (id, units(&shown, place.start), units(&shown, place.end))));
    }
    browser::light(&stretches);
}

fn mark(tone: &str) -> &'static str {
    match tone {
        "bad" => "✕",
        "warning" => "△",
        _ => "○",
    }
}
