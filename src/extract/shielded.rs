//! Links that a mail scanner wrote anew: Proofpoint's URL Defense, which puts other signs into the place of those that a link needs.
//!
//! ```text
//! https://urldefense.proofpoint.com/v2/url?u=https-3A__a.example_-3Ft-3DeyJ…&d=   `-` for `%`, `_` for `/`
//! https://urldefense.com/v3/__https://a.example/?t=eyJ…__;!!…                   the link between `__` and `__;`
//! ```

use super::coded::within_text;
use super::{Found, find_shared};
use crate::base::diagnostic::Paste;
use core::ops::Range;

/// How a link of the second version begins, of any of its servers.
const SECOND: &str = "/v2/url?u=";
const THIRD: &str = "/v3/__";

/// The tokens in the link that such a link in `pasted` stands for.
pub(super) fn find(pasted: &str, within: &Range<usize>, layers: usize) -> Vec<Found> {
    let text = pasted.get(within.clone()).unwrap_or_default();
    let Some(left) = layers.checked_sub(1).filter(|_| text.contains("urldefense")) else { return vec![] };
    let Some((link, source)) = second(text).or_else(|| third(text)) else { return vec![] };
    let source = within.start + source.start..within.start + source.end;
    within_text(find_shared(&link.into(), left), Paste::Shielded, &source).collect()
}

/// The link, and where it stands.
fn second(text: &str) -> Option<(String, Range<usize>)> {
    let start = text.find(SECOND)? + SECOND.len();
    let rest = text.get(start..)?;
    let written = rest.split(|c: char| c == '&' || c.is_whitespace()).next()?;
    let mut link = String::new();
    let mut at = 0;
    while let Some(c) = written.get(at..).and_then(|rest| rest.chars().next()) {
        let escaped = written.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (c, escaped) {
            ('-', Some(byte)) => {
                link.push(char::from(byte));
                at += 3;
            }
            ('_', _) => {
                link.push('/');
                at += 1;
            }
            (other, _) => {
                link.push(other);
                at += other.len_utf8();
            }
        }
    }
    Some((link, start..start + written.len()))
}

fn third(text: &str) -> Option<(String, Range<usize>)> {
    let start = text.find(THIRD)? + THIRD.len();
    let length = text.get(start..)?.find("__;")?;
    Some((text.get(start..start + length)?.to_owned(), start..start + length))
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[test]
    fn a_link_that_a_scanner_wrote_anew_is_turned_back() {
        let second = TOKEN.replace('-', "-2D").replace('_', "-5F");
        let second = format!(
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__app.example_reset-3Ftoken-3D{second}&d=DwMF&c=x&r=y"
        );
        let third = format!("https://urldefense.com/v3/__https://app.example/reset?token={TOKEN}__;!!AbC!xyz$");
        for pasted in [second.clone(), third.clone(), format!("Open {third} now"), format!("<{second}>")] {
            let found = find(&*pasted).remove(0);
            assert_eq!((found.text.as_str(), found.name.as_str()), (TOKEN, "token"), "{pasted}");
            let codes: Vec<_> = found.problems.iter().map(|problem| problem.code().name()).collect();
            assert_eq!(codes, ["pasted-link-rewritten", "pasted-url"], "{pasted}");
        }
        let other = format!("https://urldefense.com/v4/{TOKEN}");
        assert_eq!(find(&*other).remove(0).text, TOKEN);
    }
}
