//! What is computed on the way to the content, as the appendices of the RFCs show it.

use crate::key::Secret;

/// The values between the key and the content. What an algorithm does not compute is absent. All but the additional data and
/// `other_info` are secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intermediates {
    /// The secret that ECDH agreed upon, Z (RFC 7518 §4.6.2).
    pub z: Option<Secret>,
    /// `OtherInfo` of the Concat KDF: what is hashed behind a counter and Z.
    pub other_info: Option<Vec<u8>>,
    /// The salt of PBKDF2: the name of the algorithm, a zero byte, and `p2s` (RFC 7518 §4.8.1.1).
    pub salt: Option<Vec<u8>>,
    /// The key that wraps the content key: agreed upon, made of the password, or the secret itself.
    pub kek: Option<Secret>,
    /// The content encryption key.
    pub cek: Option<Secret>,
    /// The half of it that authenticates, where `enc` has two.
    pub mac_key: Option<Secret>,
    /// The half of it that encrypts, or all of it.
    pub encryption_key: Option<Secret>,
    /// The additional authenticated data.
    pub aad: Vec<u8>,
}
