//! Every audit check has a token on which it fires and one on which it stays silent; ordinary tokens raise no alarm.

#[path = "audit/corpus.rs"]
mod corpus;
#[path = "audit/held.rs"]
mod held;
#[path = "audit/making.rs"]
mod making;

use corpus::{fixtures, key_text, parsed, rows, text};
use held::{Held, beside};
use jwt_debugger::audit::{self, Audit, Finding, Severity, checks};
use jwt_debugger::jose::{Part, Token};
use jwt_debugger::words;
use making::NOW;
use serde_json::Value;
use std::collections::BTreeSet;

/// What the audit finds in a case, and the token.
fn findings(case: &Value) -> (Vec<Finding>, Token) {
    let (audit, token) = audited(case, now(case));
    (audit.findings, token)
}

fn now(case: &Value) -> i64 {
    case["now"].as_i64().unwrap_or(NOW)
}

/// The audit of a case when the clock shows `instant`; the verdict on its claims is that of its own time.
fn audited(case: &Value, instant: i64) -> (Audit, Token) {
    let parsed = parsed(case);
    let token = parsed.token.clone().unwrap_or_else(|| panic!("no token: {case}"));
    let (key, now) = (key_text(case, &token), now(case));
    let beside = text(case, "pasted").map(beside).unwrap_or_default();
    let held = Held {
        beside: &beside,
        key: &key,
        expected: text(case, "expected"),
        profile: text(case, "profile"),
        now,
        instant,
    };
    (held.audit(&parsed), token)
}

fn said(finding: &Finding) -> String {
    words::title(&finding.what)
}

fn pointed<'a>(finding: &Finding, token: &'a Token) -> Option<&'a str> {
    let at = finding.what.place()?;
    let text = match at.part {
        Part::Encoded => &token.text,
        Part::Header => &token.header.text,
        Part::Payload => &token.payload.as_ref()?.text,
    };
    text.get(at.range.clone())
}

