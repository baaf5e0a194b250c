//! The object identifiers that stand in encrypted private keys: those we use, and those we can at least name.

use super::Prf;
use crate::key::oid;

/// id-PBES2 (RFC 8018 §A.4).
pub const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
/// id-PBKDF2 (RFC 8018 §A.2).
pub const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
/// 2.16.840.1.101.3.4.1: what the identifiers of AES have before their last number.
const AES: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1];
/// digestAlgorithm of RSADSI: what the identifiers of HMAC have before their last number (RFC 8018 §B.1.2).
const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2];

/// What to do with a key that is encrypted in another way.
pub const CONVERT: &str = "convert it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem";
/// The same for ciphers that OpenSSL has put away.
pub const CONVERT_LEGACY: &str = "convert it: openssl pkcs8 -provider default -provider legacy -topk8 -v2 aes-256-cbc -in key.pem -out converted.pem";

/// Identifier, name, and whether OpenSSL keeps it in its legacy provider.
static OTHERS: &[(&str, &str, bool)] = &[
    ("1.3.6.1.4.1.11591.4.11", "scrypt", false),
    ("1.2.840.113549.3.7", "DES-EDE3-CBC (triple DES)", false),
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
    ("1.2.840.113549.2.8", "PBKDF2 with HMAC-SHA-224", false),
    ("1.2.840.113549.2.12", "PBKDF2 with HMAC-SHA-512/224", false),
    ("1.2.840.113549.2.13", "PBKDF2 with HMAC-SHA-512/256", false),
];

/// The length of the key, in bytes, of AES-128-CBC, AES-192-CBC and AES-256-CBC; `None` for anything else.
pub fn aes_cbc(identifier: &[u8]) -> Option<usize> {
    match identifier.strip_prefix(AES)? {
        [2] => Some(16),
        [22] => Some(24),
        [42] => Some(32),
        _ => None,
    }
}

/// The pseudorandom function with that identifier.
pub fn prf(identifier: &[u8]) -> Option<Prf> {
    match identifier.strip_prefix(HMAC)? {
        [7] => Some(Prf::Sha1),
        [9] => Some(Prf::Sha256),
        [10] => Some(Prf::Sha384),
        [11] => Some(Prf::Sha512),
        _ => None,
    }
}

/// Its name.
pub fn prf_name(prf: Prf) -> &'static str {
    match prf {
        Prf::Sha1 => "HMAC-SHA-1",
        Prf::Sha256 => "HMAC-SHA-256",
        Prf::Sha384 => "HMAC-SHA-384",
        Prf::Sha512 => "HMAC-SHA-512",
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
