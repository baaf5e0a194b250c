//! Diffie-Hellman on the curves of JOSE: P-256, P-384 and P-521 (RFC 7518 §4.6), X25519 and X448 (RFC 7748, RFC 8037 §3.2).

use crate::crypto::ecdsa::{Curve, JoseCurve, on_curve, secret};
use p256::elliptic_curve::group::Curve as _;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::elliptic_curve::{self, PublicKey};
use zeroize::Zeroizing;

/// The curves of `kty` "OKP" that agree on keys (RFC 8037 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XCurve {
    /// X25519.
    X25519,
    /// X448.
    X448,
}

impl XCurve {
    /// Both curves.
    pub const ALL: [XCurve; 2] = [XCurve::X25519, XCurve::X448];

    /// The name in `crv`: `X25519`.
    pub const fn name(self) -> &'static str {
        match self {
            XCurve::X25519 => "X25519",
            XCurve::X448 => "X448",
        }
    }

    /// The length of a public key, and of a private one, in bytes (RFC 7748 §5).
    pub const fn key_bytes(self) -> usize {
        match self {
            XCurve::X25519 => 32,
            XCurve::X448 => 56,
        }
    }

    /// The curve of that name.
    pub fn named(name: &str) -> Option<XCurve> {
        XCurve::ALL.into_iter().find(|curve| curve.name() == name)
    }
}

/// The shared secret Z: the x coordinate, in full length. `None` if one of them is no key of the curve.
pub fn on_ec(curve: Curve, private: &[u8], [x, y]: [&[u8]; 2]) -> Option<Zeroizing<Vec<u8>>> {
    fn agree<C: JoseCurve>(private: &[u8], public: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let public = PublicKey::<C>::from_sec1_bytes(public).ok()?;
        let scalar = secret::<C>(private)?.to_nonzero_scalar();
        let shared: elliptic_curve::AffinePoint<C> = (public.to_projective() * *scalar).to_affine();
        Some(Zeroizing::new(shared.to_sec1_point(false).x()?.to_vec()))
    }
    let public = [&[4], x, y].concat();
    on_curve!(curve, agree(private, &public))
}

/// The shared secret Z. `None` if one of them has another length, or it is zero, which a public key of small order makes it
/// whatever the private one is (RFC 7748 §6).
pub fn on_x(curve: XCurve, private: &[u8], public: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let shared = match curve {
        XCurve::X25519 => x25519_dalek::x25519(private.try_into().ok()?, public.try_into().ok()?).to_vec(),
        XCurve::X448 => x448::x448(private.try_into().ok()?, public.try_into().ok()?)?.to_vec(),
    };
    let shared = Zeroizing::new(shared);
    // All of it is read, so that the time says nothing.
    let any = shared.iter().fold(0, |any, byte| any | byte);
    (any != 0).then_some(shared)
}

/// The public key of a private one; `None` if that has another length.
pub fn x_public(curve: XCurve, private: &[u8]) -> Option<Vec<u8>> {
    match curve {
        XCurve::X25519 => on_x(curve, private, &x25519_dalek::X25519_BASEPOINT_BYTES),
        XCurve::X448 => on_x(curve, private, &x448::X448_BASEPOINT_BYTES),
    }
    .map(|public| public.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::ecdsa::public_key;
    use crate::crypto::octets::pad;

    #[test]
    fn both_sides_agree_and_others_do_not() {
        for curve in [Curve::P256, Curve::P384, Curve::P521] {
            let private = |last: u8| pad(&[last], curve.field_bytes());
            let public = |last: u8| public_key(curve, &private(last)).expect("in range");
            let z = |mine: u8, theirs: u8| {
                let [x, y] = public(theirs);
                on_ec(curve, &private(mine), [&x, &y]).expect("keys of the curve")
            };
            assert_eq!((z(5, 7), z(5, 7).len()), (z(7, 5), curve.field_bytes()));
            assert_ne!(z(5, 7), z(5, 8));
            let [x, y] = public(7);
            assert_eq!(on_ec(curve, &private(5), [&y, &x]), None);
            assert_eq!((on_ec(curve, &private(0), [&x, &y]), on_ec(curve, &[1], [&x, &y])), (None, None));
        }
        for curve in XCurve::ALL {
            let key = |last: u8| pad(&[last], curve.key_bytes());
            let z = |mine: u8, theirs: u8| on_x(curve, &key(mine), &x_public(curve, &key(theirs)).expect("a key"));
            assert_eq!(z(5, 7), z(7, 5));
            assert!(z(5, 7).is_some_and(|z| z.len() == curve.key_bytes()) && z(5, 7) != z(5, 9));
            assert_eq!(
                (on_x(curve, &key(5), &[9]), on_x(curve, &[5], &key(9)), x_public(curve, &[5])),
                (None, None, None)
            );
            assert_eq!(XCurve::named(curve.name()), Some(curve));
        }
    }

    #[test]
    fn a_point_of_small_order_agrees_on_nothing() {
        for curve in XCurve::ALL {
            for low in [0, 1] {
                let mut public = vec![0; curve.key_bytes()];
                public[0] = low;
                assert_eq!(on_x(curve, &pad(&[5], curve.key_bytes()), &public), None, "{curve:?} {low}");
            }
        }
    }
}
