//! The disclosures of an SD-JWT: what each brings, the digest that it answers, and a new presentation of those that are chosen.

mod binding;

use super::browser;
use super::controls::CopyButton;
use super::findings::lights;
use super::json::TokenText;
use super::message::Message;
use super::panes::{PaneTitle, Panes};
use super::state::State;
use super::state::shelf::ShelfState;
use binding::KeyBinding;
use jwt_debugger::jose::sd_jwt::{SdJwt, Source, State as Fate};
use jwt_debugger::jose::{Part, Span};
use jwt_debugger::session::layout::Pane;
use jwt_debugger::session::view;
use leptos::prelude::*;

/// So many disclosures are drawn; the others are in the token, and in the processed payload.
const ROWS_UP_TO: usize = 200;
/// Longer values are cut in their row: the processed payload has all of them.
const VALUE: usize = 200;

/// The disclosure whose digest is pointed at in the payload. It is offered to all panels.
#[derive(Clone, Copy)]
pub struct Pointed(RwSignal<Option<usize>>);

impl Pointed {
    /// None is.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Looks whether what the mouse is over in the payload is the digest of a disclosure.
    pub fn hear(self, state: State, event: &leptos::ev::MouseEvent) {
        let Some(sd_jwt) = state.sd_jwt_untracked() else { return };
        let text = browser::pointed_text(event);
        let digest = text.as_ref().map(|text| text.trim_matches('"'));
        let answered =
            sd_jwt.digests.iter().find(|one| Some(one.value.as_str()) == digest).and_then(|one| one.answered);
        if self.0.get_untracked() != answered {
            self.0.set(answered);
        }
    }
}

/// The panel, as long as an SD-JWT is shown.
#[component]
pub fn DisclosuresPanel(state: State) -> impl IntoView {
    let shelf = expect_context::<ShelfState>();
    // The holder's key that is typed in it is for this token.
    let panel = move || {
        shelf.shown();
        view! {
            <Show when=move || state.presentation().is_some()>
                <Panel state/>
            </Show>
        }
    };
    panel.into_any()
}

#[component]
fn Panel(state: State) -> impl IntoView {
    let panes = expect_context::<Panes>();
    let chosen = move |sd_jwt: &SdJwt| state.disclosing.with(|disclosing| disclosing.chosen(sd_jwt));
    let made = move || state.presentation().map_or_else(String::new, |sd_jwt| sd_jwt.present(&chosen(&sd_jwt)));
    let count = move || {
        let Some(sd_jwt) = state.presentation() else { return String::new() };
        format!("{} of {}", chosen(&sd_jwt).len(), sd_jwt.disclosures.len())
    };
    let rest = move || {
        let Some(sd_jwt) = state.presentation() else { return String::new() };
        let hash = sd_jwt.hash.map_or("an unknown hash", |hash| hash.name());
        match sd_jwt.unanswered() {
            0 => format!("Every digest ({hash}) has its disclosure."),
            1 => format!(
                "1 digest ({hash}) has no disclosure: a claim that was left out, or a decoy. Nothing tells which."
            ),
            more => {
                format!(
                    "{more} digests ({hash}) have no disclosure: claims that were left out, or decoys. Nothing tells which."
                )
            }
        }
    };
    let rows = move || {
        let Some(sd_jwt) = state.presentation() else { return vec![] };
        (0..sd_jwt.disclosures.len().min(ROWS_UP_TO)).map(|index| DisclosureRow::of(&sd_jwt, index)).collect::<Vec<_>>()
    };
    let more = move || {
        let count = state.presentation().map_or(0, |sd_jwt| sd_jwt.disclosures.len());
        count.checked_sub(ROWS_UP_TO).filter(|more| *more > 0).map(|more| format!(" {more} more are not listed."))
    };
    view! {
        <section
            class="pane disclosures"
            aria-labelledby="disclosures-title"
            data-folded=move || panes.is_folded(Pane::Disclosures).then_some("true")
        >
            <header>
                <PaneTitle pane=Pane::Disclosures id="disclosures-title" name="Disclosures"/>
                <small>{count}</small>
                <div class="tools">
                    <CopyButton what="presentation" text=made/>
                    <button
                        class="button"
                        type="button"
                        data-testid="present"
                        on:click=move |_| state.show_presentation(untrack(made))
                    >
                        "Show presentation"
                    </button>
                </div>
            </header>
            <ul>
                <For each=rows key=Clone::clone let(row)>
                    <RowView state row/>
                </For>
            </ul>
            <p class="quiet">{rest}{more}</p>
            <KeyBinding state made=Signal::derive(made)/>
        </section>
    }
}

/// What is drawn as one row, and its key: what looks the same stays.
#[derive(Clone, PartialEq, Eq, Hash)]
struct DisclosureRow {
    index: usize,
    label: String,
    value: String,
    salt: String,
    digest: String,
    fate: &'static str,
    place: String,
}

