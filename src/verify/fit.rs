//! Whether a key may be used with an algorithm at all: its kind, its curve, and what a JWK says of its own use.

use crate::explain::Explanation;
use crate::jwa::names::shown;
use crate::jwa::{Algorithm, Family, KeyRule, find};
use crate::key::{Key, Material, Source};
use crate::spec::Spec;

/// Whether `key` is of the kind that `algorithm` needs.
pub(crate) fn kind_fits(algorithm: &Algorithm, key: &Key) -> bool {
    match (algorithm.key, &key.material) {
        (KeyRule::Secret { .. }, Material::Secret(_)) | (KeyRule::Rsa, Material::Rsa(_)) => true,
        (KeyRule::Ec(curve), Material::Ec(ec)) => curve == ec.curve,
        (KeyRule::Okp(curves), Material::Okp(okp)) => curves.contains(&okp.curve),
        (KeyRule::Akp(set), Material::Akp(akp)) => set == akp.set,
        _ => false,
    }
}

/// Why `key` must not be tried with `algorithm`.
pub(super) fn check(algorithm: &Algorithm, key: &Key) -> Result<(), Explanation> {
    let name = algorithm.name;
    match (algorithm.key, &key.material) {
        _ if kind_fits(algorithm, key) => {}
        (KeyRule::Ec(curve), Material::Ec(_)) => {
            let message = format!("this is {}, and {name} needs a key on {}", key.kind(), curve.name());
            let fix = "verify with the key that the issuer signs with; each ES algorithm has its own curve";
            return Err(Explanation::new("key-curve", message).fix(fix).spec(algorithm.spec));
        }
        _ => return Err(other_kind(algorithm, key)),
    }
    restrictions(algorithm, key)
}

fn other_kind(algorithm: &Algorithm, key: &Key) -> Explanation {
    let name = algorithm.name;
    let message = match key.source {
        Source::Text(_) => format!("this text is no key in any format; {name} needs {}", algorithm.key),
        _ => format!("this is {}; {name} needs {}", key.kind(), algorithm.key),
    };
    let explanation = Explanation::new("key-kind", message);
    match algorithm.family {
        // RFC 8725 §2.1: the text of a public key is no secret, and a forger can use it as one.
        Family::Hmac => explanation
            .fix(
                "if the issuer signs with this key, reject the token: a verifier that takes the public key for an HMAC secret \
                 accepts what anyone can forge (algorithm confusion)",
            )
            .spec(Spec::Rfc(8725, "2.1")),
        _ => explanation.fix("verify with the key that the issuer signs with").spec(algorithm.spec),
    }
}

/// What a JWK says of its own use (RFC 7517 §4.2 to §4.4).
fn restrictions(algorithm: &Algorithm, key: &Key) -> Result<(), Explanation> {
    let name = algorithm.name;
    let says = &key.restrictions;
    if let Some(r#use) = says.r#use.as_deref().filter(|r#use| *r#use != "sig") {
        let message = match r#use {
            "enc" => "this key says that it is for encryption (`\"use\":\"enc\"`), not for signatures".to_string(),
            other => format!("this key says that its use is `{}`, and for signatures it would be `sig`", shown(other)),
        };
        let fix = "use the issuer's signing key; it may be another one in the same set";
        return Err(Explanation::new("key-use", message).fix(fix).spec(Spec::Rfc(7517, "4.2")));
    }
    if let Some(operations) = says.key_ops.as_ref().filter(|all| !verifies(key, all)) {
        let listed: Vec<String> = operations.iter().take(8).map(|one| format!("`{}`", shown(one))).collect();
        let listed = if listed.is_empty() { "nothing".to_string() } else { listed.join(", ") };
        let message = format!("this key says that it is for {listed} (`key_ops`), and not for `verify`");
        let fix = "use the issuer's signing key; it may be another one in the same set";
        return Err(Explanation::new("key-ops", message).fix(fix).spec(Spec::Rfc(7517, "4.3")));
    }
    // RFC 9864 §2.2 gave EdDSA on each curve a name of its own, and took nothing from the old one.
    let synonym =
        |alg: &str| algorithm.family == Family::EdDsa && find(alg).is_some_and(|row| row.family == Family::EdDsa);
    if let Some(alg) = says.alg.as_deref().filter(|alg| *alg != name && !synonym(alg)) {
        let message =
            format!("this key says that it is for `{}` (`alg`), and the token is signed with {name}", shown(alg));
        let fix = "check which algorithm the issuer signs with: a key is for one algorithm only";
        return Err(Explanation::new("key-alg", message).fix(fix).spec(Spec::Rfc(8725, "3.1")));
    }
    Ok(())
}

