//! Keys on the Edwards curves (RFC 8037 §2, RFC 8032): a public key is the encoding of a point, a private key the seed
//! that leads to it.

use super::{EdCurve, KeyFault, Okp, Secret, fault};
use crate::base::diagnostic::key::Okp as Fault;
use crate::crypto::eddsa::{self, PublicKey};

/// The public key that `x` encodes.
///
/// # Errors
/// `okp-length`, `okp-point`, `okp-small-order`.
pub fn public(curve: EdCurve, x: &[u8]) -> Result<Okp, KeyFault> {
    let name = curve.name();
    if x.len() != curve.key_bytes() {
        return Err(length(curve, false, x.len()));
    }
    match eddsa::check_public(curve, x) {
        PublicKey::Good => Ok(Okp { curve, x: x.to_vec(), d: None }),
        PublicKey::SmallOrder => Err(fault(Fault::SmallOrder(name))),
        PublicKey::Invalid => Err(fault(Fault::Point(name))),
    }
}

/// The key pair of a seed. Where the key brings its `public` part, the two have to match.
///
/// # Errors
/// `okp-length`, `okp-private-does-not-match`.
pub fn private(curve: EdCurve, seed: &[u8], public: Option<&[u8]>) -> Result<Okp, KeyFault> {
    let x = eddsa::public_key(curve, seed).ok_or_else(|| length(curve, true, seed.len()))?;
    if public.is_some_and(|public| public != x) {
        return Err(fault(Fault::Mismatch(curve.name())));
    }
    Ok(Okp { curve, x, d: Some(Secret(seed.to_vec())) })
}

/// The seed of a key pair as libsodium and NaCl write a private Ed25519 key: the seed, and then the public key.
pub fn sodium_seed(bytes: &[u8]) -> Option<&[u8]> {
    let (seed, x) = bytes.split_at_checked(32).filter(|(_, x)| x.len() == 32)?;
    (eddsa::public_key(EdCurve::Ed25519, seed).as_deref() == Some(x)).then_some(seed)
}

