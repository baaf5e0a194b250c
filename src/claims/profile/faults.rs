//! What a kind of token must be, and a token is not.

use super::{Facts, PROFILES, Profile, kind_named, rows};
use crate::base::diagnostic::{Diagnostic, Is, Kind};
use crate::base::shown;
use crate::claims::values::what_is;
use crate::format::json::Node;
use crate::jose::{Part, Span};

/// What is wrong with a token of this kind, all at once.
pub fn faults(profile: &Profile, header: Option<&Node>, payload: Option<&Node>) -> Vec<Diagnostic> {
    let facts = Facts { header, payload };
    let mut faults = Faults(vec![]);
    check_type(profile, &facts, &mut faults);
    (profile.header_rules)(&facts, &mut faults);
    // What is encrypted, or cannot be read, is not missing.
    if payload.is_some() {
        for name in profile.requires.split_whitespace().filter(|name| facts.claim(name).is_none()) {
            faults.add(Kind::Missing(name), None);
        }
        for name in profile.forbids.split_whitespace() {
            if let Some(node) = facts.claim(name) {
                faults.add(Kind::Forbidden(name), Some((Part::Payload, node)));
            }
        }
        (profile.rules)(&facts, &mut faults);
    }
    faults.0
}

fn check_type(profile: &Profile, facts: &Facts, faults: &mut Faults) {
    let typ = facts.typ();
    let told = typ.filter(|typ| !profile.allows(typ)).and_then(kind_named);
    // A logout token has the claims of a security event, too.
    let claims = PROFILES
        .iter()
        .filter(|_| !(profile.looks)(facts))
        .find(|other| typ.is_some_and(|typ| profile.allows(typ) && !other.allows(typ)) && (other.looks)(facts));
    let place = facts.node("typ").map(|node| (Part::Header, node));
    if let (Some(told), false) = (told, profile.id == rows::PLAIN.id) {
        faults.add(Kind::TypeAgainstChoice(told.title, profile.title), place);
    } else if let Some(claims) = claims {
        faults.add(Kind::TypeAgainstClaims(profile.title, claims.title), place);
    } else if profile.typed && !typ.is_some_and(|typ| profile.allows(typ)) {
        let own = profile.types.split_whitespace().next().unwrap_or_default();
        let fault = match place.map(|(_, node)| (node, node.as_str())) {
            None => Kind::TypeIs(own, Is::Nothing),
            Some((_, Some(text))) => Kind::Type(own, shown(text, 40)),
            Some((node, None)) => Kind::TypeIs(own, what_is(node)),
        };
        faults.add(fault, place);
    }
}

/// The faults found so far.
pub(super) struct Faults(Vec<Diagnostic>);

impl Faults {
    pub(super) fn add(&mut self, fault: Kind, place: Option<(Part, &Node)>) {
        let at = place.map(|(part, node)| Span { part, range: node.span.clone() });
        self.0.push(Diagnostic { at: at.into_iter().collect(), ..Diagnostic::error(fault) });
    }
}

#[cfg(test)]
mod tests {
    use super::super::named;
    use super::*;
    use crate::base::diagnostic;
    use crate::format::json;

    fn node(text: &str) -> Option<Node> {
        json::read(text).node
    }

    /// The faults of a token of the kind `id`.
    #[track_caller]
    fn check_faults(id: &str, header: &str, payload: &str, expected: &[Kind]) {
        let found = faults(named(id).expect("a kind"), node(header).as_ref(), node(payload).as_ref());
        let found: Vec<_> = found.into_iter().map(|fault| fault.facts).collect();
        let expected: Vec<_> = expected.iter().cloned().map(diagnostic::Facts::from).collect();
        assert_eq!(found, expected, "{header} {payload}");
    }

    const PLAIN: &str = r#"{"alg":"RS256","typ":"JWT","kid":"k"}"#;
    const PROOF: &str = r#"{"alg":"ES256","typ":"dpop+jwt","jwk":{"kty":"EC"}}"#;

