//! What a signature says by itself, whatever was signed: numbers that no signer makes, and what RSA arithmetic shows.
//!
//! Undoing an RSA signature with the public key gives a block. A padding of many fixed bytes cannot come out by chance, so finding
//! one proves that *this* key signed. Noise proves that it did not; where a block might be of some other scheme, nothing is claimed.

use super::Case;
use super::chain::block::{pkcs1, read};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::{Proof, Signature, Zero};
use crate::engine::jwa::ecdsa;
use crate::engine::jwa::rsa::{modulus_bits, opened};
use crate::key::{Material, Rsa};

/// r or s is zero: then there is nothing to look for.
pub(super) fn zero(case: &Case) -> Option<Diagnostic> {
    let Material::Ec(key) = &case.key.material else { return None };
    let bytes = ecdsa::scalar_bytes(key.curve);
    let (r, s) = case.signature.split_at_checked(bytes).filter(|(_, s)| s.len() == bytes)?;
    let zero = |scalar: &[u8]| scalar.iter().all(|byte| *byte == 0);
    let which = match (zero(r), zero(s)) {
        (true, true) => Zero::Both,
        (true, false) => Zero::R,
        (false, true) => Zero::S,
        (false, false) => return None,
    };
    Some(Diagnostic::error(Signature::Zero(which)))
}

/// What follows if nothing else explains the signature.
pub(super) fn follows(case: &Case) -> Option<Diagnostic> {
    match &case.key.material {
        Material::Ec(key) => {
            let curve = key.curve;
            let is_whole = case.signature.len() == 2 * ecdsa::scalar_bytes(curve);
            let out = is_whole && !ecdsa::in_range(curve, case.signature);
            out.then(|| Diagnostic::error(Signature::Range(curve.name())))
        }
        Material::Rsa(key) if case.signature.len() == modulus_bits(key).div_ceil(8) => rsa(case, key),
        _ => None,
    }
}

/// Whether a number, its highest byte first, has a factor below 1000. The modulus of an RSA key has none; of numbers that are no
/// product of two large primes nine in ten have one.
fn has_small_factor(number: &[u8]) -> bool {
    let divides = |factor: u32| number.iter().fold(0, |rest, byte| (rest << 8 | u32::from(*byte)) % factor) == 0;
    (2..1000).any(divides)
}

fn rsa(case: &Case, key: &Rsa) -> Option<Diagnostic> {
    if has_small_factor(&key.n) {
        return Some(Diagnostic::error(Signature::KeyDamaged));
    }
    let other_key = |proof| Some(Diagnostic::error(Signature::OtherKey { proof, left_out: false }));
    let Some(block) = opened(key, case.signature) else { return other_key(Proof::TooLarge) };
    let readings = read(&block, modulus_bits(key));
    if let Some((padding, row)) = readings.iter().find_map(|reading| Some((reading.proved()?, reading.row()))) {
        let other = (row != Some(case.algorithm)).then_some((padding, case.algorithm.name));
        return Some(Diagnostic::error(match case.payload_is_empty() {
            true => Signature::ContentMissing { other },
            false => Signature::ContentChanged { other },
        }));
    }
    if pkcs1(&block).is_some() {
        return Some(Diagnostic::error(Signature::DigestInfo(case.algorithm.name)));
    }
    match block.as_slice() {
        // Perhaps some padding that is not read here (RFC 8017 §7.2, ISO 9796-2, X9.31): nothing is proved.
        [0, 0..=2, ..] | [.., 0xbc | 0xcc] => None,
        _ => other_key(Proof::NoPadding),
    }
}
