//! Secrets that are no random bytes: on lists of known ones, with a pattern, or a text that was made for something else.
//! What is said of one shows nothing of it.

use crate::audit::{Check, Find, Line, Severity};
use crate::base::diagnostic::finding::Plain;
use crate::explain::defaults;
use crate::key::Material;
use crate::spec::Spec;

/// Longer patterns are none that a person types.
const PERIODS: usize = 16;
/// Longer secrets are not looked through.
const LONG: usize = 4096;

pub(in crate::audit) static GUESSABLE: Check = Check {
    id: "secret-guessable",
    title: "Guessable secret",
    severity: Severity::Defect,
    what: "The HMAC secret has fewer than 8 bytes.",
    why: "Anyone with one token finds the secret by trying them all, and can then sign.",
    example: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Key("q")],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Key("q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa")],
    fix: "Use 32 random bytes for HS256, 48 for HS384, 64 for HS512.",
    sources: &[Spec::Rfc(7518, "3.2"), Spec::Rfc(8725, "2.2")],
    find: Find::Codes(&["secret-guessable"]),
};

pub(in crate::audit) static SHORT: Check = Check {
    id: "secret-short",
    title: "Short secret",
    severity: Severity::Verifier,
    what: "The HMAC secret is shorter than the hash.",
    why: "Anyone with one token can try secrets unnoticed.",
    example: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Key("q7Zk2mVx9LtB4nWc")],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Key("q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa")],
    fix: "Use 32 random bytes for HS256, 48 for HS384, 64 for HS512.",
    sources: &[Spec::Rfc(7518, "3.2"), Spec::Rfc(8725, "3.5")],
    find: Find::Codes(&["secret-short"]),
};

pub(in crate::audit) static EMPTY: Check = Check {
    id: "secret-empty",
    title: "Empty secret",
    severity: Severity::Defect,
    what: "The secret of the issuer or the verifier is empty.",
    why: "Anyone can sign with an empty secret, and a verifier without a configured secret accepts that.",
    example: &[
        Line::Header(r#"{"alg":"HS256"}"#),
        Line::Payload(r#"{"sub":"alice"}"#),
        Line::Signature("SaljGHbdvePENgRuzIVM74LFPVqySs7H9f8VBKhHR0c"),
        Line::Key("q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa"),
    ],
    instead: &[
        Line::Header(r#"{"alg":"HS256"}"#),
        Line::Payload(r#"{"sub":"alice"}"#),
        Line::Key("q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa"),
    ],
    fix: "Refuse to start without a secret.",
    sources: &[Spec::Rfc(8725, "3.5"), Spec::Rfc(7518, "3.2")],
    find: Find::Codes(&["secret-empty"]),
};

pub(in crate::audit) static NOT_RANDOM: Check = Check {
    id: "secret-not-random",
    title: "Secret that is not random",
    severity: Severity::Defect,
    what: "The HMAC secret is a known one, follows a pattern, or was made for something else.",
    why: "A secret that follows a pattern or was made for something else is guessed, or known already.",
    example: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Key("abcdabcdabcdabcdabcdabcdabcdabcd")],
    instead: &[Line::Header(r#"{"alg":"HS256"}"#), Line::Key("q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa")],
    fix: "Use as many random bytes as the hash has.",
    sources: &[Spec::Rfc(8725, "3.5")],
    find: Find::Look(|subject, findings| {
        for key in subject.keys().into_iter().take(super::LOOKED_AT) {
            let Material::Secret(secret) = &key.material else { continue };
            if let Some(weakness) = weakness(&secret.0) {
                findings.add(weakness);
            }
        }
    }),
};

/// What gives `secret` away; it says nothing of secrets that show no pattern.
fn weakness(secret: &[u8]) -> Option<Plain> {
    Some(match secret {
        _ if defaults::is_known(secret) => Plain::SecretKnown,
        _ if secret.len() > LONG => return None,
        _ if secret.iter().all(u8::is_ascii_whitespace) => Plain::SecretBlank,
        _ if repeats(secret) => Plain::SecretRepeats,
        _ if secret.len() >= 32 && distinct(secret) < 6 => Plain::SecretFewCharacters,
        _ if runs(secret) => Plain::SecretCounts,
        [b'-', b'-', b'-', b'-', b'-', b'B', b'E', b'G', b'I', b'N', ..] => Plain::SecretPem,
        [b'{', ..] if secret.windows(5).any(|word| word == b"\"kty\"") => Plain::SecretJwk,
        [b'e', b'y', b'J', ..] if secret.iter().filter(|byte| **byte == b'.').count() > 1 => Plain::SecretToken,
        _ if secret.starts_with(b"http://") || secret.starts_with(b"https://") => Plain::SecretAddress,
        _ if is_uuid(secret) => Plain::SecretUuid,
        _ => return None,
    })
}

fn repeats(secret: &[u8]) -> bool {
    let mut periods = 1..=PERIODS.min(secret.len() / 2);
    periods.any(|period| secret.iter().zip(secret.iter().skip(period)).all(|(a, b)| a == b))
}

/// Whether three of four steps lead to the next or the same character, or to the one before.
fn runs(secret: &[u8]) -> bool {
    let steps = secret.iter().zip(secret.iter().skip(1));
    secret.len() >= 8 && steps.filter(|(a, b)| a.abs_diff(**b) < 2).count() * 4 > secret.len() * 3
}

fn distinct(secret: &[u8]) -> usize {
    (0..=u8::MAX).filter(|byte| secret.contains(byte)).count()
}

/// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` (RFC 9562 §4).
fn is_uuid(text: &[u8]) -> bool {
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.iter().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(secret: &str, expected: impl Into<Option<Plain>>) {
        assert_eq!(weakness(secret.as_bytes()), expected.into(), "{secret}");
    }

    #[test]
    fn a_pattern_is_seen() {
        check("secret", Plain::SecretKnown);
        check("  \t\n", Plain::SecretBlank);
        check("hunter2-hunter2-hunter2-hunter2-", Plain::SecretRepeats);
        check("0123456789abcdef0123456789abcdef", Plain::SecretRepeats);
        check("abcdefghijklmnopqrstuvwxyz0123456789", Plain::SecretCounts);
        check("0110100101101001100101101001011001101001", Plain::SecretFewCharacters);
    }

    #[test]
    fn a_text_that_was_made_for_something_else_is_seen() {
        check("-----BEGIN PUBLIC KEY-----\nMIIB", Plain::SecretPem);
        check(r#"{"kty":"oct"}"#, Plain::SecretJwk);
        check("eyJhbGciOiJIUzI1NiJ9.e30.AAAA", Plain::SecretToken);
        check("https://id.example.org/keys", Plain::SecretAddress);
        check("2f1b7c7e-6f0a-4a53-9a37-0c5d2b8e41f6", Plain::SecretUuid);
    }

    #[test]
    fn random_texts_show_nothing() {
        check("3q2-7wAXx8oYpH0u5mZcVnRk1sTgLbJd", None);
        check("9f86d081884c7d659a2feaa0c55ad015", None);
        check("2f1b7c7e-6f0a-4a53-9a37-0c5d2b8e41f", None);
        check("eyJhbGciOiJIUzI1NiJ9", None);
        check("{\"a\":1}", None);
        check("a\n", None);
    }
}
