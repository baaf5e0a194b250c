//! Code that verifies the token at hand, in the library that a person chooses.

use super::super::browser::prose::{lead, link, sources, tag, text, title};
use super::super::controls::CopyButton;
use super::super::message::Message;
use super::super::state::State;
use super::Views;
use jwt_debugger::content::Content;
use jwt_debugger::content::fill::{Fill, Given, Lack, Said, curl};
use jwt_debugger::content::snippet::Snippet;
use jwt_debugger::engine::jwa::{self, Family};
use jwt_debugger::engine::verify::Verdict;
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
pub fn code_view(state: State, views: Views, content: Arc<Content>) -> Vec<AnyView> {
    let options = content.snippets.iter().enumerate().map(|(at, snippet)| {
        let option = tag("option").attr("value", at).text(format!("{}: {}", snippet.language, snippet.library));
        let is_chosen = at == views.library.get_untracked();
        if is_chosen { option.attr("selected", "") } else { option }.view()
    });
    let choose = move |event| views.library.set(event_target_value(&event).parse().unwrap_or_default());
    let select = tag("select").class("button").attr("data-testid", "code-library").on("change", choose).all(options);
    let label = tag("label").text("Library").add(select.view()).view();
    let code = move || {
        let Some(snippet) = content.snippets.get(views.library.get()) else { return text("") };
        match fill(state) {
            Ok(fill) => code(state, snippet, &fill),
            Err(lack) => lacking(lack),
        }
    };
    vec![
        title("Code that verifies this token"),
        lead(
            "Made from the token, the key and your expectations in the debugger. Algorithm, issuer, audience, type and leeway are \
             pinned, and the token must expire. No secret and no private key gets into the code.",
        ),
        tag("div").class("filters").add(label).view(),
        tag("div").class("code").changing(code).view(),
    ]
}

fn fill(state: State) -> Result<Fill, Lack> {
    let (parsed, key, choice) = (state.parsed.get(), state.key.get(), state.choice.get());
    let key = key.as_deref().and_then(|key| key.as_ref().ok());
    let (encoding, expected) = (state.key_input.with(|input| input.encoding), state.expected.get());
    let expected = expected.and_then(jwa::find);
    let choice = choice.as_deref();
    state.policy.with(|policy| Fill::of(Given { parsed: &parsed, key, choice, encoding, expected, policy }))
}

fn lacking(lack: Lack) -> AnyView {
    said(match lack {
        Lack::NoToken => "There is no token in the debugger.",
        Lack::Encrypted => "This token is encrypted. The code here verifies signed tokens.",
        Lack::Unsigned => {
            "This token is not signed (`none`), so there is nothing to verify, and every verifier should refuse it. Choose an \
             expected algorithm in the debugger to see the code for that."
        }
        Lack::UnknownAlgorithm => {
            "The `alg` of this token is missing or unknown. Choose an expected algorithm in the debugger to see the code for that."
        }
    })
}

fn code(state: State, snippet: &Snippet, fill: &Fill) -> AnyView {
    let (Some(verify), Some(sign)) = (snippet.verify(fill), snippet.sign(fill)) else {
        return said(&format!("{} has no {}. Choose another library.", snippet.library, fill.algorithm.name));
    };
    let ran = match snippet.runs {
        true => {
            "Executed in this project’s tests with fresh tokens: the right one passes; a wrong algorithm, key, issuer, audience or \
             type fails, and so does an expired token."
        }
        false => {
            "Not executed in this project’s tests: written from the library’s documentation. Test it before you rely on it."
        }
    };
    let state_of = if snippet.runs { "ok" } else { "none" };
    let ran = tag("p").attr("data-testid", "code-tested").attr("data-state", state_of).text(ran).view();
    let is_linked = matches!(state.verdict.get().as_deref(), Some(Verdict::Linked(_)));
    let linked = is_linked
        .then(|| "The public key came with a link. Compare it with the one that your issuer publishes.".to_owned());
    let notes = linked.into_iter().chain(notes(fill)).map(|note| tag("li").add(message(&note)).view());
    let mut parts = vec![ran, tag("ul").attr("data-testid", "code-notes").all(notes).view()];
    if !snippet.install.is_empty() {
        parts.push(listing("Install", "the install command", "code-install", snippet.install.to_string()));
    }
    parts.push(listing("Verify", "the code that verifies", "code-verify", verify));
    parts.push(sources(core::slice::from_ref(&snippet.source)));
    let token = state.parsed.with(|parsed| parsed.token.as_ref().map(|token| token.text.clone()));
    parts.push(match token.and_then(|token| curl(&token)) {
        Some(line) => listing("Send it", "the curl command", "code-curl", line),
        None => said("A token with characters like these cannot be sent as `Authorization: Bearer`."),
    });
    parts.push(listing("Sign one like it", "the code that signs", "code-sign", sign));
    tag("div").all(parts).view()
}

/// What a person has to know of what was put in.
fn notes(fill: &Fill) -> Vec<String> {
    let name = fill.algorithm.name;
    let mut notes = vec![];
    if fill.algorithm.family == Family::Hmac {
        let form = if fill.from_jwk {
            "It is the `k` of the JWK, in base64url."
        } else {
            "It is encoded as in the key field."
        };
        notes.push(format!(
            "The secret is not in the code, which reads it from the environment as `JWT_SECRET`. {form}"
        ));
    } else if fill.lacks_key() && fill.key_unfit {
        notes.push(format!(
            "The key in the debugger does not fit {name}, so the code has a placeholder for the public key."
        ));
    } else if fill.lacks_key() {
        notes.push("There is no key in the debugger, so the code has a placeholder for the public key.".to_owned());
    }
    for (what, pinned, claim) in [("issuer", &fill.issuer, "iss"), ("audience", &fill.audience, "aud")] {
        notes.extend(match pinned.said {
            Said::Expected => None,
            Said::Token => Some(format!("The {what} is what this token says. Expect yours in the debugger instead.")),
            Said::Nobody => Some(format!(
                "This token has no usable `{claim}`, so the code has a placeholder for your {what}, and refuses the token."
            )),
        });
    }
    if !fill.algorithm_expected {
        notes.push(format!("The algorithm is what this token says. Make sure that your issuer signs with {name}."));
    }
    if fill.token_type.is_none() {
        notes.push("This token has no `typ`, so its kind cannot be checked.".to_owned());
    }
    if !fill.expires {
        notes.push("This token has no usable `exp`, so the code refuses it.".to_owned());
    }
    notes
}

/// Code with its heading and a button that copies it.
fn listing(heading: &'static str, what: &'static str, id: &'static str, code: String) -> AnyView {
    let shown = tag("pre").attr("data-testid", id).attr("translate", "no").text(&code).view();
    let copy = view! { <CopyButton what text=move || code.clone()/> }.into_any();
    let heading = tag("header").add(tag("h2").text(heading).view()).add(copy).view();
    let shown =
        tag("div").class("wide").attr("tabindex", "0").attr("role", "region").attr("aria-label", what).add(shown);
    tag("section").add(heading).add(shown.view()).view()
}

fn message(words: &str) -> AnyView {
    view! { <Message text=words/> }.into_any()
}

fn said(words: &str) -> AnyView {
    tag("p").attr("data-testid", "code-none").add(message(words)).text(" ").add(link("#/", "Open the debugger")).view()
}
