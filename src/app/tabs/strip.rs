//! The tabs themselves, by pointer and by keyboard, as the ARIA practices describe them: an arrow key shows the next one.

use super::super::browser;
use super::super::controls::{Icon, Menu};
use super::super::state::shelf::ShelfState;
use super::super::verdict::{sign, tone};
use super::super::views::{DEBUGGER, Views};
use super::rename::{self, RenameField};
use super::{open_another, reveal, tab_id, words};
use jwt_debugger::session::Shelf;
use jwt_debugger::session::shelf::Tab;
use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// The tabs, a button for another one, and a menu for those who have no keyboard.
#[component]
pub fn TabStrip(shelf: ShelfState, views: Views) -> impl IntoView {
    let ids = Memo::new(move |_| shelf.shelf.with(|shelf| shelf.iter().map(|kept| kept.id).collect::<Vec<_>>()));
    let choose = move |chosen: String| {
        let shown = untrack(|| shelf.shown());
        match chosen.as_str() {
            "rename" => rename::begin(shelf, shown),
            "left" => shift(shelf, -1),
            "right" => shift(shelf, 1),
            _ => close(shelf, shown),
        }
    };
    let choices = vec![("rename", "Rename…"), ("left", "Move left"), ("right", "Move right"), ("close", "Close")];
    let strip = move || {
        view! {
            <section class="tab-strip" aria-label="Tokens" data-testid="tabs">
                <div
                    role="tablist"
                    aria-label="Open tokens"
                    on:keydown=move |event| key(shelf, &event)
                >
                    <For each=move || ids.get() key=|id| *id let(id)>
                        <TabButton shelf id/>
                    </For>
                </div>
                <RenameField shelf/>
                <button
                    class="button sign"
                    type="button"
                    aria-label="Another token"
                    title="Another token"
                    on:click=move |_| open_another(shelf)
                >
                    "+"
                </button>
                <Menu title="Tab" label="This tab" choices=choices.clone() choose/>
                <nav class="ways" aria-label="All open tokens">
                    <a href="#/compare">"Compare"</a>
                    <a href="#/timeline">"Timeline"</a>
                </nav>
            </section>
        }
    };
    view! {
        <Show when=move || shelf.several.get() && views.is_debugger()>{strip()}</Show>
    }
    .into_any()
}

#[component]
fn TabButton(shelf: ShelfState, id: u64) -> impl IntoView {
    let tab = Memo::new(move |_| shelf.tabs.with(|tabs| tabs.iter().find(|tab| tab.id == id).cloned()));
    let drag = move |event: DragEvent| {
        shelf.dragged.set(Some(id));
        // Firefox drags nothing that holds nothing; whoever it is dropped on gets no text.
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data("application/x-tab", "");
        }
    };
    let over = move |event: DragEvent| {
        if shelf.dragged.with_untracked(|dragged| dragged.is_some()) {
            event.prevent_default();
        }
    };
    let drop = move |event: DragEvent| {
        if let Some(dragged) = shelf.dragged.get_untracked() {
            event.prevent_default();
            shelf.shelf.update(|shelf| {
                if let Some(to) = shelf.place(id) {
                    shelf.move_to(dragged, to);
                }
            });
        }
    };
    let close_this = move |event: MouseEvent| {
        event.stop_propagation();
        close(shelf, id);
    };
    let middle = move |event: MouseEvent| {
        if event.button() == 1 {
            // Firefox would paste where the middle button is pressed.
            event.prevent_default();
            close_this(event);
        }
    };
    // One effect draws a tab. With one for each of its attributes, fifty tabs had hundreds of them to ask at every key stroke.
    move || {
        tab.get().map(|Tab { label, kind, lamp, is_shown, .. }| {
            let described = words::described(&label, kind, &lamp.label);
            let title = described.clone();
            view! {
                <button
                    type="button"
                    role="tab"
                    id=tab_id(id)
                    draggable="true"
                    aria-controls=DEBUGGER
                    aria-selected=if is_shown { "true" } else { "false" }
                    aria-keyshortcuts="Delete F2 Control+Shift+ArrowLeft Control+Shift+ArrowRight"
                    tabindex=if is_shown { "0" } else { "-1" }
                    title=title
                    data-state=lamp.state
                    data-tone=tone(lamp.tone())
                    data-renaming=move || (shelf.renaming.get() == Some(id)).then_some("true")
                    data-dragged=move || (shelf.dragged.get() == Some(id)).then_some("true")
                    on:click=move |_| shelf.select(id)
                    on:dblclick=move |_| rename::begin(shelf, id)
                    on:auxclick=middle
                    on:dragstart=drag
                    on:dragover=over
                    on:drop=drop
                    on:dragend=move |_| shelf.dragged.set(None)
                >
                    <Icon width="18" height="18">
                        <circle cx="9" cy="9" r="9" fill="currentColor" opacity=".16"/>
                        <path
                            fill="none"
                            stroke="currentColor"
                            stroke-width="1.8"
                            d=sign(lamp.state, lamp.doubtful)
                        />
                    </Icon>
                    // The same for the eye, and in one piece for those who hear it.
                    <span aria-hidden="true">{label}</span>
                    <small aria-hidden="true">{kind.map(words::kind).unwrap_or_default()}</small>
                    <span class="offscreen">{described}</span>
                    // For the pointer; there are the Delete key and the menu, too.
                    <span class="close" aria-hidden="true" on:click=close_this>
                        "✕"
                    </span>
                </button>
            }
        })
    }
}

/// Hears a key on the tab that has the focus, which is the one of the token on the page.
fn key(shelf: ShelfState, event: &KeyboardEvent) {
    let shown = untrack(|| shelf.shown());
    if event.ctrl_key() && event.shift_key() {
        match event.key().as_str() {
            "ArrowLeft" => shift(shelf, -1),
            "ArrowRight" => shift(shelf, 1),
            _ => return,
        }
        return event.prevent_default();
    }
    let places = |places| shelf.shelf.with_untracked(|shelf| shelf.id_after(places));
    let end = |last: bool| {
        shelf.shelf.with_untracked(|shelf| {
            if last { shelf.iter().next_back() } else { shelf.iter().next() }.map(|kept| kept.id)
        })
    };
    let to = match browser::plain_key(event).as_deref() {
        Some("ArrowLeft") => Some(places(-1)),
        Some("ArrowRight") => Some(places(1)),
        Some("Home") => end(false),
        Some("End") => end(true),
        Some("Delete") => {
            close(shelf, shown);
            None
        }
        Some("F2") => {
            rename::begin(shelf, shown);
            None
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(id) = to {
        shelf.select(id);
        browser::focus(&tab_id(id));
    }
}

fn shift(shelf: ShelfState, places: isize) {
    let shown = untrack(|| shelf.shown());
    shelf.shelf.update(|shelf: &mut Shelf| shelf.shift(shown, places));
    // What is moved in the document loses the focus.
    reveal(shelf, true);
}

fn close(shelf: ShelfState, id: u64) {
    shelf.close(id);
    reveal(shelf, true);
}
