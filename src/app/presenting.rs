//! Presenting: large type, no key and no secret on the page, and a pointer on the part of the token that is spoken of.
//!
//! A component that draws what is secret asks [`Presenting::is_on`], and then puts nothing of it into the page.

use super::bar::HELP;
use super::browser;
use super::encoded::part_name;
use super::state::State;
use jwt_debugger::words::capital;
use leptos::ev::PointerEvent;
use leptos::prelude::*;

/// Whether somebody presents, and what is spoken of. `Copy`, like [`State`]; it is offered to all panels.
#[derive(Clone, Copy)]
pub struct Presenting {
    is_on: RwSignal<bool>,
    /// The parts of the token, in its order, as the style sheet names them.
    parts: Memo<Vec<&'static str>>,
    /// The part that was chosen.
    chosen: RwSignal<Option<&'static str>>,
    /// The part under the pointer of the mouse, which comes before that.
    under: RwSignal<Option<&'static str>>,
}

/// The id of the button that ends it.
const END: &str = "present-end";

impl Presenting {
    /// Nobody does: each visit begins so.
    pub fn new(state: State) -> Presenting {
        let parts = Memo::new(move |_| {
            let mut parts: Vec<&'static str> = vec![];
            state.outer.with(|outer| {
                for segment in outer.token.iter().flat_map(|token| token.segments.iter().take(8)) {
                    let part = part_name(segment.role);
                    if !parts.contains(&part) {
                        parts.push(part);
                    }
                }
            });
            parts
        });
        Presenting { is_on: RwSignal::new(false), parts, chosen: RwSignal::new(None), under: RwSignal::new(None) }
    }

    /// Whether somebody presents: then nothing secret may be drawn.
    pub fn is_on(self) -> bool {
        self.is_on.get()
    }

    /// The same, for an event.
    pub fn is_on_now(self) -> bool {
        self.is_on.get_untracked()
    }

    /// Begins or ends it.
    pub fn set(self, is_on: bool) {
        self.is_on.set(is_on);
        self.stop_pointing();
        // What had the focus may be gone, and a key press must not end up in the key field.
        browser::once_changed(move || browser::focus(if is_on { END } else { HELP }));
    }

    /// The part that is spoken of.
    pub fn pointed(self) -> Option<&'static str> {
        let is_there = |part: &&str| self.parts.with(|parts| parts.contains(part));
        self.under.get().or(self.chosen.get()).filter(|part| self.is_on() && is_there(part))
    }

    /// Hears where the mouse is.
    pub fn hear(self, event: &PointerEvent) {
        if !self.is_on_now() {
            return;
        }
        let name = browser::pointed_part(event);
        let part = self.parts.with_untracked(|parts| parts.iter().copied().find(|part| Some(*part) == name.as_deref()));
        if self.under.get_untracked() != part {
            self.under.set(part);
        }
    }

    /// Hears that the mouse has left.
    pub fn leave(self) {
        if self.under.get_untracked().is_some() {
            self.under.set(None);
        }
    }

    /// Speaks of nothing in particular any more.
    pub fn stop_pointing(self) {
        self.chosen.set(None);
        self.under.set(None);
    }

    /// Points as an arrow key says; whether it does.
    pub fn press(self, key: &str) -> bool {
        if !self.is_on_now() {
            return false;
        }
        let parts = self.parts.get_untracked();
        let last = parts.len().saturating_sub(1);
        let now = untrack(|| self.pointed()).and_then(|part| parts.iter().position(|one| *one == part));
        let to = match (key, now) {
            ("ArrowRight", None) => 0,
            ("ArrowRight", Some(at)) => (at + 1).min(last),
            ("ArrowLeft", None) => last,
            ("ArrowLeft", Some(at)) => at.saturating_sub(1),
            _ => return false,
        };
        self.under.set(None);
        self.chosen.set(parts.get(to).copied());
        true
    }
}

/// What stands where something secret would.
#[component]
pub fn Masked(what: &'static str) -> impl IntoView {
    view! { <p class="masked" data-testid="masked">{what}" is hidden while you present."</p> }
}

/// The line that says so, with the parts to point at, and the end.
#[component]
pub fn PresentingBar() -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let part = move |part: &'static str| {
        let pressed = move || if presenting.pointed() == Some(part) { "true" } else { "false" };
        let choose = move |_| {
            let again = presenting.chosen.get_untracked() == Some(part);
            presenting.chosen.set((!again).then_some(part));
        };
        let name = match part {
            "key" => "Encrypted key".to_owned(),
            "extra" => "Other".to_owned(),
            part => capital(part),
        };
        view! { <button type="button" class="swatch" data-part=part aria-pressed=pressed on:click=choose>{name}</button> }
    };
    view! {
        <Show when=move || presenting.is_on()>
            <section class="presenting" aria-label="Presenting" data-testid="presenting">
                <p role="status">"Presenting: keys are hidden"</p>
                <div class="segmented" role="group" aria-label="Point at">
                    <For each=move || presenting.parts.get() key=Clone::clone children=part/>
                </div>
                <span class="quiet">"Arrow keys or the mouse point, Escape stops."</span>
                <button class="button" type="button" id=END on:click=move |_| presenting.set(false)>"End"</button>
            </section>
        </Show>
    }
    .into_any()
}
