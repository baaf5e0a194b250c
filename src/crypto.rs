//! Cryptography by the crates of RustCrypto and dalek: octets in, octets out.
//!
//! This is the one module that names those crates. It knows no key format and no token: [`key`](crate::key) asks it whether
//! numbers are a key, [`jwa`](crate::engine::jwa) builds the table of JOSE algorithms on it. Big numbers are big-endian octets
//! without leading zeros unless a function says otherwise.

pub mod concat_kdf;
pub mod content_encryption;
pub mod ecdsa;
pub mod eddsa;
pub mod hash;
pub mod hkdf;
pub mod hmac;
pub mod key_management;
pub mod ml_dsa;
pub mod octets;
pub mod pbes2;
pub mod prime;
pub mod rsa;

pub use ecdsa::Curve;
pub use eddsa::EdCurve;
pub use hash::Hash;
pub use ml_dsa::MlDsa;
