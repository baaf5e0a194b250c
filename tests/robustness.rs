//! Hostile and damaged texts: nothing panics, nothing takes the square of its size, nothing is lost, and our readers agree
//! with the ones that everybody uses.
//!
//! What holds for any text is in `robustness/rules.rs`, shared with the fuzz targets in `fuzz/`; here it is held against
//! texts that are made to come near to what is expected. `make fuzz` looks for worse.

#[path = "robustness/long.rs"]
mod long;
#[path = "robustness/rows.rs"]
mod rows;
#[path = "robustness/rules.rs"]
mod rules;
#[path = "robustness/texts.rs"]
mod texts;

use base64::Engine;
use jwt_debugger::engine::verify::{Verdict, verify};
use jwt_debugger::extract;
use jwt_debugger::format::{base64url, json};
use jwt_debugger::jose::{Diagnostic, Severity, parse};
use jwt_debugger::key::{Encoding, detect};
use jwt_debugger::session::link;
use jwt_debugger::words;
use proptest::prelude::*;
use rules::{case::CASE, settings::SETTINGS};
use std::fs;
use std::path::Path;
use texts::{any_json, damaged_file, damaged_jwk, damaged_pair, damaged_pem, near_json, near_jwk, near_token};

/// What was pasted, what is found in it, and what those hold.
fn everything(pasted: &str) {
    rules::extract::check(pasted);
    let found = extract::find(pasted).into_iter().map(|found| found.text);
    for text in found.chain([pasted.into()]) {
        rules::token::check(&text);
        if let Some(token) = parse(&text).token {
            rules::json::check(&token.header.text);
            token.payload.iter().for_each(|payload| rules::json::check(&payload.text));
        }
    }
}

/// One token for each family of algorithms, with a signature of zeros or of a wrong length.
const TOKENS: [&str; 6] = [
    "eyJhbGciOiJIUzI1NiJ9.e30.AA",
    "eyJhbGciOiJSUzI1NiJ9.e30.AA",
    "eyJhbGciOiJFUzI1NksifQ.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "eyJhbGciOiJFZERTQSJ9.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "eyJhbGciOiJFZDQ0OCJ9.e30.AA",
    "eyJhbGciOiJNTC1EU0EtNDQifQ.e30.AA",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_before_a_token_in_a_link_it_does_not_stay_in_the_address(text in any::<String>(), near in near_token()) {
        let _ = link::read(&near);
        let _ = link::read(&text);
        let fragment = format!("#{text}&token={}", TOKENS[0]);
        prop_assert!(link::read(&fragment).is_some(), "{fragment:?}");
    }

    #[test]
    fn no_text_makes_anything_panic(text in any::<String>()) {
        everything(&text);
        rules::json::check(&text);
        rules::key::check(&text);
        rules::verify::check(&text);
        rules::settings::check(&text);
        rules::case::check(&text);
    }

    #[test]
    fn nothing_that_resembles_a_jwk_makes_anything_panic(jwk in prop_oneof![near_jwk(), damaged_jwk()]) {
        match detect(&jwk, Encoding::Utf8).expect("there is text") {
            Ok(key) => {
                prop_assert!(!key.summary().is_empty() && !key.kind().is_empty());
                for token in TOKENS {
                    let token = parse(token).token.expect("a token");
                    prop_assert!(!matches!(verify(&token, Some(&key), None), Verdict::Valid(_)));
                }
            }
            Err(fault) => prop_assert!(!words::title(&fault).is_empty()),
        }
    }

    #[test]
    fn nothing_that_resembles_a_token_makes_anything_panic(text in near_token()) {
        everything(&text);
    }

    #[test]
    fn any_bytes_can_be_a_header_or_a_payload(header in any::<Vec<u8>>(), payload in any::<Vec<u8>>()) {
        let (header, payload) = (base64url::encode(&header), base64url::encode(&payload));
        everything(&format!("{header}.{payload}.AA"));
        everything(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AA"));
    }

    #[test]
    fn pretty_printing_keeps_every_lexeme(text in any_json()) {
        prop_assert!(json::read(&text).well_formed(), "{:?}", text);
        rules::json::check(&text);
    }

    #[test]
    fn our_json_is_that_of_serde(text in any_json()) {
        rules::json::agrees_with_serde(&text);
    }

    #[test]
    fn our_json_ends_where_that_of_serde_ends(text in near_json()) {
        rules::json::agrees_with_serde(&text);
        rules::json::check(&text);
    }

    #[test]
    fn a_cut_off_text_is_read_up_to_where_it_is_cut(text in any_json(), cut in 0.0..1.0f64) {
        let mut end = (text.len() as f64 * cut) as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        rules::json::agrees_with_serde(&text[..end]);
        rules::json::check(&text[..end]);
    }

    #[test]
    fn base64url_is_that_of_the_base64_crate(bytes in any::<Vec<u8>>()) {
        let theirs = base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let text = base64url::encode(&bytes);
        prop_assert_eq!(&text, &theirs.encode(&bytes));
        let decoded = base64url::decode(&text);
        prop_assert_eq!((decoded.bytes, decoded.faults), (bytes.clone(), vec![]));
        let padded = base64url::decode(&base64::engine::general_purpose::STANDARD.encode(&bytes));
        prop_assert_eq!(padded.bytes, bytes);
    }

    #[test]
    fn base64url_refuses_what_the_base64_crate_refuses(text in "[A-Za-f0-9_=+/ -]{0,12}") {
        let theirs = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&text);
        let ours = base64url::decode(&text);
        prop_assert_eq!(theirs.is_ok(), ours.faults.is_empty());
        for fault in ours.faults {
            prop_assert!(text.get(fault.at).is_some_and(|at| !at.is_empty()));
        }
    }

    #[test]
    fn a_wrapped_token_is_put_together_again(
        width in 20..200usize,
        joint in prop_oneof![Just("\n"), Just("\r\n  "), Just(" \\\n    "), Just("\\n"), Just("\n> ")],
        payload in prop::collection::vec(any::<u8>(), 60..600),
        signature in any::<[u8; 32]>(),
    ) {
        let whole = format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", base64url::encode(&payload), base64url::encode(&signature));
        let lines: Vec<&str> = whole.as_bytes().chunks(width).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let pasted = lines.join(joint);
        let found = extract::find(&pasted);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].text, &whole);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_key_is_another_key_or_none_and_tells_nothing(key in prop_oneof![damaged_pem(), damaged_jwk()]) {
        rules::key::check(&key);
    }

    #[test]
    fn damaged_settings_are_used_as_a_whole_or_not_at_all(text in damaged_file(SETTINGS)) {
        rules::settings::check(&text);
    }

    #[test]
    fn a_damaged_case_opens_or_says_what_is_wrong(text in damaged_file(CASE)) {
        rules::case::check(&text);
    }

    #[test]
    fn a_damaged_token_or_key_is_valid_only_for_what_was_signed(pair in damaged_pair()) {
        rules::verify::check(&pair);
    }
}

