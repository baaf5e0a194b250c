//! The verdict on a signature: always derived from the token and key at hand, never stored, never a bool.
//!
//! The checks come in the order in which a careful verifier makes them, and the first that fails is the verdict:
//! form, `alg`, `crit`, expected algorithm, key, text, signature (RFC 7515 §5.2, RFC 8725 §3). What failed is all that it says;
//! why a signature does not match is another question, which [`crate::explain`] is asked with the verdict in hand.

mod chain;
pub mod choose;
pub mod embedded;
mod extension;
pub(crate) mod fit;
mod form;
mod notes;
mod text;
mod verdict;

use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::{KeyFit, Signature, Unchecked};
use crate::engine::jwa::names::{recognise, shown};
use crate::engine::jwa::{self, Algorithm, Failure};
use crate::jose::destroyed::is_destroyed;
use crate::jose::{Segment, Token, misfit, signature_word};
use crate::key::{Key, Material, ParsedKey, Set};
pub use chain::certified;
pub use choose::{Choice, Trials};
pub use verdict::{Evidence, Judgement, Verdict, VerificationKey};

/// The verdict on `token` under what the key field holds.
///
/// `expected` is the algorithm the person chose; a token that says otherwise is not valid, whatever its signature
/// (RFC 8725 §3.1). `trials` are keys of a set that were tried already; with them, no other key is tried.
/// ```
/// # use jwt_debugger::jose;
/// # use jwt_debugger::engine::verify::{self, Verdict, VerificationKey};
/// let token = jose::parse("eyJhbGciOiJub25lIn0.e30.").token.expect("a token"); // {"alg":"none"}
/// let judgement = verify::check(&token, VerificationKey::Missing, None, None);
/// assert!(matches!(judgement.verdict, Verdict::Unsecured));
/// ```
pub fn check(
    token: &Token,
    given: VerificationKey,
    expected: Option<&'static Algorithm>,
    trials: Option<&Trials>,
) -> Judgement {
    let ready = match prepare(token, expected) {
        Ok(ready) => ready,
        Err(Early::Unexpected(why)) => {
            let why = why.with_validity(|| match given {
                VerificationKey::Parsed(_) => validity(&check(token, given, None, trials).verdict),
                _ => None,
            });
            return Judgement { verdict: Verdict::KeyMismatch(Diagnostic::error(why)), choice: None };
        }
        Err(Early::Verdict(verdict)) => return Judgement { verdict: *verdict, choice: None },
    };
    let mut choice = None;
    let verdict = match given {
        VerificationKey::Missing => embedded::judge(&ready),
        VerificationKey::Unreadable => Verdict::NoKey { algorithm: ready.algorithm },
        VerificationKey::Parsed(ParsedKey::One(key)) => chain::judge(&ready, key),
        VerificationKey::Parsed(ParsedKey::Set(set)) => {
            choose::verdict(&ready, set, choice.insert(choose::choose(&ready, set, trials)))
        }
    };
    Judgement { verdict, choice }
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
        Err(Early::Unexpected(why)) => {
            let why = why.with_validity(|| validity(&verify(token, Some(key?), None)));
            Verdict::KeyMismatch(Diagnostic::error(why))
        }
        Err(Early::Verdict(verdict)) => *verdict,
    }
}

/// What a verdict says of the signature alone.
fn validity(verdict: &Verdict) -> Option<bool> {
    match verdict {
        Verdict::Valid(_) => Some(true),
        Verdict::Invalid(_) => Some(false),
        _ => None,
    }
}

/// A token that a key can be tried on.
struct Ready<'a> {
    token: &'a Token,
    algorithm: &'static Algorithm,
    signature: &'a Segment,
    encoded_payload: bool,
}

/// What ends the matter before any key.
enum Early {
    /// Another algorithm is expected.
    Unexpected(KeyFit),
    /// This verdict.
    Verdict(Box<Verdict>),
}

impl From<Verdict> for Early {
    fn from(verdict: Verdict) -> Self {
        Early::Verdict(Box::new(verdict))
    }
}

/// What is checked before any key.
fn prepare<'a>(token: &'a Token, expected: Option<&'static Algorithm>) -> Result<Ready<'a>, Early> {
    let unchecked = |why: Unchecked| Early::from(Verdict::Unsupported(Diagnostic::error(why)));
    if let Some(what) = misfit(token) {
        return Err(Verdict::Unsupported(what).into());
    }
    if let Some(why) = &token.beside.refused {
        return Err(Verdict::Unsupported((**why).clone()).into());
    }
    let signature = form::signature(token).map_err(unchecked)?;
    if is_destroyed(&signature.bytes) {
        return Err(unchecked(Unchecked::Destroyed));
    }
    let name = form::alg(token).map_err(unchecked)?;
    if name == "none" {
        return Err(form::unsecured(signature).into());
    }
    let encoded_payload = extension::check(token).map_err(unchecked)?;
    form::expect_content(token, encoded_payload).map_err(unchecked)?;
    if let Some(expected) = expected.filter(|expected| expected.name != name) {
        return Err(Early::Unexpected(KeyFit::Expected { header: shown(&name), expected: expected.name, valid: None }));
    }
    let Some(algorithm) = jwa::find(&name) else { return Err(unchecked(Unchecked::AlgUnknown(recognise(&name)))) };
    if signature.encoded.is_empty() {
        let empty = Diagnostic::error(Signature::Empty(algorithm.named()));
        return Err(Verdict::Invalid(vec![empty]).into());
    }
    if let Some(word) = signature_word(token) {
        return Err(Verdict::Invalid(vec![Diagnostic::error(Signature::Word(word))]).into());
    }
    Ok(Ready { token, algorithm, signature, encoded_payload })
}

