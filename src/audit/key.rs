//! The key at hand, and keys that the token carries: secrets that can be guessed, numbers that give their factors away,
//! members that contradict each other, private parts where they do not belong.

mod certificate;
mod modulus;
mod secret;

use super::content::each;
use super::{Check, Find, Findings, Severity, Subject};
use crate::jwa::names::{Class, REGISTERED, shown};
use crate::jwa::{Algorithm, find};
use crate::key::{Key, Member, ParsedKey, Source};
use crate::spec::Spec;
use crate::token::Part;
use crate::token::json::Node;
use crate::verify;

pub(super) static CHECKS: &[&Check] = &[
    &secret::GUESSABLE,
    &secret::SHORT,
    &secret::EMPTY,
    &secret::NOT_RANDOM,
    &modulus::BROKEN,
    &modulus::PRIME,
    &modulus::WEAK,
    &modulus::EXPONENT,
    &modulus::FACTORS,
    &KEY_POINT,
    &KEY_MALFORMED,
    &JWK_INEXACT,
    &KEY_REFUSED,
    &KEY_CONTRADICTS,
    &PRIVATE_INSIDE,
    &PRIVATE_KEY,
    &SET_NOT_PUBLIC,
    &KID_TWICE,
    &KID_UNSURE,
    &KID_THUMBPRINT,
    &certificate::CHAIN,
    &certificate::TIME,
    &certificate::THUMBPRINT,
];

/// So many keys of a set are looked at, so that a set of thousands holds nothing up.
const LOOKED_AT: usize = 64;

static KEY_POINT: Check = check! {
    id: "key-point",
    severity: Severity::Defect,
    why: "such a point can draw out private keys, or let any signature hold",
    fix: "refuse the key",
    spec: Spec::Rfc(8725, "3.4"),
    find: Find::Codes(&[
        "jwk-point-not-on-curve",
        "ec-point-not-on-curve",
        "ec-point-form",
        "ec-point-length",
        "okp-point",
        "okp-small-order",
    ]),
};

static KEY_MALFORMED: Check = check! {
    id: "key-malformed",
    severity: Severity::Defect,
    why: "strict readers refuse it, and lax ones may read another key",
    fix: "export the key again",
    spec: Spec::Rfc(7518, "6"),
    find: Find::Codes(&[
        "jwk-json",
        "jwk-kty",
        "jwk-kty-missing",
        "jwk-crv",
        "jwk-member-missing",
        "jwk-member-type",
        "jwk-member-encoding",
        "jwk-member-length",
        "jwk-akp-alg",
        "akp-length",
        "okp-length",
        "rsa-private",
        "jwk-private-does-not-match",
        "jwk-private-out-of-range",
        "ec-private-does-not-match",
        "ec-private-out-of-range",
        "okp-private-does-not-match",
        "akp-seed-does-not-match",
    ]),
};

static JWK_INEXACT: Check = check! {
    id: "jwk-inexact",
    severity: Severity::Defect,
    why: "strict readers refuse it, and others may read another value or thumbprint",
    fix: "export the key again",
    spec: Spec::Rfc(7517, "4"),
    find: Find::Look(|subject, findings| {
        for key in subject.keys().into_iter().filter(|key| key.source == Source::Jwk).take(LOOKED_AT) {
            // Of a JWK, what is noted with the name of a member is wrong with that member.
            for note in key.notes.iter().filter(|note| note.contains('`')) {
                findings.add(format!("{}: {note}", named(key)));
            }
        }
    }),
};

static KEY_REFUSED: Check = check! {
    id: "key-refused",
    severity: Severity::Defect,
    why: "a key for two algorithms lets one be played against the other",
    fix: "use the key that the issuer signs with",
    spec: Spec::Rfc(8725, "3.1"),
    find: Find::Codes(&["key-curve", "key-use", "key-ops", "key-alg"]),
};

static KEY_CONTRADICTS: Check = check! {
    id: "key-contradicts",
    severity: Severity::Defect,
    why: "verifiers disagree on it, and one use of a key can weaken the other",
    fix: "make one key for each purpose, and have `use`, `key_ops` and `alg` agree",
    spec: Spec::Rfc(7517, "4.3"),
    find: Find::Look(contradictions),
};

static PRIVATE_INSIDE: Check = check! {
    id: "private-inside",
    severity: Severity::Defect,
    why: "whoever sees the token can sign with it",
    fix: "revoke the key, and send public members alone",
    spec: Spec::Rfc(7517, "9.2"),
    find: Find::Look(|subject, findings| {
        let payload = subject.token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        for (part, node) in [(Part::Header, subject.token.header.json.as_ref()), (Part::Payload, payload)] {
            let Some(node) = node else { continue };
            each("", node, &mut |_, node| {
                let private = node.members().iter().find(|member| {
                    matches!(&*member.name, "d" | "k" | "priv" | "p" | "q" | "dp" | "dq" | "qi")
                        && member.node.as_str().is_some_and(|text| !text.is_empty())
                });
                if let Some(member) = private.filter(|_| node.get("kty").is_some()) {
                    let message = format!("a key in the token has the private member `{}`", member.name);
                    findings.add_at(part, &member.name_span, message);
                }
            });
        }
    }),
};