/// Who may sign with a private key or a secret may verify with it.
fn verifies(key: &Key, operations: &[String]) -> bool {
    operations.iter().any(|operation| operation == "verify" || operation == "sign" && key.can_sign())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{public, secret};
    use super::*;
    use crate::key::Restrictions;

    /// The reason and the message, or nothing if the key fits.
    fn refusal(algorithm: &str, key: &Key) -> Option<(&'static str, String)> {
        let row = find(algorithm).expect("a row");
        check(row, key).err().map(|reason| (reason.reason, reason.message.clone()))
    }

    #[test]
    fn a_key_of_another_kind_says_what_it_is_and_what_is_needed() {
        let check = |algorithm: &str, key: Key, reason: &str, words: &str| {
            let (got, message) = refusal(algorithm, &key).expect("a refusal");
            assert!(got == reason && message.contains(words), "{got}: {message}");
        };
        check("RS256", public("ES256"), "key-kind", "an EC key on P-256; RS256 needs an RSA key");
        check("PS512", secret(), "key-kind", "this text is no key in any format; PS512 needs an RSA key");
        check("ES256", public("RS256"), "key-kind", "an RSA key; ES256 needs an EC key on P-256");
        check("ES256", public("ES384"), "key-curve", "an EC key on P-384, and ES256 needs a key on P-256");
        check("HS256", public("RS256"), "key-kind", "an RSA key; HS256 needs a shared secret");
        assert!(super::check(find("HS256").expect("a row"), &public("RS256")).is_err_and(|reason| {
            reason.fix.as_ref().is_some_and(|fix| fix.contains("algorithm confusion"))
                && reason.spec == Some(Spec::Rfc(8725, "2.1"))
        }));
    }

    #[test]
    fn what_a_jwk_says_of_its_use_is_obeyed() {
        let check = |restrictions: Restrictions, reason: Option<&str>| {
            let key = Key { restrictions, ..public("RS256") };
            assert_eq!(refusal("RS256", &key).map(|refusal| refusal.0), reason, "{:?}", key.restrictions);
        };
        let text = |text: &str| Some(text.to_string());
        let list = |texts: &[&str]| Some(texts.iter().map(|text| text.to_string()).collect());
        check(
            Restrictions { r#use: text("sig"), alg: text("RS256"), key_ops: list(&["verify"]), ..Default::default() },
            None,
        );
        check(Restrictions { r#use: text("enc"), ..Default::default() }, Some("key-use"));
        check(Restrictions { r#use: text("tls"), ..Default::default() }, Some("key-use"));
        check(Restrictions { key_ops: list(&["encrypt", "wrapKey"]), ..Default::default() }, Some("key-ops"));
        check(Restrictions { key_ops: list(&[]), ..Default::default() }, Some("key-ops"));
        check(Restrictions { key_ops: list(&["sign"]), ..Default::default() }, Some("key-ops"));
        check(Restrictions { key_ops: list(&["sign", "verify"]), ..Default::default() }, None);
        check(Restrictions { alg: text("PS256"), ..Default::default() }, Some("key-alg"));
        check(Restrictions { alg: text("RSA-OAEP"), ..Default::default() }, Some("key-alg"));
        let (key, eddsa) =
            (crate::key::Pair::Okp(crate::key::EdCurve::Ed25519).of(&[7; 32]).expect("a key"), text("EdDSA"));
        let key = Key { restrictions: Restrictions { alg: eddsa, ..Default::default() }, ..key };
        assert_eq!(refusal("Ed25519", &key), None);
        assert_eq!(refusal("Ed448", &key).map(|(reason, _)| reason), Some("key-kind"));
        let signs = Restrictions { key_ops: list(&["sign"]), ..Default::default() };
        assert_eq!(refusal("HS256", &Key { restrictions: signs, ..secret() }), None);
    }
}
