//! Selective disclosure and status lists: claims whose form decides what a verifier may rely on.
//!
//! Sources: RFC 9901 §4 for what an issuer signs; the draft Token Status List (draft-ietf-oauth-status-list) §4 and §6.

use super::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Finding, Named, Plain};
use crate::engine::jwa::names::shown;
use crate::format::base64url;
use crate::format::json::{Node, Value};
use crate::jose::Part;
use crate::spec::Spec;

/// So many digests are compared with each other.
const COMPARED: usize = 1_000;
/// The hashes of the IANA registry *Named Information Hash Algorithm* that are as long as a digest should be.
const HASHES: [&str; 8] =
    ["sha-256", "sha-384", "sha-512", "sha3-224", "sha3-256", "sha3-384", "sha3-512", "blake2s-256"];

pub(super) static DIGESTS: Check = Check {
    id: "disclosure-digests",
    title: "Malformed digests of disclosures",
    severity: Severity::Defect,
    what: "A digest of a disclosure is misplaced, no string or there twice, or `_sd_alg` is unknown or not at the top.",
    why: "Verifiers must reject such an SD-JWT. One that does not can be made to show a claim in the wrong place.",
    example: &[Line::Payload(r#"{"_sd":"CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI","_sd_alg":"sha-256"}"#)],
    instead: &[Line::Payload(r#"{"_sd":["CrQe7S5kqBAHt-nMYXgc6bdt2SH5aTY1sU_M-PgkjPI"],"_sd_alg":"sha-256"}"#)],
    fix: "Make SD-JWTs with a library, and reject this one.",
    sources: &[Spec::Rfc(9901, "7.1"), Spec::Rfc(9901, "4.1.1"), Spec::Rfc(9901, "4.2.4")],
    find: Find::Look(digests),
};

pub(super) static STATUS: Check = Check {
    id: "status-malformed",
    title: "Malformed status list",
    severity: Severity::Defect,
    what: "`status_list` lacks a usable `bits` and `lst`, or the reference to one lacks a usable `idx` and `uri`.",
    why: "A verifier cannot tell whether the token was revoked, and may go on as if it was not.",
    example: &[Line::Payload(r#"{"status":{"status_list":{"idx":-1,"uri":"https://id.example.org/statuses/1"}}}"#)],
    instead: &[Line::Payload(r#"{"status":{"status_list":{"idx":412,"uri":"https://id.example.org/statuses/1"}}}"#)],
    fix: "Reject the token if its status cannot be looked up.",
    sources: &[Spec::Iana("jwt")],
    find: Find::Look(status),
};

fn at(findings: &mut Findings, node: &Node, found: impl Into<Finding>) {
    findings.add_at(Part::Payload, &node.span, found);
}

fn digests(subject: &Subject, findings: &mut Findings) {
    let Some(payload) = subject.token.payload.as_ref().and_then(|payload| payload.json.as_ref()) else { return };
    let mut seen: Vec<&str> = vec![];
    look(payload, true, findings, &mut seen);
}

/// Looks at an object or array and all in it; the reader bounds the depth.
fn look<'a>(node: &'a Node, at_top: bool, findings: &mut Findings, seen: &mut Vec<&'a str>) {
    let mut digest = |node: &'a Node, findings: &mut Findings| match node.as_str() {
        Some(text) if seen.contains(&text) => at(findings, node, Finding::Named(Named::DigestTwice, shown(text))),
        Some(text) if seen.len() < COMPARED => seen.push(text),
        Some(_) => {}
        None => at(findings, node, Plain::DigestsForm),
    };
    match &node.value {
        Value::Array(entries) => {
            for entry in entries {
                if let (Some(hidden), 1) = (entry.get("..."), entry.members().len()) {
                    digest(hidden, findings);
                }
            }
            for entry in entries.iter().filter(|entry| entry.get("...").is_none() || entry.members().len() != 1) {
                look(entry, false, findings, seen);
            }
        }
        Value::Object(members) => {
            for member in members {
                match (&*member.name, &member.node.value) {
                    ("_sd", Value::Array(digests)) => digests.iter().for_each(|node| digest(node, findings)),
                    ("_sd", _) => at(findings, &member.node, Plain::DigestsForm),
                    ("...", _) => at(findings, &member.node, Plain::EllipsisMisplaced),
                    ("_sd_alg", _) if !at_top => at(findings, &member.node, Plain::DigestHashInside),
                    ("_sd_alg", Value::String(hash)) if HASHES.contains(&&**hash) => {}
                    ("_sd_alg", _) => {
                        let name = member.node.as_str().map_or_else(String::new, shown);
                        at(findings, &member.node, Finding::Named(Named::DigestHash, name));
                    }
                    _ => {}
                }
            }
            for member in members.iter().filter(|member| !["_sd", "..."].contains(&&*member.name)) {
                look(&member.node, false, findings, seen);
            }
        }
        _ => {}
    }
}

fn status(subject: &Subject, findings: &mut Findings) {
    let whole = |node: &Node| matches!(&node.value, Value::Number(text) if text.parse::<u64>().is_ok());
    if let Some(list) = subject.claim("status_list") {
        let bits = list
            .get("bits")
            .filter(|bits| matches!(&bits.value, Value::Number(text) if ["1", "2", "4", "8"].contains(&&**text)));
        if bits.is_none() {
            at(findings, list.get("bits").unwrap_or(list), Plain::StatusBits);
        }
        let encoded = list.get("lst").and_then(Node::as_str).map(base64url::decode);
        if encoded.is_none_or(|decoded| !decoded.faults.is_empty()) {
            at(findings, list.get("lst").unwrap_or(list), Plain::StatusEncoding);
        }
    }
    if let Some(reference) = subject.claim("status").and_then(|status| status.get("status_list")) {
        if !reference.get("idx").is_some_and(whole) {
            at(findings, reference.get("idx").unwrap_or(reference), Plain::StatusIndex);
        }
        if reference.get("uri").and_then(Node::as_str).is_none_or(str::is_empty) {
            at(findings, reference.get("uri").unwrap_or(reference), Plain::StatusAddress);
        }
    }
}
