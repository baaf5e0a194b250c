use super::*;
use crate::claims::policy::Policy;
use crate::content::fill::FillContext;
use crate::engine::jwa::tests::Counter;
use crate::format::json;
use crate::jose;
use crate::key::{Encoding, Options, ParsedKey, read};
use crate::session::samples;
use crate::session::twins;
use crate::session::twins::Maker;

/// A library whose code is one line and a sign that nothing of a token may become.
fn snippet() -> Snippet {
    let text = concat!(
        r##"{"language":"L","library":"l","algorithms":[["ES256","ES256"]],"escape":"u{}","comment":"#","##,
        r##""secret":{"utf8":"t","base64":"b","base64url":"u","hex":"h"},"runs":true,"source":["d","https://a.example"],"##,
        r##""verify":"package token\n\nverify «iss»","sign":""}"##
    );
    Snippet::of(&json::read(text).node.expect("JSON")).expect("a snippet")
}

fn files(payload: &str) -> Vec<String> {
    let algorithm = crate::engine::jwa::find("ES256").expect("a row");
    let text = samples::signing_key(algorithm).expect("a key");
    let key = read(&text, &Options::default()).expect("a key").expect("a good one");
    let token = samples::sample(algorithm, 1000, &mut Counter(1)).expect("a sample").token;
    let parsed = jose::parse(token);
    let policy = Policy { issuer: "https://i.example/\"\n".into(), ..Policy::default() };
    let given = FillContext {
        parsed: &parsed,
        key: Some(&key),
        choice: None,
        encoding: Encoding::Utf8,
        expected: None,
        policy: &policy,
    };
    let fill = Fill::of(given).expect("it can be filled");
    let ParsedKey::One(key) = &key else { panic!("one key") };
    let given =
        twins::base::SuiteContext { payload, kid: None, expect: fill.expect(), key, now: 1000, rng: &mut Counter(2) };
    let mut maker = Maker::new(given).expect("a maker");
    while maker.step(&mut Counter(3)) {}
    let suite = maker.into_suite();
    RUNNERS.iter().map(|runner| runner.file(&suite, &snippet(), &fill).expect("it has the algorithm")).collect()
}

#[test]
fn a_file_has_the_verifier_and_each_twin_once() {
    for (runner, file) in RUNNERS.iter().zip(files("{}")) {
        assert!(file.starts_with("# Tests for a verifier"), "{}", runner.name);
        assert_eq!(file.matches("verify \"https://i.example/\\u{22}\\u{a}\"").count(), 1, "{}", runner.name);
        assert_eq!(file.matches("\"alg-none\", \"refuse\", \"eyJ").count(), 1, "{}", runner.name);
        assert_eq!(file.matches("\"original\", \"accept\", \"eyJ").count(), 1, "{}", runner.name);
        assert_eq!(file.matches("package token").count(), usize::from(runner.name == "Go"), "{}", runner.name);
    }
}

#[test]
fn a_token_is_a_literal_and_nothing_else_whatever_it_holds() {
    // A token in JSON has quotes, one has a line break, and the claims may hold anything.
    let hostile = r#"{"sub":"\"; exit(); //\n#"}"#;
    for (file, runner) in files(hostile).into_iter().zip(&RUNNERS) {
        let [open, close] = runner.row;
        let rows: Vec<_> =
            file.lines().filter(|line| line.starts_with(open) && line.ends_with(close.trim_end())).collect();
        assert!(rows.len() >= 60, "{}", runner.name);
        for row in rows {
            assert_eq!(row.matches('"').count(), 6, "{row}");
        }
    }
}
