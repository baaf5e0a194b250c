//! A key as a JSON Web Key (RFC 7517; members by RFC 7518 §6): each member checked on its own, and each fault named with
//! the member it is in.
//!
//! A text is taken for a JWK if it starts with `{` and has a member that only a JWK has. Where it is not well-formed it is
//! refused: half a key is no key. Messages name members and positions, never what stands in them.

mod certificates;
mod kinds;
mod meant;
mod member;
mod mend;

use super::describe::shown;
use super::{Key, KeyFault, Material, ParsedKey, Restrictions, Source, fault, jwks, literal, wrapped};
use crate::base::diagnostic::Json;
use crate::base::diagnostic::key::{BrokenJson, Inexact, Jwk as Fault, Mended, Note};
use crate::format::json::{self, Node, Value};
use crate::spec::Spec;
pub(crate) use certificates::chain;
pub(super) use member::decimal;
use member::not_text;
pub(super) use mend::candidates;

/// Members that make a JSON text a JWK, or something that was meant to be one.
const TYPICAL: [&str; 10] = ["kty", "n", "e", "crv", "x", "k", "keys", "jwks", "jwks_uri", "pub"];

/// Reads a key from a JWK or a JWK Set, or from other JSON with keys in it; `None` if it is not meant as one.
pub(super) fn read(whole: &str) -> Option<Result<ParsedKey, KeyFault>> {
    let text = super::content(whole);
    if !text.starts_with(['{', '[']) {
        return None;
    }
    // Escaped quotes: JSON inside of a string, which is unwrapped before it is read.
    if text.trim_start_matches(|c: char| matches!(c, '{' | '[') || c.is_whitespace()).starts_with('\\') {
        return None;
    }
    let named = text.contains("\"kty\"");
    let reading = json::read(text);
    let meant = match reading.node.as_ref().map(|node| &node.value) {
        Some(Value::Object(members)) => members.iter().any(|member| TYPICAL.contains(&member.name.as_str())),
        // An array of keys is no JWK Set, and is pasted for one.
        Some(Value::Array(items)) => items.first().is_some_and(|first| first.get("kty").is_some()),
        _ => false,
    };
    // In a broken text the members may be out of reach, but not out of sight.
    let damaged = !reading.well_formed();
    if damaged && let Some(found) = straightened(text) {
        return Some(found);
    }
    if damaged && let Some(found) = rewritten(text) {
        return Some(Ok(found));
    }
    if damaged && (meant || named) {
        return Some(Err(broken(whole, &reading, whole.len() - text.len())));
    }
    let node = reading.node.as_ref().filter(|_| !damaged)?;
    let inner = node.get("jwks").and_then(|set| set.get("keys"));
    let keys = node.get("keys").or(inner);
    Some(match keys {
        _ if node.get("kty").is_some() => single(node).map(ParsedKey::One),
        Some(keys) if matches!(keys.value, Value::Array(_)) => jwks::read(keys).map(ParsedKey::Set),
        None if meant && matches!(node.value, Value::Array(_)) => jwks::read(node).map(ParsedKey::Set),
        _ => match (wrapped::read(node), keys, node.get("jwks_uri")) {
            (Some(found), ..) => found,
            _ if !meant => return None,
            (None, Some(keys), _) => jwks::read(keys).map(ParsedKey::Set),
            (None, None, Some(address)) => Err(configuration(address)),
            (None, None, None) => Err(fault(Fault::KtyMissing(guess(node)))),
        },
    })
}

/// The same with straight quotes, if that makes it whole: chats and word processors put typographic ones.
fn straightened(text: &str) -> Option<Result<ParsedKey, KeyFault>> {
    const CURLY: [char; 5] = ['“', '”', '„', '‟', '″'];
    if !text.contains(CURLY) {
        return None;
    }
    let straight = text.replace(CURLY, "\"");
    json::read(straight.as_str())
        .well_formed()
        .then(|| read(&straight))?
        .map(|found| found.map(|found| found.noted(Note::Mended(Mended::TypographicQuotes))))
}

/// The key that stands there as a programming language writes it, or the keys of one object after the other. Not a secret: any
/// bytes are one, so nothing would tell that they were read as they were meant.
fn rewritten(text: &str) -> Option<ParsedKey> {
    let (json, how) = literal::json(text)?;
    let whole = json::read(json.as_str()).well_formed();
    let found = whole.then(|| read(&json))?.and_then(Result::ok)?;
    if matches!(found.one().map(|key| &key.material), Some(Material::Secret(_))) {
        return None;
    }
    Some(found.noted(Note::Mended(how)))
}

