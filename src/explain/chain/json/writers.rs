//! Writers of JSON that do several things at once, and those that write a value in another form.

use super::*;

/// As `json.dumps` of Python writes it; with `sort_keys`; and with that and `ensure_ascii=False`.
pub(in super::super) fn python(json: &[u8]) -> Rewritten {
    ascii_escaped(&spaced(json)?)
}
pub(in super::super) fn python_sorted(json: &[u8]) -> Rewritten {
    python(&sorted(json)?)
}
pub(in super::super) fn sorted_spaced(json: &[u8]) -> Rewritten {
    spaced(&sorted(json)?)
}
/// With `indent` as well, which tests and files have.
pub(in super::super) fn sorted_indented(json: &[u8]) -> Rewritten {
    ascii_escaped(&indented(&sorted(json)?)?)
}
pub(in super::super) fn sorted_indented_4(json: &[u8]) -> Rewritten {
    ascii_escaped(&indented_4(&sorted(json)?)?)
}
pub(in super::super) fn sorted_ascii(json: &[u8]) -> Rewritten {
    ascii_escaped(&sorted(json)?)
}
/// As a pretty printer on Windows writes it.
pub(in super::super) fn indented_crlf(json: &[u8]) -> Rewritten {
    crlf_lines(&indented(json)?)
}
pub(in super::super) fn ascii_indented(json: &[u8]) -> Rewritten {
    ascii_escaped(&indented_4(json)?)
}

/// As `json_encode` of PHP writes it, and with `JSON_PRETTY_PRINT`.
pub(in super::super) fn php(json: &[u8]) -> Rewritten {
    ascii_escaped(&slashes_escaped(&tight(json)?)?)
}
pub(in super::super) fn php_pretty(json: &[u8]) -> Rewritten {
    ascii_escaped(&slashes_escaped(&indented_4(json)?)?)
}

