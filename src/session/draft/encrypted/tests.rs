//! Drafts of encrypted tokens, and what they come to.

use super::*;
use crate::engine::jwa::generate::generate;
use crate::engine::jwa::tests::Counter;
use crate::engine::jwe::{ALGORITHMS, Limits, decrypt, kind_for};
use crate::key::{Encoding, Format, Options, detect, read};
use crate::session::draft::SignatureMode;

const RSA: &str = include_str!("../../../../tests/keys/rsa2048-pkcs8.pem");

fn held(text: &str, needed: Needed) -> Option<Result<ParsedKey, KeyFault>> {
    read(text, &Options { needed, ..Options::default() })
}

fn key(text: &str) -> Key {
    detect(text, Encoding::Utf8).expect("a text").expect("a key")
}

/// What a draft comes to; a key of a password is made when it is asked for.
fn make(draft: &Draft, text: &str, seed: u64) -> DraftOutcome {
    let held = held(text, draft.needed());
    let made = draft.make(held.as_ref(), &[], &mut Counter(seed));
    let DraftSignature::Deriving(asked) = &made.made else { return made };
    let jwe = crate::jose::jwe::read(asked.clone()).jwe.expect("a token");
    let derivation = Derivation::of(&jwe, 0, &key(text), MOST_ROUNDS).expect("a password");
    draft.make(held.as_ref(), &[derivation.make()], &mut Counter(seed))
}

/// The token in a token field, opened with a key.
fn opened(text: &str, key_text: &str) -> Token {
    let parsed = crate::jose::parse(text);
    let jwe = crate::jose::jwe::of(parsed.token.as_ref().expect("a token")).expect("a JWE");
    let opened = decrypt(&jwe, &key(key_text), &Limits::default(), &mut Counter(7)).expect("it opens");
    parsed.opened(&opened.plaintext.0).token.expect("a token")
}

fn content(text: &str, key_text: &str) -> String {
    opened(text, key_text).payload.expect("content").text.to_string()
}

