//! How else a key may have been derived of what was agreed upon (RFC 7518 §4.6), and a character of `apu` or `apv` that is another.

use super::unwrap::{BASE64URL, Visit, sender};
use super::{Candidate, Code, Depth, Dimension, Fact, Found, Search, Step, Work, step};
use crate::crypto::Hash;
use crate::crypto::concat_kdf::{derive, other_info};
use crate::crypto::key_management::aes_kw;
use crate::format::base64url;
use crate::format::json::{Node, with_member};
use crate::key::Secret;

/// What a derivation and an unwrapping cost, in microseconds.
const DERIVATION: u32 = 8;

impl Search<'_> {
    /// What a key is derived of, given the agreed secret.
    fn agreed_of<'a>(&'a self, z: &'a Secret, wrapping: Option<usize>) -> Agreed<'a> {
        let text = |name| self.asked.parameters.get(name).and_then(Node::as_str).unwrap_or_default();
        let (alg, enc) = (self.asked.algorithm.name, self.asked.encryption.name);
        Agreed {
            z: &z.0,
            alg,
            enc,
            used_by: if wrapping.is_some() { alg } else { enc },
            texts: [text("apu"), text("apv")],
            length: wrapping.unwrap_or(self.asked.encryption.cipher.key_bytes()),
        }
    }

    /// The content key of a derivation that stops after its first round: that of SHA-256, and zeros behind it. `None` where one
    /// round is enough.
    pub(super) fn after_one_round(&self) -> Option<Secret> {
        let z = self.asked.agreed(self.key).ok()?;
        let agreed = self.agreed_of(&z, None);
        let mut key = Secret(agreed.usual().filter(|key| key.len() > Hash::Sha256.bytes())?);
        key.0.iter_mut().skip(Hash::Sha256.bytes()).for_each(|byte| *byte = 0);
        Some(key)
    }

    /// The agreed secret was made a key in another way, or who agreed was changed.
    pub(super) fn agreements(&self, wrapping: Option<usize>, work: &mut Work, visit: Visit) -> Found {
        // As much as it takes to agree once more.
        if !work.pay(2_000) {
            return Found::Not;
        }
        let Ok(z) = self.asked.agreed(self.key) else { return Found::Not };
        let agreed = self.agreed_of(&z, wrapping);
        let mut ask = |key: Vec<u8>, step: Step, depth: Depth, header: Option<Vec<u8>>, work: &mut Work| {
            let (key, proven) = match wrapping {
                None => (Secret(key), false),
                Some(_) => match aes_kw::unwrap(&key, &self.asked.recipient.encrypted_key.bytes) {
                    Some(key) => (Secret(key.to_vec()), true),
                    None => return Found::Not,
                },
            };
            let depth = if proven { Depth::All } else { depth };
            visit(Candidate { key, proven, depth, steps: vec![step], secret: None, header }, work)
        };
        for (name, make) in DERIVATIONS {
            if !work.pay(DERIVATION) {
                return Found::Not;
            }
            let Some(key) = make(&agreed) else { continue };
            match ask(key, sender(name), Depth::Likely, None, work) {
                Found::Not => {}
                found => return found,
            }
        }
        let header = core::str::from_utf8(&self.jwe.protected.bytes).unwrap_or_default();
        for (which, name) in ["apu", "apv"].into_iter().enumerate() {
            let text = agreed.texts.get(which).copied().unwrap_or_default();
            // Outside of the protected header it is not authenticated, and changed all the same.
            let protected = self.asked.parameters.is_protected(name);
            for at in 0..text.len() {
                for c in BASE64URL {
                    let mut other = text.as_bytes().to_vec();
                    let Some(place) = other.get_mut(at).filter(|place| **place != *c) else { continue };
                    let is = char::from(core::mem::replace(place, *c));
                    let Ok(other) = String::from_utf8(other) else { continue };
                    if !work.pay(DERIVATION) {
                        return Found::Not;
                    }
                    let mut texts = agreed.texts;
                    texts.get_mut(which).into_iter().for_each(|text| *text = &other);
                    let Some(key) = (Agreed { texts, ..agreed }).usual() else { continue };
                    let change = Fact::Change {
                        part: PARTIES.get(which).copied().unwrap_or_default(),
                        at: at + 1,
                        is: Some(is),
                        was: Some(char::from(*c)),
                    };
                    let step = step(Dimension::Input, "character-changed", Code::JweContentChanged).with(change);
                    let header = with_member(header, name, &format!("\"{other}\"")).filter(|_| protected);
                    match ask(key, step, Depth::AsSent, header.map(Into::into), work) {
                        Found::Not => {}
                        found => return found,
                    }
                }
            }
        }
        Found::Not
    }
}

