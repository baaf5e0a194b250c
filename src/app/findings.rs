//! Everything that is wrong or worth knowing, in one list: why the signature does not hold, the format's problems, the claims'
//! faults, and what the audit finds; each with its place, its rule and what to do. A place, when pressed, lights up.

use super::browser;
use super::document::shown_text;
use super::dom::{El, after_changes, button, el, menu};
use super::reactive::{Memo, RwSignal};
use super::state::{self, State};
use super::words;
use jwt_debugger::audit::{self, Audit, Check, Finding, Severity, export as written};
use jwt_debugger::claims::ClaimFault;
use jwt_debugger::claims::policy::Failure;
use jwt_debugger::explain::{Explanation, Remedy};
use jwt_debugger::spec::Spec;
use jwt_debugger::token::json::{self, line_column};
use jwt_debugger::token::{Grade, Parsed, Part, Problem, Span};
use jwt_debugger::verify::Verdict;
use std::sync::Arc;

/// So many of a kind are listed; a text that is nothing but faults has no use for more.
const LISTED_UP_TO: usize = 50;

/// What the audit found, and the verdict that it belongs to.
type Audited = (Option<Arc<Verdict>>, Arc<Audit>);

/// The pane with the list.
pub fn findings(state: State) -> El {
    // The audit takes its time after the frame that shows the verdict; so typing never waits for it.
    let audited: RwSignal<Audited> = RwSignal::new((None, Arc::default()));
    // It changes when the time comes at which a finding does, and not with each second.
    let outdated = Memo::new(move || audited.with(|(_, audit)| !audit.holds.contains(&state.instant.get())));
    after_changes(
        move || {
            state.audit_inputs();
            outdated.get();
        },
        move || {
            audited.set((state.verdict.get_untracked(), state.audit.get_untracked()));
            state.search_further();
        },
    );
    let own = move || audited.with(|(_, all): &Audited| all.findings.iter().filter(|one| one.told.is_none()).count());
    // Each token, under each key, comes to a verdict of its own.
    let current = move || {
        let verdict = state.verdict.get();
        audited.with(|(of, _)| of.as_ref().map(Arc::as_ptr) == verdict.as_ref().map(Arc::as_ptr))
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
    let draw = move || {
        let (tone, reasons) = untold(state);
        let parsed = state.parsed.get();
        let mut list: Vec<El> = reasons.iter().map(|reason| draw_reason(state, tone, reason)).collect();
        state.outcome.with(|outcome| list.extend(outcome.failures.iter().map(|failure| draw_failure(state, failure))));
        list.extend(parsed.problems.iter().take(LISTED_UP_TO).map(|problem| draw_problem(state, problem)));
        state.claims.with(|claims| {
            list.extend(claims.faults.iter().take(LISTED_UP_TO).map(|fault| draw_fault(state, fault)));
        });
        list
    };
    let draw_audit = move || {
        let own = |finding: &&Finding| finding.told.is_none();
        audited
            .get()
            .1
            .findings
            .iter()
            .filter(own)
            .take(LISTED_UP_TO)
            .map(|finding| draw_finding(state, finding))
            .collect()
    };
    el("section")
        .class("pane findings")
        .attr("aria-labelledby", "findings-title")
        .attr_with("data-audited", current)
        .child(
            el("header")
                .child(el("h2").attr("id", "findings-title").text("Findings"))
                .child(el("small").text_with(count))
                .child(el("div").class("tools").child(export(state))),
        )
        .child(el("ul").children_with(draw).children_with(draw_audit))
}

/// Takes what the audit found along. Where there was no audit, there is nothing to take.
fn export(state: State) -> El {
    const WAYS: [&str; 3] = ["Copy as Markdown", "Save as JSON", "Save as SARIF"];
    let choose = move |way: String| {
        let audit = state.audit.get_untracked();
        match WAYS.iter().position(|name| *name == way) {
            Some(0) => browser::copy(written::markdown(&audit.findings), |_| {}),
            Some(1) => browser::save("findings.json", &written::json(&audit.findings)),
            _ => browser::save("findings.sarif", &written::sarif(&audit.findings)),
        }
    };
    menu("Export", "Export the audit", WAYS.into_iter().map(|name| (name, name)), choose)
        .attr("data-testid", "export")
        .attr_with("hidden", move || (!state.parsed.with(|parsed| is_audited(parsed))).then_some(""))
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

fn draw_reason(state: State, loud: Option<&'static str>, reason: &Explanation) -> El {
    let check = audit::about(reason.reason);
    // What there is to know of a signature that holds is as grave as the audit says.
    let tone = loud.unwrap_or(check.map_or("note", |check| tone(check.severity)));
    let item = item("reason", "data-reason", reason.reason, tone, &words::capital(&reason.message));
    let item = advise(item, check, reason.fix.as_deref(), reason.spec);
    item.children(reason.remedy.clone().map(|remedy| {
        let words = match &remedy {
            Remedy::Encoding(encoding) => format!("Read the secret as {}", encoding.name()),
            Remedy::Secret(_) => "Use that secret".to_owned(),
            Remedy::Token(_) => "Show the token as it should be".to_owned(),
        };
        button(&words).class("button remedy").attr("data-testid", "remedy").on("click", move |_| state.apply(&remedy))
    }))
}

fn draw_problem(state: State, problem: &Problem) -> El {
    let tone = match problem.grade {
        Grade::Note => "note",
        Grade::Repaired => "warning",
        Grade::Broken => "bad",
    };
    let item = item("problem", "data-code", problem.code, tone, &words::capital(&problem.message));
    // What was set aside around a token has no place in it.
    let item = match problem.grade {
        Grade::Repaired => item,
        _ => item.child(place(state, &problem.place(), problem.at.clone())),
    };
    advise(item, audit::about(problem.code), problem.hint.as_deref(), problem.spec)
}

fn draw_fault(state: State, fault: &ClaimFault) -> El {
    let at = Span { part: Part::Payload, range: fault.at.clone() };
    // It begins with the name of a claim, which has a case of its own.
    let item = item("problem", "data-code", fault.code, "warning", &fault.message);
    let item = item.child(place(state, &format!("claim {}", fault.claim), at));
    advise(item, audit::about(fault.code), fault.hint.as_deref(), Some(fault.spec))
}

fn draw_failure(state: State, failure: &Failure) -> El {
    let item = item("problem", "data-code", failure.code, "bad", &words::capital(&failure.message));
    let item = item.children(somewhere(state, failure.at.as_ref()));
    advise(item, None, Some(&failure.hint), Some(failure.spec))
}

fn draw_finding(state: State, finding: &Finding) -> El {
    let check = finding.check;
    let item = item("finding", "data-check", check.id(), tone(check.severity), &words::capital(&finding.message));
    let item = item.children(somewhere(state, finding.at.as_ref()));
    advise(item, Some(check), finding.fix.as_deref(), Some(check.spec))
}

fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Defect => "bad",
        Severity::Verifier => "warning",
        Severity::Information => "note",
    }
}

