//! The DER around an encrypted private key: which cipher, and which way from a passphrase to its key.
//!
//! ```text
//! EncryptedPrivateKeyInfo   RFC 5958 §3      SEQUENCE { AlgorithmIdentifier PBES2, OCTET STRING }
//! PBES2-params              RFC 8018 §A.4    SEQUENCE { AlgorithmIdentifier PBKDF2, AlgorithmIdentifier AES-CBC }
//! PBKDF2-params             RFC 8018 §A.2    SEQUENCE { OCTET STRING salt, rounds, key length?, AlgorithmIdentifier prf? }
//! AES-CBC's parameters      RFC 8018 §B.2.5  OCTET STRING iv
//! ```

use super::names::{self, CONVERT, CONVERT_LEGACY};
use super::pbkdf2::Prf;
use super::{Locked, UNSUPPORTED};
use crate::key::KeyFault;
use crate::key::der::{self, Element, Reader};
use crate::spec::Spec;

/// More rounds would keep a page busy for minutes; 600,000 are usual.
const MAX_ITERATIONS: u64 = 10_000_000;

impl Locked {
    /// Reads EncryptedPrivateKeyInfo.
    ///
    /// # Errors
    /// `pem-encryption`: a scheme or a number that is not supported here; else the code of the DER reader.
    pub(in crate::key) fn read(der: &[u8]) -> Result<Locked, KeyFault> {
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
        let (derivation, mut parameters) = algorithm(&mut both, "the key derivation")?;
        let (cipher, mut iv) = algorithm(&mut both, "the cipher")?;
        both.finish("the parameters of the encryption")?;
        if derivation.content != names::PBKDF2 {
            return Err(other(&derivation));
        }
        let Some(key_bytes) = names::aes_cbc(cipher.content) else { return Err(other(&cipher)) };
        let iv = iv.expect(der::OCTET_STRING, "the initialization vector")?;
        let iv = iv.content.try_into().map_err(|_| {
            unsupported(format!("the initialization vector of its cipher has {} bytes and not 16", iv.content.len()))
                .hint(CONVERT)
        })?;

        let mut parameters = parameters.sequence("the parameters of PBKDF2")?;
        let salt = parameters.expect(der::OCTET_STRING, "the salt")?;
        let iterations = number(parameters.unsigned("the number of rounds")?);
        let length = match parameters.peek() {
            Some(der::INTEGER) => number(parameters.unsigned("the length of the key")?),
            _ => key_bytes as u64,
        };
        let prf = match parameters.is_empty() {
            true => Prf::Sha1,
            false => {
                let (prf, _) = algorithm(&mut parameters, "the hash of PBKDF2")?;
                names::prf(prf.content).ok_or_else(|| other(&prf))?
            }
        };
        parameters.finish("the parameters of PBKDF2")?;
        if length != key_bytes as u64 {
            let message = format!("its key is said to have {length} bytes, and that of its cipher has {key_bytes}");
            return Err(unsupported(message).hint(CONVERT));
        }
        if iterations == 0 || iterations > MAX_ITERATIONS {
            let message = format!("it asks for {iterations} rounds of PBKDF2, and 1 to {MAX_ITERATIONS} are made here");
            return Err(unsupported(message).hint(CONVERT));
        }
        Ok(Locked {
            prf,
            salt: salt.content.to_vec(),
            iterations: iterations as u32,
            key_bytes,
            iv,
            data: data.content.to_vec(),
        })
    }
}

/// An AlgorithmIdentifier: its identifier, and a reader of its parameters.
fn algorithm<'a>(reader: &mut Reader<'a>, what: &str) -> Result<(Element<'a>, Reader<'a>), KeyFault> {
    let mut inside = reader.sequence(what)?;
    Ok((inside.expect(der::OID, what)?, inside))
}

/// A number that may be too large for one: then the largest.
fn number(bytes: &[u8]) -> u64 {
    if bytes.len() > 8 { u64::MAX } else { bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)) }
}

fn unsupported(message: String) -> KeyFault {
    KeyFault::new(UNSUPPORTED, format!("this private key is encrypted, and {message}")).spec(Spec::Rfc(8018, "A"))
}

/// What is said of a scheme that is not supported here.
fn other(identifier: &Element) -> KeyFault {
    let (name, legacy) = names::other(identifier.content);
    unsupported(format!("{name} is not supported here")).hint(if legacy { CONVERT_LEGACY } else { CONVERT })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::der::encode;

    /// EncryptedPrivateKeyInfo for AES-256-CBC with these parameters of PBKDF2 after its salt.
    fn info(parameters: &[&[u8]], iv: &[u8]) -> Vec<u8> {
        let oid = |prefix: &[u8], last: u8| encode(der::OID, &[prefix, &[last]]);
        let pbkdf2 = [encode(der::OCTET_STRING, &[b"salt"]), parameters.concat()].concat();
        let derivation = encode(der::SEQUENCE, &[&oid(&names::PBKDF2[..8], 12), &encode(der::SEQUENCE, &[&pbkdf2])]);
        let aes = oid(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1], 42);
        let cipher = encode(der::SEQUENCE, &[&aes, &encode(der::OCTET_STRING, &[iv])]);
        let both = encode(der::SEQUENCE, &[&derivation, &cipher]);
        let scheme = encode(der::SEQUENCE, &[&oid(&names::PBES2[..8], 13), &both]);
        encode(der::SEQUENCE, &[&scheme, &encode(der::OCTET_STRING, &[&[0; 32]])])
    }

    #[test]
    fn numbers_that_cannot_be_right_are_refused() {
        let check = |parameters: &[&[u8]], expected: &str| {
            let said = match Locked::read(&info(parameters, &[0; 16])) {
                Ok(locked) => locked.scheme(),
                Err(fault) => format!("{}: {fault}", fault.code),
            };
            assert!(said.contains(expected), "{said}");
        };
        check(&[&[2, 1, 5]], "AES-256-CBC, 5 rounds of PBKDF2 with HMAC-SHA-1");
        check(&[&[2, 1, 5], &[2, 1, 32]], "AES-256-CBC, 5 rounds of PBKDF2 with HMAC-SHA-1");
        check(
            &[&[2, 1, 5], &[2, 1, 16]],
            "pem-encryption: this private key is encrypted, and its key is said to have 16 bytes, and that of its cipher has 32",
        );
        check(&[&[2, 3, 0x98, 0x96, 0x80]], "key-der: ");
        check(&[&[2, 4, 0, 0x98, 0x96, 0x80]], "10000000 rounds");
        check(
            &[&[2, 4, 0, 0x98, 0x96, 0x81]],
            "pem-encryption: this private key is encrypted, and it asks for 10000001 rounds of PBKDF2, and 1 to 10000000 are made here",
        );
        check(&[&[2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0]], "it asks for 18446744073709551615 rounds");
        check(&[&[2, 1, 0]], "it asks for 0 rounds");
        check(&[&[2, 1, 5], &[5, 0]], "key-der: ");
        let short = Locked::read(&info(&[&[2, 1, 5]], &[0; 12])).expect_err("12 bytes");
        assert!(short.message.contains("initialization vector of its cipher has 12 bytes and not 16"), "{short}");
    }
}
