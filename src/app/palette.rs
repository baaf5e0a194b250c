//! The palette: every command of the page in one list, found by what is typed. It offers the rows of `session::commands` that can
//! be done now, and whatever can be chosen now in a menu, a select, or the like.

use super::bar::Theme;
use super::browser::{self, Choice};
use super::panes::Panes;
use super::presenting::Presenting;
use super::state::State;
use super::state::shelf::ShelfState;
use super::views::Views;
use jwt_debugger::content::route::Route;
use jwt_debugger::session::commands::{Act, By, COMMANDS, Command, key_names, of_key, search};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// What commands act on, and what is listed. `Copy`, like [`State`].
#[derive(Clone, Copy)]
pub struct Palette {
    state: State,
    views: Views,
    shelf: ShelfState,
    panes: Panes,
    presenting: Presenting,
    theme: Theme,
    /// What could be done when the palette was opened.
    lines: RwSignal<Vec<Line>>,
    /// The items of controls among them.
    choices: StoredValue<Vec<Choice>, LocalStorage>,
    typed: RwSignal<String>,
    /// Which of the lines fit, the best first.
    found: Memo<Vec<usize>>,
    /// The chosen one, by its place among those.
    at: RwSignal<usize>,
}

/// A line of the list.
#[derive(Clone)]
struct Line {
    title: String,
    doing: Doing,
}

/// What a line does.
#[derive(Clone, Copy)]
enum Doing {
    Command(&'static Command),
    /// Chooses the item of that number.
    Choice(usize),
}

impl Line {
    /// Title, and further words that find it.
    fn named(&self) -> (&str, &str) {
        let words = if let Doing::Command(command) = self.doing { command.words } else { "" };
        (&self.title, words)
    }
}

/// The id of the dialog.
const DIALOG: &str = "palette";
/// So many lines a page key goes along.
const PAGE: isize = 8;

impl Palette {
    /// Nothing is listed before it is opened. Hears its keys from now on.
    pub fn new(state: State, views: Views) -> Palette {
        let (panes, presenting) = (expect_context::<Panes>(), expect_context::<Presenting>());
        let (shelf, theme) = (expect_context::<ShelfState>(), expect_context::<Theme>());
        let lines = RwSignal::new(Vec::<Line>::new());
        let typed = RwSignal::new(String::new());
        let found =
            Memo::new(move |_| lines.with(|lines| typed.with(|typed| search(typed, lines.iter().map(Line::named)))));
        let (choices, at) = (StoredValue::new_local(vec![]), RwSignal::new(0));
        let palette = Palette { state, views, shelf, panes, presenting, theme, lines, choices, typed, found, at };
        browser::on_palette(move || palette.open());
        browser::on_shortcut(move |key| palette.press(key));
        browser::on_escape(move || {
            if !panes.leave_whole() {
                presenting.stop_pointing();
            }
        });
        palette
    }

    /// Opens it, or closes it where it is open.
    pub fn open(self) {
        let was_open = browser::is_dialog_open(DIALOG);
        browser::close_dialog();
        if was_open {
            return;
        }
        let choices = browser::choices();
        let rows = COMMANDS.iter().filter(|command| untrack(|| self.can(command.by)));
        let rows = rows.map(|command| Line { title: command.title.to_owned(), doing: Doing::Command(command) });
        let items = choices.iter().enumerate().map(|(index, Choice { of, item, .. })| {
            let title = if of.is_empty() { item.clone() } else { format!("{of}: {item}") };
            Line { title, doing: Doing::Choice(index) }
        });
        let lines = rows.chain(items).collect();
        self.choices.set_value(choices);
        self.typed.set(String::new());
        self.at.set(0);
        self.lines.set(lines);
        browser::open_dialog(DIALOG);
    }

    /// Whether something can be done now.
    fn can(self, by: By) -> bool {
        match by {
            By::Press(selector) => browser::can_press(selector),
            By::Focus(id) => browser::exists(id),
            By::Go(address) => self.views.route.with(|route| *route != Route::of(address)),
            By::Page(act) => match act {
                Act::Undo => self.state.can_undo() || self.shelf.closed.with(Option::is_some),
                Act::Redo => self.state.can_redo(),
                Act::Theme(theme) => self.theme.get().as_deref() != theme,
                Act::Present(is_on) => self.presenting.is_on() != is_on,
                Act::FoldAll(folded) => self.panes.some_are(!folded),
                Act::ResetLayout => !self.panes.is_usual(),
                Act::Palette => false,
            },
            By::Keys => false,
        }
    }

    fn act(self, by: By) {
        match by {
            By::Press(selector) => browser::press(selector, || self.views.show_debugger()),
            By::Focus(id) => {
                self.views.show_debugger();
                browser::go_to(id);
            }
            By::Go(address) => browser::set_fragment(address),
            By::Page(act) => match act {
                Act::Undo => drop(self.shelf.undo_pressed(None, false)),
                Act::Redo => drop(self.shelf.undo_pressed(None, true)),
                Act::Theme(theme) => self.theme.set(theme),
                Act::Present(is_on) => self.presenting.set(is_on),
                Act::FoldAll(folded) => self.panes.fold_all(folded),
                Act::ResetLayout => self.panes.reset(),
                Act::Palette => self.open(),
            },
            By::Keys => {}
        }
    }

