//! The token explains itself: beside its decoded parts, its bytes and its signature, each on a tab.

mod bytes;
mod change;
mod lens;
mod signature;
mod strip;
mod value;

use super::browser;
use super::panes::{PaneTitle, Panes, WholePage};
use super::state::State;
use bytes::BytesView;
use change::ChangeNotice;
use jwt_debugger::base::text::Text;
use jwt_debugger::session::anatomy::{Spot, Swap};
use jwt_debugger::session::layout::Pane;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use signature::SignatureView;

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
    /// The segment whose bytes are shown; until one is chosen, the first that says something.
    segment: RwSignal<Option<usize>>,
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
            segment: RwSignal::new(None),
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
            <Tabs faces/>
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
                <a href="#/compare">"Compare"</a>
            </nav>
        </div>
    }
    .into_any()
}

#[component]
fn Tabs(faces: Faces) -> impl IntoView {
    let on_key = move |event: KeyboardEvent| {
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
        view! {
            <button
                type="button"
                role="tab"
                id=id
                aria-controls=panel_id(face)
                aria-selected=move || if is_shown() { "true" } else { "false" }
                tabindex=move || if is_shown() { "0" } else { "-1" }
                on:click=move |_| faces.open(face)
            >
                {words}
            </button>
        }
    };
    view! {
        <div class="faces" role="tablist" aria-label="Views of the token" on:keydown=on_key>
            {TABS.into_iter().map(tab).collect_view()}
        </div>
    }
}

fn panel_id(face: Face) -> &'static str {
    if face == Face::Decoded { "face-panel-decoded" } else { "face-panel" }
}

/// The bytes or the signature, as long as one of them is chosen. Escape leads back to what is decoded.
#[component]
pub fn FacePanel(faces: Faces) -> impl IntoView {
    let panes = expect_context::<Panes>();
    let leave = move |event: KeyboardEvent| {
        // Where it has the whole page, Escape takes that back first.
        if browser::is_escape(&event) && !untrack(|| panes.is_whole(Pane::Anatomy)) {
            event.prevent_default();
            faces.open(Face::Decoded);
        }
    };
    let panel = move || {
        let (id, name, about) = match faces.shown() {
            Face::Decoded => return None,
            Face::Bytes => ("face-bytes", "Bytes", "every letter, its bits, and what they decode to"),
            Face::Signature => ("face-signature", "Signature", "step by step, with the values of this token"),
        };
        let content = match faces.shown() {
            Face::Signature => view! { <SignatureView faces/> }.into_any(),
            _ => view! { <BytesView faces/> }.into_any(),
        };
        let panel = view! {
            <section
                class="pane anatomy"
                id="face-panel"
                role="tabpanel"
                aria-labelledby=id
                data-whole=move || panes.is_whole(Pane::Anatomy).then_some("true")
                data-folded=move || panes.is_folded(Pane::Anatomy).then_some("true")
                on:keydown=leave
            >
                <header>
                    <PaneTitle pane=Pane::Anatomy id="anatomy-title" name/>
                    <small>{about}</small>
                    <div class="tools"><WholePage pane=Pane::Anatomy name/></div>
                </header>
                {content}
                <ChangeNotice faces/>
            </section>
        };
        Some(panel.into_any())
    };
    view! { <div class="decoded">{panel}</div> }.into_any()
}
