//! How the panes stand: how wide the columns are, which panes are folded, and which one has the whole page. Widths and folds are
//! kept for the next visit; `session::layout` says how.

use super::browser;
use super::controls::Icon;
use super::state::State;
use jwt_debugger::jose::Part;
use jwt_debugger::session::Grade;
use jwt_debugger::session::layout::{Layout, NARROWEST, Pane, WIDEST};
use jwt_debugger::session::report::Tone;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;

/// The panes. `Copy`, like [`State`]; it is offered to all panels.
#[derive(Clone, Copy)]
pub struct Panes {
    state: State,
    layout: RwSignal<Layout>,
    /// The pane that has the whole page.
    whole: RwSignal<Option<Pane>>,
    /// Whether header and payload are being edited.
    editing: Memo<bool>,
}

impl Panes {
    /// As the last visit left them.
    pub fn new(state: State) -> Panes {
        let layout = RwSignal::new(browser::stored_layout().map_or_else(Layout::default, |kept| Layout::read(&kept)));
        Effect::new(move || layout.with(|layout| browser::store_layout(layout.write().as_deref())));
        let editing = Memo::new(move |_| state.draft.with(Option::is_some));
        Panes { state, layout, whole: RwSignal::new(None), editing }
    }

    /// Whether only the heading of a pane is shown.
    pub fn is_folded(self, pane: Pane) -> bool {
        // Nobody edits what he cannot see, nor folds what he wants to see alone.
        let is_needed = self.editing.get() && matches!(pane, Pane::Header | Pane::Payload);
        !is_needed && !self.is_whole(pane) && self.layout.with(|layout| layout.folded.contains(&pane))
    }

    /// Whether a pane has the whole page.
    pub fn is_whole(self, pane: Pane) -> bool {
        self.whole.with(|whole| *whole == Some(pane))
    }

    fn toggle(self, pane: Pane) {
        let folded = untrack(|| self.is_folded(pane));
        self.layout.update(|layout| layout.fold(pane, !folded));
    }

    /// Folds or unfolds all of them.
    pub fn fold_all(self, folded: bool) {
        self.whole.set(None);
        self.layout.update(|layout| Pane::ALL.into_iter().for_each(|pane| layout.fold(pane, folded)));
    }

    /// Whether some are folded, or not folded.
    pub fn some_are(self, folded: bool) -> bool {
        let count = self.layout.with(|layout| layout.folded.len());
        if folded { count > 0 } else { count < Pane::ALL.len() }
    }

    /// Goes back to the layout of the first visit.
    pub fn reset(self) {
        self.whole.set(None);
        self.layout.set(Layout::default());
    }

    /// Whether there is anything to go back from.
    pub fn is_usual(self) -> bool {
        self.whole.with(Option::is_none) && self.layout.with(|layout| *layout == Layout::default())
    }

    /// Gives the page back to all panes; says whether one had it.
    pub fn leave_whole(self) -> bool {
        let was_whole = self.whole.with_untracked(Option::is_some);
        if was_whole {
            self.whole.set(None);
        }
        was_whole
    }

    /// The share of the left column or of the right one, if somebody moved the border.
    pub fn share(self, left: bool) -> Option<String> {
        let percent = self.layout.with(|layout| layout.left)?;
        Some(format!("{}fr", if left { percent } else { 100 - percent }))
    }

    /// How grave what a folded pane hides is, if it hides a problem.
    fn hides(self, pane: Pane) -> Option<Grade> {
        let state = self.state;
        let within = |part: Part| {
            state.parsed.with(|parsed| {
                let placed = parsed.problems.iter().filter(|one| one.place().is_some_and(|place| place.part == part));
                placed.map(|one| Grade::from(one.severity)).min()
            })
        };
        let error = |is_wrong: bool| is_wrong.then_some(Grade::Error);
        let found = match pane {
            Pane::Encoded => state.outer.with(|outer| outer.problems.iter().map(|one| Grade::from(one.severity)).min()),
            Pane::Signatures => {
                error(state.signatures.with(|rows| rows.iter().any(|row| row.lamp.tone() == Tone::Bad)))
            }
            Pane::Key => error(state.key.with(|key| matches!(key.as_deref(), Some(Err(_))))),
            Pane::Bindings => error(state.bindings.with(|rows| rows.iter().any(|row| row.fails()))),
            Pane::Header => within(Part::Header),
            Pane::Payload => {
                let faults = state.claims.with(|claims| !claims.faults.is_empty());
                within(Part::Payload).or(error(faults))
            }
            Pane::Disclosures | Pane::Anatomy => None,
            Pane::Findings => error(state.report.with(|report| report.worst().tone() == Tone::Bad)),
        };
        found.filter(|grade| matches!(grade, Grade::Error | Grade::Warning))
    }
}

