//! What is done to tokens and by those who make them, alone and together: the search names it, and no more than that.

use crate::{Key, Numbers, X25519, decode, encode, explained, key, made, read, secret, told};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use jwt_debugger::base::diagnostic::Remedy;
use jwt_debugger::crypto::content_encryption::Cipher;
use jwt_debugger::crypto::key_management::{XCurve, aes_kw, agreement, password};
use jwt_debugger::crypto::{Hash, concat_kdf, hmac};

const PLAINTEXT: &[u8] = br#"{"sub":"alice"}"#;
const CEK: [u8; 32] = *b"the content key of these tokens.";

fn plain(key: &[u8], iv: &[u8], header: &[u8]) -> (Vec<u8>, Vec<u8>) {
    Cipher::CbcHmac(Hash::Sha256).encrypt(key, iv, header, PLAINTEXT).expect("lengths that fit")
}

fn joined(header: &str, parts: [&[u8]; 4]) -> String {
    format!("{}.{}", encode(header.as_bytes()), parts.map(encode).join("."))
}

/// The token is refused with this code and in these words.
#[track_caller]
fn says(token: &str, key: &Key, code: &str, title: &str) {
    let (found, said) = told(token, key).expect_err("it does not open");
    assert_eq!((found, said.as_str()), (code, title), "{token}");
}

fn segments(token: &str) -> Vec<String> {
    token.split('.').map(str::to_owned).collect()
}

/// The token with this done to one of its segments.
fn with(token: &str, segment: usize, change: impl FnOnce(&str) -> String) -> String {
    let mut parts = segments(token);
    parts[segment] = change(&parts[segment]);
    parts.join(".")
}

/// The text with its character at `at`, counted from one, replaced by the next of base64url, and what that says of it.
fn replaced(text: &str, at: usize, part: &str) -> (String, String) {
    const ALL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let was = char::from(text.as_bytes()[at - 1]);
    let is = ALL.chars().cycle().skip_while(|c| *c != was).nth(1).expect("another");
    let said = format!("character {at} of the {part} is `{was}`, not `{is}`");
    (format!("{}{is}{}", &text[..at - 1], &text[at..]), said)
}

