//! base64url without padding: strict, so that each fault is named with its place, and then lenient, so that the content
//! still shows.
//!
//! Grammar (RFC 7515 §2, RFC 4648 §5): characters of `A-Z a-z 0-9 - _` and nothing else, no `=`, no line breaks; the
//! count of characters is never 4n+1 and the bits left over in the last character are zero (RFC 4648 §3.5).

use crate::base::Size;
use crate::base::unseen::is_invisible;
use crate::spec::Spec;
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
    /// Stable name: `base64url-alphabet`, `base64url-standard-alphabet`, `base64url-padding`, `base64url-length` or
    /// `base64url-trailing-bits`.
    pub code: &'static str,
    /// The first place of it, in bytes of the text.
    pub at: Range<usize>,
    /// What is wrong, for people, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
    /// The rule.
    pub spec: Spec,
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

    /// The first place as a range, its character, and `, and 3 more` where there are more.
    fn first(&self) -> Option<(Range<usize>, char, String)> {
        let (offset, c) = self.first?;
        let more = if self.count > 1 { format!(", and {} more", self.count - 1) } else { String::new() };
        Some((offset..offset + c.len_utf8(), c, more))
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
    faults.extend(standard.first().map(|(at, c, more)| standard_alphabet(at, c, &more)));
    faults.extend(padding.first().map(|(at, _, _)| padded(at.start, padding.count, text)));
    faults.extend(alien.first().map(|(at, c, more)| not_in_alphabet(at, c, &more)));
    // What is missing or superfluous cannot be told by counting once other characters were dropped.
    if alien.count == 0 {
        let at = last..text.len().min(last + 1);
        match (symbols.len() % 4, symbols.last().map_or(0, |symbol| value(*symbol))) {
            (1, _) => faults.push(bad_length(at, symbols.len())),
            (2, bits) if bits & 0b1111 != 0 => faults.push(trailing_bits(at, 4)),
            (3, bits) if bits & 0b11 != 0 => faults.push(trailing_bits(at, 2)),
            _ => {}
        }
    }
    super::sort_by_place(&mut faults, |fault| (fault.at.start, 0));
    if symbols.len() % 4 == 1 {
        symbols.pop();
    }
    let bytes = LENIENT.decode(&symbols).unwrap_or_default();
    Decoded { bytes, faults }
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

fn standard_alphabet(at: Range<usize>, c: char, more: &str) -> Base64urlFault {
    let meant = if c == '+' { '-' } else { '_' };
    Base64urlFault {
        code: "base64url-standard-alphabet",
        at,
        message: format!("`{c}` belongs to standard base64; base64url writes `{meant}` instead{more}"),
        hint: "encode with the URL-safe alphabet: `-` in place of `+` and `_` in place of `/`",
        spec: Spec::Rfc(4648, "5"),
    }
}

fn padded(start: usize, count: usize, text: &str) -> Base64urlFault {
    let trails = text.get(start..).is_some_and(|rest| rest.bytes().all(|b| b == b'='));
    let (at, message) = match (trails, count) {
        (true, 1) => (start..start + 1, "padding `=` at the end; base64url in a token has none".to_string()),
        (true, _) => (
            start..text.len(),
            format!(
                "padding `{}` at the end; base64url in a token has none",
                cut(text.get(start..).unwrap_or_default())
            ),
        ),
        (false, _) => (start..start + 1, "padding `=` in the middle; base64url in a token has none".to_string()),
    };
    let hint = "leave out every `=`: encode without padding";
    Base64urlFault { code: "base64url-padding", at, message, hint, spec: Spec::Rfc(7515, "2") }
}

/// The start of `text`, which is ASCII, where it is long.
fn cut(text: &str) -> String {
    if text.len() <= 4 { text.to_string() } else { format!("{}…", text.get(..4).unwrap_or_default()) }
}

fn not_in_alphabet(at: Range<usize>, c: char, more: &str) -> Base64urlFault {
    let (name, hint) = describe(c);
    let message = format!("{name} is not a base64url character{more}");
    Base64urlFault { code: "base64url-alphabet", at, message, hint, spec: Spec::Rfc(4648, "5") }
}

/// What to call a character that does not belong, and where it probably comes from.
fn describe(c: char) -> (String, &'static str) {
    let code = c as u32;
    match c {
        ' ' => ("a space".into(), "remove the space; it may stand where a `+` was, or where a line was wrapped"),
        '\n' | '\r' => ("a line break".into(), "remove the line breaks inside the token"),
        '\t' => ("a tab".into(), "remove the tab inside the token"),
        '%' => ("`%`".into(), "decode the percent-encoding first: `%3D` is `=`, `%2B` is `+`, `%2E` is `.`"),
        '~' => ("`~`".into(), "`~` separates the parts of an SD-JWT (RFC 9901); the token ends before the first one"),
        '*' => ("`*`".into(), "part of the token was masked; get the whole token"),
        '…' => ("`…` (U+2026)".into(), "the token was shortened for display; get the whole token"),
        '‘' | '’' | '“' | '”' | '„' | '«' | '»' => {
            (format!("the typographic quote `{c}` (U+{code:04X})"), "remove it; a word processor put it there")
        }
        '‐' | '‑' | '‒' | '–' | '—' | '−' => {
            (format!("the typographic dash `{c}` (U+{code:04X})"), "write `-`; a word processor replaced it")
        }
        c if c.is_control() => (format!("the control character U+{code:04X}"), "remove it; it came in on the way"),
        c if c.is_whitespace() || is_invisible(c) => {
            (format!("the invisible character U+{code:04X}"), "remove it; it came in by copying from a formatted text")
        }
        c if c.is_ascii() => {
            (format!("`{c}`"), "compare with the token as it was issued; this character came in on the way")
        }
        c => (
            format!("`{c}` (U+{code:04X})"),
            "only ASCII letters, digits, `-` and `_` are allowed; look-alikes of other scripts are not",
        ),
    }
}

fn bad_length(at: Range<usize>, count: usize) -> Base64urlFault {
    Base64urlFault {
        code: "base64url-length",
        at,
        message: format!(
            "{count} character{} cannot be base64url: a whole number of bytes never leaves one character over",
            if count == 1 { "" } else { "s" }
        ),
        hint: "one character is missing or one is too many; the text was probably cut off",
        spec: Spec::Rfc(4648, "4"),
    }
}

fn trailing_bits(at: Range<usize>, unused: u8) -> Base64urlFault {
    Base64urlFault {
        code: "base64url-trailing-bits",
        at,
        message: format!("the last {unused} bits of the last character are not zero, and no byte is made of them"),
        hint: "the last character was changed or the text was cut off; an encoder leaves these bits zero",
        spec: Spec::Rfc(4648, "3.5"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bytes: &[u8], faults: &[(&str, Range<usize>)]) {
        let decoded = decode(text);
        let found: Vec<_> = decoded.faults.iter().map(|fault| (fault.code, fault.at.clone())).collect();
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
        assert_eq!(
            decode("A+z/4ME").faults[0].message,
            "`+` belongs to standard base64; base64url writes `-` instead, and 1 more"
        );
    }

    #[test]
    fn every_other_character_is_named_and_left_out() {
        for (text, words) in [
            ("Zm9 v", "a space is"),
            ("Zm9\nv", "a line break is"),
            ("Zm9…v", "`…` (U+2026) is"),
            ("Zm9“v", "the typographic quote `“` (U+201C) is"),
            ("Zm9\u{200b}v", "the invisible character U+200B is"),
            ("Zm9\u{0}v", "the control character U+0000 is"),
            ("Zm9$v", "`$` is"),
            ("Zm9év", "`é` (U+00E9) is"),
        ] {
            let decoded = decode(text);
            assert_eq!(decoded.bytes, b"foo", "{text:?}");
            assert_eq!(decoded.faults.len(), 1, "{text:?}");
            assert!(decoded.faults[0].message.starts_with(words), "{:?}", decoded.faults[0].message);
            assert_eq!(decoded.faults[0].at.start, 3);
        }
    }

    #[test]
    fn percent_escapes_are_reported_once_and_decoded() {
        check("Zm8%3D", b"fo", &[("base64url-alphabet", 3..4)]);
        check("A%2Bz%2f4ME", &[3, 236, 255, 224, 193], &[("base64url-alphabet", 1..2)]);
        check("Zm9%", b"fo", &[("base64url-alphabet", 3..4)]);
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
        let codes: Vec<_> = decode(&text).faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["base64url-standard-alphabet", "base64url-alphabet", "base64url-padding"]);
    }
}
