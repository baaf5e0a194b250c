//! What becomes of two tokens under each key and expectations that there are.

use super::super::super::message::Message;
use super::super::super::state::compared::{AllNoted, CompareState, Under};
use super::super::super::verdict::tone;
use super::NAMES;
use jwt_debugger::session::compare::{Judged, Noted, changed};
use jwt_debugger::session::report::Phrase;
use leptos::prelude::*;
use std::sync::Arc;

/// So many findings are listed of those that one token has and the other has not.
const LISTED: usize = 50;

/// Verdicts and findings.
#[component]
pub fn JudgedSection(compare: CompareState, under: Memo<Arc<Vec<Under>>>) -> impl IntoView {
    let noted = compare.noted(under);
    let count = Memo::new(move |_| under.with(|under| under.len()));
    let blocks = move || (0..count.get()).map(|at| view! { <Block compare under noted at/> }).collect_view();
    // What changes for each token with what was typed for the other.
    let crossed = move || {
        let noted = noted.get();
        let [first, second] = noted.noted.as_slice() else { return None };
        let lists = first.iter().zip(second).enumerate().map(|(token, (under_a, under_b))| {
            let (own, other) = if token == 0 { (under_a, under_b) } else { (under_b, under_a) };
            let [name, by] = if token == 0 { ["A", "B"] } else { ["B", "A"] };
            let signs = [("−", "goes"), ("+", "comes")];
            let heading = format!("What changes for {name} with the key and expectations of {by}");
            view! { <Lists heading own other signs/> }
        });
        Some(lists.collect_view())
    };
    view! {
        <section data-testid="compare-judged">
            <h2>"Key and expectations"</h2>
            {blocks}
            {crossed}
        </section>
    }
}

/// Both tokens under one key and expectations.
#[component]
fn Block(compare: CompareState, under: Memo<Arc<Vec<Under>>>, noted: Memo<Arc<AllNoted>>, at: usize) -> impl IntoView {
    let heading = move || {
        let by = under.with(|under| under.get(at).map_or(0, |under| under.by));
        format!("With the key and expectations of {}", NAMES.get(by).copied().unwrap_or_default())
    };
    let row = move |token: usize| {
        let read = move |read: fn(&Judged, i64) -> Vec<Phrase>| {
            let now = compare.now();
            under.with(|under| under.get(at)?.judged.get(token).map(|judged| read(judged, now))).unwrap_or_default()
        };
        let state = move || under.with(|under| Some(under.get(at)?.judged.get(token)?.lamp().state));
        let sentence = Memo::new(move |_| read(|judged, now| judged.report(now).sentence));
        let phrases = move || {
            let phrase = |one: Phrase| view! { <span data-tone=tone(one.tone)><Message text=one.text/></span> };
            sentence.get().into_iter().map(phrase).collect_view()
        };
        view! {
            <dt>{NAMES.get(token).copied()}</dt>
            <dd data-testid="compare-verdict" data-state=state>{phrases}</dd>
        }
    };
    let lists = move || {
        let noted = noted.get();
        let [own, other] = noted.noted.get(at)?;
        let signs = [("A", "only A"), ("B", "only B")];
        Some(view! { <Lists heading="Findings that only one of them has".to_owned() own other signs/> })
    };
    view! {
        <h3>{heading}</h3>
        <dl class="verdicts">{[row(0), row(1)].into_iter().collect_view()}</dl>
        {lists}
    }
    .into_any()
}

/// What is in one list alone, and what in the other alone.
#[component]
fn Lists<'a>(
    heading: String,
    own: &'a [Noted],
    other: &'a [Noted],
    signs: [(&'static str, &'static str); 2],
) -> impl IntoView + use<> {
    let lists = changed(own, other);
    if lists.iter().all(Vec::is_empty) {
        let same = format!("{heading}: none.");
        return view! { <p class="quiet">{same}</p> }.into_any();
    }
    let more = lists.iter().map(|list| list.len().saturating_sub(LISTED)).sum::<usize>();
    let items = lists.into_iter().zip(signs).flat_map(|(list, (sign, said))| {
        list.into_iter().take(LISTED).map(move |noted| {
            let grade = noted.grade;
            view! {
                <li data-testid="compare-finding" data-sign=sign>
                    <b title=said>{sign}</b>
                    <span data-tone=grade.tone() class="mark" role="img" aria-label=grade.name()>{grade.mark()}</span>
                    <span><Message text=noted.text.clone()/></span>
                </li>
            }
        })
    });
    let items = items.collect_view();
    let more = (more > 0).then(|| view! { <li>{format!("and {more} more")}</li> });
    view! {
        <h4>{heading}</h4>
        <ul class="noted">{items}{more}</ul>
    }
    .into_any()
}
