//! The signature algorithms of JWA (RFC 7518 §3, and those registered later) as a table: one row each, and nothing outside this layer knows more than a row's fields.

pub mod certificates;
pub mod ecdsa;
pub mod eddsa;
pub mod generate;
pub mod hmac;
pub mod ml_dsa;
pub mod names;
pub mod rsa;

use crate::base::diagnostic::reason::{AlgName, KeyKind, Unusable};
pub use crate::crypto::Hash;
use crate::key::{Curve, EdCurve, Key, MlDsa};
use crate::spec::Spec;
use core::fmt;
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
    /// The hash that the message goes through before anything else; `None` where the algorithm takes the message as it is.
    pub hash: Option<Hash>,
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
    /// EdDSA.
    EdDsa,
    /// ML-DSA.
    MlDsa,
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
    /// A key on one of these curves.
    Okp(&'static [EdCurve]),
    /// An ML-DSA key of this parameter set.
    Akp(MlDsa),
}

impl From<KeyRule> for KeyKind {
    fn from(rule: KeyRule) -> Self {
        match rule {
            KeyRule::Secret { .. } => KeyKind::Secret,
            KeyRule::Rsa => KeyKind::Rsa,
            KeyRule::Ec(curve) => KeyKind::Ec(curve.name()),
            KeyRule::Okp([curve]) => KeyKind::Called(curve.name()),
            KeyRule::Okp(_) => KeyKind::Edwards,
            KeyRule::Akp(set) => KeyKind::Called(set.name()),
        }
    }
}

impl Algorithm {
    /// By its name.
    pub fn named(&self) -> AlgName {
        AlgName { name: self.name, spec: self.spec }
    }
}

impl fmt::Display for KeyRule {
    /// The key with its article: `an EC key on P-256`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyRule::Secret { .. } => f.write_str("a shared secret"),
            KeyRule::Rsa => f.write_str("an RSA key"),
            KeyRule::Ec(curve) => write!(f, "an EC key on {}", curve.name()),
            KeyRule::Okp([curve]) => write!(f, "an {} key", curve.name()),
            KeyRule::Okp(_) => f.write_str("an Ed25519 or Ed448 key"),
            KeyRule::Akp(set) => write!(f, "an {} key", set.name()),
        }
    }
}

/// What the standards say of an algorithm's use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Registered as Required, Recommended or Recommended+.
    Recommended,
    /// Registered as Optional.
    Optional,
    /// Registered as Deprecated: another name says more.
    Deprecated,
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
    BadKey(Unusable),
    /// The signature is a possible one, and does not match.
    Mismatch,
}

/// Every algorithm the debugger can verify: in the order of RFC 7518 §3.1, then those registered later, as they came.
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
    &eddsa::EDDSA,
    &ecdsa::ES256K,
    &eddsa::ED25519,
    &eddsa::ED448,
    &ml_dsa::ML_DSA_44,
    &ml_dsa::ML_DSA_65,
    &ml_dsa::ML_DSA_87,
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

impl Failure {
    /// Why the key cannot be used, if that is what failed.
    pub fn unusable(&self) -> Option<Unusable> {
        match self {
            Failure::WrongKey => Some(Unusable::WrongKind),
            Failure::NeedsPrivateKey => Some(Unusable::NoPrivate),
            Failure::BadKey(why) => Some(*why),
            Failure::Length { .. } | Failure::Mismatch => None,
        }
    }
}

/// For programs: `words` has the sentence of what is told.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
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
            let Some(hash) = row.hash else {
                assert!(matches!(row.family, Family::EdDsa | Family::MlDsa), "{}", row.name);
                continue;
            };
            assert_eq!(row.name.get(2..5), Some(&hash.name()[4..]), "{}", row.name);
            assert!(row.title.ends_with(hash.name()), "{}", row.name);
        }
    }

    #[test]
    fn no_row_takes_a_key_of_another_family() {
        let secret = Key::new(
            crate::key::Material::Secret(crate::key::Secret(b"secret".to_vec())),
            crate::key::Source::Text(crate::key::Encoding::Utf8),
            vec![],
        );
        for row in ALGORITHMS.iter().filter(|row| row.family != Family::Hmac) {
            assert_eq!((row.verify)(&secret, b"", b""), Err(Failure::WrongKey));
            assert_eq!((row.sign)(&secret, b"", &mut Counter(0)), Err(Failure::WrongKey));
        }
    }
}
