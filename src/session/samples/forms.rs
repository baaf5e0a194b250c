//! Samples of the forms that a token may have beside a compact signature: encrypted, nested, in JSON, without its content. They are
//! made afresh with the published keys, because the examples of the RFCs expired long ago and would add to what the page loads.

use super::{SECRET, Sample, claims, key};
use crate::engine::jwa::Algorithm;
use crate::engine::jwa::ecdsa::ES256;
use crate::engine::jwa::hmac::HS256;
use crate::engine::jwa::rsa::RS256;
use crate::engine::jwe::{self, To};
use crate::engine::sign;
use crate::format::base64url::encode;
use crate::format::json::{quoted, with_member};
use crate::jose::header::{Alg, alg};
use crate::jose::{Form, Serialization, Token, detached};
use crate::key::{Encoding, Format, Key, Material, Secret, Source};
use rand_core::CryptoRng;

/// One sample.
pub struct FormSample {
    /// What it is called.
    pub name: &'static str,
    make: fn(String, &mut dyn CryptoRng) -> Option<Sample>,
}

const DIRECT: &str = "JWE, dir";
const RSA: &str = "JWE, RSA-OAEP-256";
const AGREEMENT: &str = "JWE, ECDH-ES";
const PASSWORD: &str = "JWE, PBES2";
const RECIPIENTS: &str = "JWE, general JSON";
const NESTED: &str = "JWS in a JWE";
const FLATTENED: &str = "JWS, flattened JSON";
const GENERAL: &str = "JWS, general JSON";
const DETACHED: &str = "JWS, detached";
const UNENCODED: &str = "JWS, unencoded";

/// Encrypted tokens.
pub static ENCRYPTED: [FormSample; 6] = [
    FormSample { name: DIRECT, make: direct },
    FormSample { name: RSA, make: rsa },
    FormSample { name: AGREEMENT, make: agreement },
    FormSample { name: PASSWORD, make: password },
    FormSample { name: RECIPIENTS, make: recipients },
    FormSample { name: NESTED, make: nested },
];
/// Signed tokens in other forms.
pub static SIGNED: [FormSample; 4] = [
    FormSample { name: FLATTENED, make: flattened },
    FormSample { name: GENERAL, make: general },
    FormSample { name: DETACHED, make: without_content },
    FormSample { name: UNENCODED, make: unencoded },
];

/// The sample of that name, issued shortly before `now` (seconds) and good for an hour.
pub fn sample(name: &str, now: i64, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let row = ENCRYPTED.iter().chain(&SIGNED).find(|row| row.name == name)?;
    (row.make)(claims(now), rng)
}

/// Which sample a token with so many layers would be, if it is one.
pub fn name_of(token: &Token, layers: usize) -> Option<&'static str> {
    let Alg::Named(name) = alg(token) else { return None };
    Some(match (&token.form, token.beside.serialization) {
        (Form::Jwe, Serialization::General) => RECIPIENTS,
        (Form::Jwe, _) if layers > 1 => NESTED,
        (Form::Jwe, _) => {
            let is_of = |row: &&FormSample| row.name.strip_prefix("JWE, ").is_some_and(|alg| name.starts_with(alg));
            ENCRYPTED.iter().find(is_of)?.name
        }
        (Form::Jws, Serialization::Compact) if token.is_detached() => DETACHED,
        (Form::Jws, Serialization::Compact) => return None,
        (Form::Jws, Serialization::General) => GENERAL,
        (Form::Jws, Serialization::Flattened) if token.header.text.contains("\"b64\"") => UNENCODED,
        (Form::Jws, Serialization::Flattened) => FLATTENED,
    })
}

/// The published key that signs with a row, by its name.
fn published(algorithm: &Algorithm) -> Option<(Key, &'static str)> {
    key(algorithm.key)
}

fn secret(text: &str) -> Key {
    Key::new(Material::Secret(Secret(text.into())), Source::Text(Encoding::Utf8), vec![])
}

fn private(algorithm: &Algorithm) -> Option<String> {
    published(algorithm)?.0.write(Format::JwkPrivate).ok()
}

