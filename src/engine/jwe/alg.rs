//! The key management algorithms of JWA (RFC 7518 §4, RFC 8037 §3.2, and the registry) as a table.

use crate::crypto::Hash;
use crate::crypto::rsa::OaepHash;
use crate::spec::Spec;

/// One key management algorithm.
#[derive(Clone, Copy, Debug)]
pub struct Algorithm {
    /// The value of `alg`, such as `RSA-OAEP-256`.
    pub name: &'static str,
    /// What it is, in words.
    pub title: &'static str,
    /// What it does.
    pub management: Management,
    /// Where it is defined.
    pub spec: Spec,
    /// What the registry says of its use.
    pub requirement: Requirement,
}

/// How the content key reaches the recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Management {
    /// Encrypted with RSAES-PKCS1-v1_5.
    Pkcs1,
    /// Encrypted with RSAES-OAEP and this hash.
    Oaep(OaepHash),
    /// Wrapped with AES Key Wrap by a secret of so many bytes.
    Kw(usize),
    /// It is the shared secret itself.
    Direct,
    /// Agreed upon: the content key itself, or a key of so many bytes that wraps it.
    Agreement(Option<usize>),
    /// Encrypted with AES-GCM by a secret of so many bytes.
    GcmKw(usize),
    /// Wrapped by a key of so many bytes that PBKDF2 with this hash makes of a password.
    Password(Hash, usize),
}

/// What the registry of IANA says of an algorithm's use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Recommended, or Recommended+.
    Recommended,
    /// Optional.
    Optional,
    /// Recommended-, which is to say less each year: draft-ietf-jose-deprecate-none-rsa15 is about to deprecate it.
    Discouraged,
}

const fn row(
    name: &'static str,
    title: &'static str,
    management: Management,
    section: &'static str,
    requirement: Requirement,
) -> Algorithm {
    Algorithm { name, title, management, spec: Spec::Rfc(7518, section), requirement }
}

/// Every key management algorithm that is understood, in the order of RFC 7518 §4.1.
pub static ALGORITHMS: &[Algorithm] = {
    use Management::*;
    use Requirement::{Discouraged, Optional, Recommended};
    &[
        row("RSA1_5", "RSAES-PKCS1-v1_5", Pkcs1, "4.2", Discouraged),
        row("RSA-OAEP", "RSAES-OAEP with SHA-1", Oaep(OaepHash::Sha1), "4.3", Recommended),
        row("RSA-OAEP-256", "RSAES-OAEP with SHA-256", Oaep(OaepHash::Sha2(Hash::Sha256)), "4.3", Optional),
        Algorithm {
            spec: Spec::Iana("jose"),
            ..row("RSA-OAEP-384", "RSAES-OAEP with SHA-384", Oaep(OaepHash::Sha2(Hash::Sha384)), "", Optional)
        },
        Algorithm {
            spec: Spec::Iana("jose"),
            ..row("RSA-OAEP-512", "RSAES-OAEP with SHA-512", Oaep(OaepHash::Sha2(Hash::Sha512)), "", Optional)
        },
        row("A128KW", "AES-128 Key Wrap", Kw(16), "4.4", Recommended),
        row("A192KW", "AES-192 Key Wrap", Kw(24), "4.4", Optional),
        row("A256KW", "AES-256 Key Wrap", Kw(32), "4.4", Recommended),
        row("dir", "the shared secret itself", Direct, "4.5", Recommended),
        row("ECDH-ES", "ECDH-ES", Agreement(None), "4.6", Recommended),
        row("ECDH-ES+A128KW", "ECDH-ES with AES-128 Key Wrap", Agreement(Some(16)), "4.6", Recommended),
        row("ECDH-ES+A192KW", "ECDH-ES with AES-192 Key Wrap", Agreement(Some(24)), "4.6", Optional),
        row("ECDH-ES+A256KW", "ECDH-ES with AES-256 Key Wrap", Agreement(Some(32)), "4.6", Recommended),
        row("A128GCMKW", "AES-128 in GCM", GcmKw(16), "4.7", Optional),
        row("A192GCMKW", "AES-192 in GCM", GcmKw(24), "4.7", Optional),
        row("A256GCMKW", "AES-256 in GCM", GcmKw(32), "4.7", Optional),
        row("PBES2-HS256+A128KW", "password, AES-128 Key Wrap", Password(Hash::Sha256, 16), "4.8", Optional),
        row("PBES2-HS384+A192KW", "password, AES-192 Key Wrap", Password(Hash::Sha384, 24), "4.8", Optional),
        row("PBES2-HS512+A256KW", "password, AES-256 Key Wrap", Password(Hash::Sha512, 32), "4.8", Optional),
    ]
};

/// The row of `name`, compared exactly.
pub fn find(name: &str) -> Option<&'static Algorithm> {
    ALGORITHMS.iter().find(|row| row.name == name)
}

/// The row that pads with OAEP and this hash.
pub fn oaep(hash: OaepHash) -> Option<&'static Algorithm> {
    ALGORITHMS.iter().find(|row| row.management == Management::Oaep(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_says_the_size_of_its_keys() {
        let said = |name: &str| {
            let (_, wrap) = name.rsplit_once('A')?;
            wrap.get(..3)?.parse::<usize>().ok().map(|bits| bits / 8)
        };
        for row in ALGORITHMS {
            assert_eq!(find(row.name).map(|found| found.name), Some(row.name));
            assert!(find(&row.name.to_lowercase()).is_none_or(|found| found.name == row.name));
            let size = match row.management {
                Management::Kw(bytes) | Management::GcmKw(bytes) | Management::Password(_, bytes) => Some(bytes),
                Management::Agreement(bytes) => bytes,
                _ => None,
            };
            assert_eq!(size, said(row.name), "{}", row.name);
            if let Management::Password(hash, _) = row.management {
                assert!(row.name.contains(&format!("HS{}", hash.bytes() * 8)), "{}", row.name);
            }
        }
        assert_eq!(oaep(OaepHash::Sha2(Hash::Sha256)).map(|row| row.name), Some("RSA-OAEP-256"));
    }
}
