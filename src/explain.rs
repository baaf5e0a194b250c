//! Why a signature does not hold: each reason is one that was really tried, and says no more than it proved.
//!
//! A hypothesis is a small experiment: the same key with another hash, the same secret in another encoding, the same
//! signature in another format. When one verifies, or when RSA arithmetic shows what the signature was made from, that is
//! *the* reason and stands alone. When none does, the answer says what was ruled out and claims nothing else.
//!
//! The trials stand in one order, the likeliest and cheapest first. The first few milliseconds of them come with the verdict,
//! the rest is searched in parts ([`Search`]) while the page stays at hand.

mod accents;
mod alg;
pub mod chain;
pub mod defaults;
mod ecdsa;
mod form;
mod hmac;
mod input;
mod key;
mod rsa;
mod search;
mod secret;
mod shape;

use crate::base::Size;
use crate::jwa::{Algorithm, Failure};
use crate::key::{Encoding, Key, Material, Secret, detect};
use crate::spec::Spec;
use crate::token::{Token, base64url};
use crate::verify::choose::cost;
use crate::verify::fit::kind_fits;
use core::fmt;
use search::Run;
pub use search::{EACH_KEY, End, LEFT_OUT, Search};

/// One reason, proved, with what to do about it. In a box, because many functions may return one, and the program pays for its
/// size each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation(Box<Reason>);

/// What there is to say of an [`Explanation`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Stable name, in kebab case, such as `other-hash`.
    pub reason: &'static str,
    /// What is the matter: one or two sentences for people, without a final full stop.
    pub message: String,
    /// What to do about it.
    pub fix: Option<String>,
    /// The rule.
    pub spec: Option<Spec>,
    /// What one click can do about it: with it, the signature is valid.
    pub remedy: Option<Remedy>,
}

/// A change after which the signature holds.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Choose this encoding for the secret, and leave its text.
    Encoding(Encoding),
    /// Take this secret instead; [`key_field`] writes it.
    Secret(Secret),
    /// Take this token instead.
    Token(String),
}

impl fmt::Debug for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remedy::Encoding(encoding) => f.debug_tuple("Encoding").field(encoding).finish(),
            Remedy::Secret(secret) => f.debug_tuple("Secret").field(secret).finish(),
            Remedy::Token(token) => f.debug_tuple("Token").field(&Size(token.len())).finish(),
        }
    }
}

/// What to put into the key field for the bytes of a secret: the text itself where it is one that reads as this secret.
pub fn key_field(secret: &Secret) -> (String, Encoding) {
    let text = core::str::from_utf8(&secret.0).unwrap_or_default();
    match reads_as(text, Encoding::Utf8, &secret.0) {
        true => (text.into(), Encoding::Utf8),
        false => (base64url::encode(&secret.0), Encoding::Base64url),
    }
}

/// Whether the key field, with this text and encoding, holds this secret.
fn reads_as(text: &str, encoding: Encoding, secret: &[u8]) -> bool {
    let read = detect(text, encoding);
    matches!(read, Some(Ok(Key { material: Material::Secret(Secret(ref bytes)), .. })) if bytes == secret)
}

impl From<chain::Chain> for Explanation {
    fn from(chain: chain::Chain) -> Self {
        let reason = chain.steps.first().map_or("", |step| step.code);
        let crate::words::Wording { title: message, fix, spec } = crate::words::chain::wording(&chain.steps);
        Self(Box::new(Reason { reason, message, fix, spec, remedy: chain.remedy }))
    }
}

impl Explanation {
    /// A reason without a fix or a rule.
    pub fn new(reason: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Reason { reason, message: message.into(), fix: None, spec: None, remedy: None }))
    }

    /// Adds what to do about it.
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Adds the rule.
    pub fn spec(mut self, spec: Spec) -> Self {
        self.spec = Some(spec);
        self
    }

    /// Adds what one click can do about it.
    pub fn remedy(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(remedy);
        self
    }
}

impl core::ops::Deref for Explanation {
    type Target = Reason;
    fn deref(&self) -> &Reason {
        &self.0
    }
}

