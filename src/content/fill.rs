//! What goes into code that verifies a token like the one at hand: its algorithm, what is expected of it, and the public key.
//!
//! A secret or a private key never gets in here: of the key at hand only its public half is taken, and how the text of a secret
//! is encoded. What nobody expects is taken from the token, which an attacker may have written; the code says so.

use crate::claims::policy::Policy;
use crate::claims::time::NumericDate;
use crate::engine::jwa::{self, Algorithm, Family};
use crate::engine::verify::choose::Trial;
use crate::engine::verify::{self, Choice};
use crate::format::json::{Node, Value};
use crate::jose::header::{Alg, alg};
use crate::jose::{Form, Parsed};
use crate::key::{Encoding, Key, Material, ParsedKey, Source};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What goes into the code.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// The algorithm.
    pub algorithm: &'static Algorithm,
    /// Whether the person expects it; else it is what the token says.
    pub algorithm_expected: bool,
    /// `iss`.
    pub issuer: Pinned,
    /// `aud`.
    pub audience: Pinned,
    /// `typ`, if it is expected or the token has one.
    pub token_type: Option<Pinned>,
    /// `kid` of the token.
    pub kid: Option<String>,
    /// Seconds that two clocks may differ.
    pub leeway: i64,
    /// Seconds from `iat` to `exp`.
    pub lifetime: i64,
    /// Whether the token says when it expires; the code refuses it if not.
    pub expires: bool,
    /// The public key, as the DER of SubjectPublicKeyInfo.
    key: Option<Vec<u8>>,
    /// Whether there is a key in the key field that this algorithm cannot use.
    pub key_unfit: bool,
    /// How the text of a secret is encoded.
    pub encoding: Encoding,
    /// Whether the secret is the `k` of a JWK.
    pub from_jwk: bool,
}

/// A value that the code compares with.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// The value.
    pub text: String,
    /// Who says so.
    pub said: Said,
}

/// Who says what a value is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The person expects it.
    Expected,
    /// The token says it.
    Token,
    /// Nobody: it is a placeholder.
    Nobody,
}

/// Why there is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is no token.
    NoToken,
    /// It is encrypted.
    Encrypted,
    /// It is not signed.
    Unsigned,
    /// It names no algorithm that this page knows.
    UnknownAlgorithm,
}

/// What the code is made from.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The token.
    pub parsed: &'a Parsed,
    /// What the key field holds, if that can be read.
    pub key: Option<&'a ParsedKey>,
    /// How a key of a set was chosen.
    pub choice: Option<&'a Choice>,
    /// How the key field reads a secret.
    pub encoding: Encoding,
    /// The algorithm that is expected.
    pub expected: Option<&'static Algorithm>,
    /// What is expected of the claims.
    pub policy: &'a Policy,
}

/// A text of more characters is not put into code.
const LONGEST: usize = 300;
/// So long a token is valid if nothing says how long.
const LIFETIME: i64 = 300;

impl Fill {
    /// Reads it off what is on the page.
    ///
    /// # Errors
    /// There is nothing to verify a signature of.
    pub fn of(given: Given) -> Result<Fill, Lack> {
        let token = given.parsed.token.as_ref().ok_or(Lack::NoToken)?;
        if token.form == Form::Jwe {
            return Err(Lack::Encrypted);
        }
        let said = match alg(token) {
            Alg::Named(name) if name == "none" => Err(Lack::Unsigned),
            Alg::Named(name) => jwa::find(&name).ok_or(Lack::UnknownAlgorithm),
            _ => Err(Lack::UnknownAlgorithm),
        };
        let algorithm = given.expected.map_or(said, Ok)?;
        let header = token.header.json.as_ref();
        let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        let of = |node: Option<&Node>, name: &str| text(node?.get(name)?);
        let key = key(given, algorithm);
        let secret = key.filter(|key| matches!(key.material, Material::Secret(_)));
        let policy = given.policy;
        Ok(Fill {
            algorithm,
            algorithm_expected: given.expected.is_some(),
            issuer: pinned(&policy.issuer, of(payload, "iss"), "https://issuer.example"),
            audience: pinned(&policy.audience, payload.and_then(audience), "https://api.example"),
            token_type: Some(pinned(&policy.token_type, of(header, "typ"), "")).filter(|typ| typ.said != Said::Nobody),
            kid: of(header, "kid"),
            leeway: policy.skew.max(0),
            lifetime: lifetime(payload).unwrap_or(LIFETIME),
            expires: seconds(payload, "exp").is_some(),
            key_unfit: given.key.is_some() && key.is_none(),
            key: key.and_then(Key::spki_der),
            encoding: secret.map_or(given.encoding, |key| match key.source {
                Source::Text(encoding) => encoding,
                Source::Jwk => Encoding::Base64url,
                _ => Encoding::Base64,
            }),
            from_jwk: secret.is_some_and(|key| key.source == Source::Jwk),
        })
    }

