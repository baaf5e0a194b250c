//! What the token is bound to: a field for each thing that can be compared with it, and below it how each member of the token that
//! binds came out. What is typed here is kept in memory only.

use super::controls::PrivateField;
use super::findings::Citation;
use super::json::TokenText;
use super::message::Message;
use super::panes::{PaneTitle, Panes};
use super::presenting::{Masked, Presenting};
use super::state::State;
use jwt_debugger::session::bindings::{Binding, Input, State as Outcome};
use jwt_debugger::session::layout::Pane;
use jwt_debugger::spec::Spec;
use jwt_debugger::words::{self, capital, sentence};
use leptos::prelude::*;

/// The panel, as long as the token carries something that binds it.
#[component]
pub fn BindingsPanel(state: State) -> impl IntoView {
    let is_bound = Memo::new(move |_| state.bindings.with(|rows| !rows.is_empty()));
    view! {
        <Show when=move || is_bound.get()>
            <Panel state/>
        </Show>
    }
    .into_any()
}

#[component]
fn Panel(state: State) -> impl IntoView {
    let panes = expect_context::<Panes>();
    // A field stays while one types into it, however the comparison comes out.
    let inputs = move || {
        let mut inputs: Vec<Option<Input>> = vec![];
        for row in state.bindings.get().iter() {
            if !inputs.contains(&row.input) {
                inputs.push(row.input);
            }
        }
        inputs
    };
    view! {
        <section
            class="pane bindings"
            aria-labelledby="bindings-title"
            data-testid="bindings"
            data-folded=move || panes.is_folded(Pane::Bindings).then_some("true")
        >
            <header>
                <PaneTitle pane=Pane::Bindings id="bindings-title" name="Bindings"/>
                <small>{move || state.bindings.with(|rows| gist(rows))}</small>
                <div class="tools">
                    <button
                        class="button"
                        type="button"
                        aria-label="Clear bindings"
                        on:click=move |_| state.clear_given()
                    >
                        "Clear"
                    </button>
                </div>
            </header>
            <ul>
                <For each=inputs key=Clone::clone let(input)>
                    <Group state input/>
                </For>
            </ul>
        </section>
    }
}

/// How many there are, and how they came out.
fn gist(rows: &[Binding]) -> String {
    let count = |is: fn(&Binding) -> bool| rows.iter().filter(|row| is(row)).count();
    let (compared, fail) = (count(|row| row.state != Outcome::Open), count(|row| row.fails()));
    let all = rows.len();
    match (compared, fail) {
        (0, _) => "nothing compared yet".into(),
        (_, 0) => format!("{compared} of {all} compared"),
        (_, fail) => format!("{fail} of {all} failed"),
    }
}

/// What is given once, and all that is compared with it.
#[component]
fn Group(state: State, input: Option<Input>) -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let answers = move || {
        let rows = state.bindings.get();
        // What "must be" there can be what was given itself.
        let hides = presenting.is_on() && input.is_some_and(is_secret);
        let answer = |row| Answer { values: if hides { vec![] } else { Answer::of(row).values }, ..Answer::of(row) };
        rows.iter().filter(|row| row.input == input).map(answer).collect::<Vec<_>>()
    };
    view! {
        <li>
            {input.map(|input| view! { <GivenField state input/> })}
            <ul>
                <For each=answers key=Clone::clone let(answer)>
                    <AnswerItem answer/>
                </For>
            </ul>
        </li>
    }
}

#[component]
fn GivenField(state: State, input: Input) -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let (label, hint) = named(input);
    let id = format!("bound-{}", input.name());
    let is_hidden = Memo::new(move |_| presenting.is_on() && is_secret(input));
    view! {
        <label for=id.clone()>
            <span>{label}</span>
            " "
            <small>{hint}</small>
        </label>
        <Show when=move || !is_hidden.get() fallback=|| view! { <Masked what="What you gave"/> }>
            <PrivateField
                attr:id=id.clone()
                attr:rows="1"
                attr:data-testid=format!("binding-{}", input.name())
                prop:value=move || state.given.with(|given| given.text(input).to_owned())
                on:input=move |event| state.given.update(|given| given.set(input, event_target_value(&event)))
            />
        </Show>
    }
}

