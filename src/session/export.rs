//! Findings to take along: a list in Markdown for an issue, JSON for a script, SARIF for a code scanner.
//!
//! SARIF is that of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS): a rule for each check (§3.49) with all
//! that it says of itself, its address being that of the rule that it enforces, a result
//! for each finding (§3.27), and places as bytes of the decoded `header` and `payload` or of the encoded `token` (§3.30). The
//! token itself and the key are in none of the three.

use crate::audit::{Check, Finding, Severity, docs, listing};
use crate::jose::{Part, Span};
use crate::key::write_json;
use crate::spec::Spec;
use crate::words::{self, sentence};
use serde::Serialize;
use serde_json::{Value, json};

/// A list for people: what was found, where, why it matters, what to do, and the rules.
pub fn markdown(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let Check { id, title, severity, why, sources, .. } = finding.check;
        let place = finding.what.place().map(|at| format!(" ({}, byte {})", part(at), at.range.start + 1));
        let (message, fix) = said(finding);
        let (message, fix) = (escaped(&message), escaped(&fix));
        let sources: Vec<String> = sources.iter().map(|spec| format!("[{spec}]({})", spec.url())).collect();
        text.push_str(&format!(
            "- **{title}** ({}, `{id}`): {message}{}\n  - Why: {why}\n  - What to do: {fix}\n  - Sources: {}\n",
            severity.name(),
            place.unwrap_or_default(),
            sources.join(", ")
        ));
    }
    if text.is_empty() { "No findings.\n".into() } else { text }
}

/// A finding as a script reads it.
#[derive(Serialize)]
struct Exported<'a> {
    check: &'a str,
    severity: &'a str,
    title: &'a str,
    message: String,
    why: &'a str,
    fix: String,
    rule: String,
    link: String,
    #[serde(flatten)]
    place: Option<Place>,
}

/// A place: its part, and the offset and length in bytes.
#[derive(Serialize)]
struct Place {
    part: &'static str,
    offset: usize,
    length: usize,
}

impl<'a> From<&'a Finding> for Exported<'a> {
    fn from(finding: &'a Finding) -> Self {
        let check = finding.check;
        let place = finding.what.place();
        let (message, fix) = said(finding);
        let rule = check.sources.first();
        Self {
            check: check.id,
            severity: check.severity.name(),
            title: check.title,
            message,
            why: check.why,
            fix,
            rule: rule.map(Spec::to_string).unwrap_or_default(),
            link: rule.map(Spec::url).unwrap_or_default(),
            place: place.map(|at| Place { part: part(at), offset: at.range.start, length: at.range.len() }),
        }
    }
}

/// An array of objects, one for each finding.
pub fn json(findings: &[Finding]) -> String {
    write_json(&findings.iter().map(Exported::from).collect::<Vec<_>>())
}

/// A SARIF log with one run.
pub fn sarif(findings: &[Finding]) -> String {
    let mut rules: Vec<&Check> = vec![];
    for finding in findings {
        if !rules.contains(&finding.check) {
            rules.push(finding.check);
        }
    }
    let rule = |rule: &&Check| {
        json!({
            "id": rule.id,
            "shortDescription": { "text": rule.title },
            "fullDescription": { "text": format!("{} {}", rule.what, rule.why) },
            "help": { "text": help(rule), "markdown": docs::page(rule) },
            "helpUri": rule.sources.first().map(Spec::url),
        })
    };
    let result = |finding: &Finding| {
        let (message, fix) = said(finding);
        let mut result = json!({
            "ruleId": finding.check.id,
            "level": level(finding.check.severity),
            "message": { "text": format!("{} {fix}", sentence(&message)) },
        });
        if let (Some(at), Some(members)) = (finding.what.place(), result.as_object_mut()) {
            members.insert("locations".to_owned(), json!([location(at)]));
        }
        result
    };
    write_json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "JWT Debugger",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().map(rule).collect::<Vec<_>>(),
                },
            },
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    }))
}

