//! Views of the page: their addresses, their title, and where the person was in the debugger.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

thread_local! {
    /// The element of the debugger that had the focus.
    static FOCUSED: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// How far the debugger was scrolled, once it was left.
    static SCROLLED: Cell<Option<f64>> = const { Cell::new(None) };
}

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Leads to another fragment, as a link does.
pub fn set_fragment(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Sets the title of the document.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Keeps which element inside of that id the focus comes from.
pub fn remember_place(event: &web_sys::Event, id: &str) {
    let from = js_sys::Reflect::get(event, &"relatedTarget".into()).ok();
    keep(from.and_then(|from| from.dyn_into::<HtmlElement>().ok()), id);
}

/// Keeps where the person is in the element with that id, which is about to be hidden.
pub fn leave(id: &str) {
    keep(document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok()), id);
    SCROLLED.set(window().scroll_y().ok());
}

fn keep(element: Option<HtmlElement>, id: &str) {
    let inside = |element: &HtmlElement| element.closest(&format!("#{id}")).ok().flatten().is_some();
    if let Some(element) = element.filter(inside) {
        FOCUSED.set(Some(element));
    }
}

/// Brings the person back there. Does nothing if nobody left.
pub fn come_back() {
    let Some(scrolled) = SCROLLED.take() else { return };
    if let Some(element) = FOCUSED.take() {
        let _ = element.focus();
    }
    window().scroll_to_with_x_and_y(0.0, scrolled);
}

/// Brings the element with that id into sight, and the focus with it; the top of the page, if there is none.
pub fn show(id: &str) {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    if let Some(element) = document().get_element_by_id(id) {
        let element: HtmlElement = element.unchecked_into();
        let _ = element.focus();
        if id != "view-title" {
            element.scroll_into_view();
        }
    }
}
