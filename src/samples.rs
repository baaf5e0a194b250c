//! One sample token with its key for each algorithm, signed afresh so that its times are never in the future or long past.
//!
//! The secrets below and the private keys in `samples/` are published with this program. They are there to be seen, they
//! protect nothing, and no system may trust them.

use crate::crypto::{Algorithm, KeyRule};
use crate::key::{Curve, Encoding, Key, Material, Restrictions, Secret, Source, detect};
use crate::sign;
use rand_core::CryptoRng;

/// A token and the text that goes into the key field with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The compact token.
    pub token: String,
    /// The secret as UTF-8, or the public key as PEM.
    pub key: String,
}

/// A published key: the text that signs, the text that verifies, and what it is called.
struct Pair {
    signs: &'static str,
    verifies: &'static str,
    kid: &'static str,
}

/// Seventy-six bytes: enough for each of the three hashes.
const SECRET: &str = "a published sample secret that is long enough for HS512 and protects nothing";

const RSA: Pair =
    Pair { signs: include_str!("samples/rsa.pem"), verifies: include_str!("samples/rsa.pub.pem"), kid: "sample-rsa" };
const P256: Pair = Pair {
    signs: include_str!("samples/p256.pem"),
    verifies: include_str!("samples/p256.pub.pem"),
    kid: "sample-p256",
};
const P384: Pair = Pair {
    signs: include_str!("samples/p384.pem"),
    verifies: include_str!("samples/p384.pub.pem"),
    kid: "sample-p384",
};
const P521: Pair = Pair {
    signs: include_str!("samples/p521.pem"),
    verifies: include_str!("samples/p521.pub.pem"),
    kid: "sample-p521",
};

fn pair(rule: KeyRule) -> Pair {
    match rule {
        KeyRule::Secret { .. } => Pair { signs: SECRET, verifies: SECRET, kid: "sample-secret" },
        KeyRule::Rsa => RSA,
        KeyRule::Ec(Curve::P256) => P256,
        KeyRule::Ec(Curve::P384) => P384,
        KeyRule::Ec(Curve::P521) => P521,
    }
}

/// A sample for `algorithm`, issued shortly before `now` (seconds) and good for an hour.
pub fn sample(algorithm: &'static Algorithm, now: i64, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let pair = pair(algorithm.key);
    let key = match algorithm.key {
        KeyRule::Secret { .. } => Key {
            material: Material::Secret(Secret(pair.signs.into())),
            source: Source::Text(Encoding::Utf8),
            restrictions: Restrictions::default(),
            notes: vec![],
        },
        _ => detect(pair.signs, Encoding::Utf8)?.ok()?,
    };
    let header = format!(r#"{{"alg":"{}","typ":"JWT","kid":"{}"}}"#, algorithm.name, pair.kid);
    // The balance is 2^53 + 1, which a reader that keeps numbers as doubles shows as ...992.
    let payload = format!(
        concat!(
            r#"{{"iss":"https://id.example.org","sub":"248289761001","name":"Ada Lovelace","admin":true,"#,
            r#""balance":9007199254740993,"iat":{},"exp":{}}}"#
        ),
        now.saturating_sub(180),
        now.saturating_add(3420)
    );
    let token = sign::compact(&header, payload.as_bytes(), algorithm, &key, rng).ok()?;
    Some(Sample { token, key: pair.verifies.to_string() })
}
