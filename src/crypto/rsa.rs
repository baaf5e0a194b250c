//! RSA (RFC 8017) by the crate `rsa`: RSASSA-PKCS1-v1_5 and RSASSA-PSS, and the public-key operation alone, which shows what
//! was signed.
//!
//! The crate's own limits (moduli of 1024 to 8192 bits, exponents of up to 33) are passed by, as a debugger has to look at old
//! keys, too. The limits here bound the work instead.

mod crt;
mod encryption;
mod generate;

use super::Hash;
use super::octets::{bits, is_even, less, pad};
use ::rsa::hazmat::rsa_encrypt;
use ::rsa::traits::PublicKeyParts;
use ::rsa::{BoxedUint, PrivateKey, PublicKey};
use core::ops::RangeInclusive;
pub use crt::{OF_OTHER, OF_TWO, Octets, crt_numbers, factors, is_product};
pub use encryption::{Blocked, OaepHash, oaep_message};
pub use generate::{Generated, Search};
use rand_core::CryptoRng;
use sha2::{Sha256, Sha384, Sha512};

/// Sizes of a modulus that are used, in bits.
const MODULUS_BITS: RangeInclusive<usize> = 512..=16384;
/// The longest public exponent that is used, in bits (FIPS 186-5 §A.1.1).
const EXPONENT_BITS: usize = 256;
/// The most bits of modulus times bits of exponent, so that a check of 16384 bits takes a fraction of a second.
const LARGEST_WORK: usize = 4096 * EXPONENT_BITS;
/// Keys of more primes are not computed with.
const MAX_PRIMES: usize = 16;

/// How a hash becomes the number that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Padding {
    /// EMSA-PKCS1-v1_5 (RFC 8017 §9.2).
    Pkcs1v15,
    /// EMSA-PSS (RFC 8017 §9.1) with the same hash in MGF1 and a salt of its length (RFC 7518 §3.5).
    Pss,
}

/// A public key of a size that is computed with.
pub struct Public(PublicKey);

/// The numbers of a private key, as they came.
#[derive(Clone, Copy)]
pub struct Private<'a> {
    /// The private exponent.
    pub d: &'a [u8],
    /// The primes; they may be missing.
    pub primes: &'a [&'a [u8]],
}

/// Why nothing was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignError {
    /// The private numbers do not belong to the public ones.
    Inconsistent,
    /// The primes are missing, and there are more than two.
    PrimesMissing,
    /// The modulus has no room for the padded hash.
    TooSmall,
    /// There are more primes than are computed with.
    ManyPrimes,
    /// There are two primes of different lengths, and the public exponent has more than 33 bits.
    UnequalPrimes,
    /// Keys of this size are not decrypted with.
    Size,
}

/// Why numbers are no public key, or none of a size that is computed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// The modulus has so many bits, where these are the least and the most.
    ModulusBits(usize, usize, usize),
    /// The modulus is even, so it is not a product of two odd primes.
    ModulusEven,
    /// The public exponent is not an odd number of 3 or more.
    ExponentSmall,
    /// The public exponent has so many bits, where this is the most.
    ExponentBits(usize, usize),
    /// An exponent of so many bits with a modulus of so many takes too long; with that modulus it may have this many.
    Work(usize, usize, usize),
}

impl Public {
    /// The key of modulus and exponent.
    ///
    /// # Errors
    /// Why they are no key, or none of a size that is computed with.
    pub fn new(n: &[u8], e: &[u8]) -> Result<Public, KeyError> {
        let (modulus, exponent) = (bits(n), bits(e));
        if !MODULUS_BITS.contains(&modulus) {
            return Err(KeyError::ModulusBits(modulus, *MODULUS_BITS.start(), *MODULUS_BITS.end()));
        }
        if is_even(n) {
            return Err(KeyError::ModulusEven);
        }
        if exponent < 2 || is_even(e) {
            return Err(KeyError::ExponentSmall);
        }
        if exponent > EXPONENT_BITS || exponent >= modulus {
            return Err(KeyError::ExponentBits(exponent, EXPONENT_BITS));
        }
        if modulus * exponent > LARGEST_WORK {
            return Err(KeyError::Work(exponent, modulus, LARGEST_WORK / modulus));
        }
        Ok(Public(PublicKey::new_unchecked(number(n), number(e))))
    }

    /// The length of the modulus, and of a signature, in bytes.
    pub fn size(&self) -> usize {
        self.0.size()
    }

