//! What becomes of a text on its way: codings, charsets, shells and files. Each function does what one kind of program does, and
//! says nothing where there is nothing to do.

mod charset;
mod literal;
mod shell;
mod web;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{
    GeneralPurpose, GeneralPurposeConfig, STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD,
};

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
static STANDARD_ANY: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
static URL_ANY: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

pub(super) use charset::{latin1, mojibake, other_charset, plain, question_marks, seen, utf16, windows1252};
pub(super) use literal::{byte_list, escaped, json_member, listed, literal, quoted_part, unescaped};
pub(super) use shell::{Reader, cut_at, percent_variables, setting, without_backslashes, without_variables};
pub(super) use web::{element, html_escaped, html_unescaped, percent_decoded, percent_encoded};

/// The text of these bytes.
pub(in crate::explain) fn string(bytes: &[u8]) -> Option<String> {
    core::str::from_utf8(bytes).ok().map(Into::into)
}

pub(super) fn joined(front: &[u8], back: &[u8]) -> Vec<u8> {
    [front, back].concat()
}

pub(super) fn within(around: &str, bytes: &[u8]) -> Vec<u8> {
    [around.as_bytes(), bytes, around.as_bytes()].concat()
}

fn bare(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
}

fn some(bytes: Vec<u8>) -> Option<Vec<u8>> {
    Some(bytes).filter(|bytes| !bytes.is_empty())
}

pub(in crate::explain) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    STANDARD_ANY.decode(bare(text)).ok().and_then(some)
}

pub(in crate::explain) fn base64url(text: &[u8]) -> Option<Vec<u8>> {
    URL_ANY.decode(bare(text)).ok().and_then(some)
}

/// As readers do that pass over what is no base64: old JJWT and PHP read the standard alphabet, Node both; the first leaves out
/// what does not fill a group of four.
pub(super) fn lenient(text: &[u8], variant: usize) -> Option<Vec<u8>> {
    if string(text).is_some_and(|text| unquoted(text.trim()).is_some()) {
        // Strict readers read it, too, once the quotes are gone.
        return None;
    }
    let (both, whole) = (variant & 1 == 1, variant & 2 == 2);
    if whole && text.contains(&b'=') {
        // What is padded fills its groups.
        return None;
    }
    let text = text.split(|byte| *byte == b'=').next().unwrap_or_default();
    let known = |byte: u8| match byte {
        b'-' if both => Some(b'+'),
        b'_' if both => Some(b'/'),
        b'+' | b'/' => Some(byte),
        _ => byte.is_ascii_alphanumeric().then_some(byte),
    };
    let mut digits: Vec<u8> = text.iter().filter_map(|byte| known(*byte)).collect();
    digits.truncate(digits.len() - if whole || digits.len() % 4 == 1 { digits.len() % 4 } else { 0 });
    STANDARD_ANY.decode(digits).ok().and_then(some)
}

pub(super) fn base64_of(bytes: &[u8], variant: usize) -> Option<Vec<u8>> {
    let engine = [STANDARD, URL_SAFE_NO_PAD, URL_SAFE, STANDARD_NO_PAD].into_iter().nth(variant)?;
    Some(engine.encode(bytes).into())
}

pub(in crate::explain) fn hex(text: &str) -> Option<Vec<u8>> {
    crate::format::hex::decode(&text.split_whitespace().collect::<String>())
}

/// With a mark in front or behind that says what it is: `0x`, `\x`, `x'…'` of SQL, `#`, `h`.
pub(super) fn hex_marked(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let marks = [("0x", ""), ("0X", ""), ("\\x", ""), ("x'", "'"), ("X'", "'"), ("#", ""), ("&H", ""), ("", "h")];
    marks.into_iter().find_map(|(front, back)| hex(text.strip_prefix(front)?.strip_suffix(back)?))
}

/// With colons, dashes, spaces or commas between the bytes, each with or without a prefix.
pub(super) fn hex_separated(text: &str) -> Option<Vec<u8>> {
    // As Node.js prints it.
    let text = text.trim().strip_prefix("<Buffer ").and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let digits = text.replace("0x", "").replace("\\x", "").replace([':', '-', ' ', ',', '{', '}', '[', ']'], "");
    (digits.len() != text.len()).then(|| hex(&digits)).flatten()
}

pub(super) fn hex_of(bytes: &[u8], upper: bool) -> Vec<u8> {
    let text = crate::format::hex::encode(bytes);
    if upper { text.to_ascii_uppercase().into() } else { text.into() }
}

