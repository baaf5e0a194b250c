//! The key binding JWT of an SD-JWT (RFC 9901 §4.3): made by the holder, and checked by whoever receives the presentation.
//!
//! It is signed by the key that the issuer put into `cnf` (RFC 7800 §3.2), and its `sd_hash` covers the issuer's JWT and the
//! disclosures that are presented, so that none can be added, left out or moved to another presentation.

use super::verify::{self, Evidence, Verdict};
use super::{jwa, sign};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::sd_jwt::{Binding, Covers};
use crate::base::shown;
use crate::base::text::Text;
use crate::base::time::NumericDate;
use crate::crypto::Hash;
use crate::engine::jwa::{Algorithm, Family};
use crate::format::base64url::encode;
use crate::format::json::{Node, Value};
use crate::jose::header::{kind, short_type};
use crate::jose::sd_jwt::SdJwt;
use crate::jose::{Severity, Token};
use crate::key::{Key, jwk};
use rand_core::CryptoRng;

/// Longer texts from a token are cut in what is said of them.
const SHOWN: usize = 100;
/// What `sd_hash` covers instead is looked for in texts of up to so many bytes, with up to so many disclosures.
const SEARCHED: (usize, usize) = (100_000, 100);

/// What the receiver expects, and when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected<'a> {
    /// `aud`; empty expects nothing.
    pub audience: &'a str,
    /// `nonce`; empty expects nothing.
    pub nonce: &'a str,
    /// Seconds since the epoch.
    pub now: i64,
    /// Seconds that two clocks may differ.
    pub skew: i64,
}

/// What became of a key binding JWT.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Whom it was made for, if it says so.
    pub audience: Option<String>,
    /// Which request it answers, if it says so.
    pub nonce: Option<String>,
    /// When it was made, if it says so.
    pub issued: Option<NumericDate>,
    /// From when on it may be used, if it says so.
    not_before: Option<NumericDate>,
    /// Until when it may be used, if it says so.
    expires: Option<NumericDate>,
    /// What the signature was checked with, if it is valid.
    pub evidence: Option<Evidence>,
    /// Why it is not valid; empty if it is.
    pub faults: Vec<Diagnostic>,
}

/// Checks the key binding JWT of a token (RFC 9901 §7.3, step 5). `None` if it has none.
pub fn check(sd_jwt: &SdJwt, expected: &Expected) -> Option<Checked> {
    Some(check_but_times(sd_jwt, expected)?.at(expected.now, expected.skew))
}

/// The same without what depends on the time, for whoever asks again as it passes: see [`Checked::at`].
pub fn check_but_times(sd_jwt: &SdJwt, expected: &Expected) -> Option<Checked> {
    let parsed = &sd_jwt.key_binding.as_ref()?.parsed;
    let mut checked = Checked::default();
    let Some(token) = parsed.token.as_ref().filter(|token| token.signature().is_some()) else {
        checked.add(Binding::Form);
        return Some(checked);
    };
    let broken = parsed.problems.iter().find(|problem| problem.severity == Severity::Error);
    if let Some(problem) = broken {
        checked.add(Binding::Form);
        checked.faults.push(Diagnostic::error(problem.facts.clone()));
    }
    checked.header(token);
    checked.claims(token, expected);
    checked.hash(sd_jwt, token);
    checked.signature(sd_jwt, token);
    Some(checked)
}

/// The key of the holder, by `cnf` of the processed payload.
///
/// # Errors
/// There is none, it is named without being there, or it cannot be used.
pub fn holder(sd_jwt: &SdJwt) -> Result<Key, Binding> {
    let Some(confirmation) = confirmation(sd_jwt) else { return Err(Binding::NoConfirmation) };
    match (confirmation.get("jwk"), confirmation.members().first()) {
        (Some(jwk), _) => jwk::single(jwk).map_err(|fault| Binding::Key(Box::new(fault.facts))),
        (None, Some(member)) => Err(Binding::Reference(shown(&member.name, SHOWN))),
        (None, None) => Err(Binding::NoConfirmation),
    }
}

/// The text of the JWK in `cnf`, if there is one.
pub fn holder_jwk(sd_jwt: &SdJwt) -> Option<Text> {
    let jwk = confirmation(sd_jwt)?.get("jwk")?;
    Some(sd_jwt.processed.as_ref()?.text.slice(jwk.span.clone()))
}

