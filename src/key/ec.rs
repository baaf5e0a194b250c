//! The four curves, and what makes numbers a key on one: a point that lies on it, and a scalar that leads to that point.
//!
//! Points are SEC 1 §2.3.3 octet strings (RFC 5480 §2.2), uncompressed or compressed.

use super::{Curve, Ec, KeyFault, Secret};
use crate::crypto::ecdsa::{decode_point, public_key};
use crate::crypto::octets::{pad, strip};
use crate::spec::Spec;

/// Where a key comes from, for the names of faults: people look for `jwk-…` when they pasted a JWK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// DER in PEM.
    Der,
    /// A JWK.
    Jwk,
}

impl Origin {
    fn fault(self, der: &'static str, jwk: &'static str, message: String) -> KeyFault {
        match self {
            Origin::Der => KeyFault::new(der, message).spec(Spec::Rfc(5480, "2.2")),
            Origin::Jwk => KeyFault::new(jwk, message).spec(Spec::Rfc(7518, "6.2")),
        }
    }

    fn not_on_curve(self, curve: Curve) -> KeyFault {
        self.fault(
            "ec-point-not-on-curve",
            "jwk-point-not-on-curve",
            format!("the point of this EC key does not lie on {}, so it is no public key", curve.name()),
        )
        .hint("a coordinate is damaged, x and y are mixed up, or the key belongs to another curve")
    }
}

/// The public key of a point as SEC 1 writes it.
///
/// # Errors
/// `ec-point-form`, `ec-point-length`, `ec-point-not-on-curve`.
pub fn from_point(curve: Curve, point: &[u8]) -> Result<Ec, KeyFault> {
    let field = curve.field_bytes();
    let fault = |code, message: String| KeyFault::new(code, message).spec(Spec::Rfc(5480, "2.2"));
    let expected = match point.first() {
        None => return Err(fault("ec-point-form", "the EC public key is empty".into())),
        Some(0) => {
            return Err(fault("ec-point-form", "the EC public key is the point at infinity, which is no key".into()));
        }
        Some(2 | 3) => 1 + field,
        Some(4) => 1 + 2 * field,
        Some(6 | 7) => {
            let message = "the EC public key is in the hybrid form (first byte 6 or 7), which RFC 5480 forbids";
            return Err(fault("ec-point-form", message.into()));
        }
        Some(other) => {
            let message =
                format!("the EC public key starts with byte {other:#04x}; 04 means uncompressed, 02 and 03 compressed");
            return Err(fault("ec-point-form", message));
        }
    };
    if point.len() != expected {
        let message = format!("the EC public key has {} bytes, and on {} it has {expected}", point.len(), curve.name());
        return Err(fault("ec-point-length", message).hint("the key belongs to another curve, or was cut off"));
    }
    let [x, y] = decode_point(curve, point).ok_or_else(|| Origin::Der.not_on_curve(curve))?;
    Ok(Ec { curve, x, y, d: None })
}

/// The public key with these coordinates, each of the full length of the field.
///
/// # Errors
/// `jwk-point-not-on-curve`.
pub fn from_coordinates(curve: Curve, x: &[u8], y: &[u8]) -> Result<Ec, KeyFault> {
    from_point(curve, &[&[4], x, y].concat()).map_err(|_| Origin::Jwk.not_on_curve(curve))
}

/// The key pair of a private scalar. Where the key brings its `public` part, the two have to match.
///
/// # Errors
/// `…-private-out-of-range`, `…-private-does-not-match`.
pub fn from_scalar(curve: Curve, d: &[u8], public: Option<Ec>, origin: Origin) -> Result<Ec, KeyFault> {
    let [x, y] = public_key(curve, d).ok_or_else(|| {
        let message = format!("the private number of this EC key is not between 1 and the order of {}", curve.name());
        origin
            .fault("ec-private-out-of-range", "jwk-private-out-of-range", message)
            .hint("the key is damaged, or belongs to another curve")
    })?;
    let derived = Ec { curve, x, y, d: None };
    if public.is_some_and(|public| public != derived) {
        let message = "the private and the public part of this EC key do not belong together".to_owned();
        return Err(origin
            .fault("ec-private-does-not-match", "jwk-private-does-not-match", message)
            .hint("parts of two keys got mixed: export the key again"));
    }
    Ok(Ec { d: Some(Secret(d.to_vec())), ..derived })
}

