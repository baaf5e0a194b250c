//! Encrypted tokens: what their header and the lengths of their parts give away without a key.

use super::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::finding::{Count, Finding, Named, Plain};
use crate::base::diagnostic::jwe::JweKey;
use crate::claims::profile::PROFILES;
use crate::engine::jwa::names::shown;
use crate::engine::jwe::{self, Management};
use crate::format::base64url;
use crate::format::json::{Node, Value};
use crate::jose::header::{is_jwt, short_type};
use crate::jose::jwe::Jwe;
use crate::jose::{self, Form, Part};
use crate::key::{Material, ParsedKey};
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] =
    &[&LENGTHS, &ENCRYPTED_KEY, &EPHEMERAL_KEY, &CONTENT_KEY, &PASSWORD_COST, &UNSIGNED, &SIGNED_KIND];

static LENGTHS: Check = Check {
    id: "encryption-lengths",
    title: "Part of the wrong length",
    severity: Severity::Defect,
    what: "The initialization vector, the tag or the ciphertext has a length that `enc` does not allow.",
    why: "A short tag can be guessed, and a decrypter that accepts other lengths gives more away than it should.",
    example: &[Line::Token("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAA")],
    instead: &[Line::Token("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")],
    fix: "Reject the token before decrypting it.",
    sources: &[Spec::Rfc(7518, "5.3"), Spec::Rfc(7518, "5.2.2.2"), Spec::Rfc(7516, "5.2")],
    find: Find::Look(|subject, findings| {
        let codes = [Code::JweIvLength, Code::JweTagLength, Code::JweCiphertextLength];
        faults(subject, findings, &codes);
    }),
};

static ENCRYPTED_KEY: Check = Check {
    id: "encrypted-key",
    title: "Encrypted key where none belongs, or none where one does",
    severity: Severity::Defect,
    what: "The encrypted key is not empty although `alg` is `dir` or `ECDH-ES`, or is empty with another `alg`.",
    why: "Those two encrypt no key. A decrypter that accepts one anyway can be led to use another key than intended.",
    example: &[Line::Token(
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
    )],
    instead: &[Line::Token("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA")],
    fix: "Reject the token.",
    sources: &[Spec::Rfc(7516, "5.2")],
    find: Find::Look(|subject, findings| {
        faults(subject, findings, &[Code::JweEncryptedKeyPresent, Code::JweEncryptedKeyMissing]);
    }),
};

static EPHEMERAL_KEY: Check = Check {
    id: "ephemeral-key",
    title: "Invalid ephemeral key",
    severity: Severity::Defect,
    what: "`epk` is not a public key on a curve for key agreement, has a private part, or is a point of small order.",
    why: "With a point that is not on the curve, a sender learns the private key of the receiver bit by bit.",
    example: &[Line::Header(
        r#"{"alg":"ECDH-ES","enc":"A128GCM","epk":{"kty":"OKP","crv":"X25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}"#,
    )],
    instead: &[Line::Header(
        r#"{"alg":"ECDH-ES","enc":"A128GCM","epk":{"kty":"OKP","crv":"X25519","x":"3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08"}}"#,
    )],
    fix: "Reject the token, and check that the library validates points.",
    sources: &[Spec::Rfc(8725, "3.4"), Spec::Rfc(7518, "4.6.1.1")],
    find: Find::Look(|subject, findings| {
        let codes = [
            Code::JweEpk,
            Code::JweEpkNotOnCurve,
            Code::JweEpkSmallOrder,
            Code::JweEpkPrivate,
            Code::JweKeyCurve,
            Code::JweParameterMissing,
            Code::JweParameterType,
        ];
        faults(subject, findings, &codes);
    }),
};

