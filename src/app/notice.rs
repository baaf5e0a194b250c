//! What came with a link beside token and key: what was refused, and what the link asks to be expected.

use super::message::Message;
use super::state::State;
use jwt_debugger::session::link::Expectations;
use jwt_debugger::session::view::numbered;
use jwt_debugger::words;
use leptos::prelude::*;
use std::iter;

/// The notice, as long as there is something to say and nobody has dismissed it.
#[component]
pub fn LinkNotice(state: State) -> impl IntoView {
    let dismiss = move |_| {
        state.refused.set(vec![]);
        state.from_link.set(Expectations::default());
    };
    let said = Memo::new(move |_| {
        let refused = state.refused.get().into_iter().map(|refused| ("warn", words::sentences(&refused)));
        let expected = iter::once(("plain", state.expected_by_link())).filter(|(_, text)| !text.is_empty());
        refused.chain(expected).collect::<Vec<_>>()
    });
    view! {
        <div role="status">
            <Show when=move || !said.with(Vec::is_empty)>
                <div class="link-notice" data-testid="link-notice">
                    <div>
                        <For each=move || numbered(said.get()) key=Clone::clone let(((tone, text), _))>
                            <p data-tone=tone><Message text/></p>
                        </For>
                    </div>
                    <button
                        class="button"
                        type="button"
                        aria-label="Dismiss the notice about the link"
                        on:click=dismiss
                    >
                        "Dismiss"
                    </button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
