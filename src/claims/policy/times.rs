//! How old a token may be, and how long it may live.

use super::{Outcome, Policy};
use crate::claims::time::{NumericDate, duration_words};
use crate::claims::values::{Faults, MILLISECONDS_FROM, read_time};
use crate::spec::Spec;
use crate::token::Part;
use crate::token::json::Node;

/// A time in seconds, also where it was written in milliseconds, and where it stands.
type Time<'a> = (NumericDate, &'a Node);

pub(super) fn judge(policy: &Policy, payload: Option<&Node>, now: i64, outcome: &mut Outcome) {
    if let Some(most) = policy.max_age {
        let login =
            if outcome.profile.id == "id-token" { payload.and_then(|payload| payload.get("auth_time")) } else { None };
        let name = if login.is_some() { "auth_time" } else { "iat" };
        age(name, most, policy.skew.max(0), read(payload, name), now, outcome);
    }
    if let Some(most) = policy.max_lifetime {
        lifetime(most, payload, outcome);
    }
}

fn age(name: &str, most: i64, skew: i64, time: Option<Time>, now: i64, outcome: &mut Outcome) {
    let spec = if name == "iat" { Spec::Rfc(7519, "4.1.6") } else { Spec::OpenIdCore("3.1.2.1") };
    let Some((time, node)) = time else {
        let message = format!("how old it is cannot be told: `{name}` is missing or no time");
        return outcome.fail("age-unknown", name, message, "have the issuer add it", spec, None);
    };
    let place = Some((Part::Payload, node));
    // Rounded down, so that the age is rounded up.
    let age = now.saturating_sub(time.seconds);
    if time > NumericDate::from_seconds(now.saturating_add(skew)) {
        let message = format!("`{name}` lies ahead, {}: it has no age yet", time.utc());
        outcome.fail("age-ahead", name, message, "compare the issuer's clock with this one", spec, place);
    } else if age > most.saturating_add(skew) {
        let message =
            format!("by `{name}` it is {} old, and at most {} was expected", duration_words(age), duration_words(most));
        outcome.fail("too-old", name, message, "get a new one", spec, place);
    } else {
        outcome.met.push("age");
    }
}

fn lifetime(most: i64, payload: Option<&Node>, outcome: &mut Outcome) {
    let spec = Spec::Rfc(7519, "4.1.4");
    let (Some((begin, _)), Some((end, node))) = (read(payload, "iat"), read(payload, "exp")) else {
        let message = "how long it lives cannot be told: `iat` or `exp` is missing or no time".into();
        return outcome.fail("lifetime-unknown", "exp", message, "have the issuer add both", spec, None);
    };
    let life = end.seconds.saturating_sub(begin.seconds).saturating_add(i64::from(end.nanos > begin.nanos));
    if life > most {
        let message =
            format!("it lives for {}, and at most {} was expected", duration_words(life), duration_words(most));
        let hint = "have it issued for a shorter time, and renewed";
        return outcome.fail("lifetime-too-long", "exp", message, hint, spec, Some((Part::Payload, node)));
    }
    outcome.met.push("lifetime");
}

/// The time `name`, if every reader sees the same one. What is wrong with it is told by [`crate::claims::evaluate`].
fn read<'a>(payload: Option<&'a Node>, name: &'static str) -> Option<Time<'a>> {
    let (time, node) = read_time(payload, name, &mut Faults::default()).certain()?;
    if time <= MILLISECONDS_FROM {
        return Some((time, node));
    }
    let nanos = u32::try_from(time.seconds.rem_euclid(1_000)).ok()?.saturating_mul(1_000_000);
    Some((NumericDate { seconds: time.seconds.div_euclid(1_000), nanos }, node))
}

#[cfg(test)]
mod tests {
    use super::super::judge;
    use super::*;
    use crate::token::json;

    /// 22 Nov 2026, 00:23:00 UTC.
    const NOW: i64 = 1_795_306_980;

    #[track_caller]
    fn check(policy: &Policy, payload: &str, code: &str, words: &str) {
        let outcome = judge(policy, None, json::read(payload).node.as_ref(), NOW);
        let found = outcome.failures.first();
        assert_eq!(found.map_or("", |failure| failure.code), code, "{payload}");
        assert_eq!(outcome.failures.len() + outcome.met.len(), 1, "{payload}");
        let message = found.map_or("", |failure| &failure.message);
        assert!(message.contains(words), "{message}");
    }

