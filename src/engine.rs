//! What is done with a token and a key: the algorithms of JOSE, which key fits, verifying, signing.

pub mod jwa;
pub mod key_binding;
pub mod sign;
pub mod verify;
