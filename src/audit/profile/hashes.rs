//! Claims that are hashes of an access token, a code or a state.

use super::at;
use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Finding, Named};
use crate::format::base64url;
use crate::format::json::Node;
use crate::spec::Spec;

pub(in crate::audit) static MALFORMED: Check = Check {
    id: "token-hash",
    title: "Malformed token hash",
    severity: Severity::Defect,
    what: "`at_hash`, `c_hash`, `s_hash` or `ath` is not base64url of the right length.",
    why: "It can never match, so a verifier rejects the token or, worse, does not compare.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj","at_hash":"HK6E_P6Dh8Y93mRNtsDB1"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj","at_hash":"HK6E_P6Dh8Y93mRNtsDB1Q"}"#,
        ),
    ],
    fix: "Use the hash of `alg`, its left half only (for `ath` all of SHA-256), and base64url.",
    sources: &[Spec::OpenIdCore("3.1.3.6"), Spec::OpenIdCore("3.3.2.11"), Spec::Rfc(9449, "4.2")],
    find: Find::Look(|subject, findings| hashes(subject, findings, true)),
};

pub(in crate::audit) static NOT_COMPARED: Check = Check {
    id: "hash-not-compared",
    title: "Token hash not compared",
    severity: Severity::Information,
    what: "The token has `at_hash`, `c_hash`, `s_hash` or `ath` of the right form.",
    why: "To compare it takes the access token, code or state that it was made from.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj","at_hash":"HK6E_P6Dh8Y93mRNtsDB1Q"}"#,
        ),
    ],
    instead: &[],
    fix: "Compare it where both are at hand.",
    sources: &[Spec::OpenIdCore("3.1.3.6"), Spec::Rfc(9449, "4.2")],
    find: Find::Look(|subject, findings| hashes(subject, findings, false)),
};

/// The hashes of other texts (OpenID Connect Core §3.3.2.11, RFC 9449 §4.2): those whose form is wrong, or the others.
fn hashes(subject: &Subject, findings: &mut Findings, wrong: bool) {
    let alg = subject.parameter("alg").and_then(Node::as_str).unwrap_or_default();
    let half = [("256", 16), ("256K", 16), ("384", 24), ("512", 32)];
    let half = half.iter().find(|(end, _)| alg.ends_with(end)).map(|(_, bytes)| *bytes);
    let is_proof = subject.profile.id == "dpop-proof";
    let names: &[&str] = if is_proof { &["ath"] } else { &["at_hash", "c_hash", "s_hash"] };
    for name in names {
        let Some(node) = subject.claim(name) else { continue };
        let decoded = node.as_str().map(base64url::decode).filter(|decoded| decoded.faults.is_empty());
        let size = if is_proof { Some(32) } else { half };
        // Half of a hash or all of it, as a program prints bytes.
        let is_hexadecimal = |text: &str| {
            matches!(text.len(), 32 | 48 | 64 | 96 | 128) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let fault = match (decoded, size) {
            _ if node.as_str().is_some_and(is_hexadecimal) => {
                Some(Finding::Named(Named::HashHexadecimal, (*name).into()))
            }
            (None, _) => Some(Finding::Named(Named::HashEncoding, (*name).into())),
            (Some(decoded), Some(size)) if decoded.bytes.len() != size => {
                Some(Finding::HashLength(name, decoded.bytes.len(), size))
            }
            _ => None,
        };
        match fault {
            Some(fault) if wrong => at(findings, node, fault),
            None if !wrong && !subject.compared.contains(name) => {
                at(findings, node, Finding::Named(Named::HashNotCompared, (*name).into()))
            }
            _ => {}
        }
    }
}
