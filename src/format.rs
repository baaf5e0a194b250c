//! Encodings and notations, with each fault and its place: base64url, JSON, DER. Nothing here knows what a token is.

pub mod base64url;
pub mod der;
pub mod hex;
pub mod json;
