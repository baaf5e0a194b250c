//! Tokens whose letters became others, or stand apart: the full-width forms of East Asian keyboards (U+FF01 to U+FF5E), the
//! mathematical alphanumeric symbols (U+1D400 to U+1D7FF), which sites offer as fonts, UTF-16 that was read as another encoding, and lines
//! that a program ended with hyphens.

use super::coded::within_text;
use super::mend::is_whole;
use super::{Found, find_shared};
use crate::base::diagnostic::{Letters, Paste};
use core::ops::Range;

/// The tokens in `pasted`, if each of its characters has a space or a zero behind it, or before it.
pub(super) fn spread(pasted: &str, within: &Range<usize>, layers: usize) -> Vec<Found> {
    let text = pasted.get(within.clone()).unwrap_or_default();
    let Some(left) = layers.checked_sub(1) else { return vec![] };
    let mut chars = text.chars();
    let pair = [chars.next(), chars.next()];
    let Some(between) = pair.into_iter().flatten().find(|c| matches!(c, ' ' | '\0')) else { return vec![] };
    let skip = usize::from(pair[0] == Some(between));
    let apart = text.chars().skip(skip).skip(1).step_by(2).all(|c| c == between);
    if !apart {
        return vec![];
    }
    let inner: String = text.chars().skip(skip).step_by(2).collect();
    within_text(find_shared(&inner.into(), left), Paste::Letters(Letters::Spread), within).collect()
}

/// Whether a line of `text` ends with a hyphen.
pub(super) fn has_hyphens(text: &str) -> bool {
    text.contains("-\n") || text.contains("-\r\n")
}

/// The tokens in `pasted` without the hyphens at the ends of its lines, if they are whole so.
pub(super) fn hyphenated(pasted: &str, within: &Range<usize>, layers: usize) -> Vec<Found> {
    let text = pasted.get(within.clone()).unwrap_or_default();
    let Some(left) = layers.checked_sub(1) else { return vec![] };
    let inner = text.replace("-\r\n", "").replace("-\n", "");
    let found: Vec<Found> = within_text(find_shared(&inner.into(), left), Paste::Hyphens, within).collect();
    let whole = found.first().is_some_and(|found| is_whole(&found.text));
    if whole { found } else { vec![] }
}

/// The tokens in `pasted`, read with plain letters.
pub(super) fn find(pasted: &str, within: &Range<usize>, layers: usize) -> Vec<Found> {
    let text = pasted.get(within.clone()).unwrap_or_default();
    let Some(left) = layers.checked_sub(1) else { return vec![] };
    let Some((_, letters)) = text.chars().find_map(plain) else { return vec![] };
    let inner: String = text.chars().map(|c| plain(c).map_or(c, |(plain, _)| plain)).collect();
    within_text(find_shared(&inner.into(), left), Paste::Letters(letters), within).collect()
}

