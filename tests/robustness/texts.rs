//! Texts that come near to what is expected, and are damaged in every way.

use super::rules::verify::{Counter, seeds};
use jwt_debugger::engine::jwa::ALGORITHMS;
use jwt_debugger::session::samples;
use proptest::prelude::*;

/// JSON with every kind of lexeme and odd but legal white space.
pub fn any_json() -> impl Strategy<Value = String> {
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
pub fn near_json() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[\\[\\]{},:]{1,3}",
        "[-+.0-9eE]{1,5}",
        "\"[a-z\\\\\"u0-9\n]{0,6}\"?",
        "(true|false|null|nul|NaN|'a'|//x\n|/\\*x\\*/| |\t|\u{a0}|\u{feff}|\\\\ud800)",
    ];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

/// Texts made of what tokens and the texts around them are made of.
pub fn near_token() -> impl Strategy<Value = String> {
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

/// Texts made of what JWKs are made of, of every kind.
pub fn near_jwk() -> impl Strategy<Value = String> {
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
pub fn damaged_jwk() -> impl Strategy<Value = String> {
    let all: Vec<String> = ALGORITHMS
        .iter()
        .filter_map(|row| samples::sample(row, 1_795_305_300, &mut Counter(0)))
        .map(|sample| sample.key)
        .filter(|key| key.starts_with('{'))
        .collect();
    assert!(all.len() >= 10, "a JWK for every row but those of HMAC and RSA");
    damaged(all, "[A-Za-z0-9_\":,{} -]{0,4}")
}

/// A key of the fixtures, in which a few characters were replaced by others.
pub fn damaged_pem() -> impl Strategy<Value = String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys");
    let files = std::fs::read_dir(folder).expect("the fixtures").map(|file| file.expect("a file").path());
    let pem = files.filter(|path| path.extension().is_some_and(|end| end == "pem" || end == "txt"));
    let all: Vec<String> = pem.map(|path| std::fs::read_to_string(path).expect("text")).collect();
    assert!(all.len() >= 50, "the fixtures are there");
    damaged(all, "[A-Za-z0-9+/=\n :-]{0,4}")
}

/// A key and a token that belong together, in which a few characters were replaced by others.
pub fn damaged_pair() -> impl Strategy<Value = String> {
    damaged(seeds(), "[A-Za-z0-9_\":,{}.\n -]{0,4}")
}

/// A file of JSON, in which a few characters were replaced by others.
pub fn damaged_file(text: &str) -> impl Strategy<Value = String> {
    damaged(vec![text.to_owned()], "[A-Za-z0-9_\":,{}.\\[\\]\n -]{0,4}")
}

fn damaged(all: Vec<String>, piece: &'static str) -> impl Strategy<Value = String> {
    (prop::sample::select(all), any::<prop::sample::Index>(), 0..5usize, piece).prop_map(|(text, at, cut, piece)| {
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        let end = text.ceil_char_boundary((at + cut).min(text.len()));
        format!("{}{piece}{}", &text[..at], &text[end..])
    })
}
