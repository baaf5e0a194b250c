//! base64 and base64url for keys: the bytes, or the first fault and where it stands.
//!
//! Grammar: RFC 4648 §4 (`+` and `/`) and §5 (`-` and `_`). Padding may be missing; where it stands it has to be right.
//! White space is skipped and counted, for line breaks are part of PEM and creep into copied secrets; whether that is
//! worth a word is for the caller to say. The decoding itself is the `base64` crate's; this file finds *where* it fails.

use crate::base::diagnostic::key::{Base64, Place};
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Which two characters stand beside letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// `+` and `/`.
    Standard,
    /// `-` and `_`.
    UrlSafe,
}

/// What a text decodes to, and what was passed over on the way.
#[derive(Clone, PartialEq)]
pub struct Decoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many `=` there were.
    pub padding: usize,
    /// How many white space characters were skipped.
    pub space: usize,
    /// Whether the last character carries bits that belong to no byte.
    pub stray_bits: bool,
}

/// Why a text is not base64. Offsets are bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64Fault {
    /// A character outside the alphabet.
    Character {
        /// Where it stands.
        at: usize,
        /// What it is.
        found: char,
    },
    /// Something stands after the padding.
    AfterPadding {
        /// Where.
        at: usize,
    },
    /// Padding of the wrong length.
    Padding {
        /// `=` there are.
        got: usize,
        /// `=` that belong there.
        expected: usize,
    },
    /// 4n+1 characters: the last one holds only six bits.
    Length {
        /// Characters there are, without padding and white space.
        characters: usize,
    },
}

impl Base64Fault {
    /// The same with its place in the text of the key.
    pub fn at(self, place: impl Fn(usize) -> Place) -> Base64 {
        match self {
            Base64Fault::Character { at, found } => Base64::Character(place(at), found),
            Base64Fault::AfterPadding { at } => Base64::AfterPadding(place(at)),
            Base64Fault::Padding { got, expected } => Base64::Padding { got, expected },
            Base64Fault::Length { characters } => Base64::Length(characters),
        }
    }
}

impl Alphabet {
    fn has(self, c: char) -> bool {
        c.is_ascii_alphanumeric() || self.own().contains(&c)
    }

    /// Its two characters beside letters and digits.
    pub fn own(self) -> [char; 2] {
        match self {
            Alphabet::Standard => ['+', '/'],
            Alphabet::UrlSafe => ['-', '_'],
        }
    }

    /// The other one.
    pub fn other(self) -> Alphabet {
        match self {
            Alphabet::Standard => Alphabet::UrlSafe,
            Alphabet::UrlSafe => Alphabet::Standard,
        }
    }

    fn engine(self) -> GeneralPurpose {
        // Padding is judged here and cut off before, and stray bits are reported, not refused.
        let config = GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true)
            .with_encode_padding(self == Alphabet::Standard);
        match self {
            Alphabet::Standard => GeneralPurpose::new(&alphabet::STANDARD, config),
            Alphabet::UrlSafe => GeneralPurpose::new(&alphabet::URL_SAFE, config),
        }
    }

    /// Encodes: base64 with padding, base64url without (RFC 7515 §2).
    pub fn encode(self, bytes: &[u8]) -> String {
        self.engine().encode(bytes)
    }

    /// Decodes `text`, skipping white space.
    ///
    /// # Errors
    /// The first fault in the order of the text.
    pub fn decode(self, text: &str) -> Result<Decoded, Base64Fault> {
        let mut digits = String::with_capacity(text.len());
        let (mut padding, mut space) = (0usize, 0usize);
        for (at, found) in text.char_indices() {
            match found {
                ' ' | '\t' | '\r' | '\n' => space += 1,
                '=' => padding += 1,
                _ if !self.has(found) => return Err(Base64Fault::Character { at, found }),
                _ if padding > 0 => return Err(Base64Fault::AfterPadding { at }),
                _ => digits.push(found),
            }
        }
        let expected = match digits.len() % 4 {
            0 => 0,
            1 => return Err(Base64Fault::Length { characters: digits.len() }),
            tail => 4 - tail,
        };
        if padding > 0 && padding != expected {
            return Err(Base64Fault::Padding { got: padding, expected });
        }
        // The alphabet and the length were checked, so this cannot fail; were it to, the length is what is left.
        let bytes = self.engine().decode(&digits).map_err(|_| Base64Fault::Length { characters: digits.len() })?;
        let stray_bits = self.encode(&bytes).trim_end_matches('=') != digits;
        Ok(Decoded { bytes, padding, space, stray_bits })
    }

    /// Whether `text` would decode; for the hint to take the other alphabet.
    pub fn reads(self, text: &str) -> bool {
        self.decode(text).is_ok()
    }
}

