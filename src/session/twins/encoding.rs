//! Twins with the right signature, in another text than the one that it belongs to.

use super::Outcome::{Either, Refuse};
use super::forge::Forge;
use super::{Forged, TwinKind};
use crate::engine::jwe;
use crate::format::base64url::{decode, encode};
use crate::spec::Spec;

/// The rule that nothing but base64url may stand in a segment.
const STRICT: Spec = Spec::Rfc(7515, "5.2");
/// In base64 this has a character in which the two alphabets differ, wherever its first byte stands.
const QUESTIONS: &str = "\"?????\"";

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "padding",
        title: "Padding",
        breaks: "The claims are padded with `=`, and signed like that.",
        rule: Spec::Rfc(7515, "2"),
        outcome: Refuse,
        make: |forge| {
            // A space more or less decides whether there is padding.
            let spaces = 3 - (forge.base.payload.len() + 1) % 3;
            let payload = encode(format!("{}{}", forge.base.payload, " ".repeat(spaces % 3)).as_bytes());
            let padding = "=".repeat((4 - payload.len() % 4) % 4);
            let input = format!("{}.{payload}{padding}", encode(forge.base.header.as_bytes()));
            forge.sign_input(&input)
        },
    },
    TwinKind {
        id: "standard-alphabet",
        title: "Standard base64",
        breaks: "The claims are written in base64 with `+` and `/`, and signed like that.",
        rule: Spec::Rfc(7515, "2"),
        outcome: Refuse,
        make: |forge| {
            let payload = encode(forge.with_claim("x", QUESTIONS)?.as_bytes()).replace('-', "+").replace('_', "/");
            let input = format!("{}.{payload}", encode(forge.base.header.as_bytes()));
            forge.sign_input(&input)
        },
    },
    TwinKind {
        id: "trailing-bits",
        title: "Another last character",
        breaks: "The last character of the signature is another one, which decodes to the same bytes.",
        rule: Spec::Rfc(4648, "3.5"),
        outcome: Either(
            "A decoder may refuse bits that stand for nothing. Nobody may tell tokens apart by their text.",
        ),
        make: |forge| {
            let token = forge.right()?;
            other_last(&token).ok_or("The signature has a length without spare bits.")
        },
    },
    TwinKind {
        id: "space-inside",
        title: "A space inside",
        breaks: "A space stands in the middle of the signature.",
        rule: STRICT,
        outcome: Refuse,
        make: |forge| inserted(forge, 2, " "),
    },
    TwinKind {
        id: "line-break-inside",
        title: "A line break inside",
        breaks: "The claims are broken into two lines, as a terminal or a mail shows them.",
        rule: STRICT,
        outcome: Refuse,
        make: |forge| inserted(forge, 1, "\n"),
    },
    TwinKind {
        id: "junk-inside",
        title: "Characters that are not base64",
        breaks: "`!` stands in the middle of the signature, which some decoders pass over.",
        rule: STRICT,
        outcome: Refuse,
        make: |forge| inserted(forge, 2, "!"),
    },
    TwinKind {
        id: "space-before",
        title: "A space before the token",
        breaks: "A space stands before the token.",
        rule: STRICT,
        outcome: Refuse,
        make: |forge| Ok(format!(" {}", forge.right()?)),
    },
    TwinKind {
        id: "line-break-behind",
        title: "A line break behind the token",
        breaks: "A line break stands behind the token, as in a file.",
        rule: STRICT,
        outcome: Refuse,
        make: |forge| Ok(forge.right()? + "\n"),
    },
    TwinKind {
        id: "bearer",
        title: "`Bearer` before the token",
        breaks: "The whole header field was given to the verifier, and not the token in it.",
        rule: Spec::Rfc(6750, "2.1"),
        outcome: Refuse,
        make: |forge| Ok(format!("Bearer {}", forge.right()?)),
    },
    TwinKind {
        id: "four-segments",
        title: "Four segments",
        breaks: "A fourth segment stands behind the right token.",
        rule: Spec::Rfc(7519, "7.2"),
        outcome: Refuse,
        make: |forge| Ok(forge.right()? + ".e30"),
    },
    TwinKind {
        id: "json-flattened",
        title: "Flattened JSON",
        breaks: "The right token is written as a JSON object with `protected`, `payload` and `signature`.",
        rule: Spec::Rfc(7519, "1"),
        outcome: Refuse,
        make: |forge| {
            let [header, payload, signature] = forge.segments()?;
            Ok(format!(r#"{{"payload":"{payload}","protected":"{header}","signature":"{signature}"}}"#))
        },
    },
    TwinKind {
        id: "json-general",
        title: "General JSON",
        breaks: "The right token is written as a JSON object with a list of `signatures`.",
        rule: Spec::Rfc(7519, "1"),
        outcome: Refuse,
        make: |forge| {
            let [header, payload, signature] = forge.segments()?;
            Ok(format!(
                r#"{{"payload":"{payload}","signatures":[{{"protected":"{header}","signature":"{signature}"}}]}}"#
            ))
        },
    },
    TwinKind {
        id: "encrypted",
        title: "An encrypted token",
        breaks: "The claims are encrypted to the verifier’s key and nobody signed them: anyone with the public key can do that.",
        rule: Spec::Rfc(8725, "3.3"),
        outcome: Refuse,
        make: |forge| sealed(forge, "", forge.base.payload.as_bytes()),
    },
    TwinKind {
        id: "encrypted-bomb",
        title: "An encrypted token that inflates",
        breaks: "The token is encrypted, and a megabyte of spaces in it is compressed to a kilobyte.",
        rule: Spec::Rfc(7516, "4.1.3"),
        outcome: Refuse,
        make: |forge| {
            let payload = [forge.base.payload.as_bytes(), &vec![b' '; 1 << 20]].concat();
            sealed(forge, r#","zip":"DEF""#, &payload)
        },
    },
];

/// The right token with something put in the middle of one of its segments.
fn inserted(forge: &mut Forge, segment: usize, what: &str) -> Forged {
    let mut segments = forge.segments()?;
    if let Some(segment) = segments.get_mut(segment) {
        segment.insert_str(segment.len() / 2, what);
    }
    Ok(segments.join("."))
}

/// The token with another last character that decodes to the same bytes.
fn other_last(token: &str) -> Option<String> {
    let (rest, signature) = token.rsplit_once('.')?;
    let (before, last) = signature.split_at_checked(signature.len().checked_sub(1)?)?;
    let bytes = decode(signature).bytes;
    let same = |c: &char| c.to_string() != last && decode(&format!("{before}{c}")).bytes == bytes;
    let other = (b'A'..=b'z').map(char::from).filter(char::is_ascii_alphabetic).find(same)?;
    Some(format!("{rest}.{before}{other}"))
}

/// A payload that is encrypted to the key, with `more` in the header.
fn sealed(forge: &mut Forge, more: &str, payload: &[u8]) -> Forged {
    const NO_KEY: &str = "This kind of key does not encrypt, or only with algorithms that verifiers do not have.";
    let key = &forge.base.key;
    if forge.is_hmac() {
        return Err("Whoever can encrypt with the secret can sign with it, too.");
    }
    let (algorithm, encryption) = jwe::suggested(Some(key)).ok_or(NO_KEY)?;
    let header = format!(r#"{{"alg":"{}","enc":"{}"{more}}}"#, algorithm.name, encryption.name);
    let recipients = vec![jwe::To { header: None, key }];
    let draft = jwe::Draft { protected: &header, unprotected: None, recipients, aad: None, plaintext: payload };
    jwe::encrypt(&draft, forge.rng).ok().and_then(|jwe| jwe.compact()).ok_or(NO_KEY)
}
