//! What is known of one key: its facts, its certificates, and the key in every other form it has.

use super::super::browser;
use super::super::controls::{Choices, CopyButton};
use super::super::json::TokenText;
use super::super::message::Message;
use super::super::presenting::{Masked, Presenting};
use jwt_debugger::key::{Certificate, Day, Format, Key};
use jwt_debugger::words;
use leptos::ev::Event;
use leptos::prelude::*;
use std::sync::Arc;

/// The facts and forms of `key` under a title, folded away, and not worked out until somebody asks.
#[component]
pub fn About(key: Key, #[prop(into)] title: String) -> impl IntoView {
    let presenting = expect_context::<Presenting>();
    let is_open = RwSignal::new(false);
    let is_secret = key.can_sign();
    let asked = Memo::new(move |asked| asked == Some(&true) || is_open.get());
    let key = Arc::new(key);
    view! {
        <details
            class="about"
            data-testid="key-about"
            // Another key comes folded.
            prop:open=move || is_open.get()
            on:toggle=move |event| is_open.set(browser::is_open(&event))
        >
            <summary><Message text=title/></summary>
            <Show when=move || asked.get()>
                <Facts key=key.clone()/>
                {
                    let key = key.clone();
                    move || match is_secret && presenting.is_on() {
                        true => view! { <Masked what="The key"/> }.into_any(),
                        false => view! { <Forms key=key.clone()/> }.into_any(),
                    }
                }
            </Show>
        </details>
    }
}

#[component]
fn Facts(key: Arc<Key>) -> impl IntoView {
    let certificates = key.chain.iter().enumerate().flat_map(|(index, one)| certificate(index, one));
    let fact = |(name, value): (String, String)| view! { <dt>{name}</dt><dd><TokenText text=value/></dd> };
    view! { <dl class="facts">{facts(&key).into_iter().chain(certificates).map(fact).collect_view()}</dl> }
}

fn facts(key: &Key) -> Vec<(String, String)> {
    let serves = match (key.is_private(), key.can_sign()) {
        (true, _) => "sign or decrypt, for whoever has it; this is the private key",
        (false, true) => "sign and verify, or encrypt and decrypt; this is a shared secret",
        (false, false) => "verify or encrypt; this is the public key",
    };
    let says = &key.restrictions;
    let operations = says.key_ops.as_ref().map(|all| all.join(", "));
    // That of a secret could serve to guess the secret (RFC 7638 §7).
    let public = !key.can_sign() || key.is_private();
    let all = [
        ("Key", Some(key.summary_of("Secret"))),
        ("Size", Some(format!("{} bit", key.size_bits()))),
        ("Serves to", Some(serves.to_owned())),
        ("kid", says.kid.clone()),
        ("use", says.r#use.clone()),
        ("key_ops", operations),
        ("alg", says.alg.clone()),
        ("SHA-256", key.fingerprint()),
        ("Thumbprint", key.thumbprint().filter(|_| public)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn certificate(index: usize, certificate: &Certificate) -> Vec<(String, String)> {
    let name = if index == 0 { "Certificate".to_owned() } else { format!("Chain {index}") };
    let Certificate { subject, issuer, not_before, not_after, extensions, .. } = certificate;
    let words = format!("{subject}, issued by {issuer}, valid from {} to {}", Day(*not_before), Day(*not_after));
    let mut names = extensions.names.join(", ");
    if extensions.more_names > 0 {
        names.push_str(&format!(" and {} more", extensions.more_names));
    }
    let mut rows = vec![(name, words)];
    let further = [
        ("Names", names),
        ("Key usage", extensions.key_usage.join(", ")),
        ("Extended use", extensions.extended_key_usage.join(", ")),
        ("CA", if extensions.is_ca { "yes: it may issue certificates".to_owned() } else { String::new() }),
    ];
    rows.extend(
        further.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)),
    );
    rows.push(("x5t#S256".to_owned(), certificate.x5t_s256()));
    rows
}

/// A choice of forms, to be copied or saved.
#[component]
fn Forms(key: Arc<Key>) -> impl IntoView {
    let formats = key.formats();
    let choices = formats.iter().map(|format| (format.label(), format.label())).collect();
    let chosen = RwSignal::new(formats.first().copied());
    let key = StoredValue::new(key);
    let written = move || chosen.get().map(|format| (format, key.with_value(|key| key.write(format))));
    let text = move || written().and_then(|(_, text)| text.ok()).unwrap_or_default();
    let save = move |_| {
        if let Some(format) = chosen.get_untracked() {
            let name = key.with_value(|key| format.file_name(key));
            browser::save(&name, &untrack(text));
        }
    };
    let choose = move |event: Event| {
        let label = event_target_value(&event);
        chosen.set(Format::ALL.into_iter().find(|format| format.label() == label));
    };
    let form = move || {
        written().map(|(format, text)| match text {
            Ok(text) => view! {
                {format.is_private().then(|| view! {
                    <p class="key-note">"This is the private part: keep it to yourself."</p>
                })}
                <pre data-testid="key-form" tabindex="0" aria-label="The key in this form">{text}</pre>
            }
            .into_any(),
            Err(fault) => view! { <p class="key-note">{words::title(&fault)}</p> }.into_any(),
        })
    };
    view! {
        <div class="forms">
            <div class="tools">
                <select class="button" aria-label="Write the key as" data-testid="key-format" on:change=choose>
                    <Choices choices/>
                </select>
                <CopyButton what="key" text/>
                <button class="button" type="button" aria-label="Save key" on:click=save>"Save"</button>
            </div>
            {form}
        </div>
    }
}
