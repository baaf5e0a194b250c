//! A key that the token brings itself, in `jwk` or `x5c` of its header (RFC 7515 §4.1.3, §4.1.6).
//!
//! It is tried only where the person gave no key, and what it verifies is called self-attested: whoever makes a token can
//! put a key of their own into it, so such a signature shows that the token is whole, and not who made it.

use super::{Ready, Verdict};
use crate::base::diagnostic::reason::{Note, OwnKey, Signature};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::jose::Token;
use crate::key::{Key, KeyFault, jwk};

/// The parameter that brings the key, and the key. `jwk` goes before `x5c`.
pub fn key(token: &Token) -> Option<(&'static str, Result<Key, KeyFault>)> {
    let header = token.header.json.as_ref()?;
    if let Some(member) = header.get("jwk") {
        return Some(("jwk", jwk::single(member)));
    }
    let chain = jwk::chain(header.get("x5c")?);
    Some(("x5c", chain.map(|(first, chain)| Key { chain, ..first })))
}

/// The verdict under the token's own key.
pub(super) fn judge(ready: &Ready) -> Verdict {
    let algorithm = ready.algorithm;
    let Some((member, Ok(key))) = key(ready.token) else { return Verdict::NoKey { algorithm } };
    match ready.judge(&key) {
        Verdict::Valid(mut evidence) => {
            evidence.notes.retain(|note| ![Code::OwnKey, Code::PrivateKey].contains(&note.code()));
            let meaning = Note::SelfAttested { member, key: key.summary(), private: key.can_sign() };
            evidence.notes.insert(0, Diagnostic::note(meaning));
            Verdict::SelfAttested(evidence)
        }
        Verdict::Invalid(mut reasons) => {
            // No token is valid under a key that it brings itself.
            reasons.iter_mut().for_each(|reason| reason.remedy = None);
            reasons.insert(0, Diagnostic::error(Signature::OwnKeyFails(member)));
            Verdict::Invalid(reasons)
        }
        _ => Verdict::NoKey { algorithm },
    }
}

/// What to know of the token's own key where the person gave one.
pub(super) fn note(token: &Token, used: &Key) -> Option<Diagnostic> {
    let (member, found) = key(token)?;
    let own = match found {
        Ok(own) if own.thumbprint() == used.thumbprint() => OwnKey::Same,
        Ok(own) => OwnKey::Other(own.summary()),
        Err(fault) => OwnKey::Unusable(Box::new(fault.facts)),
    };
    Some(Diagnostic::note(Note::OwnKey { member, own }))
}