    /// Whether `signature` is one of a message with this digest.
    pub fn verify(&self, padding: Padding, hash: Hash, digest: &[u8], signature: &[u8]) -> bool {
        let key = &self.0;
        match (padding, hash) {
            (Padding::Pkcs1v15, Hash::Sha256) => key.pkcs1v15_verify_prehash::<Sha256>(digest, signature),
            (Padding::Pkcs1v15, Hash::Sha384) => key.pkcs1v15_verify_prehash::<Sha384>(digest, signature),
            (Padding::Pkcs1v15, Hash::Sha512) => key.pkcs1v15_verify_prehash::<Sha512>(digest, signature),
            (Padding::Pss, Hash::Sha256) => key.pss_verify_prehash::<Sha256>(digest, signature),
            (Padding::Pss, Hash::Sha384) => key.pss_verify_prehash::<Sha384>(digest, signature),
            (Padding::Pss, Hash::Sha512) => key.pss_verify_prehash::<Sha512>(digest, signature),
        }
        .is_ok()
    }

    /// The encoded message that `signature` stands for: RSAVP1 (RFC 8017 §5.2.2), as many bytes as the modulus. `None` if the
    /// signature has another length or is not below the modulus: then this key cannot have made it.
    pub fn open(&self, signature: &[u8]) -> Option<Vec<u8>> {
        let n = self.0.n_bytes();
        if signature.len() != n.len() || !less(signature, &n) {
            return None;
        }
        let number = BoxedUint::from_be_slice(signature, self.0.n_bits_precision()).ok()?;
        Some(pad(&rsa_encrypt(&self.0, &number).ok()?.to_be_bytes_trimmed_vartime(), n.len()))
    }

