//! The signature algorithms as a table: one row each, and nothing outside this layer knows more than a row's fields.

pub mod ecdsa;
pub mod hash;
pub mod hmac;
pub mod names;
pub mod rsa;

use crate::key::{Curve, Key};
use crate::spec::Spec;
use core::fmt;
pub use hash::Hash;
use rand_core::CryptoRng;

/// One signature algorithm of the JOSE registry.
#[derive(Clone, Copy, Debug)]
pub struct Algorithm {
    /// The value of `alg`, such as `RS256`.
    pub name: &'static str,
    /// What it is, in words: `RSASSA-PKCS1-v1_5 with SHA-256`.
    pub title: &'static str,
    /// Algorithms of one family differ in hash or curve only.
    pub family: Family,
    /// The hash that the message goes through.
    pub hash: Hash,
    /// Which key it needs.
    pub key: KeyRule,
    /// Where it is defined.
    pub spec: Spec,
    /// What the standards say of its use.
    pub status: Status,
    /// Signs the message.
    pub sign: SignFn,
    /// Checks a signature over the message.
    pub verify: VerifyFn,
}

/// Signs `message` with `key`; the random source serves the algorithms that need one.
pub type SignFn = fn(key: &Key, message: &[u8], rng: &mut dyn CryptoRng) -> Result<Vec<u8>, Failure>;
/// Checks `signature` over `message` with `key`.
pub type VerifyFn = fn(key: &Key, message: &[u8], signature: &[u8]) -> Result<(), Failure>;

/// Groups of algorithms that share their construction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// HMAC with SHA-2.
    Hmac,
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1,
    /// RSASSA-PSS.
    RsaPss,
    /// ECDSA.
    Ecdsa,
}

/// The key an algorithm needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRule {
    /// A secret; shorter than so many bytes is against RFC 7518 §3.2 and still works.
    Secret {
        /// The size of the hash output, in bytes.
        advised_bytes: usize,
    },
    /// An RSA key; RFC 7518 §3.3 asks for 2048 bits or more.
    Rsa,
    /// A key on this curve.
    Ec(Curve),
}

/// What the standards say of an algorithm's use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Registered as Required, Recommended or Recommended+.
    Recommended,
    /// Registered as Optional.
    Optional,
}

/// Why a signature was not made or did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The key is not of the kind the algorithm needs.
    WrongKey,
    /// Signing needs the private key, and this is the public one.
    NeedsPrivateKey,
    /// The signature has another length than this key and algorithm give.
    Length {
        /// Bytes that this algorithm and key give.
        expected: usize,
        /// Bytes there are.
        got: usize,
    },
    /// The key cannot be used: why.
    BadKey(String),
    /// The signature is a possible one, and does not match.
    Mismatch,
}

/// Every algorithm the debugger can verify, in the order of RFC 7518 §3.1.
pub static ALGORITHMS: &[&Algorithm] = &[
    &hmac::HS256,
    &hmac::HS384,
    &hmac::HS512,
    &rsa::RS256,
    &rsa::RS384,
    &rsa::RS512,
    &ecdsa::ES256,
    &ecdsa::ES384,
    &ecdsa::ES512,
    &rsa::PS256,
    &rsa::PS384,
    &rsa::PS512,
];

/// The row of `name`, compared exactly (RFC 7515 §4.1.1: case-sensitive).
pub fn find(name: &str) -> Option<&'static Algorithm> {
    ALGORITHMS.iter().copied().find(|row| row.name == name)
}

impl PartialEq for Algorithm {
    /// Rows are equal if their names are; function pointers have no identity to compare.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::WrongKey => f.write_str("the key is not of the kind the algorithm needs"),
            Failure::NeedsPrivateKey => f.write_str("signing needs the private key, and this is the public one"),
            Failure::Length { expected, got } => {
                write!(f, "the signature has {got} bytes, and this algorithm and key give {expected}")
            }
            Failure::BadKey(why) => f.write_str(why),
            Failure::Mismatch => f.write_str("the signature does not match"),
        }
    }
}
impl std::error::Error for Failure {}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use core::convert::Infallible;
    use rand_core::{TryCryptoRng, TryRng};

    /// A source of numbers for tests that need a signature and no secrecy.
    pub(crate) struct Counter(pub u64);

    impl TryRng for Counter {
        type Error = Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.try_next_u64().map(|number| (number >> 32) as u32)
        }
        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 = self.0.wrapping_add(1);
            Ok(self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            for byte in bytes {
                *byte = (self.try_next_u64()? >> 56) as u8;
            }
            Ok(())
        }
    }
    impl TryCryptoRng for Counter {}

    #[test]
    fn each_row_is_found_by_its_exact_name_and_no_other() {
        for row in ALGORITHMS {
            assert_eq!(find(row.name), Some(*row));
            assert_eq!(find(&row.name.to_lowercase()), None);
        }
        assert_eq!(find(""), None);
        assert_eq!(find("none"), None);
    }

    #[test]
    fn each_name_says_which_hash_the_row_uses() {
        for row in ALGORITHMS {
            assert_eq!(row.name.get(2..), Some(&row.hash.name()[4..]), "{}", row.name);
            assert!(row.title.ends_with(row.hash.name()), "{}", row.name);
        }
    }

    #[test]
    fn no_row_takes_a_key_of_another_family() {
        let secret = Key {
            material: crate::key::Material::Secret(crate::key::Secret(b"secret".to_vec())),
            source: crate::key::Source::Text(crate::key::Encoding::Utf8),
            restrictions: Default::default(),
            notes: vec![],
        };
        for row in ALGORITHMS.iter().filter(|row| row.family != Family::Hmac) {
            assert_eq!((row.verify)(&secret, b"", b""), Err(Failure::WrongKey));
            assert_eq!((row.sign)(&secret, b"", &mut Counter(0)), Err(Failure::WrongKey));
        }
    }
}
