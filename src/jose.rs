//! A token as it was sent: segments, decoded bytes, exact JSON, and every fault with its place and rule.
//!
//! Grammar (RFC 7515 §7.1, RFC 7516 §7.1): a compact JWS is `BASE64URL(header) "." BASE64URL(payload) "."
//! BASE64URL(signature)`, a compact JWE has five parts. Reading never fails: [`parse`] returns what could be read *and*
//! what is wrong, and nothing in a [`Token`] is repaired in place.

pub mod compact;
pub mod destroyed;
pub mod detached;
mod document;
pub mod envelope;
pub mod header;
pub(crate) mod health_card;
pub mod json;
pub mod jwe;
mod kinds;
pub mod sd_jwt;
mod shape;
#[cfg(test)]
mod testing;

pub use crate::base::diagnostic::{Diagnostic, Role, Severity};
pub use crate::base::span::{Part, Span};
use crate::base::text::{Bytes, Text};
use crate::format::json::Node;
use core::ops::Range;
pub(crate) use kinds::is_whole;
pub use kinds::{misfit, signature_word};

/// Whether `text` looks like a token in JSON, signed or encrypted (RFC 7515 §7.2, RFC 7516 §7.2).
pub(crate) fn is_serialization(text: &Text) -> bool {
    json::read(text).is_some() || jwe::parse_json(text).is_some()
}

/// What a text holds: the token, if there is any text at all, and everything wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// Absent only if the text is empty.
    pub token: Option<Token>,
    /// In the order of their places: first those of the encoded text, then the header's, then the payload's.
    pub problems: Vec<Diagnostic>,
}

/// A compact token, or what there is of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The encoded text, exactly; every `encoded` range counts its bytes.
    pub text: Text,
    /// What the number of segments makes of it.
    pub form: Form,
    /// In order of appearance; never empty.
    pub segments: Vec<Segment>,
    /// The (protected) header: the first segment, decoded.
    pub header: Document,
    /// The JWS payload, or the content of a JWE once it is decrypted ([`Parsed::opened`]). `None` where there is no second segment.
    pub payload: Option<Document>,
    /// What is not in these parts.
    pub beside: Beside,
}

/// What there is to know of a signature beside the parts of a compact token: nothing, unless it was written as JSON or its
/// content was sent apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// How it is written.
    pub serialization: Serialization,
    /// The unprotected header. [`Token::header`] has its members, too, behind those of the protected one.
    pub unprotected: Option<Document>,
    /// The JWS signing input, where it is no stretch of [`Token::text`].
    pub signing_input: Option<Bytes>,
    /// Why no verifier may accept it, whatever its signature.
    pub refused: Option<Box<Diagnostic>>,
}

/// How a token is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Serialization {
    /// Segments with dots between them (RFC 7515 §7.1, RFC 7516 §7.1).
    #[default]
    Compact,
    /// JSON with one signature or recipient, whose members stand at the top (RFC 7515 §7.2.2, RFC 7516 §7.2.2).
    Flattened,
    /// JSON with a list of `signatures` or `recipients` (RFC 7515 §7.2.1, RFC 7516 §7.2.1).
    General,
}

/// Which serialization the number of segments makes a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Three segments (RFC 7515 §7.1). Two or more than three, other than five, are read as a JWS with faults, too.
    Jws,
    /// Five segments (RFC 7516 §7.1).
    Jwe,
}

/// One part between dots.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// What it is for.
    pub role: Role,
    /// Where it stands in [`Token::text`], in bytes, without the dots.
    pub encoded: Range<usize>,
    /// What it decodes to, read leniently: as much as can be read.
    pub bytes: Bytes,
    /// Whether it is exactly what RFC 7515 §2 asks for: base64url, no padding, no stray bits.
    pub canonical: bool,
}

/// A decoded segment that is meant to be text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The decoded text; where bytes are not UTF-8 they stand as U+FFFD.
    pub text: Text,
    /// Whether the bytes are UTF-8.
    pub utf8: bool,
    /// What the JSON reader made of the text: as much as could be read, `None` if it does not look like JSON at all.
    pub json: Option<Node>,
    /// Whether `text` is JSON without any syntax fault (duplicate names are not a syntax fault).
    pub well_formed: bool,
}

pub use compact::parse;

impl Document {
    /// Whether this is a header that says that the payload is not encoded (RFC 7797 §3).
    pub fn is_unencoded(&self) -> bool {
        self.json.as_ref().is_some_and(header::is_unencoded)
    }
}

impl Segment {
    /// Whether it decodes to `text`, to the byte.
    pub fn holds(&self, text: &Text) -> bool {
        // Mostly they are one.
        core::ptr::eq(&*self.bytes, text.as_bytes()) || *self.bytes == *text.as_bytes()
    }
}

impl Token {
    /// A decoded part: the header or the payload. `None` for the encoded text, and where there is no payload.
    pub fn document(&self, part: Part) -> Option<&Document> {
        match part {
            Part::Encoded => None,
            Part::Header => Some(&self.header),
            Part::Payload => self.payload.as_ref(),
        }
    }

    /// Where the bytes of a span stand in [`Token::text`]: three of them are four letters (RFC 4648 §4).
    pub fn encoded(&self, span: &Span) -> Option<Range<usize>> {
        let segment = self.segments.get(match span.part {
            Part::Encoded => return Some(span.range.clone()),
            Part::Header => 0,
            Part::Payload => 1,
        })?;
        if span.part == Part::Payload && self.form == Form::Jwe {
            return None;
        }
        // Text that is not as it was encoded has no such place.
        let exact = self.document(span.part).is_some_and(|document| segment.holds(&document.text));
        let at = |byte: usize| segment.encoded.start + byte / 3 * 4 + byte % 3;
        let end = span.range.end.max(span.range.start + 1);
        let letters = at(span.range.start)..at(end) + usize::from(!end.is_multiple_of(3));
        (exact && letters.end <= segment.encoded.end).then_some(letters)
    }

    /// The JWS signing input (RFC 7515 §5.1): of a compact token everything before the last dot, exactly as sent.
    /// `None` where there is no payload segment or no signature segment.
    pub fn signing_input(&self) -> Option<&[u8]> {
        let signature = self.signature()?;
        match &self.beside.signing_input {
            Some(input) => Some(input),
            None => self.text.as_bytes().get(..signature.encoded.start.checked_sub(1)?),
        }
    }

    /// Whether anyone can change the header parameter of that name and the signature still holds.
    pub fn is_unprotected(&self, name: &str) -> bool {
        let json = self.beside.unprotected.as_ref().and_then(|header| header.json.as_ref());
        json.is_some_and(|header| header.get(name).is_some())
    }

    /// Whether the content that was signed is not in the text (RFC 7515 §F).
    pub fn is_detached(&self) -> bool {
        let empty = |segment: &Segment| segment.encoded.is_empty();
        matches!(self.segments.as_slice(), [_, payload, signature] if empty(payload) && !empty(signature))
    }

    /// The signature segment of a three-part JWS; `None` for every other count of segments.
    pub fn signature(&self) -> Option<&Segment> {
        match self.segments.as_slice() {
            [_, _, signature] => Some(signature),
            _ => None,
        }
    }
}
