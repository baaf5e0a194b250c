//! A key that the token brings itself, in `jwk` or `x5c` of its header (RFC 7515 §4.1.3, §4.1.6), or in the name of its issuer: a
//! decentralized identifier of the methods `did:key` and `did:jwk` is nothing but a public key.
//!
//! It is tried only where the person gave no key, and what it verifies is called self-attested: whoever makes a token can
//! put a key of their own into it, so such a signature shows that the token is whole, and not who made it.

use super::{Ready, Verdict};
use crate::base::diagnostic::reason::{Note, OwnKey, Signature};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::jose::Token;
use crate::key::{self, Key, KeyFault, Options, ParsedKey, jwk};

/// The parameter that brings the key, and the key. `jwk` goes before `x5c`.
pub fn key(token: &Token) -> Option<(&'static str, Result<Key, KeyFault>)> {
    let header = token.header.json.as_ref()?;
    if let Some(member) = header.get("jwk") {
        return Some(("jwk", jwk::single(member)));
    }
    let chain = jwk::chain(header.get("x5c")?);
    Some(("x5c", chain.map(|(first, chain)| Key { chain, ..first })))
}

/// The same, or the key that the token's `kid` or `iss` is.
pub fn key_or_identifier(token: &Token) -> Option<(&'static str, Result<Key, KeyFault>)> {
    key(token).or_else(|| identifier(token))
}

fn identifier(token: &Token) -> Option<(&'static str, Result<Key, KeyFault>)> {
    let places = [("kid", Some(&token.header)), ("iss", token.payload.as_ref())];
    let (name, did) = places.into_iter().find_map(|(name, document)| {
        let text = document?.json.as_ref()?.get(name)?.as_str()?;
        (text.starts_with("did:key:") || text.starts_with("did:jwk:")).then_some((name, text))
    })?;
    match key::read(did, &Options::default())?.ok()? {
        ParsedKey::One(key) => Some((name, Ok(key))),
        ParsedKey::Set(_) => None,
    }
}

/// The verdict under the token's own key.
pub(super) fn judge(ready: &Ready) -> Verdict {
    let algorithm = ready.algorithm;
    let Some((member, Ok(key))) = key_or_identifier(ready.token) else { return Verdict::NoKey { algorithm } };
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

#[cfg(test)]
mod tests {
    use super::super::{VerificationKey, check};
    use super::*;
    use crate::jose::parse;

    /// A credential whose `kid` and `iss` are the key that signed it.
    const SIGNED: &str = "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCIsImtpZCI6ImRpZDprZXk6ejZNa2Z1VDRaOG9zZ2txVGFFeDhwZjRMY2dMSFFxaWNZNml0M0J2cWFvcGpkYlJtI3o2TWtmdVQ0Wjhvc2drcVRhRXg4cGY0TGNnTEhRcWljWTZpdDNCdnFhb3BqZGJSbSJ9.eyJpc3MiOiJkaWQ6a2V5Ono2TWtmdVQ0Wjhvc2drcVRhRXg4cGY0TGNnTEhRcWljWTZpdDNCdnFhb3BqZGJSbSIsIm5iZiI6MTc5NTg1OTEwMCwidmMiOnsidHlwZSI6WyJWZXJpZmlhYmxlQ3JlZGVudGlhbCJdLCJjcmVkZW50aWFsU3ViamVjdCI6eyJpZCI6ImRpZDpleGFtcGxlOjEifX19.IJM1GTjjPIvnRTBNF4EJmPGgh83ERm_0PQTXZGfUfeomuPJNr4BoueMjmoIoSSFpUM3sxyZvperhnvhXbOWWBA";

    #[test]
    fn an_identifier_that_is_a_key_verifies_what_it_signed_and_proves_nobody() {
        let token = parse(SIGNED).token.expect("a token");
        assert_eq!(key_or_identifier(&token).map(|(name, found)| (name, found.is_ok())), Some(("kid", true)));
        let verdict = check(&token, VerificationKey::Missing, None, None).verdict;
        assert!(matches!(verdict, Verdict::SelfAttested(_)), "{verdict:?}");
        let other = parse(SIGNED.replace("IJM1", "IJM2")).token.expect("a token");
        let verdict = check(&other, VerificationKey::Missing, None, None).verdict;
        assert_eq!(verdict.reasons().first().map(Diagnostic::code), Some(Code::OwnKeyFails));
        let plain = parse("eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6d2ViOmEuZXhhbXBsZSJ9.AAAA").token.expect("a token");
        assert!(key_or_identifier(&plain).is_none(), "another method needs the network");
    }
}
