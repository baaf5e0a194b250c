//! What becomes of an encrypted layer under the keys of the key field: a key of a set is chosen by its name, then by trying.

use crate::base::diagnostic::jwe::{Jwe as Fault, JweHeader, JweKey, Opening};
use crate::base::diagnostic::{Diagnostic, Facts};
use crate::engine::jwa;
use crate::engine::jwe::{self, Algorithm, Derivation, Derived, Encryption, Failure, Limits, Opened};
use crate::explain;
use crate::format::json::Node;
use crate::jose::destroyed::is_destroyed;
use crate::jose::jwe::Jwe;
use crate::key::{Key, KeyFault, ParsedKey, is_for_signatures};
use crate::session::KeyReading;
use rand_core::CryptoRng;
use std::sync::Arc;

/// Up to so many rounds of PBKDF2 are made while the page waits, and up to so many at all.
const ROUNDS_AT_ONCE: u64 = 20_000;
const MOST_ROUNDS: u64 = 10_000_000;
/// So many keys of a set are tried; each may cost an operation with a private RSA key.
const TRIED: usize = 12;
/// From so many keys of a set PBKDF2 makes another.
const PASSWORDS: usize = 4;

/// What became of an encrypted layer.
#[derive(Clone, Debug)]
pub enum Decryption {
    /// There is no key, or none that can be read.
    NoKey(&'static Algorithm, &'static Encryption),
    /// It opened.
    Opened(Arc<Opened>),
    /// PBKDF2 has to run for so many rounds first.
    Derives(u32),
    /// It did not open.
    Failed(Diagnostic),
    /// The key is of another kind or length than the header asks for.
    KeyMismatch(Diagnostic),
    /// The header asks for what is not known here, or not allowed.
    Unsupported(Diagnostic),
}

impl Decryption {
    /// Why it is not open.
    pub fn reasons(&self) -> &[Diagnostic] {
        match self {
            Decryption::Failed(why) | Decryption::KeyMismatch(why) | Decryption::Unsupported(why) => {
                core::slice::from_ref(why)
            }
            Decryption::NoKey(..) | Decryption::Opened(_) | Decryption::Derives(_) => &[],
        }
    }

    /// What came of it, if it opened.
    pub fn opened(&self) -> Option<&Opened> {
        match self {
            Decryption::Opened(opened) => Some(opened),
            _ => None,
        }
    }
}

/// Opens `jwe` with what was read from the key field; `derived` is what PBKDF2 made before.
pub(super) fn open(
    jwe: &Jwe,
    held: Option<&Result<ParsedKey, KeyFault>>,
    derived: &[Derived],
    rng: &mut dyn CryptoRng,
) -> Decryption {
    if is_destroyed(&jwe.tag.bytes) {
        return Decryption::Unsupported(Diagnostic::error(Opening::Destroyed));
    }
    let named = (0..jwe.recipients.len()).map(|recipient| jwe.parameters(recipient).algorithms());
    let first = named.reduce(|first, next| if first.is_ok() { first } else { next.or(first) });
    let (algorithm, encryption) = match first {
        Some(Ok((algorithm, encryption, _))) => (algorithm, encryption),
        Some(Err(why)) => {
            let keys = held.and_then(|held| held.as_ref().ok()).map(|held| candidates(jwe, held)).unwrap_or_default();
            let keys = keys.into_iter().take(TRIED);
            let limits = Limits { iterations: ROUNDS_AT_ONCE, derived, ..Limits::default() };
            return Decryption::Unsupported(*explain::otherwise_named_opening(jwe, keys, why, &limits, rng));
        }
        None => return Decryption::Unsupported(Diagnostic::error(crate::base::diagnostic::jwe::JweJson::NoRecipients)),
    };
    let Some(Ok(held)) = held else { return Decryption::NoKey(algorithm, encryption) };
    let limits = Limits { iterations: ROUNDS_AT_ONCE, derived, ..Limits::default() };
    let mut tried = vec![];
    for key in candidates(jwe, held) {
        match jwe::decrypt(jwe, key, &limits, rng) {
            Ok(opened) => return Decryption::Opened(Arc::new(opened)),
            Err(why) => tried.push((key, why)),
        }
        if tried.iter().filter(|(_, why)| !is_mismatch(why)).count() >= TRIED {
            break;
        }
    }
    // Only now it matters whether PBKDF2 could make a key that opens it.
    let is_left =
        |derivation: &Derivation| u64::from(derivation.iterations) > ROUNDS_AT_ONCE && !derivation.is_in(derived);
    let left = derivations(jwe, held).into_iter().find(is_left);
    if let Some(derivation) = left {
        return Decryption::Derives(derivation.iterations);
    }
    let computed = tried.iter().filter(|(_, why)| !is_mismatch(why)).count();
    let several = tried.len() > 1 && computed != 1;
    // What one key proved counts, whatever the others did.
    let telling = tried.into_iter().min_by_key(|(_, why)| (!proves_key(why), is_mismatch(why)));
    failed(match telling {
        Some((key, why)) if !several || proves_key(&why) => *explain::opening(jwe, key, why, &limits, rng),
        _ => Diagnostic::error(JweKey::NoneOfSet { alg: algorithm.name, tried: computed }),
    })
}