    /// Does what a key pressed outside of every field stands for; says whether it did.
    fn press(self, key: &str) -> bool {
        if !untrack(|| self.views.is_debugger()) && key != "?" {
            return false;
        }
        let command = of_key(key).filter(|command| untrack(|| self.can(command.by)));
        match command {
            Some(command) => self.act(command.by),
            None => return self.presenting.press(key),
        }
        true
    }

    /// Closes the palette, and does what the line of that number says.
    fn run(self, index: usize) {
        let Some(doing) = self.lines.with_untracked(|lines| lines.get(index).map(|line| line.doing)) else { return };
        // The focus goes back to where it was, and the command may move it on.
        browser::close_dialog();
        match doing {
            Doing::Command(command) => self.act(command.by),
            Doing::Choice(index) => self.choices.with_value(|choices| {
                if let Some(choice) = choices.get(index) {
                    browser::choose(choice, || self.views.show_debugger());
                }
            }),
        }
        browser::keep_focus();
    }

    fn chosen(self) -> Option<usize> {
        self.found.with(|found| found.get(self.at.get()).copied())
    }

    fn hear(self, event: &KeyboardEvent) {
        let count = self.found.with_untracked(Vec::len) as isize;
        let now = self.at.get_untracked() as isize;
        let to = match browser::plain_key(event).as_deref() {
            Some("ArrowDown") => (now + 1) % count.max(1),
            Some("ArrowUp") => (now + count - 1) % count.max(1),
            Some("PageDown") => (now + PAGE).min(count - 1),
            Some("PageUp") => (now - PAGE).max(0),
            Some("Enter") => {
                event.prevent_default();
                if let Some(index) = untrack(|| self.chosen()) {
                    self.run(index);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.at.set(to.max(0) as usize);
        if let Some(index) = untrack(|| self.chosen()) {
            browser::reveal(&option_id(index));
        }
    }
}

fn option_id(index: usize) -> String {
    format!("command-{index}")
}

/// Opens the palette.
#[component]
pub fn PaletteButton(class: &'static str, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let palette = expect_context::<Palette>();
    let title = format!("Commands ({})", key_names("Mod+K", browser::is_mac()).join("+"));
    view! {
        <button class=class type="button" title=title on:click=move |_| palette.open()>
            {children.map(|children| children())}
        </button>
    }
    .into_any()
}

/// The dialog.
#[component]
pub fn PaletteDialog() -> impl IntoView {
    let palette = expect_context::<Palette>();
    let Palette { lines, typed, found, at, .. } = palette;
    let count = move || match found.with(Vec::len) {
        0 => "No command fits. Every word has to fit; try fewer.".to_owned(),
        1 => "1 command".to_owned(),
        many => format!("{many} commands"),
    };
    let shown = move || {
        let drawn = |lines: &Vec<Line>, found: &Vec<usize>| {
            found.iter().filter_map(|index| item(lines, *index)).collect::<Vec<_>>()
        };
        lines.with(|lines| found.with(|found| drawn(lines, found)))
    };
    let option = move |(index, id, title, keys): (usize, &'static str, String, &'static str)| {
        let is_chosen = move || palette.chosen() == Some(index);
        view! {
            <li
                role="option"
                id=option_id(index)
                data-command=id
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                on:click=move |_| palette.run(index)
            >
                <span>{title}</span>
                <Keys keys/>
            </li>
        }
    };
    view! {
        <dialog id=DIALOG class="dialog palette" aria-label="Commands" on:close=move |_| lines.set(vec![])>
            <div class="typed">
                <input
                    type="text"
                    role="combobox"
                    aria-label="Find a command"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=move || palette.chosen().map(option_id)
                    placeholder="Find a command"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    autofocus
                    data-testid="palette-input"
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        at.set(0);
                        typed.set(event_target_value(&event));
                    }
                    on:keydown=move |event| palette.hear(&event)
                />
                <button class="icon" type="button" aria-label="Close" on:click=|_| browser::close_dialog()>"✕"</button>
            </div>
            <ul role="listbox" id="palette-list" aria-label="Commands" tabindex="-1">
                <For each=shown key=Clone::clone children=option/>
            </ul>
            <p class="quiet" role="status">{count}</p>
        </dialog>
    }
    .into_any()
}

/// What is drawn of a line, which is also its key.
fn item(lines: &[Line], index: usize) -> Option<(usize, &'static str, String, &'static str)> {
    let line = lines.get(index)?;
    let (id, keys) = match line.doing {
        Doing::Command(command) => (command.id, command.keys),
        Doing::Choice(_) => ("", ""),
    };
    Some((index, id, line.title.clone(), keys))
}

/// Keys to press together.
#[component]
pub fn Keys(keys: &'static str) -> impl IntoView {
    let names = key_names(keys, browser::is_mac());
    let key = |(index, name): (usize, &'static str)| view! { {(index > 0).then_some(" ")}<kbd>{name}</kbd> };
    view! { <span class="keys">{names.into_iter().enumerate().map(key).collect_view()}</span> }
}
