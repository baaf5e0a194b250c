//! What a kind of token asks of its tokens, and the claims that only some kinds have.

mod confirmation;
mod hashes;
mod kinds;

use super::{Check, Find, Findings, Line, Severity};
use crate::base::diagnostic::Is;
use crate::base::diagnostic::finding::{Finding, Moment, Named, Plain, Typed};
use crate::claims::time::NumericDate;
use crate::claims::what_is;
use crate::engine::jwa::names::shown;
use crate::format::json::{Node, Value};
use crate::jose::Part;
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] = &[
    &kinds::MISMATCH,
    &kinds::ID_TOKEN,
    &kinds::ACCESS_TOKEN,
    &kinds::LOGOUT_TOKEN,
    &kinds::DPOP_PROOF,
    &kinds::CLIENT_ASSERTION,
    &kinds::SECURITY_EVENT,
    &kinds::REQUEST_OBJECT,
    &kinds::ENTITY_STATEMENT,
    &kinds::CREDENTIAL,
    &kinds::KEY_BINDING,
    &kinds::protocols::ACME_REQUEST,
    &kinds::protocols::ACME_EXTERNAL_ACCOUNT,
    &kinds::protocols::AUTHORIZATION_RESPONSE,
    &kinds::protocols::CIBA_REQUEST,
    &kinds::protocols::STATUS_LIST,
    &kinds::protocols::ASSERTION_AUDIENCE,
    &kinds::protocols::ASSERTION_JTI,
    &kinds::APPLE_CLIENT_SECRET,
    &kinds::health::HEALTH_CARD,
    &kinds::push::VAPID,
    &kinds::push::VAPID_LIFETIME,
    &hashes::MALFORMED,
    &AUTHENTICATION_TIME,
    &confirmation::MALFORMED,
    &confirmation::PRIVATE,
    &LONG_LIFETIME,
    &OLD_PROOF,
    &hashes::NOT_COMPARED,
    &ID_TOKEN_NONCE,
    &AUTHORIZED_PARTY,
    &EVENT_EXPIRES,
    &super::disclosure::DIGESTS,
    &super::disclosure::STATUS,
];

static AUTHENTICATION_TIME: Check = Check {
    id: "authentication-time",
    title: "Impossible authentication time",
    severity: Severity::Defect,
    what: "`auth_time` is not a time in seconds, or lies after the token was issued.",
    why: "A client that asks for a recent login compares it with the clock.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj","auth_time":"1795306880"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj","auth_time":1795306880}"#,
        ),
    ],
    fix: "Write the time of the login, in seconds since 1970, as a number.",
    sources: &[Spec::OpenIdCore("2")],
    find: Find::Look(|subject, findings| {
        let Some(node) = subject.claim("auth_time").filter(|_| subject.profile.id == "id-token") else { return };
        let time = if let Value::Number(text) = &node.value { NumericDate::read(text) } else { None };
        let later = |time: NumericDate| {
            let earliest = time.seconds.saturating_sub(A_MINUTE).saturating_sub(subject.skew);
            match subject.claims.issued {
                Some(issued) => issued.seconds < earliest,
                None => !subject.clock.reached(earliest),
            }
        };
        match time {
            None => {
                let found = Finding::Type(Typed::Login, "auth_time".into(), what_is(node), Is::Number);
                at(findings, node, found);
            }
            Some(time) if later(time) => at(findings, node, Finding::Time(Moment::Login, time)),
            _ => {}
        }
    }),
};

/// A login and the token it leads to may be stamped by two machines.
const A_MINUTE: i64 = 60;

static LONG_LIFETIME: Check = Check {
    id: "long-lifetime",
    title: "Longer lifetime than advised",
    severity: Severity::Information,
    what: "The token is valid for longer than the specification of its kind advises.",
    why: "Anyone who steals it can use it until it expires.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"at+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"https://api.example","iat":1795306920,"exp":1795393320,"jti":"7f3a9c2e","client_id":"web"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"at+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"https://api.example","iat":1795306920,"exp":1795310520,"jti":"7f3a9c2e","client_id":"web"}"#,
        ),
    ],
    fix: "Issue it for a shorter time, and renew it.",
    sources: &[Spec::Rfc(6750, "5.3")],
    find: Find::Look(|subject, findings| {
        let (Some((most, spec)), Some(begin), Some(end)) =
            (subject.profile.lifetime, subject.claims.issued, subject.claims.expires)
        else {
            return;
        };
        let life = end.seconds.saturating_sub(begin.seconds);
        // In milliseconds it is told already. What is bound to a key is of no use to a thief.
        let told = subject.claims.counts_milliseconds();
        if life > most && !told && subject.claim("cnf").is_none() {
            findings.add(Finding::LongerThanAdvised(life, most, spec));
        }
    }),
};

