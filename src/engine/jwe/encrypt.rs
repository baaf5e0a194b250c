//! Makes an encrypted token (RFC 7516 §5.1).
//!
//! The random source is asked for the content key first, then for what each recipient needs (a vector, a salt, an ephemeral
//! key, the padding of RSA), then for the initialization vector; what is fixed is not asked for.

use super::wrap::{Task, Wrapped};
use super::{Derived, Encoded, Failure, Jwe, Recipient, Serialization, failure, zip};
use crate::base::diagnostic::jwe::{JweJson, JweKey};
use crate::base::text::Text;
use crate::format::base64url;
use crate::format::json::{self, Node};
use crate::jose::Document;
use crate::key::{Key, Secret};
use rand_core::CryptoRng;

/// What is to be encrypted, and to whom. Headers are JSON texts, kept as they are but for what encrypting adds.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// The protected header; empty for none.
    pub protected: &'a str,
    /// The header that all recipients share, which is not protected.
    pub unprotected: Option<&'a str>,
    /// Who shall be able to decrypt it.
    pub recipients: Vec<To<'a>>,
    /// What is authenticated beside the header.
    pub aad: Option<&'a [u8]>,
    /// The content.
    pub plaintext: &'a [u8],
}

/// A recipient.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// Its own header.
    pub header: Option<&'a str>,
    /// Its key; the public one is enough.
    pub key: &'a Key,
}

/// Encrypts `draft`. What tells a recipient how its key was encrypted (`epk`, `iv`, `tag`, `p2s`, `p2c`) goes into the
/// protected header where there is one recipient and that names its `alg`, otherwise into the recipient's own.
///
/// # Errors
/// A header is no JSON object or names no algorithm that is known, or a key does not do.
pub fn encrypt(draft: &Draft, rng: &mut dyn CryptoRng) -> Result<Jwe, Failure> {
    encrypt_with(draft, &[], rng)
}

/// The same, where PBKDF2 made these keys before.
///
/// # Errors
/// As [`encrypt`].
pub fn encrypt_with(draft: &Draft, derived: &[Derived], rng: &mut dyn CryptoRng) -> Result<Jwe, Failure> {
    let mut jwe = blank(draft)?;
    let mut cek: Option<Secret> = None;
    let mut zipped = None;
    let mut cipher = None;
    for (index, to) in draft.recipients.iter().enumerate() {
        let parameters = jwe.parameters(index);
        let (algorithm, encryption, compressed) = parameters.algorithms()?;
        if cipher.is_some_and(|(cipher, _)| cipher != encryption.cipher) {
            return Err(failure(JweJson::EncDiffers));
        }
        cipher = Some((encryption.cipher, encryption.name));
        zipped = Some(compressed);
        let task = Task { algorithm, encryption, parameters, key: to.key, derived };
        let wrapped = match task.fixed(rng)? {
            // The content key is agreed upon with this one, so that there can be no other.
            Some(_) if draft.recipients.len() > 1 => {
                return Err(failure(JweJson::Alone(algorithm.name)));
            }
            Some((fixed, wrapped)) => {
                cek = Some(fixed);
                wrapped
            }
            None => {
                let cek = cek.get_or_insert_with(|| {
                    let mut key = Secret(vec![0; encryption.cipher.key_bytes()]);
                    rng.fill_bytes(&mut key.0);
                    key
                });
                task.wrap(cek, rng)?
            }
        };
        let own = draft.recipients.len() > 1 || !jwe.parameters(index).is_protected("alg");
        tell(&mut jwe, index, wrapped, own)?;
    }
    let (Some(cek), Some((cipher, enc))) = (cek, cipher) else { return Err(failure(JweJson::NoRecipients)) };
    let mut iv = vec![0; cipher.iv_bytes()];
    rng.fill_bytes(&mut iv);
    let deflated = Secret(if zipped == Some(true) { zip::deflate(draft.plaintext) } else { vec![] });
    let content = if zipped == Some(true) { &deflated.0 } else { draft.plaintext };
    let sealed = cipher.encrypt(&cek.0, &iv, &jwe.additional_data(), content);
    let length = JweKey::Length { wanted_by: enc, got: cek.0.len(), expected: cipher.key_bytes() };
    let (ciphertext, tag) = sealed.ok_or_else(|| failure(length))?;
    [jwe.iv, jwe.ciphertext, jwe.tag] = [iv, ciphertext, tag].map(encoded);
    Ok(jwe)
}

/// A token with headers, and without any content.
fn blank(draft: &Draft) -> Result<Jwe, Failure> {
    let header = Some(draft.protected).filter(|text| !text.is_empty());
    let header = header.map(|text| document("protected", text)).transpose()?;
    let mut recipients = vec![];
    for to in &draft.recipients {
        recipients.push(Recipient {
            header: to.header.map(|text| document("header", text)).transpose()?,
            ..Recipient::default()
        });
    }
    let form = match draft.recipients.as_slice() {
        [To { header: None, .. }] if draft.unprotected.is_none() && draft.aad.is_none() => Serialization::Compact,
        [_] => Serialization::Flattened,
        _ => Serialization::General,
    };
    Ok(Jwe {
        form,
        protected: encoded(draft.protected.as_bytes().to_vec()),
        header,
        unprotected: draft.unprotected.map(|text| document("unprotected", text)).transpose()?,
        recipients,
        aad: draft.aad.map(|aad| encoded(aad.to_vec())),
        iv: Encoded::default(),
        ciphertext: Encoded::default(),
        tag: Encoded::default(),
    })
}

/// Puts what a recipient is given into the token.
fn tell(jwe: &mut Jwe, index: usize, wrapped: Wrapped, own: bool) -> Result<(), Failure> {
    let Some(recipient) = jwe.recipients.get_mut(index) else { return Ok(()) };
    recipient.encrypted_key = encoded(wrapped.encrypted_key);
    if wrapped.parameters.is_empty() {
        return Ok(());
    }
    let (named, place) = if own { ("header", &mut recipient.header) } else { ("protected", &mut jwe.header) };
    let mut text = place.as_ref().map_or_else(|| "{}".to_string(), |header| header.text.to_string());
    for (name, value) in wrapped.parameters {
        text = json::with_member(&text, name, &value).ok_or_else(|| failure(JweJson::Header(named)))?;
    }
    *place = Some(document(named, &text)?);
    if !own {
        jwe.protected = encoded(text.into_bytes());
    }
    Ok(())
}

fn encoded(bytes: Vec<u8>) -> Encoded {
    Encoded { text: base64url::encode(&bytes).into(), bytes: bytes.into(), fault: None, at: None }
}

/// A header of this text.
fn document(member: &'static str, text: &str) -> Result<Document, Failure> {
    let text = Text::from(text);
    let reading = json::read(&text);
    let object = reading.node.as_ref().is_some_and(Node::is_object);
    if !object || !reading.well_formed() {
        return Err(failure(JweJson::Header(member)));
    }
    Ok(Document { well_formed: true, json: reading.node, text, utf8: true })
}
