use super::*;
use crate::jose;
use crate::key::{self, Options};
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

const PRIVATE: &str = include_str!("../../session/samples/p256.pem");
const PUBLIC: &str = include_str!("../../session/samples/p256.pub.pem");

fn parsed(header: &str, payload: &str) -> Parsed {
    let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
    jose::parse(format!("{}.{}.c2ln", encode(header), encode(payload)))
}

fn filled(header: &str, payload: &str, key: &str, policy: &Policy, expected: Option<&str>) -> Result<Fill, Lack> {
    let key = key::read(key, &Options::default()).and_then(Result::ok);
    let expected = expected.and_then(jwa::find);
    let (parsed, encoding) = (parsed(header, payload), Encoding::Utf8);
    Fill::of(FillContext { parsed: &parsed, key: key.as_ref(), choice: None, encoding, expected, policy })
}

fn of_token(header: &str, payload: &str) -> Fill {
    filled(header, payload, "", &Policy::default(), None).expect("there is a token")
}

#[test]
fn only_the_public_half_of_a_key_gets_into_the_code() {
    let of = |key: &str| filled(r#"{"alg":"ES256"}"#, "{}", key, &Policy::default(), None).expect("there is a token");
    let (private, public) = (of(PRIVATE), of(PUBLIC));
    assert_eq!(private.pem(), PUBLIC.trim_end());
    assert_eq!(private, public);
    let secret = of(r#"{"kty":"oct","k":"c2VjcmV0LXNlY3JldC1zZWNyZXQ"}"#);
    assert!(secret.key_unfit && secret.lacks_key());
    assert!(!format!("{secret:?}{}{}", secret.pem(), secret.spki()).contains("c2Vj"));
}

#[test]
fn what_is_expected_comes_before_what_the_token_says() {
    let policy = Policy { issuer: "me".into(), token_type: "at+jwt".into(), skew: 30, ..Policy::default() };
    let payload = r#"{"iss":"they","aud":[1,"","a","b"]}"#;
    let fill = filled(r#"{"alg":"RS256","typ":"JWT"}"#, payload, "", &policy, Some("PS256")).expect("a token");
    let pinned = |text: &str, said| Pinned { text: text.to_owned(), said };
    assert_eq!((fill.algorithm.name, fill.algorithm_expected, fill.leeway), ("PS256", true, 30));
    assert_eq!(fill.issuer, pinned("me", Said::Expected));
    assert_eq!(fill.audience, pinned("a", Said::Token));
    assert_eq!(fill.token_type, Some(pinned("at+jwt", Said::Expected)));
}

#[test]
fn of_what_a_team_allows_the_code_pins_what_the_token_has_or_else_the_first() {
    let owned = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
    let team = Policy {
        issuers: owned(&["a", "b"]),
        audiences: owned(&["api", "web"]),
        algorithms: owned(&["unknown", "RS256", "ES256"]),
        ..Policy::default()
    };
    let check = |policy: &Policy, alg: &str, payload: &str, expected: [&str; 3]| {
        let fill = filled(&format!(r#"{{"alg":"{alg}"}}"#), payload, "", policy, None).expect("a token");
        assert_eq!([fill.algorithm.name, &fill.issuer.text, &fill.audience.text], expected, "{payload}");
        assert!(fill.algorithm_expected);
        assert_eq!((fill.issuer.said, fill.audience.said), (Said::Expected, Said::Expected), "{payload}");
    };
    check(&team, "ES256", r#"{"iss":"b","aud":["x","web"]}"#, ["ES256", "b", "web"]);
    check(&team, "HS256", r#"{"iss":"x","aud":"x"}"#, ["RS256", "a", "api"]);
    check(&team, "none", "{}", ["RS256", "a", "api"]);
    check(&Policy { issuer: "me".into(), ..team.clone() }, "ES256", r#"{"iss":"b"}"#, ["ES256", "me", "api"]);
}

#[test]
fn a_root_gives_way_to_the_key_that_it_certified() {
    const ROOT: &str = include_str!("../../../tests/keys/trust-root.pem");
    let chain =
        [include_str!("../../../tests/keys/trust-leaf.pem"), include_str!("../../../tests/keys/trust-between.pem")];
    let body = |pem: &str| pem.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let header = |names: &[&str]| {
        let chain: Vec<String> = names.iter().map(|pem| format!("\"{}\"", body(pem))).collect();
        format!(r#"{{"alg":"ES256","x5c":[{}]}}"#, chain.join(","))
    };
    let of = |header: &str, key: &str| filled(header, "{}", key, &Policy::default(), None).expect("a token");
    let spki = |pem: &str| of(r#"{"alg":"ES256"}"#, pem).key;
    let whole = of(&header(&chain), ROOT);
    assert!(whole.key_certified);
    assert_eq!(whole.key, spki(chain[0]));
    let loose = of(&header(&chain[..1]), ROOT);
    assert!(!loose.key_certified);
    assert_eq!(loose.key, spki(ROOT));
}

#[test]
fn what_nobody_says_is_a_placeholder() {
    let fill = of_token(r#"{"alg":"HS256"}"#, r#"{"iss":7,"aud":[]}"#);
    assert_eq!((fill.issuer.said, fill.audience.said), (Said::Nobody, Said::Nobody));
    assert_eq!((fill.token_type, fill.kid, fill.leeway, fill.lifetime), (None, None, 0, LIFETIME));
    let long = format!(r#"{{"iss":"{}"}}"#, "x".repeat(LONGEST + 1));
    assert_eq!(of_token(r#"{"alg":"HS256"}"#, &long).issuer.said, Said::Nobody, "it is too long for code");
}

#[test]
fn a_lifetime_is_taken_from_the_token_if_it_makes_sense() {
    let check = |payload: &str, seconds: i64| {
        assert_eq!(of_token(r#"{"alg":"HS256"}"#, payload).lifetime, seconds, "{payload}");
    };
    check(r#"{"iat":1000,"exp":4600}"#, 3600);
    assert!(of_token(r#"{"alg":"HS256"}"#, r#"{"exp":4600}"#).expires);
    assert!(!of_token(r#"{"alg":"HS256"}"#, r#"{"exp":"4600"}"#).expires);
    check(r#"{"iat":1000,"exp":1000}"#, LIFETIME);
    check(r#"{"iat":4600,"exp":1000}"#, LIFETIME);
    check(r#"{"iat":"1000","exp":4600}"#, LIFETIME);
    check(r#"{"iat":-9223372036854775808,"exp":9223372036854775807}"#, LIFETIME);
}

#[test]
fn there_is_no_code_for_what_is_not_signed() {
    let check = |header: &str, expected: Lack| {
        assert_eq!(filled(header, "{}", "", &Policy::default(), None), Err(expected), "{header}");
    };
    check(r#"{"alg":"none"}"#, Lack::Unsigned);
    check(r#"{"alg":"XS256"}"#, Lack::UnknownAlgorithm);
    check("{}", Lack::UnknownAlgorithm);
    // With an algorithm that is expected there is something to verify.
    assert!(filled(r#"{"alg":"none"}"#, "{}", "", &Policy::default(), Some("ES256")).is_ok());
    let policy = Policy::default();
    let given = |parsed| FillContext {
        parsed,
        key: None,
        choice: None,
        encoding: Encoding::Utf8,
        expected: None,
        policy: &policy,
    };
    let nothing = Parsed { token: None, problems: vec![] };
    assert_eq!(Fill::of(given(&nothing)), Err(Lack::NoToken));
    let encrypted = jose::parse("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..YWFhYWFhYWFhYWFh.YQ.YWFhYWFhYWFhYWFhYWFhYQ");
    assert_eq!(Fill::of(given(&encrypted)), Err(Lack::Encrypted));
}

#[test]
fn of_a_set_the_key_that_the_algorithm_can_use_is_taken() {
    let key = key::read(PUBLIC, &Options::default()).and_then(Result::ok);
    let Some(ParsedKey::One(key)) = key else { panic!("it is one key") };
    let jwk = key.write(key::Format::JwkPublic).expect("it has that form");
    let set = format!(r#"{{"keys":[{{"kty":"oct","k":"c2VjcmV0"}},{jwk}]}}"#);
    let fill = filled(r#"{"alg":"ES256"}"#, "{}", &set, &Policy::default(), None).expect("there is a token");
    assert_eq!(fill.pem(), PUBLIC.trim_end());
    assert!(!fill.key_unfit);
}

#[test]
fn only_a_token_of_plain_characters_gets_into_a_command() {
    assert_eq!(
        curl("a.b-_.c="),
        Some("curl --header 'Authorization: Bearer a.b-_.c=' https://api.example/".to_owned())
    );
    for token in ["", "a'; rm -rf ~; '", "a b", "a\nb", "é", "{\"payload\":1}"] {
        assert_eq!(curl(token), None, "{token:?}");
    }
}
