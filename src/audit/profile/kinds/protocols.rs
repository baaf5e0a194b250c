//! What messages of ACME, JARM and CIBA, and status list tokens, must be; and what client assertions should be.

use super::faults_of_kind;
use crate::audit::profile::at;
use crate::audit::{Check, Find, Line, Severity};
use crate::base::diagnostic::finding::Plain;
use crate::format::json::Value;
use crate::spec::Spec;

pub(in crate::audit) static ACME_REQUEST: Check = Check {
    id: "acme-request",
    title: "ACME request that breaks its rules",
    severity: Severity::Defect,
    what: "The header of an ACME request lacks `nonce`, `url` or the key, has both `jwk` and `kid`, or an `alg` without a public key.",
    why: "The server rejects such a request: it could be replayed, or sent to another address.",
    example: &[
        Line::Header(r#"{"alg":"ES256","kid":"https://ca.example/acct/1","url":"https://ca.example/new-order"}"#),
        Line::Payload(r#"{"identifiers":[{"type":"dns","value":"www.example.org"}]}"#),
    ],
    instead: &[
        Line::Header(
            r#"{"alg":"ES256","kid":"https://ca.example/acct/1","nonce":"5XJ1L3lEkMG7tR6pA00clA","url":"https://ca.example/new-order"}"#,
        ),
        Line::Payload(r#"{"identifiers":[{"type":"dns","value":"www.example.org"}]}"#),
    ],
    fix: "Have the client send the header that the specification describes. If this is not such a request, choose another kind.",
    sources: &[Spec::Rfc(8555, "6.2")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static ACME_EXTERNAL_ACCOUNT: Check = Check {
    id: "acme-external-account",
    title: "ACME external account binding that breaks its rules",
    severity: Severity::Defect,
    what: "An ACME external account binding lacks `kid`, `url` or the account key, has a `nonce`, or no HMAC.",
    why: "The server cannot tell that the owner of the external account asked for this key.",
    example: &[
        Line::Header(r#"{"alg":"HS256","kid":"key-1","nonce":"bm9uY2U","url":"https://ca.example/new-account"}"#),
        Line::Payload(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"HS256","kid":"key-1","url":"https://ca.example/new-account"}"#),
        Line::Payload(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#),
    ],
    fix: "Sign the public key of the account with the HMAC key that the server gave, and leave out `nonce`.",
    sources: &[Spec::Rfc(8555, "7.3.4")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static AUTHORIZATION_RESPONSE: Check = Check {
    id: "authorization-response",
    title: "Authorization response that breaks its rules",
    severity: Severity::Defect,
    what: "An authorization response as a JWT (JARM) is not signed, or lacks `iss`, `aud` or `exp`.",
    why: "The client cannot tell who answered, whom, and until when the answer is good.",
    example: &[
        Line::Kind("authorization-response"),
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","exp":1795307040,"code":"PyyFaux2o7Q0YfXB","state":"S8NJ7uqk"}"#,
        ),
    ],
    instead: &[
        Line::Kind("authorization-response"),
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","aud":"web","exp":1795307040,"code":"PyyFaux2o7Q0YfXB","state":"S8NJ7uqk"}"#,
        ),
    ],
    fix: "Have the authorization server sign the response and add what is missing. If this is not one, choose another kind.",
    sources: &[Spec::OpenIdJarm("2.1")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static CIBA_REQUEST: Check = Check {
    id: "ciba-request",
    title: "CIBA request that breaks its rules",
    severity: Severity::Defect,
    what: "A signed CIBA request lacks what its specification requires, has no or several hints, or an `alg` without a public key.",
    why: "The server must know which client asks, and which one person it is to ask.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"client-1","aud":"https://id.example.org","iat":1795306920,"nbf":1795306920,"exp":1795307040,"jti":"4LTCqACC","scope":"openid","login_hint":"alice","login_hint_token":"eyJ"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"client-1","aud":"https://id.example.org","iat":1795306920,"nbf":1795306920,"exp":1795307040,"jti":"4LTCqACC","scope":"openid","login_hint":"alice"}"#,
        ),
    ],
    fix: "Have the client send all that is required and one hint. If this is not such a request, choose another kind.",
    sources: &[Spec::OpenIdCiba("7.1.1")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static STATUS_LIST: Check = Check {
    id: "status-list-token",
    title: "Status list token that breaks its rules",
    severity: Severity::Defect,
    what: "A status list token lacks `sub`, `iat` or `status_list`, or its `typ` is not `statuslist+jwt`.",
    why: "A verifier must know which list this is; without that, one list can stand in for another.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"statuslist+jwt"}"#),
        Line::Payload(r#"{"iat":1795306920,"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"statuslist+jwt"}"#),
        Line::Payload(
            r#"{"sub":"https://id.example.org/statuses/1","iat":1795306920,"status_list":{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}"#,
        ),
    ],
    fix: "Have the issuer name the address of the list in `sub`, and set the `typ`.",
    sources: &[Spec::Draft("draft-ietf-oauth-status-list")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static ASSERTION_AUDIENCE: Check = Check {
    id: "assertion-audience",
    title: "Client assertion for several audiences",
    severity: Severity::Verifier,
    what: "`aud` of a client assertion names more than one service.",
    why: "Each of the services can use the assertion at the others, in the name of the client.",
    example: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"client-1","sub":"client-1","aud":["https://id.example.org","https://id.example.org/token"],"jti":"4d3559ec","exp":1795307040}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"client-1","sub":"client-1","aud":"https://id.example.org","jti":"4d3559ec","exp":1795307040}"#,
        ),
    ],
    fix: "Name the issuer identifier of the authorization server, and nothing else.",
    sources: &[Spec::Draft("draft-ietf-oauth-rfc7523bis"), Spec::Rfc(7523, "3")],
    find: Find::Look(|subject, findings| {
        let Some(audience) = subject.claim("aud").filter(|_| subject.profile.id == "client-assertion") else { return };
        if matches!(&audience.value, Value::Array(entries) if entries.len() > 1) {
            at(findings, audience, Plain::AssertionAudiences);
        }
    }),
};

pub(in crate::audit) static ASSERTION_JTI: Check = Check {
    id: "assertion-jti",
    title: "Client assertion without `jti`",
    severity: Severity::Verifier,
    what: "A client assertion has no `jti`.",
    why: "The server cannot notice that an assertion is used again, and OpenID Connect requires it.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"client-authentication+jwt"}"#),
        Line::Payload(r#"{"iss":"client-1","sub":"client-1","aud":"https://id.example.org","exp":1795307040}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"client-authentication+jwt"}"#),
        Line::Payload(
            r#"{"iss":"client-1","sub":"client-1","aud":"https://id.example.org","jti":"4d3559ec","exp":1795307040}"#,
        ),
    ],
    fix: "Give each assertion a random `jti`.",
    sources: &[Spec::OpenIdCore("9"), Spec::Rfc(7523, "3")],
    find: Find::Look(|subject, findings| {
        if subject.profile.id == "client-assertion" && subject.claim("jti").is_none() {
            findings.add(Plain::AssertionJti);
        }
    }),
};
