use super::super::testing::{check, digest, disclosure};
use super::super::{Disclosure, Source, State, read};
use crate::crypto::Hash;
use crate::format::base64url::encode;
use crate::jose::Part;

const A: &str = r#"["0123456789012345678901","a",1]"#;
const B: &str = r#"["1123456789012345678901","b",2]"#;
const ELEMENT: &str = r#"["2123456789012345678901","DE"]"#;

fn states(disclosures: &[Disclosure]) -> Vec<State> {
    disclosures.iter().map(|one| one.state).collect()
}

#[test]
fn a_digest_and_its_disclosure_point_at_each_other() {
    let (a, b, element) = (disclosure(A), disclosure(B), disclosure(ELEMENT));
    let payload = format!(
        r#"{{"n":[{{"...":"{}"}}],"_sd":["{}","{}","{}"]}}"#,
        digest(&element),
        digest(&b),
        digest("decoy"),
        digest(&a)
    );
    let sd_jwt = check(&payload, &[&a, &b, &element], &[], r#"{"n":["DE"],"b":2,"a":1}"#);
    for (index, one) in sd_jwt.disclosures.iter().enumerate() {
        let found = sd_jwt.digests.get(one.answers.expect("a digest")).expect("it");
        assert_eq!((found.answered, found.value.as_str()), (Some(index), one.digest.as_str()));
        assert_eq!(payload.get(found.range.clone()), Some(format!("\"{}\"", one.digest).as_str()));
        assert_eq!((sd_jwt.place(found).part, found.element), (Part::Payload, index == 2));
        let text = &sd_jwt.processed.as_ref().expect("a payload").text;
        let shown = text.get(one.place.clone().expect("a place"));
        assert_eq!(shown, Some(["\"a\":1", "\"b\":2", "\"DE\""][index]));
    }
    assert_eq!((sd_jwt.digests.len(), sd_jwt.unanswered()), (4, 1));
}

#[test]
fn a_digest_in_a_disclosure_is_found_in_the_encoded_text() {
    let a = disclosure(A);
    let json = format!(r#"["1123456789012345678901","b",{{"_sd":["{}"]}}]"#, digest(&a));
    let b = disclosure(&json);
    let sd_jwt = check(&format!(r#"{{"_sd":["{}"]}}"#, digest(&b)), &[&a, &b], &[], r#"{"b":{"a":1}}"#);
    let inner = sd_jwt.digests.last().expect("one");
    assert_eq!(inner.source, Source::Disclosure(1));
    let place = sd_jwt.place(inner);
    let letters = sd_jwt.text.get(place.range.clone()).expect("a place");
    // What begins within a group of four letters is read with those before it.
    let start = place.range.start - (place.range.start - sd_jwt.disclosures[1].at.start) % 4;
    let read = crate::format::base64url::decode(&sd_jwt.text[start..place.range.end]).bytes;
    assert!(String::from_utf8_lossy(&read).contains(&digest(&a)), "{letters}");
}

#[test]
fn a_disclosure_stands_where_its_form_belongs() {
    let (a, element) = (disclosure(A), disclosure(ELEMENT));
    let misplaced = &["disclosure-misplaced"];
    let sd_jwt = check(&format!(r#"{{"_sd":["{}"]}}"#, digest(&element)), &[&element], misplaced, "{}");
    assert_eq!(states(&sd_jwt.disclosures), [State::Malformed]);
    let sd_jwt = check(&format!(r#"{{"n":[{{"...":"{}"}}]}}"#, digest(&a)), &[&a], misplaced, r#"{"n":[]}"#);
    assert_eq!(states(&sd_jwt.disclosures), [State::Malformed]);
}

#[test]
fn names_that_are_reserved_or_taken_are_refused() {
    for name in ["_sd", "...", "_sd_alg"] {
        let one = disclosure(&format!(r#"["0123456789012345678901","{name}",[]]"#));
        let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&one));
        let sd_jwt = check(&payload, &[&one], &["disclosure-reserved-name"], "{}");
        assert_eq!(states(&sd_jwt.disclosures), [State::Malformed]);
    }
    let (a, again) = (disclosure(A), disclosure(r#"["3123456789012345678901","a",2]"#));
    let taken = &["disclosure-name-taken"];
    let payload = format!(r#"{{"a":0,"_sd":["{}"]}}"#, digest(&a));
    check(&payload, &[&a], taken, r#"{"a":0}"#);
    let payload = format!(r#"{{"_sd":["{}","{}"]}}"#, digest(&a), digest(&again));
    let sd_jwt = check(&payload, &[&a, &again], taken, r#"{"a":1}"#);
    assert_eq!(states(&sd_jwt.disclosures), [State::Disclosed, State::Malformed]);
    // At another level it is another claim.
    let payload = format!(r#"{{"a":0,"o":{{"_sd":["{}"]}}}}"#, digest(&a));
    check(&payload, &[&a], &[], r#"{"a":0,"o":{"a":1}}"#);
}

#[test]
fn a_digest_stands_once_in_all_texts() {
    let (a, b) = (disclosure(A), disclosure(B));
    let payload = format!(r#"{{"_sd":["{}"],"o":{{"_sd":["{}"]}}}}"#, digest(&a), digest(&a));
    let sd_jwt = check(&payload, &[&a], &["digest-repeated"], r#"{"o":{},"a":1}"#);
    assert_eq!(states(&sd_jwt.disclosures), [State::Duplicate]);
    assert_eq!(sd_jwt.problems[0].at.len(), 2, "both places");
    // Decoys, too, and across disclosures.
    check(&format!(r#"{{"_sd":["{0}","{0}"]}}"#, digest("x")), &[], &["digest-repeated"], "{}");
    let outer = disclosure(&format!(r#"["4123456789012345678901","o",{{"_sd":["{}"]}}]"#, digest(&b)));
    let payload = format!(r#"{{"_sd":["{}","{}"]}}"#, digest(&outer), digest(&b));
    let sd_jwt = check(&payload, &[&b, &outer], &["digest-repeated"], r#"{"o":{},"b":2}"#);
    assert_eq!(states(&sd_jwt.disclosures), [State::Duplicate, State::Disclosed]);
}

#[test]
fn digests_have_their_form_and_their_place() {
    let d = digest("x");
    check(r#"{"_sd":"x"}"#, &[], &["sd-not-strings"], "{}");
    check(r#"{"_sd":[1]}"#, &[], &["sd-not-strings"], "{}");
    check(r#"{"n":[{"...":1}]}"#, &[], &["sd-element"], r#"{"n":[{"...":1}]}"#);
    let beside = format!(r#"{{"n":[{{"...":"{d}","a":1}}]}}"#);
    check(&beside, &[], &["sd-element"], &beside);
    let misplaced = format!(r#"{{"o":{{"...":"{d}"}}}}"#);
    check(&misplaced, &[], &["sd-element-misplaced"], &misplaced);
    check(r#"{"_sd":["abc"]}"#, &[], &["digest-form"], "{}");
    check(r#"{"o":{"_sd_alg":"sha-256"}}"#, &[], &["sd-alg-nested"], r#"{"o":{"_sd_alg":"sha-256"}}"#);
    check("[1]", &[], &["sd-jwt-payload"], "");
}

#[test]
fn every_hash_makes_its_digests_and_no_other_is_guessed() {
    let a = disclosure(A);
    for (name, hash) in [("sha-256", Hash::Sha256), ("sha-384", Hash::Sha384), ("sha-512", Hash::Sha512)] {
        let digest = encode(&hash.digest(a.as_bytes()));
        let payload = format!(r#"{{"_sd_alg":"{name}","_sd":["{digest}"]}}"#);
        assert_eq!(check(&payload, &[&a], &[], r#"{"a":1}"#).hash, Some(hash));
    }
    for alg in [r#""SHA-256""#, r#""md5""#, "1", "null"] {
        let payload = format!(r#"{{"_sd_alg":{alg},"_sd":["{}"]}}"#, digest(&a));
        let sd_jwt = check(&payload, &[&a], &["sd-alg"], "{}");
        assert_eq!((sd_jwt.hash, states(&sd_jwt.disclosures)), (None, vec![State::Unreferenced]));
    }
}

#[test]
fn claims_that_decide_on_validity_are_not_left_to_the_holder() {
    let exp = disclosure(r#"["0123456789012345678901","exp",1]"#);
    let payload = format!(r#"{{"_sd":["{}"]}}"#, digest(&exp));
    check(&payload, &[&exp], &["disclosure-validity"], r#"{"exp":1}"#);
    let inner = format!(r#"{{"o":{{"_sd":["{}"]}}}}"#, digest(&exp));
    check(&inner, &[&exp], &[], r#"{"o":{"exp":1}}"#);
    // {"alg":"ES256","typ":"dc+sd-jwt"}
    let credential = format!("eyJhbGciOiJFUzI1NiIsInR5cCI6ImRjK3NkLWp3dCJ9.{}.c2ln~{exp}~", encode(payload.as_bytes()));
    let sd_jwt = read(credential).expect("an SD-JWT");
    assert_eq!(sd_jwt.problems[0].code().name(), "disclosure-credential");
}

#[test]
fn an_unsigned_issuer_jwt_is_refused() {
    let unsigned = read("eyJhbGciOiJub25lIn0.e30.~").expect("an SD-JWT");
    let codes: Vec<_> = unsigned.problems.iter().map(|problem| problem.code().name()).collect();
    assert_eq!(codes, ["sd-jwt-unsigned"]);
}

#[test]
fn a_payload_that_is_no_whole_json_has_no_processed_form() {
    let a = disclosure(A);
    let payload = format!(r#"{{"_sd":["{}"]"#, digest(&a));
    let sd_jwt = check(&payload, &[&a], &[], "");
    assert_eq!(states(&sd_jwt.disclosures), [State::Disclosed]);
    assert!(!sd_jwt.issuer.problems.is_empty() && sd_jwt.processed.is_none());
}
