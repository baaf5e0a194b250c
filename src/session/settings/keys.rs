//! The keys and certificates of a team: public ones, that can be read.

use super::Root;
use crate::base::diagnostic::{Link, Settings};
use crate::base::text::Text;
use crate::format::json::{self, Value};
use crate::key::{self, Options, ParsedKey};
use crate::session::link;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Whether `text` holds public keys, one of which can be read at least; a set may have others, of kinds that are unknown here.
///
/// # Errors
/// Why it does not. `file` names where the text is from.
pub(super) fn public(text: &str, file: Option<&str>) -> Result<(), Settings> {
    let file = file.map(str::to_owned);
    let is_json = || matches!(json::read(text).node.map(|node| node.value), Some(Value::Object(_) | Value::Array(_)));
    match link::usable(text) {
        Err(Link::PrivateKey) => return Err(Settings::Private { file, secret: false }),
        // Any text that is no key could be a secret. In JSON it says that it is one.
        Err(Link::Secret) if is_json() => return Err(Settings::Private { file, secret: true }),
        Err(Link::Unreadable(why)) => return Err(Settings::Key { file, why }),
        Err(_) => return Err(Settings::NoKeys { file }),
        Ok(()) => {}
    }
    match key::read(text, &Options::default()) {
        Some(Ok(ParsedKey::One(_))) => Ok(()),
        Some(Ok(ParsedKey::Set(set))) if set.members.iter().any(|member| member.key.is_ok()) => Ok(()),
        _ => Err(Settings::NoKeys { file }),
    }
}

/// The certificates in a text of PEM.
///
/// # Errors
/// There is none, one cannot be read, or there is a private key beside them.
pub(super) fn certificates(text: &str, file: Option<&str>) -> Result<Vec<Root>, Settings> {
    let owned = || file.map(str::to_owned);
    if link::holds_private(text) {
        return Err(Settings::Private { file: owned(), secret: false });
    }
    let mut roots = vec![];
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let Some((body, after)) = after.split_once(END) else { break };
        rest = after;
        let pem: Text = format!("{BEGIN}{body}{END}\n").into();
        match key::read(&pem, &Options::default()) {
            Some(Ok(ParsedKey::One(key))) if !key.chain.is_empty() => roots.push(Root { text: pem, key }),
            Some(Err(why)) => return Err(Settings::Key { file: owned(), why }),
            _ => return Err(Settings::NoCertificate { file: owned() }),
        }
    }
    if roots.is_empty() { Err(Settings::NoCertificate { file: owned() }) } else { Ok(roots) }
}
