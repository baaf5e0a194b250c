//! Compressed content of an encrypted token: whatever is in it, it inflates to no more than is allowed, or is refused.

use super::verify::Counter;
use jwt_debugger::crypto::content_encryption::Cipher;
use jwt_debugger::engine::jwe::{self, Limits};
use jwt_debugger::format::base64url::encode;
use jwt_debugger::key::{Key, Material, Secret, Source};

const HEADER: &str = r#"{"alg":"dir","enc":"A128GCM","zip":"DEF"}"#;
const MOST: usize = 100_000;

/// Opens a token whose content is `compressed`, and checks what must hold for any bytes.
pub fn check(compressed: &[u8]) {
    let (key, iv) = ([7; 16], [9; 12]);
    let (text, tag) =
        Cipher::Gcm(16).encrypt(&key, &iv, encode(HEADER.as_bytes()).as_bytes(), compressed).expect("lengths that fit");
    let parts = [HEADER.as_bytes(), b"", &iv, &text, &tag].map(encode);
    let jwe = jwe::read(parts.join(".")).jwe.expect("five segments");
    let key = Key::new(Material::Secret(Secret(key.to_vec())), Source::Jwk, vec![]);
    let limits = Limits { inflated: MOST, ..Limits::default() };
    match jwe::decrypt(&jwe, &key, &limits, &mut Counter(0)) {
        Ok(opened) => assert!(opened.plaintext.0.len() <= MOST),
        Err(why) => assert!(["jwe-deflate", "jwe-too-long"].contains(&why.code().name()), "{why:?}"),
    }
}
