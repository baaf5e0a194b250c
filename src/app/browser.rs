//! Everything that touches the browser: clock, randomness, clipboard, theme, page-wide events. The rest of the interface
//! goes through here, so that what the page can reach is read in one file.

use leptos::ev;
use leptos::prelude::*;
use rand_core::CryptoRng;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlTextAreaElement, VisibilityState};

/// Now, in seconds since the epoch.
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0).floor() as i64
}

/// Minutes east of UTC of the person's time zone at an instant (seconds since the epoch), daylight saving included.
pub fn offset_minutes(at: i64) -> i32 {
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64 * 1000.0));
    let west = date.get_timezone_offset();
    if west.is_finite() { -(west as i32) } else { 0 }
}

/// What JavaScript prints for a number after reading it.
pub fn double_text(number: &str) -> String {
    let double = js_sys::Number::from(js_sys::parse_float(number));
    double.to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// The browser's random source.
pub fn random() -> impl CryptoRng {
    rand_core::UnwrapErr(getrandom::SysRng)
}

/// Runs `tick` each second, but not while the page is hidden.
pub fn every_second_while_visible(tick: impl Fn() + Clone + 'static) {
    let on_timer = tick.clone();
    set_interval(
        move || {
            if document().visibility_state() == VisibilityState::Visible {
                on_timer();
            }
        },
        Duration::from_secs(1),
    );
    let _ = window_event_listener(ev::Custom::<web_sys::Event>::new("visibilitychange"), move |_| tick());
}

/// Takes the static element with that id out of the page.
pub fn remove(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

/// Puts `text` on the clipboard; `done` hears whether it got there.
pub fn copy(text: String, done: impl Fn(bool) + 'static) {
    if !window().is_secure_context() {
        done(copy_by_selection(&text));
        return;
    }
    let promise = window().navigator().clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        let written = wasm_bindgen_futures::JsFuture::from(promise).await.is_ok();
        done(written || copy_by_selection(&text));
    });
}

/// The way of copying that works without a secure context: a selection that is there for a moment.
fn copy_by_selection(text: &str) -> bool {
    let copied = || -> Result<bool, JsValue> {
        let body = document().body().ok_or(JsValue::NULL)?;
        let field: HtmlTextAreaElement = document().create_element("textarea")?.unchecked_into();
        field.set_value(text);
        field.set_class_name("offscreen");
        body.append_child(&field)?;
        field.select();
        let copied = command("copy", "")?;
        field.remove();
        Ok(copied)
    };
    copied().unwrap_or(false)
}

/// An editing command of the browser, which its own undo knows.
fn command(name: &str, value: &str) -> Result<bool, JsValue> {
    let command: js_sys::Function = js_sys::Reflect::get(&document(), &"execCommand".into())?.unchecked_into();
    Ok(command.call3(&document(), &name.into(), &JsValue::FALSE, &value.into())?.is_truthy())
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
    // Positions of a text field count units of UTF-16.
    let units: Vec<u16> = field.value().encode_utf16().collect();
    let at = |index: u32| units.get(index as usize).and_then(|unit| char::from_u32((*unit).into()));
    let next = at(end);
    let close = match key.as_str() {
        "{" => '}',
        "[" => ']',
        "\"" => '"',
        "}" | "]" => '\0',
        _ => return,
    };
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

/// Offers `text` as a file of that name. It never leaves the browser: the address it is saved from is one of its own memory.
pub fn save(name: &str, text: &str) {
    let offer = || -> Result<(), JsValue> {
        let blob = web_sys::Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into()))?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link: web_sys::HtmlElement = document().create_element("a")?.unchecked_into();
        link.set_attribute("href", &address)?;
        link.set_attribute("download", name)?;
        link.click();
        web_sys::Url::revoke_object_url(&address)
    };
    let _ = offer();
}

/// Reads the file that was chosen in a file field, and empties the field so that the same file can be chosen again.
pub fn read_chosen_file(event: &web_sys::Event, take: impl FnOnce(Vec<u8>) + 'static) {
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(field) = field else { return };
    if let Some(file) = field.files().and_then(|files| files.get(0)) {
        read_file(file, take);
    }
    field.set_value("");
}

/// Hears a file dropped anywhere on the page, and whether that was in an element that `selector` selects. A browser would
/// otherwise leave the page to show the file.
pub fn on_dropped_file(selector: &'static str, take: impl Fn(bool, Vec<u8>) + Clone + 'static) {
    let _ = window_event_listener(ev::dragover, |event| {
        let types = event.data_transfer().map(|data| data.types());
        if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    });
    let _ = window_event_listener(ev::drop, move |event| {
        let files = event.data_transfer().and_then(|data| data.files());
        let Some(file) = files.and_then(|files| files.get(0)) else { return };
        event.prevent_default();
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let inside = element.is_some_and(|element| element.closest(selector).ok().flatten().is_some());
        let take = take.clone();
        read_file(file, move |bytes| take(inside, bytes));
    });
}

