//! Where the token says that its keys are: shown, to be opened by the person, and never fetched.

use super::super::controls::CopyButton;
use super::super::json::TokenText;
use super::super::message::Message;
use super::super::state::State;
use jwt_debugger::verify::pointers::{Pointer, pointers};
use leptos::prelude::*;

/// The addresses, as long as there is no key.
#[component]
pub fn Addresses(state: State) -> impl IntoView {
    let found = Memo::new(move |_| state.parsed.with(|parsed| parsed.token.as_ref().map(pointers).unwrap_or_default()));
    let draw = |Pointer { member, address, holds }: Pointer| {
        let copied = address.clone();
        view! {
            <li>
                <Message text=format!("`{member}` leads to {holds}: ")/>
                <code class="address"><TokenText text=address/></code>
                <CopyButton what="address" text=move || copied.clone()/>
            </li>
        }
    };
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <div class="pointers" data-testid="key-pointers">
                <p class="quiet">
                    "Its keys may be found here. Nothing is fetched: open the address yourself if you trust it, and paste what it answers."
                </p>
                <ul>
                    <For each=move || found.get() key=|pointer| (pointer.member, pointer.address.clone()) children=draw/>
                </ul>
            </div>
        </Show>
    }
}
