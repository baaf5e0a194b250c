//! RSA moduli that are too small or prime, or give their factors away: divided by small numbers, by the fingerprint of a flawed generator, and with
//! primes so close that a square root finds them (RFC 8017 §3.1 asks for primes that nobody else can tell).

use crate::audit::{Check, Find, Severity, Subject};
use crate::crypto::prime::{LARGEST_BITS, is_probable_prime};
use crate::key::{Key, Material, Rsa};
use crate::spec::Spec;
use std::sync::{Mutex, PoisonError};

/// So many moduli of a set are calculated with, so that a large set holds nothing up.
const CALCULATED: usize = 8;
/// The cubes of the lengths, in bits, of moduli that are tested for being prime: one of 4096 bits or eight of 2048.
const PRIMALITY_WORK: u64 = (LARGEST_BITS as u64).pow(3);

pub(in crate::audit) static BROKEN: Check = check! {
    id: "rsa-broken",
    severity: Severity::Defect,
    why: "its signatures can be forged, or none can be checked",
    fix: "use a key of 2048 bits or more",
    spec: Spec::Rfc(7518, "3.3"),
    find: Find::CodesOr(&["rsa-broken", "rsa-modulus", "rsa-exponent"], |subject, findings| {
        for (key, bits) in rsa_keys(subject).map(|(key, _)| (key, key.size_bits())).filter(|(_, bits)| *bits < 1024) {
            findings.add(format!("{} has {bits} bits, few enough to be factored", super::named(key)));
        }
    }),
};

pub(in crate::audit) static WEAK: Check = check! {
    id: "rsa-weak",
    severity: Severity::Verifier,
    why: "factoring it is expensive today, and becomes cheaper",
    fix: "use a key of 2048 bits or more",
    spec: Spec::Rfc(7518, "3.3"),
    find: Find::Codes(&["rsa-small"]),
};

pub(in crate::audit) static PRIME: Check = check! {
    id: "rsa-prime",
    severity: Severity::Defect,
    why: "the private exponent follows from a prime modulus and the public exponent, so anyone can sign",
    fix: "revoke the key, and make one whose modulus is the product of two secret primes",
    spec: Spec::Rfc(8017, "3.1"),
    find: Find::Look(|subject, findings| {
        let mut left = PRIMALITY_WORK;
        for (key, rsa) in rsa_keys(subject) {
            let work = (key.size_bits() as u64).pow(3);
            if work > left {
                continue;
            }
            left -= work;
            if is_prime(&rsa.n) {
                findings.add(format!("the modulus of {} is a prime", super::named(key)));
            }
        }
    }),
};

pub(in crate::audit) static FACTORS: Check = check! {
    id: "rsa-factors",
    severity: Severity::Defect,
    why: "with them anyone can sign",
    fix: "revoke the key, and use another generator",
    spec: Spec::Rfc(8017, "3.1"),
    find: Find::Look(|subject, findings| {
        for (key, rsa) in rsa_keys(subject) {
            if let Some(leak) = leak(&rsa.n) {
                findings.add(format!("{}: {leak}", super::named(key)));
            }
        }
    }),
};

pub(in crate::audit) static EXPONENT: Check = check! {
    id: "rsa-exponent-small",
    severity: Severity::Verifier,
    why: "a verifier that is lax about padding then accepts forged signatures",
    fix: "compare the whole padded hash, and use 65537 for new keys",
    spec: Spec::Rfc(8017, "8.2.2"),
    find: Find::Look(|subject, findings| {
        for (key, _) in rsa_keys(subject).filter(|(_, rsa)| rsa.e.len() < 2) {
            findings.add(format!("the public exponent of {} has one byte", super::named(key)));
        }
    }),
};

/// The RSA keys that are calculated with.
fn rsa_keys<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a Key, &'a Rsa)> {
    let rsa = |key: &'a Key| match &key.material {
        Material::Rsa(rsa) => Some((key, rsa)),
        _ => None,
    };
    subject.keys().into_iter().filter_map(rsa).take(CALCULATED)
}

/// Whether `n` is prime. A test takes tens of milliseconds and each key stroke in a token asks for one, so the last answers are kept.
fn is_prime(n: &[u8]) -> bool {
    static KNOWN: Mutex<Vec<(Vec<u8>, bool)>> = Mutex::new(vec![]);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, answer)) = known.iter().find(|(number, _)| number == n) {
        return *answer;
    }
    let answer = is_probable_prime(n).unwrap_or(false);
    if known.len() >= 2 * CALCULATED {
        known.remove(0);
    }
    known.push((n.to_vec(), answer));
    answer
}

