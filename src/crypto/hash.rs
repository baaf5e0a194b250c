//! The three hashes of RFC 7518, as a value: rows name one, and reasons for a bad signature try the others.

use sha2::Digest;
use shake::{ExtendableOutput, Shake256, Update, XofReader};

/// SHA-1, 20 bytes: for the certificate thumbprint `x5t` (RFC 7515 §4.1.7) alone.
pub fn sha1(message: &[u8]) -> Vec<u8> {
    sha1::Sha1::digest(message).to_vec()
}

/// SHAKE256 (FIPS 202 §6.2), so many bytes of it: what Ed448 and ML-DSA hash with.
pub fn shake256(message: &[u8], length: usize) -> Vec<u8> {
    let (mut hash, mut output) = (Shake256::default(), vec![0; length]);
    hash.update(message);
    hash.finalize_xof().read(&mut output);
    output
}

/// SHA-224, 28 bytes: to tell that a signer took it.
pub fn sha224(message: &[u8]) -> Vec<u8> {
    sha2::Sha224::digest(message).to_vec()
}

/// MD5, 16 bytes: to tell that a signer took it.
pub fn md5(message: &[u8]) -> Vec<u8> {
    md5::Md5::digest(message).to_vec()
}

/// SHA3-256 (FIPS 202), 32 bytes: to tell that a signer took it.
pub fn sha3_256(message: &[u8]) -> Vec<u8> {
    sha3::Sha3_256::digest(message).to_vec()
}

/// Keccak-256 as Ethereum has it, with the padding from before FIPS 202, 32 bytes: to tell that a signer took it.
pub fn keccak_256(message: &[u8]) -> Vec<u8> {
    sha3::Keccak256::digest(message).to_vec()
}

/// A SHA-2 hash (FIPS 180-4) that a JOSE signature algorithm uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256, 32 bytes.
    Sha256,
    /// SHA-384, 48 bytes.
    Sha384,
    /// SHA-512, 64 bytes.
    Sha512,
}

impl Hash {
    /// All of them, shortest first.
    pub const ALL: [Hash; 3] = [Hash::Sha256, Hash::Sha384, Hash::Sha512];

    /// The name in words.
    pub const fn name(self) -> &'static str {
        match self {
            Hash::Sha256 => "SHA-256",
            Hash::Sha384 => "SHA-384",
            Hash::Sha512 => "SHA-512",
        }
    }

    /// The size of the output, in bytes.
    pub const fn bytes(self) -> usize {
        match self {
            Hash::Sha256 => 32,
            Hash::Sha384 => 48,
            Hash::Sha512 => 64,
        }
    }

    /// The size of the blocks that it takes its input in, in bytes.
    pub const fn block_bytes(self) -> usize {
        match self {
            Hash::Sha256 => 64,
            Hash::Sha384 | Hash::Sha512 => 128,
        }
    }

    /// Hashes `message`.
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Hash::Sha256 => sha2::Sha256::digest(message).to_vec(),
            Hash::Sha384 => sha2::Sha384::digest(message).to_vec(),
            Hash::Sha512 => sha2::Sha512::digest(message).to_vec(),
        }
    }

    /// The DER that stands before the hash in a PKCS#1 v1.5 signature (RFC 8017 §9.2, note 1).
    pub const fn digest_info(self) -> &'static [u8] {
        match self {
            Hash::Sha256 => b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            Hash::Sha384 => b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
            Hash::Sha512 => b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hash_has_the_size_and_the_prefix_it_says() {
        for hash in Hash::ALL {
            let prefix = hash.digest_info();
            assert_eq!(hash.digest(b"abc").len(), hash.bytes());
            assert_eq!(prefix.last().copied().map(usize::from), Some(hash.bytes()));
            assert_eq!(prefix.get(1).copied().map(usize::from), Some(prefix.len() - 2 + hash.bytes()));
        }
    }

    #[test]
    fn the_digest_of_abc_is_the_one_of_fips_180() {
        assert!(Hash::Sha256.digest(b"abc").starts_with(&[0xba, 0x78, 0x16, 0xbf]));
        assert!(Hash::Sha384.digest(b"abc").starts_with(&[0xcb, 0x00, 0x75, 0x3f]));
        assert!(Hash::Sha512.digest(b"abc").starts_with(&[0xdd, 0xaf, 0x35, 0xa1]));
        assert!(sha1(b"abc").starts_with(&[0xa9, 0x99, 0x3e, 0x36]));
        assert!(sha224(b"abc").starts_with(&[0x23, 0x09, 0x7d, 0x22]));
        // RFC 1321 §A.5.
        assert!(md5(b"abc").starts_with(&[0x90, 0x01, 0x50, 0x98]));
    }

    /// `printf abc | openssl dgst -shake256 -xoflen 64`
    #[test]
    fn a_longer_output_of_shake256_begins_with_the_shorter() {
        let (short, long) = (shake256(b"abc", 32), shake256(b"abc", 64));
        assert_eq!((short.len(), &long[..32]), (32, &short[..]));
        assert_eq!(long[..4], [0x48, 0x33, 0x66, 0x60]);
        assert_eq!(long[60..], [0x01, 0xe7, 0x51, 0xe4]);
    }
}
