//! The table view: each parameter or claim with its value in words, its meaning, and who defines it.

use super::browser;
use super::document::decoded;
use super::findings::citation;
use super::json::draw_text;
use super::state::State;
use super::words;
use jwt_debugger::claims::{self, Kind, time::NumericDate};
use jwt_debugger::spec::Spec;
use jwt_debugger::token::json::{Member, Value};
use jwt_debugger::token::{Part, header};
use jwt_debugger::view;
use leptos::prelude::*;

/// So many rows are drawn; the JSON view holds all of them.
const ROWS_UP_TO: usize = 200;

/// The members of the header or payload, row by row.
#[component]
pub fn Table(state: State, part: Part) -> impl IntoView {
    let (id, first) = match part {
        Part::Header => ("header-table", "Parameter"),
        _ => ("payload-table", "Claim"),
    };
    let rows = move || {
        let parsed = state.parsed.get();
        let Some((document, node)) = decoded(&parsed, part).and_then(|found| Some((found, found.json.as_ref()?)))
        else {
            return ().into_any();
        };
        let members = node.members();
        let left_out = members.len().saturating_sub(ROWS_UP_TO);
        view! {
            {members.iter().take(ROWS_UP_TO).map(|member| row(state, part, &document.text, member)).collect_view()}
            {(left_out > 0).then(|| view! {
                <tr><td colspan="3" class="quiet">{format!("and {left_out} more: see the JSON view")}</td></tr>
            })}
        }
        .into_any()
    };
    let empty = move || {
        state.parsed.with(|parsed| {
            decoded(parsed, part)
                .and_then(|document| document.json.as_ref())
                .is_none_or(|node| node.members().is_empty())
        })
    };
    view! {
        <div class="table" data-testid=id>
            <Show when=move || !empty() fallback=|| view! { <p class="quiet">"There are no members to list."</p> }>
                <table>
                    <thead><tr><th scope="col">{first}</th><th scope="col">"Value"</th><th scope="col">"Meaning"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </Show>
        </div>
    }
}

fn row(state: State, part: Part, text: &str, member: &Member) -> AnyView {
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
        view! {
            <ul class="times">
                <li>{move || date.relative(state.now.get())}</li>
                <li>{date.local(browser::offset_minutes(date.seconds))}</li>
                <li>{date.utc()}</li>
            </ul>
        }
    });
    view! {
        <tr>
            <th scope="row"><code>{draw_text(&member.name)}</code></th>
            <td><code>{draw_text(&view::cell(text, &member.node))}</code>{times}</td>
            <td><b>{title}</b>" "{words::draw(about)}" "{spec.map(citation)}</td>
        </tr>
    }
    .into_any()
}
