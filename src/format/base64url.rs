//! base64url without padding: strict, so that each fault is named with its place, and then lenient, so that the content
//! still shows.
//!
//! Grammar (RFC 7515 §2, RFC 4648 §5): characters of `A-Z a-z 0-9 - _` and nothing else, no `=`, no line breaks; the
//! count of characters is never 4n+1 and the bits left over in the last character are zero (RFC 4648 §3.5).

use crate::base::Size;
use crate::base::diagnostic::Base64url;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};
use core::fmt;
use core::ops::Range;

/// What a text decodes to, and why a strict reader refuses it.
#[derive(Clone, PartialEq)]
pub struct Decoded {
    /// As much as can be read: the standard alphabet and percent escapes are understood, padding is dropped, so is every
    /// other character, and so is a last character that is left alone.
    pub bytes: Vec<u8>,
    /// At most one fault of each code, in the order of their places; empty if and only if the text is canonical.
    pub faults: Vec<Base64urlFault>,
}

impl fmt::Debug for Decoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded").field("bytes", &Size(self.bytes.len())).field("faults", &self.faults).finish()
    }
}

/// One thing that a strict reader refuses.
#[derive(Clone, Debug, PartialEq)]
pub struct Base64urlFault {
    /// What.
    pub facts: Base64url,
    /// The first place of it, in bytes of the text.
    pub at: Range<usize>,
}

/// The only encoding a strict reader accepts.
const STRICT: GeneralPurpose = engine(false);
/// The same, but the bits left over in the last character may be anything.
const LENIENT: GeneralPurpose = engine(true);

const fn engine(any_trailing_bits: bool) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(any_trailing_bits);
    GeneralPurpose::new(&base64::alphabet::URL_SAFE, config)
}

/// `bytes` in base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    STRICT.encode(bytes)
}

/// Reads `text` strictly, and leniently where that fails. Takes time in proportion to the length of `text`.
pub fn decode(text: &str) -> Decoded {
    match STRICT.decode(text) {
        Ok(bytes) => Decoded { bytes, faults: vec![] },
        Err(_) => recover(text),
    }
}

/// A kind of character that does not belong: where it stands first and how often it occurs.
#[derive(Default)]
struct Seen {
    first: Option<(usize, char)>,
    count: usize,
}

impl Seen {
    fn note(&mut self, offset: usize, c: char) {
        self.first.get_or_insert((offset, c));
        self.count += 1;
    }

    /// The fault that `facts` makes of the first, with its character and how many more there are.
    fn fault(&self, facts: fn(char, usize) -> Base64url) -> Option<Base64urlFault> {
        let (offset, c) = self.first?;
        Some(Base64urlFault { facts: facts(c, self.count - 1), at: offset..offset + c.len_utf8() })
    }
}

fn recover(text: &str) -> Decoded {
    let (mut standard, mut padding, mut alien) = (Seen::default(), Seen::default(), Seen::default());
    let mut symbols = Vec::with_capacity(text.len());
    let mut last = 0;
    let mut skip_to = 0;
    for (offset, c) in text.char_indices() {
        if offset < skip_to {
            continue;
        }
        let escaped = if c == '%' { percent(text, offset) } else { None };
        if let Some(meant) = escaped {
            alien.note(offset, '%');
            skip_to = offset + 3;
            symbols.extend(url_symbol(meant));
            last = offset;
            continue;
        }
        match url_symbol(c) {
            Some(symbol) => {
                if symbol != c as u8 {
                    standard.note(offset, c);
                }
                symbols.push(symbol);
                last = offset;
            }
            None if c == '=' => padding.note(offset, c),
            None => alien.note(offset, c),
        }
    }

    let mut faults = vec![];
    faults.extend(standard.fault(Base64url::StandardAlphabet));
    faults.extend(padding.first.map(|(start, _)| padded(start, padding.count, text)));
    faults.extend(alien.fault(Base64url::Alphabet));
    // What is missing or superfluous cannot be told by counting once other characters were dropped.
    if alien.count == 0 {
        let at = last..text.len().min(last + 1);
        match (symbols.len() % 4, symbols.last().map_or(0, |symbol| value(*symbol))) {
            (1, _) => faults.push(Base64urlFault { facts: Base64url::Length(symbols.len()), at }),
            (2, bits) if bits & 0b1111 != 0 => faults.push(Base64urlFault { facts: Base64url::TrailingBits(4), at }),
            (3, bits) if bits & 0b11 != 0 => faults.push(Base64urlFault { facts: Base64url::TrailingBits(2), at }),
            _ => {}
        }
    }
    crate::base::sort_by_place(&mut faults, |fault| (fault.at.start, 0));
    if symbols.len() % 4 == 1 {
        symbols.pop();
    }
    let bytes = LENIENT.decode(&symbols).unwrap_or_default();
    Decoded { bytes, faults }
}

/// The character that stands for six bits; the higher bits of `value` count for nothing.
pub fn symbol(value: u8) -> char {
    base64::alphabet::URL_SAFE.as_str().as_bytes().get(usize::from(value % 64)).copied().map_or('A', char::from)
}

/// One character of an encoded text, or a percent escape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// The six bits that it stands for, read as leniently as [`decode`] does; `None` where it stands for nothing.
    pub value: Option<u8>,
}

/// The letters of a text, in order and without gaps.
pub fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    let mut skip_to = 0;
    for (offset, c) in text.char_indices() {
        if offset < skip_to {
            continue;
        }
        let meant = if c == '%' { percent(text, offset) } else { None };
        skip_to = offset + if meant.is_some() { 3 } else { c.len_utf8() };
        letters.push(Letter { at: offset..skip_to, value: url_symbol(meant.unwrap_or(c)).map(value) });
    }
    letters
}

