//! Tokens that were encoded once more, in base64: what `kubectl get secret` shows, and what a Basic header or a query may carry.

use super::shape::begins_like_header;
use super::{Found, find_shared};
use crate::base::diagnostic::{Diagnostic, Facts, Paste, Severity};
use crate::base::span::{Part, Span};
use crate::format::json;
use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use core::ops::Range;

/// How base64 of a token, or of `Bearer ` and a token, begins; that of the first; and that of a JSON object, which may hold one.
const BEGINNINGS: [&str; 10] = ["ZXlK", "ZXlB", "ZXdv", "ZXdr", "ZXcw", "QmVhcmVy", "WlhsS", "eyJ", "ewo", "eyA"];
/// No token is encoded more often than this.
pub(super) const LAYERS: usize = 2;
/// A shorter one holds no token.
const SHORTEST: usize = 40;
/// So many runs are tried.
const MOST: usize = 20;

/// The tokens in what runs of base64 in `pasted` decode to.
pub(super) fn find(pasted: &str, within: Range<usize>, layers: usize) -> Vec<Found> {
    let Some(left) = layers.checked_sub(1) else { return vec![] };
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_');
    let mut found = vec![];
    let mut at = within.start;
    for _ in 0..MOST {
        let rest = pasted.get(at..within.end).unwrap_or_default();
        let Some(start) = BEGINNINGS.iter().filter_map(|beginning| rest.find(beginning)).min().map(|start| at + start)
        else {
            break;
        };
        // base64 comes in lines of 64 or 76 characters.
        let run = pasted.get(start..within.end).unwrap_or_default();
        let length = run.find(|c: char| !(belongs(c) || matches!(c, '=' | '\n' | '\r'))).unwrap_or(run.len());
        let run = run.get(..length).unwrap_or_default().trim_end();
        let alone = pasted.get(..start).is_none_or(|before| !before.ends_with(belongs));
        if run.len() >= SHORTEST && alone {
            let inner = decode(run).filter(|inner| !is_header(inner));
            let inner = inner.map(|inner| find_shared(&inner.into(), left)).unwrap_or_default();
            let source = start..start + run.len();
            found.extend(within_text(inner, Paste::Base64, &source));
        }
        at = start + length.max(1);
    }
    found
}

/// Whether a text is a header, which may hold other tokens and is no wrapping of theirs.
fn is_header(text: &str) -> bool {
    text.starts_with('{') && json::read(text).node.is_some_and(|node| node.get("alg").is_some())
}

/// The tokens that were found in the text which `source` stands for, and how that was written.
pub(super) fn within_text(inner: Vec<Found>, how: Paste, source: &Range<usize>) -> impl Iterator<Item = Found> {
    let is_token = |inner: &Found| inner.text.contains('.') && begins_like_header(&inner.text);
    inner.into_iter().filter(is_token).map(move |mut inner| {
        let at = vec![Span { part: Part::Encoded, range: 0..inner.text.len() }];
        let facts = Facts::Paste(how.clone());
        inner.problems.insert(0, Diagnostic { severity: Severity::Repaired, at, facts, remedy: None });
        Found { source: vec![source.clone()], verbatim: false, ..inner }
    })
}

fn decode(run: &str) -> Option<String> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let bare: String = run
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    let bytes = GeneralPurpose::new(&base64::alphabet::STANDARD, config).decode(bare).ok()?;
    String::from_utf8(bytes).ok().filter(|text| text.is_ascii())
}

#[cfg(test)]
mod tests {
    use crate::extract::find;
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[track_caller]
    fn check(pasted: &str) {
        let found = find(pasted).remove(0);
        assert_eq!(found.text, TOKEN, "{pasted}");
        assert_eq!(found.problems.first().map(|problem| problem.code().name()), Some("pasted-base64"), "{pasted}");
        assert!(!found.verbatim);
    }

    #[test]
    fn a_token_that_was_encoded_once_more_is_decoded() {
        let coded = STANDARD.encode(TOKEN);
        check(&coded);
        check(&URL_SAFE_NO_PAD.encode(TOKEN));
        check(&format!("  token: {coded}\n"));
        check(&format!("{{\"data\": {{\"token\": \"{coded}\"}}}}"));
        check(&STANDARD.encode(format!("Bearer {TOKEN}\n")));
        check(&STANDARD.encode(STANDARD.encode(TOKEN)));
        let lines: Vec<&str> =
            coded.as_bytes().chunks(64).map(|line| core::str::from_utf8(line).expect("ASCII")).collect();
        check(&lines.join("\n"));
    }

    #[test]
    fn what_decodes_to_no_token_is_left_as_it_is() {
        for text in
            [STANDARD.encode("eyJ no token in here, but a long text"), "ZXlKshort".into(), STANDARD.encode([0x7b; 60])]
        {
            assert_eq!(find(text.as_str()).remove(0).text, text);
        }
    }
}
