//! RS256, RS384, RS512 (RSASSA-PKCS1-v1_5, RFC 7518 §3.3) and PS256, PS384, PS512 (RSASSA-PSS, §3.5), both of RFC 8017.
//!
//! Moduli of 512 to 16384 bits and public exponents up to 256 bits (FIPS 186-5 §A.1.1) are used; that is wider than what
//! is safe, because a debugger has to read old keys, too, and narrower than what would freeze the page.

use super::{Algorithm, Failure, Family, Hash, KeyRule, Status};
use crate::base::diagnostic::reason::Unusable;
use crate::crypto::octets::bits;
pub use crate::crypto::rsa::mgf1;
use crate::crypto::rsa::{KeyError, Padding, Private, Public, SignError};
use crate::key::{Key, Material, Rsa};
use crate::spec::Spec;
use rand_core::CryptoRng;

/// RSASSA-PKCS1-v1_5 with SHA-256.
pub static RS256: Algorithm = Algorithm {
    name: "RS256",
    title: "RSASSA-PKCS1-v1_5 with SHA-256",
    family: Family::RsaPkcs1,
    hash: Some(Hash::Sha256),
    key: KeyRule::Rsa,
    spec: Spec::Rfc(7518, "3.3"),
    status: Status::Recommended,
    sign: |key, message, rng| sign(Padding::Pkcs1v15, Hash::Sha256, key, message, rng),
    verify: |key, message, signature| verify(Padding::Pkcs1v15, Hash::Sha256, key, message, signature),
};

/// RSASSA-PKCS1-v1_5 with SHA-384.
pub static RS384: Algorithm = Algorithm {
    name: "RS384",
    title: "RSASSA-PKCS1-v1_5 with SHA-384",
    hash: Some(Hash::Sha384),
    status: Status::Optional,
    sign: |key, message, rng| sign(Padding::Pkcs1v15, Hash::Sha384, key, message, rng),
    verify: |key, message, signature| verify(Padding::Pkcs1v15, Hash::Sha384, key, message, signature),
    ..RS256
};

/// RSASSA-PKCS1-v1_5 with SHA-512.
pub static RS512: Algorithm = Algorithm {
    name: "RS512",
    title: "RSASSA-PKCS1-v1_5 with SHA-512",
    hash: Some(Hash::Sha512),
    status: Status::Optional,
    sign: |key, message, rng| sign(Padding::Pkcs1v15, Hash::Sha512, key, message, rng),
    verify: |key, message, signature| verify(Padding::Pkcs1v15, Hash::Sha512, key, message, signature),
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
    sign: |key, message, rng| sign(Padding::Pss, Hash::Sha256, key, message, rng),
    verify: |key, message, signature| verify(Padding::Pss, Hash::Sha256, key, message, signature),
};

/// RSASSA-PSS with SHA-384.
pub static PS384: Algorithm = Algorithm {
    name: "PS384",
    title: "RSASSA-PSS with SHA-384",
    hash: Some(Hash::Sha384),
    sign: |key, message, rng| sign(Padding::Pss, Hash::Sha384, key, message, rng),
    verify: |key, message, signature| verify(Padding::Pss, Hash::Sha384, key, message, signature),
    ..PS256
};

/// RSASSA-PSS with SHA-512.
pub static PS512: Algorithm = Algorithm {
    name: "PS512",
    title: "RSASSA-PSS with SHA-512",
    hash: Some(Hash::Sha512),
    sign: |key, message, rng| sign(Padding::Pss, Hash::Sha512, key, message, rng),
    verify: |key, message, signature| verify(Padding::Pss, Hash::Sha512, key, message, signature),
    ..PS256
};

fn sign(padding: Padding, hash: Hash, key: &Key, message: &[u8], rng: &mut dyn CryptoRng) -> Result<Vec<u8>, Failure> {
    let key = rsa(key)?;
    let private = key.private.as_ref().ok_or(Failure::NeedsPrivateKey)?;
    let primes: Vec<&[u8]> = private.primes.iter().map(|prime| prime.0.as_slice()).collect();
    let private = Private { d: &private.d.0, primes: &primes };
    public(key)?
        .sign(private, padding, hash, &hash.digest(message), rng)
        .map_err(|error| Failure::BadKey(private_unusable(error)))
}

