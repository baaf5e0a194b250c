//! The numbers of an RSA private key that follow from its primes (RFC 8017 §3.2, RFC 7518 §6.3.2): computed anew, so that
//! they are right whatever the key was read from.
//!
//! A key without its primes gets them from `d` (NIST SP 800-56B, appendix C.1), if there are two of them.

use crate::key::integer::{Field, add, gcd, halved, inverse, is_even, less, multiply, remainder, strip, subtract};
use crate::key::{KeyFault, Rsa};
use crate::spec::Spec;

/// How many private numbers a key of two primes has: d, p, q, dp, dq, qi.
pub const OF_TWO: usize = 6;
/// How many each further prime adds: r, d, t.
pub const OF_OTHER: usize = 3;
/// Keys of more primes are not computed with.
const MAX_PRIMES: usize = 16;

/// `[d, p, q, dp, dq, qi]`, then `[r, d, t]` for each further prime: big-endian, without leading zeros. `d` alone if the primes
/// are not known and cannot be computed; nothing of a public key.
///
/// # Errors
/// `rsa-private`: the exponents do not belong to the primes.
pub fn numbers(key: &Rsa) -> Result<Vec<Vec<u8>>, KeyFault> {
    let Some(private) = &key.private else { return Ok(vec![]) };
    let d = private.d.0.as_slice();
    let mut numbers = vec![d.to_vec()];
    let mut primes: Vec<Vec<u8>> = private.primes.iter().map(|prime| prime.0.clone()).collect();
    let known = !primes.is_empty();
    if !known {
        primes.extend(factors(&key.n, &key.e, d).into_iter().flatten());
    }
    match append(&mut numbers, &primes, &key.e, d) {
        Some(()) => Ok(numbers),
        // What was computed are not primes, if there are more than two.
        None if !known => Ok(vec![d.to_vec()]),
        None => Err(KeyFault::new("rsa-private", "the private exponent of this RSA key does not belong to its primes")
            .hint("the key is damaged, or parts of two keys got mixed: export it again")
            .spec(Spec::Rfc(8017, "3.2"))),
    }
}

/// Two factors of `n`, the larger first: a root of 1 that is neither 1 nor -1 gives them. `e * d - 1` is a multiple of the order
/// of every number, so halving it leads to a root, for every other base at least.
fn factors(n: &[u8], e: &[u8], d: &[u8]) -> Option<[Vec<u8>; 2]> {
    const BASES: [u8; 24] =
        [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];
    let mut order = subtract(&multiply(e, d), &[1]);
    let mut halvings = 0;
    while !order.is_empty() && is_even(&order) {
        order = halved(&order);
        halvings += 1;
    }
    let field = Field::new(n)?;
    let one = field.one();
    let minus_one = field.subtract(&field.zero(), &one);
    for base in BASES {
        let mut root = field.power(&field.enter(&[base])?, &order);
        for _ in 0..halvings {
            let square = field.multiply(&root, &root);
            if square == one && root != one && root != minus_one {
                let root = field.leave(&root);
                let (p, q) = (gcd(n, &subtract(&root, &[1])), gcd(n, &add(&root, &[1])));
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

/// Adds what follows from the `primes`; `None` if that is nothing.
fn append(numbers: &mut Vec<Vec<u8>>, primes: &[Vec<u8>], e: &[u8], d: &[u8]) -> Option<()> {
    let [p, q, others @ ..] = primes else { return None };
    if primes.len() > MAX_PRIMES {
        return None;
    }
    numbers.extend([strip(p).to_vec(), strip(q).to_vec(), exponent(p, e, d)?, exponent(q, e, d)?, coefficient(q, p)?]);
    let (mut product, mut last) = (p.clone(), q);
    for other in others {
        product = multiply(&product, last);
        numbers.extend([strip(other).to_vec(), exponent(other, e, d)?, coefficient(&product, other)?]);
        last = other;
    }
    Some(())
}

/// `d mod (prime - 1)`, if it is the inverse of `e` there.
fn exponent(prime: &[u8], e: &[u8], d: &[u8]) -> Option<Vec<u8>> {
    if is_even(prime) || less(prime, &[3]) {
        return None;
    }
    let order = subtract(prime, &[1]);
    let exponent = remainder(d, &order);
    (remainder(&multiply(&exponent, e), &order) == [1]).then_some(exponent)
}

/// The inverse of `number` modulo `prime`, if it is one.
fn coefficient(number: &[u8], prime: &[u8]) -> Option<Vec<u8>> {
    let inverse = inverse(number, prime)?;
    (remainder(&multiply(&inverse, number), prime) == [1]).then_some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{RsaPrivate, Secret};

    /// A key of these numbers, which nothing has checked.
    fn key(n: u32, e: u8, d: u32, primes: &[u8]) -> Rsa {
        let short = |number: u32| strip(&number.to_be_bytes()).to_vec();
        let primes = primes.iter().map(|prime| Secret(vec![*prime])).collect();
        Rsa { n: short(n), e: vec![e], private: Some(RsaPrivate { d: Secret(short(d)), primes }) }
    }

    #[track_caller]
    fn check(key: &Rsa, expected: Result<&[u8], &str>) {
        let found = numbers(key).map(|numbers| numbers.concat()).map_err(|fault| fault.code);
        assert_eq!(found.as_deref().map_err(|code| *code), expected);
    }

    #[test]
    fn the_numbers_follow_from_the_primes() {
        // 61 * 53 = 3233, and 17 * 413 = 1 mod 780: 413 mod 60 = 53, 413 mod 52 = 49, 53 * 38 = 1 mod 61, 61 * 20 = 1 mod 53.
        check(&key(3233, 17, 413, &[61, 53]), Ok(&[1, 157, 61, 53, 53, 49, 38]));
        check(&key(3233, 17, 413, &[53, 61]), Ok(&[1, 157, 53, 61, 49, 53, 20]));
        // 3233 * 47 = 151951, and 17 * 10553 = 1 mod 60, 52 and 46: 10553 mod 46 = 19, 3233 * 14 = 1 mod 47.
        check(&key(151_951, 17, 10_553, &[61, 53, 47]), Ok(&[41, 57, 61, 53, 53, 49, 38, 47, 19, 14]));
    }

    #[test]
    fn numbers_that_do_not_belong_together_are_refused() {
        check(&key(3233, 17, 415, &[61, 53]), Err("rsa-private"));
        check(&key(3233, 17, 413, &[61]), Err("rsa-private"));
        check(&key(3721, 17, 413, &[61, 61]), Err("rsa-private"));
        check(&key(3233, 17, 413, &[0, 0]), Err("rsa-private"));
        check(&key(3233, 17, 413, &[1, 1]), Err("rsa-private"));
        check(&key(3233, 17, 413, &[61, 52]), Err("rsa-private"));
        check(&key(3233, 17, 413, &[3; 17]), Err("rsa-private"));
    }

    #[test]
    fn primes_that_did_not_come_along_are_computed_if_there_are_two() {
        check(&key(3233, 17, 413, &[]), Ok(&[1, 157, 61, 53, 53, 49, 38]));
        check(&key(3233, 17, 415, &[]), Ok(&[1, 159]));
        // 3 * 5 * 7, of which no two factors are primes.
        check(&key(105, 5, 29, &[]), Ok(&[29]));
        check(&Rsa { private: None, ..key(3233, 17, 413, &[61, 53]) }, Ok(&[]));
    }
}