static PRIVATE_KEY: Check = check! {
    id: "private-key",
    severity: Severity::Information,
    why: "whoever can read it can also sign",
    fix: "give verifiers the public key alone",
    spec: Spec::Rfc(7517, "9.2"),
    find: Find::Codes(&["private-key"]),
};

static SET_NOT_PUBLIC: Check = check! {
    id: "set-not-public",
    severity: Severity::Verifier,
    why: "a set with public keys is usually published",
    fix: "publish public keys alone, and revoke the others",
    spec: Spec::Rfc(7517, "9.2"),
    find: Find::Look(|subject, findings| {
        let keys = subject.keys();
        let secret = keys.iter().filter(|key| key.can_sign()).count();
        if matches!(subject.key, Some(Ok(ParsedKey::Set(_)))) && secret > 0 && secret < keys.len() {
            findings.add(format!("{secret} of the {} keys are private keys or secrets", keys.len()));
        }
    }),
};

static KID_TWICE: Check = check! {
    id: "kid-twice",
    severity: Severity::Verifier,
    why: "a verifier that goes by `kid` may take the wrong one",
    fix: "give each key a `kid` of its own",
    spec: Spec::Rfc(7517, "4.5"),
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
                findings.add(format!("several keys have the `kid` `{}`", shown(kid)));
            }
        }
    }),
};

static KID_UNSURE: Check = check! {
    id: "kid-unsure",
    severity: Severity::Verifier,
    why: "verifiers find the key by `kid`, or have to try them all",
    fix: "put the `kid` of the signing key into the header",
    spec: Spec::Rfc(7515, "4.1.4"),
    find: Find::Codes(&["kid-differs", "set-one-of-several", "set-other-holds"]),
};

static KID_THUMBPRINT: Check = check! {
    id: "kid-thumbprint",
    severity: Severity::Information,
    why: "a reader that looks for the key by its thumbprint does not find it",
    fix: "take `kid` for a mere name, unless the issuer says otherwise",
    spec: Spec::Rfc(7638, "3"),
    find: Find::Look(|subject, findings| {
        let named = subject.parameter("kid").and_then(Node::as_str);
        let one = matches!(subject.key, Some(Ok(ParsedKey::One(_))));
        for key in subject.keys().into_iter().take(LOOKED_AT) {
            let Some(kid) = key.restrictions.kid.as_deref().filter(|kid| one || named == Some(*kid)) else { continue };
            // RFC 9278 §3
            let bare = kid.strip_prefix("urn:ietf:params:oauth:jwk-thumbprint:sha-256:").unwrap_or(kid);
            let alike = bare.len() == 43
                && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            if alike && key.thumbprint().is_some_and(|own| own != bare) {
                findings.add("the `kid` has the form of a thumbprint (RFC 7638), and is not that of this key");
            }
        }
    }),
};

fn named(key: &Key) -> String {
    match &key.restrictions.kid {
        Some(kid) => format!("the key `{}`", shown(kid)),
        None => "the key".into(),
    }
}

fn contradictions(subject: &Subject, findings: &mut Findings) {
    let mut seen: Vec<(Option<String>, [bool; 2])> = vec![];
    for key in subject.keys().into_iter().take(LOOKED_AT) {
        let row = key.restrictions.alg.as_deref().and_then(find);
        let mut purposes = purposes(key, row);
        if let Some((row, refusal)) = row.and_then(|row| Some((row, verify::refusal(row, key)?))) {
            findings.add(format!("its `alg` is {}, but {}", row.name, refusal.message));
            continue;
        }
        let thumbprint = key.thumbprint();
        if let Some((_, earlier)) = seen.iter().find(|(other, _)| *other == thumbprint) {
            purposes = [purposes[0] || earlier[0], purposes[1] || earlier[1]];
        }
        if purposes == [true, true] {
            findings.add(format!("{} is for signatures and for encryption", named(key)));
        }
        seen.push((thumbprint, purposes));
    }
}

/// Whether the key says that it is for signatures, and for encryption.
fn purposes(key: &Key, row: Option<&Algorithm>) -> [bool; 2] {
    let says = &key.restrictions;
    let encrypts = |alg: &str| REGISTERED.iter().any(|known| known.name == alg && known.class == Class::KeyManagement);
    let mut purposes = [
        says.r#use.as_deref() == Some("sig") || row.is_some(),
        says.r#use.as_deref() == Some("enc") || says.alg.as_deref().is_some_and(encrypts),
    ];
    for operation in says.key_ops.iter().flatten() {
        match operation.as_str() {
            "sign" | "verify" => purposes[0] = true,
            "encrypt" | "decrypt" | "wrapKey" | "unwrapKey" | "deriveKey" | "deriveBits" => purposes[1] = true,
            _ => {}
        }
    }
    purposes
}
