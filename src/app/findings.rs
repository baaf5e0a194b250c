//! Everything that is wrong or worth knowing, in one list: why the signature does not hold, the format's problems, the claims'
//! faults, and what the audit finds; each with its place, its rule and what to do. A place, when pressed, lights up.

use super::browser;
use super::controls::{Menu, numbered};
use super::document::shown_text;
use super::state::{self, State};
use super::words::{self, Message};
use jwt_debugger::audit::{self, Audit, Check, Finding, Severity, export as written};
use jwt_debugger::claims::ClaimFault;
use jwt_debugger::claims::policy::Failure;
use jwt_debugger::explain::{Explanation, Remedy};
use jwt_debugger::spec::Spec;
use jwt_debugger::token::json::{self, line_column};
use jwt_debugger::token::{Grade, Parsed, Part, Problem, Span};
use jwt_debugger::verify::Verdict;
use leptos::prelude::*;
use std::sync::Arc;

/// So many of a kind are listed; a text that is nothing but faults has no use for more.
const LISTED_UP_TO: usize = 50;

/// What the audit found, and the verdict that it belongs to.
type Audited = (Option<Arc<Verdict>>, Arc<Audit>);

/// The pane with the list.
#[component]
pub fn FindingsPanel(state: State) -> impl IntoView {
    let audited = RwSignal::<Audited>::new((None, Arc::default()));
    audit_after_frames(state, audited);
    let own = move || audited.with(|(_, all)| all.findings.iter().filter(|one| one.told.is_none()).count());
    // Each token, under each key, comes to a verdict of its own.
    let current = move || {
        let verdict = state.verdict.get();
        let current = audited.with(|(of, _)| of.as_ref().map(Arc::as_ptr) == verdict.as_ref().map(Arc::as_ptr));
        if current { "true" } else { "false" }
    };
    let count = move || {
        let problems = state.parsed.with(|parsed| parsed.problems.len());
        let unmet = state.outcome.with(|outcome| outcome.failures.len());
        let long = state.parsed.with(|parsed| parsed.token.is_some() && !is_audited(parsed));
        let audited = if long { ", too long for the audit" } else { "" };
        let notes =
            match problems + untold(state).1.len() + state.claims.with(|claims| claims.faults.len()) + unmet + own() {
                0 => "nothing to report".to_owned(),
                1 => "1 note".to_owned(),
                many => format!("{many} notes"),
            };
        notes + audited
    };
    let told = move || {
        let (tone, reasons) = untold(state);
        let parsed = state.parsed.get();
        let mut list: Vec<Entry> = reasons.iter().map(|reason| Entry::of_reason(tone, reason)).collect();
        state.outcome.with(|outcome| {
            list.extend(outcome.failures.iter().map(|failure| Entry::of_failure(&parsed, failure)));
        });
        list.extend(parsed.problems.iter().take(LISTED_UP_TO).map(Entry::of_problem));
        state.claims.with(|claims| list.extend(claims.faults.iter().take(LISTED_UP_TO).map(Entry::of_fault)));
        numbered(list)
    };
    let found = move || {
        let all = audited.get().1;
        let own = all.findings.iter().filter(|finding| finding.told.is_none()).take(LISTED_UP_TO);
        numbered(state.parsed.with(|parsed| own.map(|finding| Entry::of_finding(parsed, finding)).collect::<Vec<_>>()))
    };
    view! {
        <section class="pane findings" aria-labelledby="findings-title" data-audited=current>
            <header>
                <h2 id="findings-title">"Findings"</h2>
                <small>{count}</small>
                <div class="tools"><Export state/></div>
            </header>
            <ul>
                <For each=told key=Clone::clone let((entry, _))><EntryItem state entry/></For>
                <For each=found key=Clone::clone let((entry, _))><EntryItem state entry/></For>
            </ul>
        </section>
    }
    .into_any()
}

/// Audits the token, and looks further for the reason why its signature does not hold, when the frame that shows the verdict
/// has been drawn: nobody waits for it, and typing least of all.
fn audit_after_frames(state: State, audited: RwSignal<Audited>) {
    let waits = StoredValue::new(false);
    // It changes when the time comes at which a finding does, and not with each second.
    let outdated = Memo::new(move |_| audited.with(|(_, audit)| !audit.holds.contains(&state.instant.get())));
    Effect::new(move || {
        state.audit_inputs();
        outdated.get();
        if !waits.get_value() {
            waits.set_value(true);
            browser::after_frame(move || {
                waits.set_value(false);
                audited.set((state.verdict.get_untracked(), state.audit.get_untracked()));
                state.search_further();
            });
        }
    });
}

