//! Everything that touches the browser: clock, randomness, clipboard, theme, page-wide events. The rest of the interface
//! goes through here, so that what the page can reach is read in one file.

mod controls;
mod early;
mod fields;
mod files;
mod keys;
mod layout;
mod lights;
mod menus;
mod views;
mod waiting;
mod worker;

pub use controls::{Choice, can_press, choices, choose, exists, go_to, is_dialog_open, is_mac, keep_focus, press};
pub use early::{early_text, end_early};
use fields::command;
pub use fields::{
    DRAWN_UP_TO, focus, input_of, is_escape, is_open, is_pointed_at, is_typing, on_paste_outside_fields, on_shortcut,
    on_undo, pair, paste, pasted_into_empty, remember_focus, return_focus, reveal, rewrite, select_field,
};
pub use files::{ListFile, chosen_list, dropped_list, make_rsa_key, on_dropped_file, read_chosen_file, save};
pub use keys::{marked, on_escape, on_palette, plain_key};
pub use layout::{held_percent, hold_pointer, pointed_part, store_layout, stored_layout};
use leptos::ev;
use leptos::prelude::*;
pub use lights::light;
pub use menus::{menu_key, pointed_text, pressed_item};
use rand_core::CryptoRng;
use std::time::Duration;
pub use views::{come_back, fragment, leave, remember_place, set_fragment, set_title, show};
pub use waiting::{Typing, forget, on_behind, settle, settle_before_events, take_typed, until_pause};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlTextAreaElement, VisibilityState};
pub use worker::{Worker, WorkerMessage, is_page, post, processors};

/// Now, in seconds since the epoch.
pub fn now() -> i64 {
    (js_sys::Date::now() / 1000.0).floor() as i64
}

/// Now, in milliseconds; for how long something took.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Minutes east of UTC of the person's time zone at an instant (seconds since the epoch), daylight saving included.
pub fn offset_minutes(at: i64) -> i32 {
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64 * 1000.0));
    let west = date.get_timezone_offset();
    if west.is_finite() { -(west as i32) } else { 0 }
}

/// An instant (seconds since the epoch) as a field for dates and times holds it: `2026-11-22T15:00:00`, in the person's zone.
pub fn local_text(at: i64) -> String {
    let shifted = at.saturating_add(60 * i64::from(offset_minutes(at)));
    let date = js_sys::Date::new(&JsValue::from_f64(shifted as f64 * 1000.0));
    let text = js_sys::Reflect::get(&date, &"toJSON".into())
        .and_then(|to| to.unchecked_into::<js_sys::Function>().call0(&date));
    let text = text.ok().and_then(|text| text.as_string()).unwrap_or_default();
    text.get(..19).unwrap_or_default().to_owned()
}

/// The instant (seconds since the epoch) that such a text names; `None` for any other text.
pub fn local_instant(text: &str) -> Option<i64> {
    let milliseconds = js_sys::Date::parse(text);
    milliseconds.is_finite().then(|| (milliseconds / 1000.0).floor() as i64)
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

/// Runs `run` once the document shows what was just changed, and before the person can do anything else: a key that is
/// pressed meanwhile must find the focus where it belongs.
pub fn once_changed(run: impl FnOnce() + 'static) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        run();
    });
}

/// Runs `run` when the next frame has been drawn.
pub fn after_frame(run: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(run, Duration::ZERO));
}

/// Takes the static element with that id out of the page.
pub fn remove(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

/// Shows the fixed notice that the program has stopped. Uses nothing that could panic in its turn.
pub fn show_failure() {
    remove("shell");
    if let Some(notice) = document().get_element_by_id("failed") {
        let _ = notice.remove_attribute("hidden");
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

/// The address of the page without its fragment.
pub fn page_address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split_once('#').map_or(address.clone(), |(page, _)| page.to_owned())
}

/// What `read` makes of the fragment of the address. If it is something, the fragment is taken out of the address and of the
/// history at once, so that nobody reads it there.
pub fn take_fragment<T>(read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let found = read(&window().location().hash().ok()?)?;
    let history = window().history().ok()?;
    history.replace_state_with_url(&JsValue::NULL, "", Some(&page_address())).ok()?;
    Some(found)
}

/// What `read` makes of the query of the address. If it is something, the query is taken out of the address at once.
pub fn take_query<T>(read: impl Fn(&str) -> Option<T>) -> Option<T> {
    let location = window().location();
    let found = read(&location.search().ok()?)?;
    let (href, fragment) = (location.href().ok()?, location.hash().ok()?);
    let (page, _) = href.split_once('?')?;
    let history = window().history().ok()?;
    history.replace_state_with_url(&JsValue::NULL, "", Some(&(page.to_owned() + &fragment))).ok()?;
    Some(found)
}

/// Hears when the fragment changes: a link was followed, or typed, in the open page.
pub fn on_fragment(hear: impl Fn() + 'static) {
    let _ = window_event_listener(ev::hashchange, move |_| hear());
}

/// Tells that the browser begins, or no longer needs, to draw an element that is out of view (`content-visibility`).
pub fn drawing_changes() -> ev::Custom<web_sys::Event> {
    ev::Custom::new("contentvisibilityautostatechange")
}

/// Whether such an event says that the element is being drawn.
pub fn is_drawn(event: &web_sys::Event) -> bool {
    js_sys::Reflect::get(event, &"skipped".into()).is_ok_and(|skipped| skipped == false)
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
    stored("theme").filter(|theme| theme == "light" || theme == "dark")
}

/// Applies a theme and keeps it. Theme and layout are the only things that this page ever stores.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
    store("theme", theme);
}

/// The text that is kept under that name.
fn stored(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a text under that name, or nothing.
fn store(name: &str, text: Option<&str>) {
    if let Some(storage) = storage() {
        let _ = match text {
            Some(text) => storage.set_item(name, text),
            None => storage.remove_item(name),
        };
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Hears when `seal.js` has put the seal on, and whenever it has counted again.
pub fn on_seal(hear: impl Fn() + 'static) {
    let _ = window_event_listener(ev::Custom::<web_sys::Event>::new("seal"), move |_| hear());
}

/// How much got past the seal, by the browser's own account and by what was tried; `None` before it is on.
pub fn past_seal() -> Option<u32> {
    of_seal("data-seal")?.parse().ok()
}

/// The same in words, with what was refused: `0 requests since start, 2 attempts refused`.
pub fn seal_detail() -> Option<String> {
    of_seal("data-detail")
}

fn of_seal(attribute: &str) -> Option<String> {
    document().query_selector("meta[data-seal]").ok()??.get_attribute(attribute)
}
