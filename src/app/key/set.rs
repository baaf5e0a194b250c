//! The keys of a set beside what the token asks for: one row each, one column for each criterion, and whether it verifies.

use super::super::json::TokenText;
use super::super::message::Message;
use super::super::state::State;
use jwt_debugger::key::{ParsedKey, Set};
use jwt_debugger::verify::choose::{CRITERIA, Candidate, Choice, Fit, Trial};
use jwt_debugger::words;
use leptos::prelude::*;

/// So many rows are drawn: first those that matter to the token, then the rest in their order.
const ROWS_UP_TO: usize = 60;

/// The table, and what is left to try; nothing as long as there is no token to choose for.
#[component]
pub fn KeySet(state: State) -> impl IntoView {
    let rows = move || {
        let (key, choice) = (state.key.get(), state.choice.get());
        match (key.as_deref(), choice.as_deref()) {
            (Some(Ok(ParsedKey::Set(set))), Some(choice)) => drawn(set, choice),
            _ => vec![],
        }
    };
    let more = move || {
        let more = state.choice.with(|choice| choice.as_ref().map_or(0, |choice| choice.rows.len()));
        more.checked_sub(ROWS_UP_TO).filter(|more| *more > 0).map(|more| {
            view! { <p class="key-rest">{format!("and {more} more keys, which are not listed")}</p> }
        })
    };
    let title = |title| view! { <th scope="col">{title}</th> };
    view! {
        <Show when=move || state.choice.with(Option::is_some)>
            <div class="key-set" role="region" tabindex="0" aria-label="Keys of the set" data-testid="key-set">
                <table>
                    <thead>
                        <tr>{["#"].into_iter().chain(CRITERIA).chain(["verifies?"]).map(title).collect_view()}</tr>
                    </thead>
                    <tbody>
                        <For each=rows key=Clone::clone let(line)><LineView line/></For>
                    </tbody>
                </table>
            </div>
            {more}
            <Rest state/>
        </Show>
    }
}

fn drawn(set: &Set, choice: &Choice) -> Vec<Line> {
    let mut order: Vec<(usize, &Candidate)> = choice.rows.iter().enumerate().collect();
    order.sort_by_key(|(_, row)| weight(row));
    order.into_iter().take(ROWS_UP_TO).map(|(index, row)| Line::of(index, row, set)).collect()
}

/// What is looked at first.
fn weight(row: &Candidate) -> u8 {
    match row.verifies {
        Trial::Holds => 0,
        _ if row.cells.first().is_some_and(|cell| cell.fit == Fit::Yes) => 1,
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
        Self { index, cells, verifies, said }
    }
}

#[component]
fn LineView(line: Line) -> impl IntoView {
    let cell = |(fit, text): (&'static str, String)| view! { <td data-fit=fit><TokenText text/></td> };
    view! {
        <tr data-verifies=line.verifies>
            <td>{line.index + 1}</td>
            {line.cells.into_iter().map(cell).collect_view()}
            <td><Message text=line.said/></td>
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
