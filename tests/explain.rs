//! Tokens whose signature is wrong in exactly one way: the first reason is that one, and no token has a reason it should not.

use jwt_debugger::base::diagnostic::chain::{Dimension, Fact, Step};
use jwt_debugger::base::diagnostic::reason::{Reason, SetChoice, SetKey, Signature};
use jwt_debugger::base::diagnostic::{Code, Diagnostic, Remedy};
use jwt_debugger::engine::jwa::{ALGORITHMS, Algorithm, Family, find};
use jwt_debugger::engine::sign;
use jwt_debugger::engine::verify::{Trials, Verdict, VerificationKey, check, verify};
use jwt_debugger::explain::{Asked, Search, explained, key_field};
use jwt_debugger::jose::{Token, parse};
use jwt_debugger::key::{
    Curve, EdCurve, Encoding, Key, Material, MlDsa, Options, Pair, ParsedKey, Secret, Source, detect, read,
};
use jwt_debugger::session::samples;
use jwt_debugger::words;
use proptest::prelude::*;
use rand_core::{TryCryptoRng, TryRng};
use serde_json::Value;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::LazyLock;

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().expect("a string")
}

fn rows() -> Vec<Value> {
    let files = [include_str!("vectors/wrong.json"), include_str!("vectors/wrong-made.json")];
    let read =
        |text| serde_json::from_str::<Value>(text).expect("JSON")["tokens"].as_array().expect("an array").clone();
    files.into_iter().flat_map(read).collect()
}

/// The public key of the pair whose private part is nothing but this byte.
fn pair(pair: Pair, byte: u8) -> Key {
    let private = pair.of(&vec![byte; pair.private_bytes()]).expect("a key pair");
    detect(&private.public_jwk().expect("a JWK"), Encoding::Utf8).expect("a key").expect("a good key")
}

/// Kinds of key by the names that the rows give them.
const PAIRS: [(&str, Pair); 4] = [
    ("secp256k1", Pair::Ec(Curve::Secp256k1)),
    ("ed25519", Pair::Okp(EdCurve::Ed25519)),
    ("ed448", Pair::Okp(EdCurve::Ed448)),
    ("ml-dsa-44", Pair::Akp(MlDsa::MlDsa44)),
];

/// The key that a row names: a public key, or the text of a secret.
fn key(row: &Value) -> Key {
    if let Some((_, kind)) = PAIRS.into_iter().find(|(name, _)| *name == text(row, "key")) {
        return pair(kind, 7);
    }
    let (name, encoding) = match text(row, "encoding") {
        "base64url" => (text(row, "key"), Encoding::Base64url),
        "base64" => (text(row, "key"), Encoding::Base64),
        "hex" => (text(row, "key"), Encoding::Hex),
        _ => (text(row, "key"), Encoding::Utf8),
    };
    let text = match name {
        "rsa" => include_str!("../src/session/samples/rsa.pub.pem"),
        "p256" => include_str!("../src/session/samples/p256.pub.pem"),
        "p384" => include_str!("../src/session/samples/p384.pub.pem"),
        "p521" => include_str!("../src/session/samples/p521.pub.pem"),
        secret => secret,
    };
    detect(text, encoding).expect("a key").expect("a good key")
}

/// The verdict at the end of the search, which is made in parts of so many trials, and what it cost. Whoever knows where the
/// search ended comes to the same verdict.
fn searched(token: &Token, held: &ParsedKey, part: u32) -> (Verdict, Search) {
    let given = VerificationKey::Parsed(held);
    let first = check(token, given, None, None);
    let trials: Option<Trials> = first.choice.as_ref().map(|choice| choice.trials());
    // Whoever asks for more has the keys that were tried before, and no other.
    let judgement = check(token, given, None, trials.as_ref());
    let asked = Asked { token, given, expected: None, judgement: &judgement };
    let (at_once, mut search) = asked.at_once();
    if !search.goes_on() {
        return (at_once, search);
    }
    for _ in 0..100_000 {
        if let Some(verdict) = asked.further(&mut search, part) {
            assert_eq!(asked.conclude(search.end()).reasons(), verdict.reasons(), "{}", token.text);
            return (verdict, search);
        }
    }
    panic!("{}: the search has no end", token.text)
}

/// The stable name of what is said first.
fn first_code(verdict: &Verdict) -> Option<&'static str> {
    verdict.reasons().first().map(|first| first.code().name())
}

