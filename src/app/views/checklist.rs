//! Best practices, each held against the token at hand by the audit's checks.

use super::super::message::Message;
use super::super::state::{self, State};
use super::parts::{Lead, Link, Title};
use super::prose::Prose;
use jwt_debugger::audit::{Finding, LONGEST};
use jwt_debugger::content::Content;
use jwt_debugger::content::checklist::{Practice, Seen, State as Standing};
use jwt_debugger::words::{self, capital};
use leptos::prelude::*;
use std::sync::Arc;

/// How many practices stand in each way.
#[derive(Default)]
struct Tally {
    fired: usize,
    silent: usize,
    unknown: usize,
}

/// The page.
#[component]
pub fn ChecklistView(state: State, content: Arc<Content>) -> impl IntoView {
    view! {
        <Title text="Checklist"/>
        <Lead text="What RFC 8725 and its revision ask for, held against the token in the debugger. “Nothing found” means that no \
                    check of this page objects; what your verifier does, it cannot see."/>
        <div class="checklist">{move || view! { <Groups state content=&content/> }}</div>
    }
}

/// All practices, as the token and the key in the debugger are now.
#[component]
fn Groups<'a>(state: State, content: &'a Content) -> impl IntoView + use<> {
    // The audit itself is made anew each second, for what depends on the time.
    state.audit_inputs();
    let (audit, key) = (state.audit.get_untracked(), state.key.get());
    let is_audited = state.verdict.with(Option::is_some);
    let seen = state.parsed.with(|parsed| Seen {
        token: is_audited && parsed.token.as_ref().is_some_and(|token| token.text.len() <= LONGEST),
        key: key.is_some_and(|key| key.is_ok()),
        claims: state::payload(parsed).is_some(),
    });
    let mut tally = Tally::default();
    let mut item = |practice: &Practice| {
        let standing = practice.state(&audit, seen);
        match standing {
            Standing::Fired(_) => tally.fired += 1,
            Standing::Silent => tally.silent += 1,
            Standing::Unknown(_) => tally.unknown += 1,
        }
        view! { <PracticeItem practice standing/> }
    };
    let mut sections = vec![];
    for group in &content.checklist {
        let items = group.practices.iter().map(&mut item).collect_view();
        sections.push(view! { <h2>{group.title.to_string()}</h2><ul>{items}</ul> });
    }
    let Tally { fired, silent, unknown } = tally;
    let tally = format!("Look at {fired}; nothing found for {silent}; {unknown} cannot be judged from here.");
    view! {
        <div>
            <p role="status" data-testid="checklist-tally"><b>{tally}</b></p>
            {sections}
        </div>
    }
    .into_any()
}

#[component]
fn PracticeItem<'a>(practice: &'a Practice, standing: Standing<'a>) -> impl IntoView + use<> {
    let (state, name) = standing.names();
    let finding = |finding: &&Finding| {
        let text = capital(&words::title(&finding.what));
        view! { <li data-check=finding.check.id title=finding.check.id><Message text/></li> }
    };
    let more = match &standing {
        Standing::Fired(findings) => {
            Some(view! { <ul class="found">{findings.iter().map(finding).collect_view()}</ul> }.into_any())
        }
        Standing::Unknown(why) => Some(view! { <p class="quiet">{*why}</p> }.into_any()),
        Standing::Silent => None,
    };
    view! {
        <li data-testid="practice" data-state=state>
            <h3>{practice.title.to_string()}<span class="standing">{name}</span></h3>
            <p><Prose nodes=&practice.text/></p>
            {more}
            <p class="sources">
                <Link href=practice.lesson.to_string() text="Lesson"/>
                " · "
                <Link href=practice.source.address.to_string() text=practice.source.words.to_string()/>
            </p>
        </li>
    }
    .into_any()
}
