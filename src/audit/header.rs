//! Header parameters other than `alg`: whom they let a verifier trust, and what they make it do.

mod address;
mod kid;
mod types;

use super::{Check, Find, Findings, Severity, Subject};
use crate::jwa::certificates;
use crate::jwa::names::shown;
use crate::spec::Spec;
use crate::token::header::{self, is_jwt, kind};
use crate::token::json::{Node, Value};
use crate::token::{Form, Part};
use crate::verify::embedded;

pub(super) static CHECKS: &[&Check] = &[
    &OWN_KEY,
    &address::INSECURE,
    &address::ODD,
    &address::PRESENT,
    &kid::INJECTION,
    &kid::UNUSUAL,
    &PARAMETER_TYPE,
    &CRIT,
    &CRIT_UNKNOWN,
    &B64,
    &ZIP,
    &COMPRESSED,
    &types::NESTED,
    &types::NESTED_UNSIGNED,
    &types::CTY,
    &types::TYP_MISSING,
    &types::TYP_SPELLING,
    &MISSPELT,
];

static OWN_KEY: Check = check! {
    id: "own-key",
    severity: Severity::Verifier,
    why: "whoever makes a token can put a key of their own into it, and sign with that",
    fix: "verify with a key that you got from the issuer in another way, or trace the certificate to a root you trust",
    spec: Spec::Rfc(8725, "3.8"),
    find: Find::Look(own_key),
};

static PARAMETER_TYPE: Check = check! {
    id: "parameter-type",
    severity: Severity::Defect,
    why: "code that expects text and gets an object or a list can be led astray, as database queries are",
    fix: "refuse the token before the value is used",
    spec: Spec::Rfc(7515, "4.1"),
    find: Find::Look(parameter_type),
};

static CRIT: Check = check! {
    id: "crit-malformed",
    severity: Severity::Defect,
    why: "verifiers have to refuse such a token, and those that do not disagree on what it demands",
    fix: "list extensions that are in the header, each once, or leave `crit` out",
    spec: Spec::Rfc(7515, "4.1.11"),
    find: Find::Codes(&["crit"]),
};

static CRIT_UNKNOWN: Check = check! {
    id: "crit-unknown",
    severity: Severity::Verifier,
    why: "a verifier that ignores `crit` accepts the token without the rule that its issuer made a condition",
    fix: "refuse the token wherever the extension is not implemented",
    spec: Spec::Rfc(7515, "4.1.11"),
    find: Find::Codes(&["crit-unknown"]),
};

static B64: Check = check! {
    id: "b64-misused",
    severity: Severity::Defect,
    why: "readers differ in what is signed and in where the payload ends; in a JWT, `b64` may not be false at all",
    fix: "encode the payload, or name `b64` in `crit` and send the content apart",
    spec: Spec::Rfc(7797, "6"),
    find: Find::CodesOr(&["b64-not-critical", "b64-not-boolean", "b64-dot-in-payload"], b64),
};

static ZIP: Check = check! {
    id: "zip-misused",
    severity: Severity::Defect,
    why: "compression is defined for encrypted tokens, as `DEF`; some libraries inflate other tokens all the same",
    fix: "leave `zip` out, and refuse it in signed tokens",
    spec: Spec::Rfc(7516, "4.1.3"),
    find: Find::Look(|subject, findings| zip(subject, findings, false)),
};

static COMPRESSED: Check = check! {
    id: "compressed-content",
    severity: Severity::Verifier,
    why: "a small token can inflate to gigabytes, and the length of compressed text tells of what is in it",
    fix: "stop inflating at a limit, such as 250 KB, and issue tokens without compression",
    spec: Spec::Rfc(8725, "3.6"),
    find: Find::Look(|subject, findings| zip(subject, findings, true)),
};

static MISSPELT: Check = check! {
    id: "misspelt-parameter",
    severity: Severity::Information,
    why: "names are compared exactly, so verifiers pass over this one",
    fix: "write the registered name if that one is meant",
    spec: Spec::Rfc(7515, "4"),
    find: Find::Look(misspelt),
};

/// A parameter where it is text.
fn text<'a>(subject: &Subject<'a>, name: &str) -> Option<(&'a Node, &'a str)> {
    let node = subject.parameter(name)?;
    Some((node, node.as_str()?))
}

