use super::*;
use crate::base::text::Bytes;
use crate::format::base64url::encode;
use crate::jose::{Parsed, detached, parse};

/// `{"alg":"HS256"}`.
const HEAD: &str = "eyJhbGciOiJIUzI1NiJ9";

fn jws(text: &str) -> Jws {
    read(&text.into()).unwrap_or_else(|| panic!("no signed token in JSON: {text}"))
}

/// The faults of the first signature, each with the text that it points to.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) -> Parsed {
    let parsed = jws(text).view(0);
    let token = parsed.token.as_ref().expect("a token");
    assert_eq!(token.text, text);
    let place = |problem: &Diagnostic| match problem.place() {
        Some(Span { part: Part::Encoded, range }) => text.get(range.clone()).expect("a place in the text"),
        _ => "",
    };
    let found: Vec<_> = parsed.problems.iter().map(|problem| (problem.code().name(), place(problem))).collect();
    assert_eq!(found, expected, "{text}");
    let worst = parsed.problems.iter().any(|problem| problem.severity == Severity::Error);
    let of_form = parsed
        .problems
        .iter()
        .any(|problem| matches!(problem.facts, Facts::Jws(_) | Facts::Json { .. } | Facts::Duplicate(_)));
    assert!(!(worst && of_form) || token.beside.refused.is_some(), "a strict reader refuses {text}");
    parsed
}

