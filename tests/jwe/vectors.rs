//! Published examples: each opens, with the key alone, and those that leave nothing to chance are made again to the byte.

use crate::{Key, Numbers, decode, key, open, read};
use jwt_debugger::crypto::content_encryption::Cipher;
use jwt_debugger::crypto::key_management::agreement::{on_ec, on_x, x_public};
use jwt_debugger::crypto::{Curve, Hash, concat_kdf, ecdsa, key_management::XCurve};
use jwt_debugger::engine::jwe::{self, Draft, Jwe, Serialization, To};
use jwt_debugger::engine::verify::{Verdict, verify};
use jwt_debugger::jose::parse;
use serde_json::Value;

struct Example {
    source: String,
    plaintext: String,
    keys: Vec<Key>,
    tokens: Vec<String>,
    made_of: Value,
}

fn examples() -> Vec<Example> {
    let file: Value = serde_json::from_str(include_str!("../vectors/jwe.json")).expect("JSON");
    let list = |value: &Value| value.as_array().expect("an array").clone();
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let read = |row: &Value| Example {
        source: text(&row["source"]),
        plaintext: text(&row["plaintext"]),
        keys: list(&row["keys"]).iter().map(|jwk| key(&jwk.to_string())).collect(),
        tokens: list(&row["tokens"]).iter().map(text).collect(),
        made_of: row["made_of"].clone(),
    };
    list(&file["examples"]).iter().map(read).collect()
}

#[test]
fn each_published_example_opens_with_each_of_its_keys() {
    let examples = examples();
    assert_eq!(examples.len(), 19);
    for Example { source, plaintext, keys, tokens, .. } in &examples {
        for token in tokens {
            for (index, key) in keys.iter().enumerate() {
                let opened = open(token, key).unwrap_or_else(|why| panic!("{source}: {why}"));
                assert_eq!(String::from_utf8_lossy(&opened.plaintext.0), *plaintext, "{source}");
                assert_eq!(opened.recipient, if read(token).recipients.len() > 1 { index } else { 0 }, "{source}");
                assert_eq!(
                    jwe::read(token.as_str()).problems.iter().filter(|problem| problem.code().name() != "jwe").count(),
                    0
                );
            }
        }
    }
}

/// RFC 7520 §6.
#[test]
fn the_signed_token_in_the_published_nested_one_is_found_and_verifies() {
    let file: Value = serde_json::from_str(include_str!("../vectors/rfc7520-nested.json")).expect("JSON");
    let row = &file["tokens"][0];
    let (recipient, signer) = (key(&row["recipient"].to_string()), key(&row["signer"].to_string()));
    let compact = row["compact"].as_str().expect("a string").to_owned();
    for token in [compact, row["general"].to_string(), row["flattened"].to_string()] {
        let opened = open(&token, &recipient).expect("it opens");
        let inner = String::from_utf8(opened.plaintext.0.clone()).expect("text");
        assert_eq!(row["inner"], inner);
        let parsed = parse(inner).token.expect("a token");
        assert!(matches!(verify(&parsed, Some(&signer), None), Verdict::Valid(_)));
        assert_eq!(row["payload"], *parsed.payload.expect("claims").text);
    }
}

/// The same headers, content and random numbers as an example.
fn again(jwe: &Jwe, example: &Example) -> Jwe {
    let part = |name: &str| example.made_of[name].as_str().map(decode).unwrap_or_default();
    let mut numbers = Numbers::given(&[&part("cek"), &part("key_iv"), &part("ephemeral"), &part("iv")]);
    let recipients = jwe.recipients.iter().map(|recipient| To {
        header: recipient.header.as_ref().map(|header| header.text.as_str()),
        key: &example.keys[0],
    });
    let draft = Draft {
        protected: jwe.header.as_ref().map_or("", |header| header.text.as_str()),
        unprotected: jwe.unprotected.as_ref().map(|header| header.text.as_str()),
        recipients: recipients.collect(),
        aad: jwe.aad.as_ref().map(|aad| &*aad.bytes),
        plaintext: example.plaintext.as_bytes(),
    };
    jwe::encrypt(&draft, &mut numbers).unwrap_or_else(|why| panic!("{}: {why}", example.source))
}

