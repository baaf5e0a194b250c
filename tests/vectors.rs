//! Published tokens and signatures with their keys, and RSA keys of unusual sizes: each verifies, and with one character
//! changed it does not. No algorithm is without one.

use core::convert::Infallible;
use jwt_debugger::engine::jwa::{ALGORITHMS, Family, find};
use jwt_debugger::engine::sign::compact;
use jwt_debugger::engine::verify::{Verdict, verify};
use jwt_debugger::jose::{Token, parse};
use jwt_debugger::key::{Encoding, Key, detect};
use rand_core::{TryCryptoRng, TryRng};
use serde_json::Value;
use std::collections::BTreeSet;

const FILES: [&str; 9] = [
    include_str!("vectors/rfc7515.json"),
    include_str!("vectors/rfc7520.json"),
    include_str!("vectors/rfc7797.json"),
    include_str!("vectors/rfc8037.json"),
    include_str!("vectors/rfc9449.json"),
    include_str!("vectors/rfc9964.json"),
    include_str!("vectors/es256k.json"),
    include_str!("vectors/health-card.json"),
    include_str!("vectors/unusual-rsa.json"),
];

struct Vector {
    source: String,
    alg: String,
    key: Option<Key>,
    token: String,
}

/// Signing the examples needs no random numbers; whoever asks for one fails the test.
struct Nothing;

impl TryRng for Nothing {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        panic!("a deterministic signature took a random number")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        panic!("a deterministic signature took a random number")
    }
    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> {
        panic!("a deterministic signature took a random number")
    }
}
impl TryCryptoRng for Nothing {}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_string()
}

fn key(jwk: &Value) -> Key {
    detect(&jwk.to_string(), Encoding::Utf8).expect("a key").expect("a good key")
}

fn vectors() -> Vec<Vector> {
    let read = |row: &Value| Vector {
        source: text(&row["source"]),
        alg: text(&row["alg"]),
        key: Some(&row["key"]).filter(|key| !key.is_null()).map(key),
        token: text(&row["token"]),
    };
    let files = FILES.map(|file| serde_json::from_str::<Value>(file).expect("JSON"));
    files.iter().flat_map(|file| file["tokens"].as_array().expect("an array")).map(read).collect()
}

/// A message and its signature, without a token around them.
struct Bare {
    source: String,
    alg: String,
    key: Key,
    message: Vec<u8>,
    signature: Vec<u8>,
}

fn bare() -> Vec<Bare> {
    let bytes = |value: &Value| -> Vec<u8> {
        let pairs = text(value).into_bytes();
        let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).expect("ASCII"), 16).expect("hexadecimal");
        pairs.chunks(2).map(byte).collect()
    };
    let read = |row: &Value| Bare {
        source: text(&row["source"]),
        alg: text(&row["alg"]),
        key: key(&row["key"]),
        message: bytes(&row["message"]),
        signature: bytes(&row["signature"]),
    };
    let file: Value = serde_json::from_str(include_str!("vectors/rfc8032.json")).expect("JSON");
    file["signatures"].as_array().expect("an array").iter().map(read).collect()
}

fn token(text: &str) -> Token {
    parse(text).token.expect("a token")
}

#[test]
fn each_example_has_the_verdict_that_its_source_gives_it() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 25);
    for Vector { source, alg, key, token: text } in &vectors {
        match (verify(&token(text), key.as_ref(), None), alg.as_str()) {
            (Verdict::Unsecured, "none") => {}
            (Verdict::Valid(evidence), alg) => assert_eq!(evidence.algorithm.name, alg, "{source}"),
            (verdict, _) => panic!("{source}: {verdict:?}"),
        }
    }
}

