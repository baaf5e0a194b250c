//! Twins with another signature than the right one.

use super::Outcome::{Either, Refuse};
use super::{TwinKind, der};
use crate::crypto::ecdsa;
use crate::engine::jwa::Family;
use crate::key::{Curve, EdCurve, Material};
use crate::spec::Spec;

/// The rule that a signature has to be checked, and to match.
const CHECKED: Spec = Spec::Rfc(7515, "5.2");
const ECDSA: Spec = Spec::Rfc(7518, "3.4");

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "signature-empty",
        title: "No signature",
        breaks: "Nothing stands behind the second dot, and `alg` is the expected one.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| forge.signature(|_| Ok(vec![])),
    },
    TwinKind {
        id: "signature-missing",
        title: "Two segments",
        breaks: "The second dot is missing, too.",
        rule: Spec::Rfc(7515, "7.1"),
        outcome: Refuse,
        make: |forge| {
            let [header, payload, _] = forge.segments()?;
            Ok(format!("{header}.{payload}"))
        },
    },
    TwinKind {
        id: "signature-cut",
        title: "A byte too few",
        breaks: "The last byte of the signature is missing.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| {
            forge.signature(|mut signature| {
                signature.pop();
                Ok(signature)
            })
        },
    },
    TwinKind {
        id: "signature-half",
        title: "Half a signature",
        breaks: "The second half of the signature is missing, for a verifier that compares what is there.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| {
            forge.signature(|mut signature| {
                signature.truncate(signature.len() / 2);
                Ok(signature)
            })
        },
    },
    TwinKind {
        id: "signature-longer",
        title: "A byte too many",
        breaks: "A zero byte follows the signature.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| forge.signature(|signature| Ok([&signature[..], &[0]].concat())),
    },
    TwinKind {
        id: "signature-bit",
        title: "One bit changed",
        breaks: "One bit in the middle of the signature is another one.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| {
            forge.signature(|mut signature| {
                let middle = signature.len() / 2;
                signature.get_mut(middle).into_iter().for_each(|byte| *byte ^= 0x10);
                Ok(signature)
            })
        },
    },
    TwinKind {
        id: "signature-zeros",
        title: "A signature of zeros",
        breaks: "Each byte of the signature is zero; for ECDSA, r and s are zero, which some verifiers accepted.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| forge.signature(|signature| Ok(vec![0; signature.len()])),
    },
    TwinKind {
        id: "claims-changed",
        title: "Changed claims",
        breaks: "`sub` was changed after signing; the signature is the old one.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| {
            let [header, _, signature] = forge.segments()?;
            let payload = crate::format::base64url::encode(forge.tampered()?.as_bytes());
            Ok(format!("{header}.{payload}.{signature}"))
        },
    },
    TwinKind {
        id: "header-changed",
        title: "A changed header",
        breaks: "A header parameter was added after signing; the signature is the old one.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| {
            let [_, payload, signature] = forge.segments()?;
            let header = forge.with_parameter("x", "\"added\"")?;
            Ok(format!("{}.{payload}.{signature}", crate::format::base64url::encode(header.as_bytes())))
        },
    },
    TwinKind {
        id: "other-key",
        title: "Another key",
        breaks: "Another key of the same kind signed the token.",
        rule: CHECKED,
        outcome: Refuse,
        make: |forge| {
            let key = forge.attacker()?;
            forge.sign_as(forge.algorithm(), &key, &forge.base.header, forge.base.payload.as_bytes())
        },
    },
    TwinKind {
        id: "ecdsa-swapped",
        title: "r and s swapped",
        breaks: "The two halves of the signature stand in the wrong order.",
        rule: ECDSA,
        outcome: Refuse,
        make: |forge| {
            forge.curve()?;
            forge.signature(|mut signature| {
                let half = signature.len() / 2;
                signature.rotate_left(half);
                Ok(signature)
            })
        },
    },
    TwinKind {
        id: "ecdsa-der",
        title: "The signature in DER",
        breaks: "The signature is a DER structure, as OpenSSL and Java write it, instead of r and s one after the other.",
        rule: ECDSA,
        outcome: Refuse,
        make: |forge| {
            forge.curve()?;
            forge.signature(|signature| Ok(der::signature(&signature)))
        },
    },
    TwinKind {
        id: "ecdsa-high-s",
        title: "The other s",
        breaks: "s is the order of the curve less s, which makes a second signature of the same text.",
        rule: ECDSA,
        outcome: Either(
            "JOSE does not ask for the smaller s, so most verifiers accept both. Nobody may tell tokens apart by their signature.",
        ),
        make: |forge| {
            let curve = forge.curve()?;
            forge.signature(|signature| ecdsa::with_other_s(curve, &signature).ok_or("The signature is none."))
        },
    },
    TwinKind {
        id: "ecdsa-order",
        title: "r and s are the order of the curve",
        breaks: "r and s are the order of P-256, which counts as zero in the arithmetic of the curve.",
        rule: ECDSA,
        outcome: Refuse,
        make: |forge| {
            if forge.curve()? != Curve::P256 {
                return Err("It is made for P-256 alone.");
            }
            forge.signature(|_| Ok([P256_ORDER, P256_ORDER].concat()))
        },
    },
    TwinKind {
        id: "rsa-leading-zero",
        title: "A longer RSA signature",
        breaks: "A zero byte stands before the signature: it is the same number, and too long.",
        rule: Spec::Rfc(8017, "8.2.2"),
        outcome: Refuse,
        make: |forge| {
            if !matches!(forge.algorithm().family, Family::RsaPkcs1 | Family::RsaPss) {
                return Err("Only an RSA signature is a number.");
            }
            forge.signature(|signature| Ok([&[0], &signature[..]].concat()))
        },
    },
    TwinKind {
        id: "ed25519-large-s",
        title: "S is too large",
        breaks: "The order of the group was added to S, which makes a second signature of the same text.",
        rule: Spec::Rfc(8032, "5.1.7"),
        outcome: Refuse,
        make: |forge| match &forge.base.key.material {
            Material::Okp(key) if key.curve == EdCurve::Ed25519 => forge.signature(with_larger_s),
            _ => Err("Only Ed25519 signatures have this form."),
        },
    },
];

/// The order of P-256 (SEC 2 §2.4.2).
const P256_ORDER: &[u8] = &[
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7,
    0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// The order of the group of Ed25519 (RFC 8032 §5.1), little-endian: 2^252 and some.
const ED25519_ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// R, and S with the order added.
fn with_larger_s(mut signature: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    let mut carry = 0_u16;
    for (byte, add) in signature.iter_mut().skip(32).zip(ED25519_ORDER) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    Ok(signature)
}
