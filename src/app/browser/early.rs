//! The field that took a token before the program was here (`index.html`, `public/early.js`).

use super::remove;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

fn field() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id("early-token")?.dyn_into().ok()
}

/// What was pasted or typed into it, if anything was.
pub fn early_text() -> Option<String> {
    field().map(|field| field.value()).filter(|text| !text.trim().is_empty())
}

/// Takes it away. Whoever stood in it stands at the same place of the field with that id.
pub fn end_early(id: &'static str) {
    let Some(early) = field() else { return };
    let has_focus = document().active_element().is_some_and(|active| active.is_same_node(Some(&early)));
    let (start, end) = (early.selection_start().ok().flatten(), early.selection_end().ok().flatten());
    remove("early");
    if !has_focus {
        return;
    }
    // The other field has its text, and with it its caret, when the effects have run.
    super::once_changed(move || {
        super::focus(id);
        if let (Some(start), Some(end)) = (start, end)
            && let Some(element) = document().get_element_by_id(id)
        {
            let _ = element.unchecked_into::<HtmlTextAreaElement>().set_selection_range(start, end);
        }
    });
}