impl core::ops::DerefMut for Explanation {
    fn deref_mut(&mut self) -> &mut Reason {
        &mut self.0
    }
}

/// A signature that was checked and did not hold, with all that went into the check.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The row of the token's `alg`.
    pub algorithm: &'static Algorithm,
    /// The key it was checked with; of the kind the row needs, but for [`refused`].
    pub key: &'a Key,
    /// The JWS signing input.
    pub message: &'a [u8],
    /// The decoded signature.
    pub signature: &'a [u8],
    /// The token both came from.
    pub token: &'a Token,
}

impl fmt::Debug for Case<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("algorithm", &self.algorithm.name)
            .field("key", self.key)
            .field("message", &Size(self.message.len()))
            .field("signature", &Size(self.signature.len()))
            .finish_non_exhaustive()
    }
}

/// A message longer than this is not looked at in other forms, which take time to make.
const LONG: usize = 64 * 1024;

/// What to do about content that was sent apart (RFC 7515, appendix F).
const PUT_BACK: &str = "put the content, as base64url, between the two dots before verifying";

impl Case<'_> {
    /// Whether there is nothing between the two dots.
    fn payload_is_empty(&self) -> bool {
        self.token.segments.get(1).is_some_and(|payload| payload.encoded.is_empty())
    }

    /// Whether `row` takes `message` as what this key signed.
    fn holds_as(&self, row: &Algorithm, message: &[u8]) -> bool {
        (row.verify)(self.key, message, self.signature).is_ok()
    }

    /// Whether it is `signature` that holds.
    fn holds_with(&self, signature: &[u8]) -> bool {
        (self.algorithm.verify)(self.key, self.message, signature).is_ok()
    }

    /// About how many microseconds one check takes.
    fn cost(&self) -> u32 {
        cost(self.key, self.message.len())
    }

    /// About how many microseconds it takes to hash the text.
    fn hash_cost(&self) -> u32 {
        u32::try_from(self.message.len() / 120 + 5).unwrap_or(u32::MAX)
    }

    /// The token with these bytes as its signature, over the same text.
    fn with_signature(&self, signature: &[u8]) -> Remedy {
        Remedy::Token(self.token.signing_input().unwrap_or_default().to_string() + "." + &base64url::encode(signature))
    }

    /// The encoded text of a segment.
    fn encoded(&self, segment: usize) -> &str {
        self.token.segments.get(segment).and_then(|part| self.token.text.get(part.encoded.clone())).unwrap_or_default()
    }
}

/// Why the signature of `case` does not hold, as far as `search` has time; `failure` is what the check answered. Never empty.
///
/// ```
/// use jwt_debugger::{explain, jwa, key, token::parse};
/// use jwt_debugger::key::Encoding;
///
/// // The token and the secret of RFC 7515 §A.1; the issuer read the secret as base64url, and here it is read as text.
/// let token = parse("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
///     eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
///     dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").token.expect("a token");
/// let secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
/// let key = key::detect(secret, Encoding::Utf8).expect("a text").expect("a secret");
///
/// let algorithm = jwa::find("HS256").expect("a row");
/// let message = token.signing_input().expect("three segments").as_bytes();
/// let signature = &token.signature().expect("a signature").bytes;
/// let failure = (algorithm.verify)(&key, message, signature).expect_err("the bytes of another secret");
///
/// let case = explain::Case { algorithm, key: &key, message, signature, token: &token };
/// let reasons = explain::explain(&case, &failure, &mut explain::Search::at_once());
/// assert_eq!(reasons[0].reason, "secret-encoding");
/// assert_eq!(reasons[0].remedy, Some(explain::Remedy::Encoding(Encoding::Base64url)));
/// ```
pub fn explain(case: &Case, failure: &Failure, search: &mut Search) -> Vec<Explanation> {
    let expected = match failure {
        Failure::Length { expected, .. } => Some(*expected),
        _ => None,
    };
    let mut run = Run { search, tried: vec![], expected };
    let mut found = prove(case, &mut run);
    // What a chain proves says more than what merely follows from the signature.
    if found.as_ref().is_none_or(|found| FOLLOWS.contains(&found.reason)) {
        found = chain::search(case, &mut run).map(Explanation::from).or(found);
    }
    let first = found.unwrap_or_else(|| match failure {
        Failure::Length { expected, got } => shape::length(case, *expected, *got),
        _ => open(case, &run),
    });
    let open = ["key-or-content", "other-key", "content-changed"].contains(&first.reason);
    let note = input::microsoft(case).filter(|_| open);
    [Some(first), note].into_iter().flatten().collect()
}

