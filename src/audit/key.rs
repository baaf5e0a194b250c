//! The key at hand, and keys that the token carries: secrets that can be guessed, numbers that give their factors away,
//! members that contradict each other, private parts where they do not belong.

mod certificate;
mod modulus;
mod secret;
mod set;

use super::content::each;
use super::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Finding, KeyFlaw, Named};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::engine::jwa::names::{Class, REGISTERED, shown};
use crate::engine::jwa::{Algorithm, find};
use crate::engine::verify;
use crate::jose::Part;
use crate::key::{Key, Source, is_for_signatures};
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] = &[
    &secret::GUESSABLE,
    &secret::SHORT,
    &secret::EMPTY,
    &secret::NOT_RANDOM,
    &modulus::BROKEN,
    &modulus::PRIME,
    &modulus::WEAK,
    &modulus::EXPONENT,
    &modulus::FACTORS,
    &KEY_POINT,
    &KEY_MALFORMED,
    &JWK_INEXACT,
    &KEY_REFUSED,
    &KEY_CONTRADICTS,
    &PRIVATE_INSIDE,
    &PRIVATE_KEY,
    &set::NOT_PUBLIC,
    &set::KID_TWICE,
    &set::KID_UNSURE,
    &set::KID_THUMBPRINT,
    &certificate::CHAIN,
    &certificate::TIME,
    &certificate::THUMBPRINT,
];

/// So many keys of a set are looked at, so that a set of thousands holds nothing up.
const LOOKED_AT: usize = 64;

static KEY_POINT: Check = Check {
    id: "key-point",
    title: "Invalid curve point",
    severity: Severity::Defect,
    what: "The point of an elliptic-curve key is not on its curve, or has small order.",
    why: "Such a point can reveal private keys, or make any signature valid.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Key(
            r#"{"kty":"EC","crv":"P-256","x":"whEPjD7Kt5t2o7EGtwh3nqWY2pufrFZ2UV6HISGdNkg","y":"whEPjD7Kt5t2o7EGtwh3nqWY2pufrFZ2UV6HISGdNkg"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Key(
            r#"{"kty":"EC","crv":"P-256","x":"whEPjD7Kt5t2o7EGtwh3nqWY2pufrFZ2UV6HISGdNkg","y":"0mU-31EuJnF10qrOaa7yVPTlbbaDhjwIivfCs-8r5W4"}"#,
        ),
    ],
    fix: "Reject the key.",
    sources: &[Spec::Rfc(8725, "3.4"), Spec::Rfc(7518, "6.2.1")],
    find: Find::Codes(&[
        "jwk-point-not-on-curve",
        "ec-point-not-on-curve",
        "ec-point-form",
        "ec-point-length",
        "okp-point",
        "okp-small-order",
    ]),
};

static KEY_MALFORMED: Check = Check {
    id: "key-malformed",
    title: "Malformed key",
    severity: Severity::Defect,
    what: "A member of the key is missing, or has the wrong type, encoding, length or value.",
    why: "Strict readers reject it, and lax ones may read another key.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Key(r#"{"kty":"EC","crv":"P-256","x":"whEPjD7Kt5t2o7EGtwh3nqWY2pufrFZ2UV6HISGdNkg"}"#),
    ],
    instead: &[],
    fix: "Export the key again.",
    sources: &[Spec::Rfc(7518, "6")],
    find: Find::Codes(&[
        "jwk-json",
        "jwk-kty",
        "jwk-kty-missing",
        "jwk-crv",
        "jwk-member-missing",
        "jwk-member-type",
        "jwk-member-encoding",
        "jwk-member-length",
        "jwk-akp-alg",
        "akp-length",
        "okp-length",
        "rsa-private",
        "jwk-private-does-not-match",
        "jwk-private-out-of-range",
        "ec-private-does-not-match",
        "ec-private-out-of-range",
        "okp-private-does-not-match",
        "akp-seed-does-not-match",
    ]),
};

static JWK_INEXACT: Check = Check {
    id: "jwk-inexact",
    title: "Inexact JWK",
    severity: Severity::Defect,
    what: "A member of a JWK is not written as its definition says, such as a number with leading zero bytes.",
    why: "Strict readers reject it, and others may read another value or thumbprint.",
    example: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key(
            r#"{"kty":"RSA","n":"AL4isGV7pEO2AyS19hRdDvAQjYI3GLH5JOwepnGrdJ3ToTDPVB29gUZLxJkb7XUQEro941wPYnTKZFBxtkv3G0U","e":"AQAB"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key(
            r#"{"kty":"RSA","n":"viKwZXukQ7YDJLX2FF0O8BCNgjcYsfkk7B6mcat0ndOhMM9UHb2BRkvEmRvtdRASuj3jXA9idMpkUHG2S_cbRQ","e":"AQAB"}"#,
        ),
    ],
    fix: "Export the key again.",
    sources: &[Spec::Rfc(7517, "4"), Spec::Rfc(7518, "6.3.1")],
    find: Find::Look(|subject, findings| {
        for key in subject.keys().into_iter().filter(|key| key.source == Source::Jwk).take(LOOKED_AT) {
            for note in key.notes.iter().filter(|note| note.code() == Code::NoteJwk) {
                findings.add(Finding::KeyNote(kid(key), Box::new(note.clone())));
            }
        }
    }),
};

