//! AES-GCM (NIST SP 800-38D) with an initialization vector of 96 bits and a tag of 128, as RFC 7518 §4.7 and §5.3 have it; to find
//! out what a sender did, with vectors of other lengths as well.

use super::on_aes;
use aes::cipher::consts::{U8, U12, U16};
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
    on_aes!(key, open_with_12(key, iv, aad, ciphertext, tag))
}

/// The same with an initialization vector of 8 or 16 bytes, which SP 800-38D allows and JOSE does not.
pub fn decrypt_with_other_vector(
    key: &[u8],
    iv: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
    tag: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    match iv.len() {
        8 => on_aes!(key, open_with_8(key, iv, aad, ciphertext, tag)),
        16 => on_aes!(key, open_with_16(key, iv, aad, ciphertext, tag)),
        _ => None,
    }
}

macro_rules! open_with {
    ($name:ident, $size:ty) => {
        fn $name<C>(key: &[u8], iv: &[u8], aad: &[u8], ciphertext: &[u8], tag: &[u8]) -> Option<Zeroizing<Vec<u8>>>
        where
            C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit,
        {
            let (iv, tag) = (<&Nonce<$size>>::try_from(iv).ok()?, <&Tag>::try_from(tag).ok()?);
            let mut buffer = Zeroizing::new(ciphertext.to_vec());
            let cipher = AesGcm::<C, $size>::new_from_slice(key).ok()?;
            cipher.decrypt_inout_detached(iv, aad, buffer.as_mut_slice().into(), tag).ok()?;
            Some(buffer)
        }
    };
}

open_with!(open_with_8, U8);
open_with!(open_with_12, U12);
open_with!(open_with_16, U16);

#[cfg(test)]
mod tests {
    use super::*;

    /// Test cases 5 and 6 of McGrew and Viega, *The Galois/Counter Mode of Operation*, share key, text and additional data, and
    /// have vectors of 8 and 60 bytes.
    #[test]
    fn a_vector_of_another_length_opens_what_was_made_with_it() {
        let bytes = |hex: &str| -> Vec<u8> {
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
        };
        let key = bytes("feffe9928665731c6d6a8f9467308308");
        let aad = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let text = bytes(
            "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598",
        );
        let tag = bytes("3612d2e79e3b0785561be14aaca2fccb");
        let opened = decrypt_with_other_vector(&key, &bytes("cafebabefacedbad"), &aad, &text, &tag);
        assert_eq!(opened.expect("it opens")[..4], [0xd9, 0x31, 0x32, 0x25]);
        assert!(decrypt_with_other_vector(&key, &bytes("cafebabefacedbae"), &aad, &text, &tag).is_none());
        for length in [0, 7, 12, 60] {
            assert!(decrypt_with_other_vector(&key, &vec![1; length], &aad, &text, &tag).is_none());
        }
    }
}
