//! Why a signature does not hold, of tokens to which one thing or two were done.

use jwt_debugger::explain::Asked;
use jwt_debugger::key::{Encoding, Options, read};
use jwt_debugger::token::parse;
use jwt_debugger::verify::{Verdict, VerificationKey, check};
use jwt_debugger::words;
use serde_json::Value;
use std::time::Instant;

/// The verdict at the end of the search, and the work that went into it.
fn searched(token: &str, key: &str, encoding: Encoding) -> (Verdict, u32) {
    let token = parse(token).token.expect("a token");
    let options = Options { encoding, raw: &[], unlocked: None };
    let read = read(key, &options);
    let given = VerificationKey::of(read.as_ref());
    let judgement = check(&token, given, None, None);
    let asked = Asked { token: &token, given, expected: None, judgement: &judgement };
    let (verdict, mut search) = asked.at_once();
    if !search.goes_on() {
        return (verdict, search.spent());
    }
    loop {
        if let Some(verdict) = asked.further(&mut search, 20_000) {
            let again = asked.conclude(search.end());
            assert_eq!(again.reasons(), verdict.reasons(), "{}", token.text);
            return (verdict, search.spent());
        }
    }
}

#[test]
fn every_case_that_people_had_is_explained() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("explain/why.json")).expect("JSON");
    let mut wrong = vec![];
    for case in &cases {
        let text = |name: &str| case[name].as_str().unwrap_or_default();
        let begun = Instant::now();
        let (verdict, work) = searched(text("token"), text("key"), Encoding::Utf8);
        let first = verdict.reasons().first();
        println!("{:24} {:>7} {:>7.1?} {} | {}", text("id"), work, begun.elapsed(), first.map_or("-", |f| f.code().name()), first.map_or(String::new(), words::title));
        if first.map_or("", |first| first.code().name()) != text("code") {
            wrong.push(text("id"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}