static KEY_REFUSED: Check = Check {
    id: "key-refused",
    title: "Key declared for another use",
    severity: Severity::Defect,
    what: "The curve, `use`, `key_ops` or `alg` of the key does not allow it to verify this token.",
    why: "If one key serves two algorithms, one can be played against the other.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"enc"}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"sig"}"#),
    ],
    fix: "Use the key that the issuer signs with.",
    sources: &[Spec::Rfc(8725, "3.1"), Spec::Rfc(7517, "4.2"), Spec::Rfc(7517, "4.4")],
    find: Find::Codes(&["key-curve", "key-use", "key-ops", "key-alg"]),
};

static KEY_CONTRADICTS: Check = Check {
    id: "key-contradicts",
    title: "Key that contradicts itself",
    severity: Severity::Defect,
    what: "`use`, `key_ops`, `alg` and the kind of a key do not agree, or one key is for signatures and for encryption.",
    why: "Verifiers disagree on it, and one use of a key can weaken the other.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"sig","key_ops":["encrypt"]}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","use":"sig","key_ops":["verify"]}"#,
        ),
    ],
    fix: "Make one key for each purpose, and make `use`, `key_ops` and `alg` agree.",
    sources: &[Spec::Rfc(7517, "4.3")],
    find: Find::Look(contradictions),
};

static PRIVATE_INSIDE: Check = Check {
    id: "private-inside",
    title: "Private key inside the token",
    severity: Severity::Defect,
    what: "A key in the header or the payload has a private member.",
    why: "Anyone who sees the token can sign with it.",
    example: &[Line::Header(r#"{"alg":"HS256","jwk":{"kty":"oct","k":"aGVsbG8"}}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","kid":"2026-11"}"#)],
    fix: "Revoke the key, and send public members only.",
    sources: &[Spec::Rfc(7517, "9.2")],
    find: Find::Look(|subject, findings| {
        let payload = subject.token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        for (part, node) in [(Part::Header, subject.token.header.json.as_ref()), (Part::Payload, payload)] {
            let Some(node) = node else { continue };
            each("", node, &mut |_, node| {
                let private = node.members().iter().find(|member| {
                    matches!(&*member.name, "d" | "k" | "priv" | "p" | "q" | "dp" | "dq" | "qi")
                        && member.node.as_str().is_some_and(|text| !text.is_empty())
                });
                if let Some(member) = private.filter(|_| node.get("kty").is_some()) {
                    let found = Finding::Named(Named::PrivateMember, member.name.to_string());
                    findings.add_at(part, &member.name_span, found);
                }
            });
        }
    }),
};

static PRIVATE_KEY: Check = Check {
    id: "private-key",
    title: "Private key where a public one is enough",
    severity: Severity::Information,
    what: "The key that verifies the token is a private key.",
    why: "Anyone who can read it can also sign.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#),
    ],
    fix: "Give verifiers the public key only.",
    sources: &[Spec::Rfc(7517, "9.2")],
    find: Find::Codes(&["private-key"]),
};

/// The name of a key, as an excerpt.
fn kid(key: &Key) -> Option<String> {
    key.restrictions.kid.as_deref().map(shown)
}

fn contradictions(subject: &Subject, findings: &mut Findings) {
    let mut seen: Vec<(Option<String>, [bool; 2])> = vec![];
    for key in subject.keys().into_iter().take(LOOKED_AT) {
        let row = key.restrictions.alg.as_deref().and_then(find);
        let mut purposes = purposes(key, row);
        if let Some((row, refusal)) = row.and_then(|row| Some((row, verify::refusal(row, key)?))) {
            findings.add(Finding::KeyContradicts(row.name, Box::new(Diagnostic::error(refusal))));
            continue;
        }
        let thumbprint = key.thumbprint();
        if let Some((_, earlier)) = seen.iter().find(|(other, _)| *other == thumbprint) {
            purposes = [purposes[0] || earlier[0], purposes[1] || earlier[1]];
        }
        if purposes == [true, true] {
            findings.add(Finding::Key(kid(key), KeyFlaw::TwoPurposes));
        }
        seen.push((thumbprint, purposes));
    }
}

/// Whether the key says that it is for signatures, and for encryption.
fn purposes(key: &Key, row: Option<&Algorithm>) -> [bool; 2] {
    let says = &key.restrictions;
    let encrypts = |alg: &str| REGISTERED.iter().any(|known| known.name == alg && known.class == Class::KeyManagement);
    let mut purposes = [
        says.r#use.as_deref().is_some_and(is_for_signatures) || row.is_some(),
        says.r#use.as_deref() == Some("enc") || says.alg.as_deref().is_some_and(encrypts),
    ];
    for operation in says.key_ops.iter().flatten() {
        match operation.as_str() {
            "sign" | "verify" => purposes[0] = true,
            "encrypt" | "decrypt" | "wrapKey" | "unwrapKey" | "deriveKey" | "deriveBits" => purposes[1] = true,
            _ => {}
        }
    }
    purposes
}
