//! What is wrong with the registered claims, and with a token of a kind.

use super::time::duration;
use super::{Wording, list, say, state};
use crate::base::diagnostic::claim::Unit;
use crate::base::diagnostic::{Claim, Is, Kind};
use crate::base::spec::Spec;

const SECONDS: &str = "write the time in seconds since 1970-01-01T00:00:00Z, as a number";

pub(super) fn wording(fault: &Claim) -> Wording {
    const NUMERIC_DATE: Spec = Spec::Rfc(7519, "2");
    match fault {
        Claim::CutOff(claim) => say(
            format!("the payload ends in the middle of `{claim}`, or right after it"),
            "copy the whole token; the last digits of this time may be missing",
        )
        .by(NUMERIC_DATE),
        Claim::NoNumber(claim, text) => {
            say(format!("`{claim}` must be a number, but JSON has no number `{text}`"), SECONDS).by(NUMERIC_DATE)
        }
        Claim::TimeText(claim, number) => {
            let fix = number.as_ref().map_or(SECONDS.into(), |number| format!("write it without quotes: {number}"));
            say(format!("`{claim}` must be a number, but is a string"), fix).by(NUMERIC_DATE)
        }
        Claim::TimeIs(claim, is) => {
            let fix = if *is == Is::Null { leave_out(claim) } else { SECONDS.into() };
            say(format!("`{claim}` must be a number, but {}", found(*is)), fix).by(NUMERIC_DATE)
        }
        Claim::OutOfRange(claim, number, unit) => {
            let looks =
                |unit, factor| format!("this looks like {unit}; NumericDate is in seconds: divide it by {factor}");
            let fix = match unit {
                Some(Unit::Microseconds) => looks("microseconds", "1000000"),
                Some(Unit::Nanoseconds) => looks("nanoseconds", "1000000000"),
                Some(Unit::Ticks) => "this looks like the ticks of .NET, which count from the year 1; NumericDate is in seconds since 1970: use `ToUnixTimeSeconds()` of `DateTimeOffset`".into(),
                None => SECONDS.into(),
            };
            say(format!("`{claim}` is {number}, which is beyond any calendar"), fix).by(NUMERIC_DATE)
        }
        Claim::Negative(claim) => {
            say(format!("`{claim}` is negative, a time before 1970, which is not defined"), SECONDS).by(NUMERIC_DATE)
        }
        Claim::Milliseconds { claim, written, seconds, milliseconds } => say(
            format!("`{claim}` is {written}, which in seconds is {}", seconds.utc()),
            format!(
                "this looks like milliseconds; NumericDate is in seconds: {} is {}",
                milliseconds.seconds,
                milliseconds.utc()
            ),
        )
        .by(NUMERIC_DATE),
        Claim::Ambiguous(claim, first, second) => say(
            format!("`{claim}` occurs more than once, as {} and as {}", first.utc(), second.utc()),
            "keep one of them; some readers take the first, others the last or none",
        )
        .by(Spec::Rfc(7519, "4")),
        Claim::NotText(claim, is, number) => {
            let fix = match (number, is) {
                (Some(number), _) => format!("write it in quotes: \"{number}\""),
                (None, Is::Null) => leave_out(claim),
                _ => "write one string".into(),
            };
            let section = match *claim {
                "iss" => "4.1.1",
                "sub" => "4.1.2",
                _ => "4.1.7",
            };
            say(format!("`{claim}` must be a string, but {}", found(*is)), fix).by(Spec::Rfc(7519, section))
        }
        Claim::AudienceIs(is) => audience(format!("`aud` must be a string or an array of strings, but {}", found(*is))),
        Claim::AudienceEntryIs(is) => {
            audience(format!("every entry of `aud` must be a string, but one {}", found(*is)))
        }
        Claim::NeverValid { begins, ends } => say(
            format!("the token is never valid: it begins (`nbf`) {} and ends (`exp`) {}", begins.utc(), ends.utc()),
            "issue it with `exp` after `nbf`",
        )
        .by(Spec::Rfc(7519, "4.1.4")),
        Claim::IssuedExpired { issued, ends } => say(
            format!("the token had expired when it was issued: `iat` is {}, `exp` is {}", issued.utc(), ends.utc()),
            "issue it with `exp` after `iat`",
        )
        .by(Spec::Rfc(7519, "4.1.4")),
        Claim::Duration { ends, meant } => {
            let fix = match meant {
                Some(meant) => format!("add it to `iat`: {} is {}", meant.seconds, meant.utc()),
                None => "add it to the time at which the token is issued".into(),
            };
            let lasts = duration(ends.seconds);
            let title =
                format!("`exp` is {}, which is {}; it looks like a duration of {lasts}", ends.seconds, ends.utc());
            say(title, fix).by(Spec::Rfc(7519, "4.1.4"))
        }
        Claim::IssuedLater { issued, zone: Some(minutes), .. } => {
            let zone = match minutes % 60 {
                0 => format!("UTC+{}", minutes / 60),
                rest => format!("UTC+{}:{rest:02}", minutes / 60),
            };
            say(
                format!("`iat` is in the future: {}, as far ahead as the local time of {zone}", issued.utc()),
                format!("have the issuer count from 1970 in UTC: it seems to take its local time ({zone}) for UTC"),
            )
            .by(Spec::Rfc(7519, "2"))
        }
        Claim::IssuedLater { issued, skew, .. } => {
            let more = match skew {
                0 => String::new(),
                skew => format!(", more than the allowed clock skew of {}", duration(*skew)),
            };
            say(
                format!("`iat` is in the future: {}{more}", issued.utc()),
                "compare the issuer's clock with this one; some verifiers reject such a token",
            )
            .by(Spec::Rfc(7519, "4.1.6"))
        }
    }
}

