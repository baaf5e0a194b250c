//! The interface: one component per file, each showing what [`state::State`] derives.

mod anatomy;
mod bar;
mod bindings;
pub mod browser;
mod case;
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
mod palette;
mod panes;
mod presenting;
mod settings;
mod share;
mod signatures;
mod state;
mod table;
mod tabs;
mod toast;
mod verdict;
mod views;
mod weak;
mod worker;

use anatomy::{FaceBar, FacePanel, Faces};
use bar::{Bar, Colophon, Theme};
use bindings::BindingsPanel;
use case::{CaseDialog, CaseNotice, Saving};
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
use palette::{Palette, PaletteDialog};
use panes::{Border, Panes};
use presenting::{Presenting, PresentingBar};
use settings::SettingsNotice;
use share::ShareDialog;
use signatures::SignaturesPanel;
use state::State;
use state::compared::CompareState;
use state::shelf::ShelfState;
use tabs::TabStrip;
use toast::UndoToast;
use verdict::VerdictPanel;
use views::{DEBUGGER, TriedNotice, ViewPanel, Views};
use weak::WeakPanel;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let state = State::new();
    provide_context(Pointed::new());
    let (panes, presenting) = (Panes::new(state), Presenting::new(state));
    provide_context(panes);
    provide_context(presenting);
    provide_context(Theme::new());
    provide_context(Saving::new());
    let views = Views::new();
    let faces = Faces::new(state);
    let shelf = ShelfState::new(state);
    provide_context(shelf);
    provide_context(Palette::new(state, views));
    provide_context(CompareState::new(state, shelf));
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
    browser::on_undo(move |field, redo| shelf.undo_pressed(field, redo));
    // Each layer is audited for it, so it is worked out once for all who show it.
    let path = Memo::new(move |_| state.layer_states());
    view! {
        // Where there is no token, the field for one comes first.
        <div
            class="page"
            data-empty=move || state.parsed.with(|parsed| parsed.token.is_none()).then_some("true")
            data-presenting=move || presenting.is_on().then_some("true")
            data-pointed=move || presenting.pointed()
        >
            <Bar state views/>
            <PresentingBar/>
            <ViewPanel state views/>
            <TabStrip shelf views/>
            <div
                id=DEBUGGER
                class="debugger"
                hidden=move || !views.is_debugger()
                role=move || shelf.several.get().then_some("tabpanel")
            >
            <TriedNotice views/>
            <VerdictPanel state path/>
            <LinkNotice state/>
            <CaseNotice state/>
            <SettingsNotice team=state.team/>
            <EditBanner state/>
            <main
                class="panes"
                style:--left=move || panes.share(true)
                style:--right=move || panes.share(false)
                on:pointermove=move |event| presenting.hear(&event)
                on:pointerleave=move |_| presenting.leave()
            >
                <div class="stack">
                    <EncodedPanel state/>
                    <SignaturesPanel state/>
                    <KeyPanel state/>
                    <WeakPanel state/>
                    <ExpectPanel state/>
                    <BindingsPanel state/>
                </div>
                <Border/>
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
            <PaletteDialog/>
            <ShareDialog state/>
            <CaseDialog state/>
            <UndoToast state/>
        </div>
    }
}
