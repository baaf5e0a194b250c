//! A signature whose length rules it out, or whose text is not canonical.

use super::{Wording, counted, list, say};
use crate::base::diagnostic::Role;
use crate::base::diagnostic::reason::Canonical;

pub(super) fn length(name: &str, expected: usize, got: usize, rsa_bits: Option<usize>) -> Wording {
    let gives = match rsa_bits {
        Some(bits) => format!("{name} with this {bits}-bit key has {expected}"),
        None => format!("{name} has {expected}"),
    };
    let mut title = format!("the signature has {}; {gives}", counted(got, "byte"));
    let known = makers(got);
    let fix = match &known {
        Some(makers) => {
            title.push_str(&format!("; {got} is the length of {makers}"));
            match rsa_bits {
                Some(_) if got >= 64 => "verify with the key that the issuer signs with".to_owned(),
                _ => format!("check which algorithm the issuer signs with; the header says {name}"),
            }
        }
        None if got < expected => "paste the whole token; it may have been cut off".into(),
        None => "check where the signature comes from: no JOSE algorithm gives this length".into(),
    };
    say(title, fix).short(format!("invalid signature; it has {}, not {expected}", counted(got, "byte")))
}

/// Which signatures have this length, in bytes.
fn makers(length: usize) -> Option<String> {
    let name = match length {
        32 => "HS256",
        48 => "HS384",
        64 => "HS512, ES256 and Ed25519",
        96 => "ES384",
        114 => "Ed448",
        132 => "ES512",
        2420 => "ML-DSA-44",
        3309 => "ML-DSA-65",
        4627 => "ML-DSA-87",
        128 | 256 | 384 | 512 | 1024 | 2048 => return Some(format!("an RSA signature with a {}-bit key", length * 8)),
        _ => return None,
    };
    Some(name.to_owned())
}

pub(super) fn not_canonical(segments: &[Role], matches: Canonical) -> Wording {
    let names: Vec<&str> = segments
        .iter()
        .map(|role| match role {
            Role::Header => "header",
            Role::Payload => "payload",
            _ => "signature",
        })
        .collect();
    let names = list(&names);
    let be = if segments.len() == 1 { "is" } else { "are" };
    let title = format!("the {names} {be} not written in strict base64url, so strict verifiers reject the token");
    match matches {
        Canonical::AsSent => say(
            format!("{title}; the signature matches the decoded bytes"),
            "have the issuer write base64url without padding and stray characters",
        )
        .short(match segments {
            [Role::Signature] => "the signature matches, but its text is not strict base64url".to_owned(),
            _ => format!("the signature matches, but the {names} {be} not strict base64url"),
        }),
        Canonical::Rewritten => say(
            format!("{title}; the signature matches the token in strict base64url"),
            "find out what rewrote the token between the issuer and here",
        )
        .short(format!("valid in strict base64url, but the {names} {be} not written so")),
        Canonical::Neither => say(
            format!("{title}; the signature does not match either"),
            "get the token again from where it was made: it was changed on its way, or its issuer does not write base64url as it should",
        )
        .short(format!("invalid signature, and the {names} {be} not strict base64url")),
    }
}