fn audience(title: String) -> Wording {
    say(title, "write one string, or an array of strings").by(Spec::Rfc(7519, "4.1.3"))
}

fn leave_out(claim: &str) -> String {
    format!("leave `{claim}` out if it has no value")
}

/// What a value is: `is null`, `has no value`.
pub(super) fn found(is: Is) -> String {
    let verb = if is == Is::Nothing { "has" } else { "is" };
    format!("{verb} {}", noun(is))
}

/// The same in words that follow `must be`: `a string`.
pub(super) fn noun(is: Is) -> &'static str {
    match is {
        Is::Nothing => "no value",
        Is::Null => "null",
        Is::True => "true",
        Is::False => "false",
        Is::Number => "a number",
        Is::Text => "a string",
        Is::Array => "an array",
        Is::Object => "an object",
    }
}

/// The check of the audit that takes such a fault over says what to do, and by which rule.
pub(super) fn kind(fault: &Kind) -> Wording {
    match fault {
        Kind::Missing(claim) => state(format!("`{claim}` is missing")),
        Kind::Forbidden(claim) => state(format!("`{claim}` is not allowed in this kind of token")),
        Kind::Type(expected, typ) => state(format!("`typ` must be `{expected}`, but is `{typ}`")),
        Kind::TypeIs(expected, Is::Nothing) => state(format!("`typ` must be `{expected}`, but is missing")),
        Kind::TypeIs(expected, is) => state(format!("`typ` must be `{expected}`, but {}", found(*is))),
        Kind::TypeAgainstChoice(typ, chosen) => {
            state(format!("`typ` says that this is {typ}, but it is checked as {chosen}"))
        }
        Kind::TypeAgainstClaims(typ, claims) => {
            state(format!("`typ` says that this is {typ}, but its claims are those of {claims}"))
        }
        Kind::LogoutNobody => state("`sub` and `sid` are both missing; one of them is required"),
        Kind::LogoutEventMissing => state("`events` does not contain the logout event"),
        Kind::LogoutEventType => state("the logout event must be an object, `{}`"),
        Kind::Unsigned(kind) => state(format!("{kind} must be signed, but `alg` is `none`")),
        Kind::HeaderMissing(name) => state(format!("the header has no `{name}`")),
        Kind::HeaderForbidden(name) => state(format!("`{name}` is not allowed in the header of this kind of token")),
        Kind::ExactlyOne(names, has) => {
            let names: Vec<String> = names.split_whitespace().map(|name| format!("`{name}`")).collect();
            let found = match has {
                0 => "there is none".to_owned(),
                many => format!("there are {many}"),
            };
            state(format!("exactly one of {} is required, but {found}", list(&names)))
        }
        Kind::NoMac => state("`alg` must be HMAC, with the secret that was agreed on"),
        Kind::ProofKeyMissing => state("the header has no `jwk`, the public key of the proof"),
        Kind::ProofKeyPrivate => state("`jwk` must be a public key, but has private members"),
        Kind::ProofAlgorithm => state("`alg` must be an algorithm with a private and a public key"),
        Kind::ProofAddress => state("`htu` must be the address without query and fragment"),
        Kind::ClientsDiffer => state("`iss` and `sub` must both be the client's ID, but differ"),
        Kind::AlgorithmIs(algorithm) => state(format!("`alg` must be `{algorithm}` in this kind of token")),
        Kind::LifetimeMost(most) => {
            state(format!("`exp` must be at most {most} seconds ({}) after `iat`", duration(*most)))
        }
        Kind::StatusList(fault) => super::bound::status_list(fault),
        Kind::AudienceOrigin => state(
            "`aud` must be the origin of the push service, such as `https://push.example.org`, without a path or a slash",
        ),
        Kind::SubjectContact => state("`sub` must be an address that starts with `mailto:` or `https:`"),
        Kind::EventMissing => state("`events` must be an object with at least one event"),
        Kind::EventType => state("every event must be an object"),
    }
}
