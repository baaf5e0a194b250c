//! The example tokens of the RFCs with the keys the RFCs give, and RSA keys of unusual sizes: each verifies, and with one character changed it does not.

use jwt_debugger::key::{Encoding, Key, detect};
use jwt_debugger::token::{Token, parse};
use jwt_debugger::verify::{Verdict, verify};
use serde_json::Value;

const FILES: [&str; 4] = [
    include_str!("vectors/rfc7515.json"),
    include_str!("vectors/rfc7520.json"),
    include_str!("vectors/rfc7797.json"),
    include_str!("vectors/unusual-rsa.json"),
];

struct Vector {
    source: String,
    alg: String,
    key: Option<Key>,
    token: String,
}

fn vectors() -> Vec<Vector> {
    let text = |value: &Value| value.as_str().expect("a string").to_string();
    let read = |row: &Value| Vector {
        source: text(&row["source"]),
        alg: text(&row["alg"]),
        key: match &row["key"] {
            Value::Null => None,
            jwk => Some(detect(&jwk.to_string(), Encoding::Utf8).expect("a key").expect("a good key")),
        },
        token: text(&row["token"]),
    };
    let files = FILES.map(|file| serde_json::from_str::<Value>(file).expect("JSON"));
    files.iter().flat_map(|file| file["tokens"].as_array().expect("an array")).map(read).collect()
}

fn token(text: &str) -> Token {
    parse(text).token.expect("a token")
}

#[test]
fn each_example_has_the_verdict_that_its_source_gives_it() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 17);
    for Vector { source, alg, key, token: text } in &vectors {
        match (verify(&token(text), key.as_ref(), None), alg.as_str()) {
            (Verdict::Unsecured, "none") => {}
            (Verdict::Valid(evidence), alg) => assert_eq!(evidence.algorithm.name, alg, "{source}"),
            (verdict, _) => panic!("{source}: {verdict:?}"),
        }
    }
}

#[test]
fn one_changed_character_anywhere_is_never_valid() {
    // Some forty places and the last ones, fewer where one check takes long, so that the test stays quick.
    for Vector { source, key, token: text, .. } in vectors() {
        let step = text.len() / if text.len() > 2000 { 6 } else { 40 };
        for at in (0..text.len()).filter(|at| at % step == 3 || at + 3 > text.len()) {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("ASCII");
            if let Some(token) = parse(&changed).token {
                let verdict = verify(&token, key.as_ref(), None);
                assert!(
                    !matches!(verdict, Verdict::Valid(_) | Verdict::SelfAttested(_)),
                    "{source}, byte {at}: {verdict:?}"
                );
            }
        }
    }
}

#[test]
fn the_unsecured_example_is_never_valid_whatever_the_key() {
    let vectors = vectors();
    let unsecured = vectors.iter().find(|vector| vector.alg == "none").expect("one");
    for vector in &vectors {
        assert!(
            matches!(verify(&token(&unsecured.token), vector.key.as_ref(), None), Verdict::Unsecured),
            "{}",
            vector.source
        );
    }
}
