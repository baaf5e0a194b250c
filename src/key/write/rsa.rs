//! The numbers of an RSA private key that follow from its primes (RFC 8017 §3.2, RFC 7518 §6.3.2): computed anew, so that
//! they are right whatever the key was read from.
//!
//! A key without its primes gets them from `d` if its public exponent is above 2^16 (NIST SP 800-56B, appendix C.2).

use crate::key::rsa::strip;
use crate::key::{KeyFault, Rsa};
use crate::spec::Spec;
use ::rsa::traits::PrivateKeyParts;
use ::rsa::{BoxedUint, RsaPrivateKey};

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
    let mut numbers = vec![private.d.0.clone()];
    let (e, d) = (integer(&key.e), integer(&private.d.0));
    let mut primes = vec![];
    for prime in &private.primes {
        primes.push(integer(&prime.0));
    }
    if primes.is_empty() {
        let found = RsaPrivateKey::from_components_with_large_exponent(integer(&key.n), e.clone(), d.clone(), vec![]);
        let Ok(found) = found else { return Ok(numbers) };
        for prime in found.primes() {
            primes.push(prime.as_ref().clone());
        }
    }
    match append(&mut numbers, &primes, &e, &d, key.n.len()) {
        Some(()) => Ok(numbers),
        None => Err(KeyFault::new("rsa-private", "the private exponent of this RSA key does not belong to its primes")
            .hint("the key is damaged, or parts of two keys got mixed: export it again")
            .spec(Spec::Rfc(8017, "3.2"))),
    }
}

/// Adds what follows from the `primes`; `None` if that is nothing. The modulus has `size` bytes.
fn append(numbers: &mut Vec<Vec<u8>>, primes: &[BoxedUint], e: &BoxedUint, d: &BoxedUint, size: usize) -> Option<()> {
    let [p, q, others @ ..] = primes else { return None };
    if primes.len() > MAX_PRIMES {
        return None;
    }
    numbers.push(bytes(p));
    numbers.push(bytes(q));
    numbers.push(exponent(p, e, d)?);
    numbers.push(exponent(q, e, d)?);
    numbers.push(inverse(q, p)?);
    // The product of all primes is the modulus, so that of some has room in its length.
    let mut product = BoxedUint::from_be_slice(&bytes(p), u32::try_from(size).ok()?.checked_mul(8)?).ok()?;
    let mut last = q;
    for other in others {
        product = product.wrapping_mul(last);
        numbers.push(bytes(other));
        numbers.push(exponent(other, e, d)?);
        numbers.push(inverse(&product, other)?);
        last = other;
    }
    Some(())
}

/// `d mod (prime - 1)`, if it is the inverse of `e` there.
fn exponent(prime: &BoxedUint, e: &BoxedUint, d: &BoxedUint) -> Option<Vec<u8>> {
    let order = prime.wrapping_sub(BoxedUint::one()).into_nz().into_option()?;
    let exponent = d.rem(&order);
    bool::from(exponent.mul_mod(&e.rem(&order), &order).is_one()).then(|| bytes(&exponent))
}

/// The inverse of `number` modulo `prime`.
fn inverse(number: &BoxedUint, prime: &BoxedUint) -> Option<Vec<u8>> {
    let reduced = number.rem(&prime.to_nz().into_option()?);
    reduced.invert_odd_mod(&prime.to_odd().into_option()?).into_option().map(|inverse| bytes(&inverse))
}

fn integer(bytes: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(bytes)
}

fn bytes(number: &BoxedUint) -> Vec<u8> {
    strip(&number.to_be_bytes()).to_vec()
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
    fn primes_that_cannot_be_computed_leave_nothing_to_write() {
        check(&key(3233, 17, 413, &[]), Ok(&[1, 157]));
        check(&Rsa { private: None, ..key(3233, 17, 413, &[61, 53]) }, Ok(&[]));
    }
}
