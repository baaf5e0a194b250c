//! Messages of libraries: what one means, and whether the token on screen shows the cause.

use super::super::controls::PrivateField;
use super::super::message::Message;
use super::super::state::State;
use super::prose::{element, prose, text};
use jwt_debugger::content::Content;
use jwt_debugger::content::errors::{self, find};
use leptos::prelude::*;
use std::sync::Arc;

/// So many meanings are shown: those that say most of what was pasted.
const SHOWN: usize = 3;

/// The page.
#[component]
pub fn Errors(state: State, content: Arc<Content>) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    let found = {
        let content = content.clone();
        move || {
            let found = pasted
                .with(|pasted| find(&content.errors, pasted).into_iter().take(SHOWN).cloned().collect::<Vec<_>>());
            match found.is_empty() && pasted.with(|pasted| !pasted.trim().is_empty()) {
                true => vec![element("p", "", vec![text(UNKNOWN)])],
                false => found.iter().map(|message| meaning(state, message)).collect(),
            }
        }
    };
    let libraries: Vec<String> = content.errors.iter().map(|message| message.library.to_string()).collect();
    view! {
        <h1 id="view-title" tabindex="-1">"Error messages"</h1>
        <p class="lead">
            "Paste what a library or server says, as it is: a line of a log will do. It stays in this page, like everything else."
        </p>
        <label class="errors">
            <span>"Message"</span>
            <PrivateField
                attr:rows="3"
                attr:data-testid="error-input"
                on:input=move |event| pasted.set(event_target_value(&event))
            />
        </label>
        <div role="status" data-testid="error-meanings">{found}</div>
        <h2>"Messages that are known"</h2>
        <p>{known(&libraries)}</p>
    }
    .into_any()
}

const UNKNOWN: &str =
    "No library of the list below writes this. Paste its token into the debugger: it says what is wrong by itself.";

/// How many messages of whom.
fn known(libraries: &[String]) -> String {
    let mut counted: Vec<(&str, usize)> = vec![];
    for library in libraries {
        match counted.iter_mut().find(|(name, _)| name == library) {
            Some((_, count)) => *count += 1,
            None => counted.push((library, 1)),
        }
    }
    let words: Vec<String> = counted.iter().map(|(name, count)| format!("{name} ({count})")).collect();
    words.join(", ")
}

fn meaning(state: State, message: &errors::Message) -> AnyView {
    let codes = message.codes.clone();
    let shown = move || {
        let told = state.told();
        let fits: Vec<_> = told.into_iter().filter(|(code, _)| codes.iter().any(|one| *one == **code)).collect();
        match (codes.is_empty(), fits.is_empty()) {
            (true, _) => element("p", "quiet", vec![text("A token cannot show the cause of this one.")]),
            (_, true) => element("p", "quiet", vec![text("The token in the debugger does not show the cause.")]),
            _ => {
                let item = |(code, said): (&'static str, String)| {
                    view! { <li data-code=code><Message text=said/></li> }.into_any()
                };
                let title = element("b", "", vec![text("The token in the debugger shows the cause:")]);
                element("div", "cause", vec![title, element("ul", "", fits.into_iter().map(item).collect())])
            }
        }
    };
    view! {
        <section class="meaning" data-testid="error-meaning">
            <h2>{message.library.to_string()}</h2>
            <p>{prose(&message.means)}</p>
            <p><b>"Look at: "</b>{prose(&message.look)}</p>
            {shown}
        </section>
    }
    .into_any()
}
