//! Bytes as hexadecimal digits.

use core::fmt::Write;

/// Two lower-case digits for each byte.
pub fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        // Writing into a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The bytes that `text` writes in hexadecimal digits of either case; `None` if it is anything else, or nothing.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digits = text.bytes().map(|digit| char::from(digit).to_digit(16)).collect::<Option<Vec<u32>>>()?;
    digits.chunks_exact(2).map(|pair| u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit)).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hexadecimal_is_read_in_both_cases_and_nothing_else_is() {
        let check = |text: &str, bytes: Option<&[u8]>| assert_eq!(decode(text).as_deref(), bytes, "{text:?}");
        check("00fFA9", Some(&[0, 0xff, 0xa9]));
        check("", None);
        check("0", None);
        check("0g", None);
        check("é", None);
        check("+1", None);
    }

    #[test]
    fn each_byte_is_two_digits() {
        assert_eq!(encode(&[0, 10, 255]), "000aff");
    }
}