/// Whether it says that not everything was tried.
fn says_left_out(told: &Diagnostic) -> bool {
    matches!(
        told.reason(),
        Some(
            Reason::Signature(Signature::Open { left_out: true, .. } | Signature::OtherKey { left_out: true, .. })
                | Reason::Set(SetChoice::NoneOfSeveral { left_out: true, .. })
        )
    )
}

/// All that is said of a token that is not valid, in the end.
fn reasons(row: &Value, key: &Key) -> Vec<Diagnostic> {
    let token = parse(text(row, "token")).token.expect("a token");
    let verdict = searched(&token, &ParsedKey::One(key.clone()), 2_000).0;
    let name = match verdict {
        Verdict::Invalid(_) => "invalid",
        Verdict::KeyMismatch(_) => "key-mismatch",
        _ => panic!("{row}: {verdict:?}"),
    };
    assert_eq!(name, row["verdict"].as_str().unwrap_or("invalid"), "{row}: {verdict:?}");
    verdict.reasons().to_vec()
}

/// Each row with its key and all that is said of it. Four tests look at the same, and a search takes time.
static TOLD: LazyLock<Vec<(Value, Key, Vec<Diagnostic>)>> = LazyLock::new(|| {
    let told = |row: Value| {
        let key = key(&row);
        let reasons = reasons(&row, &key);
        (row, key, reasons)
    };
    rows().into_iter().map(told).collect()
});

