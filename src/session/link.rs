//! Links that carry a token in their fragment, which browsers do not send to servers.
//!
//! ```text
//! #token=… | #id_token=… | #access_token=… | #value=…   a token, percent-encoded or as it is; names in any case
//! #…                                                     a bare token
//! #/…  #!/…  #?…  #debugger-io?…                         the same behind what other pages put first
//! …&publicKey=…                                          PEM, certificate, JWK or JWK Set
//! …&iss=…&aud=…&alg=…                                    what to expect of the token
//! ```
//! `#/learn…`, `#/libraries…` and the other [`VIEWS`] are views of this page and no links with a token. A link never carries what signs: none is
//! written with it (see [`write()`]), and a private key or a secret in a link that is read is refused, with the reason. So is a token in the
//! query of the address, which servers are sent.

mod attest;
mod expectations;
mod key;
mod pasted;
mod percent;
mod private;
mod write;

pub use attest::{attest, holds_linked};
pub use expectations::Expectations;
pub use key::is_public_key;
pub(super) use key::usable;
pub use pasted::pasted;
pub use private::{in_text as holds_private, private_inside};
pub use write::{Shared, write};

use crate::base::Size;
use crate::base::diagnostic::{Diagnostic, Link as Refused};
use crate::base::letter_case;
use crate::engine::jwa;
use crate::engine::jwa::names::shown;
use crate::extract;
use crate::jose;
use core::fmt;
use percent::decoded;

/// What a link brought.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The token, or the text that holds several; `None` if nothing could be read as one.
    pub token: Option<String>,
    /// A public key, which whoever made the link chose.
    pub key: Option<String>,
    /// What whoever made the link expects of the token.
    pub expectations: Expectations,
    /// What the link carried beside these and was not used.
    pub refused: Vec<Diagnostic>,
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [token, key] = [&self.token, &self.key].map(|text| text.as_ref().map(|text| Size(text.len())));
        f.debug_struct("Link").field("token", &token).field("key", &key).finish_non_exhaustive()
    }
}

/// Names of parameters that hold a token.
const TOKENS: [&str; 4] = ["token", "id_token", "access_token", "value"];
/// Names of parameters that hold a public key; others than the first are seen in the wild.
const KEYS: [&str; 6] = ["publickey", "public_key", "key", "jwk", "jwks", "cert"];
/// Names of parameters that hold what signs. A link has no business with these.
const SECRETS: [&str; 6] = ["secret", "client_secret", "privatekey", "private_key", "passphrase", "password"];
/// Names of views of this page, which are addresses and no links with a token.
const VIEWS: [&str; 6] = ["learn", "libraries", "glossary", "faq", "tools", "errors"];

/// Reads the fragment of an address, with or without its `#`. `None` if it is none of ours: it carries neither a token nor a
/// key, and may stay in the address. Anything else has to be taken out of there, whether it could be read or not.
///
/// ```
/// use jwt_debugger::session::link::read;
///
/// let link = read("#token=eyJhbGciOiJub25lIn0.e30.&iss=joe&secret=hunter2").expect("it carries a token");
/// assert_eq!(link.token.as_deref(), Some("eyJhbGciOiJub25lIn0.e30."));
/// assert_eq!((link.key, link.refused.len()), (None, 1)); // a link has no business with secrets
/// assert_eq!(read("#/learn"), None);
/// ```
pub fn read(fragment: &str) -> Option<Link> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let body = fragment.trim_start_matches(['/', '!', '?']);
    let body = letter_case::strip_prefix(body, "debugger-io?").unwrap_or(body);
    // Whoever escaped the whole fragment escaped its separators, too.
    let whole = decoded(body);
    let body = if body.contains('=') { body } else { whole.as_str() };
    let parameters: Vec<(String, String)> = body.split('&').filter_map(parameter).collect();
    let named = |names: &'static [&'static str]| {
        parameters.iter().filter(move |(name, _)| names.contains(&name.as_str())).map(|(_, value)| value.as_str())
    };

    let mut link = Link::default();
    let tokens: Vec<&str> = named(&TOKENS).filter(|value| !value.trim().is_empty()).collect();
    link.token = match tokens.as_slice() {
        [] => bare(&whole),
        [one] => Some((*one).to_owned()),
        // The token field offers a choice by these names.
        _ => Some(
            parameters
                .iter()
                .filter(|one| TOKENS.contains(&one.0.as_str()))
                .map(assignment)
                .collect::<Vec<_>>()
                .join("&"),
        ),
    };
    let view = body.split(['/', '?', '&', '=']).next().unwrap_or_default();
    if link.token.is_none() && VIEWS.iter().any(|name| view.eq_ignore_ascii_case(name)) && !private::in_text(&whole) {
        return None;
    }

    let mut refused = vec![];
    for text in named(&KEYS).filter(|text| !text.is_empty()) {
        match usable(text) {
            Err(why) => refused.push(why),
            Ok(()) if link.token.is_none() => refused.push(Refused::KeyAlone),
            Ok(()) if link.key.is_none() => link.key = Some(text.to_owned()),
            Ok(()) => {}
        }
    }
    refused.extend(named(&SECRETS).filter(|text| !text.is_empty()).map(|text| match private::in_text(text) {
        true => Refused::PrivateKey,
        false => Refused::Secret,
    }));
    if refused.is_empty() && private::in_text(&whole) && link.token.is_none() {
        refused.push(Refused::PrivateKey);
    }
    if refused.is_empty() && link.token.is_none() {
        if named(&TOKENS).next().is_some() {
            refused.push(Refused::NoToken);
        } else if key::looks_public(&whole) {
            refused.push(Refused::KeyAlone);
        } else {
            return None;
        }
    }
    if link.token.is_some() {
        let text = |name: &'static str| {
            let found = parameters.iter().find(|one| one.0 == name).map(|one| one.1.clone());
            found.filter(|text| !text.is_empty())
        };
        let algorithm = text("alg");
        let known = algorithm.as_deref().and_then(jwa::find).map(|row| row.name);
        if let (Some(name), None) = (algorithm, known) {
            refused.push(Refused::Algorithm(shown(&name)));
        }
        link.expectations = Expectations { issuer: text("iss"), audience: text("aud"), algorithm: known };
    }
    refused.dedup();
    link.refused = refused.into_iter().map(Diagnostic::error).collect();
    Some(link)
}

