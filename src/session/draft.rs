//! A token in the making: the texts of header and payload as they are typed, what is to become of the signature, and the token
//! that they come to.
//!
//! What is signed is exactly the text, or its compact form where the person chose so. A draft that was begun from a token
//! and not changed *is* that token, byte for byte. A text that is not JSON makes no token at all, so that no half-true one
//! can be copied. An encrypted token is encrypted anew with each change, with a new content key and a new vector.

mod encrypted;
mod in_json;
mod outcome;
mod pair;
mod signer;

use crate::base::Size;
use crate::base::diagnostic::reason::{NotEditable, Unsigned, Unusable};
use crate::base::diagnostic::{Compression, Diagnostic, Json};
use crate::base::text::Text;
use crate::engine::jwe::Derived;
use crate::engine::sign;
use crate::format::deflate;
use crate::format::json::{self, line_column};
use crate::jose::{Document, Form, Part, Serialization, Token, detached, parse};
use crate::key::{Key, KeyFault, ParsedKey};
use core::fmt;
use encrypted::Encrypting;
pub use encrypted::encrypts_only;
pub use in_json::Others;
use in_json::Place;
pub use outcome::{DraftOutcome, DraftSignature};
use rand_core::CryptoRng;
use signer::signer;
pub use signer::{algorithm_for, fits, warning};

/// A longer text is edited as it is: laid out in lines it would be several times as long, and slow to type in.
const FORMATTED_UP_TO: usize = 64 * 1024;

/// What becomes of the signature while header and payload change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignatureMode {
    /// The token is signed anew.
    #[default]
    Sign,
    /// The old signature stays: what a forger would send.
    Keep,
    /// There is none.
    Omit,
}

/// Header and payload as they are typed.
#[derive(Clone, Default, PartialEq)]
pub struct Draft {
    /// The text of the header.
    pub header: String,
    /// The text of the payload.
    pub payload: String,
    /// Whether white space between the lexemes is left out of what is signed.
    pub compact: bool,
    /// What becomes of the signature.
    pub mode: SignatureMode,
    /// The unprotected header, where it is for one signature of a token in JSON; empty for none.
    pub unprotected: Option<String>,
    /// What an encrypted token is made with; `None` for a signed one.
    encrypting: Option<Encrypting>,
    /// What it was begun from.
    origin: Option<Origin>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("header", &Size(self.header.len()))
            .field("payload", &Size(self.payload.len()))
            .field("compact", &self.compact)
            .field("mode", &self.mode)
            .field("unprotected", &self.unprotected.as_ref().map(|text| Size(text.len())))
            .field("encrypting", &self.encrypting.is_some())
            .field("origin", &self.origin)
            .finish()
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Origin {
    token: Text,
    /// The signature in base64url, or whatever stands behind the second dot; empty for an encrypted token.
    signature: Text,
    /// Header and payload as the editors first show them, and the form that goes with that.
    header: Text,
    payload: Text,
    compact: bool,
    /// A payload that was no JSON need not become any.
    any_payload: bool,
    /// The payload is not in the token.
    apart: bool,
    /// How the payload is compressed.
    compression: Option<Compression>,
    /// Which signature of a token in JSON it is.
    place: Option<Place>,
}

impl Draft {
    /// The payload of `token`, if a draft can be made of it.
    ///
    /// # Errors
    /// What cannot be edited as text: content that is not decrypted, bytes that are not UTF-8, a token without payload.
    pub fn editable(token: &Token) -> Result<&Document, NotEditable> {
        if token.form == Form::Jwe {
            return encrypted::editable(token);
        }
        let payload = token.payload.as_ref().ok_or(NotEditable::NoPayload)?;
        if token.beside.refused.is_some() {
            return Err(NotEditable::BrokenJson);
        }
        let exact = |at: usize, text: &Text| token.segments.get(at).is_some_and(|segment| segment.holds(text));
        // In JSON the header is that of the signature and the unprotected one together.
        let in_json = token.beside.serialization != Serialization::Compact;
        let compressed =
            || payload.utf8 && matches!(token.compression(), Some(Compression::Deflate | Compression::Zlib));
        if !in_json && !exact(0, &token.header.text) || !exact(1, &payload.text) && (in_json || !compressed()) {
            return Err(NotEditable::NotText);
        }
        Ok(payload)
    }

    /// A draft of `token`, which of several signatures is the one with that index. JSON that stands in one line is laid out for
    /// reading, and what is signed or encrypted stays in one line. The random source gives the salt of a password.
    ///
    /// # Errors
    /// As [`Draft::editable`].
    pub fn of(token: &Token, index: usize, rng: &mut dyn CryptoRng) -> Result<Draft, NotEditable> {
        match (&token.form, token.beside.serialization) {
            (Form::Jwe, _) => Draft::of_encrypted(token, rng),
            (Form::Jws, Serialization::Compact) => Draft::of_compact(token),
            (Form::Jws, _) => Draft::of_signature(token, index),
        }
    }

