//! Sets of keys, and the names by which a key is found in one.

use super::LOOKED_AT;
use crate::audit::{Check, Find, Line, Severity};
use crate::base::diagnostic::finding::{Count, Finding, Named, Plain};
use crate::base::text::Text;
use crate::engine::jwa::names::shown;
use crate::format::json::Node;
use crate::jose::envelope::{Envelope, Kind};
use crate::key::{Key, Member, ParsedKey};
use crate::spec::Spec;

pub(in crate::audit) static NOT_PUBLIC: Check = Check {
    id: "set-not-public",
    title: "Private key in a public set",
    severity: Severity::Verifier,
    what: "A set of keys holds public keys, and private keys or secrets as well.",
    why: "A set with public keys is usually published.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(
            r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"oct","k":"aGVsbG8"}]}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#),
    ],
    fix: "Publish public keys only, and revoke the others.",
    sources: &[Spec::Rfc(7517, "9.2")],
    find: Find::Look(|subject, findings| {
        // Whoever decrypts needs the private keys, and those of the issuers beside them.
        let decrypts = |text: &Text| Envelope::read(text, &[]).kind() == Kind::Jwe;
        if !matches!(subject.key, Some(Ok(ParsedKey::Set(_))))
            || decrypts(&subject.token.text)
            || subject.beside.iter().any(decrypts)
        {
            return;
        }
        let keys = subject.keys();
        let secret = keys.iter().filter(|key| key.can_sign()).count();
        if secret > 0 && secret < keys.len() {
            findings.add(Finding::Count(Count::PrivateKeys, secret, keys.len()));
        }
    }),
};

pub(in crate::audit) static KID_TWICE: Check = Check {
    id: "kid-twice",
    title: "Duplicate `kid`",
    severity: Severity::Verifier,
    what: "Different keys of a set have the same `kid`.",
    why: "A verifier that selects by `kid` may take the wrong one.",
    example: &[
        Line::Header(r#"{"alg":"HS256"}"#),
        Line::Key(r#"{"keys":[{"kty":"oct","kid":"a","k":"b25l"},{"kty":"oct","kid":"a","k":"dHdv"}]}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"HS256"}"#),
        Line::Key(r#"{"keys":[{"kty":"oct","kid":"a","k":"b25l"},{"kty":"oct","kid":"b","k":"dHdv"}]}"#),
    ],
    fix: "Give each key a `kid` of its own.",
    sources: &[Spec::Rfc(7517, "4.5")],
    find: Find::Look(|subject, findings| {
        let Some(Ok(ParsedKey::Set(set))) = subject.key else { return };
        let mut rest = set.members.get(..set.members.len().min(LOOKED_AT)).unwrap_or_default();
        while let [member, more @ ..] = rest {
            rest = more;
            let Some(kid) = &member.kid else { continue };
            // Alternatives of another kind may share a name, and a key that stands twice is one.
            let same = |other: &&Member| member.kid == other.kid && member.kty == other.kty;
            let thumbprint = |member: &Member| member.key.as_ref().ok().and_then(Key::thumbprint);
            if more.iter().filter(same).any(|other| thumbprint(other) != thumbprint(member)) {
                findings.add(Finding::Named(Named::KidTwice, shown(kid)));
            }
        }
    }),
};

pub(in crate::audit) static KID_UNSURE: Check = Check {
    id: "kid-unsure",
    title: "`kid` does not identify the key",
    severity: Severity::Verifier,
    what: "The `kid` of the header is missing, or is not that of the key that verifies the token.",
    why: "Verifiers find the key by `kid`, or have to try them all.",
    example: &[
        Line::Header(r#"{"alg":"HS256","kid":"a"}"#),
        Line::Key(r#"{"kty":"oct","kid":"A","k":"cTdaazJtVng5THRCNG5XYzhKZEYxaFJzNllnUDNlVWE"}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"HS256","kid":"A"}"#),
        Line::Key(r#"{"kty":"oct","kid":"A","k":"cTdaazJtVng5THRCNG5XYzhKZEYxaFJzNllnUDNlVWE"}"#),
    ],
    fix: "Put the `kid` of the signing key into the header.",
    sources: &[Spec::Rfc(7515, "4.1.4"), Spec::Rfc(7517, "4.5")],
    find: Find::Codes(&["kid-differs", "set-one-of-several", "set-other-holds"]),
};

pub(in crate::audit) static KID_THUMBPRINT: Check = Check {
    id: "kid-thumbprint",
    title: "`kid` is not the thumbprint of its key",
    severity: Severity::Information,
    what: "The `kid` of a key looks like a thumbprint, and is no hash of this key or its certificate.",
    why: "A reader that looks for the key by its thumbprint does not find it.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"v5VEk8lAbQ5j_TZSnRRNjnPq28rwrvEF_qnyaMeaCPQ"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"Ed25519"}"#),
        Line::Key(
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"}"#,
        ),
    ],
    fix: "Treat `kid` as a mere name, unless the issuer says otherwise.",
    sources: &[Spec::Rfc(7638, "3"), Spec::Rfc(9278, "3")],
    find: Find::Look(|subject, findings| {
        let named = subject.parameter("kid").and_then(Node::as_str);
        let one = matches!(subject.key, Some(Ok(ParsedKey::One(_))));
        for key in subject.keys().into_iter().take(LOOKED_AT) {
            let Some(kid) = key.restrictions.kid.as_deref().filter(|kid| one || named == Some(*kid)) else { continue };
            // RFC 9278 §3
            let bare = kid.strip_prefix("urn:ietf:params:oauth:jwk-thumbprint:sha-256:").unwrap_or(kid);
            let alike = bare.len() == 43
                && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            if alike && key.spki_der().is_some() && key.naming(kid).is_none() {
                findings.add(Plain::KidThumbprint);
            }
        }
    }),
};
