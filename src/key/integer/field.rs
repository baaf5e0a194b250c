//! The numbers below an odd modulus: products by Montgomery (Handbook of Applied Cryptography, algorithm 14.36), sums, powers.
//!
//! What is computed and where it lies in memory depends on the lengths alone, except for exponents of up to 32 bits, which
//! are public.

use super::{add, bits, bytes, halved, strip, subtract, words};
use core::cell::Cell;

/// The numbers below an odd modulus.
pub struct Field {
    modulus: Vec<u32>,
    /// -1 / modulus, modulo 2^32.
    inverse: u32,
    one: Element,
    /// What a number is multiplied with to become an element.
    entrance: Element,
}

/// A number below the modulus, times a power of 2^32 with as many words, the lowest word first.
pub type Element = Vec<u32>;

impl Field {
    /// The numbers below `modulus`; `None` if it is even or 1.
    pub fn new(modulus: &[u8]) -> Option<Field> {
        let modulus = words(strip(modulus));
        let first = *modulus.first().filter(|first| *first % 2 == 1 && modulus != [1])?;
        // By Newton: each round doubles the bits that are right, and three are at first.
        let inverse =
            (0..5).fold(first, |inverse, _| inverse.wrapping_mul(2u32.wrapping_sub(first.wrapping_mul(inverse))));
        let mut field = Field { modulus, inverse: inverse.wrapping_neg(), one: vec![], entrance: vec![] };
        (field.one, field.entrance) = field.constants();
        Some(field)
    }

    /// The element of a number; `None` if that is longer than the modulus.
    pub fn enter(&self, number: &[u8]) -> Option<Element> {
        let mut number = words(strip(number));
        if number.len() > self.modulus.len() {
            return None;
        }
        number.resize(self.modulus.len(), 0);
        Some(self.multiply(&number, &self.entrance))
    }

    /// The number of an element, without leading zeros.
    pub fn leave(&self, element: &Element) -> Vec<u8> {
        let mut one = vec![0; self.modulus.len()];
        one.iter_mut().take(1).for_each(|word| *word = 1);
        bytes(&self.multiply(element, &one))
    }

    /// The element of 0.
    pub fn zero(&self) -> Element {
        vec![0; self.modulus.len()]
    }

    /// The element of 1.
    pub fn one(&self) -> Element {
        self.one.clone()
    }

    /// `a * b`, of as many words each as the modulus has; one of the two is below it.
    pub fn multiply(&self, a: &[u32], b: &[u32]) -> Element {
        let mut sum = vec![0u32; self.modulus.len() + 1];
        let Some(((b, bs), (m, ms))) = b.split_first().zip(self.modulus.split_first()) else { return sum };
        let words = Cell::from_mut(sum.as_mut_slice()).as_slice_of_cells();
        let Some(behind) = words.get(1..) else { return sum };
        for x in a {
            let x = u64::from(*x);
            // A multiple of the modulus makes the lowest word zero, and all others move down by one.
            let mut first = words.first().map_or(0, |word| u64::from(word.get())) + x * u64::from(*b);
            let factor = u64::from((first as u32).wrapping_mul(self.inverse));
            let mut second = (first & 0xffff_ffff) + factor * u64::from(*m);
            for ((to, from), (y, m)) in words.iter().zip(behind).zip(bs.iter().zip(ms)) {
                first = (first >> 32) + u64::from(from.get()) + x * u64::from(*y);
                second = (second >> 32) + (first & 0xffff_ffff) + factor * u64::from(*m);
                to.set(second as u32);
            }
            if let [.., last, over] = words {
                let carry = (first >> 32) + (second >> 32) + u64::from(over.get());
                last.set(carry as u32);
                over.set((carry >> 32) as u32);
            }
        }
        let over = sum.pop().unwrap_or_default();
        self.reduced(sum, over)
    }

    /// `a + b`.
    pub fn add(&self, a: &[u32], b: &[u32]) -> Element {
        let mut sum = a.to_vec();
        let over = accumulate(&mut sum, b, ALL, 0, 0);
        self.reduced(sum, over)
    }

    /// `a - b`.
    pub fn subtract(&self, a: &[u32], b: &[u32]) -> Element {
        let mut difference = a.to_vec();
        let over = accumulate(&mut difference, b, ALL, ALL, 1);
        self.restored(difference, over)
    }