#[test]
fn both_forms_are_read_to_the_byte() {
    let text = format!(
        "{{ \"payload\": \"e30\",\n \"signatures\": [ {{\"protected\":\"{HEAD}\", \"header\": {{\"kid\" : 1.0}}, \"signature\":\"AA\"}},\n {{\"header\":{{\"alg\":\"ES256\"}},\"signature\":\"AQ\"}} ] }}"
    );
    let jws = jws(&text);
    assert_eq!((jws.serialization, jws.signatures.len(), jws.problems.len()), (Serialization::General, 2, 0));
    let first = jws.view(0).token.expect("a token");
    assert_eq!(first.header.text, r#"{"alg":"HS256","kid" : 1.0}"#);
    assert_eq!(first.beside.unprotected.as_ref().map(|header| header.text.as_str()), Some(r#"{"kid" : 1.0}"#));
    assert!(first.is_unprotected("kid") && !first.is_unprotected("alg"));
    assert_eq!(first.signing_input(), Some(format!("{HEAD}.e30").as_bytes()));
    assert_eq!(first.payload.as_ref().map(|payload| payload.text.as_str()), Some("{}"));
    assert_eq!(first.signature().map(|signature| &*signature.bytes), Some(&[0][..]));
    let at = |index: usize| text.get(first.segments[index].encoded.clone()).expect("a place");
    assert_eq!([at(0), at(1), at(2)], [HEAD, "e30", "AA"]);
    let second = jws.view(1).token.expect("a token");
    assert_eq!((second.header.text.as_str(), second.signing_input()), (r#"{"alg":"ES256"}"#, Some(&b".e30"[..])));
    // The last, where there are fewer.
    assert_eq!(jws.view(7).token, Some(second));
    let flattened = format!(r#"{{"payload":"e30","protected":"{HEAD}","signature":"AA"}}"#);
    let token = check(&flattened, &[]).token.expect("a token");
    assert_eq!(
        (token.beside.serialization, token.header.text.as_str()),
        (Serialization::Flattened, r#"{"alg":"HS256"}"#)
    );
    assert_eq!(parse(flattened.as_str()).token, Some(token));
}

#[test]
fn what_is_wrong_with_the_form_is_named_with_its_place() {
    let flat = |members: &str| format!(r#"{{"payload":"e30","protected":"{HEAD}",{members}}}"#);
    check(&flat(r#""signature":7"#), &[("jws-member-type", "7")]);
    check(&flat(r#""signature":"AA","header":[]"#), &[("jws-member-type", "[]")]);
    check(&flat(r#""signature":"AA","header":{"alg":"none"}"#), &[("jws-name-repeated", r#""alg""#)]);
    check(&flat(r#""signature":"AA","header":{"crit":["b64"]}"#), &[("jws-unprotected", r#"["b64"]"#)]);
    check(&flat(r#""signature":"AA","header":{"b64":false}"#), &[("jws-unprotected", "false")]);
    check(&flat(r#""signature":"A*A""#), &[("base64url-alphabet", "*")]);
    check(&flat(r#""signature":"AA","signature":"AQ""#), &[("duplicate-name", r#""signature""#)]);
    check(&flat(r#""signature":"AA",}"#), &[("json-trailing-comma", ",")]);
    let general = |members: &str| format!(r#"{{"payload":"e30",{members}}}"#);
    let nothing = general(r#""signatures":[]"#);
    check(&nothing, &[("jws-signatures-empty", "[]")]);
    check(&general(r#""signatures":{}"#), &[("jws-member-type", "{}")]);
    check(&general(r#""signatures":[1]"#), &[("jws-member-type", "1")]);
    check(&general(r#""signatures":[{"signature":"AA"}]"#), &[("jws-header-missing", r#"{"signature":"AA"}"#)]);
    let one = format!(r#"{{"protected":"{HEAD}"}}"#);
    check(&general(&format!(r#""signatures":[{one}]"#)), &[("jws-signature-missing", &one)]);
    let whole = format!(r#"{{"protected":"{HEAD}","signature":"AA"}}"#);
    check(&general(&format!(r#""signatures":[{whole}],"signature":"AQ""#)), &[("jws-forms-mixed", r#""AQ""#)]);
    check(
        r#"{"payload":7,"protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}"#,
        &[("jws-member-type", "7"), ("payload-empty", "")],
    );
}

#[test]
fn an_alg_that_is_not_protected_is_told_and_the_signature_is_still_looked_at() {
    let text = r#"{"payload":"e30","header":{"alg":"HS256"},"signature":"AA"}"#;
    let parsed = check(text, &[("jws-alg-unprotected", r#""HS256""#)]);
    assert_eq!(parsed.problems[0].severity, Severity::Warning);
    assert_eq!(parsed.token.expect("a token").beside.refused, None);
    let text = r#"{"payload":"e30","protected":"e30","header":{"alg":"HS256"},"signature":"AA"}"#;
    check(text, &[("jws-alg-unprotected", r#""HS256""#)]);
    let text = r#"{"payload":"e30","header":{"kid":"1"},"signature":"AA"}"#;
    check(text, &[("alg-missing", "")]);
}

#[test]
fn signatures_must_agree_on_b64() {
    let unencoded = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let entry = |head: &str| format!(r#"{{"protected":"{head}","signature":"AA"}}"#);
    let text = format!(r#"{{"payload":"$.02","signatures":[{},{}]}}"#, entry(&unencoded), entry(&unencoded));
    let token = check(&text, &[("payload-not-json", "")]).token.expect("a token");
    assert_eq!(token.signing_input(), Some(format!("{unencoded}.$.02").as_bytes()));
    let text = text.replacen(&unencoded, HEAD, 1);
    assert!(jws(&text).view(1).problems.iter().any(|problem| problem.code().name() == "jws-b64-differs"));
}

#[test]
fn only_so_many_signatures_are_read() {
    let one = format!(r#"{{"protected":"{HEAD}","signature":"AA"}}"#);
    let text = format!(r#"{{"payload":"e30","signatures":[{}]}}"#, vec![one; MAX_SIGNATURES + 1].join(","));
    let jws = jws(&text);
    assert_eq!((jws.signatures.len(), jws.problems[0].severity), (MAX_SIGNATURES, Severity::Warning));
}

#[test]
fn other_json_is_none() {
    for text in [
        r#"{"sub":"alice"}"#,
        r#"{"payload":"e30"}"#,
        r#"{"signature":"AA"}"#,
        r#"{"protected":"e30","ciphertext":"","signature":""}"#,
        r#"[{"payload":"e30","signatures":[]}]"#,
        r#""signatures""#,
        r#"{"signed":{},"signatures":[{"keyid":"1","sig":"AA"}]}"#,
        r#"{"payloadType":"x","payload":"e30","signatures":[{"sig":"AA"}]}"#,
        r#"{"payload":{"id":1},"header":{},"signature":"AA"}"#,
        "",
    ] {
        assert_eq!(read(&text.into()), None, "{text}");
    }
}

#[test]
fn a_string_with_escapes_is_its_value() {
    let text = format!(r#"{{"payload":"\u0065\u00330","protected":"{HEAD}","signature":"AA"}}"#);
    let token = check(&text, &[]).token.expect("a token");
    assert_eq!(token.signing_input(), Some(format!("{HEAD}.e30").as_bytes()));
    check(&text.replace("\\u00330", "\\u00330*"), &[("base64url-alphabet", "\\u0065\\u00330*")]);
}

#[test]
fn content_that_is_apart_is_put_in_for_the_signature_alone() {
    let content = |bytes: &[u8]| Bytes::from(bytes.to_vec());
    let input = |text: &str, bytes: &[u8]| {
        let parsed = detached::attach(parse(text), &content(bytes));
        let token = parsed.token.expect("a token");
        assert_eq!(token.text, text);
        assert!(parsed.problems.iter().all(|problem| problem.code().name() != "payload-empty"), "{text}");
        assert_eq!(&*token.segments[1].bytes, bytes);
        token.signing_input().expect("an input").to_vec()
    };
    let unencoded = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    assert_eq!(input(&format!("{HEAD}..AA"), b"{}"), format!("{HEAD}.e30").as_bytes());
    assert_eq!(input(&format!("{unencoded}..AA"), b"a.b"), format!("{unencoded}.a.b").as_bytes());
    let raw = [unencoded.as_bytes(), b".\xff\0."].concat();
    assert_eq!(input(&format!("{unencoded}..AA"), b"\xff\0."), raw);
    let json = format!(r#"{{"protected":"{HEAD}","signature":"AA"}}"#);
    assert_eq!(input(&json, b"{}"), format!("{HEAD}.e30").as_bytes());
    // A token with content of its own keeps that.
    let whole = format!("{HEAD}.e30.AA");
    assert_eq!(detached::attach(parse(whole.as_str()), &content(b"x")), parse(whole.as_str()));
    assert_eq!(detached::attach(parse(""), &content(b"x")), parse(""));
}

#[test]
fn a_form_without_room_for_something_says_so() {
    let check = |text: &str, to: Serialization, expected: Result<&str, NotConvertible>| {
        assert_eq!(convert(&text.into(), to).as_deref(), expected.as_deref(), "{text}");
    };
    use Serialization::{Compact, Flattened, General};
    let compact = format!("{HEAD}.e30.AA");
    let flattened = format!(r#"{{"payload":"e30","protected":"{HEAD}","signature":"AA"}}"#);
    let general = format!(r#"{{"payload":"e30","signatures":[{{"protected":"{HEAD}","signature":"AA"}}]}}"#);
    for from in [&compact, &flattened, &general] {
        check(from, Compact, Ok(&compact));
        check(from, Flattened, Ok(&flattened));
        check(from, General, Ok(&general));
    }
    check(&format!("{HEAD}..AA"), Flattened, Ok(&format!(r#"{{"protected":"{HEAD}","signature":"AA"}}"#)));
    let two =
        general.replace("]}", &format!(r#",{{"protected":"{HEAD}","header":{{ "kid":1.0 }},"signature":"AQ"}}]}}"#));
    check(&two, General, Ok(&two));
    check(&two, Flattened, Err(NotConvertible::Signatures(2)));
    check(&two, Compact, Err(NotConvertible::Signatures(2)));
    let own = flattened.replace(r#","signature""#, r#","header":{"kid":"1"},"signature""#);
    check(&own, Compact, Err(NotConvertible::Unprotected));
    check(
        &own,
        General,
        Ok(&own.replace(r#","protected""#, r#","signatures":[{"protected""#).replace("\"AA\"}", "\"AA\"}]}")),
    );
    check(r#"{"payload":"e30","header":{"alg":"HS256"},"signature":"AA"}"#, Compact, Err(NotConvertible::NoProtected));
    let unencoded = encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let with = |payload: &str| format!(r#"{{"payload":{payload},"protected":"{unencoded}","signature":"AA"}}"#);
    check(&with(r#""$.02""#), Compact, Err(NotConvertible::Payload));
    check(&with(r#""é""#), Compact, Err(NotConvertible::Payload));
    check(&with(r#""a \"b\"""#), Compact, Ok(&format!("{unencoded}.a \"b\".AA")));
    check(&format!("{unencoded}.a \"b\".AA"), Flattened, Ok(&with(r#""a \"b\"""#)));
    check(r#"{"payload":"e30","signatures":[]}"#, General, Err(NotConvertible::Faulty));
    check("", General, Err(NotConvertible::Faulty));
    check("no token", General, Err(NotConvertible::Faulty));
}

#[test]
fn the_parts_of_one_signature_are_replaced_and_the_rest_stays() {
    let text = format!(r#"{{ "signature" : "AA", "payload":"e30", "x": 1.0, "protected":"{HEAD}"}}"#);
    let expected = text.replace("AA", "AQ").replace(HEAD, "e30");
    assert_eq!(with_parts(&text.as_str().into(), 0, "e30.e30.AQ").as_deref(), Some(expected.as_str()));
    let apart = format!(r#"{{"protected":"{HEAD}","signature":"AA"}}"#);
    assert_eq!(with_parts(&apart.as_str().into(), 0, &format!("{HEAD}.e30.AQ")), Some(apart.replace("AA", "AQ")));
    assert_eq!(with_parts(&"a.b.c".into(), 0, "a.b.c"), None);
    let bare = r#"{"payload":"e30","header":{"alg":"HS256"},"signature":"AA"}"#;
    assert_eq!(with_parts(&bare.into(), 0, "e30.e30.AQ"), None);
    assert_eq!(with_parts(&bare.into(), 0, ".e30.AQ"), Some(bare.replace("AA", "AQ")));
}
