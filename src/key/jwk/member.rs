//! One member of a JWK: its text, and the octets that the text stands for (base64url without padding, RFC 7518 §2).

use crate::base::diagnostic::key::{Inexact, Jwk as Fault, Member, Note, Place};
use crate::format::base64::{Alphabet, Base64Fault, position};
use crate::format::json::{Node, Value};
use crate::jose::header;
use crate::key::pem::hexadecimal;
use crate::key::{KeyFault, fault};
use crate::spec::Spec;

/// The text of a member that has to be there.
pub fn text<'a>(node: &'a Node, name: &'static str, kty: &'static str, spec: Spec) -> Result<&'a str, KeyFault> {
    let member = node.get(name).ok_or_else(|| fault(Fault::MemberMissing { name, kty, spec }))?;
    member.as_str().ok_or_else(|| not_text(name, member, Some(spec)))
}

/// The fault of a member that is no string.
pub fn not_text(name: &'static str, member: &Node, spec: Option<Spec>) -> KeyFault {
    let kind = match member.value {
        Value::Bool(_) => "true or false",
        _ => header::kind(member),
    };
    fault(Fault::MemberType { name, kind, spec })
}

/// The octets of a member that has to be there.
pub fn required(
    node: &Node,
    name: &'static str,
    kty: &'static str,
    spec: Spec,
    notes: &mut Vec<Note>,
) -> Result<Vec<u8>, KeyFault> {
    octets(name, text(node, name, kty, spec)?, notes)
}

/// The octets of a member that may be missing.
pub fn optional(node: &Node, name: &'static str, notes: &mut Vec<Note>) -> Result<Option<Vec<u8>>, KeyFault> {
    match node.get(name) {
        Some(_) => required(node, name, "RSA", Spec::Rfc(7518, "6.3.2"), notes).map(Some),
        None => Ok(None),
    }
}

/// base64url without padding, as RFC 7518 §2 has it. What can be read in one way alone is read anyway, with a note.
fn octets(name: &'static str, text: &str, notes: &mut Vec<Note>) -> Result<Vec<u8>, KeyFault> {
    let (bytes, what, stray_bits) = lenient(name, text)?;
    notes.extend(what.map(|what| read_anyway(name, what)));
    if stray_bits {
        notes.push(Note::Jwk(Inexact::StrayBits(name)));
    }
    Ok(bytes)
}

/// The note on a member that has this fault and was read anyway.
pub fn read_anyway(name: &'static str, what: Member) -> Note {
    Note::Jwk(Inexact::ReadAnyway(fault(Fault::Member(name, what))))
}

/// The bytes of a text, what is wrong with it if it can be read anyway, and whether its last character has stray bits.
fn lenient(name: &'static str, text: &str) -> Result<(Vec<u8>, Option<Member>, bool), KeyFault> {
    let wrong = |what| fault(Fault::Member(name, what));
    if text.is_empty() {
        return Err(wrong(Member::Empty));
    }
    if let Some((bytes, what)) = digits(name, text) {
        return Ok((bytes, Some(what), false));
    }
    // .NET's UrlTokenEncode and some others write another character for each `=`.
    let marks = text.len() - text.trim_end_matches([',', '.', '=']).len();
    let (body, end) = text.split_at_checked(text.len() - marks.min(2)).unwrap_or((text, ""));
    if let Some((at, _)) = text.char_indices().find(|(_, c)| matches!(c, ' ' | '\t' | '\r' | '\n')) {
        return Err(wrong(Member::Space(position(text, at))));
    }
    let found = match (Alphabet::UrlSafe.decode(text), end.chars().next()) {
        (Ok(decoded), _) => (decoded.bytes, (decoded.padding > 0).then_some(Member::Padded), decoded.stray_bits),
        (Err(_), Some(mark @ (',' | '.'))) => {
            let decoded = Alphabet::UrlSafe.decode(body).map_err(|_| wrong(Member::Commas(mark)))?;
            (decoded.bytes, Some(Member::Commas(mark)), decoded.stray_bits)
        }
        (Err(reason), _) => match Alphabet::Standard.decode(text) {
            Ok(decoded) => (decoded.bytes, Some(Member::Standard), decoded.stray_bits),
            Err(_) => {
                return Err(match reason {
                    Base64Fault::AfterPadding { .. } | Base64Fault::Padding { .. } => wrong(Member::Padded),
                    Base64Fault::Length { .. } if let Some(lost) = lost(name, text) => wrong(lost),
                    other => wrong(Member::Base64(other.at(|at| Place::Position(position(text, at))))),
                });
            }
        },
    };
    Ok(found)
}