/// The heading of a pane, which folds it; while it is folded, with a mark if it hides a problem.
#[component]
pub fn PaneTitle(pane: Pane, id: &'static str, #[prop(into)] name: Signal<&'static str>) -> impl IntoView {
    let panes = expect_context::<Panes>();
    let hidden = Memo::new(move |_| if panes.is_folded(pane) { panes.hides(pane) } else { None });
    let mark = move |grade: Grade| {
        let said = format!("This folded pane has a problem: {}", grade.name());
        view! { <span class="hides" role="img" data-tone=grade.tone() aria-label=said.clone() title=said>{grade.mark()}</span> }
    };
    view! {
        <h2 id=id>
            <button
                class="fold"
                type="button"
                aria-expanded=move || if panes.is_folded(pane) { "false" } else { "true" }
                on:click=move |_| panes.toggle(pane)
            >
                {move || name.get()}
            </button>
        </h2>
        {move || hidden.get().map(mark)}
    }
    .into_any()
}

/// Gives a pane the whole page, and takes it back; Escape does, too.
#[component]
pub fn WholePage(pane: Pane, #[prop(into)] name: Signal<&'static str>) -> impl IntoView {
    let panes = expect_context::<Panes>();
    let label = move || match panes.is_whole(pane) {
        true => format!("{}: back to all panes", name.get()),
        false => format!("{}: use the whole page", name.get()),
    };
    view! {
        <button
            class="button sign"
            type="button"
            aria-label=label
            title=label
            aria-pressed=move || if panes.is_whole(pane) { "true" } else { "false" }
            on:click=move |_| panes.whole.update(|whole| *whole = Some(pane).filter(|_| *whole != Some(pane)))
        >
            <Icon width="14" height="14">
                <path
                    fill="none"
                    stroke="currentColor"
                    stroke-width="1.6"
                    d="M1.500 5V1.500H5M9 1.500h3.500V5M12.500 9v3.500H9M5 12.500H1.500V9"
                />
            </Icon>
        </button>
    }
    .into_any()
}

/// The border between the columns, to be moved by pointer or keyboard.
#[component]
pub fn Border() -> impl IntoView {
    let panes = expect_context::<Panes>();
    let percent = move || panes.layout.with(Layout::percent).to_string();
    let drag = move |event: PointerEvent| {
        if let Some(percent) = browser::held_percent(&event) {
            panes.layout.maybe_update(|layout| {
                let before = layout.left;
                layout.move_to(percent);
                layout.left != before
            });
        }
    };
    let press = move |event: KeyboardEvent| {
        let Some(key) = browser::plain_key(&event) else { return };
        let pressed = |layout: &mut Layout| {
            let moved = layout.press(&key);
            (moved, moved)
        };
        if panes.layout.try_maybe_update(pressed) == Some(true) {
            event.prevent_default();
        }
    };
    view! {
        <div
            class="border"
            role="separator"
            tabindex="0"
            data-testid="columns"
            aria-orientation="vertical"
            aria-label="Width of the left column"
            title="Drag, or press the arrow keys, to change the widths; a double click or Enter restores them"
            aria-valuenow=percent
            aria-valuemin=NARROWEST.to_string()
            aria-valuemax=WIDEST.to_string()
            aria-valuetext=move || format!("{} %", percent())
            on:pointerdown=|event| browser::hold_pointer(&event)
            on:pointermove=drag
            on:keydown=press
            on:dblclick=move |_| panes.layout.update(|layout| layout.left = None)
        />
    }
    .into_any()
}
