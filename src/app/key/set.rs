//! The keys of a set beside what the token asks for: one row each, one column for each criterion, and whether it verifies.

use super::super::dom::{El, button, el};
use super::super::json::draw_text;
use super::super::state::State;
use super::super::words;
use jwt_debugger::key::Set;
use jwt_debugger::verify::choose::{CRITERIA, Choice, Fit, Row, Tried};

/// So many rows are drawn: first those that matter to the token, then the rest in their order.
const ROWS_UP_TO: usize = 60;

/// The table, and what is left to try; nothing as long as there is no token to choose for.
pub fn table(state: State, set: &Set) -> Vec<El> {
    let choice = state.choice.get();
    let Some(choice) = choice.as_deref() else { return vec![] };
    let mut order: Vec<usize> = (0..choice.rows.len()).collect();
    order.sort_by_key(|index| choice.rows.get(*index).map_or(u8::MAX, weight));
    let rows = order.iter().take(ROWS_UP_TO).filter_map(|index| Some(row(*index, choice.rows.get(*index)?, set)));
    let titles = ["#"].into_iter().chain(CRITERIA).chain(["verifies?"]);
    let head = el("thead").child(el("tr").children(titles.map(|title| el("th").attr("scope", "col").text(title))));
    let region = el("div").class("key-set").attr("role", "region").attr("tabindex", "0");
    let region = region.attr("aria-label", "Keys of the set").attr("data-testid", "key-set");
    let region = region.child(el("table").child(head).child(el("tbody").children(rows)));
    let more = set.members.len().saturating_sub(ROWS_UP_TO);
    let more =
        (more > 0).then(|| el("p").class("key-rest").text(&format!("and {more} more keys, which are not listed")));
    [Some(region), more, rest(state, choice)].into_iter().flatten().collect()
}

/// What is looked at first.
fn weight(row: &Row) -> u8 {
    match row.verifies {
        Tried::Holds => 0,
        _ if row.cells.first().is_some_and(|cell| cell.fit == Fit::Yes) => 1,
        Tried::Fails => 2,
        Tried::Later => 3,
        Tried::Unusable => 4,
        Tried::OtherKind => 5,
    }
}

fn row(index: usize, row: &Row, set: &Set) -> El {
    let cells = row.cells.iter().map(|cell| {
        let fit = match cell.fit {
            Fit::Yes => "yes",
            Fit::No => "no",
            Fit::Open => "open",
        };
        draw_text(el("td").attr("data-fit", fit), &cell.text)
    });
    let (state, said) = match row.verifies {
        Tried::Holds => ("holds", "✓ yes".to_owned()),
        Tried::Fails => ("fails", "✕ no".to_owned()),
        Tried::OtherKind => ("other-kind", "another kind".to_owned()),
        Tried::Later => ("later", "not tried yet".to_owned()),
        Tried::Unusable => {
            let fault = set.members.get(index).and_then(|member| member.key.as_ref().err());
            ("unusable", fault.map_or_else(String::new, |fault| format!("unusable: {}", fault.message)))
        }
    };
    el("tr")
        .attr("data-verifies", state)
        .child(el("td").text(&(index + 1).to_string()))
        .children(cells)
        .child(words::draw(el("td"), &said))
}

/// Asks whether the keys that are left are to be tried, too: so many that the page would stand still meanwhile.
fn rest(state: State, choice: &Choice) -> Option<El> {
    let left = choice.left();
    if left == 0 {
        return None;
    }
    let tried = choice.rows.iter().filter(|row| matches!(row.verifies, Tried::Holds | Tried::Fails)).count();
    let words = match state.trying.get() {
        true => format!("Trying: {tried} of {} keys…", tried + left),
        false => format!("{tried} keys were tried."),
    };
    let try_all = button(&format!("Try the other {left}"))
        .attr("data-testid", "try-the-rest")
        .on("click", move |_| state.try_the_rest());
    let try_all = (!state.trying.get()).then_some(try_all);
    Some(el("p").class("key-rest").attr("role", "status").text(&words).text(" ").children(try_all))
}
