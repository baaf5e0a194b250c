//! Finds a private key or a secret key inside a token, where a link would carry it along: as a JWK with private members at any
//! depth, as PEM or another key format inside a string, in a token inside the token.
//!
//! What looks like a private key counts as one, whole or damaged: a link that is not made costs less than a key.

use crate::base::diagnostic::Link;
use crate::format::json::{self, Member, Node, Value};
use crate::jose::sd_jwt::SdJwt;
use crate::jose::{self, Part, Token};
use crate::key::{self, Key, Material, Options, ParsedKey};

/// What is private.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// The private member of a JWK.
    Jwk,
    /// The secret of a JWK with `kty` `oct`.
    Secret,
    /// A private key in another format.
    Key,
}

/// Members that only private keys have, in the order of RFC 7518 §6.2.2, §6.3.2 and RFC 9964 §4.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "priv"];
/// Members that tell an object is a JWK, where `kty` is missing.
const KINDS: [&[&str]; 2] = [&["n", "e"], &["crv"]];
/// Texts inside texts are followed so deep: a token in a token, JSON in a string.
const DEPTH: usize = 4;
/// Longest path that is kept, in characters: a token chooses its names.
const SHOWN: usize = 80;
/// Shorter strings hold no private key in any format but JWK.
const SHORTEST_KEY: usize = 40;

/// The first private key or secret key inside `token`, in a disclosure beside it, or in the text that it was found in: why no link
/// is made of it.
pub fn private_inside(pasted: &str, token: &Token, sd_jwt: Option<&SdJwt>) -> Option<Link> {
    let inside = |(what, part, path): (What, Part, String)| Link::Holds {
        secret: what == What::Secret,
        part,
        path: crate::base::shown(&path, SHOWN),
    };
    let beside = || {
        let disclosures = sd_jwt.map(|sd_jwt| sd_jwt.disclosures.as_slice()).unwrap_or_default();
        disclosures.iter().any(|one| in_text(&one.document.text)) || has_pem(pasted)
    };
    inside_token(token, DEPTH).map(inside).or_else(|| beside().then_some(Link::HoldsBeside))
}

/// Whether a text holds a private key: as it is, or in JSON.
pub fn in_text(text: &str) -> bool {
    inside_text(text, DEPTH).is_some()
}

fn inside_token(token: &Token, depth: usize) -> Option<(What, Part, String)> {
    let depth = depth.checked_sub(1)?;
    let parts = [(Part::Header, Some(&token.header)), (Part::Payload, token.payload.as_ref())];
    parts.into_iter().find_map(|(part, document)| {
        let document = document?;
        let found = document.json.as_ref().and_then(|node| inside_node(node, "", depth));
        // JSON that is broken, or no JSON: the text itself.
        let found = found.or_else(|| inside_text(&document.text, depth).map(|what| (what, String::new())));
        found.map(|(what, path)| (what, part, path))
    })
}

/// What is private in a value, and the path to it. The reader bounds how deep values nest.
fn inside_node(node: &Node, path: &str, depth: usize) -> Option<(What, String)> {
    let step = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match &node.value {
        Value::Object(members) => {
            let own = private_member(members).map(|(what, name)| (what, step(name)));
            own.or_else(|| members.iter().find_map(|member| inside_node(&member.node, &step(&member.name), depth)))
        }
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, item)| inside_node(item, &format!("{path}[{index}]"), depth))
        }
        Value::String(text) => inside_text(text, depth).map(|what| (what, path.to_owned())),
        _ => None,
    }
}

/// The private member of an object that is a JWK. Each of several members of one name counts.
fn private_member(members: &[Member]) -> Option<(What, &str)> {
    let has = |name: &&str| members.iter().any(|member| member.name == **name);
    let kinds: Vec<&str> =
        members.iter().filter(|member| member.name == "kty").filter_map(|kty| kty.node.as_str()).collect();
    if kinds.iter().any(|kty| kty.eq_ignore_ascii_case("oct")) && has(&"k") {
        return Some((What::Secret, "k"));
    }
    let is_jwk = has(&"kty") || KINDS.iter().any(|names| names.iter().all(has));
    let private = PRIVATE.into_iter().find(|name| has(name)).filter(|_| is_jwk)?;
    Some((What::Jwk, private))
}

/// What is private in a text that stands for something itself: a key, JSON, or a token.
fn inside_text(text: &str, depth: usize) -> Option<What> {
    if has_pem(text) {
        return Some(What::Key);
    }
    let depth = depth.checked_sub(1)?;
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if trimmed.starts_with(['{', '[']) {
        return json::read(trimmed).node.and_then(|node| inside_node(&node, "", depth)).map(|found| found.0);
    }
    if trimmed.starts_with("eyJ") {
        let token = jose::parse(trimmed).token;
        return token.and_then(|token| inside_token(&token, depth)).map(|found| found.0);
    }
    (text.len() >= SHORTEST_KEY && is_private_key(text)).then_some(What::Key)
}

/// The marks of a private key in PEM, OpenSSH or PGP armour, of an age identity.
fn has_pem(text: &str) -> bool {
    text.contains("PRIVATE KEY-----") || text.contains("PRIVATE KEY BLOCK-----") || text.contains("AGE-SECRET-KEY-1")
}

