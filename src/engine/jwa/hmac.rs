//! HS256, HS384, HS512: HMAC with SHA-2 (RFC 7518 §3.2, RFC 2104).

use super::{Algorithm, Failure, Family, Hash, KeyRule, Status};
use crate::crypto::hmac;
pub use crate::crypto::hmac::tag;
use crate::key::{Key, Material};
use crate::spec::Spec;

/// HMAC with SHA-256.
pub static HS256: Algorithm = Algorithm {
    name: "HS256",
    title: "HMAC with SHA-256",
    family: Family::Hmac,
    hash: Some(Hash::Sha256),
    key: KeyRule::Secret { advised_bytes: 32 },
    spec: Spec::Rfc(7518, "3.2"),
    status: Status::Recommended,
    sign: |key, message, _| sign(Hash::Sha256, key, message),
    verify: |key, message, signature| verify(Hash::Sha256, key, message, signature),
};

/// HMAC with SHA-384.
pub static HS384: Algorithm = Algorithm {
    name: "HS384",
    title: "HMAC with SHA-384",
    hash: Some(Hash::Sha384),
    key: KeyRule::Secret { advised_bytes: 48 },
    status: Status::Optional,
    sign: |key, message, _| sign(Hash::Sha384, key, message),
    verify: |key, message, signature| verify(Hash::Sha384, key, message, signature),
    ..HS256
};

/// HMAC with SHA-512.
pub static HS512: Algorithm = Algorithm {
    name: "HS512",
    title: "HMAC with SHA-512",
    hash: Some(Hash::Sha512),
    key: KeyRule::Secret { advised_bytes: 64 },
    status: Status::Optional,
    sign: |key, message, _| sign(Hash::Sha512, key, message),
    verify: |key, message, signature| verify(Hash::Sha512, key, message, signature),
    ..HS256
};

fn sign(hash: Hash, key: &Key, message: &[u8]) -> Result<Vec<u8>, Failure> {
    Ok(tag(hash, secret(key)?, message))
}

fn verify(hash: Hash, key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    matches(hash, secret(key)?, message, signature)
}

/// Whether `signature` is the HMAC of `message` in full length (RFC 7518 §3.2 knows no truncated one), compared in constant time.
pub fn matches(hash: Hash, secret: &[u8], message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    if signature.len() != hash.bytes() {
        return Err(Failure::Length { expected: hash.bytes(), got: signature.len() });
    }
    if hmac::verify(hash, secret, message, signature) { Ok(()) } else { Err(Failure::Mismatch) }
}

fn secret(key: &Key) -> Result<&[u8], Failure> {
    match &key.material {
        Material::Secret(secret) => Ok(&secret.0),
        _ => Err(Failure::WrongKey),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_truncated_tag_is_refused_by_its_length() {
        let whole = tag(Hash::Sha256, b"secret", b"message");
        assert_eq!(matches(Hash::Sha256, b"secret", b"message", &whole), Ok(()));
        assert_eq!(matches(Hash::Sha256, b"secret", b"massage", &whole), Err(Failure::Mismatch));
        let short = whole.get(..16).unwrap_or_default();
        assert_eq!(matches(Hash::Sha256, b"secret", b"message", short), Err(Failure::Length { expected: 32, got: 16 }));
        assert_eq!(matches(Hash::Sha256, b"secret", b"message", &[]), Err(Failure::Length { expected: 32, got: 0 }));
    }
}
