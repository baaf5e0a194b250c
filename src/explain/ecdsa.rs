//! ECDSA: the format of r and s, values that no signer makes, and another hash.

use super::shape::{TURN, coded_otherwise, right};
use super::{Case, Explanation, Run, list};
use crate::jwa::Hash;
use crate::jwa::ecdsa::{self, HashTester};
use crate::key::{Curve, Ec};
use crate::spec::Spec;
use std::sync::Arc;

pub(super) fn explain(case: &Case, key: &Ec, run: &mut Run) -> Option<Explanation> {
    zero(case, key)
        .or_else(|| der(case, key, run))
        .or_else(|| other_hash(case, key, run))
        .or_else(|| halves(case, key, run))
        .or_else(|| {
            let out = out_of_range(case, key)?;
            coded_otherwise(case, run).or(Some(out))
        })
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

fn der(case: &Case, key: &Ec, run: &mut Run) -> Option<Explanation> {
    let raw = ecdsa::from_der(case.signature, ecdsa::scalar_bytes(key.curve))?;
    let length = raw.len();
    let words = format!("in ASN.1 DER format; a token has r and s as {length} bytes, one after the other");
    let fix = "have the issuer convert the signature, such as with `dsaEncoding: 'ieee-p1363'` in Node or `SHA256withECDSAinP1363Format` in Java";
    right(case, run, "signature-der", &words, fix, &raw).or_else(|| run.in_vain("as ASN.1 DER, which it looks like"))
}

/// r and s the wrong way round, or each of them from back to front.
fn halves(case: &Case, key: &Ec, run: &mut Run) -> Option<Explanation> {
    let bytes = ecdsa::scalar_bytes(key.curve);
    let (r, s) = case.signature.split_at_checked(bytes).filter(|(_, s)| s.len() == bytes)?;
    let back = |half: &[u8]| half.iter().rev().copied().collect::<Vec<u8>>();
    let words = "s stands before r; a token has r first";
    let fix = "have the issuer put r before s";
    right(case, run, "signature-swapped", words, fix, &[s, r].concat())
        .or_else(|| {
            let words = "r and s each have their bytes in reversed order, the last one first";
            right(case, run, "signature-reversed", words, TURN, &[back(r), back(s)].concat())
        })
        .or_else(|| run.in_vain("with r and s turned round"))
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

fn other_hash(case: &Case, key: &Ec, run: &mut Run) -> Option<Explanation> {
    if !ecdsa::in_range(key.curve, case.signature) {
        return None;
    }
    let hashes: Vec<Hash> = Hash::ALL.into_iter().filter(|hash| Some(*hash) != case.algorithm.hash).collect();
    let digests = Digests::of(case, key, run);
    for hash in &hashes {
        if run.may(digests.cost) && digests.has(&hash.digest(case.message)) {
            let (name, header) = (case.algorithm.name, case.algorithm.hash.map_or("", Hash::name));
            let message = format!("the signature holds with {}, and {name} takes {header}", hash.name());
            let fix = format!("have the issuer hash with {header} before signing");
            return Some(Explanation::new("other-hash", message).fix(fix).spec(Spec::Rfc(7518, "3.4")));
        }
    }
    run.in_vain(format!("with {}", list(&hashes.iter().map(|hash| hash.name()).collect::<Vec<_>>())))
}

/// Tells which hashes the signature is of.
pub(super) struct Digests<'a> {
    key: &'a Ec,
    signature: &'a [u8],
    tester: Option<Arc<HashTester>>,
    /// About how many microseconds one takes, with making it.
    pub(super) cost: u32,
}

impl<'a> Digests<'a> {
    pub(super) fn of(case: &'a Case, key: &'a Ec, run: &mut Run) -> Self {
        let (read, one) = costs(key.curve);
        let known = ecdsa::in_range(key.curve, case.signature);
        let tester =
            if known { run.search.hash_tester(read, || ecdsa::hash_tester(key, case.signature)) } else { None };
        // To make a text takes about as long as to hash it.
        let cost = if tester.is_some() { one + 2 * case.hash_cost() } else { case.cost() };
        Self { key, signature: case.signature, tester, cost }
    }

    pub(super) fn has(&self, digest: &[u8]) -> bool {
        match &self.tester {
            Some(tester) => tester.is_of(digest),
            None => ecdsa::verify_digest(self.key, digest, self.signature).is_ok(),
        }
    }
}

/// About how many microseconds it takes to make a hash tester, and to compare one hash with it, in a browser: parts of a check
/// as they were measured outside of one, rounded up. The first of a page makes a table of the curve, too.
pub(super) fn costs(curve: Curve) -> (u32, u32) {
    match curve {
        Curve::P256 => (2_500, 300),
        Curve::Secp256k1 => (1_200, 160),
        Curve::P384 => (9_000, 1_000),
        Curve::P521 => (7_500, 900),
    }
}
