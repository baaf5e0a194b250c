//! Encrypted tokens, compact and in JSON: what is read is written again, a place lies inside of the text, and nothing opens that was
//! not encrypted to the key.

use super::verify::Counter;
use jwt_debugger::base::span::Part;
use jwt_debugger::engine::jwe::{self, Jwe, Limits};
use jwt_debugger::explain;
use jwt_debugger::key::{Encoding, Key, detect};
use jwt_debugger::words;
use std::sync::LazyLock;

/// A key of each kind; none of them is in use anywhere. RSA is slow, and has its own target.
static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let texts = [
        r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw"}"#,
        "a password",
        include_str!("../keys/p256-pkcs8.pem"),
        r#"{"kty":"OKP","crv":"X25519","x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo","d":"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo"}"#,
    ];
    texts.iter().map(|text| detect(text, Encoding::Utf8).expect("a key").expect("a good key")).collect()
});

/// The parts that a token is made of, as they were sent.
fn parts(jwe: &Jwe) -> Vec<String> {
    let keys = jwe.recipients.iter().map(|recipient| &recipient.encrypted_key);
    keys.chain([&jwe.protected, &jwe.iv, &jwe.ciphertext, &jwe.tag]).map(|part| part.text.to_string()).collect()
}

/// Reads a text as an encrypted token and tries keys on it, and checks what must hold for any text.
pub fn check(text: &str) {
    let parsed = jwe::read(text);
    for problem in &parsed.problems {
        assert!(
            problem.at.iter().all(|at| at.part != Part::Encoded || text.get(at.range.clone()).is_some()),
            "{problem:?}"
        );
        assert!(!words::title(problem).is_empty());
    }
    let Some(read) = parsed.jwe else { return };
    assert!(!read.recipients.is_empty());
    let general = read.general();
    let again = jwe::read(general.as_str()).jwe.expect("what was written is read");
    assert_eq!((parts(&again), &again.aad.map(|aad| aad.text)), (parts(&read), &read.aad.clone().map(|aad| aad.text)));
    for other in [read.compact(), read.flattened()].into_iter().flatten() {
        let again = jwe::read(other.as_str()).jwe.expect("what was written is read");
        assert_eq!(parts(&again), parts(&read), "{other}");
    }
    for recipient in 0..read.recipients.len().min(3) {
        let _ = jwe::faults(&read, recipient);
    }
    let limits = Limits { iterations: 50, inflated: 10_000, ..Limits::default() };
    for key in KEYS.iter() {
        match jwe::decrypt(&read, key, &limits, &mut Counter(0)) {
            Ok(opened) => assert!(opened.plaintext.0.len() <= limits.inflated.max(text.len())),
            Err(why) => {
                let why = explain::opening(&read, key, why, &limits, &mut Counter(0));
                assert!(!words::title(&why).is_empty() && !words::headline(&why).is_empty());
            }
        }
    }
}

/// Published tokens, compact and in JSON.
pub fn seeds() -> Vec<String> {
    let file: serde_json::Value = serde_json::from_str(include_str!("../vectors/jwe.json")).expect("JSON");
    let examples = file["examples"].as_array().expect("an array");
    let tokens = examples.iter().flat_map(|example| example["tokens"].as_array().expect("an array"));
    tokens.map(|token| token.as_str().expect("a string").to_owned()).collect()
}
