//! The letters, bits and bytes of what is looked at, large; and in words.

use super::super::message::Message;
use super::bytes::Look;
use super::change::ChangeLetter;
use super::strip::mark;
use jwt_debugger::session::anatomy::{Bit, Cell, Group, Link, Spot};
use leptos::prelude::*;

/// The lens, and the button that changes the letter under it.
#[component]
pub fn Lens(look: Look) -> impl IntoView {
    let Look { strip, link, chosen, segment, .. } = look;
    let groups = move || {
        let link = link.get()?;
        let groups = strip.with(|strip| Some(strip.as_ref()?.groups(&link)))?;
        Some(groups.iter().map(|group| view! { <GroupView group link=&link/> }).collect_view())
    };
    let told = move || {
        strip
            .with(|strip| strip.as_ref().zip(link.get()).map(|(strip, link)| strip.tell(link.spot)))
            .unwrap_or_default()
    };
    let place = Signal::derive(move || {
        let letters = strip.get()?.link(chosen.get()?).letters;
        Some((segment.get(), letters.end.checked_sub(1)?))
    });
    view! {
        <div class="lens" data-testid="lens">
            <div class="groups" aria-hidden="true">{groups}</div>
            <div class="told">
                <p role="status" data-testid="told">{move || view! { <Message text=told()/> }}</p>
                <ChangeLetter faces=look.faces place/>
            </div>
        </div>
    }
    .into_any()
}

/// Four letters, their bits, the bytes that these are, and the characters.
#[component]
fn GroupView<'a>(group: &'a Group, link: &'a Link) -> impl IntoView + use<> {
    let cell = |cell: &Cell, under: String, span: usize| {
        view! {
            <span class="over" data-span=span.to_string() data-link=mark(link, cell.spot)>
                <b>{cell.glyph.clone()}</b>
                <small>{under}</small>
            </span>
        }
    };
    let bit = |bit: &Bit| {
        view! {
            <i data-link=bit.linked.then_some("linked") data-unused=bit.unused.then_some("true")>
                {if bit.one { "1" } else { "0" }}
            </i>
        }
    };
    let byte = |byte: &u8| view! { <span class="byte" data-span="8">{format!("{byte:02X}")}</span> };
    let letters = group.letters.iter().map(|(letter, value)| cell(letter, value.to_string(), 6));
    let characters = group.characters.iter().map(|(character, bytes)| cell(character, String::new(), 8 * bytes));
    view! {
        <div class="group">
            {letters.collect_view()}
            {group.bits.iter().map(bit).collect_view()}
            {group.bytes.iter().map(byte).collect_view()}
            {characters.collect_view()}
        </div>
    }
}

/// What there is to say of the bits at the end that belong to no byte.
#[component]
pub fn Trailing(look: Look) -> impl IntoView {
    let trailing = move || {
        let (at, text) = look.strip.with(|strip| strip.as_ref()?.trailing())?;
        Some(view! {
            <div class="trailing" data-testid="trailing">
                <h3>"Why the last letter can change nothing"</h3>
                <p><Message text/></p>
                <button class="button" type="button" on:click=move |_| look.faces.spot.set(Spot::Letter(at))>
                    "Go to the last letter"
                </button>
            </div>
        })
    };
    view! { <div>{trailing}</div> }.into_any()
}
