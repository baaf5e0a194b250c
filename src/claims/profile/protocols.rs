//! More rows: messages of ACME, JARM and CIBA, and status list tokens.

use super::rows::{holds_private_key, is_none};
use super::{Facts, Faults, Profile};
use crate::base::diagnostic::Kind;
use crate::claims::status_list;
use crate::format::json::Node;
use crate::jose::Part;
use crate::spec::Spec;

/// A request of an ACME client. No other JOSE object has `url` in its header.
pub(super) static ACME_REQUEST: Profile = Profile {
    id: "acme-request",
    title: "an ACME request",
    spec: Spec::Rfc(8555, "6.2"),
    types: "",
    typed: false,
    requires: "",
    forbids: "",
    lifetime: None,
    // Inside the request that changes a key is another one, which has no nonce.
    looks: |facts| {
        facts.node("url").is_some()
            && !is_mac(facts)
            && (facts.node("jwk").is_some() || facts.node("kid").is_some())
            && facts.claim("oldKey").is_none()
    },
    header_rules: |facts, faults| {
        for name in ["nonce", "url"] {
            header_has(name, facts, faults);
        }
        exactly_one("jwk kid", |name| facts.node(name), Part::Header, faults);
        if let Some(jwk) = facts.node("jwk").filter(|jwk| holds_private_key(jwk)) {
            faults.add(Kind::ProofKeyPrivate, Some((Part::Header, jwk)));
        }
        asymmetric(facts, faults);
    },
    rules: |_, _| (),
};

/// What binds an ACME account to one elsewhere: the one object of ACME with a shared secret.
pub(super) static ACME_EXTERNAL_ACCOUNT: Profile = Profile {
    id: "acme-external-account",
    title: "an ACME external account binding",
    spec: Spec::Rfc(8555, "7.3.4"),
    types: "",
    typed: false,
    requires: "kty",
    forbids: "",
    lifetime: None,
    looks: |facts| facts.node("url").is_some() && is_mac(facts),
    header_rules: |facts, faults| {
        for name in ["kid", "url"] {
            header_has(name, facts, faults);
        }
        if let Some(nonce) = facts.node("nonce") {
            faults.add(Kind::HeaderForbidden("nonce"), Some((Part::Header, nonce)));
        }
        if let Some(alg) = facts.node("alg").filter(|_| !is_mac(facts)) {
            faults.add(Kind::NoMac, Some((Part::Header, alg)));
        }
    },
    rules: |_, _| (),
};

/// The answer of an authorization endpoint as a JWT (JARM).
pub(super) static AUTHORIZATION_RESPONSE: Profile = Profile {
    id: "authorization-response",
    title: "an OAuth authorization response",
    spec: Spec::OpenIdJarm("2.1"),
    types: "",
    typed: false,
    requires: "iss aud exp",
    forbids: "",
    lifetime: Some((600, Spec::OpenIdJarm("2.1"))),
    looks: |facts| {
        facts.has_all("iss aud exp state") && facts.has_any("code error access_token") && !facts.has_any("sub events")
    },
    header_rules: |facts, faults| {
        if let Some(alg) = facts.node("alg").filter(|alg| is_none(alg)) {
            faults.add(Kind::Unsigned("an authorization response"), Some((Part::Header, alg)));
        }
    },
    rules: |_, _| (),
};

/// A request for authentication that a client sends itself (CIBA).
pub(super) static CIBA_REQUEST: Profile = Profile {
    id: "ciba-request",
    title: "a CIBA authentication request",
    spec: Spec::OpenIdCiba("7.1.1"),
    types: "",
    typed: false,
    requires: "iss aud exp iat nbf jti scope",
    forbids: "",
    lifetime: None,
    looks: |facts| {
        facts.has_all("iss aud scope") && facts.has_any(HINTS) && !facts.has_any("response_type redirect_uri sub")
    },
    header_rules: asymmetric,
    rules: |facts, faults| exactly_one(HINTS, |name| facts.claim(name), Part::Payload, faults),
};

/// Who is to be asked, said in one of three ways.
const HINTS: &str = "login_hint_token id_token_hint login_hint";

/// A list of the statuses of many tokens.
pub(super) static STATUS_LIST: Profile = Profile {
    id: "status-list-token",
    title: "a status list token",
    spec: Spec::Draft("draft-ietf-oauth-status-list"),
    types: "statuslist+jwt",
    typed: true,
    requires: "sub iat status_list",
    forbids: "",
    lifetime: None,
    looks: |facts| facts.claim("status_list").is_some_and(Node::is_object),
    header_rules: |_, _| (),
    rules: |facts, faults| {
        if let Some(list) = facts.claim("status_list")
            && let Err(fault) = status_list::read(list)
        {
            let at = list.get("lst").unwrap_or(list);
            faults.add(Kind::StatusList(Box::new(fault)), Some((Part::Payload, at)));
        }
    },
};