/// `text` in lines of so many characters.
pub(super) fn lines(text: &str, width: usize, end: &str) -> String {
    let mut out = String::new();
    for (index, c) in text.chars().enumerate() {
        if index > 0 && index.is_multiple_of(width) {
            out.push_str(end);
        }
        out.push(c);
    }
    out
}

pub(super) fn unquoted(text: &str) -> Option<&str> {
    let pairs = [
        ('"', '"'),
        ('\'', '\''),
        ('`', '`'),
        ('\u{201c}', '\u{201d}'),
        ('\u{2018}', '\u{2019}'),
        ('\u{201e}', '\u{201c}'),
        ('\u{201e}', '\u{201d}'),
        ('\u{ab}', '\u{bb}'),
    ];
    pairs.into_iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
}

pub(super) fn bracketed(text: &str) -> Option<Vec<u8>> {
    let pairs = [('<', '>'), ('[', ']'), ('(', ')'), ('{', '}')];
    pairs.into_iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close)).map(Into::into)
}

/// RFC 4648 §6, with or without padding.
pub(super) fn base32(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut number) = (vec![], 0, 0u32);
    for c in text.trim().trim_end_matches('=').chars() {
        let digit = match c.to_ascii_uppercase() {
            c @ 'A'..='Z' => u32::from(c) - u32::from('A'),
            c @ '2'..='7' => u32::from(c) - u32::from('2') + 26,
            _ => return None,
        };
        number = (number << 5 | digit) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(number >> bits & 0xff).ok()?);
        }
    }
    some(out)
}

/// The bytes of a GUID as .NET orders them.
pub(super) fn guid(text: &str) -> Option<Vec<u8>> {
    let bytes = hex(&text.trim().trim_matches(['{', '}']).replace('-', ""))?;
    let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    if bytes.len() != order.len() {
        return None;
    }
    order.into_iter().map(|at: usize| bytes.get(at).copied()).collect()
}

/// Without a mark of its kind in front, such as Laravel's `base64:`; the second time decoded as that says.
pub(super) fn prefix_removed(text: &str, variant: usize) -> Option<Vec<u8>> {
    let sign = if variant < 2 { ':' } else { '_' };
    let (prefix, rest) = text.trim().split_once(sign)?;
    if rest.is_empty() || !prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        return None;
    }
    match variant {
        0 | 2 => Some(rest.trim().into()),
        _ if prefix.eq_ignore_ascii_case("hex") => hex(rest),
        _ => base64(rest.as_bytes()).or_else(|| base64url(rest.as_bytes())),
    }
}

/// The other alphabet's signs: `-_` for `+/`, and the other way.
pub(super) fn other_signs(text: &str, variant: usize) -> String {
    let sign = |c: char| match (c, variant) {
        ('+', 0) => '-',
        ('/', 0) => '_',
        ('-', 1) => '+',
        ('_', 1) => '/',
        _ => c,
    };
    text.chars().map(sign).collect()
}

pub(super) fn padded(text: &str) -> Option<Vec<u8>> {
    let missing = (4 - text.len() % 4) % 4;
    (missing > 0 && missing < 3).then(|| format!("{text}{}", "=".repeat(missing)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_read_as_their_readers_read_them() {
        let check = |got: Option<Vec<u8>>, expected: Option<&[u8]>| assert_eq!(got.as_deref(), expected);
        // java.util.Base64 refuses these; javax.xml.bind.DatatypeConverter and PHP pass over the hyphens.
        check(lenient(b"YW-Jj", 0), Some(b"abc"));
        check(lenient(b"YWJjZA", 0), Some(b"abcd"));
        check(lenient(b"YWJjZA", 2), Some(b"abc"));
        check(lenient(b"--__", 1), Some(&[0xfb, 0xef, 0xff]));
        check(lenient(b"--__", 0), None);
        check(hex_separated("0a:FF-10"), Some(&[10, 255, 16]));
        check(hex_separated("0aFF10"), None);
        // RFC 4648 §10.
        check(base32("MZXW6YTBOI======"), Some(b"foobar"));
        check(base32("mzxw6"), Some(b"foo"));
        check(base32("1"), None);
        check(
            guid("00112233-4455-6677-8899-aabbccddeeff"),
            Some(b"\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff"),
        );
        check(prefix_removed("base64:YWJj", 1), Some(b"abc"));
        check(prefix_removed("base64:YWJj", 0), Some(b"YWJj"));
    }
}
