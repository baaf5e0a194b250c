//! A key as JSON: one JWK (RFC 7517 §4) or a set of one (§5), with two spaces a level.
//!
//! Members stand in the order in which people write them: what the key is, what it is for, its public numbers, its private
//! numbers, its certificates.

use super::json::Text;
use super::{Format, rsa};
use crate::key::base64::Alphabet;
use crate::key::{Key, KeyFault, Material};

/// `key` in one of the three JSON forms.
///
/// # Errors
/// `rsa-private`.
pub fn write(key: &Key, format: Format) -> Result<String, KeyFault> {
    let mut text = Text::default();
    let set = format == Format::Jwks;
    if set {
        text.open('{');
        text.name("keys");
        text.open('[');
        text.item();
    }
    members(&mut text, key, format.is_private())?;
    if set {
        text.close(']');
        text.close('}');
    }
    Ok(text.finish())
}

fn members(text: &mut Text, key: &Key, private: bool) -> Result<(), KeyFault> {
    // What each kind has at most: a curve, two public members, and one private member. No name, no member.
    const NONE: (&str, &[u8]) = ("", &[]);
    let (kty, crv, public, (name, hidden)) = match &key.material {
        Material::Secret(secret) => ("oct", None, [NONE, NONE], ("k", Some(secret))),
        Material::Rsa(rsa) => {
            ("RSA", None, [("n", &rsa.n[..]), ("e", &rsa.e)], ("d", rsa.private.as_ref().map(|private| &private.d)))
        }
        Material::Ec(ec) => ("EC", Some(ec.curve.name()), [("x", &ec.x[..]), ("y", &ec.y)], ("d", ec.d.as_ref())),
        Material::Okp(okp) => ("OKP", Some(okp.curve.name()), [("x", &okp.x[..]), NONE], ("d", okp.d.as_ref())),
        Material::Akp(akp) => ("AKP", None, [("pub", &akp.public[..]), NONE], ("priv", akp.seed.as_ref())),
    };
    let said = &key.restrictions;
    text.open('{');
    text.member("kty", Some(kty));
    text.member("kid", said.kid.as_deref());
    text.member("use", said.r#use.as_deref());
    if let Some(operations) = &said.key_ops {
        let mut operations: Vec<&str> = operations.iter().map(String::as_str).collect();
        if !private {
            halve(&mut operations);
        }
        text.list("key_ops", &operations);
    }
    text.member(
        "alg",
        match &key.material {
            Material::Akp(akp) => Some(akp.set.name()),
            _ => said.alg.as_deref(),
        },
    );
    text.member("crv", crv);
    for (name, bytes) in public {
        text.bytes(name, bytes);
    }
    if let Some(hidden) = hidden.filter(|_| private) {
        text.bytes(name, &hidden.0);
        if let Material::Rsa(key) = &key.material {
            factors(text, &rsa::numbers(key)?);
        }
    }
    if !key.chain.is_empty() {
        // Not base64url: RFC 7517 §4.7.
        let chain: Vec<String> =
            key.chain.iter().map(|certificate| Alphabet::Standard.encode(&certificate.der)).collect();
        let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
        text.list("x5c", &chain);
    }
    text.close('}');
    Ok(())
}

/// The primes and what follows from them: all of it or nothing (RFC 7518 §6.3.2).
fn factors(text: &mut Text, numbers: &[Vec<u8>]) {
    let Some((two, others)) = numbers.split_at_checked(rsa::OF_TWO) else { return };
    for (name, number) in ["p", "q", "dp", "dq", "qi"].into_iter().zip(two) {
        text.bytes(name, number);
    }
    if others.is_empty() {
        return;
    }
    text.name("oth");
    text.open('[');
    for other in others.chunks(rsa::OF_OTHER) {
        text.item();
        text.open('{');
        for (name, number) in ["r", "d", "t"].into_iter().zip(other) {
            text.bytes(name, number);
        }
        text.close('}');
    }
    text.close(']');
}

/// What the public half of a key is for: `verify` in the place of `sign`, once.
fn halve(operations: &mut Vec<&str>) {
    let verifies = operations.contains(&"verify");
    if verifies {
        operations.retain(|operation| *operation != "sign");
    }
    for operation in operations.iter_mut().filter(|operation| **operation == "sign") {
        *operation = "verify";
    }
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
