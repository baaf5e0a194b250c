//! Why a signature does not hold, of tokens to which one thing or two were done.

#[path = "why/made.rs"]
mod made;

use jwt_debugger::base::diagnostic::{Code, Remedy};
use jwt_debugger::engine::jwa::find;
use jwt_debugger::engine::verify::{Verdict, VerificationKey, check};
use jwt_debugger::explain::Asked;
use jwt_debugger::extract::find as find_token;
use jwt_debugger::jose::envelope::Envelope;
use jwt_debugger::jose::parse;
use jwt_debugger::key::{Encoding, Format, Material, MlDsa, Needed, Options, Pair, read};
use jwt_debugger::session::needed;
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

/// What is said of a token as it was pasted, with the key as it was typed: what the page does.
fn told(pasted: &str, key: &str) -> (Option<Code>, String) {
    let found = find_token(pasted).into_iter().next().expect("a text");
    let parsed = Envelope::read(&found.text, &[]).view(0);
    let token = parsed.token.as_ref().expect("a token");
    let options = Options { needed: needed(token), ..Options::default() };
    let read = read(key, &options);
    if let Some(Err(fault)) = &read {
        return (Some(fault.code()), words::title(fault));
    }
    let given = VerificationKey::of(read.as_ref());
    let judgement = check(token, given, None, None);
    let asked = Asked { token, given, expected: None, judgement: &judgement };
    let (mut verdict, mut search) = asked.at_once();
    while search.goes_on() {
        if let Some(found) = asked.further(&mut search, 20_000) {
            verdict = found;
        }
    }
    match verdict.reasons().first().filter(|_| !verdict.is_valid()) {
        Some(first) => (Some(first.code()), words::title(first)),
        None => (None, format!("{:?}", verdict.is_valid())),
    }
}

/// Tokens that another program made, each wrong in a way of a kind that people have: named by what was done, or left open.
#[test]
fn the_neighbours_of_what_people_had_are_named() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("why/neighbours.json")).expect("JSON");
    let (mut unnamed, mut wrong) = (vec![], vec![]);
    let mut kinds = std::collections::BTreeMap::<&str, [usize; 2]>::new();
    for case in &cases {
        let text = |name: &str| case[name].as_str().unwrap_or_default();
        let (code, title) = told(text("token"), text("key"));
        let is = |code: Code| case["codes"].as_array().into_iter().flatten().any(|name| name == code.name());
        let named = code.map_or(case["valid"] == true, is);
        let count = kinds.entry(text("kind")).or_default();
        count[1] += 1;
        let line = format!("{:40} [{}] {title}", text("id"), code.map_or("valid", Code::name));
        if named {
            count[0] += 1;
        } else if code.is_some_and(|code| HONEST.contains(&code)) {
            unnamed.push(line);
        } else {
            wrong.push(line);
        }
    }
    for (kind, [named, made]) in &kinds {
        println!("{kind:12} {named:4} of {made:4}");
    }
    unnamed.iter().for_each(|line| println!("open  {line}"));
    wrong.iter().for_each(|line| println!("false {line}"));
    let named: usize = kinds.values().map(|[named, _]| named).sum();
    assert!(wrong.is_empty() && named * 100 >= cases.len() * 97, "{named} of {}", cases.len());
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
        // Two may undo each other: a signer that is given the hash, and makes none, signs as it should.
        if rows.len() > 1 && verdict.is_valid() {
            return;
        }
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

/// How many tokens are made to which something was done that no search tries. `CONTROLS=1000` makes more of them.
const CONTROLS: usize = 40;

#[test]
fn what_no_search_tries_is_left_open_and_nothing_false_is_said() {
    let mut random = Random(5);
    let controls = std::env::var("CONTROLS").ok().and_then(|number| number.parse().ok()).unwrap_or(CONTROLS);
    let (mut made, mut wrong) = (0, vec![]);
    while made < controls {
        let alg = ALGORITHMS[random.below(ALGORITHMS.len())];
        let fit: Vec<&Row> = made::UNTRIED.iter().filter(|row| (row.of)(find(alg).expect("a row"))).collect();
        let row = fit[random.below(fit.len())];
        let (private, public) = keys(alg);
        let mut making = Making::new(alg, &public, &mut random);
        apply(row, &mut making, &mut random).expect("something is done");
        let Some((token, key)) = making.finish(private.as_ref(), &mut random) else { continue };
        // Half of them are checked with a key that has nothing to do with it.
        let other = random.below(2) == 0;
        let key = if other { other_key(alg, &mut random) } else { key };
        let (verdict, _) = searched(&token, &key, Encoding::Utf8);
        let first = verdict.reasons().first().expect("a reason");
        let signature_is_it = matches!(row.stage, made::Stage::Bytes | made::Stage::Signature);
        let is_true = match first.code() {
            Code::ContentChanged => !other && !signature_is_it,
            Code::OtherKey => other || signature_is_it,
            Code::SignatureRange | Code::SignatureLength => signature_is_it || other,
            code => HONEST.contains(&code),
        };
        if !is_true || first.remedy.is_some() {
            wrong.push(format!("{alg}: {} {other}: [{}] {}", row.name, first.code().name(), words::title(first)));
        }
        made += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A key for the algorithm that nobody signed with.
fn other_key(alg: &str, random: &mut Random) -> String {
    match alg {
        "HS256" | "HS384" | "HS512" => format!("another secret, {} in all", random.next()),
        "RS256" | "RS512" | "PS256" => include_str!("../src/session/samples/rsa.pub.pem").into(),
        _ => {
            let (private, _) = keys(ALGORITHMS.into_iter().find(|name| *name == alg).expect("an algorithm"));
            let pair = match private.expect("a key pair").material {
                Material::Ec(key) => Pair::Ec(key.curve),
                Material::Okp(key) => Pair::Okp(key.curve),
                _ => Pair::Akp(MlDsa::MlDsa44),
            };
            let mut number = vec![random.below(100) as u8 + 9; pair.private_bytes()];
            number[0] = 0;
            pair.of(&number).expect("a key").public_jwk().expect("a public key")
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
