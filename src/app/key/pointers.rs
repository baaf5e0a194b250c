//! Where the token says that its keys are: links that the person follows into a new tab. The page never fetches them.

use super::super::controls::CopyButton;
use super::super::json::TokenText;
use super::super::message::Message;
use super::super::state::State;
use jwt_debugger::engine::verify::pointers::{Pointer, pointers};
use jwt_debugger::session::view::numbered;
use leptos::prelude::*;

/// Whether `address` may be a link: to a server, over TLS, and without a character that hides or ends it.
fn is_link(address: &str) -> bool {
    let rest = address.strip_prefix("https://").unwrap_or_default();
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}@".contains(&byte))
}

/// The addresses, as long as there is no key.
#[component]
pub fn Addresses(state: State) -> impl IntoView {
    let found = Memo::new(move |_| state.parsed.with(|parsed| parsed.token.as_ref().map(pointers).unwrap_or_default()));
    let item = |(Pointer { member, address, holds }, _): (Pointer, usize)| {
        let (link, copied) = (is_link(&address).then(|| address.clone()), address.clone());
        // Nothing that a token holds may end the quotes.
        let command = link.as_ref().map(|address| format!("curl -sS '{}'", address.replace('\'', "%27")));
        let text = view! { <code class="address"><TokenText text=address/></code> };
        let shown = match link {
            Some(href) => view! { <a href=href target="_blank" rel="noreferrer noopener">{text}</a> }.into_any(),
            None => text.into_any(),
        };
        view! {
            <li>
                <Message text=format!("`{member}` leads to {holds}: ")/>
                {shown}
                <CopyButton what="address" text=move || copied.clone()/>
                {command.map(|command| {
                    view! { <CopyButton what="curl command" title="Copy curl" text=move || command.clone()/> }
                })}
            </li>
        }
    };
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <div class="pointers" data-testid="key-pointers">
                <p class="quiet">
                    "Its keys may be found here. The page fetches nothing: open the address yourself if you trust it, and paste the answer above."
                </p>
                <ul>
                    <For each=move || numbered(found.get()) key=Clone::clone children=item/>
                </ul>
            </div>
        </Show>
    }
}
