//! What an event says of a key, or of the part of a view that it happened on.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, KeyboardEvent};

/// The key that was pressed, if no other was held with it.
pub fn plain_key(event: &Event) -> Option<String> {
    let event = event.dyn_ref::<KeyboardEvent>()?;
    let held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    (!held).then(|| event.key())
}

/// The attribute `name` of the element that an event happened on, or of the one around it that has it.
pub fn marked(event: &Event, name: &str) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

/// The letter of a key, small. Where letters are not Latin, the place of the key counts.
pub(super) fn letter(event: &KeyboardEvent) -> String {
    let key = event.key();
    let key = if key.is_ascii() { key } else { event.code().trim_start_matches("Key").to_owned() };
    key.to_ascii_lowercase()
}

/// Hears Ctrl+K, or Cmd+K on a Mac, where Ctrl+K deletes to the end of the line.
pub fn on_palette(open: impl Fn() + 'static) {
    let is_mac = super::is_mac();
    let _ = window_event_listener(ev::keydown, move |event| {
        let held = if is_mac { event.meta_key() && !event.ctrl_key() } else { event.ctrl_key() && !event.meta_key() };
        if held && letter(&event) == "k" && !event.alt_key() && !event.shift_key() {
            event.prevent_default();
            open();
        }
    });
}

/// Hears Escape, where it closes no dialog, menu or list, and nothing nearer took it.
pub fn on_escape(press: impl Fn() + 'static) {
    let _ = window_event_listener(ev::keydown, move |event| {
        let open = || document().query_selector("dialog[open], :popover-open").ok().flatten();
        if event.key() == "Escape" && !event.default_prevented() && open().is_none() {
            press();
        }
    });
}
