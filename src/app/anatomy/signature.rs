//! The steps of the signature: a list to choose from, one step at a time, Back and Next.

use super::super::message::Message;
use super::super::presenting::Presenting;
use super::super::views::Link;
use super::Faces;
use super::value::ValueView;
use jwt_debugger::engine::anatomy::{Anatomy, Step};
use jwt_debugger::session::anatomy::take_apart;
use jwt_debugger::words::anatomy as words;
use leptos::prelude::*;
use std::sync::Arc;

/// What the signature comes apart to, or why it does not.
type Taken = Arc<Result<Anatomy, words::Unsigned>>;

/// The steps, and which of them is shown.
#[derive(Clone, Copy)]
struct Walk {
    faces: Faces,
    taken: Memo<Taken>,
    count: Memo<usize>,
    /// The step that is shown, which may be one before the chosen one: another token can have fewer.
    at: Memo<usize>,
}

impl Walk {
    fn new(faces: Faces) -> Walk {
        let state = faces.state;
        let taken: Memo<Taken> = Memo::new_with_compare(
            move |_| {
                let (key, choice) = (state.key.get(), state.choice.get());
                Arc::new(state.parsed.with(|parsed| take_apart(parsed, key.as_deref(), choice.as_deref())))
            },
            |_, _| true,
        );
        let count = Memo::new(move |_| taken.with(|taken| steps(taken).len()));
        let at = Memo::new(move |_| faces.step.get().min(count.get().saturating_sub(1)));
        Walk { faces, taken, count, at }
    }
}

fn steps(taken: &Taken) -> &[Step] {
    taken.as_ref().as_ref().map_or(&[], |anatomy| &anatomy.steps)
}

/// The view.
#[component]
pub fn SignatureView(faces: Faces) -> impl IntoView {
    let walk = Walk::new(faces);
    let Walk { taken, count, at, .. } = walk;
    let has_steps = Memo::new(move |_| count.get() > 0);
    let why_none = move || taken.with(|taken| taken.as_ref().as_ref().err().copied().map_or("", words::unsigned));
    let content = move || match has_steps.get() {
        true => view! {
            <div class="steps">
                <Contents walk/>
                <div class="step">
                    <CurrentStep walk/>
                    <Turn walk/>
                </div>
            </div>
        }
        .into_any(),
        false => view! { <p class="quiet">{move || view! { <Message text=why_none()/> }}</p> }.into_any(),
    };
    let said = move || {
        let title = taken.with(|taken| Some(words::step(&steps(taken).get(at.get())?.topic).title))?;
        Some(format!("Step {} of {}: {title}", at.get() + 1, count.get()))
    };
    view! {
        <div>
            {content}
            <p class="offscreen" role="status" data-testid="step-said">{said}</p>
        </div>
    }
}

/// The list of steps.
#[component]
fn Contents(walk: Walk) -> impl IntoView {
    let Walk { faces, taken, at, .. } = walk;
    let titles = move || {
        let title = |(index, step): (usize, &Step)| (index, words::step(&step.topic).title);
        taken.with(|taken| steps(taken).iter().enumerate().map(title).collect::<Vec<_>>())
    };
    view! {
        <div class="contents">
            <ol aria-label="Steps">
                <For each=titles key=Clone::clone let((index, title))>
                    <li>
                        <button
                            type="button"
                            aria-current=move || (at.get() == index).then_some("step")
                            on:click=move |_| faces.step.set(index)
                        >
                            <span>{title}</span>
                        </button>
                    </li>
                </For>
            </ol>
        </div>
    }
    .into_any()
}

/// Back and Next. They stay where they are when there is nothing more, so that nobody loses the focus.
#[component]
fn Turn(walk: Walk) -> impl IntoView {
    let Walk { faces, count, at, .. } = walk;
    let last = move || count.get().saturating_sub(1);
    let go = move |by: isize| faces.step.set(untrack(|| at.get().saturating_add_signed(by).min(last())));
    view! {
        <div class="walk">
            <button
                class="button"
                type="button"
                aria-disabled=move || (at.get() == 0).then_some("true")
                on:click=move |_| go(-1)
            >
                "Back"
            </button>
            <span aria-hidden="true">{move || format!("{} of {}", at.get() + 1, count.get())}</span>
            <button
                class="button primary"
                type="button"
                aria-disabled=move || (at.get() == last()).then_some("true")
                on:click=move |_| go(1)
            >
                "Next"
            </button>
        </div>
    }
    .into_any()
}

/// The step that is shown.
#[component]
fn CurrentStep(walk: Walk) -> impl IntoView {
    let Walk { taken, at, .. } = walk;
    let presenting = expect_context::<Presenting>();
    // Of which token and key it was revealed: with another one, what is secret is hidden again.
    let revealed = RwSignal::new(None::<Taken>);
    let is_revealed = Memo::new(move |_| {
        revealed.with(|seen| seen.as_ref().is_some_and(|seen| taken.with(|now| Arc::ptr_eq(seen, now))))
    });
    let reveal = move |_| revealed.set((!is_revealed.get_untracked()).then(|| taken.get_untracked()));
    let step = move || {
        let taken = taken.get();
        let step = steps(&taken).get(at.get())?;
        let told = words::step(&step.topic);
        let values = step.values.iter().map(|value| {
            view! { <ValueView value is_revealed=is_revealed.get() presents=presenting.is_on()/> }
        });
        let has_secret = step.values.iter().any(|value| value.secret) && !presenting.is_on();
        let secret = has_secret.then(|| {
            let words = move || if is_revealed.get() { "Hide the secret" } else { "Show the secret" };
            view! { <button class="button" type="button" data-testid="reveal" on:click=reveal>{words}</button> }
        });
        let source = told.spec.map(|spec| {
            view! { <p class="quiet"><Link href=spec.url() text=spec.to_string()/></p> }
        });
        let shown = view! {
            <div data-testid="step">
                <h3>{format!("{}. {}", at.get() + 1, told.title)}</h3>
                <p><Message text=told.text/></p>
                {secret}
                {values.collect_view()}
                {source}
            </div>
        };
        Some(shown.into_any())
    };
    step.into_any()
}
