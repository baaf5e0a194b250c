//! JSON as other writers have it: laid out, sorted, escaped, in another charset, with a value in another form. Lexemes are copied,
//! so that numbers and duplicate names stay as they are.

mod layout;
mod writers;

use super::{accents, text};
use crate::base::replaced;
use crate::format::json::{Member, Node, Value, pretty, read};
use layout::{escaped, laid_out, sorted as sorted_text, tight as tight_text, unescaped};

/// So many orders of members are tried, but for the one that is there: an object of more than five has too many.
pub(super) const ORDERS: usize = 119;

type Rewritten = Option<Vec<u8>>;

pub(super) use writers::*;

fn string(json: &[u8]) -> Option<&str> {
    core::str::from_utf8(json).ok()
}

/// What `write` makes of JSON that has no fault.
fn written(json: &[u8], write: impl FnOnce(&str, &Node) -> String) -> Rewritten {
    let reading = read(string(json)?);
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    Some(write(string(json)?, node).into())
}

/// An object without a fault.
pub(super) fn read_object(json: &[u8]) -> Option<Node> {
    let reading = read(string(json)?);
    let well_formed = reading.well_formed();
    reading.node.filter(|_| well_formed)
}

/// The object with its members in another order.
pub(super) fn order(json: &[u8], number: usize) -> Rewritten {
    layout::order(string(json)?, &read_object(json)?, number + 1).map(Into::into)
}

pub(super) fn tight(json: &[u8]) -> Rewritten {
    Some(tight_text(string(json)?).into())
}
pub(super) fn spaced(json: &[u8]) -> Rewritten {
    written(json, |text, node| laid_out(text, node, None))
}
pub(super) fn indented(json: &[u8]) -> Rewritten {
    written(json, pretty)
}
pub(super) fn indented_4(json: &[u8]) -> Rewritten {
    written(json, |text, node| laid_out(text, node, Some("    ")))
}
pub(super) fn indented_tabs(json: &[u8]) -> Rewritten {
    written(json, |text, node| laid_out(text, node, Some("\t")))
}
pub(super) fn sorted(json: &[u8]) -> Rewritten {
    written(json, |text, node| tight_text(&sorted_text(text, node)))
}
pub(super) fn slashes_escaped(json: &[u8]) -> Rewritten {
    Some(string(json)?.replace("\\/", "/").replace('/', "\\/").into())
}
pub(super) fn slashes_bare(json: &[u8]) -> Rewritten {
    Some(string(json)?.replace("\\/", "/").into())
}
pub(super) fn ascii_escaped(json: &[u8]) -> Rewritten {
    Some(escaped(string(json)?).into())
}
pub(super) fn escapes_read(json: &[u8]) -> Rewritten {
    Some(unescaped(string(json)?).into())
}

/// As Go's `json.Marshal` writes it.
pub(super) fn html_escaped(json: &[u8]) -> Rewritten {
    let text = string(json)?.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    Some(text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").into())
}

/// As `System.Text.Json` writes it: all that is not plain ASCII, and what HTML gives a meaning, in large digits.
pub(super) fn net_escaped(json: &[u8]) -> Rewritten {
    let mut out = String::new();
    let mut quote = false;
    for c in string(json)?.replace("\\\"", "\\u0022").chars() {
        quote ^= c == '"';
        match c {
            '<' | '>' | '&' | '\'' | '+' | '`' if quote => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c if c.is_ascii() => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04X}"))),
        }
    }
    Some(out.into())
}

pub(super) fn crlf_lines(json: &[u8]) -> Rewritten {
    let text = string(json)?.replace("\r\n", "\n");
    text.contains('\n').then(|| text.replace('\n', "\r\n").into())
}
pub(super) fn lf_lines(json: &[u8]) -> Rewritten {
    Some(string(json)?.replace("\r\n", "\n").into())
}
pub(super) fn line_feed_at_end(json: &[u8]) -> Rewritten {
    Some([json, b"\n"].concat())
}
pub(super) fn mark_before(json: &[u8]) -> Rewritten {
    Some(["\u{feff}".as_bytes(), json].concat())
}
pub(super) fn latin1(json: &[u8]) -> Rewritten {
    text::latin1(string(json)?)
}
pub(super) fn utf16(json: &[u8]) -> Rewritten {
    Some(text::utf16(string(json)?, 0))
}
pub(super) fn question_marks(json: &[u8]) -> Rewritten {
    text::question_marks(string(json)?, 0)
}
pub(super) fn accents_apart(json: &[u8]) -> Rewritten {
    Some(accents::decomposed(string(json)?).into())
}
pub(super) fn accents_composed(json: &[u8]) -> Rewritten {
    Some(accents::composed(string(json)?).into())
}
pub(super) fn utf8_twice(json: &[u8]) -> Rewritten {
    text::mojibake(json, 0)
}
pub(super) fn as_string(json: &[u8]) -> Rewritten {
    serde_json::to_string(string(json)?).ok().map(Into::into)
}

