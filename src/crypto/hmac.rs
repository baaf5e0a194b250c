//! HS256, HS384, HS512: HMAC with SHA-2 (RFC 7518 §3.2, RFC 2104).

use super::{Algorithm, Failure, Family, Hash, KeyRule, Status};
use crate::key::{Key, Material};
use crate::spec::Spec;
use ::hmac::{Hmac, KeyInit, Mac};

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

/// The HMAC of `message` under the bytes of a secret of any length, the empty one included.
pub fn tag(hash: Hash, secret: &[u8], message: &[u8]) -> Vec<u8> {
    fn compute<M: Mac + KeyInit>(secret: &[u8], message: &[u8]) -> Vec<u8> {
        // RFC 2104 hashes a long key and pads a short one, so every length is one; the error cannot occur.
        M::new_from_slice(secret)
            .map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec())
            .unwrap_or_default()
    }
    match hash {
        Hash::Sha256 => compute::<Hmac<sha2::Sha256>>(secret, message),
        Hash::Sha384 => compute::<Hmac<sha2::Sha384>>(secret, message),
        Hash::Sha512 => compute::<Hmac<sha2::Sha512>>(secret, message),
    }
}

/// Whether `signature` is that HMAC, in full length (RFC 7518 §3.2 knows no truncated one), compared in constant time.
pub fn matches(hash: Hash, secret: &[u8], message: &[u8], signature: &[u8]) -> Result<(), Failure> {
    fn compare<M: Mac + KeyInit>(secret: &[u8], message: &[u8], signature: &[u8]) -> Result<(), Failure> {
        let mac = M::new_from_slice(secret)
            .map_err(|_| Failure::BadKey("the secret has a length HMAC does not take".into()))?;
        mac.chain_update(message).verify_slice(signature).map_err(|_| Failure::Mismatch)
    }
    if signature.len() != hash.bytes() {
        return Err(Failure::Length { expected: hash.bytes(), got: signature.len() });
    }
    match hash {
        Hash::Sha256 => compare::<Hmac<sha2::Sha256>>(secret, message, signature),
        Hash::Sha384 => compare::<Hmac<sha2::Sha384>>(secret, message, signature),
        Hash::Sha512 => compare::<Hmac<sha2::Sha512>>(secret, message, signature),
    }
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

    /// RFC 4231 §4.3 (test case 2): key "Jefe", data "what do ya want for nothing?"; the first bytes of each HMAC.
    #[test]
    fn the_tags_are_those_of_rfc_4231() {
        let check = |hash: Hash, start: [u8; 4]| {
            let tag = tag(hash, b"Jefe", b"what do ya want for nothing?");
            assert_eq!((tag.len(), tag.get(..4)), (hash.bytes(), Some(&start[..])));
            assert_eq!(matches(hash, b"Jefe", b"what do ya want for nothing?", &tag), Ok(()));
            assert_eq!(matches(hash, b"Jeff", b"what do ya want for nothing?", &tag), Err(Failure::Mismatch));
        };
        check(Hash::Sha256, [0x5b, 0xdc, 0xc1, 0x46]);
        check(Hash::Sha384, [0xaf, 0x45, 0xd2, 0xe3]);
        check(Hash::Sha512, [0x16, 0x4b, 0x7a, 0x7b]);
    }

    #[test]
    fn a_truncated_tag_is_refused_by_its_length() {
        let whole = tag(Hash::Sha256, b"secret", b"message");
        let short = whole.get(..16).unwrap_or_default();
        assert_eq!(matches(Hash::Sha256, b"secret", b"message", short), Err(Failure::Length { expected: 32, got: 16 }));
        assert_eq!(matches(Hash::Sha256, b"secret", b"message", &[]), Err(Failure::Length { expected: 32, got: 0 }));
    }
}
