//! Each alternative is one that somebody may have made.

use super::*;

/// The alternatives of a payload, written, with what is said of each.
fn all(json: &str) -> Vec<(String, Was)> {
    let made = |one: &Alternative| {
        let text = with(json.as_bytes(), one).and_then(|bytes| String::from_utf8(bytes).ok()).expect("text");
        (text, one.was.clone())
    };
    alternatives(json.as_bytes()).iter().map(made).collect()
}

#[test]
fn each_alternative_is_json_with_one_thing_otherwise() {
    let json = r#"{"iss":"https://id.example/","admin":true,"exp":1795310580,"iat":1795306980,"n":19.9,"roles":["a" , "b" ],"scope":"read write"}"#;
    let made = all(json);
    assert!(made.len() > 100 && made.len() < MOST);
    for (text, was) in &made {
        assert!(read_object(text.as_bytes()).is_some() && text != json, "{was:?}: {text}");
    }
}

#[test]
fn values_are_as_they_may_have_been() {
    let check = |json: &str, was: Was, expected: &str| {
        let made = all(json);
        assert!(made.iter().any(|one| *one == (expected.to_owned(), was.clone())), "{was:?}: {made:?}");
    };
    check(r#"{"admin":true}"#, Was::Bool(false), r#"{"admin":false}"#);
    check(r#"{"role":"admin"}"#, Was::Word("user"), r#"{"role":"user"}"#);
    check(r#"{"role":"Admin"}"#, Was::Word("user"), r#"{"role":"User"}"#);
    check(r#"{"exp":1795310580}"#, Was::Earlier(3_600), r#"{"exp":1795306980}"#);
    check(r#"{"exp":1795310580}"#, Was::Milliseconds, r#"{"exp":1795310580000}"#);
    check(r#"{"exp":1795310580}"#, Was::Fraction, r#"{"exp":1795310580.0}"#);
    check(r#"{"exp":1795310580}"#, Was::Text, r#"{"exp":"1795310580"}"#);
    check(r#"{"exp":"1795310580"}"#, Was::Bare, r#"{"exp":1795310580}"#);
    check(r#"{"n":9007199254740992}"#, Was::Rounded, r#"{"n":9007199254740993}"#);
    check(r#"{"n":1234567890123456800}"#, Was::Rounded, r#"{"n":1234567890123456789}"#);
    check(r#"{"n":19.9}"#, Was::Zeros(1), r#"{"n":19.90}"#);
    check(r#"{"email":"ada@example.org"}"#, Was::Capital, r#"{"email":"Ada@example.org"}"#);
    check(r#"{"iss":"https://a.example/"}"#, Was::NoSlash, r#"{"iss":"https://a.example"}"#);
    check(r#"{"scope":"read write"}"#, Was::WithoutLastWord, r#"{"scope":"read"}"#);
    check(r#"{"roles":["a" , "b" ]}"#, Was::WithoutLastItem, r#"{"roles":["a" ]}"#);
    check(r#"{"exp":1795310580}"#, Was::There, r#"{"iat":1795306980,"exp":1795310580}"#);
    check(r#"{"iat":1795306980}"#, Was::There, r#"{"iat":1795306980,"exp":1795310580}"#);
    check(r#"{"email":"ada.l@example.org"}"#, Was::Capitals, r#"{"email":"Ada.L@example.org"}"#);
    check(r#"{"iat":1795306980,"exp":1795310580}"#, Was::Milliseconds, r#"{"iat":1795306980000,"exp":1795310580000}"#);
    check(r#"{"iat":1795306980,"exp":1795310580}"#, Was::Later(60), r#"{"iat":1795307040,"exp":1795310640}"#);
}

#[test]
fn what_is_no_object_has_no_alternatives() {
    for json in ["", "[]", "{", "\"text\"", "{}"] {
        assert!(alternatives(json.as_bytes()).is_empty(), "{json}");
    }
}
