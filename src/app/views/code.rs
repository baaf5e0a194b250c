//! Code that verifies the token at hand, in the library that a person chooses.

use super::super::controls::CopyButton;
use super::super::message::Message;
use super::super::state::State;
use super::Views;
use super::parts::{Lead, Link, Sources, Title};
use jwt_debugger::content::Content;
use jwt_debugger::content::fill::{Fill, FillContext, Lack, Said, curl};
use jwt_debugger::content::snippet::Snippet;
use jwt_debugger::engine::jwa::{self, Family};
use jwt_debugger::engine::verify::Verdict;
use jwt_debugger::words::carried::{Carried, before_code};
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
#[component]
pub fn CodeView(state: State, views: Views, content: Arc<Content>) -> impl IntoView {
    let chosen = views.library.get_untracked();
    let option = |(at, snippet): (usize, &Snippet)| {
        let name = format!("{}: {}", snippet.language, snippet.library);
        view! { <option value=at.to_string() selected=at == chosen>{name}</option> }
    };
    let options = content.snippets.iter().enumerate().map(option).collect_view();
    let choose = move |event| views.library.set(event_target_value(&event).parse().unwrap_or_default());
    let code = move || {
        let snippet = content.snippets.get(views.library.get())?;
        Some(match fill(state) {
            Ok(fill) => view! { <Code state snippet fill=&fill/> }.into_any(),
            Err(lack) => view! { <NoCode why=lacking(lack)/> }.into_any(),
        })
    };
    view! {
        <Title text="Code that verifies this token"/>
        <Lead text="Made from the token, the key and your expectations in the debugger. Algorithm, issuer, audience, type and leeway \
                    are pinned, and the token must expire. No secret and no private key gets into the code."/>
        <p><Link href="#/twins" text="Tests that a verifier must pass"/></p>
        <div class="filters">
            <label>"Library"<select class="button" data-testid="code-library" on:change=choose>{options}</select></label>
        </div>
        <div class="code">{code}</div>
    }
}

/// What the code is made from.
pub fn fill(state: State) -> Result<Fill, Lack> {
    let (parsed, key, choice) = (state.parsed.get(), state.judging.key.get(), state.choice.get());
    let key = key.as_deref().and_then(|key| key.as_ref().ok());
    let (encoding, expected) = (state.key_input.with(|input| input.encoding), state.expected.get());
    let expected = expected.and_then(jwa::find);
    let choice = choice.as_deref();
    state.team.policy.with(|policy| Fill::of(FillContext { parsed: &parsed, key, choice, encoding, expected, policy }))
}

/// Why there is no code.
pub fn lacking(lack: Lack) -> &'static str {
    match lack {
        Lack::NoToken => "There is no token in the debugger.",
        Lack::Encrypted => before_code(Carried::Encrypted),
        Lack::Unsigned => {
            "This token is not signed (`none`), so there is nothing to verify, and every verifier should refuse it. Choose an \
             expected algorithm in the debugger to see the code for that."
        }
        Lack::UnknownAlgorithm => {
            "The `alg` of this token is missing or unknown. Choose an expected algorithm in the debugger to see the code for that."
        }
    }
}

/// The code, and what to know about it.
#[component]
fn Code<'a>(state: State, snippet: &'a Snippet, fill: &'a Fill) -> impl IntoView + use<> {
    let (Some(verify), Some(sign)) = (snippet.verify(fill), snippet.sign(fill)) else {
        let why = format!("{} has no {}. Choose another library.", snippet.library, fill.algorithm.name);
        return view! { <NoCode why/> }.into_any();
    };
    let (tested, about) = match snippet.runs {
        true => (
            "ok",
            "Executed in this project’s tests with fresh tokens: the right one passes; a wrong algorithm, key, issuer, audience or \
             type fails, and so does an expired token.",
        ),
        false => (
            "none",
            "Not executed in this project’s tests: written from the library’s documentation. Test it before you rely on it.",
        ),
    };
    let is_linked = matches!(state.verdict.get().as_deref(), Some(Verdict::Linked(_)));
    let linked = is_linked
        .then(|| "The public key came with a link. Compare it with the one that your issuer publishes.".to_owned());
    let team = state.team.of_environment(|environment| {
        format!("`{}` of the team’s settings says what is expected, where you did not.", environment.name)
    });
    let forms = state.carried().into_iter().map(|carried| before_code(carried).to_owned());
    let notes = forms
        .chain(linked)
        .chain(team)
        .chain(notes(fill))
        .map(|text| view! { <li><Message text/></li> })
        .collect_view();
    let install = (!snippet.install.is_empty()).then(|| snippet.install.to_string());
    let install = install.map(|code| {
        view! { <Listing heading="Install" what="the install command" testid="code-install" code/> }
    });
    // What is sent is the whole, even if a token inside it is looked at.
    let token = state.layers.with(|layers| layers.outer().envelope.text());
    let send = match token.and_then(|token| curl(&token)) {
        Some(code) => view! { <Listing heading="Send it" what="the curl command" testid="code-curl" code/> }.into_any(),
        None => view! { <NoCode why="A token with characters like these cannot be sent as `Authorization: Bearer`."/> }
            .into_any(),
    };
    view! {
        <div>
            <p data-testid="code-tested" data-state=tested>{about}</p>
            <ul data-testid="code-notes">{notes}</ul>
            {install}
            <Listing heading="Verify" what="the code that verifies" testid="code-verify" code=verify/>
            <Sources links=core::slice::from_ref(&snippet.source)/>
            {send}
            <Listing heading="Sign one like it" what="the code that signs" testid="code-sign" code=sign/>
        </div>
    }
    .into_any()
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
    if fill.key_certified {
        notes.push(
            "The key is that of the certificate in this token, which leads to your root. The code refuses what another \
             certificate of that root signed."
                .to_owned(),
        );
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
#[component]
fn Listing(heading: &'static str, what: &'static str, testid: &'static str, code: String) -> impl IntoView {
    let shown = code.clone();
    view! {
        <section>
            <header>
                <h2>{heading}</h2>
                <CopyButton what text=move || code.clone()/>
            </header>
            <div class="wide" tabindex="0" role="region" aria-label=what>
                <pre data-testid=testid translate="no">{shown}</pre>
            </div>
        </section>
    }
    .into_any()
}

/// Why there is no code, and the way to the fields that it is made from.
#[component]
pub fn NoCode(#[prop(into)] why: String) -> impl IntoView {
    view! {
        <p data-testid="code-none"><Message text=why/>" "<Link href="#/" text="Open the debugger"/></p>
    }
    .into_any()
}
