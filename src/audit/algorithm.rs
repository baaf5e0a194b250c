//! `alg`: no signature at all, names that sign nothing, names on their way out, and keys that are no secrets.

use super::{Check, Find, Findings, Severity, Subject};
use crate::jwa::names::shown;
use crate::jwa::{self, Family, KeyRule, Status};
use crate::key::{self, Material, Options, ParsedKey};
use crate::spec::Spec;
use crate::token::json::Node;
use crate::token::{Form, Part};

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

static NONE: Check = check! {
    id: "none-algorithm",
    severity: Severity::Defect,
    why: "anyone can write such a token, and a verifier that follows its `alg` accepts it, in whatever letter case",
    fix: "reject it, and verify with a fixed list of algorithms that does not have `none`",
    spec: Spec::Rfc(8725, "3.2"),
    find: Find::CodesOr(&["none-with-signature"], none),
};

static ALG_MISSING: Check = check! {
    id: "alg-missing",
    severity: Severity::Defect,
    why: "a verifier that guesses, or that takes another value than its neighbour, lets the sender choose",
    fix: "reject tokens whose `alg` is not exactly one string",
    spec: Spec::Rfc(7515, "4.1.1"),
    find: Find::Codes(&["alg-missing", "alg-not-a-string", "alg-ambiguous"]),
};

static ALG_UNKNOWN: Check = check! {
    id: "alg-unknown",
    severity: Severity::Defect,
    why: "names are compared exactly, and a verifier that is lenient here can be led past its own list",
    fix: "have the issuer write a registered name, exactly as registered",
    spec: Spec::Rfc(8725, "3.1"),
    find: Find::Codes(&["alg-unknown"]),
};

static SIGNATURE_MISSING: Check = check! {
    id: "signature-missing",
    severity: Severity::Defect,
    why: "the simplest forgery is a changed token without a signature, and verifiers that skip an empty one accept it",
    fix: "reject it, or get the whole token if it was cut off",
    spec: Spec::Rfc(7515, "5.2"),
    find: Find::Codes(&["signature-empty"]),
};

static OTHER_ALGORITHM: Check = check! {
    id: "other-algorithm",
    severity: Severity::Defect,
    why: "a verifier that takes the algorithm from the token lets the sender choose it",
    fix: "tie each key to one algorithm, and refuse every other",
    spec: Spec::Rfc(8725, "3.1"),
    find: Find::Codes(&["expected-algorithm"]),
};

static PUBLIC_SECRET: Check = check! {
    id: "public-secret",
    severity: Severity::Defect,
    why: "everybody has a public key, so everybody can sign HMAC tokens with its text (algorithm confusion)",
    fix: "verify with the algorithm that the key is for, and never take its text for a secret",
    spec: Spec::Rfc(8725, "2.1"),
    find: Find::Look(public_secret),
};

static EMPTY_SECRET: Check = check! {
    id: "empty-secret",
    severity: Severity::Defect,
    why: "anyone can sign so; a secret that was not set, or an RSA key that was read as a secret, ends up empty",
    fix: "have the issuer set a secret, and refuse empty ones in the verifier",
    spec: Spec::Rfc(7518, "3.2"),
    find: Find::Look(empty_secret),
};

static RSA1_5: Check = check! {
    id: "rsa1-5",
    severity: Severity::Verifier,
    why: "a server whose errors or timing differ by padding decrypts for an attacker (Bleichenbacher)",
    fix: "use RSA-OAEP-256, or go on with a random key where the padding is wrong",
    spec: Spec::Rfc(7516, "11.5"),
    find: Find::Look(rsa1_5),
};

static DEPRECATED: Check = check! {
    id: "deprecated-algorithm",
    severity: Severity::Information,
    why: "it leaves the curve to the key, so both sides cannot agree on it by name",
    fix: "use the name of the curve, `Ed25519` or `Ed448`, once the verifiers know it",
    spec: Spec::Rfc(9864, "2.2"),
    find: Find::Look(deprecated),
};

static FAPI: Check = check! {
    id: "fapi-algorithm",
    severity: Severity::Information,
    why: "`s_hash` and `openbanking_intent_id` belong to financial-grade APIs, which sign with PS256, ES256 or Ed25519",
    fix: "sign with one of those if the FAPI profile applies",
    spec: Spec::Rfc(8725, "3.2"),
    find: Find::Look(fapi),
};

static POST_QUANTUM: Check = check! {
    id: "post-quantum-size",
    severity: Severity::Information,
    why: "it withstands quantum computers, and takes thousands of characters where others take under 700",
    fix: "see that cookies, header lines and addresses on the way have room",
    spec: Spec::Rfc(9964, ""),
    find: Find::Look(post_quantum),
};

/// `alg` where it is text.
fn alg<'a>(subject: &Subject<'a>) -> Option<(&'a Node, &'a str)> {
    let node = subject.parameter("alg")?;
    Some((node, node.as_str()?))
}

fn none(subject: &Subject, findings: &mut Findings) {
    if let Some((node, name)) = alg(subject).filter(|(_, name)| name.trim().eq_ignore_ascii_case("none")) {
        findings.add_at(Part::Header, &node.span, format!("`alg` is `{}`: nobody vouches for this token", shown(name)));
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
            findings.add(format!("the secret reads as {}, and as a public one", inner.kind()));
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
    let told = subject.verdict.reasons().iter().any(|reason| reason.reason == "secret-empty");
    let hash = row.hash.filter(|_| row.family == Family::Hmac && !told);
    if hash.is_some_and(|hash| jwa::hmac::matches(hash, b"", input.as_bytes(), &signature.bytes).is_ok()) {
        findings.add_at(Part::Encoded, &signature.encoded, "the signature holds with a secret of no bytes");
    }
}

fn rsa1_5(subject: &Subject, findings: &mut Findings) {
    let jwe = subject.token.form == Form::Jwe;
    if let Some((node, _)) = alg(subject).filter(|(_, name)| jwe && *name == "RSA1_5") {
        findings.add_at(Part::Header, &node.span, "`alg` is `RSA1_5`, RSA encryption with PKCS#1 v1.5 padding");
    }
}

fn deprecated(subject: &Subject, findings: &mut Findings) {
    let row = subject.algorithm().filter(|row| row.status == Status::Deprecated);
    if let (Some(row), Some((node, _))) = (row, alg(subject)) {
        findings.add_at(Part::Header, &node.span, format!("`{}` is registered as deprecated", row.name));
    }
}

fn fapi(subject: &Subject, findings: &mut Findings) {
    let Some(row) = subject.algorithm() else { return };
    let marked = ["s_hash", "openbanking_intent_id"].iter().any(|name| subject.claim(name).is_some());
    if let Some((node, _)) = alg(subject).filter(|_| marked)
        && !["PS256", "ES256", "EdDSA", "Ed25519"].contains(&row.name)
    {
        findings.add_at(Part::Header, &node.span, format!("`{}` is not among the algorithms of FAPI", row.name));
    }
}

fn post_quantum(subject: &Subject, findings: &mut Findings) {
    let post_quantum = subject.algorithm().is_some_and(|row| matches!(row.key, KeyRule::Akp(_)));
    if let Some(signature) = subject.signature().filter(|_| post_quantum) {
        let (part, whole) = (signature.encoded.len(), subject.token.text.len());
        let message = format!("the signature takes {part} of the {whole} characters");
        findings.add_at(Part::Encoded, &signature.encoded, message);
    }
}
