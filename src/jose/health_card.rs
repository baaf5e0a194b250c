//! A signed token in digits, as the QR code of a SMART Health Card holds it
//! (<https://spec.smarthealth.cards/#encoding-chunks-as-qr-codes>).
//!
//! Grammar: `shc:/` and digits; a token that was too long for one code stands in several, each `shc:/` part `/` parts `/` and
//! digits. Two digits are one character of the compact serialization: its code in ASCII less 45, so that `00` is `-` and `77` is
//! `z`. A QR code takes digits in less room than letters.

use crate::base::diagnostic::{Format, HealthCard as Fault};
use core::ops::Range;

/// How a card begins, in small letters.
const SCHEME: &str = "shc:/";
/// The character that `00` stands for.
const FIRST: u8 = b'-';
/// What stands for the last one, `z`.
const LAST: u8 = 77;
/// No card stands in more codes than this.
const MOST_PARTS: usize = 100;

/// A card in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Card {
    /// Where its parts stand, in their order.
    pub(crate) source: Vec<Range<usize>>,
    /// The token.
    pub(crate) token: Result<String, Fault>,
}

/// The digits of one code.
struct Piece {
    source: Range<usize>,
    /// Which part it is, from 1 on, and of how many.
    part: (usize, usize),
    digits: Vec<u8>,
}

/// The cards in `text`, in order of appearance; parts of one card may stand in any order.
pub(crate) fn find(text: &str) -> Vec<Card> {
    let mut cards: Vec<Card> = vec![];
    let mut parts: Vec<Piece> = vec![];
    let mut at = 0;
    // Twice the codes that one card may have, so that a text of nothing but beginnings makes no million cards.
    for _ in 0..2 * MOST_PARTS {
        let Some(piece) = next(text, at) else { break };
        at = piece.end;
        let content = text.get(piece.start + SCHEME.len()..piece.end).unwrap_or_default();
        let Some(piece) = read(content, piece) else { continue };
        match piece.part {
            (1, 1) => cards.push(Card { token: token(&piece.digits), source: vec![piece.source] }),
            _ => parts.push(piece),
        }
    }
    cards.extend(join(parts));
    cards
}

/// What is wrong with a text that is to be a card; `None` for any other text, and for a whole card.
pub(super) fn fault(text: &str) -> Option<Format> {
    let is_card = |start: &str| start.eq_ignore_ascii_case(SCHEME);
    text.trim_start().get(..SCHEME.len()).filter(|start| is_card(start))?;
    let token = find(text).into_iter().next().map_or(Err(Fault::Digits), |card| card.token);
    token.err().map(Format::HealthCard)
}

/// Where the next card behind `from` stands. A copy may have line breaks among the digits. Each character is looked at once,
/// however many cards there are.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    const NAME: usize = SCHEME.len() - ":/".len();
    let behind_colon = text.get(from..)?.match_indices(":/").map(|(colon, _)| from + colon);
    let is_name = |colon: &usize| {
        let name = colon.checked_sub(NAME).filter(|start| *start >= from).and_then(|start| text.get(start..*colon));
        matches!(name, Some("shc" | "SHC"))
    };
    let start = behind_colon.into_iter().find(is_name)? - NAME;
    let content = text.get(start + SCHEME.len()..)?;
    let belongs = |c: char| c.is_ascii_digit() || c == '/' || c.is_ascii_whitespace();
    let end = content.find(|c| !belongs(c)).unwrap_or(content.len());
    Some(start..start + SCHEME.len() + content.get(..end)?.trim_end().len())
}

fn read(content: &str, source: Range<usize>) -> Option<Piece> {
    let bare: String = content.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let (part, digits) = match *bare.split('/').collect::<Vec<_>>() {
        [digits] => ((1, 1), digits),
        [part, parts, digits] => ((part.parse().ok()?, parts.parse().ok()?), digits),
        _ => return None,
    };
    let (index, of) = part;
    let digits = digits.as_bytes().to_vec();
    ((1..=of).contains(&index) && of <= MOST_PARTS).then_some(Piece { source, part, digits })
}

