//! The equation that a verifier of ECDSA works out, number by number (FIPS 186-5 §6.4.2): to be shown, not to judge by.
//! Everything here is public, and may take its time by its values.

use super::recover::scalar;
use super::{Coordinates, JoseCurve, coordinates, on_curve};
use crate::crypto::Curve;
use ::ecdsa::Signature;
use p256::elliptic_curve::bigint::Encoding;
use p256::elliptic_curve::ff::PrimeField;
use p256::elliptic_curve::ops::{Invert, MulByGeneratorVartime, MulVartime, Reduce};
use p256::elliptic_curve::{ProjectivePoint, PublicKey, Scalar};

/// The numbers of the equation `R = u1 * G + u2 * Q`, each in full length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The hash as a number modulo the order.
    pub e: Vec<u8>,
    /// `e / s`.
    pub u1: Vec<u8>,
    /// `r / s`.
    pub u2: Vec<u8>,
    /// R; `None` if it is the point at infinity.
    pub point: Option<Coordinates>,
    /// The x-coordinate of R modulo the order: what has to be r. Empty if there is none.
    pub x: Vec<u8>,
}

/// The equation of a signature under the public key x and y; `None` if these are no point of the curve, or r or s is not from 1
/// to below the order.
pub fn equation(curve: Curve, [x, y]: [&[u8]; 2], digest: &[u8], signature: &[u8]) -> Option<Equation> {
    fn work_out<C: JoseCurve>(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<Equation> {
        let octets = |number: Scalar<C>| number.to_repr().to_vec();
        let key = PublicKey::<C>::from_sec1_bytes(key).ok()?;
        let (r, s) = Signature::<C>::from_slice(signature).ok()?.split_scalars();
        let over_s: Scalar<C> = *s.invert();
        let e = scalar::<C>(digest);
        let (u1, u2) = (e * over_s, *r * over_s);
        let multiple = key.to_projective().mul_vartime(&u2);
        let sum = ProjectivePoint::<C>::mul_by_generator_vartime(&u1) + multiple;
        let point = coordinates::<C>(&sum.into());
        let reduced = point.as_ref().map(|[x, _]| {
            octets(Scalar::<C>::reduce(&C::Uint::from_be_slice_truncated(x, 8 * u32::try_from(x.len()).unwrap_or(0))))
        });
        Some(Equation { e: octets(e), u1: octets(u1), u2: octets(u2), point, x: reduced.unwrap_or_default() })
    }
    let key = [&[4], x, y].concat();
    on_curve!(curve, work_out(&key, digest, signature))
}

#[cfg(test)]
mod tests {
    use super::super::{public_key, sign, verify};
    use super::*;
    use crate::crypto::Hash;
    use crate::crypto::octets::pad;

    #[test]
    fn the_equation_gives_r_exactly_where_the_signature_holds() {
        for curve in Curve::ALL {
            let length = curve.field_bytes();
            let secret = pad(&[9, 77, 5], length);
            let key = public_key(curve, &secret).expect("a key");
            let key = [key[0].as_slice(), key[1].as_slice()];
            let digest = Hash::Sha512.digest(b"message");
            let signature = sign(curve, &secret, &digest).expect("a signature");
            for (digest, holds) in [(digest.clone(), true), (Hash::Sha512.digest(b"massage"), false)] {
                let equation = equation(curve, key, &digest, &signature).expect("in range");
                assert_eq!((equation.u1.len(), equation.u2.len(), equation.x.len()), (length, length, length));
                assert_eq!(equation.x == signature[..length], holds, "{curve:?}");
                assert_eq!(verify(curve, key, &digest, &signature), Some(holds), "{curve:?}");
            }
        }
    }

    #[test]
    fn what_is_no_signature_has_no_equation() {
        for curve in Curve::ALL {
            let length = curve.field_bytes();
            let [x, y] = &public_key(curve, &pad(&[1], length)).expect("the generator");
            let zero = [pad(&[], length), pad(&[1], length)].concat();
            assert_eq!(equation(curve, [x, y], &[7; 32], &zero), None);
            assert_eq!(equation(curve, [x, y], &[7; 32], &[]), None);
            assert_eq!(equation(curve, [y, x], &[7; 32], &[1; 2]), None);
        }
    }
}
