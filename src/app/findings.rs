//! Everything that is wrong or worth knowing, in one list: the format's problems, the signature's reasons, the claims'
//! faults; each with its place, its rule and what to do.

use super::state::State;
use super::words;
use jwt_debugger::claims::ClaimFault;
use jwt_debugger::explain::Explanation;
use jwt_debugger::spec::Spec;
use jwt_debugger::token::{Grade, Problem};
use jwt_debugger::verify::Verdict;
use leptos::prelude::*;

/// So many are listed; a text that is nothing but faults has no use for more.
const LISTED_UP_TO: usize = 50;

/// The pane with the list.
#[component]
pub fn Findings(state: State) -> impl IntoView {
    let count = Memo::new(move |_| {
        let problems = state.parsed.with(|parsed| parsed.problems.len());
        let verdict = state.verdict.get();
        let told = state.parsed.with(|parsed| already_told(verdict.as_deref(), &parsed.problems));
        let reasons = if told { 0 } else { reasons(verdict.as_deref()).1.len() };
        problems + reasons + state.claims.with(|claims| claims.faults.len())
    });
    view! {
        <section class="pane findings" aria-labelledby="findings-title">
            <header>
                <h2 id="findings-title">"Findings"</h2>
                <small>
                    {move || match count.get() {
                        0 => "nothing to report".to_owned(),
                        1 => "1 note".to_owned(),
                        many => format!("{many} notes"),
                    }}
                </small>
            </header>
            <ul>
                {move || {
                    let verdict = state.verdict.get();
                    let (tone, reasons) = reasons(verdict.as_deref());
                    let told = state.parsed.with(|parsed| already_told(verdict.as_deref(), &parsed.problems));
                    reasons.iter().filter(|_| !told).map(|reason| draw_reason(tone, reason)).collect_view()
                }}
                {move || state.parsed.with(|parsed| {
                    parsed.problems.iter().take(LISTED_UP_TO).map(draw_problem).collect_view()
                })}
                {move || state.claims.with(|claims| claims.faults.iter().take(LISTED_UP_TO).map(draw_fault).collect_view())}
            </ul>
        </section>
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

fn draw_reason(tone: &'static str, reason: &Explanation) -> AnyView {
    view! {
        <li data-testid="reason" data-reason=reason.reason data-tone=tone>
            <span class="mark" aria-hidden="true">{mark(tone)}</span>
            <strong>{words::draw(&words::capital(&reason.message))}</strong>
            <p>{reason.fix.as_deref().map(words::capital).as_deref().map(words::draw)}" "{reason.spec.map(citation)}</p>
        </li>
    }
    .into_any()
}

fn draw_problem(problem: &Problem) -> AnyView {
    let tone = match problem.grade {
        Grade::Note => "note",
        Grade::Repaired => "warning",
        Grade::Broken => "bad",
    };
    view! {
        <li data-testid="problem" data-code=problem.code data-tone=tone>
            <span class="mark" aria-hidden="true">{mark(tone)}</span>
            <strong>{words::draw(&words::capital(&problem.message))}</strong>
            // What was set aside around a token has no place in it.
            {(problem.grade != Grade::Repaired).then(|| view! { <span class="place">{problem.place()}</span> })}
            <p>{problem.hint.as_deref().map(words::capital).as_deref().map(words::draw)}" "{problem.spec.map(citation)}</p>
        </li>
    }
    .into_any()
}

fn draw_fault(fault: &ClaimFault) -> AnyView {
    view! {
        <li data-testid="problem" data-code=fault.code data-tone="warning">
            <span class="mark" aria-hidden="true">{mark("warning")}</span>
            <strong>{words::draw(&fault.message)}</strong>
            <span class="place">{format!("claim {}", fault.claim)}</span>
            <p>{fault.hint.as_deref().map(words::capital).as_deref().map(words::draw)}" "{citation(fault.spec)}</p>
        </li>
    }
    .into_any()
}

fn mark(tone: &str) -> &'static str {
    match tone {
        "bad" => "✕",
        "warning" => "△",
        _ => "○",
    }
}

/// A link to the rule, which a person may follow.
pub fn citation(spec: Spec) -> AnyView {
    view! { <a class="spec" href=spec.url() target="_blank" rel="noopener noreferrer">{spec.to_string()}</a> }
        .into_any()
}
