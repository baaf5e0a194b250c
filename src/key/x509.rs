//! An X.509 certificate as far as a key needs it: whose it is, who issued it, when it is valid, what its key is for, and the key
//! inside.
//!
//! Source: RFC 5280 §4.1. The signature is not looked at, and no extension forbids anything: here a certificate is a container,
//! and using the key in it says nothing about trusting it.

mod extensions;

use super::describe::shown;
use super::{Key, KeyFault, Source, pkix};
use crate::base::diagnostic::key::Note;
use crate::base::diagnostic::key::{DerFault, Element as Name};
use crate::crypto::hash::{Hash, sha1};
use crate::format::base64::Alphabet;
use crate::format::der::{self, Element, Reader};
use core::fmt;
pub use extensions::Extensions;

/// What a certificate says beside its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The subject's common name, or the most telling other part of its name; control characters are replaced.
    pub subject: String,
    /// The same of the issuer.
    pub issuer: String,
    /// The first second it is valid, in seconds since 1970.
    pub not_before: i64,
    /// The last second it is valid, in seconds since 1970.
    pub not_after: i64,
    /// What it says of the names and the uses of its key.
    pub extensions: Extensions,
    /// The whole certificate.
    pub der: Vec<u8>,
}

/// A day as `2027-01-31` (UTC), from seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub i64);

impl Certificate {
    /// What is signed, the identifier of the signature's algorithm, and the signature (RFC 5280 §4.1.1).
    pub fn parts(&self) -> Option<(&[u8], String, &[u8])> {
        let mut outer = Reader::new(&self.der).sequence("").ok()?;
        let signed = self.der.get(outer.any("").ok()?.span())?;
        let algorithm = outer.sequence("").ok()?.expect(der::OID, "").ok()?;
        let signature = outer.bit_string("").ok()?;
        Some((signed, super::oid::dotted(algorithm.content)?, signature.content))
    }

    /// The SHA-256 fingerprint of the certificate, in base64url: `x5t#S256` (RFC 7515 §4.1.8).
    pub fn x5t_s256(&self) -> String {
        Alphabet::UrlSafe.encode(&Hash::Sha256.digest(&self.der))
    }

    /// The SHA-1 fingerprint of the certificate, in base64url: `x5t` (RFC 7515 §4.1.7).
    pub fn x5t(&self) -> String {
        Alphabet::UrlSafe.encode(&sha1(&self.der))
    }
}

/// Reads a certificate and the key in it.
pub fn certificate(der: &[u8]) -> Result<Key, KeyFault> {
    let mut whole = Reader::new(der);
    let mut outer = whole.sequence("the certificate")?;
    whole.finish("the certificate")?;
    let mut signed = outer.sequence("the signed part")?;
    outer.expect(der::SEQUENCE, "the signature's algorithm")?;
    outer.expect(der::BIT_STRING, "the signature")?;
    outer.finish("the certificate")?;

    signed.optional(der::context(0), "the version")?;
    signed.expect(der::INTEGER, "the serial number")?;
    signed.expect(der::SEQUENCE, "the signature's algorithm")?;
    let issuer = name(&mut signed, "the issuer")?;
    let mut validity = signed.sequence("the validity")?;
    let not_before = time(&mut validity, "the start of the validity")?;
    let not_after = time(&mut validity, "the end of the validity")?;
    validity.finish("the validity")?;
    let subject = name(&mut signed, "the subject")?;
    let info = signed.expect(der::SEQUENCE, "the public key")?;
    let extensions = Extensions::read(signed);
    let certificate = Certificate { subject, issuer, not_before, not_after, extensions, der: der.to_vec() };
    let note = Note::Certificate {
        subject: certificate.subject.clone(),
        issuer: certificate.issuer.clone(),
        not_before,
        not_after,
    };
    let mut key = pkix::spki_inside(&info, Source::Certificate)?;
    key.notes.insert(0, note);
    key.chain.push(certificate);
    Ok(key)
}

/// A Name: the common name in it, else organisation, unit, mail address, or whatever comes first.
fn name(reader: &mut Reader, what: Name) -> Result<String, KeyFault> {
    /// The last arc of 2.5.4.x.
    const TELLING: [&[u8]; 3] = [&[0x55, 4, 3], &[0x55, 4, 10], &[0x55, 4, 11]];
    let mut best: Option<(usize, String)> = None;
    let mut names = reader.sequence(what)?;
    while !names.is_empty() {
        let mut set = names.expect(der::SET, what)?.inside();
        while !set.is_empty() {
            let mut attribute = set.sequence(what)?;
            let kind = attribute.expect(der::OID, what)?;
            let value = attribute.any(what)?;
            attribute.finish(what)?;
            let rank = TELLING.iter().position(|oid| *oid == kind.content).unwrap_or(TELLING.len());
            if best.as_ref().is_none_or(|(found, _)| rank < *found)
                && let Some(text) = text(&value)
            {
                best = Some((rank, text));
            }
        }
    }
    Ok(best.map_or_else(|| "an unnamed party".to_owned(), |(_, text)| shown(&text)))
}

