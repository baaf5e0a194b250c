//! When a token may be used, and for how long.

use super::is_plain;
use crate::audit::{Check, Find, Line, Severity};
use crate::base::diagnostic::finding::{Finding, Moment, Named, Plain};
use crate::claims::State;
use crate::engine::jwa::names::shown;
use crate::format::json::{Member, Value};
use crate::jose::Part;
use crate::spec::Spec;

const DAY: i64 = 86_400;
/// The longest lifetime that is not remarked upon: a leap year, in seconds.
const YEAR: i64 = 366 * DAY;
/// From here on a number counts milliseconds, and another check says so.
const MILLISECONDS: i64 = 100_000_000_000;

pub(in crate::audit) static OUT_OF_TIME: Check = Check {
    id: "out-of-time",
    title: "Expired or not yet valid",
    severity: Severity::Verifier,
    what: "`exp` is in the past, or `nbf` is in the future.",
    why: "Where times are not checked, an old token is as good as a new one.",
    example: &[Line::Payload(r#"{"sub":"alice","exp":1300819380}"#)],
    instead: &[],
    fix: "Reject it.",
    sources: &[Spec::Rfc(7519, "4.1.4"), Spec::Rfc(7519, "4.1.5")],
    find: Find::Look(|subject, findings| {
        let (name, time, moment) = match subject.claims.state {
            State::Expired => ("exp", subject.claims.expires, Moment::Expired),
            State::NotYetValid => ("nbf", subject.claims.not_before, Moment::Begins),
            _ => return,
        };
        if let (Some(node), Some(time)) = (subject.claim(name), time) {
            findings.add_at(Part::Payload, &node.span, Finding::Time(moment, time));
        }
    }),
};

pub(in crate::audit) static EXP_MISSING: Check = Check {
    id: "exp-missing",
    title: "No expiry",
    severity: Severity::Verifier,
    what: "The token has no `exp`, or has it inside another claim or in the header only.",
    why: "Anyone who gets hold of it can use it for ever.",
    example: &[Line::Payload(r#"{"sub":"alice","iat":1795306800}"#)],
    instead: &[Line::Payload(r#"{"sub":"alice","iat":1795306800,"exp":1795310400}"#)],
    fix: "Issue it with `exp`, or limit its age by `iat`.",
    sources: &[Spec::Rfc(7519, "4.1.4")],
    find: Find::Look(|subject, findings| {
        // A security event says what happened, and stays true (RFC 8417 §2.2).
        if !is_plain(subject) || subject.claim("exp").is_some() || subject.claim("events").is_some() {
            return;
        }
        match inside(subject.claims(), "exp") {
            Some((outer, exp)) => {
                findings.add_at(Part::Payload, &exp.name_span, Finding::Named(Named::ExpInside, shown(&outer.name)));
            }
            None => match subject.parameter("exp").filter(|exp| matches!(exp.value, Value::Number(_))) {
                Some(exp) => findings.add_at(Part::Header, &exp.span, Plain::ExpInHeader),
                None => findings.add(Plain::ExpMissing),
            },
        }
    }),
};

/// The number that is a member `name` of a claim, and that claim: a library was given the claims as one claim among others.
fn inside<'a>(claims: &'a [Member], name: &str) -> Option<(&'a Member, &'a Member)> {
    claims.iter().find_map(|outer| {
        let is = |member: &&Member| member.name == name && matches!(member.node.value, Value::Number(_));
        Some((outer, outer.node.members().iter().find(is)?))
    })
}

pub(in crate::audit) static LIFETIME_LONG: Check = Check {
    id: "lifetime-long",
    title: "Lifetime of more than a year",
    severity: Severity::Verifier,
    what: "The token is valid for more than 366 days.",
    why: "Anyone who gets hold of it can use it for that long.",
    example: &[Line::Payload(r#"{"iat":1795306800,"exp":2110926000}"#)],
    instead: &[Line::Payload(r#"{"iat":1795306800,"exp":1795310400}"#)],
    fix: "Issue short-lived tokens, and renew them.",
    sources: &[Spec::Rfc(7519, "4.1.4")],
    find: Find::Look(|subject, findings| {
        let claims = subject.claims;
        let Some((end, node)) = claims.expires.zip(subject.claim("exp")) else { return };
        let lasts = match claims.issued.or(claims.not_before) {
            Some(begin) => end.seconds.saturating_sub(begin.seconds),
            None if subject.clock.reached(end.seconds.saturating_sub(YEAR)) => 0,
            None => subject.clock.whole_until(end.seconds, DAY).saturating_mul(DAY),
        };
        if lasts > YEAR && end.seconds < MILLISECONDS {
            findings.add_at(Part::Payload, &node.span, Finding::Lifetime(lasts / DAY * DAY));
        }
    }),
};

pub(in crate::audit) static TIME_ORDER: Check = Check {
    id: "time-order",
    title: "Impossible times",
    severity: Severity::Defect,
    what: "A time counts milliseconds, is out of range or a duration, or comes in the wrong order.",
    why: "Some verifiers reject the token, and others accept it for ages.",
    example: &[Line::Payload(r#"{"iat":1795306800,"exp":1795310400000}"#)],
    instead: &[Line::Payload(r#"{"iat":1795306800,"exp":1795310400}"#)],
    fix: "Count seconds, with `exp` after `iat` and `nbf`.",
    sources: &[Spec::Rfc(7519, "2"), Spec::Rfc(7519, "4.1.4")],
    find: Find::Codes(&[
        "numeric-date-milliseconds",
        "numeric-date-range",
        "nbf-after-exp",
        "iat-after-exp",
        "exp-duration",
        "iat-future",
    ]),
};
