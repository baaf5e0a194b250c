//! What a person expects of a token: what is not so, and what is.

use super::claim::found;
use super::time::duration;
use super::{Wording, counted, say, state};
use crate::base::diagnostic::Policy;
use crate::base::diagnostic::policy::{Expected, Found, Miss, Near, Since};
use crate::base::spec::Spec;

pub(super) fn wording(failure: &Policy) -> Wording {
    const ASK: &str = "ask the issuer to add it";
    match failure {
        Policy::Missing(of, expected) => {
            let Text { claim, spec, .. } = text(*of);
            say(format!("`{claim}` is missing; expected {}", any(expected)), ASK).by(spec)
        }
        Policy::Mismatch { of, found, expected, near } => {
            let Text { claim, spec, fix } = text(*of);
            let fix = near.as_ref().map_or_else(|| fix.into(), nearly);
            say(format!("`{claim}` {}; expected {}", has(found), any(expected)), fix).by(spec)
        }
        Policy::RequiredMissing(name) => {
            say(format!("`{name}` is required, but missing"), ASK).by(Spec::Rfc(7519, "4"))
        }
        Policy::RequiredNull(name) => {
            say(format!("`{name}` is required, but null"), "ask the issuer to give it a value").by(Spec::Rfc(7519, "4"))
        }
        Policy::NoClaims => say(
            "there are no claims to compare: the payload is encrypted, or is not a JSON object",
            "decrypt the token first, or paste a token with claims",
        )
        .by(Spec::Rfc(7519, "7.2")),
        Policy::AgeUnknown(since) => {
            let (name, spec) = beginning(*since);
            say(format!("the age of the token is unknown: `{name}` is missing or not a time"), ASK).by(spec)
        }
        Policy::AgeAhead(since, time) => {
            let (name, spec) = beginning(*since);
            say(
                format!("the token has no age yet: `{name}` is in the future, {}", time.utc()),
                "compare the issuer's clock with this one",
            )
            .by(spec)
        }
        Policy::TooOld { since, time, most } => {
            let (name, spec) = beginning(*since);
            say(
                format!("the token is too old: `{name}` is {}; the maximum age is {}", time.utc(), duration(*most)),
                "get a new token",
            )
            .by(spec)
        }
        Policy::NoDuration => state("write a length of time such as `90 s`, `15m` or `1h 30m`"),
        Policy::LifetimeUnknown => say(
            "the lifetime of the token is unknown: `iat` or `exp` is missing or not a time",
            "ask the issuer to add both",
        )
        .by(Spec::Rfc(7519, "4.1.4")),
        Policy::LifetimeTooLong { life, most } => say(
            format!("the lifetime of the token is {}; the maximum is {}", duration(*life), duration(*most)),
            "issue tokens for a shorter time, and renew them",
        )
        .by(Spec::Rfc(7519, "4.1.4")),
    }
}

/// What is expected and so: `issuer, audience and type`; empty where nothing is.
pub fn met(expected: &[Expected]) -> String {
    let names: Vec<&str> = expected.iter().copied().map(name).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

fn name(expected: Expected) -> &'static str {
    match expected {
        Expected::Issuer => "issuer",
        Expected::Audience => "audience",
        Expected::Subject => "subject",
        Expected::Nonce => "nonce",
        Expected::Type => "type",
        Expected::Algorithm => "algorithm",
        Expected::RequiredClaims => "required claims",
        Expected::Age => "age",
        Expected::Lifetime => "lifetime",
    }
}

/// What there is to say of a text that is expected.
struct Text {
    claim: &'static str,
    spec: Spec,
    /// What to do about another value that is not near.
    fix: &'static str,
}

fn text(of: Expected) -> Text {
    let row = |claim, spec, fix| Text { claim, spec, fix };
    match of {
        Expected::Issuer => row("iss", Spec::Rfc(8725, "3.8"), "accept tokens only from issuers that you trust"),
        Expected::Audience => {
            row("aud", Spec::Rfc(8725, "3.9"), "this token is for someone else; request one with this audience")
        }
        Expected::Subject => row("sub", Spec::Rfc(8725, "3.8"), "this token is about someone else"),
        Expected::Nonce => {
            row("nonce", Spec::OpenIdCore("3.1.3.7"), "the token answers another request, or was used before")
        }
        Expected::Type => {
            row("typ", Spec::Rfc(8725, "3.11"), "this is another kind of token; do not accept it as this one")
        }
        Expected::Algorithm => {
            row("alg", Spec::Rfc(8725, "3.1"), "accept only the algorithms that you chose, whatever the token says")
        }
        Expected::RequiredClaims | Expected::Age | Expected::Lifetime => row(name(of), Spec::Rfc(7519, "4"), ""),
    }
}

/// One text, or the first few of several: "`a`, `b` or 3 others".
pub(super) fn any(expected: &[String]) -> String {
    const NAMED: usize = 3;
    let quoted = |text: &String| format!("`{text}`");
    let more = expected.len().saturating_sub(NAMED);
    let mut names: Vec<String> = expected.iter().take(NAMED).map(quoted).collect();
    if more > 0 {
        names.push(counted(more, "other"));
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// `is`, or `contains` with the first of a list.
fn has(value: &Found) -> String {
    match value {
        Found::Value(is) => found(*is),
        Found::Text(one) => format!("is `{one}`"),
        Found::Two(one, two) => format!("contains `{one}` and `{two}`"),
        Found::More(one, two, more) => format!("contains `{one}`, `{two}` and {more} more"),
    }
}

fn nearly(near: &Near) -> String {
    let miss = match near.miss {
        Miss::Only { space, scheme, case, slash } => {
            let differs = [
                (space, "white space"),
                (scheme, "the scheme (`https://`)"),
                (case, "upper and lower case"),
                (slash, "a slash at the end"),
            ];
            let names: Vec<&str> = differs.into_iter().filter(|(differs, _)| *differs).map(|(_, name)| name).collect();
            format!("the two differ only in {}, but every character counts", names.join(" and "))
        }
        Miss::Path => "the host is the same, but the path is not; is it another tenant, realm or version?".into(),
        Miss::Part => "one contains the other, but the whole text counts".into(),
        Miss::Start(same) => format!("the two are the same up to character {same}, and differ after it"),
    };
    match &near.entry {
        Some(entry) => format!("the nearest is `{entry}`: {miss}"),
        None => miss,
    }
}

fn beginning(since: Since) -> (&'static str, Spec) {
    match since {
        Since::Issued => ("iat", Spec::Rfc(7519, "4.1.6")),
        Since::Login => ("auth_time", Spec::OpenIdCore("3.1.2.1")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_met_is_a_list_for_people() {
        let check = |expected: &[Expected], words: &str| assert_eq!(met(expected), words);
        check(&[], "");
        check(&[Expected::Issuer], "issuer");
        check(&[Expected::Issuer, Expected::Audience], "issuer and audience");
        check(&[Expected::Issuer, Expected::Audience, Expected::Age], "issuer, audience and age");
    }

    #[test]
    fn of_many_texts_three_are_named() {
        let check = |count: usize, words: &str| {
            let all: Vec<String> = ["a", "b", "c", "d", "e"].iter().take(count).map(ToString::to_string).collect();
            assert_eq!(any(&all), words);
        };
        check(1, "`a`");
        check(2, "`a` or `b`");
        check(3, "`a`, `b` or `c`");
        check(4, "`a`, `b`, `c` or 1 other");
        check(5, "`a`, `b`, `c` or 2 others");
    }
}
