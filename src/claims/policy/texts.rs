//! Texts that are expected: issuer, audience, subject, nonce and type.

use super::{Outcome, Policy, SHOWN, all, near};
use crate::spec::Spec;
use crate::token::header::{kind, short_type};
use crate::token::json::{Node, Value};
use crate::token::{Part, shown};

/// A text that may be expected.
struct TextExpectation {
    claim: &'static str,
    /// What it is, in a word.
    word: &'static str,
    missing: &'static str,
    mismatch: &'static str,
    spec: Spec,
    /// What to do about another value that is not near.
    fix: &'static str,
}

static ISSUER: TextExpectation = TextExpectation {
    claim: "iss",
    word: "issuer",
    missing: "issuer-missing",
    mismatch: "issuer-mismatch",
    spec: Spec::Rfc(8725, "3.8"),
    fix: "accept tokens of issuers that you trust alone",
};
static AUDIENCE: TextExpectation = TextExpectation {
    claim: "aud",
    word: "audience",
    missing: "audience-missing",
    mismatch: "audience-mismatch",
    spec: Spec::Rfc(8725, "3.9"),
    fix: "the token is meant for somebody else: ask for one with this audience",
};
static SUBJECT: TextExpectation = TextExpectation {
    claim: "sub",
    word: "subject",
    missing: "subject-missing",
    mismatch: "subject-mismatch",
    spec: Spec::Rfc(8725, "3.8"),
    fix: "the token is about somebody else",
};
static TYPE: TextExpectation = TextExpectation {
    claim: "typ",
    word: "type",
    missing: "type-missing",
    mismatch: "type-mismatch",
    spec: Spec::Rfc(8725, "3.11"),
    fix: "it is another kind of token, which must not pass for this one",
};
static NONCE: TextExpectation = TextExpectation {
    claim: "nonce",
    word: "nonce",
    missing: "nonce-missing",
    mismatch: "nonce-mismatch",
    spec: Spec::OpenIdCore("3.1.3.7"),
    fix: "the token answers another request, or is used for a second time",
};

/// Holds the texts that `policy` expects against those of a token.
pub(super) fn judge(policy: &Policy, header: Option<&Node>, payload: Option<&Node>, outcome: &mut Outcome) {
    for (row, expected) in
        [(&ISSUER, &policy.issuer), (&AUDIENCE, &policy.audience), (&SUBJECT, &policy.subject), (&NONCE, &policy.nonce)]
    {
        outcome.text(row, expected, Part::Payload, payload);
    }
    outcome.text(&TYPE, &policy.token_type, Part::Header, header);
}

impl Outcome {
    fn text(&mut self, row: &TextExpectation, expected: &str, part: Part, document: Option<&Node>) {
        if expected.is_empty() {
            return;
        }
        let same = |found: &str| match part {
            Part::Header => short_type(found).eq_ignore_ascii_case(short_type(expected)),
            _ => found == expected,
        };
        let mut nodes = all(document, row.claim).peekable();
        if nodes.peek().is_none() {
            let message = format!("`{}` is missing, and `{}` was expected", row.claim, shown(expected, SHOWN));
            return self.fail(row.missing, row.claim, message, "have the issuer add it", row.spec, None);
        }
        match nodes.find(|node| !texts(node, row).any(same)) {
            None => self.met.push(row.word),
            Some(node) => {
                let message =
                    format!("`{}` {}, and `{}` was expected", row.claim, found(node, row), shown(expected, SHOWN));
                let near = texts(node, row).find_map(|found| Some((found, near::miss(expected, found)?)));
                let hint = match near {
                    None => row.fix.into(),
                    Some((_, hint)) if texts(node, row).count() < 2 => hint,
                    Some((found, hint)) => format!("the nearest is `{}`: {hint}", shown(found, SHOWN)),
                };
                self.fail(row.mismatch, row.claim, message, &hint, row.spec, Some((part, node)));
            }
        }
    }
}

/// The texts in a value: itself, and the entries of a list of audiences.
fn texts<'a>(node: &'a Node, row: &TextExpectation) -> impl Iterator<Item = &'a str> {
    let entries = match &node.value {
        Value::Array(entries) if row.claim == "aud" => entries.as_slice(),
        _ => core::slice::from_ref(node),
    };
    entries.iter().filter_map(Node::as_str)
}

