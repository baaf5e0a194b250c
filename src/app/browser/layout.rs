//! The layout of the page: what is kept of it, the border between the columns under a pointer, and the part of the token that is
//! pointed at.

use super::{store, stored};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, PointerEvent};

/// The text that was kept of the layout.
pub fn stored_layout() -> Option<String> {
    stored("layout")
}

/// Keeps it, or nothing.
pub fn store_layout(text: Option<&str>) {
    store("layout", text);
}

/// A pointer went down on the border: it hears every move of that pointer until it goes up.
pub fn hold_pointer(event: &PointerEvent) {
    if let Some(border) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = border.set_pointer_capture(event.pointer_id());
    }
}

/// How many percent of the width of what the border stands in are left of a pointer that the border holds.
pub fn held_percent(event: &PointerEvent) -> Option<f64> {
    let border = event.target()?.dyn_into::<Element>().ok()?;
    if !border.has_pointer_capture(event.pointer_id()) {
        return None;
    }
    let place = border.parent_element()?.get_bounding_client_rect();
    let percent = (f64::from(event.client_x()) - place.left()) / place.width() * 100.0;
    percent.is_finite().then_some(percent)
}

/// The `data-part` of what is under the pointer, below the token field, too, whose letters are transparent.
pub fn pointed_part(event: &PointerEvent) -> Option<String> {
    let under = document().elements_from_point(event.client_x() as f32, event.client_y() as f32);
    under.iter().find_map(|element| {
        let element = element.dyn_into::<Element>().ok()?;
        // Of a pane, all that it holds is of its part.
        element.closest(".panes [data-part]").ok()??.get_attribute("data-part")
    })
}
