//! What holds of every token: what is encrypted opens, and nothing that differs in a byte does.

use crate::{CURVES, Key, Numbers, combinations, compact, made, open, read, secret, suitable, told};
use jwt_debugger::engine::jwe::{self, Draft, To};
use proptest::prelude::*;
use std::sync::LazyLock;

#[test]
fn each_algorithm_opens_what_it_encrypted_in_each_form() {
    for (algorithm, encryption, curve) in combinations() {
        let key = suitable(algorithm, encryption, curve);
        let header = format!(r#"{{"alg":"{}","enc":"{}"}}"#, algorithm.name, encryption.name);
        let jwe = made(&header, b"a secret", &key, &mut Numbers::new(3));
        for text in [jwe.compact(), jwe.flattened(), Some(jwe.general())].into_iter().flatten() {
            assert_eq!(told(&text, &key), Ok(b"a secret".to_vec()), "{header} {curve}");
        }
        let other = made(&header, b"a secret", &key, &mut Numbers::new(4)).compact();
        assert_ne!(other, jwe.compact(), "{header} {curve}: randomness is used");
    }
}

#[test]
fn compressed_content_and_all_sizes_come_back() {
    let key = secret(&[7; 16]);
    for length in [0, 1, 15, 16, 17, 250_000] {
        let content = vec![b'x'; length];
        for header in [r#"{"alg":"dir","enc":"A128GCM"}"#, r#"{"alg":"dir","enc":"A128GCM","zip":"DEF"}"#] {
            assert_eq!(told(&compact(header, &content, &key), &key), Ok(content.clone()), "{header} {length}");
        }
    }
}

#[test]
fn several_recipients_open_the_same_content() {
    let row = |name: &str| jwe::ALGORITHMS.iter().find(|row| row.name == name).expect("a row");
    let enc = &jwe::ENCRYPTIONS[0];
    let names = ["RSA-OAEP", "A128KW", "ECDH-ES+A256KW", "A256GCMKW", "PBES2-HS256+A128KW"];
    let keys = names.map(|name| suitable(row(name), enc, CURVES[3]));
    let headers = names.map(|name| format!(r#"{{"alg":"{name}"}}"#));
    let recipients = headers.iter().zip(&keys).map(|(header, key)| To { header: Some(header), key });
    let draft = Draft {
        protected: r#"{"enc":"A128CBC-HS256"}"#,
        unprotected: Some(r#"{"jku":"https://server.example.com/keys.jwks"}"#),
        recipients: recipients.collect(),
        aad: Some(b"more"),
        plaintext: b"for all of them",
    };
    let jwe = jwe::encrypt(&draft, &mut Numbers::new(1)).expect("an encrypted token");
    let text = jwe.general();
    assert_eq!((jwe.compact(), jwe.flattened(), read(&text).general()), (None, None, text.clone()));
    for (index, key) in keys.iter().enumerate() {
        let opened = open(&text, key).unwrap_or_else(|why| panic!("{index}: {why}"));
        assert_eq!((opened.recipient, opened.plaintext.0.as_slice()), (index, &b"for all of them"[..]));
    }
    assert_eq!(
        told(&text.replace("\"aad\":\"bW9yZQ\"", "\"aad\":\"bW9yZA\""), &keys[1]).map_err(|why| why.0),
        Err("jwe-content-changed")
    );
}

/// Tokens of each way to bring the content key but RSA, which is slow, and their keys.
static TOKENS: LazyLock<Vec<(String, Key)>> = LazyLock::new(|| {
    let every = combinations().into_iter().enumerate().filter(|(at, _)| at % 7 == 0);
    every
        .filter(|(_, (algorithm, ..))| !algorithm.name.starts_with("RSA"))
        .map(|(_, (algorithm, encryption, curve))| {
            let key = suitable(algorithm, encryption, curve);
            let header = format!(r#"{{"alg":"{}","enc":"{}","p2c":20}}"#, algorithm.name, encryption.name);
            (compact(&header, br#"{"sub":"alice"}"#, &key), key)
        })
        .collect()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Nothing is opened, and nothing false is said: a code that claims something else than a change must be true of the text.
    #[test]
    fn a_byte_that_differs_anywhere_never_opens(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), new in 0x20_u8..0x7f) {
        let (token, key) = &TOKENS[which.index(TOKENS.len())];
        let at = at.index(token.len());
        prop_assume!(token.as_bytes()[at] != new);
        let mut bytes = token.clone().into_bytes();
        bytes[at] = new;
        let changed = String::from_utf8(bytes).expect("ASCII");
        if let Some(jwe) = jwe::read(changed.as_str()).jwe {
            let answer = jwe::decrypt(&jwe, key, &Default::default(), &mut Numbers::new(1));
            let code = answer.as_ref().err().map(|why| why.code().name());
            prop_assert!(answer.is_err(), "{changed}");
            prop_assert!(!["jwe-secret-encoding", "jwe-padding", "jwe-deflate", "jwe-content-padding"].contains(&code.unwrap_or_default()), "{code:?} {changed}");
        }
    }

    #[test]
    fn no_text_makes_a_panic(text in "[ -~]{0,200}", json in r#"\{("(protected|unprotected|header|recipients|aad|iv|tag|ciphertext|encrypted_key)":("[A-Za-z0-9_=-]{0,12}"|\{\}|\[\{\}\]|null|7),?){0,8}\}?"#) {
        for text in [text, json] {
            if let Some(jwe) = jwe::read(text.as_str()).jwe {
                let _ = jwe::decrypt(&jwe, &secret(&[1; 16]), &Default::default(), &mut Numbers::new(1));
                let _ = (jwe.compact(), jwe.flattened(), jwe.general());
            }
        }
    }
}