impl Ready<'_> {
    /// The JWS signing input.
    fn message(&self) -> &[u8] {
        self.token.signing_input().unwrap_or_default()
    }

    /// Checks the signature under `key`, which may be of any kind; the form of the text apart.
    fn check(&self, key: &Key) -> Result<(), Failure> {
        (self.algorithm.verify)(key, self.message(), &self.signature.bytes)
    }

    fn judge(&self, key: &Key) -> Verdict {
        if let Err(why) = fit::check(self.algorithm, key) {
            return Verdict::KeyMismatch(Diagnostic::error(why.with_validity(|| Some(self.check(key).is_ok()))));
        }
        let outcome = self.check(key);
        if let Some(why) = outcome.as_ref().err().and_then(Failure::unusable) {
            return Verdict::KeyMismatch(Diagnostic::error(KeyFit::Unusable(why)));
        }
        let mismatch = outcome.as_ref().err().map(|failure| Diagnostic::error(self.mismatch(failure, key)));
        match (text::not_canonical(self, key, outcome.is_ok()), mismatch) {
            (None, None) => Verdict::Valid(Evidence {
                algorithm: self.algorithm,
                key: key.summary(),
                notes: notes::notes(self.token, self.algorithm, key),
            }),
            (None, Some(mismatch)) => Verdict::Invalid(vec![mismatch]),
            // What is missing at the end says enough of how the rest ends.
            (Some(_), Some(mismatch)) if text::is_cut(self, &mismatch) => Verdict::Invalid(vec![mismatch]),
            // What matches once it is written properly needs no other reason.
            (Some(fault), mismatch) => {
                let more = mismatch.filter(|_| fault.remedy.is_none() && !text::matches(&fault));
                Verdict::Invalid([fault].into_iter().chain(more).collect())
            }
        }
    }

    fn mismatch(&self, failure: &Failure, key: &Key) -> Signature {
        match (failure, &key.material) {
            (Failure::Length { expected, got }, material) => Signature::Length {
                algorithm: self.algorithm.named(),
                expected: *expected,
                got: *got,
                rsa_bits: match material {
                    Material::Rsa(key) => Some(jwa::rsa::modulus_bits(key)),
                    _ => None,
                },
            },
            _ => Signature::Mismatch,
        }
    }
}

/// Whether each extension that `token` requires is understood, and `crit` is as it has to be.
pub fn understands(token: &Token) -> bool {
    extension::check(token).is_ok()
}

/// Why `key` must not be used with `algorithm`: its kind, or what it says of its own use.
pub fn refusal(algorithm: &Algorithm, key: &Key) -> Option<KeyFit> {
    fit::check(algorithm, key).err()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::Reason;
    use crate::jose::parse;
    use crate::key::{Encoding, Material, Secret, Source, detect};
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
            "ES256" => include_str!("../session/samples/p256.pub.pem"),
            "ES384" => include_str!("../session/samples/p384.pub.pem"),
            _ => include_str!("../session/samples/rsa.pub.pem"),
        };
        detect(pem, Encoding::Utf8).expect("a key").expect("a good key")
    }

    /// A token that the secret signed, with this text as its header.
    pub(super) fn signed(header: &str) -> String {
        let mut rng = jwa::tests::Counter(0);
        crate::engine::sign::compact(header, b"{}", &jwa::hmac::HS256, &secret(), &mut rng).expect("a token")
    }

    /// The name of a verdict and its first reason: `unsupported jwe`.
    pub(super) fn said(verdict: &Verdict) -> String {
        match verdict {
            Verdict::NoKey { algorithm } => format!("no-key {}", algorithm.name),
            Verdict::Unsecured => "unsecured".into(),
            Verdict::Valid(evidence) => format!("valid {}", evidence.algorithm.name),
            Verdict::SelfAttested(proof) | Verdict::Linked(proof) => format!("self-attested {}", proof.algorithm.name),
            Verdict::Invalid(reasons) => {
                format!("invalid {}", reasons.first().map_or("", |reason| reason.code().name()))
            }
            Verdict::KeyMismatch(reason) => format!("key-mismatch {}", reason.code().name()),
            Verdict::Unsupported(reason) => format!("unsupported {}", reason.code().name()),
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
    fn what_a_key_or_a_person_asks_for_does_not_keep_the_signature_from_being_checked() {
        let valid = |verdict: &Verdict| match verdict.reasons().first().and_then(Diagnostic::reason) {
            Some(Reason::Key(
                KeyFit::Expected { valid, .. } | KeyFit::Alg { valid, .. } | KeyFit::Use { valid, .. },
            )) => *valid,
            _ => panic!("{verdict:?}"),
        };
        let (good, secret) = (read(&signed(r#"{"alg":"HS256"}"#)), secret());
        let bad = token(r#"{"alg":"HS256"}"#, &"A".repeat(43));
        let declared = |alg: Option<&str>, r#use: Option<&str>| Key {
            restrictions: crate::key::Restrictions {
                alg: alg.map(String::from),
                r#use: r#use.map(String::from),
                ..Default::default()
            },
            ..self::secret()
        };
        for (token, expected) in [(&good, Some(true)), (&bad, Some(false))] {
            assert_eq!(valid(&verify(token, Some(&secret), jwa::find("HS512"))), expected);
            assert_eq!(valid(&verify(token, Some(&declared(Some("HS512"), None)), None)), expected);
            assert_eq!(valid(&verify(token, Some(&declared(None, Some("enc"))), None)), expected);
        }
        assert_eq!(valid(&verify(&good, None, jwa::find("HS512"))), None);
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
        check(&token(r#"{"alg":"HS256"}"#, "A"), Some(&secret), "invalid signature-length");
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
