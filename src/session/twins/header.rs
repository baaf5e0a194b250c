//! Twins that the right key signed, with a header that asks for something.

use super::Outcome::{Either, Refuse};
use super::TwinKind;
use crate::format::base64url::encode;
use crate::format::json::without_member;
use crate::spec::Spec;

const CRIT: Spec = Spec::Rfc(7515, "4.1.11");
const TYP: Spec = Spec::Rfc(8725, "3.11");
const NO_TYPE: &str = "The open token has no `typ` and none is expected, so the verifier does not compare it.";

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "typ-other",
        title: "Another type",
        breaks: "`typ` is that of another kind of token, which the same key may have signed.",
        rule: TYP,
        outcome: Refuse,
        make: |forge| {
            let expected = forge.base.expect.token_type.as_deref().ok_or(NO_TYPE)?;
            let access = expected.eq_ignore_ascii_case("at+jwt") || expected.eq_ignore_ascii_case("application/at+jwt");
            forge.parameter("typ", if access { "\"JWT\"" } else { "\"at+jwt\"" })
        },
    },
    TwinKind {
        id: "typ-missing",
        title: "No type",
        breaks: "There is no `typ`, and the verifier expects one.",
        rule: TYP,
        outcome: Refuse,
        make: |forge| {
            forge.base.expect.token_type.as_deref().ok_or(NO_TYPE)?;
            let header = without_member(&forge.base.header, "typ").ok_or(NO_TYPE)?;
            forge.header(&header)
        },
    },
    TwinKind {
        id: "crit-unknown",
        title: "An unknown extension",
        breaks: "`crit` names an extension that nobody has heard of, so that nobody can process the token.",
        rule: CRIT,
        outcome: Refuse,
        make: |forge| {
            let header = forge.header_of(forge.algorithm().name, r#","crit":["x-unknown"],"x-unknown":true"#);
            forge.header(&header)
        },
    },
    TwinKind {
        id: "crit-empty",
        title: "An empty `crit`",
        breaks: "`crit` is a list with nothing in it.",
        rule: CRIT,
        outcome: Refuse,
        make: |forge| forge.parameter("crit", "[]"),
    },
    TwinKind {
        id: "crit-text",
        title: "`crit` is a text",
        breaks: "`crit` is a text, where a list is required.",
        rule: CRIT,
        outcome: Refuse,
        make: |forge| {
            let header = forge.header_of(forge.algorithm().name, r#","crit":"x-unknown","x-unknown":true"#);
            forge.header(&header)
        },
    },
    TwinKind {
        id: "crit-absent",
        title: "`crit` names what is not there",
        breaks: "`crit` names a parameter that the header does not have.",
        rule: CRIT,
        outcome: Refuse,
        make: |forge| forge.parameter("crit", r#"["b64"]"#),
    },
    TwinKind {
        id: "crit-registered",
        title: "`crit` names `alg`",
        breaks: "`crit` names a parameter of the specification itself, which it must not.",
        rule: CRIT,
        outcome: Refuse,
        make: |forge| forge.parameter("crit", r#"["alg"]"#),
    },
    TwinKind {
        id: "crit-twice",
        title: "`crit` names one twice",
        breaks: "`crit` names the same extension twice.",
        rule: CRIT,
        outcome: Refuse,
        make: |forge| {
            let header =
                forge.header_of(forge.algorithm().name, r#","crit":["x-unknown","x-unknown"],"x-unknown":true"#);
            forge.header(&header)
        },
    },
    TwinKind {
        id: "b64-false",
        title: "Claims without base64url",
        breaks: "`b64` is false and `crit` names it: the claims are signed as they are, which a JWT must not do.",
        rule: Spec::Rfc(7797, "7"),
        outcome: Refuse,
        make: |forge| {
            let header = forge.header_of(forge.algorithm().name, r#","b64":false,"crit":["b64"]"#);
            // The signature is over the bare claims; in the token they stand in base64url, because they may hold dots.
            let bare = [encode(header.as_bytes()).as_bytes(), b".", forge.base.payload.as_bytes()].concat();
            let signed = forge.sign_bytes(&bare)?;
            Ok([encode(header.as_bytes()), encode(forge.base.payload.as_bytes()), encode(&signed)].join("."))
        },
    },
    TwinKind {
        id: "b64-not-critical",
        title: "`b64` without `crit`",
        breaks: "`b64` is false and `crit` does not name it, so that two verifiers check different texts.",
        rule: Spec::Rfc(7797, "6"),
        outcome: Either("A verifier that does not know `b64` may ignore it, because `crit` does not name it."),
        make: |forge| forge.parameter("b64", "false"),
    },
    TwinKind {
        id: "zip",
        title: "Compression of a signed token",
        breaks: "The header has `zip`, which is for encrypted tokens.",
        rule: Spec::Rfc(7516, "4.1.3"),
        outcome: Either("`zip` means nothing in a signed token, and has to be ignored where it is not understood."),
        make: |forge| forge.parameter("zip", "\"DEF\""),
    },
];
