//! What to know about a signature that is valid: it says who signed, not that the key is a good one.

use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::key::{self, Inexact};
use crate::base::diagnostic::reason::Note;
use crate::engine::jwa::names::shown;
use crate::engine::jwa::{self, Algorithm, KeyRule};
use crate::jose::Token;
use crate::key::{Key, Material};

/// All secrets of fewer bytes can be tried.
const SEARCHED_BYTES: usize = 8;
/// Moduli of fewer bits are factored: the record of 2020 has 829 bits.
const FACTORED_BITS: usize = 1024;

/// What to know about a signature that is valid.
pub(super) fn notes(token: &Token, algorithm: &Algorithm, key: &Key) -> Vec<Diagnostic> {
    let weak = match (&key.material, algorithm.key) {
        (Material::Secret(secret), KeyRule::Secret { advised_bytes: advised }) if secret.0.len() < advised => {
            let bytes = secret.0.len();
            let guessable = bytes < SEARCHED_BYTES;
            Some(Note::SecretShort { bytes, advised, algorithm: algorithm.named(), guessable })
        }
        (Material::Rsa(rsa), _) if jwa::rsa::modulus_bits(rsa) < 2048 => {
            let bits = jwa::rsa::modulus_bits(rsa);
            Some(Note::RsaSmall { bits, algorithm: algorithm.named(), broken: bits < FACTORED_BITS })
        }
        _ => None,
    };
    let private = key.is_private().then_some(Note::PrivateKey);
    let chain = jwa::certificates::broken_link(&key.chain).map(|index| Note::ChainBroken(index + 1));
    let of_key = [weak, private, chain].into_iter().flatten().map(Diagnostic::note);
    let own = super::embedded::note(token, key);
    let named = token.header.json.as_ref().and_then(|header| header.get("kid")).and_then(|kid| kid.as_str());
    let naming = named.and_then(|named| key.naming(named));
    let differs = named.zip(key.restrictions.kid.as_deref()).filter(|(header, key)| header != key && naming.is_none());
    let kid = differs.map(|(header, key)| Note::KidDiffers { header: shown(header), key: shown(key) });
    let repaired = key.notes.iter().filter_map(|note| match note {
        key::Note::Jwk(Inexact::ReadAnyway(fault)) => Some(Note::KeyRepaired(Box::new(fault.facts.clone()))),
        _ => None,
    });
    let padding = super::text::padding_signed(token).then_some(Note::PaddingSigned).map(Diagnostic::note);
    let named = kid.or(naming.map(Note::KidNamesKey)).into_iter().chain(repaired).map(Diagnostic::note);
    padding.into_iter().chain(of_key).chain(own).chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{public, read, secret, signed, token};
    use super::*;
    use crate::engine::jwa::find;
    use crate::key::{Restrictions, Secret};

    fn check(token: &Token, algorithm: &str, key: &Key, expected: &[&str]) {
        let notes = notes(token, find(algorithm).expect("a row"), key);
        assert_eq!(notes.iter().map(|note| note.code().name()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_short_secret_is_noted_by_the_hash_of_its_algorithm() {
        let token = read(&signed(r#"{"alg":"HS256"}"#));
        check(&token, "HS256", &secret(), &[]);
        check(&token, "HS384", &secret(), &["secret-short"]);
        let short = Key { material: Material::Secret(Secret(b"secret".to_vec())), ..secret() };
        check(&token, "HS256", &short, &["secret-guessable"]);
        let short = Key { material: Material::Secret(Secret(vec![7; 8])), ..secret() };
        check(&token, "HS256", &short, &["secret-short"]);
    }

    #[test]
    fn a_small_modulus_and_a_private_key_are_noted() {
        let token = token(r#"{"alg":"RS256"}"#, "AAAA");
        check(&token, "RS256", &public("RS256"), &[]);
        let mut small = public("RS256");
        if let Material::Rsa(rsa) = &mut small.material {
            rsa.n.truncate(128);
        }
        check(&token, "RS256", &small, &["rsa-small"]);
        if let Material::Rsa(rsa) = &mut small.material {
            rsa.n.truncate(127);
        }
        check(&token, "RS256", &small, &["rsa-broken"]);
        let private = crate::key::detect(include_str!("../../session/samples/rsa.pem"), crate::key::Encoding::Utf8);
        check(&token, "RS256", &private.expect("a key").expect("a good key"), &["private-key"]);
    }

    #[test]
    fn a_key_that_calls_itself_otherwise_than_the_header_is_noted() {
        let named =
            |kid: &str| Key { restrictions: Restrictions { kid: Some(kid.into()), ..Default::default() }, ..secret() };
        let token = read(&signed(r#"{"alg":"HS256","kid":"a"}"#));
        check(&token, "HS256", &named("a"), &[]);
        check(&token, "HS256", &named("b"), &["kid-differs"]);
        check(&token, "HS256", &secret(), &[]);
    }
}
