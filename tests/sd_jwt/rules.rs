//! Every rule of RFC 9901 §7 that a text can break, each with a token that breaks just this one. They differ in one thing from
//! tokens in which nothing is wrong.

use super::{errors, key, said, text as field};
use jwt_debugger::base::diagnostic::Diagnostic;
use jwt_debugger::claims::{self, State};
use jwt_debugger::crypto::Hash;
use jwt_debugger::engine::jwa::find;
use jwt_debugger::engine::key_binding::{Expected, check};
use jwt_debugger::engine::sign;
use jwt_debugger::engine::verify::{Verdict, verify};
use jwt_debugger::format::base64url::encode;
use jwt_debugger::jose::sd_jwt::{SdJwt, read};
use jwt_debugger::key::{Encoding, Key, detect};
use jwt_debugger::words;
use rand_core::{TryCryptoRng, TryRng};
use serde_json::{Value as Json, json};

const NOW: i64 = 1_795_306_980;
const PRIVATE: &str = include_str!("../keys/p256-private.jwk.json");
const EXPECTED: Expected = Expected { audience: "https://verifier.example", nonce: "n-1", now: NOW, skew: 0 };

/// Random numbers for signatures that protect nothing.
struct Counter(u64);

impl TryRng for Counter {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.try_next_u64()? as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Ok(self.0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in bytes.chunks_mut(8) {
            let next = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&next[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Counter {}

fn private() -> Key {
    detect(PRIVATE, Encoding::Utf8).expect("a text").expect("a key")
}

/// The issuer and the holder are one here.
fn public() -> Json {
    let mut jwk: Json = serde_json::from_str(PRIVATE).expect("JSON");
    jwk.as_object_mut().expect("an object").remove("d");
    jwk
}

fn signed(header: &str, payload: &Json) -> String {
    let row = find("ES256").expect("a row");
    sign::compact(header, payload.to_string().as_bytes(), row, &private(), &mut Counter(5)).expect("a token")
}

/// The base64url of this array, and its digest.
fn disclosure(array: Json) -> (String, String) {
    let text = encode(array.to_string().as_bytes());
    let digest = digest(&text);
    (text, digest)
}

fn digest(text: &str) -> String {
    encode(&Hash::Sha256.digest(text.as_bytes()))
}

fn salt(number: usize) -> String {
    format!("{number:022}")
}

/// A token with this payload and these disclosures.
fn token(payload: Json, disclosures: &[&String]) -> String {
    let parts: String = disclosures.iter().map(|one| format!("{one}~")).collect();
    format!("{}~{parts}", signed(r#"{"alg":"ES256","typ":"example+sd-jwt"}"#, &payload))
}

/// One rule, and a token that breaks it.
struct Broken {
    rule: &'static str,
    token: String,
    /// The code of what is told.
    code: &'static str,
    /// The rule that is cited.
    cites: &'static str,
}

fn broken(rule: &'static str, token: String, code: &'static str, cites: &'static str) -> Broken {
    Broken { rule, token, code, cites }
}

/// §7.1: the SD-JWT itself.
fn of_the_token() -> Vec<Broken> {
    let (a, in_a) = disclosure(json!([salt(1), "a", 1]));
    let (element, in_element) = disclosure(json!([salt(2), "DE"]));
    let reserved = |name: &str| disclosure(json!([salt(3), name, []]));
    let ((sd, in_sd), (dots, in_dots)) = (reserved("_sd"), reserved("..."));
    let (one, in_one) = disclosure(json!([salt(4)]));
    let (inner, in_inner) = disclosure(json!([salt(5), "...", 1]));
    let (outer, in_outer) = disclosure(json!([salt(6), "o", { "_sd": [in_inner] }]));
    let (again, in_again) = disclosure(json!([salt(7), "p", { "_sd": [in_a] }]));
    let decoded = encode(&Hash::Sha256.digest(json!([salt(1), "a", 1]).to_string().as_bytes()));
    let none =
        format!("{}.{}.~{a}~", encode(br#"{"alg":"none"}"#), encode(json!({ "_sd": [in_a] }).to_string().as_bytes()));
    let (exp, in_exp) = disclosure(json!([salt(8), "exp", 1]));
    vec![
        broken(
            "1, parts",
            token(json!({ "_sd": [in_a] }), &[&a]).trim_end_matches('~').into(),
            "sd-jwt-unended",
            "RFC 9901 §4",
        ),
        broken("2.1, alg none", none, "sd-jwt-unsigned", "RFC 9901 §7.1"),
        broken("2.4, _sd_alg", token(json!({ "_sd_alg": "md5" }), &[]), "sd-alg", "RFC 9901 §4.1.1"),
        broken("2.4, _sd_alg", token(json!({ "_sd_alg": 256 }), &[]), "sd-alg", "RFC 9901 §4.1.1"),
        broken(
            "2.4, _sd_alg",
            token(json!({ "o": { "_sd_alg": "sha-256" } }), &[]),
            "sd-alg-nested",
            "RFC 9901 §4.1.1",
        ),
        broken(
            "3.1, the text is hashed",
            token(json!({ "_sd": [decoded] }), &[&a]),
            "disclosure-unreferenced",
            "RFC 9901 §7.1",
        ),
        broken("3.2.1, _sd", token(json!({ "_sd": "x" }), &[]), "sd-not-strings", "RFC 9901 §4.2.4.1"),
        broken("3.2.1, _sd", token(json!({ "o": { "_sd": [1] } }), &[]), "sd-not-strings", "RFC 9901 §4.2.4.1"),
        broken("3.2.2, ...", token(json!({ "n": [{ "...": 1 }] }), &[]), "sd-element", "RFC 9901 §4.2.4.2"),
        broken("3.2.2, ...", token(json!({ "n": [{ "...": in_a, "x": 1 }] }), &[]), "sd-element", "RFC 9901 §4.2.4.2"),
        broken(
            "3.3.2.1, three elements",
            token(json!({ "_sd": [in_element] }), &[&element]),
            "disclosure-misplaced",
            "RFC 9901 §7.1",
        ),
        broken(
            "3.3.2.1, an array",
            token(json!({ "_sd": [in_one] }), &[&one]),
            "disclosure-not-array",
            "RFC 9901 §4.2.1",
        ),
        broken("3.3.2.2, _sd", token(json!({ "_sd": [in_sd] }), &[&sd]), "disclosure-reserved-name", "RFC 9901 §7.1"),
        broken(
            "3.3.2.2, ...",
            token(json!({ "_sd": [in_dots] }), &[&dots]),
            "disclosure-reserved-name",
            "RFC 9901 §7.1",
        ),
        broken(
            "3.3.2.3, the name is there",
            token(json!({ "_sd": [in_a], "a": 2 }), &[&a]),
            "disclosure-name-taken",
            "RFC 9901 §7.1",
        ),
        broken(
            "3.3.2.5, inside",
            token(json!({ "_sd": [in_outer] }), &[&outer, &inner]),
            "disclosure-reserved-name",
            "RFC 9901 §7.1",
        ),
        broken(
            "3.3.3.1, two elements",
            token(json!({ "n": [{ "...": in_a }] }), &[&a]),
            "disclosure-misplaced",
            "RFC 9901 §7.1",
        ),
        broken(
            "4, once",
            token(json!({ "_sd": [in_a], "o": { "_sd": [in_a] } }), &[&a]),
            "digest-repeated",
            "RFC 9901 §7.1",
        ),
        broken(
            "4, once, inside",
            token(json!({ "_sd": [in_a, in_again] }), &[&a, &again]),
            "digest-repeated",
            "RFC 9901 §7.1",
        ),
        broken("5, referenced", token(json!({}), &[&a]), "disclosure-unreferenced", "RFC 9901 §7.1"),
        broken(
            "6, claims on validity",
            token(json!({ "_sd": [in_exp] }), &[&exp]),
            "disclosure-validity",
            "RFC 9901 §9.7",
        ),
        broken("§7.2, the parent is there", token(json!({}), &[&outer]), "disclosure-unreferenced", "RFC 9901 §7.1"),
    ]
}

/// A presentation whose key binding JWT has this header and these claims, with the right `sd_hash`.
fn bound(confirmation: Json, header: &str, change: impl Fn(&mut Json)) -> String {
    let (a, in_a) = disclosure(json!([salt(1), "a", 1]));
    let text = token(json!({ "_sd": [in_a], "cnf": confirmation }), &[&a]);
    let mut claims =
        json!({ "iat": NOW - 5, "aud": EXPECTED.audience, "nonce": EXPECTED.nonce, "sd_hash": digest(&text) });
    change(&mut claims);
    format!("{text}{}", signed(header, &claims))
}

/// §7.3: the presentation.
fn of_the_presentation() -> Vec<Broken> {
    const HEADER: &str = r#"{"alg":"ES256","typ":"kb+jwt"}"#;
    let jwk = || json!({ "jwk": public() });
    let with = |change: &dyn Fn(&mut Json)| bound(jwk(), HEADER, change);
    let changed = |name: &'static str, value: Json| with(&move |claims| claims[name] = value.clone());
    let without =
        |name: &'static str| with(&move |claims| _ = claims.as_object_mut().and_then(|claims| claims.remove(name)));
    let good = with(&|_| ());
    let none = good.rsplit_once('~').map(|(text, binding)| {
        let payload = binding.split('.').nth(1).unwrap_or_default();
        format!("{text}~{}.{payload}.", encode(br#"{"alg":"none","typ":"kb+jwt"}"#))
    });
    let other = good.get(..good.len() - 4).map(|text| format!("{text}AAAA")).expect("a longer text");
    let unreadable = format!("{}~a.b", good.rsplit_once('~').expect("it ends so").0);
    vec![
        broken("5.1, the holder's key", bound(json!({}), HEADER, |_| ()), "key-binding-key", "RFC 9901 §4.1.2"),
        broken("5.2, alg none", none.expect("it ends so"), "key-binding-algorithm", "RFC 9901 §7.3"),
        broken("5.3, the signature", other, "key-binding-signature", "RFC 9901 §7.3"),
        broken("5.4, typ", bound(jwk(), r#"{"alg":"ES256","typ":"JWT"}"#, |_| ()), "key-binding-type", "RFC 9901 §4.3"),
        broken("5.4, typ", bound(jwk(), r#"{"alg":"ES256"}"#, |_| ()), "key-binding-type", "RFC 9901 §4.3"),
        broken("5.5, iat", changed("iat", json!(NOW + 1)), "key-binding-time", "RFC 9901 §7.3"),
        broken("5.5, iat", without("iat"), "key-binding-claim", "RFC 9901 §4.3"),
        broken("5.6, nonce", changed("nonce", json!("n-2")), "key-binding-nonce", "RFC 9901 §7.3"),
        broken("5.6, nonce", without("nonce"), "key-binding-claim", "RFC 9901 §4.3"),
        broken("5.6, aud", changed("aud", json!("https://other.example")), "key-binding-audience", "RFC 9901 §7.3"),
        broken("5.6, aud", without("aud"), "key-binding-claim", "RFC 9901 §4.3"),
        broken("5.7, sd_hash", changed("sd_hash", json!(digest("x"))), "key-binding-hash", "RFC 9901 §4.3.1"),
        broken("5.7, sd_hash", without("sd_hash"), "key-binding-claim", "RFC 9901 §4.3"),
        broken("5.8, a valid JWT", changed("exp", json!(NOW)), "key-binding-time", "RFC 9901 §7.3"),
        broken("5.8, a valid JWT", changed("nbf", json!(NOW + 1)), "key-binding-time", "RFC 9901 §7.3"),
        broken("5.8, a valid JWT", unreadable, "key-binding-form", "RFC 9901 §4.3"),
    ]
}

/// All that is told of a token, but that salts are short.
fn told(sd_jwt: &SdJwt) -> Vec<Diagnostic> {
    let binding = check(sd_jwt, &EXPECTED).map(|checked| checked.faults).unwrap_or_default();
    sd_jwt.problems.iter().cloned().chain(binding).collect()
}

#[test]
fn each_rule_that_is_broken_is_told_alone_and_cited() {
    let all: Vec<Broken> = of_the_token().into_iter().chain(of_the_presentation()).collect();
    assert!(all.len() >= 38, "{}", all.len());
    for Broken { rule, token, code, cites } in all {
        let told = told(&read(token.as_str()).unwrap_or_else(|| panic!("{rule}: {token}")));
        let first = told.first().unwrap_or_else(|| panic!("{rule} is not told: {token}"));
        let mut codes: Vec<_> = told.iter().map(|problem| problem.code().name()).collect();
        // What stands behind the first says why the signature does not hold.
        codes.retain(|other| code != "key-binding-signature" || *other == code);
        assert_eq!(codes, [code], "{rule}");
        let spec = words::of(first).spec.map(|spec| spec.to_string());
        assert_eq!(spec.as_deref(), Some(cites), "{rule}");
    }
}

#[test]
fn the_signature_of_the_issuer_is_checked_with_the_key_of_the_issuer() {
    let (a, in_a) = disclosure(json!([salt(1), "a", 1]));
    let text = token(json!({ "_sd": [in_a] }), &[&a]);
    let verdict = |text: &str, jwk: &Json| {
        let sd_jwt = read(text).expect("an SD-JWT");
        verify(sd_jwt.issuer.token.as_ref().expect("a JWT"), Some(&key(jwk)), None)
    };
    assert!(verdict(&text, &public()).is_valid());
    let vectors = super::vectors();
    assert!(matches!(verdict(&text, &vectors["issuer"]), Verdict::Invalid(_)), "the key of another issuer");
    let forged = text.replacen(&encode(br#"{"_sd""#)[..6], &encode(br#"{"_sE""#)[..6], 1);
    assert!(!verdict(&forged, &public()).is_valid());
}

#[test]
fn times_count_that_are_disclosed() {
    let (exp, in_exp) = disclosure(json!([salt(8), "exp", NOW - 1]));
    let state = |text: String| claims::evaluate_token(&read(text).expect("an SD-JWT").view(0), NOW, 0).state;
    assert_eq!(state(token(json!({ "_sd": [in_exp] }), &[&exp])), State::Expired);
    // What is not disclosed does not count: that is why §9.7 wants such claims in the payload.
    assert_ne!(state(token(json!({ "_sd": [in_exp] }), &[])), State::Expired);
}

#[test]
fn a_token_that_keeps_all_rules_is_told_nothing_of() {
    let (a, in_a) = disclosure(json!([salt(1), "a", { "_sd": [digest("a decoy")] }]));
    let (element, in_element) = disclosure(json!([salt(2), "DE"]));
    let (inner, in_inner) = disclosure(json!([salt(5), "a", 1]));
    let (outer, in_outer) = disclosure(json!([salt(6), "o", { "_sd": [in_inner] }]));
    let away = digest("another decoy");
    let payload = json!({
        "_sd": [in_a, in_outer],
        "_sd_alg": "sha-256",
        "n": [{ "...": in_element }, { "...": away }, 3],
        "cnf": { "jwk": public() },
    });
    let text = token(payload, &[&a, &element, &outer, &inner]);
    let sd_jwt = read(text.as_str()).expect("an SD-JWT");
    assert_eq!(told(&sd_jwt), []);
    let expected = format!(r#"{{"cnf":{{"jwk":{}}},"n":["DE",3],"a":{{}},"o":{{"a":1}}}}"#, public());
    let sorted = |text: &str| serde_json::from_str::<Json>(text).expect("JSON");
    assert_eq!(sorted(&sd_jwt.processed.as_ref().expect("a payload").text), sorted(&expected));
    assert!(check(&sd_jwt, &EXPECTED).is_none(), "a verifier that asks for key binding is told that there is none");
    let bound =
        read(bound(json!({ "jwk": public() }), r#"{"alg":"ES256","typ":"kb+jwt"}"#, |_| ())).expect("an SD-JWT");
    assert_eq!(told(&bound), []);
    assert!(check(&bound, &EXPECTED).expect("a key binding JWT").is_valid());
}

#[test]
fn the_json_examples_are_read_as_the_compact_tokens_that_they_are() {
    use jwt_debugger::base::text::Text;
    use jwt_debugger::jose::Serialization;
    use jwt_debugger::jose::envelope::Envelope;
    use jwt_debugger::jose::json::convert;
    let vectors = super::vectors();
    let issuer = key(&vectors["issuer"]);
    let rows = super::rows(&vectors, "json");
    assert_eq!(rows.len(), 3);
    for row in rows {
        let (source, text) = (field(row, "source"), row["token"].to_string());
        let sd_jwt = read(text.as_str()).expect("an SD-JWT");
        assert_eq!(
            said(&sd_jwt.processed.as_ref().expect("a payload").text),
            said(field(row, "processed")),
            "{source}"
        );
        assert_eq!(errors(&sd_jwt), [""; 0], "{source}");
        let envelope = Envelope::read(&Text::from(text.as_str()), &[]);
        let view = envelope.view(0);
        assert!(verify(view.token.as_ref().expect("a JWT"), Some(&issuer), None).is_valid(), "{source}");
        let issued = row["issued"].as_i64();
        let expected = Expected {
            audience: field(row, "audience"),
            nonce: field(row, "nonce"),
            now: issued.unwrap_or(0),
            skew: 0,
        };
        assert_eq!(check(&sd_jwt, &expected).map(|checked| checked.is_valid()), issued.map(|_| true), "{source}");
        let compact = convert(&text.as_str().into(), Serialization::Compact);
        match sd_jwt.signatures() {
            1 => assert_eq!(read(compact.expect("a token")).expect("an SD-JWT").text, sd_jwt.text),
            count => assert_eq!((count, compact.is_err()), (2, true), "{source}"),
        }
        let other = Serialization::General;
        let again = read(convert(&text.as_str().into(), other).expect("JSON")).expect("an SD-JWT");
        assert_eq!((&again.text, again.signatures()), (&sd_jwt.text, sd_jwt.signatures()), "{source}");
    }
}
