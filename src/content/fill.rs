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
    /// Whether it is expected; else it is what the token says.
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
    /// Whether the public key is that of a certificate in the token, which the key at hand certified.
    pub key_certified: bool,
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
    /// The person, or the team, expects it.
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
pub struct FillContext<'a> {
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
    pub fn of(given: FillContext) -> Result<Fill, Lack> {
        let token = given.parsed.token.as_ref().ok_or(Lack::NoToken)?;
        if token.form == Form::Jwe {
            return Err(Lack::Encrypted);
        }
        let said = match alg(token) {
            Alg::Named(name) if name == "none" => Err(Lack::Unsigned),
            Alg::Named(name) => jwa::find(&name).ok_or(Lack::UnknownAlgorithm),
            _ => Err(Lack::UnknownAlgorithm),
        };
        let policy = given.policy;
        let allowed = || policy.algorithms.iter().filter_map(|name| jwa::find(name));
        // Of several that the team allows, the one that the token names.
        let of_team = || {
            let named = said.ok().filter(|said| allowed().any(|algorithm| algorithm.name == said.name));
            named.or_else(|| allowed().next())
        };
        let expected = given.expected.or_else(of_team);
        let algorithm = expected.map_or(said, Ok)?;
        let header = token.header.json.as_ref();
        let payload = token.payload.as_ref().and_then(|payload| payload.json.as_ref());
        let of = |node: Option<&Node>, name: &str| text(node?.get(name)?);
        let certified = match given.key {
            Some(ParsedKey::One(root)) => verify::certified(token, root).filter(|key| is_usable(algorithm, key)),
            _ => None,
        };
        let key = certified.as_ref().or_else(|| key(given, algorithm));
        let secret = key.filter(|key| matches!(key.material, Material::Secret(_)));
        Ok(Fill {
            algorithm,
            algorithm_expected: expected.is_some(),
            issuer: pinned(&policy.issuer, &policy.issuers, of(payload, "iss").as_slice(), "https://issuer.example"),
            audience: pinned(
                &policy.audience,
                &policy.audiences,
                &payload.map(audiences).unwrap_or_default(),
                "https://api.example",
            ),
            token_type: Some(pinned(&policy.token_type, &[], of(header, "typ").as_slice(), ""))
                .filter(|typ| typ.said != Said::Nobody),
            kid: of(header, "kid"),
            leeway: policy.skew.max(0),
            lifetime: lifetime(payload).unwrap_or(LIFETIME),
            expires: seconds(payload, "exp").is_some(),
            key_unfit: given.key.is_some() && key.is_none(),
            key_certified: certified.is_some(),
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

/// What the person expects; or of what the team allows the one that the token has, or else the first; or what the token says.
fn pinned(expected: &str, allowed: &[String], token: &[String], placeholder: &str) -> Pinned {
    let of_team = || token.iter().find(|text| allowed.contains(text)).or(allowed.first()).map(String::as_str);
    let expected = Some(expected).filter(|text| !text.is_empty()).or_else(of_team).filter(|text| fits(text));
    let (text, said) = match (expected, token.first()) {
        (Some(text), _) => (text, Said::Expected),
        (None, Some(text)) => (text.as_str(), Said::Token),
        (None, None) => (placeholder, Said::Nobody),
    };
    Pinned { text: text.to_owned(), said }
}

fn fits(text: &str) -> bool {
    text.chars().nth(LONGEST).is_none()
}

/// A text of a token that code can compare with.
fn text(node: &Node) -> Option<String> {
    node.as_str().filter(|text| !text.is_empty() && fits(text)).map(str::to_owned)
}

/// The texts of `aud`.
fn audiences(payload: &Node) -> Vec<String> {
    match payload.get("aud") {
        None => vec![],
        Some(Node { value: Value::Array(items), .. }) => items.iter().filter_map(text).collect(),
        Some(node) => text(node).into_iter().collect(),
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
fn key<'a>(given: FillContext<'a>, algorithm: &Algorithm) -> Option<&'a Key> {
    let usable = |key: &&Key| is_usable(algorithm, key);
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

fn is_usable(algorithm: &Algorithm, key: &Key) -> bool {
    verify::refusal(algorithm, key).is_none()
}

#[cfg(test)]
mod tests;
