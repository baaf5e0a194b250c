//! The text that was signed, perhaps: two documents, their encoded text, and how the two are put together.

use super::super::Case;
use super::super::text::string;
use super::super::values::{self, Alternative};
use crate::engine::jwa::Hash;
use crate::format::base64url;
use crate::format::json::with_member;
use std::sync::{Arc, OnceLock};

/// What was signed, perhaps.
#[derive(Clone)]
pub(in super::super) struct Signed {
    /// Header and payload.
    pub(in super::super) docs: [Vec<u8>; 2],
    /// Their encoded text.
    pub(in super::super) encoded: [Vec<u8>; 2],
    /// The whole text, where it is not the two segments with a dot between them.
    pub(super) whole: Option<Vec<u8>>,
    pub(in super::super) hash: Hash,
    /// What the header names.
    pub(super) alg: &'static str,
    /// What values of the payload may have been, made when it is asked for.
    values: Arc<OnceLock<Vec<Alternative>>>,
}

impl Signed {
    pub(in super::super) fn of(case: &Case, alg: &'static str) -> Option<Self> {
        let [header, payload, _] = case.token.segments.as_slice() else { return None };
        Some(Self {
            docs: [header.bytes.to_vec(), payload.bytes.to_vec()],
            encoded: [0, 1].map(|segment| case.encoded(segment).into()),
            whole: None,
            hash: case.algorithm.hash.unwrap_or(Hash::Sha512),
            alg,
            values: Arc::default(),
        })
    }

    pub(in super::super) fn text(&self) -> Vec<u8> {
        self.whole.clone().unwrap_or_else(|| self.encoded.join(&b'.'))
    }

    /// The text, if it can be the beginning of a token.
    pub(in super::super) fn segments(&self) -> Option<String> {
        if self.whole.is_some() { None } else { String::from_utf8(self.text()).ok() }
    }

    /// With a document written in another way; `None` if that is what was there.
    pub(in super::super) fn with(&self, which: usize, document: Vec<u8>) -> Option<Self> {
        let mut other = self.clone();
        if self.whole.is_some() || self.docs.get(which)? == &document {
            return None;
        }
        *other.encoded.get_mut(which)? = base64url::encode(&document).into();
        *other.docs.get_mut(which)? = document;
        other.values = Arc::default();
        Some(other)
    }

    /// With another encoded text of a document; `None` if it is of none.
    pub(in super::super) fn with_encoded(&self, which: usize, text: Vec<u8>) -> Option<Self> {
        let mut other = self.clone();
        *other.docs.get_mut(which)? = base64url::decode(core::str::from_utf8(&text).ok()?).bytes;
        *other.encoded.get_mut(which)? = text;
        other.values = Arc::default();
        Some(other)
    }

    /// What a value of the payload may have been: that of this number.
    pub(super) fn alternative(&self, number: usize) -> Option<&Alternative> {
        self.values.get_or_init(|| values::alternatives(self.docs.get(1).map_or(&[], Vec::as_slice))).get(number)
    }

    /// With this text for a member of the header.
    pub(super) fn with_header(&self, name: &str, text: &str) -> Option<Self> {
        let header = string(self.docs.first()?)?;
        self.with(0, with_member(&header, name, &format!("\"{text}\""))?.into())
    }

    pub(super) fn framed(&self, text: Vec<u8>) -> Option<Self> {
        Some(Self { whole: Some(text), ..self.clone() })
    }

    pub(super) fn encode(&self, encode: impl Fn(&[u8]) -> Vec<u8>) -> Option<Self> {
        let [header, payload] = &self.docs;
        let encoded = [encode(header), encode(payload)];
        (self.whole.is_none() && encoded != self.encoded).then(|| Self { encoded, ..self.clone() })
    }
}
