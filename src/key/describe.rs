//! A key in words, and the questions that the other layers ask of it.

use super::{EdCurve, Encoding, Key, Material, Source, XCurve, x509};
use crate::base::diagnostic::key::Library;
use crate::base::unseen::is_unseen;
use crate::crypto::octets;

/// Longer texts are cut for display.
const SHOWN_CHARACTERS: usize = 80;

impl Key {
    /// Kind, size and origin in words: `RSA public key, 2048 bit, from an X.509 certificate (subject a.example, expires
    /// 2027-01-31)`.
    pub fn summary(&self) -> String {
        self.summary_of("HMAC secret")
    }

    /// The same, with what a secret is for the token at hand: `Symmetric key, 32 bytes, from a JWK`.
    pub fn summary_of(&self, secret_name: &str) -> String {
        let half = if self.is_private() { "private" } else { "public" };
        let kind = match &self.material {
            Material::Secret(secret) => match secret.0.len() {
                1 => format!("{secret_name}, 1 byte"),
                bytes => format!("{secret_name}, {bytes} bytes"),
            },
            Material::Rsa(_) => format!("RSA {half} key, {} bit", self.size_bits()),
            Material::Ec(key) => format!("EC {half} key on {}", key.curve.name()),
            Material::Okp(key) => format!("{} {half} key", key.curve.name()),
            Material::X(key) => format!("{} {half} key", key.curve.name()),
            Material::Akp(key) => format!("{} {half} key", key.set.name()),
        };
        match (&self.source, self.chain.first()) {
            (Source::Text(Encoding::Utf8), _) => kind,
            (Source::Certificate, Some(certificate)) => format!(
                "{kind}, from {} (subject {}, expires {})",
                self.origin(),
                certificate.subject,
                x509::Day(certificate.not_after)
            ),
            _ => format!("{kind}, from {}", self.origin()),
        }
    }

    /// What the key was read from, in words: `a JWK`, `PEM (PKCS#8)`.
    pub fn origin(&self) -> String {
        match &self.source {
            Source::Text(encoding) => format!("{} text", encoding.name()),
            Source::Spki => "PEM (PUBLIC KEY)".into(),
            Source::Pkcs1 if self.is_private() => "PEM (RSA PRIVATE KEY)".into(),
            Source::Pkcs1 => "PEM (RSA PUBLIC KEY)".into(),
            Source::Pkcs8 => "PEM (PRIVATE KEY)".into(),
            Source::Sec1 => "PEM (EC PRIVATE KEY)".into(),
            Source::Certificate => "an X.509 certificate".into(),
            Source::Jwk => "a JWK".into(),
            Source::Raw => "its bytes alone".into(),
            Source::Multibase => "a multibase text".into(),
            Source::OpenSsh => "a line of OpenSSH".into(),
            Source::Library(library) => words_of(*library, &self.material).into(),
        }
    }

    /// Kind alone, with its article, for sentences like `this is an EC key on P-256`.
    pub fn kind(&self) -> String {
        match &self.material {
            Material::Secret(_) => "a secret".into(),
            Material::Rsa(_) => "an RSA key".into(),
            Material::Ec(key) => format!("an EC key on {}", key.curve.name()),
            Material::Okp(key) => format!("an {} key", key.curve.name()),
            Material::X(key) => format!("an {} key", key.curve.name()),
            Material::Akp(key) => format!("an {} key", key.set.name()),
        }
    }

    /// The size: bits of a secret, of an RSA modulus, of the field of a curve.
    pub fn size_bits(&self) -> usize {
        match &self.material {
            Material::Secret(secret) => secret.0.len().saturating_mul(8),
            Material::Rsa(key) => octets::bits(&key.n),
            Material::Ec(key) => key.curve.bits(),
            Material::Okp(key) => match key.curve {
                EdCurve::Ed25519 => 255,
                EdCurve::Ed448 => 448,
            },
            Material::X(key) => match key.curve {
                XCurve::X25519 => 255,
                XCurve::X448 => 448,
            },
            Material::Akp(key) => key.public.len().saturating_mul(8),
        }
    }

    /// Whether this is a private key (a secret is none: it has no public half).
    pub fn is_private(&self) -> bool {
        match &self.material {
            Material::Secret(_) => false,
            Material::Rsa(key) => key.private.is_some(),
            Material::Ec(key) => key.d.is_some(),
            Material::Okp(key) => key.d.is_some(),
            Material::X(key) => key.d.is_some(),
            Material::Akp(key) => key.seed.is_some(),
        }
    }

