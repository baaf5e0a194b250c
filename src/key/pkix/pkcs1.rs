//! RSA keys on their own (PKCS #1, RFC 8017 §A.1).
//!
//! ```text
//! RSAPublicKey    SEQUENCE { n, e }
//! RSAPrivateKey   SEQUENCE { version, n, e, d, p, q, dP, dQ, qInv, SEQUENCE OF { r, d, t }? }
//! ```

use crate::base::diagnostic::key::Note;
use crate::base::diagnostic::key::Rsa as Fault;
use crate::format::der::Reader;
use crate::key::{Key, KeyFault, Material, Rsa, Source, fault, rsa};

/// RSAPublicKey.
pub fn public(der: &[u8]) -> Result<Key, KeyFault> {
    let mut notes = Vec::new();
    let material = Material::Rsa(public_inside(Reader::new(der), &mut notes)?);
    Ok(Key::new(material, Source::Pkcs1, notes))
}

/// The same as the contents of something larger.
pub fn public_inside(mut whole: Reader, notes: &mut Vec<Note>) -> Result<Rsa, KeyFault> {
    let mut key = whole.sequence("the RSA public key")?;
    whole.finish("the RSA public key")?;
    let n = key.unsigned("the modulus")?;
    let e = key.unsigned("the public exponent")?;
    key.finish("the RSA public key")?;
    rsa::public(n, e, notes)
}

/// RSAPrivateKey.
pub fn private(der: &[u8]) -> Result<Key, KeyFault> {
    let mut notes = Vec::new();
    let material = Material::Rsa(private_inside(Reader::new(der), &mut notes)?);
    Ok(Key::new(material, Source::Pkcs1, notes))
}

/// The same as the contents of something larger.
pub fn private_inside(mut whole: Reader, notes: &mut Vec<Note>) -> Result<Rsa, KeyFault> {
    let mut key = whole.sequence("the RSA private key")?;
    whole.finish("the RSA private key")?;
    let version = key.unsigned("the version")?;
    if !matches!(version, [] | [1]) {
        return Err(fault(Fault::Version));
    }
    let n = key.unsigned("the modulus")?;
    let e = key.unsigned("the public exponent")?;
    let d = key.unsigned("the private exponent")?;
    let mut primes = vec![key.unsigned("the first prime")?, key.unsigned("the second prime")?];
    for what in ["the first prime's exponent", "the second prime's exponent", "the coefficient"] {
        key.unsigned(what)?;
    }
    if version == [1] {
        let mut others = key.sequence("the list of further primes")?;
        while !others.is_empty() {
            let mut other = others.sequence("a further prime")?;
            primes.push(other.unsigned("a further prime")?);
            other.unsigned("a further prime's exponent")?;
            other.unsigned("a further prime's coefficient")?;
            other.finish("a further prime")?;
        }
    }
    key.finish("the RSA private key")?;
    rsa::with_private(rsa::public(n, e, notes)?, d, &primes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::der::{self, encode};
    use crate::key::testing::summary;

    #[track_caller]
    fn check(result: Result<Key, KeyFault>, expected: &str) {
        let said = match result {
            Ok(key) => format!("{}; {}", key.summary(), crate::key::testing::notes(&key.notes)),
            Err(fault) => summary(&fault),
        };
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn rsa_numbers_in_der_are_positive_and_two() {
        let n = encode(der::INTEGER, &[&[0], &[0xff; 128]]);
        check(public(&encode(der::SEQUENCE, &[&n, &[2, 1, 3]])), "RSA public key, 1024 bit");
        let negative = encode(der::INTEGER, &[&[0xff; 128]]);
        check(
            public(&encode(der::SEQUENCE, &[&negative, &[2, 1, 3]])),
            r#"key-der: Key(Der(Der { byte: 4, what: "the modulus", fault: Negative, block: None }))"#,
        );
        check(
            public(&encode(der::SEQUENCE, &[&n])),
            r#"key-der: Key(Der(Der { byte: 136, what: "the public exponent", fault: Missing, block: None }))"#,
        );
        check(
            public(&encode(der::SEQUENCE, &[&n, &[2, 1, 3], &[5, 0]])),
            r#"key-der: Key(Der(Der { byte: 139, what: "the RSA public key", fault: LeftOver(2), block: None }))"#,
        );
    }

    #[test]
    fn another_version_is_refused() {
        check(private(&encode(der::SEQUENCE, &[&[2, 1, 2]])), "rsa-version: ");
    }
}
