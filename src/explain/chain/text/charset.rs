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

/// Each letter that ASCII, or Latin-1, lacks as a question mark; then each that is two units of UTF-16 as two, as .NET has it.
pub(in super::super) fn question_marks(text: &str, variant: usize) -> Option<Vec<u8>> {
    let most = if variant.is_multiple_of(2) { 0x7f } else { 0xff };
    let byte = |c: u32| u8::try_from(c).ok().filter(|byte| *byte <= most).unwrap_or(b'?');
    Some(match variant {
        0 | 1 => text.chars().map(|c| byte(c.into())).collect(),
        _ => text.encode_utf16().map(|unit| byte(unit.into())).collect(),
    })
}

/// Letters of code page 437 and 850 from 0x80 on; `.` where the two differ.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ.£..ƒáíóúñÑªº";
/// Where ISO 8859-15 has another character than Latin-1.
const LATIN_9: [(char, u8); 8] =
    [('€', 0xa4), ('Š', 0xa6), ('š', 0xa8), ('Ž', 0xb4), ('ž', 0xb8), ('Œ', 0xbc), ('œ', 0xbd), ('Ÿ', 0xbe)];

/// UTF-32, the low bytes of UTF-16, UTF-8 of each unit of UTF-16 (CESU-8), ISO 8859-15, Windows-1251, and the code pages of DOS.
pub(in super::super) fn other_charset(text: &str, variant: usize) -> Option<Vec<u8>> {
    let bytes = |byte: &dyn Fn(char) -> Option<u8>| {
        text.chars().map(|c| if c.is_ascii() { Some(c as u8) } else { byte(c) }).collect()
    };
    match variant {
        0 => Some(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
        1 => Some(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
        2 => Some(text.encode_utf16().map(|unit| unit.to_le_bytes()[0]).collect()),
        3 => Some(text.encode_utf16().flat_map(unit_as_utf8).collect()),
        4 => bytes(&|c| {
            LATIN_9
                .into_iter()
                .find(|(known, _)| *known == c)
                .map(|(_, byte)| byte)
                .or_else(|| u8::try_from(u32::from(c)).ok())
        }),
        5 => bytes(&|c| match c {
            'А'..='я' => u8::try_from(u32::from(c) - u32::from('А') + 0xc0).ok(),
            'Ё' => Some(0xa8),
            'ё' => Some(0xb8),
            _ => None,
        }),
        _ => bytes(&|c| u8::try_from(0x80 + DOS.chars().position(|known| known == c)?).ok()),
    }
}

/// Three bytes for half of a pair, too, which UTF-8 does not have.
fn unit_as_utf8(unit: u16) -> Vec<u8> {
    let part = |shift: u32| 0x80 | (unit >> shift & 0x3f).to_le_bytes()[0];
    match unit {
        ..0x80 => vec![unit.to_le_bytes()[0]],
        0x80..0x800 => vec![0xc0 | (unit >> 6).to_le_bytes()[0], part(0)],
        _ => vec![0xe0 | (unit >> 12).to_le_bytes()[0], part(6), part(0)],
    }
}

/// What typesetters and phones make of plain characters, plain again: quotes, dashes, ligatures, wide letters, hard spaces.
pub(in super::super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201c}'..='\u{201e}' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => out.push(' '),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{ff01}'..='\u{ff5e}' => out.extend(char::from_u32(u32::from(c) - 0xfee0)),
            c => out.push(c),
        }
    }
    out
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
        assert_eq!(question_marks("a\u{1f680}", 2).as_deref(), Some(&b"a??"[..]));
        assert_eq!(plain("“a”–ｂ\u{a0}ﬁ"), "\"a\"-b fi");
        let check = |text: &str, variant, expected: Option<&[u8]>| {
            assert_eq!(other_charset(text, variant).as_deref(), expected)
        };
        check("aé", 0, Some(b"a\0\0\0\xe9\0\0\0"));
        check("až", 2, Some(b"a\x7e"));
        check("\u{1f680}", 3, Some(b"\xed\xa0\xbd\xed\xba\x80"));
        check("a€é", 4, Some(b"a\xa4\xe9"));
        check("aЖя", 5, Some(b"a\xc6\xff"));
        check("aéñ", 6, Some(b"a\x82\xa4"));
        check("aЖ", 6, None);
    }
}
