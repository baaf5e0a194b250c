//! The interface: one component per file, each drawing what [`state::State`] derives.

mod bar;
pub mod browser;
mod dialogs;
mod document;
mod encoded;
mod findings;
mod json;
mod key;
mod state;
mod table;
mod verdict;
mod words;

use jwt_debugger::token::Part;
use leptos::prelude::*;
use state::State;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let state = State::new();
    browser::on_paste_outside_fields(move |text| state.replace_token(text));
    browser::on_shortcut(move |key| dialogs::shortcut(state, key));
    view! {
        <div class="page">
            <bar::Bar />
            <verdict::Verdict state />
            <main class="panes">
                <div class="stack">
                    <encoded::Encoded state />
                    <key::Key state />
                </div>
                <div class="stack">
                    <document::Document state part=Part::Header />
                    <document::Document state part=Part::Payload />
                    <findings::Findings state />
                </div>
            </main>
        </div>
        <dialogs::Seal />
        <dialogs::Shortcuts />
    }
}
