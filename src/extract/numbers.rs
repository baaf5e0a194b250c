//! Tokens whose characters were written as numbers: what databases, debuggers and logs show of bytes.
//!
//! ```text
//! 65794a…   0x65794A…   \x65\x79…   65:79:4a   x'65…'   <Buffer 65 79 …>   two hexadecimal digits for each character
//! [101, 121, 74]   {"type":"Buffer","data":[101,121]}   101 121 74         a list of decimal numbers
//! 01100101 01111001                                                       binary digits
//! \u0065\u0079   \145\171   &#101;&#121;   &#x65;   %65%79                  an escape for each character
//! 00000000: 6579 4a68  eyJh                                               lines of `xxd`
//! 00000000  65 79 4a 68  |eyJh|                                           lines of `hexdump -C`
//! ```

use super::coded::within_text;
use super::{Found, find_shared};
use crate::base::diagnostic::{Numbers, Paste};
use crate::format::hex;
use core::ops::Range;

/// No token is shorter.
const SHORTEST: usize = 20;

/// The tokens in the text that `pasted` writes in numbers, if it is nothing else.
pub(super) fn find(pasted: &str, within: &Range<usize>, layers: usize) -> Vec<Found> {
    let text = pasted.get(within.clone()).unwrap_or_default();
    let Some((left, (how, inner))) = layers.checked_sub(1).zip(read(text)) else { return vec![] };
    within_text(find_shared(&inner.into(), left), Paste::Numbers(how), within).collect()
}

/// What a text of numbers stands for, if that is text of ASCII.
fn read(text: &str) -> Option<(Numbers, String)> {
    /// So many characters tell most texts from numbers.
    const PROBE: usize = 40;
    let inside = bracketed(text);
    let mut probe = inside.unwrap_or(text).trim_start_matches("<Buffer ").chars().take(PROBE);
    if !probe.all(|c| c.is_ascii_hexdigit() || c.is_ascii_whitespace() || "\\xX'\":,-u&#;%".contains(c)) {
        return None;
    }
    let plain = |bytes: Vec<u8>| String::from_utf8(bytes).ok().filter(|text| text.is_ascii() && text.len() >= SHORTEST);
    let read = |how, bytes: Option<Vec<u8>>| Some((how, plain(bytes?)?));
    read(Numbers::Escapes, escapes(text))
        .or_else(|| read(Numbers::Binary, binary(text)))
        .or_else(|| read(Numbers::List, list(inside.unwrap_or(text))))
        .or_else(|| read(Numbers::Hexadecimal, digits(text)))
        .or_else(|| read(Numbers::Dump, dump(text)))
}

/// What stands in brackets, if they are where a list may have them.
fn bracketed(text: &str) -> Option<&str> {
    /// `{"type":"Buffer","data":[`, `Uint8Array(85) [`, `new byte[] {`: what stands before a list is short.
    const LONGEST: usize = 40;
    let opens = |(_, c): &(usize, char)| matches!(c, '[' | '{' | '(');
    let (at, _) = text.char_indices().take(LONGEST).filter(opens).last()?;
    Some(text.get(at + 1..)?.trim_end_matches([']', '}', ')', ';', ' ', '\n', '\r']))
}

/// Decimal numbers of bytes, with or without commas between them.
fn list(text: &str) -> Option<Vec<u8>> {
    let numbers = text.split([',', ' ', '\n', '\r', '\t']);
    numbers.filter(|number| !number.is_empty()).map(|number| number.parse().ok()).collect()
}

/// Escapes of one kind, one for each character: `\u0065`, `\145`, `&#101;`, `&#x65;`, `%65`.
fn escapes(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_matches(['"', '\'']);
    let (start, end, radix) = [("\\u", "", 16), ("&#x", ";", 16), ("&#", ";", 10), ("%", "", 16), ("\\", "", 8)]
        .into_iter()
        .find(|(start, ..)| text.starts_with(start))?;
    let between = format!("{end}{start}");
    let digits = text.strip_prefix(start)?.strip_suffix(end)?.split(between.as_str());
    digits.map(|digits| u8::from_str_radix(digits, radix).ok()).collect()
}

/// Eight binary digits for each byte.
fn binary(text: &str) -> Option<Vec<u8>> {
    let digits: String = text.split_whitespace().collect();
    let whole = digits.len().is_multiple_of(8) && digits.bytes().all(|digit| matches!(digit, b'0' | b'1'));
    let number = |byte: &[u8]| byte.iter().fold(0, |number, digit| number << 1 | (digit & 1));
    whole.then(|| digits.as_bytes().chunks(8).map(number).collect())
}

