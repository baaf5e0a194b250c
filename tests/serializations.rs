//! Signed tokens in JSON, and tokens whose content was sent apart: the examples of the RFCs have the verdict that their source gives
//! them, HMACs come out to the byte, and no changed character is ever valid.

use core::convert::Infallible;
use jwt_debugger::base::text::Bytes;
use jwt_debugger::engine::jwa::{Family, find};
use jwt_debugger::engine::verify::{Verdict, verify};
use jwt_debugger::jose::{Serialization, Token, detached, json, parse};
use jwt_debugger::key::{Encoding, Key, detect};
use proptest::prelude::*;
use rand_core::{TryCryptoRng, TryRng};
use serde_json::Value;

struct Example {
    source: String,
    text: String,
    keys: Vec<Key>,
    content: Option<Bytes>,
}

fn examples() -> Vec<Example> {
    let file: Value = serde_json::from_str(include_str!("vectors/jws-json.json")).expect("JSON");
    let key = |jwk: &Value| detect(&jwk.to_string(), Encoding::Utf8).expect("a key").expect("a good key");
    let read = |row: &Value| Example {
        source: row["source"].as_str().expect("a source").to_owned(),
        text: row["token"].as_str().map_or_else(|| row["token"].to_string(), str::to_owned),
        keys: row["keys"].as_array().expect("keys").iter().map(key).collect(),
        content: row["content"].as_str().map(|content| content.as_bytes().to_vec().into()),
    };
    file["tokens"].as_array().expect("an array").iter().map(read).collect()
}

/// The signature of that index as it is looked at.
fn view(text: &str, index: usize, content: Option<&Bytes>) -> Token {
    let parsed = match json::read(&text.into()) {
        Some(jws) => jws.view(index),
        None => parse(text),
    };
    let parsed = match content {
        Some(content) => detached::attach(parsed, content),
        None => parsed,
    };
    parsed.token.expect("a token")
}

fn said(verdict: &Verdict) -> &str {
    match verdict {
        Verdict::Valid(_) => "valid",
        other => other.reasons().first().map_or("none", |reason| reason.code().name()),
    }
}

/// An HMAC uses no random numbers.
struct Nothing;

impl TryRng for Nothing {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        panic!("an HMAC took a random number")
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        panic!("an HMAC took a random number")
    }
    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> {
        panic!("an HMAC took a random number")
    }
}
impl TryCryptoRng for Nothing {}

#[test]
fn each_example_has_the_verdict_that_its_source_gives_it() {
    let examples = examples();
    assert_eq!(examples.len(), 24);
    for Example { source, text, keys, content } in &examples {
        // The header that was signed does not list `b64` in `crit`, as it must (RFC 7797 §6).
        let faulty = source.starts_with("JOSE cookbook, b64 not critical");
        for (index, key) in keys.iter().enumerate() {
            let token = view(text, index, content.as_ref());
            let expected = if faulty { "b64-not-critical" } else { "valid" };
            assert_eq!(said(&verify(&token, Some(key), None)), expected, "{source}, signature {index}");
            if content.is_some() {
                let verdict = verify(&view(text, index, None), Some(key), None);
                assert!(!verdict.is_valid(), "{source}: it is valid without its content");
            }
            let others = keys.iter().enumerate().filter(|(other, _)| *other != index);
            for (_, other) in others {
                assert!(!verify(&token, Some(other), None).is_valid(), "{source}: another key does");
            }
        }
    }
}

#[test]
fn hmacs_of_the_examples_come_out_to_the_byte() {
    let mut made = 0;
    for Example { source, text, keys, content } in examples() {
        for (index, key) in keys.iter().enumerate() {
            let token = view(&text, index, content.as_ref());
            let alg = token.header.json.as_ref().and_then(|header| header.get("alg")).and_then(|alg| alg.as_str());
            let row = find(alg.expect("an algorithm")).expect("a known one");
            if row.family == Family::Hmac {
                let tag = (row.sign)(key, token.signing_input().expect("an input"), &mut Nothing).expect("a tag");
                assert_eq!(tag, &*token.signature().expect("a signature").bytes, "{source}");
                made += 1;
            }
        }
    }
    assert_eq!(made, 16);
}

#[test]
fn each_example_survives_the_change_to_another_form_and_back() {
    let mut changed = 0;
    for Example { source, text, keys, content } in examples() {
        for to in [Serialization::Compact, Serialization::Flattened, Serialization::General] {
            let Ok(other) = json::convert(&text.as_str().into(), to) else { continue };
            for (index, key) in keys.iter().enumerate() {
                let [before, after] = [&text, &other].map(|text| view(text, index, content.as_ref()));
                let [before, after] = [before, after].map(|token| said(&verify(&token, Some(key), None)).to_owned());
                assert_eq!(before, after, "{source}: {other}");
            }
            changed += 1;
        }
    }
    assert_eq!(changed, 60);
}

/// Where the characters stand that a signature covers, and its own.
fn covered(text: &str, token: &Token) -> Vec<usize> {
    token.segments.iter().flat_map(|segment| segment.encoded.clone()).filter(|at| text.is_char_boundary(*at)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_changed_character_is_ever_valid(example: prop::sample::Index, signature: prop::sample::Index, place: prop::sample::Index, new in "[A-Za-z0-9_.*+=/ {}\"-]") {
        let examples = examples();
        let Example { source, text, keys, content } = example.get(&examples);
        let index = signature.index(keys.len());
        let places = covered(text, &view(text, index, content.as_ref()));
        let at = *place.get(&places);
        let mut changed = text.clone();
        changed.replace_range(at..at + 1, &new);
        if changed != *text {
            if let Some(jws) = json::read(&changed.as_str().into()) {
                prop_assume!(index < jws.signatures.len());
            }
            let token = view(&changed, index, content.as_ref());
            prop_assert!(!verify(&token, Some(&keys[index]), None).is_valid(), "{source}: {changed}");
        }
    }

    #[test]
    fn no_changed_byte_of_content_is_ever_valid(example: prop::sample::Index, place: prop::sample::Index, by in 1_u8..=255) {
        let examples: Vec<Example> = examples().into_iter().filter(|example| example.content.is_some()).collect();
        let Example { source, text, keys, content } = example.get(&examples);
        let mut bytes = content.as_ref().expect("content").to_vec();
        let at = place.index(bytes.len());
        bytes[at] ^= by;
        let token = view(text, 0, Some(&bytes.into()));
        prop_assert!(!verify(&token, Some(&keys[0]), None).is_valid(), "{source}");
    }

    #[test]
    fn nothing_panics_on_any_json(text in "[{](\"(payload|protected|header|signature|signatures|crit|b64)\":([\\[{\\]}]|\"[A-Za-z0-9=]{0,9}\"|7|true),?){0,6}[\\]}]{0,4}", content: Vec<u8>) {
        if let Some(jws) = json::read(&text.as_str().into()) {
            for index in 0..jws.signatures.len() {
                let parsed = detached::attach(jws.view(index), &content.clone().into());
                let token = parsed.token.expect("a token");
                for problem in &parsed.problems {
                    for span in &problem.at {
                        let shown = match token.document(span.part) {
                            Some(document) => document.text.get(span.range.clone()).is_some(),
                            None => text.get(span.range.clone()).is_some(),
                        };
                        prop_assert!(shown, "{problem:?} in {text}");
                    }
                }
                prop_assert!(!verify(&token, None, None).is_valid());
            }
            for to in [Serialization::Compact, Serialization::Flattened, Serialization::General] {
                let _ = json::convert(&text.as_str().into(), to);
            }
        }
    }
}
