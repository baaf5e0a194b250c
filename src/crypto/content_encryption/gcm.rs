//! AES-GCM (NIST SP 800-38D) with an initialization vector of 96 bits and a tag of 128, as RFC 7518 §4.7 and §5.3 have it.

use super::on_aes;
use aes::cipher::consts::{U12, U16};
use aes::cipher::{BlockCipherEncrypt, BlockSizeUser};
use aes_gcm::{AeadInOut, AesGcm, KeyInit, Nonce, Tag};
use zeroize::Zeroizing;

/// The ciphertext and the tag; `None` if key or initialization vector have a length that they cannot have.
pub fn encrypt(key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    fn make<C>(key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Option<(Vec<u8>, Vec<u8>)>
    where
        C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit,
    {
        let iv = <&Nonce<U12>>::try_from(iv).ok()?;
        let mut buffer = plaintext.to_vec();
        let cipher = AesGcm::<C, U12>::new_from_slice(key).ok()?;
        let tag = cipher.encrypt_inout_detached(iv, aad, buffer.as_mut_slice().into()).ok()?;
        Some((buffer, tag.to_vec()))
    }
    on_aes!(key, make(key, iv, aad, plaintext))
}

/// The plaintext; `None` if the tag does not match, or a length is none that it can have.
pub fn decrypt(key: &[u8], iv: &[u8], aad: &[u8], ciphertext: &[u8], tag: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    fn open<C>(key: &[u8], iv: &[u8], aad: &[u8], ciphertext: &[u8], tag: &[u8]) -> Option<Zeroizing<Vec<u8>>>
    where
        C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit,
    {
        let (iv, tag) = (<&Nonce<U12>>::try_from(iv).ok()?, <&Tag>::try_from(tag).ok()?);
        let mut buffer = Zeroizing::new(ciphertext.to_vec());
        let cipher = AesGcm::<C, U12>::new_from_slice(key).ok()?;
        cipher.decrypt_inout_detached(iv, aad, buffer.as_mut_slice().into(), tag).ok()?;
        Some(buffer)
    }
    on_aes!(key, open(key, iv, aad, ciphertext, tag))
}
