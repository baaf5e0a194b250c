//! Cases: whatever the file holds, it is none, or opens, or says what is wrong with it; and no key in it that is not public is used.

use jwt_debugger::session::case::read;
use jwt_debugger::session::link::is_public_key;
use jwt_debugger::words;

/// A case with each kind of member.
pub const CASE: &str = r#"{"format":"jwt-debugger-case","version":1,"program":"JWT Debugger 0.1.0","saved_at":1795306980,"note":"",
"token":"eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UifQ.ZGVzdHJveWVkIGRlc3Ryb3llZCBkZXN0cm95ZWQgZGU","masked":["payload.sub"],
"key":"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
"settings":{"instance":"Desk","environment":"Live"},"expected":{"issuer":"joe","required":["exp"],"max_age":60,"skew":5,"kind":"id-token","algorithm":"HS256"},
"said":{"judged_at":1795306980,"sentence":"Valid.","lamps":{},"reasons":[],"findings":[]}}"#;

/// Reads a text as a case, and as the case in a page, and checks what must hold for any text.
pub fn check(text: &str) {
    one(text);
    one(&format!("<!doctype html>\n<template id=\"jwt-debugger-case\">\n{text}</template>"));
}

fn one(text: &str) {
    match read(text) {
        None => {}
        Some(Err(why)) => assert!(words::title(&why).starts_with("this case cannot be opened")),
        Some(Ok(contents)) => {
            assert!(contents.key.as_deref().is_none_or(is_public_key));
            assert!(contents.opened.sentence.chars().count() <= 2_001);
            assert!(contents.refused.iter().all(|one| !words::title(one).is_empty()));
            // Reading is all that happens: the same text comes to the same.
            let again = read(text).and_then(Result::ok).expect("it opened");
            assert!(
                again.token == contents.token && again.opened == contents.opened && again.policy == contents.policy
            );
        }
    }
}
