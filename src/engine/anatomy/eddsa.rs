//! EdDSA (RFC 8032 §5.1.7, §5.2.7): a point and a number, and a hash that binds them to the key and the message.

use super::{Case, Ink, Label, Step, Topic, Value};
use crate::crypto::hash::shake256;
use crate::engine::jwa::Hash;
use crate::key::{EdCurve, Material};

/// What Ed448 hashes before all else: its name, no prehash, no context (RFC 8032 §5.2).
const DOM4: &[u8] = b"SigEd448\0\0";

pub(super) fn steps(case: &Case, steps: &mut Vec<Step>) -> Result<(), Topic> {
    let okp = || match case.key()?.material {
        Material::Okp(ref key) => Ok(key),
        _ => Err(Topic::OtherKey(case.algorithm.key)),
    };
    // The length tells the curve where there is no key to do so.
    let lengths = EdCurve::ALL.into_iter().find(|curve| case.signature.len() == 2 * curve.key_bytes());
    let curve = okp().map(|key| key.curve).ok().or(lengths);
    let curve = curve.ok_or(Topic::NeedsKey(case.algorithm.key))?;
    let (length, got) = (curve.key_bytes(), case.signature.len());
    let halves = case.signature.split_at_checked(length).filter(|(_, s)| s.len() == length);
    let (r, s) = halves.ok_or(Topic::Length { expected: 2 * length, got })?;
    let parts = [(Label::CommitmentR, Ink::First, r), (Label::NumberS, Ink::Second, s)];
    let parts = parts.map(|(label, ink, bytes)| Value::of(label, [(ink, bytes)]));
    steps.push(Step::new(Topic::PointAndNumber(curve.name()), parts));
    let key = okp()?;
    let front = if curve == EdCurve::Ed448 { DOM4 } else { &[] };
    let hashed = [front, r, &key.x, case.message()].concat();
    let (name, challenge) = match curve {
        EdCurve::Ed25519 => (Hash::Sha512.name(), Hash::Sha512.digest(&hashed)),
        EdCurve::Ed448 => ("SHAKE256", shake256(&hashed, 114)),
    };
    let runs = [(Ink::Padding, front), (Ink::First, r), (Ink::Key, key.x.as_slice()), (Ink::Message, case.message())];
    let values =
        [Value::of(Label::ChallengeInput, runs), Value::of(Label::Challenge, [(Ink::Hash, challenge.as_slice())])];
    steps.push(Step::new(Topic::Challenge(name), values));
    steps.push(case.equation(case.key()?));
    Ok(())
}
