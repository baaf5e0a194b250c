//! The numbers of an RSA private key that follow from its primes (RFC 8017 §3.2, RFC 7518 §6.3.2): computed anew, so that
//! they are right whatever the key was read from.
//!
//! A key without its primes gets them from `d` (NIST SP 800-56B, appendix C.1), if there are two of them.

use crate::base::diagnostic::key::Rsa as Fault;
pub use crate::crypto::rsa::{OF_OTHER, OF_TWO};
use crate::crypto::rsa::{Octets, crt_numbers, factors};
use crate::key::{KeyFault, Rsa, fault};

/// `[d, p, q, dp, dq, qi]`, then `[r, d, t]` for each further prime: big-endian, without leading zeros. `d` alone if the primes
/// are not known and cannot be computed; nothing of a public key.
///
/// # Errors
/// `rsa-private`: the exponents do not belong to the primes.
pub fn numbers(key: &Rsa) -> Result<Vec<Octets>, KeyFault> {
    let Some(private) = &key.private else { return Ok(vec![]) };
    let d = private.d.0.as_slice();
    let mut numbers = vec![Octets::new(d.to_vec())];
    numbers.extend(match private.primes.as_slice() {
        // What was computed are not primes, if there are more than two.
        [] => factors(&key.n, &key.e, d).and_then(|[p, q]| crt_numbers(&key.e, d, &[&p, &q])).unwrap_or_default(),
        known => {
            let primes: Vec<&[u8]> = known.iter().map(|prime| prime.0.as_slice()).collect();
            crt_numbers(&key.e, d, &primes).ok_or_else(|| fault(Fault::PrivatePrimes))?
        }
    });
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::octets::strip;
    use crate::key::{RsaPrivate, Secret};

    /// A key of these numbers, which nothing has checked.
    fn key(n: u32, e: u8, d: u32, primes: &[u8]) -> Rsa {
        let short = |number: u32| strip(&number.to_be_bytes()).to_vec();
        let primes = primes.iter().map(|prime| Secret(vec![*prime])).collect();
        Rsa { n: short(n), e: vec![e], private: Some(RsaPrivate { d: Secret(short(d)), primes }) }
    }

    #[track_caller]
    fn check(key: &Rsa, expected: Result<&[u8], &str>) {
        let found = numbers(key)
            .map(|numbers| numbers.iter().flat_map(|one| one.to_vec()).collect::<Vec<u8>>())
            .map_err(|fault| fault.code().name());
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
