//! A token in the making: the texts of header and payload as they are typed, what is to become of the signature, and the token
//! that they come to.
//!
//! What is signed is exactly the text, or its compact form where the person chose so. A draft that was begun from a token
//! and not changed *is* that token, byte for byte. A text that is not JSON makes no token at all, so that no half-true one
//! can be copied.

mod pair;
mod signer;

use crate::base::Size;
use crate::base::diagnostic::reason::{NotEditable, Unsigned, Unusable};
use crate::base::diagnostic::{Code, Diagnostic, Json};
use crate::base::text::{Bytes, Text};
use crate::engine::jwa::Algorithm;
use crate::engine::sign;
use crate::format::json::{self, line_column};
use crate::jose::{Document, Form, Part, Serialization, Token, detached};
use crate::key::{Key, KeyFault, ParsedKey};
use core::fmt;
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
            .field("origin", &self.origin)
            .finish()
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Origin {
    token: Text,
    /// Everything behind the second dot.
    signature: Text,
    /// Header and payload as the editors first show them, and the form that goes with that.
    header: Text,
    payload: Text,
    compact: bool,
    /// A payload that was no JSON need not become any.
    any_payload: bool,
    /// The payload is not in the token.
    apart: bool,
}

/// What a draft comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftOutcome {
    /// The compact token; empty if there is none.
    pub token: Text,
    /// The payload, where it is not in the token.
    pub content: Option<Bytes>,
    /// What happened to the signature.
    pub made: DraftSignature,
}

/// What happens to the signature of a draft.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftSignature {
    /// Nothing was changed: it is the token that the draft was begun from, with its signature.
    Untouched,
    /// It was signed with the key at hand.
    Signed(&'static Algorithm),
    /// It has the signature of the token that the draft was begun from.
    Kept,
    /// It has no signature, as the person wants.
    Omitted,
    /// It has no signature; why.
    Unsigned(Diagnostic),
    /// There is no token; why.
    Broken(Part, Diagnostic),
}

impl DraftOutcome {
    /// Why nobody signed it yet, though somebody is to: there is no signature to judge. What says `none` is complete without.
    pub fn unsigned(&self) -> Option<&Diagnostic> {
        match &self.made {
            DraftSignature::Unsigned(why) => Some(why).filter(|why| why.code() != Code::AlgNone),
            _ => None,
        }
    }
}

impl Draft {
    /// The payload of `token`, if a draft can be made of it.
    ///
    /// # Errors
    /// What cannot be edited as text: encrypted content, a token in JSON, bytes that are not UTF-8, a token without payload.
    pub fn editable(token: &Token) -> Result<&Document, NotEditable> {
        if token.form == Form::Jwe {
            return Err(NotEditable::Encrypted);
        }
        if token.beside.serialization != Serialization::Compact {
            return Err(NotEditable::InJson);
        }
        let payload = token.payload.as_ref().ok_or(NotEditable::NoPayload)?;
        let exact = |at: usize, text| token.segments.get(at).is_some_and(|segment| segment.holds(text));
        if !exact(0, &token.header.text) || !exact(1, &payload.text) {
            return Err(NotEditable::NotText);
        }
        Ok(payload)
    }

    /// A draft of `token`. JSON that stands in one line is laid out for reading, and what is signed stays in one line.
    ///
    /// # Errors
    /// As [`Draft::editable`].
    pub fn of(token: &Token) -> Result<Draft, NotEditable> {
        let payload = Draft::editable(token)?;
        let laid_out = formatted(&token.header.text).zip(formatted(&payload.text));
        let compact = laid_out.is_some();
        let (header, payload_text) =
            laid_out.unwrap_or_else(|| (token.header.text.to_string(), payload.text.to_string()));
        let signature = token.segments.get(2).and_then(|segment| token.text.get(segment.encoded.start..));
        let origin = Origin {
            token: token.text.clone(),
            signature: signature.unwrap_or_default().into(),
            header: header.as_str().into(),
            payload: payload_text.as_str().into(),
            compact,
            any_payload: !payload.well_formed,
            apart: token.is_detached(),
        };
        Ok(Draft { header, payload: payload_text, compact, mode: SignatureMode::Sign, origin: Some(origin) })
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

    fn is_untouched(&self, origin: &Origin) -> bool {
        origin.header == self.header && origin.payload == self.payload && origin.compact == self.compact
    }

    /// The token that this comes to with what the key field holds.
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
    /// let outcome = Draft::begin(None, 1_300_819_380).make(key.as_ref(), &mut Zeros);
    /// assert!(matches!(outcome.made, DraftSignature::Signed(row) if row.name == "HS256"));
    /// ```
    pub fn make(&self, held: Option<&Result<ParsedKey, KeyFault>>, rng: &mut dyn CryptoRng) -> DraftOutcome {
        if let Some(origin) = &self.origin
            && self.mode != SignatureMode::Omit
            && self.is_untouched(origin)
        {
            return DraftOutcome { token: origin.token.clone(), content: None, made: DraftSignature::Untouched };
        }
        let any_payload = self.origin.as_ref().is_some_and(|origin| origin.any_payload);
        let broken = fault(&self.header, Part::Header).map(|fault| (Part::Header, fault)).or_else(|| {
            fault(&self.payload, Part::Payload).filter(|_| !any_payload).map(|fault| (Part::Payload, fault))
        });
        if let Some((part, fault)) = broken {
            return DraftOutcome { token: Text::default(), content: None, made: DraftSignature::Broken(part, fault) };
        }
        let text = |text: &str| if self.compact { json::compact(text.as_bytes()) } else { text.as_bytes().to_vec() };
        let (header, payload) = (text(&self.header), text(&self.payload));
        let header = String::from_utf8_lossy(&header);
        let unsigned = sign::unsigned(&header, &payload);
        let (token, made) = match (self.mode, &self.origin) {
            (SignatureMode::Keep, Some(origin)) => (format!("{unsigned}{}", origin.signature), DraftSignature::Kept),
            (SignatureMode::Keep | SignatureMode::Omit, _) => (unsigned, DraftSignature::Omitted),
            (SignatureMode::Sign, _) => {
                let signed = signer(&unsigned, held).and_then(|(algorithm, key)| {
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
            Some(token) => DraftOutcome { token: token.into(), content: Some(payload.into()), made },
            None => DraftOutcome { token, content: None, made },
        }
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
