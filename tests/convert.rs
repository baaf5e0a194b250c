//! Keys written in every form they have: byte for byte what OpenSSL and node write, the same key when read back, and nothing
//! private in a public form.
//!
//! The fixtures are made by `tests/keys/generate.sh` and `tests/keys/pairs/generate.sh`.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jwt_debugger::key::Format::{self, *};
use jwt_debugger::key::{Curve, EdCurve, Encoding, Key, KeyFault, Material, MlDsa, Pair, detect};
use proptest::prelude::*;
use serde_json::Value;

macro_rules! fixture {
    ($($name:literal),+) => {
        include_str!(concat!("keys/", $($name),+))
    };
}

/// A key pair as another program wrote it: PKCS#8 first, SPKI second, and the other forms of PEM that its kind has.
type Family = (&'static str, &'static [(Format, &'static str)]);

macro_rules! family {
    ($name:literal $(, $format:ident $text:literal)*) => {
        ($name, &[
            (Pkcs8Pem, fixture!($name, "-pkcs8.pem")),
            (SpkiPem, fixture!($name, "-spki.pem"))
            $(, ($format, fixture!($name, "-", $text)))*
        ])
    };
}

const FAMILIES: [Family; 14] = [
    family!("rsa2048", Pkcs1PrivatePem "pkcs1.pem", Pkcs1PublicPem "pkcs1-public.pem"),
    family!("pairs/rsa1024", Pkcs1PrivatePem "pkcs1.pem", Pkcs1PublicPem "pkcs1-public.pem"),
    family!("pairs/rsa2048-three-primes", Pkcs1PrivatePem "pkcs1.pem", Pkcs1PublicPem "pkcs1-public.pem"),
    family!("pairs/rsa2048-e3", Pkcs1PrivatePem "pkcs1.pem", Pkcs1PublicPem "pkcs1-public.pem"),
    family!("pairs/rsa2048-unequal-primes"),
    family!("p256", Sec1Pem "sec1.pem"),
    family!("p384", Sec1Pem "sec1.pem"),
    family!("p521", Sec1Pem "sec1.pem"),
    family!("secp256k1", Sec1Pem "sec1.pem"),
    family!("ed25519"),
    family!("ed448"),
    family!("pairs/ml-dsa-44"),
    family!("pairs/ml-dsa-65"),
    family!("pairs/ml-dsa-87"),
];

/// The private keys among them that node wrote as a JWK, too.
const JWKS: [&str; 9] = [
    fixture!("rsa2048-private.jwk.json"),
    fixture!("p256-private.jwk.json"),
    fixture!("p384-private.jwk.json"),
    fixture!("p521-private.jwk.json"),
    fixture!("pairs/rsa1024-private.jwk.json"),
    fixture!("pairs/rsa2048-e3-private.jwk.json"),
    fixture!("secp256k1-private.jwk.json"),
    fixture!("ed25519-private.jwk.json"),
    fixture!("ed448-private.jwk.json"),
];

const SECRET: &str = r#"{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","kid":"shared"}"#;
const PUBLIC: [Format; 4] = [SpkiPem, Pkcs1PublicPem, JwkPublic, Jwks];

fn try_read(text: &str) -> Result<Key, KeyFault> {
    detect(text, Encoding::Utf8).expect("there is text")
}

fn read(text: &str) -> Key {
    try_read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

fn write(key: &Key, format: Format) -> String {
    key.write(format).unwrap_or_else(|fault| panic!("{} as {format:?}: {fault}", key.kind()))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Every private key of the fixtures, and a secret.
fn keys() -> impl Iterator<Item = Key> {
    FAMILIES.iter().map(|family| read(family.1[0].1)).chain([read(SECRET)])
}

/// `material` without its private part.
fn public_half(material: &Material) -> Material {
    let mut half = material.clone();
    match &mut half {
        Material::Secret(_) => {}
        Material::Rsa(key) => key.private = None,
        Material::Ec(key) => key.d = None,
        Material::Okp(key) => key.d = None,
        Material::X(key) => key.d = None,
        Material::Akp(key) => key.seed = None,
    }
    half
}

#[test]
fn each_form_is_byte_for_byte_what_another_program_wrote() {
    for (name, forms) in FAMILIES {
        for (source, text) in forms {
            let key = read(text);
            let offered = key.formats();
            let mut compared = 0;
            for (format, expected) in forms.iter().filter(|(format, _)| offered.contains(format)) {
                assert_eq!(write(&key, *format), *expected, "{name}: {source:?} as {format:?}");
                compared += 1;
            }
            assert!(compared >= if source.is_private() { 2 } else { 1 }, "{name}: {source:?}");
        }
    }
}

#[test]
fn a_jwk_has_the_members_that_node_gives_it() {
    for text in JWKS {
        let key = read(text);
        assert_eq!(json(&write(&key, JwkPrivate)), json(text));
        let mut public = json(text);
        let members = public.as_object_mut().expect("an object");
        for name in ["d", "p", "q", "dp", "dq", "qi"] {
            members.remove(name);
        }
        assert_eq!(json(&write(&key, JwkPublic)), public);
        assert_eq!(json(&write(&key, Jwks)), serde_json::json!({ "keys": [public] }));
    }
}

#[test]
fn pem_to_jwk_and_back_gives_the_same_bytes() {
    for (name, forms) in FAMILIES {
        let (private, public) = (forms[0].1, forms[1].1);
        let through = |text: &str, jwk: Format, pem: Format| write(&read(&write(&read(text), jwk)), pem);
        assert_eq!(through(private, JwkPrivate, Pkcs8Pem), private, "{name}");
        assert_eq!(through(private, JwkPublic, SpkiPem), public, "{name}");
        assert_eq!(through(public, JwkPublic, SpkiPem), public, "{name}");
        assert_eq!(through(public, Jwks, SpkiPem), public, "{name}");
    }
    let secret = write(&read(SECRET), JwkPrivate);
    assert_eq!(json(&secret), json(SECRET));
    assert_eq!(write(&read(&secret), JwkPrivate), secret);
}

#[test]
fn every_form_reads_back_as_the_same_key() {
    for key in keys() {
        for format in key.formats() {
            let text = write(&key, format);
            let found = read(&text);
            let material = if format.is_private() { key.material.clone() } else { public_half(&key.material) };
            assert_eq!(found.material, material, "{format:?} of {}", key.kind());
            assert_eq!(found.thumbprint(), key.thumbprint(), "{format:?} of {}", key.kind());
            assert_eq!(found.fingerprint(), key.fingerprint(), "{format:?} of {}", key.kind());
            // A note on anything but the size would be about our own writing.
            assert_eq!(found.notes, key.notes, "{format:?} of {}", key.kind());
            assert!(text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains('\r'), "{text}");
        }
    }
}

#[test]
fn a_key_is_offered_in_the_forms_it_has_and_refused_in_the_others() {
    let check = |key: &Key, expected: &[Format]| {
        for format in Format::ALL {
            let offered = key.formats().contains(&format);
            assert_eq!(offered, expected.contains(&format), "{format:?} of {}", key.summary());
            let code = key.write(format).err().map(|fault| fault.code().name());
            assert_eq!(code, (!offered).then_some("key-form"), "{format:?} of {}", key.summary());
        }
        assert_eq!(key.spki_der().is_some(), expected.contains(&SpkiPem));
    };
    let all = [&PUBLIC[..], &[Pkcs8Pem, JwkPrivate, Pkcs1PrivatePem]].concat();
    check(&read(fixture!("rsa2048-pkcs8.pem")), &all);
    check(&read(fixture!("rsa2048-spki.pem")), &PUBLIC);
    check(&read(fixture!("rsa2048-certificate.pem")), &PUBLIC);
    check(&read(fixture!("p256-pkcs8.pem")), &[SpkiPem, JwkPublic, Jwks, Pkcs8Pem, JwkPrivate, Sec1Pem]);
    check(&read(fixture!("p256-spki.pem")), &[SpkiPem, JwkPublic, Jwks]);
    check(&read(fixture!("ed25519-pkcs8.pem")), &[SpkiPem, JwkPublic, Jwks, Pkcs8Pem, JwkPrivate]);
    check(&read(fixture!("pairs/ml-dsa-44-spki.pem")), &[SpkiPem, JwkPublic, Jwks]);
    check(&read(SECRET), &[JwkPrivate]);
}

/// The private JWK of `pem` with some members changed: another value, or none.
fn changed(pem: &str, changes: &[(&str, Option<&str>)]) -> Key {
    let mut jwk = json(&write(&read(pem), JwkPrivate));
    let members = jwk.as_object_mut().expect("an object");
    for (name, value) in changes {
        match value {
            Some(value) => members.insert((*name).into(), Value::from(*value)),
            None => members.remove(*name),
        };
    }
    read(&jwk.to_string())
}

#[test]
fn primes_that_did_not_come_along_are_computed_or_missed_by_name() {
    let without = [("p", None), ("q", None), ("dp", None), ("dq", None), ("qi", None), ("oth", None)];
    for pem in
        [fixture!("rsa2048-pkcs8.pem"), fixture!("pairs/rsa1024-pkcs8.pem"), fixture!("pairs/rsa2048-e3-pkcs8.pem")]
    {
        let key = changed(pem, &without);
        let numbers = |text: String| {
            let jwk = json(&text);
            let mut primes = ["p", "q"].map(|name| jwk[name].as_str().expect("a member").to_owned());
            primes.sort();
            primes
        };
        let primes = numbers(write(&key, JwkPrivate));
        assert_eq!(primes, numbers(write(&read(pem), JwkPrivate)));
        assert_eq!(read(&write(&key, Pkcs8Pem)).thumbprint(), key.thumbprint());
    }
    // More than two cannot be had, and a JWK needs none.
    for pem in [fixture!("pairs/rsa2048-three-primes-pkcs8.pem")] {
        let key = changed(pem, &without);
        for format in [Pkcs8Pem, Pkcs1PrivatePem] {
            let fault = key.write(format).expect_err("there are no primes");
            assert_eq!(fault.code().name(), "rsa-primes-missing");
        }
        let jwk = json(&write(&key, JwkPrivate));
        let names: Vec<&str> = jwk.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(names, ["d", "e", "kty", "n"]);
    }
}

#[test]
fn an_exponent_that_does_not_belong_to_the_primes_is_not_written() {
    for pem in [fixture!("rsa2048-pkcs8.pem"), fixture!("pairs/rsa2048-three-primes-pkcs8.pem")] {
        let key = changed(pem, &[("d", Some("AQAB"))]);
        for format in key.formats() {
            let code = key.write(format).err().map(|fault| fault.code().name());
            assert_eq!(code, format.is_private().then_some("rsa-private"), "{format:?}");
        }
    }
}

#[test]
fn certificates_stay_with_the_key() {
    let pem = fixture!("p256-certificate.pem");
    let key = read(pem);
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    for format in [JwkPublic, Jwks] {
        let text = write(&key, format);
        let found = read(&text);
        assert_eq!(found.chain, key.chain);
        assert!(text.contains("\"x5c\": [") && text.contains(&body), "{text}");
    }
}

/// Every run of bytes that a text in one of our forms stands for: the body of PEM, or each member of a JWK.
fn contents(text: &str) -> Vec<Vec<u8>> {
    if text.starts_with('-') {
        let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        return vec![STANDARD.decode(body).expect("base64")];
    }
    let jwk = json(text);
    let jwk = jwk["keys"].get(0).unwrap_or(&jwk);
    let values = jwk.as_object().expect("an object").values();
    values.filter_map(|value| URL_SAFE_NO_PAD.decode(value.as_str()?).ok()).collect()
}

fn holds(text: &str, number: &[u8]) -> bool {
    let encoded = URL_SAFE_NO_PAD.encode(number);
    let among = |bytes: &Vec<u8>| bytes.windows(number.len()).any(|window| window == number);
    text.contains(&encoded) || contents(text).iter().any(among)
}

/// Looks for each private number of `key` in each of its forms.
fn find_private_numbers(key: &Key) {
    let jwk = json(&write(key, JwkPrivate));
    let numbers: Vec<(&String, Vec<u8>)> = jwk
        .as_object()
        .expect("an object")
        .iter()
        .filter(|(name, _)| ["d", "p", "q", "dp", "dq", "qi", "priv", "k"].contains(&name.as_str()))
        .map(|(name, value)| (name, URL_SAFE_NO_PAD.decode(value.as_str().expect("text")).expect("base64url")))
        .collect();
    assert!(!numbers.is_empty());
    for format in key.formats() {
        let text = write(key, format);
        for (name, number) in &numbers {
            let found = holds(&text, number);
            assert_eq!(found, format.is_private(), "`{name}` in {format:?} of {}", key.kind());
        }
        assert_eq!(read(&text).can_sign(), format.is_private(), "{format:?} of {}", key.kind());
    }
    if let Some(der) = key.spki_der() {
        assert!(numbers.iter().all(|(_, number)| !der.windows(number.len()).any(|window| window == number)));
    }
}

#[test]
fn no_public_form_holds_a_private_number() {
    keys().for_each(|key| find_private_numbers(&key));
}

fn any_pair() -> impl Strategy<Value = Pair> {
    let curves = Curve::ALL.map(Pair::Ec).into_iter();
    let all = curves.chain(EdCurve::ALL.map(Pair::Okp)).chain(MlDsa::ALL.map(Pair::Akp));
    prop::sample::select(all.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_key_pair_keeps_its_private_part_to_its_private_forms(pair in any_pair(), bytes in prop::collection::vec(any::<u8>(), 66)) {
        let mut private = bytes[..pair.private_bytes()].to_vec();
        // Below the order of each curve, and with zero bytes in front where the field has bits to spare.
        private[0] &= if pair == Pair::Ec(Curve::P521) { 0 } else { 0x7f };
        let key = pair.of(&private).map_err(|fault| TestCaseError::fail(fault.to_string()))?;
        find_private_numbers(&key);
        for format in key.formats() {
            let found = read(&write(&key, format));
            let material = if format.is_private() { key.material.clone() } else { public_half(&key.material) };
            prop_assert_eq!(found.material, material);
        }
    }

    #[test]
    fn numbers_of_a_damaged_rsa_key_never_panic(d in prop::collection::vec(any::<u8>(), 1..128), family in 0..2usize) {
        let pem = [fixture!("pairs/rsa1024-pkcs8.pem"), fixture!("pairs/rsa2048-e3-pkcs8.pem")][family];
        let mut d = d;
        d[0] = d[0] & 0x7f | 1;
        let last = d.len() - 1;
        d[last] |= 1;
        let d = URL_SAFE_NO_PAD.encode(&d);
        for changes in [&[("d", Some(d.as_str()))][..], &[("d", Some(&d)), ("p", None), ("q", None)]] {
            let key = changed(pem, changes);
            prop_assert!(key.write(Pkcs8Pem).is_err());
        }
    }

    #[test]
    fn any_name_and_use_survive_a_jwk(kid in ".*", purpose in ".{0,8}", operations in prop::collection::vec(".{0,8}", 0..3)) {
        let mut key = read(SECRET);
        key.restrictions.kid = Some(kid);
        key.restrictions.r#use = Some(purpose);
        key.restrictions.key_ops = Some(operations);
        let text = write(&key, JwkPrivate);
        prop_assert_eq!(&read(&text).restrictions, &key.restrictions);
        let seen = json(&text);
        prop_assert_eq!(seen["kid"].as_str(), key.restrictions.kid.as_deref());
    }
}