fn token(alg: &str, enc: &str, key: &Key) -> String {
    let header = format!(r#"{{"alg":"{alg}","enc":"{enc}","kid":"k1"}}"#);
    made(&header, PLAINTEXT, key, &mut Numbers::new(1)).compact().expect("a compact form")
}

const KINDS: [(&str, &str); 6] = [
    ("A128KW", "A128CBC-HS256"),
    ("A128KW", "A256GCM"),
    ("A128GCMKW", "A256CBC-HS512"),
    ("ECDH-ES+A128KW", "A128GCM"),
    ("ECDH-ES", "A128CBC-HS256"),
    ("dir", "A128GCM"),
];

fn held(alg: &str) -> Key {
    if alg.starts_with("ECDH") { key(X25519) } else { secret(&[1; 16]) }
}

#[test]
fn one_character_of_each_part_is_named_with_what_stood_there() {
    for (alg, enc) in KINDS {
        let key = held(alg);
        let right = if ["ECDH-ES", "dir"].contains(&alg) { "" } else { "the key is right; " };
        let good = token(alg, enc, &key);
        assert_eq!(told(&good, &key), Ok(PLAINTEXT.to_vec()), "the control");
        for (segment, part) in [(2, "initialization vector"), (3, "ciphertext"), (4, "authentication tag")] {
            for at in [1, 7] {
                let (text, said) = replaced(&segments(&good)[segment], at, part);
                let bad = with(&good, segment, |_| text);
                says(&bad, &key, "jwe-content-changed", &format!("{right}the token opens if {said}"));
            }
            let swapped = with(&good, segment, |text| {
                let mut bytes = text.as_bytes().to_vec();
                assert_ne!(bytes[2], bytes[3], "another text is needed");
                bytes.swap(2, 3);
                String::from_utf8(bytes).expect("ASCII")
            });
            let said =
                format!("{right}the token opens if character 3 of the {part} and the one behind it change places");
            says(&swapped, &key, "jwe-content-changed", &said);
        }
        let header = with(&good, 0, |text| {
            encode(String::from_utf8(decode(text)).expect("text").replace("k1", "k7").as_bytes())
        });
        let at = String::from_utf8(decode(&segments(&good)[0])).expect("text").find("k1").expect("a kid") + 2;
        let said = format!("{right}the token opens if character {at} of the header is `1`, not `7`");
        says(&header, &key, "jwe-content-changed", &said);
    }
}

/// Four bits of the last character of 16 bytes are of none of them: what stands there is named, not what it is read as.
#[test]
fn a_character_of_the_tag_is_named_as_it_stands_in_the_token() {
    for enc in ["A128GCM", "A128CBC-HS256"] {
        let key = secret(&[1; 16]);
        let good = token("A128KW", enc, &key);
        let tag = segments(&good).remove(4);
        let last = tag.chars().last().expect("a character");
        let slip = "the authentication tag is read despite how it is written, which is not strict base64url";
        let check = |tag: String, code: &str, said: &str| {
            let bad = with(&good, 4, |_| tag);
            says(&bad, &key, code, &format!("the key is right; the token opens if {said}"));
        };
        // `D`, `T`, `j` and `z` leave bits over that are set, and one of them is read as what was sent; `*` is no base64url.
        let strays: Vec<char> = "DTjz*".chars().filter(|stray| last as u8 + 3 != *stray as u8).collect();
        assert_eq!(strays.len(), 4);
        for stray in strays {
            let said = format!("character 22 of the authentication tag is `{last}`, not `{stray}`");
            check(format!("{}{stray}", &tag[..21]), "jwe-content-changed", &said);
        }
        // One is changed, and the tag is written in another way as well.
        let (other, changed) = replaced(&tag, 5, "authentication tag");
        check(format!("{other}=="), "jwe-encoding", &format!("{slip} and {changed}"));
        let stray = char::from(last as u8 + 3);
        check(format!("{}{stray}", &other[..21]), "jwe-encoding", &format!("{slip} and {changed}"));
    }
}

#[test]
fn a_header_that_was_written_anew_is_named() {
    let rewritten = |token: &str, change: fn(&str) -> String| {
        with(token, 0, |text| encode(change(core::str::from_utf8(&decode(text)).expect("text")).as_bytes()))
    };
    type Change = (fn(&str) -> String, &'static str);
    let changes: [Change; 6] = [
        (|text| text.replace("\":", "\": "), "the header is written without white space"),
        (|text| text.replace("}", ",\"x\":1}"), "`x` is taken out of the header: it was put in after encryption"),
        (
            |text| text.replace("{", "{\"typ\":\"JWT\","),
            "`typ` is taken out of the header: it was put in after encryption",
        ),
        (
            |text| {
                let members: Vec<&str> = text.trim_matches(['{', '}']).split(',').collect();
                format!("{{{}}}", members.into_iter().rev().collect::<Vec<_>>().join(","))
            },
            "the header is sorted by member names",
        ),
        (|text| text.replace("A128GCM", "A192GCM"), "`enc` is A128GCM: it was changed after encryption"),
        (|text| text.replace("A128GCM", "A128CBC-HS256"), "`enc` is A128GCM: it was changed after encryption"),
    ];
    let key = secret(&[1; 16]);
    let good = token("A128KW", "A128GCM", &key);
    for (change, said) in changes {
        let bad = rewritten(&good, change);
        assert_ne!(bad, good, "{said}");
        says(&bad, &key, "jwe-content-changed", &format!("the key is right; the token opens if {said}"));
        // And with a second fault.
        let (tag, also) = replaced(&segments(&good)[4], 5, "authentication tag");
        let both = with(&bad, 4, |_| tag);
        says(&both, &key, "jwe-content-changed", &format!("the key is right; the token opens if {said} and {also}"));
    }
}

#[test]
fn a_secret_that_became_another_on_its_way_is_named_with_what_else_is_wrong() {
    let bytes = [0xfb; 32];
    let base64 = STANDARD.encode(bytes);
    let unquoted = "the secret is taken without the quotes around it, and then base64-decoded";
    for alg in ["A256KW", "A256GCMKW", "dir"] {
        let good = token(alg, "A256GCM", &secret(&bytes));
        let quoted = key(&format!("\"{base64}\""));
        says(&good, &quoted, "secret-quotes", &format!("the token opens if {unquoted}"));
        let (text, also) = replaced(&segments(&good)[4], 3, "authentication tag");
        let both = with(&good, 4, |_| text);
        let (code, title) = told(&both, &key(&encode(&bytes))).expect_err("two faults");
        assert_eq!(
            (code, title),
            ("jwe-secret-encoding", format!("the token opens if the secret is base64url-decoded and {also}")),
            "{alg}"
        );
        // A slip in base64url, and the secret.
        let slip = with(&good, 2, |text| format!("{text}="));
        let said = "the token opens if the initialization vector is read despite how it is written, which is not strict base64url";
        let (code, title) = told(&slip, &quoted).expect_err("two faults");
        assert_eq!(code, "secret-quotes", "{title}");
        assert_eq!(title, format!("the token opens if {unquoted} and {}", &said["the token opens if ".len()..]));
    }
    // One press reads the secret as it should be, and the token opens.
    let good = token("A256KW", "A256GCM", &secret(&bytes));
    let quoted = key(&format!("'{base64}'"));
    let why = explained(&read(&good), &quoted).expect_err("quotes");
    assert_eq!(why.remedy, Some(Remedy::Secret(jwt_debugger::key::Secret(bytes.to_vec()))));
    // With the secret right and the content beyond what is known here, that much is said.
    let lost = with(&good, 3, |_| encode(&[7; 15]));
    let (code, title) = told(&lost, &quoted).expect_err("two faults");
    assert_eq!(code, "secret-quotes");
    assert!(
        title.starts_with(&format!("the encrypted key opens if {unquoted};")) && title.contains("still not what"),
        "{title}"
    );
}

#[test]
fn a_password_that_became_another_is_named_where_pbkdf2_is_quick() {
    let header = |rounds: u32| format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":{rounds}}}"#);
    let sealed = |rounds, password: &str| {
        made(&header(rounds), PLAINTEXT, &key(password), &mut Numbers::new(1)).compact().expect("a compact form")
    };
    says(
        &sealed(100, "a password"),
        &key("\"a password\""),
        "secret-quotes",
        "the token opens if the secret is taken without the quotes around it",
    );
    says(
        &sealed(100, "a password\n"),
        &key("a password"),
        "secret-white-space",
        "the token opens if the secret is followed by a line feed",
    );
    // A million rounds are not done again for each of them.
    let (code, _) = told(&sealed(30_000, "a password"), &key("\"a password\"")).expect_err("another password");
    assert_eq!(code, "jwe-unwrap");
    let p2s = encode(b"salt of 16 bytes");
    let header = format!(r#"{{"alg":"PBES2-HS256+A128KW","enc":"A128CBC-HS256","p2s":"{p2s}","p2c":100}}"#);
    let check = |hash: Hash, salt: &[u8], said: &str| {
        let kek = password::derive(hash, b"a password", salt, 100, 16);
        let (text, tag) = plain(&CEK, &[9; 16], encode(header.as_bytes()).as_bytes());
        let token = joined(&header, [&aes_kw::wrap(&kek, &CEK).expect("a key"), &[9; 16], &text, &tag]);
        says(&token, &key("a password"), "jwe-method", &format!("the token opens if {said}"));
    };
    let whole = |salt: &[u8]| [b"PBES2-HS256+A128KW\0", salt].concat();
    check(Hash::Sha256, b"salt of 16 bytes", "the salt is `p2s` alone, without the name of the algorithm before it");
    check(Hash::Sha256, &whole(p2s.as_bytes()), "`p2s` is not decoded");
    check(
        Hash::Sha256,
        p2s.as_bytes(),
        "the salt is the text of `p2s`, not decoded and without the name of the algorithm before it",
    );
    check(Hash::Sha512, &whole(b"salt of 16 bytes"), "PBKDF2 uses SHA-512");
}

/// What those do who put AES and HMAC together themselves.
#[test]
fn content_that_was_encrypted_in_another_way_is_named() {
    let header = r#"{"alg":"dir","enc":"A128CBC-HS256"}"#;
    let (sent, iv, held) = (encode(header.as_bytes()), [9; 16], secret(&CEK));
    let (text, tag) = plain(&CEK, &iv, sent.as_bytes());
    let control = joined(header, [b"", &iv, &text, &tag]);
    assert_eq!(told(&control, &held), Ok(PLAINTEXT.to_vec()));
    let check = |iv: &[u8], text: &[u8], tag: &[u8], said: &str| {
        let token = joined(header, [b"", iv, text, tag]);
        says(&token, &held, "jwe-method", &format!("the token opens if {said}"));
        // A wrong secret explains nothing.
        let (code, title) = told(&token, &secret(&[7; 32])).expect_err("another secret");
        assert!(["jwe-tag", "jwe-tag-length", "jwe-iv-length", "jwe-ciphertext-length"].contains(&code), "{title}");
    };
    let hmac = |parts: &[&[u8]]| hmac::tag(Hash::Sha256, &CEK[..16], &parts.concat());
    let bits = (sent.len() as u64 * 8).to_be_bytes();
    let aad = sent.as_bytes();
    let whole = hmac(&[aad, &iv, &text, &bits]);
    check(
        &iv,
        &text,
        &hmac(&[aad, &iv, &text, &(sent.len() as u64).to_be_bytes()])[..16],
        "the HMAC counts the additional data in bytes, not bits",
    );
    check(&iv, &text, &hmac(&[aad, &iv, &text])[..16], "the HMAC leaves out the length of the additional data");
    check(&iv, &text, &hmac(&[aad, &text, &bits])[..16], "the HMAC leaves out the initialization vector");
    check(&iv, &text, &whole[16..], "the tag is the second half of the HMAC, not the first");
    check(&iv, &text, &whole, "the tag is the whole HMAC, not its first half");
    check(&iv, &[&text[..], &tag].concat(), &tag, "the end of the ciphertext is taken for the tag");
    check(&iv, &[&text[..], &tag].concat(), b"", "the end of the ciphertext is taken for the tag");
    check(&iv, &[&iv[..], &text].concat(), &tag, "the start of the ciphertext is taken for the initialization vector");
    check(&tag, &text, &iv, "the last three parts are read as tag, ciphertext and initialization vector");
    check(&text, &iv, &tag, "the last three parts are read as ciphertext, initialization vector and tag");
    let (other, its) = plain(&[&CEK[16..], &CEK[..16]].concat(), &iv, aad);
    check(
        &iv,
        &other,
        &its,
        "the halves of the content key are swapped: the first is for the HMAC, the second for AES",
    );
    for (aad, said) in [
        (&b""[..], "no additional data are authenticated"),
        (header.as_bytes(), "the decoded header is authenticated in place of its base64url"),
        (
            URL_SAFE.encode(header).as_bytes(),
            "the header is authenticated in another base64, with padding or `+` and `/`",
        ),
    ] {
        let (text, tag) = plain(&CEK, &iv, aad);
        check(&iv, &text, &tag, said);
    }
    // Two of them.
    let both = hmac(&[header.as_bytes(), &iv, &text]);
    check(
        &iv,
        &text,
        &both[..16],
        "the decoded header is authenticated in place of its base64url and the HMAC leaves out the length of the additional data",
    );
}

#[test]
fn a_key_that_was_used_or_derived_in_another_way_is_named() {
    // The secret is the content key, or wraps one, whatever `alg` says.
    let iv = [9; 16];
    for (header, wrapped, said) in [
        (
            r#"{"alg":"A256KW","enc":"A128CBC-HS256"}"#,
            vec![5; 40],
            "the secret itself is the content key, as with `dir`",
        ),
        (
            r#"{"alg":"dir","enc":"A128CBC-HS256"}"#,
            aes_kw::wrap(&CEK, &[3; 32]).expect("a key"),
            "the secret unwraps the encrypted key, as with A128KW, A192KW or A256KW",
        ),
    ] {
        let cek = if header.contains("dir") { [3; 32] } else { CEK };
        let (text, tag) = plain(&cek, &iv, encode(header.as_bytes()).as_bytes());
        says(
            &joined(header, [&wrapped, &iv, &text, &tag]),
            &secret(&CEK),
            "jwe-method",
            &format!("the token opens if {said}"),
        );
    }
    // RFC 7748 §6.1: Bob makes the ephemeral key, and Alice holds the other.
    let hex = |text: &str| -> Vec<u8> {
        (0..32).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hex")).collect()
    };
    let bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    let epk = encode(&agreement::x_public(XCurve::X25519, &bob).expect("a key"));
    let z = agreement::on_x(XCurve::X25519, &bob, &decode("hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"))
        .expect("a secret");
    let info = |name: &str, u: &[u8], v: &[u8], length: usize| concat_kdf::other_info(name, u, v, length);
    let header = |alg: &str| {
        format!(
            r#"{{"alg":"{alg}","enc":"A128CBC-HS256","apu":"QWxpY2U","apv":"Qm9i","epk":{{"kty":"OKP","crv":"X25519","x":"{epk}"}}}}"#
        )
    };
    let check = |alg: &str, derived: Option<&[u8]>, info: &[u8], said: &str| {
        let header = header(alg);
        let length = if alg == "ECDH-ES" { 32 } else { 16 };
        let key = derived.map_or_else(|| concat_kdf::derive(&z, info, length).to_vec(), |key| key[..length].to_vec());
        let (cek, wrapped) =
            if alg == "ECDH-ES" { (key, vec![]) } else { (CEK.to_vec(), aes_kw::wrap(&key, &CEK).expect("a key")) };
        let (text, tag) = plain(&cek, &iv, encode(header.as_bytes()).as_bytes());
        let token = joined(&header, [&wrapped, &iv, &text, &tag]);
        match said {
            "" => assert_eq!(told(&token, &crate::key(X25519)), Ok(PLAINTEXT.to_vec()), "the control"),
            said => says(&token, &crate::key(X25519), "jwe-method", &format!("the token opens if {said}")),
        }
    };
    for (alg, name, length) in [("ECDH-ES", "A128CBC-HS256", 32), ("ECDH-ES+A128KW", "ECDH-ES+A128KW", 16)] {
        let usual = info(name, b"Alice", b"Bob", length);
        check(alg, None, &usual, "");
        check(alg, None, &info(name, b"", b"", length), "`apu` and `apv` are left out of the key derivation");
        check(alg, None, &info(name, b"Bob", b"Alice", length), "`apu` and `apv` are swapped in the key derivation");
        check(
            alg,
            None,
            &info(name, b"QWxpY2U", b"Qm9i", length),
            "`apu` and `apv` go into the key derivation without being decoded",
        );
        let (front, _) = usual.split_at(usual.len() - 4);
        check(
            alg,
            None,
            &[front, &(length as u32).to_be_bytes()].concat(),
            "the key derivation counts the key in bytes, not bits",
        );
        let bits = (length as u32 * 8).to_be_bytes();
        check(
            alg,
            None,
            &[name.as_bytes(), b"Alice", b"Bob", &bits].concat(),
            "the key derivation leaves out the lengths of its parts",
        );
        check(alg, None, b"", "the key derivation takes nothing but the agreed secret");
        check(alg, Some(&z), b"", "the agreed secret is the key, without any key derivation");
        check(alg, Some(&Hash::Sha256.digest(&z)), b"", "the key is the plain SHA-256 of the agreed secret");
    }
    check(
        "ECDH-ES",
        None,
        &info("ECDH-ES", b"Alice", b"Bob", 32),
        "the key is derived for the name in `alg`, not in `enc`",
    );
    check(
        "ECDH-ES+A128KW",
        None,
        &info("A128CBC-HS256", b"Alice", b"Bob", 16),
        "the key is derived for the name in `enc`, not in `alg`",
    );
    check(
        "ECDH-ES+A128KW",
        None,
        &info("A128KW", b"Alice", b"Bob", 16),
        "the key is derived for the name of the key wrap alone, without `ECDH-ES+`",
    );
    // A character of `apu` or `apv` is another: the key is, and what is authenticated.
    for (alg, name, length) in [("ECDH-ES", "A128CBC-HS256", 32), ("ECDH-ES+A128KW", "ECDH-ES+A128KW", 16)] {
        let key = concat_kdf::derive(&z, &info(name, b"Alice", b"Bob", length), length).to_vec();
        let (cek, wrapped) =
            if alg == "ECDH-ES" { (key, vec![]) } else { (CEK.to_vec(), aes_kw::wrap(&key, &CEK).expect("a key")) };
        let (text, tag) = plain(&cek, &iv, encode(header(alg).as_bytes()).as_bytes());
        for (member, at, is, was) in [("apu", 4, 'q', 'p'), ("apv", 1, 'R', 'Q')] {
            let bad = header(alg).replace(
                if member == "apu" { "QWxpY2U" } else { "Qm9i" },
                if member == "apu" { "QWxqY2U" } else { "Rm9i" },
            );
            let token = joined(&bad, [&wrapped, &iv, &text, &tag]);
            let said = format!("the token opens if character {at} of the `{member}` is `{was}`, not `{is}`");
            says(&token, &crate::key(X25519), "jwe-content-changed", &said);
        }
    }
}

#[test]
fn additional_data_in_json_that_were_taken_otherwise_are_named() {
    let header = r#"{"alg":"dir","enc":"A128CBC-HS256"}"#;
    let (sent, iv) = (encode(header.as_bytes()), [9; 16]);
    let check = |authenticated: &str, said: &str| {
        let (text, tag) = plain(&CEK, &iv, authenticated.as_bytes());
        let [iv, text, tag] = [&iv[..], &text, &tag].map(encode);
        let token =
            format!(r#"{{"protected":"{sent}","aad":"bW9yZQ","iv":"{iv}","ciphertext":"{text}","tag":"{tag}"}}"#);
        match said {
            "" => assert_eq!(told(&token, &secret(&CEK)), Ok(PLAINTEXT.to_vec())),
            said => says(&token, &secret(&CEK), "jwe-method", &format!("the token opens if {said}")),
        }
    };
    check(&format!("{sent}.bW9yZQ"), "");
    check(&sent, "`aad` is not authenticated");
    check("bW9yZQ", "`aad` is authenticated without the header");
    check("more", "`aad` is authenticated decoded and without the header");
    check(&format!("{sent}.more"), "`aad` is authenticated decoded");
}

#[test]
fn a_tag_that_was_cut_off_or_filled_up_is_told_from_another() {
    for (alg, enc) in [("A128KW", "A128CBC-HS256"), ("dir", "A128GCM")] {
        let key = held(alg);
        let good = token(alg, enc, &key);
        let cut = |bytes: usize| with(&good, 4, |text| encode(&decode(text)[..bytes]));
        let said = |got: usize| {
            format!("the token is cut off at its end: the authentication tag has {got} bytes, the first of 16")
        };
        says(&cut(15), &key, "jwe-tag-length", &said(15));
        says(&cut(6), &key, "jwe-tag-length", &said(6));
        // What is left of it proves nothing.
        says(&cut(5), &key, "jwe-tag-length", &format!("the authentication tag has 5 bytes; {enc} needs 16"));
        says(
            &with(&good, 4, |_| encode(&[7; 15])),
            &key,
            "jwe-tag-length",
            &format!("the authentication tag has 15 bytes; {enc} needs 16"),
        );
    }
}

#[test]
fn with_gcm_a_character_is_found_in_a_token_of_any_length() {
    for (alg, key) in [("A128KW", secret(&[1; 16])), ("dir", secret(&[1; 16])), ("ECDH-ES", key(X25519))] {
        let header = format!(r#"{{"alg":"{alg}","enc":"A128GCM","kid":"a key of 2026"}}"#);
        let long = made(&header, &[b'a'; 100_000], &key, &mut Numbers::new(1)).compact().expect("a compact form");
        for (segment, part, at) in [(2, "initialization vector", 9), (3, "ciphertext", 3), (3, "ciphertext", 133_327)] {
            let (text, said) = replaced(&segments(&long)[segment], at, part);
            let (code, title) = told(&with(&long, segment, |_| text), &key).expect_err("another character");
            assert_eq!(code, "jwe-content-changed");
            assert!(title.ends_with(&format!("the token opens if {said}")), "{title}");
        }
        let other = with(&long, 0, |text| {
            encode(String::from_utf8(decode(text)).expect("text").replace("2026", "2025").as_bytes())
        });
        let (_, title) = told(&other, &key).expect_err("another header");
        assert!(title.contains(" of the header is `6`, not `5`"), "{title}");
        // What is not one character is not taken for one.
        let (code, title) = told(&with(&long, 2, |_| encode(&[7; 12])), &key).expect_err("another vector");
        assert!(["jwe-content-changed", "jwe-tag"].contains(&code) && !title.contains("opens if"), "{title}");
    }
}

#[test]
fn a_long_token_is_not_tried_character_by_character() {
    let key = secret(&[1; 16]);
    let long = made(r#"{"alg":"A128KW","enc":"A128CBC-HS256"}"#, &[b'a'; 100_000], &key, &mut Numbers::new(1));
    let long = with(&long.compact().expect("a compact form"), 2, |_| encode(&[7; 16]));
    let (code, _) = told(&long, &key).expect_err("another vector");
    assert_eq!(code, "jwe-content-changed");
}