    /// Whether it can sign, or decrypt: a secret or a private key. Whatever can must be kept secret.
    pub fn can_sign(&self) -> bool {
        matches!(self.material, Material::Secret(_)) || self.is_private()
    }
}

/// What a library calls the type whose JSON it is.
fn words_of(library: Library, material: &Material) -> &'static str {
    match (library, material) {
        (Library::DotNet, Material::Ec(_)) => ".NET's ECParameters in JSON",
        (Library::DotNet, _) => ".NET's RSAParameters in JSON",
        (Library::Go, _) => "Go's JSON of its own type",
        (Library::Java, _) => "the JSON of a Java class",
    }
}

/// `text` without what could disturb the line it stands in, and cut to a readable length.
pub fn shown(text: &str) -> String {
    let seen = |c: char| if is_unseen(c) { '\u{fffd}' } else { c };
    let mut shown: String = text.chars().take(SHOWN_CHARACTERS).map(seen).collect();
    if text.chars().nth(SHOWN_CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Curve, Ec, Rsa, RsaPrivate, Secret};

    fn check(material: Material, source: Source, summary: &str, kind: &str, bits: usize, signs: bool) {
        let key = Key::new(material, source, vec![]);
        assert_eq!((key.summary().as_str(), key.kind().as_str()), (summary, kind));
        assert_eq!((key.size_bits(), key.can_sign()), (bits, signs), "{summary}");
    }

    fn rsa(private: bool) -> Material {
        let private = private.then(|| RsaPrivate { d: Secret(vec![3]), primes: vec![] });
        Material::Rsa(Rsa { n: vec![0xff; 256], e: vec![1, 0, 1], private })
    }

    fn ec(curve: Curve, private: bool) -> Material {
        let coordinate = vec![1; curve.field_bytes()];
        Material::Ec(Ec { curve, x: coordinate.clone(), y: coordinate, d: private.then(|| Secret(vec![1])) })
    }

    #[test]
    fn a_summary_says_kind_size_and_origin() {
        let secret = |bytes| Material::Secret(Secret(vec![b'x'; bytes]));
        check(secret(40), Source::Text(Encoding::Utf8), "HMAC secret, 40 bytes", "a secret", 320, true);
        check(
            secret(1),
            Source::Text(Encoding::Hex),
            "HMAC secret, 1 byte, from hexadecimal text",
            "a secret",
            8,
            true,
        );
        check(secret(32), Source::Jwk, "HMAC secret, 32 bytes, from a JWK", "a secret", 256, true);
        check(rsa(false), Source::Spki, "RSA public key, 2048 bit, from PEM (PUBLIC KEY)", "an RSA key", 2048, false);
        check(
            rsa(true),
            Source::Pkcs1,
            "RSA private key, 2048 bit, from PEM (RSA PRIVATE KEY)",
            "an RSA key",
            2048,
            true,
        );
        check(
            ec(Curve::P256, true),
            Source::Jwk,
            "EC private key on P-256, from a JWK",
            "an EC key on P-256",
            256,
            true,
        );
        check(
            ec(Curve::P521, false),
            Source::Jwk,
            "EC public key on P-521, from a JWK",
            "an EC key on P-521",
            521,
            false,
        );
        let mut key = Key::new(rsa(false), Source::Certificate, vec![]);
        key.chain.push(x509::Certificate {
            subject: "a.example".into(),
            issuer: "b.example".into(),
            not_before: 0,
            not_after: 1_801_353_600,
            extensions: Default::default(),
            der: vec![],
        });
        let summary = "RSA public key, 2048 bit, from an X.509 certificate (subject a.example, expires 2027-01-31)";
        assert_eq!(key.summary(), summary);
    }

    #[test]
    fn long_texts_are_cut_and_hidden_characters_replaced() {
        assert_eq!(shown(&"x".repeat(200)).chars().count(), SHOWN_CHARACTERS + 1);
        assert_eq!(shown(&"x".repeat(SHOWN_CHARACTERS)), "x".repeat(SHOWN_CHARACTERS));
        assert_eq!(shown("a\u{202e}b\n\u{fe0f}"), "a\u{fffd}b\u{fffd}\u{fffd}");
    }
}
