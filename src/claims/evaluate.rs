//! What the claims of RFC 7519 §4.1 say at an instant: one verdict, and every fault at once.
//!
//! How the verdict is reached, the first that applies:
//! 1. **Expired**: `exp` can be read and `now` is at or after it by more than the skew allows (§4.1.4: "on or after"). What
//!    else is wrong cannot make such a token good again.
//! 2. **Invalid**: `exp` or `nbf` cannot be read, so whether the token is in time is unknown.
//! 3. **Not yet valid**: `now` is before `nbf` by more than the skew (§4.1.5).
//! 4. **Invalid**: another claim has a value that its definition does not allow.
//! 5. **Ok**, or **None** where there is none of the three times.
//!
//! Some faults are told and change no verdict, because RFC 7519 asks no verifier to refuse for them: `iat` in the future,
//! milliseconds for seconds (formally a time far away), times in the wrong order. Times before 1970 are not defined: §2 refers
//! to POSIX "Seconds Since the Epoch", which leaves negative values open. A time that stands twice with different values
//! cannot be read, because readers disagree on which one counts; nor can one that the payload breaks off in.

use super::values::{Faults, Time, check_audience, check_text, read_time};
use super::{Evaluation, State};
use crate::base::diagnostic::{Claim, Diagnostic};
use crate::base::time::NumericDate;
use crate::format::json::Node;
use crate::jose::{Parsed, Part, Severity, Span};
use core::ops::RangeInclusive;

/// What the claims of `payload` say at `now`, both in seconds since the epoch, allowing `skew` seconds between clocks.
/// A negative skew counts as none. The module's text says how the verdict is reached.
pub fn evaluate(payload: Option<&Node>, now: i64, skew: i64) -> Evaluation {
    let members = payload.map(Node::members).unwrap_or_default();
    let skew = skew.max(0);
    let mut faults = Faults::default();

    let expires = read_time(payload, "exp", &mut faults);
    let not_before = read_time(payload, "nbf", &mut faults);
    let clock_unknown = !faults.invalid.is_empty();
    let issued = read_time(payload, "iat", &mut faults);
    for name in ["iss", "sub", "jti"] {
        check_text(members, name, &mut faults);
    }
    check_audience(members, &mut faults);
    check_order(&expires, &not_before, &issued, &mut faults);
    check_issued(&issued, now, skew, &mut faults);

    let (earliest_clock, latest_clock) = (now.saturating_sub(skew), now.saturating_add(skew));
    let state = if expires.certain().is_some_and(|(time, _)| time.has_come(earliest_clock)) {
        State::Expired
    } else if clock_unknown {
        State::Invalid
    } else if not_before.certain().is_some_and(|(time, _)| !time.has_come(latest_clock)) {
        State::NotYetValid
    } else if !faults.invalid.is_empty() {
        State::Invalid
    } else if [&expires, &not_before, &issued].iter().any(|time| time.shown.is_some()) {
        State::Ok
    } else {
        State::None
    };
    let [expires, not_before, issued] = [expires, not_before, issued].map(|time| time.shown);
    Evaluation { state, faults: faults.in_order(), expires, not_before, issued, malformed: None }
}

/// What the claims of a token say, as [`evaluate`] does, unless its payload is not exactly the JSON of a claims set: such a token
/// is invalid, whatever a lenient reader makes of it, or expired.
///
/// ```
/// use jwt_debugger::claims::{State, evaluate_token};
/// use jwt_debugger::jose::parse;
///
/// let parsed = parse("eyJhbGciOiJub25lIn0.eyJleHAiOjEzMDA4MTkzODB9."); // {"exp":1300819380}
/// assert_eq!(evaluate_token(&parsed, 1_300_819_379, 0).state, State::Ok);
/// assert_eq!(evaluate_token(&parsed, 1_300_819_380, 0).state, State::Expired);
/// assert_eq!(evaluate_token(&parsed, 1_300_819_380, 60).state, State::Ok);
/// ```
pub fn evaluate_token(parsed: &Parsed, now: i64, skew: i64) -> Evaluation {
    let payload =
        parsed.token.as_ref().and_then(|token| token.payload.as_ref()).and_then(|payload| payload.json.as_ref());
    let mut evaluation = evaluate(payload, now, skew);
    if payload.is_some_and(Node::is_object) {
        let spoils = |problem: &&Diagnostic| {
            let within = |place: &Span| concerns_payload(parsed, place);
            problem.severity == Severity::Error && problem.place().is_some_and(within)
        };
        evaluation.malformed = parsed.problems.iter().find(spoils).cloned();
        if evaluation.malformed.is_some() && evaluation.state != State::Expired {
            evaluation.state = State::Invalid;
        }
    }
    evaluation
}

/// Whether `at` lies in the payload, decoded or as it was sent.
fn concerns_payload(parsed: &Parsed, at: &Span) -> bool {
    let segment = parsed.token.as_ref().and_then(|token| token.segments.get(1));
    match at.part {
        Part::Header => false,
        Part::Payload => true,
        Part::Encoded => segment.is_some_and(|segment| segment.encoded.contains(&at.range.start)),
    }
}

/// Up to here, in seconds, `exp` is likelier a duration (an hour, 30 days, a year) than a time: no token was made before 1980.
const DURATIONS: RangeInclusive<i64> = 60..=10 * 366 * 86_400;

fn check_order(expires: &Time, not_before: &Time, issued: &Time, faults: &mut Faults) {
    let Some((ends, node)) = expires.certain() else { return };
    let began = issued.certain().or(not_before.certain()).map(|(time, _)| time);
    if DURATIONS.contains(&ends.seconds) && began.is_none_or(|began| began.seconds > *DURATIONS.end()) {
        let meant = issued.certain().map(|(time, _)| time.seconds.saturating_add(ends.seconds));
        return faults.warn(node, Claim::Duration { ends, meant: meant.map(NumericDate::from_seconds) });
    }
    if let Some((begins, _)) = not_before.certain().filter(|(begins, _)| *begins >= ends) {
        faults.warn(node, Claim::NeverValid { begins, ends });
    }
    if let Some((issued, _)) = issued.certain().filter(|(issued, _)| *issued >= ends) {
        faults.warn(node, Claim::IssuedExpired { issued, ends });
    }
}

/// How far the time of a zone may seem to be from where it is: the token took a while to come here, or clocks differ.
const ZONE_SLACK: u64 = 180;
/// Zones whose time is no whole number of hours ahead of UTC, in minutes: Iran, Afghanistan, India, Nepal, Myanmar, Australia.
const ODD_ZONES: [i64; 7] = [210, 270, 330, 345, 390, 570, 630];

/// The zone, in minutes, whose local time is so many seconds ahead of UTC: somebody takes it for UTC.
fn zone_ahead(seconds: i64) -> Option<i64> {
    let hours = (1..=14).map(|hour| hour * 60);
    hours.chain(ODD_ZONES).find(|minutes| seconds.abs_diff(minutes * 60) <= ZONE_SLACK)
}

fn check_issued(issued: &Time, now: i64, skew: i64, faults: &mut Faults) {
    let latest_clock = now.saturating_add(skew);
    if let Some((issued, node)) = issued.certain().filter(|(issued, _)| !issued.has_come(latest_clock)) {
        let ahead = issued.seconds.saturating_sub(now);
        faults.warn(node, Claim::IssuedLater { issued, skew, zone: zone_ahead(ahead) });
    }
}

#[cfg(test)]
mod tests;
