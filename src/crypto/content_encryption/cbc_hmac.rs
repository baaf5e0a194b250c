//! AES-CBC with PKCS#7 padding, then HMAC over everything (RFC 7518 §5.2.2).

use super::{Refusal, on_aes};
use crate::crypto::{Hash, hmac};
use aes::cipher::block_padding::{NoPadding, Pkcs7};
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyInit};
use cbc::{Decryptor, Encryptor};
use zeroize::Zeroizing;

/// The ciphertext and the tag; `None` if key or initialization vector have a length that they cannot have.
pub fn encrypt(hash: Hash, key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    fn make<C: BlockCipherEncrypt + KeyInit>(key: &[u8], iv: &[u8], plaintext: &[u8]) -> Option<Vec<u8>> {
        let cipher = Encryptor::<C>::inner_iv_init(C::new_from_slice(key).ok()?, iv.try_into().ok()?);
        Some(cipher.encrypt_padded_vec::<Pkcs7>(plaintext))
    }
    let (mac_key, key) = key.split_at_checked(key.len() / 2)?;
    let ciphertext = on_aes!(key, make(key, iv, plaintext))?;
    let mut tag = hmac::tag(hash, mac_key, &authenticated(aad, iv, &ciphertext));
    tag.truncate(hash.bytes() / 2);
    Some((ciphertext, tag))
}

/// The plaintext. The caller has checked the lengths.
pub fn decrypt(
    hash: Hash,
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    fn open<C: BlockCipherDecrypt + KeyInit>(
        key: &[u8],
        iv: &[u8],
        ciphertext: &[u8],
    ) -> Option<Result<Zeroizing<Vec<u8>>, Refusal>> {
        let cipher = Decryptor::<C>::inner_iv_init(C::new_from_slice(key).ok()?, iv.try_into().ok()?);
        let mut buffer = Zeroizing::new(ciphertext.to_vec());
        let Ok(length) = cipher.decrypt_padded::<Pkcs7>(&mut buffer).map(<[u8]>::len) else {
            return Some(Err(Refusal::Padding));
        };
        buffer.truncate(length);
        Some(Ok(buffer))
    }
    let (mac_key, key) = key.split_at_checked(key.len() / 2).ok_or(Refusal::Length)?;
    if !hmac::verify_half(hash, mac_key, &authenticated(aad, iv, ciphertext), tag) {
        return Err(Refusal::Tag);
    }
    on_aes!(key, open(key, iv, ciphertext)).unwrap_or(Err(Refusal::Length))
}

/// What AES-CBC alone makes of a ciphertext, with whatever pads it; `None` if a length is none that it can have. Nothing is
/// authenticated: the caller has seen that the tag is right.
pub fn decrypt_as_padded(key: &[u8], iv: &[u8], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    fn open<C: BlockCipherDecrypt + KeyInit>(key: &[u8], iv: &[u8], ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let cipher = Decryptor::<C>::inner_iv_init(C::new_from_slice(key).ok()?, iv.try_into().ok()?);
        let mut buffer = Zeroizing::new(ciphertext.to_vec());
        cipher.decrypt_padded::<NoPadding>(&mut buffer).ok()?;
        Some(buffer)
    }
    on_aes!(key, open(key, iv, ciphertext))
}

/// What the HMAC is over: the additional data, the initialization vector, the ciphertext, and how many bits the first has.
fn authenticated(aad: &[u8], iv: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let bits = u64::try_from(aad.len()).unwrap_or(u64::MAX).saturating_mul(8);
    [aad, iv, ciphertext, &bits.to_be_bytes()].concat()
}
