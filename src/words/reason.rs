//! Why a signature is not valid, was not checked, or is worth less than it seems.
//!
//! The headline of each is the first sentence of the verdict, so it is true by itself.

mod draft;
mod key;
mod set;
mod shape;
mod signature;
mod unchecked;
mod unsigned;
mod unusable;

use super::{Wording, counted, list, of_facts, say, state};
use crate::base::diagnostic::Reason;
use crate::base::diagnostic::reason::{KeyKind, SetKey};
pub(super) use unusable::unusable;

/// What is said where a search came to its limit.
const LEFT_OUT: &str = "; not everything was tried, because that takes too long";

pub(super) fn wording(reason: &Reason) -> Wording {
    match reason {
        Reason::Unchecked(why) => unchecked::wording(why),
        Reason::Key(why) => key::fit(why),
        Reason::Set(choice) => set::wording(choice),
        Reason::Note(note) => key::note(note),
        Reason::Signature(why) => signature::wording(why),
        Reason::InSet(key, inner) => {
            let inner = wording(inner);
            Wording {
                headline: inner.headline.map(|headline| format!("{headline} (with {})", called(key))),
                title: format!("with {}: {}", called(key), inner.title),
                ..inner
            }
        }
        Reason::Chain(steps) => super::chain::wording(steps),
        Reason::Unsigned(why) => unsigned::wording(why),
        Reason::NotEditable(why) => draft::not_editable(*why),
        Reason::Weak(why) => draft::weak(*why),
    }
}

/// A key of a set.
fn called(key: &SetKey) -> String {
    match key {
        SetKey::Kid(kid) => format!("key `{kid}`"),
        SetKey::Number(place) => format!("key number {place}"),
    }
}

/// A kind of key with its article.
fn kind(kind: KeyKind) -> String {
    match kind {
        KeyKind::Secret => "a shared secret".into(),
        KeyKind::Rsa => "an RSA key".into(),
        KeyKind::Ec(curve) => format!("an EC key on {curve}"),
        KeyKind::Called(name) => format!("an {name} key"),
        KeyKind::Edwards => "an Ed25519 or Ed448 key".into(),
        KeyKind::Text => "text that is no key in any format".into(),
    }
}

/// The same in short, to follow "this is".
fn short_kind(kind: KeyKind) -> String {
    match kind {
        KeyKind::Secret => "a secret".into(),
        KeyKind::Rsa => "RSA".into(),
        KeyKind::Ec(curve) => format!("EC {curve}"),
        KeyKind::Called(name) => name.into(),
        KeyKind::Edwards => "Ed25519 or Ed448".into(),
        KeyKind::Text => "text in no key format".into(),
    }
}
