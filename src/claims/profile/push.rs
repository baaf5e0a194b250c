//! The token that an application server shows to a push service (VAPID, RFC 8292 §2).

use super::protocols::algorithm_is;
use super::{Facts, Faults, Profile};
use crate::base::diagnostic::Kind;
use crate::format::json::Node;
use crate::jose::Part;
use crate::spec::Spec;

pub(super) static VAPID: Profile = Profile {
    id: "vapid",
    title: "a VAPID token",
    spec: Spec::Rfc(8292, "2"),
    types: "",
    typed: false,
    requires: "aud exp",
    forbids: "",
    lifetime: None,
    // Nothing but the audience tells it: that is a push service.
    looks: |facts| facts.text("aud").is_some_and(|aud| is_push_service(host(aud))) && facts.claim("iss").is_none(),
    header_rules: |facts, faults| algorithm_is("ES256", facts, faults),
    rules: |facts, faults| {
        if let Some(aud) = facts.claim("aud").filter(|aud| !aud.as_str().is_some_and(is_origin)) {
            faults.add(Kind::AudienceOrigin, Some((Part::Payload, aud)));
        }
        contact(facts, faults);
    },
};

/// Whom the push service may ask: an address of mail or of the web, where one is given.
fn contact(facts: &Facts, faults: &mut Faults) {
    let is_address =
        |sub: &Node| sub.as_str().is_some_and(|sub| sub.starts_with("mailto:") || sub.starts_with("https:"));
    if let Some(sub) = facts.claim("sub").filter(|sub| !is_address(sub)) {
        faults.add(Kind::SubjectContact, Some((Part::Payload, sub)));
    }
}

/// The host of an `https` address; of anything else, nothing.
fn host(address: &str) -> &str {
    let rest = address.strip_prefix("https://").unwrap_or_default();
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

/// The push services of the browsers: Chrome, Firefox, Safari, Edge.
fn is_push_service(host: &str) -> bool {
    ["fcm.googleapis.com", "updates.push.services.mozilla.com"].contains(&host)
        || host.ends_with(".push.apple.com")
        || host.ends_with(".notify.windows.com")
}

/// Whether it is an origin as RFC 6454 §6.1 writes one: scheme, host, port, and no slash after it.
fn is_origin(text: &str) -> bool {
    text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty() && !rest.contains(['/', '?', '#', '@', ' ']))
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::super::testing::check_kind;
    use crate::base::diagnostic::Kind;
    use crate::format::json;

    #[track_caller]
    fn check(header: &str, payload: &str, expected: &[Kind]) {
        check_kind("vapid", [header, payload], expected);
    }

    const HEADER: &str = r#"{"typ":"JWT","alg":"ES256"}"#;

    #[test]
    fn a_vapid_token_names_the_origin_of_the_push_service_and_a_contact() {
        let claims = |aud: &str, rest: &str| format!(r#"{{"aud":"https://{aud}","exp":1795306980{rest}}}"#);
        check(HEADER, &claims("fcm.googleapis.com", r#","sub":"mailto:admin@example.org""#), &[]);
        check(HEADER, &claims("db5p.notify.windows.com", r#","sub":"https://example.org/push""#), &[]);
        check(HEADER, &claims("web.push.apple.com", ""), &[]);
        check(HEADER, &claims("updates.push.services.mozilla.com/", ""), &[Kind::AudienceOrigin]);
        check(HEADER, &claims("fcm.googleapis.com/fcm/send/abc", ""), &[Kind::AudienceOrigin]);
        check(HEADER, &claims("web.push.apple.com", r#","sub":"admin@example.org""#), &[Kind::SubjectContact]);
        check(r#"{"alg":"RS256"}"#, &claims("fcm.googleapis.com", ""), &[Kind::AlgorithmIs("ES256")]);
        check(HEADER, r#"{"aud":"https://fcm.googleapis.com"}"#, &[Kind::Missing("exp")]);
    }

    #[test]
    fn another_token_for_such_a_host_is_none() {
        for payload in [
            r#"{"iss":"a@p.iam.gserviceaccount.com","aud":"https://fcm.googleapis.com/","exp":2,"iat":1}"#,
            r#"{"aud":"https://fcm.googleapis.com.evil.example","exp":2}"#,
            r#"{"aud":"http://fcm.googleapis.com","exp":2}"#,
            r#"{"aud":["https://fcm.googleapis.com"],"exp":2}"#,
            r#"{"aud":"https://push.apple.com","exp":2}"#,
        ] {
            let payload = json::read(payload).node;
            assert_eq!(recognise(json::read(HEADER).node.as_ref(), payload.as_ref()).0.id, "jwt");
        }
    }
}
