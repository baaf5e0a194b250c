//! What claims say at an instant, and each fault of them.

use super::*;
use crate::base::diagnostic::{Is, claim::Unit};
use crate::format::{base64url, json};
use crate::jose::parse;

/// 22 Nov 2026, 00:23:00 UTC.
const NOW: i64 = 1_795_306_980;
const AN_HOUR_AGO: i64 = NOW - 3_600;
const IN_AN_HOUR: i64 = NOW + 3_600;

fn at(payload: &str, skew: i64) -> Evaluation {
    evaluate(json::read(payload).node.as_ref(), NOW, skew)
}

fn check(payload: &str, state: State, codes: &[&str]) {
    let evaluation = at(payload, 0);
    let found: Vec<_> = evaluation.faults.iter().map(|fault| fault.code().name()).collect();
    assert_eq!((evaluation.state, found.as_slice()), (state, codes), "{payload}");
    for fault in &evaluation.faults {
        let at = fault.place().map(|place| place.range.clone()).unwrap_or_default();
        assert!(payload.get(at).is_some_and(|value| !value.is_empty()), "{fault:?} points at nothing");
    }
}

#[test]
fn without_times_there_is_nothing_to_judge() {
    assert_eq!(evaluate(None, NOW, 0).state, State::None);
    for payload in ["{}", "[]", "1", "null", r#"{"iss":"a","Exp":1}"#] {
        check(payload, State::None, &[]);
    }
}

