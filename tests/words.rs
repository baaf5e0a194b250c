//! The language of the page in one place: `words.txt` holds every sentence about a diagnostic with sample facts. It is made
//! by this test and read by people; `UPDATE=1 cargo test --test words` renews it after a change.

#[path = "words/bound.rs"]
mod bound;
#[path = "words/case.rs"]
mod case;
#[path = "words/chain.rs"]
mod chain;
#[path = "words/claim.rs"]
mod claim;
#[path = "words/finding.rs"]
mod finding;
#[path = "words/format.rs"]
mod format;
#[path = "words/json.rs"]
mod json;
#[path = "words/jwe.rs"]
mod jwe;
#[path = "words/jws.rs"]
mod jws;
#[path = "words/key.rs"]
mod key;
#[path = "words/note.rs"]
mod note;
#[path = "words/policy.rs"]
mod policy;
#[path = "words/reason.rs"]
mod reason;
#[path = "words/sd_jwt.rs"]
mod sd_jwt;
#[path = "words/settings.rs"]
mod settings;

use jwt_debugger::base::diagnostic::{Code, Diagnostic, Facts, Severity};
use jwt_debugger::base::span::{Part, Span};
use jwt_debugger::words;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The samples of a family: its name, the part that they are in, and one for each sentence.
type Family = (&'static str, Option<Part>, Vec<Facts>);

fn families() -> Vec<Family> {
    [
        chain::samples(),
        format::samples(),
        json::samples(),
        key::samples(),
        jwe::samples(),
        jws::samples(),
        note::samples(),
        claim::samples(),
        policy::samples(),
        reason::samples(),
        finding::samples(),
        sd_jwt::samples(),
        bound::samples(),
        settings::samples(),
        case::samples(),
    ]
    .concat()
}

/// What was seen in `part`.
fn diagnostic(part: Option<Part>, facts: Facts) -> Diagnostic {
    let at = part.map(|part| Span { part, range: 0..1 }).into_iter().collect();
    Diagnostic { severity: Severity::Error, at, facts, remedy: None }
}

fn snapshot() -> String {
    let mut text = String::from(
        "Every sentence about a diagnostic, with sample facts. Renew it with `UPDATE=1 cargo test --test words`.\n",
    );
    for (name, part, samples) in families() {
        text.push_str(&format!("\n# {name}\n"));
        for facts in samples {
            let diagnostic = diagnostic(part, facts);
            let wording = words::of(&diagnostic);
            let rule = wording.spec.map_or(String::new(), |spec| format!(" ({spec})"));
            text.push_str(&format!("\n[{}] {}{rule}\n", diagnostic.code().name(), wording.title));
            if let Some(headline) = wording.headline {
                text.push_str(&format!("  | {headline}\n"));
            }
            if let Some(fix) = wording.fix {
                text.push_str(&format!("    {fix}\n"));
            }
        }
    }
    text
}

#[test]
fn the_sentences_are_those_of_the_reviewed_snapshot() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/words.txt");
    let made = snapshot();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &made).expect("the snapshot can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = made.lines().zip(kept.lines()).find(|(made, kept)| made != kept);
    assert!(
        made == kept,
        "tests/words.txt is out of date, first here: {differs:?}. Renew it with `UPDATE=1 cargo test --test words`, and read what changed"
    );
}

#[test]
fn every_code_has_a_sentence_in_the_snapshot() {
    let shown: BTreeSet<Code> = families().iter().flat_map(|(_, _, samples)| samples.iter().map(Facts::code)).collect();
    let missing: Vec<&str> = Code::ALL.iter().filter(|code| !shown.contains(code)).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "no sample in tests/words/ has these codes: {missing:?}");
}

#[test]
fn every_sentence_can_be_put_together_with_others() {
    for (_, part, samples) in families() {
        for facts in samples {
            let wording = words::of(&diagnostic(part, facts));
            for text in [Some(wording.title), wording.headline, wording.fix].into_iter().flatten() {
                assert!(!text.is_empty() && !text.ends_with(['.', ' ', ':']), "{text:?}");
                let first = text.split(' ').next().unwrap_or_default();
                let lower = !first.chars().next().is_some_and(char::is_uppercase);
                // An abbreviation or a name keeps its capitals.
                assert!(
                    lower || first.chars().filter(|c| c.is_uppercase()).count() > 1,
                    "{text:?} begins like a sentence"
                );
                assert!(text.matches('`').count().is_multiple_of(2), "{text:?} has a quote that is not closed");
                for wrong in ["  ", " 1 bytes", " 1 characters", " 1 keys", "``", " ,"] {
                    assert!(!text.contains(wrong), "{text:?} holds {wrong:?}");
                }
            }
        }
    }
}

#[test]
fn counts_agree_with_their_nouns() {
    use jwt_debugger::base::diagnostic::{Format, Json, Paste, Trailing};
    let check = |facts: Facts, words: &str| {
        let title = words::title(&diagnostic(None, facts));
        assert!(title.contains(words), "{title:?} does not say {words:?}");
    };
    let trailing =
        |bytes| Facts::Json { fault: Json::TrailingText { kind: Trailing::Other, bytes }, more_follow: false };
    check(trailing(1), "(1 byte)");
    check(trailing(2), "(2 bytes)");
    let missing = |closers: &str| Json::Truncated { closers: closers.into(), more: 0 };
    check(Facts::Json { fault: missing("}"), more_follow: false }, "`}` is missing");
    check(Facts::Json { fault: missing("]}"), more_follow: false }, "`]` and `}` are missing");
    check(Facts::Paste(Paste::LineBreaks(1)), "1 line break inside the token was removed");
    check(Facts::Paste(Paste::LineBreaks(2)), "2 line breaks inside the token were removed");
    check(Facts::Format(Format::JweCutOff(1)), "there is only 1");
    check(Facts::Format(Format::JweCutOff(3)), "there are only 3");
}
