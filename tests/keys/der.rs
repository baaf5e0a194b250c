//! Keys on Edwards curves and ML-DSA keys in DER that is put together here: the openssl at hand does not know ML-DSA, and no tool
//! writes what is wrong on purpose.
//!
//! Structures: RFC 8410 §3 and §7, RFC 9881 §4 and §6, both in PKCS#8 of RFC 5958 §2.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jwt_debugger::key::{EdCurve, Encoding, Key, Material, MlDsa, Pair, detect};

const SEQUENCE: u8 = 0x30;
const OCTET_STRING: u8 = 4;
/// 1.3.101.112 and 1.3.101.113.
const ED25519: &[u8] = &[6, 3, 0x2b, 0x65, 0x70];
const ED448: &[u8] = &[6, 3, 0x2b, 0x65, 0x71];
const VERSION_0: &[u8] = &[2, 1, 0];
const VERSION_1: &[u8] = &[2, 1, 1];

/// The element with these contents.
fn encode(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let header = match content.len() {
        short @ 0..=0x7f => vec![tag, short as u8],
        medium @ 0x80..=0xff => vec![tag, 0x81, medium as u8],
        long => vec![tag, 0x82, (long >> 8) as u8, long as u8],
    };
    [header, content].concat()
}

fn spki(oid: &[u8], key: &[u8]) -> String {
    let der = encode(SEQUENCE, &[&encode(SEQUENCE, &[oid]), &encode(3, &[&[0], key])]);
    pem("PUBLIC KEY", &der)
}

/// PKCS#8 with `inner` as the private key, and further elements.
fn pkcs8(version: &[u8], oid: &[u8], inner: &[u8], more: &[u8]) -> String {
    let der = encode(SEQUENCE, &[version, &encode(SEQUENCE, &[oid]), &encode(OCTET_STRING, &[inner]), more]);
    pem("PRIVATE KEY", &der)
}

fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}

/// `text` is this key, or is refused with that code.
#[track_caller]
fn check(text: &str, expected: Result<&Material, &str>) {
    let found = detect(text, Encoding::Utf8).expect("there is text");
    assert_eq!(
        found.as_ref().map(|key| &key.material).map_err(|fault| fault.code().name()),
        expected,
        "{text}: {found:?}"
    );
}

fn public(key: &Key) -> (Vec<u8>, Material) {
    match key.material.clone() {
        Material::Okp(key) => (key.x.clone(), Material::Okp(jwt_debugger::key::Okp { d: None, ..key })),
        Material::Akp(key) => (key.public.clone(), Material::Akp(jwt_debugger::key::Akp { seed: None, ..key })),
        other => panic!("{other:?}"),
    }
}

#[test]
fn keys_on_edwards_curves_are_read_and_checked() {
    for (curve, oid, other) in [(EdCurve::Ed25519, ED25519, ED448), (EdCurve::Ed448, ED448, ED25519)] {
        let seed = vec![7; curve.key_bytes()];
        let pair = Pair::Okp(curve).of(&seed).expect("any seed of that length");
        let (x, half) = public(&pair);
        let inner = encode(OCTET_STRING, &[&seed]);
        check(&spki(oid, &x), Ok(&half));
        check(&spki(oid, &x[1..]), Err("okp-length"));
        check(&spki(other, &x), Err("okp-length"));
        check(
            &pem("PUBLIC KEY", &encode(SEQUENCE, &[&encode(SEQUENCE, &[oid]), &encode(3, &[&[1], &x])])),
            Err("key-der"),
        );
        check(&pkcs8(VERSION_0, oid, &inner, &[]), Ok(&pair.material));
        check(&pkcs8(&[2, 1, 2], oid, &inner, &[]), Err("pkcs8-version"));
        check(&pkcs8(VERSION_0, other, &inner, &[]), Err("okp-length"));
        check(&pkcs8(VERSION_0, oid, &encode(OCTET_STRING, &[&seed[1..]]), &[]), Err("okp-length"));
        // The seed without its own OCTET STRING, and bytes after it: inside, after the structure, after the key.
        check(&pkcs8(VERSION_0, oid, &seed, &[]), Err("key-der"));
        check(&pkcs8(VERSION_0, oid, &[&inner[..], &[5, 0]].concat(), &[]), Err("key-der"));
        check(&pkcs8(VERSION_0, oid, &inner, &[5, 0]), Err("key-der"));
        let whole = encode(SEQUENCE, &[VERSION_0, &encode(SEQUENCE, &[oid]), &encode(OCTET_STRING, &[&inner])]);
        check(&pem("PRIVATE KEY", &[&whole[..], &[0]].concat()), Err("pem-trailing-bytes"));
        check(&pem("PRIVATE KEY", &whole[..whole.len() - 1]), Err("pem-body-cut"));
        check(&pem("PUBLIC KEY", &whole), Err("pem-label-content"));
        // With its public half, as RFC 5958 has it since version 1.
        let with = |x: &[u8]| pkcs8(VERSION_1, oid, &inner, &encode(0x81, &[&[0], x]));
        check(&with(&x), Ok(&pair.material));
        check(&with(&vec![7; x.len()]), Err("okp-private-does-not-match"));
    }
}