/// The position of byte `at` in `text`, counted from 1 in characters.
pub fn position(text: &str, at: usize) -> usize {
    text.char_indices().take_while(|(start, _)| *start < at).count() + 1
}

/// Line and column of byte `at` in `text`, counted from 1 in characters.
pub fn line_column(text: &str, at: usize) -> (usize, usize) {
    let mut place = (1, 1);
    for (_, c) in text.char_indices().take_while(|(start, _)| *start < at) {
        place = if c == '\n' { (place.0 + 1, 1) } else { (place.0, place.1 + 1) };
    }
    place
}

#[cfg(test)]
mod tests {
    use super::Alphabet::{Standard, UrlSafe};
    use super::*;

    fn check(alphabet: Alphabet, text: &str, expected: Result<&[u8], Base64Fault>) {
        assert_eq!(alphabet.decode(text).map(|decoded| decoded.bytes), expected.map(<[u8]>::to_vec), "{text:?}");
    }

    #[test]
    fn padding_may_be_missing_and_must_be_right_where_it_stands() {
        check(Standard, "", Ok(b""));
        check(Standard, "Zg", Ok(b"f"));
        check(Standard, "Zg==", Ok(b"f"));
        check(UrlSafe, "Zm8=", Ok(b"fo"));
        check(Standard, "Zg=", Err(Base64Fault::Padding { got: 1, expected: 2 }));
        check(Standard, "Zm9v=", Err(Base64Fault::Padding { got: 1, expected: 0 }));
        check(Standard, "Zg==Zg", Err(Base64Fault::AfterPadding { at: 4 }));
    }

    #[test]
    fn the_first_character_outside_the_alphabet_is_found() {
        check(Standard, "a-b_", Err(Base64Fault::Character { at: 1, found: '-' }));
        check(UrlSafe, "ab+/", Err(Base64Fault::Character { at: 2, found: '+' }));
        check(UrlSafe, "éa", Err(Base64Fault::Character { at: 0, found: 'é' }));
        check(UrlSafe, "-_-_", Ok(&[0xfb, 0xff, 0xbf]));
        check(Standard, "+/+/", Ok(&[0xfb, 0xff, 0xbf]));
    }

    #[test]
    fn a_single_character_too_many_is_a_length_fault() {
        check(Standard, "Zm9vZ", Err(Base64Fault::Length { characters: 5 }));
        check(Standard, "Z", Err(Base64Fault::Length { characters: 1 }));
    }

    #[test]
    fn white_space_and_stray_bits_are_counted_and_passed_over() {
        let spaced = Standard.decode(" Zm\r\n9v\t").expect("white space is skipped");
        assert_eq!((spaced.bytes.as_slice(), spaced.space, spaced.stray_bits), (b"foo".as_slice(), 4, false));
        let stray = Standard.decode("Zh==").expect("stray bits are no fault here");
        assert_eq!((stray.bytes.as_slice(), stray.padding, stray.stray_bits), (b"f".as_slice(), 2, true));
    }

    #[test]
    fn places_count_characters_from_one() {
        assert_eq!(position("é-", 2), 2);
        assert_eq!(line_column("ab\ncé-", 6), (2, 3));
        assert_eq!(line_column("", 0), (1, 1));
    }
}
