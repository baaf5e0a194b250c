//! Rust sources as tokens: comments and test modules left out, strings set apart.
//!
//! That is enough to follow `use` trees and paths such as `crate::jose::Token`; names that a macro makes up are beyond it.

/// A source text as tokens: words, `::`, and single characters.
pub struct Source {
    tokens: Vec<String>,
    /// The contents of its string literals, escapes as written.
    pub strings: Vec<String>,
}

impl Source {
    /// Reads `text`; what follows an unclosed literal belongs to it.
    pub fn read(text: &str) -> Self {
        let mut source = Self { tokens: vec![], strings: vec![] };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = source.next(rest, first).max(1);
            rest = rest.get(length..).unwrap_or_default();
        }
        source.leave_out_tests();
        source
    }

    /// Whether `word` stands outside strings and comments.
    pub fn has_word(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| token == word)
    }

    /// Whether the text declares the module `name`.
    pub fn declares(&self, name: &str) -> bool {
        self.tokens.windows(2).any(|pair| pair[0] == "mod" && pair[1] == name)
    }

    /// Reads one token, comment or literal at the start of `rest`; how many bytes it takes.
    fn next(&mut self, rest: &str, first: char) -> usize {
        if rest.starts_with("//") {
            return rest.find('\n').unwrap_or(rest.len());
        }
        if rest.starts_with("/*") {
            return block_comment(rest);
        }
        if let Some((start, close)) = raw_string(rest) {
            let length = rest[start..].find(&close).unwrap_or(rest.len() - start);
            self.strings.push(rest[start..start + length].into());
            return start + length + close.len();
        }
        if first == '"' {
            let length = quoted(&rest[1..], '"');
            self.strings.push(rest[1..1 + length].into());
            return length + 2;
        }
        if first == '\'' {
            // A lifetime has no closing quote behind its first character.
            let is_char = rest[1..].starts_with('\\') || rest[1..].chars().nth(1) == Some('\'');
            return if is_char { quoted(&rest[1..], '\'') + 2 } else { 1 };
        }
        if let Some(name) = rest.strip_prefix("r#") {
            // A raw identifier is a name, whatever keyword it looks like.
            return 2 + name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
        }
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let length = if word > 0 {
            word
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            self.tokens.push(rest[..length].into());
        }
        length
    }

    /// Takes out every item that is marked `#[cfg(test)]`: all up to its closing brace, or its semicolon.
    fn leave_out_tests(&mut self) {
        let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
        while let Some(start) = self.tokens.windows(mark.len()).position(|window| window == mark) {
            let mut depth = 0;
            let is_end = |token: &String| {
                depth += i32::from(["{", "[", "("].contains(&token.as_str()));
                depth -= i32::from(["}", "]", ")"].contains(&token.as_str()));
                depth == 0 && (token == "}" || token == ";")
            };
            let length =
                self.tokens[start..].iter().position(is_end).map_or(self.tokens.len() - start, |last| last + 1);
            self.tokens.drain(start..start + length);
        }
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    for (at, _) in rest.char_indices() {
        depth += i32::from(rest[at..].starts_with("/*")) - i32::from(rest[at..].starts_with("*/"));
        if depth == 0 {
            return at + 2;
        }
    }
    rest.len()
}

/// Where the text of a raw string starts, and what ends it.
fn raw_string(rest: &str) -> Option<(usize, String)> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..]
        .starts_with('"')
        .then(|| (rest.len() - after.len() + hashes + 1, format!("\"{}", "#".repeat(hashes))))
}

/// How many bytes stand before the closing quote, escapes skipped.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at,
            _ => {}
        }
    }
    text.len()
}

/// Every path of a `use` tree, spelt out, and every path of two or more steps elsewhere. (`pub(crate)` gives `crate`.)
pub fn paths(source: &Source) -> Vec<Vec<String>> {
    let is_word = |token: &String| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let tokens = &source.tokens;
    let (mut found, mut at) = (vec![], 0);
    while let Some(token) = tokens.get(at) {
        if token == "use" {
            at = use_tree(tokens, at + 1, &[], &mut found);
        } else if is_word(token) {
            let mut path = vec![token.clone()];
            while tokens.get(at + 1).is_some_and(|next| next == "::") && tokens.get(at + 2).is_some_and(is_word) {
                path.push(tokens[at + 2].clone());
                at += 2;
            }
            at += 1;
            if path.len() > 1 || path[0] == "crate" {
                found.push(path);
            }
        } else {
            at += 1;
        }
    }
    found
}

/// Reads one branch of a `use` tree from `at` on; where it ends.
fn use_tree(tokens: &[String], mut at: usize, stem: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = stem.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" => at += 1,
            "as" => at += 2,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}" && token != ";") {
                    at = use_tree(tokens, at, &path, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
                }
                return at + 1;
            }
            "," | "}" | ";" => break,
            name => {
                path.push(name.into());
                at += 1;
            }
        }
    }
    found.push(path);
    at
}

mod tests {
    use super::*;

    fn check(code: &str, expected: &[&str]) {
        let found: Vec<_> = paths(&Source::read(code)).iter().map(|path| path.join("::")).collect();
        assert_eq!(found, expected, "{code}");
    }

    #[test]
    fn follows_use_trees_and_paths() {
        check(
            "use crate::{a::b, c::{self, d as e}, f::*};",
            &["crate::a::b", "crate::c::self", "crate::c::d", "crate::f::*"],
        );
        check("pub(crate) use super::x;", &["crate", "super::x"]);
        check("struct S { r#use: a::B } fn f() { use {c::d; }", &["a::B", "c::d"]);
        check("fn f(a: &crate::b::C<D>) -> ::rsa::E {}", &["crate::b::C", "rsa::E"]);
    }

    #[test]
    fn skips_comments_strings_and_test_modules() {
        check("/// [`crate::a::B`]\n/* crate::b /* c::d */ */ // e::f\nlet 'x: g = \"h::i\\\" j::k\";", &[]);
        check("r#\"a::b \"c::d\"#; b'\"'; '\\''; e::f", &["e::f"]);
        check("#[cfg(test)]\nmod tests { use crate::x::Y; fn f() { {} } }\nuse crate::z::A;", &["crate::z::A"]);
        check(
            "#[cfg(test)] pub(crate) mod t { a::b } #[cfg(test)] use c::d; #[cfg(test)] fn f(x: [u8; 2]) { e::f }",
            &[],
        );
        assert_eq!(Source::read("x == \"RS256\" || y == r\"a\"").strings, ["RS256", "a"]);
    }
}
