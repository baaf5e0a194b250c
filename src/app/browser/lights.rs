//! Stretches of text that light up, without a change to the document: the CSS Custom Highlight API.
//!
//! Browsers that do not have it light nothing, and still bring the place into view.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Range};

/// A stretch of an element's text: what selects the element, and where the stretch begins and ends, in units of UTF-16.
pub type Stretch = (&'static str, usize, usize);

/// Lights these stretches up, and nothing else; they come into view if that `reveals` them.
pub fn light(stretches: &[Stretch], reveals: bool) {
    let ranges: Vec<Range> = stretches.iter().filter_map(range).collect();
    for range in ranges.iter().filter(|_| reveals) {
        let node = range.start_container().ok();
        if let Some(element) = node.and_then(|node| node.parent_element()) {
            reveal(&element);
        }
    }
    let _ = register(&ranges);
}

fn register(ranges: &[Range]) -> Result<(), JsValue> {
    let window = window();
    let kind: js_sys::Function = js_sys::Reflect::get(&window, &"Highlight".into())?.dyn_into()?;
    let all: js_sys::Array = ranges.iter().collect();
    let highlight = js_sys::Reflect::construct(&kind, &all)?;
    let registry = js_sys::Reflect::get(&js_sys::Reflect::get(&window, &"CSS".into())?, &"highlights".into())?;
    let set: js_sys::Function = js_sys::Reflect::get(&registry, &"set".into())?.dyn_into()?;
    set.call2(&registry, &"lit".into(), &highlight)?;
    Ok(())
}

fn range((selector, start, end): &Stretch) -> Option<Range> {
    /// `NodeFilter.SHOW_TEXT`.
    const TEXT: u32 = 4;
    let element = document().query_selector(selector).ok().flatten()?;
    let walker = document().create_tree_walker_with_what_to_show(&element, TEXT).ok()?;
    let range = document().create_range().ok()?;
    let mut passed = 0;
    while let Ok(Some(node)) = walker.next_node() {
        let length = node.node_value().map_or(0, |text| text.encode_utf16().count());
        if (passed..passed + length).contains(start) {
            range.set_start(&node, (start - passed) as u32).ok()?;
        }
        if passed < *end && *end <= passed + length {
            range.set_end(&node, (end - passed) as u32).ok()?;
            return Some(range);
        }
        passed += length;
    }
    None
}

/// Scrolls no further than it takes to bring an element into view.
pub(super) fn reveal(element: &Element) {
    let how = web_sys::ScrollIntoViewOptions::new();
    how.set_block(web_sys::ScrollLogicalPosition::Nearest);
    how.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&how);
}