/// Whether `typ` is this one, in any letter case.
fn is_typ(subject: &Subject, name: &str) -> bool {
    let short = |typ: &str| typ.rsplit('/').next().is_some_and(|short| short.eq_ignore_ascii_case(name));
    text(subject, "typ").is_some_and(|(_, typ)| short(typ))
}

/// Proofs of possession and ACME requests are made to bring their key, and a JWE names the key of its reader.
fn own_key(subject: &Subject, findings: &mut Findings) {
    let proof = ["dpop+jwt", "openid4vci-proof+jwt"].iter().any(|typ| is_typ(subject, typ));
    let acme = subject.parameter("nonce").is_some() && subject.parameter("url").is_some();
    if subject.token.form == Form::Jwe || proof || acme {
        return;
    }
    let found = embedded::key(subject.token).and_then(|(name, found)| Some((subject.parameter(name)?, name, found)));
    let Some((node, name, found)) = found else { return };
    let what = match found {
        Ok(key) => match key.chain.as_slice() {
            [leaf, ..]
                if leaf.subject == leaf.issuer
                    && certificates::broken_link(&[leaf.clone(), leaf.clone()]).is_none() =>
            {
                format!("the key of a certificate that only itself vouches for, {}", leaf.subject)
            }
            [leaf, ..] => format!("the key of a certificate for {}, issued by {}", leaf.subject, leaf.issuer),
            [] => key.kind(),
        },
        Err(_) => "something that is meant as a key".to_string(),
    };
    findings.add_at(Part::Header, &node.span, format!("`{name}` brings {what}"));
}

fn parameter_type(subject: &Subject, findings: &mut Findings) {
    for member in subject.header() {
        let (fits, needed) = match (member.name.as_str(), &member.node.value) {
            ("typ" | "cty" | "kid" | "jku" | "x5u" | "x5t" | "x5t#S256" | "zip" | "enc", value) => {
                (matches!(value, Value::String(_)), "a string")
            }
            ("jwk" | "epk", value) => (matches!(value, Value::Object(_)), "an object"),
            ("x5c", value) => (matches!(value, Value::Array(_)), "an array"),
            _ => continue,
        };
        if !fits {
            let message = format!("`{}` is {}; it must be {needed}", member.name, kind(&member.node));
            findings.add_at(Part::Header, &member.node.span, message);
        }
    }
}

fn b64(subject: &Subject, findings: &mut Findings) {
    let node = subject.parameter("b64").filter(|node| node.value == Value::Bool(false));
    if let Some(node) = node.filter(|_| text(subject, "typ").is_some_and(|(_, typ)| is_jwt(typ))) {
        findings.add_at(Part::Header, &node.span, "`b64` is false, and `typ` says that this is a JWT");
    }
}

/// `zip` as it may be, or as it may not.
fn zip(subject: &Subject, findings: &mut Findings, allowed: bool) {
    let Some((node, zip)) = text(subject, "zip") else { return };
    let encrypted = subject.token.form == Form::Jwe;
    if (encrypted && zip == "DEF") == allowed {
        let kind = if encrypted { "an encrypted" } else { "a signed" };
        findings.add_at(Part::Header, &node.span, format!("`zip` is `{}` in {kind} token", shown(zip)));
    }
}

/// Names that are written for others, in small letters without signs; the registered ones count in any such form.
static WRONG: &[(&str, &str)] = &[
    ("algo", "alg"),
    ("algorithm", "alg"),
    ("compression", "zip"),
    ("contenttype", "cty"),
    ("critical", "crit"),
    ("encryption", "enc"),
    ("jwksuri", "jku"),
    ("jwksurl", "jku"),
    ("keyid", "kid"),
    ("type", "typ"),
    ("x5ts256", "x5t#S256"),
];

fn misspelt(subject: &Subject, findings: &mut Findings) {
    for member in subject.header().iter().filter(|member| header::parameter(&member.name).is_none()) {
        let written: String = member.name.chars().filter(char::is_ascii_alphanumeric).collect();
        let written = written.to_ascii_lowercase();
        let registered =
            || header::PARAMETERS.iter().map(|row| row.name).find(|name| written.eq_ignore_ascii_case(name));
        let wrong = WRONG.iter().find(|(name, _)| *name == written).map(|(_, meant)| *meant);
        let meant = wrong.or_else(registered).filter(|meant| subject.parameter(meant).is_none());
        if let Some(meant) = meant {
            let message = format!("`{}` is not registered; is `{meant}` meant?", shown(&member.name));
            findings.add_at(Part::Header, &member.name_span, message);
        }
    }
}
