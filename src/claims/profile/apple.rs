//! The client secret of Sign in with Apple: a JWT that the developer signs, in the place of a password for the token endpoint
//! (Apple's documentation, "Creating a client secret").

use super::Profile;
use super::protocols::{algorithm_is, header_has};
use crate::base::diagnostic::Kind;
use crate::base::spec::Product;
use crate::format::json::{Node, Value};
use crate::jose::Part;
use crate::spec::Spec;

/// Where Apple says what it takes.
pub static CLIENT_SECRETS: Product = Product {
    name: "Sign in with Apple",
    url: "https://developer.apple.com/documentation/accountorganizationaldatasharing/creating-a-client-secret",
};

/// Apple takes six months at most, in seconds.
const MOST: i64 = 15_777_000;

pub(super) static CLIENT_SECRET: Profile = Profile {
    id: "apple-client-secret",
    title: "a client secret for Apple",
    spec: Spec::Product(&CLIENT_SECRETS),
    types: "",
    typed: false,
    requires: "iss iat exp aud sub",
    forbids: "",
    lifetime: None,
    looks: |facts| facts.text("aud") == Some("https://appleid.apple.com") && facts.text("sub").is_some(),
    header_rules: |facts, faults| {
        algorithm_is("ES256", facts, faults);
        header_has("kid", facts, faults);
    },
    rules: |facts, faults| {
        if let (Some(issued), Some(end)) = (facts.claim("iat"), facts.claim("exp"))
            && let (Some(begins), Some(ends)) = (number(issued), number(end))
            && ends.saturating_sub(begins) > MOST
        {
            faults.add(Kind::LifetimeMost(MOST), Some((Part::Payload, end)));
        }
    },
};

fn number(node: &Node) -> Option<i64> {
    let Value::Number(text) = &node.value else { return None };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::super::testing::check_kind;
    use super::*;
    use crate::format::json;

    #[track_caller]
    fn check(header: &str, payload: &str, expected: &[Kind]) {
        check_kind("apple-client-secret", [header, payload], expected);
    }

    const HEADER: &str = r#"{"alg":"ES256","kid":"ABC123DEFG"}"#;

    #[test]
    fn apple_takes_six_months_and_wants_a_kid() {
        let claims = |exp: i64| {
            format!(
                r#"{{"iss":"TEAM123456","iat":1795306800,"exp":{exp},"aud":"https://appleid.apple.com","sub":"com.example.web"}}"#
            )
        };
        check(HEADER, &claims(1_795_306_800 + MOST), &[]);
        check(HEADER, &claims(1_795_306_800 + MOST + 1), &[Kind::LifetimeMost(MOST)]);
        check(r#"{"alg":"ES256"}"#, &claims(1_795_306_900), &[Kind::HeaderMissing("kid")]);
        check(r#"{"alg":"HS256","kid":"A"}"#, &claims(1_795_306_900), &[Kind::AlgorithmIs("ES256")]);
        let nobody = r#"{"iat":1795306800,"exp":1795306900,"aud":"https://appleid.apple.com","sub":"com.example.web"}"#;
        check(HEADER, nobody, &[Kind::Missing("iss")]);
    }

    #[test]
    fn what_apple_issues_itself_is_none() {
        let payload =
            r#"{"iss":"https://appleid.apple.com","aud":"com.example.web","sub":"001","iat":1,"exp":31536001}"#;
        let (profile, _) = recognise(json::read(HEADER).node.as_ref(), json::read(payload).node.as_ref());
        assert_eq!(profile.id, "jwt");
    }
}
