//! The sample of an SD-JWT: a membership with hidden claims, a hidden claim inside a hidden one, hidden elements of an array, a
//! decoy, and a key binding JWT of its holder.

use super::{SECRET, Sample, key};
use crate::crypto::Hash;
use crate::engine::jwa::ecdsa::{ES256, ES384};
use crate::engine::key_binding::{Claims, bind};
use crate::engine::sign;
use crate::format::base64url::encode;
use crate::jose::sd_jwt;
use rand_core::CryptoRng;
use serde_json::{Value, json};

/// The sample, issued shortly before `now` (seconds), good for an hour, and presented just now.
pub fn sample(now: i64, rng: &mut dyn CryptoRng) -> Option<Sample> {
    let ((issuer, kid), (holder, _)) = (key(ES256.key)?, key(ES384.key)?);
    let mut disclosures = vec![];
    let mut hide = |elements: &[Value]| {
        // The salts are published, as the keys are.
        let salt = Hash::Sha256.digest(format!("{SECRET} {}", disclosures.len()).as_bytes());
        let salt = json!(encode(salt.get(..16).unwrap_or_default()));
        let array: Vec<&Value> = core::iter::once(&salt).chain(elements).collect();
        let disclosure = encode(serde_json::to_string(&array).unwrap_or_default().as_bytes());
        let digest = encode(&Hash::Sha256.digest(disclosure.as_bytes()));
        disclosures.push(disclosure);
        digest
    };
    let street = hide(&[json!("street_address"), json!("12 St James's Square")]);
    let mut hidden = vec![
        hide(&[json!("given_name"), json!("Ada")]),
        hide(&[json!("family_name"), json!("Lovelace")]),
        hide(&[json!("address"), json!({ "country": "GB", "_sd": [street] })]),
        // A decoy.
        encode(&Hash::Sha256.digest(SECRET.as_bytes())),
    ];
    hidden.sort();
    let payload = json!({
        "iss": "https://id.example.org",
        "iat": now.saturating_sub(180),
        "exp": now.saturating_add(3420),
        "vct": "https://credentials.example.org/membership",
        "_sd_alg": "sha-256",
        "_sd": hidden,
        "nationalities": [{ "...": hide(&[json!("GB")]) }, { "...": hide(&[json!("FR")]) }],
        "cnf": { "jwk": serde_json::from_str::<Value>(&holder.public_jwk()?).ok()? },
    });
    let header = format!(r#"{{"alg":"{}","typ":"dc+sd-jwt","kid":"{kid}"}}"#, ES256.name);
    let signed = sign::compact(&header, payload.to_string().as_bytes(), &ES256, &issuer, rng).ok()?;
    // The second nationality is not shown.
    disclosures.pop();
    let text = format!("{signed}~{}~", disclosures.join("~"));
    let claims =
        Claims { audience: "https://verifier.example.org", nonce: "n-0S6_WzA2Mj", issued: now.saturating_sub(5) };
    let token = bind(&sd_jwt::read(text)?, &claims, &ES384, &holder, rng).ok()?;
    Some(Sample::of(token, issuer.public_jwk()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::key_binding::{Expected, check};
    use crate::engine::verify::verify;
    use crate::key::{Encoding, detect};

    #[test]
    fn the_sample_is_signed_disclosed_and_bound() {
        let now = 1_795_304_580;
        let sample = sample(now, &mut Counter(0)).expect("a sample");
        let sd_jwt = sd_jwt::read(sample.token).expect("an SD-JWT");
        assert_eq!((sd_jwt.problems.as_slice(), sd_jwt.disclosures.len(), sd_jwt.unanswered()), (&[][..], 5, 2));
        let key = detect(&sample.key, Encoding::Utf8).expect("a text").expect("a key");
        assert!(verify(sd_jwt.issuer.token.as_ref().expect("a JWT"), Some(&key), None).is_valid());
        assert!(check(&sd_jwt, &Expected { now, ..Expected::default() }).expect("a key binding JWT").is_valid());
        let text = &sd_jwt.processed.expect("a payload").text;
        assert!(
            text.contains(r#""nationalities":["GB"]"#) && text.contains("Square") && text.contains("Lovelace"),
            "{text}"
        );
    }
}
