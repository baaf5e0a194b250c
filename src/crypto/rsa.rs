//! RS256, RS384, RS512 (RSASSA-PKCS1-v1_5, RFC 7518 §3.3) and PS256, PS384, PS512 (RSASSA-PSS, §3.5), both of RFC 8017.
//!
//! Moduli of 512 to 16384 bits and public exponents up to 256 bits (FIPS 186-5 §A.1.1) are used; that is wider than what
//! is safe, because a debugger has to read old keys, too, and narrower than what would freeze the page.

use super::{Algorithm, Failure, Family, Hash, KeyRule, Status};
use crate::key::{Key, Material, Rsa};
use crate::spec::Spec;
use ::rsa::hazmat::rsa_encrypt;
use ::rsa::traits::{PublicKeyParts, SignatureScheme};
use ::rsa::{BoxedUint, Pkcs1v15Sign, Pss, RsaPrivateKey, RsaPublicKey};
use core::ops::RangeInclusive;
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
    sign: |key, message, rng| sign(pkcs1(Hash::Sha256), Hash::Sha256, key, message, rng),
    verify: |key, message, signature| verify(pkcs1(Hash::Sha256), Hash::Sha256, key, message, signature),
};

/// RSASSA-PKCS1-v1_5 with SHA-384.
pub static RS384: Algorithm = Algorithm {
    name: "RS384",
    title: "RSASSA-PKCS1-v1_5 with SHA-384",
    hash: Some(Hash::Sha384),
    status: Status::Optional,
    sign: |key, message, rng| sign(pkcs1(Hash::Sha384), Hash::Sha384, key, message, rng),
    verify: |key, message, signature| verify(pkcs1(Hash::Sha384), Hash::Sha384, key, message, signature),
    ..RS256
};

/// RSASSA-PKCS1-v1_5 with SHA-512.
pub static RS512: Algorithm = Algorithm {
    name: "RS512",
    title: "RSASSA-PKCS1-v1_5 with SHA-512",
    hash: Some(Hash::Sha512),
    status: Status::Optional,
    sign: |key, message, rng| sign(pkcs1(Hash::Sha512), Hash::Sha512, key, message, rng),
    verify: |key, message, signature| verify(pkcs1(Hash::Sha512), Hash::Sha512, key, message, signature),
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
    sign: |key, message, rng| sign(Pss::<sha2::Sha256>::new(), Hash::Sha256, key, message, rng),
    verify: |key, message, signature| verify(Pss::<sha2::Sha256>::new(), Hash::Sha256, key, message, signature),
};

/// RSASSA-PSS with SHA-384.
pub static PS384: Algorithm = Algorithm {
    name: "PS384",
    title: "RSASSA-PSS with SHA-384",
    hash: Some(Hash::Sha384),
    sign: |key, message, rng| sign(Pss::<sha2::Sha384>::new(), Hash::Sha384, key, message, rng),
    verify: |key, message, signature| verify(Pss::<sha2::Sha384>::new(), Hash::Sha384, key, message, signature),
    ..PS256
};

/// RSASSA-PSS with SHA-512.
pub static PS512: Algorithm = Algorithm {
    name: "PS512",
    title: "RSASSA-PSS with SHA-512",
    hash: Some(Hash::Sha512),
    sign: |key, message, rng| sign(Pss::<sha2::Sha512>::new(), Hash::Sha512, key, message, rng),
    verify: |key, message, signature| verify(Pss::<sha2::Sha512>::new(), Hash::Sha512, key, message, signature),
    ..PS256
};

fn pkcs1(hash: Hash) -> Pkcs1v15Sign {
    Pkcs1v15Sign { hash_len: Some(hash.bytes()), prefix: hash.digest_info().into() }
}