    /// `base` to the `exponent`, four bits at a time (algorithm 14.82).
    pub fn power(&self, base: &Element, exponent: &[u8]) -> Element {
        let mut result = self.one();
        if bits(exponent) <= 32 {
            for bit in strip(exponent).iter().flat_map(|byte| (0..8).rev().map(move |shift| byte >> shift & 1)) {
                result = self.multiply(&result, &result);
                if bit == 1 {
                    result = self.multiply(&result, base);
                }
            }
            return result;
        }
        let mut powers = vec![self.one()];
        for _ in 1..16 {
            powers.extend(powers.last().map(|last| self.multiply(last, base)));
        }
        for digit in digits(exponent) {
            for _ in 0..4 {
                result = self.multiply(&result, &result);
            }
            result = self.multiply(&result, &chosen(&powers, digit));
        }
        result
    }

    /// The inverse of an element modulo a prime (Fermat); zero of zero.
    pub fn inverse(&self, element: &Element) -> Element {
        self.power(element, &subtract(&bytes(&self.modulus), &[2]))
    }

    /// A root of an element modulo a prime that is 3 modulo 4; of what is no square, something else.
    pub fn root(&self, element: &Element) -> Element {
        self.power(element, &halved(&halved(&add(&bytes(&self.modulus), &[1]))))
    }

    /// Less the modulus, if that is not the larger one; `over` is a word more, and all of it below twice the modulus.
    fn reduced(&self, mut number: Element, over: u32) -> Element {
        let over = over | accumulate(&mut number, &self.modulus, ALL, ALL, 1);
        self.restored(number, over)
    }

    /// With the modulus added to what went below zero, so that `over` is 0 and not 1.
    fn restored(&self, mut number: Element, over: u32) -> Element {
        accumulate(&mut number, &self.modulus, over.wrapping_sub(1), 0, 0);
        number
    }

    /// What stands for 1, and the entrance, which is what stands for 2^32 with as many words: a dozen squares lead to it.
    fn constants(&self) -> (Element, Element) {
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

    fn doubled(&self, mut number: Element) -> Element {
        let twice = number.clone();
        let over = accumulate(&mut number, &twice, ALL, 0, 0);
        self.reduced(number, over)
    }
}

const ALL: u32 = !0;

/// Adds `other` to `number`, which has as many words, of `other` only the bits of `mask`, and those of `turned` the other way
/// round: with all turned and a `carry` of 1 it takes `other` off. What is carried over the highest word.
fn accumulate(number: &mut [u32], other: &[u32], mask: u32, turned: u32, carry: u32) -> u32 {
    let mut sum = u64::from(carry);
    for (word, other) in number.iter_mut().zip(other) {
        sum += u64::from(*word) + u64::from(other & mask ^ turned);
        *word = sum as u32;
        sum >>= 32;
    }
    sum as u32
}

/// `base` to the `exponent`, modulo an odd `modulus`; `None` if the base is longer than the modulus, or the modulus even or 1.
///
/// The time it takes tells the lengths, and an exponent of up to 32 bits, which is public.
pub fn power(base: &[u8], exponent: &[u8], modulus: &[u8]) -> Option<Vec<u8>> {
    let field = Field::new(modulus)?;
    Some(field.leave(&field.power(&field.enter(base)?, exponent)))
}

/// The digits of a number of base 16, the highest first.
pub fn digits(number: &[u8]) -> impl Iterator<Item = u8> {
    number.iter().flat_map(|byte| [byte >> 4, byte & 15])
}

/// The entry of that number, of which all are read.
pub fn chosen(table: &[Vec<u32>], number: u8) -> Vec<u32> {
    let mut chosen = vec![0; table.first().map_or(0, Vec::len)];
    for (index, entry) in table.iter().enumerate() {
        let differs = (index as u32 ^ u32::from(number)).wrapping_neg() >> 31;
        let mask = differs.wrapping_sub(1);
        chosen.iter_mut().zip(entry).for_each(|(word, value)| *word |= value & mask);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::{inverse, strip};
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
        use ::rsa::{BoxedUint, PublicKey, hazmat::rsa_encrypt};
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
                let key = PublicKey::new_unchecked(integer(&modulus), integer(&exponent));
                let number = BoxedUint::from_be_slice(&base, key.n_bits_precision()).expect("it fits");
                let expected = rsa_encrypt(&key, &number).expect("a power").to_be_bytes();
                assert_eq!(power(&base, &exponent, &modulus).as_deref(), Some(strip(&expected)), "{size}");
            }
        }
    }
}
