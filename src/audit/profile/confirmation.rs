//! `cnf`: the key that a token is bound to (RFC 7800).

use super::at;
use crate::audit::{Check, Find, Line, Severity};
use crate::base::diagnostic::Is;
use crate::base::diagnostic::finding::{Finding, Named, Plain, Typed};
use crate::claims::{profile, what_is};
use crate::format::base64url;
use crate::spec::Spec;

pub(in crate::audit) static MALFORMED: Check = Check {
    id: "confirmation",
    title: "Malformed confirmation",
    severity: Severity::Defect,
    what: "`cnf` is empty, not an object, names several keys, or has a thumbprint of the wrong length.",
    why: "The token is bound to a key, and nobody can tell which one.",
    example: &[Line::Payload(r#"{"sub":"alice","cnf":{}}"#)],
    instead: &[Line::Payload(r#"{"sub":"alice","cnf":{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}"#)],
    fix: "Put the one key into it, as `jwk`, `jkt`, `x5t#S256` or `kid`.",
    sources: &[Spec::Rfc(7800, "3.1"), Spec::Rfc(9449, "6.1"), Spec::Rfc(8705, "3.1")],
    find: Find::Look(|subject, findings| {
        let Some(cnf) = subject.claim("cnf") else { return };
        let has = |name: &&str| cnf.get(name).is_some();
        if !cnf.is_object() {
            at(findings, cnf, Finding::Type(Typed::Confirmation, "cnf".into(), what_is(cnf), Is::Object));
        } else if cnf.members().is_empty() {
            at(findings, cnf, Plain::ConfirmationEmpty);
        } else if ["jwk", "jwe", "jku"].iter().filter(|name| has(name)).count() > 1 {
            at(findings, cnf, Plain::ConfirmationSeveral);
        }
        // RFC 9449 §6.1 and RFC 8705 §3.1: a whole SHA-256 each.
        for name in ["jkt", "x5t#S256"] {
            let Some(node) = cnf.get(name) else { continue };
            let decoded = node.as_str().map(base64url::decode);
            if !decoded.is_some_and(|decoded| decoded.faults.is_empty() && decoded.bytes.len() == 32) {
                at(findings, node, Finding::Named(Named::ConfirmationThumbprint, name.into()));
            }
        }
    }),
};

pub(in crate::audit) static PRIVATE: Check = Check {
    id: "confirmation-key",
    title: "Private key in `cnf`",
    severity: Severity::Defect,
    what: "The `jwk` in `cnf` has private members.",
    why: "Anyone who sees the token can use the key that it is bound to.",
    example: &[Line::Payload(r#"{"sub":"alice","cnf":{"jwk":{"kty":"oct","k":"AQAB"}}}"#)],
    instead: &[Line::Payload(
        r#"{"sub":"alice","cnf":{"jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}}"#,
    )],
    fix: "Put the public key there, and replace this one.",
    sources: &[Spec::Rfc(7800, "3.2")],
    find: Find::Look(|subject, findings| {
        let jwk = subject.claim("cnf").and_then(|cnf| cnf.get("jwk"));
        if let Some(jwk) = jwk.filter(|jwk| profile::holds_private_key(jwk)) {
            at(findings, jwk, Plain::ConfirmationPrivate);
        }
    }),
};
