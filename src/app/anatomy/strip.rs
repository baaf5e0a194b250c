//! The letters of a page of a segment, and what begins on it of what they decode to: one list, through which the arrows lead.
//!
//! The focus stays on the list: what is looked at is its active descendant, so no key press can lose it.

use super::super::browser;
use super::bytes::Look;
use jwt_debugger::session::anatomy::{Cell, Link, Move, Spot, Strip};
use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// The list.
#[component]
pub fn StripList(look: Look) -> impl IntoView {
    let go = move |event: KeyboardEvent| {
        let to = match browser::plain_key(&event).as_deref() {
            Some("ArrowLeft") => Move::Left,
            Some("ArrowRight") => Move::Right,
            Some("ArrowUp") => Move::Up,
            Some("ArrowDown") => Move::Down,
            Some("Home") => Move::Home,
            Some("End") => Move::End,
            _ => return,
        };
        event.prevent_default();
        look.hovered.set(None);
        if let (Some(strip), Some(spot)) = (look.strip.get_untracked(), look.chosen.get_untracked()) {
            look.faces.spot.set(strip.go(spot, to));
        }
    };
    let choose = move |event: MouseEvent| {
        if let Some(spot) = spot_of(&event) {
            look.faces.spot.set(spot);
        }
    };
    view! {
        <div>
            <div
                class="strip"
                role="listbox"
                tabindex="0"
                data-testid="strip"
                aria-label="Letters and what they decode to"
                aria-describedby="strip-keys"
                aria-activedescendant=move || look.chosen.get().map(id)
                on:keydown=go
                on:click=choose
                on:pointerover=move |event| look.hovered.set(spot_of(&event))
                on:pointerleave=move |_| look.hovered.set(None)
            >
                <Cells
                    look
                    label="Encoded letters"
                    cells=Strip::letters
                    about=|strip| format!("{} letters of base64url", strip.len())
                />
                <Cells
                    look
                    label="What they decode to"
                    cells=Strip::units
                    about=|strip| match strip.is_text {
                        true => format!("{} bytes, which are text", strip.byte_count()),
                        false => format!("{} bytes, as hexadecimal numbers", strip.byte_count()),
                    }
                />
            </div>
            <p class="quiet keys" id="strip-keys">
                "Arrows left and right go along, down to what a letter decodes to, and up to the letters it comes from."
            </p>
        </div>
    }
    .into_any()
}

/// The letters, or what they decode to, with a caption.
#[component]
fn Cells(
    look: Look,
    label: &'static str,
    cells: fn(&Strip, usize) -> Vec<Cell>,
    about: fn(&Strip) -> String,
) -> impl IntoView {
    let strip = look.strip;
    let shown =
        move || strip.with(|strip| strip.as_ref().map(|strip| cells(strip, look.page.get())).unwrap_or_default());
    let size = move || strip.with(|strip| strip.as_ref().map(|strip| about(strip)).unwrap_or_default());
    view! {
        <p class="caption" aria-hidden="true"><b>{label}</b><span>{size}</span></p>
        <div role="presentation">
            <div class="cells" role="group" aria-label=label>
                <For each=shown key=Clone::clone let(cell)>
                    <span
                        role="option"
                        id=id(cell.spot)
                        data-spot=name(cell.spot)
                        data-link=move || look.link.with(|link| mark(link.as_ref()?, cell.spot))
                    >
                        {cell.glyph}
                    </span>
                </For>
            </div>
        </div>
    }
    .into_any()
}

/// How a spot belongs to a link.
pub fn mark(link: &Link, spot: Spot) -> Option<&'static str> {
    let is_linked = match spot {
        Spot::Letter(at) => link.letters.contains(&at),
        Spot::Byte(at) => link.bytes.contains(&at),
    };
    match (link.spot == spot, is_linked) {
        (true, _) => Some("self"),
        (_, true) => Some("linked"),
        _ => None,
    }
}

fn name(spot: Spot) -> String {
    match spot {
        Spot::Letter(at) => format!("L{at}"),
        Spot::Byte(at) => format!("B{at}"),
    }
}

fn id(spot: Spot) -> String {
    format!("spot-{}", name(spot))
}

fn spot_of(event: &Event) -> Option<Spot> {
    let name = browser::marked(event, "data-spot")?;
    let at = name.get(1..)?.parse().ok()?;
    Some(if name.starts_with('L') { Spot::Letter(at) } else { Spot::Byte(at) })
}
