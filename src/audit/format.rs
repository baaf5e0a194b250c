//! The encoding and the JSON: what strict readers refuse, and what readers read differently.

mod number;

use super::{Check, Find, Findings, Line, Severity, Subject};
use crate::base::diagnostic::finding::{Count, Finding};
use crate::spec::Spec;

pub(super) static CHECKS: &[&Check] = &[
    &SEGMENT_COUNT,
    &MIXED_JSON,
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

static SEGMENT_COUNT: Check = Check {
    id: "segment-count",
    title: "Wrong number of segments",
    severity: Severity::Defect,
    what: "The token has a number of segments that no compact serialization has.",
    why: "Readers split such a text differently, and no signature covers what is missing or extra.",
    example: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9")],
    instead: &[],
    fix: "Reject tokens that do not have exactly three segments, or five if they are encrypted.",
    sources: &[Spec::Rfc(7515, "7.1"), Spec::Rfc(7516, "7.1")],
    find: Find::Codes(&["one-segment", "two-segments", "four-segments", "too-many-segments", "jwe-cut-off"]),
};

static MIXED_JSON: Check = Check {
    id: "mixed-json",
    title: "Token in JSON that is read in two ways",
    severity: Severity::Defect,
    what: "A token in JSON has both `signatures` and the members of one signature, or an empty list of signatures.",
    why: "One library checks one signature and another one checks the other, or none at all.",
    example: &[Line::Token(r#"{"payload":"eyJzdWIiOiJhbGljZSJ9","signatures":[]}"#)],
    instead: &[Line::Token(
        r#"{"payload":"eyJzdWIiOiJhbGljZSJ9","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2lnbmF0dXJl"}]}"#,
    )],
    fix: "Reject it, and accept only the serialization that you expect.",
    sources: &[Spec::Rfc(7515, "7.2.2"), Spec::Rfc(7515, "7.2.1")],
    find: Find::Codes(&["jws-forms-mixed", "jws-signatures-empty", "jwe-forms-mixed"]),
};

static NOT_BASE64URL: Check = Check {
    id: "not-base64url",
    title: "Not base64url",
    severity: Severity::Defect,
    what: "A segment has characters that base64url does not have, or padding.",
    why: "Lenient readers skip such characters and strict ones reject the token, so one token has several spellings.",
    example: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ==.c2ln")],
    instead: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2ln")],
    fix: "Write `-` and `_`, no `=` and nothing else, and reject other texts.",
    sources: &[Spec::Rfc(7515, "2"), Spec::Rfc(4648, "3.3")],
    find: Find::Codes(&["base64url-alphabet", "base64url-standard-alphabet", "base64url-padding"]),
};

static SEGMENT_CUT_OFF: Check = Check {
    id: "segment-cut-off",
    title: "Segment cut off",
    severity: Severity::Defect,
    what: "The length of a segment, divided by four, leaves a remainder of one.",
    why: "No number of bytes encodes to such a length, so characters were lost or added on the way.",
    example: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2lnb")],
    instead: &[],
    fix: "Get the whole token again.",
    sources: &[Spec::Rfc(4648, "4")],
    find: Find::Codes(&["base64url-length"]),
};

static TRAILING_BITS: Check = Check {
    id: "trailing-bits",
    title: "Stray bits at the end of a segment",
    severity: Severity::Defect,
    what: "The last character of a segment has bits that stand for nothing and are not zero.",
    why: "The same bytes can be written in several ways, so a denylist that compares texts misses the other spellings.",
    example: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.e30.AB")],
    instead: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.e30.AA")],
    fix: "Encode without stray bits, and reject tokens that have them.",
    sources: &[Spec::Rfc(4648, "3.5")],
    find: Find::Codes(&["base64url-trailing-bits"]),
};

static NOT_UTF8: Check = Check {
    id: "not-utf8",
    title: "Not UTF-8",
    severity: Severity::Defect,
    what: "The header or the payload is not encoded as UTF-8.",
    why: "Readers that guess the encoding see other names and values than those that do not.",
    example: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.eyJuYW1lIjoiUmVu6SJ9.c2ln")],
    instead: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.eyJuYW1lIjoiUmVuw6kifQ.c2ln")],
    fix: "Encode header and claims as UTF-8 without a byte order mark.",
    sources: &[Spec::Rfc(8725, "3.7"), Spec::Rfc(8259, "8.1")],
    find: Find::Codes(&["header-not-utf8", "payload-not-utf8"]),
};

static INVALID_JSON: Check = Check {
    id: "invalid-json",
    title: "Invalid JSON",
    severity: Severity::Defect,
    what: "The header or the payload departs from the grammar of JSON.",
    why: "Each lenient reader repairs it in its own way, and what one of them skips another one obeys.",
    example: &[Line::Payload(r#"{"sub":"alice","admin":true,}"#)],
    instead: &[Line::Payload(r#"{"sub":"alice","admin":true}"#)],
    fix: "Make tokens with a JSON library, and reject every departure from the grammar.",
    sources: &[Spec::Rfc(7515, "10.12"), Spec::Rfc(8259, "2")],
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
        "json-printed",
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

static UNSAFE_JSON: Check = Check {
    id: "unsafe-json",
    title: "JSON that readers handle differently",
    severity: Severity::Verifier,
    what: "A string holds half a surrogate pair, or values are nested very deeply.",
    why: "One reader replaces it, another one rejects the token, and a third one crashes.",
    example: &[Line::Payload(r#"{"name":"\ud83d"}"#)],
    instead: &[Line::Payload(r#"{"name":"\ud83d\ude00"}"#)],
    fix: "Have the issuer write complete characters, and nest values less deeply.",
    sources: &[Spec::Rfc(8259, "9"), Spec::Rfc(8259, "8.2")],
    find: Find::Codes(&["json-lone-surrogate", "json-too-deep"]),
};

static DUPLICATE_NAME: Check = Check {
    id: "duplicate-name",
    title: "Duplicate name",
    severity: Severity::Defect,
    what: "A name occurs twice in one JSON object.",
    why: "One reader takes the first value and another one the last, so two systems see two different tokens.",
    example: &[Line::Payload(r#"{"role":"user","role":"admin"}"#)],
    instead: &[Line::Payload(r#"{"role":"user"}"#)],
    fix: "Reject tokens with duplicate names.",
    sources: &[Spec::Rfc(7515, "4"), Spec::Rfc(7519, "4"), Spec::Rfc(8259, "4")],
    find: Find::Codes(&["duplicate-name"]),
};

static NOT_AN_OBJECT: Check = Check {
    id: "not-an-object",
    title: "Not a JSON object",
    severity: Severity::Defect,
    what: "The header is not a JSON object, or the payload of a JWT is not one.",
    why: "Parameters and claims are the members of an object, and nothing else is a JWT.",
    example: &[Line::Payload(r#"["alice"]"#)],
    instead: &[Line::Payload(r#"{"sub":"alice"}"#)],
    fix: "Put the members into an object, or do not call the token a JWT in `typ`.",
    sources: &[Spec::Rfc(7519, "7.2")],
    find: Find::Codes(&[
        "header-empty",
        "header-not-object",
        "payload-encoded",
        "payload-not-object",
        "payload-not-json",
    ]),
};

static NUMBER_CHANGED: Check = Check {
    id: "number-changed",
    title: "Number that JavaScript rounds",
    severity: Severity::Information,
    what: "A number has more digits than a 64-bit floating-point number holds, or is beyond its range.",
    why: "JavaScript and many other readers keep numbers in 64-bit floating point and round this one, so two systems compare different values.",
    example: &[Line::Payload(r#"{"id":9007199254740993}"#)],
    instead: &[Line::Payload(r#"{"id":"9007199254740993"}"#)],
    fix: "Write such numbers as strings.",
    sources: &[Spec::Rfc(8259, "6")],
    find: Find::Look(|subject, findings| number::look(subject, findings, number::change)),
};

static NUMBER_REWRITTEN: Check = Check {
    id: "number-rewritten",
    title: "Whole number with a fraction or exponent",
    severity: Severity::Information,
    what: "A whole number is not written with digits alone.",
    why: "Readers write it back as other text, and some that expect an integer reject it.",
    example: &[Line::Payload(r#"{"level":3.0}"#)],
    instead: &[Line::Payload(r#"{"level":3}"#)],
    fix: "Write whole numbers with digits alone.",
    sources: &[Spec::Rfc(8259, "6")],
    find: Find::Look(|subject, findings| number::look(subject, findings, number::form)),
};

static DETACHED_CONTENT: Check = Check {
    id: "detached-content",
    title: "Detached content",
    severity: Severity::Information,
    what: "The payload segment is empty.",
    why: "The signature covers content that was sent separately, or that was lost.",
    example: &[Line::Token("eyJhbGciOiJIUzI1NiJ9..c2ln")],
    instead: &[],
    fix: "Verify with exactly the bytes that are used afterwards.",
    sources: &[Spec::Rfc(7515, "F")],
    find: Find::Codes(&["payload-empty"]),
};

static REPAIRED_TOKEN: Check = Check {
    id: "repaired-token",
    title: "Token damaged in transport",
    severity: Severity::Information,
    what: "Line breaks, spaces, invisible characters or escapes had to be removed to read the token, or what was lost had to be put back.",
    why: "A verifier that gets the token in this form rejects it.",
    example: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.\neyJzdWIiOiJhbGljZSJ9.\nc2lnbmF0dXJl")],
    instead: &[Line::Token("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl")],
    fix: "Find out what wraps or escapes the token on its way.",
    sources: &[Spec::Rfc(7515, "7.1")],
    find: Find::Codes(&[
        "pasted-line-breaks",
        "pasted-quoted-printable",
        "pasted-space",
        "pasted-invisible",
        "pasted-percent",
        "pasted-plus",
        "pasted-escapes",
        "pasted-repeated",
        "pasted-dots",
        "pasted-dot-lost",
        "pasted-part-lost",
        "pasted-start-lost",
        "pasted-swapped",
        "pasted-letters",
        "pasted-rot13",
    ]),
};

static TOKEN_SIZE: Check = Check {
    id: "token-size",
    title: "Large token",
    severity: Severity::Information,
    what: "The token has more than 4096 bytes.",
    why: "Browsers drop cookies, and servers reject header lines, that are longer than their limits.",
    example: &[Line::Payload(r#"{"sub":"alice","groups":["admins","developers","operators",…]}"#)],
    instead: &[Line::Payload(r#"{"sub":"alice","groups_url":"https://id.example.org/alice/groups"}"#)],
    fix: "Leave claims out, or pass a reference instead.",
    sources: &[Spec::Rfc(6265, "6.1")],
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
        let too_long_for = if bytes > HEADER_LINE { Count::HeaderLine } else { Count::Cookie };
        findings.add(Finding::Count(too_long_for, bytes, 0));
    }
}
