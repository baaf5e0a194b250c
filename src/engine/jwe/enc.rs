//! The content encryption algorithms of JWA (RFC 7518 §5) as a table.

use crate::crypto::Hash;
use crate::crypto::content_encryption::Cipher;
use crate::spec::Spec;

/// One content encryption algorithm.
#[derive(Clone, Copy, Debug)]
pub struct Encryption {
    /// The value of `enc`, such as `A128GCM`.
    pub name: &'static str,
    /// What it is, in words.
    pub title: &'static str,
    /// What it does, and the sizes that it asks for.
    pub cipher: Cipher,
    /// Where it is defined.
    pub spec: Spec,
}

const fn row(name: &'static str, title: &'static str, cipher: Cipher, section: &'static str) -> Encryption {
    Encryption { name, title, cipher, spec: Spec::Rfc(7518, section) }
}

/// Every content encryption algorithm that is understood, in the order of RFC 7518 §5.1.
pub static ENCRYPTIONS: &[Encryption] = &[
    row("A128CBC-HS256", "AES-128 in CBC mode with HMAC SHA-256", Cipher::CbcHmac(Hash::Sha256), "5.2.3"),
    row("A192CBC-HS384", "AES-192 in CBC mode with HMAC SHA-384", Cipher::CbcHmac(Hash::Sha384), "5.2.4"),
    row("A256CBC-HS512", "AES-256 in CBC mode with HMAC SHA-512", Cipher::CbcHmac(Hash::Sha512), "5.2.5"),
    row("A128GCM", "AES-128 in GCM", Cipher::Gcm(16), "5.3"),
    row("A192GCM", "AES-192 in GCM", Cipher::Gcm(24), "5.3"),
    row("A256GCM", "AES-256 in GCM", Cipher::Gcm(32), "5.3"),
];

/// The row of `name`, compared exactly.
pub fn find(name: &str) -> Option<&'static Encryption> {
    ENCRYPTIONS.iter().find(|row| row.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_says_the_size_of_its_keys() {
        for row in ENCRYPTIONS {
            let aes: usize = row.name[1..4].parse().expect("bits");
            let hash = row.name.split_once("HS").map_or(aes, |(_, bits)| bits.parse().expect("bits"));
            assert_eq!(row.cipher.key_bytes() * 8, hash, "{}", row.name);
            assert!(row.title.contains(&format!("AES-{aes}")), "{}", row.name);
            assert_eq!(find(row.name).map(|found| found.name), Some(row.name));
        }
        assert!(find("a128gcm").is_none());
    }
}
