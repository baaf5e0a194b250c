//! Twins under another algorithm than the one that the verifier expects.

use super::Outcome::Refuse;
use super::TwinKind;
use super::forge::Forge;
use super::forge::secret_key;
use crate::engine::jwa::{self, Family, hmac};
use crate::engine::verify;
use crate::key::{Curve, Format};
use crate::session::samples;
use crate::spec::Spec;

/// The rule that a verifier names the algorithms it accepts.
const ALLOWED: Spec = Spec::Rfc(8725, "3.1");
/// The rule on keys that the token brings or that anyone knows.
const CONFUSED: Spec = Spec::Rfc(8725, "2.1");
const HMAC_NEEDS_NONE: &str = "The key is a secret, and has no public half that an attacker could use.";
const NO_OTHER: &str = "This key has no other algorithm of the family.";

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "alg-none",
        title: "`none`",
        breaks: "`alg` is `none` and there is no signature.",
        rule: Spec::Rfc(8725, "3.2"),
        outcome: Refuse,
        make: |forge| forge.unsigned("none"),
    },
    TwinKind {
        id: "alg-none-capital",
        title: "`None`",
        breaks: "`alg` is `None`, for a verifier that only refuses `none` in small letters.",
        rule: Spec::Rfc(8725, "3.2"),
        outcome: Refuse,
        make: |forge| forge.unsigned("None"),
    },
    TwinKind {
        id: "alg-none-upper",
        title: "`NONE`",
        breaks: "`alg` is `NONE` and there is no signature.",
        rule: Spec::Rfc(8725, "3.2"),
        outcome: Refuse,
        make: |forge| forge.unsigned("NONE"),
    },
    TwinKind {
        id: "alg-none-mixed",
        title: "`nOnE`",
        breaks: "`alg` is `nOnE` and there is no signature.",
        rule: Spec::Rfc(8725, "3.2"),
        outcome: Refuse,
        make: |forge| forge.unsigned("nOnE"),
    },
    TwinKind {
        id: "alg-none-signed",
        title: "`none` with a signature",
        breaks: "`alg` is `none`, and the signature of the right token stands behind it.",
        rule: Spec::Rfc(7518, "3.6"),
        outcome: Refuse,
        make: |forge| {
            let [_, _, signature] = forge.segments()?;
            Ok(forge.unsigned("none")? + &signature)
        },
    },
    TwinKind {
        id: "alg-missing",
        title: "No `alg`",
        breaks: "The header has no `alg`; the signature is right.",
        rule: Spec::Rfc(7515, "4.1.1"),
        outcome: Refuse,
        make: |forge| {
            let header = format!("{{{}}}", forge.base.rest.trim_start_matches(','));
            forge.header(&header)
        },
    },
    TwinKind {
        id: "alg-empty",
        title: "An empty `alg`",
        breaks: "`alg` is an empty text, and there is no signature.",
        rule: Spec::Rfc(7515, "4.1.1"),
        outcome: Refuse,
        make: |forge| forge.unsigned(""),
    },
    TwinKind {
        id: "alg-list",
        title: "A list for `alg`",
        breaks: "`alg` is a list that holds the expected algorithm; the signature is right.",
        rule: Spec::Rfc(7515, "4.1.1"),
        outcome: Refuse,
        make: |forge| forge.parameter("alg", &format!(r#"["{}"]"#, forge.algorithm().name)),
    },
    TwinKind {
        id: "alg-case",
        title: "`alg` in other letters",
        breaks: "`alg` is the expected one with the case of its letters changed; the signature is right.",
        rule: Spec::Rfc(7515, "4.1.1"),
        outcome: Refuse,
        make: |forge| {
            let name = forge.algorithm().name;
            let lower = name.to_ascii_lowercase();
            let other = if lower == name { name.to_ascii_uppercase() } else { lower };
            forge.parameter("alg", &format!("\"{other}\""))
        },
    },
    TwinKind {
        id: "alg-same-family",
        title: "Another algorithm of the family",
        breaks: "The right key signed the token, with another algorithm of the same family than the verifier expects.",
        rule: ALLOWED,
        outcome: Refuse,
        make: |forge| {
            let own = forge.algorithm();
            let other = |row: &&&jwa::Algorithm| row.family == own.family && row.name != own.name;
            let fits = |row: &&&jwa::Algorithm| verify::refusal(row, &forge.base.key).is_none();
            let other = jwa::ALGORITHMS.iter().rev().filter(other).find(fits).ok_or(NO_OTHER)?;
            let header = forge.header_of(other.name, "");
            forge.sign_as(other, &forge.base.key, &header, forge.base.payload.as_bytes())
        },
    },
    TwinKind {
        id: "rsa-other-padding",
        title: "The other RSA padding",
        breaks: "The token is signed by the right RSA key, with PSS instead of PKCS #1 v1.5 or the other way round.",
        rule: ALLOWED,
        outcome: Refuse,
        make: |forge| {
            let other = other_padding(forge)?;
            let header = forge.header_of(other.name, "");
            forge.sign_as(other, &forge.base.key, &header, forge.base.payload.as_bytes())
        },
    },
    TwinKind {
        id: "rsa-padding-mislabelled",
        title: "The other RSA padding under the right name",
        breaks: "`alg` is the expected one, and the signature has the other padding.",
        rule: Spec::Rfc(7518, "3.3"),
        outcome: Refuse,
        make: |forge| {
            let other = other_padding(forge)?;
            forge.sign_as(other, &forge.base.key, &forge.base.header, forge.base.payload.as_bytes())
        },
    },
    TwinKind {
        id: "ecdsa-other-curve",
        title: "Another curve",
        breaks: "The token is signed with ECDSA on another curve, by a key of the attacker.",
        rule: ALLOWED,
        outcome: Refuse,
        make: |forge| {
            let other = if forge.curve()? == Curve::Secp256k1 { &jwa::ecdsa::ES256 } else { &jwa::ecdsa::ES256K };
            let key = samples::attacker(other.key).ok_or("There is no key on that curve here.")?;
            let (header, payload) = (forge.header_of(other.name, ""), forge.tampered()?);
            forge.sign_as(other, &key, &header, payload.as_bytes())
        },
    },
    TwinKind {
        id: "hmac-public-pem",
        title: "HMAC with the public key in PEM",
        breaks: "`alg` is HS256, and the secret is the text of the public key, which anyone may have.",
        rule: CONFUSED,
        outcome: Refuse,
        make: |forge| public(forge, Format::SpkiPem, |text| text),
    },
    TwinKind {
        id: "hmac-public-pem-trimmed",
        title: "HMAC with the public key in PEM, without its last line break",
        breaks: "The same, as a verifier reads the key that trims its text.",
        rule: CONFUSED,
        outcome: Refuse,
        make: |forge| public(forge, Format::SpkiPem, |text| text.trim_end().to_owned()),
    },
    TwinKind {
        id: "hmac-public-pem-crlf",
        title: "HMAC with the public key in PEM, with line breaks of Windows",
        breaks: "The same, as a verifier reads the key from a file with CR and LF.",
        rule: CONFUSED,
        outcome: Refuse,
        make: |forge| public(forge, Format::SpkiPem, |text| text.replace('\n', "\r\n")),
    },
    TwinKind {
        id: "hmac-public-pkcs1",
        title: "HMAC with the public key in PEM (PKCS #1)",
        breaks: "The same with the older form of an RSA public key.",
        rule: CONFUSED,
        outcome: Refuse,
        make: |forge| public(forge, Format::Pkcs1PublicPem, |text| text),
    },
    TwinKind {
        id: "hmac-public-der",
        title: "HMAC with the public key in DER",
        breaks: "`alg` is HS256, and the secret is the bytes of the public key.",
        rule: CONFUSED,
        outcome: Refuse,
        make: |forge| {
            let der = forge.base.key.spki_der().ok_or(HMAC_NEEDS_NONE)?;
            forge.with_secret(&der, "")
        },
    },
    TwinKind {
        id: "hmac-public-jwk",
        title: "HMAC with the public key as a JWK",
        breaks: "`alg` is HS256, and the secret is the text of the public key as a JWK.",
        rule: CONFUSED,
        outcome: Refuse,
        make: |forge| {
            let jwk = forge.base.key.public_jwk().filter(|_| !forge.is_hmac()).ok_or(HMAC_NEEDS_NONE)?;
            forge.with_secret(jwk.as_bytes(), "")
        },
    },
    TwinKind {
        id: "hmac-empty-secret",
        title: "HMAC with an empty secret",
        breaks: "The token is signed with an empty secret, which a verifier has that found no key.",
        rule: Spec::Rfc(8725, "3.5"),
        outcome: Refuse,
        make: |forge| forge.with_secret(b"", ""),
    },
    TwinKind {
        id: "hmac-guessed-secret",
        title: "HMAC with a guessed secret",
        breaks: "The token is signed with a secret of one word, which is the first that an attacker tries.",
        rule: Spec::Rfc(8725, "3.5"),
        outcome: Refuse,
        make: |forge| {
            let own = |secret: &&&[u8]| forge.base.key != secret_key(secret);
            let guesses: [&[u8]; 2] = [b"secret", b"changeme"];
            let guess = guesses.iter().find(own).copied().unwrap_or_default();
            forge.with_secret(guess, "")
        },
    },
    TwinKind {
        id: "hmac-for-signature",
        title: "HMAC with the name of the expected algorithm",
        breaks: "`alg` is the expected one, and the signature is an HMAC with the public key in PEM as its secret.",
        rule: CONFUSED,
        outcome: Refuse,
        make: |forge| {
            let pem = forge.base.key.write(Format::SpkiPem).map_err(|_| HMAC_NEEDS_NONE)?;
            let payload = forge.tampered()?;
            forge.sign_as(&hmac::HS256, &secret_key(pem.as_bytes()), &forge.base.header, payload.as_bytes())
        },
    },
];

/// The row of RSA with the other padding and the same hash.
fn other_padding(forge: &Forge) -> Result<&'static jwa::Algorithm, &'static str> {
    let own = forge.algorithm();
    let other = match own.family {
        Family::RsaPkcs1 => Family::RsaPss,
        Family::RsaPss => Family::RsaPkcs1,
        _ => return Err("Only RSA has two paddings."),
    };
    let is_other = |row: &&&jwa::Algorithm| row.family == other && row.hash == own.hash;
    jwa::ALGORITHMS.iter().find(is_other).copied().ok_or("There is no such algorithm.")
}

/// Tampered claims under HMAC with the text of the public key as the secret.
fn public(forge: &mut Forge, format: Format, written: fn(String) -> String) -> super::Forged {
    if forge.is_hmac() {
        return Err(HMAC_NEEDS_NONE);
    }
    let text = forge.base.key.write(format).map_err(|_| "This kind of key does not have that form.")?;
    forge.with_secret(written(text).as_bytes(), "")
}
