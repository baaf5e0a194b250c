//! A key written out: every form that its kind has, from what was read of it, whatever it was read from.
//!
//! ```text
//! PEM   RFC 7468   SubjectPublicKeyInfo, PKCS#8, PKCS#1 (RSA), SEC 1 (EC)
//! JWK   RFC 7517   public or private; a JWK Set holds the public key
//! ```
//! A form says by its name whether it is private. The public ones are made from public numbers alone.

pub(super) mod json;
mod jwk;
mod pkix;
mod rsa;

use super::{Key, KeyFault, Material, fault};
use crate::base::diagnostic::Key as Fault;
use crate::crypto::Hash;
use crate::format::pem;

/// A form in which a key can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `-----BEGIN PUBLIC KEY-----`, SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    SpkiPem,
    /// `-----BEGIN RSA PUBLIC KEY-----` (RFC 8017 §A.1.1).
    Pkcs1PublicPem,
    /// `-----BEGIN PRIVATE KEY-----` (RFC 5958 §2).
    Pkcs8Pem,
    /// `-----BEGIN RSA PRIVATE KEY-----` (RFC 8017 §A.1.2).
    Pkcs1PrivatePem,
    /// `-----BEGIN EC PRIVATE KEY-----` (RFC 5915 §3).
    Sec1Pem,
    /// A JWK with the public members.
    JwkPublic,
    /// A JWK with all members; for a secret the only form.
    JwkPrivate,
    /// A JWK Set with the public key (RFC 7517 §5).
    Jwks,
}

/// What a person sees of a form, how a file of it ends, and the label of its PEM block.
struct FormatRow(&'static str, &'static str, &'static str);

impl Format {
    /// All of them, the public ones and the usual ones first.
    pub const ALL: [Format; 8] = [
        Format::SpkiPem,
        Format::JwkPublic,
        Format::Jwks,
        Format::Pkcs1PublicPem,
        Format::Pkcs8Pem,
        Format::JwkPrivate,
        Format::Pkcs1PrivatePem,
        Format::Sec1Pem,
    ];

    fn row(self) -> FormatRow {
        match self {
            Format::SpkiPem => FormatRow("PEM, public key (SPKI)", "public.pem", "PUBLIC KEY"),
            Format::Pkcs1PublicPem => FormatRow("PEM, RSA public key (PKCS#1)", "public.pkcs1.pem", "RSA PUBLIC KEY"),
            Format::Pkcs8Pem => FormatRow("PEM, private key (PKCS#8)", "private.pem", "PRIVATE KEY"),
            Format::Pkcs1PrivatePem => {
                FormatRow("PEM, RSA private key (PKCS#1)", "private.pkcs1.pem", "RSA PRIVATE KEY")
            }
            Format::Sec1Pem => FormatRow("PEM, EC private key (SEC 1)", "private.sec1.pem", "EC PRIVATE KEY"),
            Format::JwkPublic => FormatRow("JWK, public", "public.jwk.json", ""),
            Format::JwkPrivate => FormatRow("JWK, private", "private.jwk.json", ""),
            Format::Jwks => FormatRow("JWK Set, public", "public.jwks.json", ""),
        }
    }

    /// The name in words: `PEM, public key (SPKI)`.
    pub fn label(self) -> &'static str {
        self.row().0
    }

    /// Whether it shows the private part of a key, or a secret.
    pub fn is_private(self) -> bool {
        matches!(self, Format::Pkcs8Pem | Format::Pkcs1PrivatePem | Format::Sec1Pem | Format::JwkPrivate)
    }

    /// A name for a file of `key` in this form: `rsa-2048.public.pem`.
    pub fn file_name(self, key: &Key) -> String {
        let kind = match &key.material {
            Material::Secret(_) => format!("hmac-{}", key.size_bits()),
            Material::Rsa(_) => format!("rsa-{}", key.size_bits()),
            Material::Ec(ec) => ec.curve.name().to_ascii_lowercase(),
            Material::Okp(okp) => okp.curve.name().to_ascii_lowercase(),
            Material::X(key) => key.curve.name().to_ascii_lowercase(),
            Material::Akp(akp) => akp.set.name().to_ascii_lowercase(),
        };
        format!("{kind}.{}", self.row().1)
    }
}

impl Key {
    /// The forms that this key has: the private ones only for a private key or a secret.
    pub fn formats(&self) -> Vec<Format> {
        let mut formats = Format::ALL.to_vec();
        formats.retain(|format| self.has(*format));
        formats
    }

    fn has(&self, format: Format) -> bool {
        let of_kind = match format {
            Format::Pkcs1PublicPem | Format::Pkcs1PrivatePem => matches!(self.material, Material::Rsa(_)),
            Format::Sec1Pem => matches!(self.material, Material::Ec(_)),
            Format::JwkPrivate => true,
            _ => !matches!(self.material, Material::Secret(_)),
        };
        of_kind && (!format.is_private() || self.can_sign())
    }

