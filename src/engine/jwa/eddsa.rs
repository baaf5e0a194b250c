//! EdDSA on Ed25519 and Ed448 (RFC 8037 §3.1, RFC 8032), under its first name and under the two that RFC 9864 gave it.
//!
//! A signature is `R || S`: 64 bytes on Ed25519, 114 on Ed448. Signing is deterministic.

use super::{Algorithm, Failure, Family, KeyRule, Status};
use crate::base::diagnostic::reason::Unusable;
use crate::crypto::eddsa;
use crate::key::{EdCurve, Key, Material, Okp};
use crate::spec::Spec;

/// EdDSA, on whichever of the two curves the key is.
pub static EDDSA: Algorithm = Algorithm {
    name: "EdDSA",
    title: "EdDSA on Ed25519 or Ed448",
    family: Family::EdDsa,
    hash: None,
    key: KeyRule::Okp(&EdCurve::ALL),
    spec: Spec::Rfc(8037, "3.1"),
    status: Status::Deprecated,
    sign: |key, message, _| sign(&EdCurve::ALL, key, message),
    verify: |key, message, signature| verify(&EdCurve::ALL, key, message, signature),
};

/// EdDSA on Ed25519 alone.
pub static ED25519: Algorithm = Algorithm {
    name: "Ed25519",
    title: "EdDSA on Ed25519",
    key: KeyRule::Okp(&[EdCurve::Ed25519]),
    spec: Spec::Rfc(9864, "2.2"),
    status: Status::Optional,
    sign: |key, message, _| sign(&[EdCurve::Ed25519], key, message),
    verify: |key, message, signature| verify(&[EdCurve::Ed25519], key, message, signature),
    ..EDDSA
};

/// EdDSA on Ed448 alone.
pub static ED448: Algorithm = Algorithm {
    name: "Ed448",
    title: "EdDSA on Ed448",
    key: KeyRule::Okp(&[EdCurve::Ed448]),
    sign: |key, message, _| sign(&[EdCurve::Ed448], key, message),
    verify: |key, message, signature| verify(&[EdCurve::Ed448], key, message, signature),
    ..ED25519
};

/// The length of a signature on `curve`, in bytes (RFC 8032 §5.1.6, §5.2.6).
pub const fn signature_bytes(curve: EdCurve) -> usize {
    2 * curve.key_bytes()
}

fn verify(curves: &[EdCurve], key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    let key = okp(curves, key)?;
    let expected = signature_bytes(key.curve);
    if signature.len() != expected {
        return Err(Failure::Length { expected, got: signature.len() });
    }
    let holds = eddsa::verify(key.curve, &key.x, message, signature).ok_or_else(no_point)?;
    if holds { Ok(()) } else { Err(Failure::Mismatch) }
}

fn sign(curves: &[EdCurve], key: &Key, message: &[u8]) -> Result<Vec<u8>, Failure> {
    let key = okp(curves, key)?;
    let seed = key.d.as_ref().ok_or(Failure::NeedsPrivateKey)?.0.as_slice();
    eddsa::sign(key.curve, seed, message).ok_or(Failure::BadKey(Unusable::PrivateLength))
}

fn okp<'a>(curves: &[EdCurve], key: &'a Key) -> Result<&'a Okp, Failure> {
    match &key.material {
        Material::Okp(okp) if curves.contains(&okp.curve) => Ok(okp),
        _ => Err(Failure::WrongKey),
    }
}

fn no_point() -> Failure {
    Failure::BadKey(Unusable::NoPoint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::key::{Pair, Secret, Source};

    fn key(curve: EdCurve) -> Key {
        Pair::Okp(curve).of(&vec![7; curve.key_bytes()]).expect("a key pair")
    }

    /// A key as nobody can read one in.
    fn raw(curve: EdCurve, x: &[u8], d: Option<&[u8]>) -> Key {
        let material = Material::Okp(Okp { curve, x: x.to_vec(), d: d.map(|d| Secret(d.to_vec())) });
        Key::new(material, Source::Jwk, vec![])
    }

    fn signed(row: &Algorithm, key: &Key) -> Result<Vec<u8>, Failure> {
        (row.sign)(key, b"message", &mut Counter(0))
    }

    #[test]
    fn each_row_takes_the_curves_of_its_name() {
        let check = |row: &Algorithm, curve: EdCurve, takes: bool| {
            let key = key(curve);
            let signature = signed(&EDDSA, &key).expect("a signature");
            assert_eq!(signature.len(), signature_bytes(curve));
            let (makes, holds) = match takes {
                true => (Ok(signature.clone()), Ok(())),
                false => (Err(Failure::WrongKey), Err(Failure::WrongKey)),
            };
            assert_eq!(signed(row, &key), makes, "{}", row.name);
            assert_eq!((row.verify)(&key, b"message", &signature), holds, "{}", row.name);
        };
        check(&EDDSA, EdCurve::Ed25519, true);
        check(&EDDSA, EdCurve::Ed448, true);
        check(&ED25519, EdCurve::Ed25519, true);
        check(&ED25519, EdCurve::Ed448, false);
        check(&ED448, EdCurve::Ed25519, false);
        check(&ED448, EdCurve::Ed448, true);
    }

    #[test]
    fn every_changed_bit_and_every_other_length_is_refused() {
        for curve in EdCurve::ALL {
            let key = key(curve);
            let signature = signed(&EDDSA, &key).expect("a signature");
            let verify = |signature: &[u8]| (EDDSA.verify)(&key, b"message", signature);
            for bit in 0..8 * signature.len() {
                let mut changed = signature.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(verify(&changed), Err(Failure::Mismatch), "{curve:?}, bit {bit}");
            }
            let expected = signature.len();
            for got in [0, 1, 32, expected - 1, expected + 1, 200] {
                let other: Vec<u8> = signature.iter().copied().cycle().take(got).collect();
                assert_eq!(verify(&other), Err(Failure::Length { expected, got }));
            }
            assert_eq!((EDDSA.verify)(&key, b"massage", &signature), Err(Failure::Mismatch));
        }
    }

    #[test]
    fn zeros_and_ones_are_no_signature() {
        for curve in EdCurve::ALL {
            for byte in [0, 1, 0x7f, 0xff] {
                let signature = vec![byte; signature_bytes(curve)];
                assert_eq!((EDDSA.verify)(&key(curve), b"", &signature), Err(Failure::Mismatch));
            }
        }
    }

    #[test]
    fn a_key_that_cannot_be_used_says_why() {
        for curve in EdCurve::ALL {
            let bytes = curve.key_bytes();
            let Material::Okp(Okp { x, .. }) = key(curve).material else { panic!("an Edwards key") };
            assert_eq!(signed(&EDDSA, &raw(curve, &x, None)), Err(Failure::NeedsPrivateKey));
            assert_eq!(signed(&EDDSA, &raw(curve, &x, Some(&[7; 3]))), Err(Failure::BadKey(Unusable::PrivateLength)));
            // Of another length, and a y that belongs to no x.
            for x in [vec![], vec![7; bytes + 1], [vec![2], vec![0; bytes - 1]].concat()] {
                let answer = (EDDSA.verify)(&raw(curve, &x, None), b"", &vec![0; 2 * bytes]);
                assert_eq!(answer, Err(no_point()), "{curve:?} {x:?}");
            }
        }
    }
}