/// `bytes` at the full length of the field: padded with zeros, or rid of them; `None` if it is a larger number.
pub fn full_length(curve: Curve, bytes: &[u8]) -> Option<Vec<u8>> {
    let number = strip(bytes);
    (number.len() <= curve.field_bytes()).then(|| pad(number, curve.field_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CURVES: [Curve; 4] = Curve::ALL;

    /// The scalar 1, whose point is the generator.
    fn one(curve: Curve) -> Vec<u8> {
        full_length(curve, &[1]).expect("1 fits")
    }

    fn generator(curve: Curve) -> Ec {
        from_scalar(curve, &one(curve), None, Origin::Der).expect("1 is in range")
    }

    fn check(result: Result<Ec, KeyFault>, code: &str) {
        assert_eq!(result.expect_err(code).code, code);
    }

    #[test]
    fn a_point_is_read_in_both_forms() {
        for curve in CURVES {
            let Ec { x, y, d, .. } = generator(curve);
            assert_eq!(d, Some(Secret(one(curve))));
            let public = from_point(curve, &[&[4], &x[..], &y[..]].concat()).expect("the generator is on the curve");
            let sign = 2 + (y[y.len() - 1] & 1);
            assert_eq!(from_point(curve, &[&[sign], &x[..]].concat()), Ok(public.clone()));
            let other = from_point(curve, &[&[5 - sign], &x[..]].concat()).expect("its negative is on the curve, too");
            assert_ne!(other, public);
            assert_eq!(from_coordinates(curve, &x, &y), Ok(public));
        }
    }

    #[test]
    fn what_is_no_point_of_the_curve_is_refused() {
        for curve in CURVES {
            let Ec { x, mut y, .. } = generator(curve);
            let last = y.len() - 1;
            y[last] ^= 1;
            check(from_point(curve, &[&[4], &x[..], &y[..]].concat()), "ec-point-not-on-curve");
            check(from_coordinates(curve, &x, &y), "jwk-point-not-on-curve");
            check(from_coordinates(curve, &vec![0xff; x.len()], &y), "jwk-point-not-on-curve");
            check(from_point(curve, &[&[4], &x[..]].concat()), "ec-point-length");
            check(from_point(curve, &[]), "ec-point-form");
            for form in [0, 1, 5, 6, 7, 255] {
                check(from_point(curve, &[&[form], &x[..], &y[..]].concat()), "ec-point-form");
            }
        }
    }

    #[test]
    fn a_scalar_has_to_be_in_range_and_match_its_point() {
        for curve in CURVES {
            let size = curve.field_bytes();
            check(from_scalar(curve, &vec![0; size], None, Origin::Jwk), "jwk-private-out-of-range");
            check(from_scalar(curve, &vec![0xff; size], None, Origin::Der), "ec-private-out-of-range");
            let public = Ec { d: None, ..generator(curve) };
            let two = full_length(curve, &[2]).expect("2 fits");
            assert!(from_scalar(curve, &one(curve), Some(public.clone()), Origin::Jwk).is_ok());
            check(from_scalar(curve, &two, Some(public.clone()), Origin::Jwk), "jwk-private-does-not-match");
            check(from_scalar(curve, &two, Some(public), Origin::Der), "ec-private-does-not-match");
        }
    }

    #[test]
    fn numbers_are_brought_to_full_length_unless_they_are_too_large() {
        assert_eq!(full_length(Curve::P256, &[0; 40]).map(|full| full.len()), Some(32));
        assert_eq!(full_length(Curve::P256, &[1]).map(|full| full.len()), Some(32));
        assert_eq!(full_length(Curve::P256, &[1; 33]), None);
    }
}
