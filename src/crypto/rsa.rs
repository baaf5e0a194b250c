//! RS256, RS384, RS512 (RSASSA-PKCS1-v1_5, RFC 7518 §3.3) and PS256, PS384, PS512 (RSASSA-PSS, §3.5), both of RFC 8017.
//!
//! Moduli of 512 to 16384 bits and public exponents up to 256 bits (FIPS 186-5 §A.1.1) are used; that is wider than what
//! is safe, because a debugger has to read old keys, too, and narrower than what would freeze the page.

mod padding;

use super::{Algorithm, Failure, Family, Hash, KeyRule, Status};
use crate::key::integer::{
    add, bits, inverse, is_even, less, multiply, power, remainder, strip, subtract, subtract_modulo, whole,
};
use crate::key::{Key, Material, Rsa, RsaPrivate};
use crate::spec::Spec;
use core::ops::RangeInclusive;
pub use padding::mgf1;
use rand_core::CryptoRng;

/// Sizes of a modulus that are used, in bits.
pub const MODULUS_BITS: RangeInclusive<usize> = 512..=16384;
/// The longest public exponent that is used, in bits.
pub const EXPONENT_BITS: usize = 256;
/// The most bits of modulus times bits of exponent, so that a check of 16384 bits takes a fraction of a second.
const LARGEST_WORK: usize = 4096 * EXPONENT_BITS;

/// RSASSA-PKCS1-v1_5 with SHA-256.
pub static RS256: Algorithm = Algorithm {
    name: "RS256",
    title: "RSASSA-PKCS1-v1_5 with SHA-256",
    family: Family::RsaPkcs1,
    hash: Some(Hash::Sha256),
    key: KeyRule::Rsa,
    spec: Spec::Rfc(7518, "3.3"),
    status: Status::Recommended,
    sign: |key, message, _| sign_pkcs1(Hash::Sha256, key, message),
    verify: |key, message, signature| verify_pkcs1(Hash::Sha256, key, message, signature),
};

/// RSASSA-PKCS1-v1_5 with SHA-384.
pub static RS384: Algorithm = Algorithm {
    name: "RS384",
    title: "RSASSA-PKCS1-v1_5 with SHA-384",
    hash: Some(Hash::Sha384),
    status: Status::Optional,
    sign: |key, message, _| sign_pkcs1(Hash::Sha384, key, message),
    verify: |key, message, signature| verify_pkcs1(Hash::Sha384, key, message, signature),
    ..RS256
};

/// RSASSA-PKCS1-v1_5 with SHA-512.
pub static RS512: Algorithm = Algorithm {
    name: "RS512",
    title: "RSASSA-PKCS1-v1_5 with SHA-512",
    hash: Some(Hash::Sha512),
    status: Status::Optional,
    sign: |key, message, _| sign_pkcs1(Hash::Sha512, key, message),
    verify: |key, message, signature| verify_pkcs1(Hash::Sha512, key, message, signature),
    ..RS256
};

/// RSASSA-PSS with SHA-256. As in all three, MGF1 has the same hash and the salt its length (RFC 7518 §3.5).
pub static PS256: Algorithm = Algorithm {
    name: "PS256",
    title: "RSASSA-PSS with SHA-256",
    family: Family::RsaPss,
    hash: Some(Hash::Sha256),
    key: KeyRule::Rsa,
    spec: Spec::Rfc(7518, "3.5"),
    status: Status::Optional,
    sign: |key, message, rng| sign_pss(Hash::Sha256, key, message, rng),
    verify: |key, message, signature| verify_pss(Hash::Sha256, key, message, signature),
};

/// RSASSA-PSS with SHA-384.
pub static PS384: Algorithm = Algorithm {
    name: "PS384",
    title: "RSASSA-PSS with SHA-384",
    hash: Some(Hash::Sha384),
    sign: |key, message, rng| sign_pss(Hash::Sha384, key, message, rng),
    verify: |key, message, signature| verify_pss(Hash::Sha384, key, message, signature),
    ..PS256
};

/// RSASSA-PSS with SHA-512.
pub static PS512: Algorithm = Algorithm {
    name: "PS512",
    title: "RSASSA-PSS with SHA-512",
    hash: Some(Hash::Sha512),
    sign: |key, message, rng| sign_pss(Hash::Sha512, key, message, rng),
    verify: |key, message, signature| verify_pss(Hash::Sha512, key, message, signature),
    ..PS256
};

/// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.1).
fn sign_pkcs1(hash: Hash, key: &Key, message: &[u8]) -> Result<Vec<u8>, Failure> {
    let key = rsa(key)?;
    let block = padding::pkcs1(hash, &hash.digest(message), size(key)).ok_or_else(|| too_small(hash))?;
    private_power(key, &block)
}

/// RFC 8017 §8.2.2: what the signature opens to is the one block that it can be.
fn verify_pkcs1(hash: Hash, key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    let (block, key) = checked(key, signature)?;
    same(block, padding::pkcs1(hash, &hash.digest(message), size(key)))
}

/// RSASSA-PSS (RFC 8017 §8.1.1) with a salt as long as the hash.
fn sign_pss(hash: Hash, key: &Key, message: &[u8], rng: &mut dyn CryptoRng) -> Result<Vec<u8>, Failure> {
    let key = rsa(key)?;
    let mut salt = vec![0; hash.bytes()];
    rng.fill_bytes(&mut salt);
    let block = padding::pss(hash, &hash.digest(message), &salt, modulus_bits(key)).ok_or_else(|| too_small(hash))?;
    private_power(key, &block)
}

/// RFC 8017 §8.1.2.
fn verify_pss(hash: Hash, key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    let (block, key) = checked(key, signature)?;
    let salt = block.as_deref().and_then(|block| padding::salt(hash, block, modulus_bits(key)));
    // The salt decides the block, so the block is right if it is that of this salt.
    let expected = salt
        .filter(|salt| salt.len() == hash.bytes())
        .and_then(|salt| padding::pss(hash, &hash.digest(message), &salt, modulus_bits(key)));
    // It may be a byte shorter than the modulus.
    same(block, expected.map(|block| whole(&block, size(key))))
}

fn same(block: Option<Vec<u8>>, expected: Option<Vec<u8>>) -> Result<(), Failure> {
    if block.is_some() && block == expected { Ok(()) } else { Err(Failure::Mismatch) }
}

/// What a signature opens to, with a key and a signature that may be tried.
fn checked<'a>(key: &'a Key, signature: &[u8]) -> Result<(Option<Vec<u8>>, &'a Rsa), Failure> {
    let key = rsa(key)?;
    usable(key)?;
    match signature.len() {
        got if got == size(key) => Ok((opened(key, signature), key)),
        got => Err(Failure::Length { expected: size(key), got }),
    }
}

/// The encoded message that `signature` stands for under `key`: RSAVP1 (RFC 8017 §5.2.2), as many bytes as the modulus.
///
/// `None` if the signature has another length or is not below the modulus: then this key cannot have made it.
pub fn opened(key: &Rsa, signature: &[u8]) -> Option<Vec<u8>> {
    usable(key).ok()?;
    if signature.len() != size(key) || !less(signature, &key.n) {
        return None;
    }
    Some(whole(&power(signature, &key.e, &key.n)?, size(key)))
}

/// RSASP1 (RFC 8017 §5.2.1): by the primes if there are two, which is faster, else by `d` alone. The outcome is checked with the
/// public key, so that a damaged key gives no signature, and none that would give the primes away.
fn private_power(key: &Rsa, block: &[u8]) -> Result<Vec<u8>, Failure> {
    let private = key.private.as_ref().ok_or(Failure::NeedsPrivateKey)?;
    usable(key)?;
    // Checked before any arithmetic, whose time grows with what is written.
    let fits = |part: &[u8]| (2..=bits(&key.n)).contains(&bits(part)) && !is_even(part);
    if !fits(&private.d.0) || !private.primes.iter().all(|prime| fits(&prime.0)) {
        return Err(inconsistent());
    }
    let found = match private.primes.as_slice() {
        [p, q] => by_primes(private, block, &p.0, &q.0),
        // The other prime is missing: parts of the key were lost.
        [_] => None,
        _ => power(block, &private.d.0, &key.n),
    };
    let signature = found.ok_or_else(inconsistent)?;
    let right = power(&signature, &key.e, &key.n).is_some_and(|again| again == strip(block));
    if right { Ok(whole(&signature, size(key))) } else { Err(inconsistent()) }
}

/// `block` to the `d`, by the Chinese remainder theorem (RFC 8017 §5.1.2, step 2b).
fn by_primes(private: &RsaPrivate, block: &[u8], p: &[u8], q: &[u8]) -> Option<Vec<u8>> {
    let part = |prime: &[u8]| {
        let exponent = remainder(&private.d.0, &subtract(prime, &[1]));
        power(&remainder(block, prime), &exponent, prime)
    };
    let (of_p, of_q) = (part(p)?, part(q)?);
    let difference = subtract_modulo(&of_p, &remainder(&of_q, p), p);
    let factor = remainder(&multiply(&inverse(q, p)?, &difference), p);
    Some(add(&of_q, &multiply(&factor, q)))
}

