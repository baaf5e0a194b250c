//! What is done with a token and a key: the algorithms of JOSE, which key fits, verifying, signing, taking a signature
//! apart, decrypting and encrypting.

pub mod anatomy;
pub mod jwa;
pub mod jwe;
pub mod key_binding;
pub mod sign;
pub mod verify;
