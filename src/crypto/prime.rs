//! Numbers that are not what the modulus of an RSA key should be: primes, and products of numbers that are easily found.

use crypto_bigint::{ConcatenatingMul, Limb, NonZero, Resize};
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

/// What `number`, big-endian, leaves when it is divided by each of `divisors`, in their order; a divisor of zero is left out.
pub fn remainders(number: &[u8], divisors: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let number = BoxedUint::from_be_slice_vartime(number);
    let divisors = divisors.into_iter().filter_map(|divisor| NonZero::new(Limb::from(divisor)).into_option());
    // Less than the divisor, so it fits.
    divisors.map(|divisor| number.rem_limb(divisor).0 as u32).collect()
}

/// The odd primes below `limit`, which is small: each is divided by all before it.
pub fn odd_primes_below(limit: u32) -> impl Iterator<Item = u32> {
    (3..limit).step_by(2).filter(|number| {
        (3..*number).take_while(|divisor| divisor * divisor <= *number).all(|divisor| !number.is_multiple_of(divisor))
    })
}

/// Whether `number`, big-endian, is a square, or one step of Fermat's method factors it: the next larger square exceeds it by a
/// square. `None` if the number has more than [`LARGEST_BITS`] bits.
pub fn has_close_factors(number: &[u8]) -> Option<bool> {
    if number.len() * 8 > LARGEST_BITS {
        return None;
    }
    let number = BoxedUint::from_be_slice_vartime(number);
    if number.checked_sqrt_vartime().is_some() {
        return Some(true);
    }
    // Room for a carry: the root of a number of ones is one, too.
    let next = (&number).resize(number.bits_precision() + 64).floor_sqrt_vartime().wrapping_add(BoxedUint::one());
    let excess = next.concatenating_mul(&next).wrapping_sub(&number);
    Some(excess.checked_sqrt_vartime().is_some())
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

    #[test]
    fn remainders_are_those_of_division() {
        let number = 0x1234_5678_9abc_def0_u64;
        let divisors = [1u32, 2, 3, 65537, u32::MAX];
        let expected: Vec<u32> = divisors.iter().map(|divisor| (number % u64::from(*divisor)) as u32).collect();
        assert_eq!(remainders(&number.to_be_bytes(), divisors), expected);
        assert_eq!(remainders(&number.to_be_bytes(), [0, 5]), [(number % 5) as u32]);
    }

    #[test]
    fn factors_are_close_if_one_step_of_fermat_finds_them() {
        let check = |p: u64, q: u64, close: bool| {
            assert_eq!(has_close_factors(&(p * q).to_be_bytes()), Some(close), "{p} {q}");
        };
        check(4_294_967_291, 4_294_967_279, true);
        check(4_294_967_291, 4_294_967_291, true);
        check(4_294_967_291, 4_294_836_197, true);
        check(4_294_967_291, 4_290_772_957, false);
        check(4_294_967_291, 2_147_483_647, false);
        assert_eq!(has_close_factors(&[0xff; LARGEST_BITS / 8 + 1]), None);
    }
}
