//! Everything that is wrong or worth knowing, in one list, the gravest first: why the signature does not hold, the format's
//! problems, the claims' faults, and what the audit finds; each with its place, its rule and what to do. A place, when pressed,
//! lights up.

pub mod entry;

use super::browser;
use super::controls::Menu;
use super::layers::OtherFindings;
use super::panes::{PaneTitle, Panes, WholePage};
use super::state::{LayerState, State};
use entry::in_order;
pub use entry::{Entry, EntryItem, lights};
use jwt_debugger::audit::{self, Audit};
use jwt_debugger::engine::verify::Verdict;
use jwt_debugger::jose::{Diagnostic, Parsed};
use jwt_debugger::session::layout::Pane;
use jwt_debugger::session::report::Proof;
use jwt_debugger::session::view::numbered;
use jwt_debugger::session::{Grade, Question, export as written};
use jwt_debugger::spec::Spec;
use jwt_debugger::words::counted;
use leptos::prelude::*;
use std::sync::Arc;

/// So many of a kind are listed; a text that is nothing but faults has no use for more.
const LISTED_UP_TO: usize = 50;

/// What the audit found, and what it was made of.
#[derive(Default)]
struct Audited {
    asked: Option<Question>,
    verdict: Option<Arc<Verdict>>,
    audit: Arc<Audit>,
}

/// The pane with the list.
#[component]
pub fn FindingsPanel(state: State, path: Memo<Vec<LayerState>>) -> impl IntoView {
    let panes = expect_context::<Panes>();
    let audited = RwSignal::new(Audited::default());
    audit_after_frames(state, audited);
    let own = move || audited.with(|audited| audited.audit.findings.iter().filter(|one| !one.repeats).count());
    // Whatever is asked comes to a verdict of its own.
    let current = move || {
        let verdict = state.verdict.get();
        let current = audited.with(|audited| audited.verdict == verdict && audited.asked == state.question());
        if current { "true" } else { "false" }
    };
    let count = move || {
        let problems = state.parsed.with(|parsed| parsed.problems.len());
        let unmet = state.outcome.with(|outcome| outcome.failures.len() + outcome.bindings.len());
        let long = state.parsed.with(|parsed| parsed.token.is_some() && !is_audited(parsed));
        let audited = if long { ", too long for the audit" } else { "" };
        let notes =
            match problems + untold(state).1.len() + state.claims.with(|claims| claims.faults.len()) + unmet + own() {
                0 => "nothing to report".to_owned(),
                many => counted(many, "finding"),
            };
        notes + audited
    };
    let entries = move || {
        let (tone, reasons) = untold(state);
        let parsed = state.parsed.get();
        let first = reasons.first().map(|first| Entry::of_reason(tone, first).without_remedy());
        let others = reasons.iter().skip(1).map(|reason| Entry::of_reason(tone, reason));
        let mut list: Vec<Entry> = first.into_iter().chain(others).collect();
        state.outcome.with(|outcome| {
            list.extend(
                outcome.bindings.iter().chain(&outcome.failures).map(|failure| Entry::of_diagnostic(&parsed, failure)),
            );
        });
        let problems = parsed.problems.iter().take(LISTED_UP_TO);
        list.extend(problems.map(|problem| Entry::of_diagnostic(&parsed, problem)));
        state.claims.with(|claims| {
            let faults = claims.faults.iter().take(LISTED_UP_TO);
            list.extend(faults.map(|fault| Entry::of_diagnostic(&parsed, fault)));
        });
        audited.with(|audited| {
            let own = audited.audit.findings.iter().filter(|finding| !finding.repeats).take(LISTED_UP_TO);
            list.extend(own.map(|finding| Entry::of_finding(&parsed, finding)));
        });
        in_order(&mut list);
        numbered(list)
    };
    view! {
        <section
            class="pane findings"
            aria-labelledby="findings-title"
            data-audited=current
            data-whole=move || panes.is_whole(Pane::Findings).then_some("true")
            data-folded=move || panes.is_folded(Pane::Findings).then_some("true")
        >
            <header>
                <PaneTitle pane=Pane::Findings id="findings-title" name="Findings"/>
                <small>{count}</small>
                <div class="tools">
                    <Export state/>
                    <WholePage pane=Pane::Findings name="Findings"/>
                </div>
            </header>
            <ul class="entries">
                <For each=entries key=Clone::clone let((entry, _))>
                    <EntryItem state entry/>
                </For>
            </ul>
            <OtherFindings state path/>
        </section>
    }
    .into_any()
}

/// Audits the token, and looks further for the reason why its signature does not hold, when the frame that shows the verdict
/// has been drawn: nobody waits for it, and typing least of all.
fn audit_after_frames(state: State, audited: RwSignal<Audited>) {
    let waits = StoredValue::new(false);
    // It changes when the time comes at which a finding does, and not with each second.
    let outdated = Memo::new(move |_| audited.with(|audited| !audited.audit.holds.contains(&state.instant.get())));
    Effect::new(move || {
        state.audit_inputs();
        outdated.get();
        if !waits.get_value() {
            waits.set_value(true);
            browser::after_frame(move || {
                waits.set_value(false);
                let (asked, verdict) = (state.question(), state.verdict.get_untracked());
                audited.set(Audited { asked, verdict, audit: state.audit.get_untracked() });
                state.search_further();
                state.derive_further();
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

/// The reasons of the present verdict that the format's problems do not tell, and how grave they are if the verdict says so.
fn untold(state: State) -> (Option<Grade>, Vec<Diagnostic>) {
    let (verdict, decryption) = (state.verdict.get(), state.decryption.get());
    let proof = decryption.as_deref().map_or(Proof::Signature(verdict.as_deref()), Proof::Decryption);
    let (grade, reasons) = state.parsed.with(|parsed| proof.untold(&parsed.problems));
    (grade, reasons.to_vec())
}

/// A link to the rule, which a person may follow.
#[component]
pub fn Citation(spec: Spec) -> impl IntoView {
    view! {
        <a class="spec" href=spec.url() target="_blank" rel="noopener noreferrer">{spec.to_string()}</a>
    }
}
