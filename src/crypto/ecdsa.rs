//! ECDSA (FIPS 186-5 §6.4) on the four curves of JOSE, by the crates `p256`, `p384`, `p521` and `k256`.
//!
//! Each function is written once for every curve, over the traits that these crates share. A signature is `r || s`, a
//! coordinate and a private number have the full length of the field.

mod equation;
mod recover;

use ::ecdsa::{DigestAlgorithm, EcdsaCurve, Signature, hazmat};
pub use equation::{Equation, equation};
use p256::elliptic_curve::point::DecompressPoint;
use p256::elliptic_curve::sec1::{FromSec1Point, ModulusSize, ToSec1Point};
use p256::elliptic_curve::{self, AffinePoint, CurveArithmetic, FieldBytes, PublicKey, SecretKey};
pub use recover::{HashTester, is_possible, recover};

/// The curves of `kty` "EC" (RFC 7518 §6.2.1.1, RFC 8812 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// NIST P-256, secp256r1.
    P256,
    /// NIST P-384, secp384r1.
    P384,
    /// NIST P-521, secp521r1.
    P521,
    /// secp256k1.
    Secp256k1,
}

impl Curve {
    /// All of them.
    pub const ALL: [Curve; 4] = [Curve::P256, Curve::P384, Curve::P521, Curve::Secp256k1];

    /// The name in `crv` (RFC 7518 §6.2.1.1): `P-256`.
    pub const fn name(self) -> &'static str {
        match self {
            Curve::P256 => "P-256",
            Curve::P384 => "P-384",
            Curve::P521 => "P-521",
            Curve::Secp256k1 => "secp256k1",
        }
    }

    /// The size of a field element, and of a coordinate and a private scalar in a JWK, in bytes. On these curves numbers
    /// modulo the order are as long.
    pub const fn field_bytes(self) -> usize {
        self.bits().div_ceil(8)
    }

    /// The size of the field, in bits.
    pub const fn bits(self) -> usize {
        match self {
            Curve::P256 | Curve::Secp256k1 => 256,
            Curve::P384 => 384,
            Curve::P521 => 521,
        }
    }

    /// The curve of that name.
    pub fn named(name: &str) -> Option<Curve> {
        Curve::ALL.into_iter().find(|curve| curve.name() == name)
    }
}

/// The x and y coordinate of a point.
pub type Coordinates = [Vec<u8>; 2];

/// What the crates of the four curves have in common.
pub(super) trait JoseCurve:
    EcdsaCurve
    + DigestAlgorithm
    + elliptic_curve::Curve<FieldBytesSize: ModulusSize>
    + CurveArithmetic<AffinePoint: FromSec1Point<Self> + ToSec1Point<Self> + DecompressPoint<Self>>
{
}
impl JoseCurve for p256::NistP256 {}
impl JoseCurve for p384::NistP384 {}
impl JoseCurve for p521::NistP521 {}
impl JoseCurve for k256::Secp256k1 {}

/// Calls a function that is generic over [`JoseCurve`] for the curve that a value names.
macro_rules! on_curve {
    ($curve:expr, $function:ident($($argument:expr),*)) => {
        match $curve {
            $crate::crypto::Curve::P256 => $function::<p256::NistP256>($($argument),*),
            $crate::crypto::Curve::P384 => $function::<p384::NistP384>($($argument),*),
            $crate::crypto::Curve::P521 => $function::<p521::NistP521>($($argument),*),
            $crate::crypto::Curve::Secp256k1 => $function::<k256::Secp256k1>($($argument),*),
        }
    };
}
pub(super) use on_curve;

/// The point that SEC 1 §2.3.3 writes like this, compressed or not; `None` if it is not on the curve, or is infinity.
pub fn decode_point(curve: Curve, octets: &[u8]) -> Option<Coordinates> {
    fn decode<C: JoseCurve>(octets: &[u8]) -> Option<Coordinates> {
        coordinates::<C>(PublicKey::<C>::from_sec1_bytes(octets).ok()?.as_affine())
    }
    on_curve!(curve, decode(octets))
}

/// The public key of a private number; `None` if that is not from 1 to below the order, or has another length.
pub fn public_key(curve: Curve, private: &[u8]) -> Option<Coordinates> {
    fn derive<C: JoseCurve>(private: &[u8]) -> Option<Coordinates> {
        coordinates::<C>(secret::<C>(private)?.public_key().as_affine())
    }
    on_curve!(curve, derive(private))
}

/// Whether `signature` is two numbers from 1 to below the order, each in full length.
pub fn in_range(curve: Curve, signature: &[u8]) -> bool {
    fn check<C: JoseCurve>(signature: &[u8]) -> bool {
        Signature::<C>::from_slice(signature).is_ok()
    }
    on_curve!(curve, check(signature))
}

/// The other signature that holds wherever this one does: `s` becomes the order less `s`.
pub fn with_other_s(curve: Curve, signature: &[u8]) -> Option<Vec<u8>> {
    fn negated<C: JoseCurve>(signature: &[u8]) -> Option<Vec<u8>> {
        let (r, s) = Signature::<C>::from_slice(signature).ok()?.split_scalars();
        Some(Signature::<C>::from_scalars(*r, -*s).ok()?.to_bytes().to_vec())
    }
    on_curve!(curve, negated(signature))
}

