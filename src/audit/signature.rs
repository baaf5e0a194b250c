//! The bytes of the signature: what can be told of them by `alg` alone, and what was found with the key.

use super::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::finding::{Count, Finding, Plain};
use crate::engine::jwa::{self, Algorithm, KeyRule, ecdsa, eddsa, rsa};
use crate::format::base64url;
use crate::jose::{Part, Segment, Token, header, parse};
use crate::key::{self, Curve, EdCurve, Material, Needed, Options, ParsedKey};
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] =
    &[&ZERO, &RANGE, &SMALL_ORDER, &LENGTH, &ENCODING, &OTHER_HASH, &HIGH_S, &NONCE_REUSED];

static ZERO: Check = Check {
    id: "signature-zero",
    title: "Signature of zeros",
    severity: Severity::Defect,
    what: "In an ECDSA signature, r or s is zero.",
    why: "No signer produces it, and a verifier that does not check for zero accepts it for any content (CVE-2022-21449).",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Signature("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ],
    instead: &[],
    fix: "Reject it, and update a verifier that does not.",
    sources: &[Spec::Rfc(8725, "3.4")],
    find: Find::CodesOr(&["signature-zero"], zero),
};

static RANGE: Check = Check {
    id: "signature-range",
    title: "Signature out of range",
    severity: Severity::Defect,
    what: "A number in the signature is not below the order of the curve, or not below the RSA modulus.",
    why: "No signer produces it, and a verifier that reduces it accepts one signature in two forms.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Signature("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQ"),
    ],
    instead: &[],
    fix: "Reject numbers that are not below the order or the modulus.",
    sources: &[Spec::Rfc(8725, "3.4"), Spec::Rfc(8032, "5.1.7")],
    find: Find::CodesOr(&["signature-range"], range),
};

static SMALL_ORDER: Check = Check {
    id: "small-order",
    title: "Point of small order",
    severity: Severity::Defect,
    what: "The point R of an EdDSA signature has small order.",
    why: "No signer produces one, forgeries for weak keys have it, and verifiers disagree on whether the signature is valid.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Signature("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ],
    instead: &[],
    fix: "Reject such signatures. Libraries call this strict verification.",
    sources: &[Spec::Rfc(8032, "5.1.7")],
    find: Find::Look(small_order),
};

static LENGTH: Check = Check {
    id: "signature-length",
    title: "Wrong signature length",
    severity: Severity::Defect,
    what: "The signature does not have the length that its algorithm and key require.",
    why: "It was cut off or padded, or made with another algorithm or key. If a verifier compares only the bytes that are there, short signatures can be guessed.",
    example: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Signature("c2ln")],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#)],
    fix: "Reject every signature that does not have exactly the length of its algorithm.",
    sources: &[Spec::Rfc(7518, "3.1"), Spec::Rfc(7518, "3.2")],
    find: Find::CodesOr(&["signature-length", "signature-truncated", "signature-trailing", "signature-zeros"], length),
};

