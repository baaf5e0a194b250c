//! The interface: one component per file, each drawing what [`state::State`] derives. A component is a function that gives
//! its element; `dom` is what elements are made with.

mod bar;
pub mod browser;
mod dialogs;
mod document;
mod dom;
mod editor;
mod encoded;
mod expect;
mod findings;
mod json;
mod key;
mod notice;
mod reactive;
mod share;
mod state;
mod table;
mod toast;
mod verdict;
mod words;

use dom::{El, el};
use jwt_debugger::key::file_text;
use jwt_debugger::token::Part;
use state::State;

/// The page.
pub fn page() -> El {
    let state = State::new();
    browser::on_paste_outside_fields(move |text| state.replace_token(text.into()));
    browser::on_dropped_file(".key", move |on_key, bytes| match on_key {
        true => state.replace_key(file_text(bytes)),
        false => state.replace_token(file_text(bytes).into()),
    });
    browser::on_shortcut(dialogs::shortcut);
    browser::on_undo(move |field, redo| state.undo_pressed(field, redo));
    let left =
        el("div").class("stack").child(encoded::encoded(state)).child(key::key(state)).child(expect::expect(state));
    let right = el("div")
        .class("stack")
        .child(document::document(state, Part::Header))
        .child(document::document(state, Part::Payload))
        .child(findings::findings(state));
    el("div")
        .class("page")
        .child(bar::bar())
        .child(verdict::verdict(state))
        .child(notice::notice(state))
        .child(editor::banner(state))
        .child(el("main").class("panes").child(left).child(right))
        .child(dialogs::seal())
        .child(dialogs::shortcuts())
        .child(share::share(state))
        .child(toast::toast(state))
}