/// A DirectoryString or IA5String (RFC 5280 §4.1.2.4); `None` for anything else.
fn text(value: &Element) -> Option<String> {
    let wide = |unit: usize| {
        let code = |bytes: &[u8]| char::from_u32(bytes.iter().fold(0, |code, byte| (code << 8) | u32::from(*byte)));
        value.content.chunks(unit).map(|bytes| code(bytes).unwrap_or('\u{fffd}')).collect()
    };
    match value.tag {
        0x0c | 0x13 | 0x16 => Some(String::from_utf8_lossy(value.content).into_owned()),
        // TeletexString is read as Latin-1, as everybody does.
        0x14 => Some(value.content.iter().map(|byte| char::from(*byte)).collect()),
        0x1c => Some(wide(4)),
        0x1e => Some(wide(2)),
        _ => None,
    }
}

/// UTCTime `YYMMDDHHMMSSZ` or GeneralizedTime `YYYYMMDDHHMMSSZ` (RFC 5280 §4.1.2.5).
fn time(reader: &mut Reader, what: Name) -> Result<i64, KeyFault> {
    let element = reader.any(what)?;
    let seconds = match (element.tag, element.content) {
        (0x17, [digits @ .., b'Z']) if digits.len() == 12 => numbers(digits).and_then(|pairs| match pairs.as_slice() {
            // Two digits from 50 on are of the twentieth century.
            [year, rest @ ..] => seconds(if *year < 50 { 2000 + year } else { 1900 + year }, rest),
            [] => None,
        }),
        (0x18, [digits @ .., b'Z']) if digits.len() == 14 => numbers(digits).and_then(|pairs| match pairs.as_slice() {
            [century, year, rest @ ..] => seconds(100 * century + year, rest),
            _ => None,
        }),
        _ => None,
    };
    seconds.ok_or_else(|| der::fault(element.start, what, DerFault::NotATime))
}

/// Each two digits as a number.
fn numbers(digits: &[u8]) -> Option<Vec<i64>> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    digits.chunks(2).map(|pair| pair.iter().try_fold(0, |number, byte| Some(10 * number + digit(byte)?))).collect()
}

fn seconds(year: i64, rest: &[i64]) -> Option<i64> {
    let [month @ 1..=12, day @ 1..=31, hour @ 0..=23, minute @ 0..=59, second @ 0..=60] = *rest else { return None };
    // Days since 1970 in the proleptic Gregorian calendar, the year starting in March so that the leap day comes last.
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468;
    Some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The reverse of `seconds`, by the same calendar: 146,097 days are 400 years.
        let days = self.0.div_euclid(86_400) + 719_468;
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (year, month) = (400 * era + year, if month < 10 { month + 3 } else { month - 9 });
        write!(f, "{:04}-{month:02}-{day:02}", if month > 2 { year } else { year + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::der::encode;

    fn check(tag: u8, text: &str, expected: Option<i64>) {
        let element = encode(tag, &[text.as_bytes()]);
        assert_eq!(time(&mut Reader::new(&element), "t").ok(), expected, "{text}");
    }

    #[test]
    fn times_are_seconds_since_1970() {
        check(0x17, "700101000000Z", Some(0));
        check(0x17, "491231235959Z", Some(2_524_607_999));
        check(0x17, "500101000000Z", Some(-631_152_000));
        check(0x18, "20500101000000Z", Some(2_524_608_000));
        check(0x18, "20000229120000Z", Some(951_825_600));
        check(0x18, "99991231235959Z", Some(253_402_300_799));
        check(0x17, "7001010000Z", None);
        check(0x17, "701301000000Z", None);
        check(0x17, "7001010000é", None);
        check(0x18, "700101000000Z", None);
        check(0x04, "700101000000Z", None);
    }

    #[test]
    fn days_read_back_as_dates() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (951_825_600, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_801_353_600, "2027-01-31"),
            (253_402_300_799, "9999-12-31"),
            (-1, "1969-12-31"),
        ] {
            assert_eq!(Day(seconds).to_string(), date);
        }
    }

    #[test]
    fn a_name_is_its_common_name_before_anything_else() {
        let attribute = |oid: u8, tag: u8, text: &[u8]| {
            encode(der::SET, &[&encode(der::SEQUENCE, &[&[6, 3, 0x55, 4, oid], &encode(tag, &[text])])])
        };
        let check = |attributes: &[Vec<u8>], expected: &str| {
            let der = encode(der::SEQUENCE, &[&attributes.concat()]);
            assert_eq!(name(&mut Reader::new(&der), "the subject").as_deref(), Ok(expected));
        };
        check(&[attribute(10, 0x0c, b"Acme"), attribute(3, 0x13, b"a.example")], "a.example");
        check(&[attribute(6, 0x13, b"DE"), attribute(10, 0x0c, b"Acme")], "Acme");
        check(&[attribute(3, 0x1e, &[0x20, 0xac])], "€");
        check(&[attribute(3, 0x14, &[0xe9])], "é");
        check(&[attribute(3, 0x0c, "a\u{202e}b\n".as_bytes())], "a\u{fffd}b\u{fffd}");
        check(&[], "an unnamed party");
    }
}
