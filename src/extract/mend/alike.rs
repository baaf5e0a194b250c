//! Letters and hyphens that look like those of a token: of another alphabet, the ligatures of a typesetter, the dashes of a word
//! processor. Header and payload have to be objects again without them, and the signature as long as the header says.

use super::object::{self, is_header};
use super::{Plan, Take, What};
use crate::base::diagnostic::Letters;
use crate::extract::{letters, shape};

/// Letters of the Cyrillic and the Greek alphabet that look like one of the Latin one.
const LETTERS: [(&str, &str); 4] = [
    ("АВЕЅІЈКМНОРСТУХԚԜ", "ABESIJKMHOPCTYXQW"),
    ("аеѕіјорсухһԁԛԝ", "aesijopcyxhdqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ("οıℓ", "oil"),
];
const LIGATURES: [(char, &str); 7] =
    [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st")];
const DASHES: &str = "‐‑‒–—−﹣－";

/// The token with plain letters, if it is one with them.
pub(super) fn mended(text: &str) -> Option<Plan> {
    if text.is_ascii() {
        return None;
    }
    // A word processor makes one dash of two hyphens.
    let plain = ["-", "--"].into_iter().find_map(|hyphen| plain(text, hyphen).filter(|plain| is_whole(plain)))?;
    Some(Plan::new(What::Letters(Letters::Alike), vec![Take::Instead(plain)]))
}

/// Whether `text` is a whole token: header and payload are objects, and the signature is as long as the header says.
pub(in crate::extract) fn is_whole(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let [header, payload, signature] = parts.as_slice() else { return false };
    is_header(header) && object::read(payload).is_some() && shape::of_header(header).last.is_length(signature.len())
}

/// `text` in ASCII; `None` if it has what looks like nothing in it.
fn plain(text: &str, hyphen: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => plain.push(c),
            c if DASHES.contains(c) => plain.push_str(hyphen),
            c => match LIGATURES.iter().find(|(ligature, _)| *ligature == c) {
                Some((_, letters)) => plain.push_str(letters),
                None => plain.push(alike(c)?),
            },
        }
    }
    Some(plain)
}

fn alike(c: char) -> Option<char> {
    let in_table = |(other, latin): &(&str, &str)| latin.chars().nth(other.chars().position(|letter| letter == c)?);
    LETTERS.iter().find_map(in_table).or_else(|| letters::plain(c).map(|(plain, _)| plain))
}
