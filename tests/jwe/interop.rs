//! Tokens of another implementation open here (tests/vectors/jwe-made.mjs makes them), and tests/e2e/jwe.spec.mjs lets it open
//! those that are made here: tests/vectors/jwe-ours.json, which this test holds against what the library makes now.

use crate::{Key, Numbers, combinations, compact, key, suitable, told};
use jwt_debugger::engine::jwe::{self, Draft, To};
use serde_json::Value;
use std::fs;
use std::path::Path;

const PLAINTEXT: &str = r#"{"iss":"https://id.example.org"}"#;

/// The key of a row: a JWK, the name of one in tests/keys, or a password.
fn held(value: &Value) -> Key {
    match value.as_str() {
        None => key(&value.to_string()),
        Some("rsa2048") => key(include_str!("../keys/rsa2048-private.jwk.json")),
        Some("p256") => key(include_str!("../keys/p256-private.jwk.json")),
        Some("p384") => key(include_str!("../keys/p384-private.jwk.json")),
        Some("p521") => key(include_str!("../keys/p521-private.jwk.json")),
        Some(password) => key(password),
    }
}

#[test]
fn tokens_of_jose_open_with_each_algorithm() {
    let file: Value = serde_json::from_str(include_str!("../vectors/jwe-made.json")).expect("JSON");
    let rows = file["tokens"].as_array().expect("an array");
    let mut seen: Vec<(String, String)> = vec![];
    for row in rows {
        let text = |name: &str| row[name].as_str().expect("a string").to_owned();
        let opened = told(&text("token"), &held(&row["key"]));
        assert_eq!(opened, Ok(PLAINTEXT.as_bytes().to_vec()), "{} {}", text("alg"), text("enc"));
        seen.push((text("alg"), text("enc")));
    }
    for (algorithm, encryption, _) in combinations() {
        let pair = (algorithm.name.to_owned(), encryption.name.to_owned());
        // `jose` has no RSA1_5; Node made one token.
        assert!(algorithm.name == "RSA1_5" || seen.contains(&pair), "{pair:?} is missing");
    }
    assert!(seen.contains(&("RSA1_5".into(), "A256GCM".into())));
}

#[test]
fn tokens_for_jose_are_those_that_are_made_now() {
    let mut lines = vec![];
    for (algorithm, encryption, curve) in combinations() {
        let key = suitable(algorithm, encryption, curve);
        let header = format!(r#"{{"alg":"{}","enc":"{}","p2c":1000}}"#, algorithm.name, encryption.name);
        let header = if algorithm.name.starts_with("PBES2") { header } else { header.replace(",\"p2c\":1000", "") };
        let token = compact(&header, PLAINTEXT.as_bytes(), &key);
        lines.push(format!(
            r#"{{"alg":"{}","enc":"{}","curve":"{curve}","token":"{token}"}}"#,
            algorithm.name, encryption.name
        ));
    }
    kept("jwe-ours.json", &lines);
}

/// The lines are those of a file in tests/vectors.
fn kept(name: &str, lines: &[String]) {
    let made = format!("[\n{}\n]\n", lines.join(",\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &made).expect("it can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(made == kept, "tests/vectors/{name} is out of date: renew it with `UPDATE=1 cargo test --test jwe`");
}

#[test]
fn tokens_in_json_for_jose_are_those_that_are_made_now() {
    let row = |name: &str| jwe::find(name).expect("a row");
    let names = ["RSA-OAEP-256", "A192KW", "ECDH-ES+A256KW", "A256GCMKW", "PBES2-HS256+A128KW"];
    let mut lines = vec![];
    for encryption in jwe::ENCRYPTIONS {
        let keys = names.map(|name| suitable(row(name), encryption, "P-384"));
        let headers = names.map(|name| match name {
            "PBES2-HS256+A128KW" => format!(r#"{{"alg":"{name}","p2c":1000}}"#),
            _ => format!(r#"{{"alg":"{name}"}}"#),
        });
        let protected = format!(r#"{{"enc":"{}","zip":"DEF"}}"#, encryption.name);
        let seal = |recipients: Vec<To>| {
            let draft = Draft {
                protected: &protected,
                unprotected: Some(r#"{"jku":"https://server.example.com/keys.jwks"}"#),
                recipients,
                aad: Some(b"more"),
                plaintext: PLAINTEXT.as_bytes(),
            };
            jwe::encrypt(&draft, &mut Numbers::new(1)).expect("an encrypted token")
        };
        let to = |index: usize| To { header: Some(headers[index].as_str()), key: &keys[index] };
        lines.push(seal((0..names.len()).map(to).collect()).general());
        lines.extend((0..names.len()).map(|index| seal(vec![to(index)]).flattened().expect("one recipient")));
    }
    kept("jwe-ours-json.json", &lines);
}