/// The first syntax fault with its place. Facts that hold a part of the text are left out.
/// The reading starts at byte `start` of the text.
fn broken(text: &str, reading: &json::Reading, start: usize) -> KeyFault {
    let Some(first) = reading.faults.iter().find(|fault| fault.is_syntax()) else {
        return fault(Fault::Json(None, BrokenJson::Other));
    };
    let what = match &first.facts {
        shown @ (Json::Truncated { .. }
        | Json::MissingMember
        | Json::MissingName
        | Json::MissingColon
        | Json::MissingComma { .. }
        | Json::Semicolon
        | Json::MissingValue
        | Json::MissingCloser { .. }
        | Json::UnexpectedCloser { .. }
        | Json::TrailingComma { .. }
        | Json::TrailingText { .. }
        | Json::Comment
        | Json::WhiteSpace(_)
        | Json::SingleQuotes
        | Json::Printed(_)
        | Json::UnterminatedString
        | Json::ControlCharacter(_)) => BrokenJson::Shown(shown.clone()),
        Json::UnquotedName(_) => BrokenJson::Name,
        Json::NotAValue(..) => BrokenJson::Value,
        Json::Number(..) => BrokenJson::Number,
        Json::BadEscape(_) => BrokenJson::Escape,
        _ => BrokenJson::Other,
    };
    fault(Fault::Json(Some(json::line_column(text, start + first.at.start)), what))
}

fn configuration(address: &Node) -> KeyFault {
    fault(Fault::Configuration(address.as_str().map(shown)))
}

/// The `kty` that is probably missing from these members.
fn guess(node: &Node) -> Option<&'static str> {
    let has = |name: &str| node.get(name).is_some();
    match () {
        () if has("n") || has("e") => Some("RSA"),
        () if has("crv") && has("y") => Some("EC"),
        () if has("k") => Some("oct"),
        () if has("crv") => Some("OKP"),
        () if has("pub") => Some("AKP"),
        () => None,
    }
}

/// Reads one JWK.
pub(crate) fn single(node: &Node) -> Result<Key, KeyFault> {
    let mut notes = duplicates(node);
    let kty = match node.get("kty") {
        Some(kty) => kty.as_str().ok_or_else(|| not_text("kty", kty, Some(Spec::Rfc(7517, "4.1"))))?,
        None => return Err(fault(Fault::KtyMissing(guess(node)))),
    };
    let plain = kty.strip_suffix("-HSM").filter(|plain| ["RSA", "EC", "oct", "OKP"].contains(plain));
    if plain.is_some() {
        notes.push(Note::Jwk(Inexact::AzureKty(shown(kty))));
    }
    let material = match plain.unwrap_or(kty) {
        "RSA" => kinds::rsa_key(node, &mut notes)?,
        "EC" => kinds::ec_key(node, &mut notes)?,
        "OKP" => kinds::okp_key(node, &mut notes)?,
        "AKP" => kinds::akp_key(node, &mut notes)?,
        "oct" => kinds::secret(node, &mut notes)?,
        other => return Err(unknown(other)),
    };
    let restrictions = restrictions(node, &mut notes);
    let key = Key { restrictions, ..Key::new(material, Source::Jwk, notes) };
    certificates::attach(node, key)
}

fn unknown(kty: &str) -> KeyFault {
    let near = ["RSA", "EC", "OKP", "AKP", "oct"].into_iter().find(|name| name.eq_ignore_ascii_case(kty));
    fault(Fault::Kty(shown(kty), near))
}

/// A note for each member that stands more than once (RFC 7517 §4: refuse, or take the last; we take the last and say so).
fn duplicates(node: &Node) -> Vec<Note> {
    let mut names: Vec<&str> = node.members().iter().map(|member| member.name.as_str()).collect();
    names.sort_unstable();
    let runs = names.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
    runs.filter_map(|run| Some(Note::Jwk(Inexact::Repeated(shown(run.first()?), run.len())))).collect()
}

