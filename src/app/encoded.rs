//! The encoded token: a text field whose letters are transparent, over the same text in colour.

use super::browser;
use super::controls::{Choices, CopyButton, PrivateField};
use super::panes::{PaneTitle, Panes, WholePage};
use super::share::CopyAs;
use super::state::{Source, State};
use super::tabs::{AnotherToken, OpenAll};
use jwt_debugger::engine::jwa::{self, ALGORITHMS};
use jwt_debugger::engine::verify::Verdict;
use jwt_debugger::jose::{Form, Parsed, Role, Serialization};
use jwt_debugger::session::layout::Pane;
use jwt_debugger::session::samples::{self, forms};
use jwt_debugger::session::view::{self, Visible, numbered};
use leptos::ev::{ClipboardEvent, Event};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Up to so many bytes are shown in colours. To lay out a longer text twice takes longer than a frame, so it is shown by
/// the field alone.
const COLOURED_UP_TO: usize = 64 * 1024;

/// The pane with the token field.
#[component]
pub fn EncodedPanel(state: State) -> impl IntoView {
    let panes = expect_context::<Panes>();
    let nothing = Signal::derive(move || state.shown.with(|source| source.pasted.is_empty()));
    let clear = move |_| {
        state.clear();
        browser::focus("token");
    };
    view! {
        <section
            class="pane encoded"
            aria-labelledby="encoded-title"
            data-whole=move || panes.is_whole(Pane::Encoded).then_some("true")
            data-folded=move || panes.is_folded(Pane::Encoded).then_some("true")
        >
            <header>
                <PaneTitle pane=Pane::Encoded id="encoded-title" name="Encoded"/>
                <div class="tools">
                    <SamplePicker state/>
                    <CopyButton what="token" disabled=nothing text=move || token_text(state)/>
                    <CopyAs state/>
                    <button class="button" type="button" data-testid="clear-token" disabled=nothing on:click=clear>
                        "Clear"
                    </button>
                    <AnotherToken/>
                    <WholePage pane=Pane::Encoded name="Encoded"/>
                </div>
            </header>
            <FoundTokens state/>
            <Field state/>
            <Foot state/>
        </section>
    }
    .into_any()
}

fn token_text(state: State) -> String {
    state.layers.with(|layers| layers.outer().envelope.text()).map_or_else(String::new, |text| text.to_string())
}

#[component]
fn Field(state: State) -> impl IntoView {
    // What was typed and is not read yet.
    let typed = RwSignal::new(None::<String>);
    let colours = move || {
        let parsed = state.outer.get();
        state.shown.with(|source| typed.with(|typed| coloured(state, source, &parsed, typed.as_deref())))
    };
    let is_plain = move || state.shown.with(|source| source.pasted.len() > COLOURED_UP_TO);
    let is_huge = move || state.shown.with(|source| source.pasted.len() > browser::DRAWN_UP_TO);
    // A whole token takes the place of the old one; a piece of text goes where the caret is.
    let paste = move |event: ClipboardEvent| browser::paste(&event, true, |text| state.replace_token(text.into()));
    let input = move |event: Event| {
        // The end of editing brings another text into the field.
        let at_once = if state.draft.with_untracked(Option::is_some) { usize::MAX } else { 0 };
        let take = if browser::is_typing(&event) { State::type_token } else { State::enter_token };
        let typing = browser::Typing {
            take: Box::new(move |text| take(state, text.into())),
            // The letters in the field cannot be seen: the colours show what is typed, and must follow at once.
            preview: Box::new(move |text| typed.set(text)),
            previewed_up_to: COLOURED_UP_TO,
        };
        browser::take_typed(&event, at_once, typing);
    };
    view! {
        <div class="token" tabindex="-1" data-plain=is_plain>
            // A last line break would otherwise take no height.
            <pre class="token-colours" aria-hidden="true">{colours}"\u{200b}"</pre>
            <PrivateField
                attr:id="token"
                attr:data-testid="token-input"
                attr:aria-label="Encoded token"
                attr:aria-describedby="token-foot"
                attr:placeholder="Paste a token: bare, or with whatever stands around it"
                attr:data-huge=is_huge
                prop:value=move || state.shown.with(|source| JsValue::from_str(&source.pasted))
                on:paste=paste
                on:input=input
            />
        </div>
    }
}

/// The text of the field in its colours: a handful of nodes. What was `typed` is in the colours of the text before it until
/// it is read.
fn coloured(state: State, source: &Source, parsed: &Parsed, typed: Option<&str>) -> impl IntoView + use<> {
    let pasted = source.pasted.as_str();
    let found = state.found.get();
    let runs = match (source.selected_of(&found), &parsed.token) {
        _ if pasted.len() > COLOURED_UP_TO => vec![],
        (Some(found), Some(token)) => view::encoded_runs(pasted, found, token),
        _ => vec![(None, 0..pasted.len())],
    };
    let (text, runs) = match typed {
        Some(typed) => (typed, view::typed_runs(pasted, &runs, typed)),
        None => (pasted, runs),
    };
    let run = |(role, range): view::Run| {
        let text = text.get(range).unwrap_or_default().to_owned();
        view! { <span data-part=role.map(part_name)>{text}</span> }
    };
    runs.into_iter().map(run).collect_view()
}

/// The name that the style sheet knows a segment's colour by.
pub(super) fn part_name(role: Role) -> &'static str {
    match role {
        Role::Header => "header",
        Role::Payload | Role::Ciphertext => "payload",
        Role::Signature | Role::AuthenticationTag => "signature",
        Role::EncryptedKey => "key",
        Role::InitializationVector | Role::Extra => "extra",
    }
}

pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Header => "header",
        Role::Payload => "payload",
        Role::Signature => "signature",
        Role::EncryptedKey => "encrypted key",
        Role::InitializationVector => "initialization vector",
        Role::Ciphertext => "ciphertext",
        Role::AuthenticationTag => "authentication tag",
        Role::Extra => "extra part",
    }
}

#[component]
fn Foot(state: State) -> impl IntoView {
    let sizes = move || {
        state.outer.with(|parsed| {
            let Some(token) = &parsed.token else { return numbered([(None, "Stays in this page.".to_owned())]) };
            let form = match (&token.form, token.segments.len()) {
                (Form::Jws, _) if token.beside.serialization != Serialization::Compact => "JWS in JSON".to_owned(),
                (Form::Jwe, _) if token.beside.serialization != Serialization::Compact => "JWE in JSON".to_owned(),
                (Form::Jwe, 5) => "compact JWE".to_owned(),
                (Form::Jwe, count) => format!("compact JWE, {count} parts"),
                (_, 3) => "compact JWS".to_owned(),
                (_, 1) => "1 part".to_owned(),
                (_, count) => format!("{count} parts"),
            };
            let mut sizes = vec![(None, form), (None, format!("{} bytes", token.text.len()))];
            // A hostile text can have any number of parts.
            sizes.extend(token.segments.iter().take(8).map(|segment| {
                let size = format!("{} {}", role_name(segment.role), segment.encoded.len());
                (Some(part_name(segment.role)), size)
            }));
            numbered(sizes)
        })
    };
    view! {
        <div class="foot" id="token-foot">
            <For each=sizes key=Clone::clone let(((part, size), _))>
                <span class=part.map(|_| "swatch") data-part=part>{size}</span>
            </For>
        </div>
    }
}

/// Offers each token of a text that holds several.
#[component]
fn FoundTokens(state: State) -> impl IntoView {
    // Drawn anew when the names change, and not when the choice does: it keeps the focus.
    let names =
        Memo::new(move |_| state.found.with(|found| found.iter().map(|found| found.name.clone()).collect::<Vec<_>>()));
    // More than 20 nobody chooses among; all of them are in the text.
    let offered = move || names.get().into_iter().take(20).enumerate().collect::<Vec<_>>();
    view! {
        <Show when=move || { names.with(Vec::len) > 1 }>
            <fieldset class="choice" data-testid="found">
                <legend>{move || format!("{} tokens found", names.with(Vec::len))}</legend>
                <For each=offered key=Clone::clone let((index, name))>
                    <label>
                        <input
                            type="radio"
                            name="found"
                            prop:checked=move || state.source.with(|source| source.selected == index)
                            on:change=move |_| state.choose_found(index)
                        />
                        <span>{shown(&name)}</span>
                    </label>
                </For>
                <OpenAll count=Memo::new(move |_| names.with(Vec::len))/>
            </fieldset>
        </Show>
    }
}

/// Text that a token or its surroundings chose, with nothing hidden in it.
fn shown(text: &str) -> String {
    view::visible(text)
        .into_iter()
        .map(|piece| match piece {
            Visible::Plain(text) => text.to_owned(),
            Visible::Unseen(_, name) => name,
        })
        .collect()
}

/// The samples of other forms, among those of the algorithms.
const SD_JWT: &str = "SD-JWT";
const DPOP: &str = "DPoP";
const STATUS_LIST: &str = "status-list";

/// The samples: which of them is in the fields, or that none is.
#[component]
fn SamplePicker(state: State) -> impl IntoView {
    // One that was changed is none any more, and can be chosen anew.
    let shown = move || {
        let opened = state.decryption.with(|it| it.as_ref().is_some_and(|it| it.opened().is_some()));
        let verdict = state.verdict.get();
        let algorithm = match verdict.as_deref() {
            Some(Verdict::Valid(evidence)) => evidence.algorithm.name,
            _ if opened => "",
            _ => return "",
        };
        let form = || {
            let layers = state.layers.with(|layers| layers.iter().count());
            state.outer.with(|outer| forms::name_of(outer.token.as_ref()?, layers))
        };
        if !state.key_input.with(|input| input.sample) {
            return "";
        }
        match state.kind.get() {
            _ if state.sd_jwt().is_some() => SD_JWT,
            "dpop-proof" => DPOP,
            "status-list-token" => STATUS_LIST,
            _ => form().unwrap_or(algorithm),
        }
    };
    let choose = move |event: Event| match event_target_value(&event).as_str() {
        SD_JWT => state.show_disclosed_sample(),
        DPOP => state.show_bound_sample(samples::bound::proof),
        STATUS_LIST => state.show_bound_sample(samples::bound::status_list),
        name => match jwa::find(name) {
            Some(algorithm) => state.show_sample(algorithm),
            None => state.show_form_sample(name),
        },
    };
    let named = |rows: &'static [forms::FormSample]| rows.iter().map(|row| (row.name, row.name)).collect::<Vec<_>>();
    let bound = [(SD_JWT, SD_JWT), (DPOP, "DPoP proof"), (STATUS_LIST, "Status list token")];
    let others = named(&forms::SIGNED).into_iter().chain(bound).collect();
    let choices = ALGORITHMS.iter().map(|row| (row.name, row.name)).collect();
    view! {
        <label class="field">
            "Sample"
            <select
                class="button"
                aria-label="Sample token"
                data-testid="sample"
                prop:value=shown
                on:change=choose
            >
                <option value="" disabled>"none"</option>
                <Choices choices/>
                <optgroup label="Encrypted">
                    <Choices choices=named(&forms::ENCRYPTED)/>
                </optgroup>
                <optgroup label="Other forms">
                    <Choices choices=others/>
                </optgroup>
            </select>
        </label>
    }
}
