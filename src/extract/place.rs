//! A token that was found, and the way back from it to the text that it was found in.

use crate::base::diagnostic::Diagnostic;
use crate::base::text::Text;
use core::ops::Range;

/// A token found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it was called there, such as `access_token`, `Authorization` or `token 2`; `token` where it stood alone.
    pub name: String,
    /// The compact text, cleaned of what transport put around and into it.
    pub text: Text,
    /// The stretches of the pasted text, in bytes and in order, that make up `text` when joined. (Where a percent escape
    /// or the like was decoded, they cover the source and are longer than `text`; then `verbatim` is false.)
    pub source: Vec<Range<usize>>,
    /// Whether the stretches joined are `text` to the byte.
    pub verbatim: bool,
    /// What was undone, each with severity `Repaired`.
    pub problems: Vec<Diagnostic>,
}

impl Found {
    /// Where the bytes `range` of the text stand in what was pasted; `None` where it was decoded from something else.
    pub fn in_pasted(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let at = |byte: usize| {
            let mut passed = 0;
            self.source.iter().find_map(|stretch| {
                let place = stretch.start + byte.checked_sub(passed)?;
                passed += stretch.len();
                (place < stretch.end).then_some(place)
            })
        };
        let last = range.end.max(range.start + 1) - 1;
        self.verbatim.then(|| Some(at(range.start)?..at(last)? + 1))?
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    #[test]
    fn bytes_of_a_token_are_found_again_in_what_was_pasted() {
        let check = |pasted: &str, range: core::ops::Range<usize>, expected: Option<&str>| {
            let found = find(pasted).remove(0);
            let place = found.in_pasted(&range);
            assert_eq!(place.map(|place| &pasted[place]), expected, "{pasted:?}");
        };
        check("eyJhbGciOiJIUzI1NiJ9.e30.AAAA", 21..24, Some("e30"));
        check("  Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA", 0..3, Some("eyJ"));
        check("eyJhbGciOiJI\nUzI1NiJ9.e30.AAAA", 11..13, Some("I\nU"));
        check("eyJhbGciOiJIUzI1NiJ9.e30.AAAA", 25..99, None);
    }
}