    /// The signature of a message with this digest. It is made with blinding, and checked with the public key before it is
    /// returned, so that a damaged key gives no signature, and none that would give the primes away.
    ///
    /// # Errors
    /// The private numbers cannot be used, or the key is too small.
    pub fn sign(
        &self,
        private: Private,
        padding: Padding,
        hash: Hash,
        digest: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Vec<u8>, SignError> {
        let bits = self.0.n().bit_width() as usize;
        let has_room = match padding {
            Padding::Pkcs1v15 => self.size() >= hash.digest_info().len() + hash.bytes() + 11,
            Padding::Pss => bits.saturating_sub(1).div_ceil(8) >= 2 * hash.bytes() + 2,
        };
        if !has_room {
            return Err(SignError::TooSmall);
        }
        let key = self.private(private)?;
        match (padding, hash) {
            (Padding::Pkcs1v15, Hash::Sha256) => key.pkcs1v15_sign_prehash_with_rng::<Sha256, _>(rng, digest),
            (Padding::Pkcs1v15, Hash::Sha384) => key.pkcs1v15_sign_prehash_with_rng::<Sha384, _>(rng, digest),
            (Padding::Pkcs1v15, Hash::Sha512) => key.pkcs1v15_sign_prehash_with_rng::<Sha512, _>(rng, digest),
            (Padding::Pss, Hash::Sha256) => key.pss_sign_prehash_with_rng::<Sha256, _>(rng, digest),
            (Padding::Pss, Hash::Sha384) => key.pss_sign_prehash_with_rng::<Sha384, _>(rng, digest),
            (Padding::Pss, Hash::Sha512) => key.pss_sign_prehash_with_rng::<Sha512, _>(rng, digest),
        }
        .map_err(|_| SignError::Inconsistent)
    }

    /// The private key, its numbers checked against each other and against this key.
    fn private(&self, Private { d, primes }: Private) -> Result<PrivateKey, SignError> {
        let (n, e) = (self.0.n_bytes(), self.0.e_bytes());
        // Checked before any arithmetic, whose time grows with what is written.
        let fits = |part: &[u8]| (2..=bits(&n)).contains(&bits(part)) && !is_even(part);
        if !fits(d) || !primes.iter().all(|prime| fits(prime)) || primes.len() == 1 {
            return Err(SignError::Inconsistent);
        }
        if primes.len() > MAX_PRIMES {
            return Err(SignError::ManyPrimes);
        }
        let (primes, wrong) = match primes {
            [] => {
                let found = factors(&n, &e, d).ok_or(SignError::Inconsistent)?;
                (found.iter().map(|prime| number(prime)).collect::<Vec<_>>(), SignError::PrimesMissing)
            }
            known => (known.iter().map(|prime| number(prime)).collect(), SignError::Inconsistent),
        };
        let half = self.0.n().bit_width().div_ceil(2);
        let unequal = primes.len() == 2 && primes.iter().any(|prime| prime.bit_width() > half);
        if unequal && *self.0.e() > BoxedUint::from(PublicKey::MAX_PUB_EXPONENT) {
            return Err(SignError::UnequalPrimes);
        }
        let (n, e, d) = (number(&n), number(&e), number(d));
        match unequal {
            true => PrivateKey::from_components_with_wide_primes(n, e, d, primes),
            false => PrivateKey::from_components_with_large_exponent(n, e, d, primes),
        }
        .map_err(|_| wrong)
    }
}

fn number(octets: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(octets)
}

/// The mask generation function of RFC 8017 §B.2.1, with whatever hash.
pub fn mgf1(digest: &dyn Fn(&[u8]) -> Vec<u8>, seed: &[u8], length: usize) -> Vec<u8> {
    let blocks = (0u32..).map(|counter| digest(&[seed, &counter.to_be_bytes()].concat()));
    blocks.flatten().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An odd number of so many bits, all of them 1.
    fn ones(bits: usize) -> Vec<u8> {
        let mut number = vec![0xff; bits.div_ceil(8)];
        number[0] >>= (8 - bits % 8) % 8;
        number
    }

    #[test]
    fn numbers_outside_of_the_limits_are_refused_before_anything_is_computed() {
        let check = |n: &[u8], e: &[u8], expected: Result<(), KeyError>| {
            assert_eq!(Public::new(n, e).map(|key| assert_eq!(key.size(), n.len())), expected);
        };
        check(&ones(511), &[3], Err(KeyError::ModulusBits(511, 512, 16_384)));
        check(&ones(512), &[3], Ok(()));
        check(&ones(16_384), &[1, 0, 1], Ok(()));
        check(&ones(16_385), &[3], Err(KeyError::ModulusBits(16_385, 512, 16_384)));
        check(&[&[0xff; 63][..], &[0xfe]].concat(), &[3], Err(KeyError::ModulusEven));
        check(&ones(1024), &[1], Err(KeyError::ExponentSmall));
        check(&ones(1024), &[4], Err(KeyError::ExponentSmall));
        check(&ones(4096), &ones(256), Ok(()));
        check(&ones(1024), &ones(257), Err(KeyError::ExponentBits(257, 256)));
        check(&ones(16_384), &ones(65), Err(KeyError::Work(65, 16_384, 64)));
    }

    /// 7 to the 3 is 343, and modulo 2^512 - 1 the base 2 has the order 512.
    #[test]
    fn a_signature_is_opened_by_a_power_and_only_below_the_modulus() {
        let key = Public::new(&ones(512), &[3]).expect("a key");
        assert_eq!(key.open(&pad(&[7], 64)), Some(pad(&[1, 0x57], 64)));
        assert_eq!(key.open(&pad(&[0], 64)), Some(vec![0; 64]));
        assert_eq!(key.open(&ones(512)), None);
        assert_eq!((key.open(&[7]), key.open(&pad(&[7], 65))), (None, None));
        let key = Public::new(&ones(512), &[2, 1]).expect("a key");
        assert_eq!(key.open(&pad(&[2], 64)), Some(pad(&[2], 64)));
    }

    #[test]
    fn a_modulus_without_room_for_the_padded_hash_signs_nothing() {
        let sign = |bits: usize, padding: Padding| {
            let private = Private { d: &[3], primes: &[&[3], &[5]] };
            let key = Public::new(&ones(bits), &[3]).expect("a key");
            key.sign(private, padding, Hash::Sha512, &[7; 64], &mut crate::engine::jwa::tests::Counter(1))
        };
        // What has room fails later: these are no private numbers.
        assert_eq!(sign(93 * 8, Padding::Pkcs1v15), Err(SignError::TooSmall));
        assert_eq!(sign(94 * 8, Padding::Pkcs1v15), Err(SignError::Inconsistent));
        assert_eq!(sign(1033, Padding::Pss), Err(SignError::TooSmall));
        assert_eq!(sign(1034, Padding::Pss), Err(SignError::Inconsistent));
    }

    /// RFC 8017 §B.2.1 has no example; the crate unmasks what it masked with its own.
    #[test]
    fn a_mask_is_the_hashes_of_seed_and_counter() {
        let mask = mgf1(&|message| Hash::Sha256.digest(message), b"seed", 40);
        assert_eq!(mask[..32], Hash::Sha256.digest(b"seed\0\0\0\0"));
        assert_eq!(mask[32..], Hash::Sha256.digest(b"seed\0\0\0\x01")[..8]);
    }
}
