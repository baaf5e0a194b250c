//! Characters that a reader does not see: the one table of them, for everything that shows, quotes or reads text.
//!
//! Unseen are the Unicode categories Cc, Cf, Zl, Zp and Zs but for the plain space, everything that renderers ignore by default
//! (`Default_Ignorable_Code_Point`, variation selectors among them), and a few characters that are letters or symbols by category
//! and blank by design, such as the Hangul fillers and the blank Braille pattern. Each can hide a difference between two texts,
//! and some reorder their neighbours (Unicode TR 36 §2.5).

/// The characters beyond ASCII, as ranges in order.
static UNSEEN: &[(char, char)] = &[
    ('\u{80}', '\u{a0}'),
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{2000}', '\u{200f}'),
    ('\u{2028}', '\u{202f}'),
    ('\u{205f}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{110bd}', '\u{110bd}'),
    ('\u{110cd}', '\u{110cd}'),
    ('\u{13430}', '\u{1343f}'),
    ('\u{16fe4}', '\u{16fe4}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d159}', '\u{1d159}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a reader does not see `c`: it shows nothing, or nothing but a width. The plain space counts as seen; a line feed and
/// a tab do not.
pub fn is_unseen(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let place = UNSEEN.partition_point(|(_, last)| *last < c);
    UNSEEN.get(place).is_some_and(|(first, _)| *first <= c)
}

/// The same without white space and control characters, which readers of tokens have rules of their own for.
pub fn is_invisible(c: char) -> bool {
    is_unseen(c) && !c.is_control() && !c.is_whitespace()
}

/// Whether `c` cannot be quoted in a sentence as it is: it is unseen, has no meaning outside one font (private use,
/// noncharacters), or is a combining mark that would sit on the quote before it.
pub fn is_unquotable(c: char) -> bool {
    let code = u32::from(c);
    is_unseen(c)
        || code & 0xfffe == 0xfffe
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}')
        || c >= '\u{e1000}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex_syntax::hir::{Class, HirKind};

    /// The characters that a class of regular expressions stands for, such as `\p{Cf}`: the tables of Unicode itself.
    fn class(pattern: &str) -> Vec<char> {
        let hir = regex_syntax::parse(pattern).expect("a class");
        let HirKind::Class(Class::Unicode(class)) = hir.kind() else { panic!("{pattern} is no class") };
        class.ranges().iter().flat_map(|range| range.start()..=range.end()).collect()
    }

    /// Blank by design, though their category is that of a letter, a mark or a symbol.
    const BLANK: [char; 8] =
        ['\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}', '\u{16fe4}', '\u{1d159}', '\u{34f}'];

    #[test]
    fn the_table_is_what_unicode_says_of_every_character() {
        let pattern = r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}--\x20]";
        let mut expected = class(pattern);
        expected.extend(BLANK);
        for c in '\0'..=char::MAX {
            assert_eq!(is_unseen(c), expected.contains(&c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn what_the_standard_library_calls_white_space_or_a_control_is_unseen_but_for_the_space() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace() || c.is_control()) {
            assert_eq!(is_unseen(c), c != ' ', "U+{:04X}", u32::from(c));
            assert!(!is_invisible(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn letters_digits_and_signs_of_any_script_are_seen() {
        for c in "azAZ09 -_.+/=~…“é漢字かな한글ключאבعربी🦀\u{301}".chars() {
            assert!(!is_unseen(c), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn marks_and_private_characters_are_seen_and_not_quoted() {
        for c in ['\u{301}', '\u{20dd}', '\u{e000}', '\u{f0000}', '\u{10ffff}', '\u{fdd0}', '\u{1fffe}'] {
            assert!(!is_unseen(c) && is_unquotable(c), "U+{:04X}", u32::from(c));
        }
        assert!(!is_unquotable('é') && !is_unquotable('\u{fffd}') && is_unquotable('\u{2800}'));
    }
}
