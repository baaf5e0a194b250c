//! Judging a signature: it is valid for what was signed, under the key that signed it, and for nothing else.

#[path = "../common/counter.rs"]
mod counter;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
pub use counter::Counter;
use jwt_debugger::engine::jwa::{ALGORITHMS, Algorithm};
use jwt_debugger::engine::verify::{Verdict, VerificationKey, advance, check as judge, verify};
use jwt_debugger::explain::explained;
use jwt_debugger::jose::header::{Alg, alg};
use jwt_debugger::jose::{Token, parse};
use jwt_debugger::key::{Curve, EdCurve, Encoding, Key, Material, MlDsa, Options, Pair, ParsedKey, read};
use jwt_debugger::session::samples;
use jwt_debugger::words;
use std::sync::LazyLock;

/// Seconds since the epoch at which the samples are signed.
const NOW: i64 = 1_795_305_300;
/// The published tokens; each file holds `tokens` with `key` and `token`.
const FILES: [&str; 8] = [
    include_str!("../vectors/rfc7515.json"),
    include_str!("../vectors/rfc7520.json"),
    include_str!("../vectors/rfc7797.json"),
    include_str!("../vectors/rfc8037.json"),
    include_str!("../vectors/rfc9964.json"),
    include_str!("../vectors/es256k.json"),
    include_str!("../vectors/unusual-rsa.json"),
    include_str!("../vectors/wrong.json"),
];

/// The texts that [`check`] is given to begin with: a key, a line break, and a token. The first are right pairs: a sample of
/// each row, then the published ones; those of `wrong.json` fail in one way each.
pub fn seeds() -> Vec<String> {
    let samples = ALGORITHMS.iter().map(|row| sample(row)).map(|(key, token)| format!("{key}\n{token}"));
    samples.chain(published().into_iter().map(|(key, token)| format!("{key}\n{token}"))).collect()
}

fn sample(row: &'static Algorithm) -> (String, String) {
    let sample = samples::sample(row, NOW, &mut Counter(0)).expect("each row has a sample");
    (sample.key, sample.token)
}

fn published() -> Vec<(String, String)> {
    let files = FILES.map(|file| serde_json::from_str::<serde_json::Value>(file).expect("JSON"));
    let rows = files.iter().flat_map(|file| file["tokens"].as_array().expect("an array"));
    rows.map(|row| {
        let key = match &row["key"] {
            serde_json::Value::Null => String::new(),
            serde_json::Value::String(name) => named(name),
            jwk => jwk.to_string(),
        };
        (key, row["token"].as_str().expect("a string").to_string())
    })
    .collect()
}

/// The key that a row of `wrong.json` names, or the secret that it holds.
fn named(name: &str) -> String {
    let pair = match name {
        "rsa" => return include_str!("../../src/session/samples/rsa.pub.pem").into(),
        "p256" => return include_str!("../../src/session/samples/p256.pub.pem").into(),
        "p384" => return include_str!("../../src/session/samples/p384.pub.pem").into(),
        "p521" => return include_str!("../../src/session/samples/p521.pub.pem").into(),
        "secp256k1" => Pair::Ec(Curve::Secp256k1),
        "ed25519" => Pair::Okp(EdCurve::Ed25519),
        "ed448" => Pair::Okp(EdCurve::Ed448),
        "ml-dsa-44" => Pair::Akp(MlDsa::MlDsa44),
        secret => return secret.into(),
    };
    let private = pair.of(&vec![7; pair.private_bytes()]).expect("a key pair");
    private.public_jwk().expect("a JWK")
}

/// What was signed, and with which key.
static SIGNED: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
    let all = ALGORITHMS.iter().map(|row| sample(row)).chain(published());
    let signed = all.filter_map(|(key, text)| {
        let token = parse(&text).token?;
        let Some(Ok(ParsedKey::One(key))) = read(&key, &Options::default()) else { return None };
        let held = matches!(verify(&token, Some(&key), None), Verdict::Valid(_));
        held.then(|| (identity(&key), token.signing_input().unwrap_or_default().to_owned()))
    });
    signed.collect()
});

/// The same for each text of one key. HMAC fills a short secret up with zeros (RFC 2104 §2), so those at its end do not count.
fn identity(key: &Key) -> Vec<u8> {
    match &key.material {
        Material::Secret(secret) => {
            let end = secret.0.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
            secret.0[..end].to_vec()
        }
        _ => key.public_jwk().unwrap_or_default().into_bytes(),
    }
}

fn was_signed(token: &Token, key: &Key) -> bool {
    let input = token.signing_input().unwrap_or_default();
    let identity = identity(key);
    SIGNED.iter().any(|(key, signed)| *key == identity && signed == input)
}

