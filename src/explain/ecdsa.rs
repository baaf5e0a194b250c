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
    let raw = from_der(case.signature, ecdsa::scalar_bytes(key.curve))?;
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
    let hashes: Vec<Hash> = Hash::ALL.into_iter().filter(|hash| *hash != case.algorithm.hash).collect();
    for hash in &hashes {
        if ecdsa::verify_digest(key, &hash.digest(case.message), case.signature).is_ok() {
            let (name, header) = (case.algorithm.name, case.algorithm.hash.name());
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

/// r and s of an `ECDSA-Sig-Value` (RFC 3279 §2.2.3), each as `bytes` bytes; `None` if `der` is anything else.
fn from_der(der: &[u8], bytes: usize) -> Option<Vec<u8>> {
    let (body, rest) = element(0x30, der)?;
    let (r, body) = element(0x02, body)?;
    let (s, body) = element(0x02, body)?;
    let mut raw = vec![];
    for integer in [r, s] {
        let digits: Vec<u8> = integer.iter().copied().skip_while(|byte| *byte == 0).collect();
        raw.resize(raw.len() + bytes.checked_sub(digits.len())?, 0);
        raw.extend(digits);
    }
    (rest.is_empty() && body.is_empty()).then_some(raw)
}

/// Splits off an element with this tag: its content, and what follows.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match der {
        [first, 0x81, length, rest @ ..] if *first == tag => (*length, rest),
        [first, length @ ..=0x7f, rest @ ..] if *first == tag => (*length, rest),
        _ => return None,
    };
    rest.split_at_checked(length.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_is_converted_with_its_zeros_and_broken_der_is_not() {
        let check = |der: &[u8], raw: Option<&[u8]>| assert_eq!(from_der(der, 2).as_deref(), raw, "{der:?}");
        check(&[0x30, 6, 2, 1, 5, 2, 1, 7], Some(&[0, 5, 0, 7]));
        check(&[0x30, 0x81, 9, 2, 3, 0, 0x80, 1, 2, 2, 1, 2], Some(&[0x80, 1, 1, 2]));
        check(&[0x30, 6, 2, 1, 5, 2, 1, 7, 0], None);
        check(&[0x30, 7, 2, 1, 5, 2, 1, 7, 0], None);
        check(&[0x30, 9, 2, 1, 5, 2, 1, 7], None);
        check(&[0x30, 8, 2, 3, 1, 1, 1, 2, 1, 7], None);
        check(&[0x30], None);
        check(&[], None);
    }
}