#[test]
fn what_leaves_nothing_to_chance_is_made_again_to_the_byte() {
    let mut made = 0;
    for example in examples().iter().filter(|example| !example.made_of.is_null()) {
        for token in &example.tokens {
            let jwe = read(token);
            let again = again(&jwe, example);
            // Compressors may differ, so that there the ciphertext and its tag do.
            if example.made_of["zip"] == true {
                let wrapped = |jwe: &Jwe| (jwe.recipients[0].encrypted_key.text.clone(), jwe.iv.text.clone());
                assert_eq!(wrapped(&again), wrapped(&jwe), "{}", example.source);
                continue;
            }
            let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
            match jwe.form {
                Serialization::Compact => assert_eq!(again.compact().as_ref(), Some(token), "{}", example.source),
                Serialization::Flattened => {
                    assert_eq!(json(&again.flattened().expect("one recipient")), json(token), "{}", example.source);
                }
                Serialization::General => assert_eq!(json(&again.general()), json(token), "{}", example.source),
            }
            made += 1;
        }
    }
    assert_eq!(made, 26);
}

#[test]
fn forms_are_converted_without_a_change_where_that_is_possible() {
    for example in examples() {
        for token in &example.tokens {
            let jwe = read(token);
            let forms = [jwe.compact(), jwe.flattened(), Some(jwe.general())];
            let bare = jwe.unprotected.is_none() && jwe.aad.is_none() && jwe.header.is_some();
            let bare = bare && jwe.recipients.iter().all(|recipient| recipient.header.is_none());
            let single = jwe.recipients.len() == 1;
            assert_eq!(forms.each_ref().map(Option::is_some), [single && bare, single, true], "{}", example.source);
            for form in forms.into_iter().flatten() {
                let opened = open(&form, &example.keys[0]).unwrap_or_else(|why| panic!("{}: {why}", example.source));
                assert_eq!(String::from_utf8_lossy(&opened.plaintext.0), example.plaintext);
            }
        }
    }
}

#[test]
fn the_intermediates_are_those_of_the_appendices() {
    let example = |source: &str| examples().into_iter().find(|example| example.source == source).expect("an example");
    let seen = |source: &str| {
        let example = example(source);
        open(&example.tokens[0], &example.keys[0]).expect("it opens").intermediates
    };
    // RFC 7516 §A.3.3 to §A.3.6.
    let a3 = seen("RFC 7516 A.3");
    let cek = decode("BNMfxVSd_P4LZJ36P6pqzmt81C1vawnbyLEA8I-cLM8");
    assert_eq!(a3.cek.as_ref().map(|cek| cek.0.clone()), Some(cek.clone()));
    assert_eq!(a3.mac_key.as_ref().map(|key| key.0.clone()), Some(cek[..16].to_vec()));
    assert_eq!(a3.encryption_key.as_ref().map(|key| key.0.clone()), Some(cek[16..].to_vec()));
    assert_eq!(a3.kek.as_ref().map(|key| key.0.clone()), Some(decode("GawgguFyGrWKav7AX4VKUg")));
    assert_eq!(a3.aad, b"eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0");
    assert_eq!((a3.z.is_none(), a3.other_info.is_none(), a3.salt.is_none()), (true, true, true));
    // RFC 7520 §5.3.2 and §5.5.2.
    let pbes2 = seen("RFC 7520 5.3");
    assert!(pbes2.salt.is_some_and(|salt| salt.starts_with(b"PBES2-HS512+A256KW\0")));
    assert_eq!(pbes2.kek.map(|key| key.0.len()), Some(32));
    let agreed = seen("RFC 7520 5.5");
    assert_eq!(agreed.cek.map(|cek| cek.0.clone()), Some(decode("hzHdlfQIAEehb8Hrd_mFRhKsKLEzPfshfXs9l6areCc")));
    assert_eq!((agreed.z.map(|z| z.0.len()), agreed.kek.is_none()), (Some(32), true));
    assert!(!format!("{a3:?}").contains("[4, 211"), "secrets do not print");
}

