//! Opens an encrypted token (RFC 7516 §5.2), or says why it does not open.
//!
//! Strict as a reader must be: a part that is not base64url, an encrypted key where none belongs, and a critical parameter stop
//! it. A failure says where it stopped; what may have caused it is searched for by whoever explains.

use super::unwrap::{ContentKey, Question, halves};
use super::{Algorithm, Derived, Encoded, Encryption, Failure, Intermediates, Jwe, failure, failure_at, zip};
use crate::base::diagnostic::jwe::{Filling, Framing, JweJson, Opening};
use crate::base::diagnostic::{Base64url, Role};
use crate::base::span::{Part, Span};
use crate::crypto::content_encryption::Refusal;
use crate::format::deflate;
use crate::key::{Key, Secret};
use rand_core::CryptoRng;

/// How much work a token may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits<'a> {
    /// The most rounds of PBKDF2 (`p2c`).
    pub iterations: u64,
    /// The most bytes that compressed content may inflate to.
    pub inflated: usize,
    /// What PBKDF2 made before, for which nothing has to be done again.
    pub derived: &'a [Derived],
}

impl Default for Limits<'_> {
    /// A million rounds take about a second; the largest tokens that are in use hold a few kilobytes.
    fn default() -> Self {
        Limits { iterations: 1_000_000, inflated: deflate::MOST, derived: &[] }
    }
}

/// A token that opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The content, inflated where it was compressed.
    pub plaintext: Secret,
    /// What stood around its DEFLATE, where only that should be.
    pub framing: Option<Framing>,
    /// The index of the recipient whose content key opened it.
    pub recipient: usize,
    /// How its key travelled, and how the content was encrypted.
    pub algorithms: (&'static Algorithm, &'static Encryption),
    /// What was computed on the way.
    pub intermediates: Intermediates,
}

/// Decrypts `jwe` with `key`, as the first recipient that it opens for. The random source blinds RSA, and hides its failures.
///
/// # Errors
/// Why it does not open: of several recipients, the one that came furthest.
pub fn decrypt(jwe: &Jwe, key: &Key, limits: &Limits, rng: &mut dyn CryptoRng) -> Result<Opened, Failure> {
    let mut furthest: Option<Stopped> = None;
    for recipient in 0..jwe.recipients.len() {
        match strict(jwe, recipient, key, limits, rng) {
            Ok(opened) => return Ok(opened),
            Err(stopped) if furthest.as_ref().is_none_or(|(most, _)| stopped.0 > *most) => furthest = Some(stopped),
            Err(_) => {}
        }
    }
    Err(furthest.map_or_else(|| failure(JweJson::NoRecipients), |(_, why)| why))
}

/// How far a recipient came.
const HEADER: u8 = 0;
const FORM: u8 = 1;
const KEY: u8 = 2;
const CONTENT: u8 = 3;

type Stopped = (u8, Failure);

fn strict(jwe: &Jwe, recipient: usize, key: &Key, limits: &Limits, rng: &mut dyn CryptoRng) -> Result<Opened, Stopped> {
    let question = Question::of(jwe, recipient, limits).map_err(|why| (HEADER, why))?;
    if let Some((role, part, fault)) = encoding(jwe, recipient) {
        let opens = lenient(jwe, recipient, key, limits, rng).is_ok();
        return Err((FORM, at(part, Opening::Encoding { role, fault, opens })));
    }
    if let Some(fault) = jwe.aad.as_ref().and_then(|aad| aad.fault) {
        return Err((FORM, failure(Opening::AadEncoding(fault))));
    }
    open(jwe, recipient, &question, key, limits, rng)
}

/// The same, whatever the parts are written like: as much as can be read of each.
pub(crate) fn lenient(
    jwe: &Jwe,
    recipient: usize,
    key: &Key,
    limits: &Limits,
    rng: &mut dyn CryptoRng,
) -> Result<Opened, Failure> {
    let question = Question::of(jwe, recipient, limits)?;
    open(jwe, recipient, &question, key, limits, rng).map_err(|(_, why)| why)
}