static ENCODING: Check = Check {
    id: "signature-encoding",
    title: "Signature encoded differently",
    severity: Severity::Defect,
    what: "The signature is ASN.1 DER, or was encoded twice.",
    why: "An ECDSA signature in a token is r and s alone, and base64url is applied once. Verifiers reject anything else.",
    example: &[Line::Header(r#"{"alg":"ES256"}"#), Line::Signature("MAYCAQECAQE")],
    instead: &[Line::Header(r#"{"alg":"ES256"}"#)],
    fix: "Have the issuer convert the signature before encoding it.",
    sources: &[Spec::Rfc(7518, "3.4")],
    find: Find::CodesOr(&["signature-der", "signature-encoding"], der),
};

static OTHER_HASH: Check = Check {
    id: "other-hash",
    title: "Signed with another hash, padding or salt",
    severity: Severity::Defect,
    what: "The signature verifies with another hash, padding or salt than `alg` names.",
    why: "A verifier that takes hash, padding or salt from the signature lets the sender choose them.",
    example: &[
        Line::Header(r#"{"alg":"HS256"}"#),
        Line::Payload(r#"{"sub":"alice"}"#),
        Line::Signature("YGZggiWQ1vnflnNoTdCeXEv5YPd7UXi1FpIJzhM3q-9hPOF0O3bRpKJxDbN7-g7NzMWATwyXbjCkPJMORb7q0g"),
        Line::Key("q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa"),
    ],
    instead: &[Line::Header(r#"{"alg":"HS512"}"#), Line::Key("q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa")],
    fix: "Make the issuer sign as `alg` says, or write the `alg` that it signs with.",
    sources: &[Spec::Rfc(7518, "3.1"), Spec::Rfc(7518, "3.3"), Spec::Rfc(7518, "3.5")],
    find: Find::Codes(&["other-hash", "other-padding", "pss-parameters", "digest-info"]),
};

static HIGH_S: Check = Check {
    id: "high-s",
    title: "High s on secp256k1",
    severity: Severity::Information,
    what: "In an ES256K signature, s is larger than half the order of the curve.",
    why: "Libraries made for Bitcoin reject it. With s replaced by n - s the token is valid too, so a denylist of token texts misses one of the two.",
    example: &[
        Line::Header(r#"{"alg":"ES256K"}"#),
        Line::Signature("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgA"),
    ],
    instead: &[],
    fix: "Sign with low s on this curve, and revoke by `jti`.",
    sources: &[Spec::Rfc(8812, "3.2")],
    find: Find::Look(high_s),
};

static NONCE_REUSED: Check = Check {
    id: "nonce-reused",
    title: "Nonce used twice",
    severity: Severity::Defect,
    what: "Two different tokens in the text have ECDSA signatures with the same r and another s.",
    why: "The same r means the same secret nonce. From two signatures with one nonce, anyone can compute the private key.",
    example: &[Line::Token(
        "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQECAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJib2IifQ.AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw",
    )],
    instead: &[],
    fix: "If one key signed both, revoke it, and sign with a nonce that is derived from the message (RFC 6979).",
    sources: &[Spec::Rfc(6979, "1"), Spec::Rfc(8725, "3.2")],
    find: Find::Look(nonce_reused),
};

fn parts<'a>(subject: &Subject<'a>) -> Option<(&'static Algorithm, &'a Segment)> {
    Some((subject.algorithm()?, subject.signature()?))
}

/// Adds what was found of the signature, if anything.
fn say(findings: &mut Findings, signature: &Segment, found: Option<impl Into<Finding>>) {
    if let Some(found) = found {
        findings.add_at(Part::Encoded, &signature.encoded, found);
    }
}

/// r and s of an ECDSA signature, from DER where it is that.
fn scalars(row: &Algorithm, signature: &Segment) -> Option<(Curve, Vec<u8>)> {
    let KeyRule::Ec(curve) = row.key else { return None };
    let bytes = ecdsa::scalar_bytes(curve);
    let raw = ecdsa::from_der(&signature.bytes, bytes).unwrap_or_else(|| signature.bytes.to_vec());
    (raw.len() == 2 * bytes).then_some((curve, raw))
}

fn has_zero(raw: &[u8]) -> bool {
    let (r, s) = raw.split_at(raw.len() / 2);
    [r, s].iter().any(|scalar| scalar.iter().all(|byte| *byte == 0))
}

fn zero(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let zero = scalars(row, signature).is_some_and(|(_, raw)| has_zero(&raw));
    say(findings, signature, zero.then_some(Plain::SignatureZero));
}

/// The order of the base point of Ed25519 (RFC 8032 §5.1), with the first byte first.
const ORDER_25519: [u8; 32] = [
    0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0xde, 0xf9, 0xde, 0xa2, 0xf7, 0x9c, 0xd6, 0x58, 0x12,
    0x63, 0x1a, 0x5c, 0xf5, 0xd3, 0xed,
];

fn range(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let found = match (row.key, subject.key) {
        (KeyRule::Ec(_), _) => scalars(row, signature)
            .filter(|(curve, raw)| !has_zero(raw) && !ecdsa::in_range(*curve, raw))
            .map(|_| Plain::ScalarRange),
        (KeyRule::Okp(curves), _) if curves.contains(&EdCurve::Ed25519) && signature.bytes.len() == 64 => {
            let s = signature.bytes.iter().rev().take(32);
            s.ge(&ORDER_25519).then_some(Plain::EdwardsRange)
        }
        // Of a set, nobody knows which key is meant.
        (KeyRule::Rsa, Some(Ok(ParsedKey::One(key)))) => match &key.material {
            Material::Rsa(key) if key.n.len() == signature.bytes.len() && *signature.bytes >= *key.n => {
                Some(Plain::ModulusRange)
            }
            _ => None,
        },
        _ => None,
    };
    say(findings, signature, found);
}

/// R of an EdDSA signature is an encoded point, and is read as a public key would be.
fn small_order(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let KeyRule::Okp(curves) = row.key else { return };
    let curve = curves.iter().find(|curve| eddsa::signature_bytes(**curve) == signature.bytes.len());
    let (Some(curve), Some(r)) = (curve, signature.bytes.get(..signature.bytes.len() / 2)) else { return };
    let options = Options { needed: Needed::Okp(core::slice::from_ref(curve)), ..Options::default() };
    let small =
        matches!(key::read(&base64url::encode(r), &options), Some(Err(fault)) if fault.code() == Code::OkpSmallOrder);
    say(findings, signature, small.then_some(Plain::SmallOrder));
}

fn length(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let got = signature.bytes.len();
    let expected = match row.key {
        // The size of the hash is the length of the tag.
        KeyRule::Secret { advised_bytes } => advised_bytes,
        KeyRule::Ec(_) if scalars(row, signature).is_some() => got,
        KeyRule::Ec(curve) => 2 * ecdsa::scalar_bytes(curve),
        // The shorter of two comes first.
        KeyRule::Okp(curves) => {
            let mut lengths = curves.iter().map(|curve| eddsa::signature_bytes(*curve));
            let longest = lengths.clone().next_back().unwrap_or_default();
            lengths.find(|bytes| got <= *bytes).unwrap_or(longest)
        }
        KeyRule::Akp(set) => set.signature_bytes(),
        KeyRule::Rsa => rsa_length(subject, got),
    };
    say(findings, signature, (got != expected).then_some(Finding::SignatureLength(row.name, got, expected)));
}

/// The length that the key asks for; without one, what the smallest key that RFC 7518 §3.3 allows gives at least.
fn rsa_length(subject: &Subject, got: usize) -> usize {
    match subject.key {
        Some(Ok(ParsedKey::One(key))) => match &key.material {
            Material::Rsa(key) => rsa::modulus_bits(key).div_ceil(8),
            _ => got,
        },
        _ => got.max(256),
    }
}

fn der(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let is_der = scalars(row, signature).is_some_and(|(_, raw)| *raw != *signature.bytes);
    say(findings, signature, is_der.then_some(Plain::Der));
}

/// So many tokens of a text are compared with each other, and none of more than this many bytes.
const COMPARED: (usize, usize) = (64, 16_384);

fn nonce_reused(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let Some((curve, own)) = scalars(row, signature).filter(|(_, raw)| !has_zero(raw)) else { return };
    let input = subject.token.signing_input();
    for (index, other) in subject.beside.iter().enumerate().take(COMPARED.0) {
        let other = (other.len() <= COMPARED.1).then(|| parse(other.clone()).token).flatten();
        let Some(other) = other.filter(|other| other.signing_input() != input) else { continue };
        let reused = ecdsa_scalars(&other).is_some_and(|(on, raw)| {
            let ((r, s), (own_r, own_s)) = (raw.split_at(raw.len() / 2), own.split_at(own.len() / 2));
            on == curve && r == own_r && s != own_s
        });
        if reused {
            findings.add_at(Part::Encoded, &signature.encoded, Finding::Count(Count::NonceReused, index + 1, 0));
        }
    }
}

/// r and s of a token that names an ECDSA algorithm.
fn ecdsa_scalars(token: &Token) -> Option<(Curve, Vec<u8>)> {
    let header::Alg::Named(name) = header::alg(token) else { return None };
    scalars(jwa::find(&name)?, token.signature()?)
}

/// Half of the order of secp256k1, rounded down (SEC 2 §2.4.1).
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x5d, 0x57, 0x6e,
    0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// On the NIST curves half of all signatures are so, and no verifier minds.
fn high_s(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let high = matches!(scalars(row, signature), Some((Curve::Secp256k1, raw)) if raw.iter().skip(32).gt(&HALF_ORDER));
    say(findings, signature, high.then_some(Plain::HighS));
}
