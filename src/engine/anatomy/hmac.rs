//! HMAC (RFC 2104 §2): the key as a block, two paddings, a hash in a hash.

use super::{Case, Ink, Label, Step, Topic, Value};
use crate::key::Material;
use zeroize::Zeroizing;

pub(super) fn steps(case: &Case, steps: &mut Vec<Step>) -> Result<(), Topic> {
    let (Some(hash), key) = (case.algorithm.hash, case.key()?) else { return Ok(()) };
    let Material::Secret(secret) = &key.material else { return Err(Topic::OtherKey(case.algorithm.key)) };
    let secret = &secret.0;
    let size = hash.block_bytes();
    // A key that is longer than a block is hashed first.
    let short = Zeroizing::new(if secret.len() > size { hash.digest(secret) } else { secret.clone() });
    let zeros = vec![0; size.saturating_sub(short.len())];
    let padded = |with: u8| Zeroizing::new(short.iter().chain(&zeros).map(|byte| byte ^ with).collect::<Vec<u8>>());
    let (inner_pad, outer_pad) = (padded(0x36), padded(0x5c));
    let ink = if short.len() < secret.len() { Ink::Hash } else { Ink::Key };
    let inner = hash.digest(&Zeroizing::new([&inner_pad, case.message()].concat()));
    let outer = hash.digest(&Zeroizing::new([&outer_pad, inner.as_slice()].concat()));
    steps.push(Step::new(
        Topic::KeyBlock(hash, secret.len()),
        [
            Value::of(Label::Key, [(Ink::Key, secret.as_slice())]).hidden(),
            Value::of(Label::KeyBlock, [(ink, short.as_slice()), (Ink::Padding, &zeros)]).hidden(),
        ],
    ));
    steps.push(Step::new(
        Topic::Pads,
        [
            Value::of(Label::InnerPad, [(Ink::Key, inner_pad.as_slice())]).hidden(),
            Value::of(Label::OuterPad, [(Ink::Key, outer_pad.as_slice())]).hidden(),
        ],
    ));
    let hashed = |label, digest| Value::of(label, [(Ink::Hash, digest)]);
    steps.push(Step::new(Topic::Inner(hash), [hashed(Label::InnerHash, inner.as_slice())]));
    steps.push(Step::new(Topic::Outer(hash), [hashed(Label::Mac, outer.as_slice())]));
    steps.push(case.compare((Label::Mac, &outer), (Label::Signature, case.signature)));
    Ok(())
}
