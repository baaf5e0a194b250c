//! The table view: each parameter or claim with its value in words, its meaning, and who defines it.

use super::browser;
use super::controls::CopyValue;
use super::findings::Citation;
use super::json::{TokenText, value_at};
use super::message::Message;
use super::state::{self, State};
use jwt_debugger::claims::{self, Kind, time::NumericDate};
use jwt_debugger::content::reference;
use jwt_debugger::format::json::{Member, Node, Value};
use jwt_debugger::jose::{Part, header};
use jwt_debugger::session::view;
use leptos::either::Either;
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
        let parsed = state.drawn();
        let found = state::document(&parsed, part).and_then(|found| Some((found, found.json.as_ref()?.members())));
        let row = |(text, members): (&str, &[Member])| {
            let rows = members.iter().take(ROWS_UP_TO).enumerate();
            rows.map(|(index, member)| ClaimRow::of(part, text, index, member)).collect::<Vec<_>>()
        };
        found.map(|(document, members)| row((&document.text, members))).unwrap_or_default()
    };
    let count = Memo::new(move |_| {
        let members = |node: &Node| node.members().len();
        state::document(&state.drawn(), part)
            .and_then(|document| document.json.as_ref().map(members))
            .unwrap_or_default()
    });
    let more = move || {
        count.get().checked_sub(ROWS_UP_TO).filter(|more| *more > 0).map(|more| {
            view! { <tr><td colspan="3" class="quiet">{format!("and {more} more: see the JSON view")}</td></tr> }
        })
    };
    view! {
        <div class="table" data-testid=id>
            <Show
                when=move || { count.get() > 0 }
                fallback=|| view! { <p class="quiet">"There are no members to list."</p> }
            >
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{first}</th>
                            <th scope="col">"Value"</th>
                            <th scope="col">"Meaning"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=rows key=Clone::clone let(row)>
                            <RowView state row/>
                        </For>
                        {more}
                    </tbody>
                </table>
            </Show>
        </div>
    }
}

/// A member, in words.
#[derive(Clone, PartialEq, Eq, Hash)]
struct ClaimRow {
    part: Part,
    /// Its place among the members.
    index: usize,
    name: String,
    value: String,
    /// The value, where it is a time.
    date: Option<NumericDate>,
}

impl ClaimRow {
    fn of(part: Part, text: &str, index: usize, member: &Member) -> Self {
        let is_time =
            part == Part::Payload && claims::lookup(&member.name).is_some_and(|row| row.kind == Kind::NumericDate);
        let date = match &member.node.value {
            Value::Number(number) if is_time => NumericDate::read(number),
            _ => None,
        };
        Self { part, index, name: member.name.to_string(), value: view::cell(text, &member.node).to_string(), date }
    }
}

#[component]
fn RowView(state: State, row: ClaimRow) -> impl IntoView {
    let known = match row.part {
        Part::Header => header::parameter(&row.name).map(|row| (row.title, row.about, row.spec)),
        _ => claims::lookup(&row.name).map(|row| (row.title, row.about, row.spec)),
    };
    let (title, about, spec) = match known {
        Some((title, about, spec)) => (title, about, Some(spec)),
        None => ("", "Not a registered name: its meaning is between the parties.", None),
    };
    let times = row.date.map(|date| {
        view! {
            <ul class="times">
                <li>{move || date.relative(state.instant.get())}</li>
                <li>{date.local(browser::offset_minutes(date.seconds))}</li>
                <li>{date.utc()}</li>
                <li>{date.iso()}</li>
            </ul>
        }
    });
    let name = row.name.clone();
    let about_it = reference::of_member(row.part, &name);
    let heading = view! { <code><TokenText text=row.name/></code> };
    let heading = match about_it {
        Some(href) => Either::Left(view! { <a href=href>{heading}</a> }),
        None => Either::Right(heading),
    };
    view! {
        <tr>
            <th scope="row">{heading}</th>
            <td>
                <code><TokenText text=row.value/></code>
                <CopyValue name=name tabindex="0" text=move || value_at(&state.drawn(), row.part, row.index)/>
                {times}
            </td>
            <td>
                <b>{title}</b>
                " "
                <Message text=about/>
                " "
                {spec.map(|spec| view! { <Citation spec/> })}
            </td>
        </tr>
    }
}
