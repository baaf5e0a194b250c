//! Letters of base64url beside what they decode to, linked both ways, and under a lens the bits between them.

use super::super::encoded::{part_name, role_name};
use super::Faces;
use super::lens::{Lens, Trailing};
use super::strip::StripList;
use jwt_debugger::session::anatomy::{Link, PAGE, Spot, Strip};
use jwt_debugger::words;
use leptos::prelude::*;
use std::sync::Arc;

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Look {
    /// What is chosen.
    pub faces: Faces,
    /// The segment, which may be one before the chosen one: another token can have fewer.
    pub segment: Memo<usize>,
    /// The segment, if it is base64url.
    pub strip: Memo<Option<Arc<Strip>>>,
    /// The letter or byte under the pointer.
    pub hovered: RwSignal<Option<Spot>>,
    /// The chosen letter or byte.
    pub chosen: Memo<Option<Spot>>,
    /// The letters, bits and bytes that belong together: those under the pointer, or the chosen ones.
    pub link: Memo<Option<Link>>,
    /// The page of the segment with the chosen letter.
    pub page: Memo<usize>,
}

impl Look {
    fn new(faces: Faces) -> Look {
        let segment = Memo::new(move |_| {
            let count = faces.state.parsed.with(|parsed| parsed.token.as_ref().map_or(0, |token| token.segments.len()));
            faces.segment.get().min(count.saturating_sub(1))
        });
        let strip: Memo<Option<Arc<Strip>>> = Memo::new_with_compare(
            move |_| faces.state.parsed.with(|parsed| Strip::of(parsed.token.as_ref()?, segment.get()).map(Arc::new)),
            |_, _| true,
        );
        let hovered = RwSignal::new(None::<Spot>);
        let chosen = Memo::new(move |_| strip.with(|strip| Some(strip.as_ref()?.near(faces.spot.get()))));
        let link = Memo::new(move |_| {
            let spot = hovered.get().or(chosen.get())?;
            strip.with(|strip| Some(strip.as_ref()?.link(strip.as_ref()?.near(spot))))
        });
        let page = Memo::new(move |_| {
            strip.with(|strip| strip.as_ref().zip(chosen.get()).map_or(0, |(strip, spot)| strip.page_of(spot)))
        });
        Look { faces, segment, strip, hovered, chosen, link, page }
    }
}

/// The view.
#[component]
pub fn BytesView(faces: Faces) -> impl IntoView {
    let look = Look::new(faces);
    let part = move || {
        faces.state.parsed.with(|parsed| {
            let segment = parsed.token.as_ref()?.segments.get(look.segment.get())?;
            Some(part_name(segment.role))
        })
    };
    let has_letters =
        Memo::new(move |_| look.strip.with(|strip| strip.as_ref().is_some_and(|strip| !strip.is_empty())));
    let why_none = move || match look.strip.with(Option::is_some) {
        true => "This segment is empty: there are no letters, so there are no bytes.",
        false => {
            "This segment is not base64url: its text stands in the token as it is, and its bytes are those of the text."
        }
    };
    let content = move || match has_letters.get() {
        true => view! {
            <div>
                <StripList look/>
                <Pages look/>
                <Lens look/>
                <Trailing look/>
            </div>
        }
        .into_any(),
        false => view! { <p class="quiet">{why_none}</p> }.into_any(),
    };
    view! {
        <div class="bytes" data-part=part>
            <Segments look/>
            {content}
        </div>
    }
}

/// Chooses a segment.
#[component]
fn Segments(look: Look) -> impl IntoView {
    let roles = move || {
        look.faces.state.parsed.with(|parsed| {
            let segments = parsed.token.iter().flat_map(|token| token.segments.iter().take(8));
            segments.map(|segment| segment.role).enumerate().collect::<Vec<_>>()
        })
    };
    let choose = move |at| {
        look.faces.segment.set(at);
        look.faces.spot.set(Spot::Letter(0));
    };
    view! {
        <div class="segments">
            <div class="segmented" role="group" aria-label="Segment">
                <For each=roles key=Clone::clone let((at, role))>
                    <button
                        type="button"
                        class="swatch"
                        data-part=part_name(role)
                        aria-pressed=move || if look.segment.get() == at { "true" } else { "false" }
                        on:click=move |_| choose(at)
                    >
                        {words::capital(role_name(role))}
                    </button>
                </For>
            </div>
        </div>
    }
    .into_any()
}

/// Leads through the pages of a long segment.
#[component]
fn Pages(look: Look) -> impl IntoView {
    let pages = move || look.strip.with(|strip| strip.as_ref().map_or(1, |strip| strip.pages()));
    let letters = move || look.strip.with(|strip| strip.as_ref().map_or(0, |strip| strip.len()));
    let is_long = Memo::new(move |_| pages() > 1);
    let turn = move |by: isize| {
        let last = untrack(pages).saturating_sub(1);
        let to = look.page.get_untracked().saturating_add_signed(by).min(last);
        look.faces.spot.set(Spot::Letter(to * PAGE));
    };
    let place = move || {
        let (first, letters) = (look.page.get() * PAGE, letters());
        format!("Letters {} to {} of {letters}", first + 1, letters.min(first + PAGE))
    };
    view! {
        <div>
            <Show when=move || is_long.get()>
                <div class="walk">
                    <button class="button" type="button" on:click=move |_| turn(-1)>"Earlier"</button>
                    <span>{place}</span>
                    <button class="button" type="button" on:click=move |_| turn(1)>"Later"</button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}
