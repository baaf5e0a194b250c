//! ML-DSA (FIPS 204 §5.3, §6.3): three parts, and a hash that binds the message to the key. What follows is arithmetic on
//! polynomials, which nobody reads number by number.

use super::{Case, Ink, Label, Step, Topic, Value};
use crate::crypto::hash::shake256;
use crate::engine::jwa::KeyRule;
use crate::key::{Material, MlDsa};

/// The lengths of the first and the last part of a signature, in bytes: λ/4, and ω + k (FIPS 204, tables 1 and 2).
fn ends(set: MlDsa) -> (usize, usize) {
    match set {
        MlDsa::MlDsa44 => (32, 80 + 4),
        MlDsa::MlDsa65 => (48, 55 + 6),
        MlDsa::MlDsa87 => (64, 75 + 8),
    }
}

pub(super) fn steps(case: &Case, steps: &mut Vec<Step>) -> Result<(), Topic> {
    let KeyRule::Akp(set) = case.algorithm.key else { return Ok(()) };
    let (expected, got) = (set.signature_bytes(), case.signature.len());
    if got != expected {
        return Err(Topic::Length { expected, got });
    }
    let (front, back) = ends(set);
    let (challenge, rest) = case.signature.split_at_checked(front).unwrap_or_default();
    let (response, hints) = rest.split_at_checked(rest.len().saturating_sub(back)).unwrap_or_default();
    let parts =
        [(Label::CTilde, Ink::First, challenge), (Label::Z, Ink::Second, response), (Label::Hints, Ink::Third, hints)];
    steps.push(Step::new(Topic::ThreeParts, parts.map(|(label, ink, bytes)| Value::of(label, [(ink, bytes)]))));
    let key = case.key()?;
    let Material::Akp(public) = &key.material else { return Err(Topic::OtherKey(case.algorithm.key)) };
    let tr = shake256(&public.public, 64);
    // Two zeros: the pure form, and a context of no bytes (FIPS 204, algorithm 3).
    let mu = shake256(&[&tr, &[0, 0][..], case.message()].concat(), 64);
    let values =
        [Value::of(Label::Tr, [(Ink::Key, tr.as_slice())]), Value::of(Label::Mu, [(Ink::Hash, mu.as_slice())])];
    steps.push(Step::new(Topic::Representative, values));
    steps.push(case.equation(key));
    Ok(())
}
