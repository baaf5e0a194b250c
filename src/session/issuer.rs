//! Where the keys of an issuer are: the addresses that a library would ask, as links and as commands for a person. Nothing is fetched
//! here.
//!
//! - `jku` and `x5u` of the header (RFC 7515 §4.1.2, §4.1.5).
//! - The keys of well-known products, by the form of `iss`.
//! - The issuer's configuration: OpenID Connect Discovery 1.0 §4 puts its path behind the issuer, RFC 8414 §3 in front of the issuer's
//!   path.
//!
//! All of it may be by whoever wrote the token, so an address is a link only if it leads to a server over TLS and has no character
//! that could hide something, or end a quotation in a shell.

mod configuration;
mod products;

use crate::claims::profile;
use crate::format::json::Node;
use crate::jose::Token;
pub use configuration::{Configuration, Issuer};
use core::net::IpAddr;

/// Longer texts are no address that anybody opens.
const LONGEST: usize = 2_000;

/// What is at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holds {
    /// Keys: a JWK Set.
    Keys,
    /// A certificate.
    Certificate,
    /// The issuer's configuration, as OpenID Connect Discovery has it.
    OpenId,
    /// The same as RFC 8414 has it.
    OAuth,
}

/// A place to look for the key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Who says so: `jku`, `x5u`, `iss`, or `jwks_uri` of a configuration.
    pub member: &'static str,
    /// The address: as it stands there, or made from the issuer.
    pub address: String,
    /// What is there.
    pub holds: Holds,
    /// The product whose form the issuer has.
    pub product: Option<&'static str>,
    /// Why it is no link, or what to know before following it.
    pub doubt: Option<Doubt>,
}

/// What speaks against asking an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// It does not begin with `https://`.
    NotHttps,
    /// It has a character that has no place in an address, or could hide what it is.
    Character,
    /// It has a user name or a password in it.
    UserName,
    /// An issuer has no query and no fragment.
    Query,
    /// It names no host.
    NoHost,
    /// The host is this machine, or one in a private network.
    Local,
    /// The host is given by its number, not by a name.
    Number,
}

impl Doubt {
    /// Whether the address is no link because of it.
    pub fn forbids(self) -> bool {
        !matches!(self, Doubt::Local | Doubt::Number)
    }
}

impl Place {
    fn new(member: &'static str, address: String, holds: Holds) -> Place {
        let doubt = doubt(&address);
        Place { member, address, holds, product: None, doubt }
    }

    /// The address, if a person may be offered to follow it.
    pub fn link(&self) -> Option<&str> {
        Some(self.address.as_str()).filter(|_| !self.doubt.is_some_and(Doubt::forbids))
    }

    /// A command for a shell that prints what to paste.
    pub fn command(&self) -> Option<String> {
        // Nothing that a token holds may end the quotes.
        self.link().map(|address| format!("curl -sS '{}'", address.replace('\'', "%27")))
    }
}

/// The places that `token` leads to, the most direct first.
pub fn places(token: &Token) -> Vec<Place> {
    let header = token.header.json.as_ref();
    let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
    let text = |node: Option<&Node>, name: &str| {
        let text = node?.get(name)?.as_str()?;
        (text.len() <= LONGEST).then(|| text.to_owned())
    };
    let mut found = vec![];
    found.extend(text(header, "jku").map(|address| Place::new("jku", address, Holds::Keys)));
    found.extend(text(header, "x5u").map(|address| Place::new("x5u", address, Holds::Certificate)));
    if let Some(issuer) = text(payload, "iss") {
        if profile::is_health_card(payload) {
            found.extend(of_health_card(&issuer));
        }
        found.extend(of_issuer(&issuer));
    }
    found
}

/// Where the keys of a SMART Health Card are (<https://spec.smarthealth.cards/>, *Determining keys associated with an issuer*).
fn of_health_card(issuer: &str) -> Option<Place> {
    let keys = Place::new("iss", format!("{issuer}/.well-known/jwks.json"), Holds::Keys);
    keys.link().is_some().then_some(Place { product: Some(profile::HEALTH_CARDS.name), ..keys })
}

