//! Links that carry a token in their fragment, which browsers send to no server.
//!
//! ```text
//! #token=… | #id_token=… | #access_token=… | #value=…    one token, percent-encoded or as it is
//! #debugger-io?token=…                                    as older pages wrote it
//! …&publicKey=…                                           PEM or JWK, percent-encoded
//! ```
//! A link never carries what signs: none is written with it, and what signs is passed over in one that is read.

use crate::base::Size;
use crate::key::{self, Encoding, Format, Key, Material};
use crate::token::Token;
use core::fmt;

/// What a link brought.
#[derive(Clone, PartialEq, Eq)]
pub struct Link {
    /// The token, as it stood there.
    pub token: String,
    /// A public key, which whoever made the link chose.
    pub key: Option<String>,
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.key.as_ref().map(|key| Size(key.len()));
        f.debug_struct("Link").field("token", &Size(self.token.len())).field("key", &key).finish()
    }
}

/// In the place of a signature that was taken out: as long as none of any algorithm here.
const REMOVED: &str = "signature-is-removed";

/// Reads the fragment of an address, with or without its `#`; `None` if it carries no token.
pub fn read(fragment: &str) -> Option<Link> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let parameters = fragment.strip_prefix("debugger-io?").unwrap_or(fragment);
    let value = |names: &[&str]| {
        let (_, value) =
            parameters.split('&').filter_map(|one| one.split_once('=')).find(|one| names.contains(&one.0))?;
        Some(decoded(value)).filter(|value| !value.is_empty())
    };
    let public = |text: &String| matches!(key::detect(text, Encoding::Utf8), Some(Ok(key)) if !key.can_sign());
    let token = value(&["token", "id_token", "access_token", "value"])?;
    Some(Link { token, key: value(&["publicKey"]).filter(public) })
}

/// A link to `page` (an address without fragment) with the token, and with the public half of `key` if one is given.
/// Without its signature, the token proves nothing and opens nothing.
pub fn write(page: &str, token: &Token, with_signature: bool, key: Option<&Key>) -> String {
    let text = match token.text.rsplit_once('.') {
        Some((input, _)) if !with_signature => format!("{input}.{REMOVED}"),
        _ => token.text.to_string(),
    };
    let key = key.filter(|key| !matches!(key.material, Material::Secret(_)));
    let key = key.and_then(|key| key.write(Format::SpkiPem).ok());
    let key = key.map_or_else(String::new, |key| format!("&publicKey={}", encoded(&key)));
    format!("{page}#token={}{key}", encoded(&text))
}

/// `text` without percent escapes; what is no escape stays as it is, and so does `+`, which base64 needs.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let escape = digit(0).zip(digit(1)).filter(|_| *first == b'%');
        let escape = escape.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// `text` with everything escaped that is not unreserved (RFC 3986 §2.3).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::parse;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
    const PUBLIC: &str = include_str!("samples/rsa.pub.pem");

    fn check(fragment: &str, token: Option<&str>, key: Option<&str>) {
        let link = read(fragment);
        assert_eq!(link.as_ref().map(|link| link.token.as_str()), token, "{fragment}");
        assert_eq!(link.and_then(|link| link.key).as_deref(), key, "{fragment}");
    }

    #[test]
    fn each_name_of_a_token_is_read() {
        for name in ["token", "id_token", "access_token", "value", "debugger-io?token"] {
            check(&format!("#{name}={TOKEN}"), Some(TOKEN), None);
            check(&format!("#{name}={}&state=x", TOKEN.replace('.', "%2E")), Some(TOKEN), None);
        }
        check("#state=x&id_token=a.b.c", Some("a.b.c"), None);
        check("", None, None);
        check("#", None, None);
        check("#token=", None, None);
        check("#section", None, None);
        check("#token=%zz%4", Some("%zz%4"), None);
    }

    #[test]
    fn a_public_key_comes_along_and_a_private_one_or_a_secret_never_does() {
        check(&format!("#token=a&publicKey={}", encoded(PUBLIC)), Some("a"), Some(PUBLIC));
        check(&format!("#token=a&publicKey={}", encoded(include_str!("samples/rsa.pem"))), Some("a"), None);
        check("#token=a&publicKey=secret", Some("a"), None);
    }

    #[test]
    fn a_link_carries_the_public_half_and_the_signature_only_if_asked() {
        let token = parse(TOKEN).token.expect("a token");
        let pem = include_str!("samples/rsa.pem");
        let private = key::detect(pem, Encoding::Utf8).expect("text").expect("a key");
        let link = write("https://a.example/", &token, false, Some(&private));
        let (page, fragment) = link.split_once('#').expect("a fragment");
        assert_eq!(page, "https://a.example/");
        let back = read(fragment).expect("a link");
        assert_eq!(back.token, "eyJhbGciOiJIUzI1NiJ9.e30.signature-is-removed");
        assert_eq!(back.key.as_deref(), Some(PUBLIC));
        assert!(!decoded(&link).contains("PRIVATE"));
        assert_eq!(read(&write("", &token, true, None)).map(|link| link.token).as_deref(), Some(TOKEN));
        let secret = key::detect("secret", Encoding::Utf8).expect("text").expect("a key");
        assert!(!write("", &token, true, Some(&secret)).contains("publicKey"));
    }
}
