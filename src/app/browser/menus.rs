//! Menus by keyboard: the arrows, Home and End go through the items, a letter to the next one that begins with it. That a menu
//! opens and closes, and where the focus goes then, is the browser's own doing.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// The value of the item that was pressed.
pub fn pressed_item(event: &Event) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("[role=menuitem]").ok()??.get_attribute("value")
}

/// The text of the element that a mouse is over, if it is a short one.
pub fn pointed_text(event: &Event) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.text_content().filter(|text| text.len() < 200)
}

/// Moves the focus as the key says.
pub fn menu_key(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let Some(item) = document().active_element() else { return };
    let Some(menu) = item.parent_element() else { return };
    let (first, last) = (menu.first_element_child(), menu.last_element_child());
    let key = event.key();
    let next = match key.as_str() {
        "ArrowDown" => item.next_element_sibling().or(first),
        "ArrowUp" => item.previous_element_sibling().or(last),
        "Home" => first,
        "End" => last,
        letter if letter.chars().count() == 1 && letter != " " && !event.ctrl_key() && !event.meta_key() => {
            beginning_with(letter, &item, first)
        }
        _ => return,
    };
    event.prevent_default();
    focus(next);
}

/// The next item behind `item`, around the end, whose text begins with `letter`.
fn beginning_with(letter: &str, item: &Element, first: Option<Element>) -> Option<Element> {
    let mut at = item.clone();
    loop {
        at = at.next_element_sibling().or_else(|| first.clone())?;
        let text = at.text_content().unwrap_or_default();
        if text.get(..letter.len()).is_some_and(|start| start.eq_ignore_ascii_case(letter)) || at == *item {
            return Some(at);
        }
    }
}

fn focus(item: Option<Element>) {
    if let Some(item) = item {
        let _ = item.unchecked_into::<HtmlElement>().focus();
    }
}