fn sign<S: SignatureScheme>(
    scheme: S,
    hash: Hash,
    key: &Key,
    message: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, Failure> {
    let private = private(rsa(key)?)?;
    scheme.sign(Some(rng), &private, &hash.digest(message)).map_err(|error| match error {
        ::rsa::Error::MessageTooLong | ::rsa::Error::Internal => too_small(hash),
        _ => inconsistent(),
    })
}

fn verify<S: SignatureScheme>(
    scheme: S,
    hash: Hash,
    key: &Key,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Failure> {
    let public = public(rsa(key)?)?;
    if signature.len() != public.size() {
        return Err(Failure::Length { expected: public.size(), got: signature.len() });
    }
    public.verify(scheme, &hash.digest(message), signature).map_err(|_| Failure::Mismatch)
}

/// The encoded message that `signature` stands for under `key`: RSAVP1 (RFC 8017 §5.2.2), as many bytes as the modulus.
///
/// `None` if the signature has another length or is not below the modulus: then this key cannot have made it.
pub fn opened(key: &Rsa, signature: &[u8]) -> Option<Vec<u8>> {
    let public = public(key).ok()?;
    let bytes = public.size();
    if signature.len() != bytes {
        return None;
    }
    let s = BoxedUint::from_be_slice(signature, public.n_bits_precision()).ok()?;
    if s >= *public.n().as_ref() {
        return None;
    }
    let message = rsa_encrypt(&public, &s).ok()?.to_be_bytes();
    // Storage comes in whole words, so there may be zeros in front that are not part of the block.
    message.get(message.len().checked_sub(bytes)?..).map(<[u8]>::to_vec)
}

/// The size of the modulus, in bits.
pub fn modulus_bits(key: &Rsa) -> usize {
    bits(&key.n)
}

fn bits(integer: &[u8]) -> usize {
    let mut digits = integer.iter().skip_while(|byte| **byte == 0);
    let first = digits.next().map_or(0, |byte| 8 - byte.leading_zeros() as usize);
    first + 8 * digits.count()
}

fn rsa(key: &Key) -> Result<&Rsa, Failure> {
    match &key.material {
        Material::Rsa(rsa) => Ok(rsa),
        _ => Err(Failure::WrongKey),
    }
}

fn public(key: &Rsa) -> Result<RsaPublicKey, Failure> {
    let refuse = |why: String| Err(Failure::BadKey(why));
    let (n, e) = (bits(&key.n), bits(&key.e));
    if !MODULUS_BITS.contains(&n) {
        return refuse(format!(
            "the modulus has {n} bits; {} to {} can be used",
            MODULUS_BITS.start(),
            MODULUS_BITS.end()
        ));
    }
    if key.n.last().is_none_or(|last| last % 2 == 0) {
        return refuse("the modulus is even, so it is not a product of two odd primes".into());
    }
    if e < 2 || key.e.last().is_none_or(|last| last % 2 == 0) {
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
    Ok(RsaPublicKey::new_unchecked(integer(&key.n), integer(&key.e)))
}

fn private(key: &Rsa) -> Result<RsaPrivateKey, Failure> {
    let private = key.private.as_ref().ok_or(Failure::NeedsPrivateKey)?;
    public(key)?;
    // Checked before any arithmetic: the integers below are allocated as long as they are written.
    let fits = |part: &[u8]| (2..=bits(&key.n)).contains(&bits(part)) && part.last().is_some_and(|last| last % 2 == 1);
    if !fits(&private.d.0) || private.primes.len() > 16 || !private.primes.iter().all(|prime| fits(&prime.0)) {
        return Err(inconsistent());
    }
    let primes = private.primes.iter().map(|prime| integer(&prime.0)).collect();
    RsaPrivateKey::from_components_with_large_exponent(integer(&key.n), integer(&key.e), integer(&private.d.0), primes)
        .map_err(|_| match private.primes.is_empty() {
            // The factors are computed from d (NIST SP 800-56B, appendix C.2), which the crate does for exponents over 2^16.
            true => Failure::BadKey(
                "the private key has no prime factors, and they cannot be computed from the rest".into(),
            ),
            false => inconsistent(),
        })
}

fn integer(bytes: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(bytes)
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
        check(&[0x7f; 64], &[], "no prime factors");
        check(&[0x7f; 64], &[&[3], &[5]], "does not belong");
        check(&[0x7f; 64], &[&[0], &[0]], "does not belong");
        check(&[0x7f; 64], &[&[3]], "does not belong");
    }

    #[test]
    fn bits_are_counted_without_leading_zeros() {
        let check = |bytes: &[u8], count: usize| assert_eq!(bits(bytes), count);
        check(&[], 0);
        check(&[0, 0], 0);
        check(&[1], 1);
        check(&[0, 0x80, 0], 16);
    }
}
