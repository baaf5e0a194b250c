//! What to know about a signature that holds: it says who signed, not that the key is a good one.

use crate::explain::Explanation;
use crate::jwa::names::shown;
use crate::jwa::{self, Algorithm, KeyRule};
use crate::key::{Key, Material};
use crate::spec::Spec;
use crate::token::Token;
use crate::words::{self, counted};

/// All secrets of fewer bytes can be tried.
const SEARCHED_BYTES: usize = 8;
/// Moduli of fewer bits are factored: the record of 2020 has 829 bits.
const FACTORED_BITS: usize = 1024;

/// What to know about a signature that holds.
pub(super) fn notes(token: &Token, algorithm: &Algorithm, key: &Key) -> Vec<Explanation> {
    let mut notes: Vec<Explanation> = super::text::padding_signed(token).into_iter().collect();
    match (&key.material, algorithm.key) {
        (Material::Secret(secret), KeyRule::Secret { advised_bytes }) if secret.0.len() < advised_bytes => {
            let (name, got) = (algorithm.name, secret.0.len());
            let (reason, why) = match got < SEARCHED_BYTES {
                true => ("secret-guessable", "one this short is found by trying them all"),
                false => ("secret-short", "a short one can be guessed"),
            };
            let message =
                format!("the secret has {}, and {name} needs {advised_bytes} or more: {why}", counted(got, "byte"));
            notes.push(Explanation::new(reason, message).fix("use a longer, random secret").spec(algorithm.spec));
        }
        (Material::Rsa(rsa), _) if jwa::rsa::modulus_bits(rsa) < 2048 => {
            let bits = jwa::rsa::modulus_bits(rsa);
            let (reason, why) = match bits < FACTORED_BITS {
                true => {
                    ("rsa-broken", "one below 1024 can be factored, one of 512 within hours, and then anyone can sign")
                }
                false => ("rsa-small", "a small modulus can be factored"),
            };
            let message = format!("the key has {bits} bits, and RSA needs 2048 or more: {why}");
            notes.push(Explanation::new(reason, message).fix("use a longer key").spec(algorithm.spec));
        }
        _ => {}
    }
    if key.is_private() {
        let message = "this is the private key, which signs; to verify, the public key is enough";
        notes.push(
            Explanation::new("private-key", message)
                .fix("keep the private key to its owner")
                .spec(Spec::Rfc(7517, "9.2")),
        );
    }
    if let Some(index) = jwa::certificates::broken_link(&key.chain) {
        let message = format!("certificate {} of the chain was not signed by the next one", index + 1);
        let fix = "get the chain again, in order: the key's own certificate first, then each issuer's";
        notes.push(Explanation::new("chain-broken", message).fix(fix).spec(Spec::Rfc(7515, "4.1.6")));
    }
    notes.extend(super::embedded::note(token, key));
    let named = token.header.json.as_ref().and_then(|header| header.get("kid")).and_then(|kid| kid.as_str());
    if let (Some(named), Some(kid)) = (named, key.restrictions.kid.as_deref())
        && named != kid
        && key.naming(named).is_none()
    {
        let message =
            format!("the header names the key `{}`, and this key calls itself `{}`", shown(named), shown(kid));
        notes.push(
            Explanation::new("kid-differs", message)
                .fix("check which key the issuer means")
                .spec(Spec::Rfc(7515, "4.1.4")),
        );
    }
    if let Some(naming) = named.and_then(|named| key.naming(named)) {
        let message = format!("the `kid` is {}", naming.words());
        notes.push(Explanation::new("kid-names-key", message).spec(Spec::Rfc(7515, "4.1.4")));
    }
    notes.extend(key.repaired.iter().map(|fault| {
        let told = words::of(fault);
        let explanation = Explanation::new("key-repaired", format!("{}; it was read all the same", told.title));
        told.fix.into_iter().fold(explanation, Explanation::fix).spec(Spec::Rfc(7518, "2"))
    }));
    notes
}

#[cfg(test)]
mod tests {
    use super::super::tests::{public, read, secret, signed, token};
    use super::*;
    use crate::jwa::find;
    use crate::key::{Restrictions, Secret};

    fn check(token: &Token, algorithm: &str, key: &Key, expected: &[&str]) {
        let notes = notes(token, find(algorithm).expect("a row"), key);
        assert_eq!(notes.iter().map(|note| note.reason).collect::<Vec<_>>(), expected);
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
        let private = crate::key::detect(include_str!("../samples/rsa.pem"), crate::key::Encoding::Utf8);
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
