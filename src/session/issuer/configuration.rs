//! The configuration of an issuer, pasted where a key is asked for: it says where the keys are, and whose they are (OpenID Connect
//! Discovery 1.0 §4.2, RFC 8414 §3.2).

use super::{Holds, Place};
use crate::base::diagnostic::Diagnostic;
use crate::claims::policy::{self, Policy};
use crate::format::json::{self, Node};
use crate::jose::Token;

/// What a configuration says of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    /// `issuer`; `None` if it is missing.
    pub issuer: Option<String>,
    /// Where the keys are; `None` without `jwks_uri`.
    pub keys: Option<Place>,
}

/// How the issuer of a configuration stands to that of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// They are the same, to the character.
    Same,
    /// That of the configuration stands for many: Microsoft writes `{tenantid}` in the place of the tenant, and this token fits.
    Template,
    /// They differ, or the token has none; how.
    Differs(Box<Diagnostic>),
    /// The configuration has none, as its standard demands.
    Missing,
}

impl Configuration {
    /// Reads the text in the key field; `None` if it is no configuration.
    pub fn read(text: &str) -> Option<Configuration> {
        let node = json::read(text.trim_start_matches('\u{feff}')).node?;
        let text = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
        let (issuer, uri) = (text("issuer"), text("jwks_uri"));
        let keys = uri.map(|address| Place::new("jwks_uri", address, Holds::Keys));
        (issuer.is_some() || keys.is_some()).then_some(Configuration { issuer, keys })
    }

    /// Compares its issuer with that of a token, character by character (OpenID Connect Core §3.1.3.7).
    pub fn compare(&self, token: &Token) -> Issuer {
        const TENANT: &str = "{tenantid}";
        let Some(issuer) = &self.issuer else { return Issuer::Missing };
        let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        let member = |name: &str| payload.and_then(|node| node.get(name)).and_then(Node::as_str);
        let said = member("iss").unwrap_or_default();
        if let Some((before, behind)) = issuer.split_once(TENANT) {
            let tenant = said.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind)).unwrap_or_default();
            if !tenant.is_empty() && tenant.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                return Issuer::Template;
            }
        }
        let expected = Policy { issuer: issuer.clone(), ..Policy::default() };
        let outcome = policy::judge(&expected, token.header.json.as_ref(), payload, 0);
        match outcome.failures.into_iter().next() {
            // An empty text expects nothing.
            None if issuer.is_empty() => Issuer::Missing,
            None => Issuer::Same,
            Some(failure) => Issuer::Differs(Box::new(failure)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Code;
    use crate::format::base64url::encode;
    use crate::jose::parse;

    fn compared(configuration: &str, payload: &str) -> Issuer {
        let token = parse(format!("{}.{}.AAAA", encode(br#"{"alg":"RS256"}"#), encode(payload.as_bytes())));
        Configuration::read(configuration).expect("a configuration").compare(&token.token.expect("a token"))
    }

    #[test]
    fn its_issuer_is_that_of_the_token_only_to_the_character() {
        let configuration = r#"{"issuer":"https://a.example","jwks_uri":"https://a.example/keys"}"#;
        assert_eq!(compared(configuration, r#"{"iss":"https://a.example"}"#), Issuer::Same);
        for (payload, code) in [
            (r#"{"iss":"https://a.example/"}"#, Code::IssuerMismatch),
            (r#"{"iss":"https://A.example"}"#, Code::IssuerMismatch),
            (r#"{"iss":"https://a.example","iss":"https://b.example"}"#, Code::IssuerMismatch),
            ("{}", Code::IssuerMissing),
        ] {
            let Issuer::Differs(why) = compared(configuration, payload) else { panic!("{payload}") };
            assert_eq!(why.code(), code, "{payload}");
        }
        let keys = r#"{"jwks_uri":"https://a.example/keys"}"#;
        assert_eq!(compared(keys, r#"{"iss":"https://a.example"}"#), Issuer::Missing);
        assert_eq!(compared(r#"{"issuer":"","jwks_uri":"x"}"#, r#"{"iss":"x"}"#), Issuer::Missing);
    }

    #[test]
    fn one_that_stands_for_many_tenants_fits_each_and_nothing_else() {
        let configuration = r#"{"issuer":"https://login.microsoftonline.com/{tenantid}/v2.0"}"#;
        let check = |issuer: &str| compared(configuration, &format!(r#"{{"iss":"{issuer}"}}"#));
        assert_eq!(check("https://login.microsoftonline.com/9122040d-6c67/v2.0"), Issuer::Template);
        for issuer in ["https://login.microsoftonline.com//v2.0", "https://login.microsoftonline.com/a/b/v2.0", "x"] {
            assert!(matches!(check(issuer), Issuer::Differs(_)), "{issuer}");
        }
    }

    #[test]
    fn the_address_of_its_keys_is_as_little_trusted_as_any() {
        let keys = |uri: &str| Configuration::read(&format!(r#"{{"jwks_uri":"{uri}"}}"#)).and_then(|one| one.keys);
        assert!(keys("https://a.example/keys").is_some_and(|place| place.link().is_some()));
        assert!(keys("http://a.example/keys").is_some_and(|place| place.link().is_none()));
        assert_eq!(Configuration::read("{}"), None);
        assert_eq!(Configuration::read("hunter2"), None);
    }
}
