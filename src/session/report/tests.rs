//! What the page says of tokens, in lamps and in a sentence.

mod every_state;

use super::*;
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::Note;
use crate::claims::policy::{self, Policy};
use crate::engine::jwa::tests::Counter;
use crate::engine::verify::VerificationKey;
use crate::engine::{jwa, verify};
use crate::key::ParsedKey;
use crate::session::samples;
use crate::{claims, explain, extract, jose, key};

const NOW: i64 = 1_795_304_580;

fn sample() -> samples::Sample {
    samples::sample(jwa::find("HS256").unwrap(), NOW, &mut Counter(0)).unwrap()
}

fn report_of(pasted: &str, key_text: &str, now: i64) -> Report {
    let text = extract::find(pasted).first().map(|found| found.text.clone()).unwrap_or_default();
    let parsed = jose::parse(&text);
    let key = key::detect(key_text, key::Encoding::Utf8);
    let usable = key.as_ref().and_then(|key| key.as_ref().ok());
    let held = usable.cloned().map(ParsedKey::One);
    let given = held.as_ref().map_or(VerificationKey::Missing, VerificationKey::Parsed);
    let verdict = parsed.token.as_ref().map(|token| explain::explained(token, given, None, None));
    let payload = parsed.token.as_ref().and_then(|token| token.payload.as_ref()).and_then(|p| p.json.as_ref());
    Subject {
        parsed: &parsed,
        key_fault: key.as_ref().and_then(|key| key.as_ref().err()),
        proof: Proof::Signature(verdict.as_ref()),
        claims: &claims::evaluate_token(&parsed, now, 0),
        outcome: &policy::judge(&Policy::default(), None, payload, now),
        now,
    }
    .report()
}

fn check(pasted: &str, key_text: &str, now: i64, states: [&str; 3], words: &str) -> Report {
    let report = report_of(pasted, key_text, now);
    assert_eq!([report.format.state, report.signature.state, report.claims.state], states);
    let sentence: String = report.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
    assert!(sentence.contains(words), "{sentence:?} does not say {words:?}");
    report
}

/// A token with that payload, signed with the secret `s`.
fn signed(payload: &[u8]) -> String {
    let message = format!("eyJhbGciOiJIUzI1NiJ9.{}", crate::format::base64url::encode(payload));
    let tag = jwa::hmac::tag(jwa::Hash::Sha256, b"s", message.as_bytes());
    format!("{message}.{}", crate::format::base64url::encode(&tag))
}

