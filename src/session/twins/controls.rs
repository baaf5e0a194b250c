//! Tokens that a verifier must accept: without them, one that refuses everything would pass.

use super::Outcome::Accept;
use super::base::FAR;
use super::{Forged, TwinKind};
use crate::format::json::{self, quoted};
use crate::spec::Spec;

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "original",
        title: "The token itself",
        breaks: "Nothing is broken: the claims of the open token with what the verifier expects, valid until 2100.",
        rule: Spec::Rfc(7519, "7.2"),
        outcome: Accept,
        make: |forge| forge.right(),
    },
    TwinKind {
        id: "members-reordered",
        title: "Members in another order",
        breaks: "Header and claims have the opposite order, which means nothing in JSON.",
        rule: Spec::Rfc(8259, "4"),
        outcome: Accept,
        make: |forge| {
            let (header, payload) = (reordered(&forge.base.header)?, reordered(&forge.base.payload)?);
            forge.sign(&header, payload.as_bytes())
        },
    },
    TwinKind {
        id: "white-space",
        title: "White space in the JSON",
        breaks: "Spaces and line breaks stand between the lexemes of header and claims, which JSON allows.",
        rule: Spec::Rfc(8259, "2"),
        outcome: Accept,
        make: |forge| {
            let (header, payload) = (spaced(&forge.base.header), spaced(&forge.base.payload));
            forge.sign(&header, payload.as_bytes())
        },
    },
    TwinKind {
        id: "aud-list",
        title: "A list of audiences",
        breaks: "`aud` is a list that holds the expected audience beside another one.",
        rule: Spec::Rfc(7519, "4.1.3"),
        outcome: Accept,
        make: |forge| {
            let expected = quoted(&forge.base.expect.audience);
            forge.claim("aud", &format!(r#"["https://other.example",{expected}]"#))
        },
    },
    TwinKind {
        id: "unknown-claim",
        title: "An unknown claim",
        breaks: "There is a claim that nobody has heard of, which has to be ignored.",
        rule: Spec::Rfc(7519, "4"),
        outcome: Accept,
        make: |forge| forge.claim("https://issuer.example/unknown", r#"{"a":[1,null,true]}"#),
    },
    TwinKind {
        id: "unknown-parameter",
        title: "An unknown header parameter",
        breaks: "The header has a parameter that nobody has heard of; `crit` does not name it, so it has to be ignored.",
        rule: Spec::Rfc(7515, "4"),
        outcome: Accept,
        make: |forge| forge.parameter("https://issuer.example/unknown", "\"a\""),
    },
    TwinKind {
        id: "escaped-text",
        title: "Escapes in the JSON",
        breaks: "`iss` is the expected issuer with a letter written as an escape, which is the same text.",
        rule: Spec::Rfc(8259, "8.3"),
        outcome: Accept,
        make: |forge| {
            let issuer = forge.base.expect.issuer.as_str();
            let mut rest = issuer.chars();
            let first = rest.next().ok_or("The expected issuer is empty.")?;
            let mut units = [0; 2];
            let first: String = first.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let rest = quoted(rest.as_str());
            forge.claim("iss", &format!("\"{first}{}", rest.strip_prefix('"').unwrap_or_default()))
        },
    },
    TwinKind {
        id: "exp-fraction",
        title: "`exp` with a fraction",
        breaks: "`exp` is a number with a fraction of a second, which a NumericDate may be.",
        rule: Spec::Rfc(7519, "2"),
        outcome: Accept,
        make: |forge| forge.claim("exp", &format!("{FAR}.5")),
    },
];

/// A compact object with white space where it may stand.
fn spaced(text: &str) -> String {
    let inside = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or_default();
    format!(" {{\r\n\t{inside} \n}} ")
}

/// An object with its members the other way round.
fn reordered(text: &str) -> Forged {
    let reading = json::read(text);
    let node = reading.node.as_ref().ok_or("There is no object.")?;
    let member = |member: &json::Member| text.get(member.name_span.start..member.node.span.end);
    let members: Vec<_> = node.members().iter().rev().filter_map(member).collect();
    Ok(format!("{{{}}}", members.join(",")))
}
