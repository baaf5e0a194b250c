//! Whether a number is prime.

use crypto_primes::{Flavor, is_prime};
use rsa::BoxedUint;

/// Larger numbers are not tested: the time of a test grows with the cube of the length.
pub const LARGEST_BITS: usize = 4096;

/// Whether `number`, big-endian, is a prime, by the test of Baillie, Pomerance, Selfridge and Wagstaff: no composite number is
/// known to pass it. `None` if the number has more than [`LARGEST_BITS`] bits.
pub fn is_probable_prime(number: &[u8]) -> Option<bool> {
    let start = number.iter().take_while(|byte| **byte == 0).count();
    let digits = number.get(start..).unwrap_or_default();
    if digits.len() * 8 > LARGEST_BITS {
        return None;
    }
    Some(is_prime(Flavor::Any, &BoxedUint::from_be_slice_vartime(digits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2^exponent - 1.
    fn mersenne(exponent: usize) -> Vec<u8> {
        let mut number = vec![0xff; exponent.div_ceil(8)];
        number[0] >>= number.len() * 8 - exponent;
        number
    }

    #[test]
    fn primes_are_told_from_other_numbers() {
        let check =
            |number: &[u8], expected: Option<bool>| assert_eq!(is_probable_prime(number), expected, "{number:?}");
        for prime in [2u32, 3, 5, 7, 65_537, 4_294_967_291] {
            check(&prime.to_be_bytes(), Some(true));
        }
        // 2047 is a strong pseudoprime to base 2, and 341, 561 and 1729 are Fermat pseudoprimes.
        for other in [0u32, 1, 4, 9, 341, 561, 1729, 2047, 4_294_967_295] {
            check(&other.to_be_bytes(), Some(false));
        }
        check(&[], Some(false));
        for exponent in [127, 521, 607, 1279, 2203] {
            check(&mersenne(exponent), Some(true));
        }
        for exponent in [128, 512, 523, 1024, 2048] {
            check(&mersenne(exponent), Some(false));
        }
        check(&[vec![0; 3], mersenne(521)].concat(), Some(true));
    }

    #[test]
    fn a_number_that_would_take_too_long_is_not_tested() {
        assert_eq!(is_probable_prime(&mersenne(LARGEST_BITS)), Some(false));
        assert_eq!(is_probable_prime(&mersenne(LARGEST_BITS + 1)), None);
    }
}