/// Whether `signature` is one of a message with this hash; `None` if x and y are not a point of the curve.
pub fn verify(curve: Curve, [x, y]: [&[u8]; 2], digest: &[u8], signature: &[u8]) -> Option<bool> {
    fn check<C: JoseCurve>(key: &[u8], digest: &[u8], signature: &[u8]) -> Option<bool> {
        let key = PublicKey::<C>::from_sec1_bytes(key).ok()?;
        Some(verify_with::<C>(&key, digest, signature))
    }
    let key = [&[4], x, y].concat();
    on_curve!(curve, check(&key, digest, signature))
}

fn verify_with<C: JoseCurve>(key: &PublicKey<C>, digest: &[u8], signature: &[u8]) -> bool {
    let Ok(mut signature) = Signature::<C>::from_slice(signature) else { return false };
    if C::NORMALIZE_S {
        // The crate of secp256k1 refuses a high s, as Bitcoin does; RFC 8812 has no such rule, and -s means the same.
        signature = signature.normalize_s();
    }
    hazmat::verify_prehashed::<C>(&key.to_projective(), digest, &signature).is_ok()
}

/// The signature of a message with this hash, its nonce by RFC 6979, with low s on secp256k1; `None` if the private number is
/// not from 1 to below the order, or has another length.
pub fn sign(curve: Curve, private: &[u8], digest: &[u8]) -> Option<Vec<u8>> {
    fn make<C: JoseCurve>(private: &[u8], digest: &[u8]) -> Option<Vec<u8>> {
        let secret = secret::<C>(private)?.to_nonzero_scalar();
        let (signature, _) = hazmat::sign_prehashed_rfc6979::<C, C::Digest>(&secret, digest, &[]);
        Some(signature.to_vec())
    }
    on_curve!(curve, make(private, digest))
}

pub(super) fn secret<C: JoseCurve>(private: &[u8]) -> Option<SecretKey<C>> {
    SecretKey::from_bytes(<&FieldBytes<C>>::try_from(private).ok()?).ok()
}

/// `None` of the point at infinity, which has no coordinates.
fn coordinates<C: JoseCurve>(point: &AffinePoint<C>) -> Option<Coordinates> {
    let point = point.to_sec1_point(false);
    Some([point.x()?.to_vec(), point.y()?.to_vec()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::octets::pad;

    fn number(curve: Curve, last: u8) -> Vec<u8> {
        pad(&[last], curve.field_bytes())
    }

    #[test]
    fn a_point_is_the_same_in_both_forms_and_no_other() {
        for curve in Curve::ALL {
            let [x, y] = public_key(curve, &number(curve, 7)).expect("7 is in range");
            assert_eq!((x.len(), y.len()), (curve.field_bytes(), curve.field_bytes()));
            let sign = 2 + (y[y.len() - 1] & 1);
            assert_eq!(decode_point(curve, &[&[4], &x[..], &y].concat()), Some([x.clone(), y.clone()]));
            assert_eq!(decode_point(curve, &[&[sign], &x[..]].concat()), Some([x.clone(), y.clone()]));
            assert_ne!(decode_point(curve, &[&[5 - sign], &x[..]].concat()), Some([x.clone(), y.clone()]));
            assert_eq!(decode_point(curve, &[&[4], &y[..], &x].concat()), None);
            assert_eq!(decode_point(curve, &[&[4], &vec![0xff; x.len()][..], &y].concat()), None);
            assert_eq!((decode_point(curve, &[]), decode_point(curve, &[0])), (None, None));
        }
    }

    #[test]
    fn a_private_number_has_full_length_and_is_in_range() {
        for curve in Curve::ALL {
            let length = curve.field_bytes();
            for wrong in [vec![0; length], vec![0xff; length], vec![1; length - 1], vec![1; length + 1], vec![]] {
                assert_eq!((public_key(curve, &wrong), sign(curve, &wrong, &[7; 32])), (None, None), "{wrong:?}");
            }
        }
    }

    #[test]
    fn what_is_signed_verifies_in_both_forms_of_s() {
        for curve in Curve::ALL {
            let [x, y] = public_key(curve, &number(curve, 9)).expect("9 is in range");
            let signature = sign(curve, &number(curve, 9), &[7; 32]).expect("a signature");
            let verifies = |digest: &[u8], signature: &[u8]| verify(curve, [&x, &y], digest, signature);
            assert_eq!(verifies(&[7; 32], &signature), Some(true));
            assert_eq!(verifies(&[8; 32], &signature), Some(false));
            assert_eq!(verifies(&[7; 32], &signature[1..]), Some(false));
            assert_eq!(verifies(&[7; 32], &vec![0; signature.len()]), Some(false));
            assert_eq!(verify(curve, [&y, &x], &[7; 32], &signature), None);
            let turned = recover::tests::with_minus_s(curve, &signature);
            assert_ne!(turned, signature);
            assert_eq!(verifies(&[7; 32], &turned), Some(true));
            assert!(in_range(curve, &turned) && !in_range(curve, &signature[1..]));
            assert!(!in_range(curve, &vec![0xff; signature.len()]) && !in_range(curve, &vec![0; signature.len()]));
        }
    }
}
