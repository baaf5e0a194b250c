//! Samples of tokens that are bound to something, with what they are bound to: a DPoP proof with its request, and a status list token
//! with an index.

use super::{Sample, key};
use crate::crypto::Hash;
use crate::engine::jwa::ecdsa::{ES256, ES384};
use crate::engine::sign;
use crate::format::base64url::encode;
use crate::session::bindings::{Counterparts, Input};
use rand_core::CryptoRng;
use serde_json::{Value, json};

/// Makes a sample at a time in seconds, and says what it is to be compared with.
pub type BoundSample = fn(i64, &mut dyn CryptoRng) -> Option<(Sample, Counterparts)>;

/// A proof of possession for a request to a resource, with that request and the access token that goes with it.
pub fn proof(now: i64, rng: &mut dyn CryptoRng) -> Option<(Sample, Counterparts)> {
    const ADDRESS: &str = "https://api.example.org/accounts";
    let ((issuer, kid), (holder, _)) = (key(ES384.key)?, key(ES256.key)?);
    let jwk = holder.public_jwk()?;
    let claims = json!({
        "iss": "https://id.example.org",
        "sub": "248289761001",
        "aud": "https://api.example.org",
        "client_id": "web",
        "iat": now.saturating_sub(180),
        "exp": now.saturating_add(420),
        "jti": "7f3a9c2e5b1d",
        "cnf": { "jkt": holder.thumbprint()? },
    });
    let header = format!(r#"{{"alg":"{}","typ":"at+jwt","kid":"{kid}"}}"#, ES384.name);
    let access_token = sign::compact(&header, claims.to_string().as_bytes(), &ES384, &issuer, rng).ok()?;
    let header = json!({
        "typ": "dpop+jwt",
        "alg": ES256.name,
        "jwk": serde_json::from_str::<Value>(&jwk).ok()?,
    });
    let claims = json!({
        "jti": "e1j3V_bKic8-LAEB",
        "htm": "GET",
        "htu": ADDRESS,
        "iat": now.saturating_sub(5),
        "ath": encode(&Hash::Sha256.digest(access_token.as_bytes())),
    });
    let token = sign::compact(&header.to_string(), claims.to_string().as_bytes(), &ES256, &holder, rng).ok()?;
    let given = Counterparts::default()
        .with(Input::Method, "GET")
        .with(Input::Address, ADDRESS)
        .with(Input::AccessToken, access_token);
    Some((Sample { token, key: jwk, content: None }, given))
}

/// The list of two bits of draft-ietf-oauth-status-list as a token, and the index of a token that is suspended.
pub fn status_list(now: i64, rng: &mut dyn CryptoRng) -> Option<(Sample, Counterparts)> {
    let (issuer, kid) = key(ES256.key)?;
    let header = format!(r#"{{"alg":"{}","typ":"statuslist+jwt","kid":"{kid}"}}"#, ES256.name);
    let claims = json!({
        "sub": "https://id.example.org/statuslists/1",
        "iat": now.saturating_sub(180),
        "exp": now.saturating_add(3420),
        "ttl": 43_200,
        "status_list": { "bits": 2, "lst": "eNo76fITAAPfAgc" },
    });
    let token = sign::compact(&header, claims.to_string().as_bytes(), &ES256, &issuer, rng).ok()?;
    Some((Sample { token, key: issuer.public_jwk()?, content: None }, Counterparts::default().with(Input::Index, "1")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::policy::Policy;
    use crate::engine::jwa::tests::Counter;
    use crate::engine::verify::verify;
    use crate::jose;
    use crate::key::{Encoding, detect};
    use crate::session::judge::{bindings, outcome};

    const NOW: i64 = 1_795_304_580;

    /// The rows of a sample, which is valid and breaks no rule of its kind.
    fn rows(make: BoundSample, kind: &str) -> Vec<(&'static str, &'static str)> {
        let (sample, given) = make(NOW, &mut Counter(0)).expect("a sample");
        let parsed = jose::parse(&sample.token);
        let key = detect(&sample.key, Encoding::Utf8).expect("a text").expect("a key");
        assert!(verify(parsed.token.as_ref().expect("a JWT"), Some(&key), None).is_valid());
        let outcome = outcome(&parsed, &Policy::default(), NOW);
        assert_eq!((outcome.profile.id, outcome.broken), (kind, 0));
        let rows = bindings(&parsed, &Policy::default(), &given, None, &|| NOW);
        rows.iter().map(|row| (row.name, row.state.name())).collect()
    }

    #[test]
    fn the_proof_is_for_its_request_and_its_access_token() {
        let expected = [("htm", "match"), ("htu", "match"), ("ath", "match"), ("jwk", "match"), ("nonce", "open")];
        assert_eq!(rows(proof, "dpop-proof"), expected);
    }

    #[test]
    fn the_status_list_says_that_the_token_at_its_index_is_suspended() {
        assert_eq!(rows(status_list, "status-list-token"), [("status_list", "suspended")]);
    }
}