const PARTIES: [&str; 2] = ["`apu`", "`apv`"];

/// What a key is derived of.
#[derive(Clone, Copy)]
struct Agreed<'a> {
    z: &'a [u8],
    alg: &'static str,
    enc: &'static str,
    used_by: &'static str,
    /// `apu` and `apv`, encoded.
    texts: [&'a str; 2],
    length: usize,
}

impl Agreed<'_> {
    fn parties(&self) -> [Vec<u8>; 2] {
        self.texts.map(|text| base64url::decode(text).bytes)
    }

    fn usual(&self) -> Option<Vec<u8>> {
        let [u, v] = self.parties();
        Some(self.with(self.used_by, &u, &v))
    }

    fn with(&self, used_by: &str, u: &[u8], v: &[u8]) -> Vec<u8> {
        self.of(&other_info(used_by, u, v, self.length))
    }

    fn of(&self, info: &[u8]) -> Vec<u8> {
        derive(self.z, info, self.length).to_vec()
    }

    /// For another algorithm, if it is another.
    fn named(&self, name: &str) -> Option<Vec<u8>> {
        let [u, v] = self.parties();
        (name != self.used_by).then(|| self.with(name, &u, &v))
    }
}

type Derivation = (&'static str, fn(&Agreed) -> Option<Vec<u8>>);

/// How else a key is derived by those who write the Concat KDF themselves (RFC 7518 §4.6.2).
const DERIVATIONS: [Derivation; 12] = [
    ("derived-for-alg", |agreed| agreed.named(agreed.alg)),
    ("derived-for-enc", |agreed| agreed.named(agreed.enc)),
    ("derived-for-wrapping", |agreed| agreed.named(agreed.alg.strip_prefix("ECDH-ES+")?)),
    ("parties-left-out", |agreed| (agreed.texts != [""; 2]).then(|| agreed.with(agreed.used_by, b"", b""))),
    ("parties-swapped", |agreed| {
        let [u, v] = agreed.parties();
        (u != v).then(|| agreed.with(agreed.used_by, &v, &u))
    }),
    ("parties-as-text", |agreed| {
        let [u, v] = agreed.texts;
        (agreed.texts != [""; 2]).then(|| agreed.with(agreed.used_by, u.as_bytes(), v.as_bytes()))
    }),
    ("key-length-in-bytes", |agreed| {
        let [u, v] = agreed.parties();
        // The length in bits is the last word.
        let info = other_info(agreed.used_by, &u, &v, agreed.length);
        let (front, _) = info.split_at_checked(info.len().checked_sub(4)?)?;
        Some(agreed.of(&[front, &u32::try_from(agreed.length).ok()?.to_be_bytes()].concat()))
    }),
    ("without-lengths", |agreed| {
        let [u, v] = agreed.parties();
        let bits = u32::try_from(agreed.length * 8).ok()?.to_be_bytes();
        Some(agreed.of(&[agreed.used_by.as_bytes(), &u, &v, &bits].concat()))
    }),
    ("without-info", |agreed| Some(agreed.of(b""))),
    ("agreed-trimmed", |agreed| {
        let zeros = agreed.z.iter().take_while(|byte| **byte == 0).count();
        let trimmed = agreed.z.get(zeros..).filter(|_| zeros > 0)?;
        Agreed { z: trimmed, ..*agreed }.usual()
    }),
    ("agreed-itself", |agreed| agreed.z.get(..agreed.length).map(Into::into)),
    ("agreed-hashed", |agreed| Hash::Sha256.digest(agreed.z).get(..agreed.length).map(Into::into)),
];

/// The name of each way.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    DERIVATIONS.iter().map(|(name, _)| *name)
}