static CONTENT_KEY: Check = Check {
    id: "content-key-length",
    title: "Secret of another length than `enc` needs",
    severity: Severity::Defect,
    what: "`alg` is `dir`, and the secret in the key field does not have the length of the key that `enc` needs.",
    why: "The secret is the content key itself. A library that pads or cuts it encrypts with a weaker or another key.",
    example: &[
        Line::Header(r#"{"alg":"dir","enc":"A256GCM"}"#),
        Line::Key(r#"{"kty":"oct","k":"Z3f6bQx1Tn8dYp0sVw2KcA"}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"dir","enc":"A128GCM"}"#),
        Line::Key(r#"{"kty":"oct","k":"Z3f6bQx1Tn8dYp0sVw2KcA"}"#),
    ],
    fix: "Use a secret of exactly the length that `enc` needs.",
    sources: &[Spec::Rfc(7518, "4.5"), Spec::Rfc(7518, "5.1")],
    find: Find::Look(|subject, findings| {
        let Some(jwe) = encrypted(subject) else { return };
        let (Ok((alg, enc, _)), Some(Ok(ParsedKey::One(key)))) = (jwe.parameters(0).algorithms(), subject.key) else {
            return;
        };
        let [expected, ..] = enc.lengths();
        if let (Management::Direct, Material::Secret(secret)) = (alg.management, &key.material)
            && secret.0.len() != expected
        {
            let fault = JweKey::Length { wanted_by: enc.name, got: secret.0.len(), expected };
            findings.push(fault.into(), None, false);
        }
    }),
};

static PASSWORD_COST: Check = Check {
    id: "password-cost",
    title: "Unsuitable cost of a password",
    severity: Severity::Verifier,
    what: "`p2c` is below 1000 or above 1200000, or `p2s` has fewer than 8 bytes.",
    why: "With few rounds the password is soon guessed. With very many, one small token keeps a server busy.",
    example: &[Line::Header(
        r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"2WCTcJZ1Rvd_CJuJripQ1w","p2c":2147483647}"#,
    )],
    instead: &[Line::Header(
        r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"2WCTcJZ1Rvd_CJuJripQ1w","p2c":600000}"#,
    )],
    fix: "Encrypt with 600000 rounds and 16 random bytes of salt, and limit the rounds before decrypting.",
    sources: &[Spec::Rfc(7518, "4.8.1.2"), Spec::Rfc(7518, "4.8.1.1"), Spec::Rfc(7518, "8.8")],
    find: Find::Look(password_cost),
};

static UNSIGNED: Check = Check {
    id: "encrypted-unsigned",
    title: "Encrypted, but not signed",
    severity: Severity::Information,
    what: "The token is encrypted with a public key, and `cty` does not say that a signed token is inside.",
    why: "Everyone has a public key, so anyone can make such a token. Encryption does not say who the sender is.",
    example: &[Line::Header(r#"{"alg":"RSA-OAEP-256","enc":"A128GCM"}"#)],
    instead: &[Line::Header(r#"{"alg":"RSA-OAEP-256","enc":"A128GCM","cty":"JWT"}"#)],
    fix: "Sign the claims first, and encrypt the signed token.",
    sources: &[Spec::Rfc(7519, "11.2"), Spec::Rfc(8725, "2.3")],
    find: Find::Look(|subject, findings| {
        let Some(jwe) = encrypted(subject).filter(|_| !holds_token(subject)) else { return };
        let public = jwe.parameters(0).algorithms().is_ok_and(|(alg, ..)| {
            matches!(alg.management, Management::Pkcs1 | Management::Oaep(_) | Management::Agreement(_))
        });
        if public {
            findings.add(Plain::EncryptedUnsigned);
        }
    }),
};

static SIGNED_KIND: Check = Check {
    id: "encrypted-kind",
    title: "Encrypted token of a kind that must be signed",
    severity: Severity::Verifier,
    what: "`typ` names a kind of token that must be signed, the token is encrypted, and `cty` names no token inside.",
    why: "A library that accepts both kinds with one call takes it for a signed one, although anyone can have made it.",
    example: &[Line::Header(r#"{"alg":"RSA-OAEP-256","enc":"A128GCM","typ":"at+jwt"}"#)],
    instead: &[Line::Header(r#"{"alg":"RSA-OAEP-256","enc":"A128GCM","typ":"at+jwt","cty":"JWT"}"#)],
    fix: "Where a signature is expected, reject tokens that are only encrypted.",
    sources: &[Spec::Rfc(8725, "3.3"), Spec::Rfc(7519, "11.2")],
    find: Find::Look(|subject, findings| {
        if subject.token.form != Form::Jwe || holds_token(subject) {
            return;
        }
        let typ = subject.parameter("typ").and_then(|node| Some((node, node.as_str()?)));
        // A security event may be unsigned (RFC 8417 §5.2).
        let signed = PROFILES.iter().filter(|kind| kind.id != "security-event");
        let names = |typ: &str| signed.clone().any(|kind| kind.is_named_by(short_type(typ)));
        if let Some((node, typ)) = typ.filter(|(_, typ)| names(typ)) {
            findings.add_at(Part::Header, &node.span, Finding::Named(Named::EncryptedKind, shown(typ)));
        }
    }),
};

/// The token as an encrypted one, if it is that.
fn encrypted(subject: &Subject) -> Option<Jwe> {
    jose::jwe::of(subject.token)
}

/// Whether the content is said to be a token.
fn holds_token(subject: &Subject) -> bool {
    subject.parameter("cty").and_then(Node::as_str).is_some_and(is_jwt)
}

/// Adds what is wrong with the token without a key, by these codes.
fn faults(subject: &Subject, findings: &mut Findings, codes: &[Code]) {
    let Some(jwe) = encrypted(subject) else { return };
    for fault in jwe::faults(&jwe, 0).into_iter().filter(|fault| codes.contains(&fault.code())) {
        findings.push(fault.facts.clone(), fault.place().cloned(), false);
    }
}

/// RFC 7518 §4.8.1 asks for 1000 rounds and 8 bytes of salt at least.
fn password_cost(subject: &Subject, findings: &mut Findings) {
    let Some(jwe) = encrypted(subject) else { return };
    let parameters = jwe.parameters(0);
    if !parameters.algorithms().is_ok_and(|(alg, ..)| matches!(alg.management, Management::Password(..))) {
        return;
    }
    if let Some((node, text)) = parameters.get("p2c").and_then(|node| match &node.value {
        Value::Number(text) => Some((node, text)),
        _ => None,
    }) {
        let named = match text.parse::<u64>() {
            Ok(0..1_000) => Some(Named::FewIterations),
            Ok(1_000..=1_200_000) => None,
            // A larger number than this type holds, or none that counts anything.
            _ => Some(Named::ManyIterations),
        };
        if let Some(named) = named {
            findings.add_at(Part::Header, &node.span, Finding::Named(named, shown(text)));
        }
    }
    let salt = parameters.get("p2s").and_then(|node| Some((node, base64url::decode(node.as_str()?).bytes.len())));
    if let Some((node, bytes)) = salt.filter(|(_, bytes)| *bytes < 8) {
        findings.add_at(Part::Header, &node.span, Finding::Count(Count::Salt, bytes, 0));
    }
}
