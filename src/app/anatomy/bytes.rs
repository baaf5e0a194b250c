//! Letters of base64url beside what they decode to, linked both ways, and under a lens the bits between them.
//!
//! A page of the segment is on screen, and the focus stays on the list: what is looked at is its active descendant, so no key
//! press can lose it.

use super::super::browser;
use super::super::browser::prose::{button, tag, text};
use super::super::encoded::{part_name, role_name};
use super::super::message::Message;
use super::{Faces, change};
use jwt_debugger::session::anatomy::{Bit, Cell, Group, Link, Move, PAGE, Spot, Strip};
use jwt_debugger::words;
use leptos::ev::Event;
use leptos::prelude::*;
use std::sync::Arc;

/// A segment, if it is base64url.
type Segment = Memo<Option<Arc<Strip>>>;

/// The view.
pub fn view(faces: Faces) -> AnyView {
    let index = Memo::new(move |_| {
        let last = faces.state.parsed.with(|parsed| parsed.token.as_ref().map_or(0, |token| token.segments.len()));
        faces.segment.get().min(last.saturating_sub(1))
    });
    let strip: Segment = Memo::new_with_compare(
        move |_| faces.state.parsed.with(|parsed| Strip::of(parsed.token.as_ref()?, index.get()).map(Arc::new)),
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
    let body = tag("div").class("bytes").live("data-part", move || {
        faces
            .state
            .parsed
            .with(|parsed| Some(part_name(parsed.token.as_ref()?.segments.get(index.get())?.role).to_owned()))
    });
    let has_letters = Memo::new(move |_| strip.with(|strip| strip.as_ref().is_some_and(|strip| !strip.is_empty())));
    let content = move || {
        match has_letters.get() {
        true => tag("div").all([
            list(faces, strip, page, link, hovered, chosen),
            pages(faces, strip, page),
            lens(faces, strip, link, chosen, index),
            trailing(faces, strip),
        ]).view(),
        false => tag("p").class("quiet").text(match strip.with(Option::is_some) {
            true => "This segment is empty: there are no letters, so there are no bytes.",
            false => "This segment is not base64url: its text stands in the token as it is, and its bytes are those of the text.",
        }).view(),
    }
    };
    body.add(segments(faces, index)).changing(content).view()
}

/// Chooses a segment.
fn segments(faces: Faces, index: Memo<usize>) -> AnyView {
    let names = Memo::new(move |_| {
        faces.state.parsed.with(|parsed| {
            let segments = parsed.token.iter().flat_map(|token| token.segments.iter().take(8));
            segments.map(|segment| segment.role).collect::<Vec<_>>()
        })
    });
    let draw = move || {
        let choice = |(at, role)| {
            let press = move |_| {
                faces.segment.set(at);
                faces.spot.set(Spot::Letter(0));
            };
            let choice = tag("button")
                .attr("type", "button")
                .on("click", press)
                .text(words::capital(role_name(role)))
                .attr("data-part", part_name(role));
            choice.live("aria-pressed", move || Some((index.get() == at).to_string())).view()
        };
        let group = tag("div").class("segmented").attr("role", "group").attr("aria-label", "Segment");
        group.all(names.get().into_iter().enumerate().map(choice)).view()
    };
    tag("div").class("segments").changing(draw).view()
}

/// The letters of a page, and what begins on it of what they decode to: one list, through which the arrows lead.
fn list(
    faces: Faces,
    strip: Segment,
    page: Memo<usize>,
    link: Memo<Option<Link>>,
    hovered: RwSignal<Option<Spot>>,
    chosen: Memo<Option<Spot>>,
) -> AnyView {
    let go = move |event: Event| {
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
        hovered.set(None);
        if let (Some(strip), Some(spot)) = (strip.get_untracked(), chosen.get_untracked()) {
            faces.spot.set(strip.go(spot, to));
        }
    };
    let choose = move |event: Event| {
        if let Some(spot) = spot_of(&event) {
            faces.spot.set(spot);
        }
    };
    let group = move |label: &'static str, cells: fn(&Strip, usize) -> Vec<Cell>, about: fn(&Strip) -> String| {
        let cells = move || {
            let cells = strip.with(|strip| strip.as_ref().map(|strip| cells(strip, page.get())).unwrap_or_default());
            let group = tag("div").class("cells").attr("role", "group").attr("aria-label", label);
            group.all(cells.into_iter().map(|cell| option(cell, link))).view()
        };
        let size = move || text(strip.with(|strip| strip.as_ref().map(|strip| about(strip)).unwrap_or_default()));
        let caption = tag("p").class("caption").attr("aria-hidden", "true").add(tag("b").text(label).view());
        [
            caption.add(tag("span").changing(size).view()).view(),
            tag("div").attr("role", "presentation").changing(cells).view(),
        ]
    };
    let letters = group("Encoded letters", Strip::letters, |strip| format!("{} letters of base64url", strip.len()));
    let units = group("What they decode to", Strip::units, |strip| match strip.is_text {
        true => format!("{} bytes, which are text", strip.byte_count()),
        false => format!("{} bytes, as hexadecimal numbers", strip.byte_count()),
    });
    let list = tag("div").class("strip").attr("role", "listbox").attr("tabindex", "0").attr("data-testid", "strip");
    let list = list.attr("aria-label", "Letters and what they decode to").attr("aria-describedby", "strip-keys");
    let list = list.live("aria-activedescendant", move || chosen.get().map(id));
    let list = list.on("keydown", go).on("click", choose).on("pointerover", move |event| hovered.set(spot_of(&event)));
    let list = list.on("pointerleave", move |_| hovered.set(None)).all(letters).all(units).view();
    let keys = "Arrows left and right go along, down to what a letter decodes to, and up to the letters it comes from.";
    tag("div").add(list).add(tag("p").class("quiet keys").attr("id", "strip-keys").text(keys).view()).view()
}