/// The places that an issuer leads to. One that is an address and must not be asked is named with what is wrong with it; one that
/// is no address leads nowhere.
fn of_issuer(issuer: &str) -> Vec<Place> {
    let known = products::of(issuer);
    if !issuer.contains("://") {
        return known;
    }
    let whole = Place::new("iss", issuer.to_owned(), Holds::OpenId);
    if whole.doubt.is_some_and(Doubt::forbids) {
        return vec![whole];
    }
    if issuer.contains(['?', '#']) {
        return vec![Place { doubt: Some(Doubt::Query), ..whole }];
    }
    let issuer = issuer.trim_end_matches('/');
    let path = issuer.match_indices('/').nth(2).map_or(issuer.len(), |(at, _)| at);
    let (origin, path) = issuer.split_at(path);
    let openid = Place::new("iss", format!("{issuer}/.well-known/openid-configuration"), Holds::OpenId);
    let oauth = Place::new("iss", format!("{origin}/.well-known/oauth-authorization-server{path}"), Holds::OAuth);
    known.into_iter().chain([openid, oauth]).collect()
}

/// What speaks against an address.
fn doubt(address: &str) -> Option<Doubt> {
    let Some(rest) = address.strip_prefix("https://") else { return Some(Doubt::NotHttps) };
    if !rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>[\\]^`{|}".contains(&byte)) {
        return Some(Doubt::Character);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some(Doubt::UserName);
    }
    let host = authority.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    if host.is_empty() {
        return Some(Doubt::NoHost);
    }
    let local = [".localhost", ".local", ".internal", ".lan", ".home.arpa"].iter().any(|end| host.ends_with(end));
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) if ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified() => {
            Some(Doubt::Local)
        }
        Ok(_) => Some(Doubt::Number),
        // Browsers and curl read `127.1`, `2130706433` and `0x7f000001` as numbers, too.
        Err(_) if host.rsplit('.').next().is_some_and(is_number) => Some(Doubt::Number),
        Err(_) if local || !host.contains('.') => Some(Doubt::Local),
        Err(_) => None,
    }
}

/// Whether the last label of a host makes it a number (WHATWG URL, "ends in a number").
fn is_number(label: &str) -> bool {
    let hex = label.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hex || !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;
    use crate::jose::parse;

    fn found(header: &str, payload: &str) -> Vec<Place> {
        let text = format!("{}.{}.AAAA", encode(header.as_bytes()), encode(payload.as_bytes()));
        places(&parse(text).token.expect("a token"))
    }

    #[track_caller]
    fn check(issuer: &str, expected: &[&str]) {
        let found = of_issuer(issuer);
        assert_eq!(found.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), expected, "{issuer}");
        assert!(found.iter().all(|one| one.link().is_some() && one.doubt.is_none()), "{found:?}");
    }

    #[test]
    fn the_header_is_asked_before_the_issuer() {
        let header = r#"{"jku":"https://a.example/keys","x5u":"https://a.example/pem"}"#;
        let all = found(header, r#"{"iss":"https://a.example"}"#);
        let members: Vec<_> = all.iter().map(|one| (one.member, one.holds)).collect();
        let iss = [("iss", Holds::OpenId), ("iss", Holds::OAuth)];
        assert_eq!(members, [[("jku", Holds::Keys), ("x5u", Holds::Certificate)], iss].concat());
        assert_eq!(found("{}", "{}"), []);
        assert_eq!(found(r#"{"jku":7}"#, r#"{"iss":["https://a.example"]}"#), []);
    }

    #[test]
    fn the_keys_of_a_health_card_are_behind_its_issuer() {
        let card = |issuer: &str| {
            let all = found(
                "{}",
                &format!(r#"{{"iss":"{issuer}","vc":{{"type":["https://smarthealth.cards#health-card"]}}}}"#),
            );
            all.first().map(|place| (place.product, place.address.clone()))
        };
        let keys = "https://a.example/issuer/.well-known/jwks.json".to_owned();
        assert_eq!(card("https://a.example/issuer"), Some((Some("SMART Health Cards"), keys)));
        assert_eq!(card("http://a.example/issuer"), Some((None, "http://a.example/issuer".into())));
    }

    #[test]
    fn a_configuration_is_behind_the_issuer_and_in_front_of_its_path() {
        for issuer in ["https://a.example/t/x", "https://a.example/t/x/"] {
            check(
                issuer,
                &[
                    "https://a.example/t/x/.well-known/openid-configuration",
                    "https://a.example/.well-known/oauth-authorization-server/t/x",
                ],
            );
        }
        check(
            "https://a.example:8443/",
            &[
                "https://a.example:8443/.well-known/openid-configuration",
                "https://a.example:8443/.well-known/oauth-authorization-server",
            ],
        );
    }

    #[test]
    fn an_issuer_that_is_no_address_leads_nowhere() {
        for issuer in ["accounts", "joe", "", "urn:example:issuer", "auth@example.org"] {
            check(issuer, &[]);
        }
    }

    #[test]
    fn what_must_not_be_followed_is_named_and_is_no_link() {
        let check = |address: &str, expected: Doubt| {
            let place = Place::new("jku", address.into(), Holds::Keys);
            assert_eq!(place.doubt, Some(expected), "{address}");
            assert_eq!(place.link().is_some(), !expected.forbids(), "{address}");
            assert_eq!(place.command().is_some(), !expected.forbids(), "{address}");
        };
        check("http://a.example/", Doubt::NotHttps);
        check("javascript:alert(1)", Doubt::NotHttps);
        check("HTTPS://a.example/", Doubt::NotHttps);
        check("https://good.example@evil.example/", Doubt::UserName);
        check("https://me:hunter2@a.example/", Doubt::UserName);
        for hidden in ["/ b", "/\u{202e}", "/\n-o/etc/passwd", "/`id`", "/{a,b}", "/[1-9]", "\\@b", "/\"", "/\u{0}"] {
            check(&format!("https://a.example{hidden}"), Doubt::Character);
        }
        check("https://", Doubt::NoHost);
        check("https:///a", Doubt::NoHost);
        check("https://localhost:8443/", Doubt::Local);
        check("https://keys/", Doubt::Local);
        check("https://vault.internal/", Doubt::Local);
        check("https://printer.local./", Doubt::Local);
        check("https://10.0.0.1/", Doubt::Local);
        check("https://192.168.1.1/", Doubt::Local);
        check("https://169.254.169.254/latest", Doubt::Local);
        check("https://203.0.113.7/", Doubt::Number);
        check("https://127.1/", Doubt::Number);
        check("https://0x7f000001/", Doubt::Number);
        let of = |issuer: &str| of_issuer(issuer).iter().map(|one| one.doubt).collect::<Vec<_>>();
        assert_eq!(of("http://localhost:8080/realms/x"), [Some(Doubt::NotHttps)]);
        assert_eq!(of("https://a.example/?x=1"), [Some(Doubt::Query)]);
        assert_eq!(of("https://10.0.0.1"), [Some(Doubt::Local); 2]);
    }

    #[test]
    fn nothing_in_an_address_ends_the_quotes_of_a_command() {
        for end in ["'", "';id;'", "$(id)", "\\'", "&&id", "!!"] {
            let place = Place::new("jku", format!("https://a.example/{end}"), Holds::Keys);
            if let Some(command) = place.command() {
                let inside = command.strip_prefix("curl -sS '").and_then(|rest| rest.strip_suffix('\''));
                assert!(inside.is_some_and(|inside| !inside.contains('\'')), "{command}");
            }
        }
        let place = Place::new("jku", "https://a.example/it's".into(), Holds::Keys);
        assert_eq!(place.command().as_deref(), Some("curl -sS 'https://a.example/it%27s'"));
    }
}