/// A location (§3.28).
fn location(at: &Span) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": part(at) },
            "region": { "byteOffset": at.range.start, "byteLength": at.range.len() },
        },
    })
}

/// A result level (§3.27.10).
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Defect => "error",
        Severity::Verifier => "warning",
        Severity::Information => "note",
    }
}

fn part(at: &Span) -> &'static str {
    match at.part {
        Part::Encoded => "token",
        Part::Header => "header",
        Part::Payload => "payload",
    }
}

/// What a finding says, and what to do about it: what is said of it in particular, or else what its check says.
fn said(finding: &Finding) -> (String, String) {
    let words = words::of(&finding.what);
    (words.title, words.fix.as_deref().map_or_else(|| finding.check.fix.to_owned(), sentence))
}

/// The help of a rule without markup.
fn help(rule: &Check) -> String {
    let sources: Vec<String> = rule.sources.iter().map(Spec::to_string).collect();
    format!("{}\n\nExample:\n{}\n\nSources: {}.", rule.fix, listing(rule.example), sources.join(", "))
}

/// `text` with its code spans, and nothing else of it taken for markup: a part of it may come from a hostile token.
fn escaped(text: &str) -> String {
    let spans = !text.contains("``") && text.matches('`').count().is_multiple_of(2);
    let (mut escaped, mut code) = (String::new(), false);
    for c in text.chars() {
        match c {
            '`' if spans => code = !code,
            '`' => escaped.push('\\'),
            '\n' | '\r' => {
                escaped.push(' ');
                continue;
            }
            '\\' | '<' | '>' | '[' | ']' | '*' | '_' | '~' | '&' | '#' | '|' | '!' | '@' if !code => escaped.push('\\'),
            _ => {}
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{Find, Line};
    use crate::base::diagnostic::finding::Named;
    use crate::base::diagnostic::{self, Claim, Diagnostic};
    use serde_json::from_str;

    static CHECK: Check = Check {
        id: "some-check",
        title: "Some check",
        severity: Severity::Verifier,
        what: "It looks for something.",
        why: "It matters.",
        example: &[Line::Header("{}")],
        instead: &[],
        fix: "Do this.",
        sources: &[Spec::Rfc(7519, "4.1"), Spec::Rfc(8725, "3.1")],
        find: Find::Codes(&[]),
    };

    fn findings() -> Vec<Finding> {
        let at = vec![Span { part: Part::Payload, range: 7..12 }];
        let odd = diagnostic::Finding::Named(Named::Deprecated, "a\"\u{202e}\\b".into());
        let what = Diagnostic { at, ..Diagnostic::note(odd) };
        let other = Diagnostic::error(Claim::Negative("exp"));
        [what, other].map(|what| Finding { check: &CHECK, what, repeats: false }).into()
    }

    fn read(text: &str) -> Value {
        from_str(text).expect("JSON")
    }

    #[test]
    fn json_holds_every_field_and_the_place_where_there_is_one() {
        let all = read(&json(&findings()));
        assert_eq!(all.as_array().map(Vec::len), Some(2));
        let check = |at: usize, name: &str, text: &str| assert_eq!(all[at][name].as_str(), Some(text));
        for (name, text) in [
            ("check", "some-check"),
            ("severity", "verifier"),
            ("title", "Some check"),
            ("message", "`a\"\u{202e}\\b` is registered as deprecated"),
            ("why", "It matters."),
            ("fix", "Do this."),
            ("rule", "RFC 7519 §4.1"),
            ("link", "https://www.rfc-editor.org/rfc/rfc7519#section-4.1"),
            ("part", "payload"),
        ] {
            check(0, name, text);
        }
        check(1, "fix", "Write the time in seconds since 1970-01-01T00:00:00Z, as a number.");
        assert_eq!((all[0]["offset"].as_u64(), all[0]["length"].as_u64()), (Some(7), Some(5)));
        assert_eq!((all[1].get("part"), all[1].get("offset")), (None, None));
        assert_eq!(read(&json(&[])), Value::Array(vec![]));
    }

    #[test]
    fn sarif_has_one_rule_for_a_check_and_one_result_for_a_finding() {
        let log = read(&sarif(&findings()));
        assert_eq!((log["version"].as_str(), log["runs"].as_array().map(Vec::len)), (Some("2.1.0"), Some(1)));
        let driver = &log["runs"][0]["tool"]["driver"];
        assert_eq!(driver["name"].as_str(), Some("JWT Debugger"));
        let rules = driver["rules"].as_array().expect("rules");
        assert_eq!((rules.len(), rules[0]["id"].as_str()), (1, Some("some-check")));
        let says = |field: &str, form: &str| rules[0][field][form].as_str().unwrap_or_default();
        assert_eq!(says("shortDescription", "text"), "Some check");
        assert_eq!(says("fullDescription", "text"), "It looks for something. It matters.");
        let help = "Do this.\n\nExample:\nheader: {}\n\nSources: RFC 7519 §4.1, RFC 8725 §3.1.";
        assert_eq!(says("help", "text"), help);
        assert_eq!(says("help", "markdown"), docs::page(&CHECK));
        assert!(rules[0]["helpUri"].as_str().is_some_and(|uri| uri.starts_with("https://")));
        let results = log["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), 2);
        for result in results {
            assert_eq!((result["ruleId"].as_str(), result["level"].as_str()), (Some("some-check"), Some("warning")));
            assert!(result["message"]["text"].as_str().is_some_and(|text| text.matches(". ").count() == 1));
        }
        let says = |at: usize| results[at]["message"]["text"].as_str().unwrap_or_default();
        assert_eq!(says(0), "`a\"\u{202e}\\b` is registered as deprecated. Do this.");
        assert!(
            says(1).ends_with(". Write the time in seconds since 1970-01-01T00:00:00Z, as a number."),
            "{}",
            says(1)
        );
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"].as_str(), Some("payload"));
        let region = &place["region"];
        assert_eq!((region["byteOffset"].as_u64(), region["byteLength"].as_u64()), (Some(7), Some(5)));
        assert_eq!(results[1].get("locations"), None);
        let empty = read(&sarif(&[]));
        assert_eq!(empty["runs"][0]["results"], Value::Array(vec![]));
    }

    #[test]
    fn every_severity_has_a_level_and_a_name() {
        let check = |severity: Severity, expected: &str, name: &str| {
            assert_eq!((level(severity), severity.name()), (expected, name));
        };
        check(Severity::Defect, "error", "defect");
        check(Severity::Verifier, "warning", "verifier");
        check(Severity::Information, "note", "information");
    }

    #[test]
    fn markdown_is_a_list_with_a_link() {
        let list = markdown(&findings()[..1]);
        let first = "- **Some check** (verifier, `some-check`): `a\"\u{202e}\\b` is registered as deprecated (payload, byte 8)\n";
        assert!(list.starts_with(first), "{list}");
        for line in
            ["Why: It matters.\n", "What to do: Do this.\n", "Sources: [RFC 7519 §4.1](https://www.rfc-editor.org/"]
        {
            assert!(list.contains(&format!("\n  - {line}")), "{list}");
        }
        assert_eq!(markdown(&[]), "No findings.\n");
    }

    #[test]
    fn nothing_of_a_message_is_taken_for_markup_but_its_code() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected);
        check("the `kid` is `<b>`", "the `kid` is `<b>`");
        check("a <img src=x> [b](c) *d*", "a \\<img src=x\\> \\[b\\](c) \\*d\\*");
        check("`a`<b>` @all", "\\`a\\`\\<b\\>\\` \\@all");
        check("`` <b> ``", "\\`\\` \\<b\\> \\`\\`");
        check("a\n- b", "a - b");
    }
}
