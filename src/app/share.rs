//! The token on its way out: as a header line, a command, decoded JSON, or a link that is made only when it is asked for.

use super::browser;
use super::controls::Menu;
use super::dialogs::CloseButton;
use super::state::{self, State};
use jwt_debugger::key::Held;
use jwt_debugger::link;
use jwt_debugger::token::Token;
use leptos::prelude::*;

/// A way to write a token: its name, and the text it gives.
type Way = (&'static str, fn(&Token) -> String);

/// Ways to take the token along, beside copying it as it is.
const WAYS: [Way; 3] = [
    ("Authorization header", |token| format!("Authorization: Bearer {}", token.text)),
    ("cURL command", |token| {
        // Nothing that a token holds may end the quotes.
        let quoted = token.text.replace('\'', "'\\''");
        format!("curl -H 'Authorization: Bearer {quoted}' https://api.example.com/")
    }),
    ("Decoded JSON", |token| {
        let payload = token.payload.as_ref().map_or("null", |payload| payload.text.as_str());
        format!("{{\"header\":{},\"payload\":{payload}}}", token.header.text)
    }),
];
const LINK: &str = "Link…";

/// A select that copies in one of these ways, or opens the dialog for links.
#[component]
pub fn CopyAs(state: State) -> impl IntoView {
    let choose = move |chosen: String| {
        if chosen == LINK {
            state.sharing.set(true);
            browser::open_dialog("share");
        } else if let Some((_, write)) = WAYS.iter().find(|way| way.0 == chosen) {
            state
                .parsed
                .with_untracked(|parsed| parsed.token.as_ref().map(|token| browser::copy(write(token), |_| {})));
        }
    };
    let choices = WAYS.iter().map(|way| way.0).chain([LINK]).map(|name| (name, name)).collect();
    view! { <Menu title="Copy as" label="Copy token as" choices choose attr:data-testid="copy-as"/> }
}

/// The dialog that makes a link, and says what is in it.
#[component]
pub fn ShareDialog(state: State) -> impl IntoView {
    let signature = RwSignal::new(false);
    let key = RwSignal::new(false);
    let address = move || {
        let held = state.key.get();
        let public = match held.as_deref() {
            Some(Ok(Held::One(found))) if key.get() => Some(found),
            _ => None,
        };
        let page = browser::page_address();
        state.parsed.with(|parsed| {
            parsed.token.as_ref().map(|token| link::write(&page, token, signature.get(), public)).unwrap_or_default()
        })
    };
    let holds = move || {
        let claims = state.parsed.with(|parsed| state::payload(parsed).map_or(0, |payload| payload.members().len()));
        let rest = match signature.get() {
            true => "and its signature: whoever has the link can use the token as long as it is valid.",
            false => "and no signature: nobody can use the token with it.",
        };
        format!(
            "The link holds the token's header, its payload with {claims} claims, {rest} It never holds a secret or a private key."
        )
    };
    let shown = move || match state.sharing.get() {
        true => address(),
        false => String::new(),
    };
    view! {
        <dialog
            id="share"
            class="dialog"
            aria-labelledby="share-title"
            on:close=move |_| state.sharing.set(false)
        >
            <h2 id="share-title">"Share a link"</h2>
            <p data-testid="share-holds">{holds}</p>
            <Check id="share-signature" words="with the signature" checked=signature/>
            <Check id="share-key" words="with the public key" checked=key/>
            <textarea
                readonly
                rows="3"
                aria-label="Link"
                class="share-link"
                data-testid="share-link"
                prop:value=shown
            />
            <div class="dialog-actions">
                <button
                    class="button"
                    type="button"
                    on:click=move |_| browser::copy(untrack(address), |_| {})
                >
                    "Copy link"
                </button>
                <CloseButton/>
            </div>
        </dialog>
    }
    .into_any()
}

/// One thing that may go into the link.
#[component]
fn Check(id: &'static str, words: &'static str, checked: RwSignal<bool>) -> impl IntoView {
    view! {
        <p>
            <label>
                <input
                    type="checkbox"
                    data-testid=id
                    on:change=move |event| checked.set(event_target_checked(&event))
                />
                " "
                {words}
            </label>
        </p>
    }
}