/// With this put in behind each of those signs that stands outside of strings.
fn behind(json: &[u8], signs: &str, put: &str) -> Rewritten {
    let (mut out, mut quoted, mut escaped) = (String::new(), false, false);
    for c in tight_text(string(json)?).chars() {
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        out.push(c);
        if !quoted && signs.contains(c) {
            out.push_str(put);
        }
    }
    Some(out.into())
}

pub(super) fn space_after_colon(json: &[u8]) -> Rewritten {
    behind(json, ":", " ")
}
pub(super) fn space_after_comma(json: &[u8]) -> Rewritten {
    behind(json, ",", " ")
}
pub(super) fn space_inside(json: &[u8]) -> Rewritten {
    let text = String::from_utf8(spaced(json)?).ok()?;
    let inside = text.strip_prefix('{')?.strip_suffix('}')?;
    Some(format!("{{ {inside} }}").into())
}
pub(super) fn single_quoted(json: &[u8]) -> Rewritten {
    Some(String::from_utf8(spaced(json)?).ok()?.replace('"', "'").into())
}

/// With the values of the outermost members changed for which there is another text.
fn values(json: &[u8], change: impl Fn(&str, &Member) -> Option<String>) -> Rewritten {
    let text = string(json)?;
    let reading = read(text);
    let members = reading.node.as_ref().filter(|_| reading.well_formed())?.members();
    let changes = members.iter().filter_map(|member| {
        let span = member.node.span.clone();
        Some((span.clone(), change(text.get(span)?, member)?))
    });
    replaced(text, &changes.collect::<Vec<_>>()).map(Into::into)
}

