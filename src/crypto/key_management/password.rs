//! A key made of a password: PBKDF2 (RFC 8018 §5.2), for the PBES2 algorithms of RFC 7518 §4.8.

use crate::crypto::Hash;
use pbkdf2::pbkdf2_hmac;
use zeroize::Zeroizing;

/// `length` bytes made of a password. The time grows with `iterations`, which the caller bounds.
pub fn derive(hash: Hash, password: &[u8], salt: &[u8], iterations: u32, length: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(vec![0; length]);
    match hash {
        Hash::Sha256 => pbkdf2_hmac::<sha2::Sha256>(password, salt, iterations, &mut key),
        Hash::Sha384 => pbkdf2_hmac::<sha2::Sha384>(password, salt, iterations, &mut key),
        Hash::Sha512 => pbkdf2_hmac::<sha2::Sha512>(password, salt, iterations, &mut key),
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7914 §11: the first and the last bytes of its first vector.
    #[test]
    fn the_key_is_that_of_rfc_7914() {
        let key = derive(Hash::Sha256, b"passwd", b"salt", 1, 64);
        assert_eq!(key[..8], [0x55, 0xac, 0x04, 0x6e, 0x56, 0xe3, 0x08, 0x9f]);
        assert_eq!(key[56..], [0x09, 0x11, 0x20, 0x41, 0xd3, 0xa1, 0x97, 0x83]);
        for hash in Hash::ALL {
            assert_ne!(derive(hash, b"passwd", b"salt", 1, 16), derive(hash, b"passwd", b"salt", 2, 16));
        }
    }
}
