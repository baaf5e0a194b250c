//! Where a token says that its keys are: `jku` and `x5u` of the header (RFC 7515 §4.1.2, §4.1.5), and the issuer, whose
//! address leads to its configuration (OpenID Connect Discovery §4, RFC 8414 §3). Nothing of it is fetched here.

use crate::format::json::Node;
use crate::jose::Token;

/// A place to look for the key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pointer {
    /// Who says so: `jku`, `x5u` or `iss`.
    pub member: &'static str,
    /// The address: as it stands in the token, or made from the issuer.
    pub address: String,
    /// What is there, in words.
    pub holds: &'static str,
}

/// The places that `token` names, the most direct first.
pub fn pointers(token: &Token) -> Vec<Pointer> {
    let header = token.header.json.as_ref();
    let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
    let text = |node: Option<&Node>, name: &str| {
        let text = node?.get(name)?.as_str()?;
        // Longer ones are no address that anybody opens.
        (text.len() <= 2000).then(|| text.to_owned())
    };
    let mut found = vec![];
    if let Some(address) = text(header, "jku") {
        found.push(Pointer { member: "jku", address, holds: "a JWK Set" });
    }
    if let Some(address) = text(header, "x5u") {
        found.push(Pointer { member: "x5u", address, holds: "a certificate" });
    }
    if let Some(issuer) = text(payload, "iss").filter(|issuer| issuer.starts_with("https://")) {
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        found.push(Pointer {
            member: "iss",
            address,
            holds: "the issuer's configuration, whose `jwks_uri` leads to the keys",
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::parse;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn check(header: &str, payload: &str, expected: &[(&str, &str)]) {
        let text = format!("{}.{}.AAAA", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        let found = pointers(&parse(&text).token.expect("a token"));
        assert_eq!(
            found.iter().map(|one| (one.member, one.address.as_str())).collect::<Vec<_>>(),
            expected,
            "{header}"
        );
    }

    #[test]
    fn each_address_is_shown_with_who_names_it() {
        check("{}", "{}", &[]);
        check(
            r#"{"jku":"https://a.example/keys","x5u":"https://a.example/pem"}"#,
            "{}",
            &[("jku", "https://a.example/keys"), ("x5u", "https://a.example/pem")],
        );
        let configuration = "https://a.example/t/.well-known/openid-configuration";
        check("{}", r#"{"iss":"https://a.example/t/"}"#, &[("iss", configuration)]);
        check("{}", r#"{"iss":"https://a.example/t"}"#, &[("iss", configuration)]);
    }

    #[test]
    fn an_issuer_that_is_no_address_leads_nowhere() {
        check("{}", r#"{"iss":"accounts"}"#, &[]);
        check(r#"{"jku":7}"#, r#"{"iss":["https://a.example"]}"#, &[]);
    }
}