fn is_number(lexeme: &str) -> bool {
    !lexeme.is_empty() && lexeme.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn strings_as_numbers(json: &[u8]) -> Rewritten {
    values(json, |lexeme, _| {
        let inside = lexeme.strip_prefix('"')?.strip_suffix('"')?;
        is_number(inside).then(|| inside.to_string())
    })
}
pub(super) fn numbers_as_strings(json: &[u8]) -> Rewritten {
    values(json, |lexeme, _| is_number(lexeme).then(|| format!("\"{lexeme}\"")))
}
pub(super) fn numbers_as_floats(json: &[u8]) -> Rewritten {
    values(json, |lexeme, _| is_number(lexeme).then(|| format!("{lexeme}.0")))
}
pub(super) fn floats_as_integers(json: &[u8]) -> Rewritten {
    values(json, |lexeme, _| {
        let (front, back) = lexeme.split_once('.')?;
        (is_number(front) && back.bytes().all(|byte| byte == b'0')).then(|| front.to_string())
    })
}
pub(super) fn unwrapped(json: &[u8]) -> Rewritten {
    values(json, |lexeme, member| match &member.node.value {
        Value::Array(items) if items.len() == 1 => {
            Some(lexeme.strip_prefix('[')?.strip_suffix(']')?.trim().to_string())
        }
        _ => None,
    })
}
pub(super) fn wrapped(json: &[u8]) -> Rewritten {
    values(json, |lexeme, member| (*member.name == *"aud" && lexeme.starts_with('"')).then(|| format!("[{lexeme}]")))
}

/// The members of the object, each as it stands.
fn members(json: &[u8]) -> Option<Vec<(String, String)>> {
    let text = string(json)?;
    let reading = read(text);
    let node = reading.node.as_ref().filter(|_| reading.well_formed())?;
    let member = |member: &Member| {
        Some((member.name.to_string(), text.get(member.name_span.start..member.node.span.end)?.to_string()))
    };
    node.members().iter().map(member).collect()
}

fn object(members: impl IntoIterator<Item = String>) -> Vec<u8> {
    format!("{{{}}}", members.into_iter().collect::<Vec<_>>().join(",")).into()
}

/// Without one member, and its name.
pub(super) fn without(json: &[u8], index: usize) -> Option<(Vec<u8>, String)> {
    let mut all = members(json)?;
    if index >= all.len() {
        return None;
    }
    let (name, _) = all.remove(index);
    Some((object(all.into_iter().map(|(_, text)| text)), name))
}

pub(super) fn without_nulls(json: &[u8]) -> Rewritten {
    Some(object(members(json)?.into_iter().map(|(_, text)| text).filter(|text| !text.ends_with("null"))))
}

pub(super) fn reversed(json: &[u8]) -> Rewritten {
    Some(object(members(json)?.into_iter().rev().map(|(_, text)| text)))
}

/// `typ` as most libraries write it, first or last.
pub(super) fn with_typ(json: &[u8], index: usize) -> Rewritten {
    let mut all: Vec<String> = members(json)?.into_iter().map(|(_, text)| text).collect();
    if all.iter().any(|text| text.starts_with("\"typ\"")) {
        return None;
    }
    let at = if index == 0 { all.len() } else { 0 };
    all.insert(at, "\"typ\":\"JWT\"".into());
    Some(object(all))
}

/// With one member in front of the others, and its name. Of two members that is the reversed order.
pub(super) fn moved_first(json: &[u8], index: usize) -> Option<(Vec<u8>, String)> {
    let mut all = members(json)?;
    if index >= all.len() || all.len() < 3 {
        return None;
    }
    let (name, text) = all.remove(index);
    Some((object(core::iter::once(text).chain(all.into_iter().map(|(_, text)| text))), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: fn(&[u8]) -> Rewritten, json: &str, expected: &str) {
        let got = write(json.as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok());
        assert_eq!(got.as_deref(), Some(expected), "{json}");
    }

    #[test]
    fn writers_write_as_they_do() {
        // json.Marshal(map[string]string{"a": "x&y<z>"}) in Go.
        check(html_escaped, r#"{"a":"x&y<z>"}"#, r#"{"a":"x\u0026y\u003cz\u003e"}"#);
        // JsonSerializer.Serialize(new { a = "x&'é\"+" }) in .NET.
        check(net_escaped, r#"{"a":"x&'é\"+"}"#, r#"{"a":"x\u0026\u0027\u00E9\u0022\u002B"}"#);
        check(space_after_colon, r#"{"a":1,"b":":,"}"#, r#"{"a": 1,"b": ":,"}"#);
        check(space_after_comma, r#"{"a":1,"b":":,"}"#, r#"{"a":1, "b":":,"}"#);
        check(space_inside, r#"{"a":1}"#, r#"{ "a": 1 }"#);
        check(numbers_as_strings, r#"{"a":1,"b":1.5,"c":"x"}"#, r#"{"a":"1","b":1.5,"c":"x"}"#);
        check(strings_as_numbers, r#"{"a":"1","c":"x"}"#, r#"{"a":1,"c":"x"}"#);
        check(numbers_as_floats, r#"{"a":1}"#, r#"{"a":1.0}"#);
        check(floats_as_integers, r#"{"a":1.0,"b":1.5}"#, r#"{"a":1,"b":1.5}"#);
        check(unwrapped, r#"{"aud":["a"],"b":["c","d"]}"#, r#"{"aud":"a","b":["c","d"]}"#);
        check(wrapped, r#"{"aud":"a","sub":"b"}"#, r#"{"aud":["a"],"sub":"b"}"#);
        check(without_nulls, r#"{"a":null,"b":1}"#, r#"{"b":1}"#);
        check(reversed, r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#);
    }

    #[test]
    fn members_come_and_go() {
        assert_eq!(without(br#"{"a":1,"b":2}"#, 0), Some((br#"{"b":2}"#.to_vec(), "a".into())));
        assert_eq!(without(br#"{"a":1}"#, 1), None);
        assert_eq!(with_typ(br#"{"alg":"HS256"}"#, 1), Some(br#"{"typ":"JWT","alg":"HS256"}"#.to_vec()));
        assert_eq!(with_typ(br#"{"typ":"x"}"#, 0), None);
        assert_eq!(moved_first(br#"{"a":1,"b":2,"c":3}"#, 1), Some((br#"{"b":2,"a":1,"c":3}"#.to_vec(), "b".into())));
        assert_eq!((moved_first(br#"{"a":1,"b":2}"#, 1), moved_first(br#"{"a":1,"b":2,"c":3}"#, 3)), (None, None));
        assert_eq!(without(b"no JSON", 0), None);
    }
}
