//! AES Key Wrap (RFC 3394) with the default initial value, which proves the key: RFC 7518 §4.4.

use crate::crypto::content_encryption::on_aes;
use aes::cipher::consts::U16;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, KeyInit};
use aes_kw::{AesKw, AesKwp};
use zeroize::Zeroizing;

/// How many bytes longer than the key its wrapping is.
pub const OVERHEAD: usize = 8;
/// A key that is wrapped has two of these or more (RFC 3394 §2).
const BLOCK: usize = 8;

/// `key` wrapped with `kek`; `None` if one of them has a length that it cannot have.
pub fn wrap(kek: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    fn make<C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit>(
        kek: &[u8],
        key: &[u8],
    ) -> Option<Vec<u8>> {
        let mut wrapped = vec![0; key.len() + OVERHEAD];
        AesKw::<C>::new_from_slice(kek).ok()?.wrap_key(key, &mut wrapped).ok()?;
        Some(wrapped)
    }
    if key.len() < 2 * BLOCK {
        return None;
    }
    on_aes!(kek, make(kek, key))
}

/// The key that `wrapped` holds; `None` if `kek` did not wrap it, or one of them has a length that it cannot have.
pub fn unwrap(kek: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    fn open<C: BlockCipherDecrypt + BlockSizeUser<BlockSize = U16> + KeyInit>(
        kek: &[u8],
        wrapped: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let mut key = Zeroizing::new(vec![0; wrapped.len().checked_sub(OVERHEAD)?]);
        AesKw::<C>::new_from_slice(kek).ok()?.unwrap_key(wrapped, &mut key).ok()?;
        Some(key)
    }
    if wrapped.len() < 2 * BLOCK + OVERHEAD {
        return None;
    }
    on_aes!(kek, open(kek, wrapped))
}

/// The key that `wrapped` holds, if it was wrapped with padding (RFC 5649), which JOSE does not use; it is proved, too.
pub fn unwrap_padded(kek: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    fn open<C: BlockCipherDecrypt + BlockSizeUser<BlockSize = U16> + KeyInit>(
        kek: &[u8],
        wrapped: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let mut key = Zeroizing::new(vec![0; wrapped.len()]);
        let length = AesKwp::<C>::new_from_slice(kek).ok()?.unwrap_key(wrapped, &mut key).ok()?.len();
        key.truncate(length);
        Some(key)
    }
    if wrapped.len() < 2 * BLOCK + OVERHEAD {
        return None;
    }
    on_aes!(kek, open(kek, wrapped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_was_wrapped_with_padding_is_unwrapped() {
        // RFC 5649 §6.
        let bytes = |digits: &str| crate::format::hex::decode(digits).expect("digits");
        let kek = bytes("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");
        let key = bytes("c37b7e6492584340bed12207808941155068f738");
        let wrapped = bytes("138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a");
        assert_eq!(unwrap_padded(&kek, &wrapped).map(|key| key.to_vec()), Some(key));
        assert_eq!(unwrap_padded(&kek[8..], &wrapped), None);
        assert_eq!(unwrap(&kek, &wrapped), None);
    }

    #[test]
    fn what_is_wrapped_is_unwrapped_by_the_same_key_alone() {
        for size in [16, 24, 32] {
            let kek = vec![3; size];
            for length in [16, 24, 32, 48, 64] {
                let key: Vec<u8> = (0..length).collect();
                let wrapped = wrap(&kek, &key).expect("lengths that fit");
                assert_eq!(wrapped.len(), key.len() + OVERHEAD);
                assert_eq!(unwrap(&kek, &wrapped).map(|key| key.to_vec()), Some(key));
                assert_eq!(unwrap(&vec![4; size], &wrapped), None);
                assert_eq!(unwrap(&kek, &wrapped[8..]), None);
            }
        }
    }

    #[test]
    fn lengths_that_no_key_has_give_nothing() {
        assert_eq!((wrap(&[1; 16], &[0; 8]), wrap(&[1; 16], &[0; 17]), wrap(&[1; 15], &[0; 16])), (None, None, None));
        for length in [0, 7, 8, 16, 23, 25] {
            assert_eq!(unwrap(&[1; 16], &vec![0; length]), None);
        }
        assert_eq!(unwrap(&[1; 20], &[0; 24]), None);
    }
}
