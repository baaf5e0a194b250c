//! The keys of a set beside what the token asks for: one row each, with its name, whether it verifies, and a column for each
//! further criterion. Those that have nothing to do with the token are folded away.

use super::super::json::TokenText;
use super::super::message::Message;
use super::super::state::State;
use jwt_debugger::base::sort_by_place;
use jwt_debugger::engine::verify::choose::{CRITERIA, Candidate, Choice, Fit, Trial};
use jwt_debugger::key::{ParsedKey, Set};
use jwt_debugger::words;
use leptos::prelude::*;
use std::sync::Arc;

/// So many rows are drawn: first those that matter to the token, then the rest in their order.
const ROWS_UP_TO: usize = 60;

/// The table, and what is left to try; nothing as long as there is no token to choose for.
#[component]
pub fn KeySet(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    let rows = move || {
        let (key, choice) = (state.judging.key.get(), state.choice.get());
        match (key.as_deref(), choice.as_deref()) {
            (Some(Ok(ParsedKey::Set(set))), Some(choice)) => lines(set, choice),
            _ => vec![],
        }
    };
    let folded = move || state.choice.with(|choice| choice.as_ref().map(folded).unwrap_or_default());
    let title = |title| view! { <th scope="col">{title}</th> };
    let [name, others @ ..] = CRITERIA;
    view! {
        <Show when=move || state.choice.with(Option::is_some)>
            <div class="key-set" role="region" tabindex="0" aria-label="Keys of the set" data-testid="key-set">
                <table>
                    <thead>
                        <tr>{[name, "verifies?"].into_iter().chain(others).map(title).collect_view()}</tr>
                    </thead>
                    <tbody>
                        <For each=rows key=Clone::clone let(line)>
                            <LineView line open/>
                        </For>
                    </tbody>
                </table>
                <button
                    class="others"
                    type="button"
                    data-testid="other-keys"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    hidden=move || folded().is_empty()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {folded}
                </button>
            </div>
            <Rest state/>
        </Show>
    }
}

/// Whether a row is an answer: the signature holds under this key, or the header names it. Where there is no such key, those
/// that were tried are the answer.
fn answers(choice: &Choice) -> impl Fn(&Candidate) -> bool + use<> {
    let is_answer = |row: &Candidate| row.verifies == Trial::Holds || is_named(row);
    let stands_out = choice.rows.iter().any(is_answer);
    move |row| is_answer(row) || !stands_out && row.verifies == Trial::Fails
}

/// The rows that are drawn, the answers first.
fn lines(set: &Set, choice: &Choice) -> Vec<Line> {
    let answers = answers(choice);
    let mut order: Vec<(usize, &Candidate)> = choice.rows.iter().enumerate().collect();
    sort_by_place(&mut order, |(_, row)| (usize::from(weight(row)), 0));
    let line = |(index, row)| Line { is_other: !answers(row), ..Line::of(index, row, set) };
    order.into_iter().take(ROWS_UP_TO).map(line).collect()
}

/// What the other rows are, in words; empty if there are none.
fn folded(choice: &Arc<Choice>) -> String {
    let answers = answers(choice);
    let others = choice.rows.iter().filter(|row| !answers(row)).count();
    let unlisted = match choice.rows.len().checked_sub(ROWS_UP_TO) {
        Some(more @ 1..) => format!("; {more} of them are not listed"),
        _ => String::new(),
    };
    match (others, choice.left()) {
        (0, _) => String::new(),
        (1, 0) => "1 other does not match".to_owned(),
        (1, _) => "1 other is not tried yet".to_owned(),
        (many, 0) => format!("{many} others do not match{unlisted}"),
        (many, _) => format!("{many} others do not match or are not tried yet{unlisted}"),
    }
}

/// Whether the header names this key.
fn is_named(row: &Candidate) -> bool {
    row.cells.first().is_some_and(|cell| cell.fit == Fit::Yes)
}

/// What is looked at first.
fn weight(row: &Candidate) -> u8 {
    match row.verifies {
        Trial::Holds => 0,
        _ if is_named(row) => 1,
        Trial::Fails => 2,
        Trial::Pending => 3,
        Trial::Unusable => 4,
        Trial::OtherKind => 5,
    }
}

/// A row, in words.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Line {
    /// Of the key in the set.
    index: usize,
    /// Whether it has nothing to do with the token.
    is_other: bool,
    /// How it fits, and what the key says.
    cells: Vec<(&'static str, String)>,
    verifies: &'static str,
    said: String,
}

impl Line {
    fn of(index: usize, row: &Candidate, set: &Set) -> Self {
        let fit = |fit| match fit {
            Fit::Yes => "yes",
            Fit::No => "no",
            Fit::Open => "open",
        };
        let (verifies, said) = match row.verifies {
            Trial::Holds => ("holds", "✓ yes".to_owned()),
            Trial::Fails => ("fails", "✕ no".to_owned()),
            Trial::OtherKind => ("other-kind", "another kind".to_owned()),
            Trial::Pending => ("later", "not tried yet".to_owned()),
            Trial::Unusable => {
                let fault = set.members.get(index).and_then(|member| member.key.as_ref().err());
                ("unusable", fault.map_or_else(String::new, |fault| format!("unusable: {}", words::title(fault))))
            }
        };
        let cells = row.cells.iter().map(|cell| (fit(cell.fit), cell.text.clone())).collect();
        Self { index, is_other: false, cells, verifies, said }
    }
}

#[component]
fn LineView(line: Line, open: RwSignal<bool>) -> impl IntoView {
    let is_folded = move || line.is_other && !open.get();
    let mut cells = line.cells.into_iter();
    let (fit, name) = cells.next().unwrap_or_default();
    let cell = |(fit, text): (&'static str, String)| view! { <td data-fit=fit><TokenText text/></td> };
    view! {
        <tr data-verifies=line.verifies hidden=is_folded>
            <td data-fit=fit>
                <TokenText text=name/>
                <small>{format!("#{}", line.index + 1)}</small>
                {(fit == "yes").then(|| view! { <small>"named"</small> })}
            </td>
            <td><Message text=line.said/></td>
            {cells.map(cell).collect_view()}
        </tr>
    }
}

/// Asks whether the keys that are left are to be tried, too: so many that the page would stand still meanwhile.
#[component]
fn Rest(state: State) -> impl IntoView {
    let left = move || state.choice.with(|choice| choice.as_ref().map_or(0, |choice| choice.left()));
    let tried = move || {
        let is_tried = |row: &&Candidate| matches!(row.verifies, Trial::Holds | Trial::Fails);
        state.choice.with(|choice| choice.as_ref().map_or(0, |choice| choice.rows.iter().filter(is_tried).count()))
    };
    let words = move || match state.trying.get() {
        true => format!("Trying: {} of {} keys…", tried(), tried() + left()),
        false => format!("{} keys were tried.", tried()),
    };
    view! {
        <Show when=move || { left() > 0 }>
            <p class="key-rest" role="status">
                {words}
                " "
                <Show
                    when=move || state.trying.get()
                    fallback=move || {
                        view! {
                            <button
                                class="button"
                                type="button"
                                data-testid="try-the-rest"
                                on:click=move |_| state.try_the_rest()
                            >
                                {move || format!("Try the other {}", left())}
                            </button>
                        }
                    }
                >
                    <button
                        class="button"
                        type="button"
                        data-testid="stop-trying"
                        on:click=move |_| state.stop_trying()
                    >
                        "Stop"
                    </button>
                </Show>
            </p>
        </Show>
    }
}
