//! The certificates of a JWK: `x5c` holds them, `x5t` and `x5t#S256` name them by their thumbprint (RFC 7517 §4.7 to §4.9).

use super::not_text;
use crate::base::diagnostic::key::{Inexact, Note};
use crate::base::diagnostic::key::{Jwk as Fault, X5c};
use crate::format::base64::Alphabet;
use crate::format::json::{Node, Value};
use crate::key::{Certificate, Key, KeyFault, x509};

/// Longer chains are refused.
const MAX_CERTIFICATES: usize = 20;

/// `key` with the certificates of `x5c` and with what does not agree between them and the key.
///
/// # Errors
/// `jwk-x5c`: the first certificate is for another key, which RFC 7517 §4.7 forbids, or one cannot be read.
pub fn attach(node: &Node, mut key: Key) -> Result<Key, KeyFault> {
    let Some(member) = node.get("x5c") else { return Ok(key) };
    let (first, chain) = chain(member)?;
    if first.thumbprint() != key.thumbprint() {
        return Err(fault(X5c::OtherKey));
    }
    let named = [("x5t", chain.first().map(Certificate::x5t)), ("x5t#S256", chain.first().map(Certificate::x5t_s256))];
    for (name, actual) in named {
        let said = node.get(name).and_then(Node::as_str);
        if said.is_some() && said != actual.as_deref() {
            key.notes.push(Note::Jwk(Inexact::Thumbprint(name)));
        }
    }
    key.chain = chain;
    Ok(key)
}

/// The key in the first certificate of an `x5c` member, and all of the certificates.
///
/// # Errors
/// `jwk-x5c` and the faults of certificates.
pub fn chain(x5c: &Node) -> Result<(Key, Vec<Certificate>), KeyFault> {
    let Value::Array(items) = &x5c.value else { return Err(fault(X5c::NotAnArray)) };
    if items.len() > MAX_CERTIFICATES {
        return Err(fault(X5c::TooMany(MAX_CERTIFICATES)));
    }
    let mut keys = items.iter().map(|item| {
        let text = item.as_str().ok_or_else(|| not_text("x5c", item, None))?;
        // Not base64url: RFC 7517 §4.7.
        let decoded = Alphabet::Standard.decode(text).map_err(|_| fault(X5c::NotBase64))?;
        x509::certificate(&decoded.bytes)
    });
    let first = keys.next().ok_or_else(|| fault(X5c::Empty))??;
    let mut chain = first.chain.clone();
    for key in keys {
        chain.extend(key?.chain);
    }
    Ok((first, chain))
}

fn fault(what: X5c) -> KeyFault {
    crate::key::fault(Fault::X5c(what))
}