/// Whether somebody who sees it could use it.
fn is_secret(input: Input) -> bool {
    use Input::{AccessToken, Code, RefreshToken, RequestId, State};
    matches!(input, AccessToken | Code | RefreshToken | RequestId | State)
}

/// The name of a field, and what goes into it.
fn named(input: Input) -> (&'static str, &'static str) {
    match input {
        Input::AccessToken => ("Access token", "as issued"),
        Input::Code => ("Authorization code", "as it came back"),
        Input::State => ("State", "of the authorization request"),
        Input::RefreshToken => ("Refresh token", "as issued"),
        Input::RequestId => ("Request ID", "auth_req_id of the request"),
        Input::Method => ("HTTP method", "such as POST"),
        Input::Address => ("Address", "of the HTTP request"),
        Input::Nonce => ("Nonce", "of the request, or from the server"),
        Input::Key => ("Key of the holder", "public key, certificate, or a DPoP proof"),
        Input::Certificate => ("Certificate of the signer", "PEM or base64 DER"),
        Input::StatusList => ("Status list token", "its signature is not checked here"),
        Input::Index => ("Index", "of a token in this list, from 0"),
    }
}

/// A comparison as it is drawn, and its key: what looks the same stays.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Answer {
    name: &'static str,
    state: Outcome,
    compared: String,
    values: Vec<(&'static str, String)>,
    /// What is wrong, what to do, and by which rule.
    fault: Option<(String, Option<String>, Option<Spec>)>,
}

impl Answer {
    fn of(row: &Binding) -> Answer {
        let is_status = matches!(row.state, Outcome::Status(_));
        let same = row.state == Outcome::Match && row.stated == row.computed;
        let stated = row.stated.clone().map(|value| (if same { "Value" } else { "In the token" }, value));
        let computed = row.computed.clone().filter(|_| !same);
        let computed = computed.map(|value| (if is_status { "Status" } else { "Must be" }, value));
        // Where both values stand below each other, they are not said again.
        let shows_both = !is_status && row.stated.is_some() && row.computed.is_some();
        let fault = row.fault.as_ref().map(|fault| {
            let words::Wording { headline, title, fix, spec } = words::of(fault);
            let title = headline.filter(|_| shows_both).unwrap_or(title);
            (sentence(&title), fix.as_deref().map(sentence), spec)
        });
        Answer {
            name: row.name,
            state: row.state,
            compared: capital(&row.compared),
            values: stated.into_iter().chain(computed).collect(),
            fault,
        }
    }
}

/// How it came out, in a word or two.
fn label(state: Outcome) -> &'static str {
    match state {
        Outcome::Open => "Not compared",
        Outcome::Match => "Matches",
        Outcome::Differs => "Does not match",
        Outcome::Missing => "Missing",
        Outcome::Unknown => "Cannot be computed",
        Outcome::Status(0) => "Valid",
        Outcome::Status(1) => "Invalid",
        Outcome::Status(2) => "Suspended",
        Outcome::Status(3 | 12..=15) => "Application-specific",
        Outcome::Status(_) => "Not registered",
        Outcome::OutOfRange => "Out of range",
    }
}

#[component]
fn AnswerItem(answer: Answer) -> impl IntoView {
    let Answer { name, state, compared, values, fault } = answer;
    let value = |(name, value)| view! { <dt>{name}</dt><dd><code><TokenText text=value/></code></dd> };
    let fault = fault.map(|(title, fix, spec)| {
        view! {
            <p>
                <Message text=title/>
                {fix.map(|fix| view! { " "<Message text=fix/> })}
                {spec.map(|spec| view! { " "<Citation spec/> })}
            </p>
        }
    });
    view! {
        <li data-testid="binding" data-name=name data-state=state.name()>
            <code>{name}</code>
            <strong>{label(state)}</strong>
            <span class="compared"><Message text=compared/></span>
            <dl class="facts">{values.into_iter().map(value).collect_view()}</dl>
            {fault}
        </li>
    }
}
