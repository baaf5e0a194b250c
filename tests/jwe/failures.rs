//! Each way of not opening: a token that is broken in exactly that way, what is said of it, and a control that opens.

use crate::{Key, Numbers, X448, X25519, compact, decode, encode, explained, key, made, read, secret, told};
use jwt_debugger::crypto::rsa::Public;
use jwt_debugger::engine::jwe::{self, Limits};
use jwt_debugger::format::json::with_member;

const PLAINTEXT: &[u8] = br#"{"sub":"alice"}"#;
const RSA: &str = include_str!("../keys/rsa2048-private.jwk.json");
const RSA_PUBLIC: &str = include_str!("../keys/rsa2048-public.jwk.json");
const OTHER_RSA: &str = include_str!("../../src/session/samples/rsa.pem");
const P256: &str = include_str!("../keys/p256-pkcs8.pem");
const OTHER_P256: &str = include_str!("../../src/session/samples/p256.pem");

/// `token` is refused with this code and these words.
#[track_caller]
fn refused(token: &str, key: &Key, code: &str, words: &str) {
    match told(token, key) {
        Ok(_) => panic!("it opens: {token}"),
        Err((found, title)) => {
            assert_eq!(found, code, "{title}");
            assert!(title.contains(words), "{title}");
        }
    }
}

/// The same, beside the control.
#[track_caller]
fn broken(good: &str, bad: &str, key: &Key, code: &str, words: &str) {
    assert_eq!(told(good, key), Ok(PLAINTEXT.to_vec()), "the control opens");
    refused(bad, key, code, words);
}

