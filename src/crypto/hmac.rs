//! HMAC with SHA-2 (RFC 2104).

pub mod guess;

use super::Hash;
use ::hmac::{Hmac, KeyInit, Mac};

/// The HMAC of `message` under the bytes of a secret of any length, the empty one included.
pub fn tag(hash: Hash, secret: &[u8], message: &[u8]) -> Vec<u8> {
    match hash {
        Hash::Sha256 => compute::<Hmac<sha2::Sha256>>(secret, message),
        Hash::Sha384 => compute::<Hmac<sha2::Sha384>>(secret, message),
        Hash::Sha512 => compute::<Hmac<sha2::Sha512>>(secret, message),
    }
}

/// The same with SHA-1, which no algorithm of JOSE has (RFC 2104): to tell that a signer took it.
pub fn tag_sha1(secret: &[u8], message: &[u8]) -> Vec<u8> {
    compute::<Hmac<sha1::Sha1>>(secret, message)
}

/// The same with SHA-224.
pub fn tag_sha224(secret: &[u8], message: &[u8]) -> Vec<u8> {
    compute::<Hmac<sha2::Sha224>>(secret, message)
}

/// The same with MD5.
pub fn tag_md5(secret: &[u8], message: &[u8]) -> Vec<u8> {
    compute::<Hmac<md5::Md5>>(secret, message)
}

/// The same with SHA3-256.
pub fn tag_sha3_256(secret: &[u8], message: &[u8]) -> Vec<u8> {
    compute::<::hmac::SimpleHmac<sha3::Sha3_256>>(secret, message)
}

fn compute<M: Mac + KeyInit>(secret: &[u8], message: &[u8]) -> Vec<u8> {
    // RFC 2104 hashes a long key and pads a short one, so every length is one; the error cannot occur.
    M::new_from_slice(secret).map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec()).unwrap_or_default()
}

/// Whether `tag` is that HMAC in full length; compared in constant time.
pub fn verify(hash: Hash, secret: &[u8], message: &[u8], tag: &[u8]) -> bool {
    fn compare<M: Mac + KeyInit>(secret: &[u8], message: &[u8], tag: &[u8]) -> bool {
        M::new_from_slice(secret).is_ok_and(|mac| mac.chain_update(message).verify_slice(tag).is_ok())
    }
    match hash {
        Hash::Sha256 => compare::<Hmac<sha2::Sha256>>(secret, message, tag),
        Hash::Sha384 => compare::<Hmac<sha2::Sha384>>(secret, message, tag),
        Hash::Sha512 => compare::<Hmac<sha2::Sha512>>(secret, message, tag),
    }
}

/// Whether `tag` is the first half of that HMAC, as content encryption has it (RFC 7518 §5.2.2.1); compared in constant time.
pub fn verify_half(hash: Hash, secret: &[u8], message: &[u8], tag: &[u8]) -> bool {
    fn compare<M: Mac + KeyInit>(secret: &[u8], message: &[u8], tag: &[u8]) -> bool {
        M::new_from_slice(secret).is_ok_and(|mac| mac.chain_update(message).verify_truncated_left(tag).is_ok())
    }
    if tag.len() != hash.bytes() / 2 {
        return false;
    }
    match hash {
        Hash::Sha256 => compare::<Hmac<sha2::Sha256>>(secret, message, tag),
        Hash::Sha384 => compare::<Hmac<sha2::Sha384>>(secret, message, tag),
        Hash::Sha512 => compare::<Hmac<sha2::Sha512>>(secret, message, tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231 §4.3 (test case 2): key "Jefe", data "what do ya want for nothing?"; the first bytes of each HMAC.
    #[test]
    fn the_tags_are_those_of_rfc_4231() {
        let check = |hash: Hash, start: [u8; 4]| {
            let message = b"what do ya want for nothing?";
            let tag = tag(hash, b"Jefe", message);
            assert_eq!((tag.len(), tag.get(..4)), (hash.bytes(), Some(&start[..])));
            assert!(verify(hash, b"Jefe", message, &tag) && !verify(hash, b"Jeff", message, &tag));
            assert!(!verify(hash, b"Jefe", message, &tag[..16]));
            let half = |length: usize| verify_half(hash, b"Jefe", message, &tag[..length]);
            assert!(half(hash.bytes() / 2) && !half(hash.bytes()) && !half(hash.bytes() / 2 - 1) && !half(0));
            assert!(!verify_half(hash, b"Jefe", message, &tag[hash.bytes() / 2..]));
        };
        check(Hash::Sha256, [0x5b, 0xdc, 0xc1, 0x46]);
        check(Hash::Sha384, [0xaf, 0x45, 0xd2, 0xe3]);
        check(Hash::Sha512, [0x16, 0x4b, 0x7a, 0x7b]);
    }
}
