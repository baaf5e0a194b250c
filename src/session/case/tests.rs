use super::html::html;
use super::read::read;
use super::*;
use crate::base::diagnostic::Code;
use crate::claims::evaluate_token;
use crate::claims::policy::Policy;
use crate::engine::jwa::tests::Counter;
use crate::engine::jwa::{self, hmac};
use crate::engine::verify::Verdict;
use crate::format::base64url::encode;
use crate::key::{ParsedKey, write_json};
use crate::session::judge::{self, Known};
use crate::session::layers::{Layers, Opener, Selected};
use crate::session::report::{Proof, Subject};
use crate::session::{KeyInput, samples};
use crate::{extract, jose};

const NOW: i64 = 1_795_306_980;
const SECRET: &str = "q7Zk2mVx9LtB4nWc8JdF1hRs6YgP3eUa";

fn signed(header: &str, payload: &str) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    let tag = hmac::tag(jwa::Hash::Sha256, SECRET.as_bytes(), input.as_bytes());
    format!("{input}.{}", encode(&tag))
}

/// What to do beside the defaults.
#[derive(Clone, Copy, Default)]
struct Ask {
    plaintext: bool,
    disclosures: bool,
    shows_all: bool,
    with_key: bool,
    of_team: bool,
}

fn settings() -> InForce {
    InForce {
        instance: Some("Token Desk".into()),
        environment: "Production".into(),
        expects: vec!["issuer `https://id.example`".into(), "subject `alice.liddell`".into()],
    }
}

/// The case of `text`, judged with a key and a policy as the page does it.
fn made(text: &str, key: &str, policy: &Policy, ask: Ask) -> Result<File, Box<crate::base::diagnostic::Diagnostic>> {
    let found = extract::find(text);
    let field = KeyInput::default().with_text(key.into());
    let mut opener = Opener { key: &field, derived: &[], rng: &mut Counter(1) };
    let selected = Selected::default();
    let layers = Layers::read(found.first(), selected, &mut opener);
    let layer = layers.shown(selected);
    let (parsed, held) = (&*layer.view, layer.key(&field));
    let held = held.as_deref();
    let token = parsed.token.as_ref().expect("a token");
    let verdict = judge::Assessment::new(token, judge::With { key: held, linked: None, expected: None }, None).verdict;
    let proof = layer.decryption.as_deref().map_or(Proof::Signature(Some(&verdict)), Proof::Decryption);
    let claims = evaluate_token(parsed, NOW, 0);
    let outcome = judge::outcome(parsed, policy, NOW);
    let kind = outcome.profile.id;
    let known = Known {
        found: &found,
        key: held,
        verdict: Some(&verdict),
        claims: &claims,
        kind,
        instant: NOW,
        skew: 0,
        compared: &[],
    };
    let audit = judge::audited(parsed, known);
    let report = Subject { parsed, key_fault: None, proof, claims: &claims, outcome: &outcome, now: NOW }.report();
    let page = Page {
        report: &report,
        reasons: proof.reasons(),
        problems: &parsed.problems,
        faults: &claims.faults,
        outcome: &outcome,
        findings: &audit.findings,
        instant: NOW,
    };
    let public = match held {
        Some(Ok(ParsedKey::One(key))) if ask.with_key => Some(key),
        _ => None,
    };
    let picked = Picked::new(&layers, selected, ask.plaintext).expect("a token");
    let masked = |claim: &Claim| claim.masked && !ask.shows_all;
    let settings = ask.of_team.then(settings);
    let chosen = CaseOptions {
        masked: &masked,
        disclosures: ask.disclosures,
        key: public,
        secret: key,
        settings: settings.as_ref(),
        policy,
        expected: Some("HS256"),
        saved_at: NOW,
    };
    write(&picked, &page, &chosen)
}

fn opened(text: &str) -> Contents {
    read(text).expect("a case").expect("one that can be opened")
}

const PERSONAL: &str = r#"{"iss":"https://id.example","sub":"alice.liddell","email":"alice@example.org","aud":"api","exp":1795310580,"iat":1795306980}"#;

