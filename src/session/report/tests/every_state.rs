//! Every combination of what the lamps can say: the sentence leads with the worst, in its tone.

use super::*;
use crate::base::diagnostic::jwe::{JweHeader, JweKey, Needs, Opening};
use crate::engine::jwe::{ALGORITHMS, ENCRYPTIONS, Intermediates, Opened};
use crate::engine::verify::Evidence;
use crate::key::Secret;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How grave a lamp is. What was cleaned up around a token says nothing about the token.
fn gravity(lamp: &Lamp) -> Tone {
    match lamp.state {
        _ if lamp.doubtful => Tone::Warn,
        "no-key" if lamp.label == "Key unreadable" => Tone::Warn,
        "ok" | "repaired" | "none" | "no-key" | "info" | "empty" => Tone::Plain,
        "valid" | "opened" => Tone::Good,
        "self-attested" | "unsecured" | "unsupported" | "warning" => Tone::Warn,
        "broken" | "invalid" | "key-mismatch" | "failed" | "expired" | "not-yet-valid" | "danger" => Tone::Bad,
        other => panic!("a new state: {other}"),
    }
}

/// A whole token, one with something undone around it, one with a fault of its format.
fn formats() -> Vec<Parsed> {
    let token = signed(br#"{"iss":"a"}"#);
    let mut repaired = jose::parse(&token);
    repaired.problems = extract::find(format!("Bearer {token}")).remove(0).problems;
    assert!(!repaired.problems.is_empty());
    vec![jose::parse(&token), repaired, jose::parse(format!("{token}="))]
}

fn verdicts() -> Vec<Option<Verdict>> {
    let of = |token: &str, key: &str| {
        let parsed = jose::parse(token);
        let key = key::detect(key, key::Encoding::Utf8).and_then(Result::ok);
        Some(verify::verify(parsed.token.as_ref().expect("a token"), key.as_ref(), None))
    };
    let token = signed(b"{}");
    let Some(Verdict::Valid(evidence)) = of(&token, "s") else { panic!("it is valid") };
    let linked = Evidence { notes: vec![Diagnostic::note(Note::Linked(evidence.key.clone()))], ..evidence.clone() };
    let unknown = format!("{}.e30.AA", crate::format::base64url::encode(br#"{"alg":"XS1"}"#));
    vec![
        None,
        of(&token, "s"),
        of(&token, "another"),
        of(&token, include_str!("../../samples/rsa.pub.pem")),
        of(&token, ""),
        of("eyJhbGciOiJub25lIn0.e30.", ""),
        of(&unknown, "s"),
        Some(Verdict::Linked(linked)),
    ]
}

fn decryptions() -> Vec<Decryption> {
    let algorithms = (&ALGORITHMS[1], &ENCRYPTIONS[3]);
    let (plaintext, intermediates) = (Secret(vec![]), Intermediates::default());
    vec![
        Decryption::NoKey(algorithms.0, algorithms.1),
        Decryption::Opened(Arc::new(Opened { plaintext, framing: None, recipient: 0, algorithms, intermediates })),
        Decryption::Derives(2),
        Decryption::Failed(Diagnostic::error(Opening::Tag { alg: "dir", proven: false })),
        Decryption::KeyMismatch(Diagnostic::error(JweKey::Kind {
            alg: "RSA-OAEP",
            needs: Needs::Rsa,
            held: "a secret".into(),
        })),
        Decryption::Unsupported(Diagnostic::error(JweHeader::Zip("GZIP".into()))),
    ]
}

/// What the claims of these payloads come to, with a skew of a minute.
fn claims() -> Vec<Evaluation> {
    let payloads = [
        "{}".to_owned(),
        format!(r#"{{"exp":{}}}"#, NOW + 600),
        format!(r#"{{"exp":{}}}"#, NOW - 600),
        format!(r#"{{"exp":{}}}"#, NOW - 10),
        format!(r#"{{"nbf":{}}}"#, NOW + 600),
        r#"{"exp":"soon"}"#.to_owned(),
        r#"{"exp":1895305300000}"#.to_owned(),
        r#"{"iat":1795304580000}"#.to_owned(),
        format!(r#"{{"iat":{NOW}}}"#),
        format!(r#"{{"exp":{}}}x"#, NOW + 600),
    ];
    payloads.iter().map(|payload| claims::evaluate_token(&jose::parse(signed(payload.as_bytes())), NOW, 60)).collect()
}

fn outcomes() -> Vec<Outcome> {
    let judged = |issuer: &str, audience: &str, header: &str| {
        let policy = Policy { issuer: issuer.into(), audience: audience.into(), ..Policy::default() };
        let [header, payload] = [header, r#"{"iss":"a","aud":"b"}"#].map(|text| crate::format::json::read(text).node);
        policy::judge(&policy, header.as_ref(), payload.as_ref(), NOW)
    };
    let access_token = r#"{"typ":"at+jwt"}"#;
    vec![
        judged("", "", "{}"),
        judged("a", "", "{}"),
        judged("a", "b", "{}"),
        judged("", "", access_token),
        judged("a", "b", access_token),
        judged("x", "", "{}"),
    ]
}

#[test]
fn the_sentence_leads_with_the_worst_of_every_combination_of_lamps() {
    let (formats, verdicts, decryptions, claims, outcomes) =
        (formats(), verdicts(), decryptions(), claims(), outcomes());
    let unreadable = key::detect("-----BEGIN PUBLIC KEY-----", key::Encoding::Utf8).and_then(Result::err);
    assert!(unreadable.is_some());
    let proofs = verdicts.iter().map(|verdict| Proof::Signature(verdict.as_ref()));
    let proofs: Vec<Proof> = proofs.chain(decryptions.iter().map(Proof::Decryption)).collect();
    let mut seen = BTreeSet::new();
    for parsed in &formats {
        for (proof, key_fault) in proofs.iter().flat_map(|proof| [(*proof, None), (*proof, unreadable.as_ref())]) {
            for claims in &claims {
                for outcome in &outcomes {
                    let report = Subject { parsed, key_fault, proof, claims, outcome, now: NOW }.report();
                    check_report(&report, &mut seen);
                }
            }
        }
    }
    // So many lamps were lit: one that this never sees is not checked.
    let of = |lamp: &str| seen.iter().filter(|(name, ..)| *name == lamp).count();
    assert_eq!(["format", "signature", "decryption", "claims", "policy"].map(of), [3, 9, 7, 9, 5], "{seen:?}");
}

fn check_report(report: &Report, seen: &mut BTreeSet<(&'static str, &'static str, String)>) {
    let proof = report.decryption.as_ref().unwrap_or(&report.signature);
    let name = if report.decryption.is_some() { "decryption" } else { "signature" };
    let lamps = [("format", &report.format), (name, proof), ("claims", &report.claims), ("policy", &report.policy)];
    seen.extend(lamps.iter().map(|(name, lamp)| (*name, lamp.state, lamp.label.clone())));
    let worst = lamps.iter().map(|(_, lamp)| gravity(lamp)).filter(|tone| *tone > Tone::Good).max();
    let expected = worst.unwrap_or(gravity(proof));
    let tones: Vec<Tone> = report.sentence.iter().map(|phrase| phrase.tone).collect();
    let first = tones.first().copied().unwrap_or(Tone::Plain);
    assert_eq!(first, expected, "{lamps:?}: {:?}", report.sentence);
    // Behind it the rest comes worst first, too; good news stands alone at the beginning.
    let sorted = tones.windows(2).all(|pair| pair[0] >= pair[1] || pair[0] == Tone::Good);
    assert!(sorted && (worst.is_none() || !tones.contains(&Tone::Good)), "{lamps:?}: {:?}", report.sentence);
}