/// The name of a folder in `fuzz/seeds/`, and what the texts in it once showed a fault in.
type Area = (&'static str, fn(&str));

const AREAS: [Area; 12] = [
    ("deflate", |text| rules::deflate::check(text.as_bytes())),
    ("extract", rules::extract::check),
    ("token", rules::token::check),
    ("json", |text| {
        rules::json::check(text);
        rules::json::agrees_with_serde(text);
    }),
    ("key", rules::key::check),
    ("verify", rules::verify::check),
    ("jwe", rules::jwe::check),
    ("jws_json", rules::jws_json::check),
    ("sd_jwt", rules::sd_jwt::check),
    ("status_list", |text| rules::status_list::check(text.as_bytes())),
    ("settings", rules::settings::check),
    ("case", rules::case::check),
];

#[test]
fn what_the_fuzzer_once_found_stays_mended() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let mut read = 0;
    for (area, check) in AREAS {
        let Ok(files) = fs::read_dir(folder.join(area)) else { continue };
        for file in files {
            check(&fs::read_to_string(file.expect("a file").path()).expect("text"));
            read += 1;
        }
    }
    assert!(read > 0, "the seeds are there");
}

/// Each published text, and damaged in a place or two.
fn damaged(seeds: Vec<String>) -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), prop_oneof![any::<char>().prop_map(Some), Just(None)]);
    (prop::sample::select(seeds), prop::collection::vec(change, 0..3)).prop_map(|(text, changes)| {
        let mut characters: Vec<char> = text.chars().collect();
        for (at, new) in changes {
            let at = at.index(characters.len());
            match new {
                Some(new) => characters[at] = new,
                None => characters.truncate(at.max(1)),
            }
        }
        characters.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_token_of_any_other_form_keeps_its_rules(
        jwe in damaged(rules::jwe::seeds()),
        jws in damaged(rules::jws_json::seeds()),
        sd_jwt in damaged(rules::sd_jwt::seeds()),
        bytes in any::<Vec<u8>>(),
    ) {
        rules::jwe::check(&jwe);
        rules::jws_json::check(&jws);
        rules::sd_jwt::check(&sd_jwt);
        rules::status_list::check(&bytes);
        rules::deflate::check(&bytes);
    }
}

#[test]
fn each_right_pair_is_valid_and_passes_its_rules() {
    let seeds = rules::verify::seeds();
    let valid = |pair: &&String| {
        let (key, token) = pair.rsplit_once('\n').expect("a key and a token");
        let key = detect(key, Encoding::Utf8).and_then(Result::ok);
        let token = parse(token).token.expect("a token");
        matches!(verify(&token, key.as_ref(), None), Verdict::Valid(_))
    };
    // All samples and all published tokens but the unsecured one; the rules would not hold if they were not known.
    assert!(seeds.iter().filter(valid).count() >= 40, "{} of {}", seeds.iter().filter(valid).count(), seeds.len());
    seeds.iter().for_each(|pair| rules::verify::check(pair));
}

#[test]
fn the_text_that_other_debuggers_change_survives_to_the_character() {
    let text = r#"{"id":12345678901234567890,"f":1.0,"e":1e400,"n":-0,"a":1,"a":2,"10":1,"2":2}"#;
    let encoded = format!("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.{}.AA", base64url::encode(text.as_bytes()));
    let found = extract::find(&encoded);
    let parsed = parse(&found[0].text);
    let payload = parsed.token.unwrap().payload.unwrap();
    assert_eq!(payload.text, text);
    let pretty = json::pretty(text, payload.json.as_ref().unwrap());
    assert_eq!(pretty.split_whitespace().collect::<String>(), text);
    let [problem @ Diagnostic { severity: Severity::Error, at, .. }] = parsed.problems.as_slice() else {
        panic!("one error, not {:?}", parsed.problems)
    };
    assert_eq!(problem.code().name(), "duplicate-name");
    assert_eq!(at.iter().map(|at| &text[at.range.clone()]).collect::<Vec<_>>(), ["\"a\"", "\"a\""]);
    assert_eq!(at.iter().map(|at| at.range.start).collect::<Vec<_>>(), [58, 52]);
}
