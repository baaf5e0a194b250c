//! Tokens of senders that depart from the standard in one thing, made by Python's own cryptography (`senders.py`): what is said of each.

use crate::{Numbers, key, read};
use jwt_debugger::engine::jwe::{self, Limits};
use jwt_debugger::{explain, words};
use serde_json::Value;

#[test]
fn what_a_sender_does_otherwise_is_named_and_nothing_else_is_said() {
    let all: Vec<Value> = serde_json::from_str(include_str!("senders.json")).expect("JSON");
    assert!(all.len() > 30, "{}", all.len());
    let mut wrong = vec![];
    for case in &all {
        let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default();
        let (jwe, key) = (read(text("token")), key(text("key")));
        let (limits, numbers) = (Limits::default(), &mut Numbers::new(7));
        let found = match jwe.parameters(0).algorithms() {
            Err(why) => Err(explain::otherwise_named_opening(&jwe, core::iter::once(&key), why, &limits, numbers)),
            Ok(_) => jwe::decrypt(&jwe, &key, &limits, numbers)
                .map_err(|why| explain::opening(&jwe, &key, why, &Limits::default(), numbers)),
        };
        let opens = case.get("opens").is_some();
        let right = match &found {
            Ok(opened) => opens && opened.plaintext.0 == br#"{"sub":"alice","scope":"read write"}"#,
            Err(why) => !opens && why.code().name() == text("code") && words::title(why).contains(text("says")),
        };
        // Where another key is held, nothing is said to open.
        let too_much = |why: &jwe::Failure| text("name").contains("another key") && words::title(why).contains("opens");
        if !right || found.as_ref().err().is_some_and(too_much) {
            let said = found.map(|_| "it opens".to_owned()).unwrap_or_else(|why| words::title(&why));
            wrong.push(format!("{}: {said}", text("name")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
