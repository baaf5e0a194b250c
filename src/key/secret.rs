//! A symmetric secret: exactly the bytes that the person's text stands for, never trimmed.
//!
//! As UTF-8 the text *is* the secret, each space and line break of it. base64, base64url (RFC 4648 §4, §5) and
//! hexadecimal stand for bytes, so white space between their characters means nothing and is skipped with a note.
//! No message shows a letter or digit of the text, only marks that do not belong there and positions.

use super::base64::{Alphabet, Base64Fault, describe, position};
use super::{Key, KeyFault, Material, Source};
use crate::base::unseen::is_unseen;
use crate::spec::Spec;
use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How the text of a secret stands for its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The text itself, as UTF-8.
    #[default]
    Utf8,
    /// base64url (RFC 4648 §5).
    Base64url,
    /// base64 (RFC 4648 §4).
    Base64,
    /// Two hexadecimal digits a byte.
    Hex,
}

/// Bytes that must not print, and are overwritten when they are dropped.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(pub Vec<u8>);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({} bytes)", self.0.len())
    }
}

impl Encoding {
    /// The name in words: `UTF-8`, `base64url`, `base64`, `hexadecimal`.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Base64url => "base64url",
            Encoding::Base64 => "base64",
            Encoding::Hex => "hexadecimal",
        }
    }
}

/// Reads `text` as a secret written in `encoding`.
///
/// # Errors
/// `secret-base64`, `secret-hex`, and `secret-empty` where the text stands for no byte at all.
pub(super) fn read(text: &str, encoding: Encoding) -> Result<Key, KeyFault> {
    let mut notes = Vec::new();
    let bytes = match encoding {
        Encoding::Utf8 => {
            notes.extend(oddities(text));
            text.as_bytes().to_vec()
        }
        Encoding::Base64 => base64(text, Alphabet::Standard, &mut notes)?,
        Encoding::Base64url => base64(text, Alphabet::UrlSafe, &mut notes)?,
        Encoding::Hex => hex(text, &mut notes)?,
    };
    if bytes.is_empty() {
        return Err(KeyFault::new("secret-empty", format!("this {} text stands for no byte at all", encoding.name())));
    }
    Ok(Key::new(Material::Secret(Secret(bytes)), Source::Text(encoding), notes))
}

/// What people overlook in a text that counts to the byte.
fn oddities(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |applies: bool, words: &str| {
        if applies {
            notes.push(words.to_owned());
        }
    };
    let blank = text.trim().is_empty();
    note(blank, "consists of white space only, all of which counts as the secret");
    note(!blank && text.starts_with(['\n', '\r']), "starts with a line break, which counts as part of the secret");
    note(!blank && text.starts_with([' ', '\t']), "starts with white space, which counts as part of the secret");
    note(!blank && text.ends_with(['\n', '\r']), "ends with a line break, which counts as part of the secret");
    note(!blank && text.ends_with([' ', '\t']), "ends with white space, which counts as part of the secret");
    let quoted =
        text.len() > 1 && ['"', '\'', '`'].iter().any(|quote| text.starts_with(*quote) && text.ends_with(*quote));
    note(quoted, "stands in quotes, which count as part of the secret");
    let token = text.starts_with("eyJ") && matches!(text.matches('.').count(), 2 | 4);
    note(token, "looks like a token, not like a key; it is used as a secret all the same");
    let address = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
    note(address, "is an address, and nothing is fetched here: open it yourself and paste what it gives");
    if let Some((at, c)) = text.char_indices().find(|(_, c)| invisible(*c)) {
        notes.push(match c {
            '\u{fffd}' => format!(
                "has the replacement character U+FFFD at position {}: the original bytes were lost before they got here, \
                 so enter a binary secret as base64 or hexadecimal",
                position(text, at)
            ),
            c => format!("has the invisible character U+{:04X} at position {}, which counts", u32::from(c), position(text, at)),
        });
    }
    notes
}

/// Characters that nobody types into a secret on purpose, or sees in it.
fn invisible(c: char) -> bool {
    c == '\u{fffd}' || (is_unseen(c) && !matches!(c, '\n' | '\r' | '\t'))
}

