//! What an RSA signature opens to: the hash of a text in a padding (RFC 8017 §9), with hashes that no row has as well, or what
//! functions for encrypting make of a hash or of the text itself.
//!
//! A padding of many fixed bytes cannot come out by chance, so finding one proves that *this* key signed.

use super::oracle::OTHER_ROW;
use super::text::{base64_of, hex_of};
use super::{Code, Dimension, Fact, Step};
use crate::base::diagnostic::reason::Padding;
use crate::crypto::hash::{md5, sha1, sha224};
use crate::engine::jwa::rsa::mgf1;
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, Hash};

/// So many fixed bytes do not come out by chance.
const PROOF: usize = 8;

/// A hash, with those that no row of the table has.
pub(in crate::explain) struct Any {
    name: &'static str,
    bytes: usize,
    digest: fn(&[u8]) -> Vec<u8>,
    /// The DER that names it (RFC 8017 §9.2, note 1).
    info: &'static [u8],
    /// The hash of the table, if it is one.
    known: Option<Hash>,
}

const fn known(hash: Hash, digest: fn(&[u8]) -> Vec<u8>) -> Any {
    Any { name: hash.name(), bytes: hash.bytes(), digest, info: hash.digest_info(), known: Some(hash) }
}

/// The likeliest first.
static ANY: [Any; 6] = [
    known(Hash::Sha256, |text| Hash::Sha256.digest(text)),
    Any {
        name: "SHA-1",
        bytes: 20,
        digest: sha1,
        info: b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        known: None,
    },
    known(Hash::Sha384, |text| Hash::Sha384.digest(text)),
    known(Hash::Sha512, |text| Hash::Sha512.digest(text)),
    Any {
        name: "SHA-224",
        bytes: 28,
        digest: sha224,
        info: b"\x30\x2d\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04\x05\x00\x04\x1c",
        known: None,
    },
    Any {
        name: "MD5",
        bytes: 16,
        digest: md5,
        info: b"\x30\x20\x30\x0c\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02\x05\x05\x00\x04\x10",
        known: None,
    },
];
/// So many of them are looked for under a mask.
const MASKS: usize = 4;

impl Any {
    fn is(&self, other: &Any) -> bool {
        self.name == other.name
    }
}

/// One way in which a block can be read.
pub(in crate::explain) enum Block {
    /// A hash with its name.
    Named(&'static Any, Vec<u8>),
    /// A salted hash, masked with the help of another; so many zeros stand before the salt.
    Salted { hash: &'static Any, mask: &'static Any, digest: Vec<u8>, zeros: usize, salt: Vec<u8> },
    /// Bytes in the padding of a signature that are no hash with its name; or, without any padding, all there is.
    Bare { content: Vec<u8>, padded: bool },
}

/// Every way in which `block` can be read; without a proof, they are possible ways and no more.
pub(in crate::explain) fn read(block: &[u8], modulus_bits: usize) -> Vec<Block> {
    let masks = || ANY.iter().take(MASKS);
    let pairs = masks().flat_map(|hash| masks().map(move |mask| (hash, mask)));
    let mut all: Vec<Block> = pairs.filter_map(|(hash, mask)| salted(block, modulus_bits, hash, mask)).collect();
    if let Some(content) = pkcs1(block) {
        for hash in &ANY {
            let digest = content.strip_prefix(hash.info).filter(|digest| digest.len() == hash.bytes);
            all.extend(digest.map(|digest| Block::Named(hash, digest.into())));
        }
        all.push(Block::Bare { content: content.into(), padded: true });
    }
    let zeros = block.iter().take_while(|byte| **byte == 0).count();
    if let Some(content) = block.get(zeros..).filter(|_| zeros >= PROOF) {
        all.push(Block::Bare { content: content.into(), padded: false });
    }
    all
}

/// RFC 8017 §9.1.2, steps 4 to 11, for a salt of any length.
fn salted(block: &[u8], modulus_bits: usize, hash: &'static Any, mask: &'static Any) -> Option<Block> {
    // The encoded message has one bit less than the modulus, so with 8n+1 bits it has a byte less.
    let bits = modulus_bits.checked_sub(1)?;
    let (front, encoded) = block.split_at_checked(block.len().checked_sub(bits.div_ceil(8))?)?;
    let (trailer, rest) = encoded.split_last()?;
    let (masked, digest) = rest.split_at_checked(rest.len().checked_sub(hash.bytes)?)?;
    let top = 0xff_u8 >> (8 * encoded.len() - bits);
    if *trailer != 0xbc || front.iter().any(|byte| *byte != 0) || masked.first()? & !top != 0 {
        return None;
    }
    let mut data: Vec<u8> = masked.iter().zip(mgf1(&mask.digest, digest, masked.len())).map(|(a, b)| a ^ b).collect();
    *data.first_mut()? &= top;
    let zeros = data.iter().position(|byte| *byte != 0)?;
    let salt = data.get(zeros..)?.strip_prefix(&[1])?.to_vec();
    Some(Block::Salted { hash, mask, digest: digest.to_vec(), zeros, salt })
}

/// What a PKCS#1 v1.5 block holds behind its padding; `None` if it is not such a block.
pub(in crate::explain) fn pkcs1(block: &[u8]) -> Option<&[u8]> {
    let padded = block.strip_prefix(&[0, 1])?;
    let end = padded.iter().position(|byte| *byte != 0xff)?;
    let content = padded.get(end..)?.strip_prefix(&[0])?;
    (end >= PROOF).then_some(content)
}

impl Block {
    /// How it is padded, if that alone proves that it is this and no noise.
    pub(in crate::explain) fn proved(&self) -> Option<Padding> {
        match self {
            Block::Named(hash, _) => Some(Padding::Pkcs1(hash.name)),
            // The zeros before the salt are the fixed bytes; with a salt that fills the block there are none.
            Block::Salted { hash, mask, zeros, salt, .. } if *zeros >= PROOF => {
                let mask = (!mask.is(hash)).then_some(mask.name);
                Some(Padding::Pss { hash: hash.name, mask, salt: salt.len() })
            }
            Block::Salted { .. } | Block::Bare { .. } => None,
        }
    }

