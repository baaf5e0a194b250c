//! The DER around an encrypted private key: which cipher, and which way from a passphrase to its key.
//!
//! ```text
//! EncryptedPrivateKeyInfo   RFC 5958 §3      SEQUENCE { AlgorithmIdentifier PBES2, OCTET STRING }
//! PBES2-params              RFC 8018 §A.4    SEQUENCE { AlgorithmIdentifier of the derivation, and of the cipher }
//! PBKDF2-params             RFC 8018 §A.2    SEQUENCE { OCTET STRING salt, rounds, key length?, AlgorithmIdentifier prf? }
//! scrypt-params             RFC 7914 §7.1    SEQUENCE { OCTET STRING salt, N, r, p, key length? }
//! the cipher's parameters   RFC 8018 §B.2    OCTET STRING iv
//! ```

use super::names;
use super::{EncryptedKey, fingerprint};
use crate::base::diagnostic::key::{Element as Name, Encrypted as Fault, ScryptLimit};
use crate::crypto::pbes2::{self, Kdf, Pbes2, Prf, Refusal};
use crate::format::der::{self, Element, Reader};
use crate::key::{KeyFault, fault};

impl EncryptedKey {
    /// Reads EncryptedPrivateKeyInfo.
    ///
    /// # Errors
    /// `pem-encryption`: a scheme or a number that is not supported here; else the code of the DER reader.
    pub(in crate::key) fn read(der: &[u8]) -> Result<EncryptedKey, KeyFault> {
        let mut whole = Reader::new(der);
        let mut info = whole.sequence("the encrypted key")?;
        whole.finish("the encrypted key")?;
        let (scheme, mut inside) = algorithm(&mut info, "the encryption")?;
        let data = info.expect(der::OCTET_STRING, "the encrypted content")?;
        info.finish("the encrypted key")?;
        if scheme.content != names::PBES2 {
            return Err(other(&scheme));
        }
        let mut both = inside.sequence("the parameters of the encryption")?;
        let (derivation, parameters) = algorithm(&mut both, "the key derivation")?;
        let (cipher, mut iv) = algorithm(&mut both, "the cipher")?;
        both.finish("the parameters of the encryption")?;
        let derive = match derivation.content {
            names::PBKDF2 => pbkdf2,
            names::SCRYPT => scrypt,
            _ => return Err(other(&derivation)),
        };
        let Some((with_iv, iv_bytes)) = names::cipher(cipher.content) else { return Err(other(&cipher)) };
        let iv = iv.expect(der::OCTET_STRING, "the initialization vector")?.content;
        let cipher = with_iv(iv).ok_or_else(|| {
            let got = iv.len();
            fault(Fault::Iv { got, expected: iv_bytes })
        })?;
        let Derivation { kdf, salt, key_bytes } = derive(parameters)?;
        let needed = cipher.key_bytes() as u64;
        if key_bytes.is_some_and(|said| said != needed) {
            return Err(fault(Fault::KeyLength { got: key_bytes.unwrap_or_default(), expected: needed }));
        }
        let pbes2 = Pbes2::new(kdf, salt, cipher).map_err(|refusal| refused(kdf, salt, refusal))?;
        Ok(EncryptedKey { kdf, cipher, pbes2, data: data.content.to_vec(), fingerprint: fingerprint(der) })
    }
}

/// What the parameters of a derivation say.
struct Derivation<'a> {
    kdf: Kdf,
    salt: &'a [u8],
    /// The length of the key, if they say that.
    key_bytes: Option<u64>,
}

fn pbkdf2(mut outer: Reader) -> Result<Derivation, KeyFault> {
    let mut parameters = outer.sequence("the parameters of PBKDF2")?;
    let salt = parameters.expect(der::OCTET_STRING, "the salt")?.content;
    let iterations = number(parameters.unsigned("the number of rounds")?);
    let key_bytes = key_length(&mut parameters)?;
    let prf = match parameters.is_empty() {
        true => Prf::Sha1,
        false => {
            let (prf, _) = algorithm(&mut parameters, "the hash of PBKDF2")?;
            names::prf(prf.content).ok_or_else(|| other(&prf))?
        }
    };
    parameters.finish("the parameters of PBKDF2")?;
    Ok(Derivation { kdf: Kdf::Pbkdf2 { prf, iterations }, salt, key_bytes })
}

