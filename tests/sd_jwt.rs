//! Selectively disclosed tokens: the examples of RFC 9901 reproduced, tokens that Node made on its own, and what no change of a
//! byte may do.

#[path = "sd_jwt/made.rs"]
mod made;
#[path = "sd_jwt/rules.rs"]
mod rules;

use jwt_debugger::base::diagnostic::Severity;
use jwt_debugger::engine::key_binding::{Expected, check};
use jwt_debugger::engine::verify::{Verdict, verify};
use jwt_debugger::format::json::{self, Node, Value};
use jwt_debugger::jose::Serialization;
use jwt_debugger::jose::json::convert;
use jwt_debugger::jose::sd_jwt::{SdJwt, State, read};
use jwt_debugger::key::{Encoding, Key, detect};
use proptest::prelude::*;
use serde_json::Value as Json;

fn vectors() -> Json {
    serde_json::from_str(include_str!("vectors/rfc9901.json")).expect("JSON")
}

fn rows<'a>(vectors: &'a Json, name: &str) -> &'a Vec<Json> {
    vectors[name].as_array().expect("an array")
}

fn text<'a>(row: &'a Json, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_default()
}

fn key(jwk: &Json) -> Key {
    detect(&jwk.to_string(), Encoding::Utf8).expect("a text").expect("a key")
}

fn token(row: &Json) -> SdJwt {
    read(text(row, "token")).expect("an SD-JWT")
}

/// What a JSON text says, with its order and without its spelling.
fn said(text: &str) -> String {
    fn write(node: &Node, out: &mut String) {
        match &node.value {
            Value::Object(members) => {
                out.push('{');
                for member in members {
                    out.push_str(&format!("{:?}:", member.name.as_str()));
                    write(&member.node, out);
                    out.push(',');
                }
                out.push('}');
            }
            Value::Array(elements) => {
                out.push('[');
                for element in elements {
                    write(element, out);
                    out.push(',');
                }
                out.push(']');
            }
            Value::String(text) => out.push_str(&format!("{:?}", text.as_str())),
            Value::Number(text) => out.push_str(text),
            other => out.push_str(&format!("{other:?}")),
        }
    }
    let mut out = String::new();
    write(json::read(text).node.as_ref().expect("JSON"), &mut out);
    out
}

fn processed(sd_jwt: &SdJwt) -> String {
    said(&sd_jwt.processed.as_ref().expect("a payload").text)
}

fn errors(sd_jwt: &SdJwt) -> Vec<&'static str> {
    let all = sd_jwt.issuer.problems.iter().chain(&sd_jwt.problems);
    all.filter(|problem| problem.severity > Severity::Note).map(|problem| problem.code().name()).collect()
}

#[test]
fn every_disclosure_of_rfc_9901_has_its_digest() {
    let vectors = vectors();
    let all = rows(&vectors, "digests");
    assert_eq!(all.len(), 18);
    for row in all {
        // {"alg":"ES256"}.{}
        let sd_jwt = read(format!("eyJhbGciOiJFUzI1NiJ9.e30.AAAA~{}~", text(row, "disclosure"))).expect("an SD-JWT");
        assert_eq!(sd_jwt.disclosures[0].digest, text(row, "digest"), "{}", text(row, "source"));
    }
}

#[test]
fn the_structures_of_rfc_9901_give_their_claims() {
    let vectors = vectors();
    for row in rows(&vectors, "structures") {
        let payload = jwt_debugger::format::base64url::encode(text(row, "payload").as_bytes());
        let disclosures: Vec<_> = rows(row, "disclosures").iter().filter_map(Json::as_str).collect();
        let sd_jwt =
            read(format!("eyJhbGciOiJFUzI1NiJ9.{payload}.AAAA~{}~", disclosures.join("~"))).expect("an SD-JWT");
        assert_eq!(processed(&sd_jwt), said(text(row, "processed")), "{}", text(row, "source"));
        assert!(sd_jwt.disclosures.iter().all(|one| one.state == State::Disclosed) && errors(&sd_jwt).is_empty());
    }
}

