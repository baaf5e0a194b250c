//! In what two tokens differ, part by part.

use super::super::super::json::TokenText;
use jwt_debugger::base::text::Text;
use jwt_debugger::claims::time::NumericDate;
use jwt_debugger::session::compare::{
    Change, Comparison, Difference, PartComparison, Place, SegmentPair, Texts, Times,
};
use jwt_debugger::words::compare::{self as words, Likeness};
use jwt_debugger::words::{counted, duration};
use leptos::prelude::*;

/// A header or a payload.
#[component]
pub fn PartSection<'a>(heading: &'static str, testid: &'static str, part: &'a PartComparison) -> impl IntoView + use<> {
    let PartComparison { likeness, differences, lenient } = part;
    let said = match differences.count {
        0 => words::likeness(*likeness).to_owned(),
        _ if *likeness == Likeness::Written => words::likeness(*likeness).to_owned(),
        count => format!("{}.", counted(count, "difference")),
    };
    let order =
        (differences.reordered && *likeness != Likeness::Order).then_some(" The order of members differs, too.");
    let lenient = lenient.then(|| view! { <p class="quiet">{words::LENIENT}</p> });
    let table = (!differences.list.is_empty()).then(|| {
        let more = differences.count - differences.list.len();
        let more = (more > 0).then(|| view! { <tr><td colspan="4">{format!("and {more} more")}</td></tr> });
        view! {
            <table class="differences">
                {head(["Change", "Where", "A", "B"])}
                <tbody>
                    {differences.list.iter().map(|one| view! { <DifferenceRow one/> }).collect_view()}
                    {more}
                </tbody>
            </table>
        }
    });
    view! {
        <section data-testid=testid data-state=state(*likeness)>
            <h2>{heading}</h2>
            <p>{said}{order}</p>
            {lenient}
            {table}
        </section>
    }
    .into_any()
}

/// The head of a table with so many columns.
fn head(titles: [&'static str; 4]) -> impl IntoView {
    let cell = |title| view! { <th scope="col">{title}</th> };
    view! { <thead><tr>{titles.map(cell).into_iter().collect_view()}</tr></thead> }
}

/// What each token says, and how B stands to A.
fn row(name: &'static str, texts: [String; 2], said: String) -> impl IntoView {
    let cell = |text| view! { <td>{text}</td> };
    view! {
        <tr>
            <th scope="row">{name}</th>
            {texts.map(cell).into_iter().collect_view()}
            <td>{said}</td>
        </tr>
    }
}

fn state(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Absent => "none",
        Likeness::Identical => "identical",
        Likeness::Spacing | Likeness::Order | Likeness::Written => "equal",
        Likeness::Sealed => "sealed",
        Likeness::Binary | Likeness::Different => "different",
    }
}

#[component]
fn DifferenceRow<'a>(one: &'a Difference) -> impl IntoView + use<> {
    let (state, sign, said, texts) = match &one.change {
        Change::Added(text) => ("added", "+", "only in B", [None, Some(text)]),
        Change::Removed(text) => ("removed", "−", "only in A", [Some(text), None]),
        Change::Changed(a, b) => ("changed", "~", "changed", [Some(a), Some(b)]),
        Change::Rewritten(a, b) => ("rewritten", "=", "same value", [Some(a), Some(b)]),
    };
    let cell = |text: Option<&Text>| match text {
        Some(text) => view! { <td><code><TokenText text=text.to_string()/></code></td> }.into_any(),
        None => view! { <td class="quiet">"—"</td> }.into_any(),
    };
    let place = match one.path.is_empty() {
        true => view! { <span class="quiet">"all of it"</span> }.into_any(),
        false => view! { <code><TokenText text=one.path.clone()/></code> }.into_any(),
    };
    view! {
        <tr data-testid="difference" data-change=state>
            <td><b aria-hidden="true">{sign}</b>" "<small>{said}</small></td>
            <th scope="row">{place}</th>
            {texts.map(cell).into_iter().collect_view()}
        </tr>
    }
    .into_any()
}

