//! The four curves, and what makes numbers a key on one: a point that lies on it, and a scalar that leads to that point.
//!
//! Points are SEC 1 §2.3.3 octet strings (RFC 5480 §2.2), uncompressed or compressed.

use super::{Curve, Ec, KeyFault, Secret, fault};
use crate::base::diagnostic::key::Ec as Fault;
use crate::crypto::ecdsa::{decode_point, public_key};
use crate::crypto::octets::{pad, strip};

/// Where a key comes from, for the names of faults: people look for `jwk-…` when they pasted a JWK.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// DER in PEM.
    Der,
    /// A JWK.
    Jwk,
}

impl Origin {
    fn jwk(self) -> bool {
        matches!(self, Origin::Jwk)
    }
}

/// The public key of a point as SEC 1 writes it.
///
/// # Errors
/// `ec-point-form`, `ec-point-length`, `ec-point-not-on-curve`.
pub fn from_point(curve: Curve, point: &[u8]) -> Result<Ec, KeyFault> {
    let field = curve.field_bytes();
    let expected = match point.first() {
        None => return Err(fault(Fault::PointEmpty)),
        Some(0) => return Err(fault(Fault::PointInfinity)),
        Some(2 | 3) => 1 + field,
        Some(4) => 1 + 2 * field,
        Some(6 | 7) => return Err(fault(Fault::PointHybrid)),
        Some(other) => return Err(fault(Fault::PointForm(*other))),
    };
    if point.len() != expected {
        return Err(fault(Fault::PointLength { got: point.len(), expected, curve: curve.name() }));
    }
    let [x, y] = decode_point(curve, point).ok_or_else(|| off_curve(curve, point, Origin::Der))?;
    Ok(Ec { curve, x, y, d: None })
}

/// The fault of a point that is not on its curve. Both of its coordinates prove the one it is on; one alone does not.
fn off_curve(curve: Curve, point: &[u8], origin: Origin) -> KeyFault {
    let holds = |other: &Curve| *other != curve && decode_point(*other, point).is_some();
    let other = Curve::ALL.into_iter().find(|other| point.first() == Some(&4) && holds(other));
    other.map_or_else(
        || fault(Fault::NotOnCurve { curve: curve.name(), jwk: origin.jwk() }),
        |other| other_curve(curve, other, origin),
    )
}

/// The fault of a point that is on `is`, where `says` is named.
pub fn other_curve(says: Curve, is: Curve, origin: Origin) -> KeyFault {
    fault(Fault::OtherCurve { says: says.name(), is: is.name(), jwk: origin.jwk() })
}

/// The public key with these coordinates, each of the full length of the field.
///
/// # Errors
/// `jwk-point-not-on-curve`.
pub fn from_coordinates(curve: Curve, x: &[u8], y: &[u8]) -> Result<Ec, KeyFault> {
    let point = [&[4], x, y].concat();
    from_point(curve, &point).map_err(|_| off_curve(curve, &point, Origin::Jwk))
}

/// The key pair of a private scalar. Where the key brings its `public` part, the two have to match.
///
/// # Errors
/// `…-private-out-of-range`, `…-private-does-not-match`.
pub fn from_scalar(curve: Curve, d: &[u8], public: Option<Ec>, origin: Origin) -> Result<Ec, KeyFault> {
    let [x, y] =
        public_key(curve, d).ok_or_else(|| fault(Fault::PrivateRange { curve: curve.name(), jwk: origin.jwk() }))?;
    let derived = Ec { curve, x, y, d: None };
    if public.is_some_and(|public| public != derived) {
        return Err(fault(Fault::Mismatch { jwk: origin.jwk() }));
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
        assert_eq!(result.expect_err(code).code().name(), code);
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
