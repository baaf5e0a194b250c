//! What a kind of token must be, and a token is not.

use super::{Facts, PROFILES, Profile, kind_named, rows};
use crate::token::header::kind;
use crate::token::json::Node;
use crate::token::{Part, Span, shown};

/// Something that the specification of a kind requires, and the token is otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileFault {
    /// The kind's id, or `kind-mismatch` where two signs of a kind contradict each other.
    pub code: &'static str,
    /// What is wrong, for people, without a full stop.
    pub message: String,
    /// The value that is wrong; `None` where one is missing.
    pub at: Option<Span>,
}

/// What is wrong with a token of this kind, all at once.
pub fn faults(profile: &Profile, header: Option<&Node>, payload: Option<&Node>) -> Vec<ProfileFault> {
    let facts = Facts { header, payload };
    let mut faults = Faults { code: profile.id, list: vec![] };
    check_type(profile, &facts, &mut faults);
    // What is encrypted, or cannot be read, is not missing.
    if payload.is_some() {
        for name in profile.requires.split_whitespace().filter(|name| facts.claim(name).is_none()) {
            faults.add(format!("`{name}` is missing"), None);
        }
        for name in profile.forbids.split_whitespace() {
            if let Some(node) = facts.claim(name) {
                faults.add(format!("`{name}` must not be in it"), Some((Part::Payload, node)));
            }
        }
        (profile.rules)(&facts, &mut faults);
    }
    faults.list
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
        faults.code = "kind-mismatch";
        faults.add(format!("its `typ` says that it is {}, and it is taken for {}", told.title, profile.title), place);
    } else if let Some(claims) = claims {
        faults.code = "kind-mismatch";
        faults.add(
            format!("its `typ` says that it is {}, and its claims are those of {}", profile.title, claims.title),
            place,
        );
    } else if profile.typed && !typ.is_some_and(|typ| profile.allows(typ)) {
        let found = match place.map(|(_, node)| (node, node.as_str())) {
            None => "missing".into(),
            Some((_, Some(text))) => format!("`{}`", shown(text, 40)),
            Some((node, None)) => kind(node).into(),
        };
        faults.add(format!("`typ` must be `{}`, and is {found}", profile.types), place);
    }
    faults.code = profile.id;
}

/// The faults found so far, and the code of the next.
pub(super) struct Faults {
    code: &'static str,
    list: Vec<ProfileFault>,
}

impl Faults {
    pub(super) fn add(&mut self, message: impl Into<String>, place: Option<(Part, &Node)>) {
        let at = place.map(|(part, node)| Span { part, range: node.span.clone() });
        self.list.push(ProfileFault { code: self.code, message: message.into(), at });
    }
}

#[cfg(test)]
mod tests {
    use super::super::named;
    use super::*;
    use crate::token::json;

    fn node(text: &str) -> Option<Node> {
        json::read(text).node
    }

