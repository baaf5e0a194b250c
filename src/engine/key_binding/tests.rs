use super::*;
use crate::engine::jwa::ecdsa::ES256;
use crate::engine::jwa::hmac::HS256;
use crate::engine::jwa::tests::Counter;
use crate::jose::sd_jwt::read;
use crate::key::{Encoding, detect};

/// The key of `tests/keys/p256-private.jwk.json`.
const HOLDER: &str = r#"{"kty":"EC","crv":"P-256","x":"whEPjD7Kt5t2o7EGtwh3nqWY2pufrFZ2UV6HISGdNkg","y":"0mU-31EuJnF10qrOaa7yVPTlbbaDhjwIivfCs-8r5W4","d":"78Du3arZGW88Ebazh70gUzQB4bEy8SivrzRpXwqiBkA"}"#;
const PUBLIC: &str = r#"{"kty":"EC","crv":"P-256","x":"whEPjD7Kt5t2o7EGtwh3nqWY2pufrFZ2UV6HISGdNkg","y":"0mU-31EuJnF10qrOaa7yVPTlbbaDhjwIivfCs-8r5W4"}"#;
const CLAIMS: Claims = Claims { audience: "https://verifier.example", nonce: "n-1", issued: 1_000 };
const EXPECTED: Expected = Expected { audience: "https://verifier.example", nonce: "n-1", now: 1_010, skew: 0 };

fn key(jwk: &str) -> Key {
    detect(jwk, Encoding::Utf8).expect("a text").expect("a key")
}

