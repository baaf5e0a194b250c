//! The certificates of the key at hand and those that the token brings: their order, their times, and their thumbprints.

use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Finding, Hashed, Thumbprint, Validity};
use crate::base::{shown, time::NumericDate};
use crate::crypto::hash::{Hash, sha1};
use crate::format::json::Node;
use crate::format::{base64url, pem};
use crate::jose::Part;
use crate::key::{Certificate, Key, ParsedKey, jwk, x509};
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
    for (name, bytes) in [("x5t", 20), ("x5t#S256", 32)] {
        if let Some((node, said)) = subject.parameter(name).and_then(|node| Some((node, Node::as_str(node)?))) {
            let differs = || match own.first() {
                Some(leaf) => other_than(said, bytes, leaf, None),
                None => signer(subject).and_then(|(key, leaf)| other_than(said, bytes, leaf, Some(key))),
            };
            if let Some(fault) = malformed(said, bytes).or_else(differs) {
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

/// The certificate in the key field whose key verifies the token, beside that key. Where it does not, another one may be named.
fn signer<'a>(subject: &Subject<'a>) -> Option<(&'a Key, &'a Certificate)> {
    match subject.key {
        Some(Ok(ParsedKey::One(key))) if subject.verdict.is_valid() => Some((key, key.chain.first()?)),
        _ => None,
    }
}

/// What a thumbprint of so many bytes is, if it is not that of `leaf`, which is the certificate of the token or that of `key`.
fn other_than(said: &str, bytes: usize, leaf: &Certificate, key: Option<&Key>) -> Option<Thumbprint> {
    let hash = |text: &[u8]| if bytes == 20 { sha1(text) } else { Hash::Sha256.digest(text) };
    let right = base64url::encode(&hash(&leaf.der));
    if said == right {
        return None;
    }
    let plain = said.trim_end_matches('=').replace('+', "-").replace('/', "_");
    if plain == right {
        return Some(Thumbprint::Of(Hashed::Spelling));
    }
    let of = |text: &[u8]| base64url::encode(&hash(text)) == plain;
    // A text with and without a line break at its end, and with the line breaks of Windows.
    let of_text = |text: &str| {
        let text = text.trim();
        let windows = text.replace("\r\n", "\n").replace('\n', "\r\n");
        [text, &windows].into_iter().any(|text| {
            of(text.as_bytes()) || of(format!("{text}\n").as_bytes()) || of(format!("{text}\r\n").as_bytes())
        })
    };
    let pem = pem::write("CERTIFICATE", &leaf.der);
    let body = || pem.lines().filter(|line| !line.starts_with('-'));
    let typed = key.and_then(|key| core::str::from_utf8(&key.text.0).ok()).filter(|text| text.contains("-----BEGIN"));
    let spki = || x509::certificate(&leaf.der).ok().and_then(|key| key.spki_der());
    let hashed = if of_text(&pem) || typed.is_some_and(of_text) {
        Some(Hashed::Pem)
    } else if of_text(&body().collect::<Vec<_>>().join("\n")) || of_text(&body().collect::<String>()) {
        Some(Hashed::Base64)
    } else {
        spki().filter(|spki| of(spki)).map(|_| Hashed::PublicKey)
    };
    let unknown = if key.is_some() { Thumbprint::DiffersFromKey } else { Thumbprint::Differs };
    Some(hashed.map_or(unknown, Thumbprint::Of))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Encoding, detect};

    const PEM: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/rsa2048-certificate.pem"));

    #[test]
    fn what_was_hashed_in_place_of_the_certificate_is_told() {
        let key = detect(PEM, Encoding::Utf8).expect("a text").expect("a key");
        let leaf = key.chain.first().expect("a certificate");
        let body: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
        let spki = key.spki_der().expect("a public key");
        let check = |text: &[u8], expected: Thumbprint| {
            for (bytes, hash) in [(20, sha1(text)), (32, Hash::Sha256.digest(text))] {
                let said = base64url::encode(&hash);
                assert_eq!(other_than(&said, bytes, leaf, Some(&key)), Some(expected), "{expected:?}");
            }
        };
        for text in [PEM.to_owned(), PEM.trim_end().to_owned(), PEM.replace('\n', "\r\n")] {
            check(text.as_bytes(), Thumbprint::Of(Hashed::Pem));
        }
        check(body.as_bytes(), Thumbprint::Of(Hashed::Base64));
        check(&spki, Thumbprint::Of(Hashed::PublicKey));
        check(b"another certificate", Thumbprint::DiffersFromKey);
        assert_eq!(other_than(&leaf.x5t(), 20, leaf, None), None);
        assert_eq!(other_than(&leaf.x5t_s256(), 32, leaf, None), None);
        let padded = other_than(&format!("{}=", leaf.x5t()), 20, leaf, None);
        assert_eq!(padded, Some(Thumbprint::Of(Hashed::Spelling)));
    }
}