/// Judges the token in the last line of a text under the key in the lines before it, and checks what must hold for any text.
pub fn check(text: &str) {
    let (key, token) = text.rsplit_once('\n').unwrap_or_default();
    let Some(token) = parse(token).token else { return };
    without_key(&token);
    let expected = ALGORITHMS[key.len() % ALGORITHMS.len()];
    let held = read(key, &Options { encoding: Encoding::Utf8, ..Options::default() });
    match &held {
        None => {}
        Some(Err(_)) => {
            let verdict = judge(&token, VerificationKey::Unreadable, None, None).verdict;
            assert!(!matches!(verdict, Verdict::Valid(_) | Verdict::SelfAttested(_)), "{verdict:?}");
        }
        Some(Ok(ParsedKey::One(one))) => {
            let held = ParsedKey::One(one.clone());
            let verdict = explained(&token, VerificationKey::Parsed(&held), None, None);
            sound(&token, &verdict);
            assert!(!matches!(verdict, Verdict::SelfAttested(_)), "{verdict:?}");
            assert!(!matches!(verdict, Verdict::Valid(_)) || was_signed(&token, one), "nobody signed this: {text:?}");
            keeps_secret(one, &token, &verdict);
            let verdict = explained(&token, VerificationKey::Parsed(&held), Some(expected), None);
            assert!(!matches!(verdict, Verdict::Valid(_)) || is_alg(&token, expected), "{verdict:?}");
        }
        Some(Ok(ParsedKey::Set(set))) => {
            let judgement = judge(&token, VerificationKey::Parsed(&ParsedKey::Set(set.clone())), None, None);
            let signer = |verdict: &Verdict| {
                assert!(!matches!(verdict, Verdict::SelfAttested(_)), "{verdict:?}");
                let mut keys = set.members.iter().filter_map(|member| member.key.as_ref().ok());
                assert!(!matches!(verdict, Verdict::Valid(_)) || keys.any(|key| was_signed(&token, key)), "{text:?}");
            };
            sound(&token, &judgement.verdict);
            signer(&judgement.verdict);
            sound(&token, &explained(&token, VerificationKey::Parsed(&ParsedKey::Set(set.clone())), None, None));
            if let Some(mut trials) = judgement.choice.map(|choice| choice.trials()) {
                advance(&token, set, None, &mut trials, 1_000);
                let verdict =
                    judge(&token, VerificationKey::Parsed(&ParsedKey::Set(set.clone())), None, Some(&trials)).verdict;
                sound(&token, &verdict);
                signer(&verdict);
            }
        }
    }
}

fn is_alg(token: &Token, row: &Algorithm) -> bool {
    matches!(alg(token), Alg::Named(name) if name == row.name)
}

fn without_key(token: &Token) {
    let verdict = explained(token, VerificationKey::Missing, None, None);
    sound(token, &verdict);
    assert!(!matches!(verdict, Verdict::Valid(_)), "valid without a key");
    if matches!(verdict, Verdict::Unsecured) {
        assert!(matches!(alg(token), Alg::Named(name) if name == "none"));
    }
}

/// What holds for every verdict.
fn sound(token: &Token, verdict: &Verdict) {
    if let Verdict::Valid(evidence) | Verdict::SelfAttested(evidence) = verdict {
        assert!(token.signature().is_some_and(|signature| !signature.bytes.is_empty()), "unsigned and {verdict:?}");
        assert!(is_alg(token, evidence.algorithm), "another algorithm than the token names: {verdict:?}");
    }
    if let Verdict::Invalid(reasons) = verdict {
        assert!(!reasons.is_empty());
    }
    for reason in verdict.reasons() {
        let words = words::of(reason);
        assert!(!words.title.is_empty() && !words.title.ends_with('.'), "{reason:?}");
        assert!(words.title.len() < 5_000, "{} bytes", words.title.len());
        assert!(words::headline(reason).len() < 300, "{words:?}");
    }
}

/// A secret is in no verdict, unless the token shows it itself.
fn keeps_secret(key: &Key, token: &Token, verdict: &Verdict) {
    let Material::Secret(secret) = &key.material else { return };
    let Ok(text) = str::from_utf8(&secret.0) else { return };
    let payload = token.payload.as_ref().map_or("", |payload| payload.text.as_str());
    let shown = [token.text.as_str(), token.header.text.as_str(), payload].iter().any(|shown| shown.contains(text));
    if text.len() >= 16 && !text.contains(' ') && !shown {
        let said: Vec<_> = verdict.reasons().iter().map(words::of).collect();
        let told = format!("{verdict:?} {said:?}");
        assert!(!told.contains(text) && !told.contains(&URL_SAFE_NO_PAD.encode(text)), "{told}");
    }
}
