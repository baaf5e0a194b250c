//! Where the keys of the issuer are: links that the person follows into a new tab, and commands to copy. The page never fetches them.
//! A configuration that is pasted for a key leads on to the keys.

use super::super::controls::CopyButton;
use super::super::json::TokenText;
use super::super::message::Message;
use super::super::state::State;
use jwt_debugger::base::diagnostic::Code;
use jwt_debugger::explain::private;
use jwt_debugger::session::issuer::{self, Configuration, Doubt, Holds, Issuer, Place};
use jwt_debugger::session::view::numbered;
use jwt_debugger::words;
use jwt_debugger::words::issuer as said;
use leptos::prelude::*;

/// The places that the token leads to. `open`: nothing else is to be seen of a key.
#[component]
pub fn Places(state: State, open: bool) -> impl IntoView {
    let found =
        Memo::new(move |_| state.parsed.with(|parsed| parsed.token.as_ref().map(issuer::places).unwrap_or_default()));
    let private = Memo::new(move |_| {
        let note = state.parsed.with(|parsed| parsed.token.as_ref().and_then(private::note));
        note.map(|note| words::sentences(&note))
    });
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <details class="pointers" data-testid="key-pointers" open=open>
                <summary>"Where are this issuer’s keys?"</summary>
                {move || private.get().map(|text| view! { <p data-tone="warn" data-testid="no-key-published"><Message text/></p> })}
                <p class="quiet">
                    "The page fetches nothing: open an address yourself if you trust it, or run the command, and paste the answer above."
                </p>
                <ul>
                    <For each=move || numbered(found.get()) key=Clone::clone let((place, _))><PlaceItem place/></For>
                </ul>
            </details>
        </Show>
    }
}

/// The same for a set in which no key answers: keys change, and the set may be an old one.
#[component]
pub fn OtherPlaces(state: State) -> impl IntoView {
    let fails =
        Memo::new(move |_| state.report.with(|report| matches!(report.signature.state, "invalid" | "key-mismatch")));
    view! { <Show when=move || fails.get()><Places state open=false/></Show> }
}

/// What a configuration in the key field leads to; nothing if something else is in it.
#[component]
pub fn ConfigurationPlaces(state: State) -> impl IntoView {
    let read = Memo::new(move |_| {
        let fault =
            state.key.with(|key| key.as_ref().and_then(|key| key.as_ref().as_ref().err().map(|one| one.code())));
        if fault != Some(Code::JwkOpenidConfiguration) {
            return None;
        }
        let configuration = state.key_input.with(|input| Configuration::read(&input.text))?;
        let issuer = state.parsed.with(|parsed| parsed.token.as_ref().map(|token| configuration.compare(token)));
        Some((configuration, issuer))
    });
    move || {
        let (configuration, issuer) = read.get()?;
        let (tone, text) = match issuer {
            None => (None, String::new()),
            Some(Issuer::Same) => (None, said::SAME.to_owned()),
            Some(Issuer::Template) => (None, said::TEMPLATE.to_owned()),
            Some(Issuer::Missing) => (Some("warn"), said::MISSING.to_owned()),
            Some(Issuer::Differs(why)) => (Some("warn"), said::differs(&words::sentences(&why))),
        };
        let place = configuration.keys.map(|place| view! { <ul><PlaceItem place/></ul> });
        Some(view! {
            <div class="pointers" data-testid="issuer-configuration">
                <p role="status" data-tone=tone><Message text/></p>
                {place}
            </div>
        })
    }
}

/// One address: a link and a command if it may be followed, and what speaks against it.
#[component]
fn PlaceItem(place: Place) -> impl IntoView {
    let (link, command) = (place.link().map(str::to_owned), place.command());
    let Place { member, address, holds, product, doubt } = place;
    let copied = address.clone();
    let text = view! { <code class="address"><TokenText text=address/></code> };
    let shown = match link {
        Some(href) => view! { <a href=href target="_blank" rel="noreferrer noopener">{text}</a> }.into_any(),
        None => text.into_any(),
    };
    view! {
        <li>
            <Message text=said::leads(member, at(holds), product)/>
            {shown}
            <CopyButton what="address" text=move || copied.clone()/>
            {command.map(|command| {
                view! { <CopyButton what="curl command" title="Copy curl" text=move || command.clone()/> }
            })}
            {doubt.map(|doubt| view! { <p data-tone="warn"><Message text=against(doubt)/></p> })}
        </li>
    }
}

fn at(holds: Holds) -> &'static str {
    match holds {
        Holds::Keys => said::KEYS,
        Holds::Certificate => said::CERTIFICATE,
        Holds::OpenId => said::OPENID,
        Holds::OAuth => said::OAUTH,
    }
}

fn against(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NotHttps => said::NOT_HTTPS,
        Doubt::Character => said::CHARACTER,
        Doubt::UserName => said::USER_NAME,
        Doubt::Query => said::QUERY,
        Doubt::NoHost => said::NO_HOST,
        Doubt::Local => said::LOCAL,
        Doubt::Number => said::NUMBER,
    }
}
