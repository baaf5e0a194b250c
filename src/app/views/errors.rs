//! Messages of libraries: what one means, and whether the token on screen shows the cause.

use super::super::browser::prose::{lead, prose, tag, title};
use super::super::controls::PrivateField;
use super::super::message::Message;
use super::super::state::State;
use jwt_debugger::content::Content;
use jwt_debugger::content::errors::{self, find};
use leptos::prelude::*;
use std::sync::Arc;

/// So many meanings are shown: those that say most of what was pasted.
const SHOWN: usize = 3;

const UNKNOWN: &str =
    "No library of the list below writes this. Paste its token into the debugger: it says what is wrong by itself.";

/// The page.
pub fn errors_view(state: State, content: Arc<Content>) -> Vec<AnyView> {
    let pasted = RwSignal::new(String::new());
    let known = known(&content);
    let found = move || {
        pasted.with(|pasted| {
            let found = find(&content.errors, pasted);
            match found.is_empty() && !pasted.trim().is_empty() {
                true => tag("p").text(UNKNOWN).view(),
                false => tag("div").all(found.into_iter().take(SHOWN).map(|message| meaning(state, message))).view(),
            }
        })
    };
    let field = view! {
        <PrivateField
            attr:rows="3"
            attr:data-testid="error-input"
            on:input=move |event| pasted.set(event_target_value(&event))
        />
    };
    let label = tag("label").class("errors").add(tag("span").text("Message").view()).add(field.into_any()).view();
    vec![
        title("Error messages"),
        lead(
            "Paste what a library or server says, as it is: a line of a log will do. It stays in this page, like everything else.",
        ),
        label,
        tag("div").attr("role", "status").attr("data-testid", "error-meanings").changing(found).view(),
        tag("h2").text("Messages that are known").view(),
        tag("p").text(known).view(),
    ]
}

/// How many messages of whom; those of one stand together.
fn known(content: &Content) -> String {
    let mut out = String::new();
    let mut rest = content.errors.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|message| message.library == first.library).count();
        if !out.is_empty() {
            out.push_str(", ");
        }
        out += &format!("{} ({count})", first.library);
        rest = rest.get(count..).unwrap_or_default();
    }
    out
}

fn meaning(state: State, message: &errors::Message) -> AnyView {
    let codes = message.codes.clone();
    let shown = move || {
        let mut told = state.told();
        told.retain(|(code, _)| codes.iter().any(|one| *one == **code));
        let none = match codes.is_empty() {
            true => "A token cannot show the cause of this one.",
            false => "The token in the debugger does not show the cause.",
        };
        if told.is_empty() {
            return tag("p").class("quiet").text(none).view();
        }
        let item = |(code, said): (&'static str, String)| {
            tag("li").attr("data-code", code).add(view! { <Message text=said/> }.into_any()).view()
        };
        let heading = tag("b").text("The token in the debugger shows the cause:").view();
        tag("div").class("cause").add(heading).add(tag("ul").all(told.into_iter().map(item)).view()).view()
    };
    let look = tag("p").add(tag("b").text("Look at: ").view()).all(prose(&message.look)).view();
    tag("section")
        .class("meaning")
        .attr("data-testid", "error-meaning")
        .all([tag("h2").text(&message.library).view(), tag("p").all(prose(&message.means)).view(), look])
        .changing(shown)
        .view()
}