#[test]
fn a_case_holds_no_signature_that_anyone_could_use_and_no_personal_data() {
    let token = signed(r#"{"alg":"HS256","typ":"JWT"}"#, PERSONAL);
    let file = made(&token, SECRET, &Policy::default(), Ask::default()).expect("a case");
    let (text, page) = (json(&file), html(&file));
    let signature = token.rsplit('.').next().expect("a signature");
    for written in [&text, &page] {
        for private in ["alice", "liddell", signature, SECRET, "YWxpY2U"] {
            assert!(!written.contains(private), "{private} in {written}");
        }
        assert!(written.contains("Valid signature (HS256)."), "{written}");
    }
    assert_eq!(file.masked, ["payload.sub", "payload.email"]);
    assert_eq!(file.token.len(), token.len());
    assert!(file.note.contains("was destroyed") && file.note.contains("`payload.email`"), "{}", file.note);
    let payload = jose::parse(file.token.as_str()).token.and_then(|token| token.payload).expect("a payload").text;
    assert!(payload.contains(r#""sub":"xxxxx.xxxxxxx","email":"xxxxx@xxxxxxx.xxx","aud":"api""#), "{payload}");
}

#[test]
fn a_case_opens_again_from_its_json_and_from_its_page() {
    let token = signed(r#"{"alg":"HS256"}"#, PERSONAL);
    let policy = Policy {
        issuer: "https://id.example".into(),
        required: vec!["iat".into()],
        max_age: Some(60),
        skew: 30,
        ..Policy::default()
    };
    let file = made(&token, SECRET, &policy, Ask::default()).expect("a case");
    for written in [json(&file), html(&file), format!("\u{feff}\r\n{}", html(&file).replace('\n', "\r\n"))] {
        let Contents { opened, token, key, policy: read, expected, refused } = opened(&written);
        assert_eq!((token, key, read, expected), (file.token.clone(), None, policy.clone(), Some("HS256")));
        assert_eq!((opened.saved_at, opened.judged_at, opened.destroyed), (NOW, Some(NOW), true));
        assert_eq!((opened.sentence, refused), (file.said.sentence.clone(), vec![]));
    }
}

#[test]
fn a_case_names_the_settings_that_were_in_force() {
    let token = signed(r#"{"alg":"HS256"}"#, PERSONAL);
    let ask = Ask { of_team: true, ..Ask::default() };
    let file = made(&token, SECRET, &Policy::default(), ask).expect("a case");
    assert!(html(&file).contains("<dt>Instance</dt><dd>Token Desk</dd>\n<dt>Environment</dt><dd>Production</dd>"));
    for written in [json(&file), html(&file)] {
        // Masked in the payload, and so here.
        let expects = vec!["issuer `https://id.example`".into(), "subject `xxxxx.xxxxxxx`".into()];
        assert_eq!(opened(&written).opened.settings, Some(InForce { expects, ..settings() }));
    }
    let without = made(&token, SECRET, &Policy::default(), Ask::default()).expect("a case");
    assert!(!json(&without).contains("settings") && !html(&without).contains("Settings"));
    assert_eq!(opened(&json(&without)).opened.settings, None);
}

#[test]
fn the_verdict_on_a_destroyed_token_says_so_whatever_the_key() {
    let file = made(&signed(r#"{"alg":"HS256"}"#, PERSONAL), "", &Policy::default(), Ask::default()).expect("a case");
    let again = made(&file.token, SECRET, &Policy::default(), Ask::default()).expect("a case");
    assert_eq!(again.said.reasons[0].code, Code::SignatureDestroyed.name());
    assert_eq!((again.said.lamps.signature, again.token), ("unsupported", file.token.clone()));
    assert!(again.said.sentence.contains("was destroyed"), "{}", again.said.sentence);
    let parsed = jose::parse(file.token.as_str());
    for key in ["", SECRET, include_str!("../samples/rsa.pub.pem")] {
        let held = crate::key::read(key, &crate::key::Options::default());
        let with = judge::With { key: held.as_ref(), linked: None, expected: jwa::find("RS256") };
        let verdict = judge::Assessment::new(parsed.token.as_ref().expect("a token"), with, None).verdict;
        assert!(
            matches!(&*verdict, Verdict::Unsupported(why) if why.code() == Code::SignatureDestroyed),
            "{verdict:?}"
        );
    }
}

#[test]
fn what_the_page_says_does_not_quote_what_is_masked() {
    let policy = Policy { subject: "carol.liddell".into(), audience: "other".into(), ..Policy::default() };
    let file = made(&signed(r#"{"alg":"HS256"}"#, PERSONAL), SECRET, &policy, Ask::default()).expect("a case");
    let text = json(&file);
    assert!(!text.contains("alice") && !text.contains("liddell") && !text.contains("carol"), "{text}");
    assert!(file.said.findings.iter().any(|one| one.code == "subject-mismatch"), "{text}");
    assert!(
        file.expected.subject.is_empty() && file.note.contains("what is expected of masked claims"),
        "{}",
        file.note
    );
    // Unless all of it is to be seen.
    let shown = Ask { shows_all: true, ..Ask::default() };
    let file = made(&signed(r#"{"alg":"HS256"}"#, PERSONAL), SECRET, &policy, shown).expect("a case");
    assert!(json(&file).contains("alice.liddell") && file.expected.subject == "carol.liddell");
    assert_eq!(file.masked, [""; 0]);
}

#[test]
fn a_secret_and_a_token_in_the_token_are_removed_whatever_was_chosen() {
    let inner = signed(r#"{"alg":"HS256"}"#, "{}");
    let payload = format!(r#"{{"password":"hunter2","act":{{"jwt":"{inner}"}},"k":{{"kty":"oct","k":"c2VjcmV0"}}}}"#);
    let ask = Ask { shows_all: true, ..Ask::default() };
    let outer = r#"{"alg":"HS256","jwk":{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"c2VjcmV0"}}"#;
    let token = signed(outer, &payload);
    // The innermost token would be shown; a case is about the token that was asked for.
    let file = made(&token, SECRET, &Policy::default(), ask).expect("a case");
    let text = json(&file) + &html(&file);
    for private in ["hunter2", inner.as_str(), "c2VjcmV0"] {
        assert!(!text.contains(private) && !text.contains(&encode(private.as_bytes())), "{private}");
    }
    let masked = ["header.jwk", "payload.password", "payload.act", "payload.k"];
    assert_eq!(file.masked, masked);
}

#[test]
fn of_an_encrypted_token_nothing_can_be_decrypted_and_its_content_stays_out_unless_asked_for() {
    let sample = samples::forms::sample("JWE, RSA-OAEP-256", NOW, &mut Counter(3)).expect("a sample");
    let file = made(&sample.token, &sample.key, &Policy::default(), Ask::default()).expect("a case");
    assert_eq!((file.said.lamps.decryption, file.decrypted.as_deref()), (Some("opened"), None));
    assert_eq!((file.token.matches('.').count(), file.said.findings.len()), (4, 0));
    let parts = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
    for (index, (before, after)) in parts(&sample.token).iter().zip(parts(&file.token)).enumerate() {
        assert_eq!(*before == after, matches!(index, 0 | 2) || before.is_empty(), "part {index}");
    }
    let again = made(&file.token, &sample.key, &Policy::default(), Ask::default()).expect("a case");
    assert_eq!(again.said.reasons[0].code, Code::ContentDestroyed.name());
    let asked = Ask { plaintext: true, ..Ask::default() };
    let file = made(&sample.token, &sample.key, &Policy::default(), asked).expect("a case");
    assert!(file.decrypted.is_some_and(|text| text.contains("\"iss\"")), "{}", file.token);
}

#[test]
fn a_token_in_any_form_is_destroyed_and_opens_again() {
    let rows = samples::forms::ENCRYPTED.iter().chain(&samples::forms::SIGNED);
    for name in rows.map(|row| row.name) {
        let sample = samples::forms::sample(name, NOW, &mut Counter(3)).expect(name);
        let policy = Policy { subject: "somebody else".into(), ..Policy::default() };
        let file = made(&sample.token, &sample.key, &policy, Ask::default()).expect(name);
        let text = json(&file);
        assert!(opened(&text).opened.destroyed, "{name}: {}", file.token);
        assert!(!text.contains("somebody else"), "{name}: {text}");
        let letters = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let kept = sample.token.split(letters).filter(|part| part.len() > 60 && text.contains(part)).count();
        // A header may stay as it is, and so may content without personal data.
        assert!(kept <= 1, "{name}: {text}");
    }
}

#[test]
fn disclosures_stay_out_unless_asked_for_and_no_sentence_quotes_them() {
    let sample = samples::disclosed::sample(NOW, &mut Counter(3)).expect("a sample");
    let file = made(&sample.token, &sample.key, &Policy::default(), Ask::default()).expect("a case");
    assert_eq!(file.token.matches('~').count(), 1);
    let disclosures: Vec<&str> = sample.token.split('~').skip(1).filter(|part| !part.is_empty()).collect();
    assert!(disclosures.len() > 1 && disclosures.iter().all(|one| !json(&file).contains(one)));
    let asked = Ask { disclosures: true, ..Ask::default() };
    let file = made(&sample.token, &sample.key, &Policy::default(), asked).expect("a case");
    assert_eq!(file.token.matches('~').count(), sample.token.matches('~').count());
    assert!(file.token.contains(disclosures[0]));
    // The holder's signature, too, is one that nobody can use.
    if let Some(binding) = sample.token.rsplit('~').next().filter(|last| !last.is_empty()) {
        assert!(!file.token.contains(binding.rsplit('.').next().expect("a signature")));
    }
}

#[test]
fn a_public_key_goes_along_if_asked_for_and_a_private_one_leaves_its_public_half() {
    let private = include_str!("../samples/p256.pem");
    let token = format!("{}.{}.{}", encode(br#"{"alg":"ES256"}"#), encode(b"{}"), encode(&[7; 64]));
    let asked = Ask { with_key: true, ..Ask::default() };
    let file = made(&token, private, &Policy::default(), asked).expect("a case");
    let key = file.key.clone().expect("a key");
    assert!(key.contains("BEGIN PUBLIC KEY") && !json(&file).contains("PRIVATE"));
    assert_eq!(opened(&json(&file)).key, Some(key));
    assert_eq!(made(&token, SECRET, &Policy::default(), asked).expect("a case").key, None);
}

#[test]
fn nothing_of_a_hostile_token_is_markup_in_the_page() {
    let hostile = r#"</template></pre><img src=x onerror=alert(1)><script>alert(1)</script>&amp;\u202e'"#;
    let payload = format!(r#"{{"{0}":"{0}","x":["{0}"]}}"#, hostile.replace('"', "\\\""));
    let header = format!(r#"{{"alg":"HS256","kid":"{hostile}"}}"#);
    let file = made(
        &signed(&header, &payload),
        "",
        &Policy { issuer: hostile.into(), ..Policy::default() },
        Ask { shows_all: true, ..Ask::default() },
    );
    let page = html(&file.expect("a case"));
    for markup in ["<img", "<script", "</template></pre>", "\u{202e}"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert_eq!((page.matches("<template").count(), page.matches("</template>").count()), (1, 1));
    assert_eq!(opened(&page).policy.issuer, hostile);
}

#[track_caller]
fn refuses(text: &str, code: Code, place: &str) {
    let why = read(text).expect("a case").expect_err(text);
    let title = crate::words::title(&why);
    assert_eq!(why.code(), code, "{title}");
    assert!(title.contains(place), "{title}");
}

#[test]
fn what_is_wrong_with_a_case_is_told_with_its_place() {
    let start = "{\"format\":\"jwt-debugger-case\",\n";
    refuses(&format!("{start} \"version\":1,\n \"token\" 7}}"), Code::CaseJson, "line 3, column 10");
    refuses(&format!("{start} \"version\":2}}"), Code::CaseVersion, "line 2, column 12");
    refuses(&format!("{start}\"version\":1}}"), Code::CaseMissing, "`token`");
    refuses(&format!("{start}\"version\":1,\"token\":[]}}"), Code::CaseMember, "line 2, column 21");
    refuses(&format!("{start}\"version\":1,\"token\":\"a\",\"saved_at\":1e400}}"), Code::CaseMember, "whole number");
    let expected = |text: &str| format!("{start}\"version\":1,\"token\":\"a\",\"saved_at\":1,\"expected\":{text}}}");
    refuses(&expected("[]"), Code::CaseMember, "`expected` is not an object");
    refuses(&expected("{\"required\":[1]}"), Code::CaseMember, "`required` is not a list of strings");
    refuses("<p>jwt-debugger-case</p>", Code::CaseNoData, "data");
    refuses("<template id=\"jwt-debugger-case\">\n{", Code::CaseNoData, "data");
    refuses("<p>\n<template id=\"jwt-debugger-case\">\n{]</template>", Code::CaseJson, "line 3, column 2");
    refuses(&format!("{start}{}", " ".repeat(9 << 20)), Code::CaseTooLarge, "8 MB");
    for text in
        ["", "{}", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "<p>a page</p>", "{\"payload\":\"e30\",\"signature\":\"AA\"}"]
    {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn what_a_case_may_not_bring_is_left_out_and_told() {
    let start = "{\"format\":\"jwt-debugger-case\",\"version\":1,\"token\":\"a.b.c\",\"saved_at\":1";
    let codes = |rest: &str| {
        let contents = opened(&format!("{start},{rest}}}"));
        assert_eq!((contents.key, contents.expected, contents.opened.destroyed), (None, None, false), "{rest}");
        contents.refused.iter().map(|one| one.code()).collect::<Vec<_>>()
    };
    assert_eq!(codes(r#""key":"hunter2""#), [Code::CaseKey]);
    let private = write_json(&include_str!("../samples/p256.pem"));
    assert_eq!(codes(&format!("\"key\":{private}")), [Code::CaseKey]);
    assert_eq!(codes(r#""expected":{"algorithm":"HS257","kind":"nothing"}"#), [Code::CaseUnknown; 2]);
    assert_eq!(codes(r#""more":true"#), []);
}

#[test]
fn no_claim_of_a_case_prints() {
    let file =
        made(&signed(r#"{"alg":"HS256"}"#, PERSONAL), SECRET, &Policy::default(), Ask::default()).expect("a case");
    let printed = format!("{:?}", opened(&json(&file)).opened);
    assert!(printed.contains("destroyed: true") && !printed.contains("Valid"), "{printed}");
}