fn open(
    jwe: &Jwe,
    recipient: usize,
    question: &Question,
    key: &Key,
    limits: &Limits,
    rng: &mut dyn CryptoRng,
) -> Result<Opened, Stopped> {
    lengths(jwe, question.encryption).map_err(|why| (FORM, why))?;
    let mut seen = Intermediates { aad: jwe.additional_data(), ..Intermediates::default() };
    let cek = question.content_key(key, rng, &mut seen).map_err(|why| (KEY, why))?;
    let content = content(jwe, question, &cek).map_err(|why| (CONTENT, why))?;
    let compressed = question.parameters.get("zip").is_some();
    let (plaintext, framing) = match compressed {
        false => (content, None),
        true => zip::inflate(&content.0, limits.inflated).map_err(|why| (CONTENT, at(&jwe.ciphertext, why)))?,
    };
    let (mac, encryption) = halves(question.encryption.cipher, &cek.bytes.0);
    seen.mac_key = mac.map(|key| Secret(key.to_vec()));
    seen.encryption_key = Some(Secret(encryption.to_vec()));
    seen.cek = Some(cek.bytes);
    let algorithms = (question.algorithm, question.encryption);
    Ok(Opened { plaintext, framing, recipient, intermediates: seen, algorithms })
}

/// The content under a key, before it is inflated.
fn content(jwe: &Jwe, question: &Question, cek: &ContentKey) -> Result<Secret, Failure> {
    let (cipher, enc) = (question.encryption.cipher, question.encryption.name);
    let aad = jwe.additional_data();
    cipher
        .decrypt(&cek.bytes.0, &jwe.iv.bytes, &aad, &jwe.ciphertext.bytes, &jwe.tag.bytes)
        .map(|content| Secret(content.to_vec()))
        .map_err(|refusal| match refusal {
            Refusal::Padding => at(&jwe.ciphertext, Opening::ContentPadding { enc, filling: Filling::Unknown }),
            Refusal::Tag | Refusal::Length => {
                at(&jwe.tag, Opening::Tag { alg: question.algorithm.name, proven: cek.proven })
            }
        })
}

/// Lengths that `enc` fixes, whatever the key is.
pub(super) fn lengths(jwe: &Jwe, encryption: &Encryption) -> Result<(), Failure> {
    let (enc, cipher) = (encryption.name, encryption.cipher);
    let fixed = [
        (Role::InitializationVector, &jwe.iv, cipher.iv_bytes()),
        (Role::AuthenticationTag, &jwe.tag, cipher.tag_bytes()),
    ];
    for (role, part, expected) in fixed {
        let got = part.bytes.len();
        if got != expected {
            return Err(at(part, Opening::Length { role, enc, got, expected }));
        }
    }
    let (got, block) = (jwe.ciphertext.bytes.len(), cipher.block_bytes());
    if !got.is_multiple_of(block) || block > 1 && got == 0 {
        return Err(at(&jwe.ciphertext, Opening::Blocks { enc, got, block }));
    }
    Ok(())
}

/// The first part that is not base64url.
fn encoding(jwe: &Jwe, recipient: usize) -> Option<(Role, &Encoded, Base64url)> {
    let encrypted_key = &jwe.recipients.get(recipient)?.encrypted_key;
    let parts = [
        (Role::Header, &jwe.protected),
        (Role::EncryptedKey, encrypted_key),
        (Role::InitializationVector, &jwe.iv),
        (Role::Ciphertext, &jwe.ciphertext),
        (Role::AuthenticationTag, &jwe.tag),
    ];
    parts.into_iter().find_map(|(role, part)| part.fault.map(|fault| (role, part, fault)))
}

fn at(part: &Encoded, facts: Opening) -> Failure {
    let place = part.at.clone().map(|range| Span { part: Part::Encoded, range });
    failure_at(facts, place.into_iter().collect())
}