/// A modulus or an exponent in hexadecimal or decimal digits. Both alphabets are part of base64url, and a modulus of digits alone
/// does not come about by chance.
fn digits(name: &str, text: &str) -> Option<(Vec<u8>, Member)> {
    /// As many digits as a modulus of 512 bits has.
    const LEAST: usize = 128;
    match name {
        "n" if text.len() >= LEAST && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some((decimal(text)?, Member::Decimal))
        }
        "n" if text.len() >= LEAST => Some((hexadecimal(text)?, Member::Hex)),
        "e" => match text {
            "3" | "5" | "17" | "257" | "65537" => Some((decimal(text)?, Member::Decimal)),
            "010001" | "10001" | "0x10001" | "0x010001" => Some((vec![1, 0, 1], Member::Hex)),
            _ => None,
        },
        _ => None,
    }
}

/// That one character of a number of a usual size is missing: a modulus never starts with a zero byte, so each size has its length.
pub fn lost(name: &str, text: &str) -> Option<Member> {
    const SIZES: [usize; 6] = [512, 1_024, 2_048, 3_072, 4_096, 8_192];
    let sizes: &[usize] = match name {
        "n" => &SIZES,
        // The one size of those in use that shows by the length alone.
        "k" => &[512],
        _ => return None,
    };
    let whole = |bits: usize| (bits / 8 * 4).div_ceil(3);
    let bits = sizes.iter().copied().find(|bits| text.len() + 1 == whole(*bits))?;
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain.then_some(Member::Lost { got: text.len(), whole: whole(bits), bits })
}