/// RFC 7518 §B.1, §B.2, §B.3: the keys count up from zero, and the rest is the same.
#[test]
fn authenticated_encryption_is_that_of_rfc_7518() {
    let plaintext = b"A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience";
    let iv = [0x1a, 0xf3, 0x8c, 0x2d, 0xc2, 0xb9, 0x6f, 0xfd, 0xd8, 0x66, 0x94, 0x09, 0x23, 0x41, 0xbc, 0x04];
    let aad = b"The second principle of Auguste Kerckhoffs";
    let check = |hash: Hash, expected: &str| {
        let key: Vec<u8> = (0..hash.bytes() as u8).collect();
        let (text, tag) = Cipher::CbcHmac(hash).encrypt(&key, &iv, aad, plaintext).expect("lengths that fit");
        let hex: String = tag.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((text.len(), hex.as_str()), (144, expected));
        let opened = Cipher::CbcHmac(hash).decrypt(&key, &iv, aad, &text, &tag).expect("it opens");
        assert_eq!(*opened, plaintext);
    };
    check(Hash::Sha256, "652c3fa36b0a7c5b3219fab3a30bc1c4");
    check(Hash::Sha384, "8490ac0e58949bfe51875d733f93ac2075168039ccc733d7");
    check(Hash::Sha512, "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5");
}

/// RFC 7518 §C.
#[test]
fn key_agreement_is_that_of_rfc_7518() {
    let [bob_x, bob_y] =
        ["weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck"].map(decode);
    let bob_d = decode("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw");
    let [alice_x, alice_y] =
        ["gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0", "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"].map(decode);
    let alice_d = decode("0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo");
    let z = on_ec(Curve::P256, &alice_d, [&bob_x, &bob_y]).expect("keys");
    assert_eq!(on_ec(Curve::P256, &bob_d, [&alice_x, &alice_y]).expect("keys"), z);
    assert_eq!(ecdsa::public_key(Curve::P256, &alice_d), Some([alice_x, alice_y]));
    let info = concat_kdf::other_info("A128GCM", b"Alice", b"Bob", 16);
    assert_eq!(*concat_kdf::derive(&z, &info, 16), decode("VqqN6vgjbSBcIijNcacQGg"));
}

/// RFC 8037 §A.6 and §A.7, whose numbers are those of RFC 7748 §6.
#[test]
fn key_agreement_on_montgomery_curves_is_that_of_rfc_8037() {
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("hex")).collect()
    };
    let check = |curve: XCurve, ephemeral: &str, epk: &str, theirs: &str, z: &str| {
        let ephemeral = hex(ephemeral);
        assert_eq!(x_public(curve, &ephemeral), Some(decode(epk)));
        assert_eq!(on_x(curve, &ephemeral, &decode(theirs)).map(|z| z.to_vec()), Some(hex(z)));
    };
    check(
        XCurve::X25519,
        "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
        "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo",
        "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08",
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
    );
    check(
        XCurve::X448,
        "9a8f4925d1519f5775cf46b04b5800d4ee9ee8bae8bc5565d498c28dd9c9baf574a9419744897391006382a6f127ab1d9ac2d8c0a598726b",
        "mwj3zDG34-Z9ItWuoSEHSic70rg94Jxj-qc9LCLF2bvINmRyQdlT1AxbEtqIEg1TF3-A5TLEH6A",
        "PreoKbDNIPW8_AtZm2_sz22kYnEHvbDU80W0MCfYuXL8PjT7QjKhPKcG3LV67D2uB73BxnvzNgk",
        "07fff4181ac6cc95ec1c16a94a0f74d12da232ce40a77552281d282bb60c0b56fd2464c335543936521c24403085d59a449a5037514a879d",
    );
}