/// Says that the query of an address, which browsers send to the server, has what belongs into the fragment. `None` if it has not,
/// and may stay in the address. Nothing in it is used: a page that took it would teach people to send tokens to servers.
pub fn refuse_query(query: &str) -> Option<Diagnostic> {
    let query = query.strip_prefix('?').unwrap_or(query);
    read(query).map(|_| Diagnostic::error(Refused::InQuery))
}

/// The name of a parameter in lower case, and its value, both without escapes.
fn parameter(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let name = decoded(name).to_ascii_lowercase();
    Some((name.trim_start_matches(['/', '?']).to_owned(), decoded(value)))
}

fn assignment((name, value): &(String, String)) -> String {
    format!("{name}={value}")
}

/// A token that stands in the fragment without one of the names: alone, or under another name.
fn bare(text: &str) -> Option<String> {
    /// Shorter texts that begin like a header could be anything.
    const SHORTEST: usize = 10;
    let found = extract::find(text).into_iter().next()?.text;
    let is_object = || {
        let token = jose::parse(&found).token;
        let header = token.and_then(|token| token.header.json);
        header.is_some_and(|header| header.is_object())
    };
    ((found.len() >= SHORTEST && found.starts_with("eyJ")) || is_object()).then(|| found.to_string())
}

#[cfg(test)]
mod tests {
    use super::percent::encoded;
    use super::*;
    use crate::base::diagnostic::Code;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
    const PUBLIC: &str = include_str!("samples/rsa.pub.pem");
    const PRIVATE: &str = include_str!("samples/rsa.pem");

    #[track_caller]
    fn check(fragment: &str, token: Option<&str>, key: Option<&str>) {
        let link = read(fragment).unwrap_or_default();
        assert_eq!(link.token.as_deref(), token, "{fragment}");
        assert_eq!(link.key.as_deref(), key, "{fragment}");
        assert_eq!(link.refused, [], "{fragment}");
    }

    #[track_caller]
    fn check_refused(fragment: &str, token: Option<&str>, refused: &[Refused]) {
        let link = read(fragment).unwrap_or_else(|| panic!("{fragment} stays in the address"));
        assert_eq!((link.token.as_deref(), link.key.as_deref()), (token, None), "{fragment}");
        let expected: Vec<_> = refused.iter().cloned().map(Diagnostic::error).collect();
        assert_eq!(link.refused, expected, "{fragment}");
    }

    #[test]
    fn each_name_of_a_token_is_read_in_any_case() {
        for name in
            ["token", "id_token", "access_token", "value", "debugger-io?token", "Token", "ID_TOKEN", "/token", "?token"]
        {
            check(&format!("#{name}={TOKEN}"), Some(TOKEN), None);
            check(&format!("#{name}={}&state=x", TOKEN.replace('.', "%2E")), Some(TOKEN), None);
        }
        check("#state=x&id_token=a.b.c", Some("a.b.c"), None);
        check("#token=%zz%4", Some("%zz%4"), None);
        check(&format!("#token%3D{TOKEN}"), Some(TOKEN), None);
        check(&format!("#!/Token={TOKEN}"), Some(TOKEN), None);
    }

    #[test]
    fn a_bare_token_is_read_and_so_is_one_under_another_name() {
        for before in ["", "/", "!/", "?", "Bearer%20", "jwt=", "/jwt=", "state=x&logout_token="] {
            check(&format!("#{before}{TOKEN}"), Some(TOKEN), None);
            check(&format!("#{before}{}", TOKEN.replace('.', "%2e").replace('J', "%4A")), Some(TOKEN), None);
        }
        check("#eyJhbGciOiJIUzI1NiJ9", Some("eyJhbGciOiJIUzI1NiJ9"), None);
        check(&format!("#/learn/{TOKEN}"), Some(TOKEN), None);
    }

