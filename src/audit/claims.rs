//! The registered claims: times, issuer, audience, subject, and names that are almost theirs.
//!
//! What a kind of token asks for beyond RFC 7519 is for the checks of profiles: where `typ` names a kind of its own, nothing is
//! missed here.

use super::{Check, Find, Severity, Subject};
use crate::claims::State;
use crate::claims::time::duration_words;
use crate::jwa::names::shown;
use crate::spec::Spec;
use crate::token::Part;
use crate::token::json::{Member, Node, Value};

pub(super) static CHECKS: &[&Check] = &[
    &OUT_OF_TIME,
    &EXP_MISSING,
    &LIFETIME_LONG,
    &TIME_ORDER,
    &CLAIM_FORM,
    &PARTIES_MISSING,
    &ISSUER_FORM,
    &ISSUER_SLASH,
    &AUDIENCE_UNCLEAR,
    &SUBJECT_CLIENT,
    &JTI_WEAK,
    &CLAIM_EMPTY,
    &CLAIM_CASE,
];

/// The claims of RFC 7519 §4.1.
const REGISTERED: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];
const DAY: i64 = 86_400;
/// The longest lifetime that is not remarked upon: a leap year, in seconds.
const YEAR: i64 = 366 * DAY;
/// From here on a number counts milliseconds, and another check says so.
const MILLISECONDS: i64 = 100_000_000_000;
/// So many claims are compared with each other.
const COMPARED: usize = 200;

static OUT_OF_TIME: Check = check! {
    id: "out-of-time",
    severity: Severity::Verifier,
    why: "where times are not checked, an old token is as good as a new one",
    fix: "refuse it",
    spec: Spec::Rfc(7519, "4.1.4"),
    find: Find::Look(|subject, findings| {
        let (name, time, what) = match subject.claims.state {
            State::Expired => ("exp", subject.claims.expires, "it expired on"),
            State::NotYetValid => ("nbf", subject.claims.not_before, "it begins on"),
            _ => return,
        };
        if let (Some(node), Some(time)) = (subject.claim(name), time) {
            findings.add_at(Part::Payload, &node.span, format!("{what} {}", time.utc()));
        }
    }),
};

static EXP_MISSING: Check = check! {
    id: "exp-missing",
    severity: Severity::Verifier,
    why: "whoever gets hold of it can use it for ever",
    fix: "issue it with `exp`, or limit its age by `iat`",
    spec: Spec::Rfc(7519, "4.1.4"),
    find: Find::Look(|subject, findings| {
        // A security event says what happened, and stays true (RFC 8417 §2.2).
        if is_plain(subject) && subject.claim("exp").is_none() && subject.claim("events").is_none() {
            findings.add("there is no `exp`");
        }
    }),
};

static LIFETIME_LONG: Check = check! {
    id: "lifetime-long",
    severity: Severity::Verifier,
    why: "whoever gets hold of it can use it for as long",
    fix: "issue short-lived tokens, and renew them",
    spec: Spec::Rfc(7519, "4.1.4"),
    find: Find::Look(|subject, findings| {
        let claims = subject.claims;
        let Some((end, node)) = claims.expires.zip(subject.claim("exp")) else { return };
        let lasts = match claims.issued.or(claims.not_before) {
            Some(begin) => end.seconds.saturating_sub(begin.seconds),
            None if subject.clock.reached(end.seconds.saturating_sub(YEAR)) => 0,
            None => subject.clock.whole_until(end.seconds, DAY).saturating_mul(DAY),
        };
        if lasts > YEAR && end.seconds < MILLISECONDS {
            let days = duration_words(lasts / DAY * DAY);
            findings.add_at(Part::Payload, &node.span, format!("it is good for {days}"));
        }
    }),
};

static TIME_ORDER: Check = check! {
    id: "time-order",
    severity: Severity::Defect,
    why: "some verifiers refuse it, and others accept it for ages",
    fix: "count seconds, with `exp` after `iat` and `nbf`",
    spec: Spec::Rfc(7519, "2"),
    find: Find::Codes(&[
        "numeric-date-milliseconds",
        "numeric-date-range",
        "nbf-after-exp",
        "iat-after-exp",
        "iat-future",
    ]),
};

