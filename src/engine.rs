//! What is done with a token and a key: the algorithms of JOSE, which key fits, verifying, signing, and taking a signature apart.

pub mod anatomy;
pub mod jwa;
pub mod sign;
pub mod verify;
