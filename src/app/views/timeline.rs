//! All open tokens on one axis of time. What the bars show, the cells say.

use super::super::state::compared::CompareState;
use super::super::state::shelf::ShelfState;
use super::Views;
use super::parts::{Lead, Link, Title};
use jwt_debugger::claims::time::NumericDate;
use jwt_debugger::session::timeline::{Timeline, TimelineRow, WIDTH};
use jwt_debugger::words::timeline::tick;
use leptos::prelude::*;

/// The page.
#[component]
pub fn TimelineView(views: Views) -> impl IntoView {
    let compare = expect_context::<CompareState>();
    let line = compare.timeline();
    // They stay while the rows move.
    let ticks = Memo::new(move |_| line.with(|line| line.ticks.clone()));
    let tokens = move || compare.tokens.get().into_iter().enumerate();
    view! {
        <Title text="Timeline"/>
        <Lead text="When each open token was issued, and from when to when it is valid. The axis is stretched around now: the steps get \
                    longer to both sides."/>
        <div class="compare">
            <p><Link href="#/compare" text="Compare two tokens"/></p>
            <table class="timeline">
                <thead>
                    <tr>
                        <th scope="col">"Token"</th>
                        <th scope="col">"State"</th>
                        <th scope="col">"Issued"</th>
                        <th scope="col">"Not before"</th>
                        <th scope="col">"Expires"</th>
                        <th scope="col"><span>"Around now"</span><Axis ticks/></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=tokens key=Clone::clone let((index, (id, name)))>
                        <TokenRow views compare line ticks index id name/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// So many steps have room for their names.
const LABELLED: usize = 8;

/// A place as SVG takes it.
fn percent(place: i64) -> String {
    let hundredths = place.saturating_mul(10_000) / WIDTH;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// The names of the steps. For a screen reader the cells tell all of it.
#[component]
fn Axis(ticks: Memo<Vec<(i64, i64)>>) -> impl IntoView {
    let draw = move || {
        let ticks = ticks.get();
        let middle = ticks.iter().position(|(_, distance)| *distance == 0).unwrap_or_default();
        // Of many steps every second one has its name, and on a phone every second one of these.
        let stride = if ticks.len() > LABELLED { 2 } else { 1 };
        let mark = |(index, (place, distance)): (usize, &(i64, i64))| {
            let steps = index.abs_diff(middle);
            let minor = !steps.is_multiple_of(2 * stride);
            steps.is_multiple_of(stride).then(|| {
                view! {
                    <text
                        x=percent(*place)
                        y="12"
                        text-anchor="middle"
                        data-minor=minor.then_some("")
                        data-now=(*distance == 0).then_some("")
                    >
                        {tick(*distance)}
                    </text>
                }
            })
        };
        ticks.iter().enumerate().map(mark).collect_view()
    };
    view! { <svg width="100%" height="16" aria-hidden="true">{draw}</svg> }
}

#[component]
fn TokenRow(
    views: Views,
    compare: CompareState,
    line: Memo<Timeline>,
    ticks: Memo<Vec<(i64, i64)>>,
    index: usize,
    id: u64,
    name: String,
) -> impl IntoView {
    let shelf = expect_context::<ShelfState>();
    let row = Memo::new(move |_| line.with(|line| line.rows.get(index).cloned()));
    let standing = move |read: fn(&TimelineRow) -> &'static str| row.with(|row| row.as_ref().map(read));
    let open = move |_| {
        shelf.select(id);
        views.show_debugger();
    };
    let time = move |at: usize| {
        let date = move || row.with(|row| row.as_ref().and_then(|row| row.times.get(at).copied().flatten()));
        let relative = move || date().map(|date: NumericDate| date.relative(compare.now()));
        view! {
            <td>
                {move || date().map_or_else(|| "—".to_owned(), NumericDate::utc)}
                <small>{relative}</small>
            </td>
        }
    };
    let bar = move || {
        let lines = ticks.get().into_iter().map(|(place, distance)| {
            let x = percent(place);
            view! { <line x1=x.clone() x2=x y1="0" y2="100%" data-now=(distance == 0).then_some("")/> }
        });
        let lines = lines.collect_view();
        let row = row.get()?;
        let rect = |(from, to): (i64, i64), kind, [y, height]: [&'static str; 2]| {
            view! { <rect x=percent(from) width=percent(to - from) y=y height=height data-kind=kind/> }
        };
        let skew = row.skew.map(|skew| rect(skew, "skew", ["0", "100%"]));
        // What lasts for less than can be drawn is seen all the same.
        let valid = row.valid.map(|(from, to)| rect((from, to.max(from + WIDTH / 250)), "valid", ["8", "12"]));
        let issued = row.marks.first().copied().flatten();
        let issued = issued.map(|at| view! { <circle cx=percent(at) cy="14" r="4"/> });
        Some(view! { <g>{skew}{lines}{valid}{issued}</g> })
    };
    view! {
        <tr data-testid="timeline-token" data-state=move || standing(|row| row.standing.name())>
            <th scope="row">
                <button class="place" type="button" title="Show it in the debugger" on:click=open>{name}</button>
            </th>
            <td>
                <span class="standing">
                    <b aria-hidden="true">{move || standing(|row| row.standing.mark())}</b>
                    " "
                    {move || standing(|row| row.standing.words())}
                </span>
            </td>
            {[time(0), time(1), time(2)].into_iter().collect_view()}
            <td class="bar"><svg width="100%" height="28" aria-hidden="true">{bar}</svg></td>
        </tr>
    }
    .into_any()
}
