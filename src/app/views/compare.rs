//! Two tokens side by side: in what they differ, and what becomes of each under the key and the expectations of the other.

mod differences;
mod judged;

use super::super::controls::PrivateField;
use super::super::message::Message;
use super::super::state::compared::{CompareState, Pick};
use super::parts::{Lead, Link, Title};
use differences::{BytesSection, PartSection, SignatureSection, TimesSection};
use judged::JudgedSection;
use jwt_debugger::session::compare::Comparison;
use leptos::prelude::*;
use std::sync::Arc;

/// The names of the two, in headings and in front of the fields that choose them.
pub(super) const NAMES: [&str; 2] = ["A", "B"];

/// The page.
#[component]
pub fn CompareView() -> impl IntoView {
    let compare = expect_context::<CompareState>();
    let both = compare.both();
    let under = compare.judged(both);
    let comparison = Memo::new(move |_| both.with(|both| both.compared()).map(Arc::new));
    let is_pasted = move || compare.picks.with(|picks| picks.contains(&Pick::Pasted));
    let answer = move || match comparison.get() {
        Some(comparison) => comparison.answer.clone(),
        None if is_pasted() => "Paste the token to compare with.".to_owned(),
        None => "One of these tabs has no token.".to_owned(),
    };
    let result = move || comparison.get().map(|comparison| view! { <Result comparison=&comparison/> });
    view! {
        <Title text="Compare two tokens"/>
        <Lead text="Order and white space aside. Open several tokens as tabs, or paste the second one here; it stays in this page."/>
        <div class="compare">
            <div class="filters">
                <Picker compare side=0/>
                <Picker compare side=1/>
                <Link href="#/timeline" text="Timeline of all open tokens"/>
            </div>
            <Show when=is_pasted>
                <label class="pasted">
                    <span>"Token B"</span>
                    <PrivateField
                        attr:rows="3"
                        attr:data-testid="compare-input"
                        prop:value=move || compare.pasted.with_untracked(|text| text.to_string())
                        on:input=move |event| compare.pasted.set(event_target_value(&event).into())
                    />
                </label>
            </Show>
            <p class="answer" role="status" data-testid="compare-answer"><span>{move || view! { <Message text=answer()/> }}</span></p>
            <div class="results">{result}</div>
            <Show when=move || comparison.with(Option::is_some)>
                <JudgedSection compare under/>
            </Show>
        </div>
    }
}

/// Chooses one of the two.
#[component]
fn Picker(compare: CompareState, side: usize) -> impl IntoView {
    let label = NAMES.get(side).copied().unwrap_or_default();
    let choose = move |event| {
        compare.choose(side, event_target_value(&event).parse().map_or(Pick::Pasted, Pick::Tab));
    };
    let is = move |pick: Pick| compare.picks.with(|picks| picks.get(side) == Some(&pick));
    let pasted = (side > 0).then(|| {
        view! { <option value="" prop:selected=move || is(Pick::Pasted)>"Another one, pasted below"</option> }
    });
    view! {
        <label>
            {label}
            <select class="button" aria-label=format!("Token {label}") on:change=choose>
                <For each=move || compare.tokens.get() key=Clone::clone let((id, name))>
                    <option value=id.to_string() prop:selected=move || is(Pick::Tab(id))>{name}</option>
                </For>
                {pasted}
            </select>
        </label>
    }
    .into_any()
}

/// In what they differ.
#[component]
fn Result<'a>(comparison: &'a Comparison) -> impl IntoView + use<> {
    let inner = comparison.inner.then(|| {
        view! { <p class="quiet">"Payload and header are those of the innermost layer that can be read."</p> }
    });
    view! {
        <div>
            {inner}
            <PartSection heading="Payload" testid="compare-payload" part=&comparison.payload/>
            <PartSection heading="Header" testid="compare-header" part=&comparison.header/>
            <TimesSection comparison/>
            <SignatureSection comparison/>
            <BytesSection texts=&comparison.texts/>
        </div>
    }
    .into_any()
}
