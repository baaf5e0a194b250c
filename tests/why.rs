//! Why a signature does not hold, of tokens to which one thing or two were done.

#[path = "why/made.rs"]
mod made;

use jwt_debugger::base::diagnostic::{Code, Remedy};
use jwt_debugger::engine::jwa::find;
use jwt_debugger::engine::verify::{Verdict, VerificationKey, check};
use jwt_debugger::explain::Asked;
use jwt_debugger::jose::parse;
use jwt_debugger::key::{Encoding, Format, Needed, Options, read};
use jwt_debugger::words;
use made::{Making, Random, Row, apply, keys};
use serde_json::Value;
use std::time::Instant;

/// How many tokens are made to which two things were done: so many in a minute. `PAIRS=2000` makes more of them.
const PAIRS: usize = 200;

/// The verdict at the end of the search, and the work that went into it.
fn searched(token: &str, key: &str, encoding: Encoding) -> (Verdict, u32) {
    let token = parse(token).token.expect("a token");
    let options = Options { encoding, needed: Needed::Anything, unlocked: None };
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
        println!(
            "{:24} {:>7} {:>7.1?} {} | {}",
            text("id"),
            work,
            begun.elapsed(),
            first.map_or("-", |f| f.code().name()),
            first.map_or(String::new(), words::title)
        );
        if first.map_or("", |first| first.code().name()) != text("code") {
            wrong.push(text("id"));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// What says no more than what was excluded.
const HONEST: [Code; 6] = [
    Code::KeyOrContent,
    Code::OtherKey,
    Code::ContentChanged,
    Code::SignatureLength,
    Code::SignatureRange,
    Code::NotCanonical,
];

/// What was found of tokens to which these things were done.
#[derive(Default)]
struct Shares {
    made: usize,
    named: usize,
    open: usize,
    wrong: Vec<String>,
    unnamed: Vec<String>,
}

const ALGORITHMS: [&str; 12] =
    ["HS256", "HS384", "HS512", "RS256", "RS512", "PS256", "ES256", "ES384", "ES256K", "EdDSA", "Ed25519", "ML-DSA-44"];

impl Shares {
    /// Makes a token to which these things are done, and compares what is said of it with what was done.
    fn take(&mut self, alg: &'static str, rows: &[&Row], random: &mut Random) {
        let (private, public) = keys(alg);
        let mut making = Making::new(alg, &public, random);
        if rows.iter().any(|row| apply(row, &mut making, random).is_none()) {
            return;
        }
        let Some((token, key)) = making.finish(private.as_ref(), random) else { return };
        let (verdict, _) = searched(&token, &key, Encoding::Utf8);
        self.made += 1;
        let names = rows.iter().map(|row| row.name).collect::<Vec<_>>().join(" + ");
        let Some(first) = verdict.reasons().first() else {
            return self.wrong.push(format!("{alg}: {names}: {verdict:?}"));
        };
        if rows.iter().any(|row| row.codes.contains(&first.code())) {
            self.named += 1;
        } else if HONEST.contains(&first.code()) {
            self.open += 1;
            self.unnamed.push(format!("{alg}: {names}: [{}]", first.code().name()));
        } else {
            self.wrong.push(format!("{alg}: {names}: [{}] {}", first.code().name(), words::title(first)));
        }
    }

    fn say(&self, what: &str) -> f64 {
        let share = self.named as f64 / self.made as f64;
        println!(
            "{what}: {} of {} named ({:.1} %), {} left open, {} false",
            self.named,
            self.made,
            share * 100.0,
            self.open,
            self.wrong.len()
        );
        self.unnamed.iter().for_each(|line| println!("  open  {line}"));
        self.wrong.iter().for_each(|line| println!("  false {line}"));
        share
    }
}

#[test]
fn one_thing_that_was_done_is_named_and_nothing_false_is_said() {
    let (mut shares, mut random) = (Shares::default(), Random(1));
    for alg in ALGORITHMS {
        for row in made::ROWS.iter().filter(|row| (row.of)(find(alg).expect("a row"))) {
            shares.take(alg, &[row], &mut random);
        }
    }
    let share = shares.say("singles");
    assert!(shares.wrong.is_empty() && share >= 0.95 && shares.made > 400);
}

#[test]
fn two_things_that_were_done_are_named_and_nothing_false_is_said() {
    let (mut shares, mut random) = (Shares::default(), Random(2));
    let pairs = std::env::var("PAIRS").ok().and_then(|number| number.parse().ok()).unwrap_or(PAIRS);
    while shares.made < pairs {
        // Half of them with an HMAC, as most of the rows are about one.
        let alg = if random.below(2) == 0 { ALGORITHMS[random.below(3)] } else { ALGORITHMS[3 + random.below(9)] };
        let fit: Vec<&Row> = made::ROWS.iter().filter(|row| (row.of)(find(alg).expect("a row"))).collect();
        let [one, two] = [fit[random.below(fit.len())], fit[random.below(fit.len())]];
        if one.stage != two.stage {
            let mut pair = [one, two];
            pair.sort_by_key(|row| row.stage as u8);
            shares.take(alg, &pair, &mut random);
        }
    }
    let share = shares.say("pairs");
    assert!(shares.wrong.is_empty() && share >= 0.8);
}

#[test]
fn damage_to_a_deterministic_signature_is_proved_by_the_private_key_alone() {
    for alg in ["EdDSA", "Ed25519"] {
        let (private, public) = keys(alg);
        let private = private.expect("a key pair");
        let mut random = Random(4);
        let making = Making::new(alg, &public, &mut random);
        let (token, _) = making.finish(Some(&private), &mut random).expect("a token");
        let (front, signature) = token.rsplit_once('.').expect("a signature");
        let other = if signature.as_bytes()[20] == b'A' { "B" } else { "A" };
        let damaged = [
            (format!("{}{other}{}", &signature[..20], &signature[21..]), Code::SignatureDamaged),
            (signature.to_lowercase(), Code::SignatureCase),
            (signature[..60].into(), Code::SignatureTruncated),
        ];
        for (text, code) in damaged {
            let said = |key: &str| {
                let (verdict, _) = searched(&format!("{front}.{text}"), key, Encoding::Utf8);
                verdict.reasons().first().map(|first| (first.code(), first.remedy.clone()))
            };
            let jwk = private.write(Format::JwkPrivate).expect("a JWK");
            assert_eq!(said(&jwk), Some((code, Some(Remedy::Token(token.clone())))), "{alg} {text}");
            assert!(said(&public).is_some_and(|(code, remedy)| HONEST.contains(&code) && remedy.is_none()), "{alg}");
        }
    }
}

/// Whatever is in the key field, and whatever was done: a signature that has nothing to do with it is not explained by it.
#[test]
fn what_has_nothing_to_do_with_the_key_is_not_explained_by_it() {
    let mut random = Random(3);
    let secrets = made::ROWS.iter().filter(|row| row.name.starts_with("given")).map(|row| ("HS256", Some(row)));
    let mut seen = 0;
    for (alg, row) in secrets.chain(ALGORITHMS.map(|alg| (alg, None))) {
        let (private, public) = keys(alg);
        let mut making = Making::new(alg, &public, &mut random);
        assert!(row.is_none_or(|row| apply(row, &mut making, &mut random).is_some()));
        let (token, key) = making.finish(private.as_ref(), &mut random).expect("a token");
        let (front, signature) = token.rsplit_once('.').expect("a signature");
        let other = made::noise(signature, &mut random);
        let (verdict, _) = searched(&format!("{front}.{other}"), &key, Encoding::Utf8);
        let first = verdict.reasons().first().expect("a reason");
        assert!(HONEST.contains(&first.code()) && first.remedy.is_none(), "{alg}: {verdict:?}");
        seen += 1;
    }
    assert!(seen > 25);
}
