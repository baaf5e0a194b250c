//! What the person expects of the token: issuer, audience and the like, the kind of token, and the instant to judge at. Kept in
//! memory only.

use super::browser;
use super::controls::Choices;
use super::message::Message;
use super::state::shelf::ShelfState;
use super::state::{self, Act, State};
use jwt_debugger::base::diagnostic::{self, Diagnostic};
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::claims::policy::input::read_duration;
use jwt_debugger::claims::profile::{self, PROFILES};
use jwt_debugger::format::json::{Node, Value};
use jwt_debugger::jose::Part;
use jwt_debugger::session::settings;
use jwt_debugger::words::{self, capital};
use leptos::ev::Event;
use leptos::prelude::*;

/// The pane, folded until somebody expects something.
#[component]
pub fn ExpectPanel(state: State) -> impl IntoView {
    let gist = move || {
        state.outcome.with(|outcome| match (outcome.failures.len(), words::met(&outcome.met)) {
            (0, met) if met.is_empty() => "nothing yet".to_owned(),
            (0, met) => format!("{met} match"),
            (1, _) => "1 not met".to_owned(),
            (many, _) => format!("{many} not met"),
        })
    };
    view! {
        <section class="pane expect">
            <details data-testid="expectations">
                <summary><h2>"Expectations"</h2><small>{gist}</small></summary>
                <Environment state/>
                <div class="fields">
                    <ClaimField state label="Issuer" name="iss" of=|policy| &mut policy.issuer/>
                    <ClaimField state label="Audience" name="aud" of=|policy| &mut policy.audience/>
                    <ClaimField state label="Subject" name="sub" of=|policy| &mut policy.subject/>
                    <ClaimField state label="Type" name="typ" of=|policy| &mut policy.token_type/>
                    <ClaimField state label="Nonce" name="nonce" of=|policy| &mut policy.nonce/>
                    <RequiredClaims state/>
                    <Duration state label="Maximum age" of=|policy| &mut policy.max_age/>
                    <Duration state label="Maximum lifetime" of=|policy| &mut policy.max_lifetime/>
                    <Instant state/>
                    <KindOfToken state/>
                </div>
                <div class="foot tools">
                    <button
                        class="button"
                        type="button"
                        data-testid="expect-same"
                        on:click=move |_| state.expect_same()
                    >
                        "Fill from this token"
                    </button>
                    <button
                        class="button"
                        type="button"
                        aria-label="Clear expectations"
                        on:click=move |_| state.act(Act::Replaced, || state.policy.set(Policy::default()))
                    >
                        "Clear"
                    </button>
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// What the team's environment expects, if one is in force.
#[component]
fn Environment(state: State) -> impl IntoView {
    let expected = Memo::new(move |_| {
        let words =
            |one: &settings::Environment| words::expectations(&one.name, &one.expects(&Policy::default(), None));
        state.team.of_environment(words).unwrap_or_default()
    });
    view! {
        <Show when=move || !expected.with(String::is_empty)>
            <p class="quiet" data-testid="environment-expects">{move || view! { <Message text=expected.get()/> }}</p>
        </Show>
    }
}

/// A field for a short text.
#[component]
fn Input() -> impl IntoView {
    view! { <input type="text" spellcheck="false" autocomplete="off" autocapitalize="off"/> }
}

/// A text that is expected.
#[component]
fn ClaimField(
    state: State,
    label: &'static str,
    name: &'static str,
    of: fn(&mut Policy) -> &mut String,
) -> impl IntoView {
    let change = move |event: Event| state.policy.update(|policy| *of(policy) = event_target_value(&event));
    view! {
        <label>
            <span>{label}</span>
            <Input
                attr:data-testid=format!("expect-{name}")
                attr:placeholder="any"
                prop:value=move || of(&mut state.policy.get()).clone()
                on:input=change
            />
        </label>
    }
}

#[component]
fn RequiredClaims(state: State) -> impl IntoView {
    let change = move |event: Event| {
        let names = event_target_value(&event);
        let names = names.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        state.policy.update(|policy| policy.required = names);
    };
    view! {
        <label>
            <span>"Required claims"</span>
            // On leaving the field: it is written anew from what was understood.
            <Input
                attr:placeholder="such as jti, scope"
                attr:data-testid="expect-required"
                prop:value=move || state.policy.with(|policy| policy.required.join(", "))
                on:change=change
            />
        </label>
    }
}

/// A length of time. A text that is none stays in its field, and is told below it.
#[component]
fn Duration(state: State, label: &'static str, of: fn(&mut Policy) -> &mut Option<i64>) -> impl IntoView {
    let shelf = expect_context::<ShelfState>();
    // What was typed last, what it came to, and for which token: what another one expects was typed before, or came otherwise.
    let typed = RwSignal::new((0, String::new(), None::<i64>));
    let held = move || *of(&mut state.policy.get());
    let wrong = Memo::new(move |_| {
        let (held, shown) = (held(), shelf.shown());
        typed.with(|(id, text, read)| *id == shown && held.is_none() && read.is_none() && !text.trim().is_empty())
    });
    let value = move || {
        let (held, shown) = (held(), shelf.shown());
        typed.with(|(id, text, read)| match held {
            _ if *id == shown && *read == held => text.clone(),
            held => held.map(words::duration).unwrap_or_default(),
        })
    };
    let change = move |event: Event| {
        let text = event_target_value(&event);
        let read = read_duration(&text);
        typed.set((untrack(|| shelf.shown()), text, read));
        state.policy.update(|policy| *of(policy) = read);
    };
    view! {
        <label>
            <span>{label}</span>
            <Input
                attr:placeholder="such as 15m, 1h, 2 days"
                attr:aria-invalid=move || if wrong.get() { "true" } else { "false" }
                prop:value=value
                on:change=change
            />
            <Show when=move || wrong.get()>
                <span class="key-note"><Message text=capital(&words::title(&Diagnostic::error(diagnostic::Policy::NoDuration)))/></span>
            </Show>
        </label>
    }
}

/// Checking as of another instant than now.
#[component]
fn Instant(state: State) -> impl IntoView {
    let change = move |event: Event| {
        let at = browser::local_instant(&event_target_value(&event));
        state.policy.update(|policy| policy.at = at);
    };
    view! {
        <label>
            <span>"Check as of"</span>
            <input
                type="datetime-local"
                step="1"
                data-testid="expect-at"
                prop:value=move || state.policy.with(|policy| policy.at.map(browser::local_text).unwrap_or_default())
                on:change=change
            />
        </label>
    }
}

/// The kind of token, as told or as chosen.
#[component]
fn KindOfToken(state: State) -> impl IntoView {
    let told = move || {
        state.parsed.with(|parsed| {
            let header = state::document(parsed, Part::Header).and_then(|document| document.json.as_ref());
            let (profile, by) = profile::recognise(header, state::payload(parsed));
            // Marks of code mean nothing in an option.
            format!("{}, {}", profile.title, by.words().replace('`', ""))
        })
    };
    let choose = move |event: Event| {
        let chosen = event_target_value(&event);
        let chosen = PROFILES.iter().map(|profile| profile.id).find(|id| *id == chosen);
        state.policy.update(|policy| policy.profile = chosen);
    };
    view! {
        <label>
            <span>"Kind of token"</span>
            <select
                class="button"
                data-testid="expect-kind"
                prop:value=move || state.policy.with(|policy| policy.profile.unwrap_or_default())
                on:change=choose
            >
                <option value="">{told}</option>
                <Choices choices=PROFILES.iter().map(|profile| (profile.id, profile.title)).collect()/>
            </select>
        </label>
    }
}

impl State {
    /// Expects the issuer, audience and type that the token has.
    fn expect_same(self) {
        let [issuer, audience, token_type] = ["iss", "aud", "typ"].map(|name| untrack(|| self.claimed(name)));
        self.act(Act::Replaced, || {
            self.policy.update(|policy| {
                policy.issuer = issuer;
                policy.audience = audience;
                policy.token_type = token_type;
            });
        });
    }

    /// What the token says of a claim, or of `typ`: the text, or the first of several.
    fn claimed(self, name: &str) -> String {
        self.parsed.with(|parsed| {
            let document = state::document(parsed, if name == "typ" { Part::Header } else { Part::Payload });
            let node = document.and_then(|document| document.json.as_ref()?.get(name));
            let text = match node.map(|node| &node.value) {
                Some(Value::Array(entries)) => entries.first().and_then(Node::as_str),
                _ => node.and_then(Node::as_str),
            };
            text.unwrap_or_default().to_owned()
        })
    }
}
