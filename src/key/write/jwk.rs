//! A key as JSON: one JWK (RFC 7517 §4) or a set of one (§5), with two spaces a level.
//!
//! Members stand in the order in which people write them: what the key is, what it is for, its public numbers, its private
//! numbers, its certificates.

use super::{Format, json, rsa};
use crate::crypto::rsa::Octets;
use crate::format::base64::Alphabet;
use crate::key::{Key, KeyFault, Material};
use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

#[derive(Serialize)]
struct Jwk<'a> {
    kty: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'a str>,
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    r#use: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_ops: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alg: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crv: Option<&'static str>,
    #[serde(flatten)]
    numbers: Numbers,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    oth: Vec<Numbers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    x5c: Vec<String>,
}

#[derive(Serialize)]
struct JwkSet<'a> {
    keys: [Jwk<'a>; 1],
}

/// Members whose values are bytes in base64url (RFC 7518 §2), in order.
#[derive(Default)]
struct Numbers(Vec<(&'static str, Zeroizing<String>)>);

impl Numbers {
    fn push(&mut self, name: &'static str, bytes: &[u8]) {
        self.0.push((name, Alphabet::UrlSafe.encode(bytes).into()));
    }

    fn extend(&mut self, names: &[&'static str], numbers: &[Octets]) {
        names.iter().zip(numbers).for_each(|(name, number)| self.push(name, number));
    }
}

impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value.as_str())))
    }
}

/// `key` in one of the three JSON forms.
///
/// # Errors
/// `rsa-private`.
pub fn write(key: &Key, format: Format) -> Result<String, KeyFault> {
    let jwk = jwk(key, format.is_private())?;
    Ok(match format {
        Format::Jwks => json::write(&JwkSet { keys: [jwk] }),
        _ => json::write(&jwk),
    })
}

