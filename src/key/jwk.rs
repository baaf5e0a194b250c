//! A key as a JSON Web Key (RFC 7517; members by RFC 7518 §6): each member checked on its own, and each fault named with
//! the member it is in.
//!
//! A text is taken for a JWK if it starts with `{` and has a member that only a JWK has. Where it is not well-formed it is
//! refused: half a key is no key. Messages name members and positions, never what stands in them.

mod certificates;
mod kinds;
mod member;

use super::describe::shown;
use super::{Key, KeyFault, ParsedKey, Restrictions, Source, jwks};
use crate::base::diagnostic::Code;
use crate::spec::Spec;
use crate::token::json::{self, Node, Value};
use crate::words;
pub(crate) use certificates::chain;
use member::not_text;

/// Members that make a JSON text a JWK, or something that was meant to be one.
const TYPICAL: [&str; 10] = ["kty", "n", "e", "crv", "x", "k", "keys", "jwks", "jwks_uri", "pub"];

/// Reads a key from a JWK or a JWK Set; `None` if it is not meant as one.
pub(super) fn read(whole: &str) -> Option<Result<ParsedKey, KeyFault>> {
    let text = super::content(whole);
    if !text.starts_with(['{', '[']) {
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
    if !(meant || damaged && named) {
        return None;
    }
    if damaged {
        return Some(Err(broken(whole, &reading, whole.len() - text.len())));
    }
    let node = reading.node.as_ref()?;
    let inner = node.get("jwks").and_then(|set| set.get("keys"));
    Some(if node.get("kty").is_some() {
        single(node).map(ParsedKey::One)
    } else if let Some(keys) = node.get("keys").or(inner) {
        jwks::read(keys).map(ParsedKey::Set)
    } else if matches!(node.value, Value::Array(_)) {
        jwks::read(node).map(ParsedKey::Set)
    } else if let Some(address) = node.get("jwks_uri") {
        Err(configuration(address))
    } else {
        Err(KeyFault::new("jwk-kty-missing", "this JWK has no `kty`, the member that says which kind of key it is")
            .hint(guess(node))
            .spec(Spec::Rfc(7517, "4.1")))
    })
}

/// The first syntax fault with its place. Messages of the JSON reader that show a part of the text are replaced.
/// The reading starts at byte `start` of the text.
fn broken(text: &str, reading: &json::Reading, start: usize) -> KeyFault {
    let fault = |message: String| KeyFault::new("jwk-json", message).spec(Spec::Rfc(8259, ""));
    let Some(first) = reading.faults.iter().find(|fault| fault.is_syntax()) else {
        return fault("the JSON of this JWK cannot be read".into());
    };
    let (line, column) = json::line_column(text, start + first.at.start);
    let place = format!("the JSON of this JWK is broken at line {line}, column {column}");
    let shows_nothing = matches!(
        first.facts.code(),
        Code::JsonTruncated
            | Code::JsonMissingMember
            | Code::JsonMissingName
            | Code::JsonMissingColon
            | Code::JsonMissingComma
            | Code::JsonMissingValue
            | Code::JsonMissingCloser
            | Code::JsonUnexpectedCloser
            | Code::JsonTrailingComma
            | Code::JsonTrailingText
            | Code::JsonComment
            | Code::JsonWhiteSpace
            | Code::JsonSingleQuotes
            | Code::JsonUnterminatedString
            | Code::JsonControlCharacter
    );
    let words = words::of_json(&first.facts);
    let what = match first.facts.code() {
        _ if shows_nothing => words.title.as_str(),
        Code::JsonUnquotedName => "a name without quotes",
        Code::JsonNotAValue => "a value without quotes, or one that JSON does not have",
        Code::JsonNumber => "something like a number that JSON does not have",
        Code::JsonBadEscape => "an escape that JSON does not have",
        _ => "something that is not JSON",
    };
    let fault = fault(format!("{place}: {what}"));
    match words.fix {
        Some(fix) if shows_nothing => fault.hint(fix),
        _ => fault,
    }
}

fn configuration(address: &Node) -> KeyFault {
    let hint = match address.as_str() {
        Some(address) => format!("nothing is fetched here: open {} yourself and paste the key from it", shown(address)),
        None => "paste the key itself".into(),
    };
    KeyFault::new(
        "jwk-openid-configuration",
        "this is a server's configuration: it says where its keys are, and holds none",
    )
    .hint(hint)
    .spec(Spec::Rfc(8414, "2"))
}

/// What `kty` is probably missing from these members.
fn guess(node: &Node) -> &'static str {
    let has = |name: &str| node.get(name).is_some();
    match () {
        () if has("n") || has("e") => "by its members it is an RSA key: add \"kty\":\"RSA\"",
        () if has("crv") && has("y") => "by its members it is an EC key: add \"kty\":\"EC\"",
        () if has("k") => "by its members it is a secret: add \"kty\":\"oct\"",
        () if has("crv") => "by its members it is an OKP key: add \"kty\":\"OKP\"",
        () if has("pub") => "by its members it is an ML-DSA key: add \"kty\":\"AKP\"",
        () => "add it: \"RSA\", \"EC\", \"OKP\", \"AKP\" or \"oct\"",
    }
}

