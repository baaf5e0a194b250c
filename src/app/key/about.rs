//! What is known of one key: its facts, its certificates, and the key in every other form it has.

use super::super::browser;
use super::super::dom::{El, button, el, options};
use super::super::encoded::copy_button;
use super::super::json::draw_text;
use super::super::reactive::RwSignal;
use super::super::words;
use jwt_debugger::key::{Certificate, Day, Format, Key};
use leptos::ev::Event;
use leptos::prelude::*;
use std::sync::Arc;

/// The facts and forms of `key` under a title, folded away, and not worked out until somebody asks.
pub fn about(key: &Key, title: &str) -> El {
    let asked = RwSignal::new(false);
    let key = Arc::new(key.clone());
    let draw = move || match asked.get() {
        false => vec![],
        true => {
            let facts = el("dl").class("facts").children(facts(&key).into_iter().flatten());
            let certificates = key.chain.iter().enumerate().flat_map(|(index, one)| certificate(index, one));
            vec![facts.children(certificates.flatten()), convert(key.clone())]
        }
    };
    el("details")
        .class("about")
        .attr("data-testid", "key-about")
        .child(words::draw(el("summary"), title))
        .on("toggle", move |_| asked.set(true))
        .children_with(draw)
}

fn facts(key: &Key) -> Vec<[El; 2]> {
    let serves = match (key.is_private(), key.can_sign()) {
        (true, _) => "sign, for whoever has it; this is the private key",
        (false, true) => "sign and verify; this is a shared secret",
        (false, false) => "verify; this is the public key",
    };
    let says = &key.restrictions;
    let operations = says.key_ops.as_ref().map(|all| all.join(", "));
    // That of a secret could serve to guess the secret (RFC 7638 §7).
    let public = !key.can_sign() || key.is_private();
    let all = [
        ("Key", Some(key.summary())),
        ("Size", Some(format!("{} bit", key.size_bits()))),
        ("Serves to", Some(serves.to_owned())),
        ("kid", says.kid.clone()),
        ("use", says.r#use.clone()),
        ("key_ops", operations),
        ("alg", says.alg.clone()),
        ("SHA-256", key.fingerprint()),
        ("Thumbprint", key.thumbprint().filter(|_| public)),
    ];
    all.into_iter().filter_map(|(name, value)| Some(fact(name, &value?))).collect()
}

fn certificate(index: usize, certificate: &Certificate) -> Vec<[El; 2]> {
    let name = if index == 0 { "Certificate".to_owned() } else { format!("Chain {index}") };
    let Certificate { subject, issuer, not_before, not_after, .. } = certificate;
    let words = format!("{subject}, issued by {issuer}, valid from {} to {}", Day(*not_before), Day(*not_after));
    vec![fact(&name, &words), fact("x5t#S256", &certificate.x5t_s256())]
}

fn fact(name: &str, value: &str) -> [El; 2] {
    [el("dt").text(name), draw_text(el("dd"), value)]
}

/// A choice of forms, to be copied or saved.
fn convert(key: Arc<Key>) -> El {
    let formats = key.formats();
    let chosen = RwSignal::new(formats.first().copied());
    let written = {
        let key = key.clone();
        move || chosen.get().map(|format| (format, key.write(format)))
    };
    let text = {
        let written = written.clone();
        move || written().and_then(|(_, text)| text.ok()).unwrap_or_default()
    };
    let save = {
        let text = text.clone();
        move |_: Event| {
            if let Some(format) = chosen.get() {
                browser::save(&format.file_name(&key), &text());
            }
        }
    };
    let draw = move || match written() {
        Some((format, Ok(text))) => {
            let warning = "This is the private part: keep it to yourself.";
            let warning = format.is_private().then(|| el("p").class("key-note").text(warning));
            let form = el("pre")
                .attr("data-testid", "key-form")
                .attr("tabindex", "0")
                .attr("aria-label", "The key in this form");
            warning.into_iter().chain([form.text(&text)]).collect()
        }
        Some((_, Err(fault))) => vec![el("p").class("key-note").text(&fault.message)],
        None => vec![],
    };
    let choose = move |event: Event| {
        let label = event_target_value(&event);
        chosen.set(Format::ALL.into_iter().find(|format| format.label() == label));
    };
    let select = el("select")
        .class("button")
        .attr("aria-label", "Write the key as")
        .attr("data-testid", "key-format")
        .children(options(formats.iter().map(|format| (format.label(), format.label()))))
        .on("change", choose);
    let tools = el("div").class("tools").child(select).child(copy_button("key", text));
    el("div")
        .class("forms")
        .child(tools.child(button("Save").attr("aria-label", "Save key").on("click", save)))
        .children_with(draw)
}
