//! DER as far as keys are made of it (ITU-T X.690 §8 and §10), and the PEM around it (RFC 7468 §2).

use crate::key::base64::Alphabet;
use crate::key::der::{BIT_STRING, INTEGER};
use crate::key::integer::strip;

/// Characters in a line of PEM.
const LINE: usize = 64;

/// The element with that tag whose contents are `parts`, one after another; its length in the shortest form.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut out = vec![tag];
    let length = content.len().to_be_bytes();
    let length = strip(&length);
    match length {
        [] => out.push(0),
        [short @ 0..=0x7f] => out.push(*short),
        // A length has eight bytes at most, so the count fits.
        long => {
            out.push(0x80 | long.len() as u8);
            out.extend_from_slice(long);
        }
    }
    out.extend_from_slice(&content);
    out
}

/// A non-negative INTEGER from its big-endian bytes, in its shortest form: with a zero byte before a first bit of 1.
pub fn integer(number: &[u8]) -> Vec<u8> {
    let number = strip(number);
    let sign: &[u8] = if number.first().is_none_or(|first| first & 0x80 != 0) { &[0] } else { &[] };
    element(INTEGER, &[sign, number])
}

/// A BIT STRING of whole bytes.
pub fn bit_string(bytes: &[u8]) -> Vec<u8> {
    element(BIT_STRING, &[&[0], bytes])
}

/// The PEM block of that label.
pub fn pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----");
    for (at, c) in Alphabet::Standard.encode(der).chars().enumerate() {
        if at % LINE == 0 {
            text.push('\n');
        }
        text.push(c);
    }
    text.push_str(&format!("\n-----END {label}-----\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::der::{OCTET_STRING, Reader};

    #[test]
    fn lengths_are_in_their_shortest_form() {
        let check = |length: usize, header: &[u8]| {
            let made = element(OCTET_STRING, &[&vec![7; length]]);
            assert_eq!(made[..made.len() - length], *header, "{length}");
            let mut reader = Reader::new(&made);
            let read = reader.expect(OCTET_STRING, "it").expect("the reader takes no other form");
            assert_eq!(read.content.len(), length);
        };
        check(0, &[4, 0]);
        check(127, &[4, 127]);
        check(128, &[4, 0x81, 128]);
        check(255, &[4, 0x81, 255]);
        check(256, &[4, 0x82, 1, 0]);
        check(65_536, &[4, 0x83, 1, 0, 0]);
    }

    #[test]
    fn integers_are_positive_and_short() {
        let check = |number: &[u8], made: &[u8]| assert_eq!(integer(number), made, "{number:x?}");
        check(&[], &[2, 1, 0]);
        check(&[0, 0], &[2, 1, 0]);
        check(&[0, 1], &[2, 1, 1]);
        check(&[0x7f], &[2, 1, 0x7f]);
        check(&[0x80], &[2, 2, 0, 0x80]);
        check(&[1, 0, 1], &[2, 3, 1, 0, 1]);
    }

    #[test]
    fn pem_has_lines_of_64_characters() {
        let check = |bytes: usize, widths: &[usize]| {
            let text = pem("X", &vec![0; bytes]);
            let lines: Vec<&str> = text.lines().collect();
            let body: Vec<usize> = lines[1..lines.len() - 1].iter().map(|line| line.len()).collect();
            assert_eq!(body, widths);
            assert!(text.starts_with("-----BEGIN X-----\n") && text.ends_with("\n-----END X-----\n"), "{text}");
        };
        check(1, &[4]);
        check(48, &[64]);
        check(49, &[64, 4]);
        check(96, &[64, 64]);
    }
}