#[test]
fn the_examples_of_rfc_8410_are_read() {
    // Section 10.1 and 10.3: one key, alone, and with an attribute and its public half.
    let spki = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";
    let short = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
    let long = "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\
                oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB\
                Z9w7lshQhqowtrbLDFw4rXAxZuE=";
    let key = |label: &str, body: &str| {
        let text = format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----");
        detect(&text, Encoding::Utf8).expect("there is text").unwrap_or_else(|fault| panic!("{text}: {fault}"))
    };
    let (short, long) = (key("PRIVATE KEY", short), key("PRIVATE KEY", long));
    assert_eq!(short.material, long.material);
    assert_eq!(public(&short).1, key("PUBLIC KEY", spki).material);
}

#[test]
fn ml_dsa_keys_are_read_and_checked() {
    for (set, last) in [(MlDsa::MlDsa44, 17), (MlDsa::MlDsa65, 18), (MlDsa::MlDsa87, 19)] {
        // 2.16.840.1.101.3.4.3.17 and the two after it.
        let oid = [&[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3][..], &[last]].concat();
        let seed = [7; 32];
        let pair = Pair::Akp(set).of(&seed).expect("any seed of that length");
        let (bytes, half) = public(&pair);
        check(&spki(&oid, &bytes), Ok(&half));
        check(&spki(&oid, &bytes[1..]), Err("akp-length"));
        let other = [&oid[..10], &[if last == 17 { 18 } else { 17 }]].concat();
        check(&spki(&other, &bytes), Err("akp-length"));
        // The three forms of RFC 9881 §6: seed, expanded key, both.
        let short = encode(0x80, &[&seed]);
        let expanded = encode(OCTET_STRING, &[&[1; 2560]]);
        let both = encode(SEQUENCE, &[&encode(OCTET_STRING, &[&seed]), &expanded]);
        check(&pkcs8(VERSION_0, &oid, &short, &[]), Ok(&pair.material));
        check(&pkcs8(VERSION_0, &oid, &both, &[]), Ok(&pair.material));
        check(&pkcs8(VERSION_0, &oid, &expanded, &[]), Err("akp-seed-missing"));
        check(&pkcs8(VERSION_0, &oid, &encode(0x80, &[&seed[1..]]), &[]), Err("akp-length"));
        check(&pkcs8(VERSION_0, &oid, &seed, &[]), Err("key-der"));
        check(&pkcs8(&[2, 1, 2], &oid, &short, &[]), Err("pkcs8-version"));
        check(&pkcs8(VERSION_0, &oid, &[&short[..], &[5, 0]].concat(), &[]), Err("key-der"));
        check(
            &pkcs8(VERSION_0, &oid, &encode(SEQUENCE, &[&encode(OCTET_STRING, &[&seed]), &expanded, &[5, 0]]), &[]),
            Err("key-der"),
        );
        let with = |public: &[u8]| pkcs8(VERSION_1, &oid, &short, &encode(0x81, &[&[0], public]));
        check(&with(&bytes), Ok(&pair.material));
        check(&with(&vec![7; bytes.len()]), Err("akp-seed-does-not-match"));
    }
}

#[test]
fn an_ml_dsa_key_without_boundaries_is_told_from_a_secret() {
    let pair = Pair::Akp(MlDsa::MlDsa65).of(&[9; 32]).expect("any seed of that length");
    let (bytes, half) = public(&pair);
    let text = spki(&[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18], &bytes);
    let body = text.lines().nth(1).expect("one line between the boundaries");
    check(body, Ok(&half));
    let der = STANDARD.decode(body).expect("base64");
    check(&der.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":"), Ok(&half));
}
