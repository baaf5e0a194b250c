//! Key material as plain data, kind by kind. The modules of the kinds make it, and check it while they do.

use super::{Key, KeyFault, Secret, Source, akp, ec, okp, xdh};
pub use crate::crypto::key_management::XCurve;
use crate::crypto::ml_dsa::SEED_BYTES;
pub use crate::crypto::{Curve, EdCurve, MlDsa};

/// Key material by kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Material {
    /// A symmetric secret.
    Secret(Secret),
    /// An RSA key.
    Rsa(Rsa),
    /// A key on a Weierstrass curve.
    Ec(Ec),
    /// A key on an Edwards curve.
    Okp(Okp),
    /// A key on a Montgomery curve.
    X(XKey),
    /// An ML-DSA key.
    Akp(Akp),
}

/// An RSA key. Integers are big-endian without leading zeros.
#[derive(Clone, Debug, PartialEq)]
pub struct Rsa {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
    /// The private part, where there is one.
    pub private: Option<RsaPrivate>,
}

/// The private part of an RSA key.
#[derive(Clone, Debug, PartialEq)]
pub struct RsaPrivate {
    /// The private exponent.
    pub d: Secret,
    /// The prime factors; empty if the key came without them (RFC 7518 §6.3.2 allows that).
    pub primes: Vec<Secret>,
}

/// A key on a Weierstrass curve. Coordinates have the full length of the field; the point is checked to be on the curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Ec {
    /// Which curve.
    pub curve: Curve,
    /// The x coordinate.
    pub x: Vec<u8>,
    /// The y coordinate.
    pub y: Vec<u8>,
    /// The private scalar, where there is one.
    pub d: Option<Secret>,
}

/// A key on an Edwards curve (RFC 8037 §2). The point is checked to be one of the curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Okp {
    /// Which curve.
    pub curve: EdCurve,
    /// The public key: the encoded point.
    pub x: Vec<u8>,
    /// The seed that signs, where there is one.
    pub d: Option<Secret>,
}

/// A key on X25519 or X448 (RFC 8037 §3.2), which agrees on keys and signs nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct XKey {
    /// Which curve.
    pub curve: XCurve,
    /// The public key.
    pub x: Vec<u8>,
    /// The private key, where there is one.
    pub d: Option<Secret>,
}

/// An ML-DSA key (RFC 9964 §4).
#[derive(Clone, Debug, PartialEq)]
pub struct Akp {
    /// The parameter set.
    pub set: MlDsa,
    /// The encoded public key.
    pub public: Vec<u8>,
    /// The seed of 32 bytes that signs, where there is one.
    pub seed: Option<Secret>,
}

/// A kind of key pair whose private part is a number or a seed of fixed length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// On a Weierstrass curve: the private scalar.
    Ec(Curve),
    /// On an Edwards curve: the seed.
    Okp(EdCurve),
    /// On a Montgomery curve: the private key.
    X(XCurve),
    /// ML-DSA: the seed.
    Akp(MlDsa),
}

impl Pair {
    /// The key pair that a private part leads to.
    ///
    /// # Errors
    /// It has another length than this kind of key has, or is out of range.
    pub fn of(self, private: &[u8]) -> Result<Key, KeyFault> {
        let material = match self {
            Pair::Ec(curve) => Material::Ec(ec::from_scalar(curve, private, None, ec::Origin::Jwk)?),
            Pair::Okp(curve) => Material::Okp(okp::private(curve, private, None)?),
            Pair::X(curve) => Material::X(xdh::private(curve, private, None)?),
            Pair::Akp(set) => Material::Akp(akp::private(set, private, None)?),
        };
        Ok(Key::new(material, Source::Jwk, vec![]))
    }

    /// The length of a private part, in bytes.
    pub fn private_bytes(self) -> usize {
        match self {
            Pair::Ec(curve) => curve.field_bytes(),
            Pair::Okp(curve) => curve.key_bytes(),
            Pair::X(curve) => curve.key_bytes(),
            Pair::Akp(_) => SEED_BYTES,
        }
    }
}
