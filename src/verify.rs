//! The verdict on a signature: always derived from the token and key at hand, never stored, never a bool.
//!
//! The checks come in the order in which a careful verifier makes them, and the first that fails is the verdict:
//! form, `alg`, `crit`, expected algorithm, key, text, signature (RFC 7515 §5.2, RFC 8725 §3).

mod chain;
pub mod choose;
pub mod embedded;
mod extension;
mod filled;
pub(crate) mod fit;
mod form;
mod notes;
pub mod pointers;
mod search;
mod text;

use crate::explain::{self, Case, Explanation, Search};
use crate::jwa::names::shown;
use crate::jwa::{self, Algorithm, Failure};
use crate::key::{Key, ParsedKey, Set};
use crate::spec::Spec;
use crate::token::{Segment, Token};
pub use choose::{Choice, Trials};
use core::cell::Cell;
pub use search::{conclude, further};

/// What can be said of a token's signature.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// There is nothing to verify with.
    NoKey {
        /// The row of the token's `alg`: what key would be needed.
        algorithm: &'static Algorithm,
    },
    /// The header says `alg: none`: nobody vouches for this token.
    Unsecured,
    /// The signature holds under the person's key.
    Valid(Evidence),
    /// The signature holds under a key that the token brought itself, which proves nothing about who made it.
    SelfAttested(Evidence),
    /// The signature holds under a key that came with a link: whoever made the link chose it ([`crate::link::attest`]).
    Linked(Evidence),
    /// The signature does not hold; why, the most telling reason first; never empty.
    Invalid(Vec<Explanation>),
    /// Key, `alg` and the expected algorithm do not go together, so nothing was tried.
    KeyMismatch(Explanation),
    /// The signature cannot be checked: no `alg` in the table, a JWE, `crit`, a segment missing.
    Unsupported(Explanation),
}

impl Verdict {
    /// What it says beside its name: why a signature does not hold or was not tried, or what to know of one that holds.
    pub fn reasons(&self) -> &[Explanation] {
        match self {
            Verdict::Invalid(reasons) => reasons,
            Verdict::KeyMismatch(reason) | Verdict::Unsupported(reason) => core::slice::from_ref(reason),
            Verdict::Valid(evidence) | Verdict::SelfAttested(evidence) | Verdict::Linked(evidence) => &evidence.notes,
            Verdict::NoKey { .. } | Verdict::Unsecured => &[],
        }
    }
}

/// What a valid signature was checked with.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The row that verified it.
    pub algorithm: &'static Algorithm,
    /// The key in words, as [`Key::summary`] says it.
    pub key: String,
    /// What to know about it even so, such as a weak key.
    pub notes: Vec<Explanation>,
}

/// A verdict, and how its key was chosen where there was a choice.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// How a key of a set was looked for; `None` without a set, or where the token itself ends the matter first.
    pub choice: Option<Choice>,
    /// How far the search for a reason came; [`further`] goes on with it.
    pub search: Search,
}

/// What the person gave to verify with.
#[derive(Clone, Copy, Debug)]
pub enum VerificationKey<'a> {
    /// Nothing.
    Missing,
    /// Something that is no usable key; a key that the token brings does not take its place.
    Unreadable,
    /// A key or a set.
    Parsed(&'a ParsedKey),
}

/// The verdict on `token` under what the key field holds.
///
/// `expected` is the algorithm the person chose; a token that says otherwise is refused before any key is tried
/// (RFC 8725 §3.1). `trials` are keys of a set that were tried already; with them, no other key is tried.
/// ```
/// # use jwt_debugger::{token, verify::{self, Verdict, VerificationKey}};
/// let token = token::parse("eyJhbGciOiJub25lIn0.e30.").token.expect("a token"); // {"alg":"none"}
/// let judgement = verify::check(&token, VerificationKey::Missing, None, None);
/// assert!(matches!(judgement.verdict, Verdict::Unsecured));
/// ```
pub fn check(
    token: &Token,
    given: VerificationKey,
    expected: Option<&'static Algorithm>,
    trials: Option<&Trials>,
) -> Judgement {
    judgement(token, given, expected, trials, Search::at_once())
}

fn judgement(
    token: &Token,
    given: VerificationKey,
    expected: Option<&'static Algorithm>,
    trials: Option<&Trials>,
    search: Search,
) -> Judgement {
    let ready = match prepare(token, expected) {
        Ok(ready) => ready,
        Err(verdict) => return Judgement { verdict, choice: None, search },
    };
    ready.search.set(search);
    let mut choice = None;
    let verdict = match given {
        VerificationKey::Missing => embedded::judge(&ready),
        VerificationKey::Unreadable => Verdict::NoKey { algorithm: ready.algorithm },
        VerificationKey::Parsed(ParsedKey::One(key)) => chain::judge(&ready, key),
        VerificationKey::Parsed(ParsedKey::Set(set)) => {
            choose::verdict(&ready, set, choice.insert(choose::choose(&ready, set, trials)))
        }
    };
    Judgement { verdict, choice, search: ready.search.into_inner() }
}

