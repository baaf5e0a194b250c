//! The values of a step: bytes in stretches, each with what it stands for.

use core::fmt;
use zeroize::Zeroizing;

/// Of a longer stretch, so many bytes at its start and at its end are kept: nobody reads more, and a token can have a megabyte.
const HEAD: usize = 448;
const TAIL: usize = 64;

/// One value. `Debug` shows its label and size alone, because it may be made of a key.
#[derive(Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub label: Label,
    /// Its bytes.
    pub runs: Vec<Run>,
    /// How many bytes there are, those that were left out included.
    pub bytes: usize,
    /// Whether it is shown as text.
    pub text: bool,
    /// Whether whoever sees it can sign: it is hidden until someone asks for it.
    pub secret: bool,
}

/// A stretch of a value.
#[derive(Clone, PartialEq)]
pub struct Run {
    /// What it stands for.
    pub ink: Ink,
    /// Its bytes, as far as they are kept.
    pub bytes: Zeroizing<Vec<u8>>,
    /// So many bytes behind these were left out.
    pub left_out: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The text that is signed.
    Text,
    /// Its bytes.
    Bytes,
    /// Its hash.
    Digest,
    /// The signature of the token.
    Signature,
    /// HMAC: the key.
    Key,
    /// HMAC: the key as a block.
    KeyBlock,
    /// HMAC: that block with 0x36.
    InnerPad,
    /// HMAC: that block with 0x5c.
    OuterPad,
    /// HMAC: the first hash.
    InnerHash,
    /// HMAC: the second hash.
    Mac,
    /// RSA: the public exponent.
    Exponent,
    /// RSA: the modulus.
    Modulus,
    /// RSA: what the signature is opened to.
    Block,
    /// RSA: the hash in the block.
    Inside,
    /// PSS: the mask.
    Mask,
    /// PSS: the data block without its mask.
    DataBlock,
    /// PSS: what is hashed with the salt.
    SaltedInput,
    /// PSS: its hash.
    SaltedHash,
    /// ECDSA: r.
    R,
    /// ECDSA: s.
    S,
    /// ECDSA: the hash as a number.
    E,
    /// ECDSA: e / s.
    U1,
    /// ECDSA: r / s.
    U2,
    /// ECDSA: the public key, x and y.
    PublicKey,
    /// ECDSA: x of the point R.
    PointX,
    /// ECDSA: y of the point R.
    PointY,
    /// ECDSA: x of the point R modulo the order.
    Reduced,
    /// EdDSA: the point R.
    CommitmentR,
    /// EdDSA: the number S.
    NumberS,
    /// EdDSA: what is hashed.
    ChallengeInput,
    /// EdDSA: its hash.
    Challenge,
    /// ML-DSA: the challenge in the signature.
    CTilde,
    /// ML-DSA: the response.
    Z,
    /// ML-DSA: the hints.
    Hints,
    /// ML-DSA: the hash of the public key.
    Tr,
    /// ML-DSA: the hash of that and the message.
    Mu,
}

/// What a stretch of a value stands for, and so its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Nothing in particular.
    Plain,
    /// The header.
    Header,
    /// The payload.
    Payload,
    /// The key.
    Key,
    /// Bytes that are there to fill up.
    Padding,
    /// The name of the hash in DER.
    Info,
    /// A hash.
    Hash,
    /// A salt.
    Salt,
    /// Masked bytes.
    Masked,
    /// The first part of a signature.
    First,
    /// The second part of a signature.
    Second,
    /// The third part of a signature.
    Third,
    /// The message.
    Message,
    /// Differs from the value beside it.
    Differs,
}

