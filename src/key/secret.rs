//! A symmetric secret: exactly the bytes that the person's text stands for, never trimmed.
//!
//! As UTF-8 the text *is* the secret, each space and line break of it. base64, base64url (RFC 4648 §4, §5) and
//! hexadecimal stand for bytes, so white space between their characters means nothing and is skipped with a note.
//! No message shows a letter or digit of the text, only marks that do not belong there and positions.

use super::{Key, KeyFault, Material, Source, fault};
use crate::base::diagnostic::key::{Note, SecretText};
use crate::base::diagnostic::key::{Place, Secret as Fault};
pub use crate::base::secret::{Encoding, Secret};
use crate::base::unseen::is_unseen;
use crate::format::base64::{Alphabet, Base64Fault, position};

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
        return Err(fault(Fault::Empty(encoding.name())));
    }
    Ok(Key::new(Material::Secret(Secret(bytes)), Source::Text(encoding), notes))
}

/// What people overlook in a text that counts to the byte.
fn oddities(text: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |applies: bool, what: SecretText| notes.extend(applies.then_some(Note::Secret(what)));
    let blank = text.trim().is_empty();
    note(blank, SecretText::Blank);
    note(!blank && text.starts_with(['\n', '\r']), SecretText::LineBreakFirst);
    note(!blank && text.starts_with([' ', '\t']), SecretText::SpaceFirst);
    note(!blank && text.ends_with(['\n', '\r']), SecretText::LineBreakLast);
    note(!blank && text.ends_with([' ', '\t']), SecretText::SpaceLast);
    let quoted =
        text.len() > 1 && ['"', '\'', '`'].iter().any(|quote| text.starts_with(*quote) && text.ends_with(*quote));
    note(quoted, SecretText::Quoted);
    if let Some((at, c)) = text.char_indices().find(|(_, c)| invisible(*c)) {
        let position = position(text, at);
        notes.push(Note::Secret(match c {
            '\u{fffd}' => SecretText::Replacement(position),
            c => SecretText::Invisible(c, position),
        }));
    }
    notes
}

/// Characters that nobody types into a secret on purpose, or sees in it.
fn invisible(c: char) -> bool {
    c == '\u{fffd}' || (is_unseen(c) && !matches!(c, '\n' | '\r' | '\t'))
}

fn base64(text: &str, alphabet: Alphabet, notes: &mut Vec<Note>) -> Result<Vec<u8>, KeyFault> {
    let decoded = alphabet.decode(text).map_err(|reason| {
        let other = matches!(reason, Base64Fault::Character { .. }) && alphabet.other().reads(text);
        let place = |at| Place::Position(position(text, at));
        fault(Fault::Base64 { url: alphabet == Alphabet::UrlSafe, fault: reason.at(place), other })
    })?;
    skipped(decoded.space, notes);
    if decoded.stray_bits {
        notes.push(Note::SecretStrayBits { url: alphabet == Alphabet::UrlSafe });
    }
    Ok(decoded.bytes)
}

fn hex(text: &str, notes: &mut Vec<Note>) -> Result<Vec<u8>, KeyFault> {
    let mut digits = Vec::with_capacity(text.len());
    let mut space = 0;
    for (at, c) in text.char_indices() {
        match c.to_digit(16) {
            // A hexadecimal digit is below 16, so the narrowing loses nothing.
            Some(digit) => digits.push(digit as u8),
            None if matches!(c, ' ' | '\t' | '\r' | '\n') => space += 1,
            None => {
                let prefix = matches!(c, 'x' | 'X') && digits == [0];
                let found = Some(c).filter(|c| !c.is_ascii_alphanumeric());
                return Err(fault(Fault::HexDigit { position: position(text, at), found, prefix }));
            }
        }
    }
    if digits.len() % 2 == 1 {
        return Err(fault(Fault::HexOdd(digits.len())));
    }
    skipped(space, notes);
    Ok(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit)).collect())
}