static CLAIM_FORM: Check = check! {
    id: "claim-form",
    severity: Severity::Defect,
    why: "verifiers refuse it, skip it or read it differently",
    fix: "write times as numbers, and the others as strings",
    spec: Spec::Rfc(7519, "4.1"),
    find: Find::Codes(&[
        "numeric-date-string",
        "numeric-date-type",
        "numeric-date-negative",
        "numeric-date-cut-off",
        "claim-ambiguous",
        "claim-not-text",
        "audience-not-text",
    ]),
};

static PARTIES_MISSING: Check = check! {
    id: "parties-missing",
    severity: Severity::Information,
    why: "it can be passed off at another service with the same key",
    fix: "issue it with `iss`, `aud` and `sub`",
    spec: Spec::Rfc(8725, "3.9"),
    find: Find::Look(|subject, findings| {
        let missing = ["iss", "aud", "sub"].into_iter().filter(|name| subject.claim(name).is_none());
        let missing: Vec<&str> = missing.collect();
        if is_plain(subject) && !missing.is_empty() {
            findings.add(format!("there is no `{}`", missing.join("`, no `")));
        }
    }),
};

static ISSUER_FORM: Check = check! {
    id: "issuer-form",
    severity: Severity::Verifier,
    why: "keys that are looked up there can be swapped on the way",
    fix: "use an `https` address without query and fragment",
    spec: Spec::Rfc(8414, "2"),
    find: Find::Look(|subject, findings| {
        let Some((node, issuer)) = text(subject, "iss") else { return };
        let host = issuer.strip_prefix("http://").map(|rest| rest.split(['/', ':']).next().unwrap_or_default());
        if host.is_some_and(|host| !matches!(host, "localhost" | "127.0.0.1" | "[")) {
            findings.add_at(Part::Payload, &node.span, "`iss` is an `http` address, which nothing protects");
        } else if issuer.starts_with("https://") && issuer.contains(['?', '#']) {
            findings.add_at(Part::Payload, &node.span, "`iss` is an address with a query or fragment");
        }
    }),
};

static ISSUER_SLASH: Check = check! {
    id: "issuer-slash",
    severity: Severity::Information,
    why: "issuers are compared exactly, so the one without it is another",
    fix: "configure the verifier with the slash",
    spec: Spec::Rfc(8414, "3.3"),
    find: Find::Look(|subject, findings| {
        if let Some((node, _)) = text(subject, "iss").filter(|(_, issuer)| issuer.ends_with('/')) {
            findings.add_at(Part::Payload, &node.span, "the slash at the end of `iss` is a part of it");
        }
    }),
};

static AUDIENCE_UNCLEAR: Check = check! {
    id: "audience-unclear",
    severity: Severity::Verifier,
    why: "a service that accepts it accepts what was meant for others",
    fix: "name each service once, and look for its own name there",
    spec: Spec::Rfc(8725, "3.9"),
    find: Find::Look(|subject, findings| {
        let Some(node) = subject.claim("aud") else { return };
        let entries = match &node.value {
            Value::Array(entries) if entries.is_empty() => {
                return findings.add_at(Part::Payload, &node.span, "`aud` is an empty list");
            }
            Value::Array(entries) => entries.as_slice(),
            _ => core::slice::from_ref(node),
        };
        for (at, entry) in entries.iter().take(COMPARED).enumerate() {
            let Some(name) = entry.as_str() else { continue };
            if name.contains('*') || ["", "all", "any", "everyone", "public"].contains(&name) {
                findings.add_at(Part::Payload, &entry.span, format!("`aud` says `{}`, which is anybody", shown(name)));
            } else if entries.iter().take(at).any(|earlier| earlier.value == entry.value) {
                findings.add_at(Part::Payload, &entry.span, "`aud` names a service twice");
            }
        }
    }),
};