    fn of_compact(token: &Token) -> Result<Draft, NotEditable> {
        let payload = Draft::editable(token)?;
        let (header, payload_text, compact) = laid_out(&token.header.text, &payload.text);
        let signature = token.segments.get(2).and_then(|segment| token.text.get(segment.encoded.start..));
        let origin = Origin {
            token: token.text.clone(),
            signature: signature.unwrap_or_default().into(),
            header: header.as_str().into(),
            payload: payload_text.as_str().into(),
            compact,
            any_payload: !payload.well_formed,
            apart: token.is_detached(),
            compression: token.compression(),
            place: None,
        };
        Ok(Draft { header, payload: payload_text, compact, origin: Some(origin), ..Draft::default() })
    }

    /// A new token: for the algorithm of `key`, HS256 if there is none, and by its name; issued at `now` (seconds) and good for
    /// an hour.
    pub fn begin(key: Option<&Key>, now: i64) -> Draft {
        let name = key.and_then(algorithm_for).map_or("HS256", |algorithm| algorithm.name);
        let header = format!("{{\n  \"alg\": \"{name}\",\n  \"typ\": \"JWT\"\n}}");
        let kid = key.and_then(|key| key.restrictions.kid.as_ref()).and_then(|kid| serde_json::to_string(kid).ok());
        let named = kid.and_then(|kid| json::with_member(&header, "kid", &kid));
        let payload =
            format!("{{\n  \"sub\": \"alice\",\n  \"iat\": {now},\n  \"exp\": {}\n}}", now.saturating_add(3600));
        Draft { header: named.unwrap_or(header), payload, compact: true, ..Draft::default() }
    }

    /// Whether there is an old signature to keep.
    pub fn has_signature(&self) -> bool {
        self.origin.as_ref().is_some_and(|origin| !origin.signature.is_empty())
    }

    /// The bytes of the payload as it is typed, and in compact form.
    pub fn sizes(&self) -> (usize, usize) {
        (self.payload.len(), json::compact(self.payload.as_bytes()).len())
    }

    /// Whether it is to be encrypted, and not signed.
    pub fn is_encrypted(&self) -> bool {
        self.encrypting.is_some()
    }

    /// Whether it is one that began with the button for it, so that it may become another kind.
    pub fn is_new(&self) -> bool {
        self.origin.is_none()
    }

    fn is_untouched(&self, origin: &Origin) -> bool {
        let unprotected = origin.place.as_ref().map(|place| place.unprotected.as_str());
        origin.header == self.header
            && origin.payload == self.payload
            && origin.compact == self.compact
            && unprotected == self.unprotected.as_deref()
    }

    /// The token that this comes to with what the key field holds, and the keys that PBKDF2 made before.
    ///
    /// ```
    /// # use jwt_debugger::key;
    /// # use jwt_debugger::session::draft::{Draft, DraftSignature};
    /// # struct Zeros; // HS256 uses no random numbers.
    /// # impl rand_core::TryRng for Zeros {
    /// #     type Error = core::convert::Infallible;
    /// #     fn try_next_u32(&mut self) -> Result<u32, Self::Error> { Ok(0) }
    /// #     fn try_next_u64(&mut self) -> Result<u64, Self::Error> { Ok(0) }
    /// #     fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> { Ok(bytes.fill(0)) }
    /// # }
    /// # impl rand_core::TryCryptoRng for Zeros {}
    /// let key = key::read("a secret that is thirty-two bytes", &key::Options::default());
    /// let outcome = Draft::begin(None, 1_300_819_380).make(key.as_ref(), &[], &mut Zeros);
    /// assert!(matches!(outcome.made, DraftSignature::Signed(row) if row.name == "HS256"));
    /// ```
    pub fn make(
        &self,
        held: Option<&Result<ParsedKey, KeyFault>>,
        derived: &[Derived],
        rng: &mut dyn CryptoRng,
    ) -> DraftOutcome {
        if let Some(origin) = &self.origin
            && self.mode != SignatureMode::Omit
            && self.is_untouched(origin)
        {
            let index = origin.place.as_ref().map_or(0, |place| place.index);
            return DraftOutcome { index, ..DraftOutcome::new(origin.token.clone(), DraftSignature::Untouched) };
        }
        if let Some((part, fault)) = self.broken() {
            return DraftOutcome::new("", DraftSignature::Broken(part, fault));
        }
        let text = |text: &str| if self.compact { json::compact(text.as_bytes()) } else { text.as_bytes().to_vec() };
        let (header, payload) = (text(&self.header), text(&self.payload));
        let header = String::from_utf8_lossy(&header);
        if let Some(encrypting) = &self.encrypting {
            return encrypting.make(&header, payload, held, derived, rng);
        }
        if let Some((origin, place)) = self.origin.as_ref().and_then(|origin| Some((origin, origin.place.as_ref()?))) {
            return self.make_in_json(origin, place, &header, payload, held, rng);
        }
        let payload = self.compressed(&header, payload);
        let unsigned = sign::unsigned(&header, &payload);
        let (token, made) = match (self.mode, &self.origin) {
            (SignatureMode::Keep, Some(origin)) => (format!("{unsigned}{}", origin.signature), DraftSignature::Kept),
            (SignatureMode::Keep | SignatureMode::Omit, _) => (unsigned, DraftSignature::Omitted),
            (SignatureMode::Sign, _) => {
                let signed = signer(parse(&*unsigned).token.as_ref(), held).and_then(|(algorithm, key)| {
                    let token = sign::compact(&header, &payload, algorithm, key, rng);
                    token
                        .map(|token| (token, DraftSignature::Signed(algorithm)))
                        // What it signed does not verify.
                        .map_err(|failure| failure.unusable().unwrap_or(Unusable::Inconsistent))
                        .map_err(|why| Box::new(Unsigned::KeyUnusable(why).into()))
                });
                signed.unwrap_or_else(|why| (unsigned, DraftSignature::Unsigned(Diagnostic::error(*why))))
            }
        };
        let token = Text::from(token);
        let apart = self.origin.as_ref().is_some_and(|origin| origin.apart) || !sign::fits(&header, &payload);
        match detached::without_content(&token).filter(|_| apart) {
            Some(token) => DraftOutcome { content: Some(payload.into()), ..DraftOutcome::new(token, made) },
            None => DraftOutcome::new(token, made),
        }
    }

