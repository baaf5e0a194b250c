//! `alg`: no signature at all, names that sign nothing, names on their way out, and keys that are no secrets.

use super::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::Code;
use crate::base::diagnostic::finding::{Count, Finding, Named, Plain};
use crate::engine::jwa::names::shown;
use crate::engine::jwa::{self, Family, KeyRule, Status};
use crate::format::json::Node;
use crate::jose::{Form, Part};
use crate::key::{self, Material, Options, ParsedKey};
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] = &[
    &NONE,
    &ALG_MISSING,
    &ALG_UNKNOWN,
    &SIGNATURE_MISSING,
    &OTHER_ALGORITHM,
    &PUBLIC_SECRET,
    &EMPTY_SECRET,
    &RSA1_5,
    &DEPRECATED,
    &FAPI,
    &POST_QUANTUM,
];

static NONE: Check = Check {
    id: "none-algorithm",
    title: "No signature (`none`)",
    severity: Severity::Defect,
    what: "`alg` is `none`, in any letter case.",
    why: "Anyone can write such a token, and a verifier that follows its `alg` accepts it, in whatever letter case.",
    example: &[
        Line::Header(r#"{"alg":"none"}"#),
        Line::Payload(r#"{"sub":"alice","admin":true}"#),
        Line::Signature(""),
    ],
    instead: &[Line::Header(r#"{"alg":"ES256"}"#), Line::Payload(r#"{"sub":"alice","admin":true}"#)],
    fix: "Reject it, and verify with a fixed list of algorithms that does not include `none`.",
    sources: &[Spec::Rfc(8725, "3.2"), Spec::Rfc(7518, "3.6")],
    find: Find::CodesOr(&["none-with-signature"], none),
};

static ALG_MISSING: Check = Check {
    id: "alg-missing",
    title: "No usable `alg`",
    severity: Severity::Defect,
    what: "`alg` is missing, not a string, or present more than once.",
    why: "A verifier that guesses, or that takes another value than its neighbour, lets the sender choose.",
    example: &[Line::Header(r#"{"typ":"JWT"}"#)],
    instead: &[Line::Header(r#"{"alg":"ES256","typ":"JWT"}"#)],
    fix: "Reject tokens whose `alg` is not exactly one string.",
    sources: &[Spec::Rfc(7515, "4.1.1")],
    find: Find::Codes(&["alg-missing", "alg-not-a-string", "alg-ambiguous"]),
};

static ALG_UNKNOWN: Check = Check {
    id: "alg-unknown",
    title: "Unknown `alg`",
    severity: Severity::Defect,
    what: "`alg` is not a registered signature algorithm, spelled exactly as registered, or it is a prohibited one.",
    why: "Names are compared exactly, and a verifier that is lenient here can be led past its own list.",
    example: &[Line::Header(r#"{"alg":"rs256"}"#)],
    instead: &[Line::Header(r#"{"alg":"RS256"}"#)],
    fix: "Have the issuer write a registered name, exactly as registered.",
    sources: &[Spec::Rfc(8725, "3.1"), Spec::Rfc(7515, "4.1.1")],
    find: Find::Codes(&["alg-unknown"]),
};

static SIGNATURE_MISSING: Check = Check {
    id: "signature-missing",
    title: "Signature removed",
    severity: Severity::Defect,
    what: "The signature is empty although `alg` names a signature algorithm.",
    why: "The simplest forgery is a changed token without a signature, and verifiers that skip an empty one accept it.",
    example: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Payload(r#"{"sub":"alice"}"#), Line::Signature("")],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Payload(r#"{"sub":"alice"}"#)],
    fix: "Reject it, or get the whole token if it was cut off.",
    sources: &[Spec::Rfc(7515, "5.2")],
    find: Find::Codes(&["signature-empty"]),
};

static OTHER_ALGORITHM: Check = Check {
    id: "other-algorithm",
    title: "Another algorithm than expected",
    severity: Severity::Defect,
    what: "`alg` is not the algorithm that was chosen as expected.",
    why: "A verifier that takes the algorithm from the token lets the sender choose it.",
    example: &[Line::Expected("RS256"), Line::Header(r#"{"alg":"HS256"}"#)],
    instead: &[Line::Expected("RS256"), Line::Header(r#"{"alg":"RS256"}"#)],
    fix: "Tie each key to one algorithm, and reject every other.",
    sources: &[Spec::Rfc(8725, "3.1")],
    find: Find::Codes(&["expected-algorithm"]),
};

static PUBLIC_SECRET: Check = Check {
    id: "public-secret",
    title: "Public key used as HMAC secret",
    severity: Severity::Defect,
    what: "The secret of an HMAC token is the text or the DER of a public key.",
    why: "Everyone has a public key, so everyone can sign HMAC tokens with its text. This is known as algorithm confusion.",
    example: &[
        Line::Header(r#"{"alg":"HS256"}"#),
        Line::Key(
            r#"{"kty":"oct","k":"eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IjExcVlBWUt4Q3JmVlNfN1R5V1FIT2c3aGN2UGFwaU1scndJYWFQY0hVUm8ifQ"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#),
    ],
    fix: "Verify with the algorithm that the key is for, and never use its text as a secret.",
    sources: &[Spec::Rfc(8725, "2.1"), Spec::Rfc(8725, "3.1")],
    find: Find::Look(public_secret),
};

static EMPTY_SECRET: Check = Check {
    id: "empty-secret",
    title: "Signed with an empty secret",
    severity: Severity::Defect,
    what: "The HMAC verifies with a secret of zero bytes.",
    why: "Anyone can make this signature. A secret that was not set, or an RSA key that was read as a secret, ends up empty.",
    example: &[
        Line::Header(r#"{"alg":"HS256"}"#),
        Line::Payload(r#"{"sub":"alice"}"#),
        Line::Signature("SaljGHbdvePENgRuzIVM74LFPVqySs7H9f8VBKhHR0c"),
    ],
    instead: &[],
    fix: "Have the issuer set a secret, and reject empty ones in the verifier.",
    sources: &[Spec::Rfc(7518, "3.2"), Spec::Rfc(8725, "3.5")],
    find: Find::Look(empty_secret),
};

static RSA1_5: Check = Check {
    id: "rsa1-5",
    title: "RSA encryption with PKCS #1 v1.5 padding",
    severity: Severity::Verifier,
    what: "The content key is encrypted with `RSA1_5`.",
    why: "A server whose errors or timing differ by padding decrypts for an attacker (Bleichenbacher's attack).",
    example: &[Line::Header(r#"{"alg":"RSA1_5","enc":"A128GCM"}"#)],
    instead: &[Line::Header(r#"{"alg":"RSA-OAEP-256","enc":"A128GCM"}"#)],
    fix: "Use RSA-OAEP-256, or continue with a random key where the padding is wrong.",
    sources: &[Spec::Rfc(7516, "11.5"), Spec::Rfc(8725, "3.2")],
    find: Find::Look(rsa1_5),
};

static DEPRECATED: Check = Check {
    id: "deprecated-algorithm",
    title: "Deprecated algorithm",
    severity: Severity::Information,
    what: "`alg` is registered as deprecated.",
    why: "`EdDSA` leaves the curve to the key, so both sides cannot agree on it by name.",
    example: &[Line::Header(r#"{"alg":"EdDSA"}"#)],
    instead: &[Line::Header(r#"{"alg":"Ed25519"}"#)],
    fix: "Use the name of the curve, `Ed25519` or `Ed448`, once the verifiers know it.",
    sources: &[Spec::Rfc(9864, "2.2")],
    find: Find::Look(deprecated),
};

static FAPI: Check = Check {
    id: "fapi-algorithm",
    title: "Algorithm that FAPI does not allow",
    severity: Severity::Information,
    what: "The token has claims of financial-grade APIs, and `alg` is not among the algorithms of FAPI.",
    why: "`s_hash` and `openbanking_intent_id` belong to financial-grade APIs, which sign with PS256, ES256 or Ed25519.",
    example: &[Line::Header(r#"{"alg":"RS256"}"#), Line::Payload(r#"{"s_hash":"76sa5dd"}"#)],
    instead: &[Line::Header(r#"{"alg":"PS256"}"#), Line::Payload(r#"{"s_hash":"76sa5dd"}"#)],
    fix: "Sign with one of those if the FAPI profile applies.",
    sources: &[Spec::Rfc(8725, "3.2")],
    find: Find::Look(fapi),
};

static POST_QUANTUM: Check = Check {
    id: "post-quantum-size",
    title: "Large post-quantum signature",
    severity: Severity::Information,
    what: "The token is signed with a post-quantum algorithm.",
    why: "It withstands quantum computers, and takes thousands of characters where other signatures take fewer than 700.",
    example: &[Line::Header(r#"{"alg":"ML-DSA-44"}"#)],
    instead: &[],
    fix: "Make sure that cookies, header lines and addresses on the way have room for it.",
    sources: &[Spec::Rfc(9964, "")],
    find: Find::Look(post_quantum),
};

/// `alg` where it is text.
fn alg<'a>(subject: &Subject<'a>) -> Option<(&'a Node, &'a str)> {
    let node = subject.parameter("alg")?;
    Some((node, node.as_str()?))
}

fn none(subject: &Subject, findings: &mut Findings) {
    if let Some((node, name)) = alg(subject).filter(|(_, name)| name.trim().eq_ignore_ascii_case("none")) {
        findings.add_at(Part::Header, &node.span, Finding::Named(Named::NoneAlgorithm, shown(name)));
    }
}

/// The token is one of HMAC, and a secret at hand is the text or the DER of a public key.
fn public_secret(subject: &Subject, findings: &mut Findings) {
    let hmac = subject.algorithm().is_some_and(|row| row.family == Family::Hmac);
    for key in subject.keys().into_iter().filter(|_| hmac) {
        let Material::Secret(secret) = &key.material else { continue };
        let read = key::read(&key::file_text(secret.0.clone()), &Options::default());
        if let Some(Ok(ParsedKey::One(inner))) = read
            && !inner.can_sign()
        {
            findings.add(Finding::Named(Named::PublicSecret, inner.kind()));
        }
    }
}

fn empty_secret(subject: &Subject, findings: &mut Findings) {
    let (Some(row), Some(signature), Some(input)) =
        (subject.algorithm(), subject.signature(), subject.token.signing_input())
    else {
        return;
    };
    // With a key at hand the verdict says so itself.
    let told = subject.verdict.reasons().iter().any(|reason| reason.code() == Code::SecretEmpty);
    let hash = row.hash.filter(|_| row.family == Family::Hmac && !told);
    if hash.is_some_and(|hash| jwa::hmac::matches(hash, b"", input, &signature.bytes).is_ok()) {
        findings.add_at(Part::Encoded, &signature.encoded, Plain::EmptySecret);
    }
}

fn rsa1_5(subject: &Subject, findings: &mut Findings) {
    let jwe = subject.token.form == Form::Jwe;
    if let Some((node, _)) = alg(subject).filter(|(_, name)| jwe && *name == "RSA1_5") {
        findings.add_at(Part::Header, &node.span, Plain::Rsa1_5);
    }
}

fn deprecated(subject: &Subject, findings: &mut Findings) {
    let row = subject.algorithm().filter(|row| row.status == Status::Deprecated);
    if let (Some(row), Some((node, _))) = (row, alg(subject)) {
        findings.add_at(Part::Header, &node.span, Finding::Named(Named::Deprecated, row.name.into()));
    }
}

fn fapi(subject: &Subject, findings: &mut Findings) {
    let Some(row) = subject.algorithm() else { return };
    let marked = ["s_hash", "openbanking_intent_id"].iter().any(|name| subject.claim(name).is_some());
    if let Some((node, _)) = alg(subject).filter(|_| marked)
        && !["PS256", "ES256", "EdDSA", "Ed25519"].contains(&row.name)
    {
        findings.add_at(Part::Header, &node.span, Finding::Named(Named::Fapi, row.name.into()));
    }
}

fn post_quantum(subject: &Subject, findings: &mut Findings) {
    let post_quantum = subject.algorithm().is_some_and(|row| matches!(row.key, KeyRule::Akp(_)));
    if let Some(signature) = subject.signature().filter(|_| post_quantum) {
        let (part, whole) = (signature.encoded.len(), subject.token.text.len());
        findings.add_at(Part::Encoded, &signature.encoded, Finding::Count(Count::PostQuantum, part, whole));
    }
}
