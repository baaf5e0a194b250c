//! Keys in what is nearly JSON: the literals of JavaScript, Python, Ruby and PHP, JSON with comments and commas too many, and one
//! object after the other, as a file of JSON lines has them.
//!
//! ```text
//! name     "a" 'a' `a` “a”, u'a', or a word alone
//! word     True, False, None, nil, undefined: as JSON has them; else a text
//! between  : => , ; comments, white space of any kind
//! ```
//! What comes out counts only where it is a whole key, so this need not refuse what no language would take.

use crate::base::diagnostic::key::Mended;

/// `text` as JSON, and how it was written; `None` where it is cut off in the middle.
pub fn json(text: &str) -> Option<(String, Mended)> {
    let mut rewriter = Rewriter { rest: text, out: String::with_capacity(text.len()), open: vec![], values: 0 };
    while rewriter.step()? {}
    let Rewriter { mut out, open, values, .. } = rewriter;
    if !open.is_empty() || values == 0 {
        return None;
    }
    if values == 1 {
        return Some((out, Mended::Literal));
    }
    out.insert(0, '[');
    out.push(']');
    Some((out, Mended::JsonLines))
}

struct Rewriter<'a> {
    rest: &'a str,
    out: String,
    /// What closes the objects and arrays that are open.
    open: Vec<char>,
    /// How many values there are outside of any.
    values: usize,
}

impl Rewriter<'_> {
    /// Takes the next sign, word or text; `false` at the end.
    fn step(&mut self) -> Option<bool> {
        let Some(c) = self.rest.chars().next() else { return Some(false) };
        let length = match c {
            '{' | '[' => {
                if self.open.is_empty() {
                    self.values += 1;
                    if self.values > 1 {
                        self.comma();
                    }
                }
                self.open.push(if c == '{' { '}' } else { ']' });
                self.out.push(c);
                1
            }
            '}' | ']' => {
                self.open.pop().filter(|expected| *expected == c)?;
                self.drop_comma();
                self.out.push(c);
                1
            }
            ',' => {
                self.comma();
                1
            }
            ':' => {
                self.out.push(':');
                1
            }
            '=' => {
                self.out.push(':');
                self.rest.strip_prefix("=>").map(|_| 2)?
            }
            '"' | '\'' | '`' | '“' | '”' => self.text(c)?,
            '/' if self.rest.starts_with("//") => self.rest.find('\n').unwrap_or(self.rest.len()),
            '/' => self.rest.strip_prefix("/*")?.find("*/")? + 4,
            '#' => self.rest.find('\n').unwrap_or(self.rest.len()),
            c if c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '+' | '.') => self.word()?,
            // What ends a statement, and white space of any kind.
            _ => c.len_utf8(),
        };
        self.rest = self.rest.get(length..)?;
        Some(true)
    }

    fn comma(&mut self) {
        if !self.out.ends_with([',', '{', '[']) && !self.out.is_empty() {
            self.out.push(',');
        }
    }

    fn drop_comma(&mut self) {
        if self.out.ends_with(',') {
            self.out.pop();
        }
    }

    /// A text between quotes; how long it is with them.
    fn text(&mut self, quote: char) -> Option<usize> {
        let closes = |c: char| c == quote || matches!((quote, c), ('“' | '”', '“' | '”'));
        self.out.push('"');
        let mut chars = self.rest.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                c if closes(c) => {
                    self.out.push('"');
                    return Some(at + c.len_utf8());
                }
                '\\' => match chars.next()?.1 {
                    // JSON has no such escape.
                    '\'' => self.out.push('\''),
                    '`' => self.out.push('`'),
                    other => self.out.extend(['\\', other]),
                },
                '"' => self.out.push_str("\\\""),
                '\n' => self.out.push_str("\\n"),
                '\r' => {}
                other => self.out.push(other),
            }
        }
        None
    }

    /// A number, or a word without quotes; how long it is.
    fn word(&mut self) -> Option<usize> {
        let belongs = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '+' | '.');
        let length = self.rest.find(|c: char| !belongs(c)).unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at_checked(length)?;
        match word {
            // Outside of any object it is part of what stands around it.
            _ if self.open.is_empty() => {}
            // A prefix of Python's texts.
            "u" | "b" | "r" if after.starts_with(['"', '\'']) => {}
            "True" | "true" => self.out.push_str("true"),
            "False" | "false" => self.out.push_str("false"),
            "None" | "null" | "nil" | "undefined" => self.out.push_str("null"),
            number if number.starts_with(|c: char| c.is_ascii_digit() || c == '-') => self.out.push_str(number),
            name => self.out.extend(["\"", name, "\""]),
        }
        Some(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::testing::{fixture, notes, read};
    use crate::key::{Encoding, Options, ParsedKey, Source, detect};

    const EC: &str = fixture!("p256-public.jwk.json");
    const ED: &str = fixture!("ed25519-public.jwk.json");

    /// The key of `EC`, with that note.
    #[track_caller]
    fn check(text: &str) {
        let key = read(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        assert_eq!(Ok(key.thumbprint()), read(EC).map(|key| key.thumbprint()), "{text}");
        assert!(notes(&key.notes).contains("not JSON as it stands"), "{text}: {:?}", key.notes);
    }

    fn names_bare(jwk: &str) -> String {
        ["kty", "crv", "x", "y", "kid", "use", "alg"]
            .iter()
            .fold(jwk.to_owned(), |jwk, name| jwk.replace(&format!("\"{name}\""), name))
    }

    #[test]
    fn the_literals_of_languages_are_read() {
        check(&EC.replace('"', "'"));
        check(&names_bare(EC));
        check(&names_bare(EC).replace('"', "`"));
        check(&EC.replace("\":", "\" =>"));
        check(&EC.replace('}', ", 'ext': True, 'exp': None,}").replacen('"', "u'", 1).replacen('"', "'", 1));
        check(&EC.replacen('{', "{ // the key of the issuer\n /* and \" more */", 1));
        check(&format!("{};", EC.replace('}', ",}")));
        check(&format!("const jwk = {};", names_bare(EC)));
        check(&EC.replace(": ", ":\u{a0}").replacen(':', ":\u{a0}", 1));
    }

    #[test]
    fn objects_one_after_the_other_are_a_set() {
        let lines = [EC, ED].map(|jwk| jwk.replace('\n', " "));
        for text in [lines.join("\n"), lines.join(""), lines.join(",\n"), lines.join("\n---\n")] {
            let Some(Ok(ParsedKey::Set(set))) = crate::key::read(&text, &Options::default()) else { panic!("{text}") };
            assert_eq!(set.members.len(), 2, "{text}");
            assert!(notes(&set.notes).contains("one JSON object after the other"), "{text}: {:?}", set.notes);
        }
    }

    #[test]
    fn what_is_no_key_is_left_alone() {
        for text in ["{'secret': 1}", "{a: b}", "{", "[1,2,]", "{{}}"] {
            let key = detect(text, Encoding::Utf8);
            assert!(matches!(key, Some(Ok(key)) if key.source == Source::Text(Encoding::Utf8)), "{text}");
        }
        // A key that is cut off keeps its own fault.
        let cut = EC.get(..EC.len() - 20).unwrap_or_default();
        assert_eq!(read(cut).map_err(|fault| fault.code().name()).err(), Some("jwk-json"));
        assert_eq!(json("{\"a\": \"b"), None);
        assert_eq!(json("{\"a\": [1}"), None);
    }
}
