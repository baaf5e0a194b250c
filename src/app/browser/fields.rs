//! Text fields: what is pasted and typed, shortcuts outside of them, and brackets in pairs.

use super::keys::letter;
use leptos::ev;
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::HtmlTextAreaElement;

/// An editing command of the browser, which its own undo knows.
pub(super) fn command(name: &str, value: &str) -> Result<bool, JsValue> {
    let command: js_sys::Function = js_sys::Reflect::get(&document(), &"execCommand".into())?.unchecked_into();
    Ok(command.call3(&document(), &name.into(), &JsValue::FALSE, &value.into())?.is_truthy())
}

/// Makes the text field with that id hold `text`, by an edit of what differs, which its own undo takes back. False where the
/// browser has no such edits.
pub fn rewrite(id: &str, text: &str) -> bool {
    let Some(field) = document().get_element_by_id(id) else { return false };
    let field: HtmlTextAreaElement = field.unchecked_into();
    let before = document().active_element();
    let [old, new] = [&field.value(), text].map(|text| text.chars().collect::<Vec<char>>());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    // Positions of a text field count units of UTF-16.
    let units = |chars: &[char]| chars.iter().map(|char| char.len_utf16() as u32).sum::<u32>();
    let (first, last) = (units(&old[..start]), units(&old[..old.len() - end]));
    let middle: String = new[start..new.len() - end].iter().collect();
    let _ = field.focus();
    let _ = field.set_selection_range(first, last);
    let edited = match (first == last, middle.is_empty()) {
        (true, true) => Ok(true),
        (_, true) => command("delete", ""),
        _ => command("insertText", &middle),
    };
    if let Some(before) = before {
        let _ = before.unchecked_into::<web_sys::HtmlElement>().focus();
    }
    edited.unwrap_or(false)
}

/// Writes brackets and quotes in pairs, around the selection if there is one; a closing one that is there already is stepped
/// over.
pub fn pair(event: &web_sys::Event) {
    let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
    let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    let (Ok(Some(start)), Ok(Some(end))) = (field.selection_start(), field.selection_end()) else { return };
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let close = match key.as_str() {
        "{" => '}',
        "[" => ']',
        "\"" => '"',
        "}" | "]" => '\0',
        _ => return,
    };
    // Positions of a text field count units of UTF-16.
    let units: Vec<u16> = field.value().encode_utf16().collect();
    let at = |index: u32| units.get(index as usize).and_then(|unit| char::from_u32((*unit).into()));
    let next = at(end);
    if start == end && next.is_some() && next == key.chars().next() && key != "{" && key != "[" {
        event.prevent_default();
        let _ = field.set_selection_range(end + 1, end + 1);
        return;
    }
    let inside_word = next.is_some_and(|next| !next.is_whitespace() && !"]},:".contains(next));
    let after_escape = start.checked_sub(1).and_then(at) == Some('\\');
    if close == '\0' || start == end && (inside_word || after_escape) {
        return;
    }
    let selected: Vec<u16> = units.get(start as usize..end as usize).unwrap_or_default().to_vec();
    let pair = format!("{key}{}{close}", String::from_utf16_lossy(&selected));
    if command("insertText", &pair).unwrap_or(false) {
        event.prevent_default();
        let _ = field.set_selection_range(start + 1, end + 1);
    }
}

/// Whether a key event is the press of Escape.
pub fn is_escape(event: &web_sys::Event) -> bool {
    event.dyn_ref::<web_sys::KeyboardEvent>().is_some_and(|event| event.key() == "Escape")
}

/// What stands in the field of the form that an event happened in.
pub fn input_of(event: &web_sys::Event) -> Option<String> {
    let form = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    Some(form.query_selector("input").ok().flatten()?.unchecked_into::<web_sys::HtmlInputElement>().value())
}

/// Whether the `<details>` that an event happened in is open.
pub fn is_open(event: &web_sys::Event) -> bool {
    let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    details.is_some_and(|details| details.has_attribute("open"))
}

/// What a paste event carries as text, left with the browser: to take over a long text takes long.
fn clipboard_text(event: &web_sys::Event) -> Option<js_sys::JsString> {
    let data = event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?;
    let get: js_sys::Function = js_sys::Reflect::get(&data, &"getData".into()).ok()?.unchecked_into();
    let text: js_sys::JsString = get.call1(&data, &"text/plain".into()).ok()?.unchecked_into();
    (text.length() > 0).then_some(text)
}

/// Longer texts are in their field without being drawn: a browser takes a second to lay out so many bytes, and five times as
/// long for five times as many.
pub const DRAWN_UP_TO: usize = 4 << 20;

/// Hands what is pasted to `take` if it is too long to be drawn: the browser would lay it out before anybody hears of it.
/// Whatever else has the dots of a token takes the place of all that is in a field of tokens.
pub fn paste(event: &web_sys::Event, of_tokens: bool, take: impl Fn(String)) {
    let Some(text) = clipboard_text(event) else { return };
    // A unit of UTF-16 is three bytes at most.
    let huge = Some(&text).filter(|text| text.length() as usize > DRAWN_UP_TO / 3).map(String::from);
    if let Some(text) = huge.filter(|text| text.len() > DRAWN_UP_TO) {
        event.prevent_default();
        return take(text);
    }
    let dot = |from| text.index_of(".", from);
    let is_object = text.trim_start().starts_with("{", 0) && text.includes("\"signature", 0);
    if of_tokens && (is_object || dot(0) >= 0 && dot(dot(0) + 1) >= 0) {
        select_all(event);
    }
}

