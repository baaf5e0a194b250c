//! The rows: one for each kind of token, the plain one first. Where two look alike by their claims, the first wins.

use super::protocols::{self, asymmetric};
use super::{Facts, Profile, apple, health, push};
use crate::base::diagnostic::Kind;
use crate::format::json::{Node, Value};
use crate::jose::Part;
use crate::spec::Spec;

/// Every kind, the plain one first.
pub static PROFILES: &[&Profile] = &[
    PLAIN,
    &LOGOUT_TOKEN,
    &ID_TOKEN,
    &ACCESS_TOKEN,
    &DPOP_PROOF,
    &REQUEST_OBJECT,
    &CLIENT_ASSERTION,
    &SECURITY_EVENT,
    &ENTITY_STATEMENT,
    &CREDENTIAL,
    &KEY_BINDING,
    &protocols::AUTHORIZATION_RESPONSE,
    &protocols::CIBA_REQUEST,
    &protocols::STATUS_LIST,
    &protocols::ACME_REQUEST,
    &protocols::ACME_EXTERNAL_ACCOUNT,
    &push::VAPID,
    &apple::CLIENT_SECRET,
    &health::CARD,
];

/// What every token is that nothing tells to be another kind.
pub(super) static PLAIN: &Profile = &Profile {
    id: "jwt",
    title: "a plain JWT",
    spec: Spec::Rfc(7519, ""),
    types: "",
    typed: false,
    requires: "",
    forbids: "",
    lifetime: None,
    looks: |_| false,
    header_rules: |_, _| (),
    rules: |_, _| (),
};

static LOGOUT_TOKEN: Profile = Profile {
    id: "logout-token",
    title: "a logout token",
    spec: Spec::OpenIdBackChannel("2.4"),
    types: "logout+jwt secevent+jwt",
    typed: false,
    requires: "iss aud iat exp jti events",
    forbids: "nonce",
    lifetime: Some((120, Spec::OpenIdBackChannel("4"))),
    looks: |facts| logout_event(facts).is_some(),
    header_rules: |facts, faults| {
        if let Some(alg) = facts.node("alg").filter(|alg| is_none(alg)) {
            faults.add(Kind::Unsigned("a logout token"), Some((Part::Header, alg)));
        }
    },
    rules: |facts, faults| {
        if !facts.has_any("sub sid") {
            faults.add(Kind::LogoutNobody, None);
        }
        match (logout_event(facts), facts.claim("events")) {
            (None, Some(events)) => {
                faults.add(Kind::LogoutEventMissing, Some((Part::Payload, events)));
            }
            (Some(event), _) if !event.is_object() => {
                faults.add(Kind::LogoutEventType, Some((Part::Payload, event)));
            }
            _ => {}
        }
    },
};

static ID_TOKEN: Profile = Profile {
    id: "id-token",
    title: "an OpenID Connect ID token",
    spec: Spec::OpenIdCore("2"),
    types: "",
    typed: false,
    requires: "iss sub aud exp iat",
    forbids: "",
    lifetime: None,
    // Access tokens of well-known providers have `amr`, `azp` or `auth_time`, too, and always one of the second list.
    looks: |facts| {
        facts.has_all("iss sub aud exp iat")
            && (facts.has_any("nonce at_hash c_hash s_hash auth_time azp") || has_methods(facts))
            && !facts.has_any("scope scp client_id cid appid azpacr gty events htm")
            && facts.text("token_use").is_none_or(|usage| usage == "id")
            && facts.text("typ").is_none_or(|typ| typ == "ID")
    },
    header_rules: |_, _| (),
    rules: |_, _| (),
};

static ACCESS_TOKEN: Profile = Profile {
    id: "access-token",
    title: "an OAuth access token",
    spec: Spec::Rfc(9068, "2.2"),
    types: "at+jwt",
    typed: true,
    requires: "iss exp aud sub client_id iat jti",
    forbids: "",
    lifetime: Some((3_600, Spec::Rfc(6750, "5.3"))),
    looks: |_| false,
    header_rules: |_, _| (),
    rules: |_, _| (),
};

static DPOP_PROOF: Profile = Profile {
    id: "dpop-proof",
    title: "a DPoP proof",
    spec: Spec::Rfc(9449, "4.2"),
    types: "dpop+jwt",
    typed: true,
    requires: "jti htm htu iat",
    forbids: "",
    lifetime: None,
    looks: |facts| facts.has_all("htm htu") && facts.node("jwk").is_some(),
    header_rules: |facts, faults| {
        match facts.node("jwk") {
            None => faults.add(Kind::ProofKeyMissing, None),
            Some(jwk) if holds_private_key(jwk) => {
                faults.add(Kind::ProofKeyPrivate, Some((Part::Header, jwk)));
            }
            _ => {}
        }
        asymmetric(facts, faults);
    },
    rules: |facts, faults| {
        if let Some(htu) = facts.claim("htu").filter(|htu| htu.as_str().is_some_and(|text| text.contains(['?', '#']))) {
            faults.add(Kind::ProofAddress, Some((Part::Payload, htu)));
        }
    },
};

