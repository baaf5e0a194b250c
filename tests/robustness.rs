//! Hostile and damaged texts: nothing panics, nothing takes the square of its size, nothing is lost, and our readers agree
//! with the ones that everybody uses.

use base64::Engine;
use core::convert::Infallible;
use jwt_debugger::crypto::{ALGORITHMS, KeyRule};
use jwt_debugger::key::{Akp, Ec, Encoding, Key, Material, Okp, Rsa, RsaPrivate, Secret, Source, detect};
use jwt_debugger::token::json::{self, Node, Value};
use jwt_debugger::token::{Grade, Part, Problem, base64url, header, parse};
use jwt_debugger::verify::{Verdict, verify};
use jwt_debugger::{extract, samples, token};
use proptest::prelude::*;
use rand_core::{TryCryptoRng, TryRng};
use std::time::{Duration, Instant};

/// Reads a text in every way there is, and checks what must hold for any text.
fn read_everything(pasted: &str) {
    let all = extract::find(pasted);
    assert_eq!(all.is_empty(), pasted.trim().is_empty());
    for found in all {
        let joined: String =
            found.source.iter().map(|range| pasted.get(range.clone()).expect("a stretch of the text")).collect();
        assert_eq!(found.verbatim, joined == found.text);
        assert!(found.source.is_sorted_by(|a, b| a.end <= b.start), "in order, none twice");
        assert!(!found.text.is_empty() && !found.name.is_empty());
        for problem in &found.problems {
            assert_eq!(problem.grade, Grade::Repaired);
            assert_eq!(problem.at.part, Part::Encoded);
            assert!(found.text.get(problem.at.range.clone()).is_some(), "{problem:?}");
        }
        read_token(&found.text);
    }
    read_token(pasted);
}

fn read_token(text: &str) {
    let parsed = parse(text);
    let Some(token) = parsed.token else {
        assert!(text.trim().is_empty());
        return assert_eq!(parsed.problems.len(), 1);
    };
    assert_eq!(token.text, text);
    assert!(!token.segments.is_empty());
    for segment in &token.segments {
        let encoded = text.get(segment.encoded.clone()).expect("a stretch of the text");
        assert!(
            !segment.canonical || encoded.as_bytes() == segment.bytes || base64url::encode(&segment.bytes) == encoded
        );
    }
    for problem in &parsed.problems {
        let within = |span: &token::Span| match span.part {
            Part::Encoded => text.get(span.range.clone()).is_some(),
            Part::Header => token.header.text.get(span.range.clone()).is_some(),
            Part::Payload => {
                token.payload.as_ref().is_some_and(|payload| payload.text.get(span.range.clone()).is_some())
            }
        };
        assert!(within(&problem.at) && problem.related.iter().all(within), "{problem:?}");
        assert!(!problem.place().is_empty() && !problem.message.is_empty());
        assert_eq!(problem.line_column.is_none(), problem.at.part == Part::Encoded);
    }
    let order: Vec<_> = parsed.problems.iter().map(|problem| (problem.at.part as u8, problem.at.range.start)).collect();
    assert!(order.is_sorted(), "problems are in the order of their places");
    let _ = header::alg(&token);
    for document in [Some(&token.header), token.payload.as_ref()].into_iter().flatten() {
        read_json(&document.text);
    }
}

fn read_json(text: &str) {
    let reading = json::read(text);
    assert!(reading.node.is_some() || !reading.faults.is_empty());
    for fault in &reading.faults {
        assert!(text.get(fault.at.clone()).is_some(), "{fault:?}");
    }
    if let Some(node) = &reading.node {
        let pretty = json::pretty(text, node);
        if reading.well_formed() {
            let again = json::read(&pretty);
            assert_eq!(again.faults.len(), reading.faults.len(), "{text:?} became {pretty:?}");
            assert_eq!(lexemes(&pretty, again.node.as_ref().expect("it is JSON")), lexemes(text, node));
        }
    }
}

/// Every lexeme but commas and colons, in order, as it stands in the text.
fn lexemes<'a>(text: &'a str, node: &Node) -> Vec<&'a str> {
    let mut all = vec![];
    collect(text, node, &mut all);
    all
}