fn scrypt(mut outer: Reader) -> Result<Derivation, KeyFault> {
    let mut parameters = outer.sequence("the parameters of scrypt")?;
    let salt = parameters.expect(der::OCTET_STRING, "the salt")?.content;
    let cost = number(parameters.unsigned("the cost")?);
    let block_size = number(parameters.unsigned("the block size")?);
    let parallelization = number(parameters.unsigned("the parallelization")?);
    let key_bytes = key_length(&mut parameters)?;
    parameters.finish("the parameters of scrypt")?;
    Ok(Derivation { kdf: Kdf::Scrypt { cost, block_size, parallelization }, salt, key_bytes })
}

fn key_length(parameters: &mut Reader) -> Result<Option<u64>, KeyFault> {
    match parameters.peek() {
        Some(der::INTEGER) => parameters.unsigned("the length of the key").map(|length| Some(number(length))),
        _ => Ok(None),
    }
}

/// Why a derivation is not computed here, with the command that makes another one of it.
fn refused(kdf: Kdf, salt: &[u8], refusal: Refusal) -> KeyFault {
    fault(match (refusal, kdf) {
        (Refusal::Salt, _) => Fault::Salt { got: salt.len(), most: pbes2::SALT_BYTES },
        (_, Kdf::Pbkdf2 { iterations, .. }) => {
            let (least, most) = (*pbes2::ITERATIONS.start(), *pbes2::ITERATIONS.end());
            Fault::Rounds { got: iterations, least, most }
        }
        (_, Kdf::Scrypt { cost, block_size, parallelization }) => {
            let limit = match refusal {
                Refusal::ScryptMemory => ScryptLimit::Memory(pbes2::SCRYPT_MEMORY >> 20),
                Refusal::ScryptWork => ScryptLimit::Work,
                _ => ScryptLimit::Impossible,
            };
            Fault::Scrypt { parameters: [cost, block_size, parallelization], limit }
        }
    })
}

/// An AlgorithmIdentifier: its identifier, and a reader of its parameters.
fn algorithm<'a>(reader: &mut Reader<'a>, what: Name) -> Result<(Element<'a>, Reader<'a>), KeyFault> {
    let mut inside = reader.sequence(what)?;
    Ok((inside.expect(der::OID, what)?, inside))
}

/// A number that may be too large for one: then the largest.
fn number(bytes: &[u8]) -> u64 {
    if bytes.len() > 8 { u64::MAX } else { bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)) }
}

