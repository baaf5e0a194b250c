use super::super::testing::{ISSUER, digest, disclosure, token};
use super::super::{SdJwt, State, read};
use crate::base::text::Text;
use crate::jose::json::{NotConvertible, convert};
use crate::jose::{Part, Serialization};

const ONE: &str = r#"["0123456789012345678901","a",1]"#;
const TWO: &str = r#"["1123456789012345678901","b",2]"#;

/// The compact form of a token with both disclosures, and the second disclosure.
fn issued() -> (String, String) {
    let (one, two) = (disclosure(ONE), disclosure(TWO));
    let payload = format!(r#"{{"_sd":["{}","{}"]}}"#, digest(&one), digest(&two));
    (token(&payload, &[&one, &two]), two)
}

/// The token in JSON with other members in place of the unprotected header.
fn with(members: &str) -> String {
    let (text, _) = issued();
    let (payload, signature) = (text.split('.').nth(1).expect("three parts"), "c2ln");
    format!(r#"{{"payload":"{payload}","protected":"eyJhbGciOiJFUzI1NiJ9","signature":"{signature}"{members}}}"#)
}

#[track_caller]
fn codes(text: &str, expected: &[&str]) -> SdJwt {
    let sd_jwt = read(text).unwrap_or_else(|| panic!("{text}"));
    let found: Vec<_> = sd_jwt.view(0).problems.iter().map(|problem| problem.code().name()).collect();
    assert_eq!(found, expected, "{text}");
    sd_jwt
}

#[test]
fn each_form_becomes_the_other_and_the_same_again() {
    let (text, _) = issued();
    for compact in [format!("{ISSUER}~"), text.clone(), format!("{text}{ISSUER}")] {
        for to in [Serialization::Flattened, Serialization::General] {
            let made = convert(&compact.as_str().into(), to).expect("JSON");
            let sd_jwt = codes(&made, &[]);
            assert_eq!((sd_jwt.text.as_str(), sd_jwt.signatures()), (compact.as_str(), 1));
            let token = sd_jwt.view(0).token.expect("a token");
            assert_eq!((token.text.as_str(), token.beside.serialization), (made.as_str(), to));
            assert_eq!(token.signing_input(), sd_jwt.issuer.token.as_ref().and_then(|token| token.signing_input()));
            let back = |to| convert(&made.as_str().into(), to);
            assert_eq!(back(Serialization::Compact).as_deref(), Ok(compact.as_str()));
            let other = back(Serialization::General).expect("JSON");
            assert_eq!(read(other).map(|sd_jwt| sd_jwt.text), Some(Text::from(compact.as_str())));
        }
    }
}

#[test]
fn disclosures_are_read_where_they_stand() {
    let (text, two) = issued();
    let json = convert(&text.into(), Serialization::General).expect("JSON");
    let sd_jwt = codes(&json, &[]);
    assert!(sd_jwt.disclosures.iter().all(|one| one.state == State::Disclosed));
    assert_eq!(sd_jwt.view(0).token.and_then(|token| token.payload).expect("claims").text, r#"{"a":1,"b":2}"#);
    assert_eq!(json.get(sd_jwt.in_sent(&sd_jwt.disclosures[1].at)), Some(two.as_str()));
    // With an escape a part has no letters of its own in the text, and the whole of it is meant.
    let escaped = json.replace(&two, &format!("\\u0057{}", &two[1..]));
    let sd_jwt = codes(&escaped, &[]);
    let at = sd_jwt.in_sent(&(sd_jwt.disclosures[1].at.start + 3..sd_jwt.disclosures[1].at.start + 4));
    assert_eq!(escaped.get(at), Some(format!("\\u0057{}", &two[1..]).as_str()));
}

#[test]
fn what_is_wrong_with_a_disclosure_is_told_at_its_place_in_the_json() {
    let (_, two) = issued();
    let text = with(&format!(r#","header":{{"disclosures":["{}","{two}=="]}}"#, disclosure(ONE)));
    let sd_jwt = codes(&text, &["disclosure-unreferenced", "disclosure-encoding"]);
    let places: Vec<_> = sd_jwt.problems.iter().map(|problem| text.get(problem.at[0].range.clone())).collect();
    assert_eq!(places, [Some(format!("{two}==").as_str()), Some("==")]);
    let text = with(r#","header":{"disclosures":["a~b"]}"#);
    let sd_jwt = codes(&text, &["disclosure-not-json", "disclosure-unreferenced", "disclosure-encoding"]);
    assert_eq!(sd_jwt.disclosures.len(), 1, "a tilde divides nothing in JSON");
    assert_eq!(convert(&text.into(), Serialization::Compact), Err(NotConvertible::Faulty));
}

#[test]
fn the_members_stand_in_the_first_unprotected_header_and_nowhere_else() {
    let all = format!(r#"["{}","{}"]"#, disclosure(ONE), disclosure(TWO));
    codes(&with(&format!(r#","header":{{"disclosures":{all}}}"#)), &[]);
    let top = with(&format!(r#","disclosures":{all},"kb_jwt":"{ISSUER}""#));
    let sd_jwt = codes(&top, &["sd-jwt-json-place", "sd-jwt-json-place"]);
    assert_eq!((sd_jwt.disclosures.len(), sd_jwt.key_binding.is_some()), (2, true));
    for to in [Serialization::Compact, Serialization::General] {
        assert_eq!(convert(&top.as_str().into(), to), Err(NotConvertible::Faulty));
    }
    let protected = crate::format::base64url::encode(format!(r#"{{"alg":"ES256","disclosures":{all}}}"#).as_bytes());
    let text = with("").replace("eyJhbGciOiJFUzI1NiJ9", &protected);
    let sd_jwt = codes(&text, &["sd-jwt-json-place"]);
    assert_eq!(text.get(sd_jwt.problems[0].at[0].range.clone()), Some(protected.as_str()));
    let (text, _) = issued();
    let general = convert(&text.into(), Serialization::General).expect("JSON");
    let later =
        format!(r#"}},{{"protected":"eyJhbGciOiJFUzI1NiJ9","header":{{"kb_jwt":"{ISSUER}"}},"signature":"c2ln"}}]"#);
    let general = general.replace("}]", &later);
    let sd_jwt = codes(&general, &["sd-jwt-json-place"]);
    assert_eq!((sd_jwt.signatures(), sd_jwt.key_binding.is_some()), (2, true));
}

#[test]
fn a_member_of_another_kind_is_told() {
    codes(&with(r#","header":{"disclosures":"a"}"#), &["sd-jwt-json-kind"]);
    codes(&with(r#","header":{"disclosures":null}"#), &["sd-jwt-json-kind"]);
    let one = disclosure(ONE);
    let sd_jwt = codes(&with(&format!(r#","header":{{"disclosures":[1,"{one}"]}}"#)), &["sd-jwt-json-kind"]);
    assert_eq!(sd_jwt.disclosures.len(), 1);
    let sd_jwt = codes(&with(r#","header":{"disclosures":[],"kb_jwt":{}}"#), &["sd-jwt-json-kind"]);
    assert_eq!(sd_jwt.key_binding, None);
}

#[test]
fn what_has_no_place_in_the_compact_form_stops_the_change() {
    let compact = |text: &str| convert(&text.into(), Serialization::Compact);
    assert_eq!(compact(&with(r#","header":{"disclosures":[],"kid":"1"}"#)), Err(NotConvertible::Unprotected));
    assert_eq!(compact(&with(r#","header":{"disclosures":[],"kb_jwt":"a"}"#)), Err(NotConvertible::Faulty));
    let (text, _) = issued();
    let general = convert(&text.into(), Serialization::General).expect("JSON");
    let two = general.replace("}]", r#"},{"protected":"eyJhbGciOiJFUzI1NiJ9","signature":"c2ln"}]"#);
    assert_eq!(compact(&two), Err(NotConvertible::Signatures(2)));
    assert!(convert(&two.into(), Serialization::General).is_ok());
}

#[test]
fn other_json_is_left_to_others() {
    for text in [
        r#"{"payload":"e30","protected":"e30","signature":"","header":{"kid":"a"}}"#,
        r#"{"disclosures":[]}"#,
        r#"{"payload":"e30","signature":"AA","header":{"disclosures":[]}}"#,
        r#"{"protected":"eyJhbGciOiJFUzI1NiJ9","signature":"AA","header":{"disclosures":[]}}"#,
    ] {
        assert!(read(text).is_none(), "{text}");
    }
    let places = codes(&with(r#","header":{"disclosures":[""]}"#), &["disclosure-empty"]);
    assert!(places.problems.iter().flat_map(|problem| &problem.at).all(|at| at.part == Part::Encoded));
}
