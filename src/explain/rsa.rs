//! RSA: undoing the signature with the public key shows what was signed, so the reasons here are arithmetic.
//!
//! The block that comes out is a PKCS#1 v1.5 one (RFC 8017 §9.2), a PSS one (§9.1), or noise. A padding of many fixed bytes
//! cannot come out by chance, so finding one proves that *this* key signed. Noise proves that it did not; where a block
//! might be of some other scheme, nothing is claimed.

use super::alg::{changed as alg_changed, other_row};
use super::{Case, Run, input, key, shape};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::{HashFound, Padding, Proof, Signature, Tried};
use crate::engine::jwa::rsa::{mgf1, modulus_bits, opened};
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, Hash};
use crate::key::Rsa;

/// So many fixed bytes do not come out by chance.
pub(super) const PROOF: usize = 8;

pub(super) fn explain(case: &Case, rsa: &Rsa, run: &mut Run) -> Option<Diagnostic> {
    if case.signature.len() != modulus_bits(rsa).div_ceil(8) {
        return leading_zeros(case, rsa).or_else(|| unlike(case, run));
    }
    let Some(block) = opened(rsa, case.signature) else {
        let found = unlike(case, run);
        return found.or_else(|| Some(other_key(Proof::TooLarge)));
    };
    let readings = Signed::read(&block, modulus_bits(rsa));
    if let Some(signed) = readings.iter().find(|signed| signed.covers(case.message)) {
        return Some(other_parameters(case, signed));
    }
    let covers = |text: &[u8]| readings.iter().any(|signed| signed.covers(text));
    // Where nothing was read, no text can be what was signed.
    if !readings.is_empty() {
        let check = case.hash_cost();
        let found = readings
            .iter()
            .filter_map(Signed::row)
            .filter(|row| *row != case.algorithm)
            .find_map(|row| run.may(check).then(|| alg_changed(case, row, &covers)).flatten())
            .or_else(|| input::other(case, run, check, &covers))
            .or_else(|| input::reordered(case, run, check, &covers));
        if found.is_some() {
            return found;
        }
    }
    if let Some(signed) = readings.iter().find(|signed| signed.proved()) {
        return Some(changed(case, signed));
    }
    if let Some(content) = pkcs1(&block) {
        return Some(not_a_digest_info(case, content));
    }
    let found = unlike(case, run);
    if found.is_some() {
        return found;
    }
    run.tried.push(Tried::Paddings);
    match block.as_slice() {
        // Perhaps some padding that is not read here (RFC 8017 §7.2, ISO 9796-2, X9.31): nothing is proved.
        [0, 0..=2, ..] | [.., 0xbc | 0xcc] => None,
        _ => Some(other_key(Proof::NoPadding)),
    }
}

/// This key did not make these bytes: perhaps others that they stand for, or the token's own key did.
fn unlike(case: &Case, run: &mut Run) -> Option<Diagnostic> {
    shape::coded_otherwise(case, run).or_else(|| key::own(case, run))
}

/// The signature lacks zeros in front, or has too many, as integers do that were written without their length.
fn leading_zeros(case: &Case, key: &Rsa) -> Option<Diagnostic> {
    let bytes = modulus_bits(key).div_ceil(8);
    let digits: Vec<u8> = case.signature.iter().copied().skip_while(|byte| *byte == 0).collect();
    let whole = [vec![0; bytes.checked_sub(digits.len())?], digits].concat();
    let got = case.signature.len();
    // A signature that is shorter by more than this was cut off.
    if got + PROOF < bytes || !case.holds_with(&whole) {
        return None;
    }
    let found = Diagnostic::error(Signature::Zeros { got, expected: bytes });
    Some(found.with_remedy(case.with_signature(&whole)))
}

/// What stands in a block that was padded as PSS has it.
pub(super) struct Salted {
    pub(super) digest: Vec<u8>,
    /// So many zeros stand before the salt.
    zeros: usize,
    pub(super) salt: Vec<u8>,
}

impl Salted {
    /// RFC 8017 §9.1.2, steps 4 to 11, for a hash of so many bytes and a salt of any length; `mask` makes so many bytes of a seed.
    pub(super) fn read(
        block: &[u8],
        modulus_bits: usize,
        hash_bytes: usize,
        mask: &dyn Fn(&[u8], usize) -> Vec<u8>,
    ) -> Option<Self> {
        // The encoded message has one bit less than the modulus, so with 8n+1 bits it has a byte less.
        let bits = modulus_bits.checked_sub(1)?;
        let (front, encoded) = block.split_at_checked(block.len().checked_sub(bits.div_ceil(8))?)?;
        let (trailer, rest) = encoded.split_last()?;
        let (masked, digest) = rest.split_at_checked(rest.len().checked_sub(hash_bytes)?)?;
        let top = 0xff_u8 >> (8 * encoded.len() - bits);
        if *trailer != 0xbc || front.iter().any(|byte| *byte != 0) || masked.first()? & !top != 0 {
            return None;
        }
        let mut data: Vec<u8> = masked.iter().zip(mask(digest, masked.len())).map(|(a, b)| a ^ b).collect();
        *data.first_mut()? &= top;
        let zeros = data.iter().position(|byte| *byte != 0)?;
        let salt = data.get(zeros..)?.strip_prefix(&[1])?.to_vec();
        Some(Salted { digest: digest.to_vec(), zeros, salt })
    }
}

/// What a block says was signed.
enum Signed {
    /// A hash with its name, padded as PKCS#1 v1.5 has it.
    Pkcs1 { hash: Hash, digest: Vec<u8> },
    /// A salted hash under a mask.
    Pss { hash: Hash, mask: Hash, digest: Vec<u8>, zeros: usize, salt: Vec<u8> },
}

