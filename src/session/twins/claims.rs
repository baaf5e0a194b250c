//! Twins that the right key signed, with claims that a verifier must not accept.

use super::Outcome::{Either, Refuse};
use super::TwinKind;
use super::base::FAR;
use crate::format::json::quoted;
use crate::spec::Spec;

const EXP: Spec = Spec::Rfc(7519, "4.1.4");
const NBF: Spec = Spec::Rfc(7519, "4.1.5");
const IAT: Spec = Spec::Rfc(7519, "4.1.6");
const DATE: Spec = Spec::Rfc(7519, "2");
const AUD: Spec = Spec::Rfc(7519, "4.1.3");
const AUD_CHECKED: Spec = Spec::Rfc(8725, "3.9");
const ISS: Spec = Spec::Rfc(8725, "3.8");
const A_DAY: i64 = 86_400;

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "expired",
        title: "Expired",
        breaks: "`exp` was a day before the suite was made.",
        rule: EXP,
        outcome: Refuse,
        make: |forge| forge.claim("exp", &forge.base.now.saturating_sub(A_DAY).to_string()),
    },
    TwinKind {
        id: "exp-zero",
        title: "`exp` is 0",
        breaks: "`exp` is 0, the first second of 1970, which some verifiers take for no `exp`.",
        rule: EXP,
        outcome: Refuse,
        make: |forge| forge.claim("exp", "0"),
    },
    TwinKind {
        id: "exp-negative",
        title: "`exp` is negative",
        breaks: "`exp` lies before 1970.",
        rule: EXP,
        outcome: Refuse,
        make: |forge| forge.claim("exp", "-1"),
    },
    TwinKind {
        id: "exp-missing",
        title: "No `exp`",
        breaks: "The token never expires; the verifier is told to require `exp`.",
        rule: EXP,
        outcome: Refuse,
        make: |forge| forge.no_claim("exp"),
    },
    TwinKind {
        id: "exp-null",
        title: "`exp` is null",
        breaks: "`exp` is there, and is null.",
        rule: DATE,
        outcome: Refuse,
        make: |forge| forge.claim("exp", "null"),
    },
    TwinKind {
        id: "exp-text",
        title: "`exp` is a text",
        breaks: "`exp` is a text of digits, where a number is required.",
        rule: DATE,
        outcome: Refuse,
        make: |forge| forge.claim("exp", &format!("\"{FAR}\"")),
    },
    TwinKind {
        id: "exp-huge",
        title: "`exp` is beyond all numbers",
        breaks: "`exp` is 1e400, which a double cannot hold: some readers make infinity of it.",
        rule: Spec::Rfc(8259, "6"),
        outcome: Either("JSON lets a reader limit the numbers that it takes. As infinity, it lies ahead."),
        make: |forge| forge.claim("exp", "1e400"),
    },
    TwinKind {
        id: "exp-twice",
        title: "`exp` twice",
        breaks: "`exp` stands twice: the first lies ahead, and the last, which counts, is past.",
        rule: Spec::Rfc(7519, "4"),
        outcome: Refuse,
        make: |forge| {
            let past = forge.base.now.saturating_sub(A_DAY);
            let inside = forge.base.payload.strip_suffix('}').unwrap_or_default().to_owned();
            forge.payload(format!("{inside},\"exp\":{past}}}"))
        },
    },
    TwinKind {
        id: "not-yet-valid",
        title: "Not yet valid",
        breaks: "`nbf` is a year before the token expires, in 2099.",
        rule: NBF,
        outcome: Refuse,
        make: |forge| forge.claim("nbf", &(FAR - 365 * A_DAY).to_string()),
    },
    TwinKind {
        id: "nbf-text",
        title: "`nbf` is a text",
        breaks: "`nbf` is a text of digits, where a number is required.",
        rule: DATE,
        outcome: Refuse,
        make: |forge| forge.claim("nbf", &format!("\"{}\"", forge.base.now.saturating_sub(A_DAY))),
    },
    TwinKind {
        id: "iat-ahead",
        title: "Issued in the future",
        breaks: "`iat` is a year before the token expires, in 2099.",
        rule: IAT,
        outcome: Either("RFC 7519 does not ask for `iat` to be compared with now, and some verifiers do."),
        make: |forge| forge.claim("iat", &(FAR - 365 * A_DAY).to_string()),
    },
    TwinKind {
        id: "iat-text",
        title: "`iat` is a text",
        breaks: "`iat` is a text of digits, where a number is required.",
        rule: IAT,
        outcome: Either("`iat` must be a number. A verifier that has no use for it may ignore it."),
        make: |forge| forge.claim("iat", &format!("\"{}\"", forge.base.now)),
    },
    TwinKind {
        id: "aud-other",
        title: "Another audience",
        breaks: "`aud` names another service.",
        rule: AUD,
        outcome: Refuse,
        make: |forge| forge.claim("aud", "\"https://other.example\""),
    },
    TwinKind {
        id: "aud-missing",
        title: "No audience",
        breaks: "There is no `aud`.",
        rule: AUD_CHECKED,
        outcome: Refuse,
        make: |forge| forge.no_claim("aud"),
    },
    TwinKind {
        id: "aud-others",
        title: "A list of other audiences",
        breaks: "`aud` is a list, and the expected audience is not in it.",
        rule: AUD,
        outcome: Refuse,
        make: |forge| forge.claim("aud", r#"["https://other.example","https://another.example"]"#),
    },
    TwinKind {
        id: "aud-empty-list",
        title: "An empty list of audiences",
        breaks: "`aud` is a list with nothing in it.",
        rule: AUD,
        outcome: Refuse,
        make: |forge| forge.claim("aud", "[]"),
    },
    TwinKind {
        id: "aud-longer",
        title: "The audience with more behind it",
        breaks: "`aud` begins with the expected audience, for a verifier that looks for a part of the text.",
        rule: AUD_CHECKED,
        outcome: Refuse,
        make: |forge| forge.claim("aud", &quoted(&format!("{}.attacker.example", forge.base.expect.audience))),
    },
    TwinKind {
        id: "aud-joined",
        title: "Several audiences in one text",
        breaks: "`aud` is one text with the expected audience in it, between commas.",
        rule: AUD_CHECKED,
        outcome: Refuse,
        make: |forge| {
            let joined = format!("https://other.example,{},https://another.example", forge.base.expect.audience);
            forge.claim("aud", &quoted(&joined))
        },
    },
    TwinKind {
        id: "aud-case",
        title: "The audience in other letters",
        breaks: "`aud` is the expected audience with the case of its letters changed.",
        rule: AUD,
        outcome: Refuse,
        make: |forge| {
            let expected = &forge.base.expect.audience;
            forge.changed("aud", &other_case(expected), expected)
        },
    },
    TwinKind {
        id: "iss-other",
        title: "Another issuer",
        breaks: "`iss` is somebody else.",
        rule: ISS,
        outcome: Refuse,
        make: |forge| forge.claim("iss", "\"https://attacker.example\""),
    },
    TwinKind {
        id: "iss-missing",
        title: "No issuer",
        breaks: "There is no `iss`.",
        rule: ISS,
        outcome: Refuse,
        make: |forge| forge.no_claim("iss"),
    },
    TwinKind {
        id: "iss-longer",
        title: "The issuer with more behind it",
        breaks: "`iss` begins with the expected issuer, for a verifier that only compares the beginning.",
        rule: ISS,
        outcome: Refuse,
        make: |forge| forge.claim("iss", &quoted(&format!("{}.attacker.example", forge.base.expect.issuer))),
    },
    TwinKind {
        id: "iss-slash",
        title: "The issuer with or without a slash",
        breaks: "`iss` differs from the expected issuer by a slash at its end.",
        rule: ISS,
        outcome: Refuse,
        make: |forge| {
            let expected = &forge.base.expect.issuer;
            let other = expected.strip_suffix('/').map_or_else(|| format!("{expected}/"), str::to_owned);
            forge.claim("iss", &quoted(&other))
        },
    },
    TwinKind {
        id: "iss-case",
        title: "The issuer in other letters",
        breaks: "`iss` is the expected issuer with the case of its letters changed.",
        rule: ISS,
        outcome: Refuse,
        make: |forge| {
            let expected = &forge.base.expect.issuer;
            forge.changed("iss", &other_case(expected), expected)
        },
    },
    TwinKind {
        id: "iss-list",
        title: "A list of issuers",
        breaks: "`iss` is a list that holds the expected issuer, where a text is required.",
        rule: Spec::Rfc(7519, "4.1.1"),
        outcome: Refuse,
        make: |forge| forge.claim("iss", &format!("[{}]", quoted(&forge.base.expect.issuer))),
    },
];

/// The letters of ASCII in the other case.
fn other_case(text: &str) -> String {
    let other = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    text.chars().map(other).collect()
}