    fn aged(most: i64, skew: i64) -> Policy {
        Policy { max_age: Some(most), skew, ..Policy::default() }
    }

    fn living(most: i64) -> Policy {
        Policy { max_lifetime: Some(most), skew: 600, ..Policy::default() }
    }

    #[test]
    fn a_token_may_be_as_old_as_was_said_and_the_skew() {
        let made = |seconds: i64| format!(r#"{{"iat":{}}}"#, NOW - seconds);
        check(&aged(60, 0), &made(60), "", "");
        check(
            &aged(60, 0),
            &made(61),
            "too-old",
            "by `iat` it is 1 minute 1 second old, and at most 1 minute was expected",
        );
        check(&aged(60, 5), &made(65), "", "");
        check(&aged(60, 5), &made(66), "too-old", "");
        check(&aged(60, -5), &made(60), "", "");
        check(&aged(60, 0), &format!(r#"{{"iat":{}.9}}"#, NOW - 61), "too-old", "");
        check(&aged(60, 5), &made(-5), "", "");
        check(&aged(60, 5), &made(-6), "age-ahead", "`iat` lies ahead, 22 Nov 2026, 00:23:06 UTC");
        check(&aged(i64::MAX, i64::MAX), &made(1), "", "");
        check(&Policy { at: Some(NOW + 1), ..aged(60, 0) }, &made(60), "too-old", "");
    }

    #[test]
    fn an_age_that_cannot_be_told_is_no_age_that_is_met() {
        for payload in ["{}", r#"{"iat":"soon"}"#, r#"{"iat":null}"#, r#"{"iat":1,"iat":2}"#, r#"{"iat":17953"#] {
            check(&aged(60, 0), payload, "age-unknown", "how old it is cannot be told: `iat`");
            check(&living(60), payload, "lifetime-unknown", "how long it lives cannot be told");
        }
    }

    #[test]
    fn an_id_token_is_as_old_as_its_login() {
        let id = |rest: &str| format!(r#"{{"iss":"a","sub":"b","aud":"c","exp":{NOW},"iat":{NOW},"nonce":"n"{rest}}}"#);
        check(&aged(60, 0), &id(""), "", "");
        check(&aged(60, 0), &id(&format!(r#","auth_time":{}"#, NOW - 61)), "too-old", "by `auth_time` it is");
        check(&aged(60, 0), &format!(r#"{{"iat":{NOW},"auth_time":1}}"#), "", "");
    }

    #[test]
    fn a_lifetime_knows_no_skew() {
        let lives = |seconds: i64| format!(r#"{{"iat":{NOW},"exp":{}}}"#, NOW + seconds);
        check(&living(3_600), &lives(3_600), "", "");
        check(
            &living(3_600),
            &lives(3_601),
            "lifetime-too-long",
            "it lives for 1 hour 1 second, and at most 1 hour was expected",
        );
        check(&living(3_600), &format!(r#"{{"iat":{NOW},"exp":{}.5}}"#, NOW + 3_600), "lifetime-too-long", "");
        check(&living(3_600), &format!(r#"{{"iat":{NOW}.5,"exp":{}.5}}"#, NOW + 3_600), "", "");
        check(&living(3_600), &format!(r#"{{"exp":{NOW}}}"#), "lifetime-unknown", "");
    }

    #[test]
    fn milliseconds_count_as_what_was_meant() {
        check(&aged(60, 0), &format!(r#"{{"iat":{}000}}"#, NOW - 60), "", "");
        check(&aged(60, 0), &format!(r#"{{"iat":{}000}}"#, NOW - 61), "too-old", "");
        check(&living(60), &format!(r#"{{"iat":{NOW}000,"exp":{}000}}"#, NOW + 60), "", "");
        check(&living(60), &format!(r#"{{"iat":{NOW},"exp":{}000}}"#, NOW + 60), "", "");
        check(&living(60), &format!(r#"{{"iat":{NOW}000,"exp":{}001}}"#, NOW + 60), "lifetime-too-long", "");
    }
}
