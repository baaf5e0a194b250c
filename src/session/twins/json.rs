//! Twins that the right key signed, whose header or payload is not the JSON that it has to be.

use super::Outcome::{Either, Refuse};
use super::TwinKind;
use crate::spec::Spec;

/// The rules by which a verifier reads header and claims.
const READ: Spec = Spec::Rfc(7519, "7.2");
const BOM: &str = "\u{feff}";
const IGNORED_BOM: &str = "Nobody may put a byte order mark before JSON, and a reader may ignore one.";

pub(super) const ROWS: &[TwinKind] = &[
    TwinKind {
        id: "alg-twice",
        title: "`alg` twice",
        breaks: "`alg` stands twice: first the expected one, and last, which counts, `none`.",
        rule: Spec::Rfc(7515, "4"),
        outcome: Refuse,
        make: |forge| {
            let header = forge.header_of(forge.algorithm().name, r#","alg":"none""#);
            forge.header(&header)
        },
    },
    TwinKind {
        id: "header-not-json",
        title: "A header that is no JSON",
        breaks: "The header is a text without any braces.",
        rule: READ,
        outcome: Refuse,
        make: |forge| forge.header("alg"),
    },
    TwinKind {
        id: "header-list",
        title: "A header that is a list",
        breaks: "The header is a list that holds the right header.",
        rule: READ,
        outcome: Refuse,
        make: |forge| {
            let header = format!("[{}]", forge.base.header);
            forge.header(&header)
        },
    },
    TwinKind {
        id: "header-bom",
        title: "A byte order mark before the header",
        breaks: "U+FEFF stands before the header.",
        rule: Spec::Rfc(8259, "8.1"),
        outcome: Either(IGNORED_BOM),
        make: |forge| {
            let header = format!("{BOM}{}", forge.base.header);
            forge.header(&header)
        },
    },
    TwinKind {
        id: "payload-bom",
        title: "A byte order mark before the claims",
        breaks: "U+FEFF stands before the claims.",
        rule: Spec::Rfc(8259, "8.1"),
        outcome: Either(IGNORED_BOM),
        make: |forge| forge.payload(format!("{BOM}{}", forge.base.payload)),
    },
    TwinKind {
        id: "payload-empty",
        title: "No claims",
        breaks: "The payload has no bytes.",
        rule: READ,
        outcome: Refuse,
        make: |forge| forge.payload(""),
    },
    TwinKind {
        id: "payload-not-json",
        title: "Claims that are no JSON",
        breaks: "The payload is a text without any braces.",
        rule: READ,
        outcome: Refuse,
        make: |forge| forge.payload("admin"),
    },
    TwinKind {
        id: "payload-list",
        title: "Claims in a list",
        breaks: "The payload is a list that holds the right claims.",
        rule: READ,
        outcome: Refuse,
        make: |forge| forge.payload(format!("[{}]", forge.base.payload)),
    },
    TwinKind {
        id: "payload-text",
        title: "Claims in a text",
        breaks: "The payload is a JSON text, and no object.",
        rule: READ,
        outcome: Refuse,
        make: |forge| forge.payload("\"admin\""),
    },
    TwinKind {
        id: "payload-trailing",
        title: "Something behind the claims",
        breaks: "A second object stands behind the claims.",
        rule: Spec::Rfc(8259, "2"),
        outcome: Refuse,
        make: |forge| forge.payload(format!("{}{{\"admin\":true}}", forge.base.payload)),
    },
    TwinKind {
        id: "payload-nan",
        title: "NaN among the claims",
        breaks: "A claim is NaN, which some readers take though JSON does not have it.",
        rule: Spec::Rfc(8259, "6"),
        outcome: Refuse,
        make: |forge| {
            let inside = forge.base.payload.strip_suffix('}').unwrap_or_default().to_owned();
            forge.payload(format!("{inside},\"x\":NaN}}"))
        },
    },
    TwinKind {
        id: "payload-not-utf8",
        title: "Claims that are not UTF-8",
        breaks: "A text among the claims has a byte that UTF-8 does not have.",
        rule: READ,
        outcome: Refuse,
        make: |forge| {
            let inside = forge.base.payload.strip_suffix('}').unwrap_or_default();
            forge.payload([inside.as_bytes(), b",\"x\":\"\xff\"}"].concat())
        },
    },
    TwinKind {
        id: "payload-deep",
        title: "Deeply nested claims",
        breaks: "A claim has a thousand lists inside each other, for a reader that runs out of stack.",
        rule: Spec::Rfc(8259, "9"),
        outcome: Either("JSON lets a reader limit how deep things may be nested. It must not crash."),
        make: |forge| forge.claim("x", &["[".repeat(1000), "]".repeat(1000)].concat()),
    },
    TwinKind {
        id: "large",
        title: "A large token",
        breaks: "A claim has nine thousand letters, so the token is longer than the header fields that most servers take.",
        rule: Spec::Rfc(9110, "5.4"),
        outcome: Either(
            "Nothing limits the size of a token. A server with a limit refuses it before the verifier sees it.",
        ),
        make: |forge| forge.claim("x", &format!("\"{}\"", "a".repeat(9000))),
    },
];
