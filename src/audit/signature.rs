//! The bytes of the signature: what can be told of them by `alg` alone, and what was found with the key.

use super::{Check, Find, Findings, Severity, Subject};
use crate::base::diagnostic::Code;
use crate::jwa::{Algorithm, KeyRule, ecdsa, eddsa, rsa};
use crate::key::{self, Curve, EdCurve, Material, Options, ParsedKey};
use crate::spec::Spec;
use crate::token::{Part, Segment, base64url};

pub(super) static CHECKS: &[&Check] = &[&ZERO, &RANGE, &SMALL_ORDER, &LENGTH, &ENCODING, &OTHER_HASH, &HIGH_S];

static ZERO: Check = check! {
    id: "signature-zero",
    severity: Severity::Defect,
    why: "no signer makes it, and a verifier that does not check for zero accepts it for any content (CVE-2022-21449)",
    fix: "reject it, and update a verifier that does not",
    spec: Spec::Rfc(8725, "3.4"),
    find: Find::CodesOr(&["signature-zero"], zero),
};

static RANGE: Check = check! {
    id: "signature-range",
    severity: Severity::Defect,
    why: "no signer makes it, and a verifier that reduces it accepts one signature in two forms",
    fix: "refuse numbers that are not below the order or the modulus",
    spec: Spec::Rfc(8725, "3.4"),
    find: Find::CodesOr(&["signature-range"], range),
};

static SMALL_ORDER: Check = check! {
    id: "small-order",
    severity: Severity::Defect,
    why: "no signer makes one, forgeries for weak keys have it, and verifiers disagree on whether it holds",
    fix: "refuse them; libraries call that strict verification",
    spec: Spec::Rfc(8032, "5.1.7"),
    find: Find::Look(small_order),
};

static LENGTH: Check = check! {
    id: "signature-length",
    severity: Severity::Defect,
    why: "it was cut off or padded, or made with another algorithm or key; a verifier that compares only what is there can be guessed at",
    fix: "refuse every signature that has not exactly the length of its algorithm",
    spec: Spec::Rfc(7518, "3.1"),
    find: Find::CodesOr(&["signature-length", "signature-truncated", "signature-trailing", "signature-zeros"], length),
};

static ENCODING: Check = check! {
    id: "signature-encoding",
    severity: Severity::Defect,
    why: "ECDSA in a token is r and s alone, and base64url is applied once; verifiers refuse anything else",
    fix: "have the issuer convert the signature before encoding it",
    spec: Spec::Rfc(7518, "3.4"),
    find: Find::CodesOr(&["signature-der", "signature-encoding"], der),
};

static OTHER_HASH: Check = check! {
    id: "other-hash",
    severity: Severity::Defect,
    why: "a verifier that takes hash, padding or salt from the signature lets the sender choose them",
    fix: "have issuer and `alg` agree",
    spec: Spec::Rfc(7518, "3.1"),
    find: Find::Codes(&["other-hash", "other-padding", "pss-parameters", "digest-info"]),
};

static HIGH_S: Check = check! {
    id: "high-s",
    severity: Severity::Information,
    why: "libraries made for Bitcoin refuse it; and with s replaced by n - s the token holds, too, so a list of revoked texts misses one of the two",
    fix: "sign with low s on this curve, and revoke by `jti`",
    spec: Spec::Rfc(8812, "3.2"),
    find: Find::Look(high_s),
};

fn parts<'a>(subject: &Subject<'a>) -> Option<(&'static Algorithm, &'a Segment)> {
    Some((subject.algorithm()?, subject.signature()?))
}

/// Says `message` of the signature if there is something to say.
fn say(findings: &mut Findings, signature: &Segment, message: Option<impl Into<String>>) {
    if let Some(message) = message {
        findings.add_at(Part::Encoded, &signature.encoded, message);
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
    say(findings, signature, zero.then_some("r or s is zero"));
}

/// The order of the base point of Ed25519 (RFC 8032 §5.1), with the first byte first.
const ORDER_25519: [u8; 32] = [
    0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x14, 0xde, 0xf9, 0xde, 0xa2, 0xf7, 0x9c, 0xd6, 0x58, 0x12,
    0x63, 0x1a, 0x5c, 0xf5, 0xd3, 0xed,
];

fn range(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let message = match (row.key, subject.key) {
        (KeyRule::Ec(_), _) => scalars(row, signature)
            .filter(|(curve, raw)| !has_zero(raw) && !ecdsa::in_range(*curve, raw))
            .map(|_| "r or s is not below the order of the curve"),
        (KeyRule::Okp(curves), _) if curves.contains(&EdCurve::Ed25519) && signature.bytes.len() == 64 => {
            let s = signature.bytes.iter().rev().take(32);
            s.ge(&ORDER_25519).then_some("S is not below the order of the curve")
        }
        // Of a set, nobody knows which key is meant.
        (KeyRule::Rsa, Some(Ok(ParsedKey::One(key)))) => match &key.material {
            Material::Rsa(key) if key.n.len() == signature.bytes.len() && *signature.bytes >= *key.n => {
                Some("as a number, the signature is not below the modulus of the key")
            }
            _ => None,
        },
        _ => None,
    };
    say(findings, signature, message);
}

/// R of an EdDSA signature is an encoded point, and is read as a public key would be.
fn small_order(subject: &Subject, findings: &mut Findings) {
    let Some((row, signature)) = parts(subject) else { return };
    let KeyRule::Okp(curves) = row.key else { return };
    let curve = curves.iter().find(|curve| eddsa::signature_bytes(**curve) == signature.bytes.len());
    let (Some(curve), Some(r)) = (curve, signature.bytes.get(..signature.bytes.len() / 2)) else { return };
    let options = Options { raw: core::slice::from_ref(curve), ..Options::default() };
    let small =
        matches!(key::read(&base64url::encode(r), &options), Some(Err(fault)) if fault.code() == Code::OkpSmallOrder);
    say(findings, signature, small.then_some("R is a point of small order"));
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
    let name = row.name;
    let message = (got != expected).then(|| format!("the signature has {got} bytes, where {name} needs {expected}"));
    say(findings, signature, message);
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
    say(findings, signature, is_der.then_some("the signature is ASN.1 DER; a token has r and s one after the other"));
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
    say(findings, signature, high.then_some("s is larger than half of the order of secp256k1"));
}
