//! Signed tokens in JSON: each signature is looked at by itself, and what is converted has the same payload and signatures.

use jwt_debugger::base::text::Text;
use jwt_debugger::jose::json::{self, convert};
use jwt_debugger::jose::{Part, Serialization, parse};
use jwt_debugger::words;

/// Header, payload and signature of a token, as they are in its text, for each signature.
fn signed(text: &Text) -> Vec<Vec<Vec<u8>>> {
    let count = json::read(text).map_or(1, |jws| jws.signatures.len());
    let view = |index: usize| json::read(text).map_or_else(|| parse(text.clone()), |jws| jws.view(index)).token;
    let parts = |index: usize| {
        let token = view(index).expect("a token");
        token.segments.iter().map(|segment| segment.bytes.to_vec()).collect()
    };
    (0..count).map(parts).collect()
}

/// Reads a text as a signed token in JSON, and checks what must hold for any text.
pub fn check(text: &str) {
    let text = Text::from(text);
    let Some(jws) = json::read(&text) else { return };
    for problem in &jws.problems {
        assert!(!words::title(problem).is_empty());
        assert!(
            problem.at.iter().all(|at| at.part != Part::Encoded || text.get(at.range.clone()).is_some()),
            "{problem:?}"
        );
    }
    for index in 0..jws.signatures.len() + 1 {
        let _ = (jws.view(index), jws.is_encoded(index));
        if let Some(other) = json::with_parts(&text, index, "eyJhbGciOiJIUzI1NiJ9.e30.AA") {
            assert!(json::read(&other.as_str().into()).is_some(), "{other}");
        }
    }
    for form in [Serialization::Compact, Serialization::Flattened, Serialization::General] {
        if let Ok(other) = convert(&text, form) {
            let other = Text::from(other.as_str());
            assert_eq!(signed(&other), signed(&text), "{other}");
            // And what was converted once is converted into itself.
            assert_eq!(convert(&other, form).as_deref(), Ok(&*other));
        }
    }
    let _ = json::apart(&text);
}

/// Published tokens.
pub fn seeds() -> Vec<String> {
    let file: serde_json::Value = serde_json::from_str(include_str!("../vectors/jws-json.json")).expect("JSON");
    let tokens = file["tokens"].as_array().expect("an array").iter();
    tokens.map(|row| &row["token"]).filter(|token| token.is_object()).map(ToString::to_string).collect()
}