#[test]
fn a_malformed_payload_gives_no_green_headline_and_is_named() {
    for (payload, words) in [
        (&br#"{"exp":4102444800}x"#[..], "The payload is malformed: "),
        (b"{\"exp\":4102444800,\"name\":\"J\xfcrgen\"}", "is not UTF-8"),
    ] {
        let token = signed(payload);
        let report = check(&token, "s", NOW, ["broken", "valid", "invalid"], words);
        assert!(report.sentence.iter().all(|phrase| phrase.tone != Tone::Good), "{:?}", report.sentence);
        assert_ne!(report.format.label, "Well formed");
        let report = check(&token, "", NOW, ["broken", "no-key", "invalid"], words);
        let sentence: String = report.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
        assert!(sentence.starts_with("The payload is malformed: "), "{sentence}");
        assert!(sentence.ends_with(". Signature not checked (HS256): enter a shared secret."), "{sentence}");
    }
    let report = check(
        &signed(br#"{"exp":4102444800}"#),
        "s",
        NOW,
        ["ok", "valid", "ok"],
        "Valid signature (HS256). Expires in ",
    );
    assert_eq!(report.sentence[0].tone, Tone::Good);
}

#[test]
fn an_empty_page_invites() {
    check("", "", NOW, ["empty", "none", "none"], "Paste a token");
}

#[test]
fn a_good_token_says_when_it_expires_and_what_nobody_checked() {
    let sample = sample();
    let good = check(&sample.token, &sample.key, NOW, ["ok", "valid", "ok"], "Valid signature (HS256). Expires in ");
    assert_eq!(good.sentence[0].tone, Tone::Good);
    check(&sample.token, &sample.key, NOW, ["ok", "valid", "ok"], ". Issuer and audience not checked.");
}

#[test]
fn a_valid_signature_does_not_hide_that_the_token_expired() {
    let sample = sample();
    let later = NOW + 3 * 86_400 + 7_200;
    let expired = check(
        &sample.token,
        &sample.key,
        later,
        ["ok", "valid", "expired"],
        "ago. The signature is valid (HS256). Issuer and audience not checked.",
    );
    assert_eq!((expired.sentence[0].text.as_str(), expired.sentence[0].tone), ("Expired ", Tone::Bad));
    assert!(expired.sentence.iter().all(|phrase| phrase.tone != Tone::Good), "{:?}", expired.sentence);
}

#[test]
fn the_worst_leads_and_an_unmet_expectation_is_as_bad_as_an_expired_token() {
    let token = signed(br#"{"exp":1,"iss":"a"}"#);
    let parsed = jose::parse(&token);
    let key = ParsedKey::One(key::detect("s", key::Encoding::Utf8).expect("text").expect("a secret"));
    let verdict =
        parsed.token.as_ref().map(|token| explain::explained(token, VerificationKey::Parsed(&key), None, None));
    let said = |expiry: i64, issuer: &str| -> String {
        let payload = parsed.token.as_ref().and_then(|token| token.payload.as_ref()?.json.as_ref());
        let policy = Policy { issuer: issuer.into(), ..Policy::default() };
        let claims = claims::evaluate_token(&parsed, expiry, 0);
        let outcome = policy::judge(&policy, None, payload, expiry);
        let proof = Proof::Signature(verdict.as_ref());
        let report =
            Subject { parsed: &parsed, key_fault: None, proof, claims: &claims, outcome: &outcome, now: expiry }
                .report();
        report.sentence.iter().map(|phrase| phrase.text.as_str()).collect()
    };
    let both = said(100, "b");
    assert!(both.starts_with("Expired 1 minute 39 seconds ago. Not as expected: "), "{both}");
    assert!(both.ends_with(". The signature is valid (HS256)."), "{both}");
    let unmet = said(0, "b");
    assert!(unmet.starts_with("Not as expected: "), "{unmet}");
    assert!(unmet.ends_with(". The signature is valid (HS256). Expires in 1 second."), "{unmet}");
}

#[test]
fn what_is_not_valid_says_why_in_a_few_words() {
    let token = signed(br#"{"exp":4102444800}"#);
    let states = ["ok", "invalid", "ok"];
    check(&token, "cw==", NOW, states, "Invalid signature; valid if the secret is base64url.");
    let open = "Invalid signature; another key, a changed token, or a way of signing that was not tried.";
    check(&token, "another", NOW, states, open);
    let words = "Wrong kind of key: HS256 needs a shared secret, this is RSA.";
    check(&token, include_str!("../samples/rsa.pub.pem"), NOW, ["ok", "key-mismatch", "ok"], words);
    let old = signed(br#"{"exp":1}"#);
    let words = ". The token says that it expired ";
    check(&old, "another", NOW, ["ok", "invalid", "expired"], words);
}

#[test]
fn a_time_in_milliseconds_is_no_good_news() {
    let token = signed(br#"{"exp":1895305300000}"#);
    let words = "Times look like milliseconds: as seconds, it expires in 6000";
    let report = check(&token, "s", NOW, ["ok", "valid", "ok"], words);
    assert!(report.claims.doubtful, "{:?}", report.claims);
}

#[test]
fn an_exp_that_is_a_duration_is_said_to_look_like_one() {
    let token = signed(br#"{"exp":3600}"#);
    check(&token, "s", NOW, ["ok", "valid", "expired"], " ago: `exp` looks like a duration.");
}

#[test]
fn at_the_second_of_exp_the_token_has_expired_and_only_a_skew_keeps_it_in_time() {
    let parsed = jose::parse(signed(format!(r#"{{"exp":{NOW}}}"#).as_bytes()));
    let key = ParsedKey::One(key::detect("s", key::Encoding::Utf8).expect("text").expect("a secret"));
    let verdict =
        parsed.token.as_ref().map(|token| explain::explained(token, VerificationKey::Parsed(&key), None, None));
    let check = |now: i64, skew: i64, lamp: (&str, bool), words: &str| {
        let claims = claims::evaluate_token(&parsed, now, skew);
        let outcome = policy::judge(&Policy::default(), None, None, now);
        let proof = Proof::Signature(verdict.as_ref());
        let report =
            Subject { parsed: &parsed, key_fault: None, proof, claims: &claims, outcome: &outcome, now }.report();
        let sentence: String = report.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
        assert_eq!((report.claims.state, report.claims.doubtful), lamp, "{now} {skew}");
        assert!(sentence.contains(words), "{sentence:?} does not say {words:?}");
    };
    for skew in [0, 60] {
        check(NOW - 1, skew, ("ok", false), "Expires in 1 second.");
    }
    check(NOW, 0, ("expired", false), "Expired just now.");
    check(NOW, 60, ("ok", true), "Expired just now, within the allowed clock skew.");
    check(NOW + 59, 60, ("ok", true), "Expired 59 seconds ago, within the allowed clock skew.");
    check(NOW + 60, 60, ("expired", false), "Expired 1 minute ago.");
}

#[test]
fn without_a_key_it_says_which_one_is_needed() {
    check(&sample().token, "", NOW, ["ok", "no-key", "ok"], "Signature not checked (HS256): enter a shared secret.");
}

#[test]
fn an_unsigned_token_says_so() {
    check(
        "eyJhbGciOiJub25lIn0.e30.",
        "",
        NOW,
        ["ok", "unsecured", "none"],
        "Not signed: `alg` is `none`, so anyone could have written this token.",
    );
}

#[test]
fn a_key_from_a_link_is_said_to_be_one_and_is_no_good_news() {
    let sample = sample();
    let parsed = jose::parse(&sample.token);
    let key = key::detect(&sample.key, key::Encoding::Utf8).and_then(Result::ok);
    let token = parsed.token.as_ref().expect("a token");
    let Verdict::Valid(mut evidence) = verify::verify(token, key.as_ref(), None) else { panic!("the sample verifies") };
    evidence.notes.insert(0, Diagnostic::note(Note::Linked(evidence.key.clone())));
    let outcome = policy::judge(&Policy::default(), None, None, NOW);
    let claims = claims::evaluate(None, NOW, 0);
    let verdict = Verdict::Linked(evidence);
    let proof = Proof::Signature(Some(&verdict));
    let report =
        Subject { parsed: &parsed, key_fault: None, proof, claims: &claims, outcome: &outcome, now: NOW }.report();
    assert_eq!(report.signature.state, "self-attested");
    let sentence: String = report.sentence.iter().map(|phrase| phrase.text.as_str()).collect();
    assert!(
        sentence.starts_with("Verifies only with the key that came with the link, which its sender chose (HS256)."),
        "{sentence}"
    );
    assert!(report.sentence.iter().all(|phrase| phrase.tone != Tone::Good));
}

#[test]
fn what_an_environment_of_the_team_expects_is_said_in_its_name() {
    let sentence = |payload: &str, policy: &Policy| {
        let parsed = jose::parse(signed(payload.as_bytes()));
        let held = key::detect("s", key::Encoding::Utf8).expect("a text").map(ParsedKey::One).expect("a key");
        let token = parsed.token.as_ref().expect("a token");
        let verdict = explain::explained(token, VerificationKey::Parsed(&held), None, None);
        let header = token.header.json.as_ref();
        let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        let subject = Subject {
            parsed: &parsed,
            key_fault: None,
            proof: Proof::Signature(Some(&verdict)),
            claims: &claims::evaluate_token(&parsed, NOW, 0),
            outcome: &policy::judge(policy, header, payload, NOW),
            now: NOW,
        };
        subject.report().sentence.iter().map(|phrase| phrase.text.as_str()).collect::<String>()
    };
    let team = Policy {
        issuers: vec!["a".into(), "b".into()],
        audiences: vec!["api".into()],
        algorithms: vec!["HS256".into()],
        team: Some("Production".into()),
        ..Policy::default()
    };
    let right = sentence(r#"{"iss":"b","aud":"api"}"#, &team);
    assert!(right.ends_with("As Production expects: issuer, audience and algorithm."), "{right}");
    let wrong = sentence(r#"{"iss":"b","aud":"web"}"#, &team);
    assert!(wrong.starts_with("Not as Production expects: `aud` is `web`; expected `api`."), "{wrong}");
    let own = Policy { team: None, ..team };
    let right = sentence(r#"{"iss":"b","aud":"api"}"#, &own);
    assert!(right.ends_with("As expected: issuer, audience and algorithm."), "{right}");
}
