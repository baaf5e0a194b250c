//! The form of a token: a JWS with its three segments, and a header that names one algorithm.

use super::Verdict;
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::{Signature, Unchecked};
use crate::engine::jwa::names::shown;
use crate::jose::header::{self, Alg};
use crate::jose::{Form, Segment, Token};

/// The signature segment of a JWS that has its three.
pub(super) fn signature(token: &Token) -> Result<&Segment, Unchecked> {
    match token.form {
        Form::Jwe => Err(Unchecked::Jwe),
        Form::Jws => token.signature().ok_or_else(|| segments(token)),
    }
}

/// What is wrong with the number of segments.
fn segments(token: &Token) -> Unchecked {
    let count = token.segments.len();
    let is_encrypted = token.header.json.as_ref().is_some_and(|header| header.get("enc").is_some());
    if is_encrypted { Unchecked::JweSegments(count) } else { Unchecked::Segments(count) }
}

/// Refuses a token whose payload is not encoded and not here: what was signed is not known.
pub(super) fn expect_content(token: &Token, encoded_payload: bool) -> Result<(), Unchecked> {
    let missing = token.is_detached() && token.segments.get(1).is_none_or(|payload| payload.bytes.is_empty());
    if encoded_payload || !missing { Ok(()) } else { Err(Unchecked::Detached) }
}

/// The value of `alg`.
pub(super) fn alg(token: &Token) -> Result<String, Unchecked> {
    if !token.header.well_formed {
        return Err(Unchecked::HeaderMalformed);
    }
    match header::alg(token) {
        Alg::Named(name) => Ok(name),
        Alg::Missing => Err(Unchecked::AlgMissing),
        Alg::NotText(what) => Err(Unchecked::AlgNotText(what)),
        Alg::Ambiguous(names) => Err(Unchecked::AlgAmbiguous(names.iter().take(4).map(|name| shown(name)).collect())),
    }
}

/// The verdict on a token whose `alg` is `none`: its signature has to be empty (RFC 7518 §3.6).
pub(super) fn unsecured(signature: &Segment) -> Verdict {
    match signature.encoded.is_empty() {
        true => Verdict::Unsecured,
        false => Verdict::Invalid(vec![Diagnostic::error(Signature::NoneWithSignature)]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, said, token};
    use super::super::verify;
    use super::*;
    use crate::words;

    fn check(token: &Token, verdict: &str, words: &str) {
        let got = verify(token, None, None);
        assert_eq!(said(&got), verdict, "{}", token.text);
        let Verdict::Unsupported(reason) = got else { panic!("{got:?}") };
        let title = words::title(&reason);
        assert!(title.contains(words), "{title}");
    }

    #[test]
    fn a_text_without_three_segments_says_what_is_missing() {
        check(&read("eyJhbGciOiJIUzI1NiJ9"), "unsupported segments", "has 1 segment;");
        check(&read("eyJhbGciOiJIUzI1NiJ9.e30"), "unsupported segments", "2 segments; the signature");
        check(&read("eyJhbGciOiJIUzI1NiJ9.e30.AA.AA"), "unsupported segments", "has 4 segments");
        check(&read("eyJhbGciOiJIUzI1NiJ9.e30.AA.AA.AA.AA"), "unsupported segments", "has 6 segments");
        let four = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4R0NNIn0.AA.AA.AA";
        check(&read(four), "unsupported segments", "(JWE), which has 5 segments; there are 4");
        check(&read("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....AA"), "unsupported jwe", "is encrypted (JWE)");
    }

    #[test]
    fn content_that_is_not_here_cannot_be_checked() {
        let detached = |header: &str| token(header, "AAAA").text.replace(".e30.", "..");
        let unencoded = detached(r#"{"alg":"ES256","b64":false,"crit":["b64"]}"#);
        check(&read(&unencoded), "unsupported detached", "sent apart from the token");
        assert_eq!(said(&verify(&read(&detached(r#"{"alg":"ES256"}"#)), None, None)), "no-key ES256");
        assert_eq!(said(&verify(&read(&unencoded.replace("..", ".{}.")), None, None)), "no-key ES256");
    }

    #[test]
    fn what_is_no_token_is_called_what_it_is() {
        check(&read("authorization: Bearer null"), "unsupported no-token", "the word `null`, not a token");
        check(&read("ya29.a0AfH6SMBexampleexample"), "unsupported other-token", "a Google access token");
        check(
            &read("eyJhbGciOiJIUzI1NiJ9.eyJzdWIi…AAAA"),
            "unsupported token-shortened",
            "left out, with `…` in its place",
        );
    }

    #[test]
    fn a_header_without_one_plain_alg_is_refused() {
        let check = |header: &str, verdict: &str, words: &str| check(&token(header, "AAAA"), verdict, words);
        check("{}", "unsupported alg-missing", "has no `alg`");
        check(r#"{"Alg":"HS256"}"#, "unsupported alg-missing", "has no `alg`");
        check("[]", "unsupported alg-missing", "has no `alg`");
        check(r#"{"alg":null}"#, "unsupported alg-not-text", "`alg` is null");
        check(r#"{"alg":["HS256"]}"#, "unsupported alg-not-text", "`alg` is an array");
        check(r#"{"alg":256}"#, "unsupported alg-not-text", "`alg` is a number");
        check(r#"{"alg":"HS256","alg":"none"}"#, "unsupported alg-ambiguous", "`HS256` and `none`");
        check(r#"{"alg":"HS256""#, "unsupported header-malformed", "not valid JSON");
        check(r#"{"alg":"toString"}"#, "unsupported alg-unknown", "`toString` is not a registered algorithm");
        check(r#"{"alg":"hs256"}"#, "unsupported alg-unknown", "`hs256` is not `HS256`");
        check(r#"{"alg":"HS256 "}"#, "unsupported alg-unknown", "white space");
        check(r#"{"alg":""}"#, "unsupported alg-unknown", "empty string");
    }
}
