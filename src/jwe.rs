//! Encrypted tokens, JSON Web Encryption (RFC 7516): read without being repaired, decrypted, and encrypted.
//!
//! A JWE is a header, a content key encrypted to each recipient, and the content encrypted with that key. `alg` says how the
//! content key travels ([`Algorithm`]), `enc` how the content is encrypted ([`Encryption`]). Both are rows of a table.
//!
//! ```text
//! text ─ read ─► Jwe, what is wrong ─┐
//! key text ─ key::detect ─► Key ─────┴─ decrypt ─► Opened, or why not
//! ```
//!
//! The example of RFC 7516 §A.3:
//! ```
//! use jwt_debugger::{jwe, key};
//! # use core::convert::Infallible;
//! # struct NoRandomness;
//! # impl rand_core::TryRng for NoRandomness {
//! #     type Error = Infallible;
//! #     fn try_next_u32(&mut self) -> Result<u32, Infallible> { unreachable!() }
//! #     fn try_next_u64(&mut self) -> Result<u64, Infallible> { unreachable!() }
//! #     fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Infallible> { unreachable!() }
//! # }
//! # impl rand_core::TryCryptoRng for NoRandomness {}
//!
//! let token = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.\
//!     6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.\
//!     KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";
//! let key = key::detect(r#"{"kty": "oct", "k": "GawgguFyGrWKav7AX4VKUg"}"#, key::Encoding::Utf8).unwrap().unwrap();
//!
//! let jwe = jwe::read(token).jwe.expect("five segments");
//! let opened = jwe::decrypt(&jwe, (&key).into(), &jwe::Limits::default(), &mut NoRandomness).expect("the key is right");
//! assert_eq!(opened.plaintext.0, b"Live long and prosper.");
//! ```

mod alg;
mod decrypt;
mod enc;
mod encrypt;
mod explain;
mod form;
mod header;
mod intermediates;
mod json;
mod key;
mod read;
mod unwrap;
mod wrap;
mod write;
mod zip;

use crate::base::diagnostic::{Base64url, Diagnostic, Facts};
use crate::base::span::Span;
use crate::base::text::{Bytes, Text};
use crate::jose::Document;
pub use alg::{ALGORITHMS, Algorithm, Management, Requirement};
use core::ops::Range;
pub use decrypt::{Limits, Opened, decrypt};
pub use enc::{ENCRYPTIONS, Encryption};
pub use encrypt::{Draft, To, encrypt};
pub use form::faults;
pub use header::Parameters;
pub use intermediates::Intermediates;
pub use key::{HeldKey, XKey};
pub use read::{Parsed, read};

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

/// How a JWE is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serialization {
    /// Five segments (RFC 7516 §7.1).
    Compact,
    /// JSON with one recipient, whose members stand at the top (RFC 7516 §7.2.2).
    Flattened,
    /// JSON with `recipients` (RFC 7516 §7.2.1).
    General,
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
    /// Where it stands in the compact form.
    pub at: Option<Range<usize>>,
}

impl Default for Encoded {
    fn default() -> Self {
        Encoded { text: Text::default(), bytes: vec![].into(), fault: None, at: None }
    }
}

/// Why a JWE does not open, or is not made. In a box, because every function of this module may return one.
pub type Failure = Box<Diagnostic>;

fn failure(facts: impl Into<Facts>) -> Failure {
    Box::new(Diagnostic::error(facts))
}

fn failure_at(facts: impl Into<Facts>, at: Vec<Span>) -> Failure {
    Box::new(Diagnostic { at, ..Diagnostic::error(facts) })
}

/// Longer names are cut in what is said of them.
const NAME: usize = 60;

/// A name from a token, fit for a sentence.
fn shown(name: &str) -> String {
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