#[test]
fn a_token_expires_at_the_second_of_exp() {
    check(&format!(r#"{{"exp":{IN_AN_HOUR},"nbf":{AN_HOUR_AGO},"iat":{AN_HOUR_AGO}}}"#), State::Ok, &[]);
    check(&format!(r#"{{"exp":{}}}"#, NOW + 1), State::Ok, &[]);
    check(&format!(r#"{{"exp":{NOW}.5}}"#), State::Ok, &[]);
    check(&format!(r#"{{"exp":{NOW}}}"#), State::Expired, &[]);
    check(&format!(r#"{{"exp":{AN_HOUR_AGO}}}"#), State::Expired, &[]);
    check("{\"exp\":0}", State::Expired, &[]);
    check("{\"exp\":1.8e9}", State::Ok, &[]);
}

#[test]
fn a_token_begins_at_the_second_of_nbf() {
    check(&format!(r#"{{"nbf":{NOW}}}"#), State::Ok, &[]);
    check(&format!(r#"{{"nbf":{}}}"#, NOW + 1), State::NotYetValid, &[]);
    check(&format!(r#"{{"nbf":{NOW}.001}}"#), State::NotYetValid, &[]);
}

#[test]
fn the_skew_forgives_clocks_that_differ() {
    let state = |payload: &str, skew| at(payload, skew).state;
    let expired = format!(r#"{{"exp":{}}}"#, NOW - 60);
    assert_eq!((state(&expired, 60), state(&expired, 61)), (State::Expired, State::Ok));
    let early = format!(r#"{{"nbf":{}}}"#, NOW + 60);
    assert_eq!((state(&early, 59), state(&early, 60)), (State::NotYetValid, State::Ok));
    let made = format!(r#"{{"iat":{}}}"#, NOW + 60);
    assert_eq!((at(&made, 59).faults.len(), at(&made, 60).faults.len()), (1, 0));
    let ahead = Claim::IssuedLater { issued: NumericDate::from_seconds(NOW + 60), skew: 59, zone: None };
    assert_eq!(at(&made, 59).faults[0].facts, ahead.into());
    // India, in which it is 5:30 later, less the time that the token took; and no zone.
    for (ahead, zone) in
        [(19_800 - 20, Some(330)), (7_200, Some(120)), (20_700, Some(345)), (5_000, None), (60_000, None)]
    {
        let faults = at(&format!(r#"{{"iat":{}}}"#, NOW + ahead), 0).faults;
        let issued = NumericDate::from_seconds(NOW + ahead);
        assert_eq!(faults[0].facts, Claim::IssuedLater { issued, skew: 0, zone }.into(), "{ahead}");
    }
    assert_eq!(state(&expired, -1_000), State::Expired, "a negative skew counts as none");
    assert_eq!(state(&early, i64::MAX), State::Ok);
}

#[test]
fn the_times_are_given_whatever_the_verdict() {
    let evaluation = at(r#"{"exp":1,"nbf":2,"iat":3.5}"#, 0);
    assert_eq!(evaluation.expires, Some(NumericDate::from_seconds(1)));
    assert_eq!(evaluation.not_before, Some(NumericDate::from_seconds(2)));
    assert_eq!(evaluation.issued, Some(NumericDate { seconds: 3, nanos: 500_000_000 }));
}

#[test]
fn a_time_that_is_no_number_is_invalid() {
    check(&format!(r#"{{"exp":"{IN_AN_HOUR}"}}"#), State::Invalid, &["numeric-date-string"]);
    check(r#"{"exp":"tomorrow"}"#, State::Invalid, &["numeric-date-string"]);
    check(r#"{"exp":null}"#, State::Invalid, &["numeric-date-type"]);
    check(r#"{"nbf":true,"iat":{}}"#, State::Invalid, &["numeric-date-type", "numeric-date-type"]);
    check(r#"{"exp":1e400}"#, State::Invalid, &["numeric-date-range"]);
    check(r#"{"nbf":-1}"#, State::Invalid, &["numeric-date-negative"]);
}

#[test]
fn an_exp_that_is_a_duration_is_told_and_changes_no_verdict() {
    let one = |payload: &str| check(payload, State::Expired, &["exp-duration"]);
    one(r#"{"exp":3600}"#);
    one(&format!(r#"{{"iat":{NOW},"exp":600}}"#));
    one(&format!(r#"{{"nbf":{NOW},"exp":2592000}}"#));
    one(r#"{"exp":31536000,"sub":"alice"}"#);
    let meant = Some(NumericDate::from_seconds(IN_AN_HOUR));
    let duration = Claim::Duration { ends: NumericDate::from_seconds(3_600), meant };
    assert_eq!(at(&format!(r#"{{"iat":{NOW},"exp":3600}}"#), 0).faults[0].facts, duration.into());
    // Times that somebody chose for an example, and times of long ago.
    for payload in [r#"{"iat":1,"exp":3601}"#, r#"{"exp":1}"#, r#"{"exp":0}"#, r#"{"exp":978307200}"#] {
        check(payload, State::Expired, &[]);
    }
}

/// The facts of the first fault.
#[track_caller]
fn check_facts(payload: &str, expected: Claim) {
    assert_eq!(at(payload, 0).faults[0].facts, expected.into(), "{payload}");
}

#[test]
fn every_fault_holds_what_its_remedy_needs() {
    check_facts(r#"{"exp":"1795306980"}"#, Claim::TimeText("exp", Some("1795306980".into())));
    check_facts(r#"{"exp":"soon"}"#, Claim::TimeText("exp", None));
    check_facts(r#"{"exp":null}"#, Claim::TimeIs("exp", Is::Null));
    let finer = |number: &str, unit| Claim::OutOfRange("exp", number.into(), Some(unit));
    check_facts(r#"{"exp":1795306980000000}"#, finer("1795306980000000", Unit::Microseconds));
    check_facts(r#"{"exp":1795306980000000000}"#, finer("1795306980000000000", Unit::Nanoseconds));
    check_facts(r#"{"exp":639314604000000000}"#, finer("639314604000000000", Unit::Ticks));
    let no_unit = Claim::OutOfRange("exp", "179530698000000000".into(), None);
    check_facts(r#"{"exp":179530698000000000}"#, no_unit);
    check_facts(r#"{"sub":42}"#, Claim::NotText("sub", Is::Number, Some("42".into())));
    let long = format!("{}… (5000 characters)", "7".repeat(30));
    check_facts(&format!(r#"{{"sub":{}}}"#, "7".repeat(5_000)), Claim::NotText("sub", Is::Number, Some(long)));
}

#[test]
fn milliseconds_are_told_and_still_read_as_the_seconds_they_are() {
    check(&format!(r#"{{"exp":{AN_HOUR_AGO}000}}"#), State::Ok, &["numeric-date-milliseconds"]);
    check(&format!(r#"{{"nbf":{AN_HOUR_AGO}000}}"#), State::NotYetValid, &["numeric-date-milliseconds"]);
    let milliseconds = Claim::Milliseconds {
        claim: "exp",
        written: format!("{NOW}000"),
        seconds: NumericDate::from_seconds(NOW * 1_000),
        milliseconds: NumericDate::from_seconds(NOW),
    };
    check_facts(&format!(r#"{{"exp":{NOW}000}}"#), milliseconds);
    check(r#"{"exp":100000000000}"#, State::Ok, &[]);
}

#[test]
fn an_issue_time_in_the_future_is_told_and_refuses_nothing() {
    check(&format!(r#"{{"iat":{IN_AN_HOUR}}}"#), State::Ok, &["iat-future"]);
}

#[test]
fn times_in_the_wrong_order_are_told() {
    check(&format!(r#"{{"exp":{NOW},"nbf":{IN_AN_HOUR}}}"#), State::Expired, &["nbf-after-exp"]);
    check(&format!(r#"{{"exp":{IN_AN_HOUR},"nbf":{IN_AN_HOUR}}}"#), State::NotYetValid, &["nbf-after-exp"]);
    check(&format!(r#"{{"exp":{AN_HOUR_AGO},"iat":{NOW}}}"#), State::Expired, &["iat-after-exp"]);
}

#[test]
fn names_and_audiences_are_strings() {
    check(
        r#"{"iss":1,"sub":null,"jti":[],"aud":{}}"#,
        State::Invalid,
        &["claim-not-text", "claim-not-text", "claim-not-text", "audience-not-text"],
    );
    check(r#"{"iss":"a","sub":"b","jti":"c","aud":"d"}"#, State::None, &[]);
    check(r#"{"aud":["a","b"]}"#, State::None, &[]);
    check(r#"{"aud":["a",1,2]}"#, State::Invalid, &["audience-not-text"]);
}

#[test]
fn a_time_with_two_values_cannot_be_read() {
    check(&format!(r#"{{"exp":{AN_HOUR_AGO},"exp":{IN_AN_HOUR}}}"#), State::Invalid, &["claim-ambiguous"]);
    check(&format!(r#"{{"exp":{IN_AN_HOUR},"exp":"soon"}}"#), State::Invalid, &["numeric-date-string"]);
    check(r#"{"exp":1,"exp":1.0,"exp":1e0}"#, State::Expired, &[]);
}

#[test]
fn a_time_that_is_cut_off_is_not_read() {
    check(r#"{"sub":"a","exp":17953"#, State::Invalid, &["numeric-date-cut-off"]);
    check(r#"{"exp":1795306980,"sub":"a"#, State::Expired, &[]);
    check(&format!(r#"{{"exp":{IN_AN_HOUR},"iat":17953"#), State::Invalid, &["numeric-date-cut-off"]);
    assert_eq!(at(r#"{"exp":17953"#, 0).expires, None);
    check_facts(r#"{"exp":,"a":1}"#, Claim::TimeIs("exp", Is::Nothing));
}

#[test]
fn what_is_certain_comes_before_what_cannot_be_read() {
    check(r#"{"exp":1,"nbf":"soon","sub":5}"#, State::Expired, &["numeric-date-string", "claim-not-text"]);
    check(&format!(r#"{{"exp":"soon","nbf":{IN_AN_HOUR}}}"#), State::Invalid, &["numeric-date-string"]);
    check(&format!(r#"{{"sub":5,"nbf":{IN_AN_HOUR}}}"#), State::NotYetValid, &["claim-not-text"]);
}

#[test]
fn all_faults_are_told_at_once_and_those_that_decide_come_first() {
    let payload = format!(r#"{{"iat":{IN_AN_HOUR},"exp":"x","sub":1,"nbf":[]}}"#);
    check(&payload, State::Invalid, &["numeric-date-string", "claim-not-text", "numeric-date-type", "iat-future"]);
}

#[test]
fn a_payload_that_is_not_exactly_a_claims_set_is_never_in_time() {
    let state = |payload: &[u8]| {
        let payload = base64url::encode(payload);
        let parsed = parse(format!("{}.{payload}.", base64url::encode(br#"{"alg":"HS256"}"#)));
        let evaluation = evaluate_token(&parsed, NOW, 0);
        (evaluation.state, evaluation.malformed.map_or("", |problem| problem.code().name()))
    };
    let check = |payload: &[u8], code: &str| {
        let (state, why) = state(payload);
        assert!(state == State::Invalid && why == code, "{payload:?}: {state:?} {why}");
    };
    assert_eq!(state(br#"{"exp":4102444800}"#), (State::Ok, ""));
    assert_eq!(state(b" {\"exp\":4102444800}\n"), (State::Ok, ""));
    check(br#"{"exp":4102444800}x"#, "json-trailing-text");
    check(br#"{"exp":4102444800}{"exp":1}"#, "json-trailing-text");
    check(b"{\"exp\":4102444800}\0", "json-trailing-text");
    check(br#"{"exp":4102444800"#, "json-truncated");
    check(br#"{"exp":4102444800,}"#, "json-trailing-comma");
    check(br#"{exp:4102444800}"#, "json-unquoted-name");
    check(br#"{"exp":4102444800/**/}"#, "json-comment");
    check(br#"{"exp":4102444800,"sub":"a","sub":"b"}"#, "duplicate-name");
    check("\u{feff}{\"exp\":4102444800}".as_bytes(), "json-bom");
    check(b"{\"exp\":4102444800,\"name\":\"J\xfcrgen\"}", "payload-not-utf8");
    let utf16: Vec<u8> = r#"{"exp":4102444800}"#.encode_utf16().flat_map(u16::to_be_bytes).collect();
    check(&utf16, "payload-not-utf8");
    assert_eq!(state(br#"{"exp":1}x"#).0, State::Expired, "what is expired stays so");
}

#[test]
fn a_payload_in_damaged_base64url_is_never_in_time() {
    let header = base64url::encode(br#"{"alg":"HS256"}"#);
    for damage in ["=", "==", " ", "\u{200b}", "A"] {
        let payload = base64url::encode(br#"{"exp":4102444800}"#) + damage;
        let evaluation = evaluate_token(&parse(format!("{header}.{payload}.")), NOW, 0);
        assert!(evaluation.state == State::Invalid && evaluation.malformed.is_some(), "{payload}: {evaluation:?}");
    }
    // What is wrong with the other parts says nothing of the claims.
    let payload = base64url::encode(br#"{"exp":4102444800}"#);
    assert_eq!(evaluate_token(&parse(format!("{header}.{payload}.A=")), NOW, 0).state, State::Ok);
}
