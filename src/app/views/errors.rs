//! Messages of libraries: what one means, and whether the token on screen shows the cause.

use super::super::controls::PrivateField;
use super::super::message::Message;
use super::super::state::State;
use super::parts::{Lead, Title};
use super::prose::Prose;
use jwt_debugger::content::Content;
use jwt_debugger::content::errors::{self, find};
use leptos::prelude::*;
use std::sync::Arc;

/// So many meanings are shown: those that say most of what was pasted.
const SHOWN: usize = 3;

const UNKNOWN: &str =
    "No library of the list below writes this. Paste its token into the debugger: it says what is wrong by itself.";

/// The page.
#[component]
pub fn ErrorsView(state: State, content: Arc<Content>) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    let known = known(&content);
    let meanings = move || {
        let pasted = pasted.read();
        let found = find(&content.errors, &pasted);
        if found.is_empty() && !pasted.trim().is_empty() {
            return view! { <p>{UNKNOWN}</p> }.into_any();
        }
        let meaning = |message| view! { <Meaning state message/> };
        view! { <div>{found.into_iter().take(SHOWN).map(meaning).collect_view()}</div> }.into_any()
    };
    view! {
        <Title text="Error messages"/>
        <Lead text="Paste what a library or server says, as it is: a line of a log will do. It stays in this page, like everything else."/>
        <label class="errors">
            <span>"Message"</span>
            <PrivateField
                attr:rows="3"
                attr:data-testid="error-input"
                on:input=move |event| pasted.set(event_target_value(&event))
            />
        </label>
        <div role="status" data-testid="error-meanings">{meanings}</div>
        <h2>"Messages that are known"</h2>
        <p>{known}</p>
    }
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

/// What a message means, and whether the token in the debugger shows its cause.
#[component]
fn Meaning<'a>(state: State, message: &'a errors::Message) -> impl IntoView + use<> {
    let codes = message.codes.clone();
    let none = match codes.is_empty() {
        true => "A token cannot show the cause of this one.",
        false => "The token in the debugger does not show the cause.",
    };
    let cause = move || {
        let mut told = state.told();
        told.retain(|(code, _)| codes.iter().any(|one| *one == **code));
        if told.is_empty() {
            return view! { <p class="quiet">{none}</p> }.into_any();
        }
        let item = |(code, text): (&'static str, String)| view! { <li data-code=code><Message text/></li> };
        view! {
            <div class="cause">
                <b>"The token in the debugger shows the cause:"</b>
                <ul>{told.into_iter().map(item).collect_view()}</ul>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="meaning" data-testid="error-meaning">
            <h2>{message.library.to_string()}</h2>
            <p><Prose nodes=&message.means/></p>
            <p><b>"Look at: "</b><Prose nodes=&message.look/></p>
            {cause}
        </section>
    }
    .into_any()
}
