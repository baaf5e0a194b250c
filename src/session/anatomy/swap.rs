//! One letter of a token changed into another.

use crate::base::text::Text;
use crate::format::base64url;
use crate::format::json::{Node, Value};
use crate::jose::{Role, Token};
use core::ops::Range;

/// A letter and the one that takes its place. They differ in one bit, so what a hash makes of it is the hash's doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// The segment, by its index.
    pub segment: usize,
    /// What the segment is for.
    pub role: Role,
    /// The letter, by its place in the segment.
    pub place: usize,
    /// The letter as it is.
    pub from: char,
    /// What it becomes.
    pub to: char,
    /// The token with that letter.
    pub token: Text,
}

/// Changes the lowest bit of a letter; `None` if there is none at that place of that segment.
pub fn swap(token: &Token, segment: usize, place: usize) -> Option<Swap> {
    flip(token, segment, place, 1)
}

fn flip(token: &Token, index: usize, place: usize, mask: u8) -> Option<Swap> {
    let segment = token.segments.get(index)?;
    let encoded = token.text.get(segment.encoded.clone())?;
    let letter = base64url::letters(encoded).into_iter().nth(place)?;
    let to = base64url::symbol(letter.value? ^ mask);
    let from = base64url::symbol(letter.value?);
    let [start, end] = [letter.at.start, letter.at.end].map(|at| segment.encoded.start + at);
    let text = format!("{}{to}{}", token.text.get(..start)?, token.text.get(end..)?);
    Some(Swap { segment: index, role: segment.role, place, from, to, token: text.into() })
}

/// A letter of the payload whose change is one digit or letter of a claim, so that the payload stays JSON; if there is none, the
/// letter in the middle.
pub fn example(token: &Token) -> Option<Swap> {
    let index = token.segments.iter().position(|segment| segment.role == Role::Payload)?;
    let segment = token.segments.get(index)?;
    if segment.encoded.is_empty() {
        return None;
    }
    let exact = token.payload.as_ref().filter(|payload| segment.canonical && segment.holds(&payload.text));
    let byte = exact.and_then(|payload| in_claim(&payload.text, payload.json.as_ref()?));
    match byte {
        Some(byte) => {
            // The lowest bit of the byte.
            let bit = 8 * byte + 7;
            flip(token, index, bit / 6, 0b10_0000 >> (bit % 6))
        }
        None => swap(token, index, segment.encoded.len() / 2),
    }
}

/// The last byte of a claim's value that is a digit or a letter, and is one still with its lowest bit changed.
fn in_claim(text: &str, payload: &Node) -> Option<usize> {
    let value = |name: &str| payload.get(name).and_then(|node| in_value(text, node));
    ["sub", "name"]
        .iter()
        .find_map(|name| value(name))
        .or_else(|| payload.members().iter().find_map(|member| in_value(text, &member.node)))
}

fn in_value(text: &str, node: &Node) -> Option<usize> {
    let inside: Range<usize> = match node.value {
        Value::String(_) => node.span.start + 1..node.span.end.saturating_sub(1),
        // The first digit stays: a number must not begin with 0.
        Value::Number(_) => node.span.start + 1..node.span.end,
        _ => return None,
    };
    let bytes = text.as_bytes().get(inside.clone())?;
    let kind = |byte: u8| (byte.is_ascii_digit(), byte.is_ascii_lowercase(), byte.is_ascii_uppercase());
    // What is escaped may be a name of its own.
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() && kind(*byte) == kind(byte ^ 1);
    let at = if bytes.contains(&b'\\') { None } else { bytes.iter().rposition(fits) };
    at.map(|at| inside.start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::parse;

    fn token(payload: &str) -> Token {
        let payload = base64url::encode(payload.as_bytes());
        parse(format!("eyJhbGciOiJIUzI1NiJ9.{payload}.AAAA")).token.expect("a token")
    }

    /// What the payload says after the change.
    fn changed(payload: &str) -> Option<String> {
        let before = token(payload);
        let swap = example(&before)?;
        let letters = before.text.chars().zip(swap.token.chars()).filter(|(a, b)| a != b).count();
        assert_eq!((letters, before.text.len()), (1, swap.token.len()));
        Some(parse(swap.token).token?.payload?.text.to_string())
    }

    #[test]
    fn one_letter_is_one_digit_or_letter_of_a_claim() {
        let check = |payload: &str, expected: &str| assert_eq!(changed(payload).as_deref(), Some(expected));
        check(r#"{"iss":"me","sub":"24828"}"#, r#"{"iss":"me","sub":"24829"}"#);
        check(r#"{"name":"Ada"}"#, r#"{"name":"Aea"}"#);
        // The lowest bit of `z` makes a brace of it.
        check(r#"{"name":"bz-"}"#, r#"{"name":"cz-"}"#);
        check(r#"{"exp":1300819380}"#, r#"{"exp":1300819381}"#);
    }

    #[test]
    fn a_payload_without_such_a_place_changes_in_the_middle_and_an_empty_one_not_at_all() {
        assert!(changed(r#"{"a":true}"#).is_some_and(|text| text != r#"{"a":true}"#));
        assert!(changed("no JSON").is_some());
        assert_eq!(changed(""), None);
    }

    #[test]
    fn a_letter_at_a_place_changes_by_one_bit_and_back() {
        let before = token("{}");
        let there = swap(&before, 2, 3).expect("a letter");
        assert_eq!((there.from, there.to, there.role), ('A', 'B', Role::Signature));
        let after = parse(&there.token).token.expect("a token");
        assert_eq!(swap(&after, 2, 3).map(|back| back.token), Some(before.text.clone()));
        assert_eq!((swap(&before, 2, 4), swap(&before, 9, 0)), (None, None));
    }

    #[test]
    fn no_text_stops_it() {
        for text in
            [".", "..", "é.é.é", "a.b.c.d.e", "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.hello.AAAA"]
        {
            let Some(token) = parse(text).token else { continue };
            example(&token);
            (0..3).for_each(|place| drop(swap(&token, 1, place)));
        }
    }
}
