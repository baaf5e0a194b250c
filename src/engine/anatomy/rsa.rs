//! RSA: the signature to the power of the public exponent is the block that was signed (RFC 8017 §8.1.2, §8.2.2).

use super::{Case, Ink, Label, Step, Topic, Value};
use crate::engine::jwa::rsa::{mgf1, modulus_bits, opened};
use crate::engine::jwa::{Family, Hash};
use crate::key::Material;

pub(super) fn steps(case: &Case, steps: &mut Vec<Step>) -> Result<(), Topic> {
    let Some(hash) = case.algorithm.hash else { return Ok(()) };
    let (step, digest) = case.hashed(hash);
    steps.push(step);
    let Material::Rsa(key) = &case.key()?.material else { return Err(Topic::OtherKey(case.algorithm.key)) };
    let bits = modulus_bits(key);
    let (expected, got) = (bits.div_ceil(8), case.signature.len());
    if got != expected {
        return Err(Topic::Length { expected, got });
    }
    let given = [
        Value::of(Label::Signature, [(Ink::First, case.signature)]),
        Value::plain(Label::Exponent, &key.e),
        Value::plain(Label::Modulus, &key.n),
    ];
    steps.push(Step::new(Topic::Power(bits), given));
    let block = opened(key, case.signature).ok_or(Topic::TooLarge)?;
    match case.algorithm.family {
        Family::RsaPss => pss(case, steps, hash, &digest, &block, bits),
        _ => pkcs1(case, steps, &digest, &block),
    }
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2).
fn pkcs1(case: &Case, steps: &mut Vec<Step>, digest: &[u8], block: &[u8]) -> Result<(), Topic> {
    let filled = block.strip_prefix(&[0, 1]).and_then(|rest| rest.iter().position(|byte| *byte != 0xff));
    // Eight bytes at least, so that noise is not taken for padding.
    let start = filled.filter(|filled| *filled >= 8).map(|filled| filled + 3);
    let parts = start.and_then(|start| block.split_at_checked(start)).filter(|(padding, _)| padding.ends_with(&[0]));
    let Some((padding, content)) = parts else {
        steps.push(Step::new(Topic::Noise, [Value::plain(Label::Block, block)]));
        return Ok(());
    };
    let named = |hash: &Hash| content.strip_prefix(hash.digest_info()).is_some_and(|rest| rest.len() == hash.bytes());
    let Some(hash) = Hash::ALL.into_iter().find(named) else {
        let runs = [(Ink::Padding, padding), (Ink::Plain, content)];
        steps.push(Step::new(Topic::Pkcs1Other, [Value::of(Label::Block, runs)]));
        return Ok(());
    };
    let (info, inside) = content.split_at_checked(hash.digest_info().len()).unwrap_or_default();
    let runs = [(Ink::Padding, padding), (Ink::Info, info), (Ink::Hash, inside)];
    steps.push(Step::new(Topic::Pkcs1(hash), [Value::of(Label::Block, runs)]));
    steps.push(case.compare((Label::Digest, digest), (Label::Inside, inside)));
    Ok(())
}

/// EMSA-PSS (RFC 8017 §9.1.2) with the salt that RFC 7518 §3.5 asks for.
fn pss(case: &Case, steps: &mut Vec<Step>, hash: Hash, digest: &[u8], block: &[u8], bits: usize) -> Result<(), Topic> {
    // The encoded message has one bit less than the modulus, so with 8n+1 bits it has a byte less.
    let em_bits = bits.saturating_sub(1);
    let front = block.len().saturating_sub(em_bits.div_ceil(8));
    let parts = block.split_last().filter(|(trailer, _)| **trailer == 0xbc).and_then(|(_, rest)| {
        let (masked, inside) = rest.split_at_checked(rest.len().checked_sub(hash.bytes())?)?;
        let (zeros, masked) = masked.split_at_checked(front)?;
        (zeros.iter().all(|byte| *byte == 0)).then_some((zeros, masked, inside))
    });
    let Some((zeros, masked, inside)) = parts else {
        steps.push(Step::new(Topic::Noise, [Value::plain(Label::Block, block)]));
        return Ok(());
    };
    let runs = [(Ink::Padding, zeros), (Ink::Masked, masked), (Ink::Hash, inside), (Ink::Padding, &[0xbc])];
    steps.push(Step::new(Topic::Pss(hash), [Value::of(Label::Block, runs)]));
    let mask = mgf1(&|bytes| hash.digest(bytes), inside, masked.len());
    let mut data: Vec<u8> = masked.iter().zip(&mask).map(|(a, b)| a ^ b).collect();
    let unused = 8 * (block.len() - front) - em_bits;
    data.first_mut().into_iter().for_each(|first| *first &= 0xff >> unused);
    let masks = Value::of(Label::Mask, [(Ink::Masked, mask.as_slice())]);
    // As many zeros as leave room for the salt, a 1, and the salt.
    let filling = data.iter().position(|byte| *byte != 0).filter(|at| data.get(*at) == Some(&1)).map(|at| at + 1);
    let Some((padding, salt)) = filling.and_then(|filling| data.split_at_checked(filling)) else {
        steps.push(Step::new(Topic::Unpadded, [masks, Value::plain(Label::DataBlock, &data)]));
        return Ok(());
    };
    let runs = [(Ink::Padding, padding), (Ink::Salt, salt)];
    steps.push(Step::new(Topic::Unmask(hash), [masks, Value::of(Label::DataBlock, runs)]));
    let zeros = [0; 8];
    let salted = hash.digest(&[&zeros, digest, salt].concat());
    let runs = [(Ink::Padding, zeros.as_slice()), (Ink::Hash, digest), (Ink::Salt, salt)];
    let hashed = Value::of(Label::SaltedHash, [(Ink::Hash, salted.as_slice())]);
    steps.push(Step::new(Topic::Salted(hash), [Value::of(Label::SaltedInput, runs), hashed]));
    steps.push(case.compare((Label::SaltedHash, &salted), (Label::Inside, inside)));
    Ok(())
}