    #[test]
    fn what_a_kind_requires_and_lacks_is_told_all_at_once() {
        check_faults("jwt", "{}", "{}", &[]);
        check_faults(
            "id-token",
            PLAIN,
            r#"{"iss":"a","aud":"b","exp":1,"iat":null}"#,
            &[Kind::Missing("sub"), Kind::Missing("iat")],
        );
        check_faults(
            "access-token",
            r#"{"typ":"application/at+jwt"}"#,
            r#"{"iss":"a","exp":1,"aud":"b","sub":"c","iat":1}"#,
            &[Kind::Missing("client_id"), Kind::Missing("jti")],
        );
        let all = r#"{"iss":"a","exp":1,"aud":"b","sub":"c","client_id":"d","iat":1,"jti":"e"}"#;
        check_faults("access-token", r#"{"typ":"at+jwt"}"#, all, &[]);
        check_faults("access-token", PLAIN, all, &[Kind::Type("at+jwt", "JWT".into())]);
        check_faults("access-token", "{}", all, &[Kind::TypeIs("at+jwt", Is::Nothing)]);
        check_faults("access-token", r#"{"typ":1}"#, all, &[Kind::TypeIs("at+jwt", Is::Number)]);
    }

    #[test]
    fn what_is_encrypted_is_not_missing() {
        assert_eq!(faults(named("access-token").unwrap(), node(r#"{"typ":"at+jwt"}"#).as_ref(), None), []);
    }

    #[test]
    fn a_logout_token_has_its_event_and_no_nonce() {
        let token = |rest: &str| format!(r#"{{"iss":"a","aud":"c","iat":1,"exp":2,"jti":"j",{rest}}}"#);
        let event =
            |value: &str| format!(r#""events":{{"http://schemas.openid.net/event/backchannel-logout":{value}}}"#);
        let check = |header: &str, payload: String, expected: &[Kind]| {
            check_faults("logout-token", header, &payload, expected);
        };
        check(PLAIN, token(&format!(r#""sid":"1",{}"#, event("{}"))), &[]);
        check(PLAIN, token(&event("{}")), &[Kind::LogoutNobody]);
        check(PLAIN, token(&format!(r#""sub":"1","nonce":"n",{}"#, event("{}"))), &[Kind::Forbidden("nonce")]);
        check(PLAIN, token(&format!(r#""sub":"1",{}"#, event("true"))), &[Kind::LogoutEventType]);
        check(PLAIN, token(r#""sub":"1","events":{"urn:x":{}}"#), &[Kind::LogoutEventMissing]);
        check(PLAIN, token(r#""sub":"1""#), &[Kind::Missing("events")]);
        check(
            r#"{"alg":"none"}"#,
            token(&format!(r#""sub":"1",{}"#, event("{}"))),
            &[Kind::Unsigned("a logout token")],
        );
    }

    #[test]
    fn a_proof_is_signed_by_the_public_key_in_it() {
        let payload = r#"{"jti":"j","htm":"POST","htu":"https://a.example/token","iat":1}"#;
        let check = |header: &str, payload: &str, expected: &[Kind]| {
            check_faults("dpop-proof", header, payload, expected);
        };
        check(PROOF, payload, &[]);
        check(r#"{"alg":"ES256","typ":"dpop+jwt"}"#, payload, &[Kind::ProofKeyMissing]);
        check(r#"{"alg":"ES256","typ":"dpop+jwt","jwk":{"d":"x"}}"#, payload, &[Kind::ProofKeyPrivate]);
        check(r#"{"alg":"HS256","typ":"dpop+jwt","jwk":{}}"#, payload, &[Kind::ProofAlgorithm]);
        check(r#"{"alg":"None","typ":"dpop+jwt","jwk":{}}"#, payload, &[Kind::ProofAlgorithm]);
        check(r#"{"alg":"ES256","jwk":{}}"#, payload, &[Kind::TypeIs("dpop+jwt", Is::Nothing)]);
        for end in ["?a=b", "#a"] {
            let payload = payload.replace("/token", &format!("/token{end}"));
            check(PROOF, &payload, &[Kind::ProofAddress]);
        }
        check(PROOF, "{}", &[Kind::Missing("jti"), Kind::Missing("htm"), Kind::Missing("htu"), Kind::Missing("iat")]);
    }

    #[test]
    fn a_client_speaks_of_itself() {
        check_faults("client-assertion", PLAIN, r#"{"iss":"c","sub":"c","aud":"a","exp":1}"#, &[]);
        check_faults("client-assertion", PLAIN, r#"{"iss":"c","sub":"d","aud":"a","exp":1}"#, &[Kind::ClientsDiffer]);
    }

    #[test]
    fn an_event_is_an_object() {
        let check = |events: &str, expected: &[Kind]| {
            check_faults(
                "security-event",
                PLAIN,
                &format!(r#"{{"iss":"a","iat":1,"jti":"j","events":{events}}}"#),
                expected,
            );
        };
        check(r#"{"urn:a":{}}"#, &[]);
        check(r#"{"urn:a":{},"urn:b":1}"#, &[Kind::EventType]);
        check("{}", &[Kind::EventMissing]);
        check("[]", &[Kind::EventMissing]);
    }

    #[test]
    fn two_signs_of_a_kind_may_contradict_each_other() {
        let id = r#"{"iss":"a","sub":"b","aud":"c","exp":1,"iat":1,"nonce":"n","client_id":null}"#;
        check_faults(
            "id-token",
            r#"{"typ":"at+jwt"}"#,
            id,
            &[Kind::TypeAgainstChoice("an OAuth access token", "an OpenID Connect ID token")],
        );
        let found = faults(named("access-token").unwrap(), node(r#"{"typ":"at+jwt"}"#).as_ref(), node(id).as_ref());
        assert_eq!(
            found[0].facts,
            Kind::TypeAgainstClaims("an OAuth access token", "an OpenID Connect ID token").into()
        );
        let missing = |name| diagnostic::Facts::from(Kind::Missing(name));
        let rest: Vec<_> = found[1..].iter().map(|fault| fault.facts.clone()).collect();
        assert_eq!(rest, [missing("client_id"), missing("jti")]);
        check_faults("jwt", r#"{"typ":"at+jwt"}"#, id, &[]);
        check_faults("id-token", r#"{"typ":"x+jwt"}"#, id, &[]);
        check_faults(
            "dpop-proof",
            r#"{"typ":"at+jwt","alg":"ES256","jwk":{}}"#,
            r#"{"jti":"j","htm":"GET","htu":"a","iat":1}"#,
            &[Kind::TypeAgainstChoice("an OAuth access token", "a DPoP proof")],
        );
    }
}