#[test]
fn each_wrong_token_is_explained_by_what_is_wrong_with_it() {
    let mut wrong = vec![];
    for (row, _, reasons) in TOLD.iter() {
        let also: Vec<&str> = reasons.iter().skip(1).map(|reason| reason.code().name()).collect();
        assert_eq!(also, row["also"].as_str().into_iter().collect::<Vec<_>>(), "{row}");
        let first = reasons.first().expect("a reason");
        let facts = format!("{:?}", first.reason().expect("it is about a signature"));
        if first.code().name() != text(row, "reason") || !facts.contains(text(row, "facts")) {
            wrong.push(format!("expected {} ({}), got {facts}", text(row, "reason"), text(row, "facts")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_search_in_small_parts_comes_to_the_same() {
    for row in rows() {
        let (key, token) = (ParsedKey::One(key(&row)), parse(text(&row, "token")).token.expect("a token"));
        let whole = searched(&token, &key, 1_000_000);
        // A part for each trial, where there are not thousands of them: each part begins with what was tried before.
        let small = searched(&token, &key, if whole.1.made() <= 40 { 1 } else { whole.1.made() / 13 + 1 });
        assert_eq!(whole.0.reasons(), small.0.reasons(), "{row}");
    }
}

#[test]
fn what_is_frequent_is_said_at_once() {
    let at_once = [
        "secret-white-space",
        "secret-encoding",
        "signature-der",
        "content-changed",
        "other-key",
        "public-key-as-secret",
    ];
    let (rows, mut seen) = (rows(), BTreeSet::new());
    for row in rows.iter().filter(|row| at_once.contains(&text(row, "reason"))) {
        let token = parse(text(row, "token")).token.expect("a token");
        let held = ParsedKey::One(key(row));
        let verdict = explained(&token, VerificationKey::Parsed(&held), None, None);
        assert_eq!(first_code(&verdict), Some(text(row, "reason")), "{row}");
        seen.insert(text(row, "reason"));
    }
    assert_eq!(seen.len(), at_once.len());
}

/// The verdict after the click.
fn after(remedy: &Remedy, token: &str, key: &Key) -> Verdict {
    let field = |text: &str, encoding| detect(text, encoding).expect("a key").expect("a good key");
    let (token, key) = match remedy {
        Remedy::Token(text) => (text.as_str(), key.clone()),
        Remedy::Encoding(encoding) => (token, field(core::str::from_utf8(&key.text.0).expect("text"), *encoding)),
        Remedy::Key(text) => (token, field(core::str::from_utf8(&text.0).expect("text"), Encoding::Utf8)),
        Remedy::Secret(secret) => {
            let (text, encoding) = key_field(secret);
            (token, field(&text, encoding))
        }
    };
    verify(&parse(token).token.expect("a token"), Some(&key), None)
}

#[test]
fn after_each_remedy_the_token_is_valid() {
    let mut offered = 0;
    for (row, key, reasons) in TOLD.iter() {
        let first = reasons.first().and_then(|first| first.remedy.as_ref());
        if let Some(kind) = row["remedy"].as_str() {
            let got = match first {
                Some(Remedy::Encoding(_)) => "encoding",
                Some(Remedy::Secret(_)) => "secret",
                Some(Remedy::Token(_)) => "token",
                Some(Remedy::Key(_)) => "key",
                None => "none",
            };
            assert_eq!(got, kind, "{row}");
        }
        for remedy in reasons.iter().filter_map(|reason| reason.remedy.as_ref()) {
            offered += 1;
            let verdict = after(remedy, text(row, "token"), key);
            assert!(matches!(verdict, Verdict::Valid(_)), "{row}: {remedy:?} leads to {verdict:?}");
        }
    }
    assert!(offered > 80, "only {offered} remedies were offered");
}

#[test]
fn every_reason_is_a_sentence_for_people() {
    for (_, _, reasons) in TOLD.iter() {
        for reason in reasons {
            let told = words::of(reason);
            let headline = words::headline(reason);
            assert!(told.spec.is_some() && told.fix.is_some(), "{told:?}");
            for text in [&told.title, &headline] {
                let first = text.chars().next().expect("a message");
                assert!(!first.is_uppercase() && !text.ends_with('.'), "{text}");
            }
            // It is read in the verdict, with the times behind it.
            assert!(reason.code() == Code::MicrosoftNonce || headline.len() <= 120, "{headline}");
        }
    }
}

#[test]
fn no_reason_says_the_secret() {
    for (row, _, reasons) in TOLD.iter().filter(|(_, key, _)| matches!(key.material, Material::Secret(_))) {
        let said = format!("{reasons:?}");
        assert!(!said.contains(text(row, "key").trim()) && !said.contains("your-256-bit-secret"), "{said}");
    }
}

#[test]
fn with_an_unrelated_key_nothing_is_said_of_this_one() {
    // What follows from the signature alone may be said whatever the key; all else would be a false explanation.
    let of_the_signature: BTreeSet<&str> = [
        "key-or-content",
        "other-key",
        "signature-length",
        "signature-zero",
        "signature-range",
        "microsoft-nonce",
        "not-canonical",
    ]
    .into();
    let others = [
        include_str!("vectors/other-rsa2048.pub.pem"),
        include_str!("vectors/other-rsa3072.pub.pem"),
        include_str!("vectors/other-p256.pub.pem"),
        include_str!("vectors/other-p384.pub.pem"),
        include_str!("vectors/other-p521.pub.pem"),
    ];
    let mut keys: Vec<Key> =
        others.iter().map(|pem| detect(pem, Encoding::Utf8).expect("a key").expect("a good key")).collect();
    keys.extend(PAIRS.map(|(_, kind)| pair(kind, 8)));
    keys.push(Key::new(Material::Secret(Secret(b"0f1e2d3c4b5a".to_vec())), Source::Text(Encoding::Utf8), vec![]));
    let mut tried = 0;
    for row in rows() {
        // These were signed with one of the keys above, or need none.
        let needs_none =
            ["key-or-content", "other-key", "signature-length", "secret-empty", "secret-default", "own-key-holds"];
        if needs_none.contains(&text(&row, "reason")) {
            continue;
        }
        let token = parse(text(&row, "token")).token.expect("a token");
        for key in &keys {
            let (verdict, _) = searched(&token, &ParsedKey::One(key.clone()), 2_000);
            tried += 1;
            let silent = |reason: &Diagnostic| match verdict {
                Verdict::KeyMismatch(_) => [Code::KeyKind, Code::KeyCurve].contains(&reason.code()),
                _ => of_the_signature.contains(reason.code().name()) && reason.remedy.is_none(),
            };
            assert!(verdict.reasons().iter().all(silent), "{row}: {verdict:?}");
        }
    }
    assert!(tried > 1_000, "only {tried} pairs of token and key were tried");
}

/// A source of numbers for signatures that need no secrecy.
struct Counter(u64);

impl TryRng for Counter {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        Ok(mixed ^ (mixed >> 27))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.iter_mut().try_for_each(|byte| self.try_next_u64().map(|number| *byte = (number >> 40) as u8))
    }
}
impl TryCryptoRng for Counter {}

fn base64url(bytes: &[u8]) -> String {
    jwt_debugger::format::base64url::encode(bytes)
}

/// A token of this algorithm with these claims, signed by its sample's key, and what goes into the key field.
fn signed(row: &'static Algorithm, header: &str, payload: &str) -> (String, ParsedKey) {
    let signing =
        detect(&samples::signing_key(row).expect("a sample"), Encoding::Utf8).expect("a key").expect("a good key");
    let token = sign::compact(header, payload.as_bytes(), row, &signing, &mut Counter(7)).expect("a token");
    let text = signing.public_jwk().unwrap_or_else(|| String::from_utf8(signing.text.0.clone()).expect("text"));
    (token, ParsedKey::One(detect(&text, Encoding::Utf8).expect("a key").expect("a good key")))
}

/// The same token with a random signature of the same length.
fn scrambled(row: &Algorithm, token: &str, seed: u64) -> Token {
    let (message, signature) = token.rsplit_once('.').expect("a signature");
    let mut bytes = jwt_debugger::format::base64url::decode(signature).bytes;
    Counter(seed).try_fill_bytes(&mut bytes).expect("it cannot fail");
    if row.name == "ES512" {
        // The order of P-521 begins with 0x01ff, and what is not below it is told by the number alone.
        let half = bytes.len() / 2;
        (bytes[0], bytes[half]) = (0, 0);
    }
    parse(format!("{message}.{}", base64url(&bytes))).token.expect("a token")
}

#[test]
fn a_random_signature_gives_another_key_or_changed_content_and_nothing_more() {
    for row in ALGORITHMS {
        let header = format!(r#"{{"typ":"JWT","alg":"{}","kid":"a"}}"#, row.name);
        let (token, key) = signed(row, &header, r#"{"iss":"https://id.example.org","sub":"Zo\u00eb"}"#);
        for seed in 0..4 {
            let (verdict, search) = searched(&scrambled(row, &token, seed), &key, 2_000);
            let [only] = verdict.reasons() else { panic!("{}: {verdict:?}", row.name) };
            let open = [Code::KeyOrContent, Code::OtherKey].contains(&only.code()) && only.remedy.is_none();
            assert!(matches!(verdict, Verdict::Invalid(_)) && open && !search.goes_on(), "{}: {only:?}", row.name);
        }
    }
}

#[test]
fn whatever_the_algorithm_the_text_that_was_signed_is_found() {
    let (header, payload) = (r#"{"alg":"?","typ":"JWT"}"#, r#"{"iss":"https://id.example.org","sub":"Zoë"}"#);
    let join =
        |header: &str, payload: &str| format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()));
    for row in ALGORITHMS {
        let header = header.replace('?', row.name);
        let (token, key) = signed(row, &header, payload);
        let signing =
            detect(&samples::signing_key(row).expect("a sample"), Encoding::Utf8).expect("a key").expect("a good key");
        let check = |message: &str, name: &str| {
            let signature = (row.sign)(&signing, message.as_bytes(), &mut Counter(1)).expect("a signature");
            let sent = format!("{}.{}", join(&header, payload), base64url(&signature));
            let (verdict, _) = searched(&parse(&sent).token.expect("a token"), &key, 2_000);
            let first = verdict.reasons().first().expect("a reason");
            // These take so long that not all is tried, and the page says it.
            let slow = ["Ed448", "ES512"].contains(&row.name) || row.family == Family::MlDsa;
            let found =
                matches!(first.reason(), Some(Reason::Chain(steps)) if matches!(&steps[..], [one] if one.name == name));
            assert!(found || slow && says_left_out(first), "{}: {first:?}", row.name);
        };
        let (signing_input, _) = token.rsplit_once('.').expect("a signature");
        check(payload, "payload-alone");
        check(&format!("{signing_input}\n"), "line-feed-after");
        check(&join(&header, &payload.replace(':', ": ").replace(": //", "://").replace(",", ", ")), "spaced");
        check(&join(&header, &payload.replace('/', r"\/")), "slashes-escaped");
        check(&join(&header, &payload.replace('ë', r"\u00eb")), "ascii-escaped");
        check(&join(&format!(r#"{{"typ":"JWT","alg":"{}"}}"#, row.name), payload), "members-turned");
    }
}

#[test]
fn content_that_was_changed_in_two_places_is_told_with_the_padding_that_proves_it() {
    let (header, payload) = (r#"{"alg":"RS256"}"#, r#"{"sub":"248289761001","role":"guest"}"#);
    let changed = payload.replace("2482", "2484").replace("guest", "admin");
    let check = |signer: &str, facts: &str| {
        let (token, key) = signed(find(signer).expect("a row"), &header.replace("RS256", signer), payload);
        let signature = token.rsplit_once('.').expect("a signature").1;
        let sent = format!("{}.{}.{signature}", base64url(header.as_bytes()), base64url(changed.as_bytes()));
        let (verdict, _) = searched(&parse(&sent).token.expect("a token"), &key, 2_000);
        let first = verdict.reasons().first().and_then(Diagnostic::reason);
        assert_eq!(
            format!("{:?}", first.expect("a reason")),
            format!("Signature(ContentChanged {{ other: {facts} }})")
        );
    };
    check("RS256", "None");
    check("RS512", r#"Some((Pkcs1("SHA-512"), "RS256"))"#);
    check("PS256", r#"Some((Pss { hash: "SHA-256", mask: None, salt: 32 }, "RS256"))"#);
}

/// A token of some ten kilobytes.
fn large(row: &'static Algorithm) -> (Token, ParsedKey) {
    let header = format!(r#"{{"typ":"JWT","alg":"{}","kid":"a","x":1,"y":2}}"#, row.name);
    let filler = "0123456789abcdef".repeat(460);
    let (token, key) = signed(row, &header, &format!(r#"{{"iss":"https://id.example.org","filler":"{filler}"}}"#));
    (parse(&token).token.expect("a token"), key)
}

#[test]
fn the_search_is_bounded_and_says_so() {
    // By the estimates: 1,350 ms and one trial that begins before, which may be thirteen checks, and those take long.
    let last = |row: &Algorithm| match row.family {
        Family::EdDsa | Family::MlDsa => 75_000,
        _ => 10_000,
    };
    let check = |row: &'static Algorithm, all: bool| {
        let (token, key) = large(row);
        let (verdict, search) = searched(&scrambled(row, &token.text, 1), &key, 2_000);
        let said = verdict.reasons().first().is_some_and(says_left_out);
        assert!(search.spent() < 1_350_000 + last(row), "{}: {search:?}", row.name);
        assert!(said == search.cut_short() && said != all, "{}: {search:?}", row.name);
    };
    // What an RSA signature opens to tells that there is nothing to try.
    let fast = [Family::RsaPkcs1, Family::RsaPss];
    for row in ALGORITHMS {
        check(row, fast.contains(&row.family));
    }
}

/// A set of this many keys that all fit, of which the one at `place` is the key.
fn set(key: &ParsedKey, others: &dyn Fn(u8) -> String, count: u8, place: u8) -> ParsedKey {
    let ParsedKey::One(key) = key else { panic!("one key") };
    let jwk = |number: u8| if number == place { key.public_jwk().expect("a public key") } else { others(number) };
    let keys: Vec<String> =
        (0..count).map(|number| jwk(number).replacen('{', &format!(r#"{{"kid":"k{number}","#), 1)).collect();
    read(&format!(r#"{{"keys":[{}]}}"#, keys.join(",")), &Options::default()).expect("a set").expect("a good set")
}

#[test]
fn in_a_set_the_key_that_has_to_do_with_the_signature_is_found() {
    let other_rsa = |_: u8| {
        let pem = include_str!("vectors/other-rsa2048.pub.pem");
        detect(pem, Encoding::Utf8).expect("a key").expect("a good key").public_jwk().expect("a public key")
    };
    let other_ec = |number: u8| pair(Pair::Ec(Curve::P256), number + 1).public_jwk().expect("a public key");
    let said = |row: &str, header: &str, others: &dyn Fn(u8) -> String, change: &dyn Fn(&str) -> String| {
        let (token, key) = signed(find(row).expect("a row"), header, r#"{"sub":"1"}"#);
        let token = parse(change(&token)).token.expect("a token");
        let (verdict, search) = searched(&token, &set(&key, others, 9, 6), 2_000);
        assert!(matches!(verdict, Verdict::Invalid(_) | Verdict::KeyMismatch(_)) && search.spent() < 70_000);
        let first = verdict.reasons().first().and_then(Diagnostic::reason).cloned();
        first.expect("a reason")
    };
    let by_six = |inner: Reason| Reason::InSet(SetKey::Kid("k6".into()), Box::new(inner));
    let changed = |token: &str| token.replacen(&base64url(br#"{"sub":"1"}"#), &base64url(br#"{"sub":"2"}"#), 1);
    let other_content = by_six(Signature::ContentChanged { other: None }.into());
    assert_eq!(said("RS256", r#"{"alg":"RS256"}"#, &other_rsa, &changed), other_content);
    assert_eq!(said("RS256", r#"{"alg":"RS256","kid":"k1"}"#, &other_rsa, &changed), other_content);
    let der = |token: &str| {
        let (message, signature) = token.rsplit_once('.').expect("a signature");
        let raw = jwt_debugger::format::base64url::decode(signature).bytes;
        let integer = |half: &[u8]| [&[2, 33, 0], half].concat();
        let body = [integer(&raw[..32]), integer(&raw[32..])].concat();
        format!("{message}.{}", base64url(&[&[0x30, body.len() as u8], body.as_slice()].concat()))
    };
    // It has 72 bytes, as each integer has one that marks it as positive.
    let from_der = Step::new(Dimension::Signature, "der", Code::SignatureDer).with(Fact::Count(72));
    assert_eq!(said("ES256", r#"{"alg":"ES256"}"#, &other_ec, &der), by_six(Reason::Chain(vec![from_der])));
    let as_es256 = Step::new(Dimension::Primitive, "other-row", Code::OtherAlgorithm);
    let as_es256 = Reason::Chain(vec![as_es256.with(Fact::Instead { right: "ES256", header: "RS256" })]);
    assert_eq!(said("ES256", r#"{"alg":"RS256"}"#, &other_ec, &|token| token.into()), by_six(as_es256));
    let nobody = |token: &str| {
        token.rsplit_once('.').map(|(message, _)| format!("{message}.{}", base64url(&[7; 64]))).expect("a token")
    };
    assert_eq!(said("ES256", r#"{"alg":"ES256"}"#, &other_ec, &nobody).code(), Code::SetNoneOfSeveral);
}

#[test]
fn in_a_large_set_the_key_of_an_ecdsa_signature_is_found_and_no_other() {
    for (name, curve) in
        [("ES256", Curve::P256), ("ES384", Curve::P384), ("ES512", Curve::P521), ("ES256K", Curve::Secp256k1)]
    {
        let row = find(name).expect("a row");
        let (token, key) = signed(row, &format!(r#"{{"alg":"{name}"}}"#), "{}");
        // 0x0101… is the only number of equal bytes below the order of P-521.
        let byte = |number: u8| if curve == Curve::P521 { 1 } else { number + 1 };
        let other = |number: u8| pair(Pair::Ec(curve), byte(number)).public_jwk().expect("a public key");
        let said = |token: &str, place: u8| {
            let given = &set(&key, &other, 40, place);
            let judgement = check(&parse(token).token.expect("a token"), VerificationKey::Parsed(given), None, None);
            assert_eq!(judgement.choice.expect("a choice").left(), 0, "{name}");
            judgement.verdict.reasons().first().and_then(Diagnostic::reason).cloned().expect("a reason")
        };
        let found = SetChoice::OneOfSeveral { all: 40, key: SetKey::Kid("k33".into()), nameless: false };
        let none = Reason::Set(SetChoice::NoneOfSeveral { left: 0, left_out: false, nameless: false });
        assert_eq!(said(&token, 33), Reason::Set(found), "{name}");
        assert_eq!(said(&token, 99), none, "{name}");
        assert_eq!(said(&token.replacen(".e30.", ".e31.", 1), 33), none, "{name}");
    }
}

#[test]
fn with_a_hundred_keys_the_search_is_bounded() {
    let row = find("ES256").expect("a row");
    let (token, key) = signed(row, r#"{"alg":"ES256"}"#, &format!(r#"{{"sub":"{}"}}"#, "a".repeat(7_500)));
    let other = |number: u8| pair(Pair::Ec(Curve::P256), number + 1).public_jwk().expect("a public key");
    let token = scrambled(row, &token, 1);
    let (verdict, search) = searched(&token, &set(&key, &other, 100, 100), 2_000);
    assert!(search.spent() > 200_000 && search.spent() < 260_000, "{search:?}");
    let first = verdict.reasons().first().expect("a reason");
    assert_eq!((first.code(), says_left_out(first)), (Code::SetNoneOfSeveral, search.cut_short()));
}

/// Puts another byte into a valid token and looks at what is said of it.
fn one_byte_changed(row: &'static Algorithm, at: usize, with: u8) {
    let header = format!(r#"{{"alg":"{}","typ":"JWT"}}"#, row.name);
    let (token, key) = signed(row, &header, r#"{"iss":"https://id.example.org"}"#);
    let mut bytes = token.clone().into_bytes();
    let at = at % bytes.len();
    if bytes[at] == with {
        return;
    }
    bytes[at] = with;
    let changed = String::from_utf8(bytes).expect("ASCII");
    let parsed = parse(&changed).token.expect("a token");
    let Verdict::Invalid(reasons) = searched(&parsed, &key, 2_000).0 else {
        let (verdict, _) = searched(&parsed, &key, 2_000);
        assert!(!matches!(verdict, Verdict::Valid(_) | Verdict::SelfAttested(_)), "{changed}");
        return;
    };
    let first = reasons.first().expect("a reason");
    let signature = token.rfind('.').expect("a signature");
    let true_of_it = match first.code() {
        // Both are left open, or the page says that a damaged signature looks the same.
        Code::KeyOrContent => true,
        Code::OtherKey => at > signature,
        Code::ContentChanged => at < signature,
        Code::SignatureLength | Code::SignatureRange | Code::SignatureEmpty => at >= signature,
        // It is written in another way than the one that there is.
        Code::NotCanonical => {
            let rewritten = |text| base64url(&jwt_debugger::format::base64url::decode(text).bytes);
            changed.split('.').any(|segment| rewritten(segment) != segment)
        }
        _ => false,
    };
    // What is more specific has to lead back to the token as it was.
    let back = first.remedy == Some(Remedy::Token(token));
    assert!(back || true_of_it && first.remedy.is_none(), "{changed}, changed at {at}: {first:?}");
}

/// Characters that a segment may hold, the end of a segment, and some that it may not.
const OTHERS: &[u8] = b"Ag09-_.=+/ {\"";

#[test]
fn no_byte_of_a_token_can_be_another_one_without_a_true_word() {
    for (name, step) in [("HS256", 1), ("RS256", 3), ("ES256", 5), ("Ed25519", 5), ("PS256", 9)] {
        for at in (0..460).step_by(step) {
            let with = OTHERS[at / step % OTHERS.len()];
            one_byte_changed(find(name).expect("a row"), at, with);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_changed_byte_is_never_valid_and_never_explained_by_what_is_not(which in 0..ALGORITHMS.len(), at in any::<usize>(), with in 33_u8..127) {
        one_byte_changed(ALGORITHMS[which], at, with);
    }
}

#[test]
fn a_secret_that_stands_in_k_as_text_is_told_with_the_jwk_as_it_should_be() {
    // The text is base64url, as a random secret often is; the issuer signs with the text itself.
    let secret = "IxcmcGlV8wDeUHhKzNA7RJnMPfbWfka0SAYayJ626hQ";
    let signer = detect(secret, Encoding::Utf8).expect("a text").expect("a secret");
    let row = find("HS256").expect("a row");
    let head = r#"{"alg":"HS256","kid":"0001"}"#;
    let token = sign::compact(head, b"{}", row, &signer, &mut Counter(7)).expect("a token");
    let jwk = format!(r#"{{"kty":"oct","kid":"0001","alg":"HS256","k":"{secret}"}}"#);
    for text in [jwk.clone(), format!(r#"{{"keys":[{jwk}]}}"#)] {
        let held = read(&text, &Options::default()).expect("text").expect("a key");
        let verdict = explained(&parse(&token).token.expect("a token"), VerificationKey::Parsed(&held), None, None);
        let first = verdict.reasons().first().expect("a reason");
        let said = words::of(first);
        assert!(
            said.title.contains("the text of `k`") && said.fix.is_some_and(|fix| fix.contains("base64url")),
            "{text}"
        );
        let Some(Remedy::Key(mended)) = &first.remedy else { panic!("no remedy: {text}") };
        let mended = String::from_utf8(mended.0.clone()).expect("text");
        assert!(mended.contains("0001"), "{mended}");
        let key = detect(&mended, Encoding::Utf8).expect("a text").expect("a key");
        assert!(matches!(verify(&parse(&token).token.expect("a token"), Some(&key), None), Verdict::Valid(_)));
    }
}