/// Hexadecimal digits, two for each byte, with what databases and languages write around and between them.
fn digits(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_matches(['"', ' ', '{', '}', '[', ']']);
    let around = [("<Buffer ", ">"), ("x'", "'"), ("X'", "'"), ("b'", "'")];
    let inside = around.iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let text = inside.unwrap_or(text);
    let bare: String =
        text.replace("0x", "").replace("0X", "").replace("\\x", "").replace([':', ' ', ',', '-', '\n', '\r'], "");
    hex::decode(&bare)
}

/// The lines of a dump: each has its offset, its bytes, and mostly what they are as text.
fn dump(text: &str) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (offset, rest) = line.split_once([':', ' ']).unwrap_or((line, ""));
        if offset.len() < 4 || !offset.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        // hexdump has the text between bars, and an empty place in the middle of a line; xxd has two spaces before the text.
        let numbers = match rest.split_once('|') {
            Some((numbers, _)) => numbers,
            None => rest.trim_start().split("  ").next().unwrap_or_default(),
        };
        let numbers: String = numbers.split_whitespace().collect();
        if !numbers.is_empty() {
            bytes.extend(hex::decode(&numbers)?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn joined(sign: &str, write: fn(u8) -> String) -> String {
        TOKEN.bytes().map(write).collect::<Vec<_>>().join(sign)
    }

    #[track_caller]
    fn check(pasted: &str) {
        let found = find(pasted).remove(0);
        assert_eq!(found.text, TOKEN, "{pasted}");
        assert_eq!(found.problems.first().map(|problem| problem.code().name()), Some("pasted-numbers"), "{pasted}");
        assert!(!found.verbatim);
        assert_eq!(found.source.first(), Some(&(0..pasted.trim_end().len())), "{pasted}");
    }

    #[test]
    fn a_token_in_hexadecimal_is_read() {
        let small = |byte: u8| format!("{byte:02x}");
        check(&joined("", small));
        check(&format!("{}\n", joined("", small)));
        check(&format!("0x{}", joined("", |byte| format!("{byte:02X}"))));
        check(&format!("\\x{}", joined("", small)));
        check(&format!("\\x{}", joined("\\x", small)));
        check(&joined(", ", |byte| format!("0x{byte:02x}")));
        check(&joined(":", small));
        check(&joined(" ", small));
        check(&joined("-", small));
        check(&format!("x'{}'", joined("", small)));
        check(&format!("<Buffer {}>", joined(" ", small)));
        check(&format!("\"{}\"", joined("", small)));
    }

    #[test]
    fn a_token_in_decimal_numbers_is_read() {
        let number = |byte: u8| byte.to_string();
        check(&format!("[{}]", joined(", ", number)));
        check(&joined(",", number));
        check(&joined(" ", number));
        check(&format!("{{\"type\":\"Buffer\",\"data\":[{}]}}", joined(",", number)));
        check(&format!("new byte[] {{ {} }};", joined(", ", number)));
        check(&format!("Uint8Array(85) [\n  {}\n]", joined(",\n  ", number)));
    }

    #[test]
    fn a_token_in_escapes_or_binary_digits_is_read() {
        for write in [
            |byte: u8| format!("\\u{byte:04x}"),
            |byte: u8| format!("\\{byte:03o}"),
            |byte: u8| format!("&#{byte};"),
            |byte: u8| format!("&#x{byte:x};"),
            |byte: u8| format!("%{byte:02X}"),
            |byte: u8| format!("{byte:08b}"),
            |byte: u8| format!("{byte:08b} "),
        ] {
            check(&joined("", write));
        }
    }

    #[test]
    fn a_dump_of_a_token_is_read() {
        let lines = |write: fn(usize, &[u8]) -> String| {
            let lines = TOKEN.as_bytes().chunks(16).enumerate();
            lines.map(|(at, line)| write(16 * at, line)).collect::<Vec<_>>().join("\n")
        };
        check(&lines(|at, line| {
            let pairs: Vec<String> =
                line.chunks(2).map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
            format!("{at:08x}: {:<39}  {}", pairs.join(" "), String::from_utf8_lossy(line))
        }));
        check(&lines(|at, line| {
            let [one, two] = [line.get(..8).unwrap_or(line), line.get(8..).unwrap_or_default()]
                .map(|half| half.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" "));
            format!("{at:08x}  {one:<23}  {two:<23}  |{}|", String::from_utf8_lossy(line))
        }));
    }

    #[test]
    fn numbers_that_hold_no_token_stay() {
        for text in
            ["0102030405060708090a0b0c0d0e0f101112131415161718191a", "[1, 2, 3]", "deadbeef", "12:30:45 no token"]
        {
            assert_eq!(find(text).remove(0).text, text);
        }
    }
}
