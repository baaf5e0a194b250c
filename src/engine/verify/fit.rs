//! Whether a key may be used with an algorithm at all: its kind, its curve, and what a JWK says of its own use.

use crate::base::diagnostic::reason::{KeyFit, KeyKind};
use crate::engine::jwa::names::shown;
use crate::engine::jwa::{Algorithm, Family, KeyRule, find};
use crate::key::{Key, Material, Source, is_for_signatures};

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

/// Why `key` must not be used with `algorithm`.
pub(super) fn check(algorithm: &Algorithm, key: &Key) -> Result<(), KeyFit> {
    let named = algorithm.named();
    match (algorithm.key, &key.material) {
        _ if kind_fits(algorithm, key) => restrictions(algorithm, key),
        (KeyRule::Ec(curve), Material::Ec(is)) => {
            Err(KeyFit::Curve { algorithm: named, needs: curve.name(), is: is.curve.name() })
        }
        _ => Err(KeyFit::Kind { algorithm: named, needs: algorithm.key.into(), is: kind(key) }),
    }
}

fn kind(key: &Key) -> KeyKind {
    match &key.material {
        Material::Secret(_) if matches!(key.source, Source::Text(_)) => KeyKind::Text,
        Material::Secret(_) => KeyKind::Secret,
        Material::Rsa(_) => KeyKind::Rsa,
        Material::Ec(key) => KeyKind::Ec(key.curve.name()),
        Material::Okp(key) => KeyKind::Called(key.curve.name()),
        Material::X(key) => KeyKind::Called(key.curve.name()),
        Material::Akp(key) => KeyKind::Called(key.set.name()),
    }
}

/// What a JWK says of its own use (RFC 7517 §4.2 to §4.4).
fn restrictions(algorithm: &Algorithm, key: &Key) -> Result<(), KeyFit> {
    let says = &key.restrictions;
    if let Some(r#use) = says.r#use.as_deref().filter(|r#use| !is_for_signatures(r#use)) {
        return Err(KeyFit::Use { says: shown(r#use), valid: None });
    }
    if let Some(operations) = says.key_ops.as_ref().filter(|all| !verifies(key, all)) {
        let says = operations.iter().take(8).map(|one| shown(one)).collect();
        return Err(KeyFit::Ops { says, valid: None });
    }
    // RFC 9864 §2.2 gave EdDSA on each curve a name of its own, and took nothing from the old one.
    let synonym =
        |alg: &str| algorithm.family == Family::EdDsa && find(alg).is_some_and(|row| row.family == Family::EdDsa);
    if let Some(alg) = says.alg.as_deref().filter(|alg| *alg != algorithm.name && !synonym(alg)) {
        return Err(KeyFit::Alg { says: shown(alg), header: algorithm.name, valid: None });
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

    /// The code, or nothing if the key fits.
    fn refusal(algorithm: &str, key: &Key) -> Option<&'static str> {
        check(find(algorithm).expect("a row"), key).err().map(|why| why.code().name())
    }

    #[test]
    fn a_key_of_another_kind_says_what_it_is_and_what_is_needed() {
        let check = |name: &str, key: Key, is: KeyKind| {
            let row = find(name).expect("a row");
            let expected = KeyFit::Kind { algorithm: row.named(), needs: row.key.into(), is };
            assert_eq!(crate::engine::verify::refusal(row, &key), Some(expected), "{name}");
        };
        check("RS256", public("ES256"), KeyKind::Ec("P-256"));
        check("PS512", secret(), KeyKind::Text);
        check("PS512", Key { source: Source::Jwk, ..secret() }, KeyKind::Secret);
        check("ES256", public("RS256"), KeyKind::Rsa);
        check("HS256", public("RS256"), KeyKind::Rsa);
        let row = find("ES256").expect("a row");
        let curve = KeyFit::Curve { algorithm: row.named(), needs: "P-256", is: "P-384" };
        assert_eq!(crate::engine::verify::refusal(row, &public("ES384")), Some(curve));
    }

    #[test]
    fn what_a_jwk_says_of_its_use_is_obeyed() {
        let check = |restrictions: Restrictions, reason: Option<&str>| {
            let key = Key { restrictions, ..public("RS256") };
            assert_eq!(refusal("RS256", &key), reason, "{:?}", key.restrictions);
        };
        let text = |text: &str| Some(text.to_string());
        let list = |texts: &[&str]| Some(texts.iter().map(|text| text.to_string()).collect());
        check(
            Restrictions { r#use: text("sig"), alg: text("RS256"), key_ops: list(&["verify"]), ..Default::default() },
            None,
        );
        check(Restrictions { r#use: text("enc"), ..Default::default() }, Some("key-use"));
        check(Restrictions { r#use: text("tls"), ..Default::default() }, Some("key-use"));
        // The keys of a SPIFFE bundle: those that sign tokens, and those that sign certificates. The names are case-sensitive.
        check(Restrictions { r#use: text("jwt-svid"), ..Default::default() }, None);
        for other in ["x509-svid", "JWT-SVID", "jwt_svid", "Sig"] {
            check(Restrictions { r#use: text(other), ..Default::default() }, Some("key-use"));
        }
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
        assert_eq!(refusal("Ed448", &key), Some("key-kind"));
        let signs = Restrictions { key_ops: list(&["sign"]), ..Default::default() };
        assert_eq!(refusal("HS256", &Key { restrictions: signs, ..secret() }), None);
    }
}
