//! Elements, all of one type. `view!` makes a type of its own out of every piece of markup, and with it a copy of the code
//! that builds, compares and drops it; [`El`] makes the element at once, so that a line of markup costs the bytes of one call.
//!
//! ```text
//! el("button").class("icon").attr("type", "button").on("click", move |_| count.update(|count| *count += 1))
//!     .text_with(move || count.get().to_string())
//! ```
//!
//! What depends on signals is given as a closure, to the methods that end in `_with`. It runs at once, and again whenever a
//! signal that it read has changed, until the owner that it was made under is cleaned up: the component, or the region that
//! is drawn anew (see [`El::children_with`]). The document is touched only where the outcome differs, so that a selection, a
//! focus or an announcement is not disturbed by a clock that ticks.

use super::browser;
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::Render;
use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element of the page.
pub struct El(Element);

/// A new element without attributes or children.
pub fn el(tag: &str) -> El {
    El(Rndr::create_element(tag, None))
}

/// A new element of an image.
pub fn svg(tag: &str) -> El {
    El(Rndr::create_element(tag, Some(SVG)))
}

/// An image of that size beside words that say the same.
pub fn icon(width: &str, height: &str) -> El {
    let all = format!("0 0 {width} {height}");
    svg("svg").attrs(&[("width", width), ("height", height), ("viewBox", &all), ("aria-hidden", "true")])
}

/// A button with that text.
pub fn button(text: &str) -> El {
    el("button").class("button").attr("type", "button").text(text)
}

/// A text field for what must stay in the page: browsers and their extensions are told not to send it away for spelling,
/// grammar, translation or completion.
pub fn private_field(id: &str) -> El {
    el("textarea").attr("id", id).attrs(&[
        ("spellcheck", "false"),
        ("autocomplete", "off"),
        ("autocapitalize", "off"),
        ("translate", "no"),
        ("data-gramm", "false"),
        ("data-gramm_editor", "false"),
        ("data-enable-grammarly", "false"),
        ("data-lt-active", "false"),
    ])
}

/// The options of a select: value and words.
pub fn options<'a>(options: impl Iterator<Item = (&'a str, &'a str)>) -> impl Iterator<Item = El> {
    options.map(|(value, words)| el("option").attr("value", value).text(words))
}

/// A select that does something with each choice, and says again what it is for.
pub fn menu<'a>(
    title: &str,
    label: &str,
    all: impl Iterator<Item = (&'a str, &'a str)>,
    mut choose: impl FnMut(String) + 'static,
) -> El {
    let first = el("option").attr("value", "").attr("disabled", "").attr("selected", "").text(title);
    let menu = el("select").class("button").attr("aria-label", label).child(first).children(options(all));
    menu.on("change", move |event| {
        choose(event_target_value(&event));
        browser::reset_select(&event);
    })
}

/// What stands in an attribute or a text; `None` is an attribute that is not there, and an empty text.
pub type Text = Option<Cow<'static, str>>;

/// What a closure may give as [`Text`].
pub trait IntoText {
    /// The same, in the one type.
    fn into_text(self) -> Text;
}

impl IntoText for &'static str {
    fn into_text(self) -> Text {
        Some(self.into())
    }
}

impl IntoText for String {
    fn into_text(self) -> Text {
        Some(self.into())
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Text {
        self.and_then(T::into_text)
    }
}

/// As ARIA writes it.
impl IntoText for bool {
    fn into_text(self) -> Text {
        (if self { "true" } else { "false" }).into_text()
    }
}

impl El {
    /// The attribute `class`.
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// An attribute that stays as it is.
    pub fn attr(self, name: &str, value: &str) -> Self {
        Rndr::set_attribute(&self.0, name, value);
        self
    }

    /// Several of them.
    pub fn attrs(self, all: &[(&str, &str)]) -> Self {
        all.iter().fold(self, |this, (name, value)| this.attr(name, value))
    }

    /// An attribute that follows signals.
    pub fn attr_with<T: IntoText>(self, name: &'static str, value: impl Fn() -> T + 'static) -> Self {
        self.attr_erased(name, Box::new(move || value().into_text()))
    }

    fn attr_erased(self, name: &'static str, value: Box<dyn Fn() -> Text>) -> Self {
        let element = self.0.clone();
        on_change(value, move |text| match text {
            Some(text) => Rndr::set_attribute(&element, name, text),
            None => Rndr::remove_attribute(&element, name),
        });
        self
    }

    /// What a field holds, following signals. Comes after the options of a select, one of which it chooses.
    pub fn value_with<T: Into<JsValue>>(self, value: impl Fn() -> T + 'static) -> Self {
        self.property("value", Box::new(move || value().into()))
    }

    /// Whether a radio button or box is checked, following signals.
    pub fn checked_with(self, checked: impl Fn() -> bool + 'static) -> Self {
        self.property("checked", Box::new(move || checked().into()))
    }

    // Compared with what is there, since the person changes it, too. To set what is there already takes the browser long.
    fn property(self, name: &'static str, value: Box<dyn Fn() -> JsValue>) -> Self {
        let element = self.0.clone();
        effect(Box::new(move || {
            let value = value();
            if js_sys::Reflect::get(&element, &name.into()).as_ref() != Ok(&value) {
                Rndr::set_property(&element, name, &value);
            }
        }));
        self
    }

