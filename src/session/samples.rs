//! One sample token with its key for each algorithm, signed afresh so that its times are never in the future or long past.
//!
//! The secret below, and the private keys that are made of it, are published with this program. They are there to be seen, they
//! protect nothing, and no system may trust them.

pub mod bound;
pub mod disclosed;
pub mod forms;

use crate::base::Size;
use crate::engine::jwa::{Algorithm, KeyRule, generate};
use crate::engine::sign;
use crate::key::{Curve, Encoding, Format, Key, Material, Pair, Secret, Source};
use core::fmt;
use rand_core::CryptoRng;

/// A token and the text that goes into the key field with it.
#[derive(Clone, PartialEq, Eq)]
pub struct Sample {
    /// The token.
    pub token: String,
    /// The secret as UTF-8, the public key, or for an encrypted token the private one.
    pub key: String,
    /// The content, where the token was sent without it.
    pub content: Option<String>,
}

impl Sample {
    fn of(token: String, key: String) -> Sample {
        Sample { token, key, content: None }
    }
}

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sample").field("token", &Size(self.token.len())).field("key", &Size(self.key.len())).finish()
    }
}

/// Seventy-six bytes: enough for each of the three hashes, and for the private part of every key but RSA's.
const SECRET: &str = "a published sample secret that is long enough for HS512 and protects nothing";

/// What the keys of an attacker are made of, in tokens that a verifier has to refuse; published as well.
const ATTACKER: &str = "the published key of nobody, with which tests sign what a verifier must refuse";

/// The published private key for `rule`, and what it is called.
fn key(rule: KeyRule) -> Option<(Key, &'static str)> {
    made(rule, SECRET, [171, 1443])
}

/// Another published private key for `rule`, which stands for that of an attacker.
pub fn attacker(rule: KeyRule) -> Option<Key> {
    Some(made(rule, ATTACKER, [411, 2353])?.0)
}

/// The private key for `rule` that a text gives, and what it is called. RSA takes the primes that come so many steps after it.
fn made(rule: KeyRule, text: &str, steps: [u16; 2]) -> Option<(Key, &'static str)> {
    let (pair, kid) = match rule {
        KeyRule::Secret { .. } => {
            let secret = Material::Secret(Secret(text.into()));
            return Some((Key::new(secret, Source::Text(Encoding::Utf8), vec![]), "sample-secret"));
        }
        KeyRule::Rsa => {
            let [first, second] = steps;
            let [p, q] = [prime(text.bytes(), first), prime(text.bytes().rev(), second)];
            return Some((generate::rsa::from_primes(&p, &q)?, "sample-rsa"));
        }
        KeyRule::Ec(curve) => (Pair::Ec(curve), "sample-ec"),
        KeyRule::Okp(curves) => (Pair::Okp(*curves.first()?), "sample-okp"),
        KeyRule::Akp(set) => (Pair::Akp(set), "sample-akp"),
    };
    let mut private = text.as_bytes().get(..pair.private_bytes())?.to_vec();
    // The order of P-521 begins with 0x01, so a scalar has to begin with less.
    if pair == Pair::Ec(Curve::P521)
        && let Some(first) = private.first_mut()
    {
        *first = 0;
    }
    Some((pair.of(&private).ok()?, kid))
}

/// The prime of 1024 bits that comes `steps` after the number with these bytes, twice over: found once, and no bytes to load.
fn prime(text: impl Iterator<Item = u8> + Clone, steps: u16) -> Vec<u8> {
    let text = text.clone().chain(text).take(126);
    let mut prime: Vec<u8> = text.chain(steps.to_be_bytes()).collect();
    if let Some(first) = prime.first_mut() {
        *first |= 0xc0;
    }
    prime
}

/// The private key or secret of the sample for `algorithm`, as text for the key field.
pub fn signing_key(algorithm: &Algorithm) -> Option<String> {
    let (key, _) = key(algorithm.key)?;
    match &key.material {
        Material::Secret(_) => Some(SECRET.to_owned()),
        _ => key.write(Format::JwkPrivate).ok(),
    }
}

/// A sample for `algorithm`, issued shortly before `now` (seconds) and good for an hour.
pub fn sample(algorithm: &'static Algorithm, now: i64, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let (key, kid) = key(algorithm.key)?;
    let header = format!(r#"{{"alg":"{}","typ":"JWT","kid":"{}"}}"#, algorithm.name, kid);
    let payload = claims(now);
    let token = sign::compact(&header, payload.as_bytes(), algorithm, &key, rng).ok()?;
    let key = match &key.material {
        Material::Secret(_) => SECRET.to_owned(),
        _ => key.public_jwk()?,
    };
    Some(Sample::of(token, key))
}

/// What the samples say, issued shortly before `now` (seconds) and good for an hour.
fn claims(now: i64) -> String {
    // The balance is 2^53 + 1, which a reader that keeps numbers as doubles shows as ...992.
    format!(
        concat!(
            r#"{{"iss":"https://id.example.org","sub":"248289761001","name":"Ada Lovelace","admin":true,"#,
            r#""balance":9007199254740993,"iat":{},"exp":{}}}"#
        ),
        now.saturating_sub(180),
        now.saturating_add(3420)
    )
}
