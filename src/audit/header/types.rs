//! `typ` and `cty`: what the token says it is, and what it says is in it.

use super::text;
use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Finding, Named, Plain};
use crate::engine::jwa::names::shown;
use crate::jose::header::is_jwt;
use crate::jose::{Form, Part, Token, parse};
use crate::spec::Spec;

pub static NESTED: Check = Check {
    id: "nested-token",
    title: "Nested token",
    severity: Severity::Information,
    what: "The payload is a token itself.",
    why: "The claims are inside, under a signature of their own.",
    example: &[
        Line::Header(r#"{"alg":"HS256","cty":"JWT"}"#),
        Line::Payload("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2ln"),
    ],
    instead: &[],
    fix: "Paste the payload by itself to check the inner token.",
    sources: &[Spec::Rfc(7519, "5.2")],
    find: Find::Codes(&["payload-nested"]),
};

pub static NESTED_UNSIGNED: Check = Check {
    id: "nested-unsigned",
    title: "Unsigned token inside",
    severity: Severity::Verifier,
    what: "A token inside the payload has no signature, or more than four tokens are nested.",
    why: "A verifier has to check every layer. One that stops after the first trusts what nobody signed.",
    example: &[
        Line::Header(r#"{"alg":"HS256","cty":"JWT"}"#),
        Line::Payload("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."),
    ],
    instead: &[
        Line::Header(r#"{"alg":"HS256","cty":"JWT"}"#),
        Line::Payload("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2ln"),
    ],
    fix: "Check each layer, and reject `none` and deep nesting inside as well.",
    sources: &[Spec::Rfc(8725, "3.3")],
    find: Find::Look(nested),
};

pub static CTY: Check = Check {
    id: "cty-mismatch",
    title: "`cty` does not match the content",
    severity: Severity::Defect,
    what: "`cty` announces a token where the payload holds claims, or the payload is a token and `cty` does not say so.",
    why: "`cty` tells verifiers whether a token is inside. Here they look for one in vain, or miss it.",
    example: &[Line::Header(r#"{"alg":"HS256","cty":"JWT"}"#), Line::Payload(r#"{"sub":"alice"}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Payload(r#"{"sub":"alice"}"#)],
    fix: "Write `\"cty\":\"JWT\"` if and only if the content is a token.",
    sources: &[Spec::Rfc(7519, "5.2")],
    find: Find::Look(cty),
};

pub static TYP_MISSING: Check = Check {
    id: "typ-missing",
    title: "No `typ`",
    severity: Severity::Information,
    what: "The header has no `typ`.",
    why: "Without `typ`, a token of one kind may be accepted as one of another kind.",
    example: &[Line::Header(r#"{"alg":"HS256"}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","typ":"JWT"}"#)],
    fix: "Give new kinds of tokens a `typ` of their own, such as `at+jwt`.",
    sources: &[Spec::Rfc(8725, "3.11"), Spec::Rfc(8725, "2.8")],
    find: Find::Look(typ_missing),
};

pub static TYP_SPELLING: Check = Check {
    id: "typ-spelling",
    title: "Unusual spelling of `typ`",
    severity: Severity::Information,
    what: "`typ` begins with `application/`, or is `JWT` in another letter case.",
    why: "Verifiers that compare it as text reject the token.",
    example: &[Line::Header(r#"{"alg":"HS256","typ":"jwt"}"#)],
    instead: &[Line::Header(r#"{"alg":"HS256","typ":"JWT"}"#)],
    fix: "Write `JWT` in capitals, and leave `application/` out.",
    sources: &[Spec::Rfc(7515, "4.1.9"), Spec::Rfc(7519, "5.1")],
    find: Find::Look(typ_spelling),
};

/// So many layers are followed.
const LAYERS: usize = 4;

fn payload(token: &Token) -> &str {
    token.payload.as_ref().map(|payload| payload.text.as_str()).unwrap_or_default()
}

/// Whether a text is a token: it has a header that can be read, and at least one dot.
fn inner(text: &str) -> Option<Token> {
    let token = if text.starts_with("ey") { parse(text).token? } else { return None };
    (token.segments.len() > 1 && !token.header.json.as_ref()?.members().is_empty()).then_some(token)
}

fn nested(subject: &Subject, findings: &mut Findings) {
    let mut layer = inner(payload(subject.token));
    for _ in 0..LAYERS {
        let Some(token) = layer else { return };
        let alg = token.header.json.as_ref().and_then(|header| header.get("alg")).and_then(|alg| alg.as_str());
        let unsigned = token.signature().is_none_or(|signature| signature.encoded.is_empty());
        let none = alg.is_some_and(|alg| alg.eq_ignore_ascii_case("none"));
        if token.form == Form::Jws && (none || unsigned) {
            findings.add_at(Part::Payload, &(0..payload(subject.token).len()), Plain::NestedUnsigned);
            return;
        }
        layer = inner(payload(&token));
    }
    if layer.is_some() {
        findings.add(Plain::NestedDeep);
    }
}

fn cty(subject: &Subject, findings: &mut Findings) {
    let is_token = inner(payload(subject.token)).is_some();
    // A JWS that is no JWT may carry a token and say nothing of it.
    let other = text(subject, "typ").is_some_and(|(_, typ)| !is_jwt(typ));
    match text(subject, "cty") {
        Some((node, cty)) if is_jwt(cty) && !is_token && !subject.claims().is_empty() => {
            findings.add_at(Part::Header, &node.span, Finding::Named(Named::CtyClaims, shown(cty)));
        }
        None if is_token && subject.parameter("cty").is_none() && !other => {
            findings.add(Plain::CtyMissing);
        }
        _ => {}
    }
}

fn typ_missing(subject: &Subject, findings: &mut Findings) {
    if subject.parameter("typ").is_none() && !subject.claims().is_empty() {
        findings.add(Plain::TypMissing);
    }
}

fn typ_spelling(subject: &Subject, findings: &mut Findings) {
    let Some((node, typ)) = text(subject, "typ") else { return };
    let prefixed = typ.get(..12).is_some_and(|start| start.eq_ignore_ascii_case("application/"));
    if prefixed || typ != "JWT" && typ.eq_ignore_ascii_case("JWT") {
        findings.add_at(Part::Header, &node.span, Finding::Named(Named::TypSpelling, shown(typ)));
    }
}
