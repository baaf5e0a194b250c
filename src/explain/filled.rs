//! An ECDSA signature by a key on another curve than the algorithm's, with r and s filled up to the length that the algorithm has: some
//! libraries sign with whatever key they are given.

use super::Case;
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::Signature;
use crate::crypto::octets::{pad, strip};
use crate::engine::jwa::{KeyRule, ecdsa, find};
use crate::key::{Curve, Material};

/// The reason, if the signature is valid on the key's own curve. It is one check, as the verdict makes, so it is no trial of a
/// search.
pub(super) fn other_curve(case: &Case) -> Option<Diagnostic> {
    let (KeyRule::Ec(curve), Material::Ec(key)) = (case.algorithm.key, &case.key.material) else { return None };
    let own = ecdsa::scalar_bytes(key.curve);
    let (r, s) = case.signature.split_at_checked(case.signature.len() / 2).filter(|(r, s)| r.len() == s.len())?;
    if key.curve == curve || ![own, ecdsa::scalar_bytes(curve)].contains(&r.len()) {
        return None;
    }
    let filled = (r.len() != own).then_some(r.len());
    let (r, s) = (strip(r), strip(s));
    if r.len() > own || s.len() > own {
        return None;
    }
    let raw = [pad(r, own), pad(s, own)].concat();
    let digest = case.algorithm.hash?.digest(case.message);
    ecdsa::verify_digest(key, &digest, &raw).ok()?;
    let right = match key.curve {
        Curve::P256 => "ES256",
        Curve::P384 => "ES384",
        Curve::P521 => "ES512",
        Curve::Secp256k1 => "ES256K",
    };
    if filled.is_none() && find(right)?.hash == case.algorithm.hash {
        // It is a whole signature of another algorithm, and is explained as one.
        return None;
    }
    let (algorithm, needs, is) = (case.algorithm.named(), curve.name(), key.curve.name());
    Some(Diagnostic::error(Signature::OtherCurve { algorithm, needs, is, right, filled }))
}

#[cfg(test)]
mod tests {
    use crate::base::diagnostic::Code;
    use crate::crypto::octets::pad;
    use crate::engine::jwa::{Algorithm, ecdsa};
    use crate::engine::verify::{Verdict, VerificationKey};
    use crate::explain::explained;
    use crate::format::base64url;
    use crate::jose::parse;
    use crate::key::ParsedKey;
    use crate::key::{Curve, Key, Pair};

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
    fn check(text: &str, key: &Key, expected: Code) {
        let key = ParsedKey::One(key.clone());
        let token = parse(text).token.expect("a token");
        let verdict = explained(&token, VerificationKey::Parsed(&key), None, None);
        let Verdict::KeyMismatch(why) = verdict else { panic!("{verdict:?}") };
        assert_eq!(why.code(), expected, "{text}");
    }

    #[test]
    fn a_key_on_another_curve_is_found_behind_a_filled_signature() {
        use ecdsa::{ES256, ES384, ES512};
        let signed = Code::OtherCurveSigned;
        check(&token(&ES512, Curve::P256, 66), &pair(Curve::P256), signed);
        check(&token(&ES512, Curve::P256, 32), &pair(Curve::P256), signed);
        check(&token(&ES384, Curve::P256, 48), &pair(Curve::P256), signed);
        check(&token(&ES512, Curve::P384, 66), &pair(Curve::P384), signed);
        // The same hash and length: it is a whole signature as ES256K.
        check(&token(&ES256, Curve::Secp256k1, 32), &pair(Curve::Secp256k1), Code::OtherAlgorithm);
    }

    #[test]
    fn a_signature_by_another_key_says_no_more_than_the_curve() {
        let text = token(&ecdsa::ES512, Curve::P256, 66);
        let other = Pair::Ec(Curve::P256).of(&[9; 32]).expect("a key");
        check(&text, &other, Code::KeyCurve);
        check(&text, &pair(Curve::P384), Code::KeyCurve);
        check(&token(&ecdsa::ES512, Curve::P521, 66), &pair(Curve::P256), Code::KeyCurve);
    }
}