fn header(alg: &str, enc: &str) -> String {
    format!(r#"{{"alg":"{alg}","enc":"{enc}"}}"#)
}

fn token(alg: &str, enc: &str, key: &Key) -> String {
    compact(&header(alg, enc), PLAINTEXT, key)
}

/// `token` with another segment at this place.
fn with(token: &str, at: usize, segment: &str) -> String {
    let mut parts: Vec<&str> = token.split('.').collect();
    parts[at] = segment;
    parts.join(".")
}

/// The segment with its first byte changed, or its last.
fn changed(token: &str, at: usize) -> String {
    let mut bytes = decode(token.split('.').nth(at).expect("a segment"));
    *bytes.last_mut().expect("a byte") ^= 1;
    with(token, at, &encode(&bytes))
}

/// The segment without its last byte.
fn shortened(token: &str, at: usize) -> String {
    let bytes = decode(token.split('.').nth(at).expect("a segment"));
    with(token, at, &encode(&bytes[..bytes.len() - 1]))
}

/// The protected header with another value; the tag no longer fits.
fn with_header(token: &str, name: &str, value: &str) -> String {
    let text = String::from_utf8(decode(token.split('.').next().expect("a header"))).expect("UTF-8");
    with(token, 0, &encode(with_member(&text, name, value).expect("an object").as_bytes()))
}

#[test]
fn a_key_of_another_kind_is_named() {
    let (rsa, short, p256) = (key(RSA), secret(&[1; 16]), key(P256));
    refused(&token("RSA-OAEP", "A128GCM", &rsa), &short, "jwe-key-kind", "RSA-OAEP needs an RSA key, this is a secret");
    refused(&token("A128KW", "A128GCM", &short), &rsa, "jwe-key-kind", "needs a shared secret, this is an RSA key");
    refused(&token("dir", "A128GCM", &short), &p256, "jwe-key-kind", "this is an EC key on P-256");
    refused(&token("ECDH-ES", "A128GCM", &p256), &rsa, "jwe-key-kind", "needs a key on P-256, P-384");
    refused(
        &token("PBES2-HS256+A128KW", "A128GCM", &short),
        &key(X25519),
        "jwe-key-kind",
        "needs a password, this is an X25519 key",
    );
    refused(
        &token("RSA-OAEP", "A128GCM", &key(RSA_PUBLIC)),
        &key(RSA_PUBLIC),
        "jwe-key-public",
        "decrypts with the private key",
    );
    let ed25519 = key(include_str!("../keys/ed25519-private.jwk.json"));
    refused(&token("ECDH-ES", "A128GCM", &p256), &ed25519, "jwe-key-kind", "this is an Ed25519 key");
    let secp256k1 = key(include_str!("../keys/secp256k1-pkcs8.pem"));
    refused(&token("ECDH-ES", "A128GCM", &p256), &secp256k1, "jwe-key-curve", "secp256k1");
}

#[test]
fn a_key_of_another_length_is_named_with_the_length_that_is_wanted() {
    let short = secret(&[2; 16]);
    refused(&token("dir", "A256GCM", &secret(&[1; 32])), &short, "jwe-key-length", "has 16 bytes; A256GCM needs 32");
    refused(&token("dir", "A256CBC-HS512", &secret(&[1; 64])), &short, "jwe-key-length", "A256CBC-HS512 needs 64");
    refused(&token("A256KW", "A128GCM", &secret(&[1; 32])), &short, "jwe-key-length", "A256KW needs 32");
    refused(&token("A192GCMKW", "A128GCM", &secret(&[1; 24])), &short, "jwe-key-length", "A192GCMKW needs 24");
}

#[test]
fn another_key_does_not_unwrap() {
    let check = |alg: &str, right: &Key, other: &Key, words: &str| {
        let good = token(alg, "A128CBC-HS256", right);
        assert_eq!(told(&good, right), Ok(PLAINTEXT.to_vec()));
        refused(&good, other, "jwe-unwrap", words);
        // The same is said of a changed encrypted key, because nothing tells the two apart.
        refused(&changed(&good, 1), right, "jwe-unwrap", words);
    };
    check("A128KW", &secret(&[1; 16]), &secret(&[2; 16]), "this secret does not open");
    check("A256GCMKW", &secret(&[1; 32]), &secret(&[2; 32]), "the header or the encrypted key was changed");
    check("PBES2-HS256+A128KW", &key("one"), &key("two"), "this password does not open");
    check("ECDH-ES+A128KW", &key(P256), &key(OTHER_P256), "the key agreed upon does not open");
    let good = token("RSA-OAEP-256", "A128GCM", &key(RSA));
    assert_eq!(told(&good, &key(RSA)), Ok(PLAINTEXT.to_vec()));
    let (code, _) = told(&good, &key(OTHER_RSA)).expect_err("another key");
    assert!(["jwe-unwrap", "jwe-encrypted-key-too-large"].contains(&code), "{code}");
    refused(&changed(&good, 1), &key(RSA), "jwe-unwrap", "this RSA key does not open the encrypted key");
}

#[test]
fn changed_content_under_the_right_key_is_told_apart_where_the_key_proves_itself() {
    let proven = [
        ("A128KW", secret(&[1; 16])),
        ("RSA-OAEP", key(RSA)),
        ("ECDH-ES+A256KW", key(P256)),
        ("A128GCMKW", secret(&[1; 16])),
    ];
    for (alg, key) in &proven {
        for enc in ["A128CBC-HS256", "A256GCM"] {
            let good = token(alg, enc, key);
            for at in [2, 3, 4] {
                broken(&good, &changed(&good, at), key, "jwe-content-changed", "the key is right");
            }
            broken(&good, &with_header(&good, "kid", "\"other\""), key, "jwe-content-changed", "the key is right");
        }
    }
    for (alg, key) in
        [("dir", secret(&[1; 16])), ("ECDH-ES", key(X25519)), ("ECDH-ES", key(X448)), ("RSA1_5", key(RSA))]
    {
        let good = token(alg, "A128GCM", &key);
        broken(&good, &with(&good, 3, &encode(&[7; 15])), &key, "jwe-tag", "does not tell");
        // One character that is another proves the key by itself; RSA1_5 alone says nothing of it.
        let said = match alg {
            "RSA1_5" => ("jwe-tag", "does not tell"),
            _ => ("jwe-content-changed", "the token opens if character 20 of the ciphertext is"),
        };
        broken(&good, &changed(&good, 3), &key, said.0, said.1);
    }
    let good = token("dir", "A128GCM", &secret(&[1; 16]));
    refused(&good, &secret(&[2; 16]), "jwe-tag", "does not tell");
}

/// RFC 7516 §11.5: a wrong padding, a content key of a wrong length and a changed content are answered alike.
#[test]
fn failures_of_rsa1_5_are_not_told_apart() {
    let rsa = key(RSA);
    let good = token("RSA1_5", "A128GCM", &rsa);
    let longer = token("RSA1_5", "A256GCM", &rsa);
    let longer = longer.split('.').nth(1).expect("an encrypted key");
    let answers = [changed(&good, 1), changed(&good, 3), changed(&good, 4), with(&good, 1, longer)];
    let answers: Vec<_> = answers.iter().map(|token| told(token, &rsa)).collect();
    assert_eq!(answers[0].as_ref().map_err(|why| why.0), Err("jwe-tag"));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

/// Whatever is wrong with the padding, the way to the answer is the same: a content key is made up, and the content is decrypted with
/// it (RFC 8017 §7.2.2, RFC 7516 §11.5). Places and facts of the answer do not differ.
#[test]
fn each_wrong_padding_of_rsa1_5_comes_to_the_tag() {
    let jwk: serde_json::Value = serde_json::from_str(RSA).expect("JSON");
    let number = |name: &str| decode(jwk[name].as_str().expect("a number"));
    let public = Public::new(&number("n"), &number("e")).expect("a key");
    let rsa = key(RSA);
    let good = token("RSA1_5", "A128GCM", &rsa);
    // 00 02, bytes that are not zero, 00, the message.
    let block = |start: [u8; 2], padding: usize, message: &[u8]| {
        let mut block = [&start[..], &vec![0xaa; padding], &[0], message].concat();
        block.resize(256, 0xbb);
        with(&good, 1, &encode(&public.open(&block).expect("below the modulus")))
    };
    let right = decode(good.split('.').nth(1).expect("an encrypted key"));
    assert_eq!(right.len(), 256);
    let broken = [
        ("another start", block([0, 1], 253 - 16, &[7; 16])),
        ("a first byte", block([1, 2], 253 - 16, &[7; 16])),
        ("no zero", block([0, 2], 254, &[])),
        ("short padding", block([0, 2], 7, &[7; 246])),
        ("no message", block([0, 2], 253, &[])),
        ("a short message", block([0, 2], 253 - 15, &[7; 15])),
        ("a long message", block([0, 2], 253 - 17, &[7; 17])),
        ("another content key", block([0, 2], 253 - 16, &[7; 16])),
        ("other content", with(&good, 3, &encode(&[7; 15]))),
        ("another tag", with(&good, 4, &encode(&[7; 16]))),
    ];
    let answer = |token: &str| {
        let (limits, numbers) = (Limits::default(), &mut Numbers::new(9));
        let why = jwe::decrypt(&read(token), &rsa, &limits, numbers).expect_err("it is broken");
        let explained = explained(&read(token), &rsa).expect_err("it is broken");
        // The segments before it are as long in each.
        assert_eq!(why, explained);
        why
    };
    let expected = answer(&broken[0].1);
    assert_eq!(expected.code().name(), "jwe-tag");
    for (what, token) in &broken {
        assert_eq!(answer(token), expected, "{what}");
    }
    assert_eq!(told(&good, &rsa), Ok(PLAINTEXT.to_vec()), "the control");
}

#[test]
fn lengths_that_the_algorithms_fix_are_checked() {
    let short = secret(&[1; 16]);
    let good = token("A128KW", "A128CBC-HS256", &short);
    broken(&good, &shortened(&good, 2), &short, "jwe-iv-length", "has 15 bytes; A128CBC-HS256 needs 16");
    broken(&good, &shortened(&good, 4), &short, "jwe-tag-length", "the authentication tag has 15 bytes");
    broken(&good, &shortened(&good, 3), &short, "jwe-ciphertext-length", "a multiple of 16");
    broken(&good, &with(&good, 3, ""), &short, "jwe-ciphertext-length", "the ciphertext has 0 bytes");
    broken(&good, &shortened(&good, 1), &short, "jwe-encrypted-key-length", "has 39 bytes");
    broken(&good, &with(&good, 1, ""), &short, "jwe-encrypted-key-missing", "A128KW needs one");
    let good = token("RSA-OAEP", "A128GCM", &key(RSA));
    broken(
        &good,
        &shortened(&good, 1),
        &key(RSA),
        "jwe-encrypted-key-length",
        "has 255 bytes; with RSA-OAEP and this key it has 256",
    );
    let huge = with(&good, 1, &encode(&[0xff; 256]));
    broken(&good, &huge, &key(RSA), "jwe-encrypted-key-too-large", "too large a number");
    for (alg, key) in [("dir", short), ("ECDH-ES", key(P256))] {
        let good = token(alg, "A128GCM", &key);
        broken(&good, &with(&good, 1, "AAAA"), &key, "jwe-encrypted-key-present", "does not encrypt one");
    }
}

#[test]
fn a_content_key_of_another_length_is_told_from_a_wrong_key() {
    for (alg, key) in [("A128KW", secret(&[1; 16])), ("RSA-OAEP", key(RSA)), ("A128GCMKW", secret(&[1; 16]))] {
        let good = token(alg, "A128GCM", &key);
        let other = with_header(&good, "enc", "\"A256GCM\"");
        broken(&good, &other, &key, "jwe-content-changed", "`enc` is A128GCM: it was changed after encryption");
        // With that not being all, the length is what is known.
        let other = with(&other, 3, &encode(&[7; 15]));
        broken(&good, &other, &key, "jwe-content-key-length", "the content key in it has 16 bytes; A256GCM needs 32");
    }
}

#[test]
fn another_padding_of_rsa_is_tried_and_named() {
    let rsa = key(RSA);
    let swapped = |good: &str, other: &str| with(good, 0, &encode(header(other, "A128GCM").as_bytes()));
    for (made, named) in [
        ("RSA-OAEP", "RSA-OAEP-256"),
        ("RSA-OAEP-256", "RSA-OAEP"),
        ("RSA-OAEP-512", "RSA-OAEP-384"),
        ("RSA-OAEP", "RSA1_5"),
    ] {
        let good = token(made, "A128GCM", &rsa);
        let hash = match made {
            "RSA-OAEP" => "SHA-1",
            "RSA-OAEP-256" => "SHA-256",
            _ => "SHA-512",
        };
        broken(&good, &swapped(&good, named), &rsa, "jwe-padding", &format!("OAEP with {hash}; `alg` is `{named}`"));
        let why = explained(&read(&swapped(&good, named)), &rsa).expect_err("another padding");
        let fix = jwt_debugger::words::of(&why).fix.expect("a remedy");
        assert!(fix.contains(&format!("\"alg\":\"{made}\"")), "{fix}");
    }
}

#[test]
fn parameters_of_the_header_are_checked() {
    let p256 = key(P256);
    let good = token("ECDH-ES", "A128GCM", &p256);
    let bad = |name: &str, value: &str| with_header(&good, name, value);
    broken(&good, &bad("apu", "\"A\""), &p256, "jwe-parameter-encoding", "`apu` has 1 character");
    broken(&good, &bad("apv", "\"a b\""), &p256, "jwe-parameter-encoding", "in `apv`");
    broken(&good, &bad("apu", "7"), &p256, "jwe-parameter-type", "`apu` is a number; it must be a string");
    broken(&good, &bad("epk", "7"), &p256, "jwe-epk", "`epk` is not a usable key");
    let point = |curve: &str, x: &[u8], y: &[u8]| {
        format!(r#"{{"kty":"EC","crv":"{curve}","x":"{}","y":"{}"}}"#, encode(x), encode(y))
    };
    broken(
        &good,
        &bad("epk", &point("P-256", &[1; 32], &[1; 32])),
        &p256,
        "jwe-epk-not-on-curve",
        "not a point of P-256",
    );
    broken(
        &good,
        &bad("epk", &point("P-384", &[1; 48], &[1; 48])),
        &p256,
        "jwe-epk-curve",
        "`epk` is on P-384, the key on P-256",
    );
    broken(&good, &bad("epk", &point("P-256", &[1; 31], &[1; 32])), &p256, "jwe-epk", "`epk` is not a usable key");
    let x25519 = key(X25519);
    let good = token("ECDH-ES", "A128GCM", &x25519);
    let low = format!(r#"{{"kty":"OKP","crv":"X25519","x":"{}"}}"#, encode(&[0; 32]));
    broken(&good, &with_header(&good, "epk", &low), &x25519, "jwe-epk-small-order", "small order on X25519");
    broken(
        &good,
        &with_header(&good, "epk", &point("P-256", &[1; 32], &[1; 32])),
        &x25519,
        "jwe-epk-curve",
        "on P-256, the key on X25519",
    );
    let missing = compact(&header("A128KW", "A128GCM"), PLAINTEXT, &secret(&[1; 16]));
    let missing = with(&missing, 0, &encode(header("ECDH-ES+A128KW", "A128GCM").as_bytes()));
    refused(&missing, &p256, "jwe-parameter-missing", "no `epk`, which ECDH-ES+A128KW needs");
    let gcm = secret(&[1; 16]);
    let good = token("A128GCMKW", "A128GCM", &gcm);
    broken(
        &good,
        &with_header(&good, "iv", "\"AAAA\""),
        &gcm,
        "jwe-parameter-length",
        "`iv` in the header has 3 bytes; it must have 12",
    );
    broken(&good, &with_header(&good, "tag", "\"AAAAAAAAAAAAAAAA\""), &gcm, "jwe-parameter-length", "must have 16");
}

#[test]
fn a_password_is_not_worked_on_for_longer_than_allowed() {
    let password = key("a password");
    let good = token("PBES2-HS256+A128KW", "A128GCM", &password);
    let bad = |count: &str| with_header(&good, "p2c", count);
    broken(&good, &bad("1000001"), &password, "jwe-iterations", "`p2c` is 1000001; 1 to 1000000 rounds");
    for count in ["0", "-1", "1e3", "1.5", "99999999999999999999999999"] {
        broken(&good, &bad(count), &password, "jwe-iterations", &format!("`p2c` is {count}"));
    }
    broken(&good, &bad("\"1000\""), &password, "jwe-parameter-type", "must be a number");
    broken(&good, &with_header(&good, "p2s", "\"A\""), &password, "jwe-parameter-encoding", "`p2s` has 1 character");
    let limits = Limits { iterations: 9_999, ..Limits::default() };
    let answer = jwe::decrypt(&read(&good), &password, &limits, &mut Numbers::new(1));
    assert_eq!(answer.expect_err("10000 rounds").code().name(), "jwe-iterations");
}

#[test]
fn compressed_content_is_bounded() {
    let short = secret(&[1; 16]);
    let header = r#"{"alg":"dir","enc":"A128GCM","zip":"DEF"}"#;
    assert_eq!(told(&compact(header, &[0; 250_000], &short), &short), Ok(vec![0; 250_000]));
    refused(&compact(header, &[0; 250_001], &short), &short, "jwe-too-long", "more than 250000 bytes");
    // What is not deflated, under a header that says it is.
    let plain = made(r#"{"alg":"dir","enc":"A128GCM"}"#, b"not deflated", &short, &mut Numbers::new(1));
    let (text, tag) = {
        use jwt_debugger::crypto::content_encryption::Cipher;
        Cipher::Gcm(16)
            .encrypt(&[1; 16], &plain.iv.bytes, encode(header.as_bytes()).as_bytes(), b"not deflated")
            .expect("fits")
    };
    let token =
        [encode(header.as_bytes()), String::new(), encode(&plain.iv.bytes), encode(&text), encode(&tag)].join(".");
    refused(&token, &short, "jwe-deflate", "its content is not DEFLATE");
}

#[test]
fn a_base64_slip_is_named_and_what_it_costs_is_tried() {
    let short = secret(&[1; 16]);
    let good = token("A128KW", "A128GCM", &short);
    let words = "apart from that the token opens with this key";
    for at in 1..5 {
        let segment = good.split('.').nth(at).expect("a segment");
        broken(&good, &with(&good, at, &format!("{segment}=")), &short, "jwe-encoding", words);
        broken(&good, &with(&good, at, &format!("{segment}\n")), &short, "jwe-encoding", words);
    }
    // The last character of 16 bytes holds four bits that belong to none.
    let tag = good.rsplit('.').next().expect("a tag");
    let stray = format!("{}{}", &tag[..21], char::from(tag.as_bytes()[21] + 1));
    broken(&good, &with(&good, 4, &stray), &short, "jwe-encoding", words);
    // Padding in the header changes what is authenticated, too.
    let padded = with(&good, 0, &format!("{}=", good.split('.').next().expect("a header")));
    let (code, title) = told(&padded, &short).expect_err("padding");
    assert_eq!(code, "jwe-encoding");
    assert!(title.contains(words) && title.contains("the header segment ends with padding"), "{title}");
    let (code, title) = told(&with(&padded, 3, &encode(&[7; 15])), &short).expect_err("padding, and other content");
    assert_eq!(code, "jwe-encoding");
    assert!(!title.contains(words) && title.contains("the header segment ends with padding"), "{title}");
}

#[test]
fn a_secret_in_another_encoding_is_tried_and_named() {
    let bytes = [0xfb; 32];
    let check = |text: String, name: &str| {
        for alg in ["A256KW", "A256GCMKW", "dir"] {
            let good = token(alg, "A256GCM", &secret(&bytes));
            assert_eq!(told(&good, &secret(&bytes)), Ok(PLAINTEXT.to_vec()));
            refused(&good, &key(&text), "jwe-secret-encoding", &format!("opens if the secret is read as {name}"));
        }
    };
    check(encode(&bytes), "base64url");
    check("fb".repeat(32), "hexadecimal");
    use base64::Engine as _;
    check(base64::engine::general_purpose::STANDARD.encode(bytes), "base64");
    let good = token("A256KW", "A256GCM", &secret(&bytes));
    refused(&good, &key(&encode(&[0xfa; 32])), "jwe-key-length", "has 43 bytes; A256KW needs 32");
}

#[test]
fn what_cannot_be_encrypted_is_refused_with_the_reason() {
    use jwt_debugger::engine::jwe::{Draft, To};
    let (short, rsa) = (secret(&[1; 16]), key(RSA));
    let check = |protected: &str, unprotected: Option<&str>, to: &[(Option<&str>, &Key)], code: &str| {
        let recipients = to.iter().map(|(header, key)| To { header: *header, key }).collect();
        let draft = Draft { protected, unprotected, recipients, aad: None, plaintext: PLAINTEXT };
        let why = jwe::encrypt(&draft, &mut Numbers::new(1)).expect_err("it cannot be encrypted");
        assert_eq!(why.code().name(), code, "{protected}");
    };
    let good = header("A128KW", "A128GCM");
    check("{", None, &[(None, &short)], "jwe-header-object");
    check(&good, Some("[]"), &[(None, &short)], "jwe-header-object");
    check(&good, None, &[(Some("7"), &short)], "jwe-header-object");
    check(&good, None, &[], "jwe-recipients-empty");
    check(&good, Some(r#"{"alg":"dir"}"#), &[(None, &short)], "jwe-name-repeated");
    check(&good, None, &[(None, &rsa)], "jwe-key-kind");
    check(&header("A256KW", "A128GCM"), None, &[(None, &short)], "jwe-key-length");
    check(&header("HS256", "A128GCM"), None, &[(None, &short)], "jwe-alg");
    let two = [(Some(r#"{"alg":"dir"}"#), &short), (Some(r#"{"alg":"A128KW"}"#), &short)];
    check(r#"{"enc":"A128GCM"}"#, None, &two, "jwe-alone");
    let two =
        [(Some(r#"{"alg":"A128KW","enc":"A128GCM"}"#), &short), (Some(r#"{"alg":"A128KW","enc":"A256GCM"}"#), &short)];
    check("", None, &two, "jwe-enc-differs");
}
