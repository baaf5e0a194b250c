//! What the person expects of the token: issuer, audience and the like, the kind of token, and the instant to judge at. Kept in
//! memory only.

use super::browser;
use super::dom::{El, button, el, options};
use super::reactive::RwSignal;
use super::state::{self, Act, State};
use super::words;
use jwt_debugger::claims::policy::Policy;
use jwt_debugger::claims::policy::input::read_duration;
use jwt_debugger::claims::profile::{self, PROFILES};
use jwt_debugger::token::Part;
use jwt_debugger::token::json::{Node, Value};
use leptos::ev::Event;
use leptos::prelude::event_target_value;
use std::iter;

/// The pane, folded until somebody expects something.
pub fn expect(state: State) -> El {
    let gist = move || {
        state.outcome.with(|outcome| match (outcome.failures.len(), outcome.met_words()) {
            (0, met) if met.is_empty() => "nothing yet".to_owned(),
            (0, met) => format!("{met} as expected"),
            (1, _) => "1 is not met".to_owned(),
            (many, _) => format!("{many} are not met"),
        })
    };
    let title = el("summary").child(el("h2").text("Expectations")).child(el("small").text_with(gist));
    let fields = el("div")
        .class("fields")
        .child(field(state, "Issuer", "iss", |policy| &mut policy.issuer))
        .child(field(state, "Audience", "aud", |policy| &mut policy.audience))
        .child(field(state, "Subject", "sub", |policy| &mut policy.subject))
        .child(field(state, "Type", "typ", |policy| &mut policy.token_type))
        .child(field(state, "Nonce", "nonce", |policy| &mut policy.nonce))
        .child(required(state))
        .child(duration(state, "Greatest age", |policy| &mut policy.max_age))
        .child(duration(state, "Greatest lifetime", |policy| &mut policy.max_lifetime))
        .child(at(state))
        .child(kind(state));
    let same = button("Expect what this token says")
        .attr("data-testid", "expect-same")
        .on("click", move |_| state.expect_same());
    let clear = button("Clear")
        .attr("aria-label", "Clear expectations")
        .on("click", move |_| state.act(Act::Replaced, || state.policy.set(Policy::default())));
    el("section").class("pane expect").child(
        el("details")
            .attr("data-testid", "expectations")
            .child(title)
            .child(fields)
            .child(el("div").class("foot tools").child(same).child(clear)),
    )
}

fn labelled(label: &str, field: El) -> El {
    el("label").child(el("span").text(label)).child(field)
}

fn input(value: impl Fn() -> String + 'static) -> El {
    el("input")
        .attrs(&[("type", "text"), ("spellcheck", "false"), ("autocomplete", "off"), ("autocapitalize", "off")])
        .value_with(value)
}

/// A text that is expected; what the token says stands in the field as an example.
fn field(state: State, label: &str, name: &'static str, of: fn(&mut Policy) -> &mut String) -> El {
    let value = move || of(&mut state.policy.get()).clone();
    let example = move || state.said(name);
    let change = move |event: Event| state.policy.update(|policy| *of(policy) = event_target_value(&event));
    labelled(
        label,
        input(value)
            .attr("data-testid", &format!("expect-{name}"))
            .attr_with("placeholder", example)
            .on("input", change),
    )
}

fn required(state: State) -> El {
    let change = move |event: Event| {
        let names = event_target_value(&event);
        let names = names.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        state.policy.update(|policy| policy.required = names);
    };
    let value = move || state.policy.with(|policy| policy.required.join(", "));
    let field = input(value).attr("placeholder", "jti, scope").attr("data-testid", "expect-required");
    // On leaving the field: it is written anew from what was understood.
    labelled("Required claims", field.on("change", change))
}

/// A length of time. A text that is none stays in its field, and is told below it.
fn duration(state: State, label: &str, of: fn(&mut Policy) -> &mut Option<i64>) -> El {
    let wrong = RwSignal::new("");
    let typed = RwSignal::new(String::new());
    let value = move || match of(&mut state.policy.get()) {
        Some(_) => typed.get_untracked(),
        None if wrong.with(|wrong| wrong.is_empty()) => String::new(),
        None => typed.get_untracked(),
    };
    let change = move |event: Event| {
        let text = event_target_value(&event);
        let read = if text.trim().is_empty() { Ok(None) } else { read_duration(&text).map(Some) };
        typed.set(text);
        wrong.set(read.err().unwrap_or_default());
        state.policy.update(|policy| *of(policy) = read.unwrap_or_default());
    };
    let field = input(value)
        .attr("placeholder", "15m, 1h, 2 days")
        .attr_with("aria-invalid", move || !wrong.with(|wrong| wrong.is_empty()))
        .on("change", change);
    let told = move || match wrong.get() {
        "" => vec![],
        wrong => vec![words::draw(el("span").class("key-note"), &words::capital(wrong))],
    };
    labelled(label, field).children_with(told)
}

/// Judging at another instant than now.
fn at(state: State) -> El {
    let value = move || state.policy.with(|policy| policy.at.map(browser::local_text).unwrap_or_default());
    let change = move |event: Event| {
        let at = browser::local_instant(&event_target_value(&event));
        state.policy.update(|policy| policy.at = at);
    };
    let field = el("input").attr("type", "datetime-local").attr("step", "1").attr("data-testid", "expect-at");
    labelled("Judge at", field.value_with(value).on("change", change))
}

/// The kind of token, as told or as chosen.
fn kind(state: State) -> El {
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
    let first = el("option").attr("value", "").text_with(told);
    let select = el("select")
        .class("button")
        .attr("data-testid", "expect-kind")
        .children(iter::once(first).chain(options(PROFILES.iter().map(|profile| (profile.id, profile.title)))))
        .value_with(move || state.policy.with(|policy| policy.profile.unwrap_or_default().to_owned()))
        .on("change", choose);
    labelled("Kind of token", select)
}

impl State {
    /// Expects the issuer, audience and type that the token has.
    fn expect_same(self) {
        let [issuer, audience, token_type] = ["iss", "aud", "typ"].map(|name| self.said(name));
        self.act(Act::Replaced, || {
            self.policy.update(|policy| {
                policy.issuer = issuer;
                policy.audience = audience;
                policy.token_type = token_type;
            });
        });
    }

    /// What the token says of a claim, or of `typ`: the text, or the first of several.
    fn said(self, name: &str) -> String {
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
