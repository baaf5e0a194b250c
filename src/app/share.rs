//! The token on its way out: as a header line, a command, decoded JSON, or a link that is made only when it is asked for.

use super::browser;
use super::case::Saving;
use super::controls::{CopyButton, Menu};
use super::dialogs::CloseButton;
use super::message::Message;
use super::state::{self, State};
use jwt_debugger::base::text::Text;
use jwt_debugger::engine::jwe;
use jwt_debugger::jose::json::{self, NotConvertible};
use jwt_debugger::jose::sd_jwt::SdJwt;
use jwt_debugger::jose::{Form, Parsed, Serialization, Token, detached};
use jwt_debugger::key::ParsedKey;
use jwt_debugger::session::link::{self, Shared};
use jwt_debugger::words;
use leptos::prelude::*;

/// A way to write a token: its name, and the text it gives, or why it gives none.
type Way = (&'static str, fn(&Token) -> Result<String, NotConvertible>);

/// Ways to take the token along, beside copying it as it is.
const WAYS: [Way; 7] = [
    ("Authorization header", |token| Ok(format!("Authorization: Bearer {}", compact(token)?))),
    ("cURL command", |token| {
        // Nothing that a token holds may end the quotes.
        let quoted = compact(token)?.replace('\'', "'\\''");
        Ok(format!("curl -H 'Authorization: Bearer {quoted}' https://api.example.com/"))
    }),
    ("Decoded JSON", |token| {
        let payload = token.payload.as_ref().map_or("null", |payload| payload.text.as_str());
        Ok(format!("{{\"header\":{},\"payload\":{payload}}}", token.header.text))
    }),
    ("Compact token", |token| convert(token, Serialization::Compact)),
    ("Detached (no payload)", |token| {
        if token.form == Form::Jwe {
            return Err(NotConvertible::Encrypted);
        }
        let compact = json::convert(&token.text, Serialization::Compact).or_else(|why| match why {
            NotConvertible::Payload => json::apart(&token.text).ok_or(why),
            _ => Err(why),
        });
        detached::without_content(&compact?.into()).ok_or(NotConvertible::Faulty)
    }),
    ("Flattened JSON", |token| convert(token, Serialization::Flattened)),
    ("General JSON", |token| convert(token, Serialization::General)),
];
const LINK: &str = "Link…";
const CASE: &str = "Save a case…";

/// The form that goes into a header line; a token that was never anything else goes there as it is.
fn compact(token: &Token) -> Result<String, NotConvertible> {
    match token.beside.serialization {
        Serialization::Compact => Ok(token.text.to_string()),
        _ => convert(token, Serialization::Compact),
    }
}

fn convert(token: &Token, to: Serialization) -> Result<String, NotConvertible> {
    match token.form {
        Form::Jws => json::convert(&token.text, to),
        Form::Jwe => jwe::convert(&token.text, to),
    }
}

/// A menu that copies in one of these ways, or opens the dialog for links or for cases.
#[component]
pub fn CopyAs(state: State) -> impl IntoView {
    // What was said, and of which token: it is not true of the next.
    let said = RwSignal::new((Text::default(), String::new()));
    let saving = expect_context::<Saving>();
    let choose = move |chosen: String| {
        said.set(Default::default());
        if chosen == LINK {
            state.sharing.set(true);
            browser::open_dialog("share");
        } else if chosen == CASE {
            saving.open();
        } else if let Some((_, write)) = WAYS.iter().find(|way| way.0 == chosen) {
            let Some(token) = state.parsed.with_untracked(|parsed| parsed.token.clone()) else { return };
            // That of a compact SD-JWT has disclosures behind it.
            let sd_jwt = state.sd_jwt_untracked().filter(|sd_jwt| sd_jwt.sent.is_none());
            let text = sd_jwt.map_or_else(|| token.text.clone(), |sd_jwt| sd_jwt.text.clone());
            let of = token.text.clone();
            match write(&Token { text, ..token }) {
                Ok(text) => browser::copy(text, |_| {}),
                Err(why) => said.set((of, words::not_convertible(why))),
            }
        }
    };
    let choices = WAYS.iter().map(|way| way.0).chain([LINK, CASE]).map(|name| (name, name)).collect();
    let said = move || {
        let (of, words) = said.get();
        state.parsed.with(|parsed| parsed.token.as_ref().is_some_and(|token| token.text == of)).then_some(words)
    };
    view! {
        <Menu title="Copy as" label="Copy as" choices choose attr:data-testid="copy-as"/>
        <p class="convert-said" role="status" data-testid="not-copied">{said}</p>
    }
}

/// The dialog that makes a link, and says what is in it.
#[component]
pub fn ShareDialog(state: State) -> impl IntoView {
    let [signature, key] = [false; 2].map(RwSignal::new);
    let disclosures = RwSignal::new(true);
    let sd_jwt =
        move || state.layers.with(|layers| layers.outer().envelope.sd_jwt().filter(|sd_jwt| has_more(sd_jwt)).cloned());
    // Made while the dialog is open: a link is as long as the token.
    let made = Memo::new(move |_| {
        if !state.sharing.get() {
            return Ok(String::new());
        }
        let held = state.key.get();
        let public = match held.as_deref() {
            Some(Ok(ParsedKey::One(found))) if key.get() => Some(found),
            _ => None,
        };
        let (page, pasted) = (browser::page_address(), state.shown.get());
        state.outer.with(|parsed| match &parsed.token {
            Some(token) => {
                let whole = state.layers.with(|layers| layers.outer().envelope.sd_jwt().cloned());
                let shared = Shared {
                    pasted: &pasted.pasted,
                    token,
                    sd_jwt: whole.as_deref(),
                    disclosures: disclosures.get(),
                    signature: signature.get(),
                    key: public,
                };
                link::write(&page, &shared)
            }
            None => Ok(String::new()),
        })
    });
    let address = move || made.with(|made| made.clone().unwrap_or_default());
    let refused = Signal::derive(move || made.with(Result::is_err));
    let holds = move || {
        if let Err(private) = made.get() {
            return words::sentences(&private);
        }
        let whole = sd_jwt();
        // The claims in the payload itself: those of disclosures are counted apart.
        let claims = match &whole {
            Some(sd_jwt) => claims(&sd_jwt.issuer),
            None => state.parsed.with(|parsed| claims(parsed)),
        };
        let beside = whole.map_or_else(String::new, |sd_jwt| {
            let count = words::counted(sd_jwt.disclosures.len(), "disclosure");
            let binding = if sd_jwt.key_binding.is_some() { "the key binding JWT, " } else { "" };
            match disclosures.get() {
                true => format!("{count} (often personal data), {binding}"),
                false => format!("none of its {count}, "),
            }
        });
        let rest = match signature.get() {
            true => "and its signature: whoever has the link can use the token as long as it is valid.",
            false => "and no signature: nobody can use the token with it.",
        };
        format!(
            "The link holds the token's header, its payload with {claims}, {beside}{rest} It never holds a secret or a private key."
        )
    };
    view! {
        <dialog
            id="share"
            class="dialog"
            aria-labelledby="share-title"
            on:close=move |_| state.sharing.set(false)
        >
            <h2 id="share-title">"Share a link"</h2>
            <p data-testid="share-holds" role="status" data-tone=move || refused.get().then_some("warn")>
                <span>{move || view! { <Message text=holds()/> }}</span>
            </p>
            <Check id="share-signature" words="with the signature" checked=signature disabled=refused/>
            <Show when=move || sd_jwt().is_some()>
                <Check id="share-disclosures" words="with the disclosures" checked=disclosures disabled=refused/>
            </Show>
            <Check id="share-key" words="with the public key" checked=key disabled=refused/>
            <textarea
                readonly
                rows="3"
                aria-label="Link"
                class="share-link"
                data-testid="share-link"
                prop:value=address
            />
            <div class="dialog-actions">
                <CopyButton what="link" title="Copy link" disabled=refused text=address/>
                <CloseButton/>
            </div>
        </dialog>
    }
    .into_any()
}

/// Whether an SD-JWT has more than the issuer's part.
fn has_more(sd_jwt: &SdJwt) -> bool {
    !sd_jwt.disclosures.is_empty() || sd_jwt.key_binding.is_some()
}

fn claims(parsed: &Parsed) -> String {
    words::counted(state::payload(parsed).map_or(0, |payload| payload.members().len()), "claim")
}

/// One thing that may go along.
#[component]
pub fn Check(id: &'static str, words: &'static str, checked: RwSignal<bool>, disabled: Signal<bool>) -> impl IntoView {
    view! {
        <p>
            <label>
                <input
                    type="checkbox"
                    data-testid=id
                    disabled=move || disabled.get()
                    prop:checked=move || checked.get()
                    on:change=move |event| checked.set(event_target_checked(&event))
                />
                " "
                {words}
            </label>
        </p>
    }
}
