//! RSA moduli that are too small or prime, or give their factors away: divided by small numbers, by the fingerprint of a flawed generator, and with
//! primes so close that a square root finds them (RFC 8017 §3.1 asks for primes that nobody else can tell).

use crate::audit::{Check, Find, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Finding, KeyFlaw};
use crate::crypto::prime::{LARGEST_BITS, has_close_factors, is_probable_prime, odd_primes_below, remainders};
use crate::key::{Key, Material, Rsa};
use crate::spec::Spec;
use std::sync::{Mutex, PoisonError};

/// So many moduli of a set are calculated with, so that a large set holds nothing up.
const CALCULATED: usize = 8;
/// The cubes of the lengths, in bits, of moduli that are tested for being prime: one of 4096 bits or eight of 2048.
const PRIMALITY_WORK: u64 = (LARGEST_BITS as u64).pow(3);

pub(in crate::audit) static BROKEN: Check = Check {
    id: "rsa-broken",
    title: "Broken RSA key",
    severity: Severity::Defect,
    what: "An RSA key has fewer than 1024 bits, or numbers that no RSA key has.",
    why: "Its signatures can be forged, or none can be verified.",
    example: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key(
            r#"{"kty":"RSA","n":"viKwZXukQ7YDJLX2FF0O8BCNgjcYsfkk7B6mcat0ndOhMM9UHb2BRkvEmRvtdRASuj3jXA9idMpkUHG2S_cbRQ","e":"AQAB"}"#,
        ),
    ],
    instead: &[],
    fix: "Use a key of 2048 bits or more.",
    sources: &[Spec::Rfc(7518, "3.3"), Spec::Rfc(8017, "3.1")],
    find: Find::CodesOr(&["rsa-broken", "rsa-modulus", "rsa-exponent"], |subject, findings| {
        for (key, bits) in rsa_keys(subject).map(|(key, _)| (key, key.size_bits())).filter(|(_, bits)| *bits < 1024) {
            findings.add(Finding::Key(super::kid(key), KeyFlaw::Factorable(bits)));
        }
    }),
};

pub(in crate::audit) static WEAK: Check = Check {
    id: "rsa-weak",
    title: "Small RSA key",
    severity: Severity::Verifier,
    what: "An RSA key has 1024 bits or more, and fewer than 2048.",
    why: "Factoring it is expensive today, and is getting cheaper.",
    example: &[Line::Header(r#"{"alg":"RS256"}"#), Line::Key(r#"{"kty":"RSA","n":"vJ8…","e":"AQAB"}"#)],
    instead: &[],
    fix: "Use a key of 2048 bits or more.",
    sources: &[Spec::Rfc(7518, "3.3")],
    find: Find::Codes(&["rsa-small"]),
};

pub(in crate::audit) static PRIME: Check = Check {
    id: "rsa-prime",
    title: "RSA modulus that is a prime",
    severity: Severity::Defect,
    what: "The modulus of an RSA key is a prime number.",
    why: "The private exponent follows from a prime modulus and the public exponent, so anyone can sign.",
    example: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key(
            r#"{"kty":"RSA","n":"Af______________________________________________________________________________________","e":"AQAB"}"#,
        ),
    ],
    instead: &[],
    fix: "Revoke the key, and make one whose modulus is the product of two secret primes.",
    sources: &[Spec::Rfc(8017, "3.1")],
    find: Find::Look(|subject, findings| {
        let mut left = PRIMALITY_WORK;
        for (key, rsa) in rsa_keys(subject) {
            let work = (key.size_bits() as u64).pow(3);
            if work > left {
                continue;
            }
            left -= work;
            if is_prime(&rsa.n) {
                findings.add(Finding::Key(super::kid(key), KeyFlaw::Prime));
            }
        }
    }),
};

pub(in crate::audit) static FACTORS: Check = Check {
    id: "rsa-factors",
    title: "RSA modulus that reveals its factors",
    severity: Severity::Defect,
    what: "The modulus of an RSA key has a small factor, two primes that are close together, or the fingerprint of a flawed generator (ROCA).",
    why: "Anyone who knows the factors can sign.",
    example: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key(
            r#"{"kty":"RSA","n":"viKwZXukQ7YDJLX2FF0O8BCNgjcYsfkk7B6mcat0ndOhMM9UHb2BRkvEmRvtdRASuj3jXA9idMpkUHG2S_cbQw","e":"AQAB"}"#,
        ),
    ],
    instead: &[],
    fix: "Revoke the key, and use another generator.",
    sources: &[Spec::Rfc(8017, "3.1")],
    find: Find::Look(|subject, findings| {
        for (key, rsa) in rsa_keys(subject) {
            if let Some(leak) = leak(&rsa.n) {
                findings.add(Finding::Key(super::kid(key), leak));
            }
        }
    }),
};

pub(in crate::audit) static EXPONENT: Check = Check {
    id: "rsa-exponent-small",
    title: "Small RSA exponent",
    severity: Severity::Verifier,
    what: "The public exponent of an RSA key has one byte, such as 3.",
    why: "A verifier that is lax about padding then accepts forged signatures.",
    example: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key(
            r#"{"kty":"RSA","n":"viKwZXukQ7YDJLX2FF0O8BCNgjcYsfkk7B6mcat0ndOhMM9UHb2BRkvEmRvtdRASuj3jXA9idMpkUHG2S_cbRQ","e":"Aw"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key(
            r#"{"kty":"RSA","n":"viKwZXukQ7YDJLX2FF0O8BCNgjcYsfkk7B6mcat0ndOhMM9UHb2BRkvEmRvtdRASuj3jXA9idMpkUHG2S_cbRQ","e":"AQAB"}"#,
        ),
    ],
    fix: "Compare the whole padded hash, and use 65537 for new keys.",
    sources: &[Spec::Rfc(8017, "8.2.2")],
    find: Find::Look(|subject, findings| {
        for (key, _) in rsa_keys(subject).filter(|(_, rsa)| rsa.e.len() < 2) {
            findings.add(Finding::Key(super::kid(key), KeyFlaw::Exponent));
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

/// What gives the factors of `n` away, a big-endian odd number; `None` proves nothing.
fn leak(n: &[u8]) -> Option<KeyFlaw> {
    let primes: Vec<u32> = odd_primes_below(1000).collect();
    let rests = remainders(n, primes.iter().copied());
    if rests.contains(&0) {
        return Some(KeyFlaw::SmallFactor);
    }
    if primes.into_iter().zip(rests).take_while(|(prime, _)| *prime <= 167).all(|(prime, rest)| is_power(rest, prime)) {
        return Some(KeyFlaw::Roca);
    }
    has_close_factors(n)?.then_some(KeyFlaw::ClosePrimes)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_powers_of_the_generator_bear_its_fingerprint() {
        // 65537 is 3 modulo 7, whose powers are everything, and -1 modulo 11.
        assert!((1..7).all(|rest| is_power(rest, 7)));
        assert_eq!((1..11).filter(|rest| is_power(*rest, 11)).collect::<Vec<_>>(), [1, 10]);
    }
}