impl Value {
    /// A value in stretches; empty ones are left out.
    pub(super) fn of<'a>(label: Label, runs: impl IntoIterator<Item = (Ink, &'a [u8])>) -> Value {
        let (mut kept, mut bytes) = (vec![], 0);
        for (ink, run) in runs.into_iter().filter(|(_, run)| !run.is_empty()) {
            bytes += run.len();
            match (run.len() > HEAD + TAIL, run.get(..HEAD), run.len().checked_sub(TAIL).and_then(|at| run.get(at..))) {
                (true, Some(head), Some(tail)) => {
                    let left_out = run.len() - HEAD - TAIL;
                    kept.push(Run { ink, bytes: head.to_vec().into(), left_out });
                    kept.push(Run { ink, bytes: tail.to_vec().into(), left_out: 0 });
                }
                _ => kept.push(Run { ink, bytes: run.to_vec().into(), left_out: 0 }),
            }
        }
        Value { label, runs: kept, bytes, text: false, secret: false }
    }

    pub(super) fn plain(label: Label, bytes: &[u8]) -> Value {
        Value::of(label, [(Ink::Plain, bytes)])
    }

    /// The same value, hidden until someone asks for it.
    pub(super) fn hidden(self) -> Value {
        Value { secret: true, ..self }
    }

    /// A value whose bytes are marked where they differ from `other`.
    pub fn beside(label: Label, bytes: &[u8], other: &[u8]) -> Value {
        let differs = |at: usize| bytes.get(at) != other.get(at);
        let mut runs: Vec<(Ink, &[u8])> = vec![];
        let mut start = 0;
        for at in 1..=bytes.len() {
            if at == bytes.len() || differs(at) != differs(start) {
                let ink = if differs(start) { Ink::Differs } else { Ink::Plain };
                runs.push((ink, bytes.get(start..at).unwrap_or_default()));
                start = at;
            }
        }
        Value::of(label, runs)
    }

    /// The bytes that are kept, without their inks.
    pub fn kept(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.runs.iter().flat_map(|run| run.bytes.iter().copied()).collect())
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({} bytes)", self.label, self.bytes)
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({} bytes)", self.ink, self.bytes.len())
    }
}

/// How many bits of two values differ, and how many there are; what only one of them has differs.
pub fn differing_bits(one: &[u8], other: &[u8]) -> (usize, usize) {
    let both = one.iter().zip(other).map(|(a, b)| (a ^ b).count_ones() as usize).sum::<usize>();
    (both + 8 * one.len().abs_diff(other.len()), 8 * one.len().max(other.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_stretch_keeps_its_two_ends_and_says_what_is_missing() {
        let value = Value::plain(Label::Bytes, &[7; 1000]);
        let kept: Vec<(usize, usize)> = value.runs.iter().map(|run| (run.bytes.len(), run.left_out)).collect();
        assert_eq!((value.bytes, kept.as_slice()), (1000, &[(448, 488), (64, 0)][..]));
        assert_eq!(Value::plain(Label::Bytes, &[7; 512]).runs.len(), 1);
        assert!(Value::plain(Label::Bytes, &[]).runs.is_empty());
    }

    #[test]
    fn what_differs_is_marked_to_the_byte_and_counted_to_the_bit() {
        let runs = |one: &[u8], other: &[u8]| {
            let runs = Value::beside(Label::Mac, one, other).runs;
            runs.iter().map(|run| (run.ink == Ink::Differs, run.bytes.to_vec())).collect::<Vec<_>>()
        };
        assert_eq!(runs(&[1, 2, 3, 4], &[1, 2, 7, 4]), [(false, vec![1, 2]), (true, vec![3]), (false, vec![4])]);
        assert_eq!(runs(&[1, 2, 3], &[1]), [(false, vec![1]), (true, vec![2, 3])]);
        assert_eq!(runs(&[], &[1]), []);
        assert_eq!(differing_bits(&[0xff, 0], &[0, 1]), (9, 16));
        assert_eq!(differing_bits(&[1], &[1, 9]), (8, 16));
    }

    #[test]
    fn nothing_of_a_value_prints() {
        let value = Value::of(Label::Key, [(Ink::Key, &b"kangaroo"[..])]).hidden();
        let printed = format!("{value:?} {:?}", value.runs);
        assert!(printed.contains("8 bytes") && !printed.contains("107") && !printed.contains("kangaroo"), "{printed}");
    }
}
