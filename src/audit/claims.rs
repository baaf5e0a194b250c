//! The registered claims: times, issuer, audience, subject, and names that are almost theirs.
//!
//! What a kind of token asks for beyond RFC 7519 is for the checks of profiles: where `typ` names a kind of its own, nothing is
//! missed here.

mod times;

use super::{Check, Find, Line, Severity, Subject};
use crate::base::letter_case;
use crate::engine::jwa::names::shown;
use crate::format::json::{Member, Node, Value};
use crate::jose::Part;
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] = &[
    &times::OUT_OF_TIME,
    &times::EXP_MISSING,
    &times::LIFETIME_LONG,
    &times::TIME_ORDER,
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
/// So many claims are compared with each other.
const COMPARED: usize = 200;

static CLAIM_FORM: Check = Check {
    id: "claim-form",
    title: "Registered claim of the wrong type",
    severity: Severity::Defect,
    what: "A registered claim has another type than its definition.",
    why: "Verifiers reject it, skip it or read it differently.",
    example: &[Line::Payload(r#"{"sub":"alice","exp":"1795310400"}"#)],
    instead: &[Line::Payload(r#"{"sub":"alice","exp":1795310400}"#)],
    fix: "Write times as numbers, and the others as strings.",
    sources: &[Spec::Rfc(7519, "4.1")],
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

static PARTIES_MISSING: Check = Check {
    id: "parties-missing",
    title: "No issuer, audience or subject",
    severity: Severity::Information,
    what: "The token has no `iss`, no `aud` or no `sub`.",
    why: "It can be passed off at another service with the same key.",
    example: &[Line::Payload(r#"{"sub":"alice","exp":1795310400}"#)],
    instead: &[Line::Payload(
        r#"{"iss":"https://id.example.org","aud":"https://api.example.org","sub":"alice","exp":1795310400}"#,
    )],
    fix: "Issue it with `iss`, `aud` and `sub`.",
    sources: &[Spec::Rfc(8725, "3.9"), Spec::Rfc(8725, "3.8")],
    find: Find::Look(|subject, findings| {
        let missing = ["iss", "aud", "sub"].into_iter().filter(|name| subject.claim(name).is_none());
        let missing: Vec<&str> = missing.collect();
        if is_plain(subject) && !missing.is_empty() {
            findings.add(format!("there is no `{}`", missing.join("`, no `")));
        }
    }),
};

static ISSUER_FORM: Check = Check {
    id: "issuer-form",
    title: "Insecure issuer address",
    severity: Severity::Verifier,
    what: "`iss` is an `http` address, or has a query or a fragment.",
    why: "Keys that are looked up there can be swapped on the way.",
    example: &[Line::Payload(r#"{"iss":"http://id.example.org"}"#)],
    instead: &[Line::Payload(r#"{"iss":"https://id.example.org"}"#)],
    fix: "Use an `https` address without query and fragment.",
    sources: &[Spec::Rfc(8414, "2")],
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

static ISSUER_SLASH: Check = Check {
    id: "issuer-slash",
    title: "Issuer with a trailing slash",
    severity: Severity::Information,
    what: "`iss` ends with a slash.",
    why: "Issuers are compared exactly, so the one without the slash is another issuer.",
    example: &[Line::Payload(r#"{"iss":"https://id.example.org/"}"#)],
    instead: &[],
    fix: "Configure the verifier with the slash.",
    sources: &[Spec::Rfc(8414, "3.3")],
    find: Find::Look(|subject, findings| {
        if let Some((node, _)) = text(subject, "iss").filter(|(_, issuer)| issuer.ends_with('/')) {
            findings.add_at(Part::Payload, &node.span, "the slash at the end of `iss` is a part of it");
        }
    }),
};

static AUDIENCE_UNCLEAR: Check = Check {
    id: "audience-unclear",
    title: "Unclear audience",
    severity: Severity::Verifier,
    what: "`aud` is empty, a wildcard or a general word, or names a service twice.",
    why: "A service that accepts it accepts what was meant for others.",
    example: &[Line::Payload(r#"{"aud":"*"}"#)],
    instead: &[Line::Payload(r#"{"aud":"https://api.example.org"}"#)],
    fix: "Name each service once, and have each service look for its own name.",
    sources: &[Spec::Rfc(8725, "3.9"), Spec::Rfc(7519, "4.1.3")],
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

static SUBJECT_CLIENT: Check = Check {
    id: "subject-client",
    title: "Subject that is the client",
    severity: Severity::Information,
    what: "`sub` and `client_id` are the same.",
    why: "A client that chooses its identifier could choose that of a person.",
    example: &[Line::Payload(r#"{"sub":"s6BhdRkqt3","client_id":"s6BhdRkqt3"}"#)],
    instead: &[],
    fix: "Tell clients from people before relying on `sub`.",
    sources: &[Spec::Rfc(9700, "4.15")],
    find: Find::Look(|subject, findings| {
        let client = text(subject, "client_id").map(|(_, client)| client);
        if let Some((node, _)) = text(subject, "sub").filter(|(_, sub)| client == Some(*sub)) {
            findings.add_at(Part::Payload, &node.span, "`sub` and `client_id` are the same");
        }
    }),
};

static JTI_WEAK: Check = Check {
    id: "jti-weak",
    title: "Weak `jti`",
    severity: Severity::Information,
    what: "`jti` is a short number or has fewer than 8 characters.",
    why: "If it is given twice, a denylist revokes the wrong token.",
    example: &[Line::Payload(r#"{"jti":"100042"}"#)],
    instead: &[Line::Payload(r#"{"jti":"2f1b7c7e-6f0a-4a53-9a37-0c5d2b8e41f6"}"#)],
    fix: "Use 16 random bytes or a UUID.",
    sources: &[Spec::Rfc(7519, "4.1.7")],
    find: Find::Look(|subject, findings| {
        let Some((node, jti)) = text(subject, "jti") else { return };
        let counts = jti.len() <= 12 && jti.bytes().all(|byte| byte.is_ascii_digit());
        if counts || jti.len() < 8 {
            let what = if counts { "digits" } else { "characters" };
            findings.add_at(Part::Payload, &node.span, format!("`jti` is {} {what}", jti.len()));
        }
    }),
};

static CLAIM_EMPTY: Check = Check {
    id: "claim-empty",
    title: "Empty claim",
    severity: Severity::Information,
    what: "A claim is empty or null.",
    why: "Readers differ on whether an empty claim is there.",
    example: &[Line::Payload(r#"{"sub":"alice","nickname":null,"locale":""}"#)],
    instead: &[Line::Payload(r#"{"sub":"alice"}"#)],
    fix: "Leave such claims out.",
    sources: &[Spec::OpenIdCore("5.3.2")],
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

static CLAIM_CASE: Check = Check {
    id: "claim-case",
    title: "Names that differ only in case",
    severity: Severity::Verifier,
    what: "Two claims differ only in letter case, or one differs so from a registered claim.",
    why: "Readers that ignore case take one for the other.",
    example: &[Line::Payload(r#"{"role":"user","Role":"admin"}"#)],
    instead: &[Line::Payload(r#"{"role":"user"}"#)],
    fix: "Write each name in one way.",
    sources: &[Spec::Rfc(7519, "10.1.1")],
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
    let simple = |c| match c {
        'ſ' => 's',
        '\u{212a}' => 'k',
        c => c,
    };
    letter_case::lower(name).chars().map(simple).collect()
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
