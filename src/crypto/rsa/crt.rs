//! What follows from the primes of an RSA key (RFC 8017 §3.2), and the primes from its private exponent: the numbers that PKCS#1
//! and JWK write beside `d`. The numbers are those of the crate `crypto-bigint`.

use super::number;
use crate::crypto::octets::{bits, is_even, less, strip};
use ::rsa::BoxedUint;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{ConcatenatingMul, Gcd, NonZero, Odd, Resize};
use zeroize::Zeroizing;

/// A private number, big-endian, without leading zeros.
pub type Octets = Zeroizing<Vec<u8>>;

/// How many private numbers a key of two primes has: d, p, q, dp, dq, qi.
pub const OF_TWO: usize = 6;
/// How many each further prime adds: r, d, t.
pub const OF_OTHER: usize = 3;

/// Whether `n` is the product of these factors, each larger than 1.
pub fn is_product(factors: &[&[u8]], n: &[u8]) -> bool {
    // Numbers that cannot be factors are not worth multiplying.
    let length: usize = factors.iter().map(|factor| strip(factor).len()).sum();
    if length > strip(n).len() * 2 || factors.iter().any(|factor| bits(factor) < 2) {
        return false;
    }
    let product = factors.iter().fold(BoxedUint::one(), |product, factor| product.concatenating_mul(&number(factor)));
    product == number(n)
}

/// `[p, q, dp, dq, qi]`, then `[r, d, t]` for each further prime: big-endian, without leading zeros. `None` if the primes are
/// fewer than two or too many, or the exponents do not belong to them.
pub fn crt_numbers(e: &[u8], d: &[u8], primes: &[&[u8]]) -> Option<Vec<Octets>> {
    let [p, q, others @ ..] = primes else { return None };
    if primes.len() > super::MAX_PRIMES {
        return None;
    }
    let known = |prime: &[u8]| Zeroizing::new(strip(prime).to_vec());
    let mut numbers = vec![known(p), known(q)];
    numbers.extend([exponent(p, e, d)?, exponent(q, e, d)?, coefficient(&number(q), p)?]);
    let (mut product, mut last) = (number(p), q);
    for other in others {
        product = product.concatenating_mul(&number(last));
        numbers.extend([known(other), exponent(other, e, d)?, coefficient(&product, other)?]);
        last = other;
    }
    Some(numbers)
}

/// `d mod (prime - 1)`, if it is the inverse of `e` there.
fn exponent(prime: &[u8], e: &[u8], d: &[u8]) -> Option<Octets> {
    if is_even(prime) || less(prime, &[3]) {
        return None;
    }
    let order = NonZero::new(number(prime).wrapping_sub(BoxedUint::one())).into_option()?;
    let exponent = Zeroizing::new(number(d).rem(&order));
    let is_inverse: bool = exponent.concatenating_mul(&number(e)).rem(&order).is_one().into();
    is_inverse.then(|| octets(&exponent))
}

/// The inverse of a number modulo a prime, if it has one.
fn coefficient(of: &BoxedUint, prime: &[u8]) -> Option<Octets> {
    let prime = Odd::new(number(prime)).into_option()?;
    let inverse = of.rem(prime.as_nz_ref()).invert_odd_mod(&prime).into_option()?;
    Some(octets(&Zeroizing::new(inverse)))
}

/// Two factors of `n`, the larger first (NIST SP 800-56B, appendix C.1): a root of 1 that is neither 1 nor -1 gives them.
/// `e * d - 1` is a multiple of the order of every number, so halving it leads to a root, for every other base at least. `None`
/// if `d` does not belong to `n` and `e`. The crate `rsa` has this for public exponents above 65536 alone.
pub fn factors(n: &[u8], e: &[u8], d: &[u8]) -> Option<[Octets; 2]> {
    const BASES: [u8; 24] =
        [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];
    let multiple = Zeroizing::new(number(e).concatenating_mul(&number(d)).wrapping_sub(BoxedUint::one()));
    let halvings = multiple.trailing_zeros_vartime();
    let order = Zeroizing::new(multiple.shr_vartime(halvings)?);
    let modulus = Odd::new(number(n)).into_option()?;
    let params = BoxedMontyParams::new(modulus.clone());
    let one = BoxedMontyForm::one(&params);
    let minus_one = one.neg();
    for base in BASES {
        let base = BoxedUint::from(base).resize_unchecked(modulus.bits_precision());
        let mut root = BoxedMontyForm::new(base, &params).pow(&order);
        for _ in 0..halvings {
            let square = root.square();
            if square == one && root != one && root != minus_one {
                let below = Zeroizing::new(root.sub(&one).retrieve());
                let above = Zeroizing::new(root.add(&one).retrieve());
                let [p, q] = [below, above].map(|number| octets(&Zeroizing::new(modulus.as_ref().gcd(&number))));
                return Some(if less(&p, &q) { [q, p] } else { [p, q] });
            }
            root = square;
        }
        // Such a number does not belong to n and e, and another base would only take as long.
        if root != one {
            return None;
        }
    }
    None
}

fn octets(number: &BoxedUint) -> Octets {
    let whole = Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec());
    Zeroizing::new(strip(&whole).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(number: u32) -> Vec<u8> {
        strip(&number.to_be_bytes()).to_vec()
    }

    #[test]
    fn the_numbers_follow_from_the_primes() {
        let check = |d: u32, primes: &[&[u8]], expected: Option<&[u8]>| {
            let found = crt_numbers(&[17], &short(d), primes)
                .map(|numbers| numbers.iter().flat_map(|one| one.to_vec()).collect::<Vec<u8>>());
            assert_eq!(found.as_deref(), expected, "{d} {primes:?}");
        };
        // 61 * 53 = 3233, and 17 * 413 = 1 mod 780: 413 mod 60 = 53, 413 mod 52 = 49, 53 * 38 = 1 mod 61, 61 * 20 = 1 mod 53.
        check(413, &[&[61], &[53]], Some(&[61, 53, 53, 49, 38]));
        check(413, &[&[53], &[61]], Some(&[53, 61, 49, 53, 20]));
        // 3233 * 47 = 151951, and 17 * 10553 = 1 mod 60, 52 and 46: 10553 mod 46 = 19, 3233 * 14 = 1 mod 47.
        check(10_553, &[&[61], &[53], &[47]], Some(&[61, 53, 53, 49, 38, 47, 19, 14]));
        check(415, &[&[61], &[53]], None);
        check(413, &[&[61]], None);
        check(413, &[&[61], &[61]], None);
        check(413, &[&[0], &[0]], None);
        check(413, &[&[1], &[1]], None);
        check(413, &[&[61], &[52]], None);
        check(413, &[&[3][..]; 17], None);
    }

    #[test]
    fn the_private_exponent_gives_the_primes() {
        let found = |n: u32, d: u32| factors(&short(n), &[17], &short(d)).map(|both| both.map(|one| one.to_vec()));
        assert_eq!(found(3233, 413), Some([vec![61], vec![53]]));
        assert_eq!((found(3233, 415), found(3234, 413), found(1, 1)), (None, None, None));
    }

    #[test]
    fn a_product_is_one_of_numbers_above_one() {
        let n = short(3233);
        assert!(is_product(&[&[61], &[0, 53]], &n) && is_product(&[&n], &n));
        assert!(!is_product(&[&[61], &[61]], &n) && !is_product(&[&[1], &n], &n) && !is_product(&[], &n));
        assert!(!is_product(&[&[0xff; 4096]], &n));
    }
}