impl DisclosureRow {
    fn of(sd_jwt: &SdJwt, index: usize) -> DisclosureRow {
        let Some(disclosure) = sd_jwt.disclosures.get(index) else {
            return DisclosureRow {
                index,
                label: String::new(),
                value: String::new(),
                salt: String::new(),
                digest: String::new(),
                fate: "malformed",
                place: String::new(),
            };
        };
        let value = disclosure.value_text().unwrap_or(&disclosure.document.text);
        let end = value.floor_char_boundary(VALUE);
        let cut = if end < value.len() { "…" } else { "" };
        let place = match (disclosure.answers, sd_jwt.parent(index)) {
            (None, _) => "no digest in the token".into(),
            (_, None) => "digest in the payload".into(),
            (_, Some(parent)) => {
                let label = sd_jwt.disclosures.get(parent).map(|parent| parent.label()).unwrap_or_default();
                format!("digest in disclosure {} (`{label}`)", parent + 1)
            }
        };
        DisclosureRow {
            index,
            label: disclosure.label(),
            value: value.get(..end).unwrap_or_default().to_owned() + cut,
            salt: disclosure.salt().unwrap_or_default().into(),
            digest: disclosure.digest.clone(),
            fate: match disclosure.state {
                Fate::Disclosed => "disclosed",
                Fate::Unreferenced => "unreferenced",
                Fate::Duplicate => "duplicate",
                Fate::Malformed => "malformed",
            },
            place,
        }
    }
}

#[component]
fn RowView(state: State, row: DisclosureRow) -> impl IntoView {
    let DisclosureRow { index, label, value, salt, digest, fate, place } = row;
    let pointed = use_context::<Pointed>();
    let is_chosen = move || {
        let is_among = |sd_jwt: &SdJwt| state.disclosing.with(|disclosing| disclosing.chosen(sd_jwt).contains(&index));
        state.presentation().is_some_and(|sd_jwt| is_among(&sd_jwt))
    };
    let choose = move |_| {
        if let Some(sd_jwt) = untrack(|| state.presentation()) {
            state.disclosing.update(|disclosing| disclosing.turn(&sd_jwt, index));
        }
    };
    let is_pointed = move || pointed.is_some_and(|Pointed(pointed)| pointed.get() == Some(index)).then_some("true");
    view! {
        <li
            data-testid="disclosure"
            data-state=fate
            data-pointed=is_pointed
            on:mouseenter=move |_| show(state, index, false)
            on:focusin=move |_| show(state, index, false)
        >
            <label>
                <input
                    type="checkbox"
                    prop:checked=is_chosen
                    disabled=fate != "disclosed"
                    on:change=choose
                />
                <strong><TokenText text=label/></strong>
            </label>
            <code class="value"><TokenText text=value/></code>
            <span class="fate">{fate}</span>
            <details>
                <summary><Message text=place/></summary>
                <dl class="facts">
                    <dt>"Salt"</dt>
                    <dd><code><TokenText text=salt/></code></dd>
                    <dt>"Digest"</dt>
                    <dd><code>{digest}</code></dd>
                </dl>
                <button class="button" type="button" on:click=move |_| show(state, index, true)>"Show in the token"</button>
            </details>
        </li>
    }
}

/// Lights up a disclosure in the encoded text, and its digest or its claim in the payload that is shown.
fn show(state: State, index: usize, reveals: bool) {
    let Some(sd_jwt) = state.sd_jwt_untracked() else { return };
    let Some(disclosure) = sd_jwt.disclosures.get(index) else { return };
    let mut places = vec![Span { part: Part::Encoded, range: sd_jwt.in_sent(&disclosure.at) }];
    let digest = disclosure.answers.and_then(|answers| sd_jwt.digests.get(answers));
    match digest {
        Some(digest) if state.shows_signed() || digest.source != Source::Payload && disclosure.place.is_none() => {
            places.push(sd_jwt.place(digest));
        }
        _ => places.extend(disclosure.place.clone().map(|range| Span { part: Part::Payload, range })),
    }
    lights(state, &state.drawn_untracked(), &places, reveals);
}

/// Chooses whether the payload is shown with its disclosed claims, or as it was signed.
#[component]
pub fn PayloadChoice(state: State) -> impl IntoView {
    let button = move |name: &'static str, signed: bool| {
        view! {
            <button
                type="button"
                aria-pressed=move || if state.source.with(|source| source.part.signed) == signed { "true" } else { "false" }
                on:click=move |_| state.select(|part| part.signed = signed)
            >
                {name}
            </button>
        }
    };
    view! {
        <Show when=move || state.sd_jwt().is_some()>
            <div class="segmented" role="group" aria-label="Payload content">
                {button("Processed", false)}
                {button("Signed", true)}
            </div>
        </Show>
    }
}

/// A text that is shown as the token's own, with nothing hidden in it.
pub fn plain(text: &str) -> String {
    view::legible(text, 0).into_owned()
}