/// What is said of a scheme that is not supported here.
fn other(identifier: &Element) -> KeyFault {
    let (name, legacy) = names::other(identifier.content);
    fault(Fault::Scheme { name, legacy })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::der::encode;
    use crate::key::testing::summary;

    fn oid(prefix: &[u8], last: u8) -> Vec<u8> {
        encode(der::OID, &[prefix, &[last]])
    }

    fn pbkdf2_oid() -> Vec<u8> {
        oid(&names::PBKDF2[..8], 12)
    }

    /// EncryptedPrivateKeyInfo for AES-256-CBC with this derivation.
    fn scheme(derivation: &[u8], parameters: &[u8], iv: &[u8]) -> Vec<u8> {
        let derivation = encode(der::SEQUENCE, &[derivation, parameters]);
        let aes = oid(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1], 42);
        let cipher = encode(der::SEQUENCE, &[&aes, &encode(der::OCTET_STRING, &[iv])]);
        let both = encode(der::SEQUENCE, &[&derivation, &cipher]);
        let scheme = encode(der::SEQUENCE, &[&oid(&names::PBES2[..8], 13), &both]);
        encode(der::SEQUENCE, &[&scheme, &encode(der::OCTET_STRING, &[&[0; 32]])])
    }

    /// The same with these parameters of PBKDF2 after its salt.
    fn info(parameters: &[&[u8]], iv: &[u8]) -> Vec<u8> {
        let pbkdf2 = [encode(der::OCTET_STRING, &[b"salt"]), parameters.concat()].concat();
        scheme(&pbkdf2_oid(), &encode(der::SEQUENCE, &[&pbkdf2]), iv)
    }

    #[test]
    fn scrypt_asks_for_bounded_memory_and_work() {
        let check = |numbers: &[&[u8]], expected: &str| {
            let parameters = [encode(der::OCTET_STRING, &[b"salt"]), numbers.concat()].concat();
            let der = scheme(&encode(der::OID, &[names::SCRYPT]), &encode(der::SEQUENCE, &[&parameters]), &[0; 16]);
            let said = match EncryptedKey::read(&der) {
                Ok(encrypted) => encrypted.scheme(),
                Err(fault) => summary(&fault),
            };
            assert!(said.contains(expected), "{said}");
        };
        let (r, p) = (&[2u8, 1, 8][..], &[2u8, 1, 1][..]);
        check(&[&[2, 2, 0x40, 0], r, p], "AES-256-CBC, scrypt with N = 16384, r = 8, p = 1");
        check(&[&[2, 2, 0x40, 0], r, p, &[2, 1, 32]], "AES-256-CBC, scrypt with N = 16384, r = 8, p = 1");
        check(
            &[&[2, 2, 0x40, 0], r, p, &[2, 1, 16]],
            "pem-encryption: Key(Encrypted(KeyLength { got: 16, expected: 32 }))",
        );
        check(
            &[&[2, 2, 0x40, 1], r, p],
            "pem-encryption: Key(Encrypted(Scrypt { parameters: [16385, 8, 1], limit: Impossible }))",
        );
        check(
            &[&[2, 1, 0], r, p],
            "pem-encryption: Key(Encrypted(Scrypt { parameters: [0, 8, 1], limit: Impossible }))",
        );
        check(
            &[&[2, 3, 4, 0, 0], r, p],
            "pem-encryption: Key(Encrypted(Scrypt { parameters: [262144, 8, 1], limit: Memory(128) }))",
        );
        check(
            &[&[2, 3, 2, 0, 0], r, &[2, 1, 5]],
            "pem-encryption: Key(Encrypted(Scrypt { parameters: [131072, 8, 5], limit: Work }))",
        );
        check(&[&[2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0], r, p], "pem-encryption: ");
        check(&[&[2, 2, 0x40, 0], r], "key-der: ");
        check(&[&[2, 2, 0x40, 0], r, p, &[5, 0]], "key-der: ");
    }

    #[test]
    fn numbers_that_cannot_be_right_are_refused() {
        let check = |parameters: &[&[u8]], expected: &str| {
            let said = match EncryptedKey::read(&info(parameters, &[0; 16])) {
                Ok(encrypted) => encrypted.scheme(),
                Err(fault) => summary(&fault),
            };
            assert!(said.contains(expected), "{said}");
        };
        check(&[&[2, 1, 5]], "AES-256-CBC, 5 rounds of PBKDF2 with HMAC-SHA-1");
        check(&[&[2, 1, 5], &[2, 1, 32]], "AES-256-CBC, 5 rounds of PBKDF2 with HMAC-SHA-1");
        check(&[&[2, 1, 5], &[2, 1, 16]], "pem-encryption: Key(Encrypted(KeyLength { got: 16, expected: 32 }))");
        check(&[&[2, 3, 0x98, 0x96, 0x80]], "key-der: ");
        check(&[&[2, 4, 0, 0x98, 0x96, 0x80]], "10000000 rounds");
        check(
            &[&[2, 4, 0, 0x98, 0x96, 0x81]],
            "pem-encryption: Key(Encrypted(Rounds { got: 10000001, least: 1, most: 10000000 }))",
        );
        check(
            &[&[2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0]],
            "pem-encryption: Key(Encrypted(Rounds { got: 18446744073709551615, least: 1, most: 10000000 }))",
        );
        check(&[&[2, 1, 0]], "pem-encryption: Key(Encrypted(Rounds { got: 0, least: 1, most: 10000000 }))");
        check(&[&[2, 1, 5], &[5, 0]], "key-der: ");
        let salt = encode(der::OCTET_STRING, &[&[7; 33]]);
        let long = encode(der::SEQUENCE, &[&salt, &[2, 1, 5]]);
        let fault = EncryptedKey::read(&scheme(&pbkdf2_oid(), &long, &[0; 16])).expect_err("33 bytes");
        assert_eq!(fault.facts, Fault::Salt { got: 33, most: 32 }.into());
        let short = EncryptedKey::read(&info(&[&[2, 1, 5]], &[0; 12])).expect_err("12 bytes");
        assert_eq!(short.facts, Fault::Iv { got: 12, expected: 16 }.into());
    }
}
