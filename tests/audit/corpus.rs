//! The fixtures of the audit: tokens with what is known of them.
//!
//! A file of fixtures is an array of `{ "check", "fires", "silent" }`, optionally with `"words"` that the message holds and
//! `"points"`, the bytes that the finding points at. A case is a token, as `token` (the text itself), as `pasted` (a text that it
//! is found in) or as `header` and `payload` (JSON texts, signed with the sample's key of their `alg`, or with the bytes
//! `signature` in base64url); `key` is the text of the key field, `key: true` the sample's key, `now` the time in seconds,
//! `profile` a kind of token and `expected` an algorithm that was chosen.

use super::making::{Counter, NOW, base64url};
use jwt_debugger::engine::{jwa, sign};
use jwt_debugger::extract;
use jwt_debugger::jose::envelope::Envelope;
use jwt_debugger::jose::{Parsed, Token, header, parse};
use jwt_debugger::key::{self, Encoding};
use jwt_debugger::session::samples;
use serde_json::Value;
use std::fs;
use std::path::Path;

pub fn text<'a>(case: &'a Value, name: &str) -> Option<&'a str> {
    case[name].as_str()
}

fn token_text(case: &Value) -> String {
    if let Some(token) = text(case, "token") {
        return token.to_owned();
    }
    let (header, payload) = (text(case, "header").expect("a header"), text(case, "payload").expect("a payload"));
    let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()));
    if let Some(signature) = text(case, "signature") {
        return format!("{input}.{signature}");
    }
    let unsigned = parse(format!("{input}.")).token.expect("a token");
    let header::Alg::Named(name) = header::alg(&unsigned) else { return format!("{input}.") };
    let Some(algorithm) = jwa::find(&name) else { return format!("{input}.") };
    let key = key::detect(&samples::signing_key(algorithm).expect("a key"), Encoding::Utf8);
    let key = key.expect("a key").expect("a good key");
    sign::compact(header, payload.as_bytes(), algorithm, &key, &mut Counter(0)).expect("a signature")
}

pub fn key_text(case: &Value, token: &Token) -> String {
    match &case["key"] {
        Value::String(text) if text == "signing" => {
            let header::Alg::Named(name) = header::alg(token) else { return String::new() };
            samples::signing_key(jwa::find(&name).expect("a row")).expect("a key")
        }
        Value::String(text) => text.clone(),
        Value::Bool(true) => {
            let header::Alg::Named(name) = header::alg(token) else { return String::new() };
            let algorithm = jwa::find(&name).expect("a row");
            samples::sample(algorithm, NOW, &mut Counter(0)).expect("a sample").key
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The token of a case as the page reads it.
pub fn parsed(case: &Value) -> Parsed {
    let found = text(case, "pasted").map(|pasted| extract::find(pasted).remove(0));
    let text_of_token = found.as_ref().map_or_else(|| token_text(case), |found| found.text.to_string());
    let undone = found.map(|found| found.problems).unwrap_or_default();
    Parsed::clone(&Envelope::read(&text_of_token.into(), &undone).view(0))
}

pub fn rows(file: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    value.as_array().expect("an array").clone()
}

pub fn fixtures() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit");
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.ends_with(".json") && name != "ordinary.json");
    names.sort();
    names.iter().flat_map(|name| rows(name)).collect()
}