/// Takes what the audit found along. Where there was no audit, there is nothing to take.
#[component]
fn Export(state: State) -> impl IntoView {
    const WAYS: [&str; 3] = ["Copy as Markdown", "Save as JSON", "Save as SARIF"];
    let choose = move |way: String| {
        let audit = state.audit.get_untracked();
        match WAYS.iter().position(|name| *name == way) {
            Some(0) => browser::copy(written::markdown(&audit.findings), |_| {}),
            Some(1) => browser::save("findings.json", &written::json(&audit.findings)),
            _ => browser::save("findings.sarif", &written::sarif(&audit.findings)),
        }
    };
    view! {
        <Menu
            title="Export"
            label="Export the audit"
            choices=WAYS.map(|name| (name, name)).into()
            choose
            attr:data-testid="export"
            attr:hidden=move || !state.parsed.with(|parsed| is_audited(parsed))
        />
    }
}

/// Whether there is a token, and one that is short enough.
fn is_audited(parsed: &Parsed) -> bool {
    parsed.token.as_ref().is_some_and(|token| token.text.len() <= audit::LONGEST)
}

/// The reasons of the present verdict that the format's problems do not tell, and how loud they are if the verdict says so.
fn untold(state: State) -> (Option<&'static str>, Vec<Explanation>) {
    let verdict = state.verdict.get();
    let reasons = verdict.as_deref().map(Verdict::reasons).unwrap_or_default();
    let tone = match verdict.as_deref() {
        Some(Verdict::Invalid(_) | Verdict::KeyMismatch(_)) => Some("bad"),
        Some(Verdict::Unsupported(_)) => Some("warning"),
        _ => None,
    };
    match state.parsed.with(|parsed| already_told(verdict.as_deref(), &parsed.problems)) {
        true => (tone, vec![]),
        false => (tone, reasons.to_vec()),
    }
}

/// What makes a signature impossible to check is often a fault of the format that the list names anyway, and better: with
/// its place.
fn already_told(verdict: Option<&Verdict>, problems: &[Problem]) -> bool {
    const OF_THE_FORMAT: [&str; 6] =
        ["segments", "jwe", "header-malformed", "alg-missing", "alg-not-text", "alg-ambiguous"];
    let Some(Verdict::Unsupported(reason)) = verdict else { return false };
    OF_THE_FORMAT.contains(&reason.reason) && problems.iter().any(|problem| problem.grade != Grade::Repaired)
}

/// An item of the list.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Entry {
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
    fn of_reason(loud: Option<&'static str>, reason: &Explanation) -> Self {
        let check = audit::about(reason.reason);
        Self {
            testid: "reason",
            code: reason.reason,
            // What there is to know of a signature that holds is as grave as the audit says.
            tone: loud.unwrap_or(check.map_or("note", |check| tone(check.severity))),
            message: words::capital(&reason.message),
            place: None,
            advice: advice(check, reason.fix.as_deref()),
            spec: reason.spec,
            remedy: reason.remedy.clone(),
        }
    }

    fn of_problem(problem: &Problem) -> Self {
        let tone = match problem.grade {
            Grade::Note => "note",
            Grade::Repaired => "warning",
            Grade::Broken => "bad",
        };
        Self {
            testid: "problem",
            code: problem.code,
            tone,
            message: words::capital(&problem.message),
            // What was set aside around a token has no place in it.
            place: (problem.grade != Grade::Repaired).then(|| (problem.place(), problem.at.clone())),
            advice: advice(audit::about(problem.code), problem.hint.as_deref()),
            spec: problem.spec,
            remedy: None,
        }
    }

    fn of_fault(fault: &ClaimFault) -> Self {
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

    fn of_failure(parsed: &Parsed, failure: &Failure) -> Self {
        Self {
            testid: "problem",
            code: failure.code,
            tone: "bad",
            message: words::capital(&failure.message),
            place: somewhere(parsed, failure.at.as_ref()),
            advice: advice(None, Some(&failure.hint)),
            spec: Some(failure.spec),
            remedy: None,
        }
    }

    fn of_finding(parsed: &Parsed, finding: &Finding) -> Self {
        let check = finding.check;
        Self {
            testid: "finding",
            code: check.id(),
            tone: tone(check.severity),
            message: words::capital(&finding.message),
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
    [why, hint.or(check.map(Check::fix))].into_iter().flatten().map(words::capital).collect()
}

/// A place whose words are not known yet.
fn somewhere(parsed: &Parsed, at: Option<&Span>) -> Option<(String, Span)> {
    let at = at?;
    let line_column = state::document(parsed, at.part).map(|document| line_column(&document.text, at.range.start));
    Some((at.words(line_column), at.clone()))
}

#[component]
fn EntryItem(state: State, entry: Entry) -> impl IntoView {
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
    let found = source.chosen_of(&found);
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

/// A link to the rule, which a person may follow.
#[component]
pub fn Citation(spec: Spec) -> impl IntoView {
    view! {
        <a class="spec" href=spec.url() target="_blank" rel="noopener noreferrer">{spec.to_string()}</a>
    }
}
