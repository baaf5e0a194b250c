//! The ciphers that encrypt content in JWE (RFC 7518 §5): AES-CBC with HMAC, and AES-GCM. Both take a key, an initialization
//! vector, the additional authenticated data, and give or take a ciphertext and a tag.

mod cbc_hmac;
mod gcm;
pub mod gcm_changes;

use super::Hash;
use zeroize::Zeroizing;

/// A cipher with its key size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// AES-CBC and HMAC with this hash (RFC 7518 §5.2): the first half of the key is for the HMAC, the second for AES.
    CbcHmac(Hash),
    /// AES-GCM with a key of so many bytes (RFC 7518 §5.3).
    Gcm(usize),
}

/// Why a ciphertext was not decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Key, initialization vector, tag or ciphertext have a length that the cipher does not have.
    Length,
    /// The tag is not that of this key, initialization vector, ciphertext and additional data.
    Tag,
    /// The tag is right, and yet the padding of AES-CBC is not: whoever had the key encrypted it like that.
    Padding,
}

impl Cipher {
    /// The length of the key, in bytes.
    pub const fn key_bytes(self) -> usize {
        match self {
            Cipher::CbcHmac(hash) => hash.bytes(),
            Cipher::Gcm(bytes) => bytes,
        }
    }

    /// The length of the initialization vector, in bytes.
    pub const fn iv_bytes(self) -> usize {
        match self {
            Cipher::CbcHmac(_) => 16,
            Cipher::Gcm(_) => 12,
        }
    }

    /// The length of the tag, in bytes.
    pub const fn tag_bytes(self) -> usize {
        match self {
            Cipher::CbcHmac(hash) => hash.bytes() / 2,
            Cipher::Gcm(_) => 16,
        }
    }

    /// The size of a block that a ciphertext is made of, in bytes; 1 where it can have any length.
    pub const fn block_bytes(self) -> usize {
        match self {
            Cipher::CbcHmac(_) => 16,
            Cipher::Gcm(_) => 1,
        }
    }

    /// The ciphertext and the tag; `None` if key or initialization vector have another length.
    pub fn encrypt(self, key: &[u8], iv: &[u8], aad: &[u8], plaintext: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        match self {
            _ if key.len() != self.key_bytes() => None,
            Cipher::CbcHmac(hash) => cbc_hmac::encrypt(hash, key, iv, aad, plaintext),
            Cipher::Gcm(_) => gcm::encrypt(key, iv, aad, plaintext),
        }
    }

    /// The plaintext. The tag is compared before anything is decrypted, in constant time.
    ///
    /// # Errors
    /// Something has another length, or the tag does not match.
    pub fn decrypt(
        self,
        key: &[u8],
        iv: &[u8],
        aad: &[u8],
        ciphertext: &[u8],
        tag: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Refusal> {
        let fits = key.len() == self.key_bytes() && iv.len() == self.iv_bytes() && tag.len() == self.tag_bytes();
        if !fits || !ciphertext.len().is_multiple_of(self.block_bytes()) {
            return Err(Refusal::Length);
        }
        match self {
            Cipher::CbcHmac(hash) => cbc_hmac::decrypt(hash, key, iv, aad, ciphertext, tag),
            Cipher::Gcm(_) => gcm::decrypt(key, iv, aad, ciphertext, tag).ok_or(Refusal::Tag),
        }
    }
}

/// Calls a function that is generic over AES for the size that a key has; `None` for any other length.
macro_rules! on_aes {
    ($key:expr, $function:ident($($argument:expr),*)) => {
        match $key.len() {
            16 => $function::<aes::Aes128>($($argument),*),
            24 => $function::<aes::Aes192>($($argument),*),
            32 => $function::<aes::Aes256>($($argument),*),
            _ => None,
        }
    };
}
pub(super) use on_aes;

pub use cbc_hmac::decrypt_as_padded as cbc_decrypt_as_padded;
pub use gcm::decrypt_with_other_vector as gcm_decrypt_with_other_vector;
pub use gcm::{decrypt as gcm_decrypt, encrypt as gcm_encrypt};

#[cfg(test)]
mod tests {
    use super::*;

    const CIPHERS: [Cipher; 6] = [
        Cipher::CbcHmac(Hash::Sha256),
        Cipher::CbcHmac(Hash::Sha384),
        Cipher::CbcHmac(Hash::Sha512),
        Cipher::Gcm(16),
        Cipher::Gcm(24),
        Cipher::Gcm(32),
    ];

    #[test]
    fn what_is_encrypted_opens_and_nothing_that_differs_in_a_byte_does() {
        for cipher in CIPHERS {
            let (key, iv) = (vec![7; cipher.key_bytes()], vec![9; cipher.iv_bytes()]);
            for plaintext in [&b""[..], b"a", b"sixteen bytes!!!", &[0; 100]] {
                let (text, tag) = cipher.encrypt(&key, &iv, b"aad", plaintext).expect("lengths that fit");
                assert_eq!(tag.len(), cipher.tag_bytes());
                assert!(text.len().is_multiple_of(cipher.block_bytes()));
                let open = |key: &[u8], iv: &[u8], aad: &[u8], text: &[u8], tag: &[u8]| {
                    cipher.decrypt(key, iv, aad, text, tag).map(|plaintext| plaintext.to_vec())
                };
                assert_eq!(open(&key, &iv, b"aad", &text, &tag), Ok(plaintext.to_vec()));
                let flip = |bytes: &[u8], at: usize| {
                    let mut bytes = bytes.to_vec();
                    bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1);
                    bytes
                };
                for at in 0..key.len().max(text.len()) {
                    let changed = [
                        (at < key.len()).then(|| open(&flip(&key, at), &iv, b"aad", &text, &tag)),
                        (at < iv.len()).then(|| open(&key, &flip(&iv, at), b"aad", &text, &tag)),
                        (at < 3).then(|| open(&key, &iv, &flip(b"aad", at), &text, &tag)),
                        (at < text.len()).then(|| open(&key, &iv, b"aad", &flip(&text, at), &tag)),
                        (at < tag.len()).then(|| open(&key, &iv, b"aad", &text, &flip(&tag, at))),
                    ];
                    for answer in changed.into_iter().flatten() {
                        // The second half of a key for AES-CBC is not covered by the tag.
                        let aes_key = matches!(cipher, Cipher::CbcHmac(_)) && at >= key.len() / 2;
                        assert!(
                            answer == Err(Refusal::Tag) || aes_key && answer != Ok(plaintext.to_vec()),
                            "{cipher:?} {at} {answer:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn other_lengths_are_refused() {
        for cipher in CIPHERS {
            let (key, iv, tag) = (vec![7; cipher.key_bytes()], vec![9; cipher.iv_bytes()], vec![1; cipher.tag_bytes()]);
            let refused = |key: &[u8], iv: &[u8], text: &[u8], tag: &[u8]| {
                assert_eq!(cipher.decrypt(key, iv, b"", text, tag), Err(Refusal::Length), "{cipher:?}");
            };
            refused(&key[1..], &iv, &[0; 16], &tag);
            refused(&key, &iv[1..], &[0; 16], &tag);
            refused(&key, &iv, &[0; 16], &tag[1..]);
            refused(&[], &[], &[], &[]);
            if cipher.block_bytes() > 1 {
                refused(&key, &iv, &[0; 15], &tag);
            }
            assert_eq!(cipher.encrypt(&key[1..], &iv, b"", b""), None);
            assert_eq!(cipher.encrypt(&key, &iv[1..], b"", b""), None);
        }
    }
}