/// What becomes of each recipient alone, of the first few; `read` gives what was read from the key field for a recipient.
pub(super) fn each(
    jwe: &Jwe,
    read: &dyn Fn(usize) -> KeyReading,
    derived: &[Derived],
    rng: &mut dyn CryptoRng,
) -> Vec<Decryption> {
    let alone = |index: usize| {
        let recipients = jwe.recipients.get(index).cloned().into_iter().collect();
        open(&Jwe { recipients, ..jwe.clone() }, read(index).as_deref(), derived, rng)
    };
    (0..jwe.recipients.len().min(TRIED)).map(alone).collect()
}

/// Whether the key was the right one all the same.
fn proves_key(why: &Failure) -> bool {
    matches!(
        &why.facts,
        Facts::Jwe(Fault::Opening(Opening::Tag { proven: true, .. } | Opening::ContentKeyLength { .. }))
    )
}

/// What a failure comes to.
fn failed(why: Diagnostic) -> Decryption {
    match &why.facts {
        Facts::Jwe(Fault::Key(JweKey::NoneOfSet { tried, .. })) if *tried > 0 => Decryption::Failed(why),
        Facts::Jwe(Fault::Key(_) | Fault::Header(JweHeader::EpkCurve { .. })) => Decryption::KeyMismatch(why),
        Facts::Jwe(Fault::Header(
            JweHeader::Alg { .. }
            | JweHeader::Enc { .. }
            | JweHeader::Zip(_)
            | JweHeader::Critical(_)
            | JweHeader::Iterations(..),
        )) => Decryption::Unsupported(why),
        _ => Decryption::Failed(why),
    }
}

/// Whether the key is of another kind, so that nothing was computed with it.
fn is_mismatch(why: &Failure) -> bool {
    matches!(&why.facts, Facts::Jwe(Fault::Key(_) | Fault::Header(JweHeader::EpkCurve { .. })))
}

/// The keys in the order in which they are tried: first those that the header names.
fn candidates<'a>(jwe: &Jwe, held: &'a ParsedKey) -> Vec<&'a Key> {
    let set = match held {
        ParsedKey::One(key) => return vec![key],
        ParsedKey::Set(set) => set,
    };
    let names: Vec<&str> = (0..jwe.recipients.len())
        .filter_map(|recipient| jwe.parameters(recipient).get("kid").and_then(Node::as_str))
        .collect();
    let is_named = |kid: Option<&String>| kid.is_some_and(|kid| names.contains(&kid.as_str()));
    let usable = |named: bool| {
        let members = set.members.iter().filter(move |member| is_named(member.kid.as_ref()) == named);
        members.filter_map(|member| member.key.as_ref().ok()).filter(|key| may_decrypt(key))
    };
    usable(true).chain(usable(false)).collect()
}

/// A key of a set that is declared for a signature algorithm, or for signatures, is no key that decrypts.
fn may_decrypt(key: &Key) -> bool {
    let said = &key.restrictions;
    key.can_sign()
        && said.r#use.as_deref().is_none_or(|said| !is_for_signatures(said))
        && said.alg.as_deref().is_none_or(|alg| jwa::find(alg).is_none())
}

/// The keys that PBKDF2 has to make of passwords, those that take the longest first.
pub fn derivations(jwe: &Jwe, held: &ParsedKey) -> Vec<Derivation> {
    let keys = candidates(jwe, held);
    let all = keys.iter().flat_map(|key| {
        (0..jwe.recipients.len()).filter_map(|recipient| Derivation::of(jwe, recipient, key, MOST_ROUNDS))
    });
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|derivation| core::cmp::Reverse(derivation.iterations));
    all.truncate(PASSWORDS);
    all
}
