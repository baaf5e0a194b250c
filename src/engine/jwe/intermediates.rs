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

/// One of them, for the eye.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intermediate {
    /// What the standards call it.
    pub name: &'static str,
    /// Where it comes from, in a few words.
    pub about: &'static str,
    /// Its value.
    pub bytes: Secret,
    /// Whether it is for the holder of the key alone.
    pub is_secret: bool,
}

impl Intermediates {
    /// Those that were computed, in the order in which they were.
    pub fn rows(&self) -> Vec<Intermediate> {
        let secret = |name, about, bytes: &Option<Secret>| (name, about, bytes.clone(), true);
        let public = |name, about, bytes: Option<&Vec<u8>>| (name, about, bytes.cloned().map(Secret), false);
        let all = [
            secret("Z", "what the two keys agree upon (ECDH)", &self.z),
            public("OtherInfo", "hashed with Z by the Concat KDF", self.other_info.as_ref()),
            public("Salt", "goes into PBKDF2 with the password", self.salt.as_ref()),
            secret("KEK", "the key that wraps the content key", &self.kek),
            secret("CEK", "the content encryption key", &self.cek),
            secret("MAC key", "the half of the CEK that authenticates", &self.mac_key),
            secret("Encryption key", "what encrypts the content", &self.encryption_key),
            public("AAD", "what is authenticated beside the content", Some(&self.aad)),
        ];
        let row = |(name, about, bytes, is_secret)| Some(Intermediate { name, about, bytes: bytes?, is_secret });
        all.into_iter().filter_map(row).collect()
    }
}
