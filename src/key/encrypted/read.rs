//! The DER around an encrypted private key: which cipher, and which way from a passphrase to its key.
//!
//! ```text
//! EncryptedPrivateKeyInfo   RFC 5958 §3      SEQUENCE { AlgorithmIdentifier PBES2, OCTET STRING }
//! PBES2-params              RFC 8018 §A.4    SEQUENCE { AlgorithmIdentifier of the derivation, and of the cipher }
//! PBKDF2-params             RFC 8018 §A.2    SEQUENCE { OCTET STRING salt, rounds, key length?, AlgorithmIdentifier prf? }
//! scrypt-params             RFC 7914 §7.1    SEQUENCE { OCTET STRING salt, N, r, p, key length? }
//! the cipher's parameters   RFC 8018 §B.2    OCTET STRING iv
//! ```

use super::names::{self, CONVERT, CONVERT_LEGACY};
use super::{EncryptedKey, UNSUPPORTED, fingerprint};
use crate::crypto::pbes2::{self, Kdf, Pbes2, Prf, Refusal};
use crate::key::KeyFault;
use crate::key::der::{self, Element, Reader};
use crate::spec::Spec;

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
            unsupported(format!("the initialization vector of its cipher has {got} bytes and not {iv_bytes}"))
                .hint(CONVERT)
        })?;
        let Derivation { kdf, salt, key_bytes } = derive(parameters)?;
        let needed = cipher.key_bytes() as u64;
        if key_bytes.is_some_and(|said| said != needed) {
            let said = key_bytes.unwrap_or_default();
            let message = format!("its key is said to have {said} bytes, and that of its cipher has {needed}");
            return Err(unsupported(message).hint(CONVERT));
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
    let message = match (refusal, kdf) {
        (Refusal::Salt, _) => {
            format!("its salt has {} bytes, and up to {} are handled here", salt.len(), pbes2::SALT_BYTES)
        }
        (_, Kdf::Pbkdf2 { iterations, .. }) => {
            let (least, most) = (pbes2::ITERATIONS.start(), pbes2::ITERATIONS.end());
            format!("it asks for {iterations} rounds of PBKDF2, and {least} to {most} are made here")
        }
        (_, Kdf::Scrypt { cost, block_size, parallelization }) => {
            let limit = match refusal {
                Refusal::ScryptMemory => format!("takes more than {} MB of memory", pbes2::SCRYPT_MEMORY >> 20),
                Refusal::ScryptWork => "would keep the page busy for too long".to_owned(),
                _ => "is not possible".to_owned(),
            };
            format!("scrypt with N = {cost}, r = {block_size}, p = {parallelization} {limit}")
        }
    };
    unsupported(message).hint(CONVERT)
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
            let (said, hint) = match EncryptedKey::read(&der) {
                Ok(encrypted) => (encrypted.scheme(), CONVERT.to_owned()),
                Err(fault) => (format!("{}: {fault}", fault.code), fault.hint.clone().unwrap_or(CONVERT.into())),
            };
            assert!(said.contains(expected) && hint == CONVERT, "{said}; {hint}");
        };
        let (r, p) = (&[2u8, 1, 8][..], &[2u8, 1, 1][..]);
        check(&[&[2, 2, 0x40, 0], r, p], "AES-256-CBC, scrypt with N = 16384, r = 8, p = 1");
        check(&[&[2, 2, 0x40, 0], r, p, &[2, 1, 32]], "AES-256-CBC, scrypt with N = 16384, r = 8, p = 1");
        check(&[&[2, 2, 0x40, 0], r, p, &[2, 1, 16]], "its key is said to have 16 bytes");
        check(
            &[&[2, 2, 0x40, 1], r, p],
            "pem-encryption: this private key is encrypted, and scrypt with N = 16385, r = 8, p = 1 is not possible",
        );
        check(&[&[2, 1, 0], r, p], "N = 0, r = 8, p = 1 is not possible");
        check(&[&[2, 3, 4, 0, 0], r, p], "N = 262144, r = 8, p = 1 takes more than 128 MB of memory");
        check(&[&[2, 3, 2, 0, 0], r, &[2, 1, 5]], "p = 5 would keep the page busy for too long");
        check(&[&[2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0], r, p], "pem-encryption: ");
        check(&[&[2, 2, 0x40, 0], r], "key-der: ");
        check(&[&[2, 2, 0x40, 0], r, p, &[5, 0]], "key-der: ");
    }

    #[test]
    fn numbers_that_cannot_be_right_are_refused() {
        let check = |parameters: &[&[u8]], expected: &str| {
            let said = match EncryptedKey::read(&info(parameters, &[0; 16])) {
                Ok(encrypted) => encrypted.scheme(),
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
        let salt = encode(der::OCTET_STRING, &[&[7; 33]]);
        let long = encode(der::SEQUENCE, &[&salt, &[2, 1, 5]]);
        let fault = EncryptedKey::read(&scheme(&pbkdf2_oid(), &long, &[0; 16])).expect_err("33 bytes");
        assert!(fault.message.contains("its salt has 33 bytes, and up to 32 are handled here"), "{fault}");
        let short = EncryptedKey::read(&info(&[&[2, 1, 5]], &[0; 12])).expect_err("12 bytes");
        assert!(short.message.contains("initialization vector of its cipher has 12 bytes and not 16"), "{short}");
    }
}
