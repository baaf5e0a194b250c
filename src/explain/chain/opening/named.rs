//! A token whose header names its algorithms in another way than JWE does, read as they are meant. What is authenticated stays the
//! header that was sent, so that nothing but the names is another.

use crate::base::diagnostic::Facts;
use crate::base::diagnostic::jwe::{Jwe as Fault, JweHeader, Meant, Opens};
use crate::engine::jwe::{Failure, Jwe, Limits, decrypt, meant_alg, meant_enc};
use crate::format::json::{self, Node, quoted, with_member};
use crate::jose::Document;
use crate::key::Key;
use rand_core::CryptoRng;

/// `why`, that a name in the header is none of JWE, with whether the token opens with one of `keys` if it is read as it is meant.
pub fn otherwise_named<'k>(
    jwe: &Jwe,
    keys: impl Iterator<Item = &'k Key>,
    mut why: Failure,
    limits: &Limits,
    rng: &mut dyn CryptoRng,
) -> Failure {
    let Some((other, with)) = as_meant(jwe) else { return why };
    let of_alg = matches!(&why.facts, Facts::Jwe(Fault::Header(JweHeader::Alg { .. })));
    if let Some(meant) = meant(&mut why.facts)
        && keys.into_iter().any(|key| decrypt(&other, key, limits, rng).is_ok())
    {
        meant.opens = Some(with.filter(|_| of_alg).map_or(Opens::Alone, Opens::With));
    }
    why
}

fn meant(facts: &mut Facts) -> Option<&mut Meant> {
    match facts {
        Facts::Jwe(Fault::Header(JweHeader::Alg { meant, .. } | JweHeader::Enc { meant, .. })) => meant.as_mut(),
        _ => None,
    }
}

/// The token with the names that its header means, and that of `enc` if it is another; `None` if there is nothing to change.
fn as_meant(jwe: &Jwe) -> Option<(Jwe, Option<&'static str>)> {
    let mut other = jwe.clone();
    let Jwe { header, unprotected, recipients, .. } = &mut other;
    let own = recipients.iter_mut().map(|recipient| &mut recipient.header);
    let (mut changed, mut encryption) = (false, None);
    for document in [header, unprotected].into_iter().chain(own).flatten() {
        if let Some(row) = named(document, "alg").and_then(meant_alg).map(|(row, _)| row.name) {
            changed |= rename(document, "alg", row);
        }
        if let Some(row) = named(document, "enc").and_then(meant_enc).map(|(row, _)| row.name)
            && rename(document, "enc", row)
        {
            (changed, encryption) = (true, Some(row));
        }
    }
    changed.then_some((other, encryption))
}

fn named<'d>(document: &'d Document, name: &str) -> Option<&'d str> {
    document.json.as_ref()?.get(name).and_then(Node::as_str)
}

/// Puts a name of JWE in the place of another one; whether it was another.
fn rename(document: &mut Document, member: &str, name: &str) -> bool {
    if named(document, member) == Some(name) {
        return false;
    }
    let Some(text) = with_member(&document.text, member, &quoted(name)) else { return false };
    document.json = json::read(&text).node;
    document.text = text.into();
    true
}