fn length(curve: EdCurve, private: bool, got: usize) -> KeyFault {
    fault(Fault::Length { curve: curve.name(), private, got, expected: curve.key_bytes() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Facts;
    use crate::format::base64::Alphabet;
    use crate::key::testing::{check, refuse};

    /// The public key of bytes 7, as each curve makes it; what is tested against vectors is in `engine::jwa::eddsa`.
    fn pair(curve: EdCurve) -> Okp {
        private(curve, &vec![7; curve.key_bytes()], None).expect("a key pair")
    }

    #[track_caller]
    fn code(answer: Result<Okp, KeyFault>, expected: &str) {
        assert_eq!(answer.map_err(|fault| fault.code().name()), Err(expected));
    }

    /// The encoding of the point whose y is `low`, or p minus that if `below`.
    fn encoded(curve: EdCurve, low: u8, below: bool) -> Vec<u8> {
        let mut bytes = if below { curve.prime() } else { vec![0; curve.key_bytes()] };
        bytes[0] = if below { bytes[0] - low } else { low };
        bytes
    }

    fn with_sign(mut bytes: Vec<u8>) -> Vec<u8> {
        *bytes.last_mut().expect("bytes") ^= 0x80;
        bytes
    }

    #[test]
    fn what_a_seed_leads_to_is_a_public_key() {
        for curve in EdCurve::ALL {
            let pair = pair(curve);
            assert_eq!(public(curve, &pair.x), Ok(Okp { d: None, ..pair.clone() }));
            assert_eq!(private(curve, &vec![7; curve.key_bytes()], Some(&pair.x)), Ok(pair.clone()));
            assert_eq!(EdCurve::named(curve.name()), Some(curve));
            // The same y with the other sign of x is another key, and a good one.
            assert!(public(curve, &with_sign(pair.x)).is_ok());
        }
        assert_eq!(EdCurve::named("ed25519"), None);
    }

    #[test]
    fn a_seed_and_a_public_key_that_do_not_belong_together_are_refused() {
        for curve in EdCurve::ALL {
            let seed = vec![8; curve.key_bytes()];
            code(private(curve, &seed, Some(&pair(curve).x)), "okp-private-does-not-match");
            code(private(curve, &seed, Some(&[])), "okp-private-does-not-match");
        }
    }

    #[test]
    fn every_other_length_is_refused() {
        for curve in EdCurve::ALL {
            for length in (0..130).filter(|length| *length != curve.key_bytes()) {
                code(public(curve, &vec![7; length]), "okp-length");
                code(private(curve, &vec![7; length], None), "okp-length");
            }
        }
    }

    #[test]
    fn a_point_of_small_order_is_no_key() {
        for curve in EdCurve::ALL {
            for (low, below) in [(0, false), (1, false), (1, true)] {
                let y = encoded(curve, low, below);
                code(public(curve, &y), "okp-small-order");
                // Where x is 0 it has no sign (RFC 8032 §5.2.3); the crate does not insist on that.
                let encodes_none = curve == EdCurve::Ed448 && low == 1;
                code(public(curve, &with_sign(y)), if encodes_none { "okp-point" } else { "okp-small-order" });
            }
        }
        // One of the four points of order 8 on Ed25519 (RFC 7748 has no list; the sum of it with itself has y = 0).
        let eighth = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a";
        let bytes: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&eighth[2 * i..2 * i + 2], 16).expect("hex")).collect();
        code(public(EdCurve::Ed25519, &bytes), "okp-small-order");
    }

    #[test]
    fn a_second_encoding_of_a_point_is_none() {
        for curve in EdCurve::ALL {
            // p + 1 is another way to write 1, and so on; beyond p + 18 there is no room on Ed25519.
            for over in 0..19 {
                let mut bytes = encoded(curve, 0, true);
                let carry = bytes[0].checked_add(over);
                bytes[0] = carry.unwrap_or(0xff);
                code(public(curve, &bytes), "okp-point");
                code(public(curve, &with_sign(bytes)), "okp-point");
            }
            for under in 1..19 {
                assert!(curve.is_canonical(&encoded(curve, under, true)), "{under}");
            }
        }
        let good = pair(EdCurve::Ed448).x;
        for bit in 0..7 {
            let mut bytes = good.clone();
            bytes[56] |= 1 << bit;
            code(public(EdCurve::Ed448, &bytes), "okp-point");
        }
    }

    #[test]
    fn what_no_private_key_leads_to_is_refused() {
        // Of these 254 encodings 126 are points of Ed25519; 124 of Ed448, of which 39 are multiples of its base point.
        for (curve, keys) in [(EdCurve::Ed25519, 126), (EdCurve::Ed448, 39)] {
            let answers = (2..=255).map(|low| public(curve, &encoded(curve, low, false)));
            let (good, bad): (Vec<_>, Vec<_>) = answers.partition(Result::is_ok);
            assert_eq!(good.len(), keys, "{curve:?}");
            bad.into_iter().for_each(|answer| code(answer, "okp-point"));
        }
    }

    #[test]
    fn a_jwk_is_read_and_refused_with_its_place() {
        for curve in EdCurve::ALL {
            let Okp { x, d: Some(d), .. } = pair(curve) else { panic!("a private key") };
            let name = curve.name();
            let jwk = |x: &[u8], d: &[u8]| {
                let [x, d] = [x, d].map(|part| Alphabet::UrlSafe.encode(part));
                format!(r#"{{"kty":"OKP","crv":"{name}","x":"{x}","d":"{d}"}}"#)
            };
            check(&jwk(&x, &d.0), &format!("{name} private key, from a JWK"), "");
            check(&jwk(&x, &d.0).replace("\"d\"", "\"no\""), &format!("{name} public key, from a JWK"), "");
            refuse(
                &jwk(&x, &[1]),
                "okp-length",
                &format!(
                    "{:?}",
                    Facts::from(Fault::Length { curve: name, private: true, got: 1, expected: curve.key_bytes() })
                ),
            );
            refuse(
                &jwk(&d.0, &d.0),
                "okp-private-does-not-match",
                &format!("{:?}", Facts::from(Fault::Mismatch(name))),
            );
        }
    }
}