/// Tries so many more keys of `set`; whether all of them are tried now.
pub fn advance(
    token: &Token,
    set: &Set,
    expected: Option<&'static Algorithm>,
    tried: &mut Trials,
    keys: usize,
) -> bool {
    prepare(token, expected).map_or(true, |ready| choose::advance(&ready, set, tried, keys))
}

/// The verdict on `token` under one key. Without any, a key that the token brings itself is tried.
pub fn verify(token: &Token, key: Option<&Key>, expected: Option<&'static Algorithm>) -> Verdict {
    match prepare(token, expected) {
        Ok(ready) => match key {
            Some(key) => chain::judge(&ready, key),
            None => embedded::judge(&ready),
        },
        Err(verdict) => verdict,
    }
}

/// A token that a key can be tried on.
struct Ready<'a> {
    token: &'a Token,
    algorithm: &'static Algorithm,
    signature: &'a Segment,
    encoded_payload: bool,
    expected: Option<&'static Algorithm>,
    /// How far the search for a reason came.
    search: Cell<Search>,
}

/// What is checked before any key; each early end is a verdict.
fn prepare<'a>(token: &'a Token, expected: Option<&'static Algorithm>) -> Result<Ready<'a>, Verdict> {
    let signature = form::signature(token)?;
    let name = form::alg(token)?;
    if name == "none" {
        return Err(form::unsecured(signature));
    }
    let encoded_payload = extension::check(token).map_err(Verdict::Unsupported)?;
    form::expect_content(token, encoded_payload)?;
    if let Some(expected) = expected.filter(|expected| expected.name != name) {
        return Err(Verdict::KeyMismatch(unexpected(&name, expected)));
    }
    let Some(algorithm) = jwa::find(&name) else { return Err(Verdict::Unsupported(form::unknown(&name))) };
    if signature.encoded.is_empty() {
        return Err(Verdict::Invalid(vec![explain::empty(algorithm)]));
    }
    let search = Cell::new(Search::at_once());
    Ok(Ready { token, algorithm, signature, encoded_payload, expected, search })
}

impl<'a> Ready<'a> {
    fn case<'b>(&'b self, key: &'b Key) -> Case<'b> {
        let message = self.token.signing_input().unwrap_or_default().as_bytes();
        Case { algorithm: self.algorithm, key, message, signature: &self.signature.bytes, token: self.token }
    }

    /// Whether the signature holds under `key`, which may be of any kind; the form of the text apart.
    fn holds(&self, key: &Key) -> bool {
        let case = self.case(key);
        (self.algorithm.verify)(key, case.message, case.signature).is_ok()
    }

    fn judge(&self, key: &Key) -> Verdict {
        let case = self.case(key);
        if let Err(reason) = fit::check(self.algorithm, key) {
            let found = (!fit::kind_fits(self.algorithm, key))
                .then(|| filled::explain(&case).or_else(|| self.searched(|search| explain::refused(&case, search))));
            return Verdict::KeyMismatch(found.flatten().map_or(reason, |found| self.offering(found, key)));
        }
        let outcome = match self.check(&case) {
            Err(Failure::BadKey(why)) => return Verdict::KeyMismatch(unusable(&why)),
            Err(failure @ (Failure::WrongKey | Failure::NeedsPrivateKey)) => {
                return Verdict::KeyMismatch(unusable(&failure.to_string()));
            }
            outcome => outcome,
        };
        if let Some(fault) = text::not_canonical(&case, outcome.is_ok(), self.encoded_payload) {
            let reasons = outcome.err().filter(|_| fault.fix.is_none()).map(|failure| self.explain(&case, &failure));
            return Verdict::Invalid([vec![self.offering(fault, key)], reasons.unwrap_or_default()].concat());
        }
        match outcome {
            Ok(()) => Verdict::Valid(Evidence {
                algorithm: self.algorithm,
                key: key.summary(),
                notes: notes::notes(self.token, self.algorithm, key),
            }),
            Err(failure) => Verdict::Invalid(self.explain(&case, &failure)),
        }
    }
}

/// Why `key` must not be used with `algorithm`: its kind, or what it says of its own use.
pub fn refusal(algorithm: &Algorithm, key: &Key) -> Option<Explanation> {
    fit::check(algorithm, key).err()
}

fn unexpected(name: &str, expected: &Algorithm) -> Explanation {
    let message = format!("the header says `{}`, and {} is expected", shown(name), expected.name);
    Explanation::new("expected-algorithm", message)
        .fix("reject the token, or change the expected algorithm if the issuer really signs this way")
        .spec(Spec::Rfc(8725, "3.1"))
}