    /// The row that makes such blocks.
    pub(in crate::explain) fn row(&self) -> Option<&'static Algorithm> {
        let (family, hash) = match self {
            Block::Named(hash, _) => (Family::RsaPkcs1, hash.known?),
            Block::Salted { hash, mask, salt, .. } if mask.is(hash) && salt.len() == hash.bytes => {
                (Family::RsaPss, hash.known?)
            }
            Block::Salted { .. } | Block::Bare { .. } => return None,
        };
        ALGORITHMS.iter().copied().find(|row| row.family == family && row.hash == Some(hash))
    }

    /// The steps that make this block of a text, where the header names `header`; `None` if it is of another text.
    pub(super) fn covers(&self, text: &[u8], header: &Algorithm) -> Option<Vec<Step>> {
        let step = |name, code, fact| vec![Step::new(Dimension::Primitive, name, code).with(fact)];
        let holds = match self {
            Block::Named(hash, digest) => (hash.digest)(text) == *digest,
            Block::Salted { hash, digest, salt, .. } => {
                (hash.digest)(&[&[0; 8], (hash.digest)(text).as_slice(), salt].concat()) == *digest
            }
            Block::Bare { content, padded } => return bare(content, *padded, text),
        };
        if !holds {
            return None;
        }
        if let Some(row) = self.row() {
            let code = if header.family == row.family { Code::OtherHash } else { Code::OtherPadding };
            let other = || step(OTHER_ROW, code, Fact::Instead { right: row.name, header: header.name });
            return Some(if row == header { vec![] } else { other() });
        }
        Some(match self {
            Block::Salted { hash, mask, salt, .. } if mask.is(hash) => match hash.known {
                known if known.is_some() && known == header.hash => {
                    step("salt-length", Code::PssParameters, Fact::Count(salt.len()))
                }
                _ => step("pss-hash", Code::PssParameters, Fact::Name(hash.name)),
            },
            Block::Salted { mask, .. } => step("mask-hash", Code::PssParameters, Fact::Name(mask.name)),
            Block::Named(hash, _) if header.family == Family::RsaPkcs1 => {
                step("other-hash", Code::OtherHash, Fact::Name(hash.name))
            }
            Block::Named(hash, _) => step("pkcs1-hash", Code::OtherHash, Fact::Name(hash.name)),
            Block::Bare { .. } => vec![],
        })
    }
}

/// What functions for encrypting make of a text: its hash alone, or all of it.
fn bare(content: &[u8], padded: bool, text: &[u8]) -> Option<Vec<Step>> {
    let step = |name, fact| vec![Step::new(Dimension::Primitive, name, Code::DigestInfo).with(fact)];
    let of_hash = ANY.iter().find_map(|hash| {
        let digest = (hash.digest)(text);
        let name = if content == digest {
            "bare-hash"
        } else if content == hex_of(&digest, false) {
            "bare-hash-hex"
        } else if Some(content) == base64_of(&digest, 0).as_deref() {
            "bare-hash-base64"
        } else {
            return None;
        };
        Some(step(if padded { name } else { "hash-without-padding" }, Fact::Name(hash.name)))
    });
    of_hash.or_else(|| (content == text).then(|| step("bare-text", Fact::None)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hash_has_the_size_and_the_name_it_says() {
        for hash in &ANY {
            assert_eq!((hash.digest)(b"abc").len(), hash.bytes, "{}", hash.name);
            assert_eq!(hash.info.last().copied().map(usize::from), Some(hash.bytes), "{}", hash.name);
            assert_eq!(hash.info.get(1).copied().map(usize::from), Some(hash.info.len() - 2 + hash.bytes));
        }
    }

    #[test]
    fn a_hash_that_no_row_has_is_told_by_its_content() {
        use crate::engine::jwa::rsa::{PS256, RS256};
        let check = |hash: &Any, header: &Algorithm, name: &str| {
            let digest = (hash.digest)(b"text");
            let content = [hash.info, &digest].concat();
            let block = [&[0, 1][..], &vec![0xff; 253 - content.len()], &[0], &content].concat();
            let steps = |text: &[u8]| read(&block, 2048).iter().find_map(|block| block.covers(text, header));
            let step = steps(b"text").expect("a step").remove(0);
            assert_eq!((step.name, step.code, step.fact), (name, Code::OtherHash, Fact::Name(hash.name)));
            assert_eq!(steps(b"another"), None);
        };
        for hash in ANY.iter().filter(|hash| hash.known.is_none()) {
            check(hash, &RS256, "other-hash");
            check(hash, &PS256, "pkcs1-hash");
        }
    }

    #[test]
    fn a_block_of_too_few_fixed_bytes_is_none() {
        let block = |fill: usize| [&[0, 1][..], &vec![0xff; fill], &[0], b"content"].concat();
        assert_eq!(pkcs1(&block(8)), Some(&b"content"[..]));
        assert_eq!(pkcs1(&block(7)), None);
        assert!(read(&[7; 256], 2048).is_empty());
    }
}
