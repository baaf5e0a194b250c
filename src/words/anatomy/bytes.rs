//! What letters, bits, bytes and characters have to do with each other.

use super::{count, list};
use crate::base::unseen::is_unquotable;
use crate::jose::Role;

/// Where a bit range stands among bytes: `the last 2 bits of byte 1 and the first 4 bits of byte 2`.
pub fn position(bits: core::ops::Range<usize>) -> String {
    let mut parts = vec![];
    let mut at = bits.start;
    while at < bits.end {
        let byte = at / 8;
        let end = bits.end.min(8 * (byte + 1));
        let (from, to) = (at - 8 * byte, end - 8 * byte);
        let which = match (from, to) {
            (0, 8) => "all 8 bits".to_owned(),
            (0, _) => format!("the first {}", count(to, "bit")),
            (_, 8) => format!("the last {}", count(8 - from, "bit")),
            _ => format!("bits {} to {to}", from + 1),
        };
        parts.push(format!("{which} of byte {}", byte + 1));
        at = end;
    }
    list(parts)
}

/// About one letter: which it is, its place from 1, its six bits, which of them belong to bytes.
pub fn letter(letter: char, place: usize, value: u8, used: core::ops::Range<usize>, unused: usize) -> String {
    let mut text = format!("Letter {place}, `{letter}`, stands for {value}, in bits `{value:06b}`");
    if !used.is_empty() {
        text += &format!(": {}", position(used));
    }
    if unused > 0 {
        text += &format!(". Its last {} belong{} to no byte", count(unused, "bit"), if unused == 1 { "s" } else { "" });
    }
    text + "."
}

/// About a character of the text that does not belong to base64url.
pub fn ignored(place: usize, text: &str) -> String {
    format!(
        "Character {place}, `{text}`, does not belong to base64url and stands for no bits. This page skips it to read the rest."
    )
}

/// About one decoded character, or one byte: the character if there is one, its bytes from 1, the letters that it comes from.
pub fn unit(character: Option<char>, first: usize, bytes: &[u8], letters: &str) -> String {
    let hex = list(bytes.iter().map(|byte| format!("`{byte:02X}`")));
    let bits = list(bytes.iter().map(|byte| format!("`{byte:08b}`")));
    let last = first + bytes.len().saturating_sub(1);
    let from = match letters.chars().count() {
        1 => format!("letter `{letters}`"),
        _ => format!("letters {}", list(letters.chars().map(|letter| format!("`{letter}`")))),
    };
    let what = match (character, bytes) {
        (Some(character), [_]) => format!("{} is byte {first}: {hex}, in bits {bits}", name(character)),
        (Some(character), _) => {
            format!("{} takes {} in UTF-8, {first} to {last}: {hex}", name(character), count(bytes.len(), "byte"))
        }
        (None, _) => format!("Byte {first} is {hex}, in bits {bits}"),
    };
    format!("{what}. It comes from {from}.")
}

/// A character that can be quoted as it is, or its name.
fn name(character: char) -> String {
    let code = u32::from(character);
    match character {
        ' ' => "A space".to_owned(),
        '\n' => "A line feed".to_owned(),
        '\r' => "A carriage return".to_owned(),
        '\t' => "A tab".to_owned(),
        '`' => "A backtick".to_owned(),
        _ if is_unquotable(character) => format!("The character U+{code:04X}"),
        _ if character.is_ascii() => format!("`{character}`"),
        _ => format!("`{character}` (U+{code:04X})"),
    }
}

/// Why the last letter can be another one: how many of its bits belong to no byte, the letter, all that mean the same; `strict`
/// is the one of them that has zeros there.
pub fn trailing(bits: usize, letter: char, same: &[char], strict: char) -> String {
    let others = match same {
        [first, .., last] if same.len() > 4 => format!("`{first}` to `{last}`, {} letters,", same.len()),
        _ => list(same.iter().map(|letter| format!("`{letter}`"))),
    };
    let zeros = match letter == strict {
        true => "They are zeros here, as they must be (RFC 4648 §3.5)".to_owned(),
        false => format!("They must be zeros (RFC 4648 §3.5), and are not: the right letter is `{strict}`"),
    };
    format!(
        "The last letter, `{letter}`, carries 6 bits, but only {} of them complete a byte; the other {bits} belong to nothing. \
         {zeros}. A lenient reader ignores them, so {others} all decode to the same bytes: changing the last letter to one of \
         these changes the token's text and not what it says.",
        6 - bits,
    )
}

/// Why a segment has no letters.
pub fn empty(role: Role) -> &'static str {
    match role {
        Role::EncryptedKey => {
            "This segment is empty: with `dir` and plain `ECDH-ES` the key is known to both sides, so no encrypted key is sent."
        }
        Role::Payload => "This segment is empty: the content was sent apart, or it was lost.",
        Role::Signature => "This segment is empty: the token is not signed, or its signature was lost.",
        _ => "This segment is empty: there are no letters, so there are no bytes.",
    }
}

/// About a segment that is not base64url.
pub const NOT_ENCODED: &str =
    "This segment is not base64url: its text stands in the token as it is, and its bytes are those of the text.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_placed_in_words() {
        assert_eq!(position(0..6), "the first 6 bits of byte 1");
        assert_eq!(position(6..12), "the last 2 bits of byte 1 and the first 4 bits of byte 2");
        assert_eq!(position(18..24), "the last 6 bits of byte 3");
        assert_eq!(position(8..16), "all 8 bits of byte 2");
        assert_eq!(position(10..12), "bits 3 to 4 of byte 2");
        assert_eq!(position(7..8), "the last 1 bit of byte 1");
    }

    #[test]
    fn a_character_says_its_bytes_and_its_letters() {
        assert_eq!(
            unit(Some('{'), 1, b"{", "ey"),
            "`{` is byte 1: `7B`, in bits `01111011`. It comes from letters `e` and `y`."
        );
        assert_eq!(
            unit(Some('é'), 3, "é".as_bytes(), "DqQ"),
            "`é` (U+00E9) takes 2 bytes in UTF-8, 3 to 4: `C3` and `A9`. It comes from letters `D`, `q` and `Q`."
        );
        assert_eq!(
            unit(None, 2, &[0xff], "_w"),
            "Byte 2 is `FF`, in bits `11111111`. It comes from letters `_` and `w`."
        );
        for (character, name) in [('\u{202e}', "U+202E"), ('\n', "A line feed"), ('`', "A backtick"), ('\0', "U+0000")]
        {
            let text = unit(Some(character), 1, character.to_string().as_bytes(), "A");
            assert!(text.contains(name) && text.matches('`').count().is_multiple_of(2), "{text}");
        }
    }

    #[test]
    fn a_last_letter_says_what_it_may_be_as_well() {
        let text = trailing(2, 'k', &['k', 'l', 'm', 'n'], 'k');
        assert!(
            text.contains("only 4 of them complete a byte; the other 2 belong to nothing. They are zeros here"),
            "{text}"
        );
        assert!(text.contains("so `k`, `l`, `m` and `n` all decode"), "{text}");
        let text = trailing(4, 'R', &('Q'..='Z').chain('a'..='f').collect::<Vec<_>>(), 'Q');
        assert!(
            text.contains("`Q` to `f`, 16 letters, all decode") && text.contains("the right letter is `Q`"),
            "{text}"
        );
        assert_eq!(
            letter('k', 43, 36, 252..256, 2),
            "Letter 43, `k`, stands for 36, in bits `100100`: the last 4 bits of byte 32. Its last 2 bits belong to no byte."
        );
    }
}