#[test]
fn each_check_fires_on_its_fixture_and_is_silent_on_the_other() {
    let mut wrong = vec![];
    for row in fixtures() {
        let id = text(&row, "check").expect("an id");
        let (found, token) = findings(&row["fires"]);
        match found.iter().find(|finding| finding.check.id == id) {
            None => wrong.push(format!("{id} does not fire on {}", row["fires"])),
            Some(finding) => {
                if let Some(words) = text(&row, "words").filter(|words| !said(finding).contains(words)) {
                    wrong.push(format!("{id} says {:?}, not {words:?}", said(finding)));
                }
                let points = text(&row, "points").filter(|points| pointed(finding, &token) != Some(points));
                if let Some(points) = points {
                    wrong.push(format!("{id} points at {:?}, not {points:?}", pointed(finding, &token)));
                }
            }
        }
        if let Some(finding) = findings(&row["silent"]).0.iter().find(|finding| finding.check.id == id) {
            wrong.push(format!("{id} fires on {}: {}", row["silent"], said(finding)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_check_has_a_fixture_and_no_fixture_is_without_a_check() {
    let of_fixtures: BTreeSet<String> =
        fixtures().iter().map(|row| text(row, "check").expect("an id").into()).collect();
    let of_checks: BTreeSet<String> = checks().map(|check| check.id.into()).collect();
    assert_eq!(of_fixtures, of_checks);
    assert_eq!(of_checks.len(), checks().count(), "an id stands twice");
}

/// What can be wrong with tokens in JSON, encrypted, with selective disclosure or with a status, and for what no other check answers:
/// the check, and what is said in one of its fixtures.
const OTHER_FORMS: [(&str, &str, &str); 38] = [
    ("compact or JSON: signed by nobody", "mixed-json", "nobody signed"),
    ("compact or JSON: two forms of signatures", "mixed-json", "side by side"),
    ("compact or JSON: two forms of recipients", "mixed-json", "`encrypted_key` stand side by side"),
    ("encrypted where a signature is expected", "encrypted-kind", "must be signed"),
    ("`alg` is not protected", "unprotected-parameter", "unprotected header only"),
    ("one nonce for two signatures", "nonce-reused", ""),
    ("claims in the header that differ", "replicated-claim", ""),
    ("request object", "request-object", ""),
    ("entity statement", "entity-statement", ""),
    ("SD-JWT: digests are no array of strings", "disclosure-digests", "array of strings"),
    ("SD-JWT: a digest stands twice", "disclosure-digests", "more than once"),
    ("SD-JWT: `...` beside other members", "disclosure-digests", "only member"),
    ("SD-JWT: an unknown hash", "disclosure-digests", "`md5`"),
    ("SD-JWT: `_sd_alg` in the depth", "disclosure-digests", "top of the payload"),
    ("status: the index", "status-malformed", "`idx`"),
    ("status: the address", "status-malformed", "`uri`"),
    ("status: the size", "status-malformed", "`bits`"),
    ("status: the list", "status-malformed", "`lst`"),
    ("RSA1_5", "rsa1-5", "PKCS #1"),
    ("few rounds", "password-cost", "`p2c` is 999"),
    ("many rounds", "password-cost", "1200001"),
    ("more rounds than a number holds", "password-cost", "keep whoever decrypts busy"),
    ("a short salt", "password-cost", "7 bytes"),
    ("an encrypted key under dir", "encrypted-key", "dir does not encrypt one"),
    ("an encrypted key under ECDH-ES", "encrypted-key", "ECDH-ES"),
    ("no encrypted key", "encrypted-key", "A128KW"),
    ("epk is not on its curve", "ephemeral-key", "not a point of P-256"),
    ("epk has a private key", "ephemeral-key", "private key"),
    ("epk has a small order", "ephemeral-key", "small order"),
    ("epk is on a curve for signatures", "ephemeral-key", "Ed25519"),
    ("epk is missing", "ephemeral-key", "no `epk`"),
    ("the length of the vector", "encryption-lengths", "initialization vector"),
    ("the length of the tag", "encryption-lengths", "tag"),
    ("the length of the ciphertext", "encryption-lengths", "15"),
    ("the length of the content key", "content-key-length", "32"),
    ("compressed before encryption", "compressed-content", "compressed before encryption"),
    ("encrypted to a public key, not signed", "encrypted-unsigned", "nothing about its sender"),
    ("zip is unknown", "zip-misused", "`GZIP`"),
];

#[test]
fn each_fault_of_the_other_forms_has_a_fixture_that_says_so_and_a_page() {
    let pages = include_str!("../docs/checks.md");
    for (fault, id, words) in OTHER_FORMS {
        let says = |row: &Value| {
            let found = findings(&row["fires"]).0;
            found.iter().any(|finding| finding.check.id == id && said(finding).contains(words))
        };
        let rows = fixtures().into_iter().filter(|row| text(row, "check") == Some(id));
        assert!(rows.into_iter().any(|row| says(&row)), "{fault}: no fixture of {id} says {words:?}");
        assert!(pages.contains(&format!("### {id}\n")), "{id} has no page");
    }
}

#[test]
fn a_message_is_no_whole_sentence() {
    for row in fixtures() {
        for finding in findings(&row["fires"]).0 {
            let message = said(&finding);
            assert!(!message.is_empty() && !message.ends_with('.'), "{}: {message}", finding.check.id);
        }
    }
}

#[test]
fn ordinary_tokens_raise_no_alarm() {
    let rows = rows("ordinary.json");
    assert!(rows.len() >= 12, "only {} ordinary tokens", rows.len());
    for row in rows {
        let alarms: Vec<String> = findings(&row)
            .0
            .iter()
            .filter(|finding| finding.check.severity != Severity::Information)
            .map(|finding| format!("{}: {}", finding.check.id, said(finding)))
            .collect();
        assert!(alarms.is_empty(), "{}: {}", row["name"], alarms.join("; "));
    }
}

fn messages(audit: &Audit) -> Vec<(&'static str, String)> {
    audit.findings.iter().map(|finding| (finding.check.id, said(finding))).collect()
}

#[test]
fn an_audit_holds_for_as_long_as_it_says() {
    let mut changes = 0;
    for row in fixtures() {
        for case in [&row["fires"], &row["silent"]] {
            let (audit, _) = audited(case, now(case));
            assert!(audit.holds.contains(&now(case)), "{case}");
            let ever = [i64::MIN, i64::MAX];
            let ends = [audit.holds.start, audit.holds.end].map(|end| (!ever.contains(&end)).then_some(end));
            for instant in [ends[0], ends[1].map(|end| end - 1)].into_iter().flatten() {
                assert_eq!(messages(&audited(case, instant).0), messages(&audit), "{case} at {instant}");
            }
            if let Some(end) = ends[1] {
                changes += usize::from(messages(&audited(case, end).0) != messages(&audit));
            }
        }
    }
    assert!(changes > 5, "only {changes} audits end with another finding");
}

#[test]
fn an_open_page_hears_that_a_proof_grew_old_and_audits_only_when_a_finding_changes() {
    let row = fixtures().into_iter().find(|row| text(row, "check") == Some("old-proof")).expect("a fixture");
    let case = &row["silent"];
    let issued = 1_795_306_380;
    let (mut audit, _) = audited(case, issued);
    let (mut audits, mut old_since) = (1, None);
    for instant in issued..issued + 1_200 {
        if !audit.holds.contains(&instant) {
            audit = audited(case, instant).0;
            audits += 1;
        }
        if audit.findings.iter().any(|finding| finding.check.id == "old-proof") {
            old_since = old_since.or(Some(instant - issued));
        }
    }
    // The message tells the age in minutes, so it is made anew with each of the ten after that.
    assert_eq!((old_since, audits), (Some(601), 11));
}

#[test]
fn what_anyone_can_break_is_a_defect_and_what_is_merely_weak_is_not() {
    let severity = |code: &str| audit::about(code).expect("a check").severity;
    for code in ["rsa-broken", "secret-guessable", "secret-empty"] {
        assert_eq!(severity(code), Severity::Defect, "{code}");
    }
    for code in ["rsa-small", "secret-short"] {
        assert_eq!(severity(code), Severity::Verifier, "{code}");
    }
}