fn collect<'a>(text: &'a str, node: &Node, all: &mut Vec<&'a str>) {
    match &node.value {
        Value::Array(elements) if !elements.is_empty() => {
            all.push("[");
            elements.iter().for_each(|element| collect(text, element, all));
        }
        Value::Object(members) if !members.is_empty() => {
            all.push("{");
            for member in members {
                all.push(&text[member.name_span.clone()]);
                collect(text, &member.node, all);
            }
        }
        Value::Array(_) => all.push("[]"),
        Value::Object(_) => all.push("{}"),
        _ => all.push(&text[node.span.clone()]),
    }
}

/// Whether our tree and that of serde_json hold the same; of equal names it keeps the last.
fn same(ours: &Node, theirs: &serde_json::Value) -> bool {
    match (&ours.value, theirs) {
        (Value::Null, serde_json::Value::Null) => true,
        (Value::Bool(a), serde_json::Value::Bool(b)) => a == b,
        (Value::Number(a), serde_json::Value::Number(b)) => normal(a) == normal(&b.to_string()),
        (Value::String(a), serde_json::Value::String(b)) => a == b,
        (Value::Array(a), serde_json::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), serde_json::Value::Object(b)) => {
            a.iter().all(|member| b.contains_key(&member.name))
                && b.iter().all(|(name, value)| ours.get(name).is_some_and(|node| same(node, value)))
        }
        _ => false,
    }
}

/// A number with its exponent written in one way.
fn normal(number: &str) -> String {
    let lower = number.to_ascii_lowercase();
    match lower.split_once('e') {
        Some((digits, exponent)) if exponent.starts_with(['+', '-']) => format!("{digits}e{exponent}"),
        Some((digits, exponent)) => format!("{digits}e+{exponent}"),
        None => lower,
    }
}

fn agree_with_serde(text: &str) {
    let reading = json::read(text);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => {
            assert!(reading.well_formed(), "serde_json accepts {text:?}, we do not: {:?}", reading.faults);
            assert!(same(reading.node.as_ref().expect("it is JSON"), &value), "{text:?}");
        }
        Err(error) => {
            // Both are in the grammar of RFC 8259; serde_json refuses them, we say so in a note.
            let surrogate = reading.faults.iter().any(|fault| fault.code == "json-lone-surrogate");
            let deep = error.to_string().contains("recursion limit");
            assert!(!reading.well_formed() || surrogate || deep, "serde_json refuses {text:?} ({error}), we do not");
        }
    }
}

/// JSON with every kind of lexeme and odd but legal white space.
fn any_json() -> impl Strategy<Value = String> {
    let number = "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,4})?";
    let string = "\"([a-z ~é😀/\u{7f}\u{2028}]|\\\\[\"\\\\/bfnrt]|\\\\u00[0-9a-f]{2}|\\\\ud83d\\\\ude0[0-9]){0,8}\"";
    let space = || "[ \t\r\n]{0,2}";
    let leaf = prop_oneof![number, string, Just("true".into()), Just("false".into()), Just("null".into())];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        let element = (space(), inner.clone(), space()).prop_map(|(a, value, b)| format!("{a}{value}{b}"));
        let member =
            (space(), string, space(), element.clone()).prop_map(|(a, name, b, value)| format!("{a}{name}{b}:{value}"));
        let array = prop::collection::vec(element, 0..6).prop_map(|all| format!("[{}]", all.join(",")));
        let object = prop::collection::vec(member, 0..6).prop_map(|all| format!("{{{}}}", all.join(",")));
        prop_oneof![array, object, (space(), inner, space()).prop_map(|(a, value, b)| format!("{a}{value}{b}"))]
    })
}

/// Texts made of what JSON is made of, so that near misses are common.
fn near_json() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[\\[\\]{},:]{1,3}",
        "[-+.0-9eE]{1,5}",
        "\"[a-z\\\\\"u0-9\n]{0,6}\"?",
        "(true|false|null|nul|NaN|'a'|//x\n|/\\*x\\*/| |\t|\u{a0}|\u{feff}|\\\\ud800)",
    ];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

