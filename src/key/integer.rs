//! Numbers of RSA as bytes, big-endian, and what little arithmetic keys need beside one power.
//!
//! All of it takes the same steps whatever the values are, except for [`gcd`], which serves to find primes that a key came
//! without, and never to sign. It is long-hand where that is fast enough: a page that everybody loads has more use for the
//! bytes than for the microseconds. The tests hold it against the crate `rsa`, and signatures against published vectors.

mod field;

pub use field::{Element, Field, chosen, digits, power};

/// `bytes` without leading zeros.
pub fn strip(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// `number` with zeros before it, to make so many bytes; longer numbers stay as they are.
pub fn whole(number: &[u8], bytes: usize) -> Vec<u8> {
    [vec![0; bytes.saturating_sub(number.len())].as_slice(), number].concat()
}

/// The number of bits of a number.
pub fn bits(bytes: &[u8]) -> usize {
    let bytes = strip(bytes);
    match bytes.first() {
        Some(first) => bytes.len() * 8 - first.leading_zeros() as usize,
        None => 0,
    }
}

/// Whether `a < b`.
pub fn less(a: &[u8], b: &[u8]) -> bool {
    let (a, b) = (strip(a), strip(b));
    (a.len(), a) < (b.len(), b)
}

/// Whether there is no remainder by 2; so for nothing at all, too.
pub fn is_even(number: &[u8]) -> bool {
    number.last().is_none_or(|last| last % 2 == 0)
}

/// `a * b`.
pub fn multiply(a: &[u8], b: &[u8]) -> Vec<u8> {
    let (a, b) = (words(a), words(b));
    let mut product = vec![0u32; a.len() + b.len()];
    for (index, x) in a.iter().enumerate() {
        let mut carry = 0u64;
        // One word more than `b` has, for the last carry.
        for (sum, y) in product.iter_mut().skip(index).zip(b.iter().chain(&[0])) {
            let value = u64::from(*sum) + u64::from(*x) * u64::from(*y) + carry;
            *sum = value as u32;
            carry = value >> 32;
        }
    }
    bytes(&product)
}

/// `a + b`.
pub fn add(a: &[u8], b: &[u8]) -> Vec<u8> {
    let (mut a, b) = (words(a), words(b));
    a.resize(a.len().max(b.len()) + 1, 0);
    let mut carry = 0u64;
    for (x, y) in a.iter_mut().zip(b.iter().chain(core::iter::repeat(&0))) {
        let value = u64::from(*x) + u64::from(*y) + carry;
        *x = value as u32;
        carry = value >> 32;
    }
    bytes(&a)
}

/// `a - b`, where `b` is not the larger one.
pub fn subtract(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut a = words(a);
    subtract_if(&mut a, &words(b));
    bytes(&a)
}

/// The remainder of `number` by `modulus`; by zero, the number.
pub fn remainder(number: &[u8], modulus: &[u8]) -> Vec<u8> {
    let modulus = words(strip(modulus));
    // One bit of room, for twice what is left.
    let mut rest = vec![0u32; modulus.len() + 1];
    if modulus.is_empty() {
        return strip(number).to_vec();
    }
    for bit in number.iter().flat_map(|byte| (0..8).rev().map(move |shift| byte >> shift & 1)) {
        double(&mut rest, bit.into());
        subtract_if(&mut rest, &modulus);
    }
    bytes(&rest)
}

/// `a - b` modulo `modulus`, where both are below it.
pub fn subtract_modulo(a: &[u8], b: &[u8], modulus: &[u8]) -> Vec<u8> {
    remainder(&add(a, &subtract(modulus, b)), modulus)
}

/// The inverse of `number` modulo an odd prime (Fermat); zero of a multiple of it.
pub fn inverse(number: &[u8], prime: &[u8]) -> Option<Vec<u8>> {
    let field = Field::new(prime)?;
    Some(field.leave(&field.inverse(&field.enter(&remainder(number, prime))?)))
}

/// The greatest common divisor of an odd number and another.
pub fn gcd(odd: &[u8], other: &[u8]) -> Vec<u8> {
    let (mut a, mut b) = (strip(odd).to_vec(), strip(other).to_vec());
    while !b.is_empty() {
        while is_even(&b) {
            b = halved(&b);
        }
        if less(&b, &a) {
            core::mem::swap(&mut a, &mut b);
        }
        b = subtract(&b, &a);
    }
    a
}

/// Half of an even number.
pub fn halved(number: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let half = |byte: &u8| {
        let half = byte >> 1 | carry;
        carry = byte << 7;
        half
    };
    strip(&number.iter().map(half).collect::<Vec<u8>>()).to_vec()
}

/// Twice a number, and `carry`.
fn double(number: &mut [u32], mut carry: u32) {
    for word in number {
        (*word, carry) = (*word << 1 | carry, *word >> 31);
    }
}

/// Takes `b` from `a` if it is not the larger one; the same steps either way.
fn subtract_if(a: &mut [u32], b: &[u32]) {
    let padded = || b.iter().copied().chain(core::iter::repeat(0));
    let difference = |x: u32, y: u32, borrow: u64| u64::from(x).wrapping_sub(u64::from(y)).wrapping_sub(borrow);
    let borrow = a.iter().zip(padded()).fold(0, |borrow, (x, y)| difference(*x, y, borrow) >> 63);
    let mask = (borrow as u32).wrapping_sub(1);
    let mut borrow = 0;
    for (x, y) in a.iter_mut().zip(padded()) {
        let value = difference(*x, y & mask, borrow);
        *x = value as u32;
        borrow = value >> 63;
    }
}

/// Words of 32 bits, the lowest first.
fn words(bytes: &[u8]) -> Vec<u32> {
    let word = |chunk: &[u8]| chunk.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    bytes.rchunks(4).map(word).collect()
}

fn bytes(words: &[u32]) -> Vec<u8> {
    let all: Vec<u8> = words.iter().rev().flat_map(|word| word.to_be_bytes()).collect();
    strip(&all).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u128) -> Vec<u8> {
        strip(&value.to_be_bytes()).to_vec()
    }

    /// Numbers of all lengths, the edges of words among them.
    fn some() -> Vec<u128> {
        let mut numbers: Vec<u128> = vec![0, 1, 2, 3, 255, 256, 0xffff_ffff, 0x1_0000_0000, u64::MAX.into(), 1 << 63];
        let mut next = 0x9e37_79b9_7f4a_7c15_u128;
        for shift in 0..40 {
            next = next.wrapping_mul(0x2545_f491_4f6c_dd1d_f00d_cafe_beef_0001) ^ (next >> 17);
            numbers.push((next % (1 << 63)) >> (shift + shift / 4));
        }
        numbers
    }

    #[test]
    fn the_operations_agree_with_those_of_the_machine() {
        for a in some() {
            for b in some() {
                let (x, y) = (number(a), number(b));
                assert_eq!(multiply(&x, &y), number(a * b), "{a} * {b}");
                assert_eq!(add(&x, &y), number(a + b), "{a} + {b}");
                assert_eq!(less(&x, &y), a < b, "{a} < {b}");
                if b <= a {
                    assert_eq!(subtract(&x, &y), number(a - b), "{a} - {b}");
                }
                if b > 0 {
                    assert_eq!(remainder(&x, &y), number(a % b), "{a} % {b}");
                    assert_eq!(remainder(&multiply(&x, &x), &y), number(a * a % b), "{a} * {a} % {b}");
                    let (c, d) = (a % b, a * 3 % b);
                    assert_eq!(subtract_modulo(&number(c), &number(d), &y), number((c + b - d) % b));
                }
                if a % 2 == 1 {
                    let (mut p, mut q) = (a, b);
                    while q > 0 {
                        (p, q) = (q, p % q);
                    }
                    assert_eq!(gcd(&x, &y), number(p), "gcd {a} {b}");
                }
            }
            assert_eq!(bits(&number(a)), 128 - a.leading_zeros() as usize);
            assert_eq!(is_even(&number(a)), a % 2 == 0);
            assert_eq!(halved(&number(a & !1)), number(a / 2));
        }
    }

    #[test]
    fn nothing_and_zeros_are_zero() {
        assert_eq!((bits(&[]), bits(&[0, 0]), bits(&[0, 0x80, 0])), (0, 0, 16));
        assert_eq!(remainder(&[0, 7], &[]), [7]);
        assert_eq!(multiply(&[], &[9]), [0u8; 0]);
        assert!(is_even(&[]) && !less(&[], &[0]) && less(&[0], &[0, 1]));
    }
}
