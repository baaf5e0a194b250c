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
/// The tag of A128CBC-HS256 and of AES-GCM, in bytes.
const SHORT: usize = 16;
/// The size of a block of AES, in bytes and in bits.
const BLOCK: usize = 16;
const BITS: usize = 8 * BLOCK;

/// What became of the tag: the one that belongs to the other parts is known.
pub(super) fn tag(jwe: &Jwe, sealed: &Sealed) -> Option<Step> {
    let right = sealed.tag()?;
    let (canonical, was) = (base64url::encode(&sealed.tag), base64url::encode(&right));
    // Whoever looks for a character finds it in the text, which need not be the one text that a strict reader takes.
    let sent = [&jwe.tag, &jwe.iv, &jwe.ciphertext].into_iter().find(|part| *part.bytes == *sealed.tag);
    let sent = sent.map_or(canonical.as_str(), |part| &part.text);
    if let Some(step) = between(TAG, sent.as_bytes(), was.as_bytes()) {
        return Some(step);
    }
    let (got, whole) = (sealed.tag.len(), right.len());
    if got >= PROOF && got < whole && right.starts_with(&sealed.tag) {
        let step = step(Dimension::Signature, cut(sealed, sent == canonical), Code::JweTagLength);
        return Some(step.with(Fact::Part { got, whole }));
    }
    // Twice as long, it is the whole HMAC, for which there is a row.
    let is_whole = matches!(sealed.cipher, Cipher::CbcHmac(_)) && got == 2 * whole;
    if got > whole && !is_whole && sealed.tag.starts_with(&right) {
        let step = step(Dimension::Signature, "tag-longer", Code::JweTagLength);
        return Some(step.with(Fact::Count(got - whole)));
    }
    // Beside what a strict reader refuses, one character differs: it is named if nothing before it moves its place.
    let same = sent.bytes().zip(canonical.bytes()).take_while(|(sent, read)| sent == read).count();
    between(TAG, canonical.as_bytes(), was.as_bytes()).filter(|step| match step.fact {
        Fact::Change { at, .. } => same >= at,
        Fact::Count(at) => same > at,
        _ => false,
    })
}

/// What became of a tag of which the first bytes are there, `strict` if their text is that of whole bytes.
fn cut(sealed: &Sealed, strict: bool) -> &'static str {
    match (sealed.cipher, sealed.tag.len()) {
        // 128 bits are what the tag of each other `enc` has, and what senders give all of them.
        (Cipher::CbcHmac(_), SHORT) if strict => "tag-short",
        // Of a text that is cut anywhere, few lengths are left: those that fill words of the machine are chosen as well.
        (_, got) if strict && got.is_multiple_of(4) => "tag-cut-or-short",
        _ => "tag-cut",
    }
}

/// Whether the text of a part is what a strict reader takes, once this step was undone in it.
pub(super) fn mends(step: &Step, part: &'static str, text: &str) -> bool {
    let mut bytes = text.as_bytes().to_vec();
    match step.fact {
        Fact::Change { part: of, at, is, was: Some(was) } if of == part => {
            let place = at.checked_sub(1).and_then(|at| bytes.get_mut(at));
            let (Some(place), Ok(was)) = (place, u8::try_from(was)) else { return false };
            if is != Some(char::from(core::mem::replace(place, was))) {
                return false;
            }
        }
        Fact::Count(at) if step.name == swap(part) && (1..bytes.len()).contains(&at) => bytes.swap(at - 1, at),
        _ => return false,
    }
    strict(&bytes).is_some()
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
    step(Dimension::Input, swap(part), Code::JweContentChanged).with(Fact::Count(at + 1))
}

/// What it is called that two characters of a part changed places.
fn swap(part: &str) -> &'static str {
    match part {
        "ciphertext" => "ciphertext-swapped",
        TAG => "tag-swapped",
        "header" => "header-swapped",
        _ => "vector-swapped",
    }
}