/// `kid`, `use`, `key_ops` and `alg`, with a note on each that is not of the type it has to be.
fn restrictions(node: &Node, notes: &mut Vec<Note>) -> Restrictions {
    let mut text = |name| {
        let member = node.get(name)?;
        if member.as_str().is_none() {
            notes.push(Note::Jwk(Inexact::Ignored(not_text(name, member, None))));
        }
        member.as_str().map(str::to_owned)
    };
    let (kid, r#use, alg) = (text("kid"), text("use"), text("alg"));
    let key_ops = node.get("key_ops").and_then(|member| match &member.value {
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    });
    if key_ops.is_none() && node.get("key_ops").is_some() {
        notes.push(Note::Jwk(Inexact::KeyOps));
    }
    Restrictions { kid, r#use, key_ops, alg }
}

#[cfg(test)]
mod tests {
    use crate::key::testing::{check, fixture, read, refuse};
    use crate::key::{Material, Restrictions};

    const RSA: &str = fixture!("rsa2048-private.jwk.json");
    const RSA_PUBLIC: &str = fixture!("rsa2048-public.jwk.json");
    const EC: &str = fixture!("p256-private.jwk.json");
    const EC_PUBLIC: &str = fixture!("p256-public.jwk.json");

    #[test]
    fn each_kind_is_read() {
        check(RSA, "RSA private key, 2048 bit, from a JWK", "");
        check(RSA_PUBLIC, "RSA public key, 2048 bit, from a JWK", "");
        check(EC, "EC private key on P-256, from a JWK", "");
        check(EC_PUBLIC, "EC public key on P-256, from a JWK", "");
        let secret = check(r#"{"kty":"oct","k":"AAEC"}"#, "HMAC secret, 3 bytes, from a JWK", "");
        assert!(matches!(secret.material, Material::Secret(bytes) if bytes.0 == [0, 1, 2]));
        check(&format!("\u{feff} \n{EC}"), "EC private key on P-256, from a JWK", "");
    }

    #[test]
    fn what_the_jwk_says_of_its_use_is_kept() {
        let jwk = r#"{"kty":"oct","k":"AAEC","kid":"a","use":"enc","alg":"HS256","key_ops":["sign","verify"]}"#;
        let text = |text: &str| Some(text.to_owned());
        let expected = Restrictions {
            kid: text("a"),
            r#use: text("enc"),
            key_ops: Some(vec!["sign".into(), "verify".into()]),
            alg: text("HS256"),
        };
        assert_eq!(read(jwk).map(|key| key.restrictions), Ok(expected));
        let odd = check(
            r#"{"kty":"oct","k":"AAEC","use":1,"key_ops":"sign"}"#,
            "HMAC secret, 3 bytes, from a JWK",
            "`use` is a number; it must be a string",
        );
        assert_eq!(odd.restrictions, Restrictions::default());
        assert!(crate::key::testing::notes(&odd.notes).contains("`key_ops` must be an array of strings"));
    }

    #[test]
    fn broken_json_is_named_with_line_and_column() {
        refuse(
            &EC.replacen(",\n", "\n", 1),
            "jwk-json",
            "Key(Jwk(Json(Some((3, 3)), Shown(MissingComma { in_array: false, after_quote: false }))))",
        );
        refuse(
            &format!("\n\n{}", EC.replacen(",\n", "\n", 1)),
            "jwk-json",
            "Key(Jwk(Json(Some((5, 3)), Shown(MissingComma { in_array: false, after_quote: false }))))",
        );
        refuse(
            &EC[..EC.len() - 3],
            "jwk-json",
            r#"Key(Jwk(Json(Some((7, 55)), Shown(Truncated { closers: "}", more: 0 }))))"#,
        );
        refuse(r#"{"kty":"oct","k":hunter2}"#, "jwk-json", "Key(Jwk(Json(Some((1, 18)), Value)))");
        refuse(r#"{kty:"oct", "k":"AAEC"}"#, "jwk-json", "Key(Jwk(Json(Some((1, 2)), Name)))");
    }

    #[test]
    fn a_missing_or_unknown_kty_is_named() {
        refuse(&RSA.replacen("kty", "type", 1), "jwk-kty-missing", r#"Key(Jwk(KtyMissing(Some("RSA"))))"#);
        refuse(&EC.replacen("kty", "type", 1), "jwk-kty-missing", r#"Key(Jwk(KtyMissing(Some("EC"))))"#);
        refuse(r#"{"k":"AAEC"}"#, "jwk-kty-missing", r#"Key(Jwk(KtyMissing(Some("oct"))))"#);
        refuse(r#"{"x":"AAEC"}"#, "jwk-kty-missing", "Key(Jwk(KtyMissing(None)))");
        refuse(
            &EC.replacen("\"EC\"", "null", 1),
            "jwk-member-type",
            r#"Key(Jwk(MemberType { name: "kty", kind: "null", spec: Some(Rfc(7517, "4.1")) }))"#,
        );
        refuse(&EC.replacen("EC", "ec", 1), "jwk-kty", r#"Key(Jwk(Kty("ec", Some("EC"))))"#);
        refuse(&EC.replacen("EC", "DSA", 1), "jwk-kty", r#"Key(Jwk(Kty("DSA", None)))"#);
    }

    #[test]
    fn of_equal_members_the_last_is_used() {
        let key =
            check(r#"{"kty":"oct","k":"AAEC","k":"AwQF"}"#, "HMAC secret, 3 bytes, from a JWK", "`k` occurs 2 times");
        assert!(matches!(key.material, Material::Secret(bytes) if bytes.0 == [3, 4, 5]));
    }

    #[test]
    fn json_that_is_no_jwk_is_a_secret() {
        let text = r#"{"secret":"a"}"#;
        let key = check(text, "HMAC secret, 14 bytes", "no member of a JWK");
        assert!(matches!(key.material, Material::Secret(bytes) if bytes.0 == text.as_bytes()));
        check("{secret}", "HMAC secret, 8 bytes", "no member of a JWK");
        check("[1]", "HMAC secret, 3 bytes", "");
    }

    #[test]
    fn a_configuration_is_told_from_a_key() {
        let text = r#"{"issuer":"https://a.example","jwks_uri":"https://a.example/keys"}"#;
        refuse(text, "jwk-openid-configuration", r#"Key(Jwk(Configuration(Some("https://a.example/keys"))))"#);
    }
}