/// The bytes of a decimal number; `None` for one that is larger than any modulus.
pub fn decimal(text: &str) -> Option<Vec<u8>> {
    /// 16,384 bits have 4,933 digits.
    const MOST: usize = 5_000;
    /// Nine digits fit into a limb of 32 bits, and so does the carry.
    const GROUP: usize = 9;
    if text.is_empty() || text.len() > MOST || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The lowest limb first.
    let mut limbs: Vec<u32> = vec![];
    for group in text.as_bytes().chunks(GROUP) {
        let scale = group.iter().fold(1u64, |scale, _| scale * 10);
        let mut carry = group.iter().fold(0u64, |number, digit| number * 10 + u64::from(digit - b'0'));
        for limb in &mut limbs {
            let product = u64::from(*limb) * scale + carry;
            // The lower half of the product is the limb, the upper one goes on.
            *limb = product as u32;
            carry = product >> 32;
        }
        if carry > 0 {
            limbs.push(carry as u32);
        }
    }
    Some(limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).skip_while(|byte| *byte == 0).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, bytes: &[u8], note: &str) {
        let mut notes = vec![];
        assert_eq!(octets("n", text, &mut notes), Ok(bytes.to_vec()), "{text}");
        let notes = crate::key::testing::notes(&notes);
        assert!(notes.contains(note) && notes.is_empty() == note.is_empty(), "{text}: {notes}");
    }

    #[track_caller]
    fn refuse(text: &str, facts: &str) {
        let fault = octets("n", text, &mut vec![]).expect_err(text);
        assert_eq!(
            (fault.code().name(), format!("{:?}", fault.facts).as_str()),
            ("jwk-member-encoding", facts),
            "{text:?}"
        );
    }

    #[test]
    fn octets_are_base64url_without_padding() {
        check("AQAB", &[1, 0, 1], "");
        check("-_8", &[0xfb, 0xff], "");
        check("Zh", b"f", "the last character of `n` has bits that belong to no byte");
    }

    #[test]
    fn what_can_be_read_in_one_way_alone_is_read_and_named() {
        check("Zg==", b"f", "`n` has padding `=`; a JWK uses base64url without padding; it was read anyway");
        check("+/8", &[0xfb, 0xff], "`n` is standard base64");
        check("Zm9vZ/8=", b"foog\xff", "`n` is standard base64");
        check("-_8,", &[0xfb, 0xff], "`n` ends with `,` in place of padding");
        check("Zg,,", b"f", "`n` ends with `,` in place of padding");
        check("Zg..", b"f", "`n` ends with `.` in place of padding");
        let number = [&[0x8f; 64][..]].concat();
        let hex = crate::format::hex::encode(&number);
        check(&hex, &number, "`n` is in hexadecimal digits");
        check(&format!("0x{}", hex.to_uppercase()), &number, "`n` is in hexadecimal digits");
        let decimal = "1".repeat(155);
        assert_eq!(octets("n", &decimal, &mut vec![]).map(|bytes| bytes.len()), Ok(64));
        check(&decimal, &super::decimal(&decimal).expect("digits"), "`n` is a decimal number");
        // A short number is base64url, and a coordinate is never taken for digits.
        check("1234", &[0xd7, 0x6d, 0xf8], "");
        assert_eq!(octets("x", &"8f".repeat(64), &mut vec![]).map(|bytes| bytes.len()), Ok(96));
    }

    #[test]
    fn a_decimal_number_becomes_its_bytes() {
        assert_eq!(decimal("65537"), Some(vec![1, 0, 1]));
        assert_eq!(decimal("0"), Some(vec![]));
        assert_eq!(decimal("340282366920938463463374607431768211456"), Some([&[1][..], &[0; 16]].concat()));
        assert_eq!(decimal("12a"), None);
        assert_eq!(decimal(&"9".repeat(5_001)), None);
    }

    #[test]
    fn what_is_not_base64url_is_named_with_its_place() {
        refuse("Zg=", r#"Key(Jwk(Member("n", Padded)))"#);
        refuse("Zg=Zg", r#"Key(Jwk(Member("n", Padded)))"#);
        refuse("+Z_g", r#"Key(Jwk(Member("n", Base64(Character(Position(1), '+')))))"#);
        refuse("Zm9vZ/8=-", r#"Key(Jwk(Member("n", Base64(Character(Position(6), '/')))))"#);
        refuse("Zm,9,,", r#"Key(Jwk(Member("n", Commas(','))))"#);
        refuse("Zm9v Zg", r#"Key(Jwk(Member("n", Space(5))))"#);
        refuse("Zm9v\n", r#"Key(Jwk(Member("n", Space(5))))"#);
        refuse("Zm9v…", r#"Key(Jwk(Member("n", Base64(Character(Position(5), '…')))))"#);
        refuse("Zm9\u{e9}", r#"Key(Jwk(Member("n", Base64(Character(Position(4), 'é')))))"#);
        refuse("Zm9vZ", r#"Key(Jwk(Member("n", Base64(Length(5)))))"#);
        refuse("", r#"Key(Jwk(Member("n", Empty)))"#);
    }

    #[test]
    fn one_character_less_than_a_usual_size_is_told() {
        let check = |name: &str, length: usize, bits: Option<usize>| {
            let found = lost(name, &"A".repeat(length));
            assert_eq!(
                found.map(|found| matches!(found, Member::Lost { bits: is, .. } if Some(is) == bits)),
                bits.map(|_| true),
                "{length}"
            );
        };
        check("n", 341, Some(2_048));
        check("n", 511, Some(3_072));
        check("n", 682, Some(4_096));
        check("n", 170, Some(1_024));
        check("k", 85, Some(512));
        for length in [342, 343, 340, 512, 683, 171] {
            check("n", length, None);
        }
        check("k", 42, None);
        check("e", 341, None);
    }
}
