//! Why content is not padded although its tag matches: the tag covers the ciphertext, so whoever has the key sent it so. Either the
//! content is padded in another way, which shows by what it decrypts to, or AES had another key than the one that `enc` takes from
//! the content key, of which the HMAC uses the other half.

use super::unwrap::sender;
use super::{Search, Step};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::jwe::{Filling, Opening};
use crate::crypto::content_encryption::{Cipher, cbc_decrypt_as_padded};
use crate::engine::jwe::{Failure, Intermediates, Management};
use crate::key::Secret;
use rand_core::CryptoRng;

/// The size of a block of AES, in bytes.
const BLOCK: usize = 16;

impl Search<'_> {
    /// What shows why, if something does.
    pub(super) fn unpadded(&self, rng: &mut dyn CryptoRng) -> Option<Failure> {
        let Cipher::CbcHmac(_) = self.asked.encryption.cipher else { return None };
        let cek = self.asked.unwrap(self.key, rng, &mut Intermediates::default()).ok()?;
        let half = |key: &Secret, second: bool| {
            let (first, rest) = key.0.split_at_checked(key.0.len() / 2)?;
            Some(Secret(if second { rest } else { first }.to_vec()))
        };
        let other = |name, key: Option<Secret>| Some((sender(name), key?));
        let derived = match self.asked.algorithm.management {
            Management::Agreement(None) => self.after_one_round(),
            _ => None,
        };
        let others = [
            other("one-round", derived.and_then(|key| half(&key, true))),
            other("mac-half-encrypts", half(&cek.bytes, false)),
        ];
        let padded = |(_, key): &(Step, Secret)| self.decrypted(key).is_some_and(|text| is_padded_text(&text.0));
        if let Some((step, _)) = others.into_iter().flatten().find(padded) {
            return Some(Box::new(Diagnostic::error(Opening::Chain {
                steps: vec![step],
                opens: true,
                proven: cek.proven,
            })));
        }
        let filling = filling(&self.decrypted(&half(&cek.bytes, true)?)?.0)?;
        let enc = self.asked.encryption.name;
        Some(Box::new(Diagnostic::error(Opening::ContentPadding { enc, filling })))
    }

    fn decrypted(&self, key: &Secret) -> Option<Secret> {
        let text = cbc_decrypt_as_padded(&key.0, &self.jwe.iv.bytes, &self.jwe.ciphertext.bytes)?;
        Some(Secret(text.to_vec()))
    }
}

/// Whether it is text with PKCS #7 padding: of bytes that a wrong key makes, hardly any are.
fn is_padded_text(bytes: &[u8]) -> bool {
    let Some(count) = bytes.last().map(|last| usize::from(*last)).filter(|count| (1..=BLOCK).contains(count)) else {
        return false;
    };
    let Some((text, padding)) = bytes.len().checked_sub(count).and_then(|at| bytes.split_at_checked(at)) else {
        return false;
    };
    padding.iter().all(|byte| usize::from(*byte) == count) && is_text(text)
}

/// What stands in place of the padding; `None` if the bytes in front of it are no text.
fn filling(bytes: &[u8]) -> Option<Filling> {
    let zeros = bytes.iter().rev().take_while(|byte| **byte == 0).count();
    let text = bytes.get(..bytes.len().checked_sub(zeros)?)?;
    match zeros {
        _ if !is_text(text) => None,
        0 => Some(Filling::Nothing),
        1..=BLOCK => Some(Filling::Zeros),
        _ => None,
    }
}

/// Whether it is UTF-8 without control characters, and so much of it that this is no chance.
fn is_text(bytes: &[u8]) -> bool {
    let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    bytes.len() >= BLOCK / 2 && core::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_plain))
}