/// What a value is, in words that follow its name: `is`, or `holds` with the first of a list.
fn found(node: &Node, row: &TextExpectation) -> String {
    let mut rest = texts(node, row);
    match (rest.next(), rest.next(), rest.count()) {
        (None, ..) => format!("is {}", kind(node)),
        (Some(one), None, _) => format!("is `{}`", shown(one, SHOWN)),
        (Some(one), Some(two), 0) => format!("holds `{}` and `{}`", shown(one, SHOWN), shown(two, SHOWN)),
        (Some(one), Some(two), more) => {
            format!("holds `{}`, `{}` and {more} more", shown(one, SHOWN), shown(two, SHOWN))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, expecting, outcome};
    use super::*;

    #[test]
    fn a_text_that_is_missing_or_another_says_what_was_expected_and_found() {
        let issuer = |policy: &mut Policy| policy.issuer = "https://a.example".into();
        check(issuer, r#"{"iss":"https://a.example"}"#, &[], "", &[]);
        check(issuer, "{}", &["issuer-missing"], "", &["`iss` is missing, and `https://a.example` was expected"]);
        check(
            issuer,
            r#"{"iss":"urn:b"}"#,
            &["issuer-mismatch"],
            r#""urn:b""#,
            &["`iss` is `urn:b`, and `https://a.example` was expected"],
        );
        check(issuer, r#"{"iss":7}"#, &["issuer-mismatch"], "7", &["`iss` is a number, and"]);
        check(
            issuer,
            r#"{"iss":["https://a.example"]}"#,
            &["issuer-mismatch"],
            r#"["https://a.example"]"#,
            &["`iss` is an array"],
        );
        let subject = |policy: &mut Policy| policy.subject = "alice".into();
        check(subject, r#"{"sub":"alice"}"#, &[], "", &[]);
        check(subject, r#"{"sub":"bob"}"#, &["subject-mismatch"], r#""bob""#, &["`bob`", "`alice`"]);
        check(subject, r#"{"sub":null}"#, &["subject-mismatch"], "null", &["`sub` is null"]);
        check(subject, "{}", &["subject-missing"], "", &[]);
        let nonce = |policy: &mut Policy| policy.nonce = "n-1".into();
        check(nonce, r#"{"nonce":"n-1"}"#, &[], "", &[]);
        check(nonce, r#"{"nonce":"n-2"}"#, &["nonce-mismatch"], r#""n-2""#, &["another request"]);
        check(nonce, "{}", &["nonce-missing"], "", &[]);
    }

    #[test]
    fn an_audience_is_a_text_or_an_entry_of_a_list() {
        let audience = |policy: &mut Policy| policy.audience = "api".into();
        check(audience, r#"{"aud":"api"}"#, &[], "", &[]);
        check(audience, r#"{"aud":["web","api"]}"#, &[], "", &[]);
        check(audience, r#"{"aud":[1,"api"]}"#, &[], "", &[]);
        check(audience, "{}", &["audience-missing"], "", &[]);
        check(audience, r#"{"aud":"web"}"#, &["audience-mismatch"], r#""web""#, &["meant for somebody else"]);
        check(
            audience,
            r#"{"aud":["web","x"]}"#,
            &["audience-mismatch"],
            r#"["web","x"]"#,
            &["holds `web` and `x`, and `api`"],
        );
        check(
            audience,
            r#"{"aud":["a","b","c","d"]}"#,
            &["audience-mismatch"],
            r#"["a","b","c","d"]"#,
            &["holds `a`, `b` and 2 more"],
        );
        check(audience, r#"{"aud":[]}"#, &["audience-mismatch"], "[]", &["`aud` is an array"]);
        check(audience, r#"{"aud":[["api"]]}"#, &["audience-mismatch"], r#"[["api"]]"#, &[]);
        check(audience, r#"{"aud":{"api":"api"}}"#, &["audience-mismatch"], r#"{"api":"api"}"#, &["is an object"]);
    }

    #[test]
    fn a_near_miss_is_a_miss_and_is_named() {
        let issuer = |policy: &mut Policy| policy.issuer = "https://a.example/t".into();
        let near = |found: &str, words: &str| {
            check(issuer, &format!(r#"{{"iss":"{found}"}}"#), &["issuer-mismatch"], &format!("\"{found}\""), &[words]);
        };
        near("https://a.example/t/", "a slash at the end alone");
        near("http://a.example/t", "the scheme (`https://`) alone");
        near("https://A.example/t", "upper and lower case alone");
        near("https://a.example/t ", "white space alone");
        near("https://a.example/u", "another tenant, realm or version");
        near("urn:b", "issuers that you trust");
        let audience = |policy: &mut Policy| policy.audience = "api".into();
        check(audience, r#"{"aud":"my-api"}"#, &["audience-mismatch"], r#""my-api""#, &["one is a part of the other"]);
        check(
            audience,
            r#"{"aud":"api,web"}"#,
            &["audience-mismatch"],
            r#""api,web""#,
            &["one is a part of the other"],
        );
        check(
            audience,
            r#"{"aud":["x","y","z","API"]}"#,
            &["audience-mismatch"],
            r#"["x","y","z","API"]"#,
            &["the nearest is `API`: they differ in upper and lower case alone"],
        );
    }

    #[test]
    fn a_claim_that_stands_twice_must_be_as_expected_twice() {
        let issuer = |policy: &mut Policy| policy.issuer = "a".into();
        check(issuer, r#"{"iss":"b","iss":"a"}"#, &["issuer-mismatch"], r#""b""#, &[]);
        check(issuer, r#"{"iss":"a","\u0069ss":"b"}"#, &["issuer-mismatch"], r#""b""#, &[]);
        check(issuer, r#"{"iss":"a","iss":"a"}"#, &[], "", &[]);
        check(|policy| policy.required = vec!["a".into()], r#"{"a":1,"a":null}"#, &["claim-missing"], "null", &[]);
    }

    #[test]
    fn a_type_is_compared_as_a_media_type() {
        let check = |expected: &str, header: &str, code: Option<&str>| {
            let outcome = outcome(&expecting(|policy| policy.token_type = expected.into()), header, "{}");
            let found: Vec<_> = outcome.failures.iter().map(|failure| failure.code).collect();
            assert_eq!(found.first().copied(), code, "{expected} {header}");
            assert!(
                outcome.failures.iter().all(|failure| failure.at.as_ref().is_none_or(|at| at.part == Part::Header))
            );
        };
        check("at+jwt", r#"{"typ":"at+jwt"}"#, None);
        check("at+jwt", r#"{"typ":"application/AT+JWT"}"#, None);
        check("application/at+jwt", r#"{"typ":"at+jwt"}"#, None);
        check("JWT", r#"{"typ":"jwt"}"#, None);
        check("at+jwt", r#"{"typ":"JWT"}"#, Some("type-mismatch"));
        check("at+jwt", r#"{"typ":"application/x/at+jwt"}"#, Some("type-mismatch"));
        check("at+jwt", r#"{"typ":["at+jwt"]}"#, Some("type-mismatch"));
        check("at+jwt", "{}", Some("type-missing"));
    }
}
