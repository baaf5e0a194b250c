//! Tokens whose signature is wrong in exactly one way: the first reason is that one, and no token has a reason it should not.

use jwt_debugger::explain::Explanation;
use jwt_debugger::key::{Curve, EdCurve, Encoding, Key, Material, MlDsa, Pair, Secret, Source, detect};
use jwt_debugger::token::parse;
use jwt_debugger::verify::{Verdict, verify};
use serde_json::Value;
use std::collections::BTreeSet;

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().expect("a string")
}

fn rows() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("vectors/wrong.json")).expect("JSON");
    file["tokens"].as_array().expect("an array").clone()
}

/// The public key of the pair whose private part is nothing but this byte.
fn pair(pair: Pair, byte: u8) -> Key {
    let private = pair.of(&vec![byte; pair.private_bytes()]).expect("a key pair");
    detect(&private.public_jwk().expect("a JWK"), Encoding::Utf8).expect("a key").expect("a good key")
}

/// Kinds of key by the names that the rows give them.
const PAIRS: [(&str, Pair); 4] = [
    ("secp256k1", Pair::Ec(Curve::Secp256k1)),
    ("ed25519", Pair::Okp(EdCurve::Ed25519)),
    ("ed448", Pair::Okp(EdCurve::Ed448)),
    ("ml-dsa-44", Pair::Akp(MlDsa::MlDsa44)),
];

/// The key that a row names: a public key, or the text of a secret.
fn key(row: &Value) -> Key {
    if let Some((_, kind)) = PAIRS.into_iter().find(|(name, _)| *name == text(row, "key")) {
        return pair(kind, 7);
    }
    let (name, encoding) = match text(row, "encoding") {
        "base64url" => (text(row, "key"), Encoding::Base64url),
        "base64" => (text(row, "key"), Encoding::Base64),
        "hex" => (text(row, "key"), Encoding::Hex),
        _ => (text(row, "key"), Encoding::Utf8),
    };
    let text = match name {
        "rsa" => include_str!("../src/samples/rsa.pub.pem"),
        "p256" => include_str!("../src/samples/p256.pub.pem"),
        "p384" => include_str!("../src/samples/p384.pub.pem"),
        "p521" => include_str!("../src/samples/p521.pub.pem"),
        secret => secret,
    };
    detect(text, encoding).expect("a key").expect("a good key")
}

fn reasons(row: &Value, key: &Key) -> Vec<Explanation> {
    let token = parse(text(row, "token")).token.expect("a token");
    match verify(&token, Some(key), None) {
        Verdict::Invalid(reasons) => reasons,
        verdict => panic!("{row}: {verdict:?}"),
    }
}

#[test]
fn each_wrong_token_is_explained_by_what_is_wrong_with_it() {
    let mut wrong = vec![];
    for row in rows() {
        let reasons = reasons(&row, &key(&row));
        let [only] = reasons.as_slice() else { panic!("{row}: {reasons:?}") };
        if only.reason != text(&row, "reason") || !only.message.contains(text(&row, "words")) {
            wrong.push(format!("expected {} ({}), got {only:#?}", text(&row, "reason"), text(&row, "words")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reason_is_a_sentence_for_people() {
    for row in rows() {
        for Explanation { message, fix, spec, .. } in reasons(&row, &key(&row)) {
            let first = message.chars().next().expect("a message");
            assert!(!first.is_uppercase() && !message.ends_with('.') && spec.is_some(), "{message}");
            assert!(fix.is_some_and(|fix| !fix.ends_with('.')), "{message}");
        }
    }
}

#[test]
fn no_reason_says_the_secret() {
    for row in rows().iter().filter(|row| matches!(key(row).material, Material::Secret(_))) {
        let said = format!("{:?}", reasons(row, &key(row)));
        assert!(!said.contains(text(row, "key").trim()), "{said}");
    }
}

#[test]
fn with_an_unrelated_key_nothing_is_said_of_this_one() {
    // What follows from the signature alone may be said whatever the key; all else would be a false explanation.
    let of_the_signature: BTreeSet<&str> =
        ["key-or-content", "other-key", "signature-length", "signature-zero", "signature-range"].into();
    let others = [
        include_str!("vectors/other-rsa2048.pub.pem"),
        include_str!("vectors/other-rsa3072.pub.pem"),
        include_str!("vectors/other-p256.pub.pem"),
        include_str!("vectors/other-p384.pub.pem"),
        include_str!("vectors/other-p521.pub.pem"),
    ];
    let mut keys: Vec<Key> =
        others.iter().map(|pem| detect(pem, Encoding::Utf8).expect("a key").expect("a good key")).collect();
    keys.extend(PAIRS.map(|(_, kind)| pair(kind, 8)));
    keys.push(Key::new(Material::Secret(Secret(b"0f1e2d3c4b5a".to_vec())), Source::Text(Encoding::Utf8), vec![]));
    let mut tried = 0;
    for row in rows() {
        // These were signed with one of the keys above, or need none.
        if ["key-or-content", "other-key", "signature-length", "secret-empty"].contains(&text(&row, "reason")) {
            continue;
        }
        let token = parse(text(&row, "token")).token.expect("a token");
        for key in &keys {
            if let Verdict::Invalid(reasons) = verify(&token, Some(key), None) {
                tried += 1;
                assert!(reasons.iter().all(|reason| of_the_signature.contains(reason.reason)), "{row}: {reasons:?}");
            }
        }
    }
    assert!(tried > 60, "only {tried} pairs of token and key were tried");
}
