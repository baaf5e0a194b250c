//! The table view: each parameter or claim with its value in words, its meaning, and who defines it.

use super::browser;
use super::dom::{El, el};
use super::findings::citation;
use super::json::draw_text;
use super::state::{self, State};
use super::words;
use jwt_debugger::claims::{self, Kind, time::NumericDate};
use jwt_debugger::spec::Spec;
use jwt_debugger::token::json::{Member, Value};
use jwt_debugger::token::{Part, header};
use jwt_debugger::view;

/// So many rows are drawn; the JSON view holds all of them.
const ROWS_UP_TO: usize = 200;

/// The members of the header or payload, row by row.
pub fn table(state: State, part: Part) -> El {
    let (id, first) = match part {
        Part::Header => ("header-table", "Parameter"),
        _ => ("payload-table", "Claim"),
    };
    let draw = move || {
        let parsed = state.parsed.get();
        let found = state::document(&parsed, part).and_then(|found| Some((found, found.json.as_ref()?.members())));
        vec![match found {
            Some((document, members)) if !members.is_empty() => {
                el("table").child(head(first)).child(rows(state, part, &document.text, members))
            }
            _ => el("p").class("quiet").text("There are no members to list."),
        }]
    };
    el("div").class("table").attr("data-testid", id).children_with(draw)
}

fn head(first: &str) -> El {
    let titles = [first, "Value", "Meaning"];
    el("thead").child(el("tr").children(titles.map(|title| el("th").attr("scope", "col").text(title))))
}

fn rows(state: State, part: Part, text: &str, members: &[Member]) -> El {
    let rows = members.iter().take(ROWS_UP_TO).map(|member| row(state, part, text, member));
    let body = el("tbody").children(rows);
    match members.len().saturating_sub(ROWS_UP_TO) {
        0 => body,
        more => {
            let words = format!("and {more} more: see the JSON view");
            body.child(el("tr").child(el("td").attr("colspan", "3").class("quiet").text(&words)))
        }
    }
}

fn row(state: State, part: Part, text: &str, member: &Member) -> El {
    let (title, about, spec): (_, _, Option<Spec>) = match part {
        Part::Header => header::parameter(&member.name).map(|row| (row.title, row.about, row.spec)),
        _ => claims::lookup(&member.name).map(|row| (row.title, row.about, row.spec)),
    }
    .map_or(("", "Not a registered name: its meaning is between the parties.", None), |(title, about, spec)| {
        (title, about, Some(spec))
    });
    let is_time =
        part == Part::Payload && claims::lookup(&member.name).is_some_and(|row| row.kind == Kind::NumericDate);
    let date = match &member.node.value {
        Value::Number(number) if is_time => NumericDate::read(number),
        _ => None,
    };
    let times = date.map(|date| {
        el("ul")
            .class("times")
            .child(el("li").text_with(move || date.relative(state.instant.get())))
            .child(el("li").text(&date.local(browser::offset_minutes(date.seconds))))
            .child(el("li").text(&date.utc()))
    });
    let name = el("th").attr("scope", "row").child(draw_text(el("code"), &member.name));
    let value = draw_text(el("code"), &view::cell(text, &member.node));
    let meaning = words::draw(el("td").child(el("b").text(title)).text(" "), about).text(" ");
    el("tr").child(name).child(el("td").child(value).children(times)).child(meaning.children(spec.map(citation)))
}