/// The plain character that looks like `c`.
pub(super) fn plain(c: char) -> Option<(char, Letters)> {
    let point = u32::from(c);
    let of = |number: u32, letters| Some((char::from(u8::try_from(number).ok()?), letters));
    match point {
        // Full-width forms are those of ASCII, in their order.
        0xff01..=0xff5e => of(point - 0xff01 + 0x21, Letters::Wide),
        // Thirteen alphabets, each with capitals and small letters; where one has a hole, its letter stands elsewhere.
        0x1d400..=0x1d6a3 => {
            let place = (point - 0x1d400) % 52;
            of(if place < 26 { 0x41 + place } else { 0x61 + place - 26 }, Letters::Styled)
        }
        0x1d7ce..=0x1d7ff => of(0x30 + (point - 0x1d7ce) % 10, Letters::Styled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[track_caller]
    fn check(pasted: &str, code: &str) {
        let found = find(pasted).remove(0);
        assert_eq!(found.text, TOKEN, "{pasted}");
        assert!(found.problems.iter().any(|problem| problem.code().name() == code), "{pasted}");
    }

    #[test]
    fn letters_that_look_alike_are_read_as_plain_ones() {
        let wide: String = TOKEN.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect();
        check(&wide, "pasted-letters");
        check(&wide.replace('．', "."), "pasted-letters");
        for alphabet in 0..13 {
            let first = 0x1d400 + 52 * alphabet;
            let styled = |c: char| {
                let place = match c {
                    'A'..='Z' => u32::from(c) - 0x41,
                    'a'..='z' => u32::from(c) - 0x61 + 26,
                    other => return other,
                };
                char::from_u32(first + place).expect("a letter")
            };
            check(&TOKEN.chars().map(styled).collect::<String>(), "pasted-letters");
            check(&TOKEN.chars().map(styled).collect::<String>().replace('9', "𝟗"), "pasted-letters");
        }
    }

    #[test]
    fn letters_and_dashes_of_others_are_turned_back() {
        for (is, was) in [("а", "a"), ("Ү", "Y"), ("ﬁ", "fi"), ("–", "-"), ("—", "--"), ("‑", "-"), ("Β", "B")]
        {
            // Each has to be where it can be found again.
            let signature = format!("{was}{}", &"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQR"[was.len()..43]);
            let token = format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.{signature}");
            let pasted = token.replacen(&format!(".{was}"), &format!(".{is}"), 1);
            let found = find(&*pasted).remove(0);
            if is == "Ү" {
                // No letter that is known to look like one.
                assert_eq!(found.text, pasted);
                continue;
            }
            assert_eq!(found.text, token, "{pasted}");
            assert_eq!(found.problems.first().map(|problem| problem.code().name()), Some("pasted-letters"), "{pasted}");
        }
        let inside = TOKEN.replacen("zdWI", "zdWІ", 1);
        check(&inside, "pasted-letters");
        check(&format!("Bearer {inside}"), "pasted-letters");
        // With it the payload is no object.
        let other = TOKEN.replacen("eyJzdWI", "eyАzdWI", 1);
        assert_eq!(find(&*other).remove(0).text, other);
    }

    #[test]
    fn characters_that_stand_apart_are_joined() {
        for between in [' ', '\0'] {
            let spread: String = TOKEN.chars().flat_map(|c| [c, between]).collect();
            check(&spread, "pasted-letters");
            check(&TOKEN.chars().flat_map(|c| [between, c]).collect::<String>(), "pasted-letters");
        }
        assert_eq!(find("a b c d").remove(0).text, "a b c d");
    }

    #[test]
    fn hyphens_at_the_ends_of_lines_are_taken_out() {
        let lines: Vec<String> =
            TOKEN.as_bytes().chunks(30).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
        check(&lines.join("-\n"), "pasted-line-breaks");
        check(&lines.join("-\r\n"), "pasted-line-breaks");
        // This one has its own.
        let own = TOKEN.replacen("-mB", "-\nmB", 1);
        assert_eq!(find(&*own).remove(0).text, TOKEN);
    }

    #[test]
    fn a_capital_at_the_beginning_is_made_small() {
        let capital = TOKEN.replacen('e', "E", 1);
        for text in [capital.clone(), format!("Bearer {capital}"), format!("token: {capital} ")] {
            check(&text, "pasted-letters");
        }
    }

    #[test]
    fn a_scheme_without_a_space_is_told() {
        for scheme in ["Bearer", "bearer", "Authorization: Bearer", "Bearer+"] {
            check(&format!("{scheme}{TOKEN}"), "pasted-bearer");
        }
    }

    #[test]
    fn a_link_within_a_link_is_read() {
        let twice = format!("https://a.example/cb?next=%252Freset%253Ftoken%253D{}", TOKEN.replace('.', "%252E"));
        let thrice = format!("https://a.example/?u=https%25253A%25252F%25252Fb.example%25253Ftoken%25253D{TOKEN}");
        for text in [twice, thrice] {
            check(&text, "pasted-url");
        }
    }
}
