//! Texts that are not read in the frame of a key stroke: they wait in their field until it is drawn, and long ones for a pause
//! in the typing.

use super::fields::is_typing;
use leptos::ev;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::HtmlTextAreaElement;

/// What follows from typing in a field.
pub struct Typing {
    /// Takes the text.
    pub take: Box<dyn FnOnce(String)>,
    /// Hears the text that waits to be taken, in the frame of the key stroke, and `None` when it waits no more.
    pub preview: Box<dyn Fn(Option<String>)>,
    /// So long a text is heard at most; of a longer one the field alone shows what is typed.
    pub previewed_up_to: usize,
}

/// A field that holds more than was taken of it.
type Waiting = (HtmlTextAreaElement, Typing);

/// Who hears whether the page is behind.
type Listener = Box<dyn Fn(bool)>;

/// What follows from up to so many characters is there a frame after the key stroke, and holds up nobody.
const SOON_UP_TO: u32 = 16 * 1024;

/// Whoever types has paused when no key stroke came for so long.
const PAUSE: f64 = 250.0;

/// After so long, the verdict on the text before says nothing any more.
const BEHIND_AFTER: Duration = Duration::from_millis(300);

thread_local! {
    static WAITING: RefCell<Option<Waiting>> = const { RefCell::new(None) };
    /// How often a text was left to wait: the number of the last key stroke.
    static STROKES: Cell<u32> = const { Cell::new(0) };
    /// How often waiting began; key strokes that follow each other wait once.
    static WAITS: Cell<u32> = const { Cell::new(0) };
    /// When the last key stroke came, in milliseconds since the epoch.
    static TYPED_AT: Cell<f64> = const { Cell::new(0.0) };
    static BEHIND: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Hands what an input event left in its field to `typing`. If somebody types, and there are more than `at_once` characters,
/// it waits, and the page says meanwhile that it is busy: the frame of the key stroke shows what was typed, and what follows
/// from it comes after that frame, or for a long text, when the typing pauses. Whatever else the person does ends the wait
/// first (see [`settle_before_events`]), so that nothing is copied, signed or shared but what stands in the field.
pub fn take_typed(event: &web_sys::Event, at_once: usize, typing: Typing) {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    let waited = WAITING.take();
    let goes_on = waited.as_ref().is_some_and(|(other, _)| *other == field);
    if let Some((other, typing)) = waited.filter(|(other, _)| *other != field) {
        end_wait(&typing);
        (typing.take)(other.value());
    }
    let length = field.text_length();
    if !is_typing(event) || length as usize <= at_once {
        end_wait(&typing);
        return (typing.take)(field.value());
    }
    (typing.preview)((length as usize <= typing.previewed_up_to).then(|| field.value()));
    WAITING.set(Some((field, typing)));
    if !goes_on {
        begin_wait();
    }
    let number = STROKES.get().wrapping_add(1);
    STROKES.set(number);
    let on_time = move || {
        if STROKES.get() == number {
            settle();
        }
    };
    if length <= SOON_UP_TO {
        return super::after_frame(on_time);
    }
    // Longer texts take longer, and hold up whoever goes on.
    set_timeout(on_time, Duration::from_millis(30 + u64::from(length / 4096)));
}

/// How long it is until whoever types has paused; nothing if nobody types.
pub fn until_pause() -> Duration {
    let since = js_sys::Date::now() - TYPED_AT.get();
    // The clock may have been put back.
    let left = if (0.0..PAUSE).contains(&since) { PAUSE - since } else { 0.0 };
    Duration::from_millis(left.ceil() as u64)
}

/// Takes what waits.
pub fn settle() {
    if let Some((field, typing)) = forget() {
        (typing.take)(field.value());
    }
}

/// Ends the wait without taking anything: another text has come.
pub fn forget() -> Option<Waiting> {
    let waiting = WAITING.take();
    if let Some((_, typing)) = &waiting {
        end_wait(typing);
    }
    waiting
}

/// Calls `hear` with true when a text has waited for so long that what is on the page says nothing about it, and with false
/// when it is read.
pub fn on_behind(hear: impl Fn(bool) + 'static) {
    BEHIND.set(Some(Box::new(hear)));
}

fn begin_wait() {
    let number = WAITS.get().wrapping_add(1);
    WAITS.set(number);
    set_busy(true);
    let on_time = move || {
        if WAITS.get() == number {
            tell_behind(true);
        }
    };
    set_timeout(on_time, BEHIND_AFTER);
}

fn end_wait(typing: &Typing) {
    (typing.preview)(None);
    WAITS.set(WAITS.get().wrapping_add(1));
    set_busy(false);
    tell_behind(false);
}

fn tell_behind(is_behind: bool) {
    BEHIND.with_borrow(|hear| {
        if let Some(hear) = hear {
            hear(is_behind);
        }
    });
}

fn set_busy(busy: bool) {
    if let Some(body) = document().body() {
        let _ = match busy {
            true => body.set_attribute("aria-busy", "true"),
            false => body.remove_attribute("aria-busy"),
        };
    }
}

/// Sees to it that nothing waits when the person does something with the page, before the page hears of it; and hears when
/// somebody types, into whichever field.
pub fn settle_before_events() {
    let hear = Closure::<dyn Fn()>::new(settle).into_js_value();
    for name in ["click", "change", "copy", "paste", "drop", "focusout"] {
        let _ = window().add_event_listener_with_callback_and_bool(name, hear.unchecked_ref(), true);
    }
    let _ = window_event_listener(ev::input, |event| {
        if is_typing(&event) {
            TYPED_AT.set(js_sys::Date::now());
        }
    });
}