/// Whether a text is a private key in one of the formats of the key field, without the marks: DER in base64 or hexadecimal.
fn is_private_key(text: &str) -> bool {
    let private = |key: &Key| key.can_sign() && !matches!(key.material, Material::Secret(_));
    match key::read(text, &Options::default()) {
        Some(Ok(ParsedKey::One(key))) => private(&key),
        Some(Ok(ParsedKey::Set(set))) => set.members.iter().filter_map(|member| member.key.as_ref().ok()).any(private),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;

    const PEM: &str = include_str!("../samples/rsa.pem");
    const EC: &str = r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}"#;

    fn key(part: Part, path: &str) -> Option<(Part, &str, bool)> {
        Some((part, path, false))
    }

    /// What is found in a token of these texts: its part, the path, and whether it is a secret.
    #[track_caller]
    fn check(header: &str, payload: &str, expected: Option<(Part, &str, bool)>) {
        let text = format!("{}.{}.AAAA", encode(header.as_bytes()), encode(payload.as_bytes()));
        let token = jose::parse(text.as_str()).token.expect("a token");
        let expected = expected.map(|(part, path, secret)| Link::Holds { secret, part, path: path.into() });
        assert_eq!(private_inside(&text, &token, None), expected, "{header} {payload}");
    }

    #[test]
    fn a_private_jwk_is_found_at_any_depth_and_named() {
        check(&format!(r#"{{"alg":"ES256","jwk":{EC}}}"#), "{}", key(Part::Header, "jwk.d"));
        check("{}", &format!(r#"{{"cnf":{{"jwk":{EC}}}}}"#), key(Part::Payload, "cnf.jwk.d"));
        check("{}", &format!(r#"{{"a":[1,{{"keys":[{EC}]}}]}}"#), key(Part::Payload, "a[1].keys[0].d"));
        check("{}", EC, key(Part::Payload, "d"));
        for member in PRIVATE {
            check(
                &format!(r#"{{"jwk":{{"kty":"RSA","n":"AA","e":"AA","{member}":"AA"}}}}"#),
                "{}",
                key(Part::Header, &format!("jwk.{member}")),
            );
        }
        check(r#"{"jwk":{"kty":"oct","k":"AAEC"}}"#, "{}", Some((Part::Header, "jwk.k", true)));
        check(r#"{"jwk":{"kty":"RSA","kty":"OCT","k":"AAEC"}}"#, "{}", Some((Part::Header, "jwk.k", true)));
        check(r#"{"jwk":{"crv":"Ed25519","x":"AA","d":"AA"}}"#, "{}", key(Part::Header, "jwk.d"));
    }

    #[test]
    fn a_private_key_in_a_string_is_found() {
        let quoted = |text: &str| format!("{{\"key\":{}}}", serde_json::to_string(text).expect("JSON"));
        check("{}", &quoted(PEM), key(Part::Payload, "key"));
        check("{}", &quoted(EC), key(Part::Payload, "key"));
        check("{}", &quoted(&format!("see {}", PEM.replace('\n', "\\n"))), key(Part::Payload, "key"));
        let base64: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
        check("{}", &quoted(&base64), key(Part::Payload, "key"));
        let inner = format!("{}.e30.AAAA", encode(format!(r#"{{"alg":"ES256","jwk":{EC}}}"#).as_bytes()));
        check("{}", &quoted(&inner), key(Part::Payload, "key"));
    }

    #[test]
    fn a_payload_that_is_no_json_is_searched_too() {
        check("{}", PEM, key(Part::Payload, ""));
        let inner = format!("{}.e30.AAAA", encode(format!(r#"{{"alg":"ES256","jwk":{EC}}}"#).as_bytes()));
        check(r#"{"cty":"JWT"}"#, &inner, key(Part::Payload, ""));
        check("{}", &EC[..EC.len() - 1], key(Part::Payload, "d"));
    }

    #[test]
    fn a_private_key_beside_the_token_is_found() {
        let token = jose::parse("eyJhbGciOiJIUzI1NiJ9.e30.AAAA").token.expect("a token");
        assert_eq!(private_inside(&format!("{PEM}\n{}", token.text), &token, None), Some(Link::HoldsBeside));
    }

    #[test]
    fn public_keys_and_claims_with_short_names_are_no_private_keys() {
        check("{}", r#"{"d":"x","k":"y","p":1,"sub":"alice"}"#, None);
        check(
            r#"{"jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},"epk":{"kty":"OKP","crv":"X25519","x":"AA"}}"#,
            "{}",
            None,
        );
        check("{}", r#"{"x5c":["MIIBszCCAVqgAwIBAgIUAAAAAAAAAAAAAAAAAAAAAAAAAAAw"],"n":"AA","k":"AA"}"#, None);
        check(
            "{}",
            &format!("{{\"text\":\"{}\"}}", "a long text that is no key at all, and never was".repeat(3)),
            None,
        );
        check("{}", include_str!("../samples/rsa.pub.pem"), None);
    }

    #[test]
    fn nesting_without_end_is_followed_only_so_far() {
        let nested = (0..8).fold(EC.to_owned(), |text, _| serde_json::to_string(&[text]).expect("JSON"));
        check("{}", &nested, None);
        let deep = format!("{}{EC}{}", "[".repeat(200), "]".repeat(200));
        check("{}", &deep, key(Part::Payload, &format!("{}[0…", "[0]".repeat(26))));
    }
}