/// One character of initialization vector, ciphertext or header, as far as there is time.
pub(super) fn places(jwe: &Jwe, sealed: &Sealed, work: &mut Work) -> Option<Step> {
    let with_iv = |iv: Vec<u8>| Some(Sealed { iv: strict(&iv)?, ..sealed.clone() });
    let with_ciphertext = |text: Vec<u8>| Some(Sealed { ciphertext: strict(&text)?, ..sealed.clone() });
    let with_header = |header: Vec<u8>| sealed.with_header(header);
    let is_gcm = matches!(sealed.cipher, Cipher::Gcm(_));
    let printed: Vec<u8> = (b' '..=b'~').collect();
    // With AES-GCM the vector is computed, and so is what lies within one block: what is left lies across two.
    let iv =
        Part { name: "initialization vector", text: jwe.iv.text.as_bytes(), make: &with_iv, left: &|_, _| !is_gcm };
    let ciphertext = Part {
        name: "ciphertext",
        text: jwe.ciphertext.text.as_bytes(),
        make: &with_ciphertext,
        left: &|first, last| !is_gcm || 6 * first / BITS != (6 * last + 5) / BITS,
    };
    // A byte of the header is part of two characters, which are bytes of what is authenticated.
    let header = Part {
        name: "header",
        text: ascii(&sealed.header),
        make: &with_header,
        left: &|first, last| !is_gcm || 8 * first / 6 / BLOCK != (8 * last + 7) / 6 / BLOCK,
    };
    // Who changes a header by hand writes a digit for a digit and a letter for a letter.
    let of_kind = |is: u8, was: u8| kind(is) == kind(was);
    // What takes longest comes last.
    iv.neighbours(work)
        .or_else(|| ciphertext.neighbours(work))
        .or_else(|| header.neighbours(work))
        .or_else(|| iv.characters(BASE64URL, &|_, _| true, work))
        .or_else(|| header.characters(&printed, &of_kind, work))
        .or_else(|| ciphertext.characters(BASE64URL, &|_, _| true, work))
        .or_else(|| header.characters(&printed, &|is, was| !of_kind(is, was), work))
}

/// Whether it is a small letter, a capital one, a digit or something else.
fn kind(c: u8) -> (bool, bool, bool) {
    (c.is_ascii_lowercase(), c.is_ascii_uppercase(), c.is_ascii_digit())
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
    let step = between("header", ascii(&sealed.header), ascii(&header));
    found(Sealed { protected, header, ..sealed.clone() }, step)
}

/// The bytes of a text that is base64url to the last bit.
fn strict(text: &[u8]) -> Option<Vec<u8>> {
    let decoded = base64url::decode(core::str::from_utf8(text).ok()?);
    decoded.faults.is_empty().then_some(decoded.bytes)
}

/// The text if each of its bytes is a character, and nothing otherwise.
fn ascii(text: &[u8]) -> &[u8] {
    if text.is_ascii() { text } else { b"" }
}

/// A text in which places are tried.
struct Part<'p> {
    name: &'static str,
    text: &'p [u8],
    /// The parts with another text in its place.
    make: &'p dyn Fn(Vec<u8>) -> Option<Sealed>,
    /// Whether the characters from one place to another have to be tried.
    left: &'p dyn Fn(usize, usize) -> bool,
}

impl Part<'_> {
    /// Two neighbours that changed places.
    fn neighbours(&self, work: &mut Work) -> Option<Step> {
        for (at, pair) in self.text.windows(2).enumerate() {
            if pair.first() == pair.last() || !(self.left)(at, at + 1) {
                continue;
            }
            let mut other = self.text.to_vec();
            // The window lies within the text.
            other.swap(at, at + 1);
            if self.holds(other, work)? {
                return Some(swapped(self.name, at));
            }
        }
        None
    }

    /// Another character in each place: each that `may` have been there, given what is.
    fn characters(&self, alphabet: &[u8], may: &dyn Fn(u8, u8) -> bool, work: &mut Work) -> Option<Step> {
        for (at, is) in self.text.iter().enumerate().filter(|(at, _)| (self.left)(*at, *at)) {
            for was in alphabet.iter().filter(|was| *was != is && may(*is, **was)) {
                let mut other = self.text.to_vec();
                other.get_mut(at).into_iter().for_each(|place| *place = *was);
                if self.holds(other, work)? {
                    return Some(changed(self.name, at, *is, *was));
                }
            }
        }
        None
    }

    /// Whether the token opens with this text; `None` if there is no time left to try it.
    fn holds(&self, other: Vec<u8>, work: &mut Work) -> Option<bool> {
        let Some(other) = (self.make)(other) else { return Some(false) };
        work.pay(other.cost()).then(|| other.holds())
    }
}

/// A step of each name.
#[cfg(test)]
pub(super) fn steps() -> impl Iterator<Item = Step> {
    let cut = ["tag-cut", "tag-cut-or-short", "tag-short", "tag-longer"]
        .map(|name| step(Dimension::Signature, name, Code::JweTagLength));
    let others =
        [changed(TAG, 0, b'a', b'b'), swapped("ciphertext", 0), swapped(TAG, 0), swapped("header", 0), swapped("", 0)];
    cut.into_iter().chain(others)
}