/// A set of keys, each with its name.
fn set(keys: [(String, &str); 2]) -> Option<String> {
    let [one, other] = keys.map(|(jwk, kid)| with_member(&jwk, "kid", &quoted(kid)));
    Some(format!(r#"{{"keys":[{},{}]}}"#, one?, other?))
}

/// `header` and `content`, encrypted to the key.
fn sealed(header: &str, content: &str, key: &Key, rng: &mut dyn CryptoRng) -> Option<String> {
    let recipients = vec![To { header: None, key }];
    let plaintext = content.as_bytes();
    let draft = jwe::Draft { protected: header, unprotected: None, recipients, aad: None, plaintext };
    jwe::encrypt(&draft, rng).ok()?.compact()
}

fn direct(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let text = SECRET.get(..32)?;
    let token = sealed(r#"{"alg":"dir","enc":"A256GCM","typ":"JWT"}"#, &claims, &secret(text), rng)?;
    Some(Sample::of(token, text.to_owned()))
}

fn rsa(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let (key, kid) = published(&RS256)?;
    let header = format!(r#"{{"alg":"RSA-OAEP-256","enc":"A256GCM","typ":"JWT","kid":"{kid}"}}"#);
    Some(Sample::of(sealed(&header, &claims, &key, rng)?, private(&RS256)?))
}

fn agreement(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let (key, kid) = published(&ES256)?;
    let header = format!(r#"{{"alg":"ECDH-ES","enc":"A128CBC-HS256","typ":"JWT","kid":"{kid}"}}"#);
    Some(Sample::of(sealed(&header, &claims, &key, rng)?, private(&ES256)?))
}

fn password(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let text = "a published sample password";
    let header = r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","typ":"JWT"}"#;
    Some(Sample::of(sealed(header, &claims, &secret(text), rng)?, text.to_owned()))
}

fn recipients(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let ((first, first_kid), (second, second_kid)) = (published(&RS256)?, published(&ES256)?);
    let headers = [("RSA-OAEP-256", first_kid), ("ECDH-ES+A256KW", second_kid)]
        .map(|(alg, kid)| format!(r#"{{"alg":"{alg}","kid":"{kid}"}}"#));
    let recipients = headers.iter().zip([&first, &second]).map(|(header, key)| To { header: Some(header), key });
    let draft = jwe::Draft {
        protected: r#"{"enc":"A256GCM","typ":"JWT"}"#,
        unprotected: None,
        recipients: recipients.collect(),
        aad: None,
        plaintext: claims.as_bytes(),
    };
    let token = jwe::encrypt(&draft, rng).ok()?.general();
    // The second recipient has its key here.
    Some(Sample::of(token, private(&ES256)?))
}

fn nested(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let ((signer, kid), (recipient, to)) = (published(&ES256)?, published(&RS256)?);
    let header = format!(r#"{{"alg":"ES256","typ":"JWT","kid":"{kid}"}}"#);
    let inner = sign::compact(&header, claims.as_bytes(), &ES256, &signer, rng).ok()?;
    let header = format!(r#"{{"alg":"RSA-OAEP-256","enc":"A256GCM","cty":"JWT","kid":"{to}"}}"#);
    let token = sealed(&header, &inner, &recipient, rng)?;
    Some(Sample::of(token, set([(private(&RS256)?, to), (signer.public_jwk()?, kid)])?))
}

/// Protected header, payload and signature, each in base64url.
fn parts(header: &str, claims: &str, algorithm: &Algorithm, key: &Key, rng: &mut dyn CryptoRng) -> Option<[String; 3]> {
    let token = sign::compact(header, claims.as_bytes(), algorithm, key, rng).ok()?;
    let (input, signature) = token.rsplit_once('.')?;
    let (header, payload) = input.split_once('.')?;
    Some([header, payload, signature].map(str::to_owned))
}

fn flattened(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let (key, kid) = published(&ES256)?;
    let [protected, payload, signature] = parts(r#"{"alg":"ES256","typ":"JWT"}"#, &claims, &ES256, &key, rng)?;
    let token = format!(
        r#"{{"payload":"{payload}","protected":"{protected}","header":{{"kid":"{kid}"}},"signature":"{signature}"}}"#
    );
    Some(Sample::of(token, key.public_jwk()?))
}

fn general(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let ((first, first_kid), (second, second_kid)) = (published(&RS256)?, published(&ES256)?);
    let [one, payload, signature] = parts(r#"{"alg":"RS256","typ":"JWT"}"#, &claims, &RS256, &first, rng)?;
    let [other, _, another] = parts(r#"{"alg":"ES256","typ":"JWT"}"#, &claims, &ES256, &second, rng)?;
    let signatures = [(one, first_kid, signature), (other, second_kid, another)].map(|(protected, kid, signature)| {
        format!(r#"{{"protected":"{protected}","header":{{"kid":"{kid}"}},"signature":"{signature}"}}"#)
    });
    let token = format!(r#"{{"payload":"{payload}","signatures":[{}]}}"#, signatures.join(","));
    Some(Sample::of(token, set([(first.public_jwk()?, first_kid), (second.public_jwk()?, second_kid)])?))
}

fn without_content(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let token = sign::compact(r#"{"alg":"HS256"}"#, claims.as_bytes(), &HS256, &secret(SECRET), rng).ok()?;
    let token = detached::without_content(&token.into())?;
    Some(Sample { content: Some(claims), ..Sample::of(token, SECRET.to_owned()) })
}

fn unencoded(claims: String, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let header = r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#;
    let signature = (HS256.sign)(&secret(SECRET), &sign::input(header, claims.as_bytes()), rng).ok()?;
    let payload = quoted(&claims);
    let [protected, signature] = [header.as_bytes(), &signature].map(encode);
    let token = format!(r#"{{"payload":{payload},"protected":"{protected}","signature":"{signature}"}}"#);
    Some(Sample::of(token, SECRET.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::Bytes;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::verify::{VerificationKey, check};
    use crate::session::KeyInput;
    use crate::session::layers::{Layers, Opener, Selected};

    #[test]
    fn each_sample_opens_and_holds_with_the_key_that_comes_with_it() {
        let now = 1_795_304_580;
        for row in ENCRYPTED.iter().chain(&SIGNED) {
            let sample = sample(row.name, now, &mut Counter(7)).unwrap_or_else(|| panic!("{}", row.name));
            let found = crate::extract::find(&sample.token);
            assert_eq!(found.len(), 1, "{}", row.name);
            let field = KeyInput::default().with_text(sample.key.clone());
            let mut opener = Opener { key: &field, derived: &[], rng: &mut Counter(5) };
            let layers = Layers::read(found.first(), Selected::default(), &mut opener);
            let opened: Vec<_> = layers.iter().filter_map(|layer| layer.decryption.as_deref()).collect();
            assert!(opened.iter().all(|decryption| decryption.opened().is_some()), "{}", row.name);
            let content = sample.content.as_ref().map(|text| Bytes::from(text.clone().into_bytes()));
            let shown = layers.shown(Selected::default());
            let view = detached::with_content(shown.view.clone(), content.as_ref());
            let token = view.token.as_ref().expect("a token");
            assert!(token.payload.as_ref().is_some_and(|payload| payload.text.contains("Lovelace")), "{}", row.name);
            if token.form == Form::Jws {
                for index in 0..shown.envelope.count() {
                    let view = detached::with_content(shown.envelope.view(index), content.as_ref());
                    let token = view.token.as_ref().expect("a token");
                    let key = field.read(crate::session::needed(token));
                    let verdict = check(token, VerificationKey::of(key.as_deref()), None, None).verdict;
                    assert!(verdict.is_valid(), "{}: {verdict:?}", row.name);
                }
            }
            assert_eq!(opened.len(), usize::from(ENCRYPTED.iter().any(|other| other.name == row.name)));
            let outer = layers.outer().view.token.clone().expect("a token");
            assert_eq!(name_of(&outer, layers.iter().count()), Some(row.name));
        }
    }
}