/// Reasons that leave open what was done.
const FOLLOWS: [&str; 5] = ["other-key", "content-changed", "content-missing", "digest-info", "signature-range"];

/// The chain that leads to the signature, in as much time as `search` has.
pub(crate) fn chained(case: &Case, search: &mut Search) -> Option<chain::Chain> {
    chain::search(case, &mut Run { search, tried: vec![], expected: None })
}

/// What this key has to do with the signature all the same, although it is none for the token's `alg`, or not the one that a
/// set has for it; `None` if nothing is proved.
pub fn refused(case: &Case, search: &mut Search) -> Option<Explanation> {
    let mut run = Run { search, tried: vec![], expected: None };
    // What follows from the signature alone, or only rules a key out, is no news about this key.
    let says = |found: &Explanation| {
        !["other-key", "own-key-holds", "signature-zero", "signature-range"].contains(&found.reason)
    };
    key::as_secret(case, &mut run).or_else(|| prove(case, &mut run)).filter(says)
}

fn prove(case: &Case, run: &mut Run) -> Option<Explanation> {
    if let Material::Rsa(key) = &case.key.material {
        return rsa::explain(case, key, run);
    }
    let found = alg::other(case, run);
    if found.is_some() || !kind_fits(case.algorithm, case.key) {
        return found;
    }
    match &case.key.material {
        Material::Secret(secret) => hmac::explain(case, &secret.0, run),
        Material::Ec(key) => ecdsa::explain(case, key, run),
        _ => None,
    }
    .or_else(|| shape::coded_otherwise(case, run))
    .or_else(|| key::own(case, run))
    .or_else(|| over_texts(case, run, input::other))
    .or_else(|| match &case.key.material {
        Material::Secret(_) => secret::known(case, run),
        _ => None,
    })
    .or_else(|| over_texts(case, run, input::reordered))
}

/// Looks among other texts for the one that was signed.
fn over_texts(
    case: &Case,
    run: &mut Run,
    look: fn(&Case, &mut Run, u32, input::Covers) -> Option<Explanation>,
) -> Option<Explanation> {
    match (&case.key.material, case.algorithm.hash) {
        (Material::Ec(key), Some(hash)) => {
            let digests = ecdsa::Digests::of(case, key, run);
            look(case, run, digests.cost, &|text| digests.has(&hash.digest(text)))
        }
        _ => look(case, run, case.cost(), &|text| case.holds_as(case.algorithm, text)),
    }
}

/// A signature algorithm, and no signature.
pub fn empty(algorithm: &Algorithm) -> Explanation {
    Explanation::new("signature-empty", format!("there is no signature, although the header says {}", algorithm.name))
        .fix("reject the token: a stripped signature is the simplest forgery; or paste all of it, it may have been cut off")
        .spec(Spec::Rfc(7515, "5.2"))
}

/// Nothing was proved.
fn open(case: &Case, run: &Run) -> Explanation {
    let mut message = "it was made with another key, or the token changed after signing, or it was signed in a way that is not known here".to_string();
    if let Some((last, rest)) = run.tried.split_last() {
        message.push_str("; it was also tried ");
        if !rest.is_empty() {
            message.push_str(&rest.join(", "));
            message.push_str(" and ");
        }
        message.push_str(last);
    }
    if run.search.cut_short() || case.message.len() > LONG {
        message.push_str(LEFT_OUT);
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