fn base64(text: &str, alphabet: Alphabet, notes: &mut Vec<String>) -> Result<Vec<u8>, KeyFault> {
    let (name, other, section) = match alphabet {
        Alphabet::Standard => ("base64", "base64url", "4"),
        Alphabet::UrlSafe => ("base64url", "base64", "5"),
    };
    let fault = |message: String, hint: Option<String>| {
        let fault = KeyFault::new("secret-base64", message).spec(Spec::Rfc(4648, section));
        match hint {
            Some(hint) => fault.hint(hint),
            None => fault,
        }
    };
    let as_text = || Some("if this is the secret itself, choose UTF-8 as its encoding".to_owned());
    let decoded = alphabet.decode(text).map_err(|reason| match reason {
        Base64Fault::Character { at, found } => {
            let message = format!(
                "position {} of the secret is {}, which {name} does not have",
                position(text, at),
                describe(found)
            );
            let hint = if alphabet.other().reads(text) {
                Some(format!("the text is {other}: choose {other} as the encoding of the secret"))
            } else if alphabet.other().own().contains(&found) {
                Some(format!(
                    "`{found}` belongs to {other}, but other characters here do not: check where the text comes from"
                ))
            } else {
                as_text()
            };
            fault(message, hint)
        }
        Base64Fault::AfterPadding { at } => fault(
            format!("the secret goes on after its `=` padding, at position {}", position(text, at)),
            Some(format!("padding ends a {name} text: are these two texts in one?")),
        ),
        Base64Fault::Padding { got, expected } => fault(
            format!(
                "the secret ends with {got} padding {}, where {expected} belong",
                if got == 1 { "character" } else { "characters" }
            ),
            Some("a character was lost or added; padding may be left out altogether".into()),
        ),
        Base64Fault::Length { characters } => fault(
            format!("{characters} characters cannot be {name}: the last one stands alone and makes no byte"),
            Some(format!("a character was lost or added; {}", as_text().unwrap_or_default())),
        ),
    })?;
    skipped(decoded.space, notes);
    if decoded.stray_bits {
        notes
            .push(format!("the last {name} character carries bits that belong to no byte; strict readers refuse that"));
    }
    Ok(decoded.bytes)
}

fn hex(text: &str, notes: &mut Vec<String>) -> Result<Vec<u8>, KeyFault> {
    let fault =
        |message: String, hint: &str| KeyFault::new("secret-hex", message).hint(hint).spec(Spec::Rfc(4648, "8"));
    let mut digits = Vec::with_capacity(text.len());
    let mut space = 0;
    for (at, c) in text.char_indices() {
        match c.to_digit(16) {
            // A hexadecimal digit is below 16, so the narrowing loses nothing.
            Some(digit) => digits.push(digit as u8),
            None if matches!(c, ' ' | '\t' | '\r' | '\n') => space += 1,
            None => {
                let hint = match c {
                    'x' | 'X' if digits == [0] => "leave out the leading 0x",
                    ':' => "leave out the colons: only the digits 0-9 and a-f count",
                    _ => {
                        "only the digits 0-9 and a-f count; if this is the secret itself, choose UTF-8 as its encoding"
                    }
                };
                let found = if c.is_ascii_alphanumeric() { "a letter".to_owned() } else { describe(c) };
                return Err(fault(
                    format!("position {} of the secret is {found}, not a hexadecimal digit", position(text, at)),
                    hint,
                ));
            }
        }
    }
    if digits.len() % 2 == 1 {
        let message = format!("{} hexadecimal digits are an odd number, and each byte takes two", digits.len());
        return Err(fault(message, "a digit was lost or added"));
    }
    skipped(space, notes);
    Ok(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit)).collect())
}

