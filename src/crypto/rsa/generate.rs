//! New RSA keys in steps, so that a page can go on living meanwhile. A prime is a random number that passes the test of the
//! crate `crypto-primes` (FIPS 186-5 §A.1.3 draws each candidate anew, too), the key is that of the crate `rsa`.
//!
//! The crate's own sieve finds primes in fewer tests, but brings a table of 48 KB that hardly compresses.

use super::number;
use crate::crypto::prime::odd_primes_below;
use ::rsa::traits::{PrivateKeyParts, PublicKeyParts};
use ::rsa::{BoxedUint, PrivateKey};
use core::num::NonZeroU32;
use crypto_bigint::{BitOps, Limb, NonZero, RandomBits};
use crypto_primes::{Flavor, is_prime};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// The public exponent that everybody uses, a prime.
const EXPONENT: u32 = 65_537;
/// So many leading bytes of the two primes have to differ somewhere: 100 bits (FIPS 186-5 §A.1.3).
const APART_BYTES: usize = 13;
/// Candidates are divided by the odd primes below this before they are tested, which spares five tests of six.
const SMALL: u32 = 1000;
/// So many candidates are drawn in one step; a sixth of them has no small factor.
const DRAWS: usize = 64;

/// The numbers of a new key: big-endian, without leading zeros.
pub struct Generated {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
    /// The private exponent.
    pub d: Zeroizing<Vec<u8>>,
    /// The primes, the larger one first.
    pub primes: [Zeroizing<Vec<u8>>; 2],
}

impl Generated {
    /// The key of two primes, with the usual public exponent; `None` if they lead to none.
    pub fn from_primes(p: &[u8], q: &[u8]) -> Option<Generated> {
        key(&number(p), &number(q))
    }
}

/// A key that is being looked for.
pub struct Search {
    /// The size of a prime.
    bits: NonZeroU32,
    /// The odd primes below [`SMALL`].
    small_primes: Vec<NonZero<Limb>>,
    /// The primes found so far.
    found: Vec<BoxedUint>,
    /// How many numbers were tested.
    tested: u32,
}

impl Search {
    /// A search for a key of so many bits, an even number of at least 1024.
    pub fn new(bits: u32) -> Search {
        let bits = NonZeroU32::new(bits / 2).unwrap_or(NonZeroU32::MIN).max(NonZeroU32::MIN.saturating_add(511));
        Search { bits, small_primes: small_primes(), found: vec![], tested: 0 }
    }

    /// How far it is: the prime that is looked for, 1 or 2, and how many numbers were tested.
    pub fn progress(&self) -> (usize, u32) {
        (self.found.len() + 1, self.tested)
    }

    /// Goes one step, the test of one number, which takes about as long as half a signature; the key, once it is there.
    pub fn advance(&mut self, rng: &mut dyn CryptoRng) -> Option<Generated> {
        let candidate = (0..DRAWS).map(|_| self.draw(rng)).find(|number| self.is_candidate(number))?;
        self.tested += 1;
        if !is_prime(Flavor::Any, &candidate) {
            return None;
        }
        self.found.push(candidate);
        let [p, q] = self.found.as_slice() else { return None };
        let far = |prime: &BoxedUint| prime.to_be_bytes().iter().take(APART_BYTES).copied().collect::<Vec<u8>>();
        let key = (far(p) != far(q)).then(|| key(p, q)).flatten();
        if key.is_none() {
            self.found.pop();
        }
        key
    }

    /// Whether no small prime divides it, and a key with the usual exponent can have it.
    fn is_candidate(&self, number: &BoxedUint) -> bool {
        self.small_primes.iter().all(|prime| number.rem_limb(*prime) != Limb::ZERO) && is_usable(number)
    }

    /// A random odd number with both its highest bits set, so that two of them multiply to a modulus of full size.
    fn draw(&self, rng: &mut dyn CryptoRng) -> BoxedUint {
        let bits = self.bits.get();
        let mut number = BoxedUint::random_bits(rng, bits);
        for bit in [0, bits.saturating_sub(1), bits.saturating_sub(2)] {
            number.set_bit_vartime(bit, true);
        }
        number
    }
}

fn small_primes() -> Vec<NonZero<Limb>> {
    odd_primes_below(SMALL).filter_map(|prime| NonZero::new(Limb::from(prime)).into_option()).collect()
}

/// Whether the public exponent, a prime, has an inverse modulo `prime - 1`.
fn is_usable(prime: &BoxedUint) -> bool {
    let exponent = Limb::from(EXPONENT);
    NonZero::new(exponent).into_option().is_some_and(|exponent| prime.rem_limb(exponent) != Limb::ONE)
}

fn key(p: &BoxedUint, q: &BoxedUint) -> Option<Generated> {
    let (p, q) = if p < q { (q, p) } else { (p, q) };
    let exponent = BoxedUint::from(EXPONENT);
    let key = PrivateKey::from_primes(vec![p.clone(), q.clone()], exponent).ok()?;
    let octets = |number: &BoxedUint| Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec());
    let (n, e) = (key.n_bytes().into_vec(), key.e_bytes().into_vec());
    Some(Generated { n, e, d: octets(key.d()), primes: [octets(p), octets(q)] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;

    #[test]
    fn what_is_drawn_has_both_high_bits_and_is_odd() {
        let mut rng = Counter(9);
        let search = Search::new(2048);
        for _ in 0..20 {
            let number = search.draw(&mut rng);
            let bytes = number.to_be_bytes();
            assert!(number.bit_width() == 1024 && bytes[0] >= 0xc0 && bytes[127] % 2 == 1);
        }
    }

    #[test]
    fn candidates_have_no_small_factor() {
        let search = Search::new(1024);
        let primes: Vec<_> = search.small_primes.iter().map(|prime| prime.get()).collect();
        assert_eq!((primes.len(), &primes[..5]), (167, &[3u32, 5, 7, 11, 13].map(Limb::from)[..]));
        for (number, expected) in [(1009u32, true), (1009 * 997, false), (1009 * 1013, true), (999, false)] {
            assert_eq!(search.is_candidate(&BoxedUint::from(number)), expected, "{number}");
        }
    }

    #[test]
    fn a_prime_one_above_a_multiple_of_the_exponent_is_not_used() {
        let number = |value: u64| BoxedUint::from(value);
        assert!(!is_usable(&number(65_537 * 4 + 1)) && is_usable(&number(65_537 * 4 + 3)));
    }
}
