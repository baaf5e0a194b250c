//! What an event says of a key, or of the part of a view that it happened on.

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
