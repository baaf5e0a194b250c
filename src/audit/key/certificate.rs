//! The certificates of the key at hand and those that the token brings: their order, their times, and their thumbprints.

use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Finding, Thumbprint, Validity};
use crate::base::{shown, time::NumericDate};
use crate::format::base64url;
use crate::format::json::Node;
use crate::jose::Part;
use crate::key::{Certificate, ParsedKey, jwk};
use crate::spec::Spec;

pub(in crate::audit) static CHAIN: Check = Check {
    id: "certificate-chain",
    title: "Broken certificate chain",
    severity: Severity::Defect,
    what: "The certificates of a key cannot be read, belong to another key, or do not certify each other in their order.",
    why: "Verifiers that check the chain reject it, and others trust a key that nobody certified.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","x5c":["MIIB-_8"]}"#,
        ),
    ],
    instead: &[],
    fix: "Send the certificate of the key first, then that of each issuer, in base64.",
    sources: &[Spec::Rfc(7515, "4.1.6"), Spec::Rfc(7517, "4.7")],
    find: Find::Codes(&["jwk-x5c", "chain-broken"]),
};

pub(in crate::audit) static TIME: Check = Check {
    id: "certificate-time",
    title: "Certificate out of time",
    severity: Severity::Verifier,
    what: "A certificate of the key or of the token has expired, or is not valid yet.",
    why: "Verifiers that check the chain reject it.",
    example: &[
        Line::Header(r#"{"alg":"RS256"}"#),
        Line::Key("-----BEGIN CERTIFICATE-----\nMIIDTzCCAjegAwIBAgIUDIj/HRd44LU…"),
    ],
    instead: &[],
    fix: "Renew the certificate.",
    sources: &[Spec::Rfc(5280, "4.1.2.5")],
    find: Find::Look(|subject, findings| {
        let own = own_chain(subject);
        let keys = subject.keys();
        let chains = keys.iter().take(super::LOOKED_AT).flat_map(|key| &key.chain);
        for certificate in chains.chain(&own) {
            let Certificate { subject: whose, not_before, not_after, .. } = certificate;
            let end = not_after.saturating_add(subject.skew).saturating_add(1);
            let (validity, time) = if subject.clock.reached(end) {
                (Validity::Ended, *not_after)
            } else if !subject.clock.reached(not_before.saturating_sub(subject.skew)) {
                (Validity::Begins, *not_before)
            } else {
                continue;
            };
            findings.add(Finding::Certificate(shown(whose, 80), validity, NumericDate::from_seconds(time)));
        }
    }),
};

pub(in crate::audit) static THUMBPRINT: Check = Check {
    id: "certificate-thumbprint",
    title: "Wrong certificate thumbprint",
    severity: Severity::Defect,
    what: "`x5t` or `x5t#S256` is not a hash of the right length, or not that of the certificate.",
    why: "Verifiers that look for the certificate by its thumbprint do not find it.",
    example: &[Line::Header(r#"{"alg":"RS256","x5t":"OTdBQTlDMkY1OThCMTJGNjlCNjc2N0MzNTk0RkE1MDYwRjE0QUEwQw"}"#)],
    instead: &[Line::Header(r#"{"alg":"RS256","x5t":"l6qcL1mLEvabZ2fDWU-lBg8Uqgw"}"#)],
    fix: "Write the base64url of the hash of its DER bytes.",
    sources: &[Spec::Rfc(7515, "4.1.7"), Spec::Rfc(7515, "4.1.8")],
    find: Find::Look(thumbprints),
};

/// The certificates in the header of the token.
fn own_chain(subject: &Subject) -> Vec<Certificate> {
    let chain = subject.parameter("x5c").and_then(|x5c| jwk::chain(x5c).ok());
    chain.map(|(_, chain)| chain).unwrap_or_default()
}

fn thumbprints(subject: &Subject, findings: &mut Findings) {
    let own = own_chain(subject);
    let leaf = own.first();
    for (name, bytes, actual) in
        [("x5t", 20, leaf.map(Certificate::x5t)), ("x5t#S256", 32, leaf.map(Certificate::x5t_s256))]
    {
        if let Some((node, said)) = subject.parameter(name).and_then(|node| Some((node, Node::as_str(node)?))) {
            let differs = || actual.as_deref().is_some_and(|actual| actual != said);
            let fault = malformed(said, bytes).or_else(|| differs().then_some(Thumbprint::Differs));
            if let Some(fault) = fault {
                findings.add_at(Part::Header, &node.span, Finding::Thumbprint { name, in_set: false, fault });
            }
        }
        let Some(Ok(ParsedKey::Set(set))) = subject.key else { continue };
        for member in set.members.iter().take(super::LOOKED_AT) {
            let said = if bytes == 20 { &member.x5t } else { &member.x5t_s256 };
            if let Some(fault) = said.as_deref().and_then(|said| malformed(said, bytes)) {
                findings.add(Finding::Thumbprint { name, in_set: true, fault });
            }
        }
    }
}

/// Why a text is no hash of so many bytes.
fn malformed(said: &str, expected: usize) -> Option<Thumbprint> {
    let bytes = base64url::decode(said).bytes;
    if bytes.len() == 2 * expected && bytes.iter().all(u8::is_ascii_hexdigit) {
        return Some(Thumbprint::Hex(expected));
    }
    let got = bytes.len();
    (got != expected).then_some(Thumbprint::Length(got, expected))
}