static SUBJECT_CLIENT: Check = check! {
    id: "subject-client",
    severity: Severity::Information,
    why: "a client that chooses its identifier could choose that of a person",
    fix: "tell clients from people before going by `sub`",
    spec: Spec::Rfc(9700, "4.15"),
    find: Find::Look(|subject, findings| {
        let client = text(subject, "client_id").map(|(_, client)| client);
        if let Some((node, _)) = text(subject, "sub").filter(|(_, sub)| client == Some(*sub)) {
            findings.add_at(Part::Payload, &node.span, "`sub` and `client_id` are the same");
        }
    }),
};

static JTI_WEAK: Check = check! {
    id: "jti-weak",
    severity: Severity::Information,
    why: "if it is given twice, a list of revoked tokens hits the wrong one",
    fix: "use 16 random bytes or a UUID",
    spec: Spec::Rfc(7519, "4.1.7"),
    find: Find::Look(|subject, findings| {
        let Some((node, jti)) = text(subject, "jti") else { return };
        let counts = jti.len() <= 12 && jti.bytes().all(|byte| byte.is_ascii_digit());
        if counts || jti.len() < 8 {
            let what = if counts { "digits" } else { "characters" };
            findings.add_at(Part::Payload, &node.span, format!("`jti` is {} {what}", jti.len()));
        }
    }),
};

static CLAIM_EMPTY: Check = check! {
    id: "claim-empty",
    severity: Severity::Information,
    why: "readers differ on whether an empty claim is there",
    fix: "leave such claims out",
    spec: Spec::OpenIdCore("5.3.2"),
    find: Find::Look(|subject, findings| {
        let empty = |member: &&Member| match &member.node.value {
            // Where the definition asks for another type, that is what is said.
            Value::Null => !member.node.span.is_empty() && !REGISTERED.contains(&member.name.as_str()),
            Value::String(text) => text.is_empty() && member.name != "aud",
            _ => false,
        };
        let empty: Vec<&Member> = subject.claims().iter().filter(empty).collect();
        let names: Vec<String> = empty.iter().take(4).map(|member| format!("`{}`", shown(&member.name))).collect();
        if let Some(first) = empty.first() {
            let more = if empty.len() > names.len() { " and more" } else { "" };
            findings.add_at(Part::Payload, &first.node.span, format!("empty or null: {}{more}", names.join(", ")));
        }
    }),
};

static CLAIM_CASE: Check = check! {
    id: "claim-case",
    severity: Severity::Verifier,
    why: "readers that ignore case take one for the other",
    fix: "write each name in one way",
    spec: Spec::Rfc(7519, "10.1.1"),
    find: Find::Look(|subject, findings| {
        let claims = subject.claims().get(..subject.claims().len().min(COMPARED)).unwrap_or_default();
        let folded: Vec<String> = claims.iter().map(|member| folded(&member.name)).collect();
        let names = || claims.iter().zip(&folded).map(|(member, folded)| (member, folded.as_str()));
        for (at, (Member { name, name_span, .. }, own)) in names().enumerate() {
            let registered = REGISTERED.into_iter().map(|name| (name, name));
            let earlier = names().take(at).map(|(member, folded)| (member.name.as_str(), folded));
            let near = |(other, folded): &(&str, &str)| *folded == own && name != *other;
            if let Some((other, _)) = registered.chain(earlier).find(near) {
                let message = format!("`{}` is not `{}`", shown(name), shown(other));
                findings.add_at(Part::Payload, name_span, message);
            }
        }
    }),
};

/// A name as readers that ignore case see it: `ſ` counts as `s` then, and the Kelvin sign as `k`.
fn folded(name: &str) -> String {
    name.to_uppercase().to_lowercase()
}

/// Whether the token has claims and is a JWT of no particular kind, to which RFC 7519 alone applies.
fn is_plain(subject: &Subject) -> bool {
    let plain = |typ: &str| typ.eq_ignore_ascii_case("JWT") || typ.eq_ignore_ascii_case("application/JWT");
    !subject.claims().is_empty() && subject.parameter("typ").and_then(Node::as_str).is_none_or(plain)
}

/// A claim that is a text.
fn text<'a>(subject: &Subject<'a>, name: &str) -> Option<(&'a Node, &'a str)> {
    let node = subject.claim(name)?;
    Some((node, node.as_str()?))
}
