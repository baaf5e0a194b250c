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
        text.next();
    }
    members(&mut text, key, format.is_private())?;
    if set {
        text.close(']');
        text.close('}');
    }
    Ok(text.finish())
}

fn members(text: &mut Text, key: &Key, private: bool) -> Result<(), KeyFault> {
    // What each kind has: perhaps a curve, and one or two public members.
    let (kty, crv, public): (_, _, &[(&str, &[u8])]) = match &key.material {
        Material::Secret(_) => ("oct", None, &[]),
        Material::Rsa(rsa) => ("RSA", None, &[("n", &rsa.n), ("e", &rsa.e)]),
        Material::Ec(ec) => ("EC", Some(ec.curve.name()), &[("x", &ec.x), ("y", &ec.y)]),
        Material::Okp(okp) => ("OKP", Some(okp.curve.name()), &[("x", &okp.x)]),
        Material::Akp(akp) => ("AKP", None, &[("pub", &akp.public)]),
    };
    let said = &key.restrictions;
    let alg = match &key.material {
        Material::Akp(akp) => Some(akp.set.name()),
        _ => said.alg.as_deref(),
    };
    text.open('{');
    text.member("kty", Some(kty));
    text.member("kid", said.kid.as_deref());
    text.member("use", said.r#use.as_deref());
    if let Some(operations) = &said.key_ops {
        text.name("key_ops");
        text.open('[');
        let verifies = operations.iter().any(|operation| operation == "verify");
        for operation in operations {
            match operation.as_str() {
                "sign" if !private && verifies => {}
                "sign" if !private => text.item("verify"),
                kept => text.item(kept),
            }
        }
        text.close(']');
    }
    text.member("alg", alg);
    text.member("crv", crv);
    for (name, bytes) in public {
        text.bytes(name, bytes);
    }
    if private {
        hidden(text, &key.material)?;
    }
    if !key.chain.is_empty() {
        text.name("x5c");
        text.open('[');
        for certificate in &key.chain {
            // Not base64url: RFC 7517 §4.7.
            text.item(&Alphabet::Standard.encode(&certificate.der));
        }
        text.close(']');
    }
    text.close('}');
    Ok(())
}

fn named(text: &mut Text, names: &[&str], numbers: &[Vec<u8>]) {
    for (name, number) in names.iter().zip(numbers) {
        text.bytes(name, number);
    }
}

/// The private members. Those of RSA beside `d` stand there together or not at all (RFC 7518 §6.3.2).
fn hidden(text: &mut Text, material: &Material) -> Result<(), KeyFault> {
    let (name, secret) = match material {
        Material::Secret(secret) => ("k", Some(secret)),
        Material::Ec(ec) => ("d", ec.d.as_ref()),
        Material::Okp(okp) => ("d", okp.d.as_ref()),
        Material::Akp(akp) => ("priv", akp.seed.as_ref()),
        Material::Rsa(key) => {
            let numbers = rsa::numbers(key)?;
            named(text, &["d", "p", "q", "dp", "dq", "qi"], &numbers);
            let others = numbers.get(rsa::OF_TWO..).unwrap_or_default();
            if !others.is_empty() {
                text.name("oth");
                text.open('[');
                for other in others.chunks(rsa::OF_OTHER) {
                    text.next();
                    text.open('{');
                    named(text, &["r", "d", "t"], other);
                    text.close('}');
                }
                text.close(']');
            }
            return Ok(());
        }
    };
    if let Some(secret) = secret {
        text.bytes(name, &secret.0);
    }
    Ok(())
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
