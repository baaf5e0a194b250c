//! The form of a token: a JWS with its three segments, and a header that names one algorithm.

use super::Verdict;
use crate::explain::Explanation;
use crate::jwa::names::{recognise, shown};
use crate::spec::Spec;
use crate::token::header::{self, Alg};
use crate::token::{Form, Segment, Token, misfit};
use crate::words;

/// The signature segment of a JWS that has its three.
pub(super) fn signature(token: &Token) -> Result<&Segment, Verdict> {
    let refuse = |explanation: Explanation| Err(Verdict::Unsupported(explanation));
    let count = token.segments.len();
    if let Some(what) = misfit(token) {
        let told = words::of(&what);
        let explanation = Explanation::new(what.code().name(), told.title);
        return refuse(told.fix.into_iter().fold(explanation, Explanation::fix));
    }
    match token.signature() {
        _ if token.form == Form::Jwe => refuse(
            Explanation::new("jwe", "this is an encrypted token (JWE): it has no signature, and its content cannot be read without decrypting it")
                .spec(Spec::Rfc(7516, "3.1")),
        ),
        Some(signature) => Ok(signature),
        None => {
            let (message, fix) = match count {
                1 => ("there is one segment, and a signed token has three: header, payload and signature".into(), "paste the whole token: it has two dots"),
                2 => (
                    "there are two segments: the signature is missing, and so is the dot before it".into(),
                    "paste the whole token; an unsecured one ends with a dot",
                ),
                _ => (format!("there are {count} segments, and a signed token has three"), "remove what does not belong to the token"),
            };
            refuse(Explanation::new("segments", message).fix(fix).spec(Spec::Rfc(7515, "7.1")))
        }
    }
}

/// Refuses a token whose payload is not encoded and not here: what was signed is not known.
pub(super) fn expect_content(token: &Token, encoded_payload: bool) -> Result<(), Verdict> {
    let apart = matches!(token.segments.as_slice(), [_, payload, signature] if payload.encoded.is_empty() && !signature.encoded.is_empty());
    if encoded_payload || !apart {
        return Ok(());
    }
    let message = "the signed content was sent apart from the token (detached, and not encoded: `b64` is false), so the signature cannot be checked without it";
    let fix = "verify where the document is; in a linked-data proof, what was signed is made of the document by the rules of the proof's `type`";
    Err(Verdict::Unsupported(Explanation::new("detached", message).fix(fix).spec(Spec::Rfc(7797, "5"))))
}

/// The value of `alg`.
pub(super) fn alg(token: &Token) -> Result<String, Verdict> {
    let spec = Spec::Rfc(7515, "4.1.1");
    let refuse = |explanation: Explanation| Err(Verdict::Unsupported(explanation.spec(spec)));
    if !token.header.well_formed {
        return refuse(
            Explanation::new("header-malformed", "the header is not valid JSON, so no verifier can read `alg` in it")
                .fix("see what is wrong with the header; the signature covers it as it is, so it cannot be repaired here"),
        );
    }
    match header::alg(token) {
        Alg::Named(name) => Ok(name),
        Alg::Missing => refuse(
            Explanation::new("alg-missing", "the header does not say how the token is signed: it has no `alg`")
                .fix("have the issuer put the algorithm into the header, such as `\"alg\":\"RS256\"`"),
        ),
        Alg::NotText(what) => refuse(
            Explanation::new("alg-not-text", format!("`alg` is {what}, and it has to be a string"))
                .fix("reject the token: no issuer writes this by accident of formatting"),
        ),
        Alg::Ambiguous(names) => {
            let names: Vec<String> = names.iter().take(4).map(|name| format!("`{}`", shown(name))).collect();
            let message = format!(
                "`alg` stands in the header more than once, as {}; readers differ in which one they take",
                names.join(" and ")
            );
            refuse(
                Explanation::new("alg-ambiguous", message)
                    .fix("reject the token: this is a way to have two verifiers see two algorithms"),
            )
        }
    }
}

/// Why a name that is not in the table is not.
pub(super) fn unknown(name: &str) -> Explanation {
    let known = recognise(name);
    let told = Explanation::new("alg-unknown", known.message).spec(known.spec);
    match known.fix {
        Some(fix) => told.fix(fix),
        None => told,
    }
}

/// The verdict on a token whose `alg` is `none`: its signature has to be empty (RFC 7518 §3.6).
pub(super) fn unsecured(signature: &Segment) -> Verdict {
    match signature.encoded.is_empty() {
        true => Verdict::Unsecured,
        false => Verdict::Invalid(vec![
            Explanation::new(
                "none-with-signature",
                "the header says `none`, so the signature has to be empty, and it is not",
            )
            .fix("reject the token: somebody may have changed `alg` to `none` and kept the signature")
            .spec(Spec::Rfc(7518, "3.6")),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{read, said, token};
    use super::super::verify;
    use super::*;

    fn check(token: &Token, verdict: &str, words: &str) {
        let got = verify(token, None, None);
        assert_eq!(said(&got), verdict, "{}", token.text);
        let Verdict::Unsupported(reason) = got else { panic!("{got:?}") };
        assert!(reason.message.contains(words), "{}", reason.message);
    }

    #[test]
    fn a_text_without_three_segments_says_what_is_missing() {
        check(&read("eyJhbGciOiJIUzI1NiJ9"), "unsupported segments", "there is one segment");
        check(&read("eyJhbGciOiJIUzI1NiJ9.e30"), "unsupported segments", "the signature is missing");
        check(&read("eyJhbGciOiJIUzI1NiJ9.e30.AA.AA"), "unsupported segments", "there are 4 segments");
        check(&read("eyJhbGciOiJIUzI1NiJ9.e30.AA.AA.AA.AA"), "unsupported segments", "there are 6 segments");
        check(&read("eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0....AA"), "unsupported jwe", "an encrypted token (JWE)");
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
