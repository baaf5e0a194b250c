//! How old a token may be, and how long it may live.

use super::{Outcome, Policy};
use crate::base::diagnostic::{
    self,
    policy::{Expected, Since},
};
use crate::claims::time::NumericDate;
use crate::claims::values::{Faults, MILLISECONDS_FROM, read_time};
use crate::format::json::Node;
use crate::jose::Part;

/// A time in seconds, also where it was written in milliseconds, and where it stands.
type Time<'a> = (NumericDate, &'a Node);

pub(super) fn judge(policy: &Policy, payload: Option<&Node>, now: i64, outcome: &mut Outcome) {
    if let Some(most) = policy.max_age {
        let login =
            if outcome.profile.id == "id-token" { payload.and_then(|payload| payload.get("auth_time")) } else { None };
        let (since, name) = if login.is_some() { (Since::Login, "auth_time") } else { (Since::Issued, "iat") };
        age(since, most, policy.skew.max(0), read(payload, name), now, outcome);
    }
    if let Some(most) = policy.max_lifetime {
        lifetime(most, payload, outcome);
    }
}

fn age(since: Since, most: i64, skew: i64, time: Option<Time>, now: i64, outcome: &mut Outcome) {
    let Some((time, node)) = time else {
        return outcome.fail(diagnostic::Policy::AgeUnknown(since), None);
    };
    let place = Some((Part::Payload, node));
    // Rounded down, so that the age is rounded up.
    let age = now.saturating_sub(time.seconds);
    if !time.has_come(now.saturating_add(skew)) {
        outcome.fail(diagnostic::Policy::AgeAhead(since, time), place);
    } else if age > most.saturating_add(skew) {
        outcome.fail(diagnostic::Policy::TooOld { since, time, most }, place);
    } else {
        outcome.met.push(Expected::Age);
        outcome.too_old = Some(time.seconds.saturating_add(most).saturating_add(skew).saturating_add(1));
    }
}

fn lifetime(most: i64, payload: Option<&Node>, outcome: &mut Outcome) {
    let (Some((begin, _)), Some((end, node))) = (read(payload, "iat"), read(payload, "exp")) else {
        return outcome.fail(diagnostic::Policy::LifetimeUnknown, None);
    };
    let life = end.seconds.saturating_sub(begin.seconds).saturating_add(i64::from(end.nanos > begin.nanos));
    if life > most {
        return outcome.fail(diagnostic::Policy::LifetimeTooLong { life, most }, Some((Part::Payload, node)));
    }
    outcome.met.push(Expected::Lifetime);
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
    use crate::format::json;

    /// 22 Nov 2026, 00:23:00 UTC.
    const NOW: i64 = 1_795_306_980;

    #[track_caller]
    fn check(policy: &Policy, payload: &str, code: &str) -> Option<diagnostic::Facts> {
        let outcome = judge(policy, None, json::read(payload).node.as_ref(), NOW);
        let found = outcome.failures.first();
        assert_eq!(found.map_or("", |failure| failure.code().name()), code, "{payload}");
        assert_eq!(outcome.failures.len() + outcome.met.len(), 1, "{payload}");
        found.map(|failure| failure.facts.clone())
    }

    #[track_caller]
    fn check_facts(policy: &Policy, payload: &str, code: &str, facts: diagnostic::Policy) {
        assert_eq!(check(policy, payload, code), Some(facts.into()), "{payload}");
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
        check(&aged(60, 0), &made(60), "");
        let made_at = NumericDate::from_seconds(NOW - 61);
        let old = diagnostic::Policy::TooOld { since: Since::Issued, time: made_at, most: 60 };
        check_facts(&aged(60, 0), &made(61), "too-old", old);
        check(&aged(60, 5), &made(65), "");
        check(&aged(60, 5), &made(66), "too-old");
        check(&aged(60, -5), &made(60), "");
        check(&aged(60, 0), &format!(r#"{{"iat":{}.9}}"#, NOW - 61), "too-old");
        check(&aged(60, 5), &made(-5), "");
        let ahead = diagnostic::Policy::AgeAhead(Since::Issued, NumericDate::from_seconds(NOW + 6));
        check_facts(&aged(60, 5), &made(-6), "age-ahead", ahead);
        check(&aged(i64::MAX, i64::MAX), &made(1), "");
        check(&Policy { at: Some(NOW + 1), ..aged(60, 0) }, &made(60), "too-old");
    }

    #[test]
    fn it_is_told_when_a_token_will_be_too_old() {
        let of = |now: i64| {
            let payload = json::read(r#"{"iat":1795306920}"#).node;
            judge(&aged(60, 5), None, payload.as_ref(), now)
        };
        let from = of(NOW).too_old.expect("it is not yet");
        assert_eq!((of(from - 1).failures.len(), of(from - 1).too_old), (0, Some(from)));
        assert_eq!((of(from).failures.len(), of(from).too_old), (1, None));
    }

    #[test]
    fn an_age_that_cannot_be_told_is_no_age_that_is_met() {
        for payload in ["{}", r#"{"iat":"soon"}"#, r#"{"iat":null}"#, r#"{"iat":1,"iat":2}"#, r#"{"iat":17953"#] {
            check_facts(&aged(60, 0), payload, "age-unknown", diagnostic::Policy::AgeUnknown(Since::Issued));
            check(&living(60), payload, "lifetime-unknown");
        }
    }

    #[test]
    fn an_id_token_is_as_old_as_its_login() {
        let id = |rest: &str| format!(r#"{{"iss":"a","sub":"b","aud":"c","exp":{NOW},"iat":{NOW},"nonce":"n"{rest}}}"#);
        check(&aged(60, 0), &id(""), "");
        let login = NumericDate::from_seconds(NOW - 61);
        let old = diagnostic::Policy::TooOld { since: Since::Login, time: login, most: 60 };
        check_facts(&aged(60, 0), &id(&format!(r#","auth_time":{}"#, NOW - 61)), "too-old", old);
        check(&aged(60, 0), &format!(r#"{{"iat":{NOW},"auth_time":1}}"#), "");
    }

    #[test]
    fn a_lifetime_knows_no_skew() {
        let lives = |seconds: i64| format!(r#"{{"iat":{NOW},"exp":{}}}"#, NOW + seconds);
        check(&living(3_600), &lives(3_600), "");
        let long = diagnostic::Policy::LifetimeTooLong { life: 3_601, most: 3_600 };
        check_facts(&living(3_600), &lives(3_601), "lifetime-too-long", long);
        check(&living(3_600), &format!(r#"{{"iat":{NOW},"exp":{}.5}}"#, NOW + 3_600), "lifetime-too-long");
        check(&living(3_600), &format!(r#"{{"iat":{NOW}.5,"exp":{}.5}}"#, NOW + 3_600), "");
        check(&living(3_600), &format!(r#"{{"exp":{NOW}}}"#), "lifetime-unknown");
    }

    #[test]
    fn milliseconds_count_as_what_was_meant() {
        check(&aged(60, 0), &format!(r#"{{"iat":{}000}}"#, NOW - 60), "");
        check(&aged(60, 0), &format!(r#"{{"iat":{}000}}"#, NOW - 61), "too-old");
        check(&living(60), &format!(r#"{{"iat":{NOW}000,"exp":{}000}}"#, NOW + 60), "");
        check(&living(60), &format!(r#"{{"iat":{NOW},"exp":{}000}}"#, NOW + 60), "");
        check(&living(60), &format!(r#"{{"iat":{NOW}000,"exp":{}001}}"#, NOW + 60), "lifetime-too-long");
    }
}
