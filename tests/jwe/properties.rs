//! What holds of every token: what is encrypted opens, and nothing that differs in a byte does.

use crate::{CURVES, Key, Numbers, combinations, compact, explained, made, open, read, secret, suitable, told};
use jwt_debugger::base::diagnostic::Facts;
use jwt_debugger::base::diagnostic::chain::Fact;
use jwt_debugger::base::diagnostic::jwe::{Jwe as Fault, Opening};
use jwt_debugger::engine::jwe::{self, Draft, To};
use proptest::prelude::*;
use rand_core::TryRng;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// One token of each `alg` with each kind of `enc`, in both serializations that a byte can be changed in, and its key. RSA is
/// slow, so that there are few of it.
static TOKENS: LazyLock<Vec<(String, Key)>> = LazyLock::new(|| {
    let kinds = ["A128CBC-HS256", "A256GCM"];
    let mut tokens = vec![];
    for (algorithm, encryption, curve) in combinations().into_iter().filter(|(_, enc, _)| kinds.contains(&enc.name)) {
        let key = suitable(algorithm, encryption, curve);
        let header = format!(r#"{{"alg":"{}","enc":"{}","p2c":20}}"#, algorithm.name, encryption.name);
        let jwe = made(&header, br#"{"sub":"alice"}"#, &key, &mut Numbers::new(1));
        tokens.push((jwe.compact().expect("a compact form"), key.clone()));
        if matches!(algorithm.management, jwe::Management::Kw(16) | jwe::Management::Agreement(None)) {
            tokens.push((jwe.flattened().expect("one recipient"), key));
        }
    }
    tokens
});

/// What is said of a token whose byte at `at` was `was`: nothing that would not give back the token as it was.
fn is_true(good: &str, bad: &str, at: usize, facts: &Facts) -> Result<(), String> {
    let refuse = |what: &str| Err(format!("{what}: {facts:?}\n{good}\n{bad}"));
    let opening = match facts {
        Facts::Jwe(Fault::Opening(opening)) => opening,
        // A header that became another names another key, or is broken: what is said of it is read off the token.
        _ => return Ok(()),
    };
    match opening {
        Opening::SecretEncoding(_) | Opening::Deflate | Opening::TooLong(_) | Opening::ContentPadding { .. } => {
            refuse("false")
        }
        Opening::Padding { found, .. } => {
            let before = jwe::read(good).jwe.expect("a token");
            let alg = before.parameters(0).get("alg").and_then(|alg| alg.as_str().map(str::to_owned));
            let right = [
                ("RSA-OAEP", "OAEP with SHA-1"),
                ("RSA-OAEP-256", "OAEP with SHA-256"),
                ("RSA-OAEP-384", "OAEP with SHA-384"),
                ("RSA-OAEP-512", "OAEP with SHA-512"),
                ("RSA1_5", "RSAES-PKCS1-v1_5"),
            ];
            let named = right.iter().any(|(name, padding)| Some(*name) == alg.as_deref() && padding == found);
            if named { Ok(()) } else { refuse("another padding") }
        }
        Opening::Chain { steps, opens, .. } => match steps.as_slice() {
            [step] if *opens && step.name == "character-changed" => match &step.fact {
                Fact::Change { part, at: place, is, was } => {
                    let (part, place) = (*part, *place - 1);
                    let texts = [good, bad].map(|token| part_of(token, part));
                    let chars = texts.each_ref().map(|text| text.chars().nth(place));
                    let mut mended: Vec<char> = texts[1].chars().collect();
                    mended[place] = was.expect("a character");
                    if chars == [*was, *is] && mended.into_iter().collect::<String>() == texts[0] {
                        Ok(())
                    } else {
                        refuse("another place")
                    }
                }
                _ => refuse("no place"),
            },
            [step] if *opens && step.name == "enc-changed" => {
                let before = jwe::read(good).jwe.expect("a token");
                let enc = before.parameters(0).get("enc").and_then(|enc| enc.as_str().map(str::to_owned));
                if step.fact == Fact::Name(if enc.as_deref() == Some("A256GCM") { "A256GCM" } else { "A128CBC-HS256" })
                {
                    Ok(())
                } else {
                    refuse("another enc")
                }
            }
            // The byte that was changed is no base64url, and what is left of the tag proves itself.
            steps
                if steps.iter().all(|step| {
                    ["base64url-slip", "tag-cut", "tag-cut-or-short", "tag-short"].contains(&step.name)
                }) =>
            {
                let in_tag =
                    part_of(good, "authentication tag") != part_of(bad, "authentication tag") || at + 1 == good.len();
                if in_tag { Ok(()) } else { refuse("another part") }
            }
            _ => refuse("something else"),
        },
        _ => Ok(()),
    }
}

fn part_of(token: &str, part: &str) -> String {
    let jwe = jwe::read(token).jwe.expect("a token");
    match part {
        "initialization vector" => jwe.iv.text.to_string(),
        "ciphertext" => jwe.ciphertext.text.to_string(),
        "authentication tag" => jwe.tag.text.to_string(),
        "header" => String::from_utf8_lossy(&jwe.protected.bytes).into_owned(),
        party => {
            let name = party.trim_matches('`');
            jwe.parameters(0).get(name).and_then(|node| node.as_str().map(str::to_owned)).unwrap_or_default()
        }
    }
}

/// A byte that differs anywhere never opens, and nothing false is said of it: what is claimed to have stood there did.
#[test]
fn a_byte_that_differs_anywhere_never_opens_and_is_never_explained_falsely() {
    const MUTATIONS: usize = 2_400;
    let named = AtomicUsize::new(0);
    let tried = AtomicUsize::new(0);
    let threads = 2;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (named, tried) = (&named, &tried);
            scope.spawn(move || {
                let mut numbers = Numbers::new(thread);
                let mut below = |most: usize| (numbers.try_next_u64().unwrap_or_default() % most as u64) as usize;
                for turn in 0..MUTATIONS / threads as usize {
                    let (good, key) = &TOKENS[(turn * threads as usize + thread as usize) % TOKENS.len()];
                    let at = below(good.len());
                    let mut bytes = good.clone().into_bytes();
                    // Three of four stay base64url, as damage that nothing else gives away.
                    let new = if turn % 4 == 0 { 0x20 + below(0x5f) as u8 } else { BASE64URL[below(64)] };
                    if core::mem::replace(&mut bytes[at], new) == new {
                        bytes[at] = if new == b'A' { b'B' } else { b'A' };
                    }
                    let bad = String::from_utf8(bytes).expect("ASCII");
                    tried.fetch_add(1, Ordering::Relaxed);
                    let Some(jwe) = jwe::read(bad.as_str()).jwe else { continue };
                    match explained(&jwe, key) {
                        // A name that means nothing, or the case of `true`, is not protected in JSON.
                        Ok(_) => panic!("it opens: {bad}"),
                        Err(why) => {
                            is_true(good, &bad, at, &why.facts).unwrap_or_else(|why| panic!("{why}"));
                            let chain = matches!(&why.facts, Facts::Jwe(Fault::Opening(Opening::Chain { .. })));
                            named.fetch_add(usize::from(chain), Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    assert_eq!(tried.into_inner(), MUTATIONS);
    let named = named.into_inner();
    assert!(named > MUTATIONS / 5, "{named} of {MUTATIONS} were named: does the search still work?");
}

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_panic(text in "[ -~]{0,200}", json in r#"\{("(protected|unprotected|header|recipients|aad|iv|tag|ciphertext|encrypted_key)":("[A-Za-z0-9_=-]{0,12}"|\{\}|\[\{\}\]|null|7),?){0,8}\}?"#) {
        for text in [text, json] {
            if let Some(jwe) = jwe::read(text.as_str()).jwe {
                let _ = explained(&jwe, &secret(&[1; 16]));
                let _ = (jwe.compact(), jwe.flattened(), jwe.general());
            }
        }
    }
}