/// Times and lifetimes.
#[component]
pub fn TimesSection<'a>(comparison: &'a Comparison) -> impl IntoView + use<> {
    let none = || "—".to_owned();
    let time = |Times { name, times }: Times| {
        row(name, times.map(|time| time.map_or_else(none, NumericDate::utc)), words::later(times))
    };
    let lifetimes = comparison.lifetimes;
    let length = |seconds: i64| match seconds {
        ..0 => format!("−{}", duration(seconds)),
        _ => duration(seconds),
    };
    let lifetime = row("Lifetime", lifetimes.map(|one| one.map_or_else(none, length)), words::longer(lifetimes));
    view! {
        <section data-testid="compare-times">
            <h2>"Times"</h2>
            <table>
                {head(["Claim", "A", "B", "B against A"])}
                <tbody>{comparison.times.map(time).into_iter().collect_view()}{lifetime}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Algorithms and signatures.
#[component]
pub fn SignatureSection<'a>(comparison: &'a Comparison) -> impl IntoView + use<> {
    let algorithms = match &comparison.algorithms {
        [Some(a), Some(b)] if a == b => format!("Both name the algorithm {a}."),
        [a, b] => {
            let name = |name: &Option<String>| name.clone().unwrap_or_else(|| "none that can be used".into());
            format!("Algorithms: A names {}, B names {}.", name(a), name(b))
        }
    };
    view! {
        <section data-testid="compare-signature">
            <h2>"Signature"</h2>
            <p>{words::signatures(comparison.signatures)}" "<TokenText text=algorithms/></p>
        </section>
    }
    .into_any()
}

/// The texts as they were sent.
#[component]
pub fn BytesSection<'a>(texts: &'a Texts) -> impl IntoView + use<> {
    let first = match &texts.first {
        None => view! { <p>{format!("Identical: {}.", counted(texts.lengths[0], "byte"))}</p> }.into_any(),
        Some(place) => view! { <FirstDifference lengths=texts.lengths place/> }.into_any(),
    };
    let segment = |pair: &SegmentPair| {
        let said = match pair.first {
            None => "identical".to_owned(),
            Some(offset) => format!("differs from character {}", offset + 1),
        };
        row(words::segment(pair.role), pair.lengths.map(|length| counted(length, "character")), said)
    };
    let table = (!texts.segments.is_empty() && texts.first.is_some()).then(|| {
        view! {
            <table>
                {head(["Segment", "A", "B", "Result"])}
                <tbody>{texts.segments.iter().map(segment).collect_view()}</tbody>
            </table>
        }
    });
    view! {
        <section data-testid="compare-bytes">
            <h2>"Byte by byte"</h2>
            {first}
            {table}
        </section>
    }
    .into_any()
}

/// Where two texts differ first.
#[component]
fn FirstDifference<'a>(lengths: [usize; 2], place: &'a Place) -> impl IntoView + use<> {
    let [a, b] = lengths.map(|length| counted(length, "byte"));
    let segments = place.segments.map(|role| role.map(words::segment));
    let lies = match segments {
        [Some(one), Some(two)] if one == two => format!(", in the {}", one.to_lowercase()),
        _ => String::new(),
    };
    let said = match place.offset {
        0 => format!("A has {a}, B has {b}. They differ from the first byte on{lies}."),
        offset => {
            format!("A has {a}, B has {b}. The first {} are the same; then they differ{lies}.", counted(offset, "byte"))
        }
    };
    let [x, y] = &place.around;
    view! {
        <p>{said}</p>
        <dl class="around">
            <dt>"A"</dt>
            <dd><code><TokenText text=x.to_string()/></code></dd>
            <dt>"B"</dt>
            <dd><code><TokenText text=y.to_string()/></code></dd>
        </dl>
    }
    .into_any()
}
