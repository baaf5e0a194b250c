//! Makes a compact JWS from the exact texts of header and payload. Where the header says `"b64":false` the payload stands there as it
//! is, or apart if it cannot stand between dots (RFC 7797 §5.2).

use crate::engine::jwa::{Algorithm, Failure};
use crate::format::json;
use crate::jose::header;
use crate::key::Key;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;

/// Signs: base64url(header) "." base64url(payload) "." base64url(signature) (RFC 7515 §5.1). The texts are used as they are.
///
/// # Errors
/// What the row answers: a key of another kind, a public key, or a key that cannot be used.
pub fn compact(
    header: &str,
    payload: &[u8],
    algorithm: &Algorithm,
    key: &Key,
    rng: &mut dyn CryptoRng,
) -> Result<String, Failure> {
    let signature = (algorithm.sign)(key, &input(header, payload), rng)?;
    Ok(unsigned(header, payload) + &URL_SAFE_NO_PAD.encode(signature))
}

/// The JWS signing input (RFC 7515 §5.1, RFC 7797 §3).
pub fn input(header: &str, payload: &[u8]) -> Vec<u8> {
    let encoded = is_encoded(header).then(|| URL_SAFE_NO_PAD.encode(payload).into_bytes());
    let payload = encoded.as_deref().unwrap_or(payload);
    [URL_SAFE_NO_PAD.encode(header).as_bytes(), b".", payload].concat()
}

/// Whether the payload can stand in a compact token.
pub fn fits(header: &str, payload: &[u8]) -> bool {
    is_encoded(header) || !payload.contains(&b'.') && core::str::from_utf8(payload).is_ok()
}

fn is_encoded(header: &str) -> bool {
    !json::read(header).node.as_ref().is_some_and(header::is_unencoded)
}

/// The same with an empty signature, as an unsecured token has it (RFC 7519 §6.1).
pub fn unsigned(header: &str, payload: &[u8]) -> String {
    let payload = if fits(header, payload) { input(header, payload) } else { input(header, b"") };
    String::from_utf8_lossy(&payload).into_owned() + "."
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::hmac::HS256;
    use crate::key::{Encoding, Material, Secret, Source};

    #[test]
    fn the_texts_are_signed_as_they_are() {
        // RFC 7515 §A.1, with its line breaks and spaces.
        let secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let key = Key::new(
            Material::Secret(Secret(URL_SAFE_NO_PAD.decode(secret).expect("base64url"))),
            Source::Text(Encoding::Base64url),
            vec![],
        );
        let header = "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}";
        let payload = "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
        let token = compact(header, payload.as_bytes(), &HS256, &key, &mut crate::engine::jwa::tests::Counter(0));
        assert_eq!(
            token.as_deref(),
            Ok(concat!(
                "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.",
                "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
            ))
        );
    }

    #[test]
    fn a_payload_that_is_not_encoded_stands_there_or_apart() {
        // RFC 7797 §4.2.
        let secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let material = Material::Secret(Secret(URL_SAFE_NO_PAD.decode(secret).expect("base64url")));
        let key = Key::new(material, Source::Text(Encoding::Base64url), vec![]);
        let header = r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#;
        let head = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19";
        let sign = |payload: &[u8]| compact(header, payload, &HS256, &key, &mut crate::engine::jwa::tests::Counter(0));
        let apart = format!("{head}..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY");
        assert_eq!(sign(b"$.02").as_deref(), Ok(apart.as_str()));
        assert!(sign(b"$ 02").expect("a token").starts_with(&format!("{head}.$ 02.")));
        assert!(sign(b"\xff").expect("a token").starts_with(&format!("{head}..")));
        assert_eq!(input(header, b"$.02"), format!("{head}.$.02").as_bytes());
        assert_eq!(input(r#"{"alg":"HS256"}"#, b"{}"), b"eyJhbGciOiJIUzI1NiJ9.e30");
    }
}
