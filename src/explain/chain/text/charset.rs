//! Charsets: what becomes of letters that one has and another lacks.

/// Little-endian, big-endian, and each behind a mark.
pub(in super::super) fn utf16(text: &str, variant: usize) -> Vec<u8> {
    let units = core::iter::once(0xfeff).filter(|_| variant >= 2).chain(text.encode_utf16());
    units
        .flat_map(|unit: u16| if variant.is_multiple_of(2) { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

pub(in super::super) fn latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

/// The characters that Windows-1252 has from 0x80 to 0x9f; U+FFFD where it has none.
const WINDOWS: &str = "\u{20ac}\u{fffd}\u{201a}\u{192}\u{201e}\u{2026}\u{2020}\u{2021}\u{2c6}\u{2030}\u{160}\u{2039}\u{152}\u{fffd}\u{17d}\u{fffd}\
    \u{fffd}\u{2018}\u{2019}\u{201c}\u{201d}\u{2022}\u{2013}\u{2014}\u{2dc}\u{2122}\u{161}\u{203a}\u{153}\u{fffd}\u{17e}\u{178}";

pub(in super::super) fn windows1252(text: &str) -> Option<Vec<u8>> {
    let byte = |c: char| match WINDOWS.chars().position(|known| known == c && c != '\u{fffd}') {
        Some(at) => u8::try_from(0x80 + at).ok(),
        None => u8::try_from(u32::from(c)).ok(),
    };
    text.chars().map(byte).collect()
}

/// Each letter that ASCII, or Latin-1, lacks as a question mark.
pub(in super::super) fn question_marks(text: &str, variant: usize) -> Option<Vec<u8>> {
    let most = if variant == 0 { 0x7f } else { 0xff };
    let byte = |c: char| u8::try_from(u32::from(c)).ok().filter(|byte| *byte <= most).unwrap_or(b'?');
    Some(text.chars().map(byte).collect())
}

/// The bytes taken for Latin-1 or Windows-1252 and written as UTF-8.
pub(in super::super) fn mojibake(bytes: &[u8], variant: usize) -> Option<Vec<u8>> {
    let windows = |byte: u8| match byte {
        0x80..=0x9f if variant == 1 => WINDOWS.chars().nth(usize::from(byte - 0x80)).unwrap_or(char::from(byte)),
        _ => char::from(byte),
    };
    Some(bytes.iter().map(|byte| windows(*byte)).collect::<String>().into())
}

pub(in super::super) fn seen(text: &str) -> String {
    text.chars().filter(|c| !crate::base::unseen::is_unseen(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets_are_those_of_their_tables() {
        assert_eq!(windows1252("€é").as_deref(), Some(&[0x80, 0xe9][..]));
        assert_eq!(windows1252("Ж"), None);
        assert_eq!(mojibake("é".as_bytes(), 0).as_deref(), Some("Ã©".as_bytes()));
        assert_eq!(mojibake("€".as_bytes(), 1).as_deref(), Some("â‚¬".as_bytes()));
        assert_eq!(question_marks("aéЖ", 1).as_deref(), Some(&b"a\xe9?"[..]));
        assert_eq!(utf16("a", 3), [0xfe, 0xff, 0, b'a']);
        assert_eq!(WINDOWS.chars().count(), 32);
    }
}
