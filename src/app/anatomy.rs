//! The token explains itself: beside its decoded parts, its bytes and its signature, each on a tab.

mod bytes;
mod change;
mod signature;

use super::browser;
use super::browser::prose::{button, tag, text};
use super::controls::WholePage;
use super::state::State;
use jwt_debugger::base::text::Text;
use jwt_debugger::session::anatomy::{Spot, Swap};
use leptos::ev::Event;
use leptos::prelude::*;

/// What of the token is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Header and payload.
    Decoded,
    /// Letters, bits, bytes.
    Bytes,
    /// The signature, step by step.
    Signature,
}

/// The tabs in their order: id, words, and what they show.
const TABS: [(&str, &str, Face); 3] = [
    ("face-decoded", "Decoded", Face::Decoded),
    ("face-bytes", "Bytes", Face::Bytes),
    ("face-signature", "Signature", Face::Signature),
];

/// What is chosen among the views of a token.
#[derive(Clone, Copy)]
pub struct Faces {
    state: State,
    /// The tab, and whether the token was being edited when it was chosen: whoever begins a new token wants to see the editor.
    chosen: RwSignal<(Face, bool)>,
    /// What is shown.
    shown: Memo<Face>,
    /// The segment whose bytes are shown.
    segment: RwSignal<usize>,
    /// The letter or byte that is looked at.
    spot: RwSignal<Spot>,
    /// The step of the signature.
    step: RwSignal<usize>,
    /// The token before the last letter that was changed here, and the change.
    swapped: RwSignal<Option<(Text, Swap)>>,
}

impl Faces {
    /// The decoded parts.
    pub fn new(state: State) -> Faces {
        let chosen = RwSignal::new((Face::Decoded, false));
        let shown = Memo::new(move |_| match chosen.get() {
            (face, drafting) if drafting == state.draft.with(Option::is_some) => face,
            _ => Face::Decoded,
        });
        Faces {
            state,
            chosen,
            shown,
            segment: RwSignal::new(1),
            spot: RwSignal::new(Spot::Letter(0)),
            step: RwSignal::new(0),
            swapped: RwSignal::new(None),
        }
    }

    /// What is shown.
    pub fn shown(self) -> Face {
        self.shown.get()
    }

    /// Shows something, and puts the focus on its tab.
    fn open(self, face: Face) {
        self.chosen.set((face, self.state.draft.with_untracked(Option::is_some)));
        if let Some((id, ..)) = TABS.iter().find(|(.., tab)| *tab == face) {
            browser::focus(id);
        }
    }
}

/// The tabs, and what else there is to know about the token.
#[component]
pub fn FaceBar(faces: Faces) -> impl IntoView {
    view! {
        <div class="face-bar">
            {tabs(faces)}
            <nav class="ways" aria-label="More about this token">
                <button
                    class="how"
                    type="button"
                    hidden=move || faces.state.algorithm().is_none()
                    on:click=move |_| faces.open(Face::Signature)
                >
                    "How this signature works"
                </button>
                <a href="#/code">"Code"</a>
                <a href="#/checklist">"Checklist"</a>
            </nav>
        </div>
    }
    .into_any()
}

fn tabs(faces: Faces) -> AnyView {
    let on_key = move |event: Event| {
        let now = untrack(|| faces.shown());
        let at = TABS.iter().position(|(.., face)| *face == now).unwrap_or_default();
        let to = match browser::plain_key(&event).as_deref() {
            Some("Escape") => 0,
            Some("ArrowRight") => (at + 1) % TABS.len(),
            Some("ArrowLeft") => (at + TABS.len() - 1) % TABS.len(),
            Some("Home") => 0,
            Some("End") => TABS.len() - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some((.., face)) = TABS.get(to) {
            faces.open(*face);
        }
    };
    let tab = |(id, words, face): (&'static str, &'static str, Face)| {
        let is_shown = move || faces.shown() == face;
        let tab = button(words, move |_| faces.open(face)).attr("role", "tab").attr("id", id);
        let tab = tab.attr("aria-controls", panel_id(face)).live("aria-selected", move || Some(is_shown().to_string()));
        tab.live("tabindex", move || Some(if is_shown() { "0" } else { "-1" }.to_owned())).view()
    };
    let list = tag("div").class("faces").attr("role", "tablist").attr("aria-label", "Views of the token");
    list.on("keydown", on_key).all(TABS.map(tab)).view()
}

fn panel_id(face: Face) -> &'static str {
    if face == Face::Decoded { "face-panel-decoded" } else { "face-panel" }
}

/// The bytes or the signature, as long as one of them is chosen. Escape leads back to what is decoded.
pub fn panel(faces: Faces) -> AnyView {
    let whole = RwSignal::new(false);
    let leave = move |event: Event| {
        if browser::is_escape(&event) {
            match whole.get_untracked() {
                true => whole.set(false),
                false => faces.open(Face::Decoded),
            }
        }
    };
    let draw = move || {
        let (id, title, content) = match faces.shown() {
            Face::Decoded => return text(""),
            Face::Bytes => ("face-bytes", "Bytes", bytes::view(faces)),
            Face::Signature => ("face-signature", "Signature", signature::view(faces)),
        };
        let tools = tag("div").class("tools").add(view! { <WholePage name=title whole/> }.into_any()).view();
        let heading = tag("header").add(tag("h2").text(title).view()).add(about(faces)).add(tools).view();
        let pane = tag("section").class("pane anatomy").attr("id", "face-panel").attr("role", "tabpanel");
        let pane = pane.attr("aria-labelledby", id).live("data-whole", move || whole.get().then(|| "true".to_owned()));
        pane.on("keydown", leave).add(heading).add(content).add(change::notice(faces)).view()
    };
    tag("div").class("decoded").changing(draw).view()
}

/// What the view is for.
fn about(faces: Faces) -> AnyView {
    let words = match faces.shown() {
        Face::Signature => "step by step, with the values of this token",
        _ => "every letter, its bits, and what they decode to",
    };
    tag("small").text(words).view()
}
