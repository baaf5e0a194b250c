//! Whether a text is what was signed, in whatever primitive and form of the signature: worked out once for a signature, and then
//! asked for one text after another.

use super::block::{Block, read};
use super::signature::Reading;
use super::text::hex_of;
use super::{Case, Code, Dimension, Fact, Run, Step, call, damage};
use crate::crypto::hash::{keccak_256, sha1, sha3_256, sha224};
use crate::crypto::hmac::{tag, tag_md5, tag_sha1, tag_sha3_256, tag_sha224};
use crate::engine::jwa::ecdsa::{self, HashTester};
use crate::engine::jwa::rsa::{modulus_bits, opened};
use crate::engine::jwa::{ALGORITHMS, Family, Hash};
use crate::key::{Curve, Ec, Key, Material};
use std::sync::Arc;

/// Asks whether a text is what was signed.
pub(super) struct Oracle<'a> {
    case: &'a Case<'a>,
    readings: Vec<Reading>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Hmac,
    /// What each reading of the signature opens to.
    Rsa(Vec<(usize, Block)>),
    Ec(&'a Ec, Option<Arc<HashTester>>),
    Other(&'a Key),
}

/// How much is tried with a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// The algorithm as it should be, and other readings than the one that the verdict is about.
    Form,
    /// Every primitive and every reading.
    All,
    /// Other calls of the same function.
    Call,
    /// The algorithm as it should be, and readings that something speaks for.
    Likely,
}

/// So many hashes of a text are asked of an ECDSA signature: those of three and of four other functions, one in reverse order, the
/// text itself, and a hash as text.
const DIGESTS: u32 = 10;
/// The seven functions together take about as long as SHA-256 so often.
const FUNCTIONS: u32 = 9;

/// The step of a signature that is one of another row of the table.
pub(super) const OTHER_ROW: &str = "other-row";

/// About how many microseconds it takes to make a hash tester for one reading, and to compare one hash with it, in a browser: parts of a check
/// as they were measured outside of one, rounded up. The first of a page makes a table of the curve, too.
fn costs(curve: Curve) -> (u32, u32) {
    match curve {
        Curve::P256 => (2_500, 300),
        Curve::Secp256k1 => (1_200, 160),
        Curve::P384 => (9_000, 1_000),
        Curve::P521 => (7_500, 900),
    }
}

fn primitive(name: &'static str, code: Code, fact: Fact) -> Step {
    Step::new(Dimension::Primitive, name, code).with(fact)
}

impl<'a> Oracle<'a> {
    /// `None` if no text can be what was signed. With a `run` that is to ask much, what makes each question quicker is made first.
    pub(super) fn of(case: &'a Case<'a>, readings: Vec<Reading>, run: Option<&mut Run>) -> Option<Self> {
        let kind = match &case.key.material {
            Material::Secret(_) => Kind::Hmac,
            Material::Rsa(rsa) => {
                let blocks = readings.iter().enumerate().filter_map(|(index, reading)| {
                    let block = opened(rsa, &reading.bytes)?;
                    Some(read(&block, modulus_bits(rsa)).into_iter().map(move |block| (index, block)))
                });
                Kind::Rsa(Some(blocks.flatten().collect::<Vec<_>>()).filter(|blocks| !blocks.is_empty())?)
            }
            Material::Ec(ec) => {
                if readings.is_empty() {
                    return None;
                }
                let (one, _) = costs(ec.curve);
                let cost = one.saturating_mul(u32::try_from(readings.len()).unwrap_or(u32::MAX));
                let all: Vec<&[u8]> = readings.iter().map(|reading| &reading.bytes[..]).collect();
                let make = || ecdsa::hash_tester(ec, &all);
                Kind::Ec(ec, run.and_then(|run| run.search.hash_tester(cost, make)))
            }
            _ if readings.is_empty() => return None,
            _ => Kind::Other(case.key),
        };
        Some(Self { case, readings, kind })
    }