/// The length of the modulus, in bytes.
fn size(key: &Rsa) -> usize {
    modulus_bits(key).div_ceil(8)
}

/// The size of the modulus, in bits.
pub fn modulus_bits(key: &Rsa) -> usize {
    bits(&key.n)
}

fn rsa(key: &Key) -> Result<&Rsa, Failure> {
    match &key.material {
        Material::Rsa(rsa) => Ok(rsa),
        _ => Err(Failure::WrongKey),
    }
}

/// Whether the numbers are a public key, of a size that is used.
fn usable(key: &Rsa) -> Result<(), Failure> {
    let refuse = |why: String| Err(Failure::BadKey(why));
    let (n, e) = (bits(&key.n), bits(&key.e));
    if !MODULUS_BITS.contains(&n) {
        return refuse(format!(
            "the modulus has {n} bits; {} to {} can be used",
            MODULUS_BITS.start(),
            MODULUS_BITS.end()
        ));
    }
    if is_even(&key.n) {
        return refuse("the modulus is even, so it is not a product of two odd primes".into());
    }
    if e < 2 || is_even(&key.e) {
        return refuse("the public exponent is not an odd number of 3 or more".into());
    }
    if e > EXPONENT_BITS || e >= n {
        return refuse(format!("the public exponent has {e} bits; up to {EXPONENT_BITS} can be used"));
    }
    if n * e > LARGEST_WORK {
        return refuse(format!(
            "a public exponent of {e} bits with a modulus of {n} would keep the page busy for too long; up to {} bits can be used",
            LARGEST_WORK / n
        ));
    }
    Ok(())
}

fn inconsistent() -> Failure {
    Failure::BadKey("the private part of the key does not belong to its public part".into())
}

fn too_small(hash: Hash) -> Failure {
    Failure::BadKey(format!("the modulus is too small for a signature with {}", hash.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{RsaPrivate, Secret, Source};

    /// A key with these integers.
    fn key(n: &[u8], e: &[u8], private: Option<RsaPrivate>) -> Key {
        let material = Material::Rsa(Rsa { n: n.to_vec(), e: e.to_vec(), private });
        Key::new(material, Source::Jwk, vec![])
    }

    fn refusal(n: &[u8], e: &[u8]) -> String {
        match (RS256.verify)(&key(n, e, None), b"message", &[0; 64]) {
            Err(Failure::BadKey(why)) => why,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_number_that_is_no_rsa_key_is_refused_with_the_reason() {
        let check = |n: &[u8], e: &[u8], words: &str| assert!(refusal(n, e).contains(words), "{}", refusal(n, e));
        check(&[], &[1, 0, 1], "the modulus has 0 bits");
        check(&[0xff; 63], &[1, 0, 1], "the modulus has 504 bits");
        check(&[0xff; 2049], &[1, 0, 1], "the modulus has 16392 bits");
        check(&[0xfe; 64], &[1, 0, 1], "even");
        check(&[0xff; 64], &[], "odd number of 3 or more");
        check(&[0xff; 64], &[1], "odd number of 3 or more");
        check(&[0xff; 64], &[4], "odd number of 3 or more");
        check(&[0xff; 64], &[0xff; 33], "264 bits");
        check(&[0xff; 64], &[3], "Mismatch");
    }

    #[test]
    fn private_numbers_that_do_not_belong_to_the_public_ones_are_refused() {
        let check = |d: &[u8], primes: &[&[u8]], words: &str| {
            let primes = primes.iter().map(|prime| Secret(prime.to_vec())).collect();
            let key = key(&[0xff; 64], &[1, 0, 1], Some(RsaPrivate { d: Secret(d.to_vec()), primes }));
            let answer = (RS256.sign)(&key, b"message", &mut crate::crypto::tests::Counter(0));
            assert!(matches!(&answer, Err(Failure::BadKey(why)) if why.contains(words)), "{answer:?}");
        };
        check(&[], &[], "does not belong");
        check(&[1], &[], "does not belong");
        check(&[0xff; 4096], &[], "does not belong");
        check(&[0x7f; 64], &[], "does not belong");
        check(&[0x7f; 64], &[&[3], &[5]], "does not belong");
        check(&[0x7f; 64], &[&[0], &[0]], "does not belong");
        check(&[0x7f; 64], &[&[3]], "does not belong");
    }
}