impl Signed {
    /// Every way in which `block` can be read; without a proof, they are possible ways and no more.
    fn read(block: &[u8], modulus_bits: usize) -> Vec<Self> {
        let named = |hash: Hash| {
            let digest = pkcs1(block)?.strip_prefix(hash.digest_info())?.to_vec();
            (digest.len() == hash.bytes()).then_some(Signed::Pkcs1 { hash, digest })
        };
        let pairs = Hash::ALL.into_iter().flat_map(|hash| Hash::ALL.map(|mask| (hash, mask)));
        let salted = pairs.filter_map(|(hash, mask)| Self::pss(block, modulus_bits, hash, mask));
        Hash::ALL.into_iter().filter_map(named).chain(salted).collect()
    }

    fn pss(block: &[u8], modulus_bits: usize, hash: Hash, mask: Hash) -> Option<Self> {
        let Salted { digest, zeros, salt } =
            Salted::read(block, modulus_bits, hash.bytes(), &|seed, length| mgf1(mask, seed, length))?;
        Some(Signed::Pss { hash, mask, digest, zeros, salt })
    }

    /// Whether it is `message` that was signed; a hash of 32 bytes or more agrees, which is proof by itself.
    fn covers(&self, message: &[u8]) -> bool {
        match self {
            Signed::Pkcs1 { hash, digest } => hash.digest(message) == *digest,
            Signed::Pss { hash, digest, salt, .. } => {
                hash.digest(&[&[0; 8], hash.digest(message).as_slice(), salt].concat()) == *digest
            }
        }
    }

    /// Whether the padding alone proves that the block is this one and no noise.
    fn proved(&self) -> bool {
        match self {
            Signed::Pkcs1 { .. } => true,
            // The zeros before the salt are the fixed bytes; with a salt that fills the block there are none.
            Signed::Pss { zeros, .. } => *zeros >= PROOF,
        }
    }

    fn hash(&self) -> Hash {
        match self {
            Signed::Pkcs1 { hash, .. } | Signed::Pss { hash, .. } => *hash,
        }
    }

    /// The same as facts.
    fn padding(&self) -> Padding {
        match self {
            Signed::Pkcs1 { hash, .. } => Padding::Pkcs1(hash.name()),
            Signed::Pss { hash, mask, salt, .. } => {
                let mask = (mask != hash).then(|| mask.name());
                Padding::Pss { hash: hash.name(), mask, salt: salt.len() }
            }
        }
    }

    /// The row that makes such blocks.
    fn row(&self) -> Option<&'static Algorithm> {
        ALGORITHMS.iter().copied().find(|row| row.hash == Some(self.hash()) && self.is(row.family))
    }

    /// Whether a row of this family makes such blocks.
    fn is(&self, family: Family) -> bool {
        match self {
            Signed::Pkcs1 { .. } => family == Family::RsaPkcs1,
            Signed::Pss { hash, mask, salt, .. } => {
                family == Family::RsaPss && mask == hash && salt.len() == hash.bytes()
            }
        }
    }
}

/// What a PKCS#1 v1.5 block holds behind its padding; `None` if it is not such a block.
pub(super) fn pkcs1(block: &[u8]) -> Option<&[u8]> {
    let padded = block.strip_prefix(&[0, 1])?;
    let end = padded.iter().position(|byte| *byte != 0xff)?;
    let content = padded.get(end..)?.strip_prefix(&[0])?;
    (end >= PROOF).then_some(content)
}

/// The right content, signed in another way than the header says.
fn other_parameters(case: &Case, signed: &Signed) -> Diagnostic {
    let header = case.algorithm;
    if let Some(row) = signed.row() {
        return other_row(header, row);
    }
    let hash = header.hash.unwrap_or(Hash::Sha256);
    Diagnostic::error(Signature::Parameters {
        found: signed.padding(),
        header: header.name,
        hash: hash.name(),
        salt: (header.family == Family::RsaPss).then(|| hash.bytes()),
    })
}

/// This key signed, and something else than the token.
fn changed(case: &Case, signed: &Signed) -> Diagnostic {
    let same = Some(signed.hash()) == case.algorithm.hash && signed.is(case.algorithm.family);
    let other = (!same).then(|| (signed.padding(), case.algorithm.name));
    Diagnostic::error(match case.payload_is_empty() {
        true => Signature::ContentMissing { other },
        false => Signature::ContentChanged { other },
    })
}

/// Hashes that signers still use and that no algorithm here has (RFC 8017 §9.2, note 1): name, DER prefix, size.
const OLD_HASHES: [(&str, &[u8], usize); 3] = [
    ("SHA-1", b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14", 20),
    ("SHA-224", b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c", 28),
    ("MD5", b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10", 16),
];

/// This key made a PKCS#1 v1.5 signature of `content`, which is not a hash with its name as the twelve rows have it.
fn not_a_digest_info(case: &Case, content: &[u8]) -> Diagnostic {
    let old = OLD_HASHES
        .iter()
        .find(|(_, prefix, bytes)| content.strip_prefix(*prefix).is_some_and(|digest| digest.len() == *bytes));
    Diagnostic::error(match old {
        Some((hash, ..)) => Signature::OtherHash { found: HashFound::Old(hash), algorithm: case.algorithm.named() },
        None => {
            let bare = Hash::ALL.into_iter().find(|hash| hash.digest(case.message) == content);
            Signature::DigestInfo { bare: bare.map(Hash::name), algorithm: case.algorithm.name }
        }
    })
}

fn other_key(proof: Proof) -> Diagnostic {
    Diagnostic::error(Signature::OtherKey { proof, left_out: false })
}
