//! What became of a token on its way: a character that is another, two that changed places, a tag that is cut off.

use super::sealed::Sealed;
use super::unwrap::BASE64URL;
use super::{Code, Dimension, Fact, Step, Work, step};
use crate::crypto::content_encryption::{Cipher, gcm_changes};
use crate::engine::jwe::Jwe;
use crate::format::base64url;

/// What is left of a tag after this many bytes proves that it was cut off there.
const PROOF: usize = 6;
const TAG: &str = "authentication tag";
/// The size of a block of AES, in bytes.
const BLOCK: usize = 16;

/// What became of the tag: the one that belongs to the other parts is known.
pub(super) fn tag(sealed: &Sealed) -> Option<Step> {
    let right = sealed.tag()?;
    let (got, whole) = (sealed.tag.len(), right.len());
    if got >= PROOF && got < whole && right.starts_with(&sealed.tag) {
        let step = step(Dimension::Signature, "tag-cut", Code::JweTagLength);
        return Some(step.with(Fact::Part { got, whole }));
    }
    if got > whole && sealed.tag.starts_with(&right) {
        let step = step(Dimension::Signature, "tag-longer", Code::JweTagLength);
        return Some(step.with(Fact::Count(got - whole)));
    }
    between(TAG, base64url::encode(&sealed.tag).as_bytes(), base64url::encode(&right).as_bytes())
}

/// The change that makes one text of the other, if one is enough.
fn between(part: &'static str, is: &[u8], was: &[u8]) -> Option<Step> {
    let differing: Vec<usize> =
        is.iter().zip(was).enumerate().filter(|(_, (is, was))| is != was).map(|(at, _)| at).collect();
    match differing.as_slice() {
        _ if is.len() != was.len() => None,
        [at] => Some(changed(part, *at, *is.get(*at)?, *was.get(*at)?)),
        [at, next] if at + 1 == *next && is.get(*at) == was.get(*next) && is.get(*next) == was.get(*at) => {
            Some(swapped(part, *at))
        }
        _ => None,
    }
}

fn changed(part: &'static str, at: usize, is: u8, was: u8) -> Step {
    let fact = Fact::Change { part, at: at + 1, is: Some(is.into()), was: Some(was.into()) };
    step(Dimension::Input, "character-changed", Code::JweContentChanged).with(fact)
}

fn swapped(part: &'static str, at: usize) -> Step {
    let name = match part {
        "ciphertext" => "ciphertext-swapped",
        TAG => "tag-swapped",
        "header" => "header-swapped",
        _ => "vector-swapped",
    };
    step(Dimension::Input, name, Code::JweContentChanged).with(Fact::Count(at + 1))
}

/// One character of initialization vector, ciphertext or header, as far as there is time.
pub(super) fn places(jwe: &Jwe, sealed: &Sealed, work: &mut Work) -> Option<Step> {
    let iv = jwe.iv.text.as_bytes();
    let ciphertext = jwe.ciphertext.text.as_bytes();
    let with_iv = |iv: Vec<u8>| Some(Sealed { iv: strict(&iv)?, ..sealed.clone() });
    let with_ciphertext = |text: Vec<u8>| Some(Sealed { ciphertext: strict(&text)?, ..sealed.clone() });
    neighbours("initialization vector", iv, &with_iv, work)
        .or_else(|| neighbours("ciphertext", ciphertext, &with_ciphertext, work))
        .or_else(|| characters("initialization vector", iv, BASE64URL, &with_iv, work))
        .or_else(|| characters("ciphertext", ciphertext, BASE64URL, &with_ciphertext, work))
        .or_else(|| {
            let text: Vec<u8> = (b' '..=b'~').collect();
            characters("header", &sealed.header, &text, &|header| sealed.with_header(header), work)
        })
}

