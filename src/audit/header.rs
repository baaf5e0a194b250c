//! Header parameters other than `alg`: whom they let a verifier trust, and what they make it do.

mod address;
mod kid;
mod types;

use super::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::Is;
use crate::base::diagnostic::finding::{Brought, Finding, Named, Plain, Typed};
use crate::base::shown as excerpt;
use crate::claims::what_is;
use crate::engine::jwa::certificates;
use crate::engine::jwa::names::shown;
use crate::engine::verify::embedded;
use crate::format::json::{Node, Value};
use crate::jose::header::{self, is_jwt};
use crate::jose::{Form, Part};
use crate::spec::Spec;

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
    &REPLICATED,
    &UNPROTECTED,
];

static OWN_KEY: Check = Check {
    id: "own-key",
    title: "Key inside the token",
    severity: Severity::Verifier,
    what: "The token brings the key or certificate that verifies it, in `jwk` or `x5c`.",
    why: "Whoever makes a token can put a key of their own into it and sign with that key.",
    example: &[Line::Header(
        r#"{"alg":"Ed25519","jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}"#,
    )],
    instead: &[Line::Header(r#"{"alg":"Ed25519","kid":"2026-11"}"#)],
    fix: "Verify with a key that you got from the issuer in another way, or trace the certificate to a root you trust.",
    sources: &[Spec::Rfc(8725, "3.8"), Spec::Rfc(7515, "4.1.3"), Spec::Rfc(7515, "4.1.6")],
    find: Find::Look(own_key),
};

static PARAMETER_TYPE: Check = Check {
    id: "parameter-type",
    title: "Header parameter of the wrong type",
    severity: Severity::Defect,
    what: "The value of a header parameter has another JSON type than its definition.",
    why: "Code that expects text and gets an object or an array can be led astray, as database queries are.",
    example: &[Line::Header(r#"{"alg":"HS256","kid":{"$ne":""}}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","kid":"2026-11"}"#)],
    fix: "Reject the token before the value is used.",
    sources: &[Spec::Rfc(7515, "4.1")],
    find: Find::Look(parameter_type),
};

static CRIT: Check = Check {
    id: "crit-malformed",
    title: "Malformed `crit`",
    severity: Severity::Defect,
    what: "`crit` is not a list of extensions that are in the header, each once.",
    why: "Verifiers have to reject such a token, and those that do not disagree on what it demands.",
    example: &[Line::Header(r#"{"alg":"HS256","crit":[]}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#)],
    fix: "List extensions that are in the header, each once, or leave `crit` out.",
    sources: &[Spec::Rfc(7515, "4.1.11")],
    find: Find::Codes(&["crit"]),
};

static CRIT_UNKNOWN: Check = Check {
    id: "crit-unknown",
    title: "Unknown critical extension",
    severity: Severity::Verifier,
    what: "`crit` names an extension that is not known here.",
    why: "A verifier that ignores `crit` accepts the token without the rule that its issuer made a condition.",
    example: &[Line::Header(r#"{"alg":"HS256","crit":["exp"],"exp":1795310400}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#)],
    fix: "Reject the token wherever the extension is not implemented.",
    sources: &[Spec::Rfc(7515, "4.1.11")],
    find: Find::Codes(&["crit-unknown"]),
};

static B64: Check = Check {
    id: "b64-misused",
    title: "Misused `b64`",
    severity: Severity::Defect,
    what: "`b64` is not listed in `crit`, is not a boolean, or is false in a JWT.",
    why: "Readers differ in what is signed and in where the payload ends. In a JWT, `b64` must not be false at all.",
    example: &[Line::Header(r#"{"alg":"HS256","typ":"JWT","b64":false,"crit":["b64"]}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","typ":"JWT"}"#)],
    fix: "Encode the payload, or name `b64` in `crit` and send the content separately.",
    sources: &[Spec::Rfc(7797, "6"), Spec::Rfc(7797, "7")],
    find: Find::CodesOr(&["b64-not-critical", "b64-not-boolean", "b64-dot-in-payload"], b64),
};

static ZIP: Check = Check {
    id: "zip-misused",
    title: "Misused `zip`",
    severity: Severity::Defect,
    what: "`zip` stands in a signed token, or is not `DEF` in an encrypted one.",
    why: "Compression is defined for encrypted tokens, as `DEF`. Some libraries decompress other tokens all the same.",
    example: &[Line::Header(r#"{"alg":"HS256","zip":"DEF"}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#)],
    fix: "Leave `zip` out, and reject it in signed tokens.",
    sources: &[Spec::Rfc(7516, "4.1.3")],
    find: Find::Look(|subject, findings| zip(subject, findings, false)),
};

static COMPRESSED: Check = Check {
    id: "compressed-content",
    title: "Compressed content",
    severity: Severity::Verifier,
    what: "The content of an encrypted token is compressed.",
    why: "A small token can decompress to gigabytes, and the length of compressed text reveals something about its content.",
    example: &[Line::Header(r#"{"alg":"dir","enc":"A128GCM","zip":"DEF"}"#)],
    instead: &[Line::Header(r#"{"alg":"dir","enc":"A128GCM"}"#)],
    fix: "Stop decompressing at a limit, such as 250 KB, and issue tokens without compression.",
    sources: &[Spec::Rfc(8725, "3.6"), Spec::Rfc(8725, "2.4")],
    find: Find::Look(|subject, findings| zip(subject, findings, true)),
};

static MISSPELT: Check = Check {
    id: "misspelt-parameter",
    title: "Misspelt header parameter",
    severity: Severity::Information,
    what: "The header has an unregistered name that resembles a registered one.",
    why: "Names are compared exactly, so verifiers ignore this one.",
    example: &[Line::Header(r#"{"alg":"HS256","keyid":"2026-11"}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","kid":"2026-11"}"#)],
    fix: "Write the registered name if that one is meant.",
    sources: &[Spec::Rfc(7515, "4")],
    find: Find::Look(misspelt),
};

static REPLICATED: Check = Check {
    id: "replicated-claim",
    title: "Claim in the header that differs",
    severity: Severity::Defect,
    what: "The header has `iss`, `sub` or `aud`, and the payload has another value for it.",
    why: "A verifier that routes or authorizes by the header acts on other claims than the payload has.",
    example: &[
        Line::Header(r#"{"alg":"HS256","iss":"https://id.example.org"}"#),
        Line::Payload(r#"{"iss":"https://evil.example"}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"HS256","iss":"https://id.example.org"}"#),
        Line::Payload(r#"{"iss":"https://id.example.org"}"#),
    ],
    fix: "Reject the token if a claim in the header is not the same as in the payload.",
    sources: &[Spec::Rfc(7519, "5.3")],
    find: Find::Look(|subject, findings| {
        for name in ["iss", "sub", "aud"] {
            let both = subject.parameter(name).zip(subject.claim(name));
            if let Some((node, _)) = both.filter(|(header, claim)| header.value != claim.value) {
                findings.add_at(Part::Header, &node.span, Finding::Named(Named::Replicated, name.into()));
            }
        }
    }),
};

static UNPROTECTED: Check = Check {
    id: "unprotected-parameter",
    title: "Parameter that the signature does not cover",
    severity: Severity::Defect,
    what: "`alg`, `crit` or `b64` is in the unprotected header only, or a name is in both headers.",
    why: "Anyone can change the unprotected header, and with it the algorithm or the rules that a verifier follows.",
    example: &[Line::Token(
        r#"{"payload":"eyJzdWIiOiJhbGljZSJ9","header":{"alg":"HS256"},"signature":"c2lnbmF0dXJl"}"#,
    )],
    instead: &[Line::Token(
        r#"{"payload":"eyJzdWIiOiJhbGljZSJ9","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2lnbmF0dXJl"}"#,
    )],
    fix: "Put these parameters into the protected header, and take them from there alone.",
    sources: &[Spec::Rfc(7515, "10.7"), Spec::Rfc(7515, "4.1.11"), Spec::Rfc(7515, "7.2.1")],
    find: Find::Codes(&["jws-alg-unprotected", "jws-unprotected", "jws-name-repeated"]),
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
    let whose = |name: &str| excerpt(name, 80);
    let brought = match found {
        Ok(key) => match key.chain.as_slice() {
            [leaf, ..]
                if leaf.subject == leaf.issuer
                    && certificates::broken_link(&[leaf.clone(), leaf.clone()]).is_none() =>
            {
                Brought::SelfSigned(whose(&leaf.subject))
            }
            [leaf, ..] => Brought::Certificate(whose(&leaf.subject), whose(&leaf.issuer)),
            [] => Brought::Key(key.kind()),
        },
        Err(_) => Brought::Unreadable,
    };
    findings.add_at(Part::Header, &node.span, Finding::OwnKey(name, brought));
}

fn parameter_type(subject: &Subject, findings: &mut Findings) {
    for member in subject.header() {
        let (fits, needed) = match (member.name.as_str(), &member.node.value) {
            ("typ" | "cty" | "kid" | "jku" | "x5u" | "x5t" | "x5t#S256" | "zip" | "enc", value) => {
                (matches!(value, Value::String(_)), Is::Text)
            }
            ("jwk" | "epk", value) => (matches!(value, Value::Object(_)), Is::Object),
            ("x5c", value) => (matches!(value, Value::Array(_)), Is::Array),
            _ => continue,
        };
        if !fits {
            let found = Finding::Type(Typed::Parameter, shown(&member.name), what_is(&member.node), needed);
            findings.add_at(Part::Header, &member.node.span, found);
        }
    }
}

fn b64(subject: &Subject, findings: &mut Findings) {
    let node = subject.parameter("b64").filter(|node| node.value == Value::Bool(false));
    if let Some(node) = node.filter(|_| text(subject, "typ").is_some_and(|(_, typ)| is_jwt(typ))) {
        findings.add_at(Part::Header, &node.span, Plain::B64Jwt);
    }
}

/// `zip` as it may be, or as it may not.
fn zip(subject: &Subject, findings: &mut Findings, allowed: bool) {
    let Some((node, zip)) = text(subject, "zip") else { return };
    let encrypted = subject.token.form == Form::Jwe;
    // Their specification asks for it.
    let is_card = subject.profile.id == "health-card" && !encrypted && zip == "DEF";
    if (encrypted && zip == "DEF") == allowed && !is_card {
        let found = match (allowed, encrypted) {
            (true, _) => Plain::Compressed.into(),
            (false, true) => Finding::Named(Named::ZipUnknown, shown(zip)),
            (false, false) => Finding::Named(Named::ZipSigned, shown(zip)),
        };
        findings.add_at(Part::Header, &node.span, found);
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
            findings.add_at(Part::Header, &member.name_span, Finding::Misspelt(shown(&member.name), meant));
        }
    }
}
