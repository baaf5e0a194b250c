//! How the key of the content reaches the recipient of a JWE (RFC 7518 §4): wrapped with AES, agreed upon, or made of a
//! password. What RSA encrypts is in [`rsa`](super::rsa), what AES-GCM does in [`content_encryption`](super::content_encryption).

pub mod aes_kw;
pub mod agreement;
pub mod password;

pub use agreement::XCurve;