    /// The payload as it is signed: compressed, if its header says so and that of the token that it was begun from was.
    fn compressed(&self, header: &str, payload: Vec<u8>) -> Vec<u8> {
        let zip = json::read(header).node.and_then(|header| Some(header.get("zip")?.as_str()? == "DEF"));
        let how = match &self.origin {
            Some(origin) => origin.compression,
            None => Some(Compression::Deflate),
        };
        match how.filter(|_| zip == Some(true)) {
            Some(Compression::Deflate) => deflate::deflate(&payload),
            Some(Compression::Zlib) => deflate::zlib(&payload),
            Some(Compression::Gzip) | None => payload,
        }
    }

    /// The first text that is not the JSON it has to be.
    fn broken(&self) -> Option<(Part, Diagnostic)> {
        let any_payload = self.origin.as_ref().is_some_and(|origin| origin.any_payload);
        // What is encrypted may be anything; `cty` says what.
        let any_payload = any_payload
            || self.encrypting.is_some() && json::read(&self.header).node.is_some_and(|node| node.get("cty").is_some());
        let no_header = self.header.is_empty()
            && self.origin.as_ref().and_then(|origin| origin.place.as_ref()).is_some_and(|place| !place.is_protected);
        let header = || fault(&self.header, Part::Header).filter(|_| !no_header).map(|fault| (Part::Header, fault));
        let unprotected = || {
            let text = self.unprotected.as_ref().filter(|text| !text.is_empty())?;
            fault(text, Part::Header).map(|fault| (Part::Header, fault))
        };
        let payload =
            || fault(&self.payload, Part::Payload).filter(|_| !any_payload).map(|fault| (Part::Payload, fault));
        header().or_else(unprotected).or_else(payload)
    }
}

/// Header and payload as the editors first show them, and whether what is made of them leaves out the white space again.
fn laid_out(header: &str, payload: &str) -> (String, String, bool) {
    match formatted(header).zip(formatted(payload)) {
        Some((header, payload)) => (header, payload, true),
        None => (header.to_owned(), payload.to_owned(), false),
    }
}

/// JSON that stands in one line, laid out with one member a line. `None` for what is no JSON, or laid out already.
fn formatted(text: &str) -> Option<String> {
    if text.len() > FORMATTED_UP_TO || text.contains(['\n', '\r']) {
        return None;
    }
    let reading = json::read(text);
    reading.node.as_ref().filter(|_| reading.well_formed()).map(|node| json::pretty(text, node))
}

/// What is wrong with the JSON of a text, with its place.
fn fault(text: &str, part: Part) -> Option<Diagnostic> {
    let reading = json::read(text);
    if reading.well_formed() {
        return None;
    }
    let first = reading.faults.iter().find(|fault| fault.is_syntax());
    let (line, column) = line_column(text, first.map_or(0, |fault| fault.at.start));
    let fault = first.map_or(Json::NotJson, |fault| fault.facts.clone());
    Some(Diagnostic::error(Unsigned::Json { part, line, column, fault }))
}

#[cfg(test)]
mod tests;
