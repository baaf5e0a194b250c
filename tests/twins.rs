//! Each broken twin held against the verdict of this program, and what it says of it as a snapshot to be read
//! (`UPDATE=1 cargo test --locked --test twins` writes it).

#[path = "common/counter.rs"]
mod counter;

use counter::Counter;
use jwt_debugger::engine::jwa::{self, ALGORITHMS};
use jwt_debugger::key::{Encoding, Key, detect};
use jwt_debugger::session::samples;
use jwt_debugger::session::twins::base::{Expect, SuiteContext, Unfit};
use jwt_debugger::session::twins::export::Verifying;
use jwt_debugger::session::twins::judged::{Ruling, judge};
use jwt_debugger::session::twins::{Maker, Outcome, Suite, export};
use std::collections::BTreeSet;
use std::fmt::Write;

const NOW: i64 = 1_795_306_980;

fn key(algorithm: &str) -> Key {
    let text = samples::signing_key(jwa::find(algorithm).expect("a row")).expect("a key");
    detect(&text, Encoding::Utf8).expect("a key").expect("a good one")
}

fn expect(algorithm: &str) -> Expect {
    Expect {
        algorithm: jwa::find(algorithm).expect("a row"),
        issuer: "https://id.example.org".into(),
        audience: "https://api.example.org".into(),
        token_type: Some("at+jwt".into()),
        leeway: 30,
    }
}

fn maker(algorithm: &str, payload: &str, key: &Key) -> Result<Maker, Unfit> {
    let expect = expect(algorithm);
    Maker::new(SuiteContext { payload, kid: Some("key \"1\"".into()), expect, key, now: NOW, rng: &mut Counter(1) })
}

fn suite(algorithm: &str) -> Suite {
    let payload = r#"{"sub":"alice","iat":1795306000,"exp":1795306001,"scope":"read \u0022all\u0022"}"#;
    let mut maker = maker(algorithm, payload, &key(algorithm)).expect("a maker");
    let mut rng = Counter(7);
    while maker.step(&mut rng) {}
    let (done, all) = maker.progress();
    assert_eq!(done, all);
    maker.into_suite()
}

#[test]
fn this_program_refuses_and_accepts_each_twin_of_each_algorithm_as_its_row_says() {
    let mut said = String::new();
    for row in ALGORITHMS {
        let (suite, key) = (suite(row.name), key(row.name));
        let mut tokens = BTreeSet::new();
        for twin in &suite.twins {
            let ruling = judge(&twin.token, &suite.expect, &key, NOW);
            let id = twin.row.id;
            match twin.row.outcome {
                Outcome::Accept => assert_eq!(ruling, Ruling::Accepted, "{} {id} {}", row.name, twin.token),
                Outcome::Refuse => assert_ne!(ruling, Ruling::Accepted, "{} {id} {}", row.name, twin.token),
                Outcome::Either(_) => {}
            }
            assert!(tokens.insert(&twin.token), "{} {id} is a token twice", row.name);
            if ["HS256", "RS256", "ES256", "Ed25519"].contains(&row.name) {
                let codes = match ruling {
                    Ruling::Accepted => "accepted".into(),
                    Ruling::Refused(codes) => codes.join(" "),
                };
                writeln!(said, "{} {id} ({}): {codes}", row.name, twin.row.outcome.name()).expect("memory");
            }
        }
        assert!(suite.twins.len() >= 60, "{}: {} twins", row.name, suite.twins.len());
        for left in &suite.left_out {
            assert!(left.why.ends_with('.'), "{} {}", row.name, left.row.id);
            writeln!(said, "{} {}: left out. {}", row.name, left.row.id, left.why).expect("memory");
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/twins.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &said).expect("it can be written");
    }
    assert_eq!(said, std::fs::read_to_string(path).unwrap_or_default(), "run with UPDATE=1 and read the difference");
}

#[test]
fn a_twin_that_has_to_be_refused_holds_no_second_fault_by_the_clock() {
    // Whatever a twin breaks, it is in time, unless the time is what it breaks: else it would be refused for the wrong reason.
    let of_times = ["expired", "exp-zero", "exp-negative"];
    let (suite, key) = (suite("ES256"), key("ES256"));
    for twin in &suite.twins {
        let Ruling::Refused(codes) = judge(&twin.token, &suite.expect, &key, NOW) else { continue };
        assert_eq!(codes.contains(&"expired"), of_times.contains(&twin.row.id), "{}: {codes:?}", twin.row.id);
    }
}

#[test]
fn what_cannot_be_made_says_why() {
    let unfit = |algorithm: &str, payload: &str, key: &Key| maker(algorithm, payload, key).err();
    let secret = key("HS256");
    assert_eq!(unfit("HS256", "{}", &secret), None);
    assert_eq!(unfit("HS256", "[]", &secret), Some(Unfit::Payload));
    assert_eq!(unfit("RS256", "{}", &secret), Some(Unfit::Key));
    let public = key("ES256").public_jwk().expect("a JWK");
    let public = detect(&public, Encoding::Utf8).expect("a key").expect("a good one");
    assert_eq!(unfit("ES256", "{}", &public), Some(Unfit::PublicKey));
    let Some(Unfit::Refused(codes)) = unfit("HS256", r#"{"sub":7}"#, &secret) else { panic!("it is refused") };
    assert_eq!(codes, ["claim-not-text"]);
}

#[test]
fn the_file_holds_no_secret_and_no_private_key() {
    for algorithm in ["HS256", "RS256", "ES256", "Ed25519"] {
        let (suite, signing) = (suite(algorithm), key(algorithm));
        let json = export::json(&suite, &Verifying::of(&signing, Encoding::Utf8));
        let file: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(file["twins"].as_array().map(Vec::len), Some(suite.twins.len()));
        assert_eq!(file["version"], 1);
        let text = samples::signing_key(suite.expect.algorithm).expect("a key");
        match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(jwk) => {
                let d = jwk["d"].as_str().expect("a private member");
                assert!(!json.contains(d) && json.contains("BEGIN PUBLIC KEY"), "{algorithm}");
                assert!(!json.contains("PRIVATE"), "{algorithm}");
            }
            Err(_) => assert!(!json.contains(&text) && json.contains("JWT_SECRET"), "{algorithm}"),
        }
        assert!(!format!("{suite:?}").contains("eyJ"), "tokens do not print");
    }
}

#[test]
fn each_member_of_the_file_is_described() {
    let page = include_str!("../docs/twins.md");
    for algorithm in ["HS256", "ES256"] {
        let json = export::json(&suite(algorithm), &Verifying::of(&key(algorithm), Encoding::Utf8));
        let file: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let objects = [&file, &file["expect"], &file["key"], &file["twins"][0], &file["leftOut"][0]];
        for name in objects.iter().flat_map(|object| object.as_object().expect("an object").keys()) {
            assert!(page.contains(&format!("`{name}`")), "{name}");
        }
    }
}
