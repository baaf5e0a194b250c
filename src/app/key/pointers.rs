//! Where the token says that its keys are: shown, to be opened by the person, and never fetched.

use super::super::dom::{El, el};
use super::super::encoded::copy_button;
use super::super::json::draw_text;
use super::super::state::State;
use super::super::words;
use jwt_debugger::verify::pointers::pointers;

/// The addresses, as long as there is no key.
pub fn addresses(state: State) -> Vec<El> {
    let found = state.parsed.with(|parsed| parsed.token.as_ref().map(pointers).unwrap_or_default());
    if found.is_empty() {
        return vec![];
    }
    let rows = found.into_iter().map(|pointer| {
        let address = pointer.address.clone();
        words::draw(el("li"), &format!("`{}` leads to {}: ", pointer.member, pointer.holds))
            .child(draw_text(el("code").class("address"), &pointer.address))
            .child(copy_button("address", move || address.clone()))
    });
    let words = "Its keys may be found here. Nothing is fetched: open the address yourself if you trust it, and paste what it answers.";
    vec![
        el("div")
            .class("pointers")
            .attr("data-testid", "key-pointers")
            .child(el("p").class("quiet").text(words))
            .child(el("ul").children(rows)),
    ]
}