fn option(cell: Cell, link: Memo<Option<Link>>) -> AnyView {
    let spot = cell.spot;
    let linked = move || link.with(|link| mark(link.as_ref()?, spot).map(str::to_owned));
    let option = tag("span").attr("role", "option").attr("id", id(spot)).attr("data-spot", name(spot));
    option.live("data-link", linked).text(cell.glyph).view()
}

/// How a spot belongs to a link.
fn mark(link: &Link, spot: Spot) -> Option<&'static str> {
    let linked = match spot {
        Spot::Letter(at) => link.letters.contains(&at),
        Spot::Byte(at) => link.bytes.contains(&at),
    };
    match (link.spot == spot, linked) {
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

/// Leads through the pages of a long segment.
fn pages(faces: Faces, strip: Segment, page: Memo<usize>) -> AnyView {
    let all =
        Memo::new(move |_| strip.with(|strip| strip.as_ref().map_or((1, 0), |strip| (strip.pages(), strip.len()))));
    let draw = move || {
        let (count, letters) = all.get();
        if count < 2 {
            return text("");
        }
        let turn = move |by: isize| {
            let to = page.get_untracked().saturating_add_signed(by).min(count - 1);
            faces.spot.set(Spot::Letter(to * PAGE));
        };
        let place = move || {
            let first = page.get() * PAGE;
            text(format!("Letters {} to {} of {letters}", first + 1, letters.min(first + PAGE)))
        };
        let [back, on] =
            [("Earlier", -1), ("Later", 1)].map(|(words, by)| button(words, move |_| turn(by)).class("button").view());
        tag("div").class("walk").add(back).add(tag("span").changing(place).view()).add(on).view()
    };
    tag("div").changing(draw).view()
}

/// The letters, bits and bytes of what is looked at, large; and in words.
fn lens(
    faces: Faces,
    strip: Segment,
    link: Memo<Option<Link>>,
    chosen: Memo<Option<Spot>>,
    index: Memo<usize>,
) -> AnyView {
    let groups = move || {
        let groups =
            strip.with(|strip| strip.as_ref().zip(link.get()).map(|(strip, link)| (strip.groups(&link), link)));
        let (groups, link) =
            groups.unwrap_or_else(|| (vec![], Link { spot: Spot::Letter(0), letters: 0..0, bits: 0..0, bytes: 0..0 }));
        tag("div").class("groups").attr("aria-hidden", "true").all(groups.iter().map(|one| group(one, &link))).view()
    };
    let told = move || {
        let told = strip.with(|strip| strip.as_ref().zip(link.get()).map(|(strip, link)| strip.tell(link.spot)));
        view! { <Message text=told.unwrap_or_default()/> }.into_any()
    };
    let told = tag("p").attr("role", "status").attr("data-testid", "told").changing(told).view();
    let place = move || {
        let strip = strip.get()?;
        Some(strip.link(chosen.get()?).letters.end - 1)
    };
    let change = change::of_letter(faces, move || Some((index.get(), place()?)));
    let words = tag("div").class("told").add(told).add(change).view();
    tag("div").class("lens").attr("data-testid", "lens").changing(groups).add(words).view()
}

fn group(group: &Group, link: &Link) -> AnyView {
    let cell = |cell: &Cell, under: String, span: usize| {
        let cell_view = tag("span").class("over").attr("data-span", span).add(tag("b").text(&cell.glyph).view());
        let marked = match mark(link, cell.spot) {
            Some(mark) => cell_view.attr("data-link", mark),
            None => cell_view,
        };
        marked.add(tag("small").text(under).view()).view()
    };
    let letters = group.letters.iter().map(|(letter, value)| cell(letter, value.to_string(), 6));
    let bit = |bit: &Bit| {
        let view = tag("i").text(if bit.one { "1" } else { "0" });
        let view = if bit.linked { view.attr("data-link", "linked") } else { view };
        if bit.unused { view.attr("data-unused", "true") } else { view }.view()
    };
    let bytes = group
        .bytes
        .iter()
        .map(|byte| tag("span").class("byte").attr("data-span", "8").text(format!("{byte:02X}")).view());
    let characters = group.characters.iter().map(|(character, bytes)| cell(character, String::new(), 8 * bytes));
    tag("div").class("group").all(letters).all(group.bits.iter().map(bit)).all(bytes).all(characters).view()
}

/// What there is to say of the bits at the end that belong to no byte.
fn trailing(faces: Faces, strip: Segment) -> AnyView {
    let draw = move || {
        let Some((at, words)) = strip.with(|strip| strip.as_ref()?.trailing()) else { return text("") };
        let go = button("Go to the last letter", move |_| faces.spot.set(Spot::Letter(at))).class("button").view();
        let heading = tag("h3").text("Why the last letter can change nothing").view();
        let words = tag("p").add(view! { <Message text=words/> }.into_any()).view();
        tag("div").class("trailing").attr("data-testid", "trailing").all([heading, words, go]).view()
    };
    tag("div").changing(draw).view()
}
