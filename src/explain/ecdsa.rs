//! ECDSA: the format of r and s, values that no signer makes, and another hash.

use super::{Case, Explanation, Tried, input, list, shape};
use crate::crypto::{Hash, ecdsa};
use crate::key::{Ec, Material};
use crate::spec::Spec;

pub(super) fn explain(case: &Case, tried: &mut Tried) -> Option<Explanation> {
    let Material::Ec(key) = &case.key.material else { return None };
    zero(case, key)
        .or_else(|| der(case, key, tried))
        .or_else(|| out_of_range(case, key))
        .or_else(|| other_hash(case, key, tried))
        .or_else(|| shape::encoded_twice(case, tried))
        .or_else(|| input::other_input(case, tried, |text| case.holds_over(text)))
}

fn zero(case: &Case, key: &Ec) -> Option<Explanation> {
    let bytes = ecdsa::scalar_bytes(key.curve);
    let (r, s) = case.signature.split_at_checked(bytes).filter(|(_, s)| s.len() == bytes)?;
    let zero = |scalar: &[u8]| scalar.iter().all(|byte| *byte == 0);
    let which = match (zero(r), zero(s)) {
        (true, true) => "r and s are both zero, which broken verifiers accept for any content (CVE-2022-21449)",
        (true, false) => "r is zero, which no signer makes",
        (false, true) => "s is zero, which no signer makes",
        (false, false) => return None,
    };
    let message = format!("{which}: this is a forgery or a placeholder");
    let fix = "reject the token; a verifier that accepts it has to be updated";
    Some(Explanation::new("signature-zero", message).fix(fix).spec(Spec::Rfc(7518, "3.4")))
}

fn der(case: &Case, key: &Ec, tried: &mut Tried) -> Option<Explanation> {
    let raw = ecdsa::from_der(case.signature, ecdsa::scalar_bytes(key.curve))?;
    if case.holds_with(&raw) {
        let length = raw.len();
        let message = format!(
            "the signature is right, but in ASN.1 DER format; a token has r and s as {length} bytes, one after the other"
        );
        let fix = "have the issuer convert the signature, such as with `dsaEncoding: 'ieee-p1363'` in Node or `SHA256withECDSAinP1363Format` in Java";
        return Some(Explanation::new("signature-der", message).fix(fix).spec(Spec::Rfc(7518, "3.4")));
    }
    tried.push("as ASN.1 DER, which it looks like".into());
    None
}

fn out_of_range(case: &Case, key: &Ec) -> Option<Explanation> {
    let curve = key.curve;
    if case.signature.len() != 2 * ecdsa::scalar_bytes(curve) || ecdsa::in_range(curve, case.signature) {
        return None;
    }
    let message = format!(
        "r or s is not below the order of {}, so it is not the signature of any key on that curve",
        curve.name()
    );
    let fix = "check that the token is whole and unchanged, and which algorithm the issuer signs with";
    Some(Explanation::new("signature-range", message).fix(fix).spec(Spec::Rfc(7518, "3.4")))
}

fn other_hash(case: &Case, key: &Ec, tried: &mut Tried) -> Option<Explanation> {
    let hashes: Vec<Hash> = Hash::ALL.into_iter().filter(|hash| Some(*hash) != case.algorithm.hash).collect();
    for hash in &hashes {
        if ecdsa::verify_digest(key, &hash.digest(case.message), case.signature).is_ok() {
            let (name, header) = (case.algorithm.name, case.algorithm.hash.map_or("", Hash::name));
            let message = format!("the signature holds with {}, and {name} takes {header}", hash.name());
            let fix = format!("have the issuer hash with {header} before signing");
            return Some(Explanation::new("other-hash", message).fix(fix).spec(Spec::Rfc(7518, "3.4")));
        }
    }
    if case.signature.len() == 2 * ecdsa::scalar_bytes(key.curve) {
        tried.push(format!("with {}", list(&hashes.iter().map(|hash| hash.name()).collect::<Vec<_>>())));
    }
    None
}
