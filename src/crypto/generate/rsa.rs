//! RSA keys without the browser's help: two random primes, found step by step, so that a page can go on living meanwhile.
//!
//! A prime is looked for as FIPS 186-5 §A.1.3 does it: random numbers of half the size, the two highest bits set, not one above a
//! multiple of 65537, and apart from each other in their first 100 bits; each that no small prime divides passes or fails the
//! test of Miller and Rabin (§B.3.1). Only numbers of the form 4k + 3 are tried, for which that test is a single power.

use crate::key::integer::{less, multiply, power, strip};
use crate::key::{Key, Material, Rsa, RsaPrivate, Secret, Source};
use rand_core::CryptoRng;

/// The public exponent that everybody uses, a prime.
const EXPONENT: u32 = 65_537;
/// Bases that a prime has to pass; five give an error below 2^-100 for the smallest size made here (FIPS 186-5, table B.1).
const ROUNDS: u32 = 8;
/// Primes up to here are divided by before any power is computed.
const SMALL_UP_TO: u32 = 2_000;
/// So many numbers behind a random one are looked at before another one is drawn.
const STEPS: u32 = 4_096;

/// A key that is being looked for.
pub struct Search {
    /// The size of a prime, in bytes.
    bytes: usize,
    /// The odd primes up to [`SMALL_UP_TO`].
    small: Vec<u32>,
    /// The primes found so far.
    found: Vec<Vec<u8>>,
    /// What is being tested, and the bases that it has passed.
    candidate: Option<(Vec<u8>, u32)>,
    /// How many numbers were tested.
    tested: u32,
}

impl Search {
    /// A search for a key of so many bits, a multiple of 16.
    pub fn new(bits: u32) -> Self {
        let is_prime =
            |number: &u32| (3..*number).step_by(2).take_while(|d| d * d <= *number).all(|d| !number.is_multiple_of(d));
        let small = (3..SMALL_UP_TO).step_by(2).filter(is_prime).collect();
        Self { bytes: bits as usize / 16, small, found: vec![], candidate: None, tested: 0 }
    }

    /// How far it is: the prime that is looked for, 1 or 2, and how many numbers were tested.
    pub fn progress(&self) -> (usize, u32) {
        (self.found.len() + 1, self.tested)
    }

    /// Goes one step, which takes about as long as half a signature; the key, once it is there.
    pub fn advance(&mut self, rng: &mut dyn CryptoRng) -> Option<Key> {
        let (prime, passed) = match self.candidate.take() {
            Some(candidate) => candidate,
            None => {
                self.tested += 1;
                (self.draw(rng)?, 0)
            }
        };
        // The base 2 tells nearly all of the others apart, and random ones make sure.
        let base = if passed == 0 { vec![2] } else { random(self.bytes - 1, rng) };
        if !passes(&prime, &base) {
            return None;
        }
        if passed + 1 < ROUNDS {
            self.candidate = Some((prime, passed + 1));
            return None;
        }
        self.found.push(prime);
        let [p, q] = self.found.as_slice() else { return None };
        // Equal in what makes primes too close to each other.
        if p.iter().zip(q).take(13).all(|(p, q)| p == q) {
            self.found.pop();
            return None;
        }
        Some(key(p, q))
    }

