//! What the tests of SD-JWTs share.

use super::{SdJwt, read};
use crate::crypto::Hash;
use crate::format::base64url::encode;

/// `{"alg":"ES256"}`, `{}` and a signature.
pub(super) const ISSUER: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";

/// A disclosure of this JSON.
pub(super) fn disclosure(json: &str) -> String {
    encode(json.as_bytes())
}

/// Its digest by SHA-256.
pub(super) fn digest(disclosure: &str) -> String {
    encode(&Hash::Sha256.digest(disclosure.as_bytes()))
}

/// A token with this payload and these disclosures.
pub(super) fn token(payload: &str, disclosures: &[&str]) -> String {
    let mut text = format!("eyJhbGciOiJFUzI1NiJ9.{}.c2ln~", encode(payload.as_bytes()));
    for disclosure in disclosures {
        text.push_str(disclosure);
        text.push('~');
    }
    text
}

/// Reads such a token; the codes of what is wrong with it, and its processed payload.
#[track_caller]
pub(super) fn check(payload: &str, disclosures: &[&str], codes: &[&str], processed: &str) -> SdJwt {
    let sd_jwt = read(token(payload, disclosures)).expect("an SD-JWT");
    let found: Vec<_> = sd_jwt.problems.iter().map(|problem| problem.code().name()).collect();
    let text = sd_jwt.processed.as_ref().map_or("", |document| document.text.as_str());
    assert_eq!((found.as_slice(), text), (codes, processed), "{payload}");
    sd_jwt
}