    /// Text at the end.
    pub fn text(self, text: &str) -> Self {
        self.append(&Rndr::create_text_node(text));
        self
    }

    /// Text at the end that follows signals.
    pub fn text_with<T: IntoText>(self, text: impl Fn() -> T + 'static) -> Self {
        self.text_erased(Box::new(move || text().into_text()))
    }

    fn text_erased(self, text: Box<dyn Fn() -> Text>) -> Self {
        let node = Rndr::create_text_node("");
        self.append(&node);
        on_change(text, move |text| Rndr::set_text(&node, text.as_deref().unwrap_or_default()));
        self
    }

    /// An element at the end.
    pub fn child(self, child: Self) -> Self {
        self.append(&child.0);
        self
    }

    /// Elements at the end.
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// A region at the end that is drawn anew whenever a signal that `draw` read has changed. What the old drawing brought
    /// about, its closures and signals included, goes with it; what stands before and behind it stays.
    pub fn children_with(self, draw: impl Fn() -> Vec<Self> + 'static) -> Self {
        self.region(Box::new(draw))
    }

    fn region(self, draw: Box<dyn Fn() -> Vec<Self>>) -> Self {
        let end = Rndr::create_placeholder();
        self.append(&end);
        let parent = self.0.clone();
        let mut shown: Vec<Self> = vec![];
        effect(Box::new(move || {
            let next = draw();
            shown.iter().for_each(|child| Rndr::remove(&child.0));
            next.iter().for_each(|child| Rndr::insert_node(&parent, &child.0, Some(&end)));
            shown = next;
        }));
        self
    }

    /// A region at the end with an element for each of `items`. Where they change in the middle, the elements before and
    /// behind stay, and what hangs on them; `draw` is called for those that came in, and reads no signal itself.
    pub fn list_with<T: PartialEq + 'static>(
        self,
        items: impl Fn() -> Vec<T> + 'static,
        draw: impl Fn(&T) -> Self + 'static,
    ) -> Self {
        let end = Rndr::create_placeholder();
        self.append(&end);
        let parent = self.0.clone();
        let mut shown: Vec<(T, Self, Owner)> = vec![];
        effect(Box::new(move || {
            let mut items = items();
            let start = shown.iter().zip(&items).take_while(|(old, new)| old.0 == **new).count();
            let both = shown.len().min(items.len()).saturating_sub(start);
            let behind = shown.iter().rev().zip(items.iter().rev()).take(both);
            let behind = behind.take_while(|(old, new)| old.0 == **new).count();
            items.truncate(items.len() - behind);
            let tail = shown.split_off(shown.len() - behind);
            shown.drain(start..).for_each(|(_, old, _)| Rndr::remove(&old.0));
            let next: &Node = tail.first().map_or(&end, |(_, next, _)| &next.0);
            for item in items.into_iter().skip(start) {
                // Of its own: a child of the present owner would go when the next run begins.
                let owner = Owner::default();
                let element = owner.with(|| draw(&item));
                Rndr::insert_node(&parent, &element.0, Some(next));
                shown.push((item, element, owner));
            }
            shown.extend(tail);
        }));
        self
    }

    /// Calls `hear` on each event of that name. The browser lets go of it together with the element.
    pub fn on(self, event: &str, hear: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(hear))
    }

    fn listen(self, event: &str, hear: Box<dyn FnMut(Event)>) -> Self {
        let hear = Closure::wrap(hear).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, hear.unchecked_ref());
        self
    }

    fn append(&self, child: &Node) {
        Rndr::insert_node(&self.0, child, None);
    }
}

/// How Leptos mounts the page.
impl Render for El {
    type State = Element;

    fn build(self) -> Element {
        self.0
    }

    fn rebuild(self, shown: &mut Element) {
        let _ = shown.replace_with_with_node_1(&self.0);
        *shown = self.0;
    }
}

/// Calls `apply` with what `text` gives, now and whenever it gives something else.
fn on_change(text: Box<dyn Fn() -> Text>, apply: impl Fn(&Text) + 'static) {
    let apply: Box<dyn Fn(&Text)> = Box::new(apply);
    let mut shown = None;
    effect(Box::new(move || {
        let text = text();
        if shown.as_ref() != Some(&text) {
            apply(&text);
            shown = Some(text);
        }
    }));
}

/// Calls `run` after the next frame, now and whenever a signal that `watch` read has changed: for what nobody waits for.
pub fn after_changes(watch: impl Fn() + 'static, run: impl Fn() + 'static) {
    let (waits, run) = (Rc::new(Cell::new(false)), Rc::new(run));
    effect(Box::new(move || {
        watch();
        if !waits.replace(true) {
            let (waits, run) = (waits.clone(), run.clone());
            browser::after_frame(move || {
                waits.set(false);
                run();
            });
        }
    }));
}

/// Runs `run` now and whenever a signal that it read has changed, until the present owner is cleaned up.
fn effect(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    on_cleanup(move || {
        // Signals would keep the place of an effect that is gone.
        let subscriber = effect.to_any_subscriber();
        subscriber.clear_sources(&subscriber);
        drop(effect);
    });
}