#[test]
fn the_tokens_of_rfc_9901_are_valid_and_give_their_processed_payloads() {
    let vectors = vectors();
    let issuer = key(&vectors["issuer"]);
    for row in rows(&vectors, "tokens") {
        let (sd_jwt, source) = (token(row), text(row, "source"));
        assert_eq!(processed(&sd_jwt), said(text(row, "processed")), "{source}");
        assert_eq!(errors(&sd_jwt), [""; 0], "{source}");
        let signed = sd_jwt.issuer.token.as_ref().expect("a JWT");
        assert!(matches!(verify(signed, Some(&issuer), None), Verdict::Valid(_)), "{source}");
    }
    // Those of appendix A among them.
    assert_eq!(rows(&vectors, "tokens").len(), 9);
    let issued = token(&rows(&vectors, "tokens")[0]);
    assert_eq!((issued.disclosures.len(), issued.digests.len(), issued.unanswered()), (10, 10, 0));
    let presented = token(&rows(&vectors, "tokens")[1]);
    assert_eq!((presented.disclosures.len(), presented.unanswered()), (4, 6));
}

#[test]
fn the_presentation_of_rfc_9901_is_made_of_what_was_issued() {
    let vectors = vectors();
    let (issued, presented) = (token(&rows(&vectors, "tokens")[0]), token(&rows(&vectors, "tokens")[1]));
    let names: Vec<_> = presented.disclosures.iter().map(|one| &presented.text[one.at.clone()]).collect();
    let chosen = issued
        .disclosures
        .iter()
        .enumerate()
        .filter(|(_, one)| names.contains(&&issued.text[one.at.clone()]))
        .map(|(index, _)| index)
        .collect();
    let made = issued.present(&chosen);
    // The RFC presents them in another order; the claims are the same ones.
    let parts = |text: &str| {
        let mut parts: Vec<_> = text.split('~').map(str::to_owned).collect();
        parts.sort();
        parts
    };
    assert_eq!(parts(&made), parts(presented.bound()));
    assert_eq!(processed(&read(made).expect("an SD-JWT")), processed(&presented));
}

#[test]
fn the_key_binding_of_rfc_9901_is_valid_for_its_verifier_and_for_no_other() {
    let vectors = vectors();
    let mut bound = 0;
    for row in rows(&vectors, "tokens") {
        let Some(issued) = row["issued"].as_i64() else { continue };
        bound += 1;
        let expected =
            Expected { audience: text(row, "audience"), nonce: text(row, "nonce"), now: issued + 60, skew: 0 };
        let checked = check(&token(row), &expected).expect("a key binding JWT");
        assert!(checked.is_valid(), "{:?}", checked.faults);
        for wrong in [
            Expected { audience: "https://other.example", ..expected },
            Expected { nonce: "0", ..expected },
            Expected { now: issued - 1, ..expected },
        ] {
            assert!(!check(&token(row), &wrong).expect("a key binding JWT").is_valid(), "{wrong:?}");
        }
    }
    assert_eq!(bound, 3);
}

#[test]
fn the_json_form_of_every_token_is_the_compact_one_again() {
    let vectors = vectors();
    for row in rows(&vectors, "tokens") {
        let sd_jwt = token(row);
        for form in [Serialization::Flattened, Serialization::General] {
            let text = convert(&sd_jwt.text, form).expect("three segments");
            assert_eq!(convert(&text.into(), Serialization::Compact).as_deref(), Ok(sd_jwt.text.as_str()));
        }
    }
}

