//! Whether the secret of the token can be guessed: published secrets and lists of the person's are tried, in workers.

pub mod search;

use super::browser;
use super::controls::CopyButton;
use super::json::TokenText;
use super::message::Message;
use super::presenting::{Masked, Presenting};
use super::state::{State, WeakProgress, WeakSearch};
use jwt_debugger::explain::key_field;
use jwt_debugger::key::{Encoding, Secret};
use jwt_debugger::session::weak::TURNS;
use jwt_debugger::words::weak::{self as words, Phase};
use leptos::ev::{DragEvent, Event};
use leptos::prelude::*;
use search::List;

/// The pane, for a token that is signed with a shared secret.
#[component]
pub fn WeakPanel(state: State) -> impl IntoView {
    let search = WeakSearch::new(state);
    view! {
        <Show when=move || search.applies()>
            <Panel search/>
        </Show>
    }
    .into_any()
}

#[component]
fn Panel(search: WeakSearch) -> impl IntoView {
    let begin = move |list: Option<browser::ListFile>| {
        if let Some(file) = list {
            search.begin(List::File(file));
        }
    };
    let chosen = move |event: Event| begin(browser::chosen_list(&event));
    let dropped = move |event: DragEvent| begin(browser::dropped_list(&event));
    let gist = move || search.told().map_or("not searched", |told| words::gist(&told.phase));
    view! {
        <section class="pane weak" on:drop=dropped>
            <details data-testid="weak">
                <summary><h2>"Weak secret"</h2><small>{gist}</small></summary>
                <p>{words::WHY}</p>
                <div class="tools">
                    <button
                        class="button"
                        type="button"
                        data-testid="weak-published"
                        on:click=move |_| search.begin(List::published())
                    >
                        "Try published secrets"
                    </button>
                    <label class="button">
                        "Try a word list"
                        <input
                            type="file"
                            class="offscreen"
                            aria-label="Choose a word list"
                            data-testid="weak-list"
                            on:change=chosen
                        />
                    </label>
                    <Show when=move || search.told().is_some_and(|told| told.phase == Phase::Searching)>
                        <button class="button" type="button" data-testid="weak-stop" on:click=move |_| search.stop()>
                            "Stop"
                        </button>
                    </Show>
                </div>
                <Progress search/>
                <Outcome search/>
                <Others search/>
            </details>
        </section>
    }
}

/// How far it is.
#[component]
fn Progress(search: WeakSearch) -> impl IntoView {
    let turn = Memo::new(move |_| search.told().map_or(0, |told| told.progress.0));
    let percent = move || search.told().map_or(0.0, |told| told.progress.1 as f64);
    let counted = move || search.told().map(|told| words::progress(told.tried[0], told.rate));
    let name = move || words::turn(turn.get(), TURNS);
    view! {
        <Show when=move || search.told().is_some_and(|told| told.phase == Phase::Searching)>
            <p class="weak-progress">
                <span>{name}</span>
                <progress aria-label=name max="100" prop:value=percent></progress>
                // Nobody wants to hear each number.
                <span aria-hidden="true" data-testid="weak-rate">{counted}</span>
            </p>
        </Show>
    }
}

/// What came of it.
#[component]
fn Outcome(search: WeakSearch) -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let ended = Memo::new(move |_| search.told().filter(|told| told.phase != Phase::Searching));
    let said = move || {
        ended.get().map(|told| {
            let WeakProgress { phase, list, tried: [tried, long], rate, .. } = told;
            let sentences = match &phase {
                Phase::Found(secret) => words::found(&secret.0),
                phase => words::ended(phase, list.as_deref(), tried, long, rate),
            };
            let found = match phase {
                Phase::Found(_) if presenting.is_on() => Some(view! { <Masked what="The secret"/> }.into_any()),
                Phase::Found(secret) => Some(view! { <Found search secret/> }.into_any()),
                _ => None,
            };
            view! { <p data-tone=found.is_some().then_some("bad")><Message text=sentences/></p>{found} }
        })
    };
    view! {
        <div
            class="weak-result"
            role="status"
            data-testid="weak-result"
            data-state=move || ended.get().map(|told| told.phase.name())
        >
            {said}
        </div>
    }
}

/// The secret, and the way to use it.
#[component]
fn Found(search: WeakSearch, secret: Secret) -> impl IntoView {
    let (text, encoding) = key_field(&secret);
    let encoding = (encoding != Encoding::Utf8).then(|| format!(" ({})", encoding.name()));
    view! {
        <p>
            <code data-testid="weak-secret"><TokenText text/></code>
            {encoding}
            " "
            <button class="button" type="button" data-testid="weak-use" on:click=move |_| search.use_as_key()>
                "Use as the key"
            </button>
        </p>
        <p>{words::REMEDY}</p>
    }
}

/// The lines for programs that go on with it.
#[component]
fn Others(search: WeakSearch) -> impl IntoView {
    let hashcat = move || search.for_others().map(|(_, token)| words::hashcat(&token)).unwrap_or_default();
    let john = move || search.for_others().map(|(hash, token)| words::john(hash, &token)).unwrap_or_default();
    view! {
        <Show when=move || search.is_for_others()>
            <p class="tools">
                <span>{words::OTHERS}</span>
                <CopyButton what="hashcat command" title="Copy hashcat command" text=hashcat/>
                <CopyButton what="John the Ripper command" title="Copy John the Ripper command" text=john/>
            </p>
        </Show>
    }
}
