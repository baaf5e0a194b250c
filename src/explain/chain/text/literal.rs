//! Literals of programming languages: escapes in strings, strings within a line of code, lists of bytes.

use super::unquoted;
use crate::format::json::{self, Node, Value};

/// As JSON reads the inside of a string (RFC 8259 §7); the second time as JavaScript, Python and property files do, which know more
/// escapes, and in which any other sign stands for itself.
pub(in super::super) fn unescaped(text: &str, variant: usize) -> Option<String> {
    let lenient = variant == 1;
    let (mut out, mut rest) = (String::new(), text);
    let (mut found, mut odd) = (false, false);
    while let Some((front, behind)) = rest.split_once('\\') {
        out.push_str(front);
        found = true;
        let sign = behind.chars().next()?;
        let after = behind.get(sign.len_utf8()..)?;
        let number = |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
        let fixed = |length: usize| Some((number(after.get(..length)?, 16)?, after.get(length..)?));
        let (c, more) = match sign {
            'n' => ('\n', after),
            'r' => ('\r', after),
            't' => ('\t', after),
            'b' => ('\u{8}', after),
            'f' => ('\u{c}', after),
            '"' | '\\' | '/' => (sign, after),
            'u' if lenient && after.starts_with('{') => {
                let (digits, more) = after.strip_prefix('{')?.split_once('}')?;
                (number(digits, 16)?, more)
            }
            'u' => fixed(4)?,
            'x' if lenient => fixed(2)?,
            '0'..='7' if lenient => {
                let length = behind.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                (number(behind.get(..length)?, 8)?, behind.get(length..)?)
            }
            other if lenient => {
                odd = true;
                (other, after)
            }
            _ => return None,
        };
        out.push(c);
        rest = more;
    }
    // Where every backslash merely goes, that is what a shell does.
    let plain = odd && text.replace('\\', "") == format!("{out}{rest}");
    (found && !plain).then(|| out + rest)
}