    #[test]
    fn several_tokens_come_with_their_names() {
        let link = read(&format!("#access_token={TOKEN}&state=x&id_token={TOKEN}x")).expect("a link");
        let text = link.token.expect("a text");
        assert_eq!(text, format!("access_token={TOKEN}&id_token={TOKEN}x"));
        let names: Vec<_> = extract::find(text).into_iter().map(|found| found.name).collect();
        assert_eq!(names, ["access_token", "id_token"]);
    }

    #[test]
    fn what_carries_neither_token_nor_key_stays() {
        for fragment in [
            "",
            "#",
            "#/",
            "#section",
            "#/learn",
            "#/learn/hs256",
            "#/Libraries?q=token",
            "#state=x",
            "#a.b",
            "#iss=x",
            "#/learn/x?key=1",
        ] {
            assert_eq!(read(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn a_query_with_a_token_or_a_key_is_refused_and_any_other_stays() {
        for query in [
            &format!("?token={TOKEN}"),
            &format!("?state=x&ID_Token={TOKEN}"),
            &format!("?{TOKEN}"),
            "?token=",
            "?secret=x",
        ] {
            assert_eq!(refuse_query(query), Some(Diagnostic::error(Refused::InQuery)), "{query}");
        }
        for query in ["", "?", "?v=2", "?utm_source=mail&alg=RS256", "?a.b"] {
            assert_eq!(refuse_query(query), None, "{query}");
        }
    }

    #[test]
    fn what_names_a_token_or_a_key_and_cannot_be_read_is_refused() {
        check_refused("#token=", None, &[Refused::NoToken]);
        check_refused("#/ID_Token=%20&state=x", None, &[Refused::NoToken]);
        check_refused(&format!("#publicKey={}", encoded(PUBLIC)), None, &[Refused::KeyAlone]);
        check_refused(&format!("#{}", encoded(PUBLIC)), None, &[Refused::KeyAlone]);
        check_refused(&format!("#{}", encoded(PRIVATE)), None, &[Refused::PrivateKey]);
        check_refused(&format!("#/learn/{}", encoded(PRIVATE)), None, &[Refused::PrivateKey]);
        check_refused("#secret=abc", None, &[Refused::Secret]);
        let cut = PUBLIC.get(..120).expect("a longer text");
        let link = read(&format!("#token={TOKEN}&publicKey={}", encoded(cut))).expect("a link");
        let codes: Vec<_> = link.refused.iter().map(Diagnostic::code).collect();
        assert_eq!(codes, [Code::LinkKeyUnreadable], "{link:?}");
    }

    #[test]
    fn a_public_key_comes_along() {
        check(&format!("#token=a&publicKey={}", encoded(PUBLIC)), Some("a"), Some(PUBLIC));
        check(&format!("#publickey={}&Token=a", encoded(PUBLIC)), Some("a"), Some(PUBLIC));
        let set = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
        check(&format!("#token=a&publicKey={}", encoded(set)), Some("a"), Some(set));
    }

    #[test]
    fn a_private_key_or_a_secret_is_refused_and_its_token_is_read() {
        let private = |text: &str| {
            check_refused(&format!("#token=a&publicKey={}", encoded(text)), Some("a"), &[Refused::PrivateKey]);
        };
        private(PRIVATE);
        private("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----");
        private(
            r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        );
        private(r#"{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}]}"#);
        check_refused("#token=a&publicKey=secret", Some("a"), &[Refused::Secret]);
        check_refused(r#"#token=a&publicKey={"kty":"oct","k":"AAEC"}"#, Some("a"), &[Refused::Secret]);
        check_refused("#token=a&secret=x", Some("a"), &[Refused::Secret]);
        check_refused(&format!("#token=a&privateKey={}", encoded(PRIVATE)), Some("a"), &[Refused::PrivateKey]);
        let link = read("#token=a&secret=kangaroo&publicKey=wallaby").expect("a link");
        assert!(!format!("{link:?}").contains("kangaroo") && !format!("{link:?}").contains("wallaby"), "{link:?}");
    }

    #[test]
    fn a_link_says_what_to_expect() {
        let link = read("#token=a&ISS=https%3A%2F%2Fid.example&aud=api&alg=ES256").expect("a link");
        let expectations = Expectations {
            issuer: Some("https://id.example".into()),
            audience: Some("api".into()),
            algorithm: Some("ES256"),
        };
        assert_eq!((link.expectations, link.refused), (expectations, vec![]));
        check_refused("#token=a&alg=XS1", Some("a"), &[Refused::Algorithm("XS1".into())]);
        let odd = Refused::Algorithm("X\\u{202e}".into());
        check_refused("#token=a&alg=X%E2%80%AE", Some("a"), &[odd]);
    }
}