#[test]
fn a_new_token_is_encrypted_for_each_kind_of_key_and_opens_with_it() {
    for algorithm in ALGORITHMS {
        let encryption = &jwe::ENCRYPTIONS[5];
        let text = generate(kind_for(algorithm, encryption).1, &mut Counter(9)).unwrap_or_else(|| RSA.into());
        let mut draft = Draft::begin_encrypted(Some(&key(&text)), 1_300_819_380, &mut Counter(1));
        draft.header = json::with_member(&draft.header, "alg", &format!("\"{}\"", algorithm.name)).expect("an object");
        draft.header = json::with_member(&draft.header, "enc", "\"A256GCM\"").expect("an object");
        let made = make(&draft, &text, 3);
        assert!(
            matches!(made.made, DraftSignature::Encrypted(row, enc) if row.name == algorithm.name && enc.name == "A256GCM"),
            "{}: {made:?}",
            algorithm.name
        );
        assert_eq!(content(&made.token, &text), r#"{"sub":"alice","iat":1300819380,"exp":1300822980}"#);
    }
}

#[test]
fn the_public_key_is_enough_and_the_content_is_kept_for_the_page() {
    let public = key(RSA).write(Format::JwkPublic).expect("a public key");
    let draft = Draft::begin_encrypted(Some(&key(&public)), 0, &mut Counter(1));
    assert!(draft.header.contains("RSA-OAEP-256"), "{}", draft.header);
    let made = make(&draft, &public, 3);
    assert_eq!(made.plaintext, Some(br#"{"sub":"alice","iat":0,"exp":3600}"#.to_vec().into()));
    assert_eq!(content(&made.token, RSA), r#"{"sub":"alice","iat":0,"exp":3600}"#);
    assert_eq!(make(&draft, RSA, 3).plaintext, None);
}

#[test]
fn each_token_has_a_key_and_a_vector_of_its_own() {
    let draft = Draft::begin_encrypted(None, 0, &mut Counter(1));
    let secret = "a secret of thirty-two bytes,,,,";
    let [one, again, other] = [3, 3, 4].map(|seed| make(&draft, secret, seed).token);
    assert!(one == again && one != other, "the random source decides");
}

#[test]
fn an_opened_token_is_edited_without_what_encrypting_writes() {
    let public = generate(kind_for(&ALGORITHMS[9], &jwe::ENCRYPTIONS[0]).1, &mut Counter(9)).expect("a key");
    let first = make(&Draft::begin_encrypted(Some(&key(&public)), 0, &mut Counter(1)), &public, 3).token;
    let token = opened(&first, &public);
    assert!(token.header.text.contains("epk"));
    let mut draft = Draft::of_encrypted(&token, &mut Counter(1)).expect("it can be edited");
    assert!(!draft.header.contains("epk") && draft.payload.contains("alice"), "{}", draft.header);
    let untouched = make(&draft, "", 5);
    assert_eq!((untouched.token, untouched.made), (first.clone(), DraftSignature::Untouched));
    draft.payload = draft.payload.replace("alice", "bob");
    let made = make(&draft, &public, 5).token;
    assert_eq!(content(&made, &public), r#"{"sub":"bob","iat":0,"exp":3600}"#);
    assert!(opened(&made, &public).header.text.contains("epk"));
    draft.mode = SignatureMode::Omit;
    assert!(matches!(make(&draft, &public, 5).made, DraftSignature::Encrypted(..)));
}

#[test]
fn what_is_not_opened_or_has_several_recipients_is_not_edited() {
    let parsed = crate::jose::parse("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AA.AA.AA");
    assert!(editable(parsed.token.as_ref().expect("a token")).is_err());
    let general = r#"{"protected":"eyJlbmMiOiJBMTI4R0NNIn0","recipients":[{"header":{"alg":"A128KW"}},{"header":{"alg":"A256KW"}}],"iv":"AA","ciphertext":"AA","tag":"AA"}"#;
    let parsed = crate::jose::parse(general).opened(b"{}");
    assert!(editable(parsed.token.as_ref().expect("a token")).is_err());
}

#[test]
fn a_token_in_json_stays_one_with_all_that_is_in_it() {
    let secret = "a secret of thirty-two bytes,,,,";
    let held_key = key(secret);
    let recipients = vec![To { header: Some(r#"{"kid":"1"}"#), key: &held_key }];
    let protected = r#"{"alg":"A256GCMKW","enc":"A128GCM"}"#;
    let unprotected = Some(r#"{"jku":"https://example.org"}"#);
    let sent = jwe::Draft { protected, unprotected, recipients, aad: Some(b"more"), plaintext: br#"{"a":1}"# };
    let sent = jwe::encrypt(&sent, &mut Counter(1)).expect("encrypted");
    for text in [sent.flattened().expect("one recipient"), sent.general()] {
        let mut draft = Draft::of_encrypted(&opened(&text, secret), &mut Counter(1)).expect("it can be edited");
        assert!(!draft.header.contains("tag") && draft.algorithms().0.is_some_and(|row| row.name == "A256GCMKW"));
        draft.payload = r#"{"a":2}"#.into();
        let made = make(&draft, secret, 3);
        assert!(matches!(made.made, DraftSignature::Encrypted(..)), "{made:?}");
        assert_eq!(content(&made.token, secret), r#"{"a":2}"#);
        let names = |text: &str| {
            let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
            value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(names(&made.token), names(&text));
        assert!(made.token.contains(r#""kid":"1""#) && made.token.contains("jku"), "{}", made.token.as_str());
    }
}

#[test]
fn why_it_is_not_encrypted_is_told() {
    let check = |header: &str, key: &str, code: &str| {
        let draft = Draft { header: header.into(), ..Draft::begin_encrypted(None, 0, &mut Counter(1)) };
        let made = make(&draft, key, 3);
        let DraftSignature::NotEncrypted(why) = &made.made else { panic!("{header}: {made:?}") };
        assert_eq!((why.code().name(), made.token.as_str()), (code, ""), "{header}");
    };
    let secret = "a secret of thirty-two bytes,,,,";
    check(r#"{"alg":"dir","enc":"A256GCM"}"#, "", "no-key");
    check(r#"{"alg":"dir","enc":"A128GCM"}"#, secret, "jwe-key-length");
    check(
        r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#,
        include_str!("../../../../tests/keys/p256-pkcs8.pem"),
        "jwe-key-kind",
    );
    check(r#"{"alg":"HS256","enc":"A128GCM"}"#, secret, "jwe-alg");
    check(r#"{"enc":"A128GCM"}"#, secret, "jwe-parameter-missing");
    check(r#"{"alg":"dir","enc":"x"}"#, secret, "jwe-enc");
    check(r#"{"alg":"dir","enc":"A256GCM","zip":"x"}"#, secret, "jwe-zip");
    check(r#"{"alg":"dir","enc":"A256GCM","crit":["x"]}"#, secret, "jwe-critical");
    check(r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":100000000}"#, secret, "jwe-iterations");
    check(r#"{"alg":"RSA-OAEP","enc":"A128GCM"}"#, r#"{"keys":[{"kty":"oct","k":"AA"}]}"#, "jwe-none-of-set");
}

#[test]
fn a_key_of_a_password_is_asked_for_once_and_each_draft_has_a_new_salt() {
    let password = "correct horse";
    let draft = |seed| Draft::begin_encrypted(Some(&key(password)), 0, &mut Counter(seed));
    let asked = |draft: &Draft| match draft.make(held(password, Needed::Secret).as_ref(), &[], &mut Counter(3)).made {
        DraftSignature::Deriving(asked) => asked,
        other => panic!("{other:?}"),
    };
    assert_ne!(asked(&draft(1)), asked(&draft(2)));
    let mut changed = draft(1);
    changed.payload = "{}".into();
    assert_eq!(asked(&draft(1)), asked(&changed));
    assert_eq!(content(&make(&changed, password, 3).token, password), "{}");
}

#[test]
fn compressed_content_and_content_of_another_type_are_encrypted_as_the_header_says() {
    let secret = "a secret of thirty-two bytes,,,,";
    let mut draft = Draft::begin_encrypted(None, 0, &mut Counter(1));
    draft.header = json::with_member(&draft.header, "zip", "\"DEF\"").expect("an object");
    draft.payload = format!(r#"{{"a":"{}"}}"#, "a".repeat(1000));
    assert!(draft.is_compressed());
    let made = make(&draft, secret, 3).token;
    assert!(made.len() < 300, "{}", made.len());
    assert_eq!(content(&made, secret), draft.payload);
    draft.payload = "eyJhbGciOiJub25lIn0.e30.".into();
    assert!(matches!(make(&draft, secret, 3).made, DraftSignature::Broken(..)));
    draft.header = json::with_member(&draft.header, "cty", "\"JWT\"").expect("an object");
    assert!(matches!(make(&draft, secret, 3).made, DraftSignature::Encrypted(..)));
}

#[test]
fn a_key_for_encryption_of_a_set_comes_first() {
    let jwk = |k: &str, r#use: &str| format!(r#"{{"kty":"oct","k":"{}"{}}}"#, base64url::encode(k.as_bytes()), r#use);
    let (one, other) = ("a secret of thirty-two bytes,,,,", "another secret of these 32 bytes");
    let set = format!(r#"{{"keys":[{},{}]}}"#, jwk(one, ""), jwk(other, r#","use":"enc""#));
    let made = make(&Draft::begin_encrypted(None, 0, &mut Counter(1)), &set, 3).token;
    assert!(content(&made, other).contains("alice"));
}

#[test]
fn a_draft_becomes_one_into_signed_and_back_with_its_payload() {
    let draft = Draft { payload: r#"{"mine":1}"#.into(), ..Draft::begin(None, 0) };
    let encrypted = draft.clone().into_encrypted(None, &mut Counter(1));
    assert!(encrypted.is_encrypted() && encrypted.payload == draft.payload && encrypted.header.contains("\"enc\""));
    let signed = encrypted.into_signed(None);
    assert_eq!((signed.is_encrypted(), signed.header, signed.payload), (false, draft.header, draft.payload));
}
