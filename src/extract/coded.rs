//! Tokens that were encoded once more, in base64: what `kubectl get secret` shows, and what a Basic header or a query may carry.

use super::{Found, find_shared};
use crate::base::diagnostic::{Diagnostic, Facts, Paste, Severity};
use crate::base::span::{Part, Span};
use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use core::ops::Range;

/// How base64 of a token, or of `Bearer ` and a token, begins; the last one is that of the first.
const BEGINNINGS: [&str; 7] = ["ZXlK", "ZXlB", "ZXdv", "ZXdr", "ZXcw", "QmVhcmVy", "WlhsS"];
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
            let inner = decode(run).map(|inner| find_shared(&inner.into(), left)).unwrap_or_default();
            let source = start..start + run.len();
            found.extend(
                inner.into_iter().filter(|inner| inner.text.contains('.')).map(|inner| wrapped(inner, &source)),
            );
        }
        at = start + length.max(1);
    }
    found
}

fn wrapped(mut inner: Found, source: &Range<usize>) -> Found {
    let at = vec![Span { part: Part::Encoded, range: 0..inner.text.len() }];
    let problem = Diagnostic { severity: Severity::Repaired, at, facts: Facts::Paste(Paste::Base64), remedy: None };
    inner.problems.insert(0, problem);
    Found { source: vec![source.clone()], verbatim: false, ..inner }
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
