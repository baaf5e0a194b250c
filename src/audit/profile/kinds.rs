//! What a token of each kind *must* be. That is said by [`profile::faults`] alone, with the id of the kind as the code: the checks of
//! that id take them over, and the policy's lamp counts them.

pub(in crate::audit) mod health;
pub(in crate::audit) mod protocols;
pub(in crate::audit) mod push;

use crate::audit::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::Code;
use crate::claims::profile;
use crate::spec::Spec;

pub(in crate::audit) static MISMATCH: Check = Check {
    id: "kind-mismatch",
    title: "Mixed kinds of token",
    severity: Severity::Defect,
    what: "`typ` says one kind of token, and the claims are those of another.",
    why: "A token of one kind can pass for another where a verifier looks at one sign only.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"at+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj"}"#,
        ),
    ],
    fix: "Have the issuer set the `typ` of this kind, and check it.",
    sources: &[Spec::Rfc(8725, "3.12"), Spec::Rfc(8725, "3.11")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static ID_TOKEN: Check = Check {
    id: "id-token",
    title: "ID token that breaks its rules",
    severity: Severity::Defect,
    what: "An OpenID Connect ID token lacks what its specification requires, or has what it forbids.",
    why: "The specification of this kind demands it, and a strict verifier rejects the token.",
    example: &[
        Line::Kind("id-token"),
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj"}"#,
        ),
    ],
    instead: &[
        Line::Kind("id-token"),
        Line::Header(r#"{"alg":"ES256"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795310520,"nonce":"n-0S6_WzA2Mj"}"#,
        ),
    ],
    fix: "Have the issuer follow the specification. If this is not such a token, choose another kind.",
    sources: &[Spec::OpenIdCore("2")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static APPLE_CLIENT_SECRET: Check = Check {
    id: "apple-client-secret",
    title: "Client secret for Apple that breaks its rules",
    severity: Severity::Defect,
    what: "A client secret of Sign in with Apple is not signed with ES256, lacks `kid` or a claim, or is valid for more than six months (15,777,000 seconds).",
    why: "Apple answers `invalid_client`, and does not say why.",
    example: &[
        Line::Header(r#"{"alg":"ES256","kid":"ABC123DEFG"}"#),
        Line::Payload(
            r#"{"iss":"TEAM123456","iat":1795306920,"exp":1826842920,"aud":"https://appleid.apple.com","sub":"com.example.web"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","kid":"ABC123DEFG"}"#),
        Line::Payload(
            r#"{"iss":"TEAM123456","iat":1795306920,"exp":1810858920,"aud":"https://appleid.apple.com","sub":"com.example.web"}"#,
        ),
    ],
    fix: "Make it anew for at most six months, with the team as `iss`, the services ID as `sub`, and the ID of the key as `kid`.",
    sources: &[Spec::Product(&profile::APPLE_CLIENT_SECRETS)],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static ACCESS_TOKEN: Check = Check {
    id: "access-token",
    title: "Access token that breaks its rules",
    severity: Severity::Defect,
    what: "A JWT access token (`at+jwt`) lacks what its specification requires, or has what it forbids.",
    why: "The specification of this kind demands it, and a strict verifier rejects the token.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"at+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"https://api.example","iat":1795306920,"exp":1795310520,"jti":"7f3a9c2e"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"at+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"https://api.example","iat":1795306920,"exp":1795310520,"jti":"7f3a9c2e","client_id":"web"}"#,
        ),
    ],
    fix: "Have the issuer follow the specification. If this is not such a token, choose another kind.",
    sources: &[Spec::Rfc(9068, "2.2")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static LOGOUT_TOKEN: Check = Check {
    id: "logout-token",
    title: "Logout token that breaks its rules",
    severity: Severity::Defect,
    what: "A logout token lacks what its specification requires, or has what it forbids.",
    why: "The specification of this kind demands it, and a strict verifier rejects the token.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"logout+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","aud":"web","iat":1795306920,"exp":1795307040,"jti":"bWJq","events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"logout+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"alice","aud":"web","iat":1795306920,"exp":1795307040,"jti":"bWJq","events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#,
        ),
    ],
    fix: "Have the issuer follow the specification. If this is not such a token, choose another kind.",
    sources: &[Spec::OpenIdBackChannel("2.4")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static DPOP_PROOF: Check = Check {
    id: "dpop-proof",
    title: "DPoP proof that breaks its rules",
    severity: Severity::Defect,
    what: "A DPoP proof lacks what its specification requires, or has what it forbids.",
    why: "The specification of this kind demands it, and a strict verifier rejects the token.",
    example: &[
        Line::Header(r#"{"alg":"Ed25519","typ":"dpop+jwt"}"#),
        Line::Payload(
            r#"{"jti":"-BwC3ESc6acc2lTc","htm":"POST","htu":"https://server.example.com/token","iat":1795306975}"#,
        ),
    ],
    instead: &[
        Line::Header(
            r#"{"alg":"Ed25519","typ":"dpop+jwt","jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}"#,
        ),
        Line::Payload(
            r#"{"jti":"-BwC3ESc6acc2lTc","htm":"POST","htu":"https://server.example.com/token","iat":1795306975}"#,
        ),
    ],
    fix: "Have the issuer follow the specification. If this is not such a token, choose another kind.",
    sources: &[Spec::Rfc(9449, "4.2")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static CLIENT_ASSERTION: Check = Check {
    id: "client-assertion",
    title: "Client assertion that breaks its rules",
    severity: Severity::Defect,
    what: "A client assertion lacks what its specification requires, or has what it forbids.",
    why: "The specification of this kind demands it, and a strict verifier rejects the token.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"client-authentication+jwt"}"#),
        Line::Payload(
            r#"{"iss":"client-1","sub":"client-2","aud":"https://id.example.org","jti":"4d3559ec","exp":1795307040}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"client-authentication+jwt"}"#),
        Line::Payload(
            r#"{"iss":"client-1","sub":"client-1","aud":"https://id.example.org","jti":"4d3559ec","exp":1795307040}"#,
        ),
    ],
    fix: "Have the issuer follow the specification. If this is not such a token, choose another kind.",
    sources: &[Spec::Rfc(7523, "3")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static SECURITY_EVENT: Check = Check {
    id: "security-event",
    title: "Security event token that breaks its rules",
    severity: Severity::Defect,
    what: "A security event token lacks what its specification requires, or has what it forbids.",
    why: "The specification of this kind demands it, and a strict verifier rejects the token.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"secevent+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","iat":1795306920,"events":{"urn:example:account-disabled":{}}}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"secevent+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","iat":1795306920,"jti":"4d3559ec","events":{"urn:example:account-disabled":{}}}"#,
        ),
    ],
    fix: "Have the issuer follow the specification. If this is not such a token, choose another kind.",
    sources: &[Spec::Rfc(8417, "2.2")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static REQUEST_OBJECT: Check = Check {
    id: "request-object",
    title: "OAuth request object that breaks its rules",
    severity: Severity::Defect,
    what: "An OAuth request object (JAR) lacks a parameter that each request has, or holds `request` or `request_uri`.",
    why: "A parameter that is not in the signed object can be changed on the way, in the address that the browser follows.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"oauth-authz-req+jwt"}"#),
        Line::Payload(r#"{"iss":"web","aud":"https://id.example.org","client_id":"web","scope":"openid"}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"oauth-authz-req+jwt"}"#),
        Line::Payload(
            r#"{"iss":"web","aud":"https://id.example.org","client_id":"web","response_type":"code","scope":"openid"}"#,
        ),
    ],
    fix: "Put all parameters of the request into the object. If this is not one, choose another kind.",
    sources: &[Spec::Rfc(9101, "4")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static ENTITY_STATEMENT: Check = Check {
    id: "entity-statement",
    title: "Federation statement that breaks its rules",
    severity: Severity::Defect,
    what: "An entity statement of OpenID Federation lacks what its specification requires, or has another `typ`.",
    why: "The trust of all members of a federation rests on these statements, so they must be rejected where they are not exact.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"entity-statement+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"https://id.example.org","iat":1795306920,"exp":1795393320}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"entity-statement+jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","sub":"https://id.example.org","iat":1795306920,"exp":1795393320,"jwks":{"keys":[]}}"#,
        ),
    ],
    fix: "Have the entity publish a complete statement. If this is not one, choose another kind.",
    sources: &[Spec::OpenIdFederation("3")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static CREDENTIAL: Check = Check {
    id: "sd-jwt-vc",
    title: "SD-JWT VC that breaks its rules",
    severity: Severity::Defect,
    what: "A digital credential (SD-JWT VC) has no `vct`, or its `typ` is not `dc+sd-jwt`.",
    why: "`vct` says what the credential attests, and `typ` keeps other tokens from passing for one: wallets and verifiers reject it.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#),
        Line::Payload(r#"{"iss":"https://id.example.org","exp":1795310520}"#),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#),
        Line::Payload(
            r#"{"iss":"https://id.example.org","exp":1795310520,"vct":"https://credentials.example.org/membership"}"#,
        ),
    ],
    fix: "Have the issuer set `vct` and `typ`. If this is not such a credential, choose another kind.",
    sources: &[Spec::Draft("draft-ietf-oauth-sd-jwt-vc")],
    find: Find::Look(faults_of_kind),
};

pub(in crate::audit) static KEY_BINDING: Check = Check {
    id: "key-binding",
    title: "Key binding JWT that breaks its rules",
    severity: Severity::Defect,
    what: "A key binding JWT lacks `iat`, `aud`, `nonce` or `sd_hash`, or its `typ` is not `kb+jwt`.",
    why: "These claims tie it to one verifier, one request and one presentation; without them it can be replayed.",
    example: &[
        Line::Header(r#"{"alg":"ES256","typ":"kb+jwt"}"#),
        Line::Payload(
            r#"{"iat":1795306920,"aud":"https://verifier.example.org","sd_hash":"0_Af-2B-EhLWX5ydh_w2xzwmO6iM66B_2QCEanI4fUY"}"#,
        ),
    ],
    instead: &[
        Line::Header(r#"{"alg":"ES256","typ":"kb+jwt"}"#),
        Line::Payload(
            r#"{"iat":1795306920,"aud":"https://verifier.example.org","nonce":"n-0S6_WzA2Mj","sd_hash":"0_Af-2B-EhLWX5ydh_w2xzwmO6iM66B_2QCEanI4fUY"}"#,
        ),
    ],
    fix: "Have the wallet set all four claims and the `typ`, and reject a presentation without them.",
    sources: &[Spec::Rfc(9901, "4.3")],
    find: Find::Look(faults_of_kind),
};

fn faults_of_kind(subject: &Subject, findings: &mut Findings) {
    let payload = subject.token.payload.as_ref().and_then(|payload| payload.json.as_ref());
    for fault in profile::faults(subject.profile, subject.token.header.json.as_ref(), payload) {
        let check = if fault.code() == Code::KindMismatch { MISMATCH.id } else { subject.profile.id };
        if check == findings.check.id {
            findings.push(fault.facts.clone(), fault.place().cloned(), false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::profile::CHECKS;

    #[test]
    fn each_kind_that_asks_for_something_has_a_check_that_cites_the_same_rule() {
        for kind in profile::PROFILES.iter().filter(|kind| kind.id != "jwt") {
            let check = CHECKS.iter().find(|check| check.id == kind.id);
            assert_eq!(check.and_then(|check| check.sources.first()), Some(&kind.spec), "{}", kind.id);
        }
    }
}