/// Reads one JWK.
pub(crate) fn single(node: &Node) -> Result<Key, KeyFault> {
    let mut notes = duplicates(node);
    let kty = match node.get("kty") {
        Some(kty) => kty.as_str().ok_or_else(|| not_text("kty", kty).spec(Spec::Rfc(7517, "4.1")))?,
        None => {
            return Err(KeyFault::new("jwk-kty-missing", "this JWK has no `kty`")
                .hint(guess(node))
                .spec(Spec::Rfc(7517, "4.1")));
        }
    };
    let material = match kty {
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
    let fault = KeyFault::new("jwk-kty", format!("`kty` is \"{}\", a kind of key unknown here", shown(kty)))
        .spec(Spec::Rfc(7518, "6.1"));
    match ["RSA", "EC", "OKP", "AKP", "oct"].into_iter().find(|name| name.eq_ignore_ascii_case(kty)) {
        Some(near) => fault.hint(format!("`kty` is case-sensitive: write \"{near}\"")),
        None => fault.hint("known kinds are \"RSA\", \"EC\", \"OKP\", \"AKP\" and \"oct\""),
    }
}

/// A note for each member that stands more than once (RFC 7517 §4: refuse, or take the last; we take the last and say so).
fn duplicates(node: &Node) -> Vec<String> {
    let mut names: Vec<&str> = node.members().iter().map(|member| member.name.as_str()).collect();
    names.sort_unstable();
    let runs = names.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
    runs.filter_map(|run| Some(format!("`{}` stands {} times; the last one is used", shown(run.first()?), run.len())))
        .collect()
}

/// `kid`, `use`, `key_ops` and `alg`, with a note on each that is not of the type it has to be.
fn restrictions(node: &Node, notes: &mut Vec<String>) -> Restrictions {
    let mut text = |name: &str| {
        let member = node.get(name)?;
        if member.as_str().is_none() {
            notes.push(format!("{}; it is passed over", not_text(name, member).message));
        }
        member.as_str().map(str::to_owned)
    };
    let (kid, r#use, alg) = (text("kid"), text("use"), text("alg"));
    let key_ops = node.get("key_ops").and_then(|member| match &member.value {
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    });
    if key_ops.is_none() && node.get("key_ops").is_some() {
        notes.push("`key_ops` has to be an array of strings, and is not; it is passed over".into());
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
            "`use` has to be a string, and is a number",
        );
        assert_eq!(odd.restrictions, Restrictions::default());
        assert!(odd.notes.join("; ").contains("`key_ops` has to be an array of strings"));
    }

    #[test]
    fn broken_json_is_named_with_line_and_column() {
        refuse(&EC.replacen(",\n", "\n", 1), "jwk-json", "broken at line 3, column 3: there is no comma", "");
        refuse(&format!("\n\n{}", EC.replacen(",\n", "\n", 1)), "jwk-json", "broken at line 5, column 3", "");
        refuse(&EC[..EC.len() - 3], "jwk-json", "the text ends too early", "");
        refuse(r#"{"kty":"oct","k":hunter2}"#, "jwk-json", "line 1, column 18: a value without quotes", "");
        refuse(r#"{kty:"oct", "k":"AAEC"}"#, "jwk-json", "a name without quotes", "");
    }

    #[test]
    fn a_missing_or_unknown_kty_is_named() {
        refuse(&RSA.replacen("kty", "type", 1), "jwk-kty-missing", "has no `kty`", "add \"kty\":\"RSA\"");
        refuse(&EC.replacen("kty", "type", 1), "jwk-kty-missing", "has no `kty`", "add \"kty\":\"EC\"");
        refuse(r#"{"k":"AAEC"}"#, "jwk-kty-missing", "has no `kty`", "add \"kty\":\"oct\"");
        refuse(r#"{"x":"AAEC"}"#, "jwk-kty-missing", "has no `kty`", "\"RSA\", \"EC\", \"OKP\"");
        refuse(&EC.replacen("\"EC\"", "null", 1), "jwk-member-type", "`kty` has to be a string, and is null", "");
        refuse(&EC.replacen("EC", "ec", 1), "jwk-kty", "`kty` is \"ec\"", "write \"EC\"");
        refuse(&EC.replacen("EC", "DSA", 1), "jwk-kty", "unknown here", "known kinds");
    }

    #[test]
    fn of_equal_members_the_last_is_used() {
        let key =
            check(r#"{"kty":"oct","k":"AAEC","k":"AwQF"}"#, "HMAC secret, 3 bytes, from a JWK", "`k` stands 2 times");
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
        refuse(text, "jwk-openid-configuration", "where its keys are", "open https://a.example/keys yourself");
    }
}
