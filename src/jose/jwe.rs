//! An encrypted token as it was sent: compact, or in JSON with any number of recipients (RFC 7516 §3, §7). What its names mean and
//! how it opens is known to [`jwe`](crate::engine::jwe).

mod json;
mod parameters;
mod read;
mod view;

use crate::base::diagnostic::{Base64url, Diagnostic, Facts};
use crate::base::span::Span;
use crate::base::text::{Bytes, Text};
use crate::jose::Document;
pub use crate::jose::Serialization;
use core::ops::Range;
pub use parameters::Parameters;
pub use read::{Parsed, of, read};
pub(super) use view::parse as parse_json;

/// An encrypted token, as it was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Jwe {
    /// How it was written.
    pub form: Serialization,
    /// The protected header as it was sent, in base64url; it is part of the additional authenticated data like this.
    pub protected: Encoded,
    /// The protected header; `None` if there is none, as the JSON serialization allows.
    pub header: Option<Document>,
    /// The header that all recipients share, which is not protected.
    pub unprotected: Option<Document>,
    /// Who can decrypt it; never empty.
    pub recipients: Vec<Recipient>,
    /// What is authenticated beside the header, in the JSON serialization.
    pub aad: Option<Encoded>,
    /// The initialization vector.
    pub iv: Encoded,
    /// The ciphertext.
    pub ciphertext: Encoded,
    /// The authentication tag.
    pub tag: Encoded,
}

/// One recipient.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recipient {
    /// Its own header, which is not protected.
    pub header: Option<Document>,
    /// The content key, encrypted to it; empty where `alg` encrypts none.
    pub encrypted_key: Encoded,
}

/// A part in base64url.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoded {
    /// As it was sent.
    pub text: Text,
    /// What it decodes to, read leniently.
    pub bytes: Bytes,
    /// Why a strict reader refuses it.
    pub fault: Option<Base64url>,
    /// Where it stands in the text; in JSON, between its quotes.
    pub at: Option<Range<usize>>,
}

impl Default for Encoded {
    fn default() -> Self {
        Encoded { text: Text::default(), bytes: vec![].into(), fault: None, at: None }
    }
}

/// Why a JWE does not open, or is not made. In a box, because every function of this module may return one.
pub type Failure = Box<Diagnostic>;

pub(crate) fn failure(facts: impl Into<Facts>) -> Failure {
    Box::new(Diagnostic::error(facts))
}

pub(crate) fn failure_at(facts: impl Into<Facts>, at: Vec<Span>) -> Failure {
    Box::new(Diagnostic { at, ..Diagnostic::error(facts) })
}

/// Longer names are cut in what is said of them.
const NAME: usize = 60;

/// A name from a token, fit for a sentence.
pub(crate) fn shown(name: &str) -> String {
    crate::base::shown(name, NAME)
}

impl Jwe {
    /// The header parameters of the recipient with that index.
    pub fn parameters(&self, recipient: usize) -> Parameters<'_> {
        Parameters::new(self, self.recipients.get(recipient))
    }

    /// The additional authenticated data (RFC 7516 §5.1, step 14): the protected header as it was sent, and `aad` behind a dot.
    pub fn additional_data(&self) -> Vec<u8> {
        match &self.aad {
            None => self.protected.text.as_bytes().to_vec(),
            Some(aad) => [self.protected.text.as_bytes(), b".", aad.text.as_bytes()].concat(),
        }
    }
}