/// What a paste puts into an empty field, exactly; otherwise the field takes it.
pub fn pasted_into_empty(event: &web_sys::Event) -> Option<String> {
    let field = event.target()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    let text = clipboard_text(event).filter(|_| field.text_length() == 0)?;
    event.prevent_default();
    Some(text.into())
}

/// Hears a paste that goes into no field, and a file or text dropped on none.
pub fn on_paste_outside_fields(take: impl Fn(String) + 'static) {
    let _ = window_event_listener(ev::paste, move |event| {
        if is_field(event.target()) {
            return;
        }
        if let Some(text) = clipboard_text(&event) {
            event.prevent_default();
            take(text.into());
        }
    });
}

/// Hears a key pressed outside every field, without Ctrl, Alt or Meta.
pub fn on_shortcut(press: impl Fn(&str) -> bool + 'static) {
    let _ = window_event_listener(ev::keydown, move |event| {
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if !modified && !event.default_prevented() && !is_field(event.target()) && press(&event.key()) {
            event.prevent_default();
        }
    });
}

/// Hears Ctrl+Z and Cmd+Z, and with true Ctrl+Shift+Z and Ctrl+Y: in the text field of that id, or outside of all. What `press`
/// says it did, the browser does not do as well.
pub fn on_undo(press: impl Fn(Option<&str>, bool) -> bool + 'static) {
    let _ = window_event_listener(ev::keydown, move |event| {
        if event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        let redo = match (letter(&event).as_str(), event.shift_key()) {
            ("z", shift) => shift,
            ("y", false) => true,
            _ => return,
        };
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let in_dialog = |element: &web_sys::Element| element.closest("dialog[open]").ok().flatten().is_some();
        if element.as_ref().is_some_and(in_dialog) {
            return;
        }
        let field = element.filter(has_undo);
        if press(field.map(|field| field.id()).as_deref(), redo) {
            event.prevent_default();
        }
    });
}

/// Whether the browser undoes what is typed into this element.
fn has_undo(element: &web_sys::Element) -> bool {
    let without = |input: &web_sys::HtmlInputElement| matches!(input.type_().as_str(), "checkbox" | "radio" | "file");
    match element.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(input) => !without(input),
        None => element.tag_name() == "TEXTAREA",
    }
}

/// Whether the target of an event takes text itself.
fn is_field(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return false };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.closest("dialog[open]").ok().flatten().is_some()
}

/// Whether an input event is typing: a paste, a drop or a script replaces, and has another input type, none, or more text
/// than a keyboard gives at once.
pub fn is_typing(event: &web_sys::Event) -> bool {
    let property = |name: &str| js_sys::Reflect::get(event, &name.into()).ok().and_then(|value| value.as_string());
    let at_once = property("data").map_or(0, |data| data.len());
    property("inputType").is_some_and(|kind| {
        let replaces = kind == "insertFromPaste" || kind == "insertFromDrop" || at_once > 40;
        !replaces && ["insert", "delete", "history"].iter().any(|how| kind.starts_with(how))
    })
}

/// Puts the caret into the element with that id.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// Puts the caret into the field with that id, and selects what is in it.
pub fn select_field(id: &str) {
    if let Some(field) = document().get_element_by_id(id) {
        let field: web_sys::HtmlInputElement = field.unchecked_into();
        let _ = field.focus();
        field.select();
    }
}

/// Brings the element with that id into view.
pub fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        super::lights::reveal(&element);
    }
}

thread_local! {
    static FOCUS_BEFORE: RefCell<Option<web_sys::HtmlElement>> = const { RefCell::new(None) };
}

/// Keeps where the focus came from, when it enters the element that hears this event.
pub fn remember_focus(event: &web_sys::Event) {
    let inside = event.current_target().and_then(|element| element.dyn_into::<web_sys::Node>().ok());
    let from = js_sys::Reflect::get(event, &"relatedTarget".into()).ok();
    let from = from.and_then(|from| from.dyn_into::<web_sys::HtmlElement>().ok());
    if !inside.is_some_and(|inside| inside.contains(from.as_deref().map(AsRef::as_ref))) {
        FOCUS_BEFORE.set(from);
    }
}

/// Puts the focus back there.
pub fn return_focus() {
    if let Some(element) = FOCUS_BEFORE.take() {
        let _ = element.focus();
    }
}

/// Whether the pointer or the focus is on what `selector` selects.
pub fn is_pointed_at(selector: &str) -> bool {
    let selector = format!("{selector}:hover, {selector}:focus-within");
    document().query_selector(&selector).is_ok_and(|found| found.is_some())
}

/// Selects all of the text field that an event happened in, so that what is pasted takes its place and can be undone.
fn select_all(event: &web_sys::Event) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
        field.select();
    }
}
