//! Tokens and keys as people report them in public trackers, rebuilt with keys of our own: what is said of each, by its codes.
//!
//! `cases/reports.json` and `cases/trackers.json` hold what the person had (`token`, `key`), what is right in words, and what the
//! verdict (`state`), the problems, the fault of the key, the reasons and the claims as of `now` have to hold (`has`) and not hold
//! (`lacks`). `cases/neighbours.json` holds others of the same kinds, made by Python's own cryptography (`cases/neighbours.py`).

#[path = "common/searched.rs"]
mod searched;

use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::claims::evaluate_token;
use jwt_debugger::engine::verify::{Verdict, VerificationKey};
use jwt_debugger::extract;
use jwt_debugger::jose::envelope::Envelope;
use jwt_debugger::key::{self, Options};
use jwt_debugger::session::needed;
use searched::searched;
use serde_json::Value;

/// What there is to say of a token and a key, and of its times where there is a clock: the verdict, and every code.
fn said(pasted: &str, key: &str, now: Option<i64>) -> (String, Vec<String>) {
    let found = extract::find(pasted).into_iter().next().expect("a text");
    let parsed = Envelope::read(&found.text, &[]).view(0);
    let token = parsed.token.as_ref().expect("a text");
    let options = Options { needed: needed(token), ..Options::default() };
    let key = key::read(key, &options);
    let verdict = searched(token, VerificationKey::of(key.as_ref()));
    let first = verdict.reasons().first().map_or("", |reason| reason.code().name());
    let state = match &verdict {
        Verdict::NoKey { algorithm } => format!("no-key {}", algorithm.name),
        Verdict::Unsecured => "unsecured".into(),
        Verdict::Valid(evidence) => format!("valid {}", evidence.algorithm.name),
        Verdict::SelfAttested(evidence) | Verdict::Linked(evidence) => {
            format!("self-attested {}", evidence.algorithm.name)
        }
        Verdict::Invalid(_) => format!("invalid {first}"),
        Verdict::KeyMismatch(_) => format!("key-mismatch {first}"),
        Verdict::Unsupported(_) => format!("unsupported {first}"),
    };
    let name = |problem: &Diagnostic| problem.code().name().to_owned();
    let mut codes: Vec<String> = found.problems.iter().chain(&parsed.problems).map(name).collect();
    codes.extend(key.iter().filter_map(|key| key.as_ref().err()).map(|fault| name(fault)));
    if let Some(Ok(key::ParsedKey::Set(set))) = &key {
        codes.extend(set.members.iter().filter_map(|member| member.key.as_ref().err()).map(|fault| name(fault)));
    }
    codes.extend(verdict.reasons().iter().map(name));
    if let Some(now) = now {
        codes.extend(evaluate_token(&parsed, now, 0).faults.iter().map(name));
    }
    (state, codes)
}

fn texts(case: &Value, name: &str) -> Vec<String> {
    let all = case.get(name).and_then(Value::as_array);
    all.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What is said otherwise than the cases in `json` have it, and how many there are.
fn wrong(json: &str) -> (Vec<String>, usize) {
    let all: Vec<Value> = serde_json::from_str(json).expect("JSON");
    assert!(all.iter().all(|case| case.get("state").is_some()), "each is asserted");
    let mut wrong = vec![];
    for case in &all {
        let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
        let (state, codes) = said(text("token"), text("key"), case.get("now").and_then(Value::as_i64));
        let missing: Vec<String> = texts(case, "has").into_iter().filter(|code| !codes.contains(code)).collect();
        let extra: Vec<String> = texts(case, "lacks").into_iter().filter(|code| codes.contains(code)).collect();
        // What is no token has no verdict worth a name.
        if !["*", &state].contains(&text("state")) || !missing.is_empty() || !extra.is_empty() {
            wrong.push(format!("{}: {state} {codes:?}; lacks {missing:?}, has {extra:?}", text("id")));
        }
    }
    (wrong, all.len())
}

#[test]
fn every_report_gets_its_answer() {
    let (wrong, all) = wrong(include_str!("cases/reports.json"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(all, 24);
}

#[test]
fn every_report_from_other_trackers_gets_its_answer() {
    let (wrong, all) = wrong(include_str!("cases/trackers.json"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(all, 29);
}

#[test]
fn the_neighbours_of_what_people_had_get_theirs() {
    let (wrong, all) = wrong(include_str!("cases/neighbours.json"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(all, 208);
}
