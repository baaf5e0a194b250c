//! What was encrypted under a content key, perhaps: the parts of the token, or others in their place.

use super::{Candidate, Code, Dimension, Fact, Step};
use crate::crypto::content_encryption::{Cipher, gcm_decrypt_with_other_vector, gcm_encrypt};
use crate::crypto::hmac;
use crate::engine::jwe::Jwe;
use crate::format::base64url;
use crate::key::Secret;

/// What the HMAC of AES-CBC is over, and which part of it is the tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// As RFC 7518 §5.2.2.1 has it.
    Standard,
    /// The length of the additional data counts bytes.
    LengthInBytes,
    /// It is left out.
    NoLength,
    /// The initialization vector is left out.
    NoVector,
    /// The tag is the second half of the HMAC.
    LastHalf,
    /// The tag is all of the HMAC.
    Whole,
    /// The initialization vector of AES-GCM has another length.
    OtherVector,
}

/// The parts.
#[derive(Clone)]
pub(super) struct Sealed {
    pub cipher: Cipher,
    pub layout: Layout,
    pub key: Secret,
    /// The protected header, decoded.
    pub header: Vec<u8>,
    /// As it was sent, or as another header is encoded.
    pub protected: Vec<u8>,
    /// `aad` of the JSON serialization, as it was sent.
    pub aad: Option<Vec<u8>>,
    /// What is authenticated in place of these two.
    pub authenticated: Option<Vec<u8>>,
    pub iv: Vec<u8>,
    pub ciphertext: Vec<u8>,
    pub tag: Vec<u8>,
}

impl Sealed {
    pub fn of(jwe: &Jwe, cipher: Cipher, candidate: &Candidate) -> Sealed {
        let sealed = Sealed {
            cipher,
            layout: Layout::Standard,
            key: candidate.key.clone(),
            header: jwe.protected.bytes.to_vec(),
            protected: jwe.protected.text.as_bytes().to_vec(),
            aad: jwe.aad.as_ref().map(|aad| aad.text.as_bytes().to_vec()),
            authenticated: None,
            iv: jwe.iv.bytes.to_vec(),
            ciphertext: jwe.ciphertext.bytes.to_vec(),
            tag: jwe.tag.bytes.to_vec(),
        };
        let other = candidate.header.clone().and_then(|header| sealed.with_header(header));
        other.unwrap_or(sealed)
    }

    /// With another protected header; `None` if it is the same.
    pub fn with_header(&self, header: Vec<u8>) -> Option<Sealed> {
        let differs = self.authenticated.is_none() && header != self.header;
        differs.then(|| Sealed { protected: base64url::encode(&header).into(), header, ..self.clone() })
    }

    /// About how many microseconds it takes to see whether it holds, in the page.
    pub fn cost(&self) -> u32 {
        let per_microsecond = match self.cipher {
            Cipher::CbcHmac(_) => 200,
            Cipher::Gcm(_) => 60,
        };
        u32::try_from((self.protected.len() + self.ciphertext.len()) / per_microsecond + 5).unwrap_or(u32::MAX)
    }

    /// The additional authenticated data (RFC 7516 §5.1, step 14).
    pub fn additional_data(&self) -> Vec<u8> {
        match (&self.authenticated, &self.aad) {
            (Some(other), _) => other.clone(),
            (None, Some(aad)) => [&self.protected[..], b".", aad].concat(),
            (None, None) => self.protected.clone(),
        }
    }

    fn fits(&self) -> bool {
        self.key.0.len() == self.cipher.key_bytes()
            && self.iv.len() == self.cipher.iv_bytes()
            && self.ciphertext.len().is_multiple_of(self.cipher.block_bytes())
    }

    /// The tag that these parts have; `None` if a length is none that they can have.
    pub fn tag(&self) -> Option<Vec<u8>> {
        if !self.fits() {
            return None;
        }
        let aad = self.additional_data();
        match self.cipher {
            // In counter mode, encrypting the ciphertext gives the plaintext, and that the tag.
            Cipher::Gcm(_) => {
                let (plaintext, _) = gcm_encrypt(&self.key.0, &self.iv, b"", &self.ciphertext)?;
                let plaintext = Secret(plaintext);
                gcm_encrypt(&self.key.0, &self.iv, &aad, &plaintext.0).map(|(_, tag)| tag)
            }
            Cipher::CbcHmac(hash) => {
                let length = u64::try_from(aad.len()).ok()?;
                let length = match self.layout {
                    Layout::NoLength => vec![],
                    Layout::LengthInBytes => length.to_be_bytes().to_vec(),
                    _ => length.saturating_mul(8).to_be_bytes().to_vec(),
                };
                let iv = if self.layout == Layout::NoVector { &[][..] } else { &self.iv };
                let (mac_key, _) = self.key.0.split_at_checked(self.key.0.len() / 2)?;
                let tag = hmac::tag(hash, mac_key, &[&aad[..], iv, &self.ciphertext, &length].concat());
                let (first, second) = tag.split_at_checked(hash.bytes() / 2)?;
                Some(match self.layout {
                    Layout::Whole => tag,
                    Layout::LastHalf => second.to_vec(),
                    _ => first.to_vec(),
                })
            }
        }
    }

    /// Whether the tag is that of the other parts.
    pub fn holds(&self) -> bool {
        match self.cipher {
            Cipher::CbcHmac(_) => self.tag().is_some_and(|tag| tag == self.tag),
            Cipher::Gcm(_) if self.layout == Layout::OtherVector => {
                let aad = self.additional_data();
                let fits = self.key.0.len() == self.cipher.key_bytes();
                let open = || gcm_decrypt_with_other_vector(&self.key.0, &self.iv, &aad, &self.ciphertext, &self.tag);
                fits && open().is_some()
            }
            Cipher::Gcm(_) => {
                let aad = self.additional_data();
                self.cipher.decrypt(&self.key.0, &self.iv, &aad, &self.ciphertext, &self.tag).is_ok()
            }
        }
    }
}

/// A row: what makes other parts of the parts.
pub(super) struct SealedRow {
    pub name: &'static str,
    pub dimension: Dimension,
    pub code: Code,
    /// How many variants it has.
    pub count: usize,
    /// Whether it is tried with others.
    pub likely: bool,
    pub apply: fn(&Sealed, usize) -> Option<Sealed>,
    pub fact: fn(&Sealed, usize) -> Fact,
}

impl SealedRow {
    pub fn apply(&self, sealed: &Sealed, index: usize) -> Option<Sealed> {
        (self.apply)(sealed, index)
    }

    /// The step that its variant is, of these parts.
    pub fn step(&self, sealed: &Sealed, index: usize) -> Step {
        self.plain().with((self.fact)(sealed, index))
    }

    /// The step without its fact.
    pub fn plain(&self) -> Step {
        Step::new(self.dimension, self.name, self.code)
    }
}
