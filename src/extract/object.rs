//! Tokens in JSON (RFC 7515 §7.2, RFC 7516 §7.2): an object in a text, bare or written into a string with backslashes.
//!
//! Braces are matched with strings left out. What comes of it is a token if the readers of those forms say so; of an object within an
//! object the outer one is taken.

use super::MAX_TOKENS;
use super::follow::{Followed, Piece};
use super::undone::{Undone, What};
use crate::base::text::Text;
use crate::jose::is_serialization;
use core::ops::Range;

/// So often the whole text may be gone through, in what objects are tried.
const PASSES: usize = 4;
/// No name of a member that tells such a token is missing here.
const MARKS: [&str; 2] = ["signature", "ciphertext"];

/// The tokens in JSON in `within`.
pub(super) fn find(pasted: &str, within: &Range<usize>) -> Vec<Followed> {
    let text = pasted.get(within.clone()).unwrap_or_default();
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return vec![];
    }
    let mut found: Vec<Followed> = vec![];
    let mut at = within.start;
    let mut left = PASSES * text.len();
    while left > 0 {
        let Some(start) = pasted.get(at..within.end).and_then(|rest| rest.find('{')).map(|offset| at + offset) else {
            break;
        };
        at = start + 1;
        let Some(object) = Object::at(pasted, start, &mut left) else { continue };
        // It is read only if it may be one.
        if MARKS.iter().any(|mark| object.text.contains(mark)) && is_serialization(&Text::from(object.text.as_str())) {
            at = object.end;
            found.push(object.followed(start));
            if found.len() == MAX_TOKENS {
                break;
            }
        }
    }
    found
}

/// An object, from its brace to the one that closes it.
struct Object {
    text: String,
    end: usize,
    escapes: usize,
}

impl Object {
    /// The object that begins at `start`; `None` if it is never closed, or not an object.
    fn at(pasted: &str, start: usize, left: &mut usize) -> Option<Object> {
        let rest = pasted.get(start..)?;
        let inner = rest.get(1..)?.trim_start_matches([' ', '\n', '\r', '\t']);
        let inner = inner.strip_prefix("\\n").unwrap_or(inner).trim_start();
        let is_escaped = inner.starts_with("\\\"");
        if !is_escaped && !inner.starts_with('"') {
            return None;
        }
        let (mut depth, mut quoted, mut escaped, mut escapes) = (0_usize, false, false, 0);
        let mut text = String::new();
        let mut characters = rest.char_indices();
        while let Some((offset, mut c)) = characters.next() {
            *left = left.checked_sub(1)?;
            if is_escaped && c == '\\' {
                escapes += 1;
                c = match characters.next()?.1 {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    other => other,
                };
            } else if is_escaped && c == '"' {
                // The string ends in which it was written.
                return None;
            }
            text.push(c);
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '{' if !quoted => depth += 1,
                '}' if !quoted => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return Some(Object { text, end: start + offset + 1, escapes });
            }
        }
        None
    }

    fn followed(self, start: usize) -> Followed {
        let undone = Undone { what: What::Escapes, at: 0, count: self.escapes };
        Followed {
            pieces: vec![Piece { length: self.text.len(), source: start..self.end }],
            undone: if self.escapes > 0 { vec![undone] } else { vec![] },
            span: start..self.end,
            dots: 0,
            text: self.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::find;

    const TOKEN: &str = r#"{"payload":"e30","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AA"}"#;

    #[track_caller]
    fn check(pasted: &str, expected: &[(&str, &str)]) {
        let pasted = pasted.replace('@', TOKEN).replace('¤', &TOKEN.replace('"', "\\\""));
        let found = find(pasted.as_str());
        let all: Vec<(&str, &str)> = found.iter().map(|found| (found.name.as_str(), found.text.as_str())).collect();
        assert_eq!(all, expected, "{pasted}");
        for found in found.iter().filter(|found| found.verbatim) {
            let source: String = found.source.iter().map(|part| &pasted[part.clone()]).collect();
            assert_eq!(found.text, source);
        }
    }

    #[test]
    fn a_token_in_json_is_found_in_whatever_stands_around_it() {
        check("@", &[("token", TOKEN)]);
        check(" \n@\n", &[("token", TOKEN)]);
        check("2026-11-27 INFO sent @ to api.example", &[("token", TOKEN)]);
        check("curl -d '@' https://api.example", &[("token", TOKEN)]);
        check(r#"{"proof":@,"id":1}"#, &[("proof", TOKEN)]);
        check(r#"{"body":"¤"}"#, &[("body", TOKEN)]);
        check(r#"log: "{\"a\":1}" then "¤""#, &[("token", TOKEN)]);
        check("{ not this } but @", &[("token", TOKEN)]);
        let general = format!(r#"{{"payload":"e30","signatures":[{}]}}"#, TOKEN.replace(r#""payload":"e30","#, ""));
        check(&format!("[@, {general}]"), &[("token 1", TOKEN), ("token 2", &general)]);
        let compact = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
        check(&format!("first {compact} then @"), &[("token 1", compact), ("token 2", TOKEN)]);
        let encrypted = r#"{"protected":"e30","iv":"AA","ciphertext":"AA","tag":"AA"}"#;
        check(&format!("sealed: {encrypted}"), &[("sealed", encrypted)]);
    }

    #[test]
    fn what_was_undone_is_told() {
        let codes = |pasted: &str| {
            let found = find(pasted.replace('@', TOKEN).replace('¤', &TOKEN.replace('"', "\\\""))).remove(0);
            found.problems.iter().map(|problem| problem.code().name()).collect::<Vec<_>>()
        };
        assert_eq!(codes("@"), [""; 0]);
        assert_eq!(codes("sent @ away"), ["pasted-text-around"]);
        assert_eq!(codes(r#"{"body":"¤"}"#), ["pasted-json", "pasted-escapes"]);
    }

    #[test]
    fn many_braces_cost_little() {
        let text = format!("\"signature\" {}", "{\"a\":".repeat(100_000));
        assert_eq!(find(text.as_str()).len(), 1);
    }
}