/// Whether a receiver could take this for a good presentation.
fn accepted(sd_jwt: &SdJwt, issuer: &Key, expected: &Expected) -> bool {
    let signed = sd_jwt.issuer.token.as_ref().is_some_and(|token| verify(token, Some(issuer), None).is_valid());
    signed && errors(sd_jwt).is_empty() && check(sd_jwt, expected).is_some_and(|checked| checked.is_valid())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever byte is changed, dropped or doubled: the issuer's signature, a digest or the holder's signature tells it.
    #[test]
    fn no_change_of_a_byte_is_accepted(at in 0.0..1.0_f64, byte in 0x21..0x7f_u8, how in 0..3) {
        let vectors = vectors();
        let row = &rows(&vectors, "tokens")[1];
        let expected = Expected { now: row["issued"].as_i64().expect("a number"), ..Expected::default() };
        let issuer = key(&vectors["issuer"]);
        let whole = text(row, "token");
        prop_assert!(accepted(&token(row), &issuer, &expected));
        let at = (at * whole.len() as f64) as usize;
        let mut bytes = whole.as_bytes().to_vec();
        match how {
            0 => bytes[at] = byte,
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
        prop_assume!(bytes != whole.as_bytes());
        let changed = String::from_utf8(bytes).expect("ASCII");
        if let Some(sd_jwt) = read(changed.as_str()) {
            prop_assert!(!accepted(&sd_jwt, &issuer, &expected), "{changed}");
        }
    }

    /// No text makes the reader panic, and every place that it names is in the text.
    #[test]
    fn any_parts_are_read(payload in "\\PC{0,40}", parts in prop::collection::vec("[A-Za-z0-9_=.~-]{0,30}", 0..6)) {
        let payload = jwt_debugger::format::base64url::encode(payload.as_bytes());
        let text = format!("eyJhbGciOiJFUzI1NiJ9.{payload}.AAAA~{}", parts.join("~"));
        let sd_jwt = read(text.as_str()).expect("an SD-JWT");
        prop_assert_eq!(sd_jwt.text.as_str(), text.as_str());
        for problem in &sd_jwt.problems {
            for span in &problem.at {
                let inside = match span.part {
                    jwt_debugger::base::span::Part::Encoded => text.get(span.range.clone()),
                    _ => sd_jwt.payload().and_then(|payload| payload.text.get(span.range.clone())),
                };
                prop_assert!(inside.is_some(), "{:?}", problem);
            }
        }
        let made = sd_jwt.present(&sd_jwt.presentable());
        prop_assert!(read(made).is_some());
    }

    /// Payloads of any shape, with digests anywhere, are processed to JSON again, and nothing hidden is left in it.
    #[test]
    fn what_is_processed_is_json_without_digests(shape in prop::collection::vec(0..6_u8, 1..24)) {
        let (payload, disclosures) = made::hidden(&shape);
        let text = made::token(&payload, &disclosures);
        let sd_jwt = read(text).expect("an SD-JWT");
        let document = sd_jwt.processed.as_ref().expect("a payload");
        let value: Json = serde_json::from_str(&document.text).expect("JSON");
        prop_assert!(!document.text.contains("\"_sd\"") && !document.text.contains("\"...\""), "{}", document.text);
        prop_assert_eq!(value, made::plain(&shape));
        prop_assert!(errors(&sd_jwt).is_empty(), "{:?}", errors(&sd_jwt));
    }
}

#[test]
fn what_node_made_is_read_as_node_reads_it() {
    let made: Json = serde_json::from_str(include_str!("vectors/sd-jwt-made.json")).expect("JSON");
    let all = rows(&made, "tokens");
    assert!(all.len() >= 12, "too few: {}", all.len());
    for row in all {
        let (sd_jwt, about) = (token(row), text(row, "about"));
        assert_eq!(processed(&sd_jwt), said(text(row, "processed")), "{about}");
        assert_eq!(sd_jwt.unanswered() as u64, row["unanswered"].as_u64().expect("a number"), "{about}");
        let signed = sd_jwt.issuer.token.as_ref().expect("a JWT");
        assert!(verify(signed, Some(&key(&row["issuer"])), None).is_valid(), "{about}");
        assert_eq!(errors(&sd_jwt), [""; 0], "{about}");
        let expected =
            Expected { audience: text(row, "audience"), nonce: text(row, "nonce"), now: 1_900_000_000, skew: 0 };
        let bound = check(&sd_jwt, &expected).map(|checked| checked.is_valid());
        assert_eq!(bound, row["bound"].as_bool(), "{about}");
    }
}