/// An item of the list as far as its message. Scripts know its kind by `testid`, and which it is by `code` in `attribute`.
fn item(testid: &str, attribute: &str, code: &str, tone: &str, message: &str) -> El {
    el("li")
        .attr("data-testid", testid)
        .attr(attribute, code)
        .attr("data-tone", tone)
        .child(el("span").class("mark").attr("aria-hidden", "true").text(mark(tone)))
        .child(words::draw(el("strong"), message))
}

/// Why it matters, what to do about it, and the rule that it is about.
fn advise(item: El, check: Option<&Check>, hint: Option<&str>, spec: Option<Spec>) -> El {
    let mut advice = el("p");
    let why = check.map(Check::why);
    for text in [why, hint.or(check.map(Check::fix))].into_iter().flatten() {
        advice = words::draw(advice, &format!("{}. ", words::capital(text)));
    }
    item.child(advice.children(spec.map(citation)))
}

/// A place that lights up when it is pressed.
fn place(state: State, words: &str, at: Span) -> El {
    el("button").class("place").attr("type", "button").text(words).on("click", move |_| light(state, &at))
}

/// The same for what may have a place, whose words are not known yet.
fn somewhere(state: State, at: Option<&Span>) -> Option<El> {
    let at = at?;
    let line_column = state
        .parsed
        .with(|parsed| state::document(parsed, at.part).map(|document| line_column(&document.text, at.range.start)));
    Some(place(state, &at.words(line_column), at.clone()))
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
pub fn citation(spec: Spec) -> El {
    el("a")
        .class("spec")
        .attr("href", &spec.url())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(&spec.to_string())
}
