//! Texts and bytes that several hold and none copies: a token of a megabyte is in memory once, however many know a part of it.

use crate::base::Size;
use core::fmt::{Debug, Display, Formatter, Result};
use core::hash::{Hash, Hasher};
use core::ops::{Deref, Range};
use std::sync::Arc;

/// A stretch of a text that is shared. It reads, compares and displays as the `str` that it stands for, and keeps the whole text
/// alive. `Debug` shows its size alone, because it may be a token or hold a key.
#[derive(Clone, Default)]
pub struct Text {
    whole: Arc<String>,
    start: usize,
    end: usize,
}

impl Text {
    /// The text itself.
    pub fn as_str(&self) -> &str {
        self.whole.get(self.start..self.end).unwrap_or_default()
    }

    /// The bytes `range` of this text, without a copy; nothing of it, if they are not characters of it.
    pub fn slice(&self, range: Range<usize>) -> Text {
        let part = self.as_str().get(range.clone()).unwrap_or_default();
        let start = self.start + if part.is_empty() { 0 } else { range.start };
        Text { whole: self.whole.clone(), start, end: start + part.len() }
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text { start: 0, end: text.len(), whole: Arc::new(text) }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_string().into()
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for Text {
    fn eq(&self, other: &T) -> bool {
        self.as_str() == other.as_ref()
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Debug for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Debug::fmt(&Size(self.len()), f)
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Display::fmt(self.as_str(), f)
    }
}

/// What a segment decodes to. Where it is UTF-8 it is kept as such, so that the bytes and their text are one.
#[derive(Clone, PartialEq)]
pub enum Bytes {
    /// They are UTF-8.
    Text(Text),
    /// They are not.
    Other(Vec<u8>),
}

impl Debug for Bytes {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Debug::fmt(&Size(self.len()), f)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        String::from_utf8(bytes).map_or_else(|error| Bytes::Other(error.into_bytes()), |text| Bytes::Text(text.into()))
    }
}

impl Deref for Bytes {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Bytes::Text(text) => text.as_bytes(),
            Bytes::Other(bytes) => bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_what_stands_there_and_no_copy() {
        let whole = Text::from("aé漢b");
        let check = |text: &Text, range: Range<usize>, expected: &str| {
            let part = text.slice(range.clone());
            assert_eq!((part.as_str(), part.len()), (expected, expected.len()), "{range:?}");
            assert!(expected.is_empty() || part.as_ptr() == text[range].as_ptr());
        };
        check(&whole, 0..7, "aé漢b");
        check(&whole, 1..3, "é");
        check(&whole, 7..7, "");
        let inner = whole.slice(1..6);
        check(&inner, 0..5, "é漢");
        check(&inner, 2..5, "漢");
        for outside in [0..1, 1..2, 0..6, 5..9, usize::MAX - 1..usize::MAX] {
            check(&inner, outside, "");
        }
    }

    #[test]
    fn equal_stretches_of_different_texts_are_equal() {
        let (one, other) = (Text::from("xabc").slice(1..4), Text::from("abcx").slice(0..3));
        assert_eq!((&one, format!("{one} {one:?}")), (&other, "abc 3 bytes".to_string()));
        assert_ne!(one, other.slice(0..2));
        assert_eq!(one, "abc");
    }

    #[test]
    fn bytes_are_kept_whether_they_are_text_or_not() {
        for bytes in [&b"abc"[..], b"", b"\xff\x00", "é".as_bytes(), b"a\xc3"] {
            let kept = Bytes::from(bytes.to_vec());
            assert_eq!(&*kept, bytes);
            assert_eq!(matches!(kept, Bytes::Text(_)), core::str::from_utf8(bytes).is_ok());
        }
    }
}
