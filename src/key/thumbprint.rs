//! The name a key gives itself: the SHA-256 of its required members in canonical form (RFC 7638 §3).

use super::{Key, Material};
use crate::crypto::Hash;
use crate::format::base64::Alphabet;

impl Key {
    /// The JWK thumbprint with SHA-256, in base64url (RFC 7638 §3). It is the same for a private key, its public key, and a
    /// certificate of it. That of a secret can serve to guess the secret: not something to hand around (§7).
    pub fn thumbprint(&self) -> Option<String> {
        Some(encode(&Hash::Sha256.digest(self.canonical().as_bytes())))
    }

    /// The public key as a JWK with its required members alone. `None` for a secret, which has no public half.
    pub fn public_jwk(&self) -> Option<String> {
        (!matches!(self.material, Material::Secret(_))).then(|| self.canonical())
    }

    /// The required members in the order of their names, without white space (RFC 7638 §3.2).
    fn canonical(&self) -> String {
        // base64url and curve names need no JSON escape.
        match &self.material {
            Material::Secret(secret) => format!(r#"{{"k":"{}","kty":"oct"}}"#, encode(&secret.0)),
            Material::Rsa(key) => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, encode(&key.e), encode(&key.n)),
            Material::Ec(key) => {
                format!(
                    r#"{{"crv":"{}","kty":"EC","x":"{}","y":"{}"}}"#,
                    key.curve.name(),
                    encode(&key.x),
                    encode(&key.y)
                )
            }
            // RFC 8037 §2, RFC 9964 §6.
            Material::Okp(key) => okp(key.curve.name(), &key.x),
            Material::X(key) => okp(key.curve.name(), &key.x),
            Material::Akp(key) => {
                format!(r#"{{"alg":"{}","kty":"AKP","pub":"{}"}}"#, key.set.name(), encode(&key.public))
            }
        }
    }
}

fn okp(curve: &str, x: &[u8]) -> String {
    format!(r#"{{"crv":"{curve}","kty":"OKP","x":"{}"}}"#, encode(x))
}

fn encode(bytes: &[u8]) -> String {
    Alphabet::UrlSafe.encode(bytes)
}

#[cfg(test)]
mod tests {
    use crate::key::{Encoding, detect};

    fn check(jwk: &str, thumbprint: &str, public: Option<&str>) {
        let key = detect(jwk, Encoding::Utf8).expect("there is text").expect("a key");
        assert_eq!(key.thumbprint().as_deref(), Some(thumbprint));
        assert_eq!(key.public_jwk().as_deref(), public);
    }

    /// The key of RFC 7638 §3.1.
    const N: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

    #[test]
    fn the_example_of_rfc_7638_has_its_thumbprint() {
        let jwk = format!(r#"{{"kty":"RSA","n":"{N}","e":"AQAB","alg":"RS256","kid":"2011-04-29"}}"#);
        let public = format!(r#"{{"e":"AQAB","kty":"RSA","n":"{N}"}}"#);
        check(&jwk, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", Some(&public));
    }

    #[test]
    fn a_secret_has_a_thumbprint_and_no_public_jwk() {
        // printf '{"k":"AAEC","kty":"oct"}' | openssl dgst -sha256 -binary | basenc --base64url
        check(r#"{"kty":"oct","k":"AAEC"}"#, "sQkHMlK8faQw7yzSCq6DCmYD-4TIIloQ3jcJ4QMV9Zg", None);
    }
}