/// Why a private key cannot be used.
pub fn private_unusable(error: SignError) -> Unusable {
    match error {
        SignError::Inconsistent => Unusable::Inconsistent,
        SignError::PrimesMissing => Unusable::PrimesMissing,
        SignError::TooSmall => Unusable::ModulusSmall,
        SignError::ManyPrimes => Unusable::ManyPrimes,
        SignError::UnequalPrimes => Unusable::UnequalPrimes,
        SignError::Size => Unusable::Size,
    }
}

/// The public key of these numbers, or why they cannot be used.
pub fn usable(key: &Rsa) -> Result<Public, Unusable> {
    Public::new(&key.n, &key.e).map_err(|error| match error {
        KeyError::ModulusBits(bits, least, most) => Unusable::ModulusBits(bits, least, most),
        KeyError::ModulusEven => Unusable::ModulusEven,
        KeyError::ExponentSmall => Unusable::ExponentSmall,
        KeyError::ExponentBits(bits, most) => Unusable::ExponentBits(bits, most),
        KeyError::Work(exponent, modulus, most) => Unusable::Work(exponent, modulus, most),
    })
}

fn verify(padding: Padding, hash: Hash, key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    let key = public(rsa(key)?)?;
    if signature.len() != key.size() {
        return Err(Failure::Length { expected: key.size(), got: signature.len() });
    }
    if key.verify(padding, hash, &hash.digest(message), signature) { Ok(()) } else { Err(Failure::Mismatch) }
}

/// The encoded message that `signature` stands for under `key`: RSAVP1 (RFC 8017 §5.2.2), as many bytes as the modulus.
///
/// `None` if the signature has another length or is not below the modulus: then this key cannot have made it.
pub fn opened(key: &Rsa, signature: &[u8]) -> Option<Vec<u8>> {
    public(key).ok()?.open(signature)
}

/// The size of the modulus, in bits.
pub fn modulus_bits(key: &Rsa) -> usize {
    bits(&key.n)
}

fn public(key: &Rsa) -> Result<Public, Failure> {
    usable(key).map_err(Failure::BadKey)
}

fn rsa(key: &Key) -> Result<&Rsa, Failure> {
    match &key.material {
        Material::Rsa(rsa) => Ok(rsa),
        _ => Err(Failure::WrongKey),
    }
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

    fn refusal(n: &[u8], e: &[u8]) -> Option<Failure> {
        (RS256.verify)(&key(n, e, None), b"message", &[0; 64]).err()
    }

    #[test]
    fn a_number_that_is_no_rsa_key_is_refused_with_the_reason() {
        let check = |n: &[u8], e: &[u8], why| assert_eq!(refusal(n, e), Some(Failure::BadKey(why)));
        check(&[], &[1, 0, 1], Unusable::ModulusBits(0, 512, 16_384));
        check(&[0xff; 63], &[1, 0, 1], Unusable::ModulusBits(504, 512, 16_384));
        check(&[0xff; 2049], &[1, 0, 1], Unusable::ModulusBits(16_392, 512, 16_384));
        check(&[0xfe; 64], &[1, 0, 1], Unusable::ModulusEven);
        check(&[0xff; 64], &[], Unusable::ExponentSmall);
        check(&[0xff; 64], &[1], Unusable::ExponentSmall);
        check(&[0xff; 64], &[4], Unusable::ExponentSmall);
        check(&[0xff; 64], &[0xff; 33], Unusable::ExponentBits(264, 256));
        assert_eq!(refusal(&[0xff; 64], &[3]), Some(Failure::Mismatch));
    }

    #[test]
    fn private_numbers_that_do_not_belong_to_the_public_ones_are_refused() {
        let check = |d: &[u8], primes: &[&[u8]]| {
            let primes = primes.iter().map(|prime| Secret(prime.to_vec())).collect();
            let key = key(&[0xff; 64], &[1, 0, 1], Some(RsaPrivate { d: Secret(d.to_vec()), primes }));
            let answer = (RS256.sign)(&key, b"message", &mut crate::engine::jwa::tests::Counter(0));
            assert_eq!(answer, Err(Failure::BadKey(Unusable::Inconsistent)));
        };
        check(&[], &[]);
        check(&[1], &[]);
        check(&[0xff; 4096], &[]);
        check(&[0x7f; 64], &[]);
        check(&[0x7f; 64], &[&[3], &[5]]);
        check(&[0x7f; 64], &[&[0], &[0]]);
        check(&[0x7f; 64], &[&[3]]);
    }
}
