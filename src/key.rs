//! A key as a person holds it: found out from its text, checked member by member, and kept as plain data.

mod base64;
mod der;
mod describe;
mod ec;
mod foreign;
pub mod jwk;
mod jwks;
mod oid;
pub mod pem;
mod pkix;
mod rsa;
pub mod secret;
#[cfg(test)]
mod testing;
pub mod thumbprint;
pub mod x509;

use crate::spec::Spec;
use core::fmt;
pub use secret::{Encoding, Secret};
pub use x509::{Certificate, Day};

/// A key and what came with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key itself.
    pub material: Material,
    /// What it was read from.
    pub source: Source,
    /// What a JWK says about its own use.
    pub restrictions: Restrictions,
    /// Odd, but no reason to refuse: such as a weak size or more certificates than one.
    pub notes: Vec<String>,
}

/// Key material by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Material {
    /// A symmetric secret.
    Secret(Secret),
    /// An RSA key.
    Rsa(Rsa),
    /// A key on a NIST curve.
    Ec(Ec),
}

/// An RSA key. Integers are big-endian without leading zeros.
#[derive(Clone, Debug, PartialEq)]
pub struct Rsa {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
    /// The private part, where there is one.
    pub private: Option<RsaPrivate>,
}

/// The private part of an RSA key.
#[derive(Clone, Debug, PartialEq)]
pub struct RsaPrivate {
    /// The private exponent.
    pub d: Secret,
    /// The prime factors; empty if the key came without them (RFC 7518 §6.3.2 allows that).
    pub primes: Vec<Secret>,
}

/// A key on a NIST curve. Coordinates have the full length of the field; the point is checked to be on the curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Ec {
    /// Which curve.
    pub curve: Curve,
    /// The x coordinate.
    pub x: Vec<u8>,
    /// The y coordinate.
    pub y: Vec<u8>,
    /// The private scalar, where there is one.
    pub d: Option<Secret>,
}

/// The curves of RFC 7518 §6.2.1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// NIST P-256, secp256r1.
    P256,
    /// NIST P-384, secp384r1.
    P384,
    /// NIST P-521, secp521r1.
    P521,
}

/// What a key was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The text of a secret in that encoding.
    Text(Encoding),
    /// `-----BEGIN PUBLIC KEY-----`, SubjectPublicKeyInfo.
    Spki,
    /// `-----BEGIN RSA PUBLIC KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`, PKCS#1.
    Pkcs1,
    /// `-----BEGIN PRIVATE KEY-----`, PKCS#8.
    Pkcs8,
    /// `-----BEGIN EC PRIVATE KEY-----`, SEC1.
    Sec1,
    /// `-----BEGIN CERTIFICATE-----`, X.509, and what it says beside the key.
    Certificate(Certificate),
    /// A single JWK.
    Jwk,
}

/// What a JWK says about its own use (RFC 7517 §4.2-4.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restrictions {
    /// `kid`.
    pub kid: Option<String>,
    /// `use`.
    pub r#use: Option<String>,
    /// `key_ops`.
    pub key_ops: Option<Vec<String>>,
    /// `alg`.
    pub alg: Option<String>,
}

/// Why a text is not a usable key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFault {
    /// Stable name, in kebab case, such as `jwk-member-missing`.
    pub code: &'static str,
    /// What is wrong: a sentence for people, without a full stop. Never holds key material.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The rule.
    pub spec: Option<Spec>,
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
impl std::error::Error for KeyFault {}

/// `text` from its first visible character on, for recognising what it is; a byte order mark is not one.
fn content(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

impl Key {
    /// A key without restrictions.
    pub fn new(material: Material, source: Source, notes: Vec<String>) -> Key {
        Key { material, source, restrictions: Restrictions::default(), notes }
    }
}

impl KeyFault {
    fn new(code: &'static str, message: impl Into<String>) -> KeyFault {
        KeyFault { code, message: message.into(), hint: None, spec: None }
    }
    fn hint(self, hint: impl Into<String>) -> KeyFault {
        KeyFault { hint: Some(hint.into()), ..self }
    }
    fn spec(self, spec: Spec) -> KeyFault {
        KeyFault { spec: Some(spec), ..self }
    }
}

/// Finds out what `text` is. `None` if it is empty. `encoding` says how a secret is written; PEM and JWK are recognised
/// by their own marks whatever it says.
///
/// # Errors
/// The text bears the marks of a key and is not a usable one, or it is no secret in that encoding.
pub fn detect(text: &str, encoding: Encoding) -> Option<Result<Key, KeyFault>> {
    if text.is_empty() {
        return None;
    }
    let found = jwk::read(text).or_else(|| pem::read(text)).or_else(|| foreign::recognise(text).map(Err));
    Some(found.unwrap_or_else(|| {
        let mut key = secret::read(text, encoding)?;
        if content(text).starts_with('{') {
            key.notes.push("starts like JSON and has no member of a JWK, so all of the text is the secret".into());
        } else if pem::looks_cut(text) {
            key.notes
                .push("starts like a key in base64 of which the end is missing; all of the text is the secret".into());
        }
        Ok(key)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `text` is found to be: a summary, or the code of a fault.
    fn check(text: &str, encoding: Encoding, expected: &str) {
        let found = match detect(text, encoding) {
            None => "nothing".into(),
            Some(Ok(key)) => key.summary(),
            Some(Err(fault)) => fault.code.to_owned(),
        };
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn no_text_is_no_key_and_white_space_is_a_secret() {
        check("", Encoding::Utf8, "nothing");
        check("", Encoding::Hex, "nothing");
        check("\n", Encoding::Utf8, "HMAC secret, 1 byte");
        check("\n", Encoding::Base64, "secret-empty");
    }

    #[test]
    fn marks_of_a_key_count_whatever_the_encoding_of_secrets_is() {
        let spki = testing::fixture!("p256-spki.pem");
        let jwk = testing::fixture!("p256-public.jwk.json");
        for encoding in [Encoding::Utf8, Encoding::Base64url, Encoding::Base64, Encoding::Hex] {
            check(spki, encoding, "EC public key on P-256, from PEM (PUBLIC KEY)");
            check(jwk, encoding, "EC public key on P-256, from a JWK");
            check("ssh-rsa AAAAB3NzaC1yc2E=", encoding, "key-format");
        }
        check(r#"{"secret":1}"#, Encoding::Base64, "secret-base64");
        check(r#"{"secret":1}"#, Encoding::Utf8, "HMAC secret, 12 bytes");
    }

    #[test]
    fn a_fault_reads_as_its_message() {
        assert_eq!(KeyFault::new("key-format", "this is no key").to_string(), "this is no key");
    }
}