    /// About how many microseconds a question takes, for a text of this length.
    pub(super) fn cost(&self, length: usize, depth: Depth) -> u32 {
        let hashing = u32::try_from(length / 110 + 5).unwrap_or(u32::MAX);
        let many = u32::try_from(self.asked(depth).count()).unwrap_or(u32::MAX);
        match &self.kind {
            Kind::Hmac => hashing * if depth == Depth::All { 30 } else { 1 },
            Kind::Rsa(_) => hashing * 2,
            Kind::Ec(ec, tester) => {
                let (_, one) = costs(ec.curve);
                // A hash is compared with all the readings at once.
                let one = if tester.is_some() { one } else { self.case.cost().saturating_mul(many) };
                let (functions, digests) = if depth == Depth::All { (FUNCTIONS, DIGESTS) } else { (1, 1) };
                hashing.saturating_mul(functions).saturating_add(one.saturating_mul(digests))
            }
            Kind::Other(_) if depth == Depth::Call => {
                self.case.cost().saturating_mul(many.saturating_mul(call::CHECKS))
            }
            Kind::Other(_) => self.case.cost().saturating_mul(many),
        }
    }

    fn asked(&self, depth: Depth) -> impl Iterator<Item = (usize, &Reading)> {
        self.readings.iter().enumerate().filter(move |(_, reading)| match depth {
            // Of the others there is one primitive, and what can be read without a guess was asked before.
            Depth::All => reading.guessed || !matches!(self.kind, Kind::Other(_)),
            Depth::Likely | Depth::Call => !reading.guessed,
            Depth::Form => !reading.guessed && !reading.steps.is_empty(),
        })
    }

    /// The steps that lead from this text, under this secret, to the signature; the signature's bytes as they should be.
    pub(super) fn ask(&self, secret: &[u8], text: &[u8], depth: Depth) -> Option<(Vec<Step>, Vec<u8>)> {
        if depth == Depth::Call {
            return self.asked(depth).find_map(|(_, reading)| {
                let (steps, bytes) = call::ask(&Case { signature: &reading.bytes, ..*self.case }, text)?;
                Some(([steps, reading.steps.clone()].concat(), bytes))
            });
        }
        match &self.kind {
            Kind::Hmac => self.hmac(secret, text, depth),
            Kind::Rsa(blocks) => blocks.iter().find_map(|(index, block)| {
                let reading = self.readings.get(*index)?;
                let steps = block.covers(text, self.case.algorithm)?;
                Some(([steps, reading.steps.clone()].concat(), reading.bytes.clone()))
            }),
            Kind::Ec(key, tester) => self.ecdsa(key, tester.as_deref(), text, depth),
            Kind::Other(key) => self.asked(depth).find_map(|(_, reading)| {
                (self.case.algorithm.verify)(key, text, &reading.bytes)
                    .is_ok()
                    .then(|| (reading.steps.clone(), reading.bytes.clone()))
            }),
        }
    }

    fn ecdsa(&self, key: &Ec, tester: Option<&HashTester>, text: &[u8], depth: Depth) -> Option<(Vec<Step>, Vec<u8>)> {
        let right = self.case.algorithm.hash?;
        let digest = right.digest(text);
        let mut digests = vec![(None, digest.clone())];
        if depth == Depth::All {
            let others =
                Hash::ALL.into_iter().filter(|hash| *hash != right).map(|hash| (hash.name(), hash.digest(text)));
            let foreign = [
                ("Keccak-256", keccak_256(text)),
                ("SHA-1", sha1(text)),
                ("SHA-224", sha224(text)),
                ("SHA3-256", sha3_256(text)),
            ];
            for (name, digest) in foreign.into_iter().chain(others) {
                digests.push((Some(primitive("other-hash", Code::OtherHash, Fact::Name(name))), digest));
            }
            digests.push((Some(primitive("not-hashed", Code::DigestInfo, Fact::None)), text.to_vec()));
            let as_text = primitive("hash-as-text", Code::DigestInfo, Fact::Name(right.name()));
            digests.push((Some(as_text), hex_of(&digest, false)));
            let turned = primitive("hash-reversed", Code::DigestInfo, Fact::Name(right.name()));
            digests.push((Some(turned), digest.into_iter().rev().collect()));
        }
        for (step, digest) in digests {
            let only = tester.map(|tester| tester.of(&digest));
            if only == Some(None) {
                continue;
            }
            for (index, reading) in self.asked(depth) {
                let holds = || ecdsa::verify_digest(key, &digest, &reading.bytes).is_ok();
                if only.is_none_or(|only| only == Some(index)) && holds() {
                    return Some((step.into_iter().chain(reading.steps.clone()).collect(), reading.bytes.clone()));
                }
            }
        }
        None
    }

