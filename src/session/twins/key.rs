//! Twins that lead the verifier to a key of the attacker: the header brings it, or says where it is.

use super::Outcome::{Either, Refuse};
use super::forge::Forge;
use super::{Forged, TwinKind, der};
use crate::format::base64::Alphabet;
use crate::format::json;
use crate::key::Format;
use crate::spec::Spec;

/// The rule on what a header says of keys.
const RECEIVED: Spec = Spec::Rfc(8725, "3.10");
const KNOWN: &[u8] = b"known";

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "jwk-in-header",
        title: "The key in the header",
        breaks: "The header brings a key in `jwk`, which signed the token.",
        rule: Spec::Rfc(7515, "4.1.3"),
        outcome: Refuse,
        make: |forge| {
            let key = forge.attacker()?;
            let format = if forge.is_hmac() { Format::JwkPrivate } else { Format::JwkPublic };
            let jwk = key.write(format).map_err(|_| "This kind of key has no JWK.")?;
            let jwk = json::compact(jwk.as_bytes());
            forge.by_attacker(&format!(",\"jwk\":{}", String::from_utf8_lossy(&jwk)))
        },
    },
    TwinKind {
        id: "jku",
        title: "An address of keys in the header",
        breaks: "`jku` leads to the attacker’s key set, and a key of that set signed the token.",
        rule: RECEIVED,
        outcome: Refuse,
        make: |forge| forge.by_attacker(r#","jku":"https://attacker.example/jwks.json""#),
    },
    TwinKind {
        id: "jku-userinfo",
        title: "An address of keys that looks like the issuer’s",
        breaks: "`jku` begins with the address of the issuer and leads to `attacker.example`.",
        rule: RECEIVED,
        outcome: Refuse,
        make: |forge| {
            let issuer = forge.base.expect.issuer.trim_end_matches('/').to_owned();
            forge.by_attacker(&format!(r#","jku":{}"#, json::quoted(&format!("{issuer}@attacker.example/jwks.json"))))
        },
    },
    TwinKind {
        id: "x5u",
        title: "An address of a certificate in the header",
        breaks: "`x5u` leads to the attacker’s certificate, and its key signed the token.",
        rule: RECEIVED,
        outcome: Refuse,
        make: |forge| {
            if forge.is_hmac() {
                return Err("A secret has no certificate.");
            }
            forge.by_attacker(r#","x5u":"https://attacker.example/certificate.pem""#)
        },
    },
    TwinKind {
        id: "x5c",
        title: "A certificate in the header",
        breaks: "The header brings a certificate in `x5c` that its own key signed, and that key signed the token.",
        rule: Spec::Rfc(7515, "4.1.6"),
        outcome: Refuse,
        make: |forge| {
            let key = forge.attacker()?;
            let certificate = der::certificate(&key, forge).ok_or("This kind of key has no certificate here.")?;
            forge.by_attacker(&format!(r#","x5c":["{}"]"#, Alphabet::Standard.encode(&certificate)))
        },
    },
    TwinKind {
        id: "kid-path",
        title: "A path in `kid`",
        breaks: "`kid` leads out of the folder of keys to `/dev/null`, and an empty secret signed the token.",
        rule: RECEIVED,
        outcome: Refuse,
        make: |forge| kid(forge, "../../../../../../../../dev/null", b""),
    },
    TwinKind {
        id: "kid-sql",
        title: "SQL in `kid`",
        breaks: "`kid` makes a query for the key answer `known`, and that secret signed the token.",
        rule: RECEIVED,
        outcome: Refuse,
        make: |forge| kid(forge, "x' UNION SELECT 'known' -- ", KNOWN),
    },
    TwinKind {
        id: "kid-null-byte",
        title: "A null byte in `kid`",
        breaks: "A null byte in `kid` cuts a file name short, and an empty secret signed the token.",
        rule: RECEIVED,
        outcome: Refuse,
        make: |forge| kid(forge, "../../../../../../../../dev/null\0.pem", b""),
    },
    TwinKind {
        id: "kid-command",
        title: "A command in `kid`",
        breaks: "`kid` holds a command for a shell, and the secret that it prints signed the token.",
        rule: RECEIVED,
        outcome: Refuse,
        make: |forge| kid(forge, "key.pem; printf known", KNOWN),
    },
    TwinKind {
        id: "kid-unknown",
        title: "An unknown `kid`",
        breaks: "The right key signed the token, and `kid` is the name of no key.",
        rule: Spec::Rfc(7515, "4.1.4"),
        outcome: Either("`kid` is a hint. A verifier with one key may ignore it, and one with a set finds no key."),
        make: |forge| forge.parameter("kid", "\"no key has this name\""),
    },
    TwinKind {
        id: "kid-object",
        title: "An object in `kid`",
        breaks: "The right key signed the token, and `kid` is an object, which finds any key in some databases.",
        rule: Spec::Rfc(7515, "4.1.4"),
        outcome: Either("`kid` must be a text. A verifier with one key may ignore it, whatever it is."),
        make: |forge| forge.parameter("kid", r#"{"$ne":null}"#),
    },
];

/// A token under HMAC with a `kid` that leads to the secret.
fn kid(forge: &mut Forge, kid: &str, secret: &[u8]) -> Forged {
    let row = if forge.is_hmac() { forge.algorithm() } else { &crate::engine::jwa::hmac::HS256 };
    let header = forge.with_parameter("kid", &json::quoted(kid))?;
    let header = json::with_member(&header, "alg", &json::quoted(row.name)).unwrap_or(header);
    let payload = forge.tampered()?;
    forge.sign_as(row, &super::forge::secret_key(secret), &header, payload.as_bytes())
}