fn skipped(space: usize, notes: &mut Vec<String>) {
    match space {
        0 => {}
        1 => notes.push("1 white space character was skipped; it stands for nothing in this encoding".into()),
        _ => {
            notes.push(format!("{space} white space characters were skipped; they stand for nothing in this encoding"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Base64, Base64url, Hex, Utf8};
    use super::*;

    fn check(text: &str, encoding: Encoding, bytes: &[u8], note: &str) {
        let key = read(text, encoding).unwrap_or_else(|fault| panic!("{text:?}: {fault}"));
        assert_eq!(key.material, Material::Secret(Secret(bytes.to_vec())), "{text:?}");
        assert_eq!(key.source, Source::Text(encoding));
        let notes = key.notes.join("; ");
        assert!(if note.is_empty() { notes.is_empty() } else { notes.contains(note) }, "{text:?}: {notes}");
    }

    fn refuse(text: &str, encoding: Encoding, code: &str, message: &str, hint: &str) {
        let fault = read(text, encoding).expect_err(text);
        assert_eq!(fault.code, code, "{text:?}");
        assert!(fault.message.contains(message), "{text:?}: {}", fault.message);
        assert!(fault.hint.as_deref().unwrap_or_default().contains(hint), "{text:?}: {:?}", fault.hint);
    }

    #[test]
    fn a_text_counts_byte_for_byte() {
        check("secret", Utf8, b"secret", "");
        check("secret\n", Utf8, b"secret\n", "ends with a line break, which counts as part of the secret");
        check("\r\nsecret", Utf8, b"\r\nsecret", "starts with a line break");
        check(" secret", Utf8, b" secret", "starts with white space");
        check("secret\t", Utf8, b"secret\t", "ends with white space");
        check("\n", Utf8, b"\n", "white space only");
        check("gr\u{fc}n", Utf8, b"gr\xc3\xbcn", "");
        check("\"secret\"", Utf8, b"\"secret\"", "stands in quotes");
    }

    #[test]
    fn what_nobody_sees_is_named() {
        check("se\u{200b}cret", Utf8, "se\u{200b}cret".as_bytes(), "U+200B at position 3");
        check("\u{feff}secret", Utf8, "\u{feff}secret".as_bytes(), "U+FEFF at position 1");
        check("ab\u{2800}", Utf8, "ab\u{2800}".as_bytes(), "U+2800 at position 3");
        check("a\u{fffd}", Utf8, "a\u{fffd}".as_bytes(), "the original bytes were lost");
        check("eyJh.eyJi.c", Utf8, b"eyJh.eyJi.c", "looks like a token");
        check("https://a.example/jwks", Utf8, b"https://a.example/jwks", "is an address");
    }

    #[test]
    fn base64_is_read_with_and_without_padding() {
        check("+/8=", Base64, &[0xfb, 0xff], "");
        check("+/8", Base64, &[0xfb, 0xff], "");
        check("-_8", Base64url, &[0xfb, 0xff], "");
        check("-_8=\n", Base64url, &[0xfb, 0xff], "1 white space character was skipped");
        check("Zm 9v\r\n", Base64, b"foo", "3 white space characters were skipped");
        check("Zh", Base64, b"f", "bits that belong to no byte");
    }

    #[test]
    fn the_wrong_alphabet_hints_at_the_other_encoding() {
        refuse(
            "ab-_",
            Base64,
            "secret-base64",
            "position 3 of the secret is `-`, which base64 does not",
            "choose base64url",
        );
        refuse("ab+/", Base64url, "secret-base64", "position 3 of the secret is `+`", "choose base64 as");
        refuse(
            "a-+/",
            Base64url,
            "secret-base64",
            "position 3 of the secret is `+`",
            "check where the text comes from",
        );
        refuse("not base64!", Base64, "secret-base64", "position 11 of the secret is `!`", "choose UTF-8");
        refuse("Zm\u{e9}v", Base64, "secret-base64", "position 3 of the secret is U+00E9", "choose UTF-8");
    }

    #[test]
    fn lost_characters_of_base64_are_told_by_its_length() {
        refuse("Zm9vZ", Base64, "secret-base64", "5 characters cannot be base64", "lost or added");
        refuse("Zg=", Base64, "secret-base64", "ends with 1 padding character, where 2 belong", "left out altogether");
        refuse("Zg==Zg==", Base64, "secret-base64", "goes on after its `=` padding, at position 5", "two texts");
        refuse(" \n", Base64, "secret-empty", "stands for no byte", "");
    }

    #[test]
    fn hexadecimal_takes_both_cases_and_two_digits_a_byte() {
        check("00fFA9", Hex, &[0, 0xff, 0xa9], "");
        check("00 ff\n", Hex, &[0, 0xff], "2 white space characters were skipped");
        refuse("abc", Hex, "secret-hex", "3 hexadecimal digits are an odd number", "lost or added");
        refuse("ab\u{e9}", Hex, "secret-hex", "position 3 of the secret is U+00E9", "0-9");
        refuse("abzz", Hex, "secret-hex", "position 3 of the secret is a letter", "choose UTF-8");
        refuse("0xab", Hex, "secret-hex", "position 2 of the secret is a letter", "leave out the leading 0x");
        refuse("ab:cd", Hex, "secret-hex", "position 3 of the secret is `:`", "leave out the colons");
        refuse("\n", Hex, "secret-empty", "stands for no byte", "");
    }

    #[test]
    fn a_secret_does_not_print() {
        assert_eq!(format!("{:?}", Secret(b"hunter2".to_vec())), "Secret(7 bytes)");
        let key = read("hunter2", Utf8).expect("any text is a secret");
        assert!(!format!("{key:?}").contains("hunter2") && !format!("{key:?}").contains("104, 117"));
    }
}