fn skipped(space: usize, notes: &mut Vec<Note>) {
    if space > 0 {
        notes.push(Note::SpaceSkipped(space));
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
        let notes = crate::key::testing::notes(&key.notes);
        assert!(if note.is_empty() { notes.is_empty() } else { notes.contains(note) }, "{text:?}: {notes}");
    }

    fn refuse(text: &str, encoding: Encoding, code: &str, facts: &str) {
        let fault = read(text, encoding).expect_err(text);
        assert_eq!((fault.code().name(), format!("{:?}", fault.facts).as_str()), (code, facts), "{text:?}");
    }

    #[test]
    fn a_text_counts_byte_for_byte() {
        check("secret", Utf8, b"secret", "");
        check("secret\n", Utf8, b"secret\n", "ends with a line break, which counts as part of the secret");
        check("\r\nsecret", Utf8, b"\r\nsecret", "starts with a line break");
        check(" secret", Utf8, b" secret", "starts with white space");
        check("secret\t", Utf8, b"secret\t", "ends with white space");
        check("\n", Utf8, b"\n", "only white space");
        check("gr\u{fc}n", Utf8, b"gr\xc3\xbcn", "");
        check("\"secret\"", Utf8, b"\"secret\"", "is in quotes");
    }

    #[test]
    fn what_nobody_sees_is_named() {
        check("se\u{200b}cret", Utf8, "se\u{200b}cret".as_bytes(), "U+200B at position 3");
        check("\u{feff}secret", Utf8, "\u{feff}secret".as_bytes(), "U+FEFF at position 1");
        check("ab\u{2800}", Utf8, "ab\u{2800}".as_bytes(), "U+2800 at position 3");
        check("a\u{fffd}", Utf8, "a\u{fffd}".as_bytes(), "the original bytes are lost");
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
            "Key(Secret(Base64 { url: false, fault: Character(Position(3), '-'), other: true }))",
        );
        refuse(
            "ab+/",
            Base64url,
            "secret-base64",
            "Key(Secret(Base64 { url: true, fault: Character(Position(3), '+'), other: true }))",
        );
        refuse(
            "a-+/",
            Base64url,
            "secret-base64",
            "Key(Secret(Base64 { url: true, fault: Character(Position(3), '+'), other: false }))",
        );
        refuse(
            "not base64!",
            Base64,
            "secret-base64",
            "Key(Secret(Base64 { url: false, fault: Character(Position(11), '!'), other: false }))",
        );
        refuse(
            "Zm\u{e9}v",
            Base64,
            "secret-base64",
            "Key(Secret(Base64 { url: false, fault: Character(Position(3), 'é'), other: false }))",
        );
    }

    #[test]
    fn lost_characters_of_base64_are_told_by_its_length() {
        refuse("Zm9vZ", Base64, "secret-base64", "Key(Secret(Base64 { url: false, fault: Length(5), other: false }))");
        refuse(
            "Zg=",
            Base64,
            "secret-base64",
            "Key(Secret(Base64 { url: false, fault: Padding { got: 1, expected: 2 }, other: false }))",
        );
        refuse(
            "Zg==Zg==",
            Base64,
            "secret-base64",
            "Key(Secret(Base64 { url: false, fault: AfterPadding(Position(5)), other: false }))",
        );
        refuse(" \n", Base64, "secret-empty", r#"Key(Secret(Empty("base64")))"#);
    }

    #[test]
    fn hexadecimal_takes_both_cases_and_two_digits_a_byte() {
        check("00fFA9", Hex, &[0, 0xff, 0xa9], "");
        check("00 ff\n", Hex, &[0, 0xff], "2 white space characters were skipped");
        refuse("abc", Hex, "secret-hex", "Key(Secret(HexOdd(3)))");
        refuse("ab\u{e9}", Hex, "secret-hex", "Key(Secret(HexDigit { position: 3, found: Some('é'), prefix: false }))");
        refuse("abzz", Hex, "secret-hex", "Key(Secret(HexDigit { position: 3, found: None, prefix: false }))");
        refuse("0xab", Hex, "secret-hex", "Key(Secret(HexDigit { position: 2, found: None, prefix: true }))");
        refuse("ab:cd", Hex, "secret-hex", "Key(Secret(HexDigit { position: 3, found: Some(':'), prefix: false }))");
        refuse("\n", Hex, "secret-empty", r#"Key(Secret(Empty("hexadecimal")))"#);
    }

    #[test]
    fn a_secret_does_not_print() {
        assert_eq!(format!("{:?}", Secret(b"hunter2".to_vec())), "Secret(7 bytes)");
        let key = read("hunter2", Utf8).expect("any text is a secret");
        assert!(!format!("{key:?}").contains("hunter2") && !format!("{key:?}").contains("104, 117"));
    }
}