    /// Whether the code needs a public key that is not there.
    pub fn lacks_key(&self) -> bool {
        self.key.is_none() && self.algorithm.family != Family::Hmac
    }

    /// The public key as PEM without a line break at its end, or where to put it.
    pub(super) fn pem(&self) -> String {
        let body = match &self.key {
            Some(_) => lines(&self.spki()),
            None => self.spki(),
        };
        format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----")
    }

    /// The public key as base64 in one line, or where to put it.
    pub(super) fn spki(&self) -> String {
        self.key.as_ref().map_or_else(|| "placeholder: put the public key here".to_owned(), |key| STANDARD.encode(key))
    }
}

/// The line of curl that sends the token; `None` if it has characters that the header cannot carry (RFC 6750 §2.1).
pub fn curl(token: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
    let all = !token.is_empty() && token.chars().all(fits);
    all.then(|| format!("curl --header 'Authorization: Bearer {token}' https://api.example/"))
}

fn lines(base64: &str) -> String {
    let mut out = String::new();
    for (at, c) in base64.chars().enumerate() {
        if at > 0 && at % 64 == 0 {
            out.push('\n');
        }
        out.push(c);
    }
    out
}

fn pinned(expected: &str, token: Option<String>, placeholder: &str) -> Pinned {
    let (text, said) = match token {
        _ if !expected.is_empty() && fits(expected) => (expected.to_owned(), Said::Expected),
        Some(text) => (text, Said::Token),
        None => (placeholder.to_owned(), Said::Nobody),
    };
    Pinned { text, said }
}

fn fits(text: &str) -> bool {
    text.chars().nth(LONGEST).is_none()
}

/// A text of a token that code can compare with.
fn text(node: &Node) -> Option<String> {
    node.as_str().filter(|text| !text.is_empty() && fits(text)).map(str::to_owned)
}

/// `aud`, or the first of it.
fn audience(payload: &Node) -> Option<String> {
    let node = payload.get("aud")?;
    match &node.value {
        Value::Array(items) => items.iter().find_map(text),
        _ => text(node),
    }
}

fn seconds(payload: Option<&Node>, name: &str) -> Option<i64> {
    match &payload?.get(name)?.value {
        Value::Number(number) => NumericDate::read(number).map(|date| date.seconds),
        _ => None,
    }
}

fn lifetime(payload: Option<&Node>) -> Option<i64> {
    seconds(payload, "exp")?.checked_sub(seconds(payload, "iat")?).filter(|seconds| *seconds > 0)
}

/// The key at hand, or the one of a set that verified the token, or else the first that the algorithm can use.
fn key<'a>(given: Given<'a>, algorithm: &Algorithm) -> Option<&'a Key> {
    let usable = |key: &&Key| verify::refusal(algorithm, key).is_none();
    match given.key? {
        ParsedKey::One(key) => Some(key).filter(usable),
        ParsedKey::Set(set) => {
            let rows = given.choice.map(|choice| choice.rows.as_slice()).unwrap_or_default();
            let chosen = rows.iter().position(|row| row.verifies == Trial::Holds);
            let chosen = chosen.and_then(|at| set.members.get(at)?.key.as_ref().ok()).filter(usable);
            chosen.or_else(|| set.members.iter().filter_map(|member| member.key.as_ref().ok()).find(usable))
        }
    }
}

#[cfg(test)]
mod tests;