/// What gives the factors of `n` away, a big-endian odd number; `None` proves nothing. Below, a number is its words of 32 bits,
/// the lowest first.
fn leak(n: &[u8]) -> Option<&'static str> {
    let words: Vec<u32> =
        n.rchunks(4).map(|word| word.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte))).collect();
    let mut fingerprint = true;
    for divisor in (3..1000).step_by(2) {
        let rest = remainder(&words, divisor);
        if rest == 0 {
            return Some("the modulus has a factor below 1000");
        }
        if divisor <= 167 && is_small_prime(divisor) {
            fingerprint &= is_power(rest, divisor);
        }
    }
    if fingerprint {
        return Some("the modulus has the fingerprint of the ROCA generator (CVE-2017-15361)");
    }
    // A root takes time in proportion to the square of the length.
    (n.len() <= 512 && has_close_primes(&words)).then_some("its primes are so close that a square root finds them")
}

fn remainder(n: &[u32], divisor: u32) -> u32 {
    let divisor = u64::from(divisor);
    n.iter().rev().fold(0, |rest, word| (rest << 32 | u64::from(*word)) % divisor) as u32
}

fn is_small_prime(odd: u32) -> bool {
    !(3..odd).any(|divisor| odd.is_multiple_of(divisor))
}

/// Whether `rest` is a power of 65537 modulo `prime`, as every key of that generator is for each prime up to 167; of other keys
/// one in 2^27 passes all of them.
fn is_power(rest: u32, prime: u32) -> bool {
    let mut power = 1;
    (0..prime).any(|_| {
        let found = power == rest;
        power = power * 65537 % prime;
        found
    })
}

/// Whether `n` is a square, or one step of Fermat's method factors it: the next larger square exceeds it by a square.
fn has_close_primes(n: &[u32]) -> bool {
    let is_zero = |n: &[u32]| n.iter().all(|word| *word == 0);
    let (mut twice, rest) = square_root(n);
    if let Some(lowest) = twice.first_mut() {
        *lowest |= 1;
    }
    // (root + 1)² - n = 2 root + 1 - rest
    is_zero(&rest) || subtract(&twice, &rest).is_some_and(|excess| is_zero(&square_root(&excess).1))
}

/// Twice the square root of `n`, rounded down before it is doubled, and what is left of `n`; digit by digit, as on paper.
fn square_root(n: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let room = n.len() / 2 + 2;
    let (mut twice, mut rest) = (vec![0; room], vec![0; room]);
    for word in n.iter().rev() {
        for shift in (0..32).step_by(2).rev() {
            append(&mut rest, 2, word >> shift & 3);
            append(&mut twice, 1, 1);
            let difference = subtract(&rest, &twice);
            if let Some(lowest) = twice.first_mut() {
                // It ends in 01 here, so nothing is carried.
                *lowest ^= if difference.is_some() { 3 } else { 1 };
            }
            rest = difference.unwrap_or(rest);
        }
    }
    (twice, rest)
}

/// Appends so many `bits` to a number.
fn append(number: &mut [u32], bits: u32, mut low: u32) {
    for word in number {
        let high = *word >> (32 - bits);
        *word = *word << bits | low;
        low = high;
    }
}

/// `a - b`, two numbers of one length; `None` if that is negative.
fn subtract(a: &[u32], b: &[u32]) -> Option<Vec<u32>> {
    let mut borrow = false;
    let difference = a.iter().zip(b).map(|(a, b)| {
        let (word, below) = a.overflowing_sub(*b);
        let (word, further) = word.overflowing_sub(u32::from(borrow));
        borrow = below || further;
        word
    });
    let difference = difference.collect();
    (!borrow).then_some(difference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_and_its_rest_give_the_number_back() {
        for n in [0u64, 1, 2, 3, 4, 15, 16, 17, 0xffff_ffff, 1 << 32, u64::MAX, 999_999_999_999] {
            let (twice, rest) = square_root(&[n as u32, (n >> 32) as u32]);
            let number = |words: &[u32]| words.iter().rev().fold(0u128, |sum, word| sum << 32 | u128::from(*word));
            let (root, rest) = (number(&twice) / 2, number(&rest));
            assert_eq!((root * root + rest, rest <= 2 * root), (u128::from(n), true), "{n}");
        }
    }

    #[test]
    fn primes_are_close_if_one_step_of_fermat_finds_them() {
        let check = |p: u64, q: u64, close: bool| {
            assert_eq!(has_close_primes(&[(p * q) as u32, ((p * q) >> 32) as u32]), close, "{p} {q}")
        };
        check(4_294_967_291, 4_294_967_279, true);
        check(4_294_967_291, 4_294_967_291, true);
        check(4_294_967_291, 4_294_836_197, true);
        check(4_294_967_291, 4_290_772_957, false);
        check(4_294_967_291, 2_147_483_647, false);
    }

    #[test]
    fn only_powers_of_the_generator_bear_its_fingerprint() {
        // 65537 is 3 modulo 7, whose powers are everything, and -1 modulo 11.
        assert!((1..7).all(|rest| is_power(rest, 7)));
        assert_eq!((1..11).filter(|rest| is_power(*rest, 11)).collect::<Vec<_>>(), [1, 10]);
    }
}
