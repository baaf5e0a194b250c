//! New keys and secrets: as strong as their algorithm, and written as JWKs that say what they are for.
//!
//! Secrets have the length of the hash (RFC 7518 §3.2), or of the key that encrypts. RSA keys are made by the browser where it does that, which is faster
//! by far; [`rsa`] makes them where it does not.

pub mod rsa;

use super::{Algorithm, KeyRule};
use crate::key::{Curve, EdCurve, Format, Key, Material, MlDsa, Pair, Secret, Source, XCurve};
use rand_core::CryptoRng;

/// A kind of key that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A secret of so many bytes.
    Secret(usize),
    /// A pair with a short private part.
    Pair(Pair),
    /// An RSA key of so many bits.
    Rsa(u32),
    /// A password that nobody guesses.
    Password,
}

/// Every kind, and what it is called.
pub static KINDS: [(&str, Kind); 20] = [
    ("Secret, 16 bytes", Kind::Secret(16)),
    ("Secret, 24 bytes", Kind::Secret(24)),
    ("Secret, 32 bytes", Kind::Secret(32)),
    ("Secret, 48 bytes", Kind::Secret(48)),
    ("Secret, 64 bytes", Kind::Secret(64)),
    ("Password, 100 bit", Kind::Password),
    ("RSA, 2048 bit", Kind::Rsa(2048)),
    ("RSA, 3072 bit", Kind::Rsa(3072)),
    ("RSA, 4096 bit", Kind::Rsa(4096)),
    ("EC, P-256", Kind::Pair(Pair::Ec(Curve::P256))),
    ("EC, P-384", Kind::Pair(Pair::Ec(Curve::P384))),
    ("EC, P-521", Kind::Pair(Pair::Ec(Curve::P521))),
    ("EC, secp256k1", Kind::Pair(Pair::Ec(Curve::Secp256k1))),
    ("Ed25519", Kind::Pair(Pair::Okp(EdCurve::Ed25519))),
    ("Ed448", Kind::Pair(Pair::Okp(EdCurve::Ed448))),
    ("X25519", Kind::Pair(Pair::X(XCurve::X25519))),
    ("X448", Kind::Pair(Pair::X(XCurve::X448))),
    ("ML-DSA-44", Kind::Pair(Pair::Akp(MlDsa::MlDsa44))),
    ("ML-DSA-65", Kind::Pair(Pair::Akp(MlDsa::MlDsa65))),
    ("ML-DSA-87", Kind::Pair(Pair::Akp(MlDsa::MlDsa87))),
];

/// The kind that `algorithm` signs with, and what it is called.
pub fn kind_for(algorithm: &Algorithm) -> (&'static str, Kind) {
    let kind = match algorithm.key {
        KeyRule::Secret { advised_bytes } => Kind::Secret(advised_bytes),
        KeyRule::Rsa => Kind::Rsa(2048),
        KeyRule::Ec(curve) => Kind::Pair(Pair::Ec(curve)),
        KeyRule::Okp(curves) => Kind::Pair(Pair::Okp(curves.first().copied().unwrap_or(EdCurve::Ed25519))),
        KeyRule::Akp(set) => Kind::Pair(Pair::Akp(set)),
    };
    KINDS.iter().copied().find(|row| row.1 == kind).unwrap_or(("", kind))
}

/// A new key as a JWK, or a password; `None` for RSA, and where the random source gives nothing of use.
pub fn generate(kind: Kind, rng: &mut dyn CryptoRng) -> Option<String> {
    let mut random = |bytes: usize| {
        let mut private = vec![0; bytes];
        rng.fill_bytes(&mut private);
        private
    };
    match kind {
        Kind::Secret(bytes) => written(Key::new(Material::Secret(Secret(random(bytes))), Source::Jwk, vec![])),
        // A number from 1 to below the order of the curve: what is out of range is drawn again (FIPS 186-5 §A.2.2).
        Kind::Pair(pair) => (0..100).find_map(|_| {
            let mut private = random(pair.private_bytes());
            if pair == Pair::Ec(Curve::P521)
                && let Some(first) = private.first_mut()
            {
                // The order has 521 bits, the sixty-six bytes 528.
                *first &= 1;
            }
            written(pair.of(&private).ok()?)
        }),
        Kind::Password => Some(password(&random(PASSWORD))),
        Kind::Rsa(_) => None,
    }
}

/// So many characters of five bits each.
const PASSWORD: usize = 20;

/// Letters and digits that nobody mistakes for each other, in groups of five.
fn password(random: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = |byte: &u8| ALPHABET.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
    let groups = random.chunks(5).map(|group| group.iter().filter_map(letter).collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// The private key as a JWK named by its thumbprint (RFC 7638); a secret, whose thumbprint could help to guess it, has no
/// name.
pub fn written(mut key: Key) -> Option<String> {
    key.restrictions.kid = key.thumbprint().filter(|_| key.is_private());
    key.write(Format::JwkPrivate).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{ALGORITHMS, tests::Counter};
    use super::*;
    use crate::key::{Encoding, detect};

    #[test]
    fn each_algorithm_signs_and_verifies_with_the_kind_that_is_made_for_it() {
        for row in ALGORITHMS {
            let (name, kind) = kind_for(row);
            assert!(!name.is_empty(), "{}", row.name);
            let Some(text) = generate(kind, &mut Counter(7)) else {
                assert!(matches!(kind, Kind::Rsa(_)), "{name}");
                continue;
            };
            let key = detect(&text, Encoding::Utf8).expect("text").expect("a key");
            let signature = (row.sign)(&key, b"message", &mut Counter(1)).expect("a signature");
            assert_eq!((row.verify)(&key, b"message", &signature), Ok(()), "{name}");
        }
    }

    #[test]
    fn two_keys_are_never_the_same_and_each_has_its_name() {
        let mut rng = Counter(1);
        for (name, kind) in KINDS {
            let (Some(one), Some(other)) = (generate(kind, &mut rng), generate(kind, &mut rng)) else { continue };
            assert_ne!(one, other, "{name}");
            assert_eq!(one.contains("\"kid\""), !matches!(kind, Kind::Secret(_) | Kind::Password), "{name}");
        }
    }

    #[test]
    fn a_secret_has_the_length_of_its_hash() {
        for row in ALGORITHMS {
            if let (_, Kind::Secret(bytes)) = kind_for(row) {
                assert_eq!(Some(bytes), row.hash.map(super::super::Hash::bytes));
            }
        }
    }
}
