//! The interface: one component per file, each showing what [`state::State`] derives.

mod anatomy;
mod bar;
mod bindings;
pub mod browser;
mod content;
mod controls;
mod dialogs;
mod disclosures;
mod document;
mod editor;
mod encoded;
mod expect;
mod findings;
mod json;
mod key;
mod layers;
mod message;
mod notice;
mod settings;
mod share;
mod signatures;
mod state;
mod table;
mod toast;
mod verdict;
mod views;
mod worker;

use anatomy::{FaceBar, FacePanel, Faces};
use bar::{Bar, Colophon};
use bindings::BindingsPanel;
use dialogs::{SealDialog, ShortcutsDialog};
use disclosures::{DisclosuresPanel, Pointed};
use document::DocumentPanel;
use editor::EditBanner;
use encoded::EncodedPanel;
use expect::ExpectPanel;
use findings::FindingsPanel;
use jwt_debugger::jose::Part;
use jwt_debugger::key::file_text;
use key::KeyPanel;
use leptos::prelude::*;
use notice::LinkNotice;
use settings::SettingsNotice;
use share::ShareDialog;
use signatures::SignaturesPanel;
use state::State;
use toast::UndoToast;
use verdict::VerdictPanel;
use views::{DEBUGGER, TriedNotice, ViewPanel, Views};

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let state = State::new();
    provide_context(Pointed::new());
    let views = Views::new();
    let faces = Faces::new(state);
    browser::on_paste_outside_fields(move |text| {
        state.replace_token(text.into());
        views.show_debugger();
    });
    browser::on_dropped_file(".key", move |on_key, bytes| {
        match on_key {
            true => state.replace_key(file_text(bytes)),
            false => state.replace_token(file_text(bytes).into()),
        }
        views.show_debugger();
    });
    browser::on_shortcut(dialogs::shortcut);
    browser::on_undo(move |field, redo| state.undo_pressed(field, redo));
    // Each layer is audited for it, so it is worked out once for all who show it.
    let path = Memo::new(move |_| state.layer_states());
    view! {
        // Where there is no token, the field for one comes first.
        <div class="page" data-empty=move || state.parsed.with(|parsed| parsed.token.is_none()).then_some("true")>
            <Bar state views/>
            <ViewPanel state views/>
            <div id=DEBUGGER class="debugger" hidden=move || !views.is_debugger()>
            <TriedNotice views/>
            <VerdictPanel state path/>
            <LinkNotice state/>
            <SettingsNotice team=state.team/>
            <EditBanner state/>
            <main class="panes">
                <div class="stack">
                    <EncodedPanel state/>
                    <SignaturesPanel state/>
                    <KeyPanel state/>
                    <ExpectPanel state/>
                    <BindingsPanel state/>
                </div>
                <div class="stack">
                    <FaceBar faces/>
                    <div
                        class="decoded"
                        id="face-panel-decoded"
                        role="tabpanel"
                        aria-labelledby="face-decoded"
                        hidden=move || faces.shown() != anatomy::Face::Decoded
                    >
                        <DocumentPanel state part=Part::Header/>
                        <DocumentPanel state part=Part::Payload/>
                        <DisclosuresPanel state/>
                    </div>
                    <FacePanel faces/>
                    <FindingsPanel state path/>
                </div>
            </main>
            </div>
            <Colophon team=state.team/>
            <SealDialog/>
            <ShortcutsDialog/>
            <ShareDialog state/>
            <UndoToast state/>
        </div>
    }
}
