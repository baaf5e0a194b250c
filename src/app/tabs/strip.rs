//! The tabs themselves, by pointer and by keyboard, as the ARIA practices describe them: an arrow key shows the next one.

use super::super::browser;
use super::super::controls::{Icon, Menu};
use super::super::state::put;
use super::super::state::shelf::ShelfState;
use super::super::verdict::{sign, tone};
use super::super::views::{DEBUGGER, Views};
use super::rename::{self, RenameField};
use super::{open_another, reveal, tab_id, words};
use jwt_debugger::session::Shelf;
use jwt_debugger::session::shelf::Tab;
use leptos::ev::{DragEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use std::collections::HashMap;

/// The tabs, a button for another one, and a menu for those who have no keyboard.
#[component]
pub fn TabStrip(shelf: ShelfState, views: Views) -> impl IntoView {
    let drawn = Drawn::following(shelf);
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
                    <For each=move || shelf.tabs.get() key=|tab| tab.id let(tab)>
                        <TabButton shelf tab={drawn.add(tab)}/>
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

/// What is drawn of each tab. Fifty memos on the list of tabs would be asked at each key stroke, for whatever is on the page may
/// change the list; this asks once, and tells those tabs that have changed. The signals that it writes are drawn, and nothing else
/// follows from them.
#[derive(Clone, Copy)]
struct Drawn(StoredValue<HashMap<u64, RwSignal<Tab>>>);

impl Drawn {
    fn following(shelf: ShelfState) -> Drawn {
        let drawn = StoredValue::new(HashMap::<u64, RwSignal<Tab>>::new());
        Effect::new(move || {
            shelf.tabs.with(|tabs| {
                for tab in tabs {
                    if let Some(signal) = drawn.with_value(|drawn| drawn.get(&tab.id).copied()) {
                        put(signal, tab.clone());
                    }
                }
            });
        });
        Drawn(drawn)
    }

    /// A tab that is drawn from now on, until what draws it is gone.
    fn add(self, tab: Tab) -> RwSignal<Tab> {
        let id = tab.id;
        let signal = RwSignal::new(tab);
        self.0.update_value(|drawn| drawn.extend([(id, signal)]));
        on_cleanup(move || {
            // The same tab may have been drawn anew before.
            self.0.try_update_value(|drawn| {
                if drawn.get(&id) == Some(&signal) {
                    drawn.remove(&id);
                }
            });
        });
        signal
    }
}

#[component]
fn TabButton(shelf: ShelfState, tab: RwSignal<Tab>) -> impl IntoView {
    let id = tab.with_untracked(|tab| tab.id);
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
    let described = move || tab.with(|tab| words::described(&tab.label, tab.kind, &tab.lamp.label));
    let or_false = |is_so: bool| if is_so { "true" } else { "false" };
    view! {
        <button
            type="button"
            role="tab"
            id=tab_id(id)
            draggable="true"
            aria-controls=DEBUGGER
            aria-selected=move || or_false(tab.with(|tab| tab.is_shown))
            aria-keyshortcuts="Delete F2 Control+Shift+ArrowLeft Control+Shift+ArrowRight"
            tabindex=move || if tab.with(|tab| tab.is_shown) { "0" } else { "-1" }
            title=described
            data-state=move || tab.with(|tab| tab.lamp.state)
            data-tone=move || tone(tab.with(|tab| tab.lamp.tone()))
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
                    d=move || tab.with(|tab| sign(tab.lamp.state, tab.lamp.doubtful))
                />
            </Icon>
            // The same for the eye, and in one piece for those who hear it.
            <span aria-hidden="true">{move || tab.with(|tab| tab.label.clone())}</span>
            <small aria-hidden="true">{move || tab.with(|tab| tab.kind).map(words::kind).unwrap_or_default()}</small>
            <span class="offscreen">{described}</span>
            // For the pointer; there are the Delete key and the menu, too.
            <span class="close" aria-hidden="true" on:click=close_this>
                "✕"
            </span>
        </button>
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