/// As Gson writes it: what HTML gives a meaning by its number, and numbers as `double`s, where it read them into a map.
pub(in super::super) fn gson(json: &[u8]) -> Rewritten {
    let mut out = String::new();
    let mut quote = Quote::default();
    for c in string(&html_escaped(json)?)?.chars() {
        match c {
            '=' | '\'' if quote.is_open => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
        quote.see(c);
    }
    Some(out.into())
}
pub(in super::super) fn numbers_as_doubles(json: &[u8]) -> Rewritten {
    values(json, |lexeme, _| {
        let (first, rest) = lexeme.split_at_checked(1).filter(|_| is_number(lexeme) && lexeme.len() > 7)?;
        let rest = Some(rest.trim_end_matches('0')).filter(|rest| !rest.is_empty()).unwrap_or("0");
        Some(format!("{first}.{rest}E{}", lexeme.len() - 1))
    })
}

/// What is not ASCII with capital digits, as Jackson writes it.
pub(in super::super) fn ascii_escaped_capital(json: &[u8]) -> Rewritten {
    let escape = |c: char| match c.is_ascii() {
        true => c.to_string(),
        false => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")).collect(),
    };
    Some(string(json)?.chars().map(escape).collect::<String>().into())
}

/// As `JSON.stringify` writes it: no white space, and nothing escaped but what has to be.
pub(in super::super) fn javascript(json: &[u8]) -> Rewritten {
    let tight = tight(json)?;
    let text = string(&tight)?;
    let (mut out, mut rest) = (String::new(), text);
    while let Some((front, behind)) = rest.split_once('\\') {
        out.push_str(front);
        let hex = |text: &str| u16::from_str_radix(text.get(1..5)?, 16).ok();
        let (read, more) = match behind.chars().next()? {
            '/' => ("/".to_owned(), behind.get(1..)?),
            'u' => {
                let first = hex(behind)?;
                let second =
                    behind.get(5..).and_then(|text| text.strip_prefix('\\')).filter(|text| text.starts_with('u'));
                let pair = second.and_then(hex).and_then(|second| String::from_utf16(&[first, second]).ok());
                match (pair.filter(|_| (0xd800..0xdc00).contains(&first)), char::from_u32(first.into())) {
                    (Some(pair), _) => (pair, behind.get(11..)?),
                    (None, Some('"')) => ("\\\"".to_owned(), behind.get(5..)?),
                    (None, Some('\\')) => ("\\\\".to_owned(), behind.get(5..)?),
                    (None, Some(c)) if c >= ' ' => (c.to_string(), behind.get(5..)?),
                    _ => (format!("\\{}", behind.get(..5)?), behind.get(5..)?),
                }
            }
            c => (format!("\\{c}"), behind.get(c.len_utf8()..)?),
        };
        out.push_str(&read);
        rest = more;
    }
    Some((out + rest).into())
}

pub(in super::super) fn closing_tags(json: &[u8]) -> Rewritten {
    Some(string(json)?.replace("</", "<\\/").into())
}
pub(in super::super) fn space_at_end(json: &[u8]) -> Rewritten {
    Some([json, b" "].concat())
}

/// `true` in quotes, and out of them.
pub(in super::super) fn booleans_as_strings(json: &[u8]) -> Rewritten {
    values(json, |lexeme, _| matches!(lexeme, "true" | "false").then(|| format!("\"{lexeme}\"")))
}
pub(in super::super) fn strings_as_booleans(json: &[u8]) -> Rewritten {
    values(json, |lexeme, _| matches!(lexeme, "\"true\"" | "\"false\"").then(|| lexeme.trim_matches('"').to_owned()))
}

/// The words of `scope` and its like in a list, and a list as words (RFC 8693 §4.2 has the latter).
pub(in super::super) fn words_as_list(json: &[u8]) -> Rewritten {
    values(json, |lexeme, member| {
        let words = lexeme.strip_prefix('"')?.strip_suffix('"')?;
        matches!(&*member.name, "scope" | "scp" | "roles" | "permissions" | "groups" | "authorities").then(|| {
            let words: Vec<String> = words.split(' ').map(|word| format!("\"{word}\"")).collect();
            format!("[{}]", words.join(","))
        })
    })
}
pub(in super::super) fn list_as_words(json: &[u8]) -> Rewritten {
    values(json, |_, member| match &member.node.value {
        Value::Array(items) if items.len() > 1 => {
            let words: Option<Vec<&str>> = items.iter().map(Node::as_str).collect();
            serde_json::to_string(&words?.join(" ")).ok()
        }
        _ => None,
    })
}

/// Whether a character stands within a string.
#[derive(Default)]
struct Quote {
    is_open: bool,
    escaped: bool,
}

impl Quote {
    fn see(&mut self, c: char) {
        self.is_open ^= c == '"' && !self.escaped;
        self.escaped = c == '\\' && !self.escaped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_writer_does_all_that_it_does() {
        let check = |write: fn(&[u8]) -> Rewritten, json: &str, expected: &str| {
            let got = write(json.as_bytes()).and_then(|bytes| String::from_utf8(bytes).ok());
            assert_eq!(got.as_deref(), Some(expected), "{json}");
        };
        // json.dumps({"b": 1, "a": "é"}), and with sort_keys.
        check(python, r#"{"b":1,"a":"é"}"#, r#"{"b": 1, "a": "\u00e9"}"#);
        check(python_sorted, r#"{"b":1,"a":"é"}"#, r#"{"a": "\u00e9", "b": 1}"#);
        check(sorted_spaced, r#"{"b":1,"a":"é"}"#, r#"{"a": "é", "b": 1}"#);
        // json_encode(["a" => "é/"]).
        check(php, r#"{"a": "é/"}"#, r#"{"a":"\u00e9\/"}"#);
        // new Gson().toJson(Map.of("a", "x='&\"", "b", 1795739700.0)).
        check(gson, r#"{"a":"x='&\"="}"#, r#"{"a":"x\u003d\u0027\u0026\"\u003d"}"#);
        check(numbers_as_doubles, r#"{"b":1795739700,"c":12}"#, r#"{"b":1.7957397E9,"c":12}"#);
        check(ascii_escaped_capital, r#"{"a":"é"}"#, r#"{"a":"\u00E9"}"#);
        check(javascript, r#"{"a": "\u00e9\/\u0022\ud83d\ude80\n\u0007"}"#, "{\"a\":\"é/\\\"\u{1f680}\\n\\u0007\"}");
        check(closing_tags, r#"{"a":"</b>/"}"#, r#"{"a":"<\/b>/"}"#);
        check(booleans_as_strings, r#"{"a":true}"#, r#"{"a":"true"}"#);
        check(strings_as_booleans, r#"{"a":"true"}"#, r#"{"a":true}"#);
        check(words_as_list, r#"{"scope":"a b"}"#, r#"{"scope":["a","b"]}"#);
        check(list_as_words, r#"{"scope":["a","b"],"aud":["c"]}"#, r#"{"scope":"a b","aud":["c"]}"#);
    }
}
