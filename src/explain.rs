//! Why a signature does not hold: each reason is one that was really tried, and says no more than it proved.
//!
//! A hypothesis is a small experiment: the same key with another hash, the same secret in another encoding, the same
//! signature in another format. When one verifies, or when RSA arithmetic shows what the signature was made from, that is
//! *the* reason and stands alone. When none does, the answer says what was ruled out and claims nothing else.

mod ecdsa;
mod hmac;
mod input;
mod rsa;
mod shape;

use crate::crypto::{Algorithm, Failure, Family};
use crate::key::Key;
use crate::spec::Spec;
use crate::token::Token;

/// One reason, proved, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Stable name, in kebab case, such as `other-hash`.
    pub reason: &'static str,
    /// What is the matter: one or two sentences for people, without a final full stop.
    pub message: String,
    /// What to do about it.
    pub fix: Option<String>,
    /// The rule.
    pub spec: Option<Spec>,
}

impl Explanation {
    /// A reason without a fix or a rule.
    pub fn new(reason: &'static str, message: impl Into<String>) -> Self {
        Self { reason, message: message.into(), fix: None, spec: None }
    }

    /// Adds what to do about it.
    pub fn fix(self, fix: impl Into<String>) -> Self {
        Self { fix: Some(fix.into()), ..self }
    }

    /// Adds the rule.
    pub fn spec(self, spec: Spec) -> Self {
        Self { spec: Some(spec), ..self }
    }
}

/// A signature that was checked and did not hold, with all that went into the check.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The row of the token's `alg`.
    pub algorithm: &'static Algorithm,
    /// A key of the kind the row needs.
    pub key: &'a Key,
    /// The JWS signing input.
    pub message: &'a [u8],
    /// The decoded signature.
    pub signature: &'a [u8],
    /// The token both came from.
    pub token: &'a Token,
}

/// What was tried in vain, in words that follow "it was also tried", for the answer when nothing is proved.
type Tried = Vec<String>;

/// A message longer than this is not looked at in other forms.
const LONG: usize = 64 * 1024;

/// What to do about content that was sent apart (RFC 7515, appendix F).
const PUT_BACK: &str = "put the content, as base64url, between the two dots before verifying";

impl Case<'_> {
    /// Whether there is nothing between the two dots.
    fn payload_is_empty(&self) -> bool {
        self.token.segments.get(1).is_some_and(|payload| payload.encoded.is_empty())
    }

    /// Whether the signature holds when it is checked with another row.
    fn holds_as(&self, algorithm: &Algorithm) -> bool {
        (algorithm.verify)(self.key, self.message, self.signature).is_ok()
    }

    /// Whether it is `signature` that holds.
    fn holds_with(&self, signature: &[u8]) -> bool {
        (self.algorithm.verify)(self.key, self.message, signature).is_ok()
    }

    /// Whether it is `message` that was signed.
    fn holds_over(&self, message: &[u8]) -> bool {
        (self.algorithm.verify)(self.key, message, self.signature).is_ok()
    }
}

/// Why the signature of `case` does not hold; `failure` is what the check answered. Never empty.
pub fn explain(case: &Case, failure: &Failure) -> Vec<Explanation> {
    let mut tried = Tried::new();
    let proved = match case.algorithm.family {
        Family::Hmac => hmac::explain(case, &mut tried),
        Family::RsaPkcs1 | Family::RsaPss => rsa::explain(case, &mut tried),
        Family::Ecdsa => ecdsa::explain(case, &mut tried),
        // Neither has another hash, padding or format that anybody mistakes it for.
        Family::EdDsa | Family::MlDsa => shape::encoded_twice(case, &mut tried)
            .or_else(|| input::other_input(case, &mut tried, |text| case.holds_over(text))),
    };
    vec![proved.unwrap_or_else(|| match failure {
        Failure::Length { expected, got } => shape::length(case, *expected, *got),
        _ => open(case, &tried),
    })]
}

/// A signature algorithm, and no signature.
pub fn empty(algorithm: &Algorithm) -> Explanation {
    Explanation::new("signature-empty", format!("there is no signature, although the header says {}", algorithm.name))
        .fix("reject the token: a stripped signature is the simplest forgery; or paste all of it, it may have been cut off")
        .spec(Spec::Rfc(7515, "5.2"))
}

/// Nothing was proved.
fn open(case: &Case, tried: &Tried) -> Explanation {
    let mut message = "it was made with another key, or the token changed after signing".to_string();
    if let Some((last, rest)) = tried.split_last() {
        message.push_str("; it was also tried ");
        if !rest.is_empty() {
            message.push_str(&rest.join(", "));
            message.push_str(" and ");
        }
        message.push_str(last);
    }
    let mut fix =
        "check that the key is the one the issuer signs with, and that the token is whole and unchanged".to_string();
    if case.payload_is_empty() {
        message.push_str("; the payload is empty, so perhaps the content was sent apart from the token");
        fix = PUT_BACK.to_string();
    }
    Explanation::new("key-or-content", message).fix(fix).spec(Spec::Rfc(7515, "5.2"))
}

/// `a`, `a and b`, `a, b and c`.
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_string(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
