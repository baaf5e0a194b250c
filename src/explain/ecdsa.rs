//! ECDSA: the format of r and s, values that no signer makes, and another hash.

use super::shape::{coded_otherwise, right};
use super::{Case, Run};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::{Half, HashFound, Signature, Tried, Zero};
use crate::engine::jwa::Hash;
use crate::engine::jwa::ecdsa::{self, HashTester};
use crate::key::{Curve, Ec};
use std::sync::Arc;

pub(super) fn explain(case: &Case, key: &Ec, run: &mut Run) -> Option<Diagnostic> {
    zero(case, key)
        .or_else(|| der(case, key, run))
        .or_else(|| other_hash(case, key, run))
        .or_else(|| halves(case, key, run))
        .or_else(|| {
            let out = out_of_range(case, key)?;
            coded_otherwise(case, run).or(Some(out))
        })
}

fn zero(case: &Case, key: &Ec) -> Option<Diagnostic> {
    let bytes = ecdsa::scalar_bytes(key.curve);
    let (r, s) = case.signature.split_at_checked(bytes).filter(|(_, s)| s.len() == bytes)?;
    let zero = |scalar: &[u8]| scalar.iter().all(|byte| *byte == 0);
    let which = match (zero(r), zero(s)) {
        (true, true) => Zero::Both,
        (true, false) => Zero::R,
        (false, true) => Zero::S,
        (false, false) => return None,
    };
    Some(Diagnostic::error(Signature::Zero(which)))
}

fn der(case: &Case, key: &Ec, run: &mut Run) -> Option<Diagnostic> {
    let raw = ecdsa::from_der(case.signature, ecdsa::scalar_bytes(key.curve))?;
    right(case, run, Signature::Der(raw.len()), &raw).or_else(|| run.in_vain(Tried::Der))
}

/// r and s the wrong way round, or each of them from back to front.
fn halves(case: &Case, key: &Ec, run: &mut Run) -> Option<Diagnostic> {
    let bytes = ecdsa::scalar_bytes(key.curve);
    let (r, s) = case.signature.split_at_checked(bytes).filter(|(_, s)| s.len() == bytes)?;
    let back = |half: &[u8]| half.iter().rev().copied().collect::<Vec<u8>>();
    right(case, run, Signature::Swapped, &[s, r].concat())
        .or_else(|| right(case, run, Signature::Reversed(Half::Each), &[back(r), back(s)].concat()))
        .or_else(|| run.in_vain(Tried::Halves))
}

fn out_of_range(case: &Case, key: &Ec) -> Option<Diagnostic> {
    let curve = key.curve;
    if case.signature.len() != 2 * ecdsa::scalar_bytes(curve) || ecdsa::in_range(curve, case.signature) {
        return None;
    }
    Some(Diagnostic::error(Signature::Range(curve.name())))
}

fn other_hash(case: &Case, key: &Ec, run: &mut Run) -> Option<Diagnostic> {
    if !ecdsa::in_range(key.curve, case.signature) {
        return None;
    }
    let hashes: Vec<Hash> = Hash::ALL.into_iter().filter(|hash| Some(*hash) != case.algorithm.hash).collect();
    let digests = Digests::of(case, key, run);
    for hash in &hashes {
        if run.may(digests.cost) && digests.has(&hash.digest(case.message)) {
            let expected = case.algorithm.hash.map_or("", Hash::name);
            let found = HashFound::Instead { hash: hash.name(), expected };
            return Some(Diagnostic::error(Signature::OtherHash { found, algorithm: case.algorithm.named() }));
        }
    }
    run.in_vain(Tried::Hashes(hashes.iter().map(|hash| hash.name()).collect()))
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
