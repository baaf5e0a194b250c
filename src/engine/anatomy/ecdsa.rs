//! ECDSA (FIPS 186-5 §6.4.2): two numbers, a hash and the key lead to a point, and its x has to be the first number.

use super::{Case, Ink, Label, Step, Topic, Value};
use crate::crypto::ecdsa::equation;
use crate::engine::jwa::KeyRule;
use crate::key::Material;

pub(super) fn steps(case: &Case, steps: &mut Vec<Step>) -> Result<(), Topic> {
    let (Some(hash), KeyRule::Ec(curve)) = (case.algorithm.hash, case.algorithm.key) else { return Ok(()) };
    let (step, digest) = case.hashed(hash);
    steps.push(step);
    let (length, got) = (curve.field_bytes(), case.signature.len());
    let halves = case.signature.split_at_checked(length).filter(|(_, s)| s.len() == length);
    let (r, s) = halves.ok_or(Topic::Length { expected: 2 * length, got })?;
    let [r_value, s_value] = [(Label::R, Ink::First, r), (Label::S, Ink::Second, s)]
        .map(|(label, ink, bytes)| Value::of(label, [(ink, bytes)]));
    steps.push(Step::new(Topic::Numbers(curve.name()), [r_value, s_value]));
    let Material::Ec(key) = &case.key()?.material else { return Err(Topic::OtherKey(case.algorithm.key)) };
    let numbers = equation(curve, [&key.x, &key.y], &digest, case.signature).ok_or(Topic::OutOfRange(curve.name()))?;
    let plain = |label, bytes: &[u8]| Value::plain(label, bytes);
    let e = Value::of(Label::E, [(Ink::Hash, numbers.e.as_slice())]);
    steps.push(Step::new(Topic::Quotients, [e, plain(Label::U1, &numbers.u1), plain(Label::U2, &numbers.u2)]));
    let mut values = vec![Value::of(Label::PublicKey, [(Ink::Key, key.x.as_slice()), (Ink::Third, &key.y)])];
    if let Some([x, y]) = &numbers.point {
        values.extend([Value::of(Label::PointX, [(Ink::First, x.as_slice())]), plain(Label::PointY, y)]);
    }
    steps.push(Step::new(Topic::Point(curve.name()), values));
    steps.push(case.compare((Label::Reduced, &numbers.x), (Label::R, r)));
    Ok(())
}
