//! Encryption with RSA: RSAES-OAEP and RSAES-PKCS1-v1_5 (RFC 8017 §7), for RFC 7518 §4.2 and §4.3.
//!
//! OAEP is taken apart here, of a block that the crate opened: the block is opened once and can be read with other hashes when
//! the right one does not fit, and a first byte that is not zero is refused, which the crate lets pass (RFC 8017 §7.1.2, 3g).

use super::{Private, Public, SignError, mgf1};
use crate::crypto::Hash;
use crate::crypto::hash::sha1;
use crate::crypto::octets::less;
use ::rsa::BoxedUint;
use ::rsa::hazmat::rsa_decrypt_and_check;
use ::rsa::traits::PublicKeyParts;
use rand_core::CryptoRng;
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// The hash of OAEP: RSA-OAEP has SHA-1, the others a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OaepHash {
    /// SHA-1.
    Sha1,
    /// One of SHA-2.
    Sha2(Hash),
}

/// Why a ciphertext was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// It has another length than the modulus.
    Length,
    /// As a number it is not below the modulus: it was encrypted to another key.
    TooLarge,
    /// The private key cannot be used.
    Key(SignError),
}

impl OaepHash {
    /// All of them, shortest first.
    pub const ALL: [OaepHash; 4] =
        [OaepHash::Sha1, OaepHash::Sha2(Hash::Sha256), OaepHash::Sha2(Hash::Sha384), OaepHash::Sha2(Hash::Sha512)];

    /// The name in words.
    pub const fn name(self) -> &'static str {
        match self {
            OaepHash::Sha1 => "SHA-1",
            OaepHash::Sha2(hash) => hash.name(),
        }
    }

    /// The size of the output, in bytes.
    pub const fn bytes(self) -> usize {
        match self {
            OaepHash::Sha1 => 20,
            OaepHash::Sha2(hash) => hash.bytes(),
        }
    }

    fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            OaepHash::Sha1 => sha1(message),
            OaepHash::Sha2(hash) => hash.digest(message),
        }
    }

    fn mask(self, seed: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(mgf1(&|message| self.digest(message), seed, length))
    }
}

impl Public {
    /// `message` encrypted with OAEP, with the same hash in MGF1 and an empty label; `None` if the key is too small for it, or of a
    /// size that the crate does not encrypt with.
    pub fn encrypt_oaep(&self, hash: OaepHash, message: &[u8], rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        let key = &self.0;
        match hash {
            OaepHash::Sha1 => key.oaep_encrypt_with_rng::<Sha1, _>(rng, message),
            OaepHash::Sha2(Hash::Sha256) => key.oaep_encrypt_with_rng::<Sha256, _>(rng, message),
            OaepHash::Sha2(Hash::Sha384) => key.oaep_encrypt_with_rng::<Sha384, _>(rng, message),
            OaepHash::Sha2(Hash::Sha512) => key.oaep_encrypt_with_rng::<Sha512, _>(rng, message),
        }
        .ok()
    }

    /// `message` encrypted with RSAES-PKCS1-v1_5; `None` as above.
    pub fn encrypt_pkcs1(&self, message: &[u8], rng: &mut dyn CryptoRng) -> Option<Vec<u8>> {
        self.0.pkcs1v15_encrypt_with_rng(rng, message).ok()
    }