static CLIENT_ASSERTION: Profile = Profile {
    id: "client-assertion",
    title: "a client assertion",
    spec: Spec::Rfc(7523, "3"),
    types: "client-authentication+jwt",
    typed: false,
    requires: "iss sub aud exp",
    forbids: "",
    lifetime: None,
    looks: |facts| {
        facts.has_all("iss aud exp jti") && facts.text("iss").is_some_and(|iss| facts.text("sub") == Some(iss))
    },
    header_rules: |_, _| (),
    rules: |facts, faults| {
        if let (Some(issuer), Some(subject)) = (facts.claim("iss"), facts.claim("sub"))
            && issuer.value != subject.value
        {
            faults.add(Kind::ClientsDiffer, Some((Part::Payload, subject)));
        }
    },
};

static REQUEST_OBJECT: Profile = Profile {
    id: "request-object",
    title: "an OAuth request object",
    spec: Spec::Rfc(9101, "4"),
    types: "oauth-authz-req+jwt",
    typed: false,
    requires: "client_id response_type",
    forbids: "request request_uri",
    lifetime: None,
    looks: |facts| facts.has_all("client_id response_type redirect_uri"),
    header_rules: |_, _| (),
    rules: |_, _| (),
};

static ENTITY_STATEMENT: Profile = Profile {
    id: "entity-statement",
    title: "a statement of OpenID Federation",
    spec: Spec::OpenIdFederation("3"),
    types: "entity-statement+jwt",
    typed: true,
    requires: "iss sub iat exp jwks",
    forbids: "",
    lifetime: None,
    looks: |facts| facts.has_all("iss sub iat exp jwks") && facts.has_any("authority_hints metadata metadata_policy"),
    header_rules: |_, _| (),
    rules: |_, _| (),
};

static SECURITY_EVENT: Profile = Profile {
    id: "security-event",
    title: "a security event token",
    spec: Spec::Rfc(8417, "2.2"),
    types: "secevent+jwt",
    typed: false,
    requires: "iss iat jti events",
    forbids: "",
    lifetime: None,
    looks: |facts| {
        let events = facts.claim("events").map(Node::members).unwrap_or_default();
        facts.has_all("iss iat jti") && !events.is_empty() && events.iter().all(|event| event.name.contains(':'))
    },
    header_rules: |_, _| (),
    rules: |facts, faults| {
        let Some(events) = facts.claim("events") else { return };
        if events.members().is_empty() {
            faults.add(Kind::EventMissing, Some((Part::Payload, events)));
        }
        for event in events.members().iter().filter(|event| !event.node.is_object()) {
            faults.add(Kind::EventType, Some((Part::Payload, &event.node)));
        }
    },
};

static CREDENTIAL: Profile = Profile {
    id: "sd-jwt-vc",
    title: "a digital credential (SD-JWT VC)",
    spec: Spec::Draft("draft-ietf-oauth-sd-jwt-vc"),
    // The second is the name in old drafts; others use it for credentials of another kind, too.
    types: "dc+sd-jwt vc+sd-jwt",
    typed: true,
    requires: "vct",
    forbids: "",
    lifetime: None,
    looks: |facts| facts.text("vct").is_some(),
    header_rules: |_, _| (),
    rules: |_, _| (),
};

static KEY_BINDING: Profile = Profile {
    id: "key-binding",
    title: "a key binding JWT",
    spec: Spec::Rfc(9901, "4.3"),
    types: "kb+jwt",
    typed: true,
    requires: "iat aud nonce sd_hash",
    forbids: "",
    lifetime: None,
    looks: |facts| facts.has_all("nonce sd_hash"),
    header_rules: |_, _| (),
    rules: |_, _| (),
};

fn logout_event<'a>(facts: &Facts<'a>) -> Option<&'a Node> {
    facts.claim("events")?.get("http://schemas.openid.net/event/backchannel-logout")
}

/// Whether `amr` is what OpenID Connect says, a list of names; others put objects there.
fn has_methods(facts: &Facts) -> bool {
    matches!(facts.claim("amr").map(|amr| &amr.value), Some(Value::Array(methods)) if methods.iter().any(|method| method.as_str().is_some()))
}

pub(super) fn is_none(alg: &Node) -> bool {
    alg.as_str().is_some_and(|name| name.eq_ignore_ascii_case("none"))
}

/// Whether a JWK has members that only its owner may know (RFC 7518 §6, RFC 8037 §2; `priv` for the newest kind of key).
pub fn holds_private_key(jwk: &Node) -> bool {
    jwk.members()
        .iter()
        .any(|member| ["d", "k", "p", "q", "dp", "dq", "qi", "oth", "priv"].contains(&member.name.as_str()))
}
