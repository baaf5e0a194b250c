//! Stretches of long texts around the place where they differ.

use crate::base::text::Text;

/// A text of up to so many bytes is shown whole.
const WHOLE: usize = 300;
/// So many bytes stand before the place where two longer texts differ.
const BEFORE: usize = 60;

/// Where two texts differ first, in bytes; `None` if they are the same.
pub fn first_difference(a: &[u8], b: &[u8]) -> Option<usize> {
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    (common < a.len().max(b.len())).then_some(common)
}

/// Two texts that differ: whole, or what stands around the first difference.
pub fn excerpts(a: &str, b: &str) -> [Text; 2] {
    let at = first_difference(a.as_bytes(), b.as_bytes()).unwrap_or_default();
    [a, b].map(|text| cut(text, at.saturating_sub(BEFORE), WHOLE))
}

/// A text, or its beginning.
pub fn beginning(text: &str) -> Text {
    cut(text, 0, WHOLE)
}

/// So many bytes of a text from a place on, or all of it if it is no longer; an ellipsis stands for what is left out.
pub fn cut(text: &str, from: usize, most: usize) -> Text {
    if text.len() <= most {
        return text.into();
    }
    let from = text.floor_char_boundary(from.min(text.len()));
    let end = text.floor_char_boundary(from.saturating_add(most));
    let middle = text.get(from..end).unwrap_or_default();
    let [before, after] = [from > 0, end < text.len()].map(|is_cut| if is_cut { "…" } else { "" });
    [before, middle, after].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_differ_where_their_bytes_do_or_where_one_ends() {
        let check = |a: &str, b: &str, at| assert_eq!(first_difference(a.as_bytes(), b.as_bytes()), at, "{a} {b}");
        check("", "", None);
        check("ab", "ab", None);
        check("ab", "ac", Some(1));
        check("ab", "abc", Some(2));
        check("", "a", Some(0));
    }

    #[test]
    fn long_texts_show_what_stands_around_their_first_difference() {
        let [a, b] = excerpts("short", "shirt");
        assert_eq!((a.as_str(), b.as_str()), ("short", "shirt"));
        let long = |middle: &str| ["é".repeat(500).as_str(), middle, &"z".repeat(500)].concat();
        let [a, b] = excerpts(&long("1"), &long("2"));
        assert!(a.starts_with("…é") && a.contains("é1z") && a.ends_with("z…"), "{}", a.as_str());
        assert!(b.contains("é2z") && b.len() < 320, "{}", b.as_str());
        let [a, b] = excerpts(&"a".repeat(1_000), "b");
        assert!(a.starts_with("aaa") && a.ends_with("a…") && b.as_str() == "b");
        assert_eq!(cut("abc", 99, 2).as_str(), "…");
    }
}