/// The base64url character that `c` is or, in the standard alphabet, stands for.
fn url_symbol(c: char) -> Option<u8> {
    match c {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' => Some(c as u8),
        '+' => Some(b'-'),
        '/' => Some(b'_'),
        _ => None,
    }
}

/// The six bits of a base64url character.
fn value(symbol: u8) -> u8 {
    match symbol {
        b'A'..=b'Z' => symbol - b'A',
        b'a'..=b'z' => symbol - b'a' + 26,
        b'0'..=b'9' => symbol - b'0' + 52,
        b'-' => 62,
        _ => 63,
    }
}

/// What the percent escape at `offset` stands for, if it is one.
fn percent(text: &str, offset: usize) -> Option<char> {
    let digits = text.get(offset + 1..offset + 3)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok().map(char::from))?
}

fn padded(start: usize, count: usize, text: &str) -> Base64urlFault {
    let trails = text.get(start..).is_some_and(|rest| rest.bytes().all(|b| b == b'='));
    match trails {
        true => Base64urlFault { facts: Base64url::PaddingAtEnd(count), at: start..text.len() },
        false => Base64urlFault { facts: Base64url::PaddingInside, at: start..start + 1 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bytes: &[u8], faults: &[(&str, Range<usize>)]) {
        let decoded = decode(text);
        let found: Vec<_> = decoded.faults.iter().map(|fault| (fault.facts.code().name(), fault.at.clone())).collect();
        assert_eq!((decoded.bytes.as_slice(), found.as_slice()), (bytes, faults), "{text:?}");
    }

    #[test]
    fn canonical_text_has_no_fault() {
        // RFC 7515 appendix C.
        check("A-z_4ME", &[3, 236, 255, 224, 193], &[]);
        check("", b"", &[]);
        check("Zg", b"f", &[]);
        assert_eq!(encode(&[3, 236, 255, 224, 193]), "A-z_4ME");
    }

    #[test]
    fn a_padded_segment_is_reported_and_still_read() {
        check("Zg==", b"f", &[("base64url-padding", 2..4)]);
        check("Zm8=", b"fo", &[("base64url-padding", 3..4)]);
        check("Zm9v=", b"foo", &[("base64url-padding", 4..5)]);
        check("Zg==Zg==", &[0x66, 0x06, 0x60], &[("base64url-padding", 2..3)]);
    }

    #[test]
    fn the_standard_alphabet_is_reported_and_understood() {
        check("A+z/4ME", &[3, 236, 255, 224, 193], &[("base64url-standard-alphabet", 1..2)]);
        assert_eq!(decode("A+z/4ME").faults[0].facts, Base64url::StandardAlphabet('+', 1));
    }

    #[test]
    fn every_other_character_is_named_and_left_out() {
        for c in [' ', '\n', '…', '“', '\u{200b}', '\u{0}', '$', 'é'] {
            let decoded = decode(&format!("Zm9{c}v"));
            assert_eq!(decoded.bytes, b"foo", "{c:?}");
            let fault = Base64urlFault { facts: Base64url::Alphabet(c, 0), at: 3..3 + c.len_utf8() };
            assert_eq!(decoded.faults, [fault]);
        }
    }

    #[test]
    fn percent_escapes_are_reported_once_and_decoded() {
        check("Zm8%3D", b"fo", &[("base64url-alphabet", 3..4)]);
        check("A%2Bz%2f4ME", &[3, 236, 255, 224, 193], &[("base64url-alphabet", 1..2)]);
        check("Zm9%", b"fo", &[("base64url-alphabet", 3..4)]);
    }

    #[test]
    fn the_letters_are_the_bits_that_are_decoded() {
        for text in ["A-z_4ME", "Zm8%3D", "A%2Bz%2f4ME", "Zm9%", "Zm9…v=", "Z", "", "A+z/4ME=="] {
            let letters = letters(text);
            let bits: String =
                letters.iter().filter_map(|letter| letter.value).map(|six| format!("{six:06b}")).collect();
            let bytes: String = decode(text).bytes.iter().map(|byte| format!("{byte:08b}")).collect();
            assert!(bits.starts_with(&bytes) && bits.len() < bytes.len() + 8, "{text}: {bits} {bytes}");
            let ends: Vec<usize> = letters.iter().map(|letter| letter.at.end).collect();
            let starts: Vec<usize> = letters.iter().skip(1).map(|letter| letter.at.start).chain([text.len()]).collect();
            assert!(text.is_empty() || ends == starts, "{text}");
        }
        let all: String = (0..64).map(symbol).collect();
        assert_eq!(
            letters(&all).into_iter().map(|letter| letter.value).collect::<Vec<_>>(),
            (0..64).map(Some).collect::<Vec<_>>()
        );
    }

    #[test]
    fn a_length_of_4n_plus_1_is_a_cut_off_text() {
        check("Zm9vY", b"foo", &[("base64url-length", 4..5)]);
        check("Z", b"", &[("base64url-length", 0..1)]);
    }

    #[test]
    fn stray_bits_in_the_last_character_are_reported_and_ignored() {
        check("Zh", b"f", &[("base64url-trailing-bits", 1..2)]);
        check("Zm9", b"fo", &[("base64url-trailing-bits", 2..3)]);
    }

    #[test]
    fn a_fault_is_reported_once_however_often_it_occurs() {
        let text = "+ =".repeat(400_000);
        let codes: Vec<_> = decode(&text).faults.iter().map(|fault| fault.facts.code().name()).collect();
        assert_eq!(codes, ["base64url-standard-alphabet", "base64url-alphabet", "base64url-padding"]);
    }
}