    /// A number that no small prime divides; `None` if there is none near the one that was drawn.
    fn draw(&self, rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let mut number = random(self.bytes, rng);
        *number.first_mut()? |= 0xc0;
        let last = number.last_mut()?;
        *last |= 3;
        let rests: Vec<(u32, u32)> = self.small.iter().map(|prime| (*prime, remainder(&number, *prime))).collect();
        let of_exponent = remainder(&number, EXPONENT);
        let fits = |step: &u32| {
            let whole = rests.iter().all(|(prime, rest)| !(rest + step).is_multiple_of(*prime));
            whole && (of_exponent + step) % EXPONENT != 1
        };
        let step = (0..STEPS).step_by(4).find(fits)?;
        let mut carry = step;
        for byte in number.iter_mut().rev() {
            carry += u32::from(*byte);
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        (carry == 0).then_some(number)
    }
}

fn random(bytes: usize, rng: &mut dyn CryptoRng) -> Vec<u8> {
    let mut random = vec![0; bytes];
    rng.fill_bytes(&mut random);
    random
}

/// Whether `number`, 3 more than a multiple of 4, may be a prime: `base` to the half of what is before it is 1 or -1.
fn passes(number: &[u8], base: &[u8]) -> bool {
    let half = divided(&minus_one(number), 2);
    match power(base, &half, number) {
        Some(power) => strip(&power) == [1] || strip(&power) == minus_one(number),
        None => false,
    }
}

/// The key of two primes, neither of them one above a multiple of 65537. With `phi = (p - 1)(q - 1)` and `k` such that `e` divides `k * phi + 1`, `d` is the quotient.
pub fn key(p: &[u8], q: &[u8]) -> Key {
    let (p, q) = if less(p, q) { (q, p) } else { (p, q) };
    let phi = multiply(&minus_one(p), &minus_one(q));
    let rest = remainder(&phi, EXPONENT);
    // The inverse of -phi modulo e, by Fermat: e is a prime.
    let (mut k, mut factor, mut left) = (1u64, u64::from(EXPONENT - rest), EXPONENT - 2);
    while left > 0 {
        if left % 2 == 1 {
            k = k * factor % u64::from(EXPONENT);
        }
        factor = factor * factor % u64::from(EXPONENT);
        left /= 2;
    }
    let mut above = multiply(&phi, strip(&(k as u32).to_be_bytes()));
    // Not a carry: phi is a multiple of 4.
    if let Some(last) = above.last_mut() {
        *last |= 1;
    }
    let d = Secret(strip(&divided(&above, EXPONENT)).to_vec());
    let primes = [p, q].map(|prime| Secret(prime.to_vec())).to_vec();
    let n = strip(&multiply(p, q)).to_vec();
    let rsa = Rsa { n, e: vec![1, 0, 1], private: Some(RsaPrivate { d, primes }) };
    Key::new(Material::Rsa(rsa), Source::Jwk, vec![])
}

/// An odd number less one.
fn minus_one(number: &[u8]) -> Vec<u8> {
    let mut less = number.to_vec();
    if let Some(last) = less.last_mut() {
        *last &= 0xfe;
    }
    less
}

fn remainder(number: &[u8], divisor: u32) -> u32 {
    let step = |rest: u64, byte: &u8| (rest << 8 | u64::from(*byte)) % u64::from(divisor);
    number.iter().fold(0, step) as u32
}

fn divided(number: &[u8], divisor: u32) -> Vec<u8> {
    let mut rest = 0u64;
    let digit = |byte: &u8| {
        let whole = rest << 8 | u64::from(*byte);
        rest = whole % u64::from(divisor);
        (whole / u64::from(divisor)) as u8
    };
    number.iter().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::rsa::{PS256, RS256};
    use crate::crypto::tests::Counter;
    use crate::key::Format;

    #[test]
    fn a_key_that_was_found_signs_verifies_and_is_written_whole() {
        let mut rng = Counter(3);
        let mut search = Search::new(1024);
        let key = (0..10_000).find_map(|_| search.advance(&mut rng)).expect("a key");
        assert_eq!((key.size_bits(), search.progress().1 > 2), (1024, true));
        for row in [&RS256, &PS256] {
            let signature = (row.sign)(&key, b"message", &mut rng).expect("a signature");
            assert_eq!((row.verify)(&key, b"message", &signature), Ok(()));
            assert!((row.verify)(&key, b"massage", &signature).is_err());
        }
        // Written, all its numbers are computed anew from the primes, and refused if they do not belong together.
        for format in [Format::JwkPrivate, Format::Pkcs8Pem] {
            let text = key.write(format).expect("a form");
            let again = crate::key::detect(&text, crate::key::Encoding::Utf8).expect("a key").expect("a good key");
            assert_eq!(again.material, key.material);
        }
    }

    #[test]
    fn primes_pass_and_products_do_not() {
        let check = |number: u32, prime: bool| {
            let bytes = number.to_be_bytes();
            assert_eq!([2u8, 3, 5, 7, 11].iter().all(|base| passes(strip(&bytes), &[*base])), prime, "{number}");
        };
        check(2_147_483_647, true);
        check(4_294_967_291, true);
        check(2_147_483_643, false);
        // A product that passes with 2, 3, 5 and 7, the smallest; and one that passes with 2.
        check(3_215_031_751, false);
        check(2_047, false);
    }

    #[test]
    fn the_private_exponent_undoes_the_public_one() {
        let Material::Rsa(rsa) = key(&[251], &[239]).material else { panic!("an RSA key") };
        assert_eq!(rsa.n, multiply(&[251], &[239]));
        let d = rsa.private.expect("a private part").d.0.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        assert_eq!(d * u64::from(EXPONENT) % (250 * 238), 1);
    }

    #[test]
    fn what_is_drawn_has_no_small_factor_and_both_high_bits() {
        let mut rng = Counter(9);
        let search = Search::new(2048);
        let drawn: Vec<_> = (0..20).filter_map(|_| search.draw(&mut rng)).collect();
        assert!(drawn.len() > 15);
        for number in drawn {
            assert!(number.len() == 128 && number[0] >= 0xc0 && number[127] % 4 == 3);
            assert!(search.small.iter().all(|prime| remainder(&number, *prime) != 0));
            assert_ne!(remainder(&number, EXPONENT), 1);
        }
        assert_eq!((search.small.len(), search.small.last()), (302, Some(&1999)));
    }
}
