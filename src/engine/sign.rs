//! Makes a compact JWS from the exact texts of header and payload.

use crate::engine::jwa::{Algorithm, Failure};
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
    let mut token = unsigned(header, payload);
    let input = token.get(..token.len().saturating_sub(1)).unwrap_or_default();
    let signature = (algorithm.sign)(key, input.as_bytes(), rng)?;
    token.push_str(&URL_SAFE_NO_PAD.encode(signature));
    Ok(token)
}

/// The same with an empty signature, as an unsecured token has it (RFC 7519 §6.1).
pub fn unsigned(header: &str, payload: &[u8]) -> String {
    format!("{}.{}.", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload))
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
}
