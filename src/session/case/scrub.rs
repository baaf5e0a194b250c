//! What the page says quotes the token. Here masked values are found in its sentences, whole or cut short, and masked there, too.

use super::mask::shape;

/// A stretch of a masked value that is as long, in characters, is masked wherever it stands.
const WINDOW: usize = 8;

/// The values to find.
pub(super) struct Scrubber {
    /// The hashes of their stretches, in order.
    windows: Vec<u64>,
    /// Shorter ones, which are masked where they stand alone between the marks of a quotation.
    short: Vec<String>,
}

impl Scrubber {
    pub(super) fn new<'a>(values: impl IntoIterator<Item = &'a str>) -> Scrubber {
        let (mut windows, mut short) = (vec![], vec![]);
        for value in values {
            let chars: Vec<char> = value.chars().collect();
            windows.extend(chars.windows(WINDOW).map(hash));
            if chars.len() < WINDOW && !chars.is_empty() {
                short.push(value.to_owned());
            }
        }
        windows.sort_unstable();
        Scrubber { windows, short }
    }

    /// `text` with these values masked.
    pub(super) fn scrub(&self, text: &str) -> String {
        let quoted = |(index, part): (usize, &str)| match index % 2 {
            1 if self.short.iter().any(|short| short == part.trim_matches('"')) => shape(part),
            _ => part.to_owned(),
        };
        let text = text.split('`').enumerate().map(quoted).collect::<Vec<_>>().join("`");
        if self.windows.is_empty() {
            return text;
        }
        let mut chars: Vec<char> = text.chars().collect();
        let mut hidden = vec![false; chars.len()];
        for (index, window) in chars.windows(WINDOW).enumerate() {
            if self.windows.binary_search(&hash(window)).is_ok() {
                hidden.iter_mut().skip(index).take(WINDOW).for_each(|hidden| *hidden = true);
            }
        }
        for (c, _) in chars.iter_mut().zip(&hidden).filter(|(_, hidden)| **hidden) {
            *c = shape(&c.to_string()).chars().next().unwrap_or('x');
        }
        chars.into_iter().collect()
    }
}

/// FNV-1a. Two stretches of one hash would mask a word too many.
fn hash(window: &[char]) -> u64 {
    window
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], text: &str, expected: &str) {
        assert_eq!(Scrubber::new(values.iter().copied()).scrub(text), expected);
    }

    #[test]
    fn a_masked_value_is_found_whole_or_cut_short() {
        let sub = "alice.liddell@example.org";
        check(&[sub], "`sub` is `alice.liddell@example.org`", "`sub` is `xxxxx.xxxxxxx@xxxxxxx.xxx`");
        check(&[sub], "begins with `alice.liddell@ex…`", "begins with `xxxxx.xxxxxxx@xx…`");
        check(&[sub], "the signature is invalid", "the signature is invalid");
    }

    #[test]
    fn a_short_value_is_found_where_it_is_quoted() {
        check(&["Bob"], "`sub` is `Bob`, and Bob is a word", "`sub` is `Xxx`, and Bob is a word");
        check(&["sub"], "`sub` is `\"sub\"`", "`xxx` is `\"xxx\"`");
        check(&[""], "``", "``");
    }
}
