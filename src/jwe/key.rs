//! The keys that encrypt and decrypt: those that sign, too, and those on X25519 and X448, which agree on keys only.

use crate::base::diagnostic::key::Okp as OkpFault;
use crate::base::diagnostic::{Diagnostic, Facts};
use crate::crypto::key_management::XCurve;
use crate::crypto::key_management::agreement::x_public;
use crate::format::json::{self, Node};
use crate::key::jwk::required;
use crate::key::{Key, KeyFault, Secret};
use crate::spec::Spec;

const OKP: Spec = Spec::Rfc(8037, "2");

/// A key on X25519 or X448 (RFC 8037 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XKey {
    /// Which curve.
    pub curve: XCurve,
    /// The public key.
    pub x: Vec<u8>,
    /// The private key, where there is one.
    pub d: Option<Secret>,
}

/// The key that a person holds.
#[derive(Clone, Copy, Debug)]
pub enum HeldKey<'a> {
    /// A secret, an RSA key or a key on a curve of `kty` "EC".
    Key(&'a Key),
    /// A key on X25519 or X448.
    X(&'a XKey),
}

impl<'a> From<&'a Key> for HeldKey<'a> {
    fn from(key: &'a Key) -> Self {
        HeldKey::Key(key)
    }
}

impl<'a> From<&'a XKey> for HeldKey<'a> {
    fn from(key: &'a XKey) -> Self {
        HeldKey::X(key)
    }
}

impl HeldKey<'_> {
    /// Kind alone, with its article.
    pub fn kind(&self) -> String {
        match self {
            HeldKey::Key(key) => key.kind(),
            HeldKey::X(key) => format!("an {} key", key.curve.name()),
        }
    }
}

impl XKey {
    /// The key that a JWK holds; `None` if it is none of these curves.
    ///
    /// # Errors
    /// `jwk-member-missing`, `jwk-member-type`, `jwk-member-encoding`, `okp-length`, `okp-private-does-not-match`.
    pub fn read(jwk: &str) -> Option<Result<XKey, KeyFault>> {
        let reading = json::read(jwk);
        XKey::of(reading.node.as_ref().filter(|_| reading.well_formed())?)
    }

    /// The same of a JWK that is read already.
    pub fn of(jwk: &Node) -> Option<Result<XKey, KeyFault>> {
        let text = |name: &str| jwk.get(name).and_then(Node::as_str);
        let curve = XCurve::named(text("crv")?).filter(|_| text("kty") == Some("OKP"))?;
        Some(XKey::from_members(curve, jwk))
    }

    fn from_members(curve: XCurve, jwk: &Node) -> Result<XKey, KeyFault> {
        let octets = |name: &'static str| required(jwk, name, "OKP", OKP, &mut vec![]);
        let d = jwk.get("d").map(|_| octets("d").map(Secret)).transpose()?;
        XKey::new(curve, octets("x")?, d)
    }

    fn new(curve: XCurve, x: Vec<u8>, d: Option<Secret>) -> Result<XKey, KeyFault> {
        let length =
            |private, got| fault(OkpFault::Length { curve: curve.name(), private, got, expected: curve.key_bytes() });
        if x.len() != curve.key_bytes() {
            return Err(length(false, x.len()));
        }
        if let Some(d) = &d {
            let public = x_public(curve, &d.0).ok_or_else(|| length(true, d.0.len()))?;
            if public != x {
                return Err(fault(OkpFault::Mismatch(curve.name())));
            }
        }
        Ok(XKey { curve, x, d })
    }

    /// The key pair of a private key; `None` if that has another length.
    pub fn from_private(curve: XCurve, d: Secret) -> Option<XKey> {
        Some(XKey { curve, x: x_public(curve, &d.0)?, d: Some(d) })
    }
}

fn fault(facts: impl Into<Facts>) -> KeyFault {
    Box::new(Diagnostic::error(facts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::octets::pad;
    use crate::format::base64url::encode;

    #[test]
    fn a_jwk_on_these_curves_is_read_and_checked() {
        for curve in XCurve::ALL {
            let pair = XKey::from_private(curve, Secret(pad(&[7], curve.key_bytes()))).expect("a key pair");
            let d = pair.d.clone().expect("a private key");
            let jwk = |x: &[u8], d: &[u8]| {
                format!(r#"{{"kty":"OKP","crv":"{}","x":"{}","d":"{}"}}"#, curve.name(), encode(x), encode(d))
            };
            let read = |text: &str| XKey::read(text).map(|key| key.map_err(|fault| fault.code().name()));
            assert_eq!(read(&jwk(&pair.x, &d.0)), Some(Ok(pair.clone())));
            let public = jwk(&pair.x, &d.0).replace("\"d\"", "\"no\"");
            assert_eq!(read(&public), Some(Ok(XKey { d: None, ..pair.clone() })));
            assert_eq!(read(&jwk(&d.0, &d.0)), Some(Err("okp-private-does-not-match")));
            assert_eq!(read(&jwk(&pair.x[1..], &d.0)), Some(Err("okp-length")));
            assert_eq!(read(&jwk(&pair.x, &[7])), Some(Err("okp-length")));
            assert_eq!(read(&public.replace("\"x\"", "\"y\"")), Some(Err("jwk-member-missing")));
            assert_eq!(read(&public.replace("\"x\":\"", "\"x\":\"!")), Some(Err("jwk-member-encoding")));
            assert_eq!(read(&public.replace("OKP", "EC")), None);
            assert_eq!(read(&public.replace("}", "")), None);
            let shown = format!("{pair:?}");
            assert!(shown.ends_with(&format!("d: Some(Secret({} bytes)) }}", curve.key_bytes())), "{shown}");
        }
        assert!(XKey::read(r#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#).is_none());
    }
}
