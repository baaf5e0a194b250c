//! Other calls of the functions that EdDSA and ML-DSA have: with the hash of the text, with a context, without the prefix that
//! tells one from the other. JOSE has none of them.

use super::{Case, Code, Dimension, Fact, Step};
use crate::crypto::eddsa::{self, Variant};
use crate::crypto::ml_dsa;
use crate::engine::jwa::Hash;
use crate::key::{Material, MlDsa, Okp};

/// What signers put there that want to name the purpose.
const CONTEXTS: [&str; 6] = ["JWT", "JWS", "JOSE", "jwt", "jws", "jose"];

/// So many checks are made, at most.
pub(super) const CHECKS: u32 = 13;

/// The steps that lead from this text to the signature, and the signature's bytes as they should be.
pub(super) fn ask(case: &Case, text: &[u8]) -> Option<(Vec<Step>, Vec<u8>)> {
    let as_it_is = |step| (vec![step], case.signature.to_vec());
    match &case.key.material {
        Material::Okp(key) => variant(key, text, case.signature).map(as_it_is),
        Material::Akp(key) => prefixed(key.set, &key.public, text, case.signature).map(as_it_is),
        _ => None,
    }
}

fn step(name: &'static str, fact: Fact) -> Step {
    Step::new(Dimension::Primitive, name, Code::OtherAlgorithm).with(fact)
}

/// RFC 8032 §5.1 and §5.2.
fn variant(key: &Okp, text: &[u8], signature: &[u8]) -> Option<Step> {
    let contexts = || core::iter::once("").chain(CONTEXTS);
    let all = contexts().map(|context| (true, context)).chain(CONTEXTS.map(|context| (false, context)));
    let is = |(prehashed, context): &(bool, &str)| {
        let variant = Variant { prehashed: *prehashed, context: context.as_bytes() };
        eddsa::verify_variant(key.curve, &key.x, text, signature, variant) == Some(true)
    };
    all.into_iter().find(is).map(|(prehashed, context)| match (prehashed, context) {
        (true, "") => step("text-hashed-first", Fact::None),
        (true, context) => step("hash-in-context", Fact::Name(context)),
        (false, context) => step("in-context", Fact::Name(context)),
    })
}

/// FIPS 204 §5.2 to §5.4: what stands before the text, or before its hash.
fn prefixed(set: MlDsa, public: &[u8], text: &[u8], signature: &[u8]) -> Option<Step> {
    let holds = |message: &[u8]| ml_dsa::verify_internal(set, public, message, signature) == Some(true);
    if holds(text) {
        return Some(step("no-prefix", Fact::None));
    }
    let context = CONTEXTS.into_iter().find(|context| {
        let length = u8::try_from(context.len()).unwrap_or_default();
        holds(&[&[0, length][..], context.as_bytes(), text].concat())
    });
    if let Some(context) = context {
        return Some(step("in-context", Fact::Name(context)));
    }
    // 2.16.840.1.101.3.4.2.1 to 3, as DER.
    let hashed = Hash::ALL.into_iter().zip(1u8..).find(|(hash, number)| {
        let prefix = [1, 0, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, *number];
        holds(&[&prefix[..], &hash.digest(text)].concat())
    });
    hashed.map(|(hash, _)| step("prehashed", Fact::Name(hash.name())))
}
