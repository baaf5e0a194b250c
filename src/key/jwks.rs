//! A JWK Set (RFC 7517 §5): used if it holds one key; if it holds several, they are listed so that a person can choose.

use super::describe::shown;
use super::{Key, KeyFault, jwk};
use crate::spec::Spec;
use crate::token::json::{Node, Value};

/// More keys than these are only counted.
const LISTED: usize = 12;

/// Reads `keys`, the array of a JWK Set.
pub fn read(keys: &Node) -> Result<Key, KeyFault> {
    let fault = |code, message: String| KeyFault::new(code, message).spec(Spec::Rfc(7517, "5.1"));
    let Value::Array(items) = &keys.value else {
        return Err(fault("jwks-keys", "`keys` of this JWK Set has to be an array of keys".into()));
    };
    match items.as_slice() {
        [] => Err(fault("jwks-empty", "this JWK Set holds no key".into())),
        [only] => {
            let mut key = jwk::single(only)?;
            key.notes.push("the JWK Set holds one key, which is used".into());
            Ok(key)
        }
        several => {
            let mut list: Vec<String> = several.iter().take(LISTED).map(describe).collect();
            if several.len() > LISTED {
                list.push(format!("and {} more", several.len() - LISTED));
            }
            Err(fault("jwks-several-keys", format!("this JWK Set holds {} keys: {}", several.len(), list.join(", ")))
                .hint("paste the one JWK whose `kid` is that in the header of the token"))
        }
    }
}

/// A key of the set in a few words: `"a1" (RSA, RS256)`.
fn describe(key: &Node) -> String {
    let text = |name: &str| key.get(name).and_then(Node::as_str).map(shown);
    let kid = text("kid").map_or_else(|| "one without `kid`".to_owned(), |kid| format!("\"{kid}\""));
    let kind = text("kty").unwrap_or_else(|| "no `kty`".to_owned());
    let more =
        [text("crv"), text("alg"), text("use").filter(|r#use| r#use == "enc").map(|_| "for encryption".to_owned())];
    let words: Vec<String> = [Some(kind)].into_iter().chain(more).flatten().collect();
    format!("{kid} ({})", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::LISTED;
    use crate::key::{Encoding, detect};

    const KEY: &str = r#"{"kty":"oct","k":"AAEC","kid":"a1","alg":"HS256"}"#;

    /// The text is one key with that note, or a fault with that code and message.
    #[track_caller]
    fn check(text: &str, expected: Result<&str, (&str, &str)>) {
        match (detect(text, Encoding::Utf8).expect("there is text"), expected) {
            (Ok(key), Ok(note)) => {
                assert_eq!(key.summary(), "HMAC secret, 3 bytes, from a JWK");
                assert!(key.notes.join("; ").contains(note), "{:?}", key.notes);
            }
            (Err(fault), Err((code, message))) => {
                assert_eq!(fault.code, code);
                assert!(fault.message.contains(message), "{fault}");
            }
            (got, expected) => panic!("{text}: {got:?}, not {expected:?}"),
        }
    }

    #[test]
    fn a_set_of_one_key_is_that_key() {
        check(&format!(r#"{{"keys":[{KEY}]}}"#), Ok("holds one key, which is used"));
        check(&format!("[{KEY}]"), Ok("holds one key, which is used"));
        check(r#"{"keys":[{"kty":"oct"}]}"#, Err(("jwk-member-missing", "`k` is missing")));
    }

    #[test]
    fn several_keys_are_listed_for_a_choice() {
        let other = r#"{"kty":"EC","crv":"P-256","use":"enc"}"#;
        let message = "holds 3 keys: \"a1\" (oct, HS256), one without `kid` (EC, P-256, for encryption), one without `kid` (no `kty`)";
        check(&format!(r#"{{"keys":[{KEY},{other},7]}}"#), Err(("jwks-several-keys", message)));
        let many = vec![KEY; LISTED + 2].join(",");
        check(&format!(r#"{{"keys":[{many}]}}"#), Err(("jwks-several-keys", "(oct, HS256), and 2 more")));
    }

    #[test]
    fn a_set_without_keys_is_refused() {
        check(r#"{"keys":[]}"#, Err(("jwks-empty", "holds no key")));
        check(r#"{"keys":{}}"#, Err(("jwks-keys", "has to be an array")));
        check(r#"{"keys":[1]}"#, Err(("jwk-kty-missing", "has no `kty`")));
    }
}