/// A disclosure with this number.
fn disclosure(number: usize) -> String {
    encode(format!(r#"["{number:022}","claim{number}",{number}]"#).as_bytes())
}

/// A token with two disclosures, whose payload has this `cnf`.
fn token(confirmation: &str) -> SdJwt {
    let digests: Vec<_> = (0..2).map(|number| encode(&Hash::Sha256.digest(disclosure(number).as_bytes()))).collect();
    let payload = format!(r#"{{"_sd":["{}"],"cnf":{confirmation}}}"#, digests.join("\",\""));
    let text = format!("eyJhbGciOiJFUzI1NiJ9.{}.c2ln~{}~{}~", encode(payload.as_bytes()), disclosure(0), disclosure(1));
    read(text).expect("an SD-JWT")
}

fn bound() -> String {
    let token = token(&format!(r#"{{"jwk":{PUBLIC}}}"#));
    bind(&token, &CLAIMS, &ES256, &key(HOLDER), &mut Counter(0)).expect("the key is the holder's")
}

/// The token with another key binding JWT, which the holder signed.
fn with(header: &str, payload: &str) -> String {
    let text = token(&format!(r#"{{"jwk":{PUBLIC}}}"#)).text;
    let hash = encode(&Hash::Sha256.digest(text.as_bytes()));
    let payload = payload.replace("HASH", &hash);
    let binding = sign::compact(header, payload.as_bytes(), &ES256, &key(HOLDER), &mut Counter(0)).expect("a key");
    format!("{text}{binding}")
}

#[track_caller]
fn faults(text: &str, expected: &Expected, codes: &[&str]) -> Checked {
    let checked = check(&read(text).expect("an SD-JWT"), expected).expect("a key binding JWT");
    let found: Vec<_> = checked.faults.iter().map(|fault| fault.code().name()).collect();
    assert_eq!(found, codes, "{text}");
    assert_eq!(checked.is_valid(), codes.is_empty());
    checked
}

const HEADER: &str = r#"{"alg":"ES256","typ":"kb+jwt"}"#;
const PAYLOAD: &str = r#"{"iat":1000,"aud":"https://verifier.example","nonce":"n-1","sd_hash":"HASH"}"#;

#[test]
fn what_the_holder_binds_is_valid_and_says_what_it_says() {
    let checked = faults(&bound(), &EXPECTED, &[]);
    assert_eq!(checked.audience.as_deref(), Some(CLAIMS.audience));
    assert_eq!((checked.nonce.as_deref(), checked.issued.map(|time| time.seconds)), (Some("n-1"), Some(1_000)));
    assert_eq!(checked.evidence.map(|evidence| evidence.algorithm.name), Some("ES256"));
    faults(&with(HEADER, PAYLOAD), &EXPECTED, &[]);
    // Nothing is expected.
    faults(&bound(), &Expected { now: 1_010, ..Expected::default() }, &[]);
    assert!(check(&token("{}"), &EXPECTED).is_none());
}

#[test]
fn each_rule_is_told_when_it_is_broken() {
    faults(&with(r#"{"alg":"ES256","typ":"JWT"}"#, PAYLOAD), &EXPECTED, &["key-binding-type"]);
    faults(&with(r#"{"alg":"ES256"}"#, PAYLOAD), &EXPECTED, &["key-binding-type"]);
    faults(&with(HEADER, &PAYLOAD.replace("\"iat\":1000,", "")), &EXPECTED, &["key-binding-claim"]);
    faults(&with(HEADER, &PAYLOAD.replace("1000", "\"1000\"")), &EXPECTED, &["key-binding-claim"]);
    faults(&with(HEADER, &PAYLOAD.replace("\"nonce\":\"n-1\",", "")), &EXPECTED, &["key-binding-claim"]);
    faults(&with(HEADER, &PAYLOAD.replace("\"n-1\"", "1")), &EXPECTED, &["key-binding-claim"]);
    let listed = PAYLOAD.replace("\"https://verifier.example\"", "[\"https://verifier.example\"]");
    faults(&with(HEADER, &listed), &EXPECTED, &["key-binding-claim"]);
    faults(&with(HEADER, &PAYLOAD.replace(",\"sd_hash\":\"HASH\"", "")), &EXPECTED, &["key-binding-claim"]);
    faults(&with(HEADER, &PAYLOAD.replace("HASH", "aaaa")), &EXPECTED, &["key-binding-hash"]);
    faults(&with(HEADER, &PAYLOAD.replace("1000", "1011")), &EXPECTED, &["key-binding-time"]);
    faults(&with(HEADER, &PAYLOAD.replace("1000", "1000,\"exp\":1010")), &EXPECTED, &["key-binding-time"]);
    faults(&with(HEADER, &PAYLOAD.replace("1000", "1000,\"nbf\":1011")), &EXPECTED, &["key-binding-time"]);
    faults(&with(HEADER, "[]"), &EXPECTED, &["key-binding-form", "payload-not-object"]);
    faults(&bound(), &Expected { audience: "https://other.example", ..EXPECTED }, &["key-binding-audience"]);
    faults(&bound(), &Expected { nonce: "n-2", ..EXPECTED }, &["key-binding-nonce"]);
    let text = token(&format!(r#"{{"jwk":{PUBLIC}}}"#)).text;
    faults(&format!("{text}a.b"), &EXPECTED, &["key-binding-form"]);
}

#[test]
fn a_clock_may_differ_by_the_skew() {
    let early = with(HEADER, &PAYLOAD.replace("1000", "1015"));
    faults(&early, &Expected { skew: 5, ..EXPECTED }, &[]);
    faults(&early, &Expected { skew: 4, ..EXPECTED }, &["key-binding-time"]);
}

#[test]
fn the_signature_is_that_of_the_key_in_cnf_and_of_no_other() {
    let other =
        PUBLIC.replace("whEPjD7Kt5t2o7EGtwh3nqWY2pufrFZ2UV6HISGdNkg", "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc");
    let other =
        other.replace("0mU-31EuJnF10qrOaa7yVPTlbbaDhjwIivfCs-8r5W4", "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ");
    let under = |confirmation: &str| {
        let text = token(confirmation).text;
        let payload = PAYLOAD.replace("HASH", &encode(&Hash::Sha256.digest(text.as_bytes())));
        let binding = sign::compact(HEADER, payload.as_bytes(), &ES256, &key(HOLDER), &mut Counter(0)).expect("a key");
        format!("{text}{binding}")
    };
    faults(&under(&format!(r#"{{"jwk":{PUBLIC}}}"#)), &EXPECTED, &[]);
    faults(&under(&format!(r#"{{"jwk":{other}}}"#)), &EXPECTED, &["key-binding-signature", "signature-mismatch"]);
    faults(&under("{}"), &EXPECTED, &["key-binding-key"]);
    faults(&under(r#"{"kid":"1"}"#), &EXPECTED, &["key-binding-key"]);
    faults(&under(r#"{"jwk":{"kty":"EC"}}"#), &EXPECTED, &["key-binding-key"]);
    let secret = r#"{"jwk":{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"}}"#;
    let by_secret = sign::compact(
        r#"{"alg":"HS256","typ":"kb+jwt"}"#,
        PAYLOAD.replace("HASH", &encode(&Hash::Sha256.digest(token(secret).text.as_bytes()))).as_bytes(),
        &HS256,
        &key(&secret[7..secret.len() - 1]),
        &mut Counter(0),
    );
    let by_secret = format!("{}{}", token(secret).text, by_secret.expect("a secret"));
    faults(&by_secret, &EXPECTED, &["key-binding-algorithm"]);
    let unsigned =
        format!("{}{}", token(&format!(r#"{{"jwk":{PUBLIC}}}"#)).text, "eyJhbGciOiJub25lIiwidHlwIjoia2Irand0In0.e30.");
    let checked = check(&read(unsigned).expect("an SD-JWT"), &EXPECTED).expect("a key binding JWT");
    assert!(!checked.is_valid() && checked.faults[0].code().name() == "key-binding-algorithm");
}

#[test]
fn what_the_hash_covers_instead_is_found_out() {
    let text = token(&format!(r#"{{"jwk":{PUBLIC}}}"#)).text;
    let issuer = text.split('~').next().expect("a JWT");
    let without = format!("{issuer}~{}~", disclosure(0));
    let unended = text.strip_suffix('~').expect("it ends so");
    for (hashed, hash, fits) in [
        (text.as_str(), Hash::Sha512, Some(Covers::Hash("SHA-512"))),
        (unended, Hash::Sha256, Some(Covers::Unended)),
        (without.as_str(), Hash::Sha256, Some(Covers::Without(2))),
        (issuer, Hash::Sha256, Some(Covers::Issuer)),
        ("other", Hash::Sha256, None),
    ] {
        let payload = PAYLOAD.replace("HASH", &encode(&hash.digest(hashed.as_bytes())));
        let checked = faults(&with(HEADER, &payload), &EXPECTED, &["key-binding-hash"]);
        let facts = &checked.faults[0].facts;
        assert!(format!("{facts:?}").contains(&format!("fits: {fits:?}")), "{facts:?}");
    }
}

#[test]
fn only_the_private_key_of_the_holder_binds() {
    let token = token(&format!(r#"{{"jwk":{PUBLIC}}}"#));
    let refused = |key: &Key, algorithm: &Algorithm| {
        bind(&token, &CLAIMS, algorithm, key, &mut Counter(0)).expect_err("it must not").code().name()
    };
    assert_eq!(refused(&key(PUBLIC), &ES256), "key-binding-key");
    assert_eq!(refused(&key(r#"{"kty":"oct","k":"c2VjcmV0"}"#), &HS256), "key-binding-key");
}

#[test]
fn another_choice_of_disclosures_is_another_presentation() {
    let bound = read(bound()).expect("an SD-JWT");
    let binding = &bound.text[bound.bound().len()..];
    for chosen in [vec![0], vec![1], vec![]] {
        let other = format!("{}{binding}", bound.present(&chosen.into_iter().collect()));
        faults(&other, &EXPECTED, &["key-binding-hash"]);
    }
}
