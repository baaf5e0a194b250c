//! Signatures that were destroyed before a token was passed on: every byte says so, in as many bytes as there were. Whoever reads
//! such a token later, from whatever text, can tell it from one whose signature is wrong.

use crate::format::base64url::encode;

/// What stands in the place of the bytes, over and over. No signature scheme can make it: it is a fixed text.
const MARK: &[u8] = b"destroyed ";
/// So many bytes are needed to say so. No signature and no authentication tag is as short.
const SHORTEST: usize = 8;

/// `encoded`, a signature or another part in base64url, with other bytes in it. Its length stays, and so does what is no letter of
/// base64 in it, such as padding. A part that is too short to be destroyed visibly becomes longer; an empty one stays empty.
pub fn destroy(encoded: &str) -> String {
    let is_letter = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/');
    let letters = encoded.chars().filter(is_letter).count();
    let bytes = letters * 3 / 4;
    if letters == 0 {
        return String::new();
    }
    if bytes < SHORTEST {
        return encode(&mark(SHORTEST));
    }
    let mark = encode(&mark(bytes));
    let mut letters = mark.chars();
    encoded.chars().map(|c| if is_letter(&c) { letters.next().unwrap_or('A') } else { c }).collect()
}

/// Whether these are the bytes of a part that was destroyed.
pub fn is_destroyed(bytes: &[u8]) -> bool {
    bytes.len() >= SHORTEST && bytes.iter().zip(MARK.iter().cycle()).all(|(byte, mark)| byte == mark)
}

fn mark(bytes: usize) -> Vec<u8> {
    MARK.iter().copied().cycle().take(bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::base64url::decode;

    #[test]
    fn a_destroyed_part_says_so_and_keeps_its_length() {
        for bytes in 1..200 {
            let encoded = encode(&vec![0xa5; bytes]);
            let destroyed = destroy(&encoded);
            assert!(is_destroyed(&decode(&destroyed).bytes), "{bytes}");
            assert!(!destroyed.contains(&encoded) && !is_destroyed(&decode(&encoded).bytes), "{bytes}");
            assert!(destroyed.len() == encoded.len() || bytes < SHORTEST, "{bytes}");
        }
        assert_eq!(destroy(""), "");
    }

    #[test]
    fn what_is_wrong_with_the_form_of_a_part_stays() {
        let padded = format!("{}==", encode(&[7; 64]));
        assert!(destroy(&padded).ends_with("==") && destroy(&padded).len() == padded.len());
        assert!(is_destroyed(&decode(&destroy(&padded)).bytes));
        assert_eq!(destroy("AAAA AAAA+/AAAA AAAA").matches(' ').count(), 2);
        // As many letters as no number of bytes has.
        assert_eq!(destroy(&"A".repeat(33)).len(), 33);
    }

    #[test]
    fn a_part_that_only_begins_like_one_is_none() {
        assert!(!is_destroyed(b"destroyed by hand"));
        assert!(!is_destroyed(b"destroy") && !is_destroyed(b""));
    }
}
