//! RSA: undoing the signature with the public key shows what was signed, so the reasons here are arithmetic.
//!
//! The block that comes out is a PKCS#1 v1.5 one (RFC 8017 §9.2), a PSS one (§9.1), or noise. A padding of many fixed bytes
//! cannot come out by chance, so finding one proves that *this* key signed. Noise proves that it did not; where a block
//! might be of some other scheme, nothing is claimed.

use super::alg::{changed as alg_changed, other_row};
use super::{Case, Explanation, PUT_BACK, Run, input, key, shape};
use crate::jwa::rsa::{mgf1, modulus_bits, opened};
use crate::jwa::{ALGORITHMS, Algorithm, Family, Hash};
use crate::key::Rsa;
use crate::spec::Spec;

/// So many fixed bytes do not come out by chance.
const PROOF: usize = 8;

pub(super) fn explain(case: &Case, rsa: &Rsa, run: &mut Run) -> Option<Explanation> {
    if case.signature.len() != modulus_bits(rsa).div_ceil(8) {
        return leading_zeros(case, rsa).or_else(|| unlike(case, run));
    }
    let Some(block) = opened(rsa, case.signature) else {
        let found = unlike(case, run);
        return found.or_else(|| Some(other_key("as a number it is larger than the modulus of this key")));
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
    run.tried.push("with every other hash, padding and salt".into());
    match block.as_slice() {
        // Perhaps some padding that is not read here (RFC 8017 §7.2, ISO 9796-2, X9.31): nothing is proved.
        [0, 0..=2, ..] | [.., 0xbc | 0xcc] => None,
        _ => Some(other_key("what comes out when RSA is undone with this key is noise")),
    }
}

/// This key did not make these bytes: perhaps others that they stand for, or the token's own key did.
fn unlike(case: &Case, run: &mut Run) -> Option<Explanation> {
    shape::coded_otherwise(case, run).or_else(|| key::own(case, run))
}

/// The signature lacks zeros in front, or has too many, as integers do that were written without their length.
fn leading_zeros(case: &Case, key: &Rsa) -> Option<Explanation> {
    let bytes = modulus_bits(key).div_ceil(8);
    let digits: Vec<u8> = case.signature.iter().copied().skip_while(|byte| *byte == 0).collect();
    let whole = [vec![0; bytes.checked_sub(digits.len())?], digits].concat();
    let got = case.signature.len();
    // A signature that is shorter by more than this was cut off.
    if got + PROOF < bytes || !case.holds_with(&whole) {
        return None;
    }
    let message = format!(
        "the signature is right, but it has {got} bytes instead of {bytes}: zeros in front were taken off or added"
    );
    let fix = "have the issuer write the signature in exactly the length of the modulus";
    let found = Explanation::new("signature-zeros", message).fix(fix).spec(Spec::Rfc(8017, "8.2.1"));
    Some(found.remedy(case.with_signature(&whole)))
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

    /// RFC 8017 §9.1.2, steps 4 to 11, for a salt of any length.
    fn pss(block: &[u8], modulus_bits: usize, hash: Hash, mask: Hash) -> Option<Self> {
        // The encoded message has one bit less than the modulus, so with 8n+1 bits it has a byte less.
        let bits = modulus_bits.checked_sub(1)?;
        let (front, encoded) = block.split_at_checked(block.len().checked_sub(bits.div_ceil(8))?)?;
        let (trailer, rest) = encoded.split_last()?;
        let (masked, digest) = rest.split_at_checked(rest.len().checked_sub(hash.bytes())?)?;
        let top = 0xff_u8 >> (8 * encoded.len() - bits);
        if *trailer != 0xbc || front.iter().any(|byte| *byte != 0) || masked.first()? & !top != 0 {
            return None;
        }
        let mut data: Vec<u8> = masked.iter().zip(mgf1(mask, digest, masked.len())).map(|(a, b)| a ^ b).collect();
        *data.first_mut()? &= top;
        let zeros = data.iter().position(|byte| *byte != 0)?;
        let salt = data.get(zeros..)?.strip_prefix(&[1])?.to_vec();
        Some(Signed::Pss { hash, mask, digest: digest.to_vec(), zeros, salt })
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

    /// In words that follow "signed with".
    fn scheme(&self) -> String {
        match self {
            Signed::Pkcs1 { hash, .. } => format!("RSASSA-PKCS1-v1_5 and {}", hash.name()),
            Signed::Pss { hash, mask, salt, .. } => {
                let mask = if mask == hash { String::new() } else { format!(", {} in MGF1", mask.name()) };
                format!("RSASSA-PSS, {}{mask} and a salt of {} bytes", hash.name(), salt.len())
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
fn pkcs1(block: &[u8]) -> Option<&[u8]> {
    let padded = block.strip_prefix(&[0, 1])?;
    let end = padded.iter().position(|byte| *byte != 0xff)?;
    let content = padded.get(end..)?.strip_prefix(&[0])?;
    (end >= PROOF).then_some(content)
}

/// The right content, signed in another way than the header says.
fn other_parameters(case: &Case, signed: &Signed) -> Explanation {
    let header = case.algorithm;
    if let Some(row) = signed.row() {
        return other_row(header, row);
    }
    let message = format!("the signature holds with {}, although the header says {}", signed.scheme(), header.name);
    let (name, hash) = (header.name, header.hash.unwrap_or(Hash::Sha256));
    let fix = match header.family {
        Family::RsaPss => format!(
            "have the issuer sign with {} in all three places: for the content, in MGF1, and a salt of {} bytes",
            hash.name(),
            hash.bytes()
        ),
        _ => format!("have the issuer sign with {name}, {}", header.title),
    };
    Explanation::new("pss-parameters", message).fix(fix).spec(Spec::Rfc(7518, "3.5"))
}

/// This key signed, and something else than the token.
fn changed(case: &Case, signed: &Signed) -> Explanation {
    let name = case.algorithm.name;
    let also = match Some(signed.hash()) == case.algorithm.hash && signed.is(case.algorithm.family) {
        true => String::new(),
        false => format!("; it signed with {}, and the header says {name}", signed.scheme()),
    };
    if case.payload_is_empty() {
        let message =
            format!("this key did make the signature, but for a content that is not here: the payload is empty{also}");
        return Explanation::new("content-missing", message).fix(PUT_BACK).spec(Spec::Rfc(7515, "F"));
    }
    let message = format!(
        "this key did make the signature, but for another content: header or payload changed after signing, or the issuer signed \
             something else than they are{also}"
    );
    let fix = "compare the token with the one the issuer sent: one character is enough, and so is JSON that was formatted anew";
    Explanation::new("content-changed", message).fix(fix).spec(Spec::Rfc(7515, "5.2"))
}

/// Hashes that signers still use and that no algorithm here has (RFC 8017 §9.2, note 1): name, DER prefix, size.
const OLD_HASHES: [(&str, &[u8], usize); 3] = [
    ("SHA-1", b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14", 20),
    ("SHA-224", b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c", 28),
    ("MD5", b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10", 16),
];

/// This key made a PKCS#1 v1.5 signature of `content`, which is not a hash with its name as the twelve rows have it.
fn not_a_digest_info(case: &Case, content: &[u8]) -> Explanation {
    let name = case.algorithm.name;
    let old = OLD_HASHES
        .iter()
        .find(|(_, prefix, bytes)| content.strip_prefix(*prefix).is_some_and(|digest| digest.len() == *bytes));
    if let Some((hash, ..)) = old {
        let message = format!("this key did sign, but with {hash}, although the header says {name}");
        let fix = format!("have the issuer sign with {name}");
        return Explanation::new("other-hash", message).fix(fix).spec(Spec::Rfc(7518, "3.3"));
    }
    let bare = Hash::ALL.into_iter().find(|hash| hash.digest(case.message) == content);
    let what = match bare {
        Some(hash) => {
            format!("the bare {} hash of header and payload, without the DER that names the hash", hash.name())
        }
        None => "something that is not a hash with the DER that names it".to_string(),
    };
    let message = format!("this key did sign, but what it signed is {what}");
    let fix = format!("have the issuer sign with a function made for {name}, not with bare RSA encryption");
    Explanation::new("digest-info", message).fix(fix).spec(Spec::Rfc(8017, "9.2"))
}

fn other_key(proof: &str) -> Explanation {
    let message = format!("another key made it, or the signature itself is damaged: {proof}");
    let fix = "get the key the issuer signs with; if it publishes several, `kid` in the header tells which";
    Explanation::new("other-key", message).fix(fix).spec(Spec::Rfc(7515, "5.2"))
}
