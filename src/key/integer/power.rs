//! A power modulo an odd number, by Montgomery's multiplication.

use super::{bits, bytes, double, strip, subtract_if, words};

/// `base` to the `exponent`, modulo an odd `modulus`; `None` if the base is longer than the modulus, or the modulus even or 1.
///
/// By Montgomery's multiplication (Handbook of Applied Cryptography, algorithms 14.36 and 14.94), four bits of the exponent at a
/// time. What is computed and where it lies in memory depends on the lengths alone, except for exponents of up to 32 bits, which
/// are public.
pub fn power(base: &[u8], exponent: &[u8], modulus: &[u8]) -> Option<Vec<u8>> {
    let (base, modulus) = (strip(base), words(strip(modulus)));
    let first = *modulus.first().filter(|first| *first % 2 == 1 && modulus != [1])?;
    let mut base = words(base);
    if base.len() > modulus.len() {
        return None;
    }
    base.resize(modulus.len(), 0);
    // The inverse of the lowest word, by Newton: each round doubles the bits that are right, and three are at first.
    let inverse = (0..5).fold(first, |inverse, _| inverse.wrapping_mul(2u32.wrapping_sub(first.wrapping_mul(inverse))));
    let field = Field { modulus: &modulus, inverse: inverse.wrapping_neg() };
    let (one, square) = field.constants();
    let base = field.multiply(&base, &square);
    let mut result = one.clone();
    if bits(exponent) <= 32 {
        for bit in strip(exponent).iter().flat_map(|byte| (0..8).rev().map(move |shift| byte >> shift & 1)) {
            result = field.multiply(&result, &result);
            if bit == 1 {
                result = field.multiply(&result, &base);
            }
        }
    } else {
        let mut powers = vec![one];
        for _ in 1..16 {
            powers.extend(powers.last().map(|last| field.multiply(last, &base)));
        }
        for digit in exponent.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
            for _ in 0..4 {
                result = field.multiply(&result, &result);
            }
            result = field.multiply(&result, &chosen(&powers, digit));
        }
    }
    Some(bytes(&field.multiply(&result, &[1])))
}

/// The numbers below an odd modulus, each in place of itself times a power of 2^32 with as many words.
struct Field<'a> {
    modulus: &'a [u32],
    /// -1 / modulus, modulo 2^32.
    inverse: u32,
}

impl Field<'_> {
    /// `a * b`, where `a` has all words of the modulus, and one of the two is below it.
    fn multiply(&self, a: &[u32], b: &[u32]) -> Vec<u32> {
        let size = self.modulus.len();
        let mut sum = vec![0u32; size + 2];
        for x in a {
            let carry = add_multiple(&mut sum, b, *x);
            add_at(&mut sum, b.len(), carry);
            let factor = sum.first().copied().unwrap_or_default().wrapping_mul(self.inverse);
            let carry = add_multiple(&mut sum, self.modulus, factor);
            add_at(&mut sum, size, carry);
            // The lowest word is zero now.
            sum.rotate_left(1);
        }
        subtract_if(&mut sum, self.modulus);
        sum.truncate(size);
        sum
    }

    /// What stands for 1, and what a number is multiplied with to be brought into this form: what stands for 2^32 with as many
    /// words, which a dozen squares lead to.
    fn constants(&self) -> (Vec<u32>, Vec<u32>) {
        let size = self.modulus.len();
        let bits = 32 * size;
        let zeros = self.modulus.last().map_or(0, |word| word.leading_zeros() as usize);
        // The highest bit of the modulus alone is below it.
        let mut one = vec![0u32; size];
        if let Some(highest) = one.last_mut() {
            *highest = 1 << (31 - zeros);
        }
        for _ in 0..=zeros {
            one = self.doubled(one);
        }
        let mut square = one.clone();
        for bit in (0..=bits.ilog2()).rev() {
            square = self.multiply(&square, &square);
            if bits >> bit & 1 == 1 {
                square = self.doubled(square);
            }
        }
        (one, square)
    }

    fn doubled(&self, mut number: Vec<u32>) -> Vec<u32> {
        let size = number.len();
        // One word more, for twice a number.
        number.push(0);
        double(&mut number, 0);
        subtract_if(&mut number, self.modulus);
        number.truncate(size);
        number
    }
}

