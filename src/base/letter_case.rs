//! Small and capital letters of the Latin, Greek and Cyrillic alphabets, as far as one letter stands for one: `ß`, a final sigma
//! and the like stay as they are. The tables of all of Unicode are larger than what uses them.

/// Rows of capital letters: the first, the last, from one to the next, and from each to its small letter.
static ROWS: [(u32, u32, u32, i32); 18] = [
    (0x41, 0x5a, 1, 0x20),
    (0xc0, 0xd6, 1, 0x20),
    (0xd8, 0xde, 1, 0x20),
    (0x100, 0x12e, 2, 1),
    (0x132, 0x136, 2, 1),
    (0x139, 0x147, 2, 1),
    (0x14a, 0x176, 2, 1),
    (0x178, 0x178, 1, -0x79),
    (0x179, 0x17d, 2, 1),
    (0x386, 0x386, 1, 0x26),
    (0x388, 0x38a, 1, 0x25),
    (0x38c, 0x38c, 1, 0x40),
    (0x38e, 0x38f, 1, 0x3f),
    (0x391, 0x3a1, 1, 0x20),
    (0x3a3, 0x3ab, 1, 0x20),
    (0x400, 0x40f, 1, 0x50),
    (0x410, 0x42f, 1, 0x20),
    (0x460, 0x480, 2, 1),
];

/// `text` behind `prefix`, in whatever case its ASCII letters are.
pub fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (first, rest) = text.split_at_checked(prefix.len())?;
    first.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// A text in small letters.
///
/// ```
/// assert_eq!(jwt_debugger::base::letter_case::lower("Ärger ÓΔÓΣ Ж 1"), "ärger óδóσ ж 1");
/// ```
pub fn lower(text: &str) -> String {
    text.chars().map(|c| turned(c, 0, 1)).collect()
}

/// A text in capital letters.
///
/// ```
/// assert_eq!(jwt_debugger::base::letter_case::upper("ärger óδóς ж 1"), "ÄRGER ÓΔÓς Ж 1");
/// ```
pub fn upper(text: &str) -> String {
    text.chars().map(|c| turned(c, 1, -1)).collect()
}

/// The other letter of the pair in which `c` is the capital (`side` 0) or the small one (1); `sign` says which way that is.
fn turned(c: char, side: i32, sign: i32) -> char {
    let other = ROWS.iter().find_map(|(first, last, step, distance)| {
        let place = u32::from(c).checked_add_signed(-side * distance)?;
        let is_one = (*first..=*last).contains(&place) && (place - first).is_multiple_of(*step);
        is_one.then(|| u32::from(c).checked_add_signed(sign * distance))?
    });
    other.and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of `c` in Unicode, if that is one letter.
    fn alone(mut letters: impl Iterator<Item = char>, c: char) -> char {
        letters.next().filter(|_| letters.next().is_none()).unwrap_or(c)
    }

    #[test]
    fn the_letters_of_three_alphabets_turn_as_in_unicode() {
        // Two letters that have no pair of their own, the sign for micro, and a final sigma.
        const LEFT: [char; 4] = ['\u{b5}', 'ı', 'ſ', 'ς'];
        let (mut lowered, mut raised) = (0, 0);
        for c in ('\0'..='\u{17f}').chain('\u{386}'..='\u{3ce}').chain('\u{400}'..='\u{481}') {
            assert_eq!(lower(&c.to_string()), alone(c.to_lowercase(), c).to_string(), "{c:?}");
            lowered += usize::from(lower(&c.to_string()) != c.to_string());
            if !LEFT.contains(&c) {
                assert_eq!(upper(&c.to_string()), alone(c.to_uppercase(), c).to_string(), "{c:?}");
            }
            raised += usize::from(upper(&c.to_string()) != c.to_string());
        }
        assert_eq!(lowered, raised);
        assert!(lowered > 200, "{lowered}");
    }

    #[test]
    fn what_is_no_letter_of_these_stays() {
        for text in ["", "1-_.", "ß", "İ", "日本", "\u{10ffff}", "Ⴀ"] {
            assert_eq!((lower(text).as_str(), upper(text).as_str()), (text, text));
        }
    }
}
