//! The encoding and the JSON: what strict readers refuse, and what readers read differently.

mod number;

use super::{Check, Find, Findings, Severity, Subject};
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] = &[
    &SEGMENT_COUNT,
    &NOT_BASE64URL,
    &SEGMENT_CUT_OFF,
    &TRAILING_BITS,
    &NOT_UTF8,
    &INVALID_JSON,
    &UNSAFE_JSON,
    &DUPLICATE_NAME,
    &NOT_AN_OBJECT,
    &NUMBER_CHANGED,
    &NUMBER_REWRITTEN,
    &DETACHED_CONTENT,
    &REPAIRED_TOKEN,
    &TOKEN_SIZE,
];

static SEGMENT_COUNT: Check = check! {
    id: "segment-count",
    severity: Severity::Defect,
    why: "readers split such a text differently, and no signature covers what is missing or extra",
    fix: "refuse what has not exactly three segments, or five if it is encrypted",
    spec: Spec::Rfc(7515, "7.1"),
    find: Find::Codes(&["one-segment", "two-segments", "four-segments", "too-many-segments", "jwe-cut-off"]),
};

static NOT_BASE64URL: Check = check! {
    id: "not-base64url",
    severity: Severity::Defect,
    why: "lenient readers skip such characters and strict ones refuse them, so one token has several texts",
    fix: "write `-` and `_`, no `=` and nothing else, and refuse other texts",
    spec: Spec::Rfc(7515, "2"),
    find: Find::Codes(&["base64url-alphabet", "base64url-standard-alphabet", "base64url-padding"]),
};

static SEGMENT_CUT_OFF: Check = check! {
    id: "segment-cut-off",
    severity: Severity::Defect,
    why: "no number of bytes gives such a length, so characters were lost or added on the way",
    fix: "get the whole token again",
    spec: Spec::Rfc(4648, "4"),
    find: Find::Codes(&["base64url-length"]),
};

static TRAILING_BITS: Check = check! {
    id: "trailing-bits",
    severity: Severity::Defect,
    why: "the same bytes can be written in several ways, so a list of revoked tokens that compares texts misses the others",
    fix: "encode without stray bits, and refuse tokens that have them",
    spec: Spec::Rfc(4648, "3.5"),
    find: Find::Codes(&["base64url-trailing-bits"]),
};

static NOT_UTF8: Check = check! {
    id: "not-utf8",
    severity: Severity::Defect,
    why: "readers that guess the encoding see other names and values than those that do not",
    fix: "encode header and claims as UTF-8 without a byte order mark",
    spec: Spec::Rfc(8725, "3.7"),
    find: Find::Codes(&["header-not-utf8", "payload-not-utf8"]),
};

static INVALID_JSON: Check = check! {
    id: "invalid-json",
    severity: Severity::Defect,
    why: "lenient readers each repair it in their own way, and what one of them skips another one obeys",
    fix: "make tokens with a JSON library, and refuse every departure from its grammar",
    spec: Spec::Rfc(7515, "10.12"),
    find: Find::Codes(&[
        "json-bad-escape",
        "json-bom",
        "json-comment",
        "json-control-character",
        "json-cut-off-word",
        "json-empty",
        "json-missing-closer",
        "json-missing-colon",
        "json-missing-comma",
        "json-missing-member",
        "json-missing-name",
        "json-missing-value",
        "json-not-a-value",
        "json-not-json",
        "json-number",
        "json-single-quotes",
        "json-trailing-comma",
        "json-trailing-text",
        "json-truncated",
        "json-typographic-quotes",
        "json-unexpected-character",
        "json-unexpected-closer",
        "json-unquoted-name",
        "json-unterminated-string",
        "json-white-space",
    ]),
};

static UNSAFE_JSON: Check = check! {
    id: "unsafe-json",
    severity: Severity::Verifier,
    why: "one reader replaces it, another one refuses the token, a third one stops working",
    fix: "have the issuer write text in whole characters, and nest less deeply",
    spec: Spec::Rfc(8259, "9"),
    find: Find::Codes(&["json-lone-surrogate", "json-too-deep"]),
};

static DUPLICATE_NAME: Check = check! {
    id: "duplicate-name",
    severity: Severity::Defect,
    why: "one reader takes the first value and another one the last, so two systems see two different tokens",
    fix: "refuse tokens with duplicate names",
    spec: Spec::Rfc(7515, "4"),
    find: Find::Codes(&["duplicate-name"]),
};

static NOT_AN_OBJECT: Check = check! {
    id: "not-an-object",
    severity: Severity::Defect,
    why: "parameters and claims are the members of an object, and nothing else is a JWT",
    fix: "put the members into braces, or do not call the token a JWT in `typ`",
    spec: Spec::Rfc(7519, "7.2"),
    find: Find::Codes(&["header-empty", "header-not-object", "payload-not-object", "payload-not-json"]),
};

static NUMBER_CHANGED: Check = check! {
    id: "number-changed",
    severity: Severity::Information,
    why: "JavaScript and many others keep numbers in 64 bits of floating point and round this one, so two systems compare different values",
    fix: "write such numbers as strings",
    spec: Spec::Rfc(8259, "6"),
    find: Find::Look(|subject, findings| number::look(subject, findings, number::change)),
};

static NUMBER_REWRITTEN: Check = check! {
    id: "number-rewritten",
    severity: Severity::Information,
    why: "readers write it back as other text, and some that expect an integer refuse it",
    fix: "write whole numbers with digits alone",
    spec: Spec::Rfc(8259, "6"),
    find: Find::Look(|subject, findings| number::look(subject, findings, number::form)),
};

static DETACHED_CONTENT: Check = check! {
    id: "detached-content",
    severity: Severity::Information,
    why: "the signature covers content that was sent apart, or that was lost",
    fix: "verify with the very bytes that are used afterwards",
    spec: Spec::Rfc(7515, "F"),
    find: Find::Codes(&["payload-empty"]),
};

static REPAIRED_TOKEN: Check = check! {
    id: "repaired-token",
    severity: Severity::Information,
    why: "a verifier that gets the token in this form refuses it",
    fix: "find out what wraps or escapes the token on its way",
    spec: Spec::Rfc(7515, "7.1"),
    find: Find::Codes(&["pasted-line-breaks", "pasted-space", "pasted-invisible", "pasted-percent", "pasted-escapes"]),
};

static TOKEN_SIZE: Check = check! {
    id: "token-size",
    severity: Severity::Information,
    why: "browsers drop cookies and servers refuse header lines that are longer than their limits",
    fix: "leave claims out, or pass a reference instead",
    spec: Spec::Rfc(6265, "6.1"),
    find: Find::Look(token_size),
};

/// What every browser takes for a cookie, its name included, in bytes (RFC 6265 §6.1).
const COOKIE: usize = 4096;
/// A line of this many bytes is the most that a request header may have in the default configuration of Apache and nginx; one
/// name and scheme less.
const HEADER_LINE: usize = 8190 - "Authorization: Bearer ".len();

fn token_size(subject: &Subject, findings: &mut Findings) {
    let bytes = subject.token.text.len();
    if bytes > COOKIE {
        let limit = if bytes > HEADER_LINE { ", nor into a header line of 8 KB" } else { "" };
        findings.add(format!("the token has {bytes} bytes and does not fit into a cookie of 4096{limit}"));
    }
}
