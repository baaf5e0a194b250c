//! Whether the key of a link may be used: public keys alone.

use super::private;
use crate::base::diagnostic::Link as Refused;
use crate::key::{self, Key, Material, Options, ParsedKey};

/// Whether `text` is a public key, or a set of public keys.
///
/// # Errors
/// Why it is not used.
pub(in crate::session) fn usable(text: &str) -> Result<(), Refused> {
    match key::read(text, &Options::default()) {
        Some(Ok(ParsedKey::One(key))) => public(&key),
        Some(Ok(ParsedKey::Set(set))) => {
            set.members.iter().filter_map(|member| member.key.as_ref().ok()).try_for_each(public)?;
            // A damaged key of the set may be private all the same.
            if private::in_text(text) { Err(Refused::PrivateKey) } else { Ok(()) }
        }
        _ if private::in_text(text) => Err(Refused::PrivateKey),
        Some(Err(fault)) => Err(Refused::Unreadable(fault)),
        None => Ok(()),
    }
}

/// Whether `text` is a public key, or a set of public keys, and nothing that could be a secret.
pub fn is_public_key(text: &str) -> bool {
    usable(text).is_ok() && !text.trim().is_empty()
}

fn public(key: &Key) -> Result<(), Refused> {
    match &key.material {
        Material::Secret(_) => Err(Refused::Secret),
        _ if key.can_sign() => Err(Refused::PrivateKey),
        _ => Ok(()),
    }
}

/// Whether `text` has the marks of a public key.
pub(super) fn looks_public(text: &str) -> bool {
    text.contains("-----BEGIN ") || text.contains("\"kty\"")
}
