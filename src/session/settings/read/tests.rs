use super::*;
use crate::session::settings::{FILE, file_names};

const PUBLIC: &str = include_str!("../../samples/p256.pub.pem");
const PRIVATE: &str = include_str!("../../samples/p256.pem");
const KEYS: &str =
    r#"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;

/// The files beside the settings of a test.
fn beside(name: &str) -> Option<Text> {
    match name {
        "a.jwks.json" => Some(KEYS.into()),
        "public.pem" => Some(PUBLIC.into()),
        "private.pem" => Some(PRIVATE.into()),
        "words.pem" => Some("no key at all".into()),
        _ => None,
    }
}

/// Each fault as its code and the text that it points at; what is wrong is never used in part.
#[track_caller]
fn check(text: &str, faults: &[(&str, &str)]) -> Settings {
    let reading = read(text, &beside);
    let found: Vec<(&str, &str)> = reading
        .faults
        .iter()
        .map(|fault| {
            let what = crate::base::diagnostic::Facts::from(fault.what.clone()).code().name();
            (what, fault.at.clone().map_or("", |at| &text[at]))
        })
        .collect();
    assert_eq!(found, faults, "{text}");
    assert!(faults.is_empty() || reading.settings == Settings::default());
    reading.settings
}

/// The same for a setting of an environment.
#[track_caller]
fn check_environment(members: &str, faults: &[(&str, &str)]) -> Option<Environment> {
    let text = format!(r#"{{"environments":[{{"name":"Production",{members}}}]}}"#);
    check(&text, faults).environments.pop()
}

#[test]
fn an_empty_object_sets_nothing() {
    assert_eq!(check("{}", &[]), Settings::default());
    assert_eq!(check(r#"{"$schema":"./settings.schema.json","environments":[],"links":[]}"#, &[]), Settings::default());
}

#[test]
fn everything_that_can_be_set_is_read() {
    let settings = check(
        r#"{"name":"Tokens","tagline":"For us","links":[{"title":"Help","url":"https://help.example/"}],"default":"Production",
            "environments":[{"name":"Production","issuers":["https://id.example"],"audiences":["api","web"],
            "algorithms":["RS256","EdDSA"],"maxAge":"1h 30m","clockSkew":30,"profile":"access-token","requiredClaims":["jti"],
            "keys":"a.jwks.json"}]}"#,
        &[],
    );
    assert_eq!((settings.name.as_deref(), settings.tagline.as_deref()), (Some("Tokens"), Some("For us")));
    assert_eq!(settings.links, [Link { title: "Help".into(), url: "https://help.example/".into() }]);
    let production = &settings.environments[0];
    assert_eq!((settings.default, production.name.as_str()), (Some(0), "Production"));
    assert_eq!((production.issuers.len(), production.audiences.len(), production.algorithms.len()), (1, 2, 2));
    assert_eq!((production.max_age, production.skew), (Some(5_400), 30));
    assert_eq!((production.profile, production.required.join(" ").as_str()), (Some("access-token"), "jti"));
    assert_eq!(production.keys, Some(KEYS.into()));
}

#[test]
fn json_that_is_broken_is_told_by_its_place_and_nothing_of_it_is_used() {
    check(r#"{"name":"a",}"#, &[("json-trailing-comma", ",")]);
    check(r#"{"name":"a","name":"b"}"#, &[("duplicate-name", r#""name""#)]);
    assert_eq!(
        read("{\n  \"name\": 7\n}", &beside).told(FILE, "{\n  \"name\": 7\n}"),
        ["settings.json, line 2, column 11: `name` must be a string, but is a number."]
    );
    check("[]", &[("settings-type", "[]")]);
    let large = format!(r#"{{"name":"{}"}}"#, "a".repeat(MAX_FILE));
    check(&large, &[("settings-too-large", "")]);
    assert_eq!(file_names(&large), [""; 0]);
}

#[test]
fn a_name_that_no_setting_has_is_a_fault_at_each_level() {
    check(r#"{"enviroments":[]}"#, &[("settings-member", r#""enviroments""#)]);
    check_environment(r#""issuer":"a""#, &[("settings-member", r#""issuer""#)]);
    check(r#"{"links":[{"title":"a","url":"https://a","href":"b"}]}"#, &[("settings-member", r#""href""#)]);
}

#[test]
fn a_value_of_another_type_is_told() {
    for (members, at) in [
        (r#""issuers":"a""#, r#""a""#),
        (r#""audiences":[1]"#, "1"),
        (r#""maxAge":true"#, "true"),
        (r#""keys":[]"#, "[]"),
        (r#""roots":{}"#, "{}"),
        (r#""roots":[1]"#, "[1]"),
        (r#""profile":{}"#, "{}"),
    ] {
        check_environment(members, &[("settings-type", at)]);
    }
    check(r#"{"environments":{}}"#, &[("settings-type", "{}")]);
    check(r#"{"environments":[1]}"#, &[("settings-type", "1")]);
    check(r#"{"links":["https://a"]}"#, &[("settings-type", r#""https://a""#)]);
}

#[test]
fn a_value_that_means_nothing_is_told() {
    check_environment(r#""algorithms":["RS256","RSA256"]"#, &[("settings-value", r#""RSA256""#)]);
    check_environment(r#""algorithms":["none"]"#, &[("settings-value", r#""none""#)]);
    check_environment(r#""issuers":[]"#, &[("settings-value", "[]")]);
    check_environment(r#""issuers":[""]"#, &[("settings-value", r#""""#)]);
    check_environment(r#""maxAge":"soon""#, &[("settings-value", r#""soon""#)]);
    check_environment(r#""maxAge":-1"#, &[("settings-value", "-1")]);
    check_environment(r#""clockSkew":1.5"#, &[("settings-value", "1.5")]);
    check_environment(r#""profile":"access""#, &[("settings-value", r#""access""#)]);
    for url in ["javascript:alert(1)", "https://", "//a", "data:,a", "https://a b"] {
        let text = format!(r#"{{"links":[{{"title":"a","url":"{url}"}}]}}"#);
        check(&text, &[("settings-value", &format!(r#""{url}""#))]);
    }
}

#[test]
fn names_are_there_short_and_each_once_and_the_default_is_one_of_them() {
    check(r#"{"environments":[{}]}"#, &[("settings-missing", "")]);
    check(r#"{"links":[{"url":"https://a"}]}"#, &[("settings-missing", "")]);
    check(r#"{"environments":[{"name":"a"},{"name":"a"}]}"#, &[("settings-repeated", r#""a""#)]);
    check(r#"{"default":"b","environments":[{"name":"a"}]}"#, &[("settings-default", r#""b""#)]);
    check(r#"{"default":"b"}"#, &[("settings-default", r#""b""#)]);
    let long = format!("\"{}\"", "a".repeat(MAX_NAME + 1));
    check(&format!(r#"{{"name":{long}}}"#), &[("settings-too-large", &long)]);
    let unseen = check(r#"{"name":"a\u202eb"}"#, &[]).name;
    assert_eq!(unseen.as_deref(), Some("a\\u{202e}b"));
}

#[test]
fn keys_are_public_and_readable() {
    let inline = check_environment(&format!(r#""keys":{KEYS}"#), &[]).expect("one");
    assert_eq!(inline.keys, Some(KEYS.into()));
    assert!(check_environment(r#""keys":"public.pem""#, &[]).is_some());
    check_environment(r#""keys":"private.pem""#, &[("settings-private", r#""private.pem""#)]);
    check_environment(r#""keys":"words.pem""#, &[("settings-key", r#""words.pem""#)]);
    let of_private = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#;
    for private in [
        r#"{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}"#.to_owned(),
        r#"{"kty":"oct","k":"c2VjcmV0"}"#.to_owned(),
        of_private.to_owned(),
        format!(r#"{{"keys":[{of_private}]}}"#),
    ] {
        check_environment(&format!(r#""keys":{private}"#), &[("settings-private", &private)]);
    }
    check_environment(r#""keys":{"keys":[]}"#, &[("settings-key", r#"{"keys":[]}"#)]);
    check_environment(r#""keys":{"keys":[{"kty":"X"}]}"#, &[("settings-key", r#"{"keys":[{"kty":"X"}]}"#)]);
}

#[test]
fn a_private_key_of_the_settings_is_in_no_message() {
    let text = format!(r#"{{"environments":[{{"name":"a","roots":[{}]}}]}}"#, json::quoted(PRIVATE));
    let reading = read(&text, &beside);
    let told = format!("{:?} {:?}", reading.told(FILE, &text), reading.faults);
    let body = PRIVATE.lines().nth(1).expect("a line");
    assert!(!told.contains(body) && reading.faults.len() == 1, "{told}");
}

#[test]
fn roots_are_certificates() {
    let one = include_str!("../../../../tests/keys/p256-certificate.pem");
    let both = format!("{one}\nbetween\n{one}");
    let roots = |value: &str, faults: &[(&str, &str)]| {
        check_environment(&format!(r#""roots":{value}"#), faults).map_or(0, |environment| environment.roots.len())
    };
    assert_eq!(roots(&format!("[{}]", json::quoted(one)), &[]), 1);
    assert_eq!(roots(&format!("[{},{}]", json::quoted(one), json::quoted(&both)), &[]), 3);
    roots(&format!("[{}]", json::quoted(PUBLIC)), &[("settings-key", &json::quoted(PUBLIC))]);
    roots(r#"["MIIB"]"#, &[("settings-key", r#""MIIB""#)]);
    roots(r#""private.pem""#, &[("settings-private", r#""private.pem""#)]);
    let with_key = json::quoted(&format!("{one}{PRIVATE}"));
    roots(&format!("[{with_key}]"), &[("settings-private", &with_key)]);
    let many = format!("[{}]", vec![json::quoted(one); 21].join(","));
    roots(&many, &[("settings-too-large", &many)]);
}

#[test]
fn files_are_beside_the_settings_and_nowhere_else() {
    for name in [
        "../a.jwks.json",
        "/a.pem",
        "https://a/b.pem",
        "a/b.pem",
        ".pem",
        "a.json",
        "a.b.pem",
        "a.pem?b",
        "%2e.pem",
        "",
    ] {
        let quoted = json::quoted(name);
        check_environment(&format!(r#""keys":{quoted}"#), &[("settings-file", &quoted)]);
        assert_eq!(file_names(&format!(r#"{{"environments":[{{"keys":{quoted}}}]}}"#)), [""; 0]);
    }
    check_environment(r#""keys":"b.jwks.json""#, &[("settings-file", r#""b.jwks.json""#)]);
    let names = r#"{"environments":[{"keys":"a.jwks.json","roots":"b.pem"},{"keys":"a.jwks.json"},{"keys":{}}]}"#;
    assert_eq!(file_names(names), ["a.jwks.json", "b.pem"]);
    assert_eq!(file_names("{"), [""; 0]);
}

#[test]
fn of_many_faults_the_first_are_told_in_the_order_of_the_text() {
    let text = format!(r#"{{"default":"x","links":[{}]}}"#, vec!["1"; 50].join(","));
    let faults = read(&text, &beside).faults;
    assert_eq!(faults.len(), 20);
    assert!(faults.is_sorted_by_key(|fault| fault.at.as_ref().map(|at| at.start)));
}
