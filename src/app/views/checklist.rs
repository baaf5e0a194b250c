//! Best practices, each held against the token at hand by the audit's checks.

use super::super::browser::prose::{lead, link, prose, tag, title};
use super::super::message::Message;
use super::super::state::{self, State};
use jwt_debugger::audit::LONGEST;
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
pub fn checklist_view(state: State, content: Arc<Content>) -> Vec<AnyView> {
    vec![
        title("Checklist"),
        lead(
            "What RFC 8725 and its revision ask for, held against the token in the debugger. “Nothing found” means that no check of \
             this page objects; what your verifier does, it cannot see.",
        ),
        tag("div").class("checklist").changing(move || groups(state, &content)).view(),
    ]
}

fn groups(state: State, content: &Content) -> AnyView {
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
    let mut sections = vec![];
    for group in &content.checklist {
        let items = group.practices.iter().map(|practice| {
            let standing = practice.state(&audit, seen);
            match standing {
                Standing::Fired(_) => tally.fired += 1,
                Standing::Silent => tally.silent += 1,
                Standing::Unknown(_) => tally.unknown += 1,
            }
            item(practice, standing)
        });
        sections.push(tag("h2").text(&group.title).view());
        sections.push(tag("ul").all(items).view());
    }
    let Tally { fired, silent, unknown } = tally;
    let all = format!("Look at {fired}; nothing found for {silent}; {unknown} cannot be judged from here.");
    let tally = tag("p").attr("role", "status").attr("data-testid", "checklist-tally").add(tag("b").text(all).view());
    tag("div").add(tally.view()).all(sections).view()
}

fn item(practice: &Practice, standing: Standing) -> AnyView {
    let (state, name) = standing.names();
    let heading = tag("h3").text(&practice.title).add(tag("span").class("standing").text(name).view()).view();
    let mut parts = vec![heading, tag("p").all(prose(&practice.text)).view()];
    match standing {
        Standing::Fired(findings) => {
            let found = findings.iter().map(|finding| {
                let text = capital(&words::title(&finding.what));
                let said = view! { <Message text/> }.into_any();
                tag("li").attr("data-check", finding.check.id).attr("title", finding.check.id).add(said).view()
            });
            parts.push(tag("ul").class("found").all(found).view());
        }
        Standing::Unknown(why) => parts.push(tag("p").class("quiet").text(why).view()),
        Standing::Silent => {}
    }
    let more = tag("p").class("sources").add(link(&practice.lesson, "Lesson")).text(" · ");
    parts.push(more.add(link(&practice.source.address, &practice.source.words)).view());
    tag("li").attr("data-testid", "practice").attr("data-state", state).all(parts).view()
}