/// Texts made of what tokens and the texts around them are made of.
fn near_token() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("eyJhbGciOiJIUzI1NiJ9".to_string()),
        Just("eyJhbGciOiJub25lIn0".into()),
        Just("eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2V9".into()),
        Just("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0".into()),
        Just("eyJhIjoxfQ".into()),
        "[A-Za-z0-9_-]{1,44}",
        "[.]{1,2}",
        "(Bearer |Authorization: |access_token=|\"id_token\":|Cookie: |curl |https://a.example/\\?t=|~|&|;)",
        "[\"'`“”\\\\]{1,2}",
        "(\n|\r\n|  |\\\\\n|\\\\n|%2E|%20|%|=|=\r\n|\u{200b}|\u{feff}|…|\\$|е|\\+|/|\\\\u002e|\" \\+\n\"|> )",
    ];
    prop::collection::vec(part, 0..16).prop_map(|parts| parts.concat())
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

/// Numbers that are all different, and nothing else.
struct Counter(u64);

impl TryRng for Counter {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|number| (number >> 32) as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(1);
        Ok(self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            *byte = (self.try_next_u64()? >> 56) as u8;
        }
        Ok(())
    }
}
impl TryCryptoRng for Counter {}

/// `length` bytes that begin with these, one more or one less by `odd`.
fn bytes(from: &[u8], length: usize, odd: usize) -> Vec<u8> {
    from.iter().copied().chain([0xff, 0x00, 0x80]).cycle().take((length + odd).saturating_sub(1)).collect()
}

/// A key of the kind that `rule` asks for, made of any numbers: what reading would refuse must not disturb what comes after.
fn any_key(rule: KeyRule, public: &[u8], private: &[u8], odd: usize) -> Key {
    let secret = |length| Some(Secret(bytes(private, length, odd)));
    let material = match rule {
        KeyRule::Secret { .. } => Material::Secret(Secret(private.to_vec())),
        KeyRule::Rsa => Material::Rsa(Rsa {
            n: bytes(public, 64, odd),
            e: bytes(private, 3, odd),
            private: Some(RsaPrivate { d: Secret(private.to_vec()), primes: vec![Secret(private.to_vec()); odd] }),
        }),
        KeyRule::Ec(curve) => {
            let (x, y) = (bytes(public, curve.field_bytes(), odd), bytes(private, curve.field_bytes(), 1));
            Material::Ec(Ec { curve, x, y, d: secret(curve.field_bytes()) })
        }
        KeyRule::Okp(curves) => {
            let curve = curves[public.len() % curves.len()];
            Material::Okp(Okp { curve, x: bytes(public, curve.key_bytes(), odd), d: secret(curve.key_bytes()) })
        }
        KeyRule::Akp(set) => {
            Material::Akp(Akp { set, public: bytes(public, set.public_bytes(), odd), seed: secret(32) })
        }
    };
    Key::new(material, Source::Jwk, vec![])
}

/// Texts made of what JWKs are made of, of every kind.
fn near_jwk() -> impl Strategy<Value = String> {
    let name = "\"(kty|crv|alg|x|y|d|n|e|p|q|dp|dq|qi|oth|k|pub|priv|kid|use|key_ops|keys|x5c)\"";
    let value = prop_oneof![
        "\"(RSA|EC|OKP|AKP|oct|P-256|P-384|P-521|secp256k1|Ed25519|Ed448|X25519|ML-DSA-44|ML-DSA-65|ML-DSA-87|sig|AQAB)\"",
        "\"[A-Za-z0-9_-]{43}\"",
        "\"[A-Za-z0-9_-]{76}\"",
        "\"[A-Za-z0-9_=+/ -]{0,9}\"",
        "(null|1|-0.5|true|\\[\\]|\\{\\}|\\[\"sign\",1\\]|\"\\\\ud800\")",
        Just(format!("\"{}\"", "Bw".repeat(875) + "BwcH")),
        Just(format!("\"{}A\"", "_".repeat(42))),
    ];
    let member = (name, value).prop_map(|(name, value)| format!("{name}:{value}"));
    prop::collection::vec(member, 0..8).prop_map(|members| format!("{{{}}}", members.join(",")))
}