    /// This key in that form, with a line break at its end. A JWK keeps the `kid`, `use`, `key_ops`, `alg` and certificates
    /// of the key; in the public half, the operation `sign` becomes `verify`.
    ///
    /// # Errors
    /// `key-form`: it is none of [`formats`](Key::formats). `rsa-private`: the private exponent does not belong to the
    /// primes. `rsa-primes-missing`: the key came without its primes, DER needs them, and they cannot be computed.
    pub fn write(&self, format: Format) -> Result<String, KeyFault> {
        let FormatRow(label, _, pem_label) = format.row();
        if !self.has(format) {
            return Err(fault(Fault::Form { kind: self.kind(), private: self.can_sign(), form: label }));
        }
        let der = match format {
            Format::SpkiPem => pkix::spki(&self.material).into(),
            Format::Pkcs1PublicPem => pkix::public(&self.material).into(),
            Format::Pkcs8Pem => pkix::pkcs8(&self.material)?,
            Format::Pkcs1PrivatePem | Format::Sec1Pem => pkix::private(&self.material, true)?,
            Format::JwkPublic | Format::JwkPrivate | Format::Jwks => return jwk::write(self, format),
        };
        Ok(pem::write(pem_label, &der))
    }

    /// The public key as the DER of SubjectPublicKeyInfo; `None` for a secret.
    pub fn spki_der(&self) -> Option<Vec<u8>> {
        self.has(Format::SpkiPem).then(|| pkix::spki(&self.material))
    }
    /// The SHA-256 of the public key's SubjectPublicKeyInfo in DER, as OpenSSL prints fingerprints: pairs of upper-case
    /// digits with colons between them. The same for a private key, its public key, and a certificate of it. `None` for a
    /// secret.
    pub fn fingerprint(&self) -> Option<String> {
        let mut text = String::new();
        for byte in Hash::Sha256.digest(&self.spki_der()?) {
            if !text.is_empty() {
                text.push(':');
            }
            text.push_str(&format!("{byte:02X}"));
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{fixture, read};
    use crate::key::{Curve, Pair, Secret, Source};

    #[test]
    fn each_form_has_its_own_name_and_file() {
        let key = read(fixture!("rsa2048-pkcs8.pem")).expect("a key");
        for format in Format::ALL {
            let same = |other: &&Format| other.label() == format.label() || other.row().1 == format.row().1;
            assert_eq!(Format::ALL.iter().filter(same).collect::<Vec<_>>(), [&format]);
            let file = format.file_name(&key);
            assert!(file.starts_with("rsa-2048."), "{file}");
            assert_eq!(file.contains(".private."), format.is_private(), "{file}");
            assert_eq!(format.label().contains("private"), format.is_private(), "{}", format.label());
            assert_eq!(file.ends_with(".json"), format.label().starts_with("JWK"), "{file}");
        }
    }

    #[test]
    fn a_file_is_named_after_the_kind_of_key() {
        let check = |key: &Key, expected: &str| assert_eq!(Format::JwkPrivate.file_name(key), expected);
        check(&Key::new(Material::Secret(Secret(vec![1; 32])), Source::Jwk, vec![]), "hmac-256.private.jwk.json");
        let one = [&[0; 65][..], &[1]].concat();
        let pair = |pair: Pair| pair.of(&one[66 - pair.private_bytes()..]).expect("1 is in range");
        check(&pair(Pair::Ec(Curve::P521)), "p-521.private.jwk.json");
        check(&pair(Pair::Okp(crate::key::EdCurve::Ed448)), "ed448.private.jwk.json");
        check(&pair(Pair::Akp(crate::key::MlDsa::MlDsa65)), "ml-dsa-65.private.jwk.json");
    }

    #[test]
    fn a_form_that_a_key_does_not_have_is_refused_with_the_reason() {
        let check = |text: &str, format: Format, message: &str| {
            let fault = read(text).expect("a key").write(format).expect_err(message);
            assert_eq!(crate::words::title(&fault), message);
        };
        let public = fixture!("p256-spki.pem");
        let half = "an EC key on P-256 without its private part cannot be written as JWK, private";
        check(public, Format::JwkPrivate, half);
        let kind = "an EC key on P-256 cannot be written as PEM, RSA public key (PKCS#1)";
        check(fixture!("p256-pkcs8.pem"), Format::Pkcs1PublicPem, kind);
        check("secret", Format::Jwks, "a secret cannot be written as JWK Set, public");
    }

    #[test]
    fn a_fingerprint_is_written_as_openssl_writes_it() {
        // The key of RFC 8037 §A.2; openssl pkey -pubin -outform DER | openssl dgst -sha256 -c
        let jwk = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let expected =
            "06:E3:FD:8F:DA:29:BB:60:AB:59:55:7D:E6:1E:DB:0A:EC:DB:23:11:34:BE:30:E7:5B:45:5F:8E:1B:79:2F:A9";
        assert_eq!(read(jwk).ok().and_then(|key| key.fingerprint()).as_deref(), Some(expected));
        assert_eq!(read("secret").ok().and_then(|key| key.fingerprint()), None);
    }
}
