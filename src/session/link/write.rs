//! Making a link.

use super::percent::encoded;
use super::private::private_inside;
use crate::base::diagnostic::Diagnostic;
use crate::jose::sd_jwt::SdJwt;
use crate::jose::{Serialization, Token};
use crate::key::{Format, Key, Material};
use core::ops::Range;

/// In the place of a signature that was taken out: as long as none of any algorithm here.
const REMOVED: &str = "signature-is-removed";

/// What goes into a link.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'a> {
    /// The text that the token was found in.
    pub pasted: &'a str,
    /// The token.
    pub token: &'a Token,
    /// The same with its disclosures, if it has any.
    pub sd_jwt: Option<&'a SdJwt>,
    /// Whether the disclosures go along, and the key binding JWT.
    pub disclosures: bool,
    /// Whether the signatures go along. Without them, the token proves nothing and opens nothing.
    pub signature: bool,
    /// Its public half goes along.
    pub key: Option<&'a Key>,
}

/// A link to `page`, an address without fragment.
///
/// # Errors
/// What is private inside the token or the text, and where: then no link is made.
pub fn write(page: &str, shared: &Shared) -> Result<String, Box<Diagnostic>> {
    let token = shared.token;
    if let Some(private) = private_inside(shared.pasted, token, shared.sd_jwt) {
        return Err(Box::new(Diagnostic::error(private)));
    }
    let text = match (shared.sd_jwt, shared.signature) {
        (Some(sd_jwt), _) => disclosed(sd_jwt, shared),
        (None, true) => token.text.to_string(),
        (None, false) if token.beside.serialization != Serialization::Compact => without_signature(token),
        (None, false) => unsigned(&token.text),
    };
    let key = shared.key.filter(|key| !matches!(key.material, Material::Secret(_)));
    let key = key.and_then(|key| key.write(Format::SpkiPem).ok());
    let key = key.map_or_else(String::new, |key| format!("&publicKey={}", encoded(&key)));
    Ok(format!("{page}#token={}{key}", encoded(&text)))
}

/// A compact token without its signature.
fn unsigned(compact: &str) -> String {
    compact.rsplit_once('.').map_or_else(|| compact.to_owned(), |(input, _)| format!("{input}.{REMOVED}"))
}

/// An SD-JWT. The signature of its key binding JWT goes with the issuer's: whoever has it can present the token.
fn disclosed(sd_jwt: &SdJwt, shared: &Shared) -> String {
    let part = |at: &Range<usize>| sd_jwt.text.get(at.clone()).unwrap_or_default();
    if shared.signature && shared.disclosures {
        return sd_jwt.sent.as_ref().map_or(&sd_jwt.text, |sent| &sent.jws.text).to_string();
    }
    let issuer = sd_jwt.issuer.token.as_ref().map_or("", |token| token.text.as_str());
    let write = |compact: &str| if shared.signature { compact.to_owned() } else { unsigned(compact) };
    let mut text = write(issuer) + "~";
    if shared.disclosures {
        for disclosure in &sd_jwt.disclosures {
            text = text + part(&disclosure.at) + "~";
        }
        text += &sd_jwt.key_binding.as_ref().map_or_else(String::new, |binding| write(part(&binding.at)));
    }
    text
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
    use crate::jose::json::convert;
    use crate::jose::{parse, sd_jwt};
    use crate::key::{Encoding, detect};

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";

    fn plain<'a>(pasted: &'a str, token: &'a Token) -> Shared<'a> {
        Shared { pasted, token, sd_jwt: None, disclosures: true, signature: false, key: None }
    }

    #[test]
    fn a_link_carries_the_public_half_and_the_signature_only_if_asked() {
        let token = parse(TOKEN).token.expect("a token");
        let key = |text: &str| detect(text, Encoding::Utf8).expect("text").expect("a key");
        let write = |signature: bool, key: Option<&Key>| {
            let shared = Shared { signature, key, ..plain(TOKEN, &token) };
            write("https://a.example/", &shared).expect("a link")
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
        let refused = write("https://a.example/", &plain(&text, &token)).expect_err("it holds a private key");
        let holds = Link::Holds { secret: false, part: Part::Header, path: "jwk.d".into() };
        assert_eq!(refused.facts, holds.into());
    }

    #[test]
    fn of_a_token_in_json_no_signature_goes_out() {
        let text = r#"{"payload":"e30","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AAAA"},{"signature":"BBBB","signature":"CCCC"}],"x":{"signature":"DDDD"}}"#;
        let token = parse(text).token.expect("a token");
        let link = write("p", &plain(text, &token)).expect("a link");
        assert_eq!(link, format!("p#token=eyJhbGciOiJIUzI1NiJ9.e30.{REMOVED}"));
        let whole = write("p", &Shared { signature: true, ..plain(text, &token) }).expect("a link");
        assert!(decoded(&whole).contains("AAAA"));
    }

    /// What a link of this SD-JWT brings, with or without its disclosures and signatures.
    fn shared(text: &str, disclosures: bool, signature: bool) -> String {
        let sd_jwt = sd_jwt::read(text).expect("an SD-JWT");
        let token = sd_jwt.view(0).token.expect("a token");
        let shared = Shared { sd_jwt: Some(&sd_jwt), disclosures, signature, ..plain(text, &token) };
        let link = write("p", &shared).expect("a link");
        read(link.split_once('#').expect("a fragment").1).expect("a link").token.expect("a token")
    }

    #[test]
    fn of_an_sd_jwt_goes_out_what_was_chosen_and_no_signature_unless_asked() {
        let issuer = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln";
        let whole = format!("{issuer}~WyJhIl0~{issuer}");
        assert_eq!(shared(&whole, true, true), whole);
        assert_eq!(shared(&whole, false, true), format!("{issuer}~"));
        let unsigned = format!("eyJhbGciOiJFUzI1NiJ9.e30.{REMOVED}");
        assert_eq!(shared(&whole, true, false), format!("{unsigned}~WyJhIl0~{unsigned}"));
        assert_eq!(shared(&whole, false, false), format!("{unsigned}~"));
        let json = convert(&whole.as_str().into(), Serialization::Flattened).expect("JSON");
        assert_eq!(shared(&json, true, true), json);
        assert_eq!(shared(&json, true, false), format!("{unsigned}~WyJhIl0~{unsigned}"));
    }

    #[test]
    fn no_link_is_made_of_a_private_key_that_is_disclosed() {
        let key = r#"["s","key",{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}]"#;
        let disclosure = crate::format::base64url::encode(key.as_bytes());
        // No digest is its own, so that it is in no claim.
        let text = format!("eyJhbGciOiJFUzI1NiJ9.e30.c2ln~{disclosure}~");
        let sd_jwt = sd_jwt::read(text.as_str()).expect("an SD-JWT");
        let token = sd_jwt.view(0).token.expect("a token");
        for disclosures in [true, false] {
            let shared = Shared { sd_jwt: Some(&sd_jwt), disclosures, ..plain(&text, &token) };
            let refused = write("p", &shared).expect_err("it holds a private key");
            assert_eq!(refused.facts, Link::HoldsBeside.into());
        }
    }
}