    /// What RSAES-PKCS1-v1_5 encrypted. Where the padding is wrong it is a message made of key and ciphertext instead, so that
    /// neither the answer nor the time shows it (RFC 7516 §11.5).
    ///
    /// # Errors
    /// The ciphertext is none of this key, which its length or size shows to anyone, or the private key cannot be used.
    pub fn decrypt_pkcs1(
        &self,
        private: Private,
        ciphertext: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Zeroizing<Vec<u8>>, Blocked> {
        self.admit(ciphertext)?;
        let key = self.private(private).map_err(Blocked::Key)?;
        key.pkcs1v15_decrypt_with_rng(rng, ciphertext).map(Zeroizing::new).map_err(|_| Blocked::Key(SignError::Size))
    }

    /// The padded block that `ciphertext` holds, as long as the modulus: RSADP (RFC 8017 §5.1.2), with blinding.
    ///
    /// # Errors
    /// As [`Public::decrypt_pkcs1`].
    pub fn decrypt_block(
        &self,
        private: Private,
        ciphertext: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<Zeroizing<Vec<u8>>, Blocked> {
        self.admit(ciphertext)?;
        let key = self.private(private).map_err(Blocked::Key)?;
        let inconsistent = Blocked::Key(SignError::Inconsistent);
        let number = BoxedUint::from_be_slice(ciphertext, self.0.n_bits_precision()).map_err(|_| Blocked::TooLarge)?;
        let block = rsa_decrypt_and_check(&key, Some(rng), &number).map_err(|_| inconsistent)?;
        let octets = Zeroizing::new(block.to_be_bytes().to_vec());
        let start = octets.len().checked_sub(self.size()).ok_or(inconsistent)?;
        octets.get(start..).map(|block| Zeroizing::new(block.to_vec())).ok_or(inconsistent)
    }

    fn admit(&self, ciphertext: &[u8]) -> Result<(), Blocked> {
        match ciphertext.len() == self.size() {
            false => Err(Blocked::Length),
            true if less(ciphertext, &self.0.n_bytes()) => Ok(()),
            true => Err(Blocked::TooLarge),
        }
    }
}

/// The message that OAEP padded into `block` with an empty label (RFC 8017 §7.1.2); `None` if it is not padded with these hashes.
/// Which part is wrong does not show in the time.
pub fn oaep_message(block: &[u8], hash: OaepHash, mask: OaepHash) -> Option<Zeroizing<Vec<u8>>> {
    let size = hash.bytes();
    let (first, rest) = block.split_first()?;
    let (seed, data) = rest.split_at_checked(size).filter(|(_, data)| data.len() > size)?;
    let seed = xor(seed, &mask.mask(data, size));
    let data = xor(data, &mask.mask(&seed, data.len()));
    let (label, padded) = data.split_at_checked(size)?;
    let mut wrong = *first;
    for (found, expected) in label.iter().zip(hash.digest(b"")) {
        wrong |= found ^ expected;
    }
    let (mut before, mut start) = (0xff_u8, 0);
    for (index, byte) in padded.iter().enumerate() {
        let [is_one, _] = (u16::from(byte ^ 1)).wrapping_sub(1).to_be_bytes();
        start |= (index + 1) * usize::from(before & is_one & 1);
        wrong |= before & !is_one & byte;
        before &= !is_one;
    }
    if wrong | before != 0 {
        return None;
    }
    padded.get(start..).map(|message| Zeroizing::new(message.to_vec()))
}

fn xor(a: &[u8], b: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(a.iter().zip(b).map(|(a, b)| a ^ b).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of OAEP as RFC 8017 §7.1.1 makes it, of a data block that need not be right.
    fn block(hash: OaepHash, mask: OaepHash, first: u8, data: &[u8]) -> Vec<u8> {
        let seed = vec![0x5a; hash.bytes()];
        let masked = xor(data, &mask.mask(&seed, data.len()));
        [&[first], &xor(&seed, &mask.mask(&masked, seed.len()))[..], &masked].concat()
    }

    #[test]
    fn oaep_is_read_with_its_two_hashes_and_no_others() {
        for (hash, mask) in OaepHash::ALL.into_iter().flat_map(|hash| OaepHash::ALL.map(|mask| (hash, mask))) {
            let data = [&hash.digest(b"")[..], &[0, 0, 0, 1], b"message"].concat();
            let block = block(hash, mask, 0, &data);
            for (other, other_mask) in OaepHash::ALL.into_iter().flat_map(|hash| OaepHash::ALL.map(|mask| (hash, mask)))
            {
                let found = oaep_message(&block, other, other_mask).map(|message| message.to_vec());
                let expected = ((hash, mask) == (other, other_mask)).then(|| b"message".to_vec());
                assert_eq!(found, expected, "{hash:?} {mask:?} {other:?} {other_mask:?}");
            }
        }
    }

    #[test]
    fn a_block_that_is_padded_otherwise_is_refused() {
        let hash = OaepHash::Sha2(Hash::Sha256);
        let read = |first: u8, label: &[u8], rest: &[u8]| {
            let data = [&hash.digest(label)[..], rest].concat();
            oaep_message(&block(hash, hash, first, &data), hash, hash).map(|message| message.to_vec())
        };
        assert_eq!(read(0, b"", &[0, 1, 7]), Some(vec![7]));
        assert_eq!((read(0, b"", &[1]), read(0, b"", &[1, 1, 0])), (Some(vec![]), Some(vec![1, 0])));
        assert_eq!((read(1, b"", &[0, 1, 7]), read(0x80, b"", &[0, 1, 7])), (None, None));
        assert_eq!(
            (read(0, b"label", &[0, 1, 7]), read(0, b"", &[0, 2, 1, 7]), read(0, b"", &[0, 0])),
            (None, None, None)
        );
        assert_eq!((oaep_message(&[], hash, hash), oaep_message(&[0; 64], hash, hash)), (None, None));
    }
}
