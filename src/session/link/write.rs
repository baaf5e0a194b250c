//! Making a link.

use super::percent::encoded;
use super::private::private_inside;
use crate::base::diagnostic::Diagnostic;
use crate::jose::{Serialization, Token};
use crate::key::{Format, Key, Material};

/// In the place of a signature that was taken out: as long as none of any algorithm here.
const REMOVED: &str = "signature-is-removed";

/// A link to `page` (an address without fragment) with the token, and with the public half of `key` if one is given. `pasted`
/// is the text that the token was found in. Without its signature, the token proves nothing and opens nothing.
///
/// # Errors
/// What is private inside the token or the text, and where: then no link is made.
pub fn write(
    page: &str,
    pasted: &str,
    token: &Token,
    with_signature: bool,
    key: Option<&Key>,
) -> Result<String, Box<Diagnostic>> {
    if let Some(private) = private_inside(pasted, token) {
        return Err(Box::new(Diagnostic::error(private)));
    }
    let text = match token.text.rsplit_once('.') {
        _ if with_signature => token.text.to_string(),
        _ if token.beside.serialization != Serialization::Compact => without_signature(token),
        Some((input, _)) => format!("{input}.{REMOVED}"),
        None => token.text.to_string(),
    };
    let key = key.filter(|key| !matches!(key.material, Material::Secret(_)));
    let key = key.and_then(|key| key.write(Format::SpkiPem).ok());
    let key = key.map_or_else(String::new, |key| format!("&publicKey={}", encoded(&key)));
    Ok(format!("{page}#token={}{key}", encoded(&text)))
}

/// A token in JSON in the compact form: JSON may hold any number of signatures, in places that no reader looks at.
fn without_signature(token: &Token) -> String {
    let parts = token.segments.iter().map(|segment| token.text.get(segment.encoded.clone()).unwrap_or_default());
    let mut parts: Vec<&str> = parts.collect();
    parts.pop();
    parts.push(REMOVED);
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::super::percent::decoded;
    use super::super::read;
    use super::*;
    use crate::base::diagnostic::Link;
    use crate::base::span::Part;
    use crate::jose::parse;
    use crate::key::{Encoding, detect};

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";

    #[test]
    fn a_link_carries_the_public_half_and_the_signature_only_if_asked() {
        let token = parse(TOKEN).token.expect("a token");
        let key = |text: &str| detect(text, Encoding::Utf8).expect("text").expect("a key");
        let write = |signature: bool, key: Option<&Key>| {
            write("https://a.example/", TOKEN, &token, signature, key).expect("a link")
        };
        let link = write(false, Some(&key(include_str!("../samples/rsa.pem"))));
        let (page, fragment) = link.split_once('#').expect("a fragment");
        assert_eq!(page, "https://a.example/");
        let back = read(fragment).expect("a link");
        assert_eq!(back.token.as_deref(), Some("eyJhbGciOiJIUzI1NiJ9.e30.signature-is-removed"));
        assert_eq!(back.key.as_deref(), Some(include_str!("../samples/rsa.pub.pem")));
        assert!(!decoded(&link).contains("PRIVATE"));
        let (_, fragment) = &write(true, None)
            .split_once('#')
            .map(|(page, rest)| (page.to_owned(), rest.to_owned()))
            .expect("a fragment");
        assert_eq!(read(fragment).and_then(|link| link.token).as_deref(), Some(TOKEN));
        assert!(!write(true, Some(&key("secret"))).contains("publicKey"));
    }

    #[test]
    fn no_link_is_made_of_a_token_with_a_private_key_inside() {
        let header = crate::format::base64url::encode(
            br#"{"alg":"ES256","jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}}"#,
        );
        let text = format!("{header}.e30.AAAA");
        let token = parse(text.as_str()).token.expect("a token");
        let refused = write("https://a.example/", &text, &token, false, None).expect_err("it holds a private key");
        let holds = Link::Holds { secret: false, part: Part::Header, path: "jwk.d".into() };
        assert_eq!(refused.facts, holds.into());
    }

    #[test]
    fn of_a_token_in_json_no_signature_goes_out() {
        let text = r#"{"payload":"e30","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AAAA"},{"signature":"BBBB","signature":"CCCC"}],"x":{"signature":"DDDD"}}"#;
        let token = parse(text).token.expect("a token");
        let link = write("p", text, &token, false, None).expect("a link");
        assert_eq!(link, format!("p#token=eyJhbGciOiJIUzI1NiJ9.e30.{REMOVED}"));
        let whole = write("p", text, &token, true, None).expect("a link");
        assert!(decoded(&whole).contains("AAAA"));
    }
}
