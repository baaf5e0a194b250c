//! The object identifiers that stand in encrypted private keys: those we use, and those we can at least name.

use crate::crypto::pbes2::{Cipher, Prf};
use crate::key::oid;

/// id-PBES2 (RFC 8018 §A.4).
pub const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
/// id-PBKDF2 (RFC 8018 §A.2).
pub const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
/// id-scrypt (RFC 7914 §7).
pub const SCRYPT: &[u8] = &[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11];
/// des-EDE3-CBC (RFC 8018 §B.2.2).
const DES_EDE3_CBC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 3, 7];
/// 2.16.840.1.101.3.4.1: what the identifiers of AES have before their last number.
const AES: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1];
/// digestAlgorithm of RSADSI: what the identifiers of HMAC have before their last number (RFC 8018 §B.1.2).
const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2];

/// Identifier, name, and whether OpenSSL keeps it in its legacy provider.
static OTHERS: &[(&str, &str, bool)] = &[
    ("1.3.14.3.2.7", "DES-CBC", true),
    ("1.2.840.113549.3.2", "RC2-CBC", true),
    ("1.2.840.113549.3.4", "RC4", true),
    ("1.2.840.113549.3.9", "RC5-CBC", true),
    ("1.2.392.200011.61.1.1.1.2", "Camellia-128-CBC", false),
    ("1.2.392.200011.61.1.1.1.3", "Camellia-192-CBC", false),
    ("1.2.392.200011.61.1.1.1.4", "Camellia-256-CBC", false),
    ("1.2.840.113549.1.5.1", "PBES1 with MD2 and DES", true),
    ("1.2.840.113549.1.5.3", "PBES1 with MD5 and DES", true),
    ("1.2.840.113549.1.5.4", "PBES1 with MD2 and RC2", true),
    ("1.2.840.113549.1.5.6", "PBES1 with MD5 and RC2", true),
    ("1.2.840.113549.1.5.10", "PBES1 with SHA-1 and DES", true),
    ("1.2.840.113549.1.5.11", "PBES1 with SHA-1 and RC2", true),
    ("1.2.840.113549.1.12.1.1", "PKCS#12's encryption with RC4", true),
    ("1.2.840.113549.1.12.1.2", "PKCS#12's encryption with RC4", true),
    ("1.2.840.113549.1.12.1.3", "PKCS#12's encryption with triple DES", false),
    ("1.2.840.113549.1.12.1.4", "PKCS#12's encryption with triple DES", false),
    ("1.2.840.113549.1.12.1.5", "PKCS#12's encryption with RC2", true),
    ("1.2.840.113549.1.12.1.6", "PKCS#12's encryption with RC2", true),
    ("1.2.840.113549.2.12", "PBKDF2 with HMAC-SHA-512/224", false),
    ("1.2.840.113549.2.13", "PBKDF2 with HMAC-SHA-512/256", false),
];

/// What makes a cipher of an initialization vector; `None` of one that has another length.
type WithIv = fn(&[u8]) -> Option<Cipher>;

/// The cipher with that identifier, and the length of its initialization vector, in bytes.
pub fn cipher(identifier: &[u8]) -> Option<(WithIv, usize)> {
    if identifier == DES_EDE3_CBC {
        return Some((|iv| Some(Cipher::DesEde3Cbc(iv.try_into().ok()?)), 8));
    }
    Some(match identifier.strip_prefix(AES)? {
        [2] => (|iv| Some(Cipher::Aes128Cbc(iv.try_into().ok()?)), 16),
        [22] => (|iv| Some(Cipher::Aes192Cbc(iv.try_into().ok()?)), 16),
        [42] => (|iv| Some(Cipher::Aes256Cbc(iv.try_into().ok()?)), 16),
        _ => return None,
    })
}

/// The name of a cipher.
pub fn cipher_name(cipher: Cipher) -> &'static str {
    match cipher {
        Cipher::Aes128Cbc(_) => "AES-128-CBC",
        Cipher::Aes192Cbc(_) => "AES-192-CBC",
        Cipher::Aes256Cbc(_) => "AES-256-CBC",
        Cipher::DesEde3Cbc(_) => "DES-EDE3-CBC (triple DES)",
    }
}

/// The pseudorandom function with that identifier.
pub fn prf(identifier: &[u8]) -> Option<Prf> {
    match identifier.strip_prefix(HMAC)? {
        [7] => Some(Prf::Sha1),
        [8] => Some(Prf::Sha224),
        [9] => Some(Prf::Sha256),
        [10] => Some(Prf::Sha384),
        [11] => Some(Prf::Sha512),
        _ => None,
    }
}

/// What the identifier of something else stands for, and whether OpenSSL keeps it in its legacy provider.
pub fn other(identifier: &[u8]) -> (String, bool) {
    if identifier.starts_with(AES) {
        return ("AES in another mode than CBC".into(), false);
    }
    let Some(dotted) = oid::dotted(identifier) else {
        return ("a scheme whose identifier cannot be read".into(), false);
    };
    match OTHERS.iter().find(|(oid, ..)| *oid == dotted) {
        Some((_, name, legacy)) => ((*name).to_owned(), *legacy),
        None => (format!("the scheme with the identifier {dotted}"), false),
    }
}
