//! A signature taken apart: the steps that a verifier takes with it, each with the values of this token and this key.
//!
//! Nothing here decides anything, [`verify`](super::verify) does that; these are the same calculations, one by one, to be looked
//! at. A step says what it is about and holds no prose, which stands in `words`. Where the key is missing the steps go as far as
//! they can without it, and the last one says what is needed.

mod ecdsa;
mod eddsa;
mod hmac;
mod ml_dsa;
mod rsa;
mod value;

use super::jwa::{Algorithm, Failure, Family, Hash, KeyRule};
use super::verify::fit;
use crate::jose::{Serialization, Token};
use crate::key::Key;
pub use value::{Ink, Label, Run, Value, differing_bits};

/// The steps of one signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Anatomy {
    /// The row of the token's `alg`.
    pub algorithm: &'static Algorithm,
    /// In order; never empty.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is about.
    pub topic: Topic,
    /// What goes into it and what comes out.
    pub values: Vec<Value>,
}

/// Where the text that is signed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the token, before its second dot.
    Compact,
    /// In two members of the JSON.
    Json,
    /// In part outside of the token: its content was sent apart.
    Apart,
}

/// What a step is about, with the numbers that a sentence on it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The text that is signed.
    Input(Origin),
    /// The same as bytes: so many.
    Octets(usize),
    /// Its hash.
    Hash(Hash),
    /// HMAC: the key, of so many bytes, as one block of the hash.
    KeyBlock(Hash, usize),
    /// HMAC: that block with two paddings.
    Pads,
    /// HMAC: the first hash.
    Inner(Hash),
    /// HMAC: the second hash, which is the result.
    Outer(Hash),
    /// RSA: the signature as a number, to the power of the public exponent; modulo a number of so many bits.
    Power(usize),
    /// RSA: what came out is a block of PKCS#1 v1.5 that names this hash.
    Pkcs1(Hash),
    /// RSA: what came out is a block of PKCS#1 v1.5 with something else in it.
    Pkcs1Other,
    /// RSA: what came out is a block of PSS.
    Pss(Hash),
    /// RSA: what came out is no such block.
    Noise,
    /// RSA: the signature is not below the modulus, so there is nothing to work out.
    TooLarge,
    /// PSS: the salt comes out from under its mask.
    Unmask(Hash),
    /// PSS: what comes out is not padded as it has to be.
    Unpadded,
    /// PSS: the hash of hash and salt.
    Salted(Hash),
    /// ECDSA: the signature is two numbers, r and s.
    Numbers(&'static str),
    /// ECDSA: r or s is not from 1 to below the order.
    OutOfRange(&'static str),
    /// ECDSA: u1 and u2.
    Quotients,
    /// ECDSA: the point R.
    Point(&'static str),
    /// EdDSA: the signature is a point R and a number S.
    PointAndNumber(&'static str),
    /// EdDSA: the hash of R, the key and the message, by the hash of this name.
    Challenge(&'static str),
    /// ML-DSA: the signature has three parts.
    ThreeParts,
    /// ML-DSA: the hash of the key and the message.
    Representative,
    /// The last equation, which is too large to be shown number by number: whether it holds.
    Equation(Family, bool),
    /// Two values side by side: so many of so many bits differ.
    Compare {
        /// The family whose values these are.
        family: Family,
        /// How many bits differ.
        differing: usize,
        /// How many there are.
        bits: usize,
    },
    /// The signature has another length than this algorithm and key give.
    Length {
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        got: usize,
    },
    /// There is no key to go on with.
    NeedsKey(KeyRule),
    /// The key is of another kind.
    OtherKey(KeyRule),
}

/// Takes the signature of `token` apart, which is one of `algorithm`. `None` if the token does not have three parts.
pub fn of(token: &Token, algorithm: &'static Algorithm, key: Option<&Key>) -> Option<Anatomy> {
    let signature = &token.signature()?.bytes;
    let input = token.signing_input()?;
    let header = token.segments.first()?.encoded.len();
    let origin = match (token.beside.serialization, token.is_detached()) {
        (_, true) => Origin::Apart,
        (Serialization::Compact, false) => Origin::Compact,
        (_, false) => Origin::Json,
    };
    let case = Case { algorithm, input, origin, signature, key };
    let mut steps =
        vec![case.input(header), Step::new(Topic::Octets(input.len()), [Value::plain(Label::Bytes, input)])];
    let outcome = match algorithm.family {
        Family::Hmac => hmac::steps(&case, &mut steps),
        Family::RsaPkcs1 | Family::RsaPss => rsa::steps(&case, &mut steps),
        Family::Ecdsa => ecdsa::steps(&case, &mut steps),
        Family::EdDsa => eddsa::steps(&case, &mut steps),
        Family::MlDsa => ml_dsa::steps(&case, &mut steps),
    };
    if let Err(why) = outcome {
        steps.push(Step::new(why, []));
    }
    Some(Anatomy { algorithm, steps })
}

impl Anatomy {
    /// The hash that everything hangs on: it changes when a letter of the token does. `None` where it takes a key that is missing.
    pub fn fingerprint(&self) -> Option<&Value> {
        let decisive =
            |value: &&Value| matches!(value.label, Label::Digest | Label::Mac | Label::Challenge | Label::Mu);
        self.steps.iter().flat_map(|step| &step.values).find(decisive)
    }
}

impl Step {
    fn new(topic: Topic, values: impl IntoIterator<Item = Value>) -> Step {
        Step { topic, values: values.into_iter().collect() }
    }
}

/// What is taken apart.
struct Case<'a> {
    algorithm: &'static Algorithm,
    input: &'a [u8],
    origin: Origin,
    signature: &'a [u8],
    key: Option<&'a Key>,
}

impl<'a> Case<'a> {
    fn message(&self) -> &'a [u8] {
        self.input
    }

    fn input(&self, header: usize) -> Step {
        let (header, rest) = self.message().split_at_checked(header).unwrap_or_default();
        let (dot, payload) = rest.split_at_checked(1).unwrap_or_default();
        let runs = [(Ink::Header, header), (Ink::Plain, dot), (Ink::Payload, payload)];
        Step::new(Topic::Input(self.origin), [Value { text: true, ..Value::of(Label::Text, runs) }])
    }

    /// The hash of the message as a step, and the hash.
    fn hashed(&self, hash: Hash) -> (Step, Vec<u8>) {
        let digest = hash.digest(self.message());
        (Step::new(Topic::Hash(hash), [Value::of(Label::Digest, [(Ink::Hash, digest.as_slice())])]), digest)
    }

    /// The key, if there is one of the right kind.
    fn key(&self) -> Result<&'a Key, Topic> {
        let key = self.key.ok_or(Topic::NeedsKey(self.algorithm.key))?;
        // What a key says of its own use is no matter of arithmetic.
        if fit::kind_fits(self.algorithm, key) { Ok(key) } else { Err(Topic::OtherKey(self.algorithm.key)) }
    }

    /// Whether the signature holds, by the function that verifies it.
    fn equation(&self, key: &Key) -> Step {
        let holds = (self.algorithm.verify)(key, self.message(), self.signature) == Ok::<(), Failure>(());
        Step::new(Topic::Equation(self.algorithm.family, holds), [])
    }

    /// Two values that have to be the same.
    fn compare(&self, ours: (Label, &[u8]), theirs: (Label, &[u8])) -> Step {
        let (differing, bits) = differing_bits(ours.1, theirs.1);
        let topic = Topic::Compare { family: self.algorithm.family, differing, bits };
        Step::new(topic, [Value::beside(ours.0, ours.1, theirs.1), Value::beside(theirs.0, theirs.1, ours.1)])
    }
}

#[cfg(test)]
mod tests;
