//! What a link carried and is not used, and what keeps a link from being made.

use super::{Wording, say, state, title};
use crate::base::diagnostic::Link;
use crate::base::span::Part;

pub(super) fn wording(refusal: &Link) -> Wording {
    const HANDED: &str = "anyone who handles a link can read what is in it";
    match refusal {
        Link::PrivateKey => say(
            "the link carried a private key, which was not used",
            "replace this key: links end up in chats, mail, histories and logs, so consider it disclosed",
        ),
        Link::Secret => say(
            "the link carried a secret, or a key in an unknown format, which was not used",
            "if it is a secret, replace it: links end up in chats, mail, histories and logs, so consider it disclosed",
        ),
        Link::Unreadable(why) => {
            state(format!("the public key in the link cannot be read and was not used: {}", title(why)))
        }
        Link::KeyAlone => state("the link carried a key without a token, so the key was not used"),
        Link::NoToken => state("the link has a parameter for a token, but no token in it"),
        Link::InQuery => say(
            "the address had a token or a key in its query (behind `?`), which may have been sent to the server when the page was \
             loaded; it was not used",
            "consider it disclosed: it may be in the server's logs. Put a token behind `#token=` instead, which is never sent",
        ),
        Link::Algorithm(name) => {
            state(format!("the link expects the unknown algorithm `{name}`; the expected algorithm was not changed"))
        }
        Link::Holds { secret, part, path } => {
            let part = if *part == Part::Header { "header" } else { "payload" };
            let what = if *secret { "a secret key" } else { "a private key" };
            let member = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
            state(format!("the token's {part} contains {what}{member}, so no link is made: {HANDED}"))
        }
        Link::HoldsBeside => say(
            format!(
                "the token field contains a private key outside the token's header and payload, so no link is made: {HANDED}"
            ),
            "remove the key to share the token",
        ),
    }
}