fn jwk(key: &Key, private: bool) -> Result<Jwk<'_>, KeyFault> {
    // What each kind has: perhaps a curve, and one or two public members.
    let (kty, crv, public): (_, _, &[(&'static str, &[u8])]) = match &key.material {
        Material::Secret(_) => ("oct", None, &[]),
        Material::Rsa(rsa) => ("RSA", None, &[("n", &rsa.n), ("e", &rsa.e)]),
        Material::Ec(ec) => ("EC", Some(ec.curve.name()), &[("x", &ec.x), ("y", &ec.y)]),
        Material::Okp(okp) => ("OKP", Some(okp.curve.name()), &[("x", &okp.x)]),
        Material::X(key) => ("OKP", Some(key.curve.name()), &[("x", &key.x)]),
        Material::Akp(akp) => ("AKP", None, &[("pub", &akp.public)]),
    };
    let mut numbers = Numbers::default();
    for (name, bytes) in public {
        numbers.push(name, bytes);
    }
    let oth = if private { push_private(&mut numbers, &key.material)? } else { vec![] };
    let said = &key.restrictions;
    let alg = match &key.material {
        Material::Akp(akp) => Some(akp.set.name()),
        _ => said.alg.as_deref(),
    };
    Ok(Jwk {
        kty,
        kid: said.kid.as_deref(),
        r#use: said.r#use.as_deref(),
        key_ops: said.key_ops.as_deref().map(|operations| operations_of(operations, private)),
        alg,
        crv,
        numbers,
        oth,
        // Not base64url: RFC 7517 §4.7.
        x5c: key.chain.iter().map(|certificate| Alphabet::Standard.encode(&certificate.der)).collect(),
    })
}

/// What the key may be used for. The public half verifies what the private one signs.
fn operations_of(operations: &[String], private: bool) -> Vec<&str> {
    let verifies = operations.iter().any(|operation| operation == "verify");
    operations
        .iter()
        .filter_map(|operation| match operation.as_str() {
            "sign" if !private => (!verifies).then_some("verify"),
            other => Some(other),
        })
        .collect()
}

/// Adds the private members; returns those of the primes after the second. The numbers of RSA beside `d` stand there together or
/// not at all (RFC 7518 §6.3.2).
fn push_private(numbers: &mut Numbers, material: &Material) -> Result<Vec<Numbers>, KeyFault> {
    let (name, secret) = match material {
        Material::Secret(secret) => ("k", Some(secret)),
        Material::Ec(ec) => ("d", ec.d.as_ref()),
        Material::Okp(okp) => ("d", okp.d.as_ref()),
        Material::X(key) => ("d", key.d.as_ref()),
        Material::Akp(akp) => ("priv", akp.seed.as_ref()),
        Material::Rsa(key) => {
            let all = rsa::numbers(key)?;
            numbers.extend(&["d", "p", "q", "dp", "dq", "qi"], &all);
            let others = all.get(rsa::OF_TWO..).unwrap_or_default().chunks(rsa::OF_OTHER);
            return Ok(others
                .map(|other| {
                    let mut members = Numbers::default();
                    members.extend(&["r", "d", "t"], other);
                    members
                })
                .collect());
        }
    };
    if let Some(secret) = secret {
        numbers.push(name, &secret.0);
    }
    Ok(vec![])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{fixture, read};
    use crate::key::{Certificate, Restrictions};

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    /// A key on Ed25519 that says a lot of itself: the one of RFC 8037 §A.1.
    fn key() -> Key {
        let jwk = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
            "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        let restrictions = Restrictions {
            kid: text("a\"b"),
            r#use: text("sig"),
            key_ops: Some(vec!["sign".into()]),
            alg: text("EdDSA"),
        };
        Key { restrictions, ..read(jwk).expect("a key") }
    }

    #[track_caller]
    fn check(key: &Key, format: Format, expected: &str) {
        assert_eq!(write(key, format).as_deref(), Ok(expected));
    }

    #[test]
    fn members_stand_in_the_usual_order() {
        let private = r#"{
  "kty": "OKP",
  "kid": "a\"b",
  "use": "sig",
  "key_ops": [
    "sign"
  ],
  "alg": "EdDSA",
  "crv": "Ed25519",
  "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
}
"#;
        check(&key(), Format::JwkPrivate, private);
        let set = r#"{
  "keys": [
    {
      "kty": "OKP",
      "kid": "a\"b",
      "use": "sig",
      "key_ops": [
        "verify"
      ],
      "alg": "EdDSA",
      "crv": "Ed25519",
      "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    }
  ]
}
"#;
        check(&key(), Format::Jwks, set);
        let rsa = write(&read(fixture!("rsa2048-private.jwk.json")).expect("a key"), Format::JwkPrivate);
        let rsa = rsa.unwrap_or_default();
        let names: Vec<&str> =
            rsa.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next()).collect();
        assert_eq!(names, ["kty", "kid", "n", "e", "d", "p", "q", "dp", "dq", "qi"]);
    }

    #[test]
    fn signing_becomes_verifying_in_the_public_half_alone() {
        let check = |operations: &[&str], format: Format, expected: &str| {
            let mut key = key();
            key.restrictions.key_ops = Some(operations.iter().map(|operation| (*operation).to_owned()).collect());
            let written = write(&key, format).unwrap_or_default();
            let (_, after) = written.split_once("\"key_ops\": ").expect("the member is there");
            let (list, _) = after.split_once(']').expect("a list");
            assert_eq!(list.split_whitespace().collect::<String>() + "]", expected);
        };
        check(&["sign"], Format::JwkPublic, r#"["verify"]"#);
        check(&["sign", "verify"], Format::JwkPublic, r#"["verify"]"#);
        check(&["verify", "sign"], Format::Jwks, r#"["verify"]"#);
        check(&["sign", "verify"], Format::JwkPrivate, r#"["sign","verify"]"#);
        check(&["wrapKey"], Format::JwkPublic, r#"["wrapKey"]"#);
        check(&[], Format::JwkPublic, "[]");
    }

    #[test]
    fn certificates_are_base64_and_not_base64url() {
        let mut key = key();
        let certificate = Certificate {
            subject: "a.example".into(),
            issuer: "a.example".into(),
            not_before: 0,
            not_after: 0,
            extensions: Default::default(),
            der: vec![0xfb, 0xff],
        };
        key.chain = vec![certificate.clone(), certificate];
        let expected = "\n  \"x5c\": [\n    \"+/8=\",\n    \"+/8=\"\n  ]\n}\n";
        for format in [Format::JwkPublic, Format::JwkPrivate] {
            let written = write(&key, format).unwrap_or_default();
            assert!(written.ends_with(expected), "{written}");
        }
    }

    #[test]
    fn an_ml_dsa_key_names_its_algorithm_whether_or_not_it_was_given() {
        let key = crate::key::Pair::Akp(crate::key::MlDsa::MlDsa44).of(&[0; 32]).expect("any seed");
        let written = write(&key, Format::JwkPrivate).unwrap_or_default();
        assert!(written.starts_with("{\n  \"kty\": \"AKP\",\n  \"alg\": \"ML-DSA-44\",\n  \"pub\": \""), "{written}");
        assert!(
            written.ends_with("\",\n  \"priv\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"\n}\n"),
            "{written}"
        );
    }
}
