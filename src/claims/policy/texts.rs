//! Texts that are expected: issuer, audience, subject, nonce and type.

use super::{Outcome, Policy, SHOWN, all, near};
use crate::base::diagnostic::{
    self,
    policy::{Expected, Found, Near},
};
use crate::base::shown;
use crate::claims::values::what_is;
use crate::format::json::{Node, Value};
use crate::jose::Part;
use crate::jose::header::short_type;

/// Holds the texts that `policy` expects against those of a token.
pub(super) fn judge(policy: &Policy, header: Option<&Node>, payload: Option<&Node>, outcome: &mut Outcome) {
    for (of, claim, own, team) in [
        (Expected::Issuer, "iss", &policy.issuer, policy.issuers.as_slice()),
        (Expected::Audience, "aud", &policy.audience, &policy.audiences),
        (Expected::Subject, "sub", &policy.subject, &[]),
        (Expected::Nonce, "nonce", &policy.nonce, &[]),
    ] {
        outcome.text(of, claim, any_of(own, team), Part::Payload, payload);
    }
    outcome.text(Expected::Type, "typ", any_of(&policy.token_type, &[]), Part::Header, header);
    outcome.text(Expected::Algorithm, "alg", &policy.algorithms, Part::Header, header);
}

/// What the person expects, or else what the team does.
fn any_of<'a>(own: &'a String, team: &'a [String]) -> &'a [String] {
    if own.is_empty() { team } else { core::slice::from_ref(own) }
}

impl Outcome {
    fn text(&mut self, of: Expected, claim: &str, expected: &[String], part: Part, document: Option<&Node>) {
        if expected.is_empty() {
            return;
        }
        let same = |found: &str| {
            expected.iter().any(|expected| match of {
                Expected::Type => short_type(found).eq_ignore_ascii_case(short_type(expected)),
                _ => found == expected,
            })
        };
        let excerpt = || expected.iter().map(|expected| shown(expected, SHOWN)).collect();
        let mut nodes = all(document, claim).peekable();
        if nodes.peek().is_none() {
            return self.fail(diagnostic::Policy::Missing(of, excerpt()), None);
        }
        match nodes.find(|node| !texts(node, of).any(same)) {
            None => self.met.push(of),
            Some(node) => {
                let near = texts(node, of)
                    .find_map(|found| expected.iter().find_map(|expected| Some((found, near::miss(expected, found)?))));
                let several = texts(node, of).count() > 1;
                let entry = |found| if several { Some(shown(found, SHOWN)) } else { None };
                let near = near.map(|(found, miss)| Near { entry: entry(found), miss });
                let found = found(node, of);
                let failure = diagnostic::Policy::Mismatch { of, found, expected: excerpt(), near };
                self.fail(failure, Some((part, node)));
            }
        }
    }
}

/// The texts in a value: itself, and the entries of a list of audiences.
fn texts(node: &Node, of: Expected) -> impl Iterator<Item = &str> {
    let entries = match &node.value {
        Value::Array(entries) if of == Expected::Audience => entries.as_slice(),
        _ => core::slice::from_ref(node),
    };
    entries.iter().filter_map(Node::as_str)
}

