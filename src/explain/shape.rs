//! The signature itself: whether it was encoded once too often, or more follows it.

use super::{Case, Run};
use crate::base::diagnostic::Diagnostic;
use crate::base::diagnostic::reason::{Coding, Half, Signature, Tried};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_PAD_INDIFFERENT, URL_SAFE_PAD_INDIFFERENT};

/// The signature is right once it is read in another way: as text, from back to front, without what follows it.
pub(super) fn coded_otherwise(case: &Case, run: &mut Run) -> Option<Diagnostic> {
    let text = core::str::from_utf8(case.signature).map(str::trim).unwrap_or_default();
    let mut ways = vec![
        (Signature::Encoding(Coding::HexTwice), from_hex(text)),
        (Signature::Encoding(Coding::Base64urlTwice), URL_SAFE_PAD_INDIFFERENT.decode(text).ok()),
        (Signature::Encoding(Coding::Base64Twice), STANDARD_PAD_INDIFFERENT.decode(text).ok()),
        (Signature::Encoding(Coding::Hex), from_hex(case.encoded(2))),
    ];
    if let Some((right, more)) = run.expected.and_then(|length| case.signature.split_at_checked(length)) {
        ways.push((Signature::Trailing { whole: right.len(), more: more.len() }, Some(right.to_vec())));
    }
    ways.push((Signature::Reversed(Half::All), Some(case.signature.iter().rev().copied().collect())));
    for (found, bytes) in ways {
        let found = bytes.and_then(|bytes| right(case, run, found, &bytes));
        if found.is_some() {
            return found;
        }
    }
    run.in_vain(Tried::Codings)
}

/// The signature is right once it is these bytes.
pub(super) fn right(case: &Case, run: &mut Run, found: Signature, bytes: &[u8]) -> Option<Diagnostic> {
    (run.may(0) && run.holds_with(case, bytes))
        .then(|| Diagnostic::error(found).with_remedy(case.with_signature(bytes)))
}

/// The bytes that `text` writes in hexadecimal digits; `None` if it is anything else, or nothing.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digits = text.bytes().map(|digit| char::from(digit).to_digit(16)).collect::<Option<Vec<u32>>>()?;
    digits.chunks_exact(2).map(|pair| u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit)).ok()).collect()
}

/// Two small hexadecimal digits for each byte.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_read_in_both_cases_and_nothing_else_is() {
        let check = |text: &str, bytes: Option<&[u8]>| assert_eq!(from_hex(text).as_deref(), bytes, "{text:?}");
        check("00fFA9", Some(&[0, 0xff, 0xa9]));
        check("", None);
        check("0", None);
        check("0g", None);
        check("é", None);
        check("+1", None);
    }
}
