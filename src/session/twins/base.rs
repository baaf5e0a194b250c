//! The token that a verifier has to accept: the claims of the open token, with what the verifier expects, and good until 2100.

use super::judged::{self, Ruling};
use crate::base::time::NumericDate;
use crate::engine::jwa::Algorithm;
use crate::engine::{sign, verify};
use crate::format::json::{self, Value, quoted, with_member, without_member};
use crate::key::{Key, Material};
use core::fmt;
use rand_core::CryptoRng;

/// 1 January 2100: a suite is run for years after it was made.
pub const FAR: i64 = 4_102_444_800;
/// Larger RSA keys take longer for so many signatures than a person waits.
const LARGEST_RSA_BITS: usize = 4096;

/// What the verifier has to be configured with. It has to require `exp`, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Expect {
    /// The one algorithm that it accepts.
    pub algorithm: &'static Algorithm,
    /// `iss`.
    pub issuer: String,
    /// `aud`.
    pub audience: String,
    /// `typ`, if it compares that.
    pub token_type: Option<String>,
    /// Seconds that two clocks may differ.
    pub leeway: i64,
}

/// What a suite is made of.
pub struct SuiteContext<'a> {
    /// The payload of the open token, as text.
    pub payload: &'a str,
    /// Its `kid`.
    pub kid: Option<String>,
    /// What the verifier expects.
    pub expect: Expect,
    /// The key that signs.
    pub key: &'a Key,
    /// Now, in seconds since the epoch.
    pub now: i64,
    /// For the algorithms that need one.
    pub rng: &'a mut dyn CryptoRng,
}

/// Why no suite can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The key does not sign with the algorithm.
    Key,
    /// It is the public half.
    PublicKey,
    /// It is an RSA key of so many bits.
    LargeKey(usize),
    /// The payload is no JSON object.
    Payload,
    /// This program itself would refuse the token that has to be accepted, by these codes.
    Refused(Vec<&'static str>),
}

/// What each twin begins with.
pub struct Base {
    /// The header.
    pub(super) header: String,
    /// The claims.
    pub(super) payload: String,
    /// The parameters of the header beside `alg`, each with its comma: `,"typ":"JWT"`.
    pub(super) rest: String,
    /// What the verifier expects.
    pub(super) expect: Expect,
    /// Now.
    pub(super) now: i64,
    /// The key that signs.
    pub(super) key: Key,
}

impl Base {
    pub(super) fn of(given: &mut SuiteContext) -> Result<Base, Unfit> {
        let (expect, key) = (given.expect.clone(), given.key);
        if verify::refusal(expect.algorithm, key).is_some() {
            return Err(Unfit::Key);
        }
        if !key.can_sign() {
            return Err(Unfit::PublicKey);
        }
        if matches!(key.material, Material::Rsa(_)) && key.size_bits() > LARGEST_RSA_BITS {
            return Err(Unfit::LargeKey(key.size_bits()));
        }
        let payload = claims(given.payload, &expect, given.now).ok_or(Unfit::Payload)?;
        let parameters = [("typ", expect.token_type.as_ref()), ("kid", given.kid.as_ref())];
        let parameter = |(name, value): (&str, Option<&String>)| Some(format!(r#","{name}":{}"#, quoted(value?)));
        let rest: String = parameters.into_iter().filter_map(parameter).collect();
        let header = format!(r#"{{"alg":"{}"{rest}}}"#, expect.algorithm.name);
        let base = Base { header, payload, rest, expect, now: given.now, key: key.clone() };
        let signed = sign::compact(&base.header, base.payload.as_bytes(), base.expect.algorithm, key, given.rng);
        match judged::judge(&signed.map_err(|_| Unfit::Key)?, &base.expect, key, given.now) {
            Ruling::Accepted => Ok(base),
            Ruling::Refused(codes) => Err(Unfit::Refused(codes)),
        }
    }
}

/// The claims of the open token, changed where a verifier would refuse them in years to come.
fn claims(text: &str, expect: &Expect, now: i64) -> Option<String> {
    let reading = json::read(text);
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    if !node.is_object() {
        return None;
    }
    let time = |name: &str| match &node.get(name)?.value {
        Value::Number(number) => NumericDate::read(number).map(|date| date.seconds),
        _ => None,
    };
    let is_past = |name| time(name).is_some_and(|time| time <= now);
    let mut payload = String::from_utf8(json::compact(text.as_bytes())).ok()?;
    let mut set = |name: &str, value: &str| {
        payload = with_member(&payload, name, value)?;
        Some(())
    };
    set("iss", &quoted(&expect.issuer))?;
    let listed = match node.get("aud").map(|aud| &aud.value) {
        Some(Value::Array(items)) => items.iter().any(|item| item.as_str() == Some(expect.audience.as_str())),
        _ => false,
    };
    if !listed {
        set("aud", &quoted(&expect.audience))?;
    }
    if !is_past("iat") {
        set("iat", &now.to_string())?;
    }
    set("exp", &FAR.to_string())?;
    if node.get("nbf").is_some() && !is_past("nbf") {
        payload = without_member(&payload, "nbf")?;
    }
    Some(String::from_utf8_lossy(&json::compact(payload.as_bytes())).into_owned())
}

/// The claims may be of a person, so they do not print.
impl fmt::Debug for SuiteContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SuiteContext({} bytes, {})", self.payload.len(), self.expect.algorithm.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::hmac::HS256;

    #[test]
    fn the_claims_stay_but_for_what_would_be_refused_in_years_to_come() {
        let expect =
            Expect { algorithm: &HS256, issuer: "https://i".into(), audience: "a".into(), token_type: None, leeway: 0 };
        let check = |text: &str, expected: &str| assert_eq!(claims(text, &expect, 1000).as_deref(), Some(expected));
        check(
            r#"{ "iss":"x", "sub":"\u0061b", "exp":1, "iat":500, "n": 1.0 }"#,
            r#"{"iss":"https://i","sub":"\u0061b","exp":4102444800,"iat":500,"n":1.0,"aud":"a"}"#,
        );
        check(
            r#"{"aud":["b","a"],"iat":"soon","nbf":2000}"#,
            r#"{"aud":["b","a"],"iat":1000,"iss":"https://i","exp":4102444800}"#,
        );
        check(r#"{"aud":"b","nbf":1}"#, r#"{"aud":"a","nbf":1,"iss":"https://i","iat":1000,"exp":4102444800}"#);
        for text in ["", "[]", "7", r#"{"a":1,}"#] {
            assert_eq!(claims(text, &expect, 1000), None, "{text}");
        }
    }
}