/// A good JWK of any kind, in which a few characters were replaced by others.
fn damaged_jwk() -> impl Strategy<Value = String> {
    let all: Vec<String> = ALGORITHMS
        .iter()
        .filter_map(|row| samples::sample(row, 1_795_305_300, &mut Counter(0)))
        .map(|sample| sample.key)
        .filter(|key| key.starts_with('{'))
        .collect();
    assert!(all.len() >= 10, "a JWK for every row but those of HMAC and RSA");
    let piece = "[A-Za-z0-9_\":,{} -]{0,4}";
    (prop::sample::select(all), any::<prop::sample::Index>(), 0..5usize, piece).prop_map(|(jwk, at, cut, piece)| {
        let at = at.index(jwk.len());
        let end = (at + cut).min(jwk.len());
        format!("{}{piece}{}", &jwk[..at], &jwk[end..])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_key_of_any_numbers_makes_a_row_panic_or_verify(
        public in prop::collection::vec(any::<u8>(), 1..70),
        private in prop::collection::vec(any::<u8>(), 1..70),
        odd in 0..3usize,
    ) {
        for row in ALGORITHMS {
            for rule in ALGORITHMS.iter().map(|row| row.key) {
                let key = any_key(rule, &public, &private, odd);
                let signed = (row.sign)(&key, &private, &mut Counter(0));
                for length in [64, 96, 114, 132, 2420, 3309, 4627] {
                    let answer = (row.verify)(&key, &private, &bytes(&public, length, odd));
                    prop_assert!(answer.is_err(), "{}: {key:?}", row.name);
                }
                if let Ok(signature) = signed {
                    // What is signed with a key that was not read in may fail to verify, but has to be looked at.
                    let _ = (row.verify)(&key, &private, &signature);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_anything_panic(text in any::<String>()) {
        read_everything(&text);
        read_json(&text);
    }

    #[test]
    fn nothing_that_resembles_a_jwk_makes_anything_panic(jwk in prop_oneof![near_jwk(), damaged_jwk()]) {
        for token in TOKENS {
            let token = parse(token).token.expect("a token");
            match detect(&jwk, Encoding::Utf8).expect("there is text") {
                Ok(key) => {
                    prop_assert!(!key.summary().is_empty() && !key.kind().is_empty());
                    prop_assert!(!matches!(verify(&token, Some(&key), None), Verdict::Valid(_)));
                }
                Err(fault) => prop_assert!(!fault.code.is_empty() && !fault.message.is_empty()),
            }
        }
    }

    #[test]
    fn nothing_that_resembles_a_token_makes_anything_panic(text in near_token()) {
        read_everything(&text);
    }

    #[test]
    fn any_bytes_can_be_a_header_or_a_payload(header in any::<Vec<u8>>(), payload in any::<Vec<u8>>()) {
        let (header, payload) = (base64url::encode(&header), base64url::encode(&payload));
        read_everything(&format!("{header}.{payload}.AA"));
        read_everything(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AA"));
    }

    #[test]
    fn pretty_printing_keeps_every_lexeme(text in any_json()) {
        prop_assert!(json::read(&text).well_formed(), "{:?}", text);
        read_json(&text);
    }

    #[test]
    fn our_json_is_that_of_serde(text in any_json()) {
        agree_with_serde(&text);
    }

    #[test]
    fn our_json_ends_where_that_of_serde_ends(text in near_json()) {
        agree_with_serde(&text);
        read_json(&text);
    }

    #[test]
    fn a_cut_off_text_is_read_up_to_where_it_is_cut(text in any_json(), cut in 0.0..1.0f64) {
        let mut end = (text.len() as f64 * cut) as usize;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        agree_with_serde(&text[..end]);
        read_json(&text[..end]);
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
    let [Problem { code, grade, at, related, line_column, .. }] = parsed.problems.as_slice() else {
        panic!("one problem, not {:?}", parsed.problems)
    };
    assert_eq!((*code, *grade, *line_column), ("duplicate-name", Grade::Broken, Some((1, 59))));
    assert_eq!((&text[at.range.clone()], &text[related[0].range.clone()]), ("\"a\"", "\"a\""));
    assert_eq!((at.range.start, related[0].range.start), (58, 52));
}

/// Long enough for a square to show, short enough for an unoptimised build to get through all of them.
const LONG: usize = 200_000;

/// Not a measurement: an algorithm that takes the square of these sizes would need minutes or hours.
#[track_caller]
fn finishes(pasted: &str) {
    let begin = Instant::now();
    for found in extract::find(pasted) {
        let parsed = parse(&found.text);
        for document in parsed.token.iter().flat_map(|token| [Some(&token.header), token.payload.as_ref()]).flatten() {
            if let Some(node) = &document.json {
                let _ = json::pretty(&document.text, node);
                let _ = json::pretty_lines(&document.text, node);
            }
        }
    }
    let start: String = pasted.chars().take(40).collect();
    assert!(begin.elapsed() < Duration::from_secs(120), "{start:?} took {:?}", begin.elapsed());
}

#[test]
fn a_long_text_of_anything_is_read_in_linear_time() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    for part in [
        ".",
        "eyJ",
        "eyJ.",
        "eyJ.a ",
        "eyJhbGciOiJIUzI1NiJ9 ",
        "eyJhbGciOiJIUzI1NiJ9.\n",
        "\"",
        "\\",
        "'eyJ.a.b'",
        "=",
        "%2E",
        "%",
        "a.b.c ",
        "a.b.c\n",
        "A1b2C3d4E5f6G7h8.A1b2C3.d4E5 ",
        " \u{200b}",
        "\u{200b}",
        "\u{200b}a.b.c",
        "…",
        "\" +\n",
        "eyJ\" +\n\"",
        "é",
        "{",
        "[",
        "{\"a\":",
        "~",
        "eyJ.a.b~",
        "Bearer ",
        "Bearer eyJ.a.b ",
        "name=",
        "name=eyJ.a.b&",
        "\n> ",
        "\u{0}",
        "eyJ\\n",
        "*",
        "+",
        "/",
        "eyJ/",
        token,
        "Bearer a.b.c ",
    ] {
        let text = part.repeat(LONG / part.len());
        finishes(&text);
        finishes(&format!("{token} {text}"));
        finishes(&format!("\"{text}\" {token}"));
        finishes(&format!("{}{text}", " \u{feff}".repeat(100_000)));
    }
}

#[test]
fn a_megabyte_is_read_in_linear_time() {
    for part in [".", "[", "{\"a\":0,", "\"", "eyJ.", "a.b.c "] {
        finishes(&part.repeat(1_000_000 / part.len()));
    }
    let member = "\"name\":\"value\",\"n\":12345678901234567890,\"list\":[1,2.50,{\"x\":null}],";
    let payload = format!("{{{}\"z\":0}}", member.repeat(1_000_000 / member.len()));
    finishes(&format!("eyJhbGciOiJIUzI1NiJ9.{}.AA", base64url::encode(payload.as_bytes())));
    let mut state = 1u64;
    let random: String = (0..1_000_000)
        .map(|_| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            char::from(b' ' + (state >> 57) as u8 % 95)
        })
        .collect();
    finishes(&random);
}

#[test]
fn a_long_payload_of_anything_is_read_in_linear_time() {
    let finishes_as = |payload: &str| {
        let payload = base64url::encode(payload.as_bytes());
        finishes(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AA"));
        finishes(&format!("{payload}.e30.AA"));
    };
    for part in [
        "{",
        "[",
        "{\"a\":",
        "[{\"a\":[",
        "]",
        "}",
        "[}",
        "{]",
        "[[}",
        ",",
        ":",
        "\"",
        "\"a\" ",
        "'",
        "\\",
        "\"\\u",
        "\\ud800",
        "1",
        "-",
        "1 ",
        "a ",
        "/",
        "/*",
        "//\n",
        "\u{feff}",
        "\u{a0}",
        "\n",
        "\r",
        "\u{0}",
        "é",
        "true",
        "{}",
        "[],",
        "{\"a\":1},",
        "\"a\":1,",
        "\"\\ud800\":1,",
        "…",
    ] {
        let text = part.repeat(LONG / part.len());
        finishes_as(&text);
        finishes_as(&format!("[{text}"));
        finishes_as(&format!("{{{text}"));
        finishes_as(&format!("[\"{text}"));
        finishes_as(&format!("{}{text}", "[".repeat(250)));
    }
    let members: Vec<String> = (0..100_000).map(|index| format!("\"name{index}\":{index}")).collect();
    finishes_as(&format!("{{{}}}", members.join(",")));
    let surrogates: Vec<String> =
        (0..60_000).map(|index| format!("\"\\ud800{index}\\udc{:02x}\":0", index % 256)).collect();
    finishes_as(&format!("{{{}}}", surrogates.join(",")));
}
