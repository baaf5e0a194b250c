//! The PEM around DER (RFC 7468 §2).

use crate::format::base64::Alphabet;

/// Characters in a line of PEM.
const LINE: usize = 64;

/// The PEM block of that label.
pub fn write(label: &str, der: &[u8]) -> String {
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

    #[test]
    fn pem_has_lines_of_64_characters() {
        let check = |bytes: usize, widths: &[usize]| {
            let text = write("X", &vec![0; bytes]);
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
