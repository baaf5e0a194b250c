//! The controls of the page as its palette uses them: which can be pressed now, and what their names are.

use jwt_debugger::words::capital;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, HtmlSelectElement};

/// Something to choose in a control that is on the page.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// The name of the control; empty where that of the item says all.
    pub of: String,
    /// What is chosen.
    pub item: String,
    /// The item itself.
    element: Element,
}

/// The id of a button that is on the page whatever else is.
const ALWAYS: &str = "new-token";

/// Menus, selects, tabs and the like, by their items.
const ITEMS: [&str; 8] = [
    ".menu [role=menuitem]",
    "select.button option:not([value=''])",
    "[role=tab][aria-selected=false]",
    ".segmented button[aria-pressed=false]",
    "[data-testid=layer]:not([aria-current])",
    ":is([data-testid=signature], [data-testid=recipient]):not([aria-current])",
    ".pane h2 > .fold",
    ".button.sign",
];

/// The control that `selector` selects, if it can be pressed now.
fn pressable(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten().filter(can_be_pressed)
}

/// Whether a control is on the page and may be used. The debugger itself is hidden while another view is shown.
fn can_be_pressed(element: &Element) -> bool {
    let is_off = element.matches(":disabled, [aria-disabled=true]").unwrap_or(true);
    let away = "[hidden]:not(.debugger), dialog";
    let inside = element.closest(away).ok().flatten().is_some();
    let menu = element.closest(".menu").ok().flatten();
    let menu_is_off = menu.is_some_and(|menu| menu.query_selector(":scope > button:disabled").ok().flatten().is_some());
    !is_off && !inside && !menu_is_off
}

/// Whether `selector` selects a control that can be pressed now.
pub fn can_press(selector: &str) -> bool {
    pressable(selector).is_some()
}

/// Whether there is an element with that id.
pub fn exists(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// Presses the control that `selector` selects; `show` brings the debugger into view, if it is in there.
pub fn press(selector: &str, show: impl Fn()) {
    if let Some(element) = pressable(selector) {
        click(&element, show);
    }
}

fn click(element: &Element, show: impl Fn()) {
    reveal(element, show);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.click();
    }
    keep_focus_near(element.clone());
}

/// All that can be chosen now, in the order of the page.
pub fn choices() -> Vec<Choice> {
    let all = document().query_selector_all(&ITEMS.join(",")).ok();
    let nodes = all.iter().flat_map(|all| (0..all.length()).filter_map(|index| all.item(index)));
    let elements = nodes.filter_map(|node| node.dyn_into::<Element>().ok());
    elements.filter(|element| can_be_pressed(element) && !is_chosen(element)).map(choice).collect()
}

fn choice(element: Element) -> Choice {
    let text = |element: &Element| element.text_content().unwrap_or_default().trim().to_owned();
    let named = |of: &str| {
        let control = element.closest(of).ok().flatten()?;
        let label = || control.closest("label").ok().flatten()?.first_child()?.text_content();
        control.get_attribute("aria-label").or_else(label)
    };
    let expanded = element.get_attribute("aria-expanded");
    let of = match expanded.as_deref() {
        Some("true") => Some("Fold".to_owned()),
        Some(_) => Some("Unfold".to_owned()),
        None => named("[role=menu], select, [role=tablist], [role=group], nav")
            // A signature or a recipient is called so.
            .or_else(|| element.get_attribute("data-testid").map(|name| capital(&name))),
    };
    let of = of.filter(|_| !element.has_attribute("aria-label")).unwrap_or_default().trim().to_owned();
    let short = element.query_selector("strong").ok().flatten();
    let item = element.get_attribute("aria-label").unwrap_or_else(|| text(short.as_ref().unwrap_or(&element)));
    Choice { of, item, element }
}

/// Whether it is the option that its select shows.
fn is_chosen(element: &Element) -> bool {
    element.dyn_ref::<web_sys::HtmlOptionElement>().is_some_and(web_sys::HtmlOptionElement::selected)
}

/// Chooses it, as a person does; `show` brings the debugger into view, if it is in there.
pub fn choose(choice: &Choice, show: impl Fn()) {
    let select = choice.element.closest("select").ok().flatten();
    let Some(select) = select.and_then(|select| select.dyn_into::<HtmlSelectElement>().ok()) else {
        return click(&choice.element, show);
    };
    reveal(&select, show);
    select.set_value(&choice.element.get_attribute("value").unwrap_or_default());
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("change", &init) {
        let _ = select.dispatch_event(&event);
    }
    keep_focus_near(select.unchecked_into());
}

/// Brings what is about to be pressed into view; the pane around it as well, unless the press is for the pane itself.
fn reveal(element: &Element, show: impl Fn()) {
    if element.closest("#debugger[hidden]").ok().flatten().is_some() {
        show();
    }
    if !element.matches(".fold, .sign").unwrap_or(false) {
        show_pane_of(element);
    }
}

/// Unfolds the pane around an element, and ends that another one has the whole page.
fn show_pane_of(element: &Element) {
    if let Some(details) = element.closest("details:not([open])").ok().flatten()
        && !element.matches("summary").unwrap_or(false)
    {
        let _ = details.set_attribute("open", "");
    }
    let Some(pane) = element.closest(".pane").ok().flatten() else { return };
    let whole = document().query_selector(".pane[data-whole] > header .sign").ok().flatten();
    let folded = pane.query_selector(":scope[data-folded] > header .fold").ok().flatten();
    let away = whole.filter(|_| !pane.has_attribute("data-whole"));
    for button in [away, folded].into_iter().flatten() {
        button.unchecked_into::<HtmlElement>().click();
    }
}

/// Puts the caret into the element with that id, wherever it is.
pub fn go_to(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        show_pane_of(&element);
        super::focus(id);
        // What was folded takes the focus once it is unfolded.
        let id = id.to_owned();
        super::once_changed(move || super::focus(&id));
    }
}

/// Whether nothing has the focus.
fn is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Once the frame is drawn: if what had the focus is gone or hidden, it goes to what is always there.
pub fn keep_focus() {
    super::after_frame(|| {
        if is_lost() {
            super::focus(ALWAYS);
        }
    });
}

/// Once the frame is drawn: if what had the focus is gone or hidden, it goes to what was pressed, or to what is next to it.
fn keep_focus_near(element: Element) {
    super::after_frame(move || {
        let near = |around: &str, selector: &str| {
            element.closest(around).ok().flatten().and_then(|around| around.query_selector(selector).ok().flatten())
        };
        let candidates = [
            Some(element.clone()),
            near(".menu", ":scope > button"),
            near(".pane", ":scope > header .fold"),
            near(".pane", ":scope > header .sign"),
            document().query_selector(".pane[data-whole] > header .sign").ok().flatten(),
            document().get_element_by_id(ALWAYS),
        ];
        for candidate in candidates.into_iter().flatten() {
            if !is_lost() {
                return;
            }
            let _ = candidate.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// Whether the keyboard is one of Apple's.
pub fn is_mac() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    ["Mac", "iPhone", "iPad"].iter().any(|name| platform.starts_with(name))
}

/// Whether the dialog with that id is open.
pub fn is_dialog_open(id: &str) -> bool {
    document().get_element_by_id(id).is_some_and(|dialog| dialog.has_attribute("open"))
}
