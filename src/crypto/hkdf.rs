//! HKDF with SHA-256 (RFC 5869): no algorithm of JOSE has it, but what some programs call their secret is made into a key by it.

use ::hkdf::Hkdf;

/// So many bytes of key material from a secret; no more than 8,160, for which there is `None`. An empty salt is none.
pub fn sha256(secret: &[u8], salt: &[u8], info: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut key = vec![0; length];
    Hkdf::<sha2::Sha256>::new(Some(salt), secret).expand(info, &mut key).ok()?;
    Some(key)
}