fn confirmation(sd_jwt: &SdJwt) -> Option<&Node> {
    sd_jwt.processed.as_ref()?.json.as_ref()?.get("cnf")
}

/// What goes into a new key binding JWT.
#[derive(Clone, Copy, Debug)]
pub struct Claims<'a> {
    /// Whom it is for.
    pub audience: &'a str,
    /// Which request it answers.
    pub nonce: &'a str,
    /// When it is made, in seconds since the epoch.
    pub issued: i64,
}

/// Binds a presentation: puts behind `sd_jwt`, which has no key binding JWT yet, one that `key` signs.
///
/// # Errors
/// `key` is not the private key of the holder, or cannot sign with `algorithm`.
pub fn bind(
    sd_jwt: &SdJwt,
    claims: &Claims,
    algorithm: &Algorithm,
    key: &Key,
    rng: &mut dyn CryptoRng,
) -> Result<String, Box<Diagnostic>> {
    let refuse = |why| Box::new(Diagnostic::error(why));
    let holder = holder(sd_jwt).map_err(refuse)?;
    if holder.thumbprint() != key.thumbprint() {
        return Err(refuse(Binding::OtherKey));
    }
    if algorithm.family == Family::Hmac {
        return Err(refuse(Binding::Algorithm(algorithm.name.into())));
    }
    let text = sd_jwt.bound();
    let hash = sd_jwt.hash.unwrap_or(Hash::Sha256);
    let header = format!(r#"{{"alg":"{}","typ":"kb+jwt"}}"#, algorithm.name);
    let payload = serde_json::json!({
        "iat": claims.issued,
        "aud": claims.audience,
        "nonce": claims.nonce,
        "sd_hash": encode(&hash.digest(text.as_bytes())),
    });
    match sign::compact(&header, payload.to_string().as_bytes(), algorithm, key, rng) {
        Ok(binding) => Ok(format!("{text}{binding}")),
        Err(failure) => Err(refuse(Binding::Unusable(failure.to_string()))),
    }
}

impl Checked {
    /// Whether nothing speaks against it.
    pub fn is_valid(&self) -> bool {
        self.faults.is_empty() && self.evidence.is_some()
    }

    /// The same with what the times in it come to at `now`, in seconds since the epoch, for clocks that differ by `skew`.
    pub fn at(&self, now: i64, skew: i64) -> Checked {
        let mut checked = self.clone();
        let latest = now.saturating_add(skew);
        let ahead = |time: Option<NumericDate>| time.is_some_and(|time| time.seconds > latest);
        if ahead(self.issued) {
            checked.add(Binding::Time("iat"));
        }
        if ahead(self.not_before) {
            checked.add(Binding::Time("nbf"));
        }
        if self.expires.is_some_and(|time| time.seconds <= now.saturating_sub(skew)) {
            checked.add(Binding::Time("exp"));
        }
        checked
    }

    fn add(&mut self, fault: Binding) {
        self.faults.push(Diagnostic::error(fault));
    }

    fn header(&mut self, token: &Token) {
        let parameter = |name: &str| token.header.json.as_ref().and_then(|node| node.get(name));
        let typ = parameter("typ").map(|typ| typ.as_str().unwrap_or(kind(typ)));
        if !typ.is_some_and(|typ| short_type(typ).eq_ignore_ascii_case("kb+jwt")) {
            self.add(Binding::Type(typ.map(|typ| shown(typ, SHOWN))));
        }
        let alg = parameter("alg").and_then(Node::as_str).unwrap_or_default();
        let shared = jwa::find(alg).is_some_and(|row| row.family == Family::Hmac);
        if alg == "none" || shared {
            self.add(Binding::Algorithm(alg.into()));
        }
    }

    fn claims(&mut self, token: &Token, expected: &Expected) {
        let Some(claims) = claims_of(token) else {
            if self.faults.is_empty() {
                self.add(Binding::Form);
            }
            return;
        };
        self.audience = self.text(claims, "aud");
        self.nonce = self.text(claims, "nonce");
        self.issued = self.time(claims, "iat");
        self.not_before = self.time(claims, "nbf");
        self.expires = self.time(claims, "exp");
        if claims.get("iat").is_none() {
            self.add(Binding::Missing("iat"));
        }
        let differs = |stated: &Option<String>, wanted: &str| {
            let stated = stated.as_ref().filter(|stated| !wanted.is_empty() && *stated != wanted);
            stated.map(|stated| (shown(stated, SHOWN), shown(wanted, SHOWN)))
        };
        if let Some((stated, expected)) = differs(&self.audience, expected.audience) {
            self.add(Binding::Audience { stated, expected });
        }
        if let Some((stated, expected)) = differs(&self.nonce, expected.nonce) {
            self.add(Binding::Nonce { stated, expected });
        }
    }

    /// A claim that must be there and a string.
    fn text(&mut self, claims: &Node, claim: &'static str) -> Option<String> {
        match claims.get(claim) {
            None => self.add(Binding::Missing(claim)),
            Some(node) => match node.as_str() {
                Some(text) => return Some(text.to_owned()),
                None => self.add(Binding::Kind { claim, is: kind(node), must: "a string" }),
            },
        }
        None
    }

    /// A claim that is a time, if it is there.
    fn time(&mut self, claims: &Node, claim: &'static str) -> Option<NumericDate> {
        let node = claims.get(claim)?;
        let time = if let Value::Number(text) = &node.value { NumericDate::read(text) } else { None };
        if time.is_none() {
            self.add(Binding::Kind { claim, is: kind(node), must: "a time in seconds" });
        }
        time
    }

    fn hash(&mut self, sd_jwt: &SdJwt, token: &Token) {
        let Some(stated) = claims_of(token).and_then(|claims| self.text(claims, "sd_hash")) else { return };
        let Some(hash) = sd_jwt.hash else { return };
        let computed = encode(&hash.digest(sd_jwt.bound().as_bytes()));
        if stated != computed {
            let fits = covers(sd_jwt, hash, &stated);
            self.add(Binding::Hash { stated: shown(&stated, SHOWN), computed, fits });
        }
    }

    fn signature(&mut self, sd_jwt: &SdJwt, token: &Token) {
        let key = match holder(sd_jwt) {
            Ok(key) => key,
            Err(fault) => return self.add(fault),
        };
        let verdict = verify::verify(token, Some(&key), None);
        match verdict {
            Verdict::Valid(evidence) => self.evidence = Some(evidence),
            Verdict::Invalid(reasons) => {
                self.add(Binding::Signature);
                self.faults.extend(reasons.into_iter().map(|reason| Diagnostic { remedy: None, ..reason }));
            }
            Verdict::KeyMismatch(reason) | Verdict::Unsupported(reason) => {
                self.add(Binding::Unchecked);
                self.faults.push(Diagnostic { remedy: None, ..reason });
            }
            // `none` is told already; a key is there, and it came with no link.
            Verdict::Unsecured | Verdict::NoKey { .. } | Verdict::SelfAttested(_) | Verdict::Linked(_) => {}
        }
    }
}

/// The payload, if it is an object.
fn claims_of(token: &Token) -> Option<&Node> {
    let claims = token.payload.as_ref()?.json.as_ref()?;
    claims.is_object().then_some(claims)
}

/// What `stated` is the hash of, if it is the hash of something near.
fn covers(sd_jwt: &SdJwt, hash: Hash, stated: &str) -> Option<Covers> {
    let (bytes, count) = SEARCHED;
    let text = sd_jwt.bound();
    if text.len() > bytes || sd_jwt.disclosures.len() > count {
        return None;
    }
    let is = |hash: Hash, text: &str| encode(&hash.digest(text.as_bytes())) == stated;
    if let Some(other) = Hash::ALL.into_iter().find(|other| *other != hash && is(*other, text)) {
        return Some(Covers::Hash(other.name()));
    }
    if text.strip_suffix('~').is_some_and(|text| is(hash, text)) && !sd_jwt.disclosures.is_empty() {
        return Some(Covers::Unended);
    }
    let without = |at: &core::ops::Range<usize>| {
        let rest = text.get(at.end.saturating_add(1)..)?;
        Some([text.get(..at.start)?, rest].concat())
    };
    let number = sd_jwt.disclosures.iter().position(|one| without(&one.at).is_some_and(|text| is(hash, &text)));
    if let Some(number) = number {
        return Some(Covers::Without(number + 1));
    }
    let issuer = text.split_once('~')?.0;
    (is(hash, issuer) || is(hash, &format!("{issuer}~"))).then_some(Covers::Issuer)
}

#[cfg(test)]
#[path = "key_binding/tests.rs"]
mod tests;
