//! An ECDSA signature by a key on another curve than the algorithm's, with r and s filled up to the length that the algorithm has: some
//! libraries sign with whatever key they are given.

use crate::crypto::octets::{pad, strip};
use crate::explain::{Case, Explanation};
use crate::jwa::{KeyRule, ecdsa};
use crate::key::{Curve, Material};

/// The explanation, if the signature holds under the key's own curve.
pub(super) fn explain(case: &Case) -> Option<Explanation> {
    let (KeyRule::Ec(curve), Material::Ec(key)) = (case.algorithm.key, &case.key.material) else { return None };
    let own = ecdsa::scalar_bytes(key.curve);
    let (r, s) = case.signature.split_at_checked(case.signature.len() / 2).filter(|(r, s)| r.len() == s.len())?;
    if key.curve == curve || ![own, ecdsa::scalar_bytes(curve)].contains(&r.len()) {
        return None;
    }
    let (r, s) = (strip(r), strip(s));
    if r.len() > own || s.len() > own {
        return None;
    }
    let raw = [pad(r, own), pad(s, own)].concat();
    let digest = case.algorithm.hash?.digest(case.message);
    ecdsa::verify_digest(key, &digest, &raw).ok()?;
    let (name, is, needs) = (case.algorithm.name, key.curve.name(), curve.name());
    let filled = if case.signature.len() == 2 * own {
        String::new()
    } else {
        format!(" and filled r and s up to {} bytes each", case.signature.len() / 2)
    };
    let message = format!("the issuer let this key on {is} sign as {name}, which needs a key on {needs}{filled}");
    let right = match key.curve {
        Curve::P256 => "ES256",
        Curve::P384 => "ES384",
        Curve::P521 => "ES512",
        Curve::Secp256k1 => "ES256K",
    };
    Some(
        Explanation::new("other-curve-signed", message)
            .fix(format!("reject the token: {name} promises more than {is} gives; have the issuer sign as {right}"))
            .spec(case.algorithm.spec),
    )
}

#[cfg(test)]
mod tests {
    use crate::crypto::octets::pad;
    use crate::jwa::{Algorithm, ecdsa};
    use crate::key::{Curve, Key, Pair};
    use crate::token::base64url;
    use crate::verify::tests::{read, said};
    use crate::verify::verify;

    fn pair(curve: Curve) -> Key {
        Pair::Ec(curve).of(&[&vec![0; curve.field_bytes() - 1][..], &[7]].concat()).expect("a key")
    }

    /// A token that says `claimed`, signed by a key on `curve` over the claimed hash, each half filled up to `width`.
    fn token(claimed: &Algorithm, curve: Curve, width: usize) -> String {
        let input = format!("{}.e30", base64url::encode(format!("{{\"alg\":\"{}\"}}", claimed.name).as_bytes()));
        let private = [&vec![0; curve.field_bytes() - 1][..], &[7]].concat();
        let digest = claimed.hash.expect("a hash").digest(input.as_bytes());
        let raw = crate::crypto::ecdsa::sign(curve, &private, &digest).expect("a signature");
        let (r, s) = raw.split_at(raw.len() / 2);
        format!("{input}.{}", base64url::encode(&[pad(r, width), pad(s, width)].concat()))
    }

    #[track_caller]
    fn check(text: &str, key: &Key, expected: &str) {
        assert_eq!(said(&verify(&read(text), Some(key), None)), expected);
    }

    #[test]
    fn a_key_on_another_curve_is_found_behind_a_filled_signature() {
        use ecdsa::{ES256, ES384, ES512};
        let signed = "key-mismatch other-curve-signed";
        check(&token(&ES512, Curve::P256, 66), &pair(Curve::P256), signed);
        check(&token(&ES512, Curve::P256, 32), &pair(Curve::P256), signed);
        check(&token(&ES384, Curve::P256, 48), &pair(Curve::P256), signed);
        check(&token(&ES512, Curve::P384, 66), &pair(Curve::P384), signed);
        check(&token(&ES256, Curve::Secp256k1, 32), &pair(Curve::Secp256k1), signed);
    }

    #[test]
    fn a_signature_by_another_key_says_no_more_than_the_curve() {
        let text = token(&ecdsa::ES512, Curve::P256, 66);
        let other = Pair::Ec(Curve::P256).of(&[9; 32]).expect("a key");
        check(&text, &other, "key-mismatch key-curve");
        check(&text, &pair(Curve::P384), "key-mismatch key-curve");
        check(&token(&ecdsa::ES512, Curve::P521, 66), &pair(Curve::P256), "key-mismatch key-curve");
    }
}
