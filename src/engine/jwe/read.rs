//! Reads an encrypted token, and says which of its algorithms are not known.

use crate::base::diagnostic::Diagnostic;
use crate::base::text::Text;
use crate::jose::jwe::{self, Jwe, Parsed, Serialization};

/// Reads `text` as an encrypted token. Never fails.
pub fn read(text: impl Into<Text>) -> Parsed {
    let mut parsed = jwe::read(text);
    // Of JSON that is broken the names are the least trouble.
    let names = |jwe: &&Jwe| jwe.form == Serialization::Compact || parsed.problems.is_empty();
    let unknown = parsed.jwe.as_ref().filter(names).and_then(named);
    parsed.problems.extend(unknown);
    parsed
}

/// What is wrong with the names of algorithms, where there is a header to hold them.
pub fn named(jwe: &Jwe) -> Option<Diagnostic> {
    // What the reader of headers has said already is not said again.
    jwe.header.as_ref().and_then(|header| header.json.as_ref()).filter(|header| header.get("alg").is_some())?;
    jwe.parameters(0).algorithms().err().map(|failure| *failure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::encode;

    fn with(header: &str) -> String {
        format!("{}.AA.AA.AA.AA", encode(header.as_bytes()))
    }

    #[test]
    fn names_that_are_not_known_are_told_with_their_place() {
        let check = |header: &str, code: &str| {
            let parsed = read(with(header));
            let last = parsed.problems.last().expect("a problem");
            assert_eq!(last.code().name(), code, "{header}");
        };
        check(r#"{"alg":"RS256","enc":"A128GCM"}"#, "jwe-alg");
        check(r#"{"alg":"rsa-oaep","enc":"A128GCM"}"#, "jwe-alg");
        check(r#"{"alg":"dir","enc":"A128CBC"}"#, "jwe-enc");
        check(r#"{"alg":"dir","enc":1}"#, "jwe-parameter-type");
        check(r#"{"alg":"dir","enc":"A128GCM","zip":"GZIP"}"#, "jwe-zip");
        check(r#"{"alg":"dir","enc":"A128GCM","crit":["exp"]}"#, "jwe-critical");
        check(r#"{"alg":"dir","enc":"A128GCM","crit":[]}"#, "jwe-parameter-type");
        check(r#"{"enc":"A128GCM"}"#, "alg-missing");
        let parsed = read(with(r#"{"alg":"dir","enc":"A1"}"#));
        assert_eq!(parsed.problems.last().and_then(|last| last.place()).map(|place| place.range.clone()), Some(19..23));
    }
}