/// As the inside of a JSON string; then with the slashes escaped, too, and with what is not ASCII by its number, as JSON and as
/// Python write it.
pub(in super::super) fn escaped(text: &str, variant: usize) -> Option<Vec<u8>> {
    let number = |c: char| match u32::from(c) {
        _ if c.is_ascii() => c.to_string(),
        code @ ..=0xff if variant == 3 => format!("\\x{code:02x}"),
        code @ 0x10000.. if variant == 3 => format!("\\U{code:08x}"),
        _ => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    if variant == 3 {
        return Some(text.chars().map(number).collect::<String>().into());
    }
    let json = serde_json::to_string(text).ok()?;
    let inside = json.strip_prefix('"')?.strip_suffix('"')?;
    Some(match variant {
        0 => inside.into(),
        1 => inside.replace('/', "\\/").into(),
        _ => inside.chars().map(number).collect::<String>().into(),
    })
}

/// A string of a JSON document, counted in the order in which they stand.
pub(in super::super) fn json_member(text: &str, index: usize) -> Option<Vec<u8>> {
    let reading = json::read(text.trim().trim_end_matches(','));
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    let mut all = vec![];
    strings(node, 0, &mut all);
    all.get(index).map(|text| text.as_bytes().to_vec())
}

fn strings(node: &Node, depth: usize, out: &mut Vec<String>) {
    if depth > 8 || out.len() > 16 {
        return;
    }
    match &node.value {
        Value::String(text) => out.push(text.to_string()),
        Value::Object(members) => members.iter().for_each(|member| strings(&member.node, depth + 1, out)),
        Value::Array(items) => items.iter().for_each(|item| strings(item, depth + 1, out)),
        _ => {}
    }
}

/// The inside of a literal with a letter in front: `b'…'` of Python, `r"…"`, `L"…"`.
pub(in super::super) fn literal(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let bare = text.trim_start_matches(|c: char| "bBrRuUfFL@$".contains(c));
    (bare.len() < text.len() && text.len() <= bare.len() + 2).then(|| unquoted(bare))?.map(Into::into)
}

/// What stands within the last quotes of a line of code, or within the first.
pub(in super::super) fn quoted_part(text: &str, variant: usize) -> Option<Vec<u8>> {
    let parts: Vec<&str> = ['"', '\'', '`']
        .into_iter()
        .filter_map(|quote| {
            let parts: Vec<&str> = text.split(quote).collect();
            // Between an odd number of quotes and the next stands what is quoted.
            let quoted: Vec<&str> = parts.iter().skip(1).step_by(2).copied().collect();
            let whole = parts.len() >= 3 && parts.len() % 2 == 1;
            if variant == 0 { quoted.last().copied() } else { quoted.first().copied() }.filter(|_| whole)
        })
        .collect();
    parts.into_iter().find(|part| !part.is_empty() && part.len() + 2 < text.trim().len()).map(Into::into)
}

/// The bytes of a list of their numbers, with or without a sign: `[1, -2]`, and as Node writes a buffer in JSON.
pub(in super::super) fn byte_list(text: &str) -> Option<Vec<u8>> {
    let inside = text.rsplit_once(['[', '{', '(']).map_or(text, |(_, inside)| inside);
    let inside = inside.split([']', '}', ')']).next()?;
    let numbers = inside.split([',', ';', ' ', '\n', '\t', '\r']).filter(|number| !number.is_empty());
    let bytes = numbers.map(|number| {
        let number: i16 = number.parse().ok()?;
        (-128..256).contains(&number).then(|| number.to_le_bytes()[0])
    });
    bytes.collect::<Option<Vec<u8>>>().filter(|bytes| bytes.len() >= 4)
}

/// The numbers of the bytes, as JavaScript and Java write them where they mean to write the text.
pub(in super::super) fn listed(bytes: &[u8], variant: usize) -> Vec<u8> {
    let numbers = |signed: bool, sign: &str| {
        let number = |byte: &u8| if signed { byte.cast_signed().to_string() } else { byte.to_string() };
        bytes.iter().map(number).collect::<Vec<_>>().join(sign)
    };
    match variant {
        0 => numbers(false, ",").into(),
        _ => format!("[{}]", numbers(true, ", ")).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_reads_its_own_escapes() {
        let check = |text: &str, json: Option<&str>, other: Option<&str>| {
            assert_eq!(unescaped(text, 0).as_deref(), json, "{text}");
            assert_eq!(unescaped(text, 1).as_deref(), other, "{text}");
        };
        check(r#"a\"\/\\n\u0041"#, Some("a\"/\\nA"), Some("a\"/\\nA"));
        check(r"a\tb\q", None, Some("a\tbq"));
        check(r"\x41\101\u{e9}", None, Some("AA\u{e9}"));
        check(r"a\=b", None, None);
        check("a\\", None, None);
        check("a", None, None);
        assert_eq!(escaped("\u{e9}\"/", 2).as_deref(), Some(&br#"\u00e9\"/"#[..]));
        assert_eq!(escaped("\u{e9}\u{17d}", 3).as_deref(), Some(&br"\xe9\u017d"[..]));
    }

    #[test]
    fn the_string_in_a_line_of_code_is_found() {
        let check = |text: &str, variant, expected: Option<&str>| {
            assert_eq!(quoted_part(text, variant).as_deref(), expected.map(str::as_bytes), "{text}");
        };
        check("define('JWT_SECRET', 'x y');", 0, Some("x y"));
        check("define('JWT_SECRET', 'x y');", 1, Some("JWT_SECRET"));
        check("key := []byte(\"x\")", 0, Some("x"));
        check("\"x\"", 0, None);
        check("it's", 0, None);
        assert_eq!(literal("b'x'").as_deref(), Some(&b"x"[..]));
        assert_eq!(literal("'x'"), None);
        assert_eq!(json_member(r#"{"a":{"b":"x"},"c":["y"]}"#, 1).as_deref(), Some(&b"y"[..]));
    }

    #[test]
    fn bytes_are_read_from_their_numbers_and_written_so() {
        assert_eq!(byte_list("[1, -2, 255,0]"), Some(vec![1, 254, 255, 0]));
        assert_eq!(byte_list(r#"{"type":"Buffer","data":[1,2,3,4]}"#), Some(vec![1, 2, 3, 4]));
        assert_eq!(byte_list("1,2,3,256"), None);
        assert_eq!(byte_list("1,2"), None);
        assert_eq!(listed(&[1, 255], 0), b"1,255");
        assert_eq!(listed(&[1, 255], 1), b"[1, -1]");
    }
}