fn is_mac(facts: &Facts) -> bool {
    facts.node("alg").and_then(Node::as_str).is_some_and(|name| name.starts_with("HS"))
}

/// `alg` must have a private and a public key.
pub(super) fn asymmetric(facts: &Facts, faults: &mut Faults) {
    if let Some(alg) = facts.node("alg").filter(|alg| is_none(alg) || is_mac(facts)) {
        faults.add(Kind::ProofAlgorithm, Some((Part::Header, alg)));
    }
}

/// A header parameter that must be there.
pub(super) fn header_has(name: &'static str, facts: &Facts, faults: &mut Faults) {
    if facts.node(name).is_none() {
        faults.add(Kind::HeaderMissing(name), None);
    }
}

/// `alg` must be this one.
pub(super) fn algorithm_is(algorithm: &'static str, facts: &Facts, faults: &mut Faults) {
    if let Some(alg) = facts.node("alg").filter(|alg| alg.as_str() != Some(algorithm)) {
        faults.add(Kind::AlgorithmIs(algorithm), Some((Part::Header, alg)));
    }
}

fn exactly_one<'a>(names: &'static str, find: impl Fn(&str) -> Option<&'a Node>, part: Part, faults: &mut Faults) {
    let found: Vec<&Node> = names.split_whitespace().filter_map(find).collect();
    if found.len() != 1 {
        faults.add(Kind::ExactlyOne(names, found.len()), found.get(1).map(|second| (part, *second)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{By, faults, named, recognise};
    use crate::base::diagnostic::{Facts, Is, Kind};
    use crate::format::json;

    /// What the token is told to be, and what is wrong with it.
    #[track_caller]
    fn check(header: &str, payload: &str, id: &str, expected: &[Kind]) {
        let [header, payload] = [header, payload].map(|text| json::read(text).node);
        let (profile, by) = recognise(header.as_ref(), payload.as_ref());
        assert_eq!(profile.id, id);
        assert!(by == By::Claims || by == By::Type);
        check_as(id, header, payload, expected);
    }

    #[track_caller]
    fn check_as(id: &str, header: Option<json::Node>, payload: Option<json::Node>, expected: &[Kind]) {
        let found = faults(named(id).expect("a kind"), header.as_ref(), payload.as_ref());
        let found: Vec<Facts> = found.into_iter().map(|fault| fault.facts).collect();
        assert_eq!(found, expected.iter().cloned().map(Facts::from).collect::<Vec<_>>());
    }

    /// The header of RFC 8555 §7.3, and the payload of it.
    const ACCOUNT: &str = r#"{"alg":"ES256","jwk":{"kty":"EC"},"nonce":"6S8IqOGY7eL2lsGoTZYifg","url":"https://example.com/acme/new-account"}"#;
    const CONTACT: &str = r#"{"termsOfServiceAgreed":true,"contact":["mailto:cert-admin@example.org"]}"#;

    #[test]
    fn an_acme_request_has_nonce_url_and_one_key_and_no_mac() {
        let check = |header: &str, expected: &[Kind]| check(header, CONTACT, "acme-request", expected);
        check(ACCOUNT, &[]);
        check(&ACCOUNT.replace(r#""jwk":{"kty":"EC"}"#, r#""kid":"https://example.com/acme/acct/1""#), &[]);
        check(&ACCOUNT.replace(r#""jwk""#, r#""kid":"k","jwk""#), &[Kind::ExactlyOne("jwk kid", 2)]);
        check(&ACCOUNT.replace(r#""nonce""#, r#""nonse""#), &[Kind::HeaderMissing("nonce")]);
        check(&ACCOUNT.replace(r#""kty":"EC""#, r#""kty":"EC","d":"AA""#), &[Kind::ProofKeyPrivate]);
        check(&ACCOUNT.replace("ES256", "none"), &[Kind::ProofAlgorithm]);
        // A request that only asks has an empty payload.
        let header = json::read(ACCOUNT.replace(r#""url""#, r#""uri""#)).node;
        check_as("acme-request", header, None, &[Kind::HeaderMissing("url")]);
        let header = json::read(r#"{"alg":"HS256","nonce":"n","url":"u"}"#).node;
        check_as("acme-request", header, None, &[Kind::ExactlyOne("jwk kid", 0), Kind::ProofAlgorithm]);
    }

    #[test]
    fn an_acme_external_account_has_a_mac_and_no_nonce() {
        let header = r#"{"alg":"HS256","kid":"k","url":"https://example.com/acme/new-account"}"#;
        let check = |header: &str, payload: &str, expected: &[Kind]| {
            check(header, payload, "acme-external-account", expected);
        };
        check(header, r#"{"kty":"EC"}"#, &[]);
        check(header, "{}", &[Kind::Missing("kty")]);
        check(
            &header.replace(r#""kid""#, r#""nonce""#),
            r#"{"kty":"EC"}"#,
            &[Kind::HeaderMissing("kid"), Kind::HeaderForbidden("nonce")],
        );
        let signed = json::read(header.replace("HS256", "ES256")).node;
        check_as("acme-external-account", signed, json::read(r#"{"kty":"EC"}"#).node, &[Kind::NoMac]);
    }

    #[test]
    fn the_request_inside_a_key_change_is_no_acme_request() {
        let header =
            json::read(r#"{"alg":"ES256","jwk":{"kty":"EC"},"url":"https://example.com/acme/key-change"}"#).node;
        let payload = json::read(r#"{"account":"https://example.com/acme/acct/1","oldKey":{"kty":"EC"}}"#).node;
        assert_eq!(recognise(header.as_ref(), payload.as_ref()).0.id, "jwt");
    }

    #[test]
    fn an_authorization_response_is_signed_and_names_issuer_audience_and_end() {
        // The examples of JARM §2.1.
        let code = r#"{"iss":"https://accounts.example.com","aud":"s6BhdRkqt3","exp":1311281970,"code":"PyyFaux2o7Q0YfXBU32jhw.5FXSQpvr8akv9CeRDSd0QA","state":"S8NJ7uqk5fY4EjNvP_G_FtyJu6pUsvH9jsYni9dMAJw"}"#;
        let error = r#"{"error":"access_denied","state":"S8NJ7uqk5fY4EjNvP_G_FtyJu6pUsvH9jsYni9dMAJw","iss":"https://accounts.example.com","aud":"s6BhdRkqt3","exp":1311281970}"#;
        for payload in [code, error] {
            check(r#"{"alg":"RS256"}"#, payload, "authorization-response", &[]);
        }
        let unsigned = [Kind::Unsigned("an authorization response")];
        check(r#"{"alg":"none"}"#, code, "authorization-response", &unsigned);
        let without = json::read(code.replace(r#""aud""#, r#""aux""#)).node;
        check_as("authorization-response", None, without, &[Kind::Missing("aud")]);
    }

    #[test]
    fn a_ciba_request_names_one_person_and_is_signed_with_a_private_key() {
        // The example of CIBA §7.1.1.
        let payload = r#"{"iss":"s6BhdRkqt3","aud":"https://server.example.com","exp":1537820086,"iat":1537819486,"nbf":1537818886,"jti":"4LTCqACC2ESC5BWCnN3j58EnA","scope":"openid email example-scope","client_notification_token":"8d67dc78-7faa-4d41-aabd-67707b374255","binding_message":"W4SCT","login_hint_token":"eyJ"}"#;
        let check = |alg: &str, payload: &str, expected: &[Kind]| {
            check(&format!(r#"{{"alg":"{alg}"}}"#), payload, "ciba-request", expected);
        };
        check("ES256", payload, &[]);
        check("HS256", payload, &[Kind::ProofAlgorithm]);
        check("ES256", &payload.replace("nbf", "nbg"), &[Kind::Missing("nbf")]);
        let two = payload.replace(r#""login_hint_token""#, r#""login_hint":"alice","login_hint_token""#);
        check("ES256", &two, &[Kind::ExactlyOne(super::HINTS, 2)]);
        let none = json::read(payload.replace("login_hint_token", "hint")).node;
        check_as("ciba-request", None, none, &[Kind::ExactlyOne(super::HINTS, 0)]);
    }

    #[test]
    fn a_status_list_token_says_so_and_whose_list_it_is() {
        let payload =
            r#"{"sub":"https://example.com/statuslists/1","iat":1,"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}"#;
        check(r#"{"typ":"statuslist+jwt"}"#, payload, "status-list-token", &[]);
        check("{}", payload, "status-list-token", &[Kind::TypeIs("statuslist+jwt", Is::Nothing)]);
        check(
            r#"{"typ":"statuslist+jwt"}"#,
            r#"{"iat":1}"#,
            "status-list-token",
            &[Kind::Missing("sub"), Kind::Missing("status_list")],
        );
    }
}
