//! Each check of the audit documents itself, and its example is no mere claim: it is run.

#[path = "audit/held.rs"]
mod held;
#[path = "audit/making.rs"]
mod making;

use held::{Held, beside};
use jwt_debugger::audit::{Audit, Check, Line, checks, docs, listing};
use jwt_debugger::base::text::Text;
use jwt_debugger::engine::{jwa, sign, verify};
use jwt_debugger::extract;
use jwt_debugger::jose::envelope::Envelope;
use jwt_debugger::jose::{Parsed, header, parse};
use jwt_debugger::key::{self, Key, Options, ParsedKey};
use jwt_debugger::session::samples;
use making::{Counter, NOW, base64url};
use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

/// Checks whose example is too long to print in full, so that it cannot be run: the fixture in `tests/audit/` is their proof.
const SHORTENED: [&str; 4] = ["certificate-time", "content-large", "rsa-weak", "token-size"];
/// What an example does not show.
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;
const PAYLOAD: &str = r#"{"iss":"https://id.example.org","sub":"alice","aud":"https://api.example.org","iat":1795306800,"exp":1795310400}"#;

fn line(lines: &[Line], name: &str) -> Option<&'static str> {
    lines.iter().map(|line| line.parts()).find(|(of, _)| *of == name).map(|(_, text)| text)
}

fn is_shortened(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.parts().1.contains('…'))
}

/// The token of an example as the page reads it, and all tokens of its text.
fn token(lines: &[Line]) -> (Parsed, Vec<Text>) {
    let text = line(lines, "token").map_or_else(|| compact(lines), str::to_owned);
    let beside = beside(&text);
    let found = extract::find(text).remove(0);
    let parsed = Envelope::read(&found.text, &found.problems).view(0);
    (Parsed::clone(&parsed), beside)
}

fn compact(lines: &[Line]) -> String {
    let header_text = line(lines, "header").unwrap_or(HEADER);
    if header_text.contains(r#""enc":"#) {
        return format!("{}.AAAA.AAAA.AAAA.AAAA", base64url(header_text));
    }
    let payload = line(lines, "payload").unwrap_or(PAYLOAD);
    let input = format!("{}.{}", base64url(header_text), base64url(payload));
    if let Some(signature) = line(lines, "signature") {
        return format!("{input}.{signature}");
    }
    let unsigned = parse(format!("{input}.")).token.expect("a token");
    let header::Alg::Named(name) = header::alg(&unsigned) else { return format!("{input}.c2ln") };
    let Some(algorithm) = jwa::find(&name) else { return format!("{input}.c2ln") };
    let sample = key::read(&samples::signing_key(algorithm).expect("a key"), &Options::default());
    let own = key::read(line(lines, "key").unwrap_or_default(), &Options::default());
    let fits = |key: &Key| key.can_sign() && verify::refusal(algorithm, key).is_none();
    let signing = [own, sample].into_iter().flatten().find_map(|held| match held {
        Ok(ParsedKey::One(key)) => Some(key).filter(fits),
        _ => None,
    });
    let key = signing.expect("a key that signs");
    sign::compact(header_text, payload.as_bytes(), algorithm, &key, &mut Counter(0)).expect("a signature")
}

fn audit(lines: &[Line]) -> Audit {
    let key = line(lines, "key").unwrap_or_default();
    let ((parsed, beside), profile) = (token(lines), line(lines, "kind"));
    let expected = line(lines, "expected");
    Held { beside: &beside, key, expected, profile, now: NOW, instant: NOW }.audit(&parsed)
}

fn fires(check: &Check, lines: &[Line]) -> bool {
    audit(lines).findings.iter().any(|finding| finding.check == check)
}

#[test]
fn every_example_fires_its_check() {
    let run = || checks().filter(|check| !is_shortened(check.example));
    let silent: Vec<String> = run()
        .filter(|check| !fires(check, check.example))
        .map(|check| {
            let others: Vec<&str> = audit(check.example).findings.iter().map(|finding| finding.check.id).collect();
            format!("{} is silent on its example, where these are not: {}", check.id, others.join(", "))
        })
        .collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    let shortened: Vec<&str> = checks().filter(|check| is_shortened(check.example)).map(|check| check.id).collect();
    assert_eq!(BTreeSet::from_iter(shortened), BTreeSet::from(SHORTENED));
}

#[test]
fn every_check_is_silent_on_what_to_use_instead() {
    let run: Vec<&Check> = checks().filter(|check| !check.instead.is_empty() && !is_shortened(check.instead)).collect();
    let loud: Vec<&str> = run.iter().filter(|check| fires(check, check.instead)).map(|check| check.id).collect();
    assert!(loud.is_empty(), "these checks fire on what they recommend: {loud:?}");
    assert!(run.len() > 60, "only {} checks say what to use instead", run.len());
}

#[test]
fn every_check_documents_itself() {
    let (mut examples, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for check in checks() {
        let Check { id, title, what, why, fix, .. } = check;
        for (field, text) in [("what", what), ("why", why), ("fix", fix)] {
            let first = text.chars().next().unwrap_or(' ');
            assert!(first.is_uppercase() || first == '`', "{id}: `{field}` begins in small letters: {text}");
            assert!(text.ends_with('.') && !text.ends_with(".."), "{id}: `{field}` does not end as a sentence: {text}");
            assert!(!text.contains("..") && !text.contains("  ") && !text.contains('\n'), "{id}: {text}");
            assert!(text.matches('`').count() % 2 == 0, "{id}: code in `{field}` has no end: {text}");
            assert!(text.len() <= 200, "{id}: `{field}` is long: {text}");
        }
        assert!(!title.is_empty() && !title.ends_with('.'), "{id}: {title}");
        assert!(titles.insert(*title), "{id}: another check has the title {title}");
        assert!(!check.example.is_empty() && examples.insert(listing(check.example)), "{id}: the example of another");
        assert!(check.instead != check.example, "{id}: nothing changes");
        let kebab = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(kebab && !check.sources.is_empty(), "{id}");
        assert!(
            BTreeSet::from_iter(check.sources.iter().map(|spec| spec.to_string())).len() == check.sources.len(),
            "{id}"
        );
    }
}

#[test]
fn the_page_of_the_checks_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let current = docs::document();
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &current).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let written = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let changed = written.lines().zip(current.lines()).position(|(old, new)| old != new);
    assert!(
        written == current,
        "docs/checks.md is not what the checks say (line {}): run `UPDATE=1 cargo test --locked --test rules`",
        changed.map_or(written.lines().count().min(current.lines().count()), |line| line + 1)
    );
    for check in checks() {
        assert!(written.contains(&format!("\n### {}\n", check.id)), "{} has no section", check.id);
    }
}
