//! What came with a link beside token and key: what was refused, and what the link asks to be expected.

use super::dom::{El, button, el};
use super::state::State;
use super::words;
use jwt_debugger::link::Expectations;
use std::iter;

/// The notice, as long as there is something to say and nobody has dismissed it.
pub fn notice(state: State) -> El {
    let dismiss = move |_| {
        state.refused.set(vec![]);
        state.from_link.set(Expectations::default());
    };
    let draw = move || {
        let expected = state.expected_by_link();
        let refused = state.refused.get();
        let said = refused.iter().map(|refused| ("warn", refused.message()));
        let said = said.chain(iter::once(("plain", expected)).filter(|(_, text)| !text.is_empty()));
        let list: Vec<El> = said.map(|(tone, text)| words::draw(el("p").attr("data-tone", tone), &text)).collect();
        match list.is_empty() {
            true => vec![],
            false => vec![
                el("div")
                    .class("link-notice")
                    .attr("data-testid", "link-notice")
                    .child(el("div").children(list))
                    .child(
                        button("Dismiss").attr("aria-label", "Dismiss the notice about the link").on("click", dismiss),
                    ),
            ],
        }
    };
    el("div").attr("role", "status").children_with(draw)
}