#[test]
fn the_payload_of_a_health_card_is_inflated_and_its_digits_give_it_back() {
    let file: Value = serde_json::from_str(include_str!("vectors/health-card.json")).expect("JSON");
    let jws = text(&file["tokens"][0]["token"]);
    let shown = token(&jws);
    let claims = shown.payload.as_ref().and_then(|payload| payload.json.as_ref()).expect("claims");
    assert_eq!(claims.get("iss").and_then(|iss| iss.as_str()), Some("https://smarthealth.cards/examples/issuer"));
    assert!(jwt_debugger::claims::profile::is_health_card(Some(claims)));
    let problems = parse(&*jws).problems;
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code().name()).collect();
    assert_eq!(codes, ["payload-compressed"]);
    // The specification: subtract 45 from each character's code.
    let digits: String = jws.bytes().map(|byte| format!("{:02}", byte - 45)).collect();
    assert!(digits.starts_with(
        "56762909524320603460292437404460312229595326546034602925407728043360287028647167452228092861333145"
    ));
    let found = jwt_debugger::extract::find(format!("shc:/{digits}"));
    assert_eq!(found.iter().map(|found| found.text.as_str()).collect::<Vec<_>>(), [jws]);
}

/// What is published outside of these files: the sets of Project Wycheproof, in tests/wycheproof.rs.
const SET: &str = "Project Wycheproof";

/// Where each row has a vector that somebody else published. The RFCs give no example of those that have a set alone.
const PUBLISHED: [(&str, &str); 19] = [
    ("HS256", "RFC 7515 §A.1"),
    ("HS384", SET),
    ("HS512", SET),
    ("RS256", "RFC 7515 §A.2"),
    ("RS384", SET),
    ("RS512", SET),
    ("ES256", "RFC 7515 §A.3"),
    ("ES384", SET),
    ("ES512", "RFC 7515 §A.4"),
    ("PS256", SET),
    ("PS384", "RFC 7520 §4.2"),
    ("PS512", SET),
    ("EdDSA", "RFC 8037 §A.4"),
    ("ES256K", "Sidetree v1.0.0, test vectors, update"),
    ("Ed25519", "RFC 8032 §7.1, test 1"),
    ("Ed448", "RFC 8032 §7.4, blank"),
    ("ML-DSA-44", "RFC 9964, appendix A.1"),
    ("ML-DSA-65", "RFC 9964, appendix A.1"),
    ("ML-DSA-87", "RFC 9964, appendix A.1"),
];

#[test]
fn every_row_has_a_published_vector() {
    assert!(ALGORITHMS.iter().map(|row| row.name).eq(PUBLISHED.map(|(name, _)| name)), "one line for each row");
    let tokens = vectors().into_iter().map(|vector| (vector.alg, vector.source));
    let here: BTreeSet<(String, String)> = tokens.chain(bare().into_iter().map(|it| (it.alg, it.source))).collect();
    for (name, source) in PUBLISHED.into_iter().filter(|(_, source)| *source != SET) {
        assert!(here.contains(&(name.into(), source.into())), "{name}: there is no {source}");
    }
}

#[test]
fn what_a_published_private_key_signs_is_what_was_published() {
    let mut made = 0;
    for Vector { source, alg, key, token: text } in vectors() {
        let (Some(row), Some(key)) = (find(&alg), key.filter(Key::can_sign)) else { continue };
        let token = token(&text);
        let segment = |at: usize| String::from_utf8(token.segments[at].bytes.to_vec()).expect("UTF-8");
        if segment(0).contains("b64") {
            continue; // Not signed in the form that is made here.
        }
        made += 1;
        assert_eq!(compact(&segment(0), segment(1).as_bytes(), row, &key, &mut Nothing), Ok(text), "{source}");
    }
    assert_eq!(made, 7);
    for Bare { source, alg, key, message, signature } in bare() {
        let signed = (find(&alg).expect("a row").sign)(&key, &message, &mut Nothing);
        assert_eq!(signed, Ok(signature), "{source}");
    }
}

#[test]
fn each_bare_signature_holds_and_with_one_changed_bit_it_does_not() {
    assert_eq!(bare().len(), 7);
    for Bare { source, alg, key, message, signature } in bare() {
        for row in ALGORITHMS.iter().filter(|row| row.family == Family::EdDsa) {
            let holds = |message: &[u8], signature: &[u8]| (row.verify)(&key, message, signature).is_ok();
            assert_eq!(holds(&message, &signature), row.name == alg || row.name == "EdDSA", "{source} as {}", row.name);
            for bit in 0..8 * signature.len() {
                let mut changed = signature.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert!(!holds(&message, &changed), "{source} as {}, bit {bit}", row.name);
            }
            assert!(!holds(&[&message[..], &[0]].concat(), &signature), "{source} as {}, a longer message", row.name);
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