/// The parts of one card, put together.
fn join(mut parts: Vec<Piece>) -> Option<Card> {
    let of = parts.first()?.part.1;
    parts.sort_by_key(|piece| piece.part.0);
    parts.dedup_by_key(|piece| piece.part);
    let have = parts.len();
    let source = parts.iter().map(|piece| piece.source.clone()).collect();
    let whole = have == of && parts.iter().all(|piece| piece.part.1 == of);
    let digits = parts.into_iter().flat_map(|piece| piece.digits).collect::<Vec<_>>();
    Some(Card { source, token: if whole { token(&digits) } else { Err(Fault::Parts { have, of }) } })
}

/// The token that digits stand for.
fn token(digits: &[u8]) -> Result<String, Fault> {
    let character = |pair: &[u8]| {
        let [tens, ones] = *pair else { return None };
        let value = (tens - b'0') * 10 + (ones - b'0');
        (value <= LAST).then(|| char::from(value + FIRST))
    };
    let token: Option<String> = digits.chunks(2).map(character).collect();
    token.filter(|token| token.contains('.')).ok_or(Fault::Digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln-_z";

    fn digits(text: &str) -> String {
        text.bytes().map(|byte| format!("{:02}", byte - 45)).collect()
    }

    fn tokens(text: &str) -> Vec<Result<String, Fault>> {
        find(text).into_iter().map(|card| card.token).collect()
    }

    #[test]
    fn two_digits_are_one_character() {
        // The first digits of the specification's own example, and a dot.
        assert_eq!(tokens("shc:/56762909524320603460292437404401"), [Ok("eyJ6aXAiOiJERUY.".into())]);
        let card = format!("shc:/{}", digits(TOKEN));
        assert_eq!(tokens(&card), [Ok(TOKEN.into())]);
        assert_eq!(tokens(&card.replace("shc", "SHC")), [Ok(TOKEN.into())]);
        let wrapped = format!("QR: {}\n{}.", &card[..21], &card[21..]);
        assert_eq!(tokens(&wrapped), [Ok(TOKEN.into())]);
        assert_eq!(tokens(&format!("{card} {card}")).len(), 2);
        let place = find(&wrapped).remove(0).source.remove(0);
        assert_eq!(wrapped.get(place), Some(&wrapped[4..wrapped.len() - 1]));
    }

    #[test]
    fn parts_are_joined_in_their_order() {
        let (one, two) = TOKEN.split_at(9);
        let parts = [format!("shc:/2/2/{}", digits(two)), format!("shc:/1/2/{}", digits(one))];
        assert_eq!(tokens(&parts.join("\n")), [Ok(TOKEN.into())]);
        assert_eq!(tokens(&[&parts[..], &parts].concat().join("\n")), [Ok(TOKEN.into())]);
        assert_eq!(tokens(&parts[1]), [Err(Fault::Parts { have: 1, of: 2 })]);
        let other = parts[0].replace("/2/2/", "/2/3/");
        assert_eq!(tokens(&format!("{}\n{other}", parts[1])), [Err(Fault::Parts { have: 2, of: 2 })]);
    }

    #[test]
    fn a_text_of_beginnings_alone_is_read_in_proportion_to_its_length() {
        let many = "shc:/".repeat(400_000);
        assert_eq!(find(&many).len(), 2 * MOST_PARTS);
        assert_eq!(find(&"x:/".repeat(400_000)), []);
    }

    #[test]
    fn what_is_not_whole_says_so() {
        let whole = format!("shc:/{}", digits(TOKEN));
        for wrong in
            ["shc:/", "shc:/5", "shc:/56789900", "shc:/5676", "shc:/0/1/5676", "shc:/1/2", &whole[..whole.len() - 1]]
        {
            assert_eq!(fault(wrong), Some(Format::HealthCard(Fault::Digits)), "{wrong}");
        }
        for other in ["", "shc", "shc:", "x shc:/5676", &whole] {
            assert_eq!(fault(other), None, "{other}");
        }
    }
}
