//! What makes numbers an RSA key (RFC 8017 §3), as far as it can be told without a power, and its size.

use super::{KeyFault, Rsa, RsaPrivate, Secret, fault};
use crate::base::diagnostic::key::Note;
use crate::base::diagnostic::key::Rsa as Fault;
use crate::crypto::octets::{bits, is_even, less, strip};
use crate::crypto::rsa::is_product;

/// Moduli of fewer bits are toys, and an RS512 signature does not fit into them.
const MIN_BITS: usize = 512;
/// Larger moduli would keep a page busy for seconds.
const MAX_BITS: usize = 16_384;
/// RFC 7518 §3.3 and §3.5.
const ADVISED_BITS: usize = 2_048;

/// The public key of `n` and `e`, with a note where it is weak.
///
/// # Errors
/// `rsa-modulus` or `rsa-exponent`: the numbers are no RSA key, or one of a size that is not handled.
pub fn public(n: &[u8], e: &[u8], notes: &mut Vec<Note>) -> Result<Rsa, KeyFault> {
    let (n, e) = (strip(n), strip(e));
    let size = bits(n);
    if size == 0 {
        return Err(fault(Fault::ModulusZero));
    }
    if size > MAX_BITS {
        return Err(fault(Fault::ModulusLarge { bits: size, most: MAX_BITS }));
    }
    if size < MIN_BITS {
        return Err(fault(Fault::ModulusSmall { bits: size, least: MIN_BITS }));
    }
    if is_even(n) {
        return Err(fault(Fault::ModulusEven));
    }
    if bits(e) < 2 {
        return Err(fault(Fault::ExponentSmall));
    }
    if is_even(e) {
        return Err(fault(Fault::ExponentEven));
    }
    if !less(e, n) {
        return Err(fault(Fault::ExponentLarge));
    }
    if size < ADVISED_BITS {
        notes.push(Note::RsaShort(size));
    }
    Ok(Rsa { n: n.to_vec(), e: e.to_vec(), private: None })
}

/// `key` with its private part. `primes` may be empty.
///
/// # Errors
/// `rsa-private`: the numbers do not belong to this public key.
pub fn with_private(key: Rsa, d: &[u8], primes: &[&[u8]]) -> Result<Rsa, KeyFault> {
    let d = strip(d);
    if d.is_empty() || is_even(d) || !less(d, &key.n) {
        return Err(fault(Fault::PrivateExponent));
    }
    let primes: Vec<&[u8]> = primes.iter().map(|prime| strip(prime)).collect();
    if !primes.is_empty() && !is_product(&primes, &key.n) {
        return Err(fault(Fault::Primes));
    }
    let primes = primes.into_iter().map(|prime| Secret(prime.to_vec())).collect();
    Ok(Rsa { private: Some(RsaPrivate { d: Secret(d.to_vec()), primes }), ..key })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::summary;

    /// An odd number of that many bits.
    fn modulus(bits: usize) -> Vec<u8> {
        let mut n = vec![0xff; bits.div_ceil(8)];
        n[0] >>= (8 - bits % 8) % 8;
        n
    }

    fn check(n: &[u8], e: &[u8], expected: &str) {
        let mut notes = vec![];
        let said = match public(n, e, &mut notes) {
            Ok(_) => crate::key::testing::notes(&notes),
            Err(fault) => summary(&fault),
        };
        assert!(if expected.is_empty() { said.is_empty() } else { said.contains(expected) }, "{said}");
    }

    #[test]
    fn a_modulus_is_odd_and_of_a_size_that_can_be_used() {
        check(&modulus(2048), &[1, 0, 1], "");
        check(&modulus(2047), &[1, 0, 1], "2047 bit; RFC 7518 §3.3 asks for 2048 or more");
        check(&modulus(512), &[3], "512 bit");
        check(&modulus(511), &[3], "rsa-modulus: Key(Rsa(ModulusSmall { bits: 511, least: 512 }))");
        check(&modulus(16_384), &[3], "");
        check(&modulus(16_385), &[3], "rsa-modulus: Key(Rsa(ModulusLarge { bits: 16385, most: 16384 }))");
        check(&[0, 0], &[3], "rsa-modulus: Key(Rsa(ModulusZero))");
        let mut even = modulus(2048);
        even[255] = 0xfe;
        check(&even, &[3], "rsa-modulus: Key(Rsa(ModulusEven))");
    }

    #[test]
    fn an_exponent_is_odd_and_between_one_and_the_modulus() {
        let n = modulus(2048);
        check(&n, &[], "rsa-exponent: Key(Rsa(ExponentSmall))");
        check(&n, &[1], "rsa-exponent: Key(Rsa(ExponentSmall))");
        check(&n, &[1, 0], "rsa-exponent: Key(Rsa(ExponentEven))");
        check(&n, &n, "rsa-exponent: Key(Rsa(ExponentLarge))");
        check(&[&[0, 0][..], &n].concat(), &[0, 1, 0, 1], "");
    }

    #[test]
    fn primes_that_do_not_give_the_modulus_are_refused() {
        // 2^256 + 1 times 2^256 - 1 is 2^512 - 1: not primes, which is not what this checks.
        let (p, q) = ([vec![1], vec![0; 31], vec![1]].concat(), vec![0xff; 32]);
        let n = || public(&modulus(512), &[3], &mut vec![]).expect("an odd modulus of 512 bits");
        let key = with_private(n(), &[5], &[&p, &q]).expect("the product is the modulus");
        assert_eq!(key.private.expect("it was given").primes.len(), 2);
        let wrong = |d: &[u8], primes: &[&[u8]]| with_private(n(), d, primes).expect_err("wrong numbers").facts;
        assert_eq!(wrong(&[5], &[&p, &p]), Fault::Primes.into());
        assert_eq!(wrong(&[5], &[&[1], &modulus(512)]), Fault::Primes.into());
        assert_eq!(wrong(&[5], &[&vec![0xff; 4096]]), Fault::Primes.into());
        assert_eq!(wrong(&[], &[]), Fault::PrivateExponent.into());
        assert_eq!(wrong(&[4], &[]), Fault::PrivateExponent.into());
        assert_eq!(wrong(&modulus(512), &[]), Fault::PrivateExponent.into());
    }
}
