//! What was undone to find a token in a text.

use super::{Wording, counted, say};
use crate::base::diagnostic::Paste;

const NOTHING_TO_DO: &str = "nothing to do: only the token is read";
const UNLESS_USED: &str = "nothing to do, unless your program uses it in this form";

pub(super) fn wording(repair: &Paste) -> Wording {
    match repair {
        Paste::Curl => say("the cURL command around the token was ignored", NOTHING_TO_DO),
        Paste::Json(name) => around("the JSON", name),
        Paste::Url(name) => around("the URL", name),
        Paste::Cookie(name) => around("the cookie", name),
        Paste::Name(name) | Paste::Bearer(name) => say(format!("`{name}` before the token was ignored"), NOTHING_TO_DO),
        Paste::Quotes => say("the quotes around the token were ignored", NOTHING_TO_DO),
        Paste::Base64 => say(
            "the text was base64 of a token, which was decoded",
            "decode it before you use it: Kubernetes shows the values of a secret in base64",
        ),
        Paste::Identity => {
            say("the SIP header and its parameters (`;info=…`) around the token were ignored", NOTHING_TO_DO)
        }
        Paste::Vapid(key) => say(
            "the credentials of web push (`vapid t=…, k=…`) around the token were ignored",
            match key {
                Some(key) => format!("to verify, put their `k` into the key field: {key}"),
                None => "to verify, put the application server's public key into the key field".into(),
            },
        ),
        Paste::TextAround => say("the text around the token was ignored", NOTHING_TO_DO),
        Paste::InvisibleAround => say("an invisible character beside the token was ignored", NOTHING_TO_DO),
        Paste::LineBreaks(count) => say(
            format!("{} inside the token {} removed", counted(*count, "line break"), was(*count)),
            "a token is a single line; something wrapped it on the way",
        ),
        Paste::Space(count) => say(
            format!("white space inside the token was removed in {}", counted(*count, "place")),
            "send the token without spaces: a server refuses it with them",
        ),
        Paste::Invisible(count) => say(
            format!("{} inside the token {} removed", counted(*count, "invisible character"), was(*count)),
            "copy the token as plain text; formatted text adds such characters",
        ),
        Paste::Percent(count) => {
            say(format!("percent-encoding was decoded in {}", counted(*count, "place")), UNLESS_USED)
        }
        Paste::Plus(1) => {
            say("a space in the signature was read as `+`: a form turned one into the other", UNLESS_USED)
        }
        Paste::Plus(count) => say(
            format!("{count} spaces in the signature were read as `+`: a form turned one into the other"),
            UNLESS_USED,
        ),
        Paste::Escapes(count) => {
            say(format!("a backslash escape was decoded in {}", counted(*count, "place")), UNLESS_USED)
        }
        Paste::Literals(count) => say(format!("{} were joined", counted(*count, "string literal")), NOTHING_TO_DO),
    }
}

fn around(what: &str, name: &Option<String>) -> Wording {
    let value = name.as_ref().map_or(String::new(), |name| format!("; it is the value of `{name}`"));
    say(format!("{what} around the token was ignored{value}"), NOTHING_TO_DO)
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}
