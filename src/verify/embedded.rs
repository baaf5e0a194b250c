//! A key that the token brings itself, in `jwk` or `x5c` of its header (RFC 7515 §4.1.3, §4.1.6).
//!
//! It is tried only where the person gave no key, and what it verifies is called self-attested: whoever makes a token can
//! put a key of their own into it, so such a signature shows that the token is whole, and not who made it.

use super::{Ready, Verdict};
use crate::explain::Explanation;
use crate::key::{Key, KeyFault, jwk};
use crate::spec::Spec;
use crate::token::Token;

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
    let Some((name, Ok(key))) = key(ready.token) else { return Verdict::NoKey { algorithm } };
    let spec = Spec::Rfc(7515, if name == "jwk" { "4.1.3" } else { "4.1.6" });
    match ready.judge(&key) {
        Verdict::Valid(mut evidence) => {
            evidence.notes.retain(|note| note.reason != "own-key" && note.reason != "private-key");
            let mut meaning = Explanation::new(
                "self-attested",
                format!("the key came with the token, in `{name}`: {}; anyone can make such a token", key.summary()),
            )
            .fix("verify with a key that you got from the issuer in another way; the token's own key never takes its place")
            .spec(spec);
            if key.can_sign() {
                meaning.message.push_str("; and it is the private key, which the token gives away to everyone");
            }
            evidence.notes.insert(0, meaning);
            Verdict::SelfAttested(evidence)
        }
        Verdict::Invalid(mut reasons) => {
            // No token is valid under a key that it brings itself.
            reasons.iter_mut().for_each(|reason| reason.remedy = None);
            let message = format!("it does not even hold with the key that the token brings itself, in `{name}`");
            reasons.insert(0, Explanation::new("own-key-fails", message).fix("reject the token").spec(spec));
            Verdict::Invalid(reasons)
        }
        _ => Verdict::NoKey { algorithm },
    }
}

/// What to know of the token's own key where the person gave one.
pub(super) fn note(token: &Token, used: &Key) -> Option<Explanation> {
    let (name, found) = key(token)?;
    let message = match found {
        Ok(own) if own.thumbprint() == used.thumbprint() => {
            format!("the token brings a key in `{name}`, and it is this one")
        }
        Ok(own) => format!("the token brings another key in `{name}` ({}); it was not used", own.summary()),
        Err(fault) => format!("the token brings a key in `{name}` that is none: {fault}"),
    };
    Some(
        Explanation::new("own-key", message)
            .fix("a verifier must not trust a key because the token names it")
            .spec(Spec::Rfc(8725, "3.8")),
    )
}