fn read_file(file: web_sys::File, take: impl FnOnce(Vec<u8>) + 'static) {
    /// Larger files are neither keys nor tokens.
    const MOST_BYTES: f64 = 32.0 * 1024.0 * 1024.0;
    if file.size() > MOST_BYTES {
        return;
    }
    let promise = file.array_buffer();
    leptos::task::spawn_local(async move {
        if let Ok(buffer) = wasm_bindgen_futures::JsFuture::from(promise).await {
            take(js_sys::Uint8Array::new(&buffer).to_vec());
        }
    });
}

/// What stands in the field of the form that an event happened in.
pub fn input_of(event: &web_sys::Event) -> Option<String> {
    let form = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    Some(form.query_selector("input").ok().flatten()?.unchecked_into::<web_sys::HtmlInputElement>().value())
}

/// What a paste event carries as text.
pub fn pasted_text(event: &web_sys::Event) -> Option<String> {
    let event = event.dyn_ref::<web_sys::ClipboardEvent>()?;
    event.clipboard_data()?.get_data("text/plain").ok().filter(|text| !text.is_empty())
}

/// Hears a paste that goes into no field, and a file or text dropped on none.
pub fn on_paste_outside_fields(take: impl Fn(String) + 'static) {
    let _ = window_event_listener(ev::paste, move |event| {
        if is_field(event.target()) {
            return;
        }
        if let Some(text) = pasted_text(&event) {
            event.prevent_default();
            take(text);
        }
    });
}

/// Hears a key pressed outside every field, without Ctrl, Alt or Meta.
pub fn on_shortcut(press: impl Fn(&str) -> bool + 'static) {
    let _ = window_event_listener(ev::keydown, move |event| {
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if !modified && !is_field(event.target()) && press(&event.key()) {
            event.prevent_default();
        }
    });
}

/// Whether the target of an event takes text itself.
fn is_field(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return false };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.closest("dialog").ok().flatten().is_some()
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

/// Selects all of the text field that an event happened in, so that what is pasted takes its place and can be undone.
pub fn select_all(event: &web_sys::Event) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
        field.select();
    }
}

/// Opens the dialog with that id.
pub fn open_dialog(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_into::<web_sys::HtmlDialogElement>().show_modal();
    }
}

/// Closes whichever dialog is open.
pub fn close_dialog() {
    if let Ok(Some(element)) = document().query_selector("dialog[open]") {
        element.unchecked_into::<web_sys::HtmlDialogElement>().close();
    }
}

/// The theme kept from the last visit: `light` or `dark`, or `None` for the system's.
pub fn stored_theme() -> Option<String> {
    storage()?.get_item("theme").ok().flatten().filter(|theme| theme == "light" || theme == "dark")
}

/// Applies a theme and keeps it: the only thing that this page ever stores.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
    if let Some(storage) = storage() {
        let _ = match theme {
            Some(theme) => storage.set_item("theme", theme),
            None => storage.remove_item("theme"),
        };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Hears when `boot.js` has put the seal on.
pub fn on_sealed(sealed: impl Fn() + 'static) {
    let _ = window_event_listener(ev::Custom::<web_sys::Event>::new("sealed"), move |_| sealed());
}

/// Whether the policy that forbids every request stands in the page.
pub fn has_seal() -> bool {
    document().query_selector("meta[data-seal]").ok().flatten().is_some()
}

/// How many resources the browser loaded after the seal was put on, by its own account.
pub fn requests_since_seal() -> usize {
    let Some(performance) = window().performance() else { return 0 };
    let Some(sealed_at) = document()
        .query_selector("meta[data-seal]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("data-seal"))
        .map(|at| js_sys::parse_float(&at))
    else {
        return 0;
    };
    let entries = performance.get_entries_by_type("resource");
    entries
        .iter()
        .filter(|entry| {
            let start = js_sys::Reflect::get(entry, &"startTime".into()).ok().and_then(|start| start.as_f64());
            start.is_some_and(|start| start > sealed_at)
        })
        .count()
}

/// Tries to send a request, and hears whether the browser refused it before it left.
pub fn try_to_send(done: impl Fn(bool) + 'static) {
    let address = window().location().href().unwrap_or_default();
    let before = requests_since_seal();
    let promise = window().fetch_with_str(&address);
    leptos::task::spawn_local(async move {
        let refused = wasm_bindgen_futures::JsFuture::from(promise).await.is_err();
        done(refused && requests_since_seal() == before);
    });
}
