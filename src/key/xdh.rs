//! Keys on X25519 and X448 (RFC 7748, RFC 8037 §3.2), which agree on keys and sign nothing.

use super::{KeyFault, Secret, XKey, fault};
use crate::base::diagnostic::key::Okp as Fault;
use crate::crypto::key_management::XCurve;
use crate::crypto::key_management::agreement::x_public;

/// The public key whose u-coordinate is `x`. Any bytes of the right length are one (RFC 7748 §5).
///
/// # Errors
/// `okp-length`.
pub fn public(curve: XCurve, x: &[u8]) -> Result<XKey, KeyFault> {
    match x.len() == curve.key_bytes() {
        true => Ok(XKey { curve, x: x.to_vec(), d: None }),
        false => Err(length(curve, false, x.len())),
    }
}

/// The key pair of a private key. Where it brings its `public` part, the two have to match.
///
/// # Errors
/// `okp-length`, `okp-private-does-not-match`.
pub fn private(curve: XCurve, d: &[u8], public: Option<&[u8]>) -> Result<XKey, KeyFault> {
    let x = x_public(curve, d).ok_or_else(|| length(curve, true, d.len()))?;
    if public.is_some_and(|public| public != x) {
        return Err(fault(Fault::Mismatch(curve.name())));
    }
    Ok(XKey { curve, x, d: Some(Secret(d.to_vec())) })
}

fn length(curve: XCurve, private: bool, got: usize) -> KeyFault {
    fault(Fault::Length { curve: curve.name(), private, got, expected: curve.key_bytes() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::octets::pad;
    use crate::format::base64url::encode;
    use crate::key::testing::{check, fixture};
    use crate::key::{Encoding, Key, Material, detect};

    fn pair(curve: XCurve) -> XKey {
        private(curve, &pad(&[7], curve.key_bytes()), None).expect("a key pair")
    }

    #[test]
    fn a_jwk_on_these_curves_is_read_and_checked() {
        for curve in XCurve::ALL {
            let XKey { x, d: Some(d), .. } = pair(curve) else { panic!("a private key") };
            let name = curve.name();
            let jwk = |x: &[u8], d: &[u8]| {
                format!(r#"{{"kty":"OKP","crv":"{name}","x":"{}","d":"{}"}}"#, encode(x), encode(d))
            };
            let public = jwk(&x, &d.0).replace("\"d\"", "\"no\"");
            check(&jwk(&x, &d.0), &format!("{name} private key, from a JWK"), "");
            check(&public, &format!("{name} public key, from a JWK"), "");
            let code = |text: &str| {
                detect(text, Encoding::Utf8).expect("a text").map(|key| key.material).map_err(|why| why.code().name())
            };
            assert_eq!(code(&jwk(&x, &d.0)), Ok(Material::X(pair(curve))));
            assert_eq!(code(&public), Ok(Material::X(XKey { d: None, ..pair(curve) })));
            assert_eq!(code(&jwk(&d.0, &d.0)), Err("okp-private-does-not-match"));
            assert_eq!(code(&jwk(&x[1..], &d.0)), Err("okp-private-does-not-match"));
            assert_eq!(code(&public.replace(&encode(&x), &encode(&x[1..]))), Err("okp-length"));
            assert_eq!(code(&jwk(&x, &[7])), Err("okp-length"));
            assert_eq!(code(&public.replace("\"x\"", "\"y\"")), Err("jwk-member-missing"));
            assert_eq!(code(&public.replace("\"x\":\"", "\"x\":\"!")), Err("jwk-member-encoding"));
        }
    }

    #[test]
    fn pem_is_read_and_written_alike() {
        check(fixture!("x25519-spki.pem"), "X25519 public key, from PEM (PUBLIC KEY)", "");
        for curve in XCurve::ALL {
            let key = Key::new(Material::X(pair(curve)), crate::key::Source::Jwk, vec![]);
            for format in key.formats() {
                let text = key.write(format).unwrap_or_else(|why| panic!("{format:?}: {why}"));
                let again = detect(&text, Encoding::Utf8).expect("a text").expect("a key").material;
                let expected = if format.is_private() { pair(curve) } else { XKey { d: None, ..pair(curve) } };
                assert_eq!(again, Material::X(expected), "{format:?}");
            }
        }
    }

    #[test]
    fn a_private_key_does_not_print() {
        let shown = format!("{:?}", pair(XCurve::X25519));
        assert!(shown.ends_with("d: Some(Secret(32 bytes)) }"), "{shown}");
    }
}
