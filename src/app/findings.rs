//! Everything that is wrong or worth knowing, in one list: the format's problems, the signature's reasons, the claims'
//! faults; each with its place, its rule and what to do.

use super::dom::{El, el};
use super::state::State;
use super::words;
use jwt_debugger::claims::ClaimFault;
use jwt_debugger::explain::Explanation;
use jwt_debugger::spec::Spec;
use jwt_debugger::token::{Grade, Problem};
use jwt_debugger::verify::Verdict;

/// So many are listed; a text that is nothing but faults has no use for more.
const LISTED_UP_TO: usize = 50;

/// The pane with the list.
pub fn findings(state: State) -> El {
    let count = move || {
        let problems = state.parsed.with(|parsed| parsed.problems.len());
        match problems + untold(state).1.len() + state.claims.with(|claims| claims.faults.len()) {
            0 => "nothing to report".to_owned(),
            1 => "1 note".to_owned(),
            many => format!("{many} notes"),
        }
    };
    let draw = move || {
        let (tone, reasons) = untold(state);
        let mut list: Vec<El> = reasons.iter().map(|reason| draw_reason(tone, reason)).collect();
        state.parsed.with(|parsed| list.extend(parsed.problems.iter().take(LISTED_UP_TO).map(draw_problem)));
        state.claims.with(|claims| list.extend(claims.faults.iter().take(LISTED_UP_TO).map(draw_fault)));
        list
    };
    el("section")
        .class("pane findings")
        .attr("aria-labelledby", "findings-title")
        .child(
            el("header")
                .child(el("h2").attr("id", "findings-title").text("Findings"))
                .child(el("small").text_with(count)),
        )
        .child(el("ul").children_with(draw))
}

/// The reasons of the present verdict that the format's problems do not tell, and how loud they are.
fn untold(state: State) -> (&'static str, Vec<Explanation>) {
    let verdict = state.verdict.get();
    let (tone, reasons) = reasons(verdict.as_deref());
    match state.parsed.with(|parsed| already_told(verdict.as_deref(), &parsed.problems)) {
        true => (tone, vec![]),
        false => (tone, reasons.to_vec()),
    }
}

/// The explanations that a verdict carries, and how loud they are.
fn reasons(verdict: Option<&Verdict>) -> (&'static str, &[Explanation]) {
    match verdict {
        Some(Verdict::Invalid(reasons)) => ("bad", reasons),
        Some(Verdict::KeyMismatch(reason)) => ("bad", std::slice::from_ref(reason)),
        Some(Verdict::Unsupported(reason)) => ("warning", std::slice::from_ref(reason)),
        Some(Verdict::Valid(evidence) | Verdict::SelfAttested(evidence)) => ("note", &evidence.notes),
        _ => ("note", &[]),
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

fn draw_reason(tone: &'static str, reason: &Explanation) -> El {
    let item = item("reason", "data-reason", reason.reason, tone, &words::capital(&reason.message));
    advise(item, reason.fix.as_deref(), reason.spec)
}

fn draw_problem(problem: &Problem) -> El {
    let tone = match problem.grade {
        Grade::Note => "note",
        Grade::Repaired => "warning",
        Grade::Broken => "bad",
    };
    let item = item("problem", "data-code", problem.code, tone, &words::capital(&problem.message));
    // What was set aside around a token has no place in it.
    let item = match problem.grade {
        Grade::Repaired => item,
        _ => item.child(el("span").class("place").text(&problem.place())),
    };
    advise(item, problem.hint.as_deref(), problem.spec)
}

fn draw_fault(fault: &ClaimFault) -> El {
    let item = item("problem", "data-code", fault.code, "warning", &fault.message)
        .child(el("span").class("place").text(&format!("claim {}", fault.claim)));
    advise(item, fault.hint.as_deref(), Some(fault.spec))
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

/// What to do about it, and the rule that it is about.
fn advise(item: El, hint: Option<&str>, spec: Option<Spec>) -> El {
    let advice = words::draw(el("p"), &words::capital(hint.unwrap_or_default()));
    item.child(advice.text(" ").children(spec.map(citation)))
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