/// What a value holds.
fn found(node: &Node, of: Expected) -> Found {
    let mut rest = texts(node, of).map(|text| shown(text, SHOWN));
    match (rest.next(), rest.next(), rest.count()) {
        (None, ..) => Found::Value(what_is(node)),
        (Some(one), None, _) => Found::Text(one),
        (Some(one), Some(two), 0) => Found::Two(one, two),
        (Some(one), Some(two), more) => Found::More(one, two, more),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_facts, expecting, outcome};
    use super::*;
    use crate::base::diagnostic::policy::Miss;
    use crate::base::diagnostic::{Diagnostic, Is};

    fn another(of: Expected, found: Found, expected: &str) -> diagnostic::Policy {
        diagnostic::Policy::Mismatch { of, found, expected: vec![expected.into()], near: None }
    }

    #[test]
    fn a_text_that_is_missing_or_another_says_what_was_expected_and_found() {
        let url = "https://a.example";
        let issuer = |policy: &mut Policy| policy.issuer = "https://a.example".into();
        check(issuer, r#"{"iss":"https://a.example"}"#, &[], "");
        check_facts(issuer, "{}", "", diagnostic::Policy::Missing(Expected::Issuer, vec![url.into()]));
        let other = |found| another(Expected::Issuer, found, url);
        check_facts(issuer, r#"{"iss":"urn:b"}"#, r#""urn:b""#, other(Found::Text("urn:b".into())));
        check_facts(issuer, r#"{"iss":7}"#, "7", other(Found::Value(Is::Number)));
        let list = r#"["https://a.example"]"#;
        check_facts(issuer, r#"{"iss":["https://a.example"]}"#, list, other(Found::Value(Is::Array)));
        let subject = |policy: &mut Policy| policy.subject = "alice".into();
        check(subject, r#"{"sub":"alice"}"#, &[], "");
        let other = |found| another(Expected::Subject, found, "alice");
        check_facts(subject, r#"{"sub":"bob"}"#, r#""bob""#, other(Found::Text("bob".into())));
        check_facts(subject, r#"{"sub":null}"#, "null", other(Found::Value(Is::Null)));
        check(subject, "{}", &["subject-missing"], "");
        let nonce = |policy: &mut Policy| policy.nonce = "n-1".into();
        check(nonce, r#"{"nonce":"n-1"}"#, &[], "");
        let other = another(Expected::Nonce, Found::Text("n-2".into()), "n-1");
        check_facts(nonce, r#"{"nonce":"n-2"}"#, r#""n-2""#, other);
        check(nonce, "{}", &["nonce-missing"], "");
    }

    #[test]
    fn an_audience_is_a_text_or_an_entry_of_a_list() {
        let audience = |policy: &mut Policy| policy.audience = "api".into();
        check(audience, r#"{"aud":"api"}"#, &[], "");
        check(audience, r#"{"aud":["web","api"]}"#, &[], "");
        check(audience, r#"{"aud":[1,"api"]}"#, &[], "");
        check(audience, "{}", &["audience-missing"], "");
        #[track_caller]
        fn other(value: &str, found: Found) {
            let payload = format!(r#"{{"aud":{value}}}"#);
            let expected = another(Expected::Audience, found, "api");
            check_facts(|policy| policy.audience = "api".into(), &payload, value, expected);
        }
        other(r#""web""#, Found::Text("web".into()));
        other(r#"["web","x"]"#, Found::Two("web".into(), "x".into()));
        other(r#"["w","x","y","z"]"#, Found::More("w".into(), "x".into(), 2));
        other("[]", Found::Value(Is::Array));
        other(r#"[["api"]]"#, Found::Value(Is::Array));
        other(r#"{"api":"api"}"#, Found::Value(Is::Object));
    }

    #[test]
    fn a_near_miss_is_a_miss_and_is_named() {
        let near = |change: fn(&mut Policy), payload: &str, points: &str| {
            let failures = check(
                change,
                payload,
                &[if payload.contains("iss") { "issuer-mismatch" } else { "audience-mismatch" }],
                points,
            );
            match &failures[0].facts {
                diagnostic::Facts::Policy(diagnostic::Policy::Mismatch { near, .. }) => near.clone(),
                other => panic!("{other:?}"),
            }
        };
        let issuer = |found: &str| {
            let change: fn(&mut Policy) = |policy| policy.issuer = "https://a.example/t".into();
            near(change, &format!(r#"{{"iss":"{found}"}}"#), &format!("\"{found}\""))
        };
        let only = |[space, scheme, case, slash]: [bool; 4]| {
            Some(Near { entry: None, miss: Miss::Only { space, scheme, case, slash } })
        };
        assert_eq!(issuer("https://a.example/t/"), only([false, false, false, true]));
        assert_eq!(issuer("http://a.example/t"), only([false, true, false, false]));
        assert_eq!(issuer("https://A.example/t"), only([false, false, true, false]));
        assert_eq!(issuer("https://a.example/t "), only([true, false, false, false]));
        assert_eq!(issuer("https://a.example/u"), Some(Near { entry: None, miss: Miss::Path }));
        assert_eq!(issuer("urn:b"), None);
        let audience = |value: &str| {
            let change: fn(&mut Policy) = |policy| policy.audience = "api".into();
            near(change, &format!(r#"{{"aud":{value}}}"#), value)
        };
        assert_eq!(audience(r#""my-api""#), Some(Near { entry: None, miss: Miss::Part }));
        assert_eq!(audience(r#""api,web""#), Some(Near { entry: None, miss: Miss::Part }));
        let nearest = only([false, false, true, false]).map(|near| Near { entry: Some("API".into()), ..near });
        assert_eq!(audience(r#"["x","y","z","API"]"#), nearest);
    }

    #[test]
    fn a_claim_that_stands_twice_must_be_as_expected_twice() {
        let issuer = |policy: &mut Policy| policy.issuer = "a".into();
        check(issuer, r#"{"iss":"b","iss":"a"}"#, &["issuer-mismatch"], r#""b""#);
        check(issuer, r#"{"iss":"a","\u0069ss":"b"}"#, &["issuer-mismatch"], r#""b""#);
        check(issuer, r#"{"iss":"a","iss":"a"}"#, &[], "");
        check(|policy| policy.required = vec!["a".into()], r#"{"a":1,"a":null}"#, &["claim-missing"], "null");
    }

    #[test]
    fn a_type_is_compared_as_a_media_type() {
        let check = |expected: &str, header: &str, code: Option<&str>| {
            let outcome = outcome(&expecting(|policy| policy.token_type = expected.into()), header, "{}");
            let found = outcome.failures.first().map(|failure| failure.code().name());
            assert_eq!(found, code, "{expected} {header}");
            let mut places = outcome.failures.iter().filter_map(Diagnostic::place);
            assert!(places.all(|at| at.part == Part::Header));
        };
        check("at+jwt", r#"{"typ":"at+jwt"}"#, None);
        check("at+jwt", r#"{"typ":"application/AT+JWT"}"#, None);
        check("application/at+jwt", r#"{"typ":"at+jwt"}"#, None);
        check("JWT", r#"{"typ":"jwt"}"#, None);
        check("at+jwt", r#"{"typ":"JWT"}"#, Some("type-mismatch"));
        check("at+jwt", r#"{"typ":"application/x/at+jwt"}"#, Some("type-mismatch"));
        check("at+jwt", r#"{"typ":["at+jwt"]}"#, Some("type-mismatch"));
        check("at+jwt", "{}", Some("type-missing"));
    }

    #[test]
    fn one_of_several_issuers_audiences_and_algorithms_is_enough_and_the_persons_own_goes_before_them() {
        let team = expecting(|policy| {
            policy.issuers = vec!["https://a.example".into(), "https://b.example".into()];
            policy.audiences = vec!["api".into(), "web".into()];
            policy.algorithms = vec!["RS256".into(), "ES256".into()];
        });
        let judged = |policy: &Policy, header: &str, payload: &str| {
            let outcome = outcome(policy, header, payload);
            let codes: Vec<_> = outcome.failures.iter().map(|failure| failure.code().name()).collect();
            (outcome.met, codes)
        };
        let right = r#"{"iss":"https://b.example","aud":["x","web"]}"#;
        let all = vec![Expected::Issuer, Expected::Audience, Expected::Algorithm];
        assert_eq!(judged(&team, r#"{"alg":"ES256"}"#, right), (all, vec![]));
        assert_eq!(judged(&team, r#"{"alg":"es256"}"#, right).1, ["algorithm-mismatch"]);
        assert_eq!(judged(&team, r#"{"alg":"none"}"#, r#"{"iss":"https://b.example/","aud":"y"}"#).1.len(), 3);
        assert_eq!(judged(&team, "{}", "{}").1, ["issuer-missing", "audience-missing", "alg-missing"]);
        let own = Policy { issuer: "https://c.example".into(), ..team.clone() };
        assert_eq!(judged(&own, r#"{"alg":"ES256"}"#, right).1, ["issuer-mismatch"]);
    }

    #[test]
    fn the_nearest_of_several_texts_is_named_whichever_of_them_it_is_near() {
        let policy = expecting(|policy| policy.issuers = vec!["urn:a".into(), "https://b.example".into()]);
        let outcome = outcome(&policy, "{}", r#"{"iss":"https://b.example/"}"#);
        let diagnostic::Facts::Policy(diagnostic::Policy::Mismatch { near, expected, .. }) = &outcome.failures[0].facts
        else {
            panic!("{:?}", outcome.failures)
        };
        let slash = Miss::Only { space: false, scheme: false, case: false, slash: true };
        assert_eq!(near.as_ref().map(|near| near.miss), Some(slash));
        assert_eq!(expected.len(), 2);
    }
}
