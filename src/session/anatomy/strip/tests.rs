//! What belongs together, by hand and for every spot of many segments.

use super::*;
use crate::jose::parse;
use proptest::prelude::*;

/// The payload of a token, taken apart.
fn payload(bytes: &[u8]) -> Strip {
    strip(&base64url::encode(bytes))
}

fn strip(encoded: &str) -> Strip {
    let token = parse(format!("eyJhbGciOiJIUzI1NiJ9.{encoded}.AAAA")).token.expect("a token");
    Strip::of(&token, 1).expect("base64url")
}

fn glyphs(cells: &[Cell]) -> String {
    cells.iter().map(|cell| cell.glyph.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_letter_leads_to_its_bits_and_bytes_and_a_character_back_to_its_letters() {
    // eyJh is `{"a`.
    let strip = payload(br#"{"a":1}"#);
    let link = strip.link(Spot::Letter(1));
    assert_eq!((link.letters, link.bits, link.bytes), (1..2, 6..12, 0..2));
    let link = strip.link(Spot::Byte(1));
    assert_eq!((link.letters, link.bits, link.bytes), (1..3, 8..16, 1..2));
    assert_eq!(glyphs(&strip.letters(0)), "e y J h I j o x f Q");
    assert_eq!(glyphs(&strip.units(0)), "{ \" a \" : 1 }");
}

#[test]
fn a_character_of_several_bytes_stays_whole() {
    let strip = payload("aé漢😀".as_bytes());
    assert_eq!(glyphs(&strip.units(0)), "a é 漢 😀");
    let spots: Vec<Spot> = strip.units(0).iter().map(|cell| cell.spot).collect();
    assert_eq!(spots, [0, 1, 3, 6].map(Spot::Byte));
    let link = strip.link(Spot::Byte(6));
    assert_eq!((link.bytes, link.letters), (6..10, 8..14));
    let groups = strip.groups(&strip.link(Spot::Byte(6)));
    assert_eq!(
        groups
            .iter()
            .map(|group| group.characters.iter().map(|(cell, bytes)| (cell.glyph.as_str(), *bytes)).collect())
            .collect::<Vec<Vec<_>>>(),
        [vec![("😀", 3)], vec![("😀", 1)]]
    );
    // Its letters lead to all of it.
    assert!((9..13).all(|at| strip.link(Spot::Letter(at)).bytes == (6..10)));
    assert!(
        strip.tell(Spot::Byte(6)).contains("`😀` (U+1F600) takes 4 bytes in UTF-8, 7 to 10"),
        "{}",
        strip.tell(Spot::Byte(6))
    );
}

#[test]
fn bits_that_belong_to_no_byte_are_told() {
    let strip = payload(b"f");
    let (at, text) = strip.trailing().expect("4 bits");
    assert!(at == 1 && text.contains("the other 4 belong to nothing. They are zeros here"), "{text}");
    let group = strip.groups(&strip.link(Spot::Letter(1))).remove(0);
    assert_eq!(group.bits.iter().map(|bit| bit.unused).collect::<Vec<_>>(), [vec![false; 8], vec![true; 4]].concat());
    assert_eq!(payload(b"foo").trailing(), None);
    let (_, text) = self::strip("Zh").trailing().expect("4 bits");
    assert!(text.contains("the right letter is `g`"), "{text}");
    assert!(strip.tell(Spot::Letter(1)).contains("Its last 4 bits belong to no byte"));
}

#[test]
fn what_is_no_base64url_is_skipped_and_said() {
    let strip = strip("Zm9…vYmFy==");
    assert_eq!((strip.len(), strip.byte_count(), glyphs(&strip.units(0)).as_str()), (11, 6, "f o o b a r"));
    let link = strip.link(Spot::Byte(2));
    assert_eq!((link.letters, strip.link(Spot::Letter(3)).bits), (2..5, 18..18));
    assert!(strip.tell(Spot::Letter(3)).contains("does not belong to base64url"));
    assert_eq!(strip.link(Spot::Letter(4)).bytes, 2..3);
    assert_eq!(strip.groups(&strip.link(Spot::Byte(2)))[0].letters.len(), 4);
}

#[test]
fn an_unencoded_payload_has_no_letters() {
    // {"alg":"HS256","b64":false,"crit":["b64"]}
    let token = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.hello world.AAAA";
    let token = parse(token).token.expect("a token");
    assert_eq!(Strip::of(&token, 1), None);
    assert!(Strip::of(&token, 0).is_some() && Strip::of(&token, 3).is_none());
}

#[test]
fn keys_lead_along_and_across() {
    let strip = payload("aé".as_bytes());
    let check = |from: Spot, to: Move, expected: Spot| assert_eq!(strip.go(from, to), expected, "{from:?} {to:?}");
    check(Spot::Letter(0), Move::Left, Spot::Letter(0));
    check(Spot::Letter(0), Move::Right, Spot::Letter(1));
    check(Spot::Letter(3), Move::Right, Spot::Letter(3));
    check(Spot::Letter(2), Move::Down, Spot::Byte(1));
    check(Spot::Byte(1), Move::Up, Spot::Letter(1));
    check(Spot::Byte(0), Move::Right, Spot::Byte(1));
    check(Spot::Byte(1), Move::Right, Spot::Byte(1));
    check(Spot::Byte(1), Move::Left, Spot::Byte(0));
    check(Spot::Byte(0), Move::End, Spot::Byte(1));
    check(Spot::Letter(2), Move::Home, Spot::Letter(0));
    check(Spot::Letter(0), Move::End, Spot::Letter(3));
    assert_eq!(strip.near(Spot::Byte(2)), Spot::Byte(1));
    assert_eq!(strip.near(Spot::Letter(99)), Spot::Letter(3));
    let empty = payload(b"");
    assert_eq!((empty.near(Spot::Byte(7)), empty.pages(), empty.trailing()), (Spot::Letter(0), 1, None));
    assert!(empty.groups(&empty.link(Spot::Letter(0))).is_empty() && empty.tell(Spot::Letter(0)).is_empty());
}

#[test]
fn a_page_never_holds_more_than_a_few_hundred_cells() {
    let strip = payload(&[b'x'; 100_000]);
    assert_eq!(strip.pages(), 834);
    for page in [0, 1, 833] {
        assert!(strip.letters(page).len() <= PAGE && strip.units(page).len() <= 120);
    }
    assert_eq!(strip.page_of(Spot::Letter(PAGE)), 1);
    assert_eq!(strip.page_of(Spot::Byte(120)), 1);
}

proptest! {
    /// Both ways agree, and the pages together are the segment.
    #[test]
    fn letters_and_bytes_find_each_other(text in "\\PC{0,200}") {
        let strip = payload(text.as_bytes());
        let shown: usize = (0..strip.pages()).map(|page| strip.units(page).len()).sum();
        prop_assert_eq!(shown, text.chars().count());
        let letters: usize = (0..strip.pages()).map(|page| strip.letters(page).len()).sum();
        prop_assert_eq!(letters, strip.len());
        for at in 0..strip.len() {
            let link = strip.link(Spot::Letter(at));
            for unit in (0..strip.pages()).flat_map(|page| strip.units(page)) {
                let back = strip.link(unit.spot);
                let touches = back.bytes.start < link.bytes.end && link.bytes.start < back.bytes.end;
                prop_assert_eq!(touches, back.letters.contains(&at));
            }
        }
    }

    #[test]
    fn no_text_stops_it(text in ".{0,60}") {
        let token = parse(text.as_str()).token;
        for index in 0..4 {
            let Some(strip) = token.as_ref().and_then(|token| Strip::of(token, index)) else { continue };
            for spot in (0..80).flat_map(|at| [Spot::Letter(at), Spot::Byte(at)]) {
                let spot = strip.near(spot);
                strip.tell(spot);
                strip.groups(&strip.link(spot));
                for to in [Move::Left, Move::Right, Move::Up, Move::Down, Move::Home, Move::End] {
                    strip.page_of(strip.go(spot, to));
                }
            }
            strip.trailing();
        }
    }
}