static OLD_PROOF: Check = Check {
    id: "old-proof",
    title: "Old DPoP proof",
    severity: Severity::Information,
    what: "A DPoP proof is more than ten minutes old.",
    why: "A server accepts a proof for seconds or minutes only, so that a copy is soon worthless.",
    example: &[
        Line::Header(
            r#"{"alg":"Ed25519","typ":"dpop+jwt","jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}"#,
        ),
        Line::Payload(
            r#"{"jti":"-BwC3ESc6acc2lTc","htm":"POST","htu":"https://server.example.com/token","iat":1300819380}"#,
        ),
    ],
    instead: &[],
    fix: "Make a new proof for each request.",
    sources: &[Spec::Rfc(9449, "11.1")],
    find: Find::Look(|subject, findings| {
        let Some(issued) = subject.claims.issued.filter(|_| subject.profile.id == "dpop-proof") else { return };
        let old = issued.seconds.saturating_add(subject.skew).saturating_add(10 * A_MINUTE).saturating_add(1);
        if subject.clock.reached(old) {
            let age = subject.clock.whole_since(issued.seconds, A_MINUTE).saturating_mul(A_MINUTE);
            findings.add(Finding::OldProof(issued, age));
        }
    }),
};

static ID_TOKEN_NONCE: Check = Check {
    id: "id-token-nonce",
    title: "ID token without `nonce`",
    severity: Severity::Information,
    what: "An ID token has no `nonce`.",
    why: "A nonce ties the token to one login, so that a stolen token cannot be slipped into another login.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"auth_time":1795306900}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"auth_time":1795306900,"nonce":"n-0S6_WzA2Mj"}"#,
        ),
    ],
    fix: "Send a `nonce` with each request, and then reject a token without it.",
    sources: &[Spec::OpenIdCore("3.1.3.7"), Spec::OpenIdCore("3.1.2.1")],
    find: Find::Look(|subject, findings| {
        if subject.profile.id == "id-token" && subject.claim("nonce").is_none() {
            findings.add(Plain::NonceMissing);
        }
    }),
};

static AUTHORIZED_PARTY: Check = Check {
    id: "authorized-party",
    title: "Unclear authorized party",
    severity: Severity::Information,
    what: "An ID token has several audiences and no `azp`, or an `azp` that is not in `aud`.",
    why: "The audience alone does not say who asked for the token.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj","azp":"android"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj","azp":"web"}"#,
        ),
    ],
    fix: "Check that `azp` is a client that you expect.",
    sources: &[Spec::OpenIdCore("3.1.3.7")],
    find: Find::Look(|subject, findings| {
        let Some(audience) = subject.claim("aud").filter(|_| subject.profile.id == "id-token") else { return };
        let entries =
            if let Value::Array(entries) = &audience.value { entries } else { core::slice::from_ref(audience) };
        match subject.claim("azp") {
            None if entries.len() > 1 => {
                at(findings, audience, Plain::AuthorizedPartyMissing);
            }
            Some(azp) if !entries.iter().any(|entry| entry.value == azp.value) => {
                let found = match azp.as_str() {
                    Some(name) => Finding::Named(Named::AuthorizedParty, shown(name)),
                    None => Finding::Type(Typed::AuthorizedParty, "azp".into(), what_is(azp), Is::Text),
                };
                at(findings, azp, found);
            }
            _ => {}
        }
    }),
};

static EVENT_EXPIRES: Check = Check {
    id: "event-expires",
    title: "Security event that expires",
    severity: Severity::Information,
    what: "A security event token has `exp`.",
    why: "What happened does not expire, and with `exp` the token can more easily pass for another kind.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"secevent+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","iat":1795306920,"exp":1795310520,"jti":"4d3559ec","events":{"urn:example:account-disabled":{}}}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"secevent+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","iat":1795306920,"jti":"4d3559ec","events":{"urn:example:account-disabled":{}}}"#,
        ),
    ],
    fix: "Leave `exp` out.",
    sources: &[Spec::Rfc(8417, "2.2")],
    find: Find::Look(|subject, findings| {
        if let Some(exp) = subject.claim("exp").filter(|_| subject.profile.id == "security-event") {
            at(findings, exp, Plain::EventExpires);
        }
    }),
};

fn at(findings: &mut Findings, node: &Node, found: impl Into<Finding>) {
    findings.add_at(Part::Payload, &node.span, found);
}