/// Adds `b * factor` to the low words of `sum`; what is carried out of them.
fn add_multiple(sum: &mut [u32], b: &[u32], factor: u32) -> u32 {
    let mut carry = 0u64;
    for (word, y) in sum.iter_mut().zip(b) {
        let value = u64::from(*word) + u64::from(*y) * u64::from(factor) + carry;
        *word = value as u32;
        carry = value >> 32;
    }
    carry as u32
}

/// Adds `carry` to the words of `sum` from `at` on.
fn add_at(sum: &mut [u32], at: usize, mut carry: u32) {
    for word in sum.iter_mut().skip(at) {
        let (value, over) = word.overflowing_add(carry);
        *word = value;
        carry = over.into();
    }
}

/// The entry of that number, of which all are read.
fn chosen(powers: &[Vec<u32>], number: u8) -> Vec<u32> {
    let mut chosen = vec![0; powers.first().map_or(0, Vec::len)];
    for (index, power) in powers.iter().enumerate() {
        let differs = (index as u32 ^ u32::from(number)).wrapping_neg() >> 31;
        let mask = differs.wrapping_sub(1);
        chosen.iter_mut().zip(power).for_each(|(word, value)| *word |= value & mask);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::inverse;
    use super::*;

    fn number(value: u128) -> Vec<u8> {
        strip(&value.to_be_bytes()).to_vec()
    }

    #[test]
    fn powers_and_inverses_are_those_of_modular_arithmetic() {
        let check = |base: u128, exponent: u128, modulus: u128, expected: u128| {
            assert_eq!(power(&number(base), &number(exponent), &number(modulus)), Some(number(expected)));
        };
        check(3, 4, 1_000_003, 81);
        check(2, 1_000_002, 1_000_003, 1);
        check(5, 0, 7, 1);
        check(0, 5, 7, 0);
        assert_eq!(inverse(&[3], &[7]), Some(vec![5]));
        assert_eq!(inverse(&number(1_000_005), &number(1_000_003)), Some(number(500_002)));
        assert_eq!((power(&[2], &[2], &[8]), power(&[2], &[2], &[1]), power(&[2], &[2], &[])), (None, None, None));
        assert_eq!(power(&[1; 99], &[2], &[7]), None);
    }

    /// The crate `rsa` is the oracle.
    #[test]
    fn powers_of_any_length_agree_with_those_of_another_implementation() {
        use ::rsa::traits::PublicKeyParts;
        use ::rsa::{BoxedUint, RsaPublicKey, hazmat::rsa_encrypt};
        let mut state = 7u64;
        let mut random = |bytes: usize| -> Vec<u8> {
            let mut next = || {
                state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
                (state >> 56) as u8
            };
            (0..bytes).map(|_| next()).collect()
        };
        for size in [9, 12, 13, 64, 65, 127, 128, 256] {
            for exponent in
                [vec![1, 0, 1], vec![3], random(5), random(size), vec![0xff; size], vec![0, 0, 2, 0, 0, 0, 0]]
            {
                let mut modulus = random(size);
                modulus[0] |= 1;
                modulus[size - 1] |= 1;
                // With all bits set, all carries are made.
                let modulus = if exponent.len() == 5 { vec![0xff; size] } else { modulus };
                let base = random(size);
                let integer = BoxedUint::from_be_slice_vartime;
                let key = RsaPublicKey::new_unchecked(integer(&modulus), integer(&exponent));
                let number = BoxedUint::from_be_slice(&base, key.n_bits_precision()).expect("it fits");
                let expected = rsa_encrypt(&key, &number).expect("a power").to_be_bytes();
                assert_eq!(power(&base, &exponent, &modulus).as_deref(), Some(strip(&expected)), "{size}");
            }
        }
    }
}