    /// The faults of a token of the kind `id`, by code and message.
    #[track_caller]
    fn check_faults(id: &str, header: &str, payload: &str, expected: &[(&str, &str)]) {
        let found = faults(named(id).expect("a kind"), node(header).as_ref(), node(payload).as_ref());
        let found: Vec<_> = found.iter().map(|fault| (fault.code, fault.message.as_str())).collect();
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
            &[("id-token", "`sub` is missing"), ("id-token", "`iat` is missing")],
        );
        check_faults(
            "access-token",
            r#"{"typ":"application/at+jwt"}"#,
            r#"{"iss":"a","exp":1,"aud":"b","sub":"c","iat":1}"#,
            &[("access-token", "`client_id` is missing"), ("access-token", "`jti` is missing")],
        );
        let all = r#"{"iss":"a","exp":1,"aud":"b","sub":"c","client_id":"d","iat":1,"jti":"e"}"#;
        check_faults("access-token", r#"{"typ":"at+jwt"}"#, all, &[]);
        check_faults("access-token", PLAIN, all, &[("access-token", "`typ` must be `at+jwt`, and is `JWT`")]);
        check_faults("access-token", "{}", all, &[("access-token", "`typ` must be `at+jwt`, and is missing")]);
        check_faults(
            "access-token",
            r#"{"typ":1}"#,
            all,
            &[("access-token", "`typ` must be `at+jwt`, and is a number")],
        );
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
        let check = |header: &str, payload: String, expected: &[&str]| {
            let expected: Vec<_> = expected.iter().map(|message| ("logout-token", *message)).collect();
            check_faults("logout-token", header, &payload, &expected);
        };
        check(PLAIN, token(&format!(r#""sid":"1",{}"#, event("{}"))), &[]);
        check(PLAIN, token(&event("{}")), &["`sub` and `sid` are missing: it must have one of them"]);
        check(PLAIN, token(&format!(r#""sub":"1","nonce":"n",{}"#, event("{}"))), &["`nonce` must not be in it"]);
        check(PLAIN, token(&format!(r#""sub":"1",{}"#, event("true"))), &["the logout event must be an object, `{}`"]);
        check(PLAIN, token(r#""sub":"1","events":{"urn:x":{}}"#), &["`events` must hold the logout event"]);
        check(PLAIN, token(r#""sub":"1""#), &["`events` is missing"]);
        check(
            r#"{"alg":"none"}"#,
            token(&format!(r#""sub":"1",{}"#, event("{}"))),
            &["it must be signed, and its `alg` is `none`"],
        );
    }

    #[test]
    fn a_proof_is_signed_by_the_public_key_in_it() {
        let payload = r#"{"jti":"j","htm":"POST","htu":"https://a.example/token","iat":1}"#;
        let check = |header: &str, payload: &str, expected: &[&str]| {
            let expected: Vec<_> = expected.iter().map(|message| ("dpop-proof", *message)).collect();
            check_faults("dpop-proof", header, payload, &expected);
        };
        check(PROOF, payload, &[]);
        check(
            r#"{"alg":"ES256","typ":"dpop+jwt"}"#,
            payload,
            &["the header has no `jwk`, the public key that signed it"],
        );
        check(
            r#"{"alg":"ES256","typ":"dpop+jwt","jwk":{"d":"x"}}"#,
            payload,
            &["`jwk` must be a public key, and has private members"],
        );
        check(
            r#"{"alg":"HS256","typ":"dpop+jwt","jwk":{}}"#,
            payload,
            &["`alg` must name a signature with a private key"],
        );
        check(
            r#"{"alg":"None","typ":"dpop+jwt","jwk":{}}"#,
            payload,
            &["`alg` must name a signature with a private key"],
        );
        check(r#"{"alg":"ES256","jwk":{}}"#, payload, &["`typ` must be `dpop+jwt`, and is missing"]);
        for end in ["?a=b", "#a"] {
            let payload = payload.replace("/token", &format!("/token{end}"));
            check(PROOF, &payload, &["`htu` must be the address without query and fragment"]);
        }
        check(PROOF, "{}", &["`jti` is missing", "`htm` is missing", "`htu` is missing", "`iat` is missing"]);
    }

    #[test]
    fn a_client_speaks_of_itself() {
        check_faults("client-assertion", PLAIN, r#"{"iss":"c","sub":"c","aud":"a","exp":1}"#, &[]);
        check_faults(
            "client-assertion",
            PLAIN,
            r#"{"iss":"c","sub":"d","aud":"a","exp":1}"#,
            &[("client-assertion", "`iss` and `sub` must both be the client's ID, and differ")],
        );
    }

    #[test]
    fn an_event_is_an_object() {
        let check = |events: &str, expected: &[&str]| {
            let expected: Vec<_> = expected.iter().map(|message| ("security-event", *message)).collect();
            check_faults(
                "security-event",
                PLAIN,
                &format!(r#"{{"iss":"a","iat":1,"jti":"j","events":{events}}}"#),
                &expected,
            );
        };
        check(r#"{"urn:a":{}}"#, &[]);
        check(r#"{"urn:a":{},"urn:b":1}"#, &["each event must be an object"]);
        check("{}", &["`events` must be an object with an event in it"]);
        check("[]", &["`events` must be an object with an event in it"]);
    }

    #[test]
    fn two_signs_of_a_kind_may_contradict_each_other() {
        let id = r#"{"iss":"a","sub":"b","aud":"c","exp":1,"iat":1,"nonce":"n","client_id":null}"#;
        check_faults(
            "id-token",
            r#"{"typ":"at+jwt"}"#,
            id,
            &[(
                "kind-mismatch",
                "its `typ` says that it is an OAuth access token, and it is taken for an OpenID Connect ID token",
            )],
        );
        let found = faults(named("access-token").unwrap(), node(r#"{"typ":"at+jwt"}"#).as_ref(), node(id).as_ref());
        assert_eq!(
            found[0].message,
            "its `typ` says that it is an OAuth access token, and its claims are those of an OpenID Connect ID token"
        );
        assert_eq!(found[1..].iter().map(|fault| fault.code).collect::<Vec<_>>(), ["access-token"; 2]);
        check_faults("jwt", r#"{"typ":"at+jwt"}"#, id, &[]);
        check_faults("id-token", r#"{"typ":"x+jwt"}"#, id, &[]);
        check_faults(
            "dpop-proof",
            r#"{"typ":"at+jwt","alg":"ES256","jwk":{}}"#,
            r#"{"jti":"j","htm":"GET","htu":"a","iat":1}"#,
            &[("kind-mismatch", "its `typ` says that it is an OAuth access token, and it is taken for a DPoP proof")],
        );
    }
}