    fn hmac(&self, secret: &[u8], text: &[u8], depth: Depth) -> Option<(Vec<Step>, Vec<u8>)> {
        let right = self.case.algorithm.hash?;
        let given = self.case.encoded(2);
        let compare = |made: &[u8]| -> Option<Vec<Step>> {
            if made == self.case.signature {
                return Some(vec![]);
            }
            let read = self.readings.iter().find(|reading| reading.bytes == made);
            let read = read.map(|reading| reading.steps.clone());
            let damaged = || damage::cut(made, self.case.signature).or_else(|| damage::between(made, given));
            read.or_else(|| damaged().map(|step| vec![step])).or_else(|| {
                // Short of that, the bytes were read as text.
                let lossy = || String::from_utf8_lossy(made).as_bytes() == self.case.signature;
                let is_lossy = self.case.signature.len() > made.len() && lossy();
                is_lossy.then(|| vec![Step::new(Dimension::Signature, "utf-8-lossy", Code::SignatureCharset)])
            })
        };
        // A tag of another length is no tag of that hash: half of the work is saved.
        let length = |bytes: usize| {
            self.readings.iter().any(|reading| reading.bytes.len() == bytes)
                || given.len().abs_diff((bytes * 4).div_ceil(3)) <= 8
                || self.case.signature.len() >= bytes
        };
        let hashes = core::iter::once(right).chain(Hash::ALL.into_iter().filter(|hash| *hash != right));
        for hash in hashes {
            if hash != right && !length(hash.bytes()) {
                continue;
            }
            let row = ALGORITHMS.iter().find(|row| row.family == Family::Hmac && row.hash == Some(hash))?;
            let fact = Fact::Instead { right: row.name, header: self.case.algorithm.name };
            let other = (hash != right).then(|| primitive(OTHER_ROW, Code::OtherHash, fact));
            let made = tag(hash, secret, text);
            if let Some(steps) = compare(&made) {
                return Some((other.into_iter().chain(steps).collect(), made));
            }
        }
        if depth != Depth::All {
            return None;
        }
        let keyed = |hash: Hash, parts: &[&[u8]]| hash.digest(&parts.concat());
        let other = |name| primitive("hmac-other", Code::OtherHash, Fact::Name(name));
        let mut others = vec![
            (other("SHA-1"), tag_sha1(secret, text)),
            (other("MD5"), tag_md5(secret, text)),
            (other("SHA-224"), tag_sha224(secret, text)),
            (other("SHA3-256"), tag_sha3_256(secret, text)),
        ];
        for hash in Hash::ALL {
            let with = |name| primitive(name, Code::SignerCall, Fact::Name(hash.name()));
            others.push((with("arguments-swapped"), tag(hash, text, secret)));
            others.push((with("keyed-hash"), keyed(hash, &[secret, text])));
            others.push((with("hash-of-text-and-key"), keyed(hash, &[text, secret])));
            others.push((with("hash-of-text-dot-key"), keyed(hash, &[text, b".", secret])));
            others.push((with("hash-of-key-dot-text"), keyed(hash, &[secret, b".", text])));
            others.push((with("hash-between-keys"), keyed(hash, &[secret, text, secret])));
            others.push((with("hash-of-text-colon-key"), keyed(hash, &[text, b":", secret])));
            others.push((with("hash-of-key-colon-text"), keyed(hash, &[secret, b":", text])));
            others.push((with("hash-of-key"), keyed(hash, &[secret])));
            others.push((with("hash-alone"), keyed(hash, &[text])));
            others.push((with("hashed-after"), keyed(hash, &[&tag(hash, secret, text)])));
            others.push((with("hmac-of-hmac"), tag(hash, secret, &tag(hash, secret, text))));
            // The beginning of a longer tag.
            let made = tag(hash, secret, text);
            if let Some(begin) = made.get(..right.bytes()).filter(|begin| begin.len() < made.len()) {
                let step = primitive("longer-tag-cut", Code::SignatureTruncated, Fact::Name(hash.name()));
                others.push((step, begin.to_vec()));
            }
        }
        others.push((primitive("key-alone", Code::SignerCall, Fact::None), secret.to_vec()));
        others.into_iter().find_map(|(step, made)| {
            if made.len() < 16 {
                return None;
            }
            Some((core::iter::once(step).chain(compare(&made)?).collect(), made))
        })
    }
}

impl Oracle<'_> {
    /// Whether a question takes no longer than a hash.
    pub(super) fn is_quick(&self) -> bool {
        matches!(self.kind, Kind::Hmac | Kind::Rsa(_))
    }
}
