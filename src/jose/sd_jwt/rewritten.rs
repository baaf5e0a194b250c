//! How a disclosure was written before somebody read its JSON and wrote it anew, and a digest before it was written in another way.
//!
//! Each lexeme of the array stays as it is, but for the characters that JSON can write in two ways (RFC 8259 §7). The layouts are those
//! of the writers that are in use: nothing between lexemes (JavaScript, Java, Go), and a space behind comma and colon (Python).

use crate::base::diagnostic::sd_jwt::{Characters, Layout, Written};
use crate::format::base64url;
use crate::format::json::compact;

/// How often a text is written in another way.
const LAYOUTS: [Layout; 3] = [Layout::Tight, Layout::Spaced, Layout::CommaSpaced];
const CHARACTERS: [Characters; 4] =
    [Characters::Plain, Characters::Escaped, Characters::SlashesEscaped, Characters::SlashesPlain];

/// How a text may have been written, and that text.
pub(super) type Writing = (Option<Layout>, Option<Characters>, String);

/// The usual writings of `json` that differ from it, the likeliest first.
pub(super) fn writings(json: &str) -> impl Iterator<Item = Writing> + '_ {
    let characters = core::iter::once(None).chain(CHARACTERS.into_iter().map(Some));
    let layouts = || core::iter::once(None).chain(LAYOUTS.into_iter().map(Some));
    let all = characters.flat_map(move |characters| layouts().map(move |layout| (layout, characters)));
    all.filter_map(move |(layout, characters)| {
        let as_is = || Some(json.to_owned());
        let text = characters.map_or_else(as_is, |characters| written(json, characters).filter(|text| text != json))?;
        let text = match layout {
            Some(layout) => Some(laid_out(&text, layout)).filter(|other| *other != text)?,
            None => text,
        };
        (text != json).then_some((layout, characters, text))
    })
}

fn laid_out(json: &str, layout: Layout) -> String {
    let tight = String::from_utf8(compact(json.as_bytes())).unwrap_or_default();
    let behind = match layout {
        Layout::Tight => return tight,
        Layout::Spaced => &[',', ':'][..],
        Layout::CommaSpaced => &[','],
    };
    let mut out = String::with_capacity(tight.len() + 8);
    let (mut quoted, mut escaped) = (false, false);
    for c in tight.chars() {
        out.push(c);
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        if !quoted && behind.contains(&c) {
            out.push(' ');
        }
    }
    out
}

/// `json` with its characters written so; `None` if an escape is none.
fn written(json: &str, characters: Characters) -> Option<String> {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match (characters, c) {
            (Characters::Escaped, c) if !c.is_ascii() => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            (Characters::SlashesEscaped, '/') => out.push_str("\\/"),
            (Characters::SlashesPlain, '\\') if rest.starts_with("\\/") => {
                out.push('/');
                length = 2;
            }
            (Characters::Plain, '\\') if rest.starts_with("\\u") => {
                let (other, taken) = escape(rest)?;
                length = taken;
                match other.is_ascii() {
                    true => out.push_str(rest.get(..taken)?),
                    false => out.push(other),
                }
            }
            (_, '\\') => {
                length += rest.get(1..)?.chars().next()?.len_utf8();
                out.push_str(rest.get(..length)?);
            }
            _ => out.push(c),
        }
        rest = rest.get(length..)?;
    }
    Some(out)
}

/// The character that `text` begins to write with `\u`, and how many bytes that takes.
fn escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u16::from_str_radix(text.get(at..)?.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let first = unit(0)?;
    match char::decode_utf16([first]).next()? {
        Ok(c) => Some((c, 6)),
        Err(_) => Some((char::decode_utf16([first, unit(6)?]).next()?.ok()?, 12)),
    }
}

/// How `digest` is written, and the bytes of the hash that it stands for, which has `length` of them; `None` if it is base64url as it
/// should be, or no such hash at all.
pub(super) fn hash_of(digest: &str, length: usize) -> Option<(Written, Vec<u8>)> {
    if let Some(bytes) = hex(digest, length) {
        return Some((Written::Hex, bytes));
    }
    let bare = digest.trim_end_matches('=').replace('+', "-").replace('/', "_");
    let decoded = base64url::decode(&bare);
    if !decoded.faults.is_empty() {
        return None;
    }
    if let Some(bytes) = core::str::from_utf8(&decoded.bytes).ok().and_then(|text| hex(text, length)) {
        return Some((Written::HexEncoded, bytes));
    }
    (decoded.bytes.len() == length && bare != digest).then_some((Written::Base64, decoded.bytes))
}

fn hex(text: &str, length: usize) -> Option<Vec<u8>> {
    if text.len() != 2 * length || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..length).map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_in_each_usual_way_and_its_strings_keep_their_spaces() {
        let all = |json: &str| writings(json).map(|(.., text)| text).collect::<Vec<_>>();
        assert_eq!(all(r#"["a","b, c",{"d":1}]"#), [r#"["a", "b, c", {"d": 1}]"#, r#"["a", "b, c", {"d":1}]"#]);
        assert_eq!(all(r#"["a", "b"]"#), [r#"["a","b"]"#]);
        assert!(all(r#"["a","ü😀"]"#).contains(&r#"["a", "\u00fc\ud83d\ude00"]"#.to_owned()));
        assert!(all(r#"["a","\u00fc\ud83d\ude00\u0022\\u00fc"]"#).contains(&r#"["a","ü😀\u0022\\u00fc"]"#.to_owned()));
        assert!(all(r#"["a","b/c"]"#).contains(&r#"["a","b\/c"]"#.to_owned()));
        assert!(all(r#"["a","b\/c"]"#).contains(&r#"["a","b/c"]"#.to_owned()));
        assert_eq!(all(r#"["\ud83d"#), [""; 0]);
        assert_eq!(all("[]"), [""; 0]);
    }

    #[test]
    fn a_digest_is_read_in_whatever_it_is_written() {
        let check = |digest: &str, expected: Option<Written>| {
            assert_eq!(hash_of(digest, 2).map(|(written, _)| written), expected, "{digest}");
        };
        check("zBfb", None);
        check("-_8", None);
        check("+/8", Some(Written::Base64));
        check("-_8=", Some(Written::Base64));
        check("fbff", Some(Written::Hex));
        check("FBFF", Some(Written::Hex));
        check("ZmJmZg", Some(Written::HexEncoded));
        check("ZmJmZg==", Some(Written::HexEncoded));
        check("", None);
        check("ü", None);
        assert_eq!(hash_of("+/8=", 2), Some((Written::Base64, vec![0xfb, 0xff])));
    }
}
