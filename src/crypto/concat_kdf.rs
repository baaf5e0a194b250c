//! The Concat KDF (NIST SP 800-56A §5.8.1) with SHA-256, as key agreement in JOSE has it (RFC 7518 §4.6.2).

use super::Hash;
use zeroize::Zeroizing;

/// `OtherInfo`: what the derived key is for, who agreed, and its length. `algorithm` is the `enc` where the key encrypts the
/// content, and the `alg` where it wraps a key; `apu` and `apv` are the decoded header parameters, empty where they are absent.
pub fn other_info(algorithm: &str, apu: &[u8], apv: &[u8], key_bytes: usize) -> Vec<u8> {
    let mut info = vec![];
    for part in [algorithm.as_bytes(), apu, apv] {
        // Nothing that comes here is as long as 4 GB.
        info.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        info.extend(part);
    }
    info.extend(u32::try_from(key_bytes.saturating_mul(8)).unwrap_or(u32::MAX).to_be_bytes());
    info
}

/// `length` bytes derived of the agreed secret `z`: each round hashes a counter, `z` and `other_info`.
pub fn derive(z: &[u8], other_info: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(length.next_multiple_of(Hash::Sha256.bytes())));
    for counter in 1u32.. {
        if key.len() >= length {
            break;
        }
        let round = Zeroizing::new([&counter.to_be_bytes(), z, other_info].concat());
        key.extend_from_slice(&Zeroizing::new(Hash::Sha256.digest(&round)));
    }
    key.truncate(length);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7518 §C.
    #[test]
    fn the_derived_key_is_that_of_rfc_7518() {
        let z = [
            158, 86, 217, 29, 129, 113, 53, 211, 114, 131, 66, 131, 191, 132, 38, 156, 251, 49, 110, 163, 218, 128,
            106, 72, 246, 218, 167, 121, 140, 254, 144, 196,
        ];
        let info = other_info("A128GCM", b"Alice", b"Bob", 16);
        assert_eq!(
            info,
            [
                0, 0, 0, 7, 65, 49, 50, 56, 71, 67, 77, 0, 0, 0, 5, 65, 108, 105, 99, 101, 0, 0, 0, 3, 66, 111, 98, 0,
                0, 0, 128
            ]
        );
        let key = [86, 170, 141, 234, 248, 35, 109, 32, 92, 34, 40, 205, 113, 167, 16, 26];
        assert_eq!(*derive(&z, &info, 16), key);
    }

    #[test]
    fn a_key_longer_than_a_hash_takes_another_round_and_starts_alike() {
        let (short, long) = (derive(b"z", b"info", 32), derive(b"z", b"info", 64));
        assert_eq!((long.len(), &long[..32]), (64, &short[..]));
        assert_eq!(long[32..], Hash::Sha256.digest(b"\0\0\0\x02zinfo"));
        assert!(derive(b"z", b"info", 0).is_empty());
    }
}