fn unusable(why: &str) -> Explanation {
    Explanation::new("key-unusable", format!("this key cannot be used: {why}")).fix("get the key from its owner again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Encoding, Material, Secret, Source, detect};
    use crate::token::parse;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    /// A token with this text as its header, `{}` as its payload, and this text as its signature segment.
    pub(super) fn token(header: &str, signature: &str) -> Token {
        read(&format!("{}.e30.{signature}", URL_SAFE_NO_PAD.encode(header)))
    }

    pub(super) fn read(text: &str) -> Token {
        parse(text).token.expect("a text gives a token")
    }

    pub(super) fn secret() -> Key {
        Key::new(
            Material::Secret(Secret(b"a secret of thirty-two bytes,,,,".to_vec())),
            Source::Text(Encoding::Utf8),
            vec![],
        )
    }

    /// The samples' public key for this row.
    pub(super) fn public(algorithm: &str) -> Key {
        let pem = match algorithm {
            "ES256" => include_str!("samples/p256.pub.pem"),
            "ES384" => include_str!("samples/p384.pub.pem"),
            _ => include_str!("samples/rsa.pub.pem"),
        };
        detect(pem, Encoding::Utf8).expect("a key").expect("a good key")
    }

    /// A token that the secret signed, with this text as its header.
    pub(super) fn signed(header: &str) -> String {
        let mut rng = jwa::tests::Counter(0);
        crate::sign::compact(header, b"{}", &jwa::hmac::HS256, &secret(), &mut rng).expect("a token")
    }

    /// The name of a verdict and its first reason: `unsupported jwe`.
    pub(super) fn said(verdict: &Verdict) -> String {
        match verdict {
            Verdict::NoKey { algorithm } => format!("no-key {}", algorithm.name),
            Verdict::Unsecured => "unsecured".into(),
            Verdict::Valid(evidence) => format!("valid {}", evidence.algorithm.name),
            Verdict::SelfAttested(proof) | Verdict::Linked(proof) => format!("self-attested {}", proof.algorithm.name),
            Verdict::Invalid(reasons) => format!("invalid {}", reasons.first().map_or("", |reason| reason.reason)),
            Verdict::KeyMismatch(reason) => format!("key-mismatch {}", reason.reason),
            Verdict::Unsupported(reason) => format!("unsupported {}", reason.reason),
        }
    }

    #[test]
    fn the_first_check_that_fails_is_the_verdict() {
        let check = |token: &Token, key: Option<&Key>, expected: Option<&str>, verdict: &str| {
            assert_eq!(said(&verify(token, key, expected.and_then(jwa::find))), verdict, "{}", token.text);
        };
        let (secret, rsa) = (secret(), public("RS256"));
        let valid = read(&signed(r#"{"alg":"HS256"}"#));
        check(&valid, Some(&secret), None, "valid HS256");
        check(&valid, Some(&secret), Some("HS256"), "valid HS256");
        check(&valid, Some(&secret), Some("HS512"), "key-mismatch expected-algorithm");
        check(&valid, None, Some("HS512"), "key-mismatch expected-algorithm");
        check(&valid, None, None, "no-key HS256");
        check(&valid, Some(&rsa), None, "key-mismatch key-kind");

        let critical = read(&signed(r#"{"alg":"HS256","crit":["exp"],"exp":1}"#));
        check(&critical, Some(&secret), Some("HS512"), "unsupported crit-unknown");
        let unknown = token(r#"{"alg":"XS256"}"#, "AAAA");
        check(&unknown, Some(&secret), None, "unsupported alg-unknown");
        check(&unknown, Some(&secret), Some("HS256"), "key-mismatch expected-algorithm");
        check(&token(r#"{"alg":"HS256"}"#, "AAAA"), Some(&secret), None, "invalid signature-length");
    }

    #[test]
    fn a_token_without_a_signature_is_never_valid() {
        let check =
            |token: &Token, key: Option<&Key>, verdict: &str| assert_eq!(said(&verify(token, key, None)), verdict);
        let secret = secret();
        check(&token(r#"{"alg":"none"}"#, ""), None, "unsecured");
        check(&token(r#"{"alg":"none"}"#, ""), Some(&secret), "unsecured");
        check(&token(r#"{"alg":"none"}"#, "AAAA"), Some(&secret), "invalid none-with-signature");
        check(&token(r#"{"alg":"none"}"#, "A"), Some(&secret), "invalid none-with-signature");
        check(&token(r#"{"alg":"NONE"}"#, ""), Some(&secret), "unsupported alg-unknown");
        check(&token(r#"{"alg":"HS256"}"#, ""), Some(&secret), "invalid signature-empty");
        check(&token(r#"{"alg":"RS256"}"#, ""), None, "invalid signature-empty");
        check(&token(r#"{"alg":"HS256"}"#, "A"), Some(&secret), "invalid not-canonical");
    }

    #[test]
    fn a_key_that_cannot_be_used_is_no_verdict_on_the_signature() {
        let mut key = public("RS256");
        if let Material::Rsa(rsa) = &mut key.material {
            rsa.n.truncate(32);
        }
        assert_eq!(said(&verify(&token(r#"{"alg":"RS256"}"#, "AAAA"), Some(&key), None)), "key-mismatch key-unusable");
    }
}
