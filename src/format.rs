//! Encodings and notations, with each fault and its place: base64, base64url, hexadecimal digits, JSON, DER, PEM, DEFLATE. Nothing
//! here knows what a token is, or a key.

pub mod base64;
pub mod base64url;
pub mod deflate;
pub mod der;
pub mod hex;
pub mod json;
pub mod pem;
