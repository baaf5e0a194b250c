//! What an RSA signature opens to: the hash of a text in a padding (RFC 8017 §9), with SHA-1 as well, or what functions for
//! encrypting make of a hash or of the text itself.

use super::{Code, Dimension, Fact, Step};
use crate::crypto::hash::sha1;
use crate::engine::jwa::{ALGORITHMS, Algorithm, Family, Hash};
use crate::explain::rsa::{PROOF, Salted, pkcs1};

/// A hash, with the one that no row has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Any {
    Sha1,
    Sha2(Hash),
}

const ANY: [Any; 4] = [Any::Sha2(Hash::Sha256), Any::Sha1, Any::Sha2(Hash::Sha384), Any::Sha2(Hash::Sha512)];

impl Any {
    fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Any::Sha1 => sha1(message),
            Any::Sha2(hash) => hash.digest(message),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Any::Sha1 => "SHA-1",
            Any::Sha2(hash) => hash.name(),
        }
    }

    fn bytes(self) -> usize {
        match self {
            Any::Sha1 => 20,
            Any::Sha2(hash) => hash.bytes(),
        }
    }

    /// RFC 8017 §9.2, note 1.
    fn info(self) -> &'static [u8] {
        match self {
            Any::Sha1 => b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
            Any::Sha2(hash) => hash.digest_info(),
        }
    }

    fn mask(self, seed: &[u8], length: usize) -> Vec<u8> {
        let blocks = (0u32..).map(|counter| self.digest(&[seed, &counter.to_be_bytes()].concat()));
        blocks.flatten().take(length).collect()
    }
}

/// One way in which a block can be read.
pub(super) enum Block {
    /// A hash with its name.
    Named(Any, Vec<u8>),
    /// A salted hash, masked with the help of another.
    Salted { hash: Any, mask: Any, digest: Vec<u8>, salt: Vec<u8> },
    /// Bytes in the padding of a signature that are no hash with its name; or, without any padding, all there is.
    Bare { content: Vec<u8>, padded: bool },
}

/// Every way in which `block` can be read.
pub(super) fn read(block: &[u8], modulus_bits: usize) -> Vec<Block> {
    let pairs = ANY.into_iter().flat_map(|hash| ANY.map(|mask| (hash, mask)));
    let mut all: Vec<Block> = pairs.filter_map(|(hash, mask)| salted(block, modulus_bits, hash, mask)).collect();
    if let Some(content) = pkcs1(block) {
        for hash in ANY {
            let digest = content.strip_prefix(hash.info()).filter(|digest| digest.len() == hash.bytes());
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

fn salted(block: &[u8], modulus_bits: usize, hash: Any, mask: Any) -> Option<Block> {
    let Salted { digest, salt, .. } =
        Salted::read(block, modulus_bits, hash.bytes(), &|seed, length| mask.mask(seed, length))?;
    Some(Block::Salted { hash, mask, digest, salt })
}

impl Block {
    /// The steps that make this block of a text, where the header names `row`; `None` if it is of another text.
    pub(super) fn covers(&self, text: &[u8], row: &Algorithm) -> Option<Vec<Step>> {
        let step = |name, code, fact| vec![Step::new(Dimension::Primitive, name, code).with(fact)];
        match self {
            Block::Named(hash, digest) => (hash.digest(text) == *digest).then(|| match hash {
                Any::Sha2(hash) if row.family == Family::RsaPkcs1 && row.hash == Some(*hash) => vec![],
                Any::Sha2(hash) => as_row(Family::RsaPkcs1, *hash, row),
                Any::Sha1 if row.family == Family::RsaPkcs1 => step("other-hash", Code::OtherHash, Fact::Name("SHA-1")),
                Any::Sha1 => step("pkcs1-sha-1", Code::OtherHash, Fact::None),
            }),
            Block::Salted { hash, mask, digest, salt } => {
                let made = hash.digest(&[&[0; 8], hash.digest(text).as_slice(), salt].concat());
                if made != *digest {
                    return None;
                }
                Some(match (hash, mask) {
                    (Any::Sha2(hash), mask) if Any::Sha2(*hash) == *mask && salt.len() == hash.bytes() => {
                        if row.family == Family::RsaPss && row.hash == Some(*hash) {
                            vec![]
                        } else {
                            as_row(Family::RsaPss, *hash, row)
                        }
                    }
                    (hash, mask) if hash == mask => match hash {
                        Any::Sha2(own) if row.hash == Some(*own) => {
                            step("salt-length", Code::PssParameters, Fact::Count(salt.len()))
                        }
                        _ => step("pss-hash", Code::PssParameters, Fact::Name(hash.name())),
                    },
                    (_, mask) => step("mask-hash", Code::PssParameters, Fact::Name(mask.name())),
                })
            }
            Block::Bare { content, padded } => {
                let coded = |digest: &[u8]| {
                    let hex = super::text::hex_of(digest, false);
                    let base64 = super::text::base64_of(digest, 0).unwrap_or_default();
                    [("bare-hash", digest.to_vec()), ("bare-hash-hex", hex), ("bare-hash-base64", base64)]
                };
                let of_hash = ANY.into_iter().find_map(|hash| {
                    let (name, _) = coded(&hash.digest(text)).into_iter().find(|(_, made)| made == content)?;
                    let name = if *padded { name } else { "hash-without-padding" };
                    Some(step(name, Code::DigestInfo, Fact::Name(hash.name())))
                });
                of_hash.or_else(|| (content == text).then(|| step("bare-text", Code::DigestInfo, Fact::None)))
            }
        }
    }
}

/// What the header should have named.
fn as_row(family: Family, hash: Hash, header: &Algorithm) -> Vec<Step> {
    let row = ALGORITHMS.iter().find(|row| row.family == family && row.hash == Some(hash));
    let code = if header.family == family { Code::OtherHash } else { Code::OtherPadding };
    let step = |row: &&Algorithm| Step::new(Dimension::Primitive, "other-row", code).with(Fact::Name(row.name));
    row.map(step).into_iter().collect()
}
