//! The token on its way out: as a header line, a command, decoded JSON, or a link that is made only when it is asked for.

use super::browser;
use super::dialogs::close;
use super::dom::{El, button, el, menu};
use super::reactive::{Memo, RwSignal};
use super::state::{self, State};
use super::words;
use jwt_debugger::key::Held;
use jwt_debugger::link;
use jwt_debugger::token::Token;

/// A way to write a token: its name, and the text it gives.
type Way = (&'static str, fn(&Token) -> String);

/// Ways to take the token along, beside copying it as it is.
const WAYS: [Way; 3] = [
    ("Authorization header", |token| format!("Authorization: Bearer {}", token.text)),
    ("cURL command", |token| {
        // Nothing that a token holds may end the quotes.
        let quoted = token.text.replace('\'', "'\\''");
        format!("curl -H 'Authorization: Bearer {quoted}' https://api.example.com/")
    }),
    ("Decoded JSON", |token| {
        let payload = token.payload.as_ref().map_or("null", |payload| payload.text.as_str());
        format!("{{\"header\":{},\"payload\":{payload}}}", token.header.text)
    }),
];
const LINK: &str = "Link…";

/// A select that copies in one of these ways, or opens the dialog for links.
pub fn copy_as(state: State) -> El {
    let choose = move |chosen: String| {
        if chosen == LINK {
            state.sharing.set(true);
            browser::open_dialog("share");
        } else if let Some((_, write)) = WAYS.iter().find(|way| way.0 == chosen) {
            state.parsed.with(|parsed| parsed.token.as_ref().map(|token| browser::copy(write(token), |_| {})));
        }
    };
    let names = WAYS.iter().map(|way| way.0).chain([LINK]);
    menu("Copy as", "Copy token as", names.map(|name| (name, name)), choose).attr("data-testid", "copy-as")
}

/// The dialog that makes a link, and says what is in it.
pub fn share(state: State) -> El {
    let signature = RwSignal::new(false);
    let key = RwSignal::new(false);
    // Made while the dialog is open: a link is as long as the token.
    let made = Memo::new(move || {
        if !state.sharing.get() {
            return Ok(String::new());
        }
        let held = state.key.get();
        let public = match held.as_deref() {
            Some(Ok(Held::One(found))) if key.get() => Some(found),
            _ => None,
        };
        let (page, pasted) = (browser::page_address(), state.shown.get());
        state.parsed.with(|parsed| match &parsed.token {
            Some(token) => link::write(&page, &pasted.pasted, token, signature.get(), public),
            None => Ok(String::new()),
        })
    });
    let address = move || made.with(|made| made.clone().unwrap_or_default());
    let refused = move || made.with(Result::is_err);
    let holds = move || {
        if let Err(private) = made.get() {
            return private.message();
        }
        let claims = state.parsed.with(|parsed| state::payload(parsed).map_or(0, |payload| payload.members().len()));
        let rest = match signature.get() {
            true => "and its signature: whoever has the link can use the token as long as it is valid.",
            false => "and no signature: nobody can use the token with it.",
        };
        format!(
            "The link holds the token's header, its payload with {claims} claims, {rest} It never holds a secret or a private key."
        )
    };
    let off = move || refused().then_some("");
    let check = |id: &str, words: &str, signal: RwSignal<bool>| {
        let input = el("input").attr("type", "checkbox").attr("data-testid", id);
        let input = input
            .attr_with("disabled", off)
            .on("change", move |event| signal.set(leptos::prelude::event_target_checked(&event)));
        el("p").child(el("label").child(input).text(" ").text(words))
    };
    let shown = el("textarea").attr("readonly", "").attr("rows", "3").attr("aria-label", "Link").class("share-link");
    let copy = button("Copy link").attr_with("disabled", off).on("click", move |_| browser::copy(address(), |_| {}));
    el("dialog")
        .attr("id", "share")
        .class("dialog")
        .attr("aria-labelledby", "share-title")
        .on("close", move |_| state.sharing.set(false))
        .child(el("h2").attr("id", "share-title").text("Share a link"))
        .child(
            el("p")
                .attr("data-testid", "share-holds")
                .attr("role", "status")
                .attr_with("data-tone", move || refused().then_some("warn"))
                .children_with(move || vec![words::draw(el("span"), &holds())]),
        )
        .child(check("share-signature", "with the signature", signature))
        .child(check("share-key", "with the public key", key))
        .child(shown.attr("data-testid", "share-link").value_with(address))
        .child(el("div").class("dialog-actions").child(copy).child(close()))
}