/// With AES-GCM the tag tells which block was changed, however many there are, or which vector was used.
pub(super) fn computed(jwe: &Jwe, sealed: &Sealed, work: &mut Work) -> Option<Step> {
    let Cipher::Gcm(_) = sealed.cipher else { return None };
    let aad = sealed.additional_data();
    let (front, back) = (aad.len().div_ceil(BLOCK), sealed.ciphertext.len().div_ceil(BLOCK));
    // The inverse of the hash key takes some hundreds of multiplications.
    if !work.pay(u32::try_from(front + back).unwrap_or(u32::MAX).saturating_add(300)) {
        return None;
    }
    let (key, right) = (&sealed.key.0, sealed.tag()?);
    let found = |sealed: Sealed, step: Option<Step>| step.filter(|_| sealed.holds());
    if let Some(iv) = gcm_changes::vector(key, &sealed.iv, &right, &sealed.tag) {
        let step = between("initialization vector", jwe.iv.text.as_bytes(), base64url::encode(&iv).as_bytes());
        return found(Sealed { iv, ..sealed.clone() }, step);
    }
    let (index, difference) = gcm_changes::block(key, &right, &sealed.tag, front + back)?;
    let mended = |bytes: &[u8], index: usize| {
        let mut bytes = bytes.to_vec();
        bytes.iter_mut().skip(index * BLOCK).zip(difference).for_each(|(byte, difference)| *byte ^= difference);
        bytes
    };
    if let Some(index) = index.checked_sub(front) {
        let ciphertext = mended(&sealed.ciphertext, index);
        let was = base64url::encode(&ciphertext);
        let step = between("ciphertext", jwe.ciphertext.text.as_bytes(), was.as_bytes());
        return found(Sealed { ciphertext, ..sealed.clone() }, step);
    }
    let protected = mended(&sealed.protected, index);
    let header = strict(&protected)?;
    let step = between("header", &sealed.header, &header).filter(|_| header.is_ascii());
    found(Sealed { protected, header, ..sealed.clone() }, step)
}

/// The bytes of a text that is base64url to the last bit.
fn strict(text: &[u8]) -> Option<Vec<u8>> {
    let decoded = base64url::decode(core::str::from_utf8(text).ok()?);
    decoded.faults.is_empty().then_some(decoded.bytes)
}

type Make<'m> = &'m dyn Fn(Vec<u8>) -> Option<Sealed>;

/// Two neighbours that changed places.
fn neighbours(part: &'static str, text: &[u8], make: Make, work: &mut Work) -> Option<Step> {
    for (at, pair) in text.windows(2).enumerate() {
        let mut other = text.to_vec();
        if pair.first() == pair.last() || at + 1 >= other.len() {
            continue;
        }
        other.swap(at, at + 1);
        let Some(other) = make(other) else { continue };
        if !work.pay(other.cost()) {
            return None;
        }
        if other.holds() {
            return Some(swapped(part, at));
        }
    }
    None
}

/// Another character in each place.
fn characters(part: &'static str, text: &[u8], alphabet: &[u8], make: Make, work: &mut Work) -> Option<Step> {
    for (at, is) in text.iter().enumerate() {
        for was in alphabet.iter().filter(|was| *was != is) {
            let mut other = text.to_vec();
            other.get_mut(at).into_iter().for_each(|place| *place = *was);
            let Some(other) = make(other) else { continue };
            if !work.pay(other.cost()) {
                return None;
            }
            if other.holds() {
                return Some(changed(part, at, *is, *was));
            }
        }
    }
    None
}

/// A step of each name.
#[cfg(test)]
pub(super) fn steps() -> impl Iterator<Item = Step> {
    let cut = ["tag-cut", "tag-longer"].map(|name| step(Dimension::Signature, name, Code::JweTagLength));
    let others =
        [changed(TAG, 0, b'a', b'b'), swapped("ciphertext", 0), swapped(TAG, 0), swapped("header", 0), swapped("", 0)];
    cut.into_iter().chain(others)
}
